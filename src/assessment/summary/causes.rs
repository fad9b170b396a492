//! The sentence on what would have to be true.

use crate::{
    assessment::assessment::Assessment,
    drivers::{Attribution, DriverAnswers, PartKind},
    probability::Probability,
    wording::{plural, with_unit},
};

/// What the drivers explain of the way to the last milestone, and what they do to its chance; none without drivers, and for
/// a pledge without an amount to reach above its baseline.
pub(super) fn causes(assessment: &Assessment) -> Option<String> {
    let answers = assessment.drivers.as_ref()?;
    let found = answers.attributions.last().filter(|found| found.amount > found.from)?;
    Some(format!("{}{}", explained(assessment, found), chance(assessment, answers)))
}

/// The shares of the way, which add up to the whole of it.
fn explained(assessment: &Assessment, found: &Attribution) -> String {
    let whole = (found.amount.value() / found.from.value()).ln();
    let of = |kind: PartKind| -> f64 {
        let parts = found.parts.iter().filter(|part| part.kind == kind);
        parts.map(|part| part.log_points.central).sum()
    };
    let percent = |log: f64| {
        let text = format!("{:.0}%", 100.0 * log / whole);
        if text == "-0%" { "0%".to_owned() } else { text }
    };
    let prices = found.parts.iter().any(|part| part.kind == PartKind::Prices);
    let prices = if prices { format!(", prices {}", percent(of(PartKind::Prices))) } else { String::new() };
    let count = found.parts.iter().filter(|part| part.kind == PartKind::Driver).count();
    let drivers = match count {
        0 => "no driver counts".to_owned(),
        1 => format!("the driver {}", percent(of(PartKind::Driver))),
        count => format!("the {} {}", plural(count as u64, "driver"), percent(of(PartKind::Driver))),
    };
    let left = found.unexplained.central;
    let left = if left > 0.0 {
        format!("{} is left unexplained", percent(left))
    } else {
        format!("they give {} more than it takes", percent(-left))
    };
    format!(
        "Of the way from {} to {} by {}, growth without the drivers gives {}{prices}, and {drivers}; {left}",
        with_unit(assessment.unit(), found.from),
        with_unit(assessment.unit(), found.amount),
        found.by,
        percent(of(PartKind::BaseGrowth)),
    )
}

/// What the drivers do to the chance of the last milestone. Chances that are printed alike are said once.
fn chance(assessment: &Assessment, answers: &DriverAnswers) -> String {
    let Some(chance) = answers.chances.last() else { return ".".to_owned() };
    let target = format!("{} by {}", with_unit(assessment.unit(), chance.amount), chance.within);
    let text = |chance: Probability| chance.to_string();
    if text(chance.without) == text(chance.with_all) {
        return format!("; the chance of {target} stays at {} with them.", chance.with_all);
    }
    format!("; with them the chance of {target} goes from {} to {}.", chance.without, chance.with_all)
}
