//! Probabilities: checked numbers from 0 to 1, read from percent or a fraction and shown in whole percent.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    number,
};

/// A probability: a number from 0 to 1.
///
/// It is shown in whole percent. An event that is neither impossible nor certain is never shown as 0 % or 100 %: below
/// 1 % it is shown as `<1%`, and above 99 % as `>99%`.
///
/// | input | result |
/// |---|---|
/// | `Probability::new(0.716)` | 0.716, shown as `72%` |
/// | `"80%".parse()` | 0.8 |
/// | `"0.8".parse()` | 0.8 |
/// | `Probability::new(1.1)` | an error of the kind [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) |
///
/// Probabilities are equal, ordered and hashed by their value: the type holds neither NaN nor a negative zero. With
/// serde a probability is a plain number, and a number outside 0 to 1 is refused as [`new`](Self::new) refuses it.
///
/// # Examples
/// ```
/// use tradepath::Probability;
///
/// assert_eq!(Probability::new(0.716)?.to_string(), "72%");
/// assert_eq!("80%".parse::<Probability>()?, Probability::new(0.8)?);
/// assert!(Probability::new(1.1).is_err());
///
/// assert_eq!(serde_json::to_string(&Probability::EVEN).unwrap(), "0.5");
/// assert!(serde_json::from_str::<Probability>("1.5").is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

impl Probability {
    /// Probability zero, shown as `0%`: the event is impossible. It is also the default.
    pub const NEVER: Self = Self(0.0);
    /// Probability one half, shown as `50%`.
    pub const EVEN: Self = Self(0.5);
    /// Probability one, shown as `100%`: the event is certain.
    pub const CERTAIN: Self = Self(1.0);

    /// Makes a probability of a fraction from 0 to 1, both ends included.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) outside 0 to 1, and for NaN.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Probability;
    ///
    /// assert_eq!(Probability::new(0.8)?.value(), 0.8);
    /// let error = Probability::new(1.5).unwrap_err();
    /// assert_eq!(error.to_string(), "the probability is 1.5, but must be between 0 and 1");
    /// assert!(Probability::new(f64::NAN).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(value: f64) -> Result<Self> {
        if (0.0..=1.0).contains(&value) {
            // Adding zero turns -0.0 into 0.0, so that equal probabilities have equal bits.
            return Ok(Self(value + 0.0));
        }
        Err(Error::out_of_range("the probability", value, "between 0 and 1"))
    }

    /// Makes a probability of a computed value that may lie a little outside 0 to 1 through rounding.
    ///
    /// A value below 0 becomes 0 and one above 1 becomes 1. NaN becomes 0. Values that users give go through
    /// [`new`](Self::new), which refuses all of these.
    pub(crate) fn rounded(value: f64) -> Self {
        // A clamp would let NaN pass, and no result of this crate is a NaN.
        if value.is_nan() {
            return Self::NEVER;
        }
        Self(value.clamp(0.0, 1.0))
    }

    /// The probability as a fraction from 0 to 1.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Probability;
    ///
    /// assert_eq!(Probability::new(0.25)?.value(), 0.25);
    /// assert_eq!("25%".parse::<Probability>()?.value(), 0.25);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn value(self) -> f64 {
        self.0
    }

    /// The probability that the event does not happen.
    ///
    /// ```text
    /// complement = 1 − p
    /// ```
    ///
    /// # Examples
    /// ```
    /// use tradepath::Probability;
    ///
    /// assert_eq!(Probability::new(0.75)?.complement(), Probability::new(0.25)?);
    /// assert_eq!(Probability::NEVER.complement(), Probability::CERTAIN);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

// Neither NaN nor -0.0 can be held, so that equal probabilities have equal bits.
impl Eq for Probability {}

impl PartialOrd for Probability {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Probabilities are ordered by their value, so that lists of them can be sorted.
///
/// # Examples
/// ```
/// use tradepath::Probability;
///
/// let mut chances = [Probability::CERTAIN, Probability::NEVER, Probability::EVEN];
/// chances.sort();
/// assert_eq!(chances, [Probability::NEVER, Probability::EVEN, Probability::CERTAIN]);
/// assert!(Probability::new(0.2)? < Probability::new(0.3)?);
/// # Ok::<(), tradepath::Error>(())
/// ```
impl Ord for Probability {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Equal probabilities hash alike, since equal values have equal bits.
impl Hash for Probability {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl FromStr for Probability {
    type Err = Error;

    /// Reads percent (`80%`) or a fraction (`0.8`). Spaces around the number are allowed, and the decimal mark may be a
    /// comma.
    ///
    /// # Errors
    /// - [`ErrorKind::Parse`](crate::ErrorKind::Parse) for any other text, a negative number among them.
    /// - [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a number above 1, or above 100 %.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{ErrorKind, Probability};
    ///
    /// assert_eq!("80%".parse::<Probability>()?, Probability::new(0.8)?);
    /// assert_eq!("0,8".parse::<Probability>()?, Probability::new(0.8)?);
    ///
    /// let error = "likely".parse::<Probability>().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Parse { .. }));
    /// let error = "120%".parse::<Probability>().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::OutOfRange { .. }));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        let fail = || Error::parse("a probability", text, 1, "expected percent such as 80% or a fraction such as 0.8");
        let number = number::read(trimmed).map_err(|_| fail())?;
        match trimmed[number.taken..].trim() {
            // The scale is applied to the decimal digits, so that `80%` is the same number as `0.8` to the last bit.
            "%" => Self::new(number.scaled(-2)),
            "" => Self::new(number.scaled(0)),
            _ => Err(fail()),
        }
    }
}

/// Reads a text such as `80%`, as [`FromStr`] does.
impl TryFrom<&str> for Probability {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// Takes a fraction from 0 to 1, as [`Probability::new`] does. Serde reads probabilities through it.
impl TryFrom<f64> for Probability {
    type Error = Error;

    fn try_from(value: f64) -> Result<Self> {
        Self::new(value)
    }
}

/// Gives the fraction from 0 to 1, as [`Probability::value`] does. Serde writes probabilities through it.
impl From<Probability> for f64 {
    fn from(probability: Probability) -> Self {
        probability.0
    }
}

/// Shows whole percent (`72%`). A probability between 0 and 1 % is shown as `<1%`, and one between 99 and 100 % as
/// `>99%`.
///
/// # Examples
/// ```
/// use tradepath::Probability;
///
/// assert_eq!(Probability::EVEN.to_string(), "50%");
/// assert_eq!(Probability::NEVER.to_string(), "0%");
/// assert_eq!(Probability::new(5e-11)?.to_string(), "<1%");
/// assert_eq!(Probability::new(0.995)?.to_string(), ">99%");
/// assert_eq!(format!("{:>5}", Probability::EVEN), "  50%");
/// # Ok::<(), tradepath::Error>(())
/// ```
impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.0 * 100.0;
        let text = if percent > 0.0 && percent < 1.0 {
            "<1%".to_owned()
        } else if percent > 99.0 && percent < 100.0 {
            ">99%".to_owned()
        } else {
            format!("{percent:.0}%")
        };
        number::pad(f, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_probability_is_refused() {
        for wrong in [-0.1, 1.0 + 1e-9, f64::NAN, f64::INFINITY] {
            assert!(Probability::new(wrong).is_err(), "{wrong}");
        }
        assert!(serde_json::from_str::<Probability>("1.5").is_err());
        assert!(Probability::new(-0.0).unwrap().value().is_sign_positive());
    }

    #[test]
    fn a_width_pads_and_a_precision_cuts_nothing() {
        let chance = Probability::rounded(0.72);
        assert_eq!(format!("{chance:>6}|{chance:.1}"), "   72%|72%");
    }

    #[test]
    fn rounding_never_makes_the_possible_impossible() {
        let shown = |value: f64| Probability::new(value).unwrap().to_string();
        assert_eq!([shown(0.0), shown(5e-11), shown(0.995), shown(1.0)], ["0%", "<1%", ">99%", "100%"]);
    }
}
