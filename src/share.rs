//! Shares of a whole: checked numbers from 0 to 1, read from percent or a fraction.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{
    error::{Error, ErrorKind, Result, excerpt},
    number,
};

/// A share of a whole: a fraction from 0 to 1. It is read from `40%` or `0.4`; a bare `40` is refused, because it may
/// mean 40 % or 4000 %.
///
/// ```
/// use tradepath::Share;
///
/// assert_eq!("40%".parse::<Share>()?, Share::new(0.4)?);
/// assert!("40".parse::<Share>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
pub struct Share(f64);

impl Share {
    /// A share from a fraction: 0.4 is 40 %.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] outside 0 to 1, and for NaN.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Share;
    ///
    /// assert_eq!(Share::new(0.4)?.fraction(), 0.4);
    /// assert_eq!(Share::new(40.0).unwrap_err().code(), "out-of-range");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(fraction: f64) -> Result<Self> {
        if (0.0..=1.0).contains(&fraction) {
            Ok(Self(fraction + 0.0))
        } else {
            Err(Error::out_of_range("the share", fraction, "from 0 to 1, or written as a percentage such as \"40%\""))
        }
    }

    /// The share as a fraction.
    ///
    /// ```
    /// use tradepath::Share;
    ///
    /// assert_eq!("25%".parse::<Share>()?.fraction(), 0.25);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn fraction(self) -> f64 {
        self.0
    }

    /// A share that is one up to rounding, such as a part over its whole.
    pub(crate) fn rounded(fraction: f64) -> Self {
        Self(if fraction.is_nan() { 0.0 } else { fraction.clamp(0.0, 1.0) })
    }
}

impl std::str::FromStr for Share {
    type Err = Error;

    /// Reads percent (`40%`) or a fraction (`0.4`).
    ///
    /// # Errors
    /// [`ErrorKind::Ambiguous`] for a bare number above 1, as `40` may be 40 % or 4000 %; [`ErrorKind::OutOfRange`]
    /// outside 0 to 1; [`ErrorKind::Parse`] for a text that is no number.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Share;
    ///
    /// assert_eq!("0.4".parse::<Share>()?, "40%".parse::<Share>()?);
    /// assert_eq!("40".parse::<Share>().unwrap_err().code(), "ambiguous");
    /// assert_eq!("140%".parse::<Share>().unwrap_err().code(), "out-of-range");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        let fail = |expected: &str| Error::parse("a share", text, 1, format!("{expected}; write 40% or 0.4"));
        let number = number::read(trimmed).map_err(|(_, expected)| fail(expected))?;
        match trimmed[number.taken..].trim() {
            "%" => Self::new(number.scaled(-2)),
            "" if number.scaled(0) > 1.0 => Err(Error::new(ErrorKind::Ambiguous {
                what: "a share",
                text: excerpt(text),
                first: format!("{}%", number.scaled(0)),
                second: format!("{}%", number.scaled(2)),
            })),
            "" => Self::new(number.scaled(0)),
            _ => Err(fail("expected % or nothing after the number")),
        }
    }
}

/// A share from a fraction, as by [`new`](Share::new).
impl TryFrom<f64> for Share {
    type Error = Error;

    fn try_from(fraction: f64) -> Result<Self> {
        Self::new(fraction)
    }
}

/// Reads percent or a fraction, as by [`FromStr`](std::str::FromStr).
impl TryFrom<&str> for Share {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShareVisitor)
    }
}

/// Reads a share from a file: a number as a fraction, or a text as `FromStr` reads it.
struct ShareVisitor;

impl de::Visitor<'_> for ShareVisitor {
    type Value = Share;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a share such as \"40%\" or 0.4")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Share, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, fraction: f64) -> Result<Share, E> {
        Share::new(fraction).map_err(E::custom)
    }

    // Whole numbers: 0 and 1 are shares, and `new` refuses the rest.
    fn visit_i64<E: de::Error>(self, fraction: i64) -> Result<Share, E> {
        self.visit_f64(fraction as f64)
    }

    fn visit_u64<E: de::Error>(self, fraction: u64) -> Result<Share, E> {
        self.visit_f64(fraction as f64)
    }
}
