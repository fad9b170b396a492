//! The amounts by period, without the drivers and with them.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    drivers::model::{Drivers, Setting},
    error::{Error, Result},
    period::Period,
};

/// The amount of one period, without the drivers and with all of them.
///
/// The low and the high amount are the 10th and the 90th percentile of what the responses may make of it, not of what may
/// become of trade: for that there is the chance. [`Drivers`] has an example.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DriverStep {
    /// The period.
    pub period: Period,
    /// The amount by the base growth alone.
    pub without: Amount,
    /// The amount that 10 % of what the responses may be stay below.
    pub low: Amount,
    /// The amount with central responses.
    pub central: Amount,
    /// The amount that 90 % of it stay below.
    pub high: Amount,
}

impl Drivers<'_> {
    /// The amounts of every period after the baseline.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where an amount is larger than a number can be.
    pub fn path(&self) -> Result<Vec<DriverStep>> {
        self.ahead.periods.iter().enumerate().map(|(at, period)| self.step(at, *period)).collect()
    }

    fn step(&self, at: usize, period: Period) -> Result<DriverStep> {
        let central = self.amount(at, Setting::CENTRAL);
        let (below, above) = self.spread(at, Setting::CENTRAL);
        let amount = |units: f64| {
            let place =
                |_: Error| Error::out_of_range(format!("the amount of {period}"), units, "zero or more, and finite");
            Amount::new(units).map_err(place)
        };
        Ok(DriverStep {
            period,
            without: amount(self.amount_without(at))?,
            low: amount(central * (-below).exp())?,
            central: amount(central)?,
            high: amount(central * above.exp())?,
        })
    }
}
