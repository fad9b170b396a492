//! What a driver is: a cause, its strength, its response, and when it works.

mod builder;
mod by_period;
mod cause;
mod driver;
mod form;
mod form_parts;
mod phase_in;
mod preset;
mod response;
mod response_of;

pub use self::builder::{DriverBuilder, StartsAt};
pub use self::by_period::ByPeriod;
pub use self::cause::{Cause, Demand, DemandWay, Depth, DriverKind, GdpGrowth};
pub use self::driver::{Driver, Late, Start, Touches};
pub(crate) use self::form::DriverForm;
pub use self::phase_in::{Curve, PhaseIn};
pub use self::preset::{Evidence, Preset};
pub use self::response::Response;
pub use self::response_of::ResponseOf;
