//! What the paths of a simulation come to.

use serde::Serialize;

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    probability::Probability,
    simulation::{counts::CLASSES, model::Model},
};

/// How often a target was reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TargetChances {
    /// The target.
    pub target: Amount,
    /// The share of paths whose total of that year reaches it, the first year after the start first.
    pub at: Vec<Probability>,
    /// The share of paths of which some year up to then reaches it; all, where the start does.
    pub by: Vec<Probability>,
}

/// What the paths of a simulation come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ensemble {
    pub(crate) paths: u64,
    #[serde(skip)]
    pub(crate) model: Model,
    /// By year; none where chances alone were asked for.
    #[serde(skip)]
    pub(crate) years: Vec<Spread>,
    pub(crate) targets: Vec<TargetChances>,
    pub(crate) all_parts: Vec<Probability>,
}

/// How many paths are in each class of a year's places.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spread {
    pub(crate) low: f64,
    pub(crate) width: f64,
    pub(crate) counts: Vec<u32>,
}

impl Ensemble {
    /// How many paths there were.
    pub fn paths(&self) -> u64 {
        self.paths
    }

    /// How often each target was reached, in the order in which they were given.
    pub fn targets(&self) -> &[TargetChances] {
        &self.targets
    }

    /// The share of paths of which every part of the sum has reached its own target, each by some year up to then; the first year
    /// first. Empty without [targets of parts](Simulation::part_targets).
    pub fn all_parts(&self) -> &[Probability] {
        &self.all_parts
    }

    /// The amount under which a share of the paths is in a year, counted from 1: 0.5 for the median. Right to about a
    /// thousandth of a standard deviation, which is less than a million paths vary by.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a year that was not simulated, where chances alone were asked for, or for an amount
    /// that is more than a number can be.
    pub fn quantile(&self, year: usize, share: impl TryInto<Probability, Error: Into<Error>>) -> Result<Amount> {
        let share: Probability = given(share)?;
        let spread = year.checked_sub(1).and_then(|at| self.years.get(at)).ok_or_else(|| {
            Error::out_of_range("the year", year, format!("one of the {} simulated with quantiles", self.years.len()))
        })?;
        Amount::new(self.model.log(year, spread.quantile(share.value() * self.paths as f64)).exp())
    }
}

impl Spread {
    /// The place under which so many paths are, as if those of a class lay evenly in it.
    fn quantile(&self, wanted: f64) -> f64 {
        let mut below = 0.0;
        for (class, count) in self.counts.iter().map(|count| f64::from(*count)).enumerate() {
            if count > 0.0 && below + count >= wanted {
                return self.low + self.width * (class as f64 + ((wanted - below) / count).max(0.0));
            }
            below += count;
        }
        self.low + self.width * CLASSES as f64
    }
}
