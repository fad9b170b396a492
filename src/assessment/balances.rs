//! The balances that a pledge aims at: what they took on its day, and what they take from the last figures.

use serde::{Deserialize, Serialize};

use crate::{
    error::Result,
    history::History,
    period::Period,
    scenario::{BalanceAim, BalanceGoal, BalanceNeed, BothFlows, Scenario},
    series::{Observation, Status},
};

/// A balance that a pledge aims at, with what it takes. How likely it is, is not computed.
///
/// ```
/// use tradepath::{AssessmentOptions, Scenario, assess, history::History, scenario::Flows};
///
/// let pledge = Scenario::builder("TUR-CHN")
///     .baseline(2020, "$25.9B")
///     .flows(Flows::new("2.9B", "23B")?)
///     .balance_by(0.0, 2030)
///     .build()?;
/// let history = History::of_flows("TUR-CHN", [(2020, 2.9e9), (2023, 3.3e9)],
///     [(2020, 23e9), (2023, 45e9)])?;
/// let assessment = assess(&pledge, Some(&history), &AssessmentOptions::new())?;
/// let balance = &assessment.balances[0];
/// assert_eq!(balance.met, None);
/// // In 2023 the deficit was wider than at the start.
/// assert!(balance.now.as_ref().unwrap().from.balance() < balance.pledged.from.balance());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BalanceAnswer {
    /// The balance, and by when.
    pub goal: BalanceGoal,
    /// What it takes from the flows that the pledge states at its baseline.
    pub pledged: BalanceNeed,
    /// The first period after the baseline whose flows had the balance, or were beyond it; none where none had. It may
    /// lie after the date, and the balance may have been lost again.
    pub met: Option<Period>,
    /// Both flows in the period of the date, where the history has them.
    pub on_date: Option<BothFlows>,
    /// Both flows in the last period that has both; none where the history has none after the baseline.
    pub last: Option<BothFlows>,
    /// What it takes from the last figures of both flows; none where there are none, where these have the balance, and
    /// where its date has passed.
    pub now: Option<BalanceNeed>,
}

/// The answers to all balances of a pledge, by a history on its level.
pub(crate) fn balances(scenario: &Scenario, history: Option<&History>) -> Result<Vec<BalanceAnswer>> {
    let since = history.map_or(Vec::new(), |history| both_since(scenario.baseline().period(), history));
    let needs = scenario.balance_needs()?;
    let answer = |(goal, pledged): (&BalanceGoal, BalanceNeed)| {
        let met = since.iter().find(|flows| is_met(goal, &pledged.from, flows)).map(|flows| flows.period);
        let last = since.last().copied();
        let on_date = goal.by.and_then(|by| since.iter().find(|flows| flows.period == by)).copied();
        let open = last.filter(|last| !is_met(goal, &pledged.from, last) && goal.by.is_none_or(|by| by > last.period));
        let now = open.map(|last| scenario.balance_need(goal, last)).transpose()?;
        Ok(BalanceAnswer { goal: *goal, pledged, met, on_date, last, now })
    };
    scenario.balances().iter().zip(needs).map(answer).collect()
}

/// Both flows of every period after the baseline that has both.
fn both_since(baseline: Period, history: &History) -> Vec<BothFlows> {
    let (Some(exports), Some(imports)) = (history.exports(), history.imports()) else { return Vec::new() };
    let both = |(period, seen): (Period, &Observation)| {
        let other = imports.at(period).filter(|other| other.provenance.status != Status::Projected)?;
        Some(BothFlows::new(period, seen.amount, other.amount))
    };
    exports.observed().filter(|(period, _)| *period > baseline).filter_map(both).collect()
}

/// Whether flows have a balance, or are beyond it as seen from where the pledge started.
fn is_met(goal: &BalanceGoal, start: &BothFlows, flows: &BothFlows) -> bool {
    let (aim, of) = match goal.aim {
        BalanceAim::Amount(balance) => (balance, (Some(start.balance()), Some(flows.balance()))),
        BalanceAim::Share(share) => (share, (start.share(), flows.share())),
    };
    match of {
        (Some(start), Some(now)) if start <= aim => now >= aim,
        (Some(_), Some(now)) => now <= aim,
        _ => false,
    }
}
