//! The growth that a pledge takes, leg by leg and as a whole, as a part of its report.

use crate::{
    amount::Amount,
    assessment::{Assessment, MilestonePrices},
    growth::{Leg, LegEnd},
    rate::GrowthRate,
    wording::{escape_markdown, markdown_table, with_unit, years},
};

/// The legs of the route with the growth each requires, and the constant growths that meet the milestones. A leg
/// without a date has no rate, and says so.
pub(super) fn section(assessment: &Assessment) -> Option<String> {
    if assessment.legs.is_empty() {
        return None;
    }
    let sentences = [overall(assessment), least(assessment)].concat();
    let gap = if sentences.is_empty() { "" } else { "\n" };
    let by_prices = by_prices(assessment).unwrap_or_default();
    Some(format!("## The growth it takes\n\n{}{gap}{sentences}{by_prices}", legs(assessment)))
}

/// The growth of prices within the growth that each dated milestone takes; none where nothing is assumed of prices.
fn by_prices(assessment: &Assessment) -> Option<String> {
    let prices = assessment.prices.as_ref()?;
    let row = |of: &MilestonePrices| {
        vec![
            format!("{} by {}", with_unit(assessment.unit(), of.amount), of.by),
            of.required.to_string(),
            of.prices.to_string(),
            of.real.to_string(),
            of.share.map_or("-".to_owned(), |share| format!("{:.0}%", share * 100.0)),
            with_unit(assessment.unit(), of.in_baseline_prices),
        ]
    };
    let baseline = assessment.scenario.baseline().period();
    let own = format!("In prices of {baseline}");
    let header = ["Milestone", "Growth a year", "Of prices", "Real, what is left", "Share of prices", &own];
    let table = markdown_table(&header, prices.milestones.iter().map(row));
    let index = prices.inflation.file.as_ref();
    let index = index.map_or(String::new(), |file| format!("\nPrices by {}.\n", escape_markdown(file)));
    let source = prices
        .inflation
        .source
        .as_ref()
        .map_or(String::new(), |source| format!("\nPrices: {}.\n", escape_markdown(source)));
    Some(format!("\n### How much of it prices give\n\n{table}{index}{source}"))
}

/// The legs of the route as a table.
pub(super) fn legs(assessment: &Assessment) -> String {
    let named = |period| assessment.scenario.named(period);
    // The baseline stands "in" its period, a milestone is to be reached "by" its own.
    let start = |end: LegEnd| match end.period {
        Some(period) => format!("{} in {}", with_unit(assessment.unit(), end.amount), named(period)),
        None => format!("{}, no date", with_unit(assessment.unit(), end.amount)),
    };
    let end = |end: LegEnd| match end.period {
        Some(period) => format!("{} by {}", with_unit(assessment.unit(), end.amount), named(period)),
        None => format!("{}, no date", with_unit(assessment.unit(), end.amount)),
    };
    let row = |(at, leg): (usize, &Leg)| {
        let from = if at == 0 { start(leg.from) } else { end(leg.from) };
        let years = leg.years.map_or("-".to_owned(), years);
        let follows = assessment.scenario.aims().get(at).and_then(|aim| aim.in_words());
        let to = end(leg.to) + &follows.map_or(String::new(), |words| format!(" ({words})"));
        vec![from, to, years, leg.required_rate.map_or("no date, no rate".to_owned(), |rate| rate.to_string())]
    };
    let header = ["From", "To", "Years", "Growth a year"];
    markdown_table(&header, assessment.legs.iter().enumerate().map(row))
}

/// The constant growth to the last milestone, and by how much it beats or misses the dated milestones before. Empty
/// where the assessment has no such growth.
fn overall(assessment: &Assessment) -> String {
    let Some(rate) = assessment.overall_required_rate else { return String::new() };
    let mut text = format!("Constant growth of {rate} a year meets the last milestone");
    // The last check is the milestone that the growth was computed for.
    let between = assessment.at_overall_rate.split_last().map_or(&[][..], |(_, between)| between);
    for check in between {
        let verb = if check.met { "beats" } else { "misses" };
        let gap = Amount::new(check.difference.abs()).unwrap_or_default();
        let (target, gap) = (with_unit(assessment.unit(), check.target), with_unit(assessment.unit(), gap));
        text += &format!("; it {verb} the {target} of {} by {gap}", check.by);
    }
    text + ".\n"
}

/// The smallest constant growth that meets every dated milestone in time. Empty where that is the growth to the last
/// milestone, which [`overall`] has said already.
fn least(assessment: &Assessment) -> String {
    match assessment.least_constant_rate.filter(|rate| Some(*rate) != assessment.overall_required_rate) {
        Some(rate) => {
            // A pledge to trade less is met by a faster decline, which is a lower rate.
            let more = if rate < GrowthRate::ZERO { "less" } else { "more" };
            format!("Every dated milestone is met in time at {rate} a year or {more}.\n")
        }
        None => String::new(),
    }
}
