//! What the paths of a simulation come to: quantiles by year, and the shares of paths that reach targets.

use serde::Serialize;

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    probability::Probability,
    simulation::{counts::CLASSES, model::Model},
};

/// How often a target was reached, as shares of the paths.
///
/// ```
/// use tradepath::Probability;
/// use tradepath::outlook::LogRandomWalk;
/// use tradepath::simulation::{Simulation, StatedGrowth};
///
/// // A falling amount starts above this target: it counts as reached by every year.
/// let growth = StatedGrowth::of(LogRandomWalk::new(-0.2, 0.0)?, "3B")?;
/// let ensemble = Simulation::of(growth).years(5).paths(10).run(&["2.9B".parse()?])?;
/// let chances = &ensemble.targets()[0];
/// assert_eq!(chances.by[4], Probability::CERTAIN);
/// assert_eq!(chances.at[4], Probability::NEVER);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TargetChances {
    /// The target.
    pub target: Amount,
    /// By year, the share of paths whose total of that year is at or above the target; the first year after the start
    /// comes first.
    pub at: Vec<Probability>,
    /// By year, the share of paths with a total at or above the target in that year or an earlier one. It is 1
    /// throughout where the start is at or above the target.
    pub by: Vec<Probability>,
}

/// What the paths of a simulation come to.
///
/// ```
/// use tradepath::{outlook::LogRandomWalk, simulation::{Simulation, StatedGrowth}};
///
/// let growth = StatedGrowth::of(LogRandomWalk::new(0.08, 0.15)?, "3B")?;
/// let ensemble = Simulation::of(growth).years(4).paths(20_000).run(&["5B".parse()?])?;
/// assert_eq!(ensemble.paths(), 20_000);
/// assert_eq!(ensemble.targets()[0].by.len(), 4);
/// assert!(ensemble.all_parts().is_empty());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ensemble {
    pub(crate) paths: u64,
    #[serde(skip)]
    pub(crate) model: Model,
    /// By year; empty where chances alone were asked for.
    #[serde(skip)]
    pub(crate) years: Vec<Spread>,
    pub(crate) targets: Vec<TargetChances>,
    pub(crate) all_parts: Vec<Probability>,
}

/// The paths of one year, counted by class of their place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spread {
    pub(crate) low: f64,
    pub(crate) width: f64,
    pub(crate) counts: Vec<u32>,
}

impl Ensemble {
    /// The number of paths.
    pub fn paths(&self) -> u64 {
        self.paths
    }

    /// How often each target was reached, in the order in which the targets were given.
    pub fn targets(&self) -> &[TargetChances] {
        &self.targets
    }

    /// By year, the share of paths in which every part of the sum has reached its own target in that year or an earlier
    /// one; the parts may reach theirs in different years. The first year after the start comes first. Empty without
    /// [targets of parts](crate::simulation::Simulation::part_targets).
    pub fn all_parts(&self) -> &[Probability] {
        &self.all_parts
    }

    /// The amount that a share of the paths is below in a year: 0.5 gives the median. Years are counted from 1, the
    /// first after the start.
    ///
    /// Paths are counted in classes, which makes the answer right to about a thousandth of a standard deviation. That
    /// is less than a million paths vary by.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a share outside 0 to 1, for a year that was not
    /// simulated, where [chances alone](crate::simulation::Simulation::chances_only) were asked for, and for an amount
    /// that is larger than a number can be.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, simulation::{Simulation, StatedGrowth}};
    ///
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.1, 0.0)?, "3B")?;
    /// let ensemble = Simulation::of(growth).paths(10).run(&[])?;
    /// // Ten years of log growth 0.1, without volatility: a factor of e.
    /// let median = ensemble.quantile(10, 0.5)?.value();
    /// assert!((median / 3e9 - 1_f64.exp()).abs() < 1e-12);
    /// // Ten years were simulated.
    /// assert!(ensemble.quantile(11, 0.5).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn quantile(&self, year: usize, share: impl TryInto<Probability, Error: Into<Error>>) -> Result<Amount> {
        let share: Probability = given(share)?;
        let spread = year.checked_sub(1).and_then(|at| self.years.get(at)).ok_or_else(|| {
            Error::out_of_range("the year", year, format!("one of the {} simulated with quantiles", self.years.len()))
        })?;
        Amount::new(self.model.log(year, spread.quantile(share.value() * self.paths as f64)).exp())
    }
}

impl Spread {
    /// The place that `wanted` paths are below, as if the paths of a class lay evenly in it.
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
