//! Many simulated paths, and what they come to: quantiles by year and the chances of targets.

mod counts;
mod ensemble;
mod model;
mod run;
mod simulation;
mod stated;
mod steps;
mod sum;

pub use self::ensemble::{Ensemble, TargetChances};
pub use self::simulation::Simulation;
pub use self::stated::{Shocks, StatedGrowth};
pub use self::sum::CorrelatedSum;
