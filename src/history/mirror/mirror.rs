//! Mirror statistics of a pair: both flows as both sides report them, and the history reconciled from them.
//!
//! [`Mirror`] is the answer for one pair. The methods of [`Panel`] in this file ask for it, for one flow alone, or for
//! every flow of a period.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    amount::Amount,
    coverage::{Coverage, Product},
    economy::{Economy, Pair},
    error::{Error, ErrorKind, Result, given},
    history::{
        history::History,
        mirror::{
            cif_fob::CifFob,
            flow::{Band, MirroredFlow, asymmetry},
            policy::{MirrorPolicy, Reconciliation},
            reconcile::{Sides, mirrored, stated_turnover},
        },
        panel::{Cell, Figure, Flow, MissingFlow, Panel, Report},
    },
    period::{Frequency, Period},
    series::{Observation, Series},
    unit::Unit,
};

/// Both flows of a pair as both sides report them, each with its reconciled figure.
///
/// [`Panel::mirror`] makes it; [`history`](Self::history) turns it into series.
///
/// ```
/// use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
///
/// // Pakistan to China, 2001, in million dollars: WITS gives an asymmetry of 0.40479.
/// let file = "year,exporter,importer,reporter,valuation,value_musd\n\
///             2001,PAK,CHN,PAK,FOB,236\n2001,PAK,CHN,CHN,CIF,557\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let mirror = panel.mirror("PAK-CHN", &Reconciliation::new(MirrorPolicy::Mean)?)?;
/// let flow = &mirror.flows[0];
/// assert_eq!(format!("{:.5}", flow.asymmetry.unwrap()), "0.40479");
/// let mean = (236e6 + 557e6 / 1.06) / 2.0_f64;
/// assert_eq!(flow.reconciled.unwrap().value().round(), mean.round());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Mirror {
    /// The pair; its first-named economy's exports come first.
    #[serde(serialize_with = "crate::economy::pair_as_list")]
    pub pair: Pair,
    /// The unit of every amount.
    #[serde(flatten)]
    pub unit: Unit,
    /// Which reports the reconciled figures use.
    pub policy: MirrorPolicy,
    /// The factor by which importers' CIF figures were divided.
    pub cif_fob: CifFob,
    /// What the turnover is in a period for which only one flow is recorded.
    pub missing_flow: MissingFlow,
    /// Every flow of every period: the first-named economy's exports by period, then its imports by period.
    pub flows: Vec<MirroredFlow>,
    /// Turnovers that the files state as such, by period.
    pub stated_turnovers: Vec<(Period, Observation)>,
    /// Frequencies of which the panel has figures of the pair, too, and which are not used here.
    pub other_frequencies: Vec<Frequency>,
    /// Economies that report the pair's trade and are neither of the two.
    pub other_reporters: Vec<Economy>,
}

impl Mirror {
    /// What the reconciled figures count, each coverage once: all goods alone, in most files.
    pub fn coverages(&self) -> Vec<&Coverage> {
        let flows = self.flows.iter().filter_map(|flow| Some(&flow.provenance.as_ref()?.coverage));
        Coverage::each_once(flows.chain(self.stated_turnovers.iter().map(|(_, seen)| &seen.provenance.coverage)))
    }

    /// The pair's flows and turnover as series of the reconciled figures.
    ///
    /// In a period with a stated turnover, that turnover counts and not the sum of the flows. In the other periods the
    /// turnover is the sum of both flows, by the rule for a [missing flow](Self::missing_flow).
    ///
    /// # Errors
    /// [`ErrorKind::Missing`] where the policy finds no report to use.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
    ///
    /// let file = "year,exporter,importer,reporter,valuation,value\n\
    ///             2021,KAZ,UZB,KAZ,FOB,100\n2021,UZB,KAZ,KAZ,CIF,53\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// // Kazakhstan's own statistics: exports FOB and imports CIF, as they stand.
    /// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::new("KAZ".parse()?)?)?;
    /// let turnover = mirror.history()?.turnover().cloned().unwrap();
    /// assert_eq!(turnover.amount(turnover.last()).unwrap().value(), 153.0);
    ///
    /// // Uzbekistan reports nothing.
    /// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::new("UZB".parse()?)?)?;
    /// assert!(mirror.history().is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn history(&self) -> Result<History> {
        let figures = |exporter: Economy| {
            self.flows.iter().filter(|flow| flow.exporter == exporter).filter_map(MirroredFlow::observation).collect()
        };
        let (exports, imports) = (figures(self.pair.first()), figures(self.pair.second()));
        History::from_observations(
            self.pair,
            self.unit,
            exports,
            imports,
            self.stated_turnovers.clone(),
            self.missing_flow,
        )
        .map_err(|error| match error.kind() {
            ErrorKind::Missing { .. } => {
                let hint = format!("there are reports, but none that `{}` would use", self.policy);
                Error::missing(format!("history of {}", self.pair), hint)
            }
            _ => error,
        })
    }

    /// The range between both sides' reports of one flow in a period, both at the exporter's border; none where either
    /// is missing.
    ///
    /// `exporter` is one of the pair's two economies and names the flow.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Reader, Reconciliation};
    ///
    /// let file = "year,exporter,importer,reporter,valuation,value\n\
    ///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,FOB,200\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::default())?;
    /// let exports = mirror.flow_band("KAZ".parse()?, "2021".parse()?).unwrap();
    /// assert_eq!((exports.low.value(), exports.high.value()), (100.0, 200.0));
    /// // Nothing is recorded of the flow from Uzbekistan.
    /// assert!(mirror.flow_band("UZB".parse()?, "2021".parse()?).is_none());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn flow_band(&self, exporter: Economy, period: Period) -> Option<Band> {
        let flow = self.flows.iter().find(|flow| flow.exporter == exporter && flow.period == period);
        flow.and_then(MirroredFlow::band)
    }

    /// The range between both sides' reports of a period's turnover: the bands of both flows added. None where a flow
    /// is not reported by both sides.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Reader, Reconciliation};
    ///
    /// let file = "year,exporter,importer,reporter,valuation,value\n\
    ///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,FOB,200\n\
    ///             2021,UZB,KAZ,UZB,FOB,50\n2021,UZB,KAZ,KAZ,FOB,40\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::default())?;
    /// let band = mirror.turnover_band("2021".parse()?).unwrap();
    /// assert_eq!((band.low.value(), band.high.value()), (140.0, 250.0));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn turnover_band(&self, period: Period) -> Option<Band> {
        let mut bands = self.flows.iter().filter(|flow| flow.period == period).map(MirroredFlow::band);
        // Two flows of one period: the first question mark is for a flow that is missing, the second for a band that
        // is.
        let (exports, imports) = (bands.next()??, bands.next()??);
        let add = |a: Amount, b: Amount| Amount::new(a.value() + b.value()).ok();
        Some(Band { low: add(exports.low, imports.low)?, high: add(exports.high, imports.high)? })
    }
}

impl Panel {
    /// A pair's turnover as a series: both flows added, period by period.
    ///
    /// It is [`mirror`](Self::mirror) with the default [`Reconciliation`]. Of a flow with several reports, the
    /// exporter's counts. Where that is missing, the importer's at the exporter's border counts. A turnover that a file
    /// states stands before the sum of the flows.
    ///
    /// # Errors
    /// The errors of [`mirror`](Self::mirror); [`ErrorKind::Missing`] where no period has both flows.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Panel;
    ///
    /// let rows = [("KAZ-UZB", 2019, 2e9), ("UZB-KAZ", 2019, 1e9), ("KAZ-KGZ", 2019, 6e8)];
    /// let panel = Panel::from_rows("USD", rows)?;
    /// let turnover = panel.turnover("KAZ-UZB")?;
    /// assert_eq!(turnover.amount("2019".parse()?).unwrap().value(), 3e9);
    /// // Of Kazakhstan and Kyrgyzstan there is one flow only.
    /// assert!(panel.turnover("KAZ-KGZ").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn turnover(&self, pair: impl TryInto<Pair, Error: Into<Error>>) -> Result<Series> {
        let pair: Pair = given(pair)?;
        let history = self.mirror(pair, &Reconciliation::default())?.history()?;
        history.turnover().cloned().ok_or_else(|| {
            let hint = "no period has both flows; `Reconciliation::missing_flow` can count the missing one as zero";
            Error::missing(format!("turnover of {pair}"), hint)
        })
    }

    /// Both flows of a pair as both sides report them, and one figure reconciled from each two reports.
    ///
    /// Where the pair has figures of several frequencies, the coarsest is used, and the others are named in
    /// [`other_frequencies`](Mirror::other_frequencies). Figures kept by product are not added up: read the panel
    /// without [`by_product`](crate::history::Reader::by_product).
    ///
    /// # Errors
    /// [`ErrorKind::Missing`] where there is nothing of the pair, [`ErrorKind::MixedFrequencies`] where one flow is
    /// there by the year only and the other by the month only, [`ErrorKind::Contradiction`] where two sides state
    /// different turnovers and the policy does not choose.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
    ///
    /// let file = "year,exporter,importer,reporter,valuation,value\n\
    ///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,FOB,300\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let reconciled = |policy| -> tradepath::Result<Option<f64>> {
    ///     let mirror = panel.mirror("KAZ-UZB", &Reconciliation::new(policy)?)?;
    ///     Ok(mirror.flows[0].reconciled.map(|amount| amount.value()))
    /// };
    /// assert_eq!(reconciled(MirrorPolicy::Exporter)?, Some(100.0));
    /// assert_eq!(reconciled(MirrorPolicy::Importer)?, Some(300.0));
    /// assert_eq!(reconciled(MirrorPolicy::Mean)?, Some(200.0));
    ///
    /// assert!(panel.mirror("KAZ-CHN", &Reconciliation::default()).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn mirror(&self, pair: impl TryInto<Pair, Error: Into<Error>>, how: &Reconciliation) -> Result<Mirror> {
        let pair: Pair = given(pair)?;
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
        let outward = Flow::outward(pair);
        let mut flows = self.mirrored(outward, frequency, how)?;
        flows.extend(self.mirrored(outward.reversed(), frequency, how)?);
        Ok(Mirror {
            pair,
            unit: self.unit(),
            policy: how.policy,
            cif_fob: how.cif_fob,
            missing_flow: how.missing,
            flows,
            stated_turnovers: self.stated_turnovers(pair, frequency, how.policy)?,
            other_frequencies,
            other_reporters,
        })
    }

    /// Every report of a pair: of both flows, then of its turnover.
    fn pair_reports(&self, pair: Pair) -> impl Iterator<Item = Report<'_>> {
        let flows = self.reports_of(Flow::outward(pair)).chain(self.reports_of(Flow::outward(pair).reversed()));
        flows.chain(self.turnovers_of(pair))
    }

    /// The coarsest frequency of a pair's figures. Both flows must have it, as a turnover adds them period by period.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`] where the flows' coarsest frequencies differ; [`ErrorKind::Missing`] where the
    /// panel has nothing of the pair.
    fn coarsest(&self, pair: Pair) -> Result<Frequency> {
        let coarsest =
            |reports: &mut dyn Iterator<Item = Report<'_>>| reports.map(|report| report.period.frequency()).min();
        let both = [
            coarsest(&mut self.reports_of(Flow::outward(pair))),
            coarsest(&mut self.reports_of(Flow::outward(pair).reversed())),
        ];
        let turnover = coarsest(&mut self.turnovers_of(pair));
        match (both[0], both[1]) {
            (Some(out), Some(back)) if out != back => {
                let period = |flow: Flow| self.reports_of(flow).next().map(|report| report.period.to_string());
                let outward = Flow::outward(pair);
                let left = period(outward).unwrap_or_default();
                let right = period(outward.reversed()).unwrap_or_default();
                Err(Error::new(ErrorKind::MixedFrequencies { left, right }))
            }
            (out, back) => out.or(back).or(turnover).ok_or_else(|| {
                Error::missing(format!("history of {pair}"), "no figure that was read is of a flow between the two")
            }),
        }
    }

    /// Every period of one flow with its reports and the reconciled figure, in the order of the periods. Figures of
    /// single products are left out.
    fn mirrored(&self, flow: Flow, frequency: Frequency, how: &Reconciliation) -> Result<Vec<MirroredFlow>> {
        let mut periods: BTreeMap<u32, Sides<'_>> = BTreeMap::new();
        for report in self.reports_of(flow).filter(|report| report.period.frequency() == frequency) {
            if report.product.is_none() {
                periods.entry(report.period.to_bits()).or_default().place(report, how.policy);
            }
        }
        // A period may have only reports of third economies, which do not count.
        periods.retain(|_, sides| !sides.is_empty());
        let figure = |(bits, sides): (u32, Sides<'_>)| mirrored(Period::from_bits(bits), flow, &sides, how);
        periods.into_iter().map(figure).collect()
    }

    /// The turnovers that files state as such, in the order of the periods, for the periods in which the policy finds
    /// one to use.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`] where both sides state a turnover of a period and the policy does not choose.
    pub(crate) fn stated_turnovers(
        &self,
        pair: Pair,
        frequency: Frequency,
        policy: MirrorPolicy,
    ) -> Result<Vec<(Period, Observation)>> {
        let mut periods: BTreeMap<u32, Vec<Report<'_>>> = BTreeMap::new();
        let ours = |report: &Report<'_>| report.period.frequency() == frequency && report.product.is_none();
        for report in self.turnovers_of(pair).filter(ours) {
            periods.entry(report.period.to_bits()).or_default().push(report);
        }
        let stated = periods.into_iter().filter_map(|(bits, reports)| {
            let period = Period::from_bits(bits);
            stated_turnover(period, &reports, policy).transpose().map(|found| Ok((period, found?)))
        });
        stated.collect()
    }

    /// One flow as a series of reconciled figures; none where the panel has nothing of it at that frequency.
    ///
    /// Unlike [`mirror`](Self::mirror), it does not choose the frequency by itself and asks nothing of the opposite
    /// flow.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`] where one side has two figures of a flow in a period and it cannot be told which is
    /// meant.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Frequency, history::{Panel, Reconciliation}};
    ///
    /// let panel = Panel::from_rows("USD", [("KAZ-UZB", 2019, 2e9), ("KAZ-UZB", 2020, 3e9)])?;
    /// let how = Reconciliation::default();
    /// let exports = panel.flow("KAZ-UZB".parse()?, Frequency::Annual, &how)?;
    /// assert_eq!(exports.map(|series| series.len()), Some(2));
    /// assert_eq!(panel.flow("KAZ-UZB".parse()?, Frequency::Monthly, &how)?, None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn flow(&self, flow: Flow, frequency: Frequency, how: &Reconciliation) -> Result<Option<Series>> {
        let flows = self.mirrored(flow, frequency, how)?;
        let observations: Vec<_> = flows.iter().filter_map(MirroredFlow::observation).collect();
        if observations.is_empty() { Ok(None) } else { Series::new(self.unit(), observations).map(Some) }
    }

    /// Every flow of one period with its reports and its reconciled figure, in the order of exporter and importer.
    /// Figures kept by product are left out.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`] where one side has two figures of a flow in a period and it cannot be told which is
    /// meant.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Panel, Reconciliation};
    ///
    /// let rows = [("UZB-KAZ", 2019, 1.0), ("KAZ-UZB", 2019, 2.0), ("KAZ-UZB", 2020, 3.0)];
    /// let panel = Panel::from_rows("USD", rows)?;
    /// let flows = panel.mirrored_in(2019, &Reconciliation::default())?;
    /// let exporters: Vec<_> = flows.iter().map(|flow| flow.exporter.code()).collect();
    /// assert_eq!(exporters, ["KAZ", "UZB"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn mirrored_in(
        &self,
        period: impl TryInto<Period, Error: Into<Error>>,
        how: &Reconciliation,
    ) -> Result<Vec<MirroredFlow>> {
        let period: Period = given(period)?;
        let flows = self.mirrored_products(period, how, |product| product.is_none())?;
        Ok(flows.into_iter().map(|(_, flow)| flow).collect())
    }

    /// Every flow of a period, product by product, of the products that `wanted` accepts.
    ///
    /// `wanted` is asked for each product; none stands for all products together. The flows come in the order of
    /// exporter and importer.
    pub(crate) fn mirrored_products(
        &self,
        period: Period,
        how: &Reconciliation,
        wanted: impl Fn(Option<&Product>) -> bool,
    ) -> Result<Vec<(Option<&Product>, MirroredFlow)>> {
        let of_flow = |cell: &Cell| (cell.key.exporter(), cell.key.importer(), cell.key.figure());
        let mut found = Vec::new();
        for cells in self.cells().chunk_by(|a, b| of_flow(a) == of_flow(b)) {
            let (exporter, importer, figure) = of_flow(&cells[0]);
            if figure != Figure::Flow {
                continue;
            }
            let flow = Flow::new(exporter, importer)?;
            // Both sides' reports of a product belong together, also where they are in two revisions.
            let mut products: BTreeMap<_, (Option<&Product>, Sides<'_>)> = BTreeMap::new();
            for report in cells.iter().filter(|cell| cell.key.period() == period).map(|cell| self.report(cell)) {
                if wanted(report.product) {
                    let product = products.entry(report.product.map(Product::in_any_revision)).or_default();
                    product.0 = report.product;
                    product.1.place(report, how.policy);
                }
            }
            for (product, sides) in products.into_values().filter(|(_, sides)| !sides.is_empty()) {
                found.push((product, mirrored(period, flow, &sides, how)?));
            }
        }
        Ok(found)
    }

    /// Every flow and period that both sides report, where either amount is above zero. Projected amounts are left out.
    ///
    /// Of a flow with figures of several frequencies, the coarsest is used, so that no trade counts twice.
    pub(crate) fn twice_reported(&self, how: &Reconciliation) -> Vec<TwiceReported> {
        let of_flow = |cell: &Cell| (cell.key.exporter(), cell.key.importer(), cell.key.figure());
        let mut found = Vec::new();
        for flow in self.cells().chunk_by(|a, b| of_flow(a) == of_flow(b)) {
            let (exporter, importer, figure) = of_flow(&flow[0]);
            let coarsest = flow.iter().map(|cell| cell.key.period().frequency()).min();
            let ours = |cell: &&Cell| figure == Figure::Flow && Some(cell.key.period().frequency()) == coarsest;
            let cells: Vec<&Cell> = flow.iter().filter(ours).collect();
            for period in cells.chunk_by(|a, b| a.key.period() == b.key.period()) {
                let mut sides = Sides::default();
                for report in period.iter().map(|cell| self.report(cell)).filter(|report| report.product.is_none()) {
                    sides.place(report, how.policy);
                }
                let reports = sides.at_fob(how).and_then(|(x, m)| Some((x, m, asymmetry(x, m)?)));
                found.extend(reports.map(|(x, m, asymmetry)| TwiceReported {
                    exporter,
                    importer,
                    // Halved before they are added, so that the sum cannot overflow.
                    size: x.value() / 2.0 + m.value() / 2.0,
                    asymmetry,
                }));
            }
        }
        found
    }
}

/// A flow of one period that both sides report: one observation of how far its two reporters agree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TwiceReported {
    /// The economy that sells.
    pub exporter: Economy,
    /// The economy that buys.
    pub importer: Economy,
    /// The mean of both reports, at the exporter's border.
    pub size: f64,
    /// [`asymmetry`] of both reports at the exporter's border.
    pub asymmetry: f64,
}
