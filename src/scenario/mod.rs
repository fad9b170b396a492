//! The user's model: a pledge, how the amount moves, and what it is made of.

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
