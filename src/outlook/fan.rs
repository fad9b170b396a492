//! Quantiles by period.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    outlook::outlook::Outlook,
    period::Period,
    probability::Probability,
};

/// The amounts that the total of a period is under with a probability, written as percent: `p10` with one of 0.1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FanYear {
    /// The period.
    pub period: Period,
    /// With a probability of 0.025: the lower end of the 95 % interval.
    pub p025: Amount,
    /// Of 0.1: the lower end of the 80 % interval.
    pub p10: Amount,
    /// Of 0.25: the lower end of the 50 % interval.
    pub p25: Amount,
    /// The median.
    pub p50: Amount,
    /// Of 0.75.
    pub p75: Amount,
    /// Of 0.9.
    pub p90: Amount,
    /// Of 0.975.
    pub p975: Amount,
}

impl Outlook {
    /// The quantiles of every period ahead.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where an amount is more than a number can be.
    pub fn fan(&self) -> Result<Vec<FanYear>> {
        self.fan_by(|period, probability| self.quantile(period, probability))
    }

    /// The interval that holds the total of a period with a probability, half of what is left on each side: 0.8 for the 80 %
    /// interval.
    ///
    /// # Errors
    /// As [`quantile`](Self::quantile).
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
