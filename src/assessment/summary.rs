//! An assessment in three to five sentences, each with what it rests on.

use super::{Assessment, MilestoneBaseRate};
use crate::{
    amount::Amount,
    number::{count, plural, times},
    outlook::{BaseRate, OutlookAnswers, TargetAnswer},
    rate::GrowthRate,
    scenario::Remaining,
};

/// Chances less apart than this are taken to agree.
const AGREE: f64 = 0.05;
/// Eras whose shares differ by this factor are said to.
const ERAS_APART: f64 = 2.0;

/// What was found, in plain words: what the pledge takes and what history shows, how often pairs that stood there made it, how
/// likely it was by the outlook and whether the two agree, and where it stands since.
pub(super) fn summary(assessment: &Assessment) -> Vec<String> {
    let sentences = [
        Some(takes(assessment)),
        precedent(assessment),
        chance(assessment),
        disagreement(assessment),
        standing(assessment),
    ];
    sentences.into_iter().flatten().collect()
}

fn money(assessment: &Assessment, amount: Amount) -> String {
    amount.in_currency(assessment.scenario.currency()).to_string()
}

/// A growth with one decimal at most, and a true minus.
fn percent(rate: GrowthRate) -> String {
    rate.to_string().replace(".0%", "%").replace('-', "−")
}

/// Words in a row: `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn takes(assessment: &Assessment) -> String {
    let scenario = &assessment.scenario;
    let pair = scenario.pair();
    let (start, from) = (scenario.baseline().period(), money(assessment, scenario.baseline().amount()));
    let goals: Vec<String> = scenario
        .milestones()
        .iter()
        .map(|milestone| {
            let by = milestone.by().map_or(String::new(), |by| format!(" by {by}"));
            money(assessment, milestone.amount()) + &by
        })
        .collect();
    let mut text = format!(
        "{} and {} pledged to take their trade from {from} in {start} to {}",
        pair.first().name(),
        pair.second().name(),
        listed(&goals)
    );
    match assessment.overall_required_rate {
        Some(rate) => {
            let last = scenario.milestones().iter().rev().find(|milestone| milestone.by().is_some());
            let which = if goals.len() > 1 { "; reaching the last takes " } else { ", which takes " };
            if last.is_some() {
                text += &format!("{which}{} a year", percent(rate));
            }
        }
        None => text += &undated(assessment),
    }
    text + &shown(assessment) + "."
}

/// Of a pledge without dates, when two of the growths that were asked for would bring it there.
fn undated(assessment: &Assessment) -> String {
    let milestones = assessment.scenario.milestones().len().max(1);
    let rates: Vec<&[_]> = assessment.arrivals.chunks(milestones).collect();
    let chosen = rates.get(rates.len() / 2).or(rates.first());
    let Some(arrivals) = chosen else { return ", without a date".to_owned() };
    let years: Option<Vec<String>> =
        arrivals.iter().map(|arrival| arrival.period.map(|period| period.to_string())).collect();
    match (years, arrivals.first()) {
        (Some(years), Some(first)) => {
            let rate = percent(first.rate);
            format!(", without a date; at {rate} a year that would be {}", listed(&years))
        }
        _ => ", without a date".to_owned(),
    }
}

/// What history shows up to the baseline, over the longest of five and ten years that there is.
fn shown(assessment: &Assessment) -> String {
    let baseline = assessment.scenario.baseline().period();
    let before = assessment.growth_shown.iter().filter(|shown| shown.to <= baseline && shown.years <= 10.0);
    let longest = before.max_by(|one, other| one.years.total_cmp(&other.years));
    longest.map_or(String::new(), |shown| {
        let sources = if shown.one_source { "" } else { ", some of which may be a change of source" };
        let years = plural(shown.years.round() as u32, "year");
        format!("; in the {years} to {} it grew by {} a year{sources}", shown.to, percent(shown.rate))
    })
}

fn precedent(assessment: &Assessment) -> Option<String> {
    let first = &assessment.base_rates.first()?.base_rate;
    let panel = &first.panel;
    let (from, entered) = (money(assessment, first.asked.from), count(first.entered));
    let pairs = if first.entered == 1 { "pair" } else { "pairs" };
    let head = format!("Of {entered} {pairs} of countries that stood near {from} in {} to {}", panel.from, panel.to);
    if first.entered == 0 {
        return Some(format!(
            "No pair of countries stood near {from} in {} to {} ({}).",
            panel.from, panel.to, panel.name
        ));
    }
    let parts: Vec<String> = assessment.base_rates.iter().map(|rate| reached(assessment, rate)).collect();
    let eras = eras(&assessment.base_rates.last()?.base_rate);
    let few = if first.too_few { "; so few say little" } else { "" };
    Some(format!("{head}, {}{few} ({}, {}){eras}.", listed(&parts), panel.name, prices(first)))
}

fn prices(rate: &BaseRate) -> &'static str {
    match rate.panel.prices {
        crate::series::Prices::Nominal => "nominal",
        crate::series::Prices::Real { .. } => "in constant prices",
    }
}

/// What share reached one milestone's multiple, by when.
fn reached(assessment: &Assessment, rate: &MilestoneBaseRate) -> String {
    let found = &rate.base_rate;
    let (milestone, asked) = (rate.milestone, &found.asked);
    let multiple = times(asked.multiple);
    let verb = if asked.falls() { "fell to" } else { "reached" };
    // The table has but so many amounts and multiples.
    let own = milestone.amount().value() / assessment.scenario.baseline().amount().value();
    let about = if (asked.multiple / own - 1.0).abs() < 0.005 { "as" } else { "about what" };
    let what = format!("{verb} {multiple} times that ({about} {} is)", money(assessment, milestone.amount()));
    let years = format!("within {}", plural(asked.within.min(found.followed_years), "year"));
    let years =
        if found.followed_years < asked.within { years + ", the longest they could be followed" } else { years };
    match found.share.filter(|_| !found.too_few) {
        Some(share) => format!("{share} {what} {years}"),
        None => format!("{} {what} {years}", found.reached),
    }
}

/// How far eras differ that could be followed to the horizon.
fn eras(found: &BaseRate) -> String {
    if found.too_few {
        return String::new();
    }
    let followed = found.eras.iter().filter(|era| !era.too_few && era.followed_years == found.asked.within);
    let mut shares: Vec<(f64, String)> = followed
        .filter_map(|era| Some((era.share?.value(), format!("{} of those from {}–{}", era.share?, era.from, era.to))))
        .collect();
    shares.sort_by(|one, other| other.0.total_cmp(&one.0));
    match &shares[..] {
        [(high, most), .., (low, least)] if *high > low * ERAS_APART => {
            format!("; it depends on when they started: {most}, but {least}")
        }
        _ => String::new(),
    }
}

fn chance(assessment: &Assessment) -> Option<String> {
    let outlook = assessment.outlook.as_ref()?;
    let parts: Vec<String> = outlook.targets.iter().map(|target| chance_of(assessment, target)).collect();
    let from = match (outlook.fitted.history.filter(|(first, last)| first < last), outlook.fitted.learned_as_of) {
        (Some((first, last)), Some(year)) => {
            format!("its own figures of {first} to {last} and from what pairs did up to {year}")
        }
        (Some((first, last)), None) => format!("its own figures of {first} to {last}"),
        (None, Some(year)) => format!("what pairs of its size did up to {year}"),
        (None, None) => "its size alone".to_owned(),
    };
    Some(format!("The outlook on that day, from {from}, gave {}.", listed(&parts)))
}

fn chance_of(assessment: &Assessment, target: &TargetAnswer) -> String {
    let amount = money(assessment, target.amount);
    format!("{amount} by {} a chance of {}", target.by, target.by_horizon)
}

/// Where the outlook and the base rate of the last milestone are further apart than either is unsure.
fn disagreement(assessment: &Assessment) -> Option<String> {
    let (target, found) = compared(assessment)?;
    let (share, interval) = (found.share?, found.interval?);
    let chance = target.by_horizon;
    let within = chance >= interval.low && chance <= interval.high;
    let apart = (chance.value() - share.value()).abs();
    if within || apart < AGREE {
        return None;
    }
    let more = if chance > share { "higher" } else { "lower" };
    let amount = money(assessment, target.amount);
    Some(format!(
        "The two disagree on {amount}: the outlook’s {chance} is {more} than the base rate’s {share} (95% interval {} to {}); the base rate knows only the size and counts years of fast and of slow trade alike, the outlook adds the pair’s own past and what is expected of all pairs.",
        interval.low, interval.high
    ))
}

/// The outlook and the base rate of the last milestone that has both, over the same years.
fn compared(assessment: &Assessment) -> Option<(&TargetAnswer, &BaseRate)> {
    let outlook: &OutlookAnswers = assessment.outlook.as_ref()?;
    assessment.base_rates.iter().rev().find_map(|rate| {
        let found = &rate.base_rate;
        let same = |target: &&TargetAnswer| target.amount == rate.milestone.amount() && !target.met;
        let target = outlook.targets.iter().rev().find(same)?;
        let years = outlook.start.periods_until(target.by).ok()?;
        (!found.too_few && i64::from(found.followed_years) == years).then_some((target, found))
    })
}

fn standing(assessment: &Assessment) -> Option<String> {
    let tracking = assessment.tracking.as_ref()?;
    let mut text = format!("In {} it stood at {}", tracking.period, money(assessment, tracking.amount));
    if let (Some(ahead), Some(route)) = (tracking.ahead, tracking.route_amount) {
        let side = if ahead { "ahead of" } else { "behind" };
        text += &format!(", {side} the {} of its route", money(assessment, route));
    }
    let amounts_of = |wanted: fn(&Remaining) -> bool| -> Vec<String> {
        tracking.remaining.iter().filter(|left| wanted(left)).map(|left| money(assessment, left.amount)).collect()
    };
    let settled = tracking.remaining.iter().filter(|left| !is_to_come(left)).map(|left| {
        let amount = money(assessment, left.amount);
        match (left.reached, left.by, left.required_rate) {
            (Some(period), ..) => format!("{amount} was reached in {period}"),
            (None, Some(by), Some(rate)) => format!("{amount} by {by} takes {} a year from there", percent(rate)),
            (None, by, _) => format!("{amount} was not reached{}", by.map_or(String::new(), |by| format!(" by {by}"))),
        }
    });
    let mut left: Vec<String> = settled.collect();
    let to_come = amounts_of(is_to_come);
    if !to_come.is_empty() {
        let verb = if to_come.len() == 1 { "was" } else { "were" };
        left.push(format!("{} {verb} still to come", listed(&to_come)));
    }
    let source = assessment.turnover().and_then(|series| series.at(tracking.period));
    let source = source.map(|seen| seen.provenance.source.split(": http").next().unwrap_or_default().to_owned());
    let source = source.filter(|source| !source.is_empty()).map_or(String::new(), |source| format!(" ({source})"));
    Some(format!("{text}{source}: {}.", listed(&left)))
}

/// Whether a milestone without a date was not reached.
fn is_to_come(left: &Remaining) -> bool {
    left.reached.is_none() && left.by.is_none()
}
