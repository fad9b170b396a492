//! The layout of a table: its starting amounts, its multiples, and the keys of its lines.
//!
//! A key is twelve digits of a starting amount, a space, a letter for the kind of line, and a space; the line's content
//! follows. The kinds are `e` for entries, `g` for single cases with gaps, `m` with a multiple for cases that reached
//! it, and `p` for precedents.

use crate::{
    base_rate::bounds::MULTIPLES,
    error::{Error, ErrorKind},
};

/// The starting amounts within a decade, in tenths of its first amount: 10, 15, 20 million and so on. Neighbours differ
/// by a factor of 1.2 to 1.5.
pub(crate) const STEPS: [u64; 9] = [10, 15, 20, 25, 30, 40, 50, 60, 80];

/// The least starting amount, in units of currency: 10 million.
pub(crate) const LEAST_START: u64 = 10_000_000;

/// The number of starting amounts; the last is 300 billion.
pub(crate) const STARTS: usize = 41;

/// The error for a text that is not a table of base rates, or a damaged one.
pub(crate) fn damaged(why: &str) -> Error {
    Error::new(ErrorKind::Syntax(format!("not a table of base rates: {why}")))
}

/// Every starting amount in units of currency, in rising order.
pub(crate) fn starts() -> impl Iterator<Item = u64> + Clone {
    let decades = (0..).map(|decade| LEAST_START / 10 * 10_u64.pow(decade));
    decades.flat_map(|tenth| STEPS.map(|step| step * tenth)).take(STARTS)
}

/// The key of the line of entries. Amounts have leading zeros, so that the order of lines is the order of amounts.
pub(crate) fn entered_key(start: u64) -> String {
    format!("{start:012} e ")
}

/// The key of all lines of cases with gaps, one line a case.
pub(crate) fn broken_key(start: u64) -> String {
    format!("{start:012} g ")
}

/// The key of the line of cases that reached a multiple, which is written in thousandths.
pub(crate) fn reached_key(start: u64, multiple: usize) -> String {
    format!("{start:012} m{:05.0} ", MULTIPLES[multiple] * 1e3)
}

/// The key of all lines of precedents, one line a precedent.
pub(crate) fn named_key(start: u64) -> String {
    format!("{start:012} p ")
}

/// Whether a line is of a precedent: the letter stands after the twelve digits of the amount.
pub(crate) fn is_named(line: &str) -> bool {
    line.get(12..15) == Some(" p ")
}
