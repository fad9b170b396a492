//! The calibrations that come with the crate, one for each year at whose end it could be known.

use std::io::Write;

use crate::{
    error::{Error, ErrorKind, Result, given},
    outlook::calibration::calibration::{Calibration, Newcomers, Weights},
    period::Period,
    stats::Quantiles,
};

/// The panel that they were learned from.
const SOURCE: &str = "CEPII BACI";
/// One calibration a line, in the order of their years.
const SHIPPED: &str = include_str!("../../../data/calibration/pairs-over-100m.jsonl");
/// The same of amounts in dollars of 2020.
const SHIPPED_REAL: &str = include_str!("../../../data/calibration/pairs-over-100m-real.jsonl");

impl Calibration {
    /// The newest of the calibrations that come with the crate that was known at the end of a year.
    ///
    /// It was learned from the nominal turnovers of over three thousand pairs of 100 million dollars and more (CEPII
    /// BACI, 2000 to 2020), up to that year alone. What to expect of a pair without a history was learned from pairs of
    /// a million and more. Before 2003 there is nothing to learn from, and what is assumed stands.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`] for a period that is not a year, because not all of that year may be known.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::Calibration;
    ///
    /// assert_eq!(Calibration::shipped(2016)?.as_of(), Some(2016));
    /// assert!(Calibration::shipped("2016-Q1").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn shipped(known: impl TryInto<Period, Error: Into<Error>>) -> Result<Self> {
        Self::newest(SHIPPED, given(known)?)
    }

    /// The same, learned from turnovers in dollars of 2020 (by US consumer prices): what is to be expected of amounts in the
    /// prices of one year, which do not grow with prices.
    ///
    /// # Errors
    /// As [`shipped`](Self::shipped).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::Calibration;
    ///
    /// assert_eq!(Calibration::shipped_real(2016)?.as_of(), Some(2016));
    /// assert_ne!(Calibration::shipped_real(2016)?, Calibration::shipped(2016)?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn shipped_real(known: impl TryInto<Period, Error: Into<Error>>) -> Result<Self> {
        Self::newest(SHIPPED_REAL, given(known)?)
    }

    /// The newest of a list of calibrations that was known at the end of a year.
    fn newest(list: &str, known: Period) -> Result<Self> {
        known.require_year()?;
        let year = |line: &str| line.strip_prefix("{\"as_of\":")?.split(',').next()?.parse::<i32>().ok();
        let known = list.lines().take_while(|line| year(line).is_some_and(|year| year <= known.calendar_year()));
        let Some(line) = known.last() else {
            return Ok(Self::unlearned());
        };
        let shipped: Self = serde_json::from_str(line).map_err(|error| {
            Error::new(ErrorKind::Syntax(format!("the calibrations that come with the crate are damaged: {error}")))
        })?;
        Ok(Self { source: Some(SOURCE.to_owned()), ..shipped })
    }

    /// Writes the calibration as one line of JSON, with numbers rounded to four decimals, as in the file that comes
    /// with the crate.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where it cannot be written.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::Calibration;
    ///
    /// let mut line = Vec::new();
    /// Calibration::shipped(2016)?.write(&mut line)?;
    /// assert!(line.starts_with(b"{\"as_of\":2016,"));
    /// assert!(line.ends_with(b"\n"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn write(&self, to: impl Write) -> Result<()> {
        let mut to = to;
        let text = serde_json::to_string(&self.rounded())
            .map_err(|error| Error::new(ErrorKind::Syntax(format!("cannot write the calibration: {error}"))))?;
        writeln!(to, "{text}").map_err(|error| Error::io("write", "the calibration", error))
    }

    /// The calibration with numbers rounded as they are written.
    fn rounded(&self) -> Self {
        let of_years =
            |shapes: &Vec<Quantiles>| shapes.iter().map(|shape| shape.map(|value, _| round(value))).collect();
        let mut rounded = self.clone();
        if let Some(common) = &mut rounded.common {
            common.growth.iter_mut().for_each(|growth| *growth = round(*growth));
        }
        Self {
            typical_growth: round(self.typical_growth),
            volatility: round(self.volatility),
            weights: Weights {
                level: round(self.weights.level),
                level_by_volatility: round(self.weights.level_by_volatility),
                growth: round(self.weights.growth),
            },
            classes: self.classes.map(round),
            shapes: self.shapes.each_ref().map(of_years),
            newcomers: Newcomers {
                edges: self.newcomers.edges.map(round),
                volatilities: self.newcomers.volatilities.map(round),
                shapes: of_years(&self.newcomers.shapes),
            },
            ..rounded
        }
    }
}

fn round(value: f64) -> f64 {
    // Adding zero turns a negative zero into a positive one.
    (value * 1e4).round() / 1e4 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_the_newest_calibration_that_it_could_know() {
        let as_of = |year: i32| Calibration::shipped(Period::year(year).unwrap()).unwrap().as_of();
        assert_eq!((as_of(1990), as_of(2002), as_of(2003)), (None, None, Some(2003)));
        assert_eq!((as_of(2016), as_of(2020), as_of(2035)), (Some(2016), Some(2020), Some(2020)));
    }

    #[test]
    fn every_line_is_a_calibration_whose_shapes_are_centred_and_rise() {
        for year in 2003..=2020 {
            let calibration = Calibration::shipped(Period::year(year).unwrap()).unwrap();
            assert_eq!(calibration.common.as_ref().unwrap().last(), year);
            for shape in calibration.shapes.iter().flatten().chain(&calibration.newcomers.shapes) {
                assert!(shape.values().is_sorted() && shape.median().abs() < 0.5, "{year}: {shape:?}");
            }
            assert!(calibration.classes.is_sorted() && calibration.newcomers.edges.is_sorted());
        }
    }
}
