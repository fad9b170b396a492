//! What may come of a pledge: the outlook and the base rates, both from no more than was known on its day.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::options::AssessmentOptions,
    base_rate::{BaseRate, BaseRateQuestion, BaseRateTable},
    currency::Currency,
    error::{Error, Result},
    growth::Milestone,
    history::{AnnualPanel, History},
    outlook::{Outlook, OutlookAnswers, OutlookOptions, known_at_baseline},
    period::{Frequency, Period},
    scenario::Scenario,
};

/// How many years are looked at where a pledge has no date.
const UNDATED_YEARS: u32 = 10;
/// An outlook of fewer amounts goes by sizes in dollars.
const FEWEST_OF_OTHER_MONEY: usize = 3;

/// What became of pairs that once stood at the baseline, for one milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MilestoneBaseRate {
    /// The milestone.
    pub milestone: Milestone,
    /// The base rate within the years to its date; without one, within ten, or to the last date there is.
    pub base_rate: BaseRate,
}

/// A part of an assessment that there is none of, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Absent {
    /// The part: `outlook`, `base_rates`, or `turnover` where a history has one flow alone.
    pub part: String,
    /// Why it is not there, and what would do.
    pub why: String,
}

impl Absent {
    pub(crate) fn new(part: &str, error: &Error) -> Self {
        Self { part: part.to_owned(), why: error.to_string() }
    }
}

/// The outlook on the pledge's day: from the history before the baseline and the baseline as it was stated.
pub(crate) fn look_ahead(scenario: &Scenario, history: Option<&History>) -> Result<Outlook> {
    let known = known_at_baseline(scenario, history)?;
    if known.frequency() != Frequency::Annual {
        return Err(by_year_only(scenario));
    }
    // Of so few, it would go by what pairs of their size did, which is known in dollars.
    let amounts = known.observed().filter(|(_, seen)| seen.amount > Amount::ZERO).count();
    if amounts < FEWEST_OF_OTHER_MONEY && known.currency() != Currency::USD {
        let hint = format!(
            "of {amounts} amounts in {} it could not be told from what pairs of their size did, which is known in dollars; give a longer history",
            known.currency()
        );
        return Err(Error::missing("outlook", hint));
    }
    Outlook::fitted(&known, &OutlookOptions::new().years(years_ahead(scenario) as usize))
}

/// How many years are looked at: ten, or to the last date.
fn years_ahead(scenario: &Scenario) -> u32 {
    let years = scenario.milestones().iter().filter_map(|milestone| years_to(scenario, milestone)).max();
    years.unwrap_or(0).max(UNDATED_YEARS)
}

/// What it answers about the milestones above the baseline.
pub(crate) fn outlook(scenario: &Scenario, history: Option<&History>) -> Result<OutlookAnswers> {
    let start = scenario.baseline().amount();
    let above = scenario.milestones().iter().filter(|milestone| milestone.amount() > start);
    let targets: Vec<_> = above.map(|milestone| (milestone.amount(), milestone.by())).collect();
    if targets.is_empty() {
        return Err(Error::missing("milestone above the baseline", "an outlook is of amounts to rise to"));
    }
    look_ahead(scenario, history)?.answers(&targets)
}

/// The base rate of every milestone but those that the baseline meets, and why others have none.
pub(crate) fn base_rates(
    scenario: &Scenario,
    history: Option<&History>,
    options: &AssessmentOptions,
) -> Result<(Vec<MilestoneBaseRate>, Option<Error>)> {
    if scenario.baseline().period().frequency() != Frequency::Annual {
        return Err(by_year_only(scenario));
    }
    let panel = options.panel.as_ref();
    let currency = panel.map_or(Currency::USD, |panel| panel.currency());
    if scenario.currency() != currency {
        let hint = format!(
            "the pairs' amounts are in {currency}, the pledge's in {}; name a panel in that currency",
            scenario.currency()
        );
        return Err(Error::missing("base rates", hint));
    }
    let known = known_at_baseline(scenario, history)?;
    let start = scenario.baseline().amount();
    let of = |milestone: &Milestone| {
        let question = BaseRateQuestion::to(start, milestone.amount())?
            .within(years_to(scenario, milestone).unwrap_or_else(|| years_ahead(scenario)))
            .up_to(scenario.baseline().period().calendar_year())
            .except(scenario.pair())
            .like(&known);
        Ok(MilestoneBaseRate { milestone: *milestone, base_rate: answer(&question, panel)? })
    };
    let (mut found, mut why) = (Vec::new(), None);
    for milestone in scenario.milestones().iter().filter(|milestone| milestone.amount() != start) {
        match of(milestone) {
            Ok(rate) => found.push(rate),
            Err(error) => why = Some(error),
        }
    }
    Ok((found, why))
}

fn answer(question: &BaseRateQuestion, panel: Option<&Arc<AnnualPanel>>) -> Result<BaseRate> {
    panel.map_or_else(|| question.run(BaseRateTable::shipped()?), |panel| question.run(&**panel))
}

/// The years from the baseline to a milestone's date.
fn years_to(scenario: &Scenario, milestone: &Milestone) -> Option<u32> {
    let start = scenario.baseline().period();
    milestone.by().and_then(|by: Period| u32::try_from(start.periods_until(by).ok()?).ok())
}

fn by_year_only(scenario: &Scenario) -> Error {
    let hint = format!(
        "the baseline is {}, and these are counted by the year; state it for a year",
        scenario.baseline().period()
    );
    Error::missing("years", hint)
}
