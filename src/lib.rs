//! test
mod amount;
mod assessment;
#[cfg(feature = "chart")]
pub mod chart;
mod currency;
mod economy;
mod error;
pub mod growth;
pub mod history;
mod number;
mod period;
mod rate;
pub mod report;
mod series;
pub use amount::{Amount, StatedAmount};
pub use assessment::{Assessment, AssessmentOptions, GrowthShown, assess};
pub use currency::Currency;
pub use economy::{Economy, Pair};
pub use error::{Error, ErrorKind, Position, Result};
pub use period::{Frequency, Period};
pub use rate::GrowthRate;
pub use series::{Observation, Provenance, Series, Status, Valuation};
pub mod scenario;
mod table;
pub use scenario::{Scenario, ShapeSpec};
