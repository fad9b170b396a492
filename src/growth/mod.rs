//! The mathematics of growth: start, end, rate and time; totals; two flows; shapes; routes through milestones.
//!
//! Nothing here knows of countries or files. Rates are annual and times are in years, whatever the length of the
//! periods.
//!
//! ```
//! use tradepath::growth::{self, Baseline, Milestone, Route};
//!
//! let rate = growth::rate("3B", "10B", 9.0)?;
//! let milestone = Milestone::new("10B", Some(tradepath::Period::year(2030)?))?;
//! let route = Route::new(Baseline::new(2021, "3B")?, vec![milestone])?;
//! assert_eq!(route.overall_required_rate()?, Some(rate));
//! # Ok::<(), tradepath::Error>(())
//! ```

mod baseline;
mod flows;
mod milestone;
mod route;
mod shape;
mod shapes;
mod solve;
mod target;
mod total;

pub use self::baseline::Baseline;
pub use self::flows::{Direction, FlowPath, FlowTarget, TwoFlows};
pub use self::milestone::Milestone;
pub use self::route::{Arrival, Leg, LegEnd, MilestoneCheck, Route};
pub use self::shape::{Shape, Stage, arrival_years};
pub use self::shapes::{ByLeg, Compound, Damped, Gompertz, Linear, Logistic, Ramp, Smooth};
pub use self::solve::{Solution, Solve, end, log_growth, rate, start, years};
pub use self::target::Target;
pub use self::total::{Total, rate_for_total};
pub use crate::stats::{bracketed_root, only_root};
