//! An amount and the period by which it is to be reached.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    period::Period,
};

/// An amount to reach, and the period by which it is to be reached.
///
/// ```
/// use tradepath::Target;
///
/// let target = Target::new("10B", 2030)?;
/// assert_eq!(target.to_string(), "10B by 2030");
/// assert_eq!(target, Target::try_from((10e9, "2030"))?);
/// assert!(Target::new(0.0, 2030).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "TargetForm")]
pub struct Target {
    amount: Amount,
    by: Period,
}

/// A target as it is read from files, before its amount is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetForm {
    amount: Amount,
    by: Period,
}

impl Target {
    /// A target of an amount above zero, by a period.
    ///
    /// # Errors
    /// The error of an argument that could not be read; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an
    /// amount of zero.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Target;
    ///
    /// assert_eq!(Target::new(10e9, 2030)?, Target::new("10B", "2030")?);
    /// assert_eq!(Target::new("ten", 2030).unwrap_err().code(), "parse");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(
        amount: impl TryInto<Amount, Error: Into<Error>>,
        by: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<Self> {
        let amount: Amount = given(amount)?;
        Ok(Self { amount: amount.positive("the target")?, by: given(by)? })
    }

    /// The amount to reach.
    pub fn amount(self) -> Amount {
        self.amount
    }

    /// The last period that counts. An earlier period may reach the amount too.
    pub fn by(self) -> Period {
        self.by
    }
}

/// An amount and a period, each as its own type, a number or a text: `("10B", 2030)`.
impl<A, P> TryFrom<(A, P)> for Target
where
    A: TryInto<Amount, Error: Into<Error>>,
    P: TryInto<Period, Error: Into<Error>>,
{
    type Error = Error;

    fn try_from((amount, by): (A, P)) -> Result<Self> {
        Self::new(amount, by)
    }
}

impl TryFrom<TargetForm> for Target {
    type Error = Error;

    fn try_from(form: TargetForm) -> Result<Self> {
        Self::new(form.amount, form.by)
    }
}

/// The amount and the period: `10B by 2030`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} by {}", self.amount, self.by))
    }
}
