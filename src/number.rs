//! Decimal numbers as people write them: with or without groups of three digits, with a point or a comma.
//!
//! [`read`] takes the number at the start of a text; amounts, growth rates and probabilities are read through it. It
//! knows no sign, no currency and no scale word: its callers read those. [`pad`] and [`grouped`] serve the other
//! direction, when numbers are shown.

use std::fmt::{self, Alignment, Write};

/// A number read from the start of a text.
///
/// It is kept as decimal digits until a caller asks for its value with a scale, so that it is rounded once: `3.1`
/// billion is parsed as `3.1e9`, not computed as the rounded 3.1 times 10⁹.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    /// The digits with a decimal point where there is one, without the marks between groups: `1250000.75`.
    digits: String,
    /// The power of ten that the text itself gives: 9 in `3e9`, and 0 where there is no exponent.
    exponent: i32,
    /// How many bytes of the text the number takes, its exponent included. The caller reads on from there.
    pub taken: usize,
    /// Whether the text has exactly one comma, which was read as the mark of a group, as in `1,250`. To a reader of
    /// English that is a group; to a reader of Russian or Turkish it is a decimal comma. A caller for whom both
    /// readings are plausible refuses such a number as ambiguous.
    pub one_comma: bool,
}

impl Number {
    /// The number times ten to the power of `scale`, rounded once to the nearest `f64`.
    ///
    /// A scale of 9 reads billions, and one of -2 reads percent as a fraction. A number too large for an `f64` becomes
    /// infinite, which every caller refuses with its own range.
    pub fn scaled(&self, scale: i32) -> f64 {
        // Saturating, since the exponent of a text may be as large as an `i32` holds.
        let decimal = format!("{}e{}", self.digits, self.exponent.saturating_add(scale));
        // Digits, at most one point and an exponent always parse; NaN would be refused by every caller's range.
        decimal.parse().unwrap_or(f64::NAN)
    }

    /// The value of a number with one comma in the other reading, in which the comma is the decimal mark: 1.25 for
    /// `1,250`.
    ///
    /// Only meaningful where [`one_comma`](Self::one_comma) is true.
    pub fn with_decimal_comma(&self) -> f64 {
        // Exactly three digits follow the comma, and they were read as a group.
        self.scaled(-3)
    }
}

/// The marks that may separate groups of three digits, besides the point and the comma: the space, the no-break, narrow
/// no-break and thin space, two apostrophes (Swiss usage) and the underscore (as in source code).
const GROUP_MARKS: &[char] = &[' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’', '_'];

/// Reads the unsigned number at the start of `text`, and stops where the number ends.
///
/// ```text
/// input                result
/// 1,250,000            1250000
/// 1.250.000            1250000
/// 1 250 000            1250000
/// 1,234.5              1234.5      the last mark is the decimal one
/// 1.234,5              1234.5
/// 3,5                  3.5
/// 0,125                0.125       a group cannot follow a leading zero
/// 1,250                1250        and `one_comma` is true
/// 2.5E-3               0.0025
/// 3 bn                 3           one byte is taken
/// ```
///
/// # Errors
/// The byte at which the text stops being a number, counted from 0, and what is wrong there. Wrong are a text without a
/// digit, a group that is not of three digits (`1,25,000`), and groups separated by different marks.
pub(crate) fn read(text: &str) -> Result<Number, (usize, &'static str)> {
    let (body, exponent, taken) = split(text);
    if body.is_empty() {
        return Err((0, "expected a number"));
    }
    let decimal = decimal_mark(body)?;
    let (whole, fraction) = match decimal {
        Some(at) => (&body[..at], &body[at + 1..]),
        None => (body, ""),
    };
    if let Some(at) = fraction.find(|c: char| !c.is_ascii_digit()) {
        return Err((whole.len() + 1 + at, "expected digits after the decimal mark"));
    }
    let mut digits = ungrouped(whole)?;
    if digits.is_empty() && fraction.is_empty() {
        return Err((0, "expected a number"));
    }
    // `decimal` is none where the comma was taken for the mark of a group.
    let one_comma = decimal.is_none() && body.matches(',').count() == 1;
    if !fraction.is_empty() {
        digits.push('.');
        digits.push_str(fraction);
    }
    Ok(Number { digits, exponent, taken, one_comma })
}

/// Splits the number from the text behind it. Returns the digits with all their marks, the exponent, and how many bytes
/// both take together.
///
/// A mark belongs to the number only before a digit, so that the comma in `3, then 5` is left to the sentence. A point
/// at the end is taken with the number (`3.`), but is not part of the digits returned.
fn split(text: &str) -> (&str, i32, usize) {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let before_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let belongs = match c {
            '0'..='9' => true,
            // `3.` may end with a point, but a comma at the end belongs to the sentence.
            '.' | ',' => before_digit || (end == at && at > 0 && c == '.'),
            _ => at > 0 && before_digit && GROUP_MARKS.contains(&c),
        };
        if !belongs {
            break;
        }
        end = at + c.len_utf8();
    }
    // The point of `3.` has been taken, but there are no decimals to read after it.
    let body = text[..end].strip_suffix('.').unwrap_or(&text[..end]);
    let (exponent, length) = exponent(&text[end..]);
    (body, exponent, end + length)
}

/// The exponent at the start of `text`, such as 9 for `e9` or `E+9`, and its length in bytes. Zero and zero where there
/// is none, as in `3e`, or where it does not fit into an `i32`.
fn exponent(text: &str) -> (i32, usize) {
    let Some(after) = text.strip_prefix(['e', 'E']) else { return (0, 0) };
    let sign = usize::from(after.starts_with(['+', '-']));
    let digits = after[sign..].bytes().take_while(u8::is_ascii_digit).count();
    match after[..sign + digits].parse() {
        Ok(exponent) if digits > 0 => (exponent, 1 + sign + digits),
        _ => (0, 0),
    }
}

/// The byte of the decimal mark in `body`, or none where every mark separates groups.
///
/// ```text
/// points and commas       decimal mark
/// none                    none
/// one point               the point
/// one comma               the comma, unless it separates a group of three digits
/// several of one kind     none: they separate groups
/// both kinds              the last mark; it must be the only one of its kind
/// ```
///
/// # Errors
/// The byte of the last mark where points and commas alternate, as in `1,2.3,4`.
fn decimal_mark(body: &str) -> Result<Option<usize>, (usize, &'static str)> {
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let last = body.rfind(['.', ',']);
    match (points, commas) {
        (0, 0) => Ok(None),
        (1, 0) => Ok(last),
        (0, 1) => Ok(last.filter(|at| !groups_by_comma(body, *at))),
        (0, _) | (_, 0) => Ok(None),
        _ => {
            let at = last.unwrap_or_default();
            let mark = &body[at..=at];
            if body.matches(mark).count() > 1 {
                return Err((at, "points and commas alternate; use one of them for groups of three digits"));
            }
            Ok(Some(at))
        }
    }
}

/// Whether the only comma of `body`, at byte `comma`, separates a group of three digits. It does in `1,250`; it cannot
/// in `3,5`, `0,125` and `1 250,5`.
fn groups_by_comma(body: &str, comma: usize) -> bool {
    let (whole, fraction) = body.split_at(comma);
    // The comma is a byte of `fraction`: four bytes are the comma and three digits.
    fraction.len() == 4 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

/// The digits of the whole part, without the marks between groups.
///
/// # Errors
/// The byte, and what is wrong there, where a group is not of three digits or where groups are separated by different
/// marks.
fn ungrouped(whole: &str) -> Result<String, (usize, &'static str)> {
    let is_mark = |c: char| !c.is_ascii_digit();
    let mut mark = None;
    let mut start = 0;
    for (nth, group) in whole.split(is_mark).enumerate() {
        // The first group may be short, or long where it is the only one; every other has three digits.
        let right =
            if nth == 0 { start == 0 && (group.len() <= 3 || !whole.contains(is_mark)) } else { group.len() == 3 };
        if !right || (nth == 0 && group.is_empty() && !whole.is_empty()) {
            return Err((start, "groups must be of three digits, as in 1,250,000"));
        }
        let end = start + group.len();
        let next = whole[end..].chars().next();
        if next.is_some() && mark.is_some() && next != mark {
            return Err((end, "groups must be set apart by one and the same mark"));
        }
        mark = next.or(mark);
        start = end + next.map_or(0, char::len_utf8);
    }
    Ok(whole.chars().filter(char::is_ascii_digit).collect())
}

/// Writes `text` with the width, fill and alignment of the format, aligned to the left where the format names no side.
///
/// Unlike [`Formatter::pad`](fmt::Formatter::pad) it does not cut the text at the precision: in this crate the
/// precision of a format is the number of decimals.
pub(crate) fn pad(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    // In characters, as the standard library counts them; a text wider than the width is written whole.
    let missing = f.width().unwrap_or(0).saturating_sub(text.chars().count());
    let before = match f.align() {
        Some(Alignment::Right) => missing,
        Some(Alignment::Center) => missing / 2,
        Some(Alignment::Left) | None => 0,
    };
    let fill = f.fill();
    (0..before).try_for_each(|_| f.write_char(fill))?;
    f.write_str(text)?;
    (before..missing).try_for_each(|_| f.write_char(fill))
}

/// Groups the digits before the decimal point of a plain number in threes: `3171821000` becomes `3,171,821,000`.
///
/// `plain` is an unsigned number without an exponent. The digits after the point stay as they are.
pub(crate) fn grouped(plain: &str) -> String {
    let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    // A comma for every three digits makes the text at most a third longer.
    let mut text = String::with_capacity(plain.len() * 4 / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> f64 {
        read(text).unwrap().scaled(0)
    }

    #[test]
    fn groups_and_decimal_marks_are_told_apart() {
        for (text, expected) in [
            ("7", 7.0),
            ("0.1279", 0.1279),
            (".5", 0.5),
            ("3,5", 3.5),
            ("0,125", 0.125),
            ("1250,5", 1250.5),
            ("1,250", 1250.0),
            ("1,250,000", 1_250_000.0),
            ("1.250.000", 1_250_000.0),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1 250 000", 1_250_000.0),
            ("1\u{a0}250\u{202f}000", f64::NAN),
            ("1\u{a0}250\u{a0}000,75", 1_250_000.75),
            ("1'250'000", 1_250_000.0),
            ("1e6", 1e6),
            ("2.5E-3", 0.0025),
            ("3.", 3.0),
        ] {
            if expected.is_nan() {
                assert!(read(text).is_err(), "{text}");
            } else {
                assert_eq!(value(text), expected, "{text}");
            }
        }
    }

    #[test]
    fn wrong_groups_are_refused_with_their_place() {
        assert_eq!(read("1,25,000").unwrap_err().0, 2);
        assert_eq!(read("12,3456,000").unwrap_err().0, 3);
        assert_eq!(read("1234,567,890").unwrap_err().0, 0);
        assert!(read("1,2.3,4").is_err());
        assert!(read(",").is_err());
        assert!(read("").is_err());
    }

    #[test]
    fn reading_stops_where_the_number_does() {
        assert_eq!(read("3 bn").unwrap().taken, 1);
        assert_eq!(read("3.0 billion").unwrap().taken, 3);
        assert_eq!(read("3e").unwrap().taken, 1);
        assert_eq!(read("3 млрд.").unwrap().taken, 1);
    }
}
