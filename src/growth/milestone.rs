//! An amount to reach, dated or not.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    growth::target::Target,
    period::Period,
};

/// An amount to reach, by a period or without a date.
///
/// "By 2030" is met where the total of 2030, or of an earlier year, reaches the amount.
///
/// ```
/// use tradepath::{Period, growth::Milestone};
///
/// let dated = Milestone::new("10B", Some(Period::year(2030)?))?;
/// assert_eq!(dated.by(), Some(Period::year(2030)?));
/// assert_eq!(dated, Milestone::try_from(("10B", 2030))?);
/// assert_eq!(Milestone::try_from("5B")?.by(), None);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "MilestoneForm")]
pub struct Milestone {
    amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Period>,
}

/// A milestone as it is read from files, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MilestoneForm {
    amount: Amount,
    #[serde(default)]
    by: Option<Period>,
}

impl Milestone {
    /// A milestone of an amount above zero.
    ///
    /// # Errors
    /// The error of an amount that could not be read; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an
    /// amount of zero, which no growth reaches.
    pub fn new(amount: impl TryInto<Amount, Error: Into<Error>>, by: Option<Period>) -> Result<Self> {
        let amount: Amount = given(amount)?;
        Ok(Self { amount: amount.positive("the milestone")?, by })
    }

    /// The amount to reach.
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// The last period that counts; none where the milestone has no date.
    pub fn by(&self) -> Option<Period> {
        self.by
    }
}

impl From<Target> for Milestone {
    fn from(target: Target) -> Self {
        Self { amount: target.amount(), by: Some(target.by()) }
    }
}

/// An amount and a period: `("10B", 2030)`.
impl<A, P> TryFrom<(A, P)> for Milestone
where
    A: TryInto<Amount, Error: Into<Error>>,
    P: TryInto<Period, Error: Into<Error>>,
{
    type Error = Error;

    fn try_from(target: (A, P)) -> Result<Self> {
        Target::try_from(target).map(Self::from)
    }
}

/// An amount without a date.
impl TryFrom<&str> for Milestone {
    type Error = Error;

    fn try_from(amount: &str) -> Result<Self> {
        Self::new(amount, None)
    }
}

/// An amount without a date.
impl TryFrom<f64> for Milestone {
    type Error = Error;

    fn try_from(amount: f64) -> Result<Self> {
        Self::new(amount, None)
    }
}

/// An amount without a date.
impl TryFrom<Amount> for Milestone {
    type Error = Error;

    fn try_from(amount: Amount) -> Result<Self> {
        Self::new(amount, None)
    }
}

impl TryFrom<MilestoneForm> for Milestone {
    type Error = Error;

    fn try_from(form: MilestoneForm) -> Result<Self> {
        Self::new(form.amount, form.by)
    }
}
