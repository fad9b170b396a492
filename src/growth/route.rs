//! Routes: a baseline, the milestones after it, with or without dates, and the legs between them.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result},
    growth::{baseline::Baseline, milestone::Milestone, solve},
    period::Period,
    rate::GrowthRate,
};

/// One end of a leg: the baseline or a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LegEnd {
    /// The period; none for a milestone without a date.
    pub period: Option<Period>,
    /// The amount.
    pub amount: Amount,
}

/// The stretch of a route between two neighbouring milestones, or between the baseline and the first milestone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "LegForm")]
#[non_exhaustive]
pub struct Leg {
    /// Where it starts.
    pub from: LegEnd,
    /// Where it ends.
    pub to: LegEnd,
    /// The length in years; none where either end has no date.
    pub years: Option<f64>,
    /// The constant growth rate that the leg requires; none where either end has no date.
    pub required_rate: Option<GrowthRate>,
}

/// A leg as it is written, before its rate is held against its amounts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LegForm {
    from: LegEnd,
    to: LegEnd,
    years: Option<f64>,
    required_rate: Option<GrowthRate>,
}

/// How far a stated rate may be from the one that follows from amounts and years, as a difference of logarithms a year,
/// or as a fraction: near -100 % a rate as it is written has few digits of its logarithm.
const SAME_RATE: f64 = 1e-9;

impl TryFrom<LegForm> for Leg {
    type Error = Error;

    fn try_from(form: LegForm) -> Result<Self> {
        let LegForm { from, to, years, required_rate } = form;
        if let (Some(years), Some(stated)) = (years, required_rate) {
            let needed = solve::rate(from.amount, to.amount, years)?;
            let off = |rate: fn(GrowthRate) -> f64| (rate(needed) - rate(stated)).abs();
            if off(GrowthRate::log).min(off(GrowthRate::effective)) > SAME_RATE {
                let message = format!(
                    "a leg from {} to {} in {years} years takes {needed} a year, but {stated} is stated",
                    from.amount, to.amount
                );
                return Err(Error::contradiction(message).at_key("required_rate"));
            }
        }
        Ok(Self { from, to, years, required_rate })
    }
}

/// The moment at which a milestone is reached at a stated constant growth rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Arrival {
    /// The milestone's amount.
    pub amount: Amount,
    /// The growth rate assumed.
    pub rate: GrowthRate,
    /// The first period whose amount reaches the milestone; none where no period does, or only one after the year 9999.
    pub period: Option<Period>,
    /// Years from the baseline to the moment the growth crosses the amount; none where it never does.
    pub years: Option<f64>,
}

/// A dated milestone beside the amount of its period at a constant growth rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MilestoneCheck {
    /// The milestone's period.
    pub by: Period,
    /// The amount to reach.
    pub target: Amount,
    /// The amount of that period at the growth rate.
    pub amount: Amount,
    /// The amount less the target: negative where it is lower.
    pub difference: f64,
    /// Whether the target is met: at or above it where it lies above the baseline, at or below it where it lies under.
    pub met: bool,
}

/// A baseline and the milestones after it, in the order in which they are to be reached.
///
/// ```
/// use tradepath::{Period, growth::{Baseline, Milestone, Route}};
///
/// // India and China, April 2005: 13.6 billion in 2004, to 20 by 2008 and 30 by 2010.
/// let route = Route::new(
///     Baseline::new(Period::year(2004)?, "13.6B")?,
///     vec![
///         Milestone::new("20B", Some(Period::year(2008)?))?,
///         Milestone::new("30B", Some(Period::year(2010)?))?,
///     ],
/// )?;
/// let rates = route.legs()?.into_iter().filter_map(|leg| leg.required_rate);
/// let rates: Vec<String> = rates.map(|rate| format!("{rate:.4}")).collect();
/// assert_eq!(rates, ["10.1217%", "22.4745%"]);
/// assert_eq!(route.overall_required_rate()?.unwrap().to_string(), "14.1%");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RouteForm")]
pub struct Route {
    baseline: Baseline,
    milestones: Vec<Milestone>,
}

/// A route as it is read from files, before its dates are checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RouteForm {
    baseline: Baseline,
    milestones: Vec<Milestone>,
}

impl TryFrom<RouteForm> for Route {
    type Error = Error;

    fn try_from(form: RouteForm) -> Result<Self> {
        Self::new(form.baseline, form.milestones)
    }
}

impl Route {
    /// A route from a baseline through at least one milestone. Dates lie after the baseline and increase from milestone
    /// to milestone; milestones without a date may stand anywhere.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) without milestones;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for dates out of order;
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a date of another frequency than the
    /// baseline's; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount that is more than 1.8e308 times
    /// the baseline, or too little of it. The position's key is `milestone[k].by` or `milestone[k].amount`.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Period, growth::{Baseline, Milestone, Route}};
    ///
    /// let too_early = Milestone::new("5B", Some(Period::year(2020)?))?;
    /// let error = Route::new(Baseline::new(2021, "3B")?, vec![too_early]).unwrap_err();
    /// assert_eq!(error.position().key.as_deref(), Some("milestone[0].by"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(baseline: Baseline, milestones: Vec<Milestone>) -> Result<Self> {
        if milestones.is_empty() {
            return Err(Error::missing("milestone", "give at least one amount to reach").at_key("milestone"));
        }
        for (at, milestone) in milestones.iter().enumerate() {
            let multiple = milestone.amount().value() / baseline.amount().value();
            if !(multiple.is_finite() && multiple > 0.0) {
                let accepted =
                    format!("so near the baseline of {} that a number can hold the multiple", baseline.amount());
                let error = Error::out_of_range("the milestone", milestone.amount(), accepted);
                return Err(error.at_key(format!("milestone[{at}].amount")));
            }
        }
        // The last date so far, and what to call it in a message.
        let mut before = (baseline.period(), "the baseline".to_owned());
        for (at, milestone) in milestones.iter().enumerate() {
            let Some(by) = milestone.by() else { continue };
            let key = || format!("milestone[{at}].by");
            if before.0.periods_until(by).map_err(|error| error.at_key(key()))? <= 0 {
                let (period, name) = &before;
                let message = format!(
                    "the milestone of {} is due by {by}, but {name} is {period}; dates must increase",
                    milestone.amount()
                );
                return Err(Error::contradiction(message).at_key(key()));
            }
            before = (by, format!("the one before it, {},", milestone.amount()));
        }
        Ok(Self { baseline, milestones })
    }

    /// A route without a milestone: of a pledge that states a growth and no end, or that aims at flows or a balance
    /// alone.
    pub(crate) fn open(baseline: Baseline) -> Self {
        Self { baseline, milestones: Vec::new() }
    }

    /// The period and amount at which the route starts.
    pub fn baseline(&self) -> &Baseline {
        &self.baseline
    }

    /// The milestones, in order.
    pub fn milestones(&self) -> &[Milestone] {
        &self.milestones
    }

    /// The milestones that have a date: the period, the years from the baseline to it, and the amount.
    ///
    /// ```
    /// use tradepath::{Period, growth::{Baseline, Milestone, Route}};
    ///
    /// let five = Milestone::new("5B", None)?;
    /// let ten = Milestone::new("10B", Some(Period::year(2030)?))?;
    /// let route = Route::new(Baseline::new(2021, "3B")?, vec![five, ten])?;
    /// let dated: Vec<_> = route.dated().collect();
    /// assert_eq!(dated, [(Period::year(2030)?, 9.0, ten.amount())]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn dated(&self) -> impl DoubleEndedIterator<Item = (Period, f64, Amount)> {
        self.milestones.iter().filter_map(|milestone| {
            let by = milestone.by()?;
            // Of the baseline's frequency, as `new` has checked.
            let years = self.baseline.period().years_until(by).ok()?;
            Some((by, years, milestone.amount()))
        })
    }

    /// Every leg in order, with the growth rate it requires where both its ends have a date.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a leg's growth rate is more than an `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Period, growth::{Baseline, Milestone, Route}};
    ///
    /// let five = Milestone::new("5B", None)?;
    /// let ten = Milestone::new("10B", Some(Period::year(2030)?))?;
    /// let legs = Route::new(Baseline::new(2021, "3B")?, vec![five, ten])?.legs()?;
    /// // The milestone without a date leaves both legs beside it without a length.
    /// assert_eq!(legs.len(), 2);
    /// assert!(legs.iter().all(|leg| leg.required_rate.is_none()));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn legs(&self) -> Result<Vec<Leg>> {
        let start = LegEnd { period: Some(self.baseline.period()), amount: self.baseline.amount() };
        let ends =
            self.milestones.iter().map(|milestone| LegEnd { period: milestone.by(), amount: milestone.amount() });
        let starts = std::iter::once(start).chain(ends.clone());
        starts.zip(ends).map(|(from, to)| leg(from, to)).collect()
    }

    /// The one constant growth rate that takes the baseline to the last milestone on its date; none where the last
    /// milestone has no date.
    ///
    /// ```text
    /// g = (last amount / baseline amount)^(1 / years) − 1
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where that rate is more than an `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Period, growth::{self, Baseline, Milestone, Route}};
    ///
    /// let ten = Milestone::new("10B", Some(Period::year(2030)?))?;
    /// let route = Route::new(Baseline::new(2021, "3B")?, vec![ten])?;
    /// assert_eq!(route.overall_required_rate()?, Some(growth::rate("3B", "10B", 9.0)?));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn overall_required_rate(&self) -> Result<Option<GrowthRate>> {
        let last = self.milestones.last().and_then(|last| Some((last.amount(), last.by()?)));
        let Some((amount, by)) = last else { return Ok(None) };
        let years = self.baseline.period().years_until(by)?;
        solve::rate(self.baseline.amount(), amount, years).map(Some)
    }

    /// Each dated milestone beside the amount of its period at a constant growth rate.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where an amount is more than an `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Period, growth::{Baseline, Milestone, Route}};
    ///
    /// let ten = Milestone::new("10B", Some(Period::year(2030)?))?;
    /// let route = Route::new(Baseline::new(2021, "3B")?, vec![ten])?;
    /// let check = route.check("7%".parse()?)?[0];
    /// // Seven percent a year brings 3 billion to 5.5 in 2030.
    /// assert!(!check.met && check.difference < 0.0);
    /// assert!(route.check("20%".parse()?)?[0].met);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn check(&self, rate: GrowthRate) -> Result<Vec<MilestoneCheck>> {
        let check = |(by, years, target): (Period, f64, Amount)| {
            let amount = solve::end(self.baseline.amount(), rate, years)?;
            let difference = amount.value() - target.value();
            Ok(MilestoneCheck { by, target, amount, difference, met: self.is_reached(target, amount) })
        };
        self.dated().map(check).collect()
    }

    /// Whether the dated milestones, starting from the baseline, both rise and fall.
    ///
    /// ```
    /// use tradepath::{Period, growth::{Baseline, Milestone, Route}};
    ///
    /// let peak = Milestone::new("5B", Some(Period::year(2025)?))?;
    /// let end = Milestone::new("4B", Some(Period::year(2030)?))?;
    /// let start = Baseline::new(2021, "3B")?;
    /// assert!(Route::new(start, vec![peak, end])?.turns());
    /// assert!(!Route::new(start, vec![peak])?.turns());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn turns(&self) -> bool {
        let amounts: Vec<f64> = std::iter::once(self.baseline.amount())
            .chain(self.dated().map(|(.., amount)| amount))
            .map(Amount::value)
            .collect();
        let rises = amounts.windows(2).any(|pair| pair[1] > pair[0]);
        rises && amounts.windows(2).any(|pair| pair[1] < pair[0])
    }

    /// Whether `amount` has reached `target`: from below where the target lies above the baseline, from above where it
    /// lies under it. A difference of 1e-12 of the target, as rounding leaves, does not count.
    ///
    /// ```
    /// use tradepath::{Amount, growth::{Baseline, Milestone, Route}};
    ///
    /// let route = Route::new(Baseline::new(2021, "3B")?, vec![Milestone::new("10B", None)?])?;
    /// let billions = Amount::billions;
    /// assert!(route.is_reached(billions(5.0)?, billions(5.2)?));
    /// assert!(!route.is_reached(billions(5.0)?, billions(4.9)?));
    /// // A target under the baseline is reached by falling to it.
    /// assert!(route.is_reached(billions(2.0)?, billions(1.9)?));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn is_reached(&self, target: Amount, amount: Amount) -> bool {
        let rounding = 1e-12 * target.value();
        if target >= self.baseline.amount() {
            amount.value() >= target.value() - rounding
        } else {
            amount.value() <= target.value() + rounding
        }
    }

    /// The smallest constant growth rate that meets every dated milestone in time.
    ///
    /// For milestones under the baseline it is the slowest decline. None without dated milestones, and where some of
    /// them lie above the baseline and others under it, so that no constant growth meets all.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where that rate is more than an `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Period, growth::{self, Baseline, Milestone, Route}};
    ///
    /// let nine = Milestone::new("9B", Some(Period::year(2023)?))?;
    /// let ten = Milestone::new("10B", Some(Period::year(2031)?))?;
    /// let route = Route::new(Baseline::new(2021, "3B")?, vec![nine, ten])?;
    /// // The first milestone is the harder one.
    /// assert_eq!(route.least_constant_rate()?, Some(growth::rate("3B", "9B", 2.0)?));
    /// assert!(route.least_constant_rate()? > route.overall_required_rate()?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn least_constant_rate(&self) -> Result<Option<GrowthRate>> {
        let mut least: Option<GrowthRate> = None;
        for (_, years, amount) in self.dated() {
            let rate = solve::rate(self.baseline.amount(), amount, years)?;
            least = match least {
                Some(so_far) if so_far.log() * rate.log() < 0.0 => return Ok(None),
                Some(so_far) if so_far.log().abs() >= rate.log().abs() => Some(so_far),
                _ => Some(rate),
            };
        }
        Ok(least)
    }

    /// The arrival at each milestone at a constant growth rate, in the milestones' order.
    ///
    /// ```
    /// use tradepath::{Period, growth::{Baseline, Milestone, Route}};
    ///
    /// let milestones = vec![Milestone::new("5B", None)?, Milestone::new("10B", None)?];
    /// let route = Route::new(Baseline::new(2021, "3B")?, milestones)?;
    /// let arrivals = route.arrivals("7%".parse()?);
    /// assert_eq!(arrivals[0].period, Some(Period::year(2029)?));
    /// assert_eq!(arrivals[1].period, Some(Period::year(2039)?));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn arrivals(&self, rate: GrowthRate) -> Vec<Arrival> {
        self.milestones.iter().map(|milestone| self.arrival(milestone.amount(), rate)).collect()
    }

    /// The arrival at each milestone at each of several constant growth rates: all milestones at the first rate, then
    /// all at the second, and so on.
    ///
    /// ```
    /// use tradepath::growth::{Baseline, Milestone, Route};
    ///
    /// let milestones = vec![Milestone::new("5B", None)?, Milestone::new("10B", None)?];
    /// let route = Route::new(Baseline::new(2021, "3B")?, milestones)?;
    /// let table = route.arrival_table(&["5%".parse()?, "7%".parse()?]);
    /// assert_eq!(table.len(), 4);
    /// assert_eq!(table[2..], route.arrivals("7%".parse()?));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn arrival_table(&self, rates: &[GrowthRate]) -> Vec<Arrival> {
        rates.iter().flat_map(|rate| self.arrivals(*rate)).collect()
    }

    /// The arrival at one amount at a constant growth rate.
    ///
    /// ```text
    /// years = ln(amount / baseline amount) / ln(1 + g)
    /// ```
    ///
    /// The period is the first whole one at or after that moment. Without an arrival both are none.
    ///
    /// ```
    /// use tradepath::{Amount, growth::{Baseline, Milestone, Route}};
    ///
    /// let route = Route::new(Baseline::new(2021, "3B")?, vec![Milestone::new("10B", None)?])?;
    /// let arrival = route.arrival(Amount::billions(5.0)?, "7%".parse()?);
    /// assert_eq!(format!("{:.2}", arrival.years.unwrap()), "7.55");
    /// assert_eq!(arrival.period.unwrap().to_string(), "2029");
    /// let never = route.arrival(Amount::billions(5.0)?, "-7%".parse()?);
    /// assert_eq!((never.period, never.years), (None, None));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn arrival(&self, amount: Amount, rate: GrowthRate) -> Arrival {
        let years = solve::years(self.baseline.amount(), amount, rate).ok();
        let period = years.and_then(|years| self.first_period_after(years));
        Arrival { amount, rate, period, years }
    }

    /// The first whole period at or after a time from the baseline, given in years.
    fn first_period_after(&self, years: f64) -> Option<Period> {
        let periods = years * f64::from(self.baseline.period().frequency().per_year());
        // A time that differs from a whole number only by rounding counts as whole; otherwise an exact arrival would be
        // reported one period late.
        let nearest = periods.round();
        let whole = if (periods - nearest).abs() <= 1e-12 * periods.max(1.0) { nearest } else { periods.ceil() };
        // A cast from f64 saturates, and `plus` refuses what is beyond the calendar.
        self.baseline.period().plus(whole as i64).ok()
    }
}

/// The leg between two ends, its rate solved where both have a date.
fn leg(from: LegEnd, to: LegEnd) -> Result<Leg> {
    let years = match (from.period, to.period) {
        (Some(start), Some(end)) => Some(start.years_until(end)?),
        _ => None,
    };
    let required_rate = years.map(|years| solve::rate(from.amount, to.amount, years)).transpose()?;
    Ok(Leg { from, to, years, required_rate })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(milestones: &[(f64, Option<i32>)]) -> Result<Route> {
        let milestone =
            |&(units, by): &(f64, Option<i32>)| Milestone::new(Amount::new(units)?, by.map(Period::year).transpose()?);
        let baseline = Baseline::new(Period::year(2021)?, Amount::new(3.0)?)?;
        Route::new(baseline, milestones.iter().map(milestone).collect::<Result<_>>()?)
    }

    fn percent(percent: f64) -> GrowthRate {
        GrowthRate::from_percent(percent).unwrap()
    }

    #[test]
    fn a_leg_whose_rate_contradicts_its_amounts_is_refused() {
        let leg = |rate: &str| {
            let text = format!(
                r#"{{"from":{{"period":"2021","amount":3e9}},"to":{{"period":"2026","amount":5e9}},"years":5.0,"required_rate":{rate}}}"#
            );
            serde_json::from_str::<Leg>(&text)
        };
        assert!(leg("0.10756634324828767").is_ok() && leg("null").is_ok());
        assert!(leg("0.07").unwrap_err().to_string().contains("takes 10.8% a year, but 7.0% is stated"));
    }

    #[test]
    fn legs_without_a_date_have_no_rate_and_no_invented_date() {
        let legs = route(&[(5.0, None), (10.0, Some(2030))]).unwrap().legs().unwrap();
        assert!(legs.iter().all(|leg| leg.required_rate.is_none() && leg.years.is_none()));
        assert_eq!(legs[0].to.period, None);
        assert_eq!(legs[1].from.period, None);
    }

    #[test]
    fn the_overall_rate_is_the_last_milestones() {
        let dated = route(&[(5.0, Some(2026)), (10.0, Some(2031))]).unwrap();
        assert_eq!(format!("{:.8}", dated.overall_required_rate().unwrap().unwrap()), "12.79448730%");
        let checks = dated.check(dated.overall_required_rate().unwrap().unwrap()).unwrap();
        assert!(checks[0].difference > 0.47 && checks[0].difference < 0.48);
        assert!(checks[1].difference.abs() < 1e-12);
        assert_eq!(route(&[(5.0, Some(2026)), (10.0, None)]).unwrap().overall_required_rate().unwrap(), None);
    }

    #[test]
    fn the_least_constant_rate_meets_every_milestone() {
        let steep_start = route(&[(9.0, Some(2023)), (10.0, Some(2031))]).unwrap();
        let least = steep_start.least_constant_rate().unwrap().unwrap();
        approx::assert_relative_eq!(least.effective(), 3_f64.sqrt() - 1.0, max_relative = 1e-12);
        let falling = route(&[(2.0, Some(2023)), (1.5, Some(2031))]).unwrap();
        assert!(falling.least_constant_rate().unwrap().unwrap().effective() < -0.18);
        assert_eq!(route(&[(5.0, Some(2023)), (2.0, Some(2031))]).unwrap().least_constant_rate().unwrap(), None);
        assert_eq!(route(&[(5.0, None)]).unwrap().least_constant_rate().unwrap(), None);
    }

    #[test]
    fn an_arrival_is_the_first_whole_period() {
        let open = route(&[(5.0, None), (10.0, None)]).unwrap();
        let arrivals = open.arrivals(percent(7.0));
        let years: Vec<String> = arrivals.iter().map(|arrival| arrival.period.unwrap().to_string()).collect();
        assert_eq!(years, ["2029", "2039"]);
        let exact = solve::rate(Amount::new(3.0).unwrap(), Amount::new(5.0).unwrap(), 5.0).unwrap();
        assert_eq!(open.arrivals(exact)[0].period, Some(Period::year(2026).unwrap()));
        assert_eq!(
            open.arrivals(percent(-1.0))[0],
            Arrival { years: None, period: None, ..open.arrivals(percent(-1.0))[0] }
        );
        let slow = open.arrivals(percent(1e-4))[0];
        assert!(slow.period.is_none() && slow.years.unwrap() > 5e5);
    }

    #[test]
    fn dates_must_increase_and_say_where_they_do_not() {
        let error = route(&[(5.0, Some(2026)), (10.0, Some(2024))]).unwrap_err();
        assert_eq!(error.position().key.as_deref(), Some("milestone[1].by"));
        assert!(route(&[(5.0, Some(2021))]).unwrap_err().to_string().contains("but the baseline is 2021"));
        assert!(route(&[(5.0, Some(2026)), (7.0, None), (10.0, Some(2026))]).is_err());
        assert!(route(&[]).is_err());
    }
}
