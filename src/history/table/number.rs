//! Numbers as statistical files write them: with a point, without group marks, with an exponent or without.
//!
//! A value is stated in a unit such as thousands or millions of dollars. The unit is applied while the number is read,
//! as a power of ten, so that only one rounding happens: 1209.795 thousand is 1209795 exactly. A multiplication
//! afterwards would round a second time.

use crate::error::{Error, Result, excerpt};

/// What the message of an unreadable number says would be accepted.
const EXPECTED: &str = "expected a plain number such as 1962.03, with a point and without group marks";

/// The powers of ten from 0 to 22. These are all that a double holds exactly.
const TENS: [f64; 23] = {
    let mut tens = [1.0; 23];
    let mut at = 1;
    while at < 23 {
        tens[at] = tens[at - 1] * 10.0;
        at += 1;
    }
    tens
};

/// A finite number times ten to a power, rounded once.
///
/// `number(b"1209.795", 3)` is 1209795 exactly, and `number(b"1.5E+06", 3)` is 1.5e9.
///
/// # Errors
/// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for text that is not a plain number, such as `1,234.5`, `NA` or an
/// empty field, and [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for one that is too large.
pub(crate) fn number(bytes: &[u8], power: i32) -> Result<f64> {
    match plain(bytes, power) {
        Some(number) => Ok(number),
        None => any_number(bytes, power),
    }
}

/// A number that is zero or more, times ten to a power: 3 for thousands, 6 for millions.
///
/// # Errors
/// The errors of [`number`]; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) below zero.
pub(crate) fn amount(bytes: &[u8], power: i32) -> Result<f64> {
    let units = number(bytes, power)?;
    if units < 0.0 {
        return Err(Error::out_of_range("the amount", String::from_utf8_lossy(bytes), "zero or more"));
    }
    // Adding zero turns the negative zero of `-0` into zero, which would otherwise be printed with a sign.
    Ok(units + 0.0)
}

/// The quick way for digits with at most one point. None for any other text, and for numbers beyond exactness.
///
/// The digits without the point are a whole number, and the point and the power together are one power of ten. A double
/// holds both exactly, so that the one multiplication or division is correctly rounded (Clinger's fast path):
///
/// ```text
/// 1209.795 thousand = 1209795 / 10^3 * 10^3 = 1209795 * 10^0
/// ```
fn plain(bytes: &[u8], power: i32) -> Option<f64> {
    let mut digits = 0_u64;
    let mut decimals = 0;
    let mut after_point = false;
    // At most 17 digits fit into `u64` without overflow.
    if bytes.is_empty() || bytes.len() > 17 {
        return None;
    }
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(byte - b'0');
                decimals += i32::from(after_point);
            }
            b'.' if !after_point && bytes.len() > 1 => after_point = true,
            _ => return None,
        }
    }
    // Beyond 2^53 a double does not hold every whole number.
    if digits > 1 << 53 {
        return None;
    }
    let exponent = power - decimals;
    // A power beyond 22 is not exact, and takes the thorough way.
    let scale = TENS.get(exponent.unsigned_abs() as usize)?;
    // Above zero, the product of two exact numbers is rounded once, too.
    Some(if exponent < 0 { digits as f64 / scale } else { digits as f64 * scale })
}

/// The thorough way, for signs, exponents and long numbers: the power goes into the exponent of the text, which the
/// standard library then rounds once.
///
/// # Errors
/// The errors of [`number`].
fn any_number(bytes: &[u8], power: i32) -> Result<f64> {
    let text = String::from_utf8_lossy(bytes);
    let wrong = || Error::parse("an amount", &excerpt(&text), 1, EXPECTED);
    // The standard library also reads `inf` and `nan`, which are refused here.
    let shaped = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().map_err(|_| wrong())?;
    let scaled = format!("{mantissa}e{}", exponent.saturating_add(power));
    let number: f64 = if shaped { scaled.parse().map_err(|_| wrong())? } else { return Err(wrong()) };
    if number.is_finite() {
        return Ok(number);
    }
    Err(Error::out_of_range("the amount", excerpt(&text), "less than 1.8e308"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_are_applied_without_a_second_rounding() {
        assert_eq!(number(b"1209.795", 3).unwrap(), 1_209_795.0);
        assert_eq!(number(b"0.1", 0).unwrap(), 0.1);
        assert_eq!(number(b"1e6", 0).unwrap(), 1_000_000.0);
        assert_eq!(number(b"1.5E+06", 3).unwrap(), 1.5e9);
        assert_eq!(number(b"5.", 0).unwrap(), 5.0);
        assert!(amount(b"-0", 0).unwrap().is_sign_positive());
    }

    #[test]
    fn other_notations_are_refused() {
        for text in [
            "1,234.5", "1.234,5", "1 234", "", ".", "-", "NA", "..", "nan", "inf", "infinity", "0x10", "1e", "e5",
            "1_000",
        ] {
            assert!(number(text.as_bytes(), 0).is_err(), "{text}");
        }
        assert!(amount(b"-9", 6).unwrap_err().to_string().contains("zero or more"));
        assert!(number(b"1e308", 3).is_err() && number(b"1e99999999999", 0).is_err());
    }

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_library_gives(whole in 0_u64..1 << 53, decimals in 0_usize..12, power in -3..10_i32) {
            let digits = format!("{whole:0>width$}", width = decimals + 1);
            let (units, rest) = digits.split_at(digits.len() - decimals);
            let text = format!("{units}.{rest}");
            let expected: f64 = format!("{text}e{power}").parse().unwrap();
            prop_assert_eq!(number(text.as_bytes(), power).unwrap(), expected);
        }
    }
}
