//! The sentences on the pledges that are restated, and on what prices give.

use crate::{
    assessment::{assessment::Assessment, timeline::PledgeMade},
    period::Period,
    scenario::Link,
    wording::{listed, percent, plural, some_of, with_unit, yearly},
};

/// The sentence on the pledges that this one restates: what came of each, and how the finish moved. None where it restates
/// none.
pub(super) fn restated(assessment: &Assessment) -> Option<String> {
    let timeline = assessment.timeline.as_ref()?;
    let (_, before) = timeline.pledges.split_last()?;
    let of_pledge = |pledge: &PledgeMade| {
        let milestones = pledge.milestones.iter().map(|made| {
            let milestone = made.milestone;
            let by = milestone.by().map_or(" (no date)".to_owned(), |by| format!(" by {by}"));
            let linked = if pledge.link == Some(Link::Ratio) { ", by ratio" } else { "" };
            let came = made.verdict.in_words(|amount| with_unit(assessment.unit(), amount));
            format!("{}{by}, {came}{linked}", with_unit(assessment.unit(), milestone.amount()))
        });
        format!("that of {} ({})", pledge.when(), some_of(milestones.collect()).join("; "))
    };
    let moved = timeline.moved.iter().filter(|moved| !moved.is_unchanged()).map(|moved| {
        let by = |by: Option<Period>| by.map_or("no date".to_owned(), |by| by.to_string());
        format!("{} moved from {} to {}", with_unit(assessment.unit(), moved.amount), by(moved.from), by(moved.to))
    });
    let moved = some_of(moved.collect());
    let moved = if moved.is_empty() { String::new() } else { format!(": {}", listed(&moved)) };
    let pledges = some_of(before.iter().map(of_pledge).collect());
    let which = if before.len() == 1 { "a pledge".to_owned() } else { plural(before.len() as u64, "pledge") };
    Some(format!("It restates {which}, {}{moved}.", listed(&pledges)))
}

/// The sentence on how much of the growth prices give by themselves, by the last milestone with a date. None where nothing
/// is assumed of prices.
pub(super) fn by_prices(assessment: &Assessment) -> Option<String> {
    let prices = assessment.prices.as_ref()?;
    let last = prices.milestones.last()?;
    let amount = with_unit(assessment.unit(), last.amount);
    let inflation = &prices.inflation;
    let from: Vec<String> = inflation.file.iter().chain(&inflation.source).cloned().collect();
    let from = if from.is_empty() { String::new() } else { format!(" ({})", from.join("; ")) };
    let moved = match percent(last.prices) {
        fall if fall.starts_with('−') => format!("fall by {} a year", fall.replace('−', "")),
        rise => format!("rise by {rise} a year"),
    };
    let share = match last.share {
        Some(share) if share > 1.0 => "give more than all of the growth".to_owned(),
        Some(share) if share >= 0.0 => format!("give {:.0}% of the growth", share * 100.0),
        _ => "do not help the growth".to_owned(),
    };
    Some(format!(
        "Prices, assumed to {moved}{from}, {share} that {amount} by {} takes: {} is left in real terms, to {} in prices of {}.",
        last.by,
        yearly(last.real),
        with_unit(assessment.unit(), last.in_baseline_prices),
        assessment.scenario.baseline().period()
    ))
}
