//! Flows of many economies, each with every report of it.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{
    context::{Context, Tie},
    read::{Figure, FlowKey, product_code},
};
use crate::{
    amount::Amount,
    currency::Currency,
    economy::{Economy, Pair},
    period::Period,
    series::{Provenance, Status, Valuation},
};

/// One figure, packed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub key: FlowKey,
    pub product: u64,
    pub amount: f64,
    pub status: Status,
    pub source: u32,
}

/// One figure of a panel: who reports what of which flow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report<'p> {
    /// The period.
    pub period: Period,
    /// Who sold; of a turnover, the one whose code comes first.
    pub exporter: Economy,
    /// Who bought; of a turnover, the other.
    pub importer: Economy,
    /// Whether it is of one flow or of both of the pair.
    pub figure: Figure,
    /// The product's code; empty for all products.
    pub product: &'p str,
    /// The amount, in the panel's currency.
    pub amount: Amount,
    /// Whose statistics it is, where it is one side's.
    pub reporter: Option<Economy>,
    /// At whose border it is valued, where that is known.
    pub valuation: Option<Valuation>,
    /// How it came about.
    pub status: Status,
    /// Who published it.
    pub source: &'p str,
}

impl Report<'_> {
    /// Where the figure comes from.
    pub fn provenance(&self) -> Provenance {
        let source = self.source.to_owned();
        Provenance { source, reporter: self.reporter, valuation: self.valuation, status: self.status }
    }
}

/// Flows of many economies by period, of one currency, each with every report of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    currency: Currency,
    /// In the order of their keys and products.
    cells: Vec<Cell>,
    sources: Vec<String>,
    /// The codes of the products that there are, in the order of their keys.
    products: Vec<(u64, String)>,
    context: Context,
}

impl Panel {
    pub(super) fn new(
        currency: Currency,
        mut cells: Vec<Cell>,
        sources: Vec<String>,
        long_names: &FxHashMap<u64, String>,
        context: Context,
    ) -> Self {
        let sources = sorted(sources, &mut cells);
        let mut keys: Vec<u64> = cells.iter().map(|cell| cell.product).collect();
        keys.sort_unstable();
        keys.dedup();
        let name = |key: u64| product_code(key).or_else(|| long_names.get(&key).cloned()).unwrap_or_default();
        let products = keys.into_iter().map(|key| (key, name(key))).collect();
        Self { currency, cells, sources, products, context }
    }

    /// The currency of every amount.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// How many figures there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Every figure, by exporter, importer, period, reporter and product.
    pub fn reports(&self) -> impl Iterator<Item = Report<'_>> + Clone {
        self.cells.iter().map(|cell| self.report(cell))
    }

    /// The reports of one flow.
    pub fn reports_of(&self, exporter: Economy, importer: Economy) -> impl Iterator<Item = Report<'_>> + Clone {
        self.cells_of(exporter, importer, Figure::Flow).iter().map(|cell| self.report(cell))
    }

    /// Exporter and importer of every flow, in the order of the codes.
    pub fn flow_directions(&self) -> Vec<(Economy, Economy)> {
        let flows = self.cells.iter().filter(|cell| cell.key.figure() == Figure::Flow);
        let mut directions: Vec<_> = flows.map(|cell| (cell.key.exporter(), cell.key.importer())).collect();
        directions.dedup();
        directions
    }

    /// The turnovers of a pair that are stated as such.
    pub fn turnovers_of(&self, pair: Pair) -> impl Iterator<Item = Report<'_>> + Clone {
        let (first, second) = in_code_order(pair.first(), pair.second());
        self.cells_of(first, second, Figure::Turnover).iter().map(|cell| self.report(cell))
    }

    /// The figures of one pair.
    pub fn only(&self, pair: Pair) -> Self {
        let ours = |cell: &&Cell| pair.has_flow(cell.key.exporter(), cell.key.importer());
        let cells = self.cells.iter().filter(ours).copied().collect();
        let names = self.products.iter().cloned().collect();
        Self::new(self.currency, cells, self.sources.clone(), &names, self.context.only(pair))
    }

    /// Every economy of a flow, in the order of the codes.
    pub fn economies(&self) -> Vec<Economy> {
        let mut there = vec![false; usize::from(Economy::COUNT)];
        for cell in &self.cells {
            there[usize::from(cell.key.exporter().index())] = true;
            there[usize::from(cell.key.importer().index())] = true;
        }
        Economy::all().filter(|economy| there[usize::from(economy.index())]).collect()
    }

    /// Every period: years, then quarters, then months.
    pub fn periods(&self) -> Vec<Period> {
        let mut bits: Vec<u32> = self.cells.iter().map(|cell| cell.key.period().to_bits()).collect();
        bits.sort_unstable();
        bits.dedup();
        bits.into_iter().map(Period::from_bits).collect()
    }

    /// The codes of the products, where figures are kept by product.
    pub fn products(&self) -> impl Iterator<Item = &str> {
        self.products.iter().map(|(_, code)| code.as_str()).filter(|code| !code.is_empty())
    }

    /// An economy's gross domestic product, where the files have it.
    pub fn gdp(&self, economy: Economy, period: Period) -> Option<Amount> {
        Amount::new(self.context.gdp(economy, period)?).ok()
    }

    /// Whether a pair is tied in a period: of CEPII Gravity, by a common border or a trade agreement. None where no file
    /// says.
    pub fn tied(&self, tie: Tie, pair: Pair, period: Period) -> Option<bool> {
        self.context.tied(tie, pair, period)
    }

    /// Who published the figures, in the order of their names.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(String::as_str)
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub(super) fn cells_of(&self, exporter: Economy, importer: Economy, figure: Figure) -> &[Cell] {
        let first = FlowKey::first(exporter, importer, figure);
        let from = self.cells.partition_point(|cell| cell.key < first);
        let to = self.cells.partition_point(|cell| cell.key < first.past());
        &self.cells[from..to]
    }

    pub(super) fn report(&self, cell: &Cell) -> Report<'_> {
        let at = self.products.binary_search_by_key(&cell.product, |(key, _)| *key);
        Report {
            period: cell.key.period(),
            exporter: cell.key.exporter(),
            importer: cell.key.importer(),
            figure: cell.key.figure(),
            product: at.ok().and_then(|at| self.products.get(at)).map_or("", |(_, code)| code),
            // Read as an amount, or a finite sum of amounts.
            amount: Amount::new(cell.amount).unwrap_or(Amount::ZERO),
            reporter: cell.key.reporter(),
            valuation: cell.key.valuation(),
            status: cell.status,
            source: self.sources.get(cell.source as usize).map_or("", String::as_str),
        }
    }
}

/// The sources that cells have, in the order of their names, so that equal panels are equal whatever they were read from.
fn sorted(sources: Vec<String>, cells: &mut [Cell]) -> Vec<String> {
    let mut used = vec![false; sources.len()];
    for cell in &*cells {
        used[cell.source as usize] = true;
    }
    let mut order: Vec<(String, usize)> = sources.into_iter().zip(0..).filter(|(_, at)| used[*at]).collect();
    order.sort_unstable();
    let mut places = vec![0; used.len()];
    for (place, (_, at)) in order.iter().enumerate() {
        places[*at] = place as u32;
    }
    for cell in cells {
        cell.source = places[cell.source as usize];
    }
    order.into_iter().map(|(name, _)| name).collect()
}

/// Two economies in the order of their codes.
pub(super) fn in_code_order(a: Economy, b: Economy) -> (Economy, Economy) {
    if a <= b { (a, b) } else { (b, a) }
}
