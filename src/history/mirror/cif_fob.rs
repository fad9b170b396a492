//! The factor between an importer's CIF figure and the exporter's FOB figure.
//!
//! FOB (free on board) is the value at the exporter's border. CIF (cost, insurance, freight) is the value at the
//! importer's border, and contains what it took to bring the goods there.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result},
};

/// The factor by which cost, insurance and freight raise an importer's CIF figure above the exporter's FOB figure, from
/// 1 to 10.
///
/// ```text
/// FOB = CIF / factor
/// ```
///
/// The default is 1.06, the factor of the IMF's Direction of Trade Statistics since 2017; before, it was 1.10. The
/// OECD's trade-weighted average for 1995 to 2014 is about 6 %.
///
/// ```
/// use tradepath::history::CifFob;
///
/// assert_eq!(CifFob::default().factor(), 1.06);
/// assert_eq!("1.1".parse::<CifFob>()?, CifFob::new(1.1)?);
/// // A factor below 1 would make the freight negative.
/// assert!(CifFob::new(0.9).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct CifFob(f64);

impl CifFob {
    /// A factor of CIF over FOB, such as 1.06. A factor of 1 leaves importers' figures as they are.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) below 1 or above 10, and for what is not a number.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::CifFob;
    ///
    /// assert_eq!(CifFob::new(1.1)?.factor(), 1.1);
    /// assert!(CifFob::new(1.0).is_ok());
    /// // The factor for 6 % of freight is 1.06, and not 106.
    /// assert!(CifFob::new(106.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(factor: f64) -> Result<Self> {
        if (1.0..=10.0).contains(&factor) {
            return Ok(Self(factor));
        }
        Err(Error::out_of_range("the CIF/FOB factor", factor, "between 1 and 10, such as 1.06"))
    }

    /// The factor: CIF over FOB, such as 1.06.
    ///
    /// ```
    /// use tradepath::history::CifFob;
    ///
    /// assert_eq!(CifFob::default().factor(), 1.06);
    /// ```
    pub fn factor(self) -> f64 {
        self.0
    }

    /// A CIF amount brought to the exporter's border: `amount / factor`.
    pub(crate) fn at_fob(self, amount: Amount) -> Amount {
        // The factor is at least 1, so that the quotient is no larger than the amount, and an amount itself.
        Amount::new(amount.value() / self.0).unwrap_or(amount)
    }
}

/// 1.06, as in the IMF's Direction of Trade Statistics since 2017.
impl Default for CifFob {
    fn default() -> Self {
        Self(1.06)
    }
}

/// Writes the factor as a number: `1.06`.
impl fmt::Display for CifFob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The door through which serde reads a factor: files cannot hold one that [`CifFob::new`] refuses.
impl TryFrom<f64> for CifFob {
    type Error = Error;

    fn try_from(factor: f64) -> Result<Self> {
        Self::new(factor)
    }
}

/// The factor, which is its form in files.
impl From<CifFob> for f64 {
    fn from(factor: CifFob) -> Self {
        factor.0
    }
}

impl FromStr for CifFob {
    type Err = Error;

    /// Reads a number such as `1.06`. Spaces around it are ignored.
    ///
    /// # Errors
    /// The errors of [`new`](Self::new); [`ErrorKind::Parse`](crate::ErrorKind::Parse) for text that is not a number.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::CifFob;
    ///
    /// assert_eq!(" 1.06 ".parse::<CifFob>()?, CifFob::default());
    /// assert!("freight".parse::<CifFob>().is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let number = text
            .trim()
            .parse()
            .map_err(|_| Error::parse("a CIF/FOB factor", text, 1, "expected a number such as 1.06"));
        number.and_then(Self::new)
    }
}
