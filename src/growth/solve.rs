//! Solves start, end, rate or time from the other three.

use serde::Serialize;

use crate::{
    amount::Amount,
    error::{Deferred, Error, Result, given},
    rate::GrowthRate,
};

/// The log growth a year that takes `start` to `end` in `years`.
///
/// ```text
/// l = ln(end / start) / years
/// ```
///
/// Unlike [`rate`], it has an answer for nearly every ratio and time an `f64` can hold.
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero, and for years that are not above zero
/// and finite; [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the years are so few that the logarithm itself
/// is not finite.
///
/// # Examples
/// ```
/// use tradepath::growth;
///
/// let log = growth::log_growth("3B", "6B", 2.0)?;
/// assert!((log - std::f64::consts::LN_2 / 2.0).abs() < 1e-15);
/// // This growth is too fast for an effective rate, but not for its logarithm.
/// assert!(growth::rate(1.0, 1e300, 1e-6).is_err());
/// assert!(growth::log_growth(1.0, 1e300, 1e-6)?.is_finite());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn log_growth(
    start: impl TryInto<Amount, Error: Into<Error>>,
    end: impl TryInto<Amount, Error: Into<Error>>,
    years: f64,
) -> Result<f64> {
    let start: Amount = given(start)?;
    let end: Amount = given(end)?;
    if !(years.is_finite() && years > 0.0) {
        return Err(Error::out_of_range("the time", format!("{years} years"), "above zero and finite"));
    }
    let log = log_ratio(start, end)? / years;
    if log.is_finite() {
        Ok(log)
    } else {
        Err(Error::no_answer(format!("{years} years are too few for any finite growth from {start} to {end}")))
    }
}

/// The growth rate that takes `start` to `end` in `years`.
///
/// ```text
/// g = (end / start)^(1 / years) − 1        (compound annual growth rate, CAGR)
/// ```
///
/// ```
/// use tradepath::growth;
///
/// let rate = growth::rate("3B", "5B", 5.0)?;
/// assert_eq!(format!("{rate:.8}"), "10.75663432%");
/// assert_eq!(growth::rate(3e9, 3e9, 5.0)?, tradepath::GrowthRate::ZERO);
/// assert!(growth::rate(0.0, "5B", 5.0).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// As [`log_growth`]; also [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where the effective rate is above
/// 1.8e306 a year.
pub fn rate(
    start: impl TryInto<Amount, Error: Into<Error>>,
    end: impl TryInto<Amount, Error: Into<Error>>,
    years: f64,
) -> Result<GrowthRate> {
    let start: Amount = given(start)?;
    let end: Amount = given(end)?;
    GrowthRate::from_log(log_growth(start, end, years)?)
}

/// The amount that `start` becomes in `years` at `rate`.
///
/// ```text
/// end = start · (1 + g)^years
/// ```
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero, for years that are negative or not
/// finite, and for a result outside 2.2e-308 to 1.8e308.
///
/// # Examples
/// ```
/// use tradepath::growth;
///
/// assert_eq!(growth::end("3B", "10%", 1.0)?.to_string(), "3.3B");
/// assert_eq!(growth::end("3B", "7%", 0.0)?, "3B".parse()?);
/// assert!(growth::end("3B", "7%", -1.0).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn end(
    start: impl TryInto<Amount, Error: Into<Error>>,
    rate: impl TryInto<GrowthRate, Error: Into<Error>>,
    years: f64,
) -> Result<Amount> {
    let start: Amount = given(start)?;
    let rate: GrowthRate = given(rate)?;
    grown(start.positive("the start")?, rate, whole_time(years)?)
}

/// The amount that becomes `end` in `years` at `rate`.
///
/// ```text
/// start = end / (1 + g)^years
/// ```
///
/// # Errors
/// As [`end`](fn@end).
///
/// # Examples
/// ```
/// use tradepath::growth;
///
/// assert_eq!(growth::start("3.3B", "10%", 1.0)?.to_string(), "3B");
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn start(
    end: impl TryInto<Amount, Error: Into<Error>>,
    rate: impl TryInto<GrowthRate, Error: Into<Error>>,
    years: f64,
) -> Result<Amount> {
    let end: Amount = given(end)?;
    let rate: GrowthRate = given(rate)?;
    grown(end.positive("the end")?, rate, -whole_time(years)?)
}

/// The years in which `start` becomes `end` at `rate`.
///
/// ```text
/// years = ln(end / start) / ln(1 + g)
/// ```
///
/// The answer is zero where start and end are equal, whatever the rate.
///
/// ```
/// use tradepath::growth;
///
/// let years = growth::years("3B", "5B", "7%")?;
/// assert_eq!(format!("{years:.8}"), "7.55004179");
/// let never = growth::years("3B", "5B", "-7%").unwrap_err();
/// assert_eq!(never.code(), "no-answer");
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the rate is zero, or leads away from `end`, so that it is
/// never reached; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero.
pub fn years(
    start: impl TryInto<Amount, Error: Into<Error>>,
    end: impl TryInto<Amount, Error: Into<Error>>,
    rate: impl TryInto<GrowthRate, Error: Into<Error>>,
) -> Result<f64> {
    let start: Amount = given(start)?;
    let end: Amount = given(end)?;
    let rate: GrowthRate = given(rate)?;
    let log_ratio = log_ratio(start, end)?;
    if log_ratio == 0.0 {
        return Ok(0.0);
    }
    let years = log_ratio / rate.log();
    if years > 0.0 && years.is_finite() {
        return Ok(years);
    }
    let how = match rate.log() {
        0.0 => "the amount does not move",
        log if log * log_ratio > 0.0 => "it would take more years than a number holds",
        log if log > 0.0 => "the amount only grows away from it",
        _ => "the amount only shrinks away from it",
    };
    Err(Error::no_answer(format!("{end} is never reached from {start} at {rate} a year: {how}")))
}

/// `ln(end / start)`, accurate where the two are close and finite where their ratio is not.
pub(crate) fn log_ratio(start: Amount, end: Amount) -> Result<f64> {
    let (a, b) = (start.positive("the start")?.value(), end.positive("the end")?.value());
    let ratio = b / a;
    Ok(if (0.5..=2.0).contains(&ratio) {
        // Within a factor of two the subtraction is exact (Sterbenz's lemma); `ln` near 1 would lose digits.
        ((b - a) / a).ln_1p()
    } else if ratio.is_normal() {
        ratio.ln()
    } else {
        // The ratio has overflowed to infinity, or is too small to keep its digits.
        b.ln() - a.ln()
    })
}

/// Refuses a time that is negative or not finite. Zero is accepted.
pub(crate) fn whole_time(years: f64) -> Result<f64> {
    if years.is_finite() && years >= 0.0 {
        Ok(years)
    } else {
        Err(Error::out_of_range("the time", format!("{years} years"), "zero or more, and finite"))
    }
}

/// The amount after `years`, which may be negative: `start · exp(l · years)`.
fn grown(start: Amount, rate: GrowthRate, years: f64) -> Result<Amount> {
    // The factor is applied in two halves, as the whole may overflow where the product with a small amount does not.
    let half = (rate.log() * years / 2.0).exp();
    let units = start.value() * half * half;
    if units.is_normal() {
        Amount::new(units)
    } else {
        let when = if years < 0.0 { "before" } else { "after" };
        let what = format!("the amount {} years {when} {start} at {rate} a year", years.abs());
        let side = if units > 1.0 { "more than a number holds" } else { "less than a number holds" };
        Err(Error::out_of_range(what, side, "between 2.2e-308 and 1.8e308"))
    }
}

/// A question about start, end, rate and time: three are given, and [`run`](Self::run) solves the fourth.
///
/// ```
/// use tradepath::growth::Solve;
///
/// let solution = Solve::new().start("3B").end("5B").rate("7%").run()?;
/// assert_eq!(format!("{:.2}", solution.years()), "7.55");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[must_use]
pub struct Solve {
    start: Option<Amount>,
    end: Option<Amount>,
    rate: Option<GrowthRate>,
    years: Option<f64>,
    #[serde(skip)]
    refused: Deferred,
}

impl Solve {
    /// A question with nothing given yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the amount at the beginning.
    pub fn start(mut self, start: impl TryInto<Amount, Error: Into<Error>>) -> Self {
        self.start = self.refused.take(start);
        self
    }

    /// Sets the amount at the end.
    pub fn end(mut self, end: impl TryInto<Amount, Error: Into<Error>>) -> Self {
        self.end = self.refused.take(end);
        self
    }

    /// Sets the annual growth rate between the two amounts.
    pub fn rate(mut self, rate: impl TryInto<GrowthRate, Error: Into<Error>>) -> Self {
        self.rate = self.refused.take(rate);
        self
    }

    /// Sets the time between the two amounts, in years.
    pub fn years(self, years: f64) -> Self {
        Self { years: Some(years), ..self }
    }

    /// Solves the quantity that was not given.
    ///
    /// # Errors
    /// The error of an argument that could not be read;
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where two or more are missing;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where all four are given; otherwise those of the
    /// function that solves it: [`start`](fn@start), [`end`](fn@end), [`rate`](fn@rate) or [`years`](fn@years).
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::{self, Solve};
    ///
    /// let solution = Solve::new().start("3B").end("5B").years(5.0).run()?;
    /// assert_eq!(solution.rate(), growth::rate("3B", "5B", 5.0)?);
    /// let error = Solve::new().start("3B").run().unwrap_err();
    /// let hint = "no end, rate, years: give three of start, end, rate and years";
    /// assert_eq!(error.to_string(), hint);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn run(self) -> Result<Solution> {
        self.refused.check()?;
        let Self { start: a, end: b, rate: g, years: t, .. } = self;
        let (a, b, g, t) = match (a, b, g, t) {
            (Some(a), Some(b), None, Some(t)) => (a, b, rate(a, b, t)?, t),
            (Some(a), Some(b), Some(g), None) => (a, b, g, years(a, b, g)?),
            (Some(a), None, Some(g), Some(t)) => (a, end(a, g, t)?, g, t),
            (None, Some(b), Some(g), Some(t)) => (start(b, g, t)?, b, g, t),
            (Some(_), Some(_), Some(_), Some(_)) => {
                return Err(Error::contradiction(
                    "start, end, rate and years are all given; leave out the one to solve",
                ));
            }
            _ => {
                let named =
                    [("start", a.is_none()), ("end", b.is_none()), ("rate", g.is_none()), ("years", t.is_none())];
                let missing: Vec<&str> = named.iter().filter(|(_, missing)| *missing).map(|(name, _)| *name).collect();
                return Err(Error::missing(missing.join(", "), "give three of start, end, rate and years"));
            }
        };
        Ok(Solution { start: a, end: b, years: t, rate: g })
    }
}

/// The answer to [`Solve`]: start, end, rate and time that belong together.
///
/// Serialises with the keys `start, end, years, rate, log_rate, doubling_years`; the last is null without growth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "SolutionForm")]
pub struct Solution {
    start: Amount,
    end: Amount,
    years: f64,
    rate: GrowthRate,
}

impl Solution {
    /// The amount at the beginning.
    pub fn start(self) -> Amount {
        self.start
    }

    /// The amount at the end.
    pub fn end(self) -> Amount {
        self.end
    }

    /// The time between the two amounts, in years.
    pub fn years(self) -> f64 {
        self.years
    }

    /// The annual growth rate between the two amounts.
    pub fn rate(self) -> GrowthRate {
        self.rate
    }
}

/// A solution as it is written to JSON: the rate in both its forms, and the doubling time.
#[derive(Serialize)]
struct SolutionForm {
    start: Amount,
    end: Amount,
    years: f64,
    rate: f64,
    log_rate: f64,
    doubling_years: Option<f64>,
}

impl From<Solution> for SolutionForm {
    fn from(solution: Solution) -> Self {
        let Solution { start, end, years, rate } = solution;
        let (effective, log_rate) = (rate.effective(), rate.log());
        Self { start, end, years, rate: effective, log_rate, doubling_years: rate.doubling_years() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(units: f64) -> Amount {
        Amount::new(units).unwrap()
    }

    fn percent(percent: f64) -> GrowthRate {
        GrowthRate::from_percent(percent).unwrap()
    }

    #[test]
    fn the_pledges_own_figures_come_out() {
        let cases =
            [(3.0, 5.0, 5.0, "10.75663432%"), (5.0, 10.0, 5.0, "14.86983550%"), (3.0, 10.0, 10.0, "12.79448730%")];
        for (from, to, time, expected) in cases {
            assert_eq!(format!("{:.8}", rate(units(from), units(to), time).unwrap()), expected);
        }
        assert_eq!(format!("{:.8}", years(units(3.0), units(10.0), percent(7.0)).unwrap()), "17.79481015");
    }

    #[test]
    fn what_never_arrives_says_why() {
        let message = |from, to, growth| years(units(from), units(to), percent(growth)).unwrap_err().to_string();
        assert!(message(3.0, 2.0, 7.0).contains("only grows away"));
        assert!(message(3.0, 5.0, -7.0).contains("only shrinks away"));
        assert!(message(3.0, 5.0, 0.0).contains("does not move"));
    }

    #[test]
    fn equal_amounts_take_no_time_and_no_growth() {
        assert_eq!(years(units(3.0), units(3.0), percent(7.0)).unwrap(), 0.0);
        assert_eq!(years(units(3.0), units(3.0), GrowthRate::ZERO).unwrap(), 0.0);
        assert_eq!(rate(units(3.0), units(3.0), 5.0).unwrap(), GrowthRate::ZERO);
    }

    #[test]
    fn zero_amounts_and_times_are_refused() {
        assert!(rate(Amount::ZERO, units(1.0), 1.0).is_err());
        assert!(rate(units(1.0), Amount::ZERO, 1.0).is_err());
        for time in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(rate(units(1.0), units(2.0), time).is_err(), "{time}");
        }
        assert_eq!(end(units(3.0), percent(7.0), 0.0).unwrap(), units(3.0));
        assert!(end(units(3.0), percent(7.0), -1.0).is_err());
        assert!(end(units(3.0), percent(7.0), 1e9).is_err());
    }

    #[test]
    fn a_collapse_keeps_its_logarithm() {
        let solution = Solve::new().start(units(1e300)).end(units(1.0)).years(1.0).run().unwrap();
        assert_eq!(solution.rate().effective(), -1.0);
        let back = end(solution.start(), solution.rate(), 1.0).unwrap();
        approx::assert_relative_eq!(back.value(), 1.0, max_relative = 1e-12);
    }

    #[test]
    fn three_must_be_given() {
        assert!(
            Solve::new()
                .start(units(1.0))
                .run()
                .unwrap_err()
                .to_string()
                .starts_with("no end, rate, years: give three of")
        );
        let all = Solve::new().start(units(1.0)).end(units(2.0)).rate(percent(7.0)).years(1.0);
        assert!(all.run().unwrap_err().to_string().contains("all given"));
    }
}
