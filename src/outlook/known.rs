//! What was known about a pledge on its day, and later.

use crate::{
    error::{Error, Result, given},
    growth::Direction,
    history::History,
    period::Period,
    scenario::Scenario,
    series::{Observation, Provenance, Series, Status},
};

/// The turnover as it was known when a pledge was made: the history before the baseline, and the baseline as stated
/// with the pledge. It holds nothing later. The history is set on the pledge's level first, as
/// [`Scenario::link_history`] says.
///
/// # Errors
/// [`ErrorKind::MixedUnits`](crate::ErrorKind::MixedUnits) and
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
    if let Some(turnover) = history.as_ref().and_then(|history| history.series(scenario.flow())) {
        // Fails where the two are of different frequency; the number of periods is not needed.
        turnover.first().periods_until(baseline.period())?;
        let before = turnover.observed().filter(|(period, _)| *period < baseline.period());
        known.extend(before.map(|(period, observation)| (period, observation.clone())));
    }
    Ok(Series::new(scenario.unit(), known)?.in_prices(scenario.prices()))
}

/// The turnover as it is known at a period after the baseline: what the history has up to then, on the level of the
/// pledge. The pledge's own figure has given way to the history's. The last period is that of the last figure, which may
/// be earlier than the one asked for.
///
/// Up to the baseline, [`known_at_baseline`] says what was known.
///
/// # Errors
/// The error of a period that could not be read; [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the history has
/// no turnover after the baseline and up to the period;
/// [`ErrorKind::MixedUnits`](crate::ErrorKind::MixedUnits) and
/// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) where the history's currency or frequency
/// differs from the scenario's.
///
/// # Examples
///
/// ```
/// use tradepath::{outlook::known_at, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// assert_eq!(known_at(&scenario, Some(&history), 2008)?.last().to_string(), "2008");
/// // The pledge is of 2005, with the figure of 2004.
/// assert!(known_at(&scenario, Some(&history), 2004).is_err());
/// assert!(known_at(&scenario, None, 2008).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn known_at(
    scenario: &Scenario,
    history: Option<&History>,
    period: impl TryInto<Period, Error: Into<Error>>,
) -> Result<Series> {
    let (period, baseline): (Period, Period) = (given(period)?, scenario.baseline().period());
    // Fails where the two are of different frequency; the number of periods is not needed.
    baseline.periods_until(period)?;
    let linked = history.map(|history| scenario.link_history(history)).transpose()?;
    let history = linked.and_then(|linked| linked.history);
    let turnover = history.as_ref().and_then(|history| history.series(scenario.flow()));
    let turnover = turnover.and_then(|turnover| turnover.up_to(period));
    let last = |turnover: &Series| turnover.observed().next_back().map(|(period, _)| period);
    turnover.filter(|turnover| last(turnover).is_some_and(|last| last > baseline)).ok_or_else(|| {
        let hint = format!("the history must have one after the baseline of {baseline} and up to {period}");
        let what = scenario.flow().map_or("turnover", Direction::name);
        Error::missing(format!("{what} to look ahead from"), hint)
    })
}
