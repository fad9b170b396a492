//! The bounds of a question, and the tolerances by which its amounts are compared.

use crate::{error::Result, period::Period};

/// With fewer cases than these that could be followed, a share is not spoken of: only counts are.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable, FEW_CASES};
///
/// let question = BaseRateQuestion::multiple("3B", 2.0)?;
/// let found = question.run(BaseRateTable::shipped()?)?;
/// assert!(found.entered > FEW_CASES && !found.too_few);
/// # Ok::<(), tradepath::Error>(())
/// ```
pub const FEW_CASES: u32 = 20;

/// The longest horizon: longer than trade has been counted.
pub(crate) const MOST_YEARS: u32 = 1_000;

/// The largest multiple; the smallest is its inverse.
pub(crate) const MOST_MULTIPLE: f64 = 1e6;

/// Two amounts that differ by no more than this share count as the same: it allows for rounding in arithmetic.
pub(crate) const ROUNDING: f64 = 1e-12;

/// The usual band, as multiples of the amount to stand at: from 2/3 to 3/2, the same distance in logarithms either way.
pub(crate) const BAND: (f64, f64) = (2.0 / 3.0, 1.5);

/// A calendar year as a period.
pub(crate) fn year(year: i32) -> Result<Period> {
    Period::year(year)
}
