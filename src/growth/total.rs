//! The growth rate at which several periods reach a total or an average.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    growth::baseline::Baseline,
    period::Period,
    rate::GrowthRate,
    stats::bracketed_root,
};

/// An amount over several periods together: "50 billion in all over 2025 to 2030", both ends included.
///
/// ```
/// use tradepath::growth::Total;
///
/// let total = Total::new(2025, 2030, "50B")?;
/// assert_eq!(total.amount().to_string(), "50B");
/// assert!(Total::new(2030, 2025, "50B").is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "TotalForm", into = "TotalForm")]
pub struct Total {
    from: Period,
    to: Period,
    amount: Amount,
}

/// A total as it is written to files; reading it back goes through [`Total::new`].
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TotalForm {
    from: Period,
    to: Period,
    amount: Amount,
}

impl Total {
    /// A total of the periods `from` to `to`, both included.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) where the periods are of different
    /// frequency; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where `to` is before `from`;
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero.
    pub fn new(
        from: impl TryInto<Period, Error: Into<Error>>,
        to: impl TryInto<Period, Error: Into<Error>>,
        amount: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Self> {
        let from: Period = given(from)?;
        let to: Period = given(to)?;
        let amount: Amount = given(amount)?;
        if from.periods_until(to)? < 0 {
            return Err(Error::contradiction(format!("a total runs from {from} to {to}, which is earlier")));
        }
        Ok(Self { from, to, amount: amount.positive("the total")? })
    }

    /// The total whose average over the periods `from` to `to` is `average`: the average times the number of periods.
    ///
    /// # Errors
    /// As [`Total::new`]; also [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where the total is more than an
    /// `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::Total;
    ///
    /// // Six years of 7 billion each.
    /// let total = Total::averaging(2025, 2030, "7B")?;
    /// assert_eq!(total, Total::new(2025, 2030, "42B")?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn averaging(
        from: impl TryInto<Period, Error: Into<Error>>,
        to: impl TryInto<Period, Error: Into<Error>>,
        average: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Self> {
        let from: Period = given(from)?;
        let to: Period = given(to)?;
        let average: Amount = given(average)?;
        let periods = from.periods_until(to)? + 1;
        Self::new(from, to, Amount::new(average.value() * periods as f64)?)
    }

    /// The first period.
    pub fn from(self) -> Period {
        self.from
    }

    /// The last period.
    pub fn to(self) -> Period {
        self.to
    }

    /// The amount of all periods together.
    pub fn amount(self) -> Amount {
        self.amount
    }
}

impl TryFrom<TotalForm> for Total {
    type Error = Error;

    fn try_from(form: TotalForm) -> Result<Self> {
        Self::new(form.from, form.to, form.amount)
    }
}

impl From<Total> for TotalForm {
    fn from(total: Total) -> Self {
        Self { from: total.from, to: total.to, amount: total.amount }
    }
}

/// The constant growth rate at which the periods of `total` add up to its amount.
///
/// ```text
/// Σ V · (1 + q)^k = total,   k = periods from the baseline, q = growth a period
/// ```
///
/// The left side increases with q, so that there is at most one answer. It is found numerically.
///
/// ```
/// use tradepath::growth::{Baseline, Total, rate_for_total};
///
/// let baseline = Baseline::new(2024, "7B")?;
/// let total = Total::new(2025, 2030, "50B")?;
/// assert_eq!(rate_for_total(&baseline, &total)?.to_string(), "5.0%");
///
/// let too_early = Total::new(2020, 2030, "50B")?;
/// assert_eq!(rate_for_total(&baseline, &too_early).unwrap_err().code(), "contradiction");
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where the periods begin before the baseline;
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the baseline's own period is among them and alone reaches
/// the total, or is the only one; [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) where baseline
/// and total differ in frequency.
pub fn rate_for_total(baseline: &Baseline, total: &Total) -> Result<GrowthRate> {
    let first = baseline.period().periods_until(total.from)?;
    let last = baseline.period().periods_until(total.to)?;
    if first < 0 {
        let (from, period) = (total.from, baseline.period());
        return Err(Error::contradiction(format!("the total begins in {from}, before the baseline {period}")));
    }
    let log_multiple = crate::growth::solve::log_ratio(baseline.amount(), total.amount)?;
    // The baseline's amount is given, so that no growth changes its own period's part of the total.
    if first == 0 && (log_multiple <= 0.0 || last == 0) {
        let (amount, from, to) = (baseline.amount(), total.from, total.to);
        return Err(Error::no_answer(format!(
            "no growth makes {from} to {to} add up to {}: {from} is the baseline, whose {amount} is given",
            total.amount
        )));
    }
    let (first, last) = (first as f64, last as f64);
    let count = last - first + 1.0;
    let missing = |log: f64| log_geometric_sum(log, first, count) - log_multiple;
    // The sum is at least its last term and at least its first: growth that brings either of them alone to the total is
    // growth enough. The small addition keeps the root strictly inside the bracket.
    let high = (log_multiple / last).max(log_multiple / first.max(1.0)).max(0.0) + 1e-9;
    // The lower end is moved down until the sum falls short of the total.
    let mut low = -1.0;
    while missing(low) > 0.0 {
        low *= 2.0;
        if low < -1e9 {
            return Err(Error::no_answer(format!("no growth rate is low enough for a total of {}", total.amount)));
        }
    }
    let log = bracketed_root(missing, low, high)?;
    // The sum counts periods; a rate is annual.
    GrowthRate::from_log(log * f64::from(baseline.period().frequency().per_year()))
}

/// `ln Σ exp(log · k)` for `count` terms from k = `first`, without overflow.
fn log_geometric_sum(log: f64, first: f64, count: f64) -> f64 {
    // The largest term is taken out; what remains is a falling geometric sum.
    let (largest, fall) = if log > 0.0 { (first + count - 1.0, -log) } else { (first, log) };
    let rest = if fall == 0.0 { count } else { (fall * count).exp_m1() / fall.exp_m1() };
    log * largest + rest.ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn year(year: i32) -> Period {
        Period::year(year).unwrap()
    }

    fn solve(from: i32, to: i32, amount: f64) -> Result<GrowthRate> {
        let baseline = Baseline::new(year(2024), Amount::new(7.0).unwrap())?;
        rate_for_total(&baseline, &Total::new(year(from), year(to), Amount::new(amount).unwrap())?)
    }

    fn total_at(rate: GrowthRate, from: i32, to: i32) -> f64 {
        (from..=to).map(|at| 7.0 * (rate.log() * f64::from(at - 2024)).exp()).sum()
    }

    #[test]
    fn the_rate_found_gives_the_total_back() {
        for (from, to, amount) in [
            (2025, 2030, 50.0),
            (2025, 2030, 1.0),
            (2024, 2030, 7.1),
            (2030, 2030, 1e6),
            (2025, 2200, 1e-3),
            (2025, 2026, 14.0),
        ] {
            let rate = solve(from, to, amount).unwrap();
            assert_relative_eq!(total_at(rate, from, to), amount, max_relative = 1e-12);
        }
    }

    #[test]
    fn an_average_is_a_total_divided() {
        let baseline = Baseline::new(year(2024), Amount::new(7.0).unwrap()).unwrap();
        let average = Total::averaging(year(2025), year(2030), Amount::new(7.0).unwrap()).unwrap();
        assert!(rate_for_total(&baseline, &average).unwrap().effective().abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_is_said() {
        assert!(solve(2024, 2030, 7.0).unwrap_err().to_string().contains("is the baseline"));
        assert!(solve(2024, 2024, 9.0).is_err());
        assert!(solve(2020, 2030, 50.0).unwrap_err().to_string().contains("before the baseline"));
        assert!(Total::new(year(2030), year(2025), Amount::new(1.0).unwrap()).is_err());
        assert!(Total::new(year(2025), year(2030), Amount::ZERO).is_err());
    }
}
