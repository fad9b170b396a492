//! What a backtest comes to.

use serde::{Serialize, Serializer};

use crate::{outlook::method::Method, schema::Schema};

/// What a backtest comes to: scores by method and year ahead, and how far chances held.
///
/// A standard error is of a mean whose cases are not independent: clustered by series and origin at once (Cameron, Gelbach
/// and Miller 2011).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BacktestReport {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// How many outcomes were compared with what each method had said.
    pub cases: u64,
    /// How many times a series was looked at from an origin.
    pub looked_at: u64,
    /// How many series were left out: too few amounts, or a last one that is not above zero.
    pub left_out: u64,
    /// By method and year ahead; then over all years, without a `horizon`.
    pub by_method: Vec<MethodScores>,
    /// By method and multiple of the last amount, at the last year ahead.
    pub targets: Vec<TargetScores>,
    /// Of the default method: the chances that the total of some year up to the last reaches the multiple. They rest on how one
    /// year goes with the next as well.
    pub targets_by_horizon: Vec<TargetScores>,
}

/// The mean scores of a method. Lower is better, save that coverage should be what it is named by.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MethodScores {
    /// The method.
    pub method: Method,
    /// How many years ahead; none for all, `"all"` in JSON.
    #[serde(serialize_with = "horizon")]
    pub horizon: Option<usize>,
    /// How many outcomes.
    pub cases: u64,
    /// The continuous ranked probability score of logarithms (Gneiting and Raftery 2007).
    pub crps: f64,
    /// Its standard error.
    pub crps_error: f64,
    /// The mean absolute error of the median over the mean absolute change from one year to the next in training; cases
    /// whose training never changes are left out.
    pub mase: Option<f64>,
    /// The mean of `2 |a - f| / (a + f)`, as a fraction.
    pub smape: f64,
    /// The share of outcomes within the interval from the 25th to the 75th percentile.
    pub coverage_50: f64,
    /// From the 10th to the 90th.
    pub coverage_80: f64,
    /// Its standard error.
    pub coverage_80_error: f64,
    /// From the 2.5th to the 97.5th.
    pub coverage_95: f64,
    /// Its standard error.
    pub coverage_95_error: f64,
    /// The mean interval score of the 95 % interval, in amounts, over the same change as the MASE's.
    pub msis_95: Option<f64>,
}

/// How far the chances of reaching a multiple of the last amount held.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TargetScores {
    /// The method.
    pub method: Method,
    /// Of the last amount.
    pub multiple: f64,
    /// How many years ahead.
    pub horizon: usize,
    /// How many outcomes.
    pub cases: u64,
    /// The mean squared difference of the chance and what came about, 1 or 0 (Brier 1950).
    pub brier: f64,
    /// Its standard error.
    pub brier_error: f64,
    /// By tenths of the chance.
    pub reliability: Vec<Decile>,
}

/// The cases whose chance was in one tenth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Decile {
    /// The least chance.
    pub from: f64,
    /// The chance up to which it goes.
    pub to: f64,
    /// How many outcomes.
    pub cases: u64,
    /// The mean chance.
    pub predicted: f64,
    /// The share that came about.
    pub observed: f64,
    /// The standard error of the difference of the two.
    pub observed_error: f64,
}

fn horizon<S: Serializer>(horizon: &Option<usize>, serializer: S) -> Result<S::Ok, S::Error> {
    match horizon {
        Some(years) => serializer.serialize_u64(*years as u64),
        None => serializer.serialize_str("all"),
    }
}
