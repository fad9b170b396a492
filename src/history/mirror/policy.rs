//! Whose reports to use, and what is taken to lie between them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    economy::Economy,
    error::{Error, Result},
    history::{
        mirror::{cif_fob::CifFob, reliability::Reliability},
        panel::MissingFlow,
    },
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

/// How one figure is made of two reports.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[must_use]
pub struct Reconciliation {
    pub(crate) policy: MirrorPolicy,
    pub(crate) cif_fob: CifFob,
    pub(crate) reliability: Option<Reliability>,
    pub(crate) missing: MissingFlow,
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
        Self { policy: MirrorPolicy::Reliability, cif_fob, reliability: Some(reliability), ..Self::default() }
    }

    /// With another factor between an importer's figure and the exporter's.
    pub fn cif_fob(self, cif_fob: CifFob) -> Self {
        Self { cif_fob, ..self }
    }

    /// The policy.
    pub fn policy(&self) -> MirrorPolicy {
        self.policy
    }

    /// What a turnover is where one of the two flows is not recorded; without this, unknown. It holds for a pair's
    /// [history](crate::history::Mirror::history) and for the [panel by the year](crate::history::AnnualPanel::turnovers)
    /// alike.
    pub fn missing_flow(self, missing: MissingFlow) -> Self {
        Self { missing, ..self }
    }
}
