//! Probabilities.

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
/// It is shown in whole percent. Where that would round an uncertain event to 0 % or 100 %, it is shown as `<1%` or
/// `>99%`.
///
/// ```
/// use tradepath::Probability;
///
/// assert_eq!(Probability::new(0.716)?.to_string(), "72%");
/// assert_eq!("80%".parse::<Probability>()?, Probability::new(0.8)?);
/// assert!(Probability::new(1.1).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

impl Probability {
    /// Probability zero.
    pub const NEVER: Self = Self(0.0);
    /// Probability one half.
    pub const EVEN: Self = Self(0.5);
    /// Probability one.
    pub const CERTAIN: Self = Self(1.0);

    /// A probability from a fraction.
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
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(value: f64) -> Result<Self> {
        if (0.0..=1.0).contains(&value) {
            // Adding zero turns -0.0 into 0.0, so that equal probabilities have equal bits.
            return Ok(Self(value + 0.0));
        }
        Err(Error::out_of_range("the probability", value, "between 0 and 1"))
    }

    /// A probability from a sum or a formula that rounding may have brought a little outside 0 to 1.
    pub(crate) fn rounded(value: f64) -> Self {
        // A clamp would let NaN pass.
        if value.is_nan() {
            return Self::NEVER;
        }
        Self(value.clamp(0.0, 1.0))
    }

    /// The probability as a fraction from 0 to 1.
    pub fn value(self) -> f64 {
        self.0
    }

    /// The probability that the event does not happen, `1 − p`.
    ///
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

impl Ord for Probability {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Probability {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl FromStr for Probability {
    type Err = Error;

    /// Reads percent (`80%`) or a fraction (`0.8`).
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for another text,
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) outside 0 to 1.
    fn from_str(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        let fail = || Error::parse("a probability", text, 1, "expected percent such as 80% or a fraction such as 0.8");
        let number = number::read(trimmed).map_err(|_| fail())?;
        match trimmed[number.taken..].trim() {
            "%" => Self::new(number.scaled(-2)),
            "" => Self::new(number.scaled(0)),
            _ => Err(fail()),
        }
    }
}

/// A text such as `80%`, as [`FromStr`] reads it.
impl TryFrom<&str> for Probability {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl TryFrom<f64> for Probability {
    type Error = Error;

    fn try_from(value: f64) -> Result<Self> {
        Self::new(value)
    }
}

impl From<Probability> for f64 {
    fn from(probability: Probability) -> Self {
        probability.0
    }
}

/// Whole percent (`72%`), except that a probability between 0 and 1 % is `<1%` and one between 99 and 100 % is `>99%`.
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
        f.pad(&text)
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
    fn rounding_never_makes_the_possible_impossible() {
        let shown = |value: f64| Probability::new(value).unwrap().to_string();
        assert_eq!([shown(0.0), shown(5e-11), shown(0.995), shown(1.0)], ["0%", "<1%", ">99%", "100%"]);
    }
}
