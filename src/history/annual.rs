//! Years added up from quarters and months, and the year to date.

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
    /// An error that names the years.
    #[default]
    Refuse,
    /// The years are left out.
    Omit,
    /// What was observed is added up and marked as estimated.
    Sum,
}

/// A year of which not every quarter or month was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PartialYear {
    /// The year.
    pub year: Period,
    /// The number of its quarters or months that were observed.
    pub observed: usize,
    /// The number of quarters or months in a year: 4 or 12.
    pub of: usize,
}

/// A series added up to years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Annual {
    /// The annual series.
    pub series: Series,
    /// The years that are not complete: left out of the series, or in it as estimates.
    pub partial: Vec<PartialYear>,
}

/// The year to date, beside the same quarters or months of the year before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct YearToDate {
    /// The year's first quarter or month.
    pub from: Period,
    /// The last quarter or month that is added.
    pub to: Period,
    /// The sum from `from` to `to`.
    pub amount: Amount,
    /// The sum of the same quarters or months a year before.
    pub year_before: Amount,
    /// `amount / year_before - 1`, as a fraction; none where the year before is zero.
    pub change: Option<f64>,
}

impl Series {
    /// The series added up to years. An annual series stays as it is.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where a year is not whole and that is to be refused, or where
    /// no year is left.
    ///
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
        for year in self.first().calendar_year()..=self.last().calendar_year() {
            let parts: Vec<&Observation> = self
                .iter()
                .filter(|(period, _)| period.calendar_year() == year)
                .map(|(_, observation)| observation)
                .collect();
            let (year, whole) = (Period::year(year)?, parts.len() == of);
            if !whole && !parts.is_empty() {
                partial.push(PartialYear { year, observed: parts.len(), of });
            }
            // A year without any observation is a gap of the annual series, not a partial year.
            if whole || (partial_years == PartialYears::Sum && !parts.is_empty()) {
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

    /// The years of which some, but not all, quarters or months were observed.
    ///
    /// # Errors
    /// None in practice, as every year of a series is in the calendar.
    pub(crate) fn partial_years(&self) -> Result<Vec<PartialYear>> {
        if self.frequency() == Frequency::Annual {
            return Ok(Vec::new());
        }
        Ok(self.to_annual(PartialYears::Sum)?.partial)
    }

    /// The sum of a year's quarters or months up to and including `to`, beside the same quarters or months of the year
    /// before.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where one of them was not observed,
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a period of another frequency.
    ///
    /// ```
    /// use tradepath::{Amount, Currency, Observation, Period, Series};
    ///
    /// let months = [("2020-01", 2.0), ("2020-02", 2.0), ("2021-01", 3.0), ("2021-02", 2.0)];
    /// let mut observed: Vec<(Period, Observation)> = Vec::new();
    /// for (month, units) in months {
    ///     observed.push((month.parse()?, Amount::new(units)?.into()));
    /// }
    /// let series = Series::new(Currency::USD, observed)?;
    /// assert_eq!(series.year_to_date("2021-02")?.change, Some(0.25));
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

/// The sum of a year's parts, with the provenance that they share.
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
