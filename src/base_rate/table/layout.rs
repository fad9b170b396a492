//! The layout of a table: its starting amounts, its multiples, and the keys of its lines.

use crate::error::{Error, ErrorKind};

/// The starting amounts within a decade, in tenths of its first.
pub(crate) const STEPS: [u64; 9] = [10, 15, 20, 25, 30, 40, 50, 60, 80];

/// The least starting amount, in units of currency.
pub(crate) const LEAST_START: u64 = 10_000_000;

/// The number of starting amounts: up to 300 billion.
pub(crate) const STARTS: usize = 41;

/// The multiples, in rising order. One and below ask for falls.
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

/// The error for what is not a table.
pub(crate) fn damaged(why: &str) -> Error {
    Error::new(ErrorKind::Syntax(format!("not a table of base rates: {why}")))
}

/// Every starting amount in units of currency, in rising order.
pub(crate) fn starts() -> impl Iterator<Item = u64> + Clone {
    let decades = (0..).map(|decade| LEAST_START / 10 * 10_u64.pow(decade));
    decades.flat_map(|tenth| STEPS.map(|step| step * tenth)).take(STARTS)
}

/// The key of the line of entries. Amounts have leading zeros, so that lines sort by amount.
pub(crate) fn entered_key(start: u64) -> String {
    format!("{start:012} e ")
}

/// The key of all lines of cases with gaps.
pub(crate) fn broken_key(start: u64) -> String {
    format!("{start:012} g ")
}

/// The key of the line of cases that reached a multiple, which is written in thousandths.
pub(crate) fn reached_key(start: u64, multiple: usize) -> String {
    format!("{start:012} m{:05.0} ", MULTIPLES[multiple] * 1e3)
}

/// The key of all lines of precedents.
pub(crate) fn named_key(start: u64) -> String {
    format!("{start:012} p ")
}

/// Whether a line is of a precedent.
pub(crate) fn is_named(line: &str) -> bool {
    line.get(12..15) == Some(" p ")
}
