//! The logarithms of a series' amounts by year: what outlooks are fitted to.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result},
    period::{Frequency, Period},
    series::Series,
};

/// The natural logarithms of amounts by year, rising. A year without an amount, or with an amount of zero, is a gap.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<(i32, f64)>", into = "Vec<(i32, f64)>")]
pub(crate) struct Past {
    points: Vec<(i32, f64)>,
}

impl TryFrom<Vec<(i32, f64)>> for Past {
    type Error = Error;

    fn try_from(points: Vec<(i32, f64)>) -> Result<Self> {
        let rises = points.is_sorted_by(|one, next| one.0 < next.0);
        if rises && points.iter().all(|(_, log)| log.is_finite()) {
            return Ok(Self { points });
        }
        Err(Error::contradiction("a past is logarithms by year, the years rising"))
    }
}

impl From<Past> for Vec<(i32, f64)> {
    fn from(past: Past) -> Self {
        past.points
    }
}

impl Past {
    /// The observed part of an annual series; projected amounts are left out.
    ///
    /// # Errors
    /// For a series that is not annual, has no observed amount, or whose last observed amount is zero, as growth cannot
    /// start from zero.
    pub fn of(series: &Series) -> Result<Self> {
        Self::of_years(series)?;
        let (last, observation) = series.observed().next_back().ok_or_else(|| {
            Error::missing("amount that was observed", "an outlook needs at least the amount it starts from")
        })?;
        observation.amount.positive(&format!("the last amount, of {last},"))?;
        Ok(Self::known(series.observed().map(|(period, observation)| (period, observation.amount))))
    }

    /// Refuses a series that is not annual.
    pub fn of_years(series: &Series) -> Result<()> {
        if series.frequency() == Frequency::Annual {
            return Ok(());
        }
        let message = format!(
            "an outlook is fitted to years, and {} is none; add periods up with `Series::to_annual` first",
            series.last()
        );
        Err(Error::contradiction(message))
    }

    /// From amounts by period. Amounts of zero are left out, as there is no growth from or to them.
    pub fn known(amounts: impl IntoIterator<Item = (Period, Amount)>) -> Self {
        Self::of_values(amounts.into_iter().map(|(period, amount)| (period.calendar_year(), amount.value())))
    }

    /// From values by rising year. Values that are not above zero have no logarithm and are left out.
    pub fn of_values(values: impl IntoIterator<Item = (i32, f64)>) -> Self {
        let positive = values.into_iter().filter(|(_, value)| *value > 0.0);
        Self { points: positive.map(|(year, value)| (year, value.ln())).collect() }
    }

    /// Year and natural logarithm of each amount, rising.
    pub fn points(&self) -> &[(i32, f64)] {
        &self.points
    }

    /// The number of amounts.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Year and logarithm of the last amount.
    pub fn last(&self) -> Option<(i32, f64)> {
        self.points.last().copied()
    }

    /// The logarithm in a year.
    pub fn in_year(&self, year: i32) -> Option<f64> {
        let at = self.points.binary_search_by_key(&year, |(year, _)| *year).ok()?;
        Some(self.points[at].1)
    }

    /// The mean log growth a year, from the first amount to the last; none with one amount.
    pub fn mean(&self) -> Option<f64> {
        let ends = self.points.first().zip(self.points.last()).filter(|(first, last)| first.0 < last.0);
        ends.map(|(first, last)| (last.1 - first.1) / f64::from(last.0 - first.0))
    }

    /// The standard deviation of log growth a year about its mean; none with fewer than three amounts.
    ///
    /// ```text
    /// sqrt( sum((change_k - mean * years_k)^2 / years_k) / (n - 2) ),    n amounts
    /// ```
    ///
    /// A change over a gap of several years has a variance that grows with the years, so its square is divided by them.
    /// One degree of freedom is spent on the mean.
    pub fn volatility(&self) -> Option<f64> {
        let mean = self.mean().filter(|_| self.len() > 2)?;
        let changes = self.points.windows(2).map(|pair| (pair[1].1 - pair[0].1, f64::from(pair[1].0 - pair[0].0)));
        let squares: f64 = changes.map(|(change, years)| (change - mean * years).powi(2) / years).sum();
        Some((squares / (self.len() - 2) as f64).sqrt())
    }

    /// The amounts up to and including `year`.
    pub fn up_to(&self, year: i32) -> Self {
        let known = self.points.partition_point(|(of, _)| *of <= year);
        Self { points: self.points[..known].to_vec() }
    }

    /// A logarithm for every year from the first to the last; gaps are filled by straight lines, which is constant
    /// growth.
    pub fn without_gaps(&self) -> Vec<f64> {
        let mut logs: Vec<f64> = self.points.first().map(|(_, log)| *log).into_iter().collect();
        for pair in self.points.windows(2) {
            let ((from, start), (to, end)) = (pair[0], pair[1]);
            let years = to - from;
            logs.extend((1..=years).map(|year| start + (end - start) * f64::from(year) / f64::from(years)));
        }
        logs
    }
}
