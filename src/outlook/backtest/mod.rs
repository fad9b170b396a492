//! Backtests: each method looks ahead from the past as it was known, and is compared with what came.

mod backtest;
mod report;
mod splits;
mod tally;

pub use self::backtest::Backtest;
pub use self::report::{BacktestReport, Decile, MethodScores, TargetScores};
pub use self::splits::Splits;
