//! How an outlook is to be made.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    outlook::{calibration::Calibration, method::Method},
};

/// The largest standard deviation that the logarithm of a start may have.
pub(crate) const MOST_UNCERTAIN: f64 = 10.0;

/// How an outlook is to be made: the method, how many years, learned from what, from how sure a start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[must_use]
pub struct OutlookOptions {
    pub(crate) method: Method,
    pub(crate) years: usize,
    pub(crate) calibration: Option<Calibration>,
    pub(crate) uncertain_start: f64,
}

impl Default for OutlookOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl OutlookOptions {
    /// The default method, ten years, the calibration that comes with the crate and was known by the history's last year, a
    /// start that is sure.
    pub fn new() -> Self {
        Self { method: Method::Pooled, years: 10, calibration: None, uncertain_start: 0.0 }
    }

    /// Another method.
    pub fn method(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// How many years ahead: 1 to 100 where they follow from a history, to 300 for a stated model.
    pub fn years(self, years: usize) -> Self {
        Self { years, ..self }
    }

    /// Learned from other series.
    pub fn calibration(self, calibration: Calibration) -> Self {
        Self { calibration: Some(calibration), ..self }
    }

    /// The standard deviation of the logarithm of the start, such as half the distance of two sides' reports
    /// ([`Band::log_half_width`](crate::history::Band::log_half_width)). It shifts all years together: each year's
    /// distribution is as much wider, and chances are means over where the start may be. Simulations leave it out.
    pub fn uncertain_start(self, deviation: f64) -> Self {
        Self { uncertain_start: deviation, ..self }
    }

    pub(crate) fn checked(&self, most: usize) -> Result<()> {
        if !(1..=most).contains(&self.years) {
            return Err(Error::out_of_range("the number of years", self.years, format!("1 to {most}")));
        }
        if !(0.0..=MOST_UNCERTAIN).contains(&self.uncertain_start) {
            let accepted = "between 0 and 10, as a standard deviation of the logarithm";
            return Err(Error::out_of_range("the uncertainty of the start", self.uncertain_start, accepted));
        }
        Ok(())
    }
}
