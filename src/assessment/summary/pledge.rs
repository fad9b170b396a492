//! The sentence of the pledge: what it takes, and the growth that its history shows.

use crate::{
    assessment::{
        assessment::Assessment,
        flows,
        summary::beside::{beside, own_coverage, same_members},
    },
    growth::Milestone,
    period::Period,
    rate::GrowthRate,
    scenario::{Aim, Link, Scenario, Step},
    series::Observation,
    wording::{counted, listed, percent, prices, some_of, with_unit, yearly},
};

/// The sentence of the pledge and the growth that it takes. Every assessment has it.
///
/// What the growth is depends on the dates: the overall required rate where the last milestone has a date, else the
/// rate to the last milestone with one, else arrivals at a growth of the arrival table. What history shows follows.
pub(super) fn takes(assessment: &Assessment) -> String {
    let scenario = &assessment.scenario;
    let (pair, milestones) = (scenario.partners().names(), scenario.milestones());
    let (start, from) = (scenario.baseline().period(), with_unit(assessment.unit(), scenario.baseline().amount()));
    let undated = milestones.iter().all(|milestone| milestone.by().is_none());
    let goal = |(milestone, aim): (&Milestone, &Aim)| {
        let by = match milestone.by() {
            Some(by) => format!(" by {}", dated(scenario, by)),
            None if undated => String::new(),
            None => " (no date)".to_owned(),
        };
        let follows = aim.in_words().map_or(String::new(), |words| format!(" ({words})"));
        with_unit(assessment.unit(), milestone.amount()) + &by + &follows
    };
    if milestones.is_empty() {
        return without_amount(assessment);
    }
    let goals = some_of(milestones.iter().zip(scenario.aims()).map(goal).collect());
    let takes = match assessment.overall_required_rate.or_else(|| to_last_date(assessment)) {
        Some(_) if matches!(scenario.aims(), [Aim::Rate(_)]) => String::new(),
        Some(rate) if milestones.len() == 1 => format!(", which takes {}", yearly(rate)),
        Some(rate) => format!("; the last date takes {} from the start", yearly(rate)),
        None => arrivals(assessment),
    };
    let shown = shown(assessment) + &reached_before(assessment);
    format!(
        "{} and {} pledged to take {}{} from {from} in {} to {}{}{takes}{shown}{}.",
        pair[0],
        pair[1],
        trade(scenario),
        counted(&Vec::from_iter(scenario.coverage())).map_or(String::new(), |counted| format!(" ({counted})")),
        dated(scenario, start),
        listed(&goals),
        balanced(scenario),
        beside(assessment)
    )
}

/// That an amount to rise to was reached before the baseline already, with the last such period; empty where none was.
fn reached_before(assessment: &Assessment) -> String {
    let baseline = assessment.scenario.baseline();
    let Some(series) = assessment.series() else { return String::new() };
    let above = assessment.scenario.milestones().iter().rev().find_map(|milestone| {
        let rises = milestone.amount() > baseline.amount();
        let reached =
            |(period, seen): &(Period, &Observation)| *period < baseline.period() && seen.amount >= milestone.amount();
        let last = series.observed().rfind(reached).filter(|_| rises)?;
        Some((milestone.amount(), last.0))
    });
    above.map_or(String::new(), |(amount, period)| {
        format!("; it had reached {} before, last in {period}", with_unit(assessment.unit(), amount))
    })
}

/// A period as the pledge names it: `2030`, or `FY2030 (counted as 2029)`.
fn dated(scenario: &Scenario, by: Period) -> String {
    scenario.fiscal_year(by).map_or_else(|| by.to_string(), |year| format!("{year} (counted as {by})"))
}

/// What is pledged, in a sentence that has named the pair: `their trade`, or `the exports of Kazakhstan to Uzbekistan`.
fn trade(scenario: &Scenario) -> String {
    let traded = match scenario.flow() {
        None => "their trade".to_owned(),
        Some(_) => format!("the {}", scenario.traded()),
    };
    prices(&scenario.prices()).map_or(traded.clone(), |prices| format!("{traded} ({prices})"))
}

/// The sentence of a pledge without an amount to reach: of a growth without an end, of single flows, or of a balance.
fn without_amount(assessment: &Assessment) -> String {
    let scenario = &assessment.scenario;
    let (baseline, unit) = (scenario.baseline(), assessment.unit());
    let names = scenario.partners().names().join(" and ");
    let from = format!("{} in {}", with_unit(unit, baseline.amount()), baseline.period());
    let pledged = match scenario.stated_rate() {
        Some(rate) => {
            let steps = assessment.projection.steps();
            let at = |step: &Step| format!("{} in {}", with_unit(unit, step.amount), step.period);
            let pace: Vec<String> = [steps.len() / 2, steps.len().saturating_sub(1)]
                .into_iter()
                .filter_map(|place| steps.get(place).map(at))
                .collect();
            let (moved, rate) = match percent(rate) {
                fall if fall.starts_with('−') => ("a fall", fall.replace('−', "")),
                rise => ("growth", rise),
            };
            format!(
                "{names} pledged {moved} of {} by {rate} a year from {from}, without an end (at that pace {}){}",
                trade(scenario),
                listed(&pace),
                balanced(scenario)
            )
        }
        None if scenario.balances().is_empty() => {
            format!("{names} traded {from} and pledged amounts of single flows")
        }
        None => format!("{names} traded {from} and pledged{}", balanced(scenario).trim_start_matches(", and")),
    };
    format!("{pledged}{}{}.", shown(assessment), beside(assessment))
}

/// The balances that are pledged, as the end of a sentence: `, and a deficit of $2B by 2030 for Turkey`.
fn balanced(scenario: &Scenario) -> String {
    let goals: Vec<String> =
        scenario.balances().iter().map(|goal| flows::goal_in_words(scenario.unit(), goal)).collect();
    if goals.is_empty() {
        return String::new();
    }
    format!(", and {} for {}", listed(&goals), scenario.partners().names()[0])
}

/// The constant growth a year from the baseline to the last milestone that has a date; none where none has, or where
/// there is no such rate.
fn to_last_date(assessment: &Assessment) -> Option<GrowthRate> {
    let (amount, by) = assessment.scenario.milestones().iter().rev().find_map(|of| Some((of.amount(), of.by()?)))?;
    let baseline = assessment.scenario.baseline();
    crate::growth::rate(baseline.amount(), amount, baseline.period().years_until(by).ok()?).ok()
}

/// The part for a pledge without dates: when the middle growth of the arrival table would reach its milestones.
/// Milestones that it does not reach are left out.
fn arrivals(assessment: &Assessment) -> String {
    let milestones = assessment.scenario.milestones();
    // The arrival table has one row of milestones for each growth.
    let rates: Vec<&[_]> = assessment.arrivals.chunks(milestones.len().max(1)).collect();
    let Some(arrivals) = rates.get(rates.len() / 2) else { return ", without a date".to_owned() };
    let start = assessment.scenario.baseline().period();
    let ahead = arrivals.iter().filter(|arrival| arrival.period.is_some_and(|period| period > start));
    let years = ahead
        .filter_map(|arrival| Some(format!("{} in {}", with_unit(assessment.unit(), arrival.amount), arrival.period?)));
    let years = some_of(years.collect());
    match arrivals.first() {
        Some(first) if !years.is_empty() => {
            format!(", without a date; at {} a year that would be {}", percent(first.rate), listed(&years))
        }
        _ => ", without a date".to_owned(),
    }
}

/// The part on the growth that history shows up to the baseline, over the longest window of at most ten years; empty
/// without a history.
///
/// A fall is said as one, without a minus sign. Where the two ends are from different sources, the text says so.
fn shown(assessment: &Assessment) -> String {
    let baseline = assessment.scenario.baseline().period();
    let before = assessment.growth_shown.iter().filter(|shown| shown.to <= baseline && shown.years <= 10.0);
    let longest = before.max_by(|one, other| one.years.total_cmp(&other.years));
    longest.map_or(String::new(), |shown| {
        let sources = match (shown.one_source, same_members(assessment, shown.from, shown.to)) {
            (true, true) => "",
            (false, true) => ", some of which may be a change of source",
            (_, false) => ", some of which is a change of members",
        };
        let (moved, rate) = match percent(shown.rate) {
            fell if fell.starts_with('−') => ("fell", fell.replace('−', "")),
            grew => ("grew", grew),
        };
        let apart = assessment.link.is_some_and(|link| link.kind == Link::None);
        let other = apart || own_coverage(assessment).is_some();
        let what = match assessment.scenario.flow() {
            _ if other => "what the history counts",
            None => "their trade",
            Some(_) => "they",
        };
        format!("; from {} to {} {what} {moved} by {rate} a year{sources}", shown.from, shown.to)
    })
}
