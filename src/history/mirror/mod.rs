//! Mirror statistics: one flow as its two sides report it, and one figure from both.

mod policy;
mod reconcile;
mod yearly;

use std::collections::BTreeMap;

use serde::Serialize;

use self::reconcile::{Sides, mirrored, stated_turnover};
pub(crate) use self::yearly::Yearly;
pub use self::{
    policy::{CifFob, MirrorPolicy, Reconciliation},
    reconcile::asymmetry,
};
use super::{
    History,
    panel::{Cell, Panel, Report},
    read::Figure,
};
use crate::{
    amount::Amount,
    currency::Currency,
    economy::{Economy, Pair},
    error::{Error, ErrorKind, Result},
    period::{Frequency, Period},
    series::{Observation, Provenance, Series},
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
    fn observation(&self) -> Option<(Period, Observation)> {
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

/// Both flows of a pair as both sides report them.
///
/// ```
/// use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
///
/// // Pakistan to China, 2001, in million dollars: WITS gives an asymmetry of 0.40479.
/// let file = "year,exporter,importer,reporter,valuation,value_musd\n\
///             2001,PAK,CHN,PAK,FOB,236\n2001,PAK,CHN,CHN,CIF,557\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let mirror = panel.mirror("PAK-CHN".parse()?, &Reconciliation::new(MirrorPolicy::Mean)?)?;
/// let flow = &mirror.flows[0];
/// assert_eq!(format!("{:.5}", flow.asymmetry.unwrap()), "0.40479");
/// assert_eq!(flow.reconciled.unwrap().value().round(), ((236e6 + 557e6 / 1.06) / 2.0_f64).round());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Mirror {
    /// The pair.
    pub pair: Pair,
    /// The currency of every amount.
    pub currency: Currency,
    /// Which reports make the figures.
    pub policy: MirrorPolicy,
    /// What was taken to lie between an importer's figure and the exporter's.
    pub cif_fob: CifFob,
    /// Every flow of every period: the first-named economy's exports, then its imports, each by period.
    pub flows: Vec<MirroredFlow>,
    /// Turnovers that are stated as such, by period.
    pub stated_turnovers: Vec<(Period, Observation)>,
    /// Frequencies of which there are figures, too, that are not in this.
    pub other_frequencies: Vec<Frequency>,
    /// Economies that report of the pair's flows and are neither of the two.
    pub other_reporters: Vec<Economy>,
}

impl Mirror {
    /// The pair's flows and turnover, as reconciled.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`] where the policy finds no figure.
    pub fn history(&self) -> Result<History> {
        let figures = |exporter: Economy| {
            self.flows.iter().filter(|flow| flow.exporter == exporter).filter_map(MirroredFlow::observation).collect()
        };
        let (exports, imports) = (figures(self.pair.first()), figures(self.pair.second()));
        History::from_observations(self.pair, self.currency, exports, imports, self.stated_turnovers.clone()).map_err(
            |error| match error.kind() {
                ErrorKind::Missing { .. } => {
                    let hint = format!("there are reports, but none that `{}` would use", self.policy);
                    Error::missing(format!("history of {}", self.pair), hint)
                }
                _ => error,
            },
        )
    }

    /// What lies between both sides' reports of the turnover of a period: both flows' bands added, where both have one.
    pub fn turnover_band(&self, period: Period) -> Option<Band> {
        let mut bands = self.flows.iter().filter(|flow| flow.period == period).map(MirroredFlow::band);
        let (exports, imports) = (bands.next()??, bands.next()??);
        let add = |a: Amount, b: Amount| Amount::new(a.value() + b.value()).ok();
        Some(Band { low: add(exports.low, imports.low)?, high: add(exports.high, imports.high)? })
    }
}

impl Panel {
    /// Both flows of a pair as both sides report them, with one figure made of each two reports; of figures of several
    /// frequencies, the coarsest. Products that are kept one by one are not added up: read without
    /// [`by_product`](super::Reader::by_product).
    ///
    /// # Errors
    /// [`ErrorKind::Missing`] where there is nothing of the pair, [`ErrorKind::MixedFrequencies`] where one flow is there by
    /// the year only and the other by the month only, [`ErrorKind::Contradiction`] where two sides state different turnovers
    /// and the policy does not choose.
    pub fn mirror(&self, pair: Pair, how: &Reconciliation) -> Result<Mirror> {
        let (first, second) = (pair.first(), pair.second());
        let frequency = self.coarsest(pair)?;
        let mut other_frequencies: Vec<Frequency> =
            self.pair_reports(pair).map(|report| report.period.frequency()).collect();
        other_frequencies.sort_unstable();
        other_frequencies.dedup();
        other_frequencies.retain(|other| *other != frequency);
        let mut other_reporters: Vec<Economy> = self.pair_reports(pair).filter_map(|report| report.reporter).collect();
        other_reporters.sort_unstable();
        other_reporters.dedup();
        other_reporters.retain(|reporter| ![first, second].contains(reporter));
        let mut flows = self.mirrored((first, second), frequency, how)?;
        flows.extend(self.mirrored((second, first), frequency, how)?);
        Ok(Mirror {
            pair,
            currency: self.currency(),
            policy: how.policy,
            cif_fob: how.cif_fob,
            flows,
            stated_turnovers: self.stated_turnovers(pair, frequency, how.policy)?,
            other_frequencies,
            other_reporters,
        })
    }

    fn pair_reports(&self, pair: Pair) -> impl Iterator<Item = Report<'_>> {
        let flows = self.reports_of(pair.first(), pair.second()).chain(self.reports_of(pair.second(), pair.first()));
        flows.chain(self.turnovers_of(pair))
    }

    /// The coarsest frequency of a pair's figures, if every flow that is there is there at it.
    fn coarsest(&self, pair: Pair) -> Result<Frequency> {
        let coarsest =
            |reports: &mut dyn Iterator<Item = Report<'_>>| reports.map(|report| report.period.frequency()).min();
        let both = [
            coarsest(&mut self.reports_of(pair.first(), pair.second())),
            coarsest(&mut self.reports_of(pair.second(), pair.first())),
        ];
        let turnover = coarsest(&mut self.turnovers_of(pair));
        match (both[0], both[1]) {
            (Some(out), Some(back)) if out != back => {
                let period = |exporter, importer| {
                    self.reports_of(exporter, importer).next().map(|report| report.period.to_string())
                };
                let left = period(pair.first(), pair.second()).unwrap_or_default();
                let right = period(pair.second(), pair.first()).unwrap_or_default();
                Err(Error::new(ErrorKind::MixedFrequencies { left, right }))
            }
            (out, back) => out.or(back).or(turnover).ok_or_else(|| {
                Error::missing(format!("history of {pair}"), "no figure that was read is of a flow between the two")
            }),
        }
    }

    fn mirrored(
        &self,
        (exporter, importer): (Economy, Economy),
        frequency: Frequency,
        how: &Reconciliation,
    ) -> Result<Vec<MirroredFlow>> {
        let mut periods: BTreeMap<u32, Sides<'_>> = BTreeMap::new();
        for report in self.reports_of(exporter, importer).filter(|report| report.period.frequency() == frequency) {
            if report.product.is_empty() {
                periods.entry(report.period.to_bits()).or_default().place(report, how.policy);
            }
        }
        periods.retain(|_, sides| !sides.is_empty());
        let flow =
            |(bits, sides): (u32, Sides<'_>)| mirrored(Period::from_bits(bits), (exporter, importer), &sides, how);
        periods.into_iter().map(flow).collect()
    }

    /// The turnovers that are stated, where the policy finds one.
    fn stated_turnovers(
        &self,
        pair: Pair,
        frequency: Frequency,
        policy: MirrorPolicy,
    ) -> Result<Vec<(Period, Observation)>> {
        let mut periods: BTreeMap<u32, Vec<Report<'_>>> = BTreeMap::new();
        let ours = |report: &Report<'_>| report.period.frequency() == frequency && report.product.is_empty();
        for report in self.turnovers_of(pair).filter(ours) {
            periods.entry(report.period.to_bits()).or_default().push(report);
        }
        let stated = periods.into_iter().filter_map(|(bits, reports)| {
            let period = Period::from_bits(bits);
            stated_turnover(period, &reports, policy).transpose().map(|found| Ok((period, found?)))
        });
        stated.collect()
    }

    /// One flow as a series, reconciled; none where there is nothing at that frequency.
    ///
    /// # Errors
    /// Where the reports cannot be brought together.
    pub fn flow(
        &self,
        (exporter, importer): (Economy, Economy),
        frequency: Frequency,
        how: &Reconciliation,
    ) -> Result<Option<Series>> {
        let flows = self.mirrored((exporter, importer), frequency, how)?;
        let observations: Vec<_> = flows.iter().filter_map(MirroredFlow::observation).collect();
        if observations.is_empty() { Ok(None) } else { Series::new(self.currency(), observations).map(Some) }
    }

    /// Every flow of a period with its reports, in the order of exporter and importer.
    ///
    /// # Errors
    /// Where reports cannot be brought together.
    pub fn mirrored_in(&self, period: Period, how: &Reconciliation) -> Result<Vec<MirroredFlow>> {
        let flows = self.mirrored_products(period, how, |product| product.is_empty())?;
        Ok(flows.into_iter().map(|(_, flow)| flow).collect())
    }

    /// Every flow of a period and product with its reports.
    pub(super) fn mirrored_products(
        &self,
        period: Period,
        how: &Reconciliation,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<(&str, MirroredFlow)>> {
        let of_flow = |cell: &Cell| (cell.key.exporter(), cell.key.importer(), cell.key.figure());
        let mut found = Vec::new();
        for flow in self.cells().chunk_by(|a, b| of_flow(a) == of_flow(b)) {
            let (exporter, importer, figure) = of_flow(&flow[0]);
            if figure != Figure::Flow {
                continue;
            }
            let mut products: BTreeMap<&str, Sides<'_>> = BTreeMap::new();
            for report in flow.iter().filter(|cell| cell.key.period() == period).map(|cell| self.report(cell)) {
                if wanted(report.product) {
                    products.entry(report.product).or_default().place(report, how.policy);
                }
            }
            for (product, sides) in products.into_iter().filter(|(_, sides)| !sides.is_empty()) {
                found.push((product, mirrored(period, (exporter, importer), &sides, how)?));
            }
        }
        Ok(found)
    }

    /// Every flow and period that both sides report, where either amount is more than zero. Of a flow's figures by the year,
    /// the quarter and the month, those by the longest.
    pub(super) fn twice_reported(&self, how: &Reconciliation) -> Vec<TwiceReported> {
        let of_flow = |cell: &Cell| (cell.key.exporter(), cell.key.importer(), cell.key.figure());
        let mut found = Vec::new();
        for flow in self.cells().chunk_by(|a, b| of_flow(a) == of_flow(b)) {
            let (exporter, importer, figure) = of_flow(&flow[0]);
            let coarsest = flow.iter().map(|cell| cell.key.period().frequency()).min();
            let ours = |cell: &&Cell| figure == Figure::Flow && Some(cell.key.period().frequency()) == coarsest;
            let cells: Vec<&Cell> = flow.iter().filter(ours).collect();
            for period in cells.chunk_by(|a, b| a.key.period() == b.key.period()) {
                let mut sides = Sides::default();
                for report in period.iter().map(|cell| self.report(cell)).filter(|report| report.product.is_empty()) {
                    sides.place(report, how.policy);
                }
                let reports = sides.at_fob(how).and_then(|(x, m)| Some((x, m, asymmetry(x, m)?)));
                found.extend(reports.map(|(x, m, asymmetry)| TwiceReported {
                    exporter,
                    importer,
                    size: x.value() / 2.0 + m.value() / 2.0,
                    asymmetry,
                }));
            }
        }
        found
    }
}

/// A flow of a period that both sides report.
#[derive(Debug, Clone, Copy)]
pub(super) struct TwiceReported {
    pub exporter: Economy,
    pub importer: Economy,
    /// The mean of both reports, at the exporter's border.
    pub size: f64,
    /// Of both reports at the exporter's border.
    pub asymmetry: f64,
}
