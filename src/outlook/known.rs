//! What was known about a pledge on its day.

use crate::{
    error::Result,
    history::History,
    scenario::Scenario,
    series::{Observation, Provenance, Series, Status},
};

/// The turnover as it was known when a pledge was made: the history before the baseline, and the baseline as stated
/// with the pledge. It holds nothing later. The history is set on the pledge's level first, as
/// [`Scenario::link_history`] says.
///
/// # Errors
/// [`ErrorKind::MixedCurrencies`](crate::ErrorKind::MixedCurrencies) and
/// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) where the history's currency or frequency
/// differs from the scenario's.
///
/// # Examples
///
/// ```
/// use tradepath::{outlook::known_at_baseline, scenario::shipped};
///
/// let pledge = shipped("kazakhstan-uzbekistan-2018")?;
/// let known = known_at_baseline(&pledge.scenario()?, Some(&pledge.history()?))?;
/// assert_eq!(known.last().to_string(), "2017");
/// assert_eq!(known.amount(known.last()).unwrap().to_string(), "2B");
///
/// // Without a history the baseline is all that is known.
/// let alone = known_at_baseline(&pledge.scenario()?, None)?;
/// assert_eq!(alone.first(), alone.last());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn known_at_baseline(scenario: &Scenario, history: Option<&History>) -> Result<Series> {
    let baseline = scenario.baseline();
    let source = format!("as stated with the pledge: {}", scenario.title());
    let provenance = Provenance { source, status: Status::Reported, ..Provenance::default() };
    let mut known = vec![(baseline.period(), Observation { amount: baseline.amount(), provenance })];
    let linked = history.map(|history| scenario.link_history(history)).transpose()?;
    let history = linked.and_then(|linked| linked.history);
    if let Some(turnover) = history.as_ref().and_then(History::turnover) {
        // Fails where the two are of different frequency; the number of periods is not needed.
        turnover.first().periods_until(baseline.period())?;
        let before = turnover.observed().filter(|(period, _)| *period < baseline.period());
        known.extend(before.map(|(period, observation)| (period, observation.clone())));
    }
    Series::new(scenario.currency(), known)
}
