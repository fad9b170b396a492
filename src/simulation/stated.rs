//! Growth that is stated outright: a start, a drift, a volatility, persistence and tails.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    outlook::LogRandomWalk,
};

/// The distribution of a year's deviation from mean growth.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Shocks {
    /// The normal distribution.
    #[default]
    Normal,
    /// Student's t distribution, scaled to the same variance as the normal one. The fewer the degrees of freedom, the
    /// heavier its tails.
    StudentT {
        /// The degrees of freedom: 2.1 to 1,000,000, because the variance is infinite at 2 and below.
        freedom: f64,
    },
}

/// Growth as stated, from an amount.
///
/// The log growth of year `t` is the mean log growth `m` plus a deviation `d(t)`, with persistence `p`, volatility `s`
/// and independent shocks `e(t)` of variance 1:
///
/// ```text
/// ln y(t) = ln y(t-1) + m + d(t)
/// d(t) = p d(t-1) + s sqrt(1 - p^2) e(t)          d(1) = s e(1)
/// ```
///
/// The standard deviation of `d(t)` is the volatility in every year, whatever the persistence. The first year's
/// deviation is drawn afresh, because the one before it is not known.
///
/// ```
/// use tradepath::{outlook::LogRandomWalk, simulation::{Shocks, Simulation, StatedGrowth}};
///
/// let growth = StatedGrowth::of(LogRandomWalk::new(0.08, 0.15)?, "3B")?;
/// let lasting = growth.persistence(0.5)?.shocks(Shocks::StudentT { freedom: 4.0 })?;
/// let by = |growth| {
///     let ensemble = Simulation::of(growth).run(&["10B".parse()?])?;
///     Ok::<_, tradepath::Error>(ensemble.targets()[0].by[9])
/// };
/// // Where growth that is above its mean stays there for a while, more paths go far.
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
    /// Starts a walk at an amount: growth is independent from year to year, and its logarithm is normal.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, simulation::StatedGrowth};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// assert!(StatedGrowth::of(walk, "3B").is_ok());
    /// assert!(StatedGrowth::of(walk, 0.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of(walk: LogRandomWalk, start: impl TryInto<Amount, Error: Into<Error>>) -> Result<Self> {
        let start: Amount = given(start)?;
        Ok(Self { walk, start: start.positive("the start")?, persistence: 0.0, shocks: Shocks::Normal })
    }

    /// Sets the share of a year's deviation from mean growth that carries over into the next year. It is 0 by default:
    /// growth is then independent from year to year.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) outside -0.99 to 0.99.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, simulation::StatedGrowth};
    ///
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.08, 0.15)?, "3B")?;
    /// assert_eq!(growth.persistence(0.0)?, growth);
    /// assert!(growth.persistence(1.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn persistence(self, persistence: f64) -> Result<Self> {
        if (-0.99..=0.99).contains(&persistence) {
            return Ok(Self { persistence, ..self });
        }
        Err(Error::out_of_range("the persistence", persistence, "between -0.99 and 0.99"))
    }

    /// Sets the distribution of the shocks; it is normal by default.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for degrees of freedom outside 2.1 to 1,000,000.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, simulation::{Shocks, StatedGrowth}};
    ///
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.08, 0.15)?, "3B")?;
    /// assert!(growth.shocks(Shocks::StudentT { freedom: 4.0 }).is_ok());
    /// // With two degrees of freedom there is no variance.
    /// assert!(growth.shocks(Shocks::StudentT { freedom: 2.0 }).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn shocks(self, shocks: Shocks) -> Result<Self> {
        if let Shocks::StudentT { freedom } = shocks {
            if !(2.1..=1e6).contains(&freedom) {
                return Err(Error::out_of_range("the degrees of freedom", freedom, "between 2.1 and 1000000"));
            }
        }
        Ok(Self { shocks, ..self })
    }

    /// The standard deviation of the log growth over several years, with persistence `p` and volatility `s`:
    ///
    /// ```text
    /// s sqrt(n + 2 sum over k = 1 to n - 1 of (n - k) p^k)
    /// ```
    pub(crate) fn deviation(&self, years: usize) -> f64 {
        let correlated: f64 =
            (1..years).map(|apart| (years - apart) as f64 * self.persistence.powi(apart as i32)).sum();
        // Rounding may leave a variance just under zero where the persistence is negative.
        self.walk.volatility() * (years as f64 + 2.0 * correlated).max(0.0).sqrt()
    }
}
