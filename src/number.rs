//! Decimal numbers as people write them: grouped or not, with a point or a comma.

use std::fmt::{self, Alignment, Write};

/// A number read from the start of a text. It is kept in decimal, so that a scale is applied without rounding twice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    /// The digits with a decimal point, without marks between groups.
    digits: String,
    /// The power of ten that the text itself gives, as in `3e9`.
    exponent: i32,
    /// Bytes of the text that the number takes.
    pub taken: usize,
    /// Whether the only comma stands before exactly three digits, as in `1,250`: a group to an English reader,
    /// a decimal comma to a Russian or Turkish one.
    pub one_comma: bool,
}

impl Number {
    /// The number times ten to the power of `scale`, correctly rounded.
    pub fn scaled(&self, scale: i32) -> f64 {
        let decimal = format!("{}e{}", self.digits, self.exponent.saturating_add(scale));
        // Digits, at most one point and an exponent always parse; NaN would be refused by every caller's range.
        decimal.parse().unwrap_or(f64::NAN)
    }

    /// The other reading of a number with one comma, in which that is the decimal mark: `1,250` as 1.25.
    pub fn with_decimal_comma(&self) -> f64 {
        // Exactly three digits follow the comma, and they were read as a group.
        self.scaled(-3)
    }
}

/// Spaces and signs that separate groups of three digits.
const GROUP_MARKS: &[char] = &[' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’', '_'];

/// Reads the unsigned number at the start of `text`.
///
/// An error is the byte at which the text stops being a number, and what is wrong there.
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
    let one_comma = decimal.is_none() && body.matches(',').count() == 1;
    if !fraction.is_empty() {
        digits.push('.');
        digits.push_str(fraction);
    }
    Ok(Number { digits, exponent, taken, one_comma })
}

/// The digits with their marks, the exponent after them, and how many bytes both take. A mark belongs to the number
/// only before a digit, except that the number may end with a point (`3.`).
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

/// An exponent such as `e9` or `E+9` and its length; (0, 0) where there is none.
fn exponent(text: &str) -> (i32, usize) {
    let Some(after) = text.strip_prefix(['e', 'E']) else { return (0, 0) };
    let sign = usize::from(after.starts_with(['+', '-']));
    let digits = after[sign..].bytes().take_while(u8::is_ascii_digit).count();
    match after[..sign + digits].parse() {
        Ok(exponent) if digits > 0 => (exponent, 1 + sign + digits),
        _ => (0, 0),
    }
}

/// The byte of the decimal mark, if there is one. With points and commas both present, the last mark is the decimal
/// one.
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

/// Whether the only comma separates a group of digits: `1,250` is grouped; `3,5`, `0,125` and `1 250,5` cannot be.
fn groups_by_comma(body: &str, comma: usize) -> bool {
    let (whole, fraction) = body.split_at(comma);
    fraction.len() == 4 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

/// The digits of the whole part. Refuses groups that are not of three digits or are separated by different marks.
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

/// Writes a text with the width, fill and alignment of the format, to the left by default.
///
/// Unlike [`Formatter::pad`](fmt::Formatter::pad) it does not cut the text at the precision, which stands for decimals
/// here.
pub(crate) fn pad(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
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

/// A plain number with its digits before the point in groups of three: `3,171,821,000`.
pub(crate) fn grouped(plain: &str) -> String {
    let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
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
