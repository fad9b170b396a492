//! The sentences on where the pledge stands, and on what is open from there.

use crate::{
    amount::Amount,
    assessment::{
        assessment::Assessment,
        summary::{
            beside::same_members,
            chances::chance_of,
            others::{near, reached},
        },
    },
    outlook::TargetAnswer,
    scenario::{Remaining, Tracking},
    wording::{dollars_for, listed, plural, some_of, with_unit, yearly},
};

/// The sentence on where the pledge stands by the latest figures, milestone by milestone. None without figures after
/// the baseline.
///
/// Milestones without a date that were not reached are listed together at the end.
pub(super) fn standing(assessment: &Assessment) -> Option<String> {
    let tracking = assessment.tracking.as_ref()?;
    let mut text = format!("In {} it stood at {}", tracking.period, with_unit(assessment.unit(), tracking.amount));
    if let (Some(ahead), Some(route)) = (tracking.ahead, tracking.route_amount) {
        let side = if ahead { "ahead of" } else { "behind" };
        let (there, route) = (with_unit(assessment.unit(), tracking.amount), with_unit(assessment.unit(), route));
        // Two amounts that read the same are neither ahead nor behind.
        text +=
            &if there == route { ", on its route".to_owned() } else { format!(", {side} the {route} of its route") };
    }
    let settled = tracking.remaining.iter().filter(|left| !is_to_come(left));
    let mut left = some_of(settled.map(|left| what_came(assessment, tracking, left)).collect());
    let to_come = tracking.remaining.iter().filter(|left| is_to_come(left));
    let to_come = some_of(to_come.map(|left| with_unit(assessment.unit(), left.amount)).collect());
    if !to_come.is_empty() {
        let verb = if to_come.len() == 1 { "was" } else { "were" };
        left.push(format!("{} {verb} not reached", listed(&to_come)));
    }
    let left = if left.is_empty() { String::new() } else { format!(": {}", listed(&left)) };
    let start = assessment.scenario.baseline().period();
    let members =
        if same_members(assessment, start, tracking.period) { "" } else { ", with other members than at the start" };
    Some(format!("{text}{members}{}{left}.", whose(assessment, tracking)))
}

/// The sentence on what is open, seen from the last figure: the outlook's chances, and what became of pairs that stood
/// at that amount. None where nothing is open, and where neither is known.
pub(super) fn now(assessment: &Assessment) -> Option<String> {
    let now = assessment.now.as_ref()?;
    let chances = now.outlook.as_ref().map(|outlook| {
        let chance = |target: &TargetAnswer| chance_of(assessment, now.period, target);
        format!("the outlook gives {}", listed(&some_of(outlook.targets.iter().map(chance).collect())))
    });
    let pairs = now.base_rates.first().filter(|rate| rate.base_rate.entered > 0).map(|first| {
        let parts = now.base_rates.iter().map(|rate| reached(assessment, now.amount, rate)).collect();
        let stood = plural(first.base_rate.entered, "pair");
        let near = near(assessment, first, now.amount);
        format!("of {stood} that stood {near}, {}", listed(&some_of(parts)))
    });
    let parts: Vec<String> = chances.into_iter().chain(pairs).collect();
    let rate = now.outlook.as_ref().and_then(|outlook| outlook.fitted.dollars_a_unit);
    let rate = rate.map_or(String::new(), |rate| {
        format!(" and at the exchange rate of {} ({})", now.period, dollars_for(assessment.unit(), rate))
    });
    (!parts.is_empty())
        .then(|| format!("Seen from {}, on the figures up to then{rate}, {}.", now.period, parts.join("; ")))
}

/// The part on what became of a milestone that was reached or has a date: reached in time, reached late, still due at
/// some growth, or not reached by its date.
fn what_came(assessment: &Assessment, tracking: &Tracking, left: &Remaining) -> String {
    let amount = with_unit(assessment.unit(), left.amount);
    match (left.reached, left.by, left.required_rate) {
        (Some(period), Some(by), _) if period > by => format!("{amount} was reached in {period}, after {by}"),
        (Some(period), ..) => format!("{amount} was reached in {period}"),
        (None, Some(by), Some(rate)) => format!("{amount} by {by} takes {} from there", yearly(rate)),
        (None, Some(by), None) if by > tracking.period => format!("{amount} is due by {by}"),
        (None, by, _) => format!("{amount} was not reached{}", by.map_or(String::new(), |by| format!(" by {by}"))),
    }
}

/// The part in brackets on the source of the figures, and on the baseline by these figures where it is not the one that
/// the pledge states. Empty where there is neither. Of a source with an address, the address is left out.
fn whose(assessment: &Assessment, tracking: &Tracking) -> String {
    let seen = assessment.series().and_then(|series| series.at(tracking.period));
    let source = seen.map(|seen| seen.provenance.source.split(": http").next().unwrap_or_default().to_owned());
    let baseline = assessment.scenario.baseline();
    let other = tracking.other_baseline(baseline.amount());
    let other = other.map(|observed| {
        let (observed, stated) =
            (with_unit(assessment.unit(), observed), with_unit(assessment.unit(), baseline.amount()));
        format!("the figures have {observed} for {}, where the pledge says {stated}", baseline.period())
    });
    let factor = assessment.link.map_or(1.0, |link| link.factor);
    let published = Amount::new(tracking.amount.value() / factor).ok().filter(|_| factor != 1.0);
    let published = published.map(|amount| format!("the figures have {}", with_unit(assessment.unit(), amount)));
    let parts = source.filter(|source| !source.is_empty()).into_iter().chain(published).chain(other);
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

/// Whether a milestone has no date and was not reached yet.
fn is_to_come(left: &Remaining) -> bool {
    left.reached.is_none() && left.by.is_none()
}
