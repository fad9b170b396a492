//! Drivers: what would have to be true.
//!
//! A pledge comes with causes: a railway, an agreement, growth on both sides. Each is a [`Driver`] of a scenario, with a
//! start, a phase-in and a sourced range of effects ([`Response`], [`Preset`]). [`Drivers`] answers what they explain of
//! each milestone ([`Attribution`]), what they do to its chance ([`DriverChance`]), what that hangs on ([`Assumption`]), and
//! what one of them would have to be ([`Requirement`]).
//!
//! ```
//! use tradepath::{Scenario, drivers::{Driver, Drivers}};
//!
//! let pledge = Scenario::builder("KAZ-UZB")
//!     .baseline(2021, "$3B")
//!     .milestone_by("10B", 2030)
//!     .base_growth("6%")
//!     .driver(Driver::builder("Agreement", "agreement").starts(2022).build()?)
//!     .build()?;
//! let found = Drivers::of(&pledge, None)?.attribution(("10B", 2030))?;
//! let [base, agreement] = &found.parts[..] else { panic!("two causes") };
//! assert_eq!((base.name.as_str(), agreement.name.as_str()), ("base growth", "Agreement"));
//! // An agreement does not make ten billion out of three: more than a quarter stays unexplained.
//! assert!(found.unexplained.central / (10.0_f64 / 3.0).ln() > 0.25);
//! # Ok::<(), tradepath::Error>(())
//! ```

mod answers;
mod attribution;
mod base;
pub(crate) mod cause;
mod cell;
mod chances;
mod effect;
mod hangs_on;
mod model;
mod needed;
mod path;

pub use self::answers::{Contribution, DemandOtherwise, DriverAnswers, LeftOut};
pub use self::attribution::{AttributedPart, Attribution, PartKind, Range};
pub use self::cause::{
    ByPeriod, Cause, Curve, Demand, DemandWay, Depth, Driver, DriverBuilder, DriverKind, Evidence, GdpGrowth, Late,
    PhaseIn, Preset, Response, ResponseOf, Start, StartsAt, Touches,
};
pub use self::chances::{ChanceWith, DriverChance};
pub use self::hangs_on::Assumption;
pub use self::model::Drivers;
pub use self::needed::{Lever, Needed, Requirement};
pub use self::path::DriverStep;
