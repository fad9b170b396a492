//! Shapes that never change their pace: the same rate each year, or the same sum.

use serde::Serialize;

use crate::{
    error::{Error, Result},
    growth::shape::{Shape, Stage},
    rate::GrowthRate,
};

/// The same growth rate throughout: `(1 + g)^t`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Compound {
    rate: GrowthRate,
}

impl Compound {
    /// Growth at `rate`.
    pub fn new(rate: GrowthRate) -> Self {
        Self { rate }
    }

    /// The rate that meets a stage.
    ///
    /// # Errors
    /// Where the rate is more than a number holds.
    pub fn meeting(stage: Stage) -> Result<Self> {
        GrowthRate::from_log(stage.log() / stage.years).map(Self::new)
    }

    /// The growth rate.
    pub fn rate(self) -> GrowthRate {
        self.rate
    }
}

impl Shape for Compound {
    fn multiple(&self, years: f64) -> f64 {
        (self.rate.log() * years).exp()
    }
}

/// The same sum more, or less, each year: `1 + s·t`, and nothing once that falls to zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Linear {
    step: f64,
}

impl Linear {
    /// Each year `step` times the baseline's amount more; less where negative.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) unless finite.
    pub fn new(step: f64) -> Result<Self> {
        if step.is_finite() { Ok(Self { step }) } else { Err(Error::out_of_range("the yearly step", step, "finite")) }
    }

    /// The step that meets a stage.
    ///
    /// # Errors
    /// Where the step is more than a number holds.
    pub fn meeting(stage: Stage) -> Result<Self> {
        Self::new((stage.multiple - 1.0) / stage.years)
    }

    /// What is added each year, as a share of the baseline's amount.
    pub fn step(self) -> f64 {
        self.step
    }
}

impl Shape for Linear {
    fn multiple(&self, years: f64) -> f64 {
        (self.step * years + 1.0).max(0.0)
    }
}
