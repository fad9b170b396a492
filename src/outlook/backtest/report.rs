//! The report of a backtest: scores of forecasts and of chances.

use serde::{Serialize, Serializer};

use crate::{outlook::method::Method, schema::Schema};

/// The report of a backtest: scores by method and year ahead, and how far chances held.
///
/// Standard errors allow for cases that are not independent: they are clustered by series and by origin at once
/// (Cameron, Gelbach and Miller 2011).
///
/// ```
/// use tradepath::outlook::{Backtest, Method, Splits};
///
/// let file = "id,train,test\na,100 110 99 121,110 130\n";
/// let splits = Splits::read(file.as_bytes(), "series.csv")?;
/// let report = Backtest::new().methods([Method::RandomWalk]).run_splits(&splits)?;
/// // One year ahead, two years ahead, and both together.
/// let horizons: Vec<_> = report.by_method.iter().map(|scores| scores.horizon).collect();
/// assert_eq!(horizons, [Some(1), Some(2), None]);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BacktestReport {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// The number of outcomes that were compared with what each method had said.
    pub cases: u64,
    /// The number of times that a series was looked at from an origin.
    pub looked_at: u64,
    /// The number of series that were left out: those with too few amounts, with a last one that is not above zero or
    /// below the [minimum](crate::outlook::Backtest::minimum), or with nothing after it.
    pub left_out: u64,
    /// By method and year ahead; for each method the scores over all years come last, with a `horizon` of none.
    pub by_method: Vec<MethodScores>,
    /// By method and multiple of the last amount: how far the chances of the last year ahead held.
    pub targets: Vec<TargetScores>,
    /// For the default method, by multiple: how far the chances held that the total of at least one year up to the last
    /// reaches it. They also test the dependence between years.
    pub targets_by_horizon: Vec<TargetScores>,
}

/// The mean scores of a method. Lower is better, except for coverage, which should be what its name says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MethodScores {
    /// The method.
    pub method: Method,
    /// The number of years ahead; none for all years together, written `"all"` in JSON.
    #[serde(serialize_with = "horizon")]
    pub horizon: Option<usize>,
    /// The number of outcomes.
    pub cases: u64,
    /// The continuous ranked probability score of logarithms (Gneiting and Raftery 2007).
    pub crps: f64,
    /// The standard error of the CRPS.
    pub crps_error: f64,
    /// The mean absolute scaled error: the absolute error of the median, in amounts, over the mean absolute change from
    /// one year to the next in training. Cases whose training never changes are left out.
    pub mase: Option<f64>,
    /// The symmetric mean absolute percentage error, as a fraction: the mean of `2 |a - f| / (a + f)`, of amount and
    /// forecast.
    pub smape: f64,
    /// The share of outcomes within the 50 % interval, from the 25th to the 75th percentile.
    pub coverage_50: f64,
    /// The share of outcomes within the 80 % interval, from the 10th to the 90th percentile.
    pub coverage_80: f64,
    /// The standard error of that share.
    pub coverage_80_error: f64,
    /// The share of outcomes within the 95 % interval, from the 2.5th to the 97.5th percentile.
    pub coverage_95: f64,
    /// The standard error of that share.
    pub coverage_95_error: f64,
    /// The mean scaled interval score of the 95 % interval, in amounts: its width, and forty times by how far the
    /// outcome misses it, over the same change as for MASE.
    pub msis_95: Option<f64>,
}

/// How far the chances of reaching a multiple of the last amount held.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TargetScores {
    /// The method.
    pub method: Method,
    /// The multiple of the last amount.
    pub multiple: f64,
    /// The number of years ahead.
    pub horizon: usize,
    /// The number of outcomes.
    pub cases: u64,
    /// The Brier score (1950): the mean squared difference between the chance and what came about, 1 or 0.
    pub brier: f64,
    /// The standard error of the Brier score.
    pub brier_error: f64,
    /// The chances by tenths: what was predicted, and what was observed.
    pub reliability: Vec<Decile>,
}

/// The cases whose predicted chance lay in one tenth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Decile {
    /// The lowest chance of the tenth.
    pub from: f64,
    /// The highest chance of the tenth.
    pub to: f64,
    /// The number of outcomes.
    pub cases: u64,
    /// The mean chance that was predicted.
    pub predicted: f64,
    /// The share of outcomes that came about.
    pub observed: f64,
    /// The standard error of the difference between the two.
    pub observed_error: f64,
}

/// Writes the number of years ahead, or `"all"`.
fn horizon<S: Serializer>(horizon: &Option<usize>, serializer: S) -> Result<S::Ok, S::Error> {
    match horizon {
        Some(years) => serializer.serialize_u64(*years as u64),
        None => serializer.serialize_str("all"),
    }
}
