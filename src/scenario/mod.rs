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
//!
//! A milestone without a date stays without one. It is answered by its arrival at a growth that is stated:
//!
//! ```
//! use tradepath::scenario::{GoalSeek, Outcome, Parameter, shipped};
//!
//! let pledge = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
//! assert!(pledge.project()?.steps().is_empty());
//! let stated = pledge.clone().with_rate("7%".parse()?);
//! let arrivals = stated.route_arrivals(&stated.project()?)?;
//! assert_eq!(arrivals[0].period.unwrap().to_string(), "2029");
//!
//! // Or the other way round: which growth makes 10 billion of 2030?
//! let goal = Outcome::Amount("2030".parse()?);
//! let growth = GoalSeek::new(Parameter::Rate, 0.0..=0.5).reach(&pledge, goal, 10e9)?;
//! assert_eq!(format!("{growth:.4}"), "0.1431");
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! A turnover may be split into two [`Flows`] or any number of sectors, each a [`Part`]. A part grows at its own rate,
//! or takes what the others leave.

mod aim;
mod balance;
mod balance_need;
mod base_growth;
mod builder;
mod dates;
mod driven;
mod due;
mod file;
mod flow;
mod form;
mod form_parts;
mod goal;
mod link;
mod linked;
mod load;
mod money;
mod parts;
mod price_growth;
mod projection;
mod promised;
mod scenario;
mod shape;
mod shape_form;
mod shipped;
mod sources;
mod steered;
mod sums;
mod tracking;

pub use self::aim::Aim;
pub use self::balance::{BalanceAim, BalanceGoal};
pub use self::balance_need::{BalanceNeed, BalanceWay, BothFlows};
pub use self::base_growth::BaseGrowth;
pub use self::builder::ScenarioBuilder;
pub use self::due::FiscalYear;
pub use self::goal::{GoalSeek, Outcome, Parameter};
pub use self::link::Link;
pub use self::linked::Linked;
pub use self::load::ScenarioFiles;
pub use self::money::{Conversion, MoneyTables};
pub use self::parts::{Flows, Part};
pub use self::projection::{PartAmount, Projection, RouteArrival, Step};
pub use self::promised::Promised;
pub use self::scenario::{Basis, Scenario};
pub use self::shape::ShapeSpec;
pub use self::shipped::{Shipped, shipped};
pub use self::sources::{HistorySource, Inflation, RealPrices};
pub use self::tracking::{Remaining, Tracking};
