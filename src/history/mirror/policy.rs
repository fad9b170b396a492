//! Which reports to use, and how two reports become one figure.
//!
//! [`MirrorPolicy`] names the rule; [`Reconciliation`] is the rule with everything it needs: the CIF/FOB factor, the
//! reporters' weights, and what a missing flow means for the turnover.

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
/// Two rules hold for every policy. Where a policy wants both reports and only one is there, that one is used. Where it
/// finds no report that it wants, a figure by neither side is used, such as one that the source itself reconciled.
/// [`MirroredFlow::made_of`](super::MirroredFlow) says whose report each figure uses.
///
/// The example reads `212` CIF of the importer as `200` FOB, by the default factor of 1.06:
///
/// ```
/// use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
///
/// let file = "year,exporter,importer,reporter,valuation,value\n\
///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,CIF,212\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// for (policy, expected) in [
///     ("exporter", 100.0), ("importer", 200.0), ("mean", 150.0), ("larger", 200.0),
///     ("fill", 100.0), ("KAZ", 100.0), ("UZB", 212.0),
/// ] {
///     let how = Reconciliation::new(policy.parse()?)?;
///     let flow = &panel.mirror("KAZ-UZB", &how)?.flows[0];
///     assert_eq!(flow.reconciled.unwrap().value().round(), expected, "{policy}");
/// }
/// assert!("smaller".parse::<MirrorPolicy>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum MirrorPolicy {
    /// The exporter's report.
    Exporter,
    /// The importer's report, at the exporter's border.
    Importer,
    /// The mean of both reports, the importer's at the exporter's border.
    Mean,
    /// The larger of both reports, the importer's at the exporter's border.
    Larger,
    /// The mean of both reports, weighted by how closely each reporter agrees with all its partners: see
    /// [`Reliability`].
    Reliability,
    /// The exporter's report. Where that is missing, the importer's at the exporter's border, marked as estimated.
    #[default]
    Fill,
    /// One economy's own statistics of both flows, as published: its exports FOB, its imports mostly CIF. Their sum is
    /// the turnover that its officials speak of.
    Of(Economy),
}

/// Writes the name that [`FromStr`] reads: `fill`, or the code of an economy.
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

    /// Reads `exporter`, `importer`, `mean`, `larger`, `reliability`, `fill`, or an economy, in capitals or small
    /// letters.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for anything else.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::MirrorPolicy;
    ///
    /// assert_eq!("Larger".parse::<MirrorPolicy>()?, MirrorPolicy::Larger);
    /// assert_eq!("Kazakhstan".parse::<MirrorPolicy>()?, MirrorPolicy::Of("KAZ".parse()?));
    /// assert!("median".parse::<MirrorPolicy>().is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let named = [Self::Exporter, Self::Importer, Self::Mean, Self::Larger, Self::Reliability, Self::Fill];
        let found = named.into_iter().find(|policy| policy.to_string().eq_ignore_ascii_case(text.trim()));
        found.or_else(|| text.parse().ok().map(Self::Of)).ok_or_else(|| {
            let expected = "expected exporter, importer, mean, larger, reliability, fill, or an economy such as KAZ";
            Error::parse("whose reports to use", text, 1, expected)
        })
    }
}

/// One economy's own statistics: [`MirrorPolicy::Of`].
impl From<Economy> for MirrorPolicy {
    fn from(economy: Economy) -> Self {
        Self::Of(economy)
    }
}

/// The door through which serde reads a policy, from its name.
impl TryFrom<String> for MirrorPolicy {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

/// The name, which is a policy's form in files.
impl From<MirrorPolicy> for String {
    fn from(policy: MirrorPolicy) -> Self {
        policy.to_string()
    }
}

/// How two reports of a flow become one figure: the policy, the CIF/FOB factor, and the rule for a missing flow.
///
/// The default is [`MirrorPolicy::Fill`], a factor of 1.06, and no turnover where a flow is missing.
///
/// ```
/// use tradepath::history::{CifFob, MirrorPolicy, MissingFlow, Reconciliation};
///
/// let how = Reconciliation::new(MirrorPolicy::Mean)?
///     .cif_fob(CifFob::new(1.1)?)
///     .missing_flow(MissingFlow::Zero);
/// assert_eq!(how.policy(), MirrorPolicy::Mean);
/// assert_eq!(Reconciliation::default().policy(), MirrorPolicy::Fill);
///
/// // Weights by reliability have to be estimated from a panel first.
/// assert!(Reconciliation::new(MirrorPolicy::Reliability).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[must_use]
pub struct Reconciliation {
    /// Which reports make the figure.
    pub(crate) policy: MirrorPolicy,
    /// The factor by which importers' CIF figures are divided.
    pub(crate) cif_fob: CifFob,
    /// The weights of the reporters; there for [`MirrorPolicy::Reliability`] only.
    pub(crate) reliability: Option<Reliability>,
    /// What the turnover is where one flow is not recorded.
    pub(crate) missing: MissingFlow,
}

impl Reconciliation {
    /// Reconciles by a policy, with the default CIF/FOB factor of 1.06, and without a turnover where a flow is missing.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for [`MirrorPolicy::Reliability`], which needs weights: see
    /// [`weighted`](Self::weighted).
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{MirrorPolicy, Reconciliation};
    ///
    /// assert_eq!(Reconciliation::new(MirrorPolicy::Fill)?, Reconciliation::default());
    /// let error = Reconciliation::new(MirrorPolicy::Reliability).unwrap_err();
    /// assert!(error.to_string().contains("weights of the reporters"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(policy: MirrorPolicy) -> Result<Self> {
        if policy == MirrorPolicy::Reliability {
            return Err(Error::missing("weights of the reporters", "take them from a panel of many economies"));
        }
        Ok(Self { policy, ..Self::default() })
    }

    /// Reconciles by [`MirrorPolicy::Reliability`], with weights estimated by
    /// [`Panel::reliability`](crate::history::Panel::reliability) from a panel of many economies, and with the CIF/FOB
    /// factor used there.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{CifFob, MirrorPolicy, Reader, Reconciliation};
    ///
    /// // France and Germany agree with each other; both disagree with Malta.
    /// let reports = [
    ///     ("FRA", "DEU", 100, 100), ("DEU", "FRA", 80, 80),
    ///     ("FRA", "MLT", 50, 20), ("DEU", "MLT", 40, 90),
    /// ];
    /// let mut file = String::from("year,exporter,importer,reporter,valuation,value\n");
    /// for (exporter, importer, x, m) in reports {
    ///     file += &format!("2019,{exporter},{importer},{exporter},FOB,{x}\n");
    ///     file += &format!("2019,{exporter},{importer},{importer},FOB,{m}\n");
    /// }
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let how = Reconciliation::weighted(panel.reliability(CifFob::default())?);
    /// assert_eq!(how.policy(), MirrorPolicy::Reliability);
    /// let flow = &panel.mirror("FRA-MLT", &how)?.flows[0];
    /// // Between 20 and 50, and nearer to what France reports.
    /// assert!(flow.reconciled.unwrap().value() > 35.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn weighted(reliability: Reliability) -> Self {
        let cif_fob = reliability.cif_fob();
        Self { policy: MirrorPolicy::Reliability, cif_fob, reliability: Some(reliability), ..Self::default() }
    }

    /// Sets the factor between an importer's CIF figure and the exporter's FOB figure; without it, 1.06.
    ///
    /// It takes the place of the factor that [`weighted`](Self::weighted) carries over.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{CifFob, MirrorPolicy, Reader, Reconciliation};
    ///
    /// let file = "year,exporter,importer,reporter,valuation,value\n\
    ///             2021,KAZ,UZB,UZB,CIF,220\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let how = Reconciliation::new(MirrorPolicy::Importer)?.cif_fob(CifFob::new(1.1)?);
    /// let flow = &panel.mirror("KAZ-UZB", &how)?.flows[0];
    /// assert_eq!(flow.importer_reported.unwrap().value(), 220.0);
    /// assert_eq!(flow.reconciled.unwrap().value().round(), 200.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn cif_fob(self, cif_fob: CifFob) -> Self {
        Self { cif_fob, ..self }
    }

    /// The policy that chooses among the reports.
    ///
    /// ```
    /// use tradepath::history::{MirrorPolicy, Reconciliation};
    ///
    /// assert_eq!(Reconciliation::default().policy(), MirrorPolicy::Fill);
    /// ```
    pub fn policy(&self) -> MirrorPolicy {
        self.policy
    }

    /// Sets what the turnover is where one of the two flows is not recorded; without it, unknown.
    ///
    /// The rule holds for a pair's [history](crate::history::Mirror::history) and for a [panel by the
    /// year](crate::history::AnnualPanel::turnovers) alike.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{MissingFlow, Panel, Reconciliation};
    ///
    /// let panel = Panel::from_rows("USD", [("KAZ-KGZ", 2019, 6e8)])?;
    /// let unknown = Reconciliation::default();
    /// let history = panel.mirror("KAZ-KGZ", &unknown)?.history()?;
    /// assert!(history.turnover().is_none());
    ///
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let history = panel.mirror("KAZ-KGZ", &zero)?.history()?;
    /// let turnover = history.turnover().unwrap();
    /// assert_eq!(turnover.amount("2019".parse()?).unwrap().value(), 6e8);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn missing_flow(self, missing: MissingFlow) -> Self {
        Self { missing, ..self }
    }
}
