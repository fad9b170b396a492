//! test
mod amount;
mod currency;
mod economy;
mod error;
pub mod growth;
mod number;
mod period;
mod rate;
mod series;
pub use amount::{Amount, StatedAmount};
pub use currency::Currency;
pub use economy::{Economy, Pair};
pub use error::{Error, ErrorKind, Position, Result};
pub use period::{Frequency, Period};
pub use rate::GrowthRate;
pub use series::{Observation, Provenance, Series, Status, Valuation};
