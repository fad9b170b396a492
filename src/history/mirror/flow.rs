//! One flow of one period as both sides report it, and the figure made of that.

use serde::Serialize;

use crate::{
    amount::Amount,
    economy::Economy,
    history::mirror::policy::MirrorPolicy,
    period::Period,
    series::{Observation, Provenance},
};

/// One flow of one period as both sides report it, and the figure made of that.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MirroredFlow {
    /// The period.
    pub period: Period,
    /// Who sold.
    pub exporter: Economy,
    /// Who bought.
    pub importer: Economy,
    /// What the exporter reported, as it stands.
    pub exporter_reported: Option<Amount>,
    /// What the importer reported, as it stands: mostly CIF.
    pub importer_reported: Option<Amount>,
    /// What the importer reported, at the exporter's border.
    pub importer_at_fob: Option<Amount>,
    /// A figure that is neither side's, such as one that the source itself reconciled.
    pub neither_reported: Option<Amount>,
    /// `|X - M| / (X + M)` of the reports as they stand (WITS); none without both, or where both are zero.
    pub asymmetry: Option<f64>,
    /// The same with the importer's report at the exporter's border.
    pub asymmetry_at_fob: Option<f64>,
    /// The figure made of the reports; none where the policy finds none.
    pub reconciled: Option<Amount>,
    /// Whose reports it is made of.
    pub made_of: Option<MadeOf>,
    /// Where the reconciled figure comes from.
    pub provenance: Option<Provenance>,
    /// Who published the reports, each once.
    pub sources: Vec<String>,
}

impl MirroredFlow {
    /// Whether the figure is another than the policy would have taken first: a series with such figures changes its reporter.
    pub fn is_filled(&self, policy: MirrorPolicy) -> bool {
        let first = |made_of: MadeOf| match policy {
            MirrorPolicy::Exporter | MirrorPolicy::Fill => made_of == MadeOf::Exporter,
            MirrorPolicy::Importer => made_of == MadeOf::Importer,
            MirrorPolicy::Mean | MirrorPolicy::Reliability => made_of == MadeOf::Both,
            MirrorPolicy::Larger => self.exporter_reported.is_some() && self.importer_reported.is_some(),
            MirrorPolicy::Of(_) => made_of != MadeOf::Neither,
        };
        self.made_of.is_some_and(|made_of| !first(made_of))
    }

    /// The reconciled figure with its period.
    pub(crate) fn observation(&self) -> Option<(Period, Observation)> {
        Some((self.period, Observation { amount: self.reconciled?, provenance: self.provenance.clone()? }))
    }

    /// The lower and the higher of both sides' reports, both at the exporter's border.
    pub fn band(&self) -> Option<Band> {
        let (a, b) = (self.exporter_reported?, self.importer_at_fob?);
        Some(if a <= b { Band { low: a, high: b } } else { Band { low: b, high: a } })
    }
}

/// Whose reports a reconciled figure is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MadeOf {
    /// The exporter's.
    Exporter,
    /// The importer's.
    Importer,
    /// Both sides'.
    Both,
    /// Neither's: a source that reconciled both, or does not say.
    Neither,
    /// An economy's that is neither of the two.
    Other,
}

/// What lies between two sides' reports.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Band {
    /// The lower report.
    pub low: Amount,
    /// The higher report.
    pub high: Amount,
}

impl Band {
    /// Half the distance of the two logarithms: what an outlook can take as the uncertainty of its start. None where the
    /// lower is zero.
    pub fn log_half_width(self) -> Option<f64> {
        (self.low > Amount::ZERO).then(|| (self.high.value().ln() - self.low.value().ln()) / 2.0)
    }
}

/// `|X - M| / (X + M)` of one flow reported twice (WITS): 0 where both agree, 1 where one reports nothing; none where both
/// are zero.
pub fn asymmetry(exporter_reported: Amount, importer_reported: Amount) -> Option<f64> {
    let (x, m) = (exporter_reported.value(), importer_reported.value());
    let larger = x.max(m);
    // In parts of the larger, so that no sum overflows.
    (larger > 0.0).then(|| ((x / larger) - (m / larger)).abs() / (x / larger + m / larger))
}
