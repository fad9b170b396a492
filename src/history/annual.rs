//! Years from quarters and months, and the year so far.

use serde::Serialize;

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    history::measure::change,
    period::{Frequency, Period},
    series::{Observation, Provenance, Series, Status},
};

/// What to do with a year of which not every quarter or month was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PartialYears {
    /// It is an error that names them.
    #[default]
    Refuse,
    /// They are left out.
    Omit,
    /// What was observed is added up and marked as an estimate.
    Sum,
}

/// A year of which not every quarter or month was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PartialYear {
    /// The year.
    pub year: Period,
    /// How many of its quarters or months were observed.
    pub observed: usize,
    /// How many it has.
    pub of: usize,
}

/// A series by the year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Annual {
    /// The years.
    pub series: Series,
    /// The years that are not whole: left out of the series, or in it as estimates.
    pub partial: Vec<PartialYear>,
}

/// The year so far beside the same time a year before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct YearToDate {
    /// The year's first quarter or month.
    pub from: Period,
    /// The last that is added.
    pub to: Period,
    /// What they come to.
    pub amount: Amount,
    /// What the same quarters or months came to a year before.
    pub year_before: Amount,
    /// The change between the two, as a fraction; none from zero.
    pub change: Option<f64>,
}

impl Series {
    /// The series by the year, which an annual series is already.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where a year is not whole and that is to be refused, or where no year
    /// is left.
    ///
    /// ```
    /// use tradepath::{Amount, Currency, Series, history::PartialYears};
    ///
    /// let quarters = ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1"];
    /// let observed = quarters.map(|quarter| Ok((quarter.parse()?, Amount::billions(1.0)?.into())));
    /// let series = Series::new(Currency::USD, observed.into_iter().collect::<tradepath::Result<Vec<_>>>()?)?;
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

    /// The years of which not every quarter or month was observed.
    ///
    /// # Errors
    /// None, as every year of a series is in the calendar.
    pub(crate) fn partial_years(&self) -> Result<Vec<PartialYear>> {
        if self.frequency() == Frequency::Annual {
            return Ok(Vec::new());
        }
        Ok(self.to_annual(PartialYears::Sum)?.partial)
    }

    /// What the year came to up to `to`, beside the same quarters or months a year before.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where one of them was not observed,
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a period of another frequency.
    ///
    /// ```
    /// use tradepath::{Amount, Currency, Series};
    ///
    /// let months = [("2020-01", 2.0), ("2020-02", 2.0), ("2021-01", 3.0), ("2021-02", 2.0)];
    /// let observed = months.map(|(month, units)| Ok((month.parse()?, Amount::new(units)?.into())));
    /// let series = Series::new(Currency::USD, observed.into_iter().collect::<tradepath::Result<Vec<_>>>()?)?;
    /// assert_eq!(series.year_to_date("2021-02")?.change, Some(0.25));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn year_to_date(&self, to: impl TryInto<Period, Error: Into<Error>>) -> Result<YearToDate> {
        let to: Period = given(to)?;
        self.first().periods_until(to)?;
        let per_year = i64::from(self.frequency().per_year());
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

/// The sum of a year's parts, with the provenance they share.
fn added(parts: &[&Observation], whole: bool) -> Result<Observation> {
    let amount = Amount::new(parts.iter().map(|part| part.amount.value()).sum())?;
    let mut provenance = Provenance::shared(parts.iter().map(|part| &part.provenance));
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
