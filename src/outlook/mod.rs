//! What may happen: how likely an amount is to be reached, and when.
//!
//! Every answer says in its name how the amount is watched, because the answers differ:
//!
//! - **at the horizon**: the total of that year itself reaches the target, whatever came before;
//! - **by the horizon**: the total of some year up to then does, as trade statistics are published once a year;
//! - **at any moment**: the running level does, watched all the time up to then.

mod ahead;
mod answers;
mod arrival;
mod backtest;
mod calibration;
mod chances;
mod crossing;
mod ensemble;
mod fan;
mod forecast;
mod method;
mod normal;
mod past;
mod pledge;
mod probability;
mod quantiles;
mod sample;
mod signs;
mod walk;

pub use ahead::{Outlook, OutlookOptions};
pub use answers::{
    AfterBadYear, ArrivalAnswer, FittedTo, HistoryPercentile, JointAnswer, OutlookAnswers, PeriodChance, TargetAnswer,
};
pub use arrival::{ArrivalChances, Needed};
pub use backtest::{Backtest, BacktestReport, Decile, MethodScores, Splits, TargetScores};
pub use calibration::Calibration;
pub use ensemble::{Ensemble, Shocks, Simulation, StatedGrowth, Sum, TargetChances};
pub use fan::FanYear;
pub use method::Method;
pub use pledge::known_at_baseline;
pub use probability::Probability;
pub use sample::Sample;
pub use walk::{Approach, Walk};
