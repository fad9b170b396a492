//! Amounts in the prices of one period (deflating), and in another currency (converting).
//!
//! A [`Deflator`] makes nominal series real; [`ExchangeRates`] change a series' currency. Both are tables of numbers by
//! period that the caller provides: the crate contains no price index and no exchange rate, and fetches none.

mod by_date;
mod by_economy;
mod convert;
mod dated;
mod deflator;
mod rates;

pub use self::deflator::Deflator;
pub use self::rates::ExchangeRates;
