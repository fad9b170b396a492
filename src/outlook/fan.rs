//! Quantiles of every period ahead.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    outlook::outlook::Outlook,
    period::Period,
    probability::Probability,
};

/// Quantiles of the total of one period. Each is named after the probability, in percent, that the total is below it:
/// `p10` goes with a probability of 0.1.
///
/// ```
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
///
/// let walk = LogRandomWalk::new(0.08, 0.15)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
/// let first = outlook.fan()?[0];
/// assert_eq!(first.period.to_string(), "2022");
/// assert!(first.p10 < first.p50 && first.p50 < first.p90);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FanYear {
    /// The period.
    pub period: Period,
    /// The 2.5th percentile: the lower end of the 95 % interval.
    pub p025: Amount,
    /// The 10th percentile: the lower end of the 80 % interval.
    pub p10: Amount,
    /// The 25th percentile: the lower end of the 50 % interval.
    pub p25: Amount,
    /// The median.
    pub p50: Amount,
    /// The 75th percentile: the upper end of the 50 % interval.
    pub p75: Amount,
    /// The 90th percentile: the upper end of the 80 % interval.
    pub p90: Amount,
    /// The 97.5th percentile: the upper end of the 95 % interval.
    pub p975: Amount,
}

impl Outlook {
    /// The quantiles of every period ahead, in the order of the periods.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where an amount is larger than a number can be.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let fan = outlook.fan()?;
    /// assert_eq!(fan.len(), 10);
    /// assert_eq!(fan[9].p50, outlook.quantile(2031, 0.5)?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn fan(&self) -> Result<Vec<FanYear>> {
        self.fan_by(|period, probability| self.quantile(period, probability))
    }

    /// The interval that holds the total of a period with a probability; what is left over is shared equally between
    /// both sides. A level of 0.8 gives the 80 % interval.
    ///
    /// # Errors
    /// As [`quantile`](Self::quantile).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let (low, high) = outlook.interval(2031, 0.8)?;
    /// let (lower, higher) = outlook.interval(2031, 0.95)?;
    /// assert!(lower < low && low < high && high < higher);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn interval(
        &self,
        period: impl TryInto<Period, Error: Into<Error>>,
        level: impl TryInto<Probability, Error: Into<Error>>,
    ) -> Result<(Amount, Amount)> {
        let period: Period = given(period)?;
        let level: Probability = given(level)?;
        let left = level.complement().value() / 2.0;
        let end = |probability: f64| self.quantile(period, Probability::rounded(probability));
        Ok((end(left)?, end(1.0 - left)?))
    }

    /// The fan of a function that gives quantiles.
    fn fan_by(&self, quantile: impl Fn(Period, Probability) -> Result<Amount>) -> Result<Vec<FanYear>> {
        let year = |period: Period| {
            let at = |probability: f64| quantile(period, Probability::rounded(probability));
            Ok(FanYear {
                period,
                p025: at(0.025)?,
                p10: at(0.1)?,
                p25: at(0.25)?,
                p50: at(0.5)?,
                p75: at(0.75)?,
                p90: at(0.9)?,
                p975: at(0.975)?,
            })
        };
        self.periods().map(year).collect()
    }
}
