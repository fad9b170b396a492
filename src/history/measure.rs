//! Growth that a series shows.

use crate::{
    error::{Error, Result},
    growth::rate,
    period::Period,
    rate::GrowthRate,
    series::Series,
};

impl Series {
    /// The compound annual growth rate between two observed periods.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where either was not observed; the errors of
    /// [`growth::rate`](crate::growth::rate).
    ///
    /// ```
    /// let history = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021")?.history()?;
    /// let turnover = history.turnover().unwrap();
    /// assert_eq!(turnover.growth("2010".parse()?, "2020".parse()?)?.to_string(), "6.5%");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn growth(&self, from: Period, to: Period) -> Result<GrowthRate> {
        let years = from.years_until(to)?;
        let observed = |period: Period| {
            let range = format!("the series has {} to {}, {} gaps", self.first(), self.last(), self.gaps().len());
            self.amount(period).ok_or_else(|| Error::missing(format!("amount of {period}"), range))
        };
        rate(observed(from)?, observed(to)?, years)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{amount::Amount, currency::Currency};

    #[test]
    fn growth_crosses_gaps_and_names_the_missing_period() {
        let years = [(2017, 1.0), (2019, 4.0)];
        let dated = years.map(|(year, units)| (Period::year(year).unwrap(), Amount::new(units).unwrap().into()));
        let series = Series::new(Currency::USD, dated).unwrap();
        let (from, gap, to) = (series.first(), Period::year(2018).unwrap(), series.last());
        assert_eq!(series.growth(from, to).unwrap().percent(), 100.0);
        assert!(series.growth(from, gap).unwrap_err().to_string().starts_with("no amount of 2018: the series has"));
    }
}
