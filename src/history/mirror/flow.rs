//! One flow of one period as both sides report it, and the figure reconciled from the reports.
//!
//! The formulas here, [`asymmetry`] and [`Band::log_half_width`], say how far two reports of one flow are apart.

use serde::Serialize;

use crate::{
    amount::Amount,
    economy::Economy,
    history::mirror::policy::MirrorPolicy,
    period::Period,
    series::{Observation, Provenance},
};

/// One flow of one period as both sides report it, and the figure reconciled from the reports.
///
/// ```
/// use tradepath::history::{MadeOf, MirrorPolicy, Reader, Reconciliation};
///
/// let file = "year,exporter,importer,reporter,valuation,value\n\
///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,CIF,212\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let how = Reconciliation::new(MirrorPolicy::Larger)?;
/// let flow = &panel.mirrored_in("2021", &how)?[0];
/// assert_eq!(flow.exporter_reported.unwrap().value(), 100.0);
/// assert_eq!(flow.importer_reported.unwrap().value(), 212.0);
/// // 212 CIF over 1.06 is 200 FOB, which is the larger of the two.
/// assert_eq!(flow.reconciled.unwrap().value().round(), 200.0);
/// assert_eq!(flow.made_of, Some(MadeOf::Importer));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MirroredFlow {
    /// The period in which the goods were traded.
    pub period: Period,
    /// The exporter.
    pub exporter: Economy,
    /// The importer.
    pub importer: Economy,
    /// `X`: the exporter's report, as published.
    pub exporter_reported: Option<Amount>,
    /// `M`: the importer's report, as published; mostly CIF.
    pub importer_reported: Option<Amount>,
    /// The importer's report brought to the exporter's border by [`CifFob`](crate::history::CifFob), where it is CIF.
    pub importer_at_fob: Option<Amount>,
    /// A figure by neither side, such as one that the source itself reconciled.
    pub neither_reported: Option<Amount>,
    /// [`asymmetry`] of the two reports as published: `|X - M| / (X + M)`. None without both, or where both are zero.
    pub asymmetry: Option<f64>,
    /// [`asymmetry`] with the importer's report at the exporter's border.
    pub asymmetry_at_fob: Option<f64>,
    /// The figure reconciled from the reports; none where the [policy](crate::history::MirrorPolicy) finds no report to
    /// use.
    pub reconciled: Option<Amount>,
    /// Whose reports the reconciled figure uses.
    pub made_of: Option<MadeOf>,
    /// Source, reporter, valuation and status of the reconciled figure.
    pub provenance: Option<Provenance>,
    /// Who published the reports, each name once.
    pub sources: Vec<String>,
}

impl MirroredFlow {
    /// Whether the figure had to use another report than the policy's first choice. A series with some such figures
    /// changes its reporter on the way.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
    ///
    /// // Only the importer reports 2022.
    /// let file = "year,exporter,importer,reporter,valuation,value\n\
    ///             2021,KAZ,UZB,KAZ,FOB,100\n2022,KAZ,UZB,UZB,CIF,318\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::new(MirrorPolicy::Fill)?)?;
    /// let filled = mirror.flows.iter().map(|flow| flow.is_filled(MirrorPolicy::Fill));
    /// assert_eq!(filled.collect::<Vec<_>>(), [false, true]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn is_filled(&self, policy: MirrorPolicy) -> bool {
        // Whose report the policy's first choice would be.
        let first = |made_of: MadeOf| match policy {
            MirrorPolicy::Exporter | MirrorPolicy::Fill => made_of == MadeOf::Exporter,
            MirrorPolicy::Importer => made_of == MadeOf::Importer,
            MirrorPolicy::Mean | MirrorPolicy::Reliability => made_of == MadeOf::Both,
            MirrorPolicy::Larger => self.exporter_reported.is_some() && self.importer_reported.is_some(),
            MirrorPolicy::Of(_) => made_of != MadeOf::Neither,
        };
        self.made_of.is_some_and(|made_of| !first(made_of))
    }

    /// The reconciled figure with its period, as a series takes it; none where the policy found no report to use.
    pub(crate) fn observation(&self) -> Option<(Period, Observation)> {
        Some((self.period, Observation { amount: self.reconciled?, provenance: self.provenance.clone()? }))
    }

    /// The lower and the higher of both sides' reports, both at the exporter's border; none unless both sides report.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Reader, Reconciliation};
    ///
    /// let file = "year,exporter,importer,reporter,valuation,value\n\
    ///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,FOB,200\n\
    ///             2022,KAZ,UZB,KAZ,FOB,110\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let flows = panel.mirror("KAZ-UZB", &Reconciliation::default())?.flows;
    /// assert_eq!(flows[0].band().unwrap().high.value(), 200.0);
    /// // Uzbekistan does not report 2022.
    /// assert!(flows[1].band().is_none());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn band(&self) -> Option<Band> {
        let (a, b) = (self.exporter_reported?, self.importer_at_fob?);
        Some(if a <= b { Band { low: a, high: b } } else { Band { low: b, high: a } })
    }
}

/// Whose reports a reconciled figure uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MadeOf {
    /// The exporter's report.
    Exporter,
    /// The importer's report.
    Importer,
    /// Both sides' reports.
    Both,
    /// A figure by neither side: its source reconciled both reports, or does not say whose it is.
    Neither,
    /// The report of an economy that is neither of the two.
    Other,
}

/// The range between two sides' reports of the same trade, both at the exporter's border.
///
/// It says how well the amount is known. [`MirroredFlow::band`] has it for one flow, and
/// [`Mirror::turnover_band`](crate::history::Mirror::turnover_band) for the turnover of a pair.
///
/// ```
/// use tradepath::history::{Reader, Reconciliation};
///
/// let file = "year,exporter,importer,reporter,valuation,value\n\
///             2021,KAZ,UZB,KAZ,FOB,300\n2021,KAZ,UZB,UZB,FOB,200\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::default())?;
/// let band = mirror.flows[0].band().unwrap();
/// assert_eq!((band.low.value(), band.high.value()), (200.0, 300.0));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Band {
    /// The lower report.
    pub low: Amount,
    /// The higher report.
    pub high: Amount,
}

impl Band {
    /// Half the distance between the logarithms of the two reports:
    ///
    /// ```text
    /// (ln high - ln low) / 2
    /// ```
    ///
    /// An outlook can take it as the uncertainty of its starting amount. None where the lower report is zero.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Reader, Reconciliation};
    ///
    /// let file = "year,exporter,importer,reporter,valuation,value\n\
    ///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,FOB,100\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::default())?;
    /// // Both sides agree.
    /// assert_eq!(mirror.flows[0].band().unwrap().log_half_width(), Some(0.0));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn log_half_width(self) -> Option<f64> {
        (self.low > Amount::ZERO).then(|| (self.high.value().ln() - self.low.value().ln()) / 2.0)
    }
}

/// The disagreement of two reports of one flow, from 0 where both agree to 1 where one reports nothing:
///
/// ```text
/// |X - M| / (X + M)      (WITS)
/// ```
///
/// None where both are zero.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::asymmetry};
///
/// assert_eq!(asymmetry(Amount::new(4.0)?, Amount::new(1.0)?), Some(0.6));
/// assert_eq!(asymmetry(Amount::new(3.0)?, Amount::ZERO), Some(1.0));
/// assert_eq!(asymmetry(Amount::ZERO, Amount::ZERO), None);
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn asymmetry(exporter_reported: Amount, importer_reported: Amount) -> Option<f64> {
    let (x, m) = (exporter_reported.value(), importer_reported.value());
    // Both are divided by the larger first: the sum of two very large amounts would overflow.
    let larger = x.max(m);
    // In parts of the larger, so that no sum overflows.
    (larger > 0.0).then(|| ((x / larger) - (m / larger)).abs() / (x / larger + m / larger))
}
