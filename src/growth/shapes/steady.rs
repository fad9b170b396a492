//! Shapes of constant pace: the same rate each year, or the same sum each year.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    growth::shape::{Shape, Stage},
    rate::GrowthRate,
};

/// Compound growth: the same growth rate throughout.
///
/// ```text
/// m(t) = (1 + g)^t
/// ```
///
/// ```
/// use tradepath::growth::{Compound, Shape, Stage};
///
/// let shape = Compound::new("10%".parse()?);
/// assert!((shape.multiple(2.0) - 1.21).abs() < 1e-12);
/// // The rate that triples the baseline in nine years:
/// let solved = Compound::meeting(Stage::new(9.0, 3.0)?)?;
/// assert!((solved.multiple(9.0) - 3.0).abs() < 1e-9);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compound {
    rate: GrowthRate,
}

impl Compound {
    /// Compound growth at `rate` a year.
    pub fn new(rate: GrowthRate) -> Self {
        Self { rate }
    }

    /// Compound growth that passes through a stage.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where the rate is more than an `f64` holds.
    pub fn meeting(stage: Stage) -> Result<Self> {
        GrowthRate::from_log(stage.log() / stage.years).map(Self::new)
    }

    /// The annual growth rate.
    pub fn rate(self) -> GrowthRate {
        self.rate
    }
}

impl Shape for Compound {
    fn multiple(&self, years: f64) -> f64 {
        (self.rate.log() * years).exp()
    }
}

/// Linear growth: the same sum more, or less, each year.
///
/// ```text
/// m(t) = max(1 + s·t, 0)
/// ```
///
/// ```
/// use tradepath::growth::{Linear, Shape};
///
/// // Each year a quarter of the baseline less: nothing is left after four years.
/// let shape = Linear::new(-0.25)?;
/// assert_eq!((shape.multiple(2.0), shape.multiple(5.0)), (0.5, 0.0));
/// assert!(Linear::new(f64::NAN).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "LinearForm")]
pub struct Linear {
    step: f64,
}

/// As it is read, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinearForm {
    step: f64,
}

impl TryFrom<LinearForm> for Linear {
    type Error = Error;

    fn try_from(form: LinearForm) -> Result<Self> {
        Self::new(form.step)
    }
}

impl Linear {
    /// Linear growth by `step` times the baseline's amount each year; a decline where it is negative.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) unless the step is finite.
    pub fn new(step: f64) -> Result<Self> {
        if step.is_finite() { Ok(Self { step }) } else { Err(Error::out_of_range("the yearly step", step, "finite")) }
    }

    /// Linear growth that passes through a stage.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where the step is more than an `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::{Linear, Stage};
    ///
    /// // To three times the baseline in eight years: a quarter of the baseline each year.
    /// assert_eq!(Linear::meeting(Stage::new(8.0, 3.0)?)?.step(), 0.25);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn meeting(stage: Stage) -> Result<Self> {
        Self::new((stage.multiple - 1.0) / stage.years)
    }

    /// The sum added each year, as a share of the baseline's amount.
    pub fn step(self) -> f64 {
        self.step
    }
}

impl Shape for Linear {
    fn multiple(&self, years: f64) -> f64 {
        // An amount cannot be negative: a decline ends at zero.
        (self.step * years + 1.0).max(0.0)
    }
}
