//! What lies between an importer's CIF figure and the exporter's FOB figure.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result},
};

/// What the cost, insurance and freight in an importer's figure are taken to add to the exporter's: at least 1.
///
/// The default, 1.06, is that of the IMF's Direction of Trade Statistics since 2017; before, it was 1.10. The OECD's
/// trade-weighted average for 1995 to 2014 is about 6 %.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct CifFob(f64);

impl CifFob {
    /// A factor.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) under 1 or above 10.
    pub fn new(factor: f64) -> Result<Self> {
        if (1.0..=10.0).contains(&factor) {
            return Ok(Self(factor));
        }
        Err(Error::out_of_range("the CIF/FOB factor", factor, "between 1 and 10, such as 1.06"))
    }

    /// The factor.
    pub fn factor(self) -> f64 {
        self.0
    }

    /// An amount at the exporter's border.
    pub(crate) fn at_fob(self, amount: Amount) -> Amount {
        // Not larger than before, so that it is an amount.
        Amount::new(amount.value() / self.0).unwrap_or(amount)
    }
}

impl Default for CifFob {
    fn default() -> Self {
        Self(1.06)
    }
}

impl fmt::Display for CifFob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<f64> for CifFob {
    type Error = Error;

    fn try_from(factor: f64) -> Result<Self> {
        Self::new(factor)
    }
}

impl From<CifFob> for f64 {
    fn from(factor: CifFob) -> Self {
        factor.0
    }
}

impl FromStr for CifFob {
    type Err = Error;

    /// Reads a number such as `1.06`.
    ///
    /// # Errors
    /// As [`new`](Self::new); [`ErrorKind::Parse`](crate::ErrorKind::Parse) for what is no number.
    fn from_str(text: &str) -> Result<Self> {
        let number = text
            .trim()
            .parse()
            .map_err(|_| Error::parse("a CIF/FOB factor", text, 1, "expected a number such as 1.06"));
        number.and_then(Self::new)
    }
}
