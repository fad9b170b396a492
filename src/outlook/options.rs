//! The options of an outlook.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    outlook::{calibration::Calibration, method::Method},
};

/// The largest standard deviation that the logarithm of a start may have.
pub(crate) const MOST_UNCERTAIN: f64 = 10.0;

/// The options of an outlook: the method, the number of years, the calibration, and the uncertainty of the start.
///
/// ```
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
///
/// let walk = LogRandomWalk::new(0.08, 0.15)?;
/// let five = OutlookOptions::new().years(5);
/// assert_eq!(Outlook::stated(walk, "2021", "3B", &five)?.end()?.to_string(), "2026");
///
/// let none = OutlookOptions::new().years(0);
/// let error = Outlook::stated(walk, "2021", "3B", &none).unwrap_err();
/// assert!(error.to_string().contains("the number of years is 0"));
/// # Ok::<(), tradepath::Error>(())
/// ```
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
    /// The default method, ten years, the newest calibration of the crate that was known at the end of the history's
    /// last year, and a start that is certain.
    pub fn new() -> Self {
        Self { method: Method::Pooled, years: 10, calibration: None, uncertain_start: 0.0 }
    }

    /// Sets the method; the default is [`Method::Pooled`].
    pub fn method(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// Sets the number of years ahead: 1 to 100 for an outlook from a history or a size, 1 to 300 for a stated model.
    pub fn years(self, years: usize) -> Self {
        Self { years, ..self }
    }

    /// Uses a calibration that was learned from other series.
    ///
    /// ```
    /// use tradepath::outlook::{Calibration, OutlookOptions};
    ///
    /// // What was known at the end of 2015, whatever the history's last year.
    /// let options = OutlookOptions::new().calibration(Calibration::shipped(2015)?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn calibration(self, calibration: Calibration) -> Self {
        Self { calibration: Some(calibration), ..self }
    }

    /// Sets the standard deviation of the start's logarithm: 0 to 10. Half the distance between the reports of both
    /// sides is one ([`Band::log_half_width`](crate::history::Band::log_half_width)).
    ///
    /// An uncertain start shifts all years together: the distribution of each year widens by as much, and chances are
    /// means over where the start may be. Simulations leave it out.
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let interval = |deviation: f64| {
    ///     let options = OutlookOptions::new().uncertain_start(deviation);
    ///     Outlook::stated(walk, "2021", "3B", &options)?.interval(2022, 0.8)
    /// };
    /// let ((low, high), (lower, higher)) = (interval(0.0)?, interval(0.2)?);
    /// assert!(lower < low && high < higher);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn uncertain_start(self, deviation: f64) -> Self {
        Self { uncertain_start: deviation, ..self }
    }

    /// Refuses options that are out of range.
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
