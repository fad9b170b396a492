//! Growth that is stated outright: from an amount, with a drift, a volatility, persistence and tails.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    outlook::LogRandomWalk,
};

/// How a year's growth strays from its mean.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Shocks {
    /// By a normal distribution.
    #[default]
    Normal,
    /// By Student's t, with heavier tails the fewer degrees of freedom there are, brought to the same variance.
    StudentT {
        /// The degrees of freedom: above 2.
        freedom: f64,
    },
}

/// Growth as stated, from an amount.
///
/// The deviation of a year's log growth from its mean is `persistence` times that of the year before, and a shock; its
/// standard deviation over many years is the walk's volatility, whatever the persistence. What the deviation of the year
/// before the first was is not known.
///
/// ```
/// use tradepath::{outlook::LogRandomWalk, simulation::{Shocks, Simulation, StatedGrowth}};
///
/// let growth = StatedGrowth::of(LogRandomWalk::new(0.08, 0.15)?, "3B")?;
/// let lasting = growth.persistence(0.5)?.shocks(Shocks::StudentT { freedom: 4.0 })?;
/// let by = |growth| Ok::<_, tradepath::Error>(Simulation::of(growth).run(&["10B".parse()?])?.targets()[0].by[9]);
/// // Where growth that is above its mean stays there for a while, more goes far.
/// assert!(by(lasting)? > by(growth)?);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StatedGrowth {
    pub(crate) walk: LogRandomWalk,
    pub(crate) start: Amount,
    pub(crate) persistence: f64,
    pub(crate) shocks: Shocks,
}

impl StatedGrowth {
    /// Of a walk: independent from year to year, and normal.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero.
    pub fn of(walk: LogRandomWalk, start: impl TryInto<Amount, Error: Into<Error>>) -> Result<Self> {
        let start: Amount = given(start)?;
        Ok(Self { walk, start: start.positive("the start")?, persistence: 0.0, shocks: Shocks::Normal })
    }

    /// How much of a year's deviation goes on in the next: 0 where growth is independent from year to year.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) outside -0.99 to 0.99.
    pub fn persistence(self, persistence: f64) -> Result<Self> {
        if (-0.99..=0.99).contains(&persistence) {
            return Ok(Self { persistence, ..self });
        }
        Err(Error::out_of_range("the persistence", persistence, "between -0.99 and 0.99"))
    }

    /// How a year's growth strays.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for 2 degrees of freedom or fewer, which have no variance.
    pub fn shocks(self, shocks: Shocks) -> Result<Self> {
        if let Shocks::StudentT { freedom } = shocks {
            if !(2.1..=1e6).contains(&freedom) {
                return Err(Error::out_of_range("the degrees of freedom", freedom, "between 2.1 and 1000000"));
            }
        }
        Ok(Self { shocks, ..self })
    }

    /// The standard deviation of the sum of log growth over so many years.
    pub(crate) fn deviation(&self, years: usize) -> f64 {
        let correlated: f64 =
            (1..years).map(|apart| (years - apart) as f64 * self.persistence.powi(apart as i32)).sum();
        self.walk.volatility() * (years as f64 + 2.0 * correlated).max(0.0).sqrt()
    }
}
