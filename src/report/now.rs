//! What is still open of a pledge, seen from the last figure, as a part of its report.

use crate::{
    assessment::{Assessment, MilestoneBaseRate, Now},
    outlook::TargetAnswer,
    period::span,
    scenario::Remaining,
    wording::{escape_markdown, listed, markdown_table, plural, with_unit},
};

/// The growth that each open milestone takes from the last figure, its chance, and the share of pairs that went as far,
/// with the growth that the history shows up to there. None where nothing is open.
pub(super) fn section(assessment: &Assessment) -> Option<String> {
    let now = assessment.now.as_ref()?;
    let header = ["Target", "By", "Growth a year it takes", "Chance", "Pairs that stood there and made it"];
    let table = markdown_table(&header, now.open.iter().map(|left| row(assessment, now, left)));
    let absent = now.absent.iter().map(|absent| format!("Not answered: {}", escape_markdown(&absent.why)));
    let after: Vec<String> = growth(now).into_iter().chain(knows(now)).chain(absent).collect();
    let after: String = after.iter().map(|paragraph| format!("\n{paragraph}\n")).collect();
    let from = with_unit(assessment.unit(), now.amount);
    Some(format!("\n### From {from} in {}\n\n{table}{after}", now.period))
}

/// The cells of one open milestone.
fn row(assessment: &Assessment, now: &Now, left: &Remaining) -> Vec<String> {
    let of_target = |target: &&TargetAnswer| {
        target.amount == left.amount && target.dated == left.by.is_some() && left.by.is_none_or(|by| by == target.by)
    };
    let target = now.outlook.as_ref().and_then(|outlook| outlook.targets.iter().find(of_target));
    let of_rate = |rate: &&MilestoneBaseRate| (rate.milestone.amount(), rate.milestone.by()) == (left.amount, left.by);
    let found = now.base_rates.iter().find(of_rate).map(|rate| &rate.base_rate).filter(|found| !found.too_few);
    let share = found.and_then(|found| {
        let (share, interval) = (found.share?, found.interval?);
        Some(format!("{share} ({} to {}) of {}", interval.low, interval.high, plural(found.entered, "pair")))
    });
    let by = match (left.by, target) {
        (Some(by), _) => by.to_string(),
        (None, Some(target)) => format!("{} (no date)", target.by),
        (None, None) => "no date".to_owned(),
    };
    let none = || "-".to_owned();
    vec![
        with_unit(assessment.unit(), left.amount),
        by,
        left.required_rate.map_or_else(none, |rate| rate.to_string()),
        target.map_or_else(none, |target| target.by_horizon.to_string()),
        share.unwrap_or_else(none),
    ]
}

/// The growth that the history shows up to the last figure; none where it shows none.
fn growth(now: &Now) -> Option<String> {
    let shown = now.growth_shown.iter().map(|shown| {
        let mark = if shown.one_source { "" } else { " (from one source to another)" };
        format!("{} a year from {} to {}{mark}", shown.rate, shown.from, shown.to)
    });
    let shown: Vec<String> = shown.collect();
    (!shown.is_empty()).then(|| format!("The history shows growth of {}.", listed(&shown)))
}

/// Up to which year the answers know what happened elsewhere; none where they rest on the pair alone.
fn knows(now: &Now) -> Option<String> {
    let learned = now.outlook.as_ref().and_then(|outlook| outlook.fitted.learned_as_of);
    let learned = learned.map(|year| format!("The chances know what pairs of countries did up to {year}."));
    let panel = now.base_rates.first().map(|rate| &rate.base_rate.panel);
    let panel = panel.map(|panel| {
        format!("The pairs are those of {} in {}.", escape_markdown(&panel.name), span(panel.from, panel.to))
    });
    let parts: Vec<String> = learned.into_iter().chain(panel).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
