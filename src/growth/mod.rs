//! The mathematics of growth: start, end, rate and time; totals; two flows; shapes; routes through milestones.
//!
//! Nothing here knows of countries or files. Rates are a year's; times are in years.

mod flows;
mod root;
mod route;
mod shape;
mod solve;
mod total;

pub use flows::{FlowPath, FlowTarget, Side, TwoFlows};
pub use root::{bracketed_root, only_root};
pub use route::{Arrival, Baseline, Leg, LegEnd, Milestone, MilestoneCheck, Route};
pub use shape::{ByLeg, Compound, Damped, Gompertz, Linear, Logistic, Ramp, Shape, Smooth, Stage, arrival_years};
pub use solve::{Solution, Solve, end, log_growth, rate, start, years};
pub use total::{Total, rate_for_total};
