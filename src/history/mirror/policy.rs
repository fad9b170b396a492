//! Whose reports to use, and what is taken to lie between them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::super::reliability::Reliability;
use crate::{
    amount::Amount,
    economy::Economy,
    error::{Error, Result},
};

/// Which of two sides' reports make the figure.
///
/// A figure that is neither side's, such as one that the source itself reconciled, stands where the policy finds no report
/// that it wants. Where both are wanted and one is there, it stands alone. [`MirroredFlow::made_of`](super::MirroredFlow)
/// says whose each figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum MirrorPolicy {
    /// The exporter's.
    Exporter,
    /// The importer's, at the exporter's border.
    Importer,
    /// The mean of both, the importer's at the exporter's border.
    Mean,
    /// The larger of both, the importer's at the exporter's border.
    Larger,
    /// Both, weighted by how closely each reporter agrees with its partners: see [`Reliability`].
    Reliability,
    /// The exporter's; where that is missing the importer's at the exporter's border, marked as estimated.
    #[default]
    Fill,
    /// One economy's statistics of both flows as they stand: its exports FOB, its imports mostly CIF. Its turnover is the
    /// one that its officials speak of.
    Of(Economy),
}

impl fmt::Display for MirrorPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exporter => "exporter",
            Self::Importer => "importer",
            Self::Mean => "mean",
            Self::Larger => "larger",
            Self::Reliability => "reliability",
            Self::Fill => "fill",
            Self::Of(economy) => economy.code(),
        })
    }
}

impl FromStr for MirrorPolicy {
    type Err = Error;

    /// Reads `exporter`, `importer`, `mean`, `larger`, `reliability`, `fill`, or an economy.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for anything else.
    fn from_str(text: &str) -> Result<Self> {
        let named = [Self::Exporter, Self::Importer, Self::Mean, Self::Larger, Self::Reliability, Self::Fill];
        let found = named.into_iter().find(|policy| policy.to_string().eq_ignore_ascii_case(text.trim()));
        found.or_else(|| text.parse().ok().map(Self::Of)).ok_or_else(|| {
            let expected = "expected exporter, importer, mean, larger, reliability, fill, or an economy such as KAZ";
            Error::parse("whose reports to use", text, 1, expected)
        })
    }
}

impl From<Economy> for MirrorPolicy {
    fn from(economy: Economy) -> Self {
        Self::Of(economy)
    }
}

impl TryFrom<String> for MirrorPolicy {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<MirrorPolicy> for String {
    fn from(policy: MirrorPolicy) -> Self {
        policy.to_string()
    }
}

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
    pub(super) fn at_fob(self, amount: Amount) -> Amount {
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

/// How one figure is made of two reports.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[must_use]
pub struct Reconciliation {
    pub(super) policy: MirrorPolicy,
    pub(super) cif_fob: CifFob,
    pub(super) reliability: Option<Reliability>,
}

impl Reconciliation {
    /// By a policy.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for [`MirrorPolicy::Reliability`], which needs weights: see [`weighted`](Self::weighted).
    pub fn new(policy: MirrorPolicy) -> Result<Self> {
        if policy == MirrorPolicy::Reliability {
            return Err(Error::missing("weights of the reporters", "take them from a panel of many economies"));
        }
        Ok(Self { policy, ..Self::default() })
    }

    /// Weighted by the reporters' reliability, taken from a panel of many economies, with the CIF/FOB factor of that.
    pub fn weighted(reliability: Reliability) -> Self {
        let cif_fob = reliability.cif_fob();
        Self { policy: MirrorPolicy::Reliability, cif_fob, reliability: Some(reliability) }
    }

    /// With another factor between an importer's figure and the exporter's.
    pub fn cif_fob(self, cif_fob: CifFob) -> Self {
        Self { cif_fob, ..self }
    }

    /// The policy.
    pub fn policy(&self) -> MirrorPolicy {
        self.policy
    }
}
