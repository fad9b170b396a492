//! Tracking: the figures since a pledge's baseline, beside its route.
//!
//! It compares what was observed with the amount that the route has for the same period. It says nothing of chances:
//! projected figures are left out, and the future is not looked at.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::Result,
    growth::{Milestone, arrival_years, rate},
    period::Period,
    rate::GrowthRate,
    scenario::{
        linked::SAME_BASELINE,
        scenario::{Path, Scenario},
    },
    series::Series,
};

/// Where a pledge stands: the last figure of a history beside the route's amount for the same period.
///
/// A route whose shape was solved from its milestones ends on the last date, and figures after that date are not
/// compared with it. To count how many periods ahead the pledge is, such a route is continued at its last rate.
///
/// ```
/// let pledge = tradepath::scenario::shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let tracking = scenario.track(history.turnover().unwrap())?.unwrap();
/// // The route ends in 2010; later figures are not compared with it.
/// assert!(tracking.period.calendar_year() <= 2010);
/// // The figure is ahead exactly where it is not below the amount of the route.
/// assert_eq!(tracking.ahead, tracking.difference.map(|difference| difference >= 0.0));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tracking {
    /// The last period observed up to the end of the route.
    pub period: Period,
    /// The amount observed in that period.
    pub amount: Amount,
    /// The years from the baseline to that period.
    pub years: f64,
    /// The annual growth rate since the pledge's baseline.
    pub growth: Option<GrowthRate>,
    /// The history's amount for the baseline's period, where it was observed. The pledge may have stated another
    /// amount.
    pub baseline_observed: Option<Amount>,
    /// The annual growth rate from the history's own amount for the baseline's period.
    pub growth_observed: Option<GrowthRate>,
    /// The route's amount for this period; none where no milestone has a date and no growth is stated.
    pub route_amount: Option<Amount>,
    /// The amount less the route's, in units of currency: positive where the history is higher.
    pub difference: Option<f64>,
    /// How many periods ahead of the route the amount is; negative where it is behind, by all periods since the
    /// baseline at most. None where there is no route amount, where the route does not reach the amount within a
    /// hundred years, and where the route both rises and falls.
    pub periods_ahead: Option<f64>,
    /// Whether the pledge is ahead of its route, or level with it; none where there is no route amount.
    pub ahead: Option<bool>,
    /// Each milestone, with the period that reached it or the growth rate it still requires.
    pub remaining: Vec<Remaining>,
}

impl Tracking {
    /// The history's amount for the baseline's period, where it differs from the `stated` amount by more than 5 %.
    ///
    /// ```
    /// let pledge = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021-by-2030")?;
    /// let scenario = pledge.scenario()?;
    /// let tracking = scenario.track(pledge.history()?.turnover().unwrap())?.unwrap();
    /// // Over 3 billion in ten months, as was said in December 2021; 3.9 in the whole year.
    /// let other = tracking.other_baseline(scenario.baseline().amount()).unwrap();
    /// assert_eq!(other.to_string(), "3.9B");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn other_baseline(&self, stated: Amount) -> Option<Amount> {
        self.baseline_observed.filter(|observed| (observed.value() / stated.value() - 1.0).abs() > SAME_BASELINE)
    }
}

/// What is left of a milestone after the last figure: nothing where it was reached, otherwise the growth that it still
/// requires.
///
/// ```
/// let pledge = tradepath::scenario::shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let tracking = scenario.track(history.turnover().unwrap())?.unwrap();
/// let reached = tracking.remaining.iter().filter_map(|left| left.reached);
/// let years: Vec<String> = reached.map(|period| period.to_string()).collect();
/// assert_eq!(years, ["2006", "2007"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Remaining {
    /// The amount to reach.
    pub amount: Amount,
    /// The milestone's period; none where it has no date.
    pub by: Option<Period>,
    /// The first observed period after the baseline that reached it; none where it has not been reached.
    pub reached: Option<Period>,
    /// The annual growth rate from the last observed amount that meets it on its date; none where it has no date, is
    /// reached, or its date has passed.
    pub required_rate: Option<GrowthRate>,
}

impl Scenario {
    /// Says where the pledge stands by a series of what it is of, the turnover or [one flow](Self::flow): the last figure
    /// up to the end of the route, beside the route's amount. None where no figure after the baseline can be compared.
    ///
    /// The history is set on the pledge's level first, as [`link_history`](Self::link_history) says.
    ///
    /// # Errors
    /// [`ErrorKind::MixedUnits`](crate::ErrorKind::MixedUnits) and
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) where the history's currency or frequency is
    /// not the scenario's; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a growth rate is more than an
    /// `f64` holds.
    ///
    /// ```
    /// let pledge = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021-by-2030")?;
    /// let history = pledge.history()?;
    /// let tracking = pledge.scenario()?.track(history.turnover().unwrap())?.unwrap();
    /// assert_eq!((tracking.period.to_string(), tracking.ahead), ("2025".into(), Some(false)));
    /// assert_eq!(tracking.remaining[1].required_rate.unwrap().to_string(), "15.0%");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn track(&self, turnover: &Series) -> Result<Option<Tracking>> {
        let Some(turnover) = &self.linked_series(turnover)? else { return Ok(None) };
        let baseline = self.baseline();
        baseline.period().periods_until(turnover.first())?;
        let path = self.path()?;
        let Some((period, amount)) = self.last_on_route(turnover, path.as_ref()) else { return Ok(None) };
        let years = baseline.period().years_until(period)?;
        let expected = path.as_ref().map(|path| Amount::new(baseline.amount().value() * path.shape.multiple(years)));
        let route_amount = expected.transpose()?;
        let moment = path.and_then(|path| self.moment_of(amount, &path));
        let per_year = f64::from(period.frequency().per_year());
        let whole_years = baseline.period().is_whole_years_before(period);
        let difference = route_amount.map(|expected| amount.value() - expected.value());
        let remaining = self.milestones().iter().map(|milestone| self.remaining(milestone, turnover));
        Ok(Some(Tracking {
            period,
            amount,
            years,
            // Two unlike seasons show no growth a year.
            growth: rate(baseline.amount(), amount, years).ok().filter(|_| whole_years),
            baseline_observed: turnover.amount(baseline.period()),
            growth_observed: turnover.growth(baseline.period(), period).ok().filter(|_| whole_years),
            route_amount,
            difference,
            periods_ahead: moment.map(|moment| (moment - years) * per_year),
            ahead: difference.map(|difference| self.is_further(difference)),
            remaining: remaining.collect::<Result<_>>()?,
        }))
    }

    /// The last observation after the baseline for which the route has an amount. A solved route has none after its
    /// last date; a stated one goes on. Without a path, every observation counts.
    fn last_on_route(&self, turnover: &Series, path: Option<&Path>) -> Option<(Period, Amount)> {
        let end = self.route().dated().next_back().map(|(by, ..)| by);
        let end = end.filter(|_| path.is_some_and(|path| !path.stated));
        self.observed_since(turnover).rfind(|(period, _)| end.is_none_or(|end| *period <= end))
    }

    /// The observations after the baseline, in order of time, without projected figures.
    fn observed_since(&self, turnover: &Series) -> impl DoubleEndedIterator<Item = (Period, Amount)> + Clone {
        let start = self.baseline().period();
        turnover.observed().filter(move |(period, _)| *period > start).map(|(period, seen)| (period, seen.amount))
    }

    /// The moment at which the path has an amount, in years since the baseline; none where it does not within a hundred
    /// years, or where the route both rises and falls.
    fn moment_of(&self, amount: Amount, path: &Path) -> Option<f64> {
        // An amount on the wrong side of the baseline is as far behind as the route's beginning.
        if self.is_before_start(amount) {
            return Some(0.0);
        }
        // A route that turns has the same amount twice.
        if self.route().turns() {
            return None;
        }
        let multiple = amount.value() / self.baseline().amount().value();
        arrival_years(&*path.shape, multiple, Self::HORIZON_YEARS)
    }

    /// Whether an amount lies on the other side of the baseline than the last milestone: below it for a pledge to trade
    /// more.
    fn is_before_start(&self, amount: Amount) -> bool {
        let from_start = amount.value() - self.baseline().amount().value();
        from_start != 0.0 && !self.is_further(from_start)
    }

    /// Whether a difference from the route is progress: up on a route that rises, down on one that falls.
    fn is_further(&self, difference: f64) -> bool {
        if self.rises() { difference >= 0.0 } else { difference <= 0.0 }
    }

    /// Whether the pledge is to trade more: its last milestone lies above the baseline or, without one, it states growth.
    fn rises(&self) -> bool {
        match (self.milestones().last(), self.stated_rate()) {
            (Some(last), _) => last.amount() >= self.baseline().amount(),
            (None, rate) => rate.is_none_or(|rate| rate >= GrowthRate::ZERO),
        }
    }

    /// What is left of one milestone after the observed figures. The growth that it still requires starts from the last
    /// observed amount.
    fn remaining(&self, milestone: &Milestone, turnover: &Series) -> Result<Remaining> {
        let target = milestone.amount();
        let mut since = self.observed_since(turnover);
        // No growth rate starts from an amount of zero.
        let last = since.clone().next_back().filter(|(_, amount)| *amount > Amount::ZERO);
        let reached = since.find(|(_, amount)| self.route().is_reached(target, *amount)).map(|(period, _)| period);
        let required_rate = match (reached, last, milestone.by()) {
            (None, Some((now, amount)), Some(by)) if now < by => Some(rate(amount, target, now.years_until(by)?)?),
            _ => None,
        };
        Ok(Remaining { amount: target, by: milestone.by(), reached, required_rate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{currency::Currency, scenario::shipped::shipped, series::Status};

    fn turnover(figures: &[(i32, f64)]) -> Series {
        let figures = figures
            .iter()
            .map(|&(year, billions)| (Period::year(year).unwrap(), Amount::billions(billions).unwrap().into()));
        Series::new(Currency::USD, figures).unwrap()
    }

    #[test]
    fn ahead_by_an_amount_is_ahead_by_periods() {
        let scenario = shipped("india-china-2005").unwrap().scenario().unwrap();
        let tracking = scenario.track(&turnover(&[(2005, 17.2), (2006, 24.1)])).unwrap().unwrap();
        assert_eq!(tracking.ahead, Some(true));
        assert!(tracking.difference.unwrap() > 7e9);
        // 24.1 lies on the leg from 20 in 2008 to 30 in 2010, at ln(24.1/20)/ln(1.224745) years after 2008.
        approx::assert_relative_eq!(
            tracking.periods_ahead.unwrap(),
            2.0 + (1.205_f64).ln() / 1.5_f64.ln() * 2.0,
            max_relative = 1e-6
        );
        assert_eq!(tracking.remaining[0].reached, Some(Period::year(2006).unwrap()));
        assert_eq!(tracking.remaining[0].required_rate, None);
        assert_eq!(tracking.remaining[1].required_rate.unwrap().to_string(), "5.6%");
    }

    #[test]
    fn an_amount_under_the_baseline_is_behind_by_all_the_time_since() {
        let scenario = shipped("india-china-2005").unwrap().scenario().unwrap();
        let tracking = scenario.track(&turnover(&[(2007, 12.0)])).unwrap().unwrap();
        assert_eq!((tracking.ahead, tracking.periods_ahead), (Some(false), Some(-3.0)));
    }

    #[test]
    fn a_projected_figure_reaches_nothing() {
        let scenario = shipped("india-china-2005").unwrap().scenario().unwrap();
        let figures = turnover(&[(2005, 17.0), (2009, 99.0)]);
        let projected = figures.iter().map(|(period, seen)| {
            let mut seen = seen.clone();
            seen.provenance.status = if period.calendar_year() == 2009 { Status::Projected } else { Status::Reported };
            (period, seen)
        });
        let tracking = scenario.track(&Series::new(Currency::USD, projected).unwrap()).unwrap().unwrap();
        assert_eq!((tracking.period.calendar_year(), tracking.remaining[1].reached), (2005, None));
    }

    #[test]
    fn without_dates_or_growth_there_is_no_schedule_to_be_ahead_of() {
        let scenario = shipped("kazakhstan-uzbekistan-2021").unwrap().scenario().unwrap();
        let series = turnover(&[(2022, 4.6)]);
        let tracking = scenario.track(&series).unwrap().unwrap();
        assert_eq!((tracking.route_amount, tracking.ahead, tracking.periods_ahead), (None, None, None));
        assert!(tracking.growth.is_some());
        let stated = scenario.with_rate("7%".parse().unwrap()).track(&series).unwrap().unwrap();
        assert_eq!(stated.ahead, Some(true));
    }

    #[test]
    fn a_route_that_has_ended_is_judged_on_its_last_date() {
        let pledge = shipped("kazakhstan-uzbekistan-2018").unwrap();
        let tracking =
            pledge.scenario().unwrap().track(pledge.history().unwrap().turnover().unwrap()).unwrap().unwrap();
        assert_eq!((tracking.period, tracking.ahead), (Period::year(2020).unwrap(), Some(false)));
        assert_eq!(tracking.route_amount, Some(Amount::billions(5.0).unwrap()));
        assert_eq!(tracking.remaining[0].reached, Some(Period::year(2019).unwrap()));
        assert_eq!(tracking.baseline_observed.unwrap().to_string(), "2.24B");
    }

    #[test]
    fn a_history_that_ends_at_the_baseline_tracks_nothing() {
        let scenario = shipped("india-china-2005").unwrap().scenario().unwrap();
        assert_eq!(scenario.track(&turnover(&[(2004, 13.6)])).unwrap(), None);
        let euros =
            Series::new(Currency::EUR, turnover(&[(2005, 17.0)]).iter().map(|(at, seen)| (at, seen.clone()))).unwrap();
        assert!(scenario.track(&euros).is_err());
    }
}
