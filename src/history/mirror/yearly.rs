//! Every flow and turnover of a panel by the year as bare numbers, for computations over many pairs at once.
//!
//! Base rates and calibrations need the amounts of very many pairs, and nothing of their provenance. A year and a
//! number are therefore all that is kept of each. Quarters and months are not added up here.

use std::collections::HashSet;

use crate::{
    amount::Amount,
    economy::{Economy, Pair},
    error::Result,
    history::{
        mirror::{
            policy::{MirrorPolicy, Reconciliation},
            reconcile::{Sides, figure},
        },
        panel::{About, AnnualPanel, Cell, Figure, Member, MissingFlow, Panel, Yearly},
    },
    period::{Frequency, Period},
    series::{Prices, Status, Valuation},
    wording::counted,
};

impl Panel {
    /// Every flow by the year, reconciled, in the order of exporter and importer. Projected amounts are left out, and
    /// flows of which nothing remains.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where one side has two figures of a flow in a year
    /// and it cannot be told which is meant.
    pub(crate) fn yearly_flows(&self, how: &Reconciliation) -> Result<Vec<((Economy, Economy), Yearly)>> {
        let mut flows = Vec::new();
        for cells in self.cells().chunk_by(|a, b| direction(a) == direction(b)) {
            let (exporter, importer, figure) = direction(&cells[0]);
            if figure == Figure::Flow {
                let yearly = self.yearly(cells, |year| self.yearly_flow(year, how))?;
                if !yearly.is_empty() {
                    flows.push(((exporter, importer), yearly));
                }
            }
        }
        Ok(flows)
    }

    /// Every turnover that files state by the year, in the order of the codes. Projected amounts are left out.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where both sides state one and the policy does not
    /// choose.
    pub(crate) fn yearly_turnovers(&self, policy: MirrorPolicy) -> Result<Vec<((Economy, Economy), Yearly)>> {
        let mut turnovers = Vec::new();
        for cells in self.cells().chunk_by(|a, b| direction(a) == direction(b)) {
            let (first, second, figure) = direction(&cells[0]);
            if figure != Figure::Turnover {
                continue;
            }
            let Ok(pair) = Pair::new(first, second) else { continue };
            let stated = self.stated_turnovers(pair, Frequency::Annual, policy)?;
            let happened = stated.into_iter().filter(|(_, seen)| seen.provenance.status != Status::Projected);
            let yearly: Yearly = happened.map(|(period, seen)| (period.calendar_year(), seen.amount.value())).collect();
            if !yearly.is_empty() {
                turnovers.push(((first, second), yearly));
            }
        }
        Ok(turnovers)
    }

    /// The valuation that all yearly amounts share; none where they differ, or where a figure does not say its own.
    ///
    /// A stated turnover has no valuation, as it adds exports and imports.
    pub(crate) fn yearly_valuation(&self, how: &Reconciliation) -> Option<Valuation> {
        let annual = |cell: &&Cell| cell.key.period().frequency() == Frequency::Annual;
        let mut valuations = self.cells().iter().filter(annual).map(|cell| match cell.key.figure() {
            Figure::Turnover => None,
            // One economy's own statistics are used as published.
            Figure::Flow if matches!(how.policy, MirrorPolicy::Of(_)) => cell.key.valuation(),
            // Importers' figures are brought to the exporter's border.
            Figure::Flow => cell.key.valuation().map(|of| if of == Valuation::Cif { Valuation::Fob } else { of }),
        });
        let first = valuations.next()??;
        valuations.all(|valuation| valuation == Some(first)).then_some(first)
    }

    /// One flow's amounts by year, from its cells in the order of the periods. `amount` makes one figure of a year's
    /// cells.
    fn yearly(&self, cells: &[Cell], amount: impl Fn(&[Cell]) -> Result<Option<f64>>) -> Result<Yearly> {
        let mut yearly = Vec::new();
        for period in cells.chunk_by(|a, b| a.key.period() == b.key.period()) {
            let of: Period = period[0].key.period();
            if of.frequency() == Frequency::Annual {
                yearly.extend(amount(period)?.map(|amount| (of.calendar_year(), amount)));
            }
        }
        Ok(yearly)
    }

    /// The reconciled amount of a flow in one year, of all products together; none where the policy finds no report to
    /// use.
    fn yearly_flow(&self, cells: &[Cell], how: &Reconciliation) -> Result<Option<f64>> {
        // Most panels have one figure of a flow and year, and it is neither side's. It can be read without comparing
        // reports; the result is that of the general way below.
        if let [cell] = cells {
            if cell.product == 0 && cell.key.reporter().is_none() && cell.status != Status::Projected {
                let brought =
                    cell.key.valuation() == Some(Valuation::Cif) && !matches!(how.policy, MirrorPolicy::Of(_));
                let amount = Amount::new(cell.amount)?;
                return Ok(Some(if brought { how.cif_fob.at_fob(amount) } else { amount }.value()));
            }
        }
        let mut sides = Sides::default();
        for cell in cells.iter().filter(|cell| cell.product == 0) {
            sides.place(self.report(cell), how.policy);
        }
        let Some(seen) = figure(&sides, how)? else { return Ok(None) };
        Ok((seen.provenance.status != Status::Projected).then(|| seen.amount.value()))
    }
}

/// What a cell is about: exporter, importer, and whether it is a flow or a turnover. Cells are sorted by it.
fn direction(cell: &Cell) -> (Economy, Economy, Figure) {
    (cell.key.exporter(), cell.key.importer(), cell.key.figure())
}

/// The sums of two lists of amounts, both by rising year, in the years that both have.
///
/// ```text
/// 2019: 1, 2020: 2    and    2020: 5, 2021: 6    make    2020: 7
/// ```
fn in_both(one: &[(i32, f64)], other: &[(i32, f64)]) -> Yearly {
    let mut other = other.iter().copied().peekable();
    let both = one.iter().filter_map(|(year, amount)| {
        while other.next_if(|(of, _)| of < year).is_some() {}
        let (_, second) = other.next_if(|(of, _)| of == year)?;
        Some((*year, amount + second))
    });
    both.collect()
}

/// Two lists of amounts, both by rising year, as one. A year that both have gets what `both` makes of the two amounts.
///
/// ```text
/// 2019: 1, 2020: 2    and    2020: 5, 2021: 6    make    2019: 1, 2020: both(2, 5), 2021: 6
/// ```
pub(crate) fn merged(one: &[(i32, f64)], other: &[(i32, f64)], both: impl Fn(f64, f64) -> f64) -> Yearly {
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    let mut all = Vec::with_capacity(one.len().max(other.len()));
    loop {
        all.push(match (one.peek(), other.peek()) {
            (Some(a), Some(b)) if a.0 == b.0 => (a.0, both(a.1, b.1)),
            (Some(a), Some(b)) => {
                if a.0 < b.0 {
                    *a
                } else {
                    *b
                }
            }
            (Some(only), None) | (None, Some(only)) => *only,
            (None, None) => return all,
        });
        let (year, _) = all[all.len() - 1];
        one.next_if(|(of, _)| *of == year);
        other.next_if(|(of, _)| *of == year);
    }
}

/// Who reports what in a panel: what tells a flow of zero from one that nobody was asked for.
struct Reporting {
    /// Whether the panel has figures by neither side, such as those of BACI.
    unsided: bool,
    /// The economies that report exports, and those that report imports.
    exporters: HashSet<Economy>,
    importers: HashSet<Economy>,
}

impl Reporting {
    fn of(panel: &Panel) -> Self {
        let mut reporting = Self { unsided: false, exporters: HashSet::new(), importers: HashSet::new() };
        for cell in panel.cells().iter().filter(|cell| cell.key.figure() == Figure::Flow) {
            match cell.key.reporter() {
                None => reporting.unsided = true,
                Some(reporter) if reporter == cell.key.exporter() => drop(reporting.exporters.insert(reporter)),
                Some(reporter) => drop(reporting.importers.insert(reporter)),
            }
        }
        reporting
    }

    /// Whether both flows of a pair would be in the panel if there were any: each has a side that reports such flows.
    fn would_have(&self, (one, other): (Economy, Economy)) -> bool {
        let flow = |from: &Economy, to: &Economy| self.exporters.contains(from) || self.importers.contains(to);
        self.unsided || (flow(&one, &other) && flow(&other, &one))
    }
}

/// The sources of a panel's figures, and what the figures count where that is not all goods.
fn source_of(panel: &Panel) -> String {
    let sources = panel.sources().collect::<Vec<_>>().join("; ");
    match counted(&panel.coverages()) {
        Some(counted) if sources.is_empty() => format!("counting {counted}"),
        Some(counted) => format!("{sources}, counting {counted}"),
        None => sources,
    }
}

impl AnnualPanel {
    /// Every flow of a panel by the year, reconciled as `how` says.
    ///
    /// The series are named exporter first: `KAZ-UZB` is what Kazakhstan sold to Uzbekistan. They come in the order of
    /// exporter and importer. Projected amounts are left out.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where one side has two figures of a flow in a
    /// period and it cannot be told which is meant.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{AnnualPanel, Panel, Reconciliation};
    ///
    /// let rows = [("UZB-KAZ", 2019, 1.0), ("KAZ-UZB", 2019, 2.0), ("KAZ-UZB", 2020, 3.0)];
    /// let panel = Panel::from_rows("USD", rows)?;
    /// let flows = AnnualPanel::flows(&panel, &Reconciliation::default())?;
    /// assert_eq!(flows.names().collect::<Vec<_>>(), ["KAZ-UZB", "UZB-KAZ"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn flows(panel: &Panel, how: &Reconciliation) -> Result<Self> {
        Ok(Self::of_panel(panel, how, Figure::Flow, panel.yearly_flows(how)?))
    }

    /// Every pair's turnover by the year: the one that a file states, or else both flows added. The series are named in
    /// the order of the codes, so that there is a `KAZ-UZB` and no `UZB-KAZ`.
    ///
    /// A year in which only one flow is recorded has no turnover, unless [`Reconciliation::missing_flow`] says that the
    /// other was zero. That suits panels such as BACI, which list only trade that took place. It holds only for pairs of
    /// which the panel would have both flows: one reporter's imports alone make no turnover.
    ///
    /// # Errors
    /// The errors of [`flows`](Self::flows).
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{AnnualPanel, MissingFlow, Panel, Reconciliation};
    ///
    /// let rows = [("UZB-KAZ", 2019, 1.0), ("KAZ-UZB", 2019, 2.0), ("KAZ-KGZ", 2019, 3.0)];
    /// let panel = Panel::from_rows("USD", rows)?;
    /// let both = AnnualPanel::turnovers(&panel, &Reconciliation::default())?;
    /// assert_eq!(both.names().collect::<Vec<_>>(), ["KAZ-UZB"]);
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let all = AnnualPanel::turnovers(&panel, &zero)?;
    /// assert_eq!(all.names().collect::<Vec<_>>(), ["KAZ-KGZ", "KAZ-UZB"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn turnovers(panel: &Panel, how: &Reconciliation) -> Result<Self> {
        let mut flows = panel.yearly_flows(how)?;
        let reporting = Reporting::of(panel);
        // The economy whose code comes first is named first, whichever of the two exports.
        flows.iter_mut().for_each(|((one, other), _)| (*one, *other) = (*one.min(other), *one.max(other)));
        // Both flows of a pair stand together then, in the order of the codes.
        flows.sort_by_key(|(sides, _)| *sides);
        let mut pairs: Vec<((Economy, Economy), Yearly)> = Vec::with_capacity(flows.len());
        for of_pair in flows.chunk_by(|one, next| one.0 == next.0) {
            let zero = how.missing == MissingFlow::Zero && reporting.would_have(of_pair[0].0);
            let turnover = match of_pair {
                [(_, one), (_, other)] if zero => merged(one, other, |one, other| one + other),
                [(_, only)] if zero => only.clone(),
                [(_, one), (_, other)] => in_both(one, other),
                // One flow alone is no turnover where the other is unknown.
                _ => Vec::new(),
            };
            pairs.push((of_pair[0].0, turnover));
        }
        let mut stated_alone = Vec::new();
        for (sides, stated) in panel.yearly_turnovers(how.policy())? {
            match pairs.binary_search_by_key(&sides, |(sides, _)| *sides) {
                // A stated turnover takes the place of the sum of its year.
                Ok(at) => pairs[at].1 = merged(&pairs[at].1, &stated, |_, stated| stated),
                Err(_) => stated_alone.push((sides, stated)),
            }
        }
        pairs.append(&mut stated_alone);
        pairs.retain(|(_, turnover)| !turnover.is_empty());
        pairs.sort_by_key(|(sides, _)| *sides);
        Ok(Self::of_panel(panel, how, Figure::Turnover, pairs))
    }

    /// The panel by the year of series that are already made, with what it says about itself: sources, currency,
    /// valuation.
    fn of_panel(
        panel: &Panel,
        how: &Reconciliation,
        figure: Figure,
        pairs: impl IntoIterator<Item = ((Economy, Economy), Yearly)>,
    ) -> Self {
        let member = |((first, second), amounts): ((Economy, Economy), Yearly)| Member {
            name: format!("{}-{}", first.code(), second.code()),
            sides: Pair::new(first, second).ok(),
            amounts,
        };
        Self {
            members: pairs.into_iter().map(member).collect(),
            long_run: None,
            about: About {
                source: source_of(panel),
                figure: Some(figure),
                unit: panel.unit(),
                prices: Prices::Nominal,
                valuation: panel.yearly_valuation(how),
            },
            context: panel.context().clone(),
        }
    }
}
