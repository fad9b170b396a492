//! test
mod amount;
mod currency;
mod economy;
mod error;
mod number;
mod period;
mod rate;
pub use amount::{Amount, StatedAmount};
pub use currency::Currency;
pub use economy::{Economy, Pair};
pub use error::{Error, ErrorKind, Position, Result};
pub use period::{Frequency, Period};
pub use rate::GrowthRate;
