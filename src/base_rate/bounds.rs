//! What a question may ask for, and what counts as few, or as the same.

use crate::{error::Result, period::Period};

/// Fewer cases than these are too few to speak of a share.
pub const FEW_CASES: u32 = 20;

/// Longer than trade has been counted.
pub(crate) const MOST_YEARS: u32 = 1_000;

/// The most that anybody can mean to multiply trade by.
pub(crate) const MOST_MULTIPLE: f64 = 1e6;

/// How far an amount may be from another and count as the same, as a share of it: what arithmetic rounds.
pub(crate) const ROUNDING: f64 = 1e-12;

/// The band around an amount, unless another is asked for.
pub(crate) const BAND: (f64, f64) = (2.0 / 3.0, 1.5);

/// A year as a period.
pub(crate) fn year(year: i32) -> Result<Period> {
    Period::year(year)
}
