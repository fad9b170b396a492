//! Years added up from quarters and months, and the year to date.
//!
//! A year counts as whole only if each of its four quarters or twelve months was observed. [`PartialYears`] says what
//! becomes of the others, so that a year with a month missing does not look like a fall in trade.

use serde::Serialize;

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    history::measure::change,
    period::{Frequency, Period},
    series::{Observation, Provenance, Series, Status},
};

/// What to do with a year of which not every quarter or month was observed.
///
/// # Examples
/// ```
/// use tradepath::history::{History, PartialYears, Selection};
///
/// let file = "period,exporter,importer,flow,value\n2020-Q3,KAZ,UZB,turnover,3\n\
///             2020-Q4,KAZ,UZB,turnover,4\n";
/// let selection = Selection::new("KAZ-UZB", "USD")?;
/// let history = History::read(file.as_bytes(), "quarters.csv", selection)?;
/// let quarters = history.turnover().unwrap();
/// // Two of four quarters: an error, or a sum that is marked as an estimate.
/// assert!(quarters.to_annual(PartialYears::Refuse).is_err());
/// let summed = quarters.to_annual(PartialYears::Sum)?;
/// let seen = summed.series.at("2020".parse()?).unwrap();
/// assert_eq!(seen.amount.value(), 7.0);
/// assert_eq!(seen.provenance.status, tradepath::Status::Estimated);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PartialYears {
    /// An error that names the years, and how much of each was observed.
    #[default]
    Refuse,
    /// The years are left out of the annual series, and listed in [`Annual::partial`].
    Omit,
    /// What was observed is added up. The sum is too low for the year, and is marked as [estimated](Status::Estimated).
    Sum,
}

/// A year of which some, but not all, quarters or months were observed.
///
/// # Examples
/// ```
/// use tradepath::{Amount, Currency, Observation, Period, Series, history::PartialYears};
///
/// let mut observed: Vec<(Period, Observation)> = Vec::new();
/// for month in ["2021-01", "2021-02"] {
///     observed.push((month.parse()?, Amount::new(5.0)?.into()));
/// }
/// let annual = Series::new(Currency::USD, observed)?.to_annual(PartialYears::Sum)?;
/// let year = annual.partial[0];
/// assert_eq!((year.year, year.observed, year.of), ("2021".parse()?, 2, 12));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PartialYear {
    /// The year.
    pub year: Period,
    /// The number of its quarters or months that were observed: at least one, and less than `of`.
    pub observed: usize,
    /// The number of quarters or months in a year: 4 or 12.
    pub of: usize,
}

/// A series added up to years, and the years that were not whole. [`Series::to_annual`] returns it.
///
/// # Examples
/// ```
/// use tradepath::{Amount, Currency, Observation, Period, Series, history::PartialYears};
///
/// let mut observed: Vec<(Period, Observation)> = Vec::new();
/// for quarter in ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1"] {
///     observed.push((quarter.parse()?, Amount::new(5.0)?.into()));
/// }
/// let annual = Series::new(Currency::USD, observed)?.to_annual(PartialYears::Omit)?;
/// assert_eq!(annual.series.amount("2020".parse()?), Some(Amount::new(20.0)?));
/// assert_eq!(annual.series.amount("2021".parse()?), None);
/// assert_eq!((annual.partial[0].observed, annual.partial[0].of), (1, 4));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Annual {
    /// The annual series, in the currency and the prices of the original one. A year without any observation is a gap.
    pub series: Series,
    /// The years that are not whole: left out of the series, or in it as estimates.
    pub partial: Vec<PartialYear>,
}

/// The year to date, beside the same quarters or months of the year before. [`Series::year_to_date`] returns it.
///
/// # Examples
/// ```
/// use tradepath::{Amount, Currency, Observation, Period, Series};
///
/// let mut observed: Vec<(Period, Observation)> = Vec::new();
/// for (quarter, units) in [("2020-Q1", 0.0), ("2021-Q1", 3.0)] {
///     observed.push((quarter.parse()?, Amount::new(units)?.into()));
/// }
/// let found = Series::new(Currency::USD, observed)?.year_to_date("2021-Q1")?;
/// assert_eq!((found.from, found.to), ("2021-Q1".parse()?, "2021-Q1".parse()?));
/// // There is no change from zero.
/// assert_eq!((found.amount.value(), found.change), (3.0, None));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct YearToDate {
    /// The year's first quarter or month; for an annual series, the year.
    pub from: Period,
    /// The last quarter or month that is added.
    pub to: Period,
    /// The sum from `from` to `to`, both included.
    pub amount: Amount,
    /// The sum of the same quarters or months a year before.
    pub year_before: Amount,
    /// `amount / year_before - 1`, as a fraction: 0.25 is a quarter more. None where the year before is zero.
    pub change: Option<f64>,
}

impl Series {
    /// Adds quarters or months up to years. An annual series stays as it is.
    ///
    /// ```text
    /// V_year = sum of V over the year's 4 quarters or 12 months
    /// ```
    ///
    /// A sum has every source of its parts, and the reporter and the valuation that all parts share. A sum with a
    /// projected part is projected.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where a year is not whole and [`PartialYears::Refuse`] is
    /// asked for, or where no year is left. [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a sum is
    /// larger than an amount can be.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Amount, Currency, Observation, Period, Series, history::PartialYears};
    ///
    /// let mut observed: Vec<(Period, Observation)> = Vec::new();
    /// for quarter in ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1"] {
    ///     observed.push((quarter.parse()?, Amount::billions(1.0)?.into()));
    /// }
    /// let series = Series::new(Currency::USD, observed)?;
    ///
    /// let refused = series.to_annual(PartialYears::Refuse).unwrap_err();
    /// assert!(refused.to_string().contains("2021 (1 of 4)"));
    /// let annual = series.to_annual(PartialYears::Omit)?;
    /// assert_eq!(annual.series.amount("2020".parse()?), Some(Amount::billions(4.0)?));
    /// assert_eq!(annual.partial.len(), 1);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_annual(&self, partial_years: PartialYears) -> Result<Annual> {
        if self.frequency() == Frequency::Annual {
            return Ok(Annual { series: self.clone(), partial: Vec::new() });
        }
        let of = usize::from(self.frequency().per_year());
        let mut partial = Vec::new();
        let mut years = Vec::new();
        let observed: Vec<(Period, &Observation)> = self.iter().collect();
        // A year without any observation is a gap of the annual series, not a partial year.
        for parts in observed.chunk_by(|one, next| one.0.calendar_year() == next.0.calendar_year()) {
            let year = Period::year(parts[0].0.calendar_year())?;
            let parts: Vec<&Observation> = parts.iter().map(|(_, observation)| *observation).collect();
            let whole = parts.len() == of;
            if !whole {
                partial.push(PartialYear { year, observed: parts.len(), of });
            }
            if whole || partial_years == PartialYears::Sum {
                years.push((year, added(&parts, whole)?));
            }
        }
        if partial_years == PartialYears::Refuse && !partial.is_empty() {
            let listed: Vec<String> =
                partial.iter().map(|part| format!("{} ({} of {of})", part.year, part.observed)).collect();
            let hint = format!(
                "the {}s of {} are not complete; leave these years out, or ask for their sums",
                self.frequency().noun(),
                listed.join(", ")
            );
            return Err(Error::missing("whole years", hint));
        }
        if years.is_empty() {
            return Err(Error::missing("whole year", format!("the series has {} to {}", self.first(), self.last())));
        }
        Ok(Annual { series: self.with_observations(years)?, partial })
    }

    /// The years of which some, but not all, quarters or months were observed. None in an annual series.
    ///
    /// # Errors
    /// Where a sum of a year is larger than an amount can be.
    pub(crate) fn partial_years(&self) -> Result<Vec<PartialYear>> {
        if self.frequency() == Frequency::Annual {
            return Ok(Vec::new());
        }
        Ok(self.to_annual(PartialYears::Sum)?.partial)
    }

    /// The sum of a year's quarters or months up to and including `to`, beside the same quarters or months of the year
    /// before.
    ///
    /// Every one of them must have been observed in both years. A projected figure does not count as observed. Of an
    /// annual series, this compares the year with the year before.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where one of them was not observed,
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a period of another frequency, and the
    /// error of an argument that cannot be read.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Amount, Currency, Observation, Period, Series};
    ///
    /// let months = [("2020-01", 2.0), ("2020-02", 2.0), ("2021-01", 3.0), ("2021-02", 2.0)];
    /// let mut observed: Vec<(Period, Observation)> = Vec::new();
    /// for (month, units) in months {
    ///     observed.push((month.parse()?, Amount::new(units)?.into()));
    /// }
    /// let series = Series::new(Currency::USD, observed)?;
    /// let found = series.year_to_date("2021-02")?;
    /// assert_eq!((found.amount.value(), found.year_before.value()), (5.0, 4.0));
    /// assert_eq!(found.change, Some(0.25));
    ///
    /// // March was not observed, and a quarter is no month.
    /// assert!(series.year_to_date("2021-03").is_err());
    /// assert!(series.year_to_date("2021-Q1").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn year_to_date(&self, to: impl TryInto<Period, Error: Into<Error>>) -> Result<YearToDate> {
        let to: Period = given(to)?;
        // Only called for its error: `to` must be of the series' frequency.
        self.first().periods_until(to)?;
        let per_year = i64::from(self.frequency().per_year());
        // The first quarter or month of the year of `to`.
        let from = to.plus(1 - i64::from(to.number_in_year()))?;
        let total = |shift: i64| {
            let mut total = 0.0;
            for step in 0..i64::from(to.number_in_year()) {
                let period = from.plus(step + shift)?;
                let observed = self.at(period).filter(|seen| seen.provenance.status != Status::Projected);
                let range =
                    || format!("the year to date takes every {} of it and of the year before", self.frequency().noun());
                total += observed.ok_or_else(|| Error::missing(format!("amount of {period}"), range()))?.amount.value();
            }
            Amount::new(total)
        };
        let (amount, year_before) = (total(0)?, total(-per_year)?);
        Ok(YearToDate { from, to, amount, year_before, change: change(year_before, amount) })
    }
}

/// The sum of a year's parts, with the provenance that they share. `whole` says whether the year has all of its parts:
/// the sum of a year that has not is an estimate, unless it is a projection.
fn added(parts: &[&Observation], whole: bool) -> Result<Observation> {
    let amount = Amount::new(parts.iter().map(|part| part.amount.value()).sum())?;
    let mut provenance = Provenance::shared(parts.iter().map(|part| &part.provenance))?;
    if !whole && provenance.status != Status::Projected {
        provenance.status = Status::Estimated;
    }
    Ok(Observation { amount, provenance })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::currency::Currency;

    fn months(from: &str, count: i64) -> Series {
        let first: Period = from.parse().unwrap();
        let dated = (0..count).map(|at| (first.plus(at).unwrap(), Amount::new(10.0 + at as f64).unwrap().into()));
        Series::new(Currency::USD, dated).unwrap()
    }

    #[test]
    fn partial_years_are_refused_left_out_or_marked() {
        let series = months("2019-11", 16);
        let refused = series.to_annual(PartialYears::Refuse).unwrap_err().to_string();
        assert!(refused.contains("the months of 2019 (2 of 12), 2021 (2 of 12) are not complete"), "{refused}");
        let omitted = series.to_annual(PartialYears::Omit).unwrap();
        assert_eq!((omitted.series.iter().count(), omitted.partial.len()), (1, 2));
        assert_eq!(omitted.series.iter().next().unwrap().1.amount.value(), f64::from((12..24).sum::<i32>()));
        let summed = series.to_annual(PartialYears::Sum).unwrap().series;
        let statuses: Vec<Status> = summed.iter().map(|(_, observation)| observation.provenance.status).collect();
        assert_eq!(statuses, [Status::Estimated, Status::Reported, Status::Estimated]);
        assert!(months("2019-11", 3).to_annual(PartialYears::Omit).unwrap_err().to_string().contains("no whole year"));
    }

    #[test]
    fn the_year_to_date_names_the_month_that_is_missing() {
        let series = months("2019-02", 30);
        let found = series.year_to_date("2021-03").unwrap();
        assert_eq!((found.amount.value(), found.year_before.value()), (33.0 + 34.0 + 35.0, 21.0 + 22.0 + 23.0));
        let missing = series.year_to_date("2020-03").unwrap_err().to_string();
        assert!(missing.starts_with("no amount of 2019-01"), "{missing}");
        assert!(series.year_to_date("2020-Q1").is_err());
    }
}
