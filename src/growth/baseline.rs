//! Where a route starts.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    period::Period,
};

/// Where a route starts: the period and the amount of that period.
///
/// ```
/// use tradepath::growth::Baseline;
///
/// let baseline = Baseline::new(2021, "3B")?;
/// assert_eq!(baseline.amount().value(), 3e9);
/// assert!(Baseline::new(2021, 0.0).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "BaselineForm")]
pub struct Baseline {
    period: Period,
    amount: Amount,
}

/// A baseline as it is read from files, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineForm {
    period: Period,
    amount: Amount,
}

impl Baseline {
    /// A baseline of an amount above zero.
    ///
    /// # Errors
    /// The error of an argument that could not be read; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an
    /// amount of zero, from which nothing grows.
    pub fn new(
        period: impl TryInto<Period, Error: Into<Error>>,
        amount: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Self> {
        let period: Period = given(period)?;
        let amount: Amount = given(amount)?;
        Ok(Self { period, amount: amount.positive("the baseline")? })
    }

    /// The period in which the route starts.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The amount of that period.
    pub fn amount(&self) -> Amount {
        self.amount
    }
}

impl TryFrom<BaselineForm> for Baseline {
    type Error = Error;

    fn try_from(form: BaselineForm) -> Result<Self> {
        Self::new(form.period, form.amount)
    }
}
