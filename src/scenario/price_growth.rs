//! What prices are multiplied by between two periods, by an index and an assumed rate.

use crate::{
    error::{Error, Result},
    history::Deflator,
    period::Period,
    scenario::sources::Inflation,
};

impl Inflation {
    /// The logarithm of what prices are multiplied by between two periods: by the index as far as it reaches, and by the
    /// assumed rate from there.
    ///
    /// # Errors
    /// `Missing` where the index lacks the first period, or ends before the second and there is no rate from there.
    pub(crate) fn log_growth(&self, from: Period, to: Period, index: Option<&Deflator>) -> Result<f64> {
        let at_rate = |from: Period| {
            let hint = "say how prices go on after the index: rate = \"2.5%\"";
            let rate =
                self.rate.ok_or_else(|| Error::missing(format!("growth of prices from {from} to {to}"), hint))?;
            Ok::<f64, Error>(rate.log() * from.years_until(to)?)
        };
        let Some(index) = index else { return at_rate(from) };
        // Fails where the index does not have the first period, whatever else it has.
        index.factor(from, from)?;
        let mut last = to;
        let by_index = loop {
            match index.factor(last, from) {
                Ok(factor) => break -factor.ln(),
                Err(_) => last = last.plus(-1)?,
            }
        };
        Ok(by_index + if last == to { 0.0 } else { at_rate(last)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i32) -> Period {
        Period::year(year).unwrap()
    }

    #[test]
    fn prices_go_by_the_index_and_then_by_the_rate() {
        let index = Deflator::of("CPI", [(2021, 100.0), (2022, 108.0), (2023, 112.0)]).unwrap();
        let both = Inflation::of_index("cpi.csv").then_at("2%").unwrap();
        let log = both.log_growth(year(2021), year(2025), Some(&index)).unwrap();
        approx::assert_relative_eq!(log, (1.12_f64 * 1.02 * 1.02).ln(), max_relative = 1e-12);
        let alone = Inflation::of_index("cpi.csv").log_growth(year(2021), year(2023), Some(&index)).unwrap();
        approx::assert_relative_eq!(alone, 1.12_f64.ln(), max_relative = 1e-12);
    }

    #[test]
    fn an_index_that_ends_early_needs_a_rate() {
        let index = Deflator::of("CPI", [(2021, 100.0), (2022, 108.0)]).unwrap();
        let alone = Inflation::of_index("cpi.csv");
        let error = alone.log_growth(year(2021), year(2025), Some(&index)).unwrap_err().to_string();
        assert!(error.contains("no growth of prices from 2022 to 2025"), "{error}");
        let both = alone.then_at("0%").unwrap();
        let late = both.log_growth(year(2020), year(2025), Some(&index)).unwrap_err().to_string();
        assert!(late.contains("no figure of 2020 in CPI"), "{late}");
    }
}
