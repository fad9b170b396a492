//! The bounds of a question, its usual multiples, and the tolerances by which its amounts are compared.

use crate::{error::Result, period::Period};

/// The number of cases that must be followed for at least a year before a share is quoted. With fewer, an answer is
/// [marked](crate::base_rate::BaseRate::too_few) and its [sentence](crate::base_rate::BaseRate::sentence) gives counts
/// alone.
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

/// The longest horizon in years. No panel is as long; the bound keeps sums of years small.
pub(crate) const MOST_YEARS: u32 = 1_000;

/// The largest multiple that can be asked for; the smallest is its inverse, a millionth.
pub(crate) const MOST_MULTIPLE: f64 = 1e6;

/// Two amounts that differ by no more than this relative difference count as the same. It allows for rounding in
/// arithmetic, and is far below the precision of any trade figure.
pub(crate) const ROUNDING: f64 = 1e-12;

/// The usual band, as multiples of the amount to stand at: from 2/3 to 3/2. Both ends are equally far from 1 in
/// logarithms.
pub(crate) const BAND: (f64, f64) = (2.0 / 3.0, 1.5);

/// The usual multiples, which tables count, in rising order. A multiple of one or below asks for a fall. The fractions
/// are the multiples of pledges in round numbers, such as 10/3 from 3 to 10 billion.
pub(crate) const MULTIPLES: [f64; 25] = [
    0.25,
    1.0 / 3.0,
    0.4,
    0.5,
    2.0 / 3.0,
    0.8,
    0.9,
    1.0,
    1.1,
    1.2,
    1.25,
    4.0 / 3.0,
    1.5,
    5.0 / 3.0,
    2.0,
    2.25,
    2.5,
    3.0,
    10.0 / 3.0,
    4.0,
    5.0,
    20.0 / 3.0,
    10.0,
    15.0,
    20.0,
];

/// A calendar year as a period. It fails only for years that no period can hold.
pub(crate) fn year(year: i32) -> Result<Period> {
    Period::year(year)
}
