//! The methods of looking ahead from a series' own past, and their names.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    history::Past,
    outlook::{
        calibration::Calibration,
        forecast::{Forecast, Normals},
        method::{damped, theta},
    },
};

/// The method by which the years ahead follow from the past.
///
/// All methods work on logarithms. The default is based on what many series did, and its intervals are
/// [calibrated](Calibration). The others are the usual ones, with the normal intervals of their own formulas, which are
/// too narrow for short series. They need three amounts or more; gaps are bridged by straight lines.
///
/// ```
/// use tradepath::outlook::Method;
///
/// assert_eq!("random-walk".parse::<Method>()?, Method::RandomWalk);
/// assert_eq!(Method::default().to_string(), "default");
/// assert_eq!("pooled".parse::<Method>()?, Method::Pooled);
/// assert!("arima".parse::<Method>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// [Calibration]: crate::outlook::Calibration
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Method {
    /// A combination, called `default` in files: the last amount, a part of the way back to the smoothed level
    /// (increasing with volatility), and a part of the series' own growth. The shares are those that served many series
    /// best.
    #[default]
    #[serde(rename = "default", alias = "pooled")]
    Pooled,
    /// The last amount. Errors add up from year to year.
    RandomWalk,
    /// The mean growth of the past continues.
    Drift,
    /// The mean growth of the past, drawn towards the growth that all series have in common, continues.
    ShrunkDrift,
    /// Exponential smoothing and a part of the straight line through the past, both fitted: the dynamic optimised theta
    /// model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016).
    Theta,
    /// Exponential smoothing of level and trend, where the trend fades (Gardner and McKenzie 1985).
    DampedTrend,
}

impl Method {
    /// Every method, the default first.
    ///
    /// ```
    /// use tradepath::outlook::Method;
    ///
    /// // Every name is read back.
    /// for method in Method::ALL {
    ///     assert_eq!(method.name().parse::<Method>()?, method);
    /// }
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub const ALL: [Self; 6] =
        [Self::Pooled, Self::RandomWalk, Self::Drift, Self::ShrunkDrift, Self::Theta, Self::DampedTrend];

    /// The name in files and on the command line, such as `random_walk`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pooled => "default",
            Self::RandomWalk => "random_walk",
            Self::Drift => "drift",
            Self::ShrunkDrift => "shrunk_drift",
            Self::Theta => "theta",
            Self::DampedTrend => "damped_trend",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Reads a [name](Method::name), with `-` or `_`; `pooled` stands for the default too.
impl FromStr for Method {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wanted = text.trim().to_lowercase().replace('-', "_");
        if wanted == "pooled" {
            return Ok(Self::Pooled);
        }
        Self::ALL.into_iter().find(|method| method.name() == wanted).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::out_of_range("the method", format!("`{text}`"), format!("one of {names}"))
        })
    }
}

/// The fewest amounts that a method is fitted to.
pub(crate) const FEWEST: usize = 3;
/// The number of years that the growth which all series have in common counts for, beside a series' own.
const COMMON_YEARS: f64 = 10.0;

impl Method {
    /// The distribution of the logarithm in each of the years after the last; empty where there are too few amounts.
    pub(crate) fn forecasts(self, past: &Past, calibration: &Calibration, years: usize) -> Vec<Forecast> {
        if self == Self::Pooled {
            let Some((_, last)) = past.last() else {
                return Vec::new();
            };
            let ahead = calibration.ahead(past.points(), years);
            return ahead.iter().map(|ahead| Forecast::Calibrated(ahead.quantiles(last))).collect();
        }
        let common = past.last().map_or(0.0, |(year, _)| calibration.growth_in_common(year));
        let normals = self.normals(past, common, years).unwrap_or_default();
        normals.into_iter().map(|(mean, deviation)| Forecast::Normal { mean, deviation }).collect()
    }

    /// The normal distributions of the years after the last; none for the default method or too few amounts. `common`
    /// is the growth a year that all series have in common.
    fn normals(self, past: &Past, common: f64, years: usize) -> Option<Normals> {
        if past.len() < FEWEST {
            return None;
        }
        let logs = past.without_gaps();
        match self {
            Self::Pooled => None,
            Self::RandomWalk => Some(steps(&logs, 0.0, 0.0, years)),
            Self::Drift => {
                let changes = (logs.len() - 1) as f64;
                Some(steps(&logs, (logs[logs.len() - 1] - logs[0]) / changes, changes, years))
            }
            Self::ShrunkDrift => {
                let counted = (logs.len() - 1) as f64 + COMMON_YEARS;
                Some(steps(&logs, (logs[logs.len() - 1] - logs[0] + COMMON_YEARS * common) / counted, counted, years))
            }
            Self::Theta => Some(theta::normals(&logs, years)),
            Self::DampedTrend => Some(damped::normals(&logs, years)),
        }
    }
}

/// A walk with a drift. Where the drift was estimated from `n` changes, the variance after `h` years is `s^2 h (1 + h /
/// n)`; where `changes` is zero there is no drift, and the variance is `s^2 h`.
fn steps(logs: &[f64], drift: f64, changes: f64, years: usize) -> Normals {
    let count = (logs.len() - 1) as f64;
    let squares: f64 = logs.windows(2).map(|pair| (pair[1] - pair[0] - drift).powi(2)).sum();
    let estimated = changes > 0.0;
    // Estimating a drift takes one degree of freedom.
    let deviation = (squares / if estimated { (count - 1.0).max(1.0) } else { count }).sqrt();
    let last = logs[logs.len() - 1];
    let ahead = (1..=years).map(|year| {
        let year = year as f64;
        let of_drift = if estimated { 1.0 + year / changes } else { 1.0 };
        (last + drift * year, deviation * (year * of_drift).sqrt())
    });
    ahead.collect()
}
