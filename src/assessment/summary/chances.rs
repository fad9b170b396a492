//! The sentences on the outlook's chances, and on where these and the base rates disagree.

use crate::{
    assessment::{assessment::Assessment, prospects::MilestoneBaseRate},
    outlook::TargetAnswer,
    period::Period,
    wording::{dollars_for, listed, plural, some_of, with_unit},
};

/// An outlook's chance and a base rate that differ by less than this (five percentage points) are taken to agree.
const AGREE: f64 = 0.05;

/// The sentence of the outlook's chances, and of what the outlook rests on: the pair's own figures, what other pairs
/// did, or both. None without an outlook.
pub(super) fn chance(assessment: &Assessment) -> Option<String> {
    let outlook = assessment.outlook.as_ref()?;
    let parts = outlook.targets.iter().map(|target| chance_of(assessment, outlook.start, target)).collect();
    let from = match (own_past(assessment), outlook.fitted.learned_as_of) {
        (Some((first, last)), Some(year)) => {
            format!("its own figures of {first} to {last} and from what pairs did up to {year}")
        }
        (Some((first, last)), None) => format!("its own figures of {first} to {last}"),
        (None, Some(year)) => format!("what pairs of its size did up to {year}"),
        (None, None) => "its size alone".to_owned(),
    };
    let in_dollars = outlook.fitted.dollars_a_unit.map_or(String::new(), |rate| {
        format!(", computed in US dollars at the rate of {} ({})", outlook.start, dollars_for(assessment.unit(), rate))
    });
    Some(format!(
        "Seen from {}, the outlook, from {from}{in_dollars}, gave {}.",
        outlook.start,
        listed(&some_of(parts))
    ))
}

/// The first and the last year of the pair's own figures that the outlook rests on; none where there is a single
/// figure, which shows no growth.
fn own_past(assessment: &Assessment) -> Option<(Period, Period)> {
    assessment.outlook.as_ref()?.fitted.history.filter(|(first, last)| first < last)
}

/// The part on the chance of one target: `$10B by 2030 a chance of 20%`, or `within 10 years` for a milestone without a
/// date.
pub(super) fn chance_of(assessment: &Assessment, start: Period, target: &TargetAnswer) -> String {
    let amount = with_unit(assessment.unit(), target.amount);
    let when = match start.periods_until(target.by) {
        Ok(years) if !target.dated => format!("within {}", plural(years.unsigned_abs() as u32, "year")),
        _ => format!("by {}", target.by),
    };
    format!("{amount} {when} a chance of {}", target.by_horizon)
}

/// The sentence on milestones where the outlook and the base rate disagree. The chance then lies outside the base
/// rate's interval of 95 %, and is at least five percentage points away from the share. None where they agree, or where
/// nothing can be compared.
///
/// It says why they may differ, and does not say which is right.
pub(super) fn disagreement(assessment: &Assessment) -> Option<String> {
    let parts = assessment.base_rates.iter().filter_map(|rate| {
        let found = &rate.base_rate;
        let (share, interval) = (found.share?, found.interval?);
        let target = compared(assessment, rate)?;
        let chance = target.by_horizon;
        let within = chance >= interval.low && chance <= interval.high;
        let apart = (chance.value() - share.value()).abs() >= AGREE;
        (apart && !within).then(|| {
            let amount = with_unit(assessment.unit(), target.amount);
            format!(
                "{amount} ({chance} by the outlook, {share} by the base rate, 95% interval {} to {})",
                interval.low, interval.high
            )
        })
    });
    let parts = some_of(parts.collect());
    let outlook = match own_past(assessment) {
        Some(_) => "the outlook adds the pair’s own past and what is expected of all pairs",
        None => "the outlook adds what is expected of all pairs",
    };
    (!parts.is_empty()).then(|| {
        format!(
            "The two disagree on {}: the base rate knows only the size and counts years of fast and of slow trade alike, {outlook}.",
            listed(&parts)
        )
    })
}

/// The outlook's answer to the same milestone, where it can be compared with the base rate. There are two such cases:
/// both have the same horizon; or the base rate's is shorter, and the lower end of its interval is above the outlook's
/// chance all the same.
///
/// Milestones that were met at the start are left out, and base rates that stand on too few cases.
fn compared<'a>(assessment: &'a Assessment, rate: &MilestoneBaseRate) -> Option<&'a TargetAnswer> {
    let outlook = assessment.outlook.as_ref()?;
    let found = &rate.base_rate;
    let same = |target: &&TargetAnswer| {
        target.amount == rate.milestone.amount() && rate.milestone.by().is_none_or(|by| by == target.by) && !target.met
    };
    let target = outlook.targets.iter().find(same)?;
    let years = outlook.start.periods_until(target.by).ok()?;
    let followed = i64::from(found.followed_years);
    // A share only grows with the years, so that a share over fewer years is a lower bound of the share over more.
    let sure = followed == years || (followed < years && Some(target.by_horizon) < found.interval.map(|of| of.low));
    (!found.too_few && sure).then_some(target)
}
