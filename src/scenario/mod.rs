//! Scenarios: a pledge, how the amount is assumed to move, and the flows and sectors it consists of.
//!
//! A [`Scenario`] comes from a [builder](Scenario::builder) or a [file](Scenario::load). It can be
//! [projected](Scenario::project) period by period, [tracked](Scenario::track) against figures, and asked which value
//! of a [`Parameter`] leads to a wanted [`Outcome`] ([`GoalSeek`]).
//!
//! ```
//! use tradepath::Scenario;
//!
//! let scenario = Scenario::builder("KAZ-UZB")
//!     .currency("USD")
//!     .baseline(2021, "3B")
//!     .milestone_by("10B", 2030)
//!     .build()?;
//! let projection = scenario.project()?;
//! assert_eq!(projection.steps().len(), 10);
//! # Ok::<(), tradepath::Error>(())
//! ```

mod builder;
mod file;
mod form;
mod goal;
mod parts;
mod projection;
mod scenario;
mod shape;
mod shape_form;
mod shipped;
mod tracking;

pub use self::builder::ScenarioBuilder;
pub use self::goal::{GoalSeek, Outcome, Parameter};
pub use self::parts::{Flows, Part, Share};
pub use self::projection::{PartAmount, Projection, RouteArrival, Step};
pub use self::scenario::{Basis, HistorySource, Scenario};
pub use self::shape::ShapeSpec;
pub use self::shipped::{Shipped, shipped};
pub use self::tracking::{Remaining, Tracking};
