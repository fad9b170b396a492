//! A random walk of the logarithm: growth that is independent from year to year and normal. The chances of reaching an
//! amount are known in closed form, or by an exact recursion.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    probability::Probability,
    stats::{Crossing, cdf, log_cdf, sf},
};

/// Growth whose logarithm is independent and normal from year to year: a geometric Brownian motion, looked at once a
/// year or all the time.
///
/// ```text
/// ln y(t) = ln y(t-1) + m + s z(t)          m = drift - s^2 / 2
/// ```
///
/// Here `m` is the mean log growth, `s` the volatility, and `z` standard normal.
///
/// ```
/// use tradepath::outlook::LogRandomWalk;
///
/// // 3 billion to 5, at a drift of 8 % a year and a volatility of 15 %.
/// let approach = LogRandomWalk::new(0.08, 0.15)?.towards("3B", "5B")?;
/// let at = approach.at_horizon(10.0)?;
/// let by = approach.by_horizon(10)?;
/// let any = approach.at_any_moment(10.0)?;
/// let texts = [at, by, any].map(|chance| format!("{:.3}", chance.value()));
/// assert_eq!(texts, ["0.645", "0.716", "0.776"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "WalkForm")]
pub struct LogRandomWalk {
    /// The mean of the yearly log growth.
    log_drift: f64,
    /// The standard deviation of the yearly log growth.
    volatility: f64,
}

/// A walk as it is written, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WalkForm {
    log_drift: f64,
    volatility: f64,
}

impl TryFrom<WalkForm> for LogRandomWalk {
    type Error = Error;

    fn try_from(form: WalkForm) -> Result<Self> {
        Self::of_log_growth(form.log_drift, form.volatility)
    }
}

/// The largest drift and volatility, as fractions a year: no trade grows by a factor of e^10 a year.
const LARGEST: f64 = 10.0;
/// A volatility below this counts as zero, because formulas divide by it.
const SMALLEST_VOLATILITY: f64 = 1e-9;
/// The most years of the exact recursion.
const MOST_YEARS: u32 = 1000;

impl LogRandomWalk {
    /// A walk with this drift of the level, as a fraction a year, and this standard deviation of the yearly log growth.
    /// The mean log growth is `drift - volatility^2 / 2`.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a drift outside -10 to 10 or a volatility outside 0
    /// to 10.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::LogRandomWalk;
    ///
    /// // The mean log growth is 0.08 less half of 0.15 squared.
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// assert!((walk.log_drift() - 0.06875).abs() < 1e-15);
    /// assert!(LogRandomWalk::new(11.0, 0.1).is_err());
    /// assert!(LogRandomWalk::new(0.1, -0.1).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(drift: f64, volatility: f64) -> Result<Self> {
        let walk = Self::of_log_growth(0.0, volatility)?;
        within("the drift", drift, -LARGEST)?;
        Ok(Self { log_drift: drift - volatility * volatility / 2.0, ..walk })
    }

    /// A walk with this mean and this standard deviation of the yearly log growth, as
    /// [`Series::log_growth`](crate::Series::log_growth) measures them. A volatility below 1e-9 counts as zero.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::LogRandomWalk;
    ///
    /// let walk = LogRandomWalk::of_log_growth(0.05, 0.2)?;
    /// assert_eq!((walk.log_drift(), walk.volatility()), (0.05, 0.2));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_log_growth(mean: f64, volatility: f64) -> Result<Self> {
        let log_drift = within("the mean log growth", mean, -LARGEST)?;
        let volatility = within("the volatility", volatility, 0.0)?;
        Ok(Self { log_drift, volatility: if volatility < SMALLEST_VOLATILITY { 0.0 } else { volatility } })
    }

    /// The mean of the yearly log growth.
    pub fn log_drift(self) -> f64 {
        self.log_drift
    }

    /// The standard deviation of the yearly log growth.
    pub fn volatility(self) -> f64 {
        self.volatility
    }

    /// The walk from one amount towards another.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::LogRandomWalk;
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// assert!(!walk.towards("3B", "5B")?.is_met());
    /// assert!(walk.towards("5B", "3B")?.is_met());
    /// assert!(walk.towards("3B", 0.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn towards(
        self,
        start: impl TryInto<Amount, Error: Into<Error>>,
        target: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Approach> {
        let start: Amount = given(start)?;
        let target: Amount = given(target)?;
        let (start, target) = (start.positive("the start")?, target.positive("the target")?);
        Ok(Approach { walk: self, distance: target.value().ln() - start.value().ln() })
    }
}

/// A drift or a volatility between `least` and [`LARGEST`].
fn within(what: &str, value: f64, least: f64) -> Result<f64> {
    if (least..=LARGEST).contains(&value) {
        return Ok(value);
    }
    Err(Error::out_of_range(what, value, format!("between {least} and {LARGEST}, as a fraction a year")))
}

/// A walk from one amount towards another: see [`LogRandomWalk::towards`].
///
/// In the formulas, `b` is the logarithm of the target over the start, `m` the mean log growth, `s` the volatility, `T`
/// a number of years, and `Phi` the standard normal distribution function.
///
/// ```
/// use tradepath::outlook::LogRandomWalk;
///
/// let approach = LogRandomWalk::new(0.08, 0.15)?.towards("3B", "5B")?;
/// // The more often the amount is looked at, the likelier it has reached the target.
/// assert!(approach.at_horizon(10.0)? < approach.by_horizon(10)?);
/// assert!(approach.by_horizon(10)? < approach.at_any_moment(10.0)?);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Approach {
    walk: LogRandomWalk,
    /// The logarithm of the target over the start; zero or less where the start is at or above the target.
    distance: f64,
}

impl Approach {
    /// Whether the start is at or above the target.
    pub fn is_met(self) -> bool {
        self.distance <= 0.0
    }

    /// Probability that the level after `years` is at or above the target, whatever came before:
    ///
    /// ```text
    /// 1 - Phi((b - m T) / (s sqrt T))
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a time that is negative or not a number.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{Probability, outlook::LogRandomWalk};
    ///
    /// // Without volatility the amount doubles after 6.93 years, ln 2 / 0.1.
    /// let sure = LogRandomWalk::new(0.1, 0.0)?.towards(1.0, 2.0)?;
    /// assert_eq!(sure.at_horizon(6.9)?, Probability::NEVER);
    /// assert_eq!(sure.at_horizon(7.0)?, Probability::CERTAIN);
    /// assert!(sure.at_horizon(-1.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn at_horizon(self, years: f64) -> Result<Probability> {
        let (mean, spread) = self.after(years)?;
        if spread == 0.0 {
            return Ok(certain_if(mean >= self.distance));
        }
        Ok(Probability::rounded(sf((self.distance - mean) / spread)))
    }

    /// Probability that the level is at or above the target at any moment up to `years`, watched all the time (the
    /// inverse Gaussian distribution):
    ///
    /// ```text
    /// Phi((m T - b) / (s sqrt T)) + exp(2 m b / s^2) Phi((-b - m T) / (s sqrt T))
    /// ```
    ///
    /// # Errors
    /// As [`at_horizon`](Self::at_horizon).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{Probability, outlook::LogRandomWalk};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let approach = walk.towards("3B", "5B")?;
    /// assert!(approach.at_any_moment(5.0)? < approach.at_any_moment(10.0)?);
    /// // A target that the start reaches is reached at once.
    /// assert_eq!(walk.towards("5B", "3B")?.at_any_moment(0.0)?, Probability::CERTAIN);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn at_any_moment(self, years: f64) -> Result<Probability> {
        let (mean, spread) = self.after(years)?;
        if self.is_met() {
            return Ok(Probability::CERTAIN);
        }
        if spread == 0.0 {
            return Ok(certain_if(mean >= self.distance));
        }
        let direct = cdf((mean - self.distance) / spread);
        // Each factor may be too large or too small for a number; their product is not.
        let reflected = log_cdf((-self.distance - mean) / spread) + self.log_of_ever();
        Ok(Probability::rounded(direct + reflected.exp()))
    }

    /// Probability that the level is ever at or above the target, watched all the time. It is one unless the drift
    /// leads away from the target; then it is
    ///
    /// ```text
    /// exp(2 m b / s^2)
    /// ```
    ///
    /// ```
    /// use tradepath::{Probability, outlook::LogRandomWalk};
    ///
    /// let rising = LogRandomWalk::of_log_growth(0.01, 0.1)?.towards("3B", "5B")?;
    /// assert_eq!(rising.ever(), Probability::CERTAIN);
    /// let falling = LogRandomWalk::of_log_growth(-0.01, 0.1)?.towards("3B", "5B")?;
    /// assert!(falling.ever() < Probability::CERTAIN);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn ever(self) -> Probability {
        if self.is_met() || self.walk.log_drift > 0.0 || (self.walk.log_drift == 0.0 && self.walk.volatility > 0.0) {
            return Probability::CERTAIN;
        }
        if self.walk.volatility == 0.0 {
            return Probability::NEVER;
        }
        Probability::rounded(self.log_of_ever().exp())
    }

    /// The exponent `2 m b / s^2`.
    fn log_of_ever(self) -> f64 {
        2.0 * self.walk.log_drift * self.distance / self.walk.volatility / self.walk.volatility
    }

    /// The mean and the standard deviation of the log level after some years.
    fn after(self, years: f64) -> Result<(f64, f64)> {
        if !(0.0..=f64::MAX).contains(&years) {
            return Err(Error::out_of_range("the time", format!("{years} years"), "zero or more"));
        }
        Ok((self.walk.log_drift * years, self.walk.volatility * years.sqrt()))
    }

    /// Probability that at least one annual total in the first `years` years is at or above the target. For zero years
    /// it is one where the start reaches the target, and otherwise zero.
    ///
    /// # Errors
    /// As [`by_each_year`](Self::by_each_year).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{Probability, outlook::LogRandomWalk};
    ///
    /// let approach = LogRandomWalk::new(0.08, 0.15)?.towards("3B", "5B")?;
    /// assert_eq!(approach.by_horizon(0)?, Probability::NEVER);
    /// assert_eq!(approach.by_horizon(10)?, approach.by_each_year(10)?[9]);
    /// assert!(approach.by_horizon(1_001).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn by_horizon(self, years: u32) -> Result<Probability> {
        let chances = self.by_each_year(years)?;
        Ok(chances.last().copied().unwrap_or(certain_if(self.is_met())))
    }

    /// By year, the probability that at least one annual total up to and including that year is at or above the target.
    /// The density of what has not arrived is carried from year to year,
    ///
    /// ```text
    /// f_k(y) = integral over x < b of f_(k-1)(x) phi((y - x - m) / s) / s
    /// ```
    ///
    /// and each year's arrivals are the part of it that lands at or above `b`. The integrals are Gauss-Legendre sums,
    /// right to about twelve digits.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for more than a thousand years.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::LogRandomWalk;
    ///
    /// // Without volatility the amount doubles in the seventh year.
    /// let sure = LogRandomWalk::new(0.1, 0.0)?.towards(1.0, 2.0)?;
    /// let by_year: Vec<f64> = sure.by_each_year(8)?.iter().map(|by| by.value()).collect();
    /// assert_eq!(by_year, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn by_each_year(self, years: u32) -> Result<Vec<Probability>> {
        if years > MOST_YEARS {
            let accepted = format!("at most {MOST_YEARS}, or a chance at the horizon or at any moment");
            return Err(Error::out_of_range("the number of years", years, accepted));
        }
        let drift = self.walk.log_drift;
        if self.is_met() {
            return Ok(vec![Probability::CERTAIN; years as usize]);
        }
        if self.walk.volatility == 0.0 {
            return Ok((1..=years).map(|year| certain_if(drift * f64::from(year) >= self.distance)).collect());
        }
        // In units of the volatility, so that one step is a standard normal one; its drift is taken from the barrier.
        let (step, barrier) = (drift / self.walk.volatility, self.distance / self.walk.volatility);
        let barriers: Vec<f64> = (1..=years).map(|year| barrier - step * f64::from(year)).collect();
        let chances = Crossing::EXACT.by_each_step(&barriers).into_iter().zip((1..).map(f64::from));
        // Numeric integration leaves rounding: once a year a target is reached no less often than in the last year alone,
        // and no more often than at any moment.
        let mut least = Probability::NEVER;
        let within = |(chance, years): (f64, f64)| {
            let chance = Probability::rounded(chance);
            least = least.max(chance.max(self.at_horizon(years)?).min(self.at_any_moment(years)?));
            Ok(least)
        };
        chances.map(within).collect()
    }
}

/// Probability one or zero.
fn certain_if(met: bool) -> Probability {
    if met { Probability::CERTAIN } else { Probability::NEVER }
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    use super::*;

    fn approach(drift: f64, volatility: f64, start: f64, target: f64) -> Approach {
        let amount = |units| Amount::new(units).unwrap();
        LogRandomWalk::new(drift, volatility).unwrap().towards(amount(start), amount(target)).unwrap()
    }

    #[test]
    fn three_to_five_at_eight_percent_has_the_chances_of_the_closed_forms() {
        let approach = approach(0.08, 0.15, 3e9, 5e9);
        let any = |years: f64| approach.at_any_moment(years).unwrap().value();
        assert_relative_eq!(any(5.0), 0.432_139_096_606_913_1, max_relative = 1e-14);
        assert_relative_eq!(any(10.0), 0.775_975_757_385_481_5, max_relative = 1e-14);
        assert_relative_eq!(approach.at_horizon(10.0).unwrap().value(), 0.645_225_657_666_300_6, max_relative = 1e-14);
        let by_year = approach.by_each_year(10).unwrap();
        for (year, expected) in [(1, 0.001_603_48), (2, 0.039_593_4), (5, 0.344_980_14), (10, 0.715_621_85)] {
            // As many digits as the published values have.
            let digits = if year < 5 { 5e-8 } else { 5e-9 };
            assert!((by_year[year - 1].value() - expected).abs() <= digits, "{year}: {}", by_year[year - 1].value());
        }
        assert_eq!(by_year[0], approach.at_horizon(1.0).unwrap());
    }

    #[test]
    fn factors_that_are_no_numbers_make_a_probability_that_is() {
        let steady = approach(0.1, 0.01, 3e9, 1e10);
        assert_relative_eq!(steady.at_any_moment(10.0).unwrap().value(), 5.509_13e-11, max_relative = 2e-6);
        let falling = approach(-3.0, 0.01, 1.0, 2.0);
        assert_eq!(falling.at_any_moment(1e6).unwrap(), Probability::NEVER);
        assert_eq!(approach(3.0, 10.0, 1.0, 2.0).at_horizon(1e6).unwrap(), Probability::NEVER);
    }

    #[test]
    fn without_volatility_all_is_certain_or_impossible() {
        let sure = approach(0.1, 0.0, 1.0, 2.0);
        assert_eq!(sure.at_horizon(6.9).unwrap(), Probability::NEVER);
        assert_eq!(sure.at_any_moment(7.0).unwrap(), Probability::CERTAIN);
        let by_year: Vec<f64> = sure.by_each_year(8).unwrap().iter().map(|chance| chance.value()).collect();
        assert_eq!(by_year, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0]);
        for tiny in [5e-324, 1e-160, 1e-10] {
            assert_eq!(approach(0.1, tiny, 1.0, 2.0).at_any_moment(7.0).unwrap(), Probability::CERTAIN);
        }
        assert_eq!((sure.ever(), approach(-0.1, 0.0, 1.0, 2.0).ever()), (Probability::CERTAIN, Probability::NEVER));
    }

    #[test]
    fn a_target_already_met_and_a_horizon_of_nothing_are_defined() {
        let met = approach(-0.5, 0.1, 5.0, 3.0);
        assert!(met.is_met());
        assert_eq!(
            (met.by_horizon(0).unwrap(), met.at_any_moment(0.0).unwrap()),
            (Probability::CERTAIN, Probability::CERTAIN)
        );
        assert!(met.at_horizon(10.0).unwrap().value() < 0.01);
        let ahead = approach(0.1, 0.1, 3.0, 5.0);
        assert_eq!(
            (ahead.by_horizon(0).unwrap(), ahead.at_horizon(0.0).unwrap()),
            (Probability::NEVER, Probability::NEVER)
        );
        assert!(ahead.by_each_year(0).unwrap().is_empty());
        assert!(
            ahead.by_horizon(10_000).is_err() && ahead.at_horizon(f64::NAN).is_err() && ahead.at_horizon(-1.0).is_err()
        );
        assert!(ahead.at_horizon(10_000.0).is_ok());
        assert!(
            LogRandomWalk::new(f64::NAN, 0.1).is_err()
                && LogRandomWalk::new(0.1, -0.1).is_err()
                && LogRandomWalk::new(11.0, 0.1).is_err()
        );
    }

    #[test]
    fn a_level_that_drifts_away_arrives_with_the_chance_of_ever() {
        let leaving = approach(-0.05, 0.2, 1.0, 2.0);
        assert_relative_eq!(leaving.ever().value(), leaving.at_any_moment(1e5).unwrap().value(), max_relative = 1e-12);
        assert_relative_eq!(
            leaving.by_horizon(1000).unwrap().value(),
            leaving.by_horizon(900).unwrap().value(),
            max_relative = 1e-6
        );
    }

    proptest! {
        #[test]
        fn chances_are_ordered_and_rise_with_time_and_fall_with_the_target(
            drift in -3.0..3.0_f64, volatility in 0.0..2.0_f64, multiple in 0.5..20.0_f64, years in 1_u32..30
        ) {
            let near = approach(drift, volatility, 1.0, multiple);
            let by_year = near.by_each_year(years).unwrap();
            prop_assert!(by_year.is_sorted());
            let (at, by) = (near.at_horizon(f64::from(years)).unwrap(), near.by_horizon(years).unwrap());
            let any = near.at_any_moment(f64::from(years)).unwrap();
            prop_assert!(at.value() <= by.value() + 1e-10 && by.value() <= any.value() + 1e-10, "{} {} {}", at, by, any);
            let far = approach(drift, volatility, 1.0, multiple * 1.1);
            prop_assert!(far.by_horizon(years).unwrap().value() <= by.value() + 1e-10);
            prop_assert!(any.value() <= near.ever().value() + 1e-10);
        }
    }
}
