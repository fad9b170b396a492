//! The sentence on what became of other pairs.

use crate::{
    amount::Amount,
    assessment::{assessment::Assessment, prospects::MilestoneBaseRate},
    base_rate::{BaseRate, BaseRateTable},
    coverage::Coverage,
    period::span,
    wording::{count, listed, plural, prices, some_of, times, with_unit},
};

/// The summary names the best and the worst era where the best one's share is more than this many times the worst
/// one's.
const ERAS_APART: f64 = 2.0;

/// The summary speaks of eras whose shares differ by at least as much.
const ERAS_DIFFER: f64 = 0.05;

/// A table counts only some multiples. The nearest one is named as another multiple where it is off by this relative
/// difference or more.
const SAME: f64 = 0.005;

/// The sentence on what became of other pairs that stood at the baseline. None where the assessment has no base rates.
///
/// The first milestone's base rate gives the number of pairs, which is the same for all of them: they are asked from
/// the same amount. The last one's gives the eras.
pub(super) fn precedent(assessment: &Assessment) -> Option<String> {
    let first = &assessment.base_rates.first()?.base_rate;
    let panel = &first.panel;
    let prices = panel.kind_of_amounts();
    // The table that comes with the crate is of goods, whatever the pledge counts. A panel of one's own is named after
    // what it counts.
    let of_goods = BaseRateTable::shipped().is_ok_and(|table| table.panel().name == panel.name);
    let wider = assessment.scenario.coverage() == Some(&Coverage::GoodsAndServices);
    let goods = if of_goods && wider { ", goods alone" } else { "" };
    let source = format!("{}, {prices}{goods}", panel.name);
    let years = span(panel.from, panel.to);
    let near = format!(
        "{} in {years} ({source})",
        near(assessment, assessment.base_rates.first()?, assessment.scenario.baseline().amount())
    );
    if first.entered == 0 {
        return Some(format!("No other pair of countries stood {near}."));
    }
    let start = assessment.scenario.baseline().amount();
    let parts = assessment.base_rates.iter().map(|rate| reached(assessment, start, rate)).collect();
    let pairs = plural(first.entered, "pair");
    let few = if first.too_few { "; so few say little" } else { "" };
    let which = if assessment.base_rates.len() > 1 { "the last" } else { "it" };
    let eras = assessment.base_rates.last().map_or(String::new(), |last| eras(&last.base_rate, which));
    Some(format!("Of {pairs} of countries that stood {near}, {}{few}{eras}.", listed(&some_of(parts))))
}

/// The amount that other pairs stood near, with what the pledge's own is there where the two are in different money.
pub(super) fn near(assessment: &Assessment, rate: &MilestoneBaseRate, own: Amount) -> String {
    let panel = &rate.base_rate.panel;
    let near = format!("near {}", with_unit(panel.unit, rate.base_rate.asked.from));
    match Amount::new(own.value() * rate.factor) {
        Ok(there) if rate.factor != 1.0 => {
            let prices = prices(&panel.prices).map_or(String::new(), |prices| format!(" {prices}"));
            format!("{near} ({} is {}{prices})", with_unit(assessment.unit(), own), with_unit(panel.unit, there))
        }
        _ => near,
    }
}

/// The part on one milestone: the share of pairs that reached its multiple of their own amount, and within how many
/// years. `start` is the amount from which the milestone is a multiple.
///
/// Where a share is not to be quoted, the number of pairs that reached it stands in its place. Where no pair could be
/// followed to the horizon, the longest time that any could be followed is named.
pub(super) fn reached(assessment: &Assessment, start: Amount, rate: &MilestoneBaseRate) -> String {
    let found = &rate.base_rate;
    let (milestone, asked) = (rate.milestone, &found.asked);
    let own = milestone.amount().value() / start.value();
    // A table counts only some multiples, so that the nearest one may not be the milestone's own.
    let like = if (asked.multiple / own - 1.0).abs() < SAME {
        format!("like {}", with_unit(assessment.unit(), milestone.amount()))
    } else {
        format!(
            "the nearest counted to the {} times of {}",
            times(own),
            with_unit(assessment.unit(), milestone.amount())
        )
    };
    let did = if asked.falls() { "fell to" } else { "reached" };
    let did = format!("{did} {} times their own amount ({like})", times(asked.multiple));
    let within = plural(asked.within.min(found.followed_years), "year");
    let longest = if found.followed_years < asked.within { ", the longest any could be followed" } else { "" };
    match (found.share.filter(|_| !found.too_few), found.interval) {
        (Some(share), Some(interval)) => {
            let estimated = if found.censored > 0 { "an estimated " } else { "" };
            format!(
                "{estimated}{share} (95% interval {} to {}) {did} within {within}{longest}",
                interval.low, interval.high
            )
        }
        _ if found.followed_years == 0 => "none could be followed".to_owned(),
        _ => format!("{} {did} within {within}{longest}", count(found.reached)),
    }
}

/// The part on the best and the worst era, of those that could be followed to the horizon, where their shares differ
/// much; empty otherwise. `which` says what depends on the era, where several shares were named.
fn eras(found: &BaseRate, which: &str) -> String {
    if found.too_few {
        return String::new();
    }
    let followed = found.eras.iter().filter(|era| !era.too_few && era.followed_years == found.asked.within);
    let mut shares: Vec<(f64, String)> = followed
        .filter_map(|era| {
            Some((era.share?.value(), format!("{} of those from {}", era.share?, span(era.from, era.to))))
        })
        .collect();
    shares.sort_by(|one, other| other.0.total_cmp(&one.0));
    match &shares[..] {
        [(high, most), .., (low, least)] if *high > low * ERAS_APART && high - low >= ERAS_DIFFER => {
            format!("; {which} depends on when they started: {most}, but {least}")
        }
        _ => String::new(),
    }
}
