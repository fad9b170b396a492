//! The methods of looking ahead from a series' own past.

mod damped;
mod method;
mod theta;

pub(crate) use self::method::FEWEST;
pub use self::method::Method;
