//! Flows of many economies, each with every report of it.

use rustc_hash::FxHashMap;

use crate::{
    amount::Amount,
    currency::Currency,
    economy::{Economy, Pair},
    error::{Error, Result, given},
    history::panel::{
        context::{Context, Tie},
        flow::Flow,
        key::{Figure, FlowKey, in_code_order},
        product::product_code,
        report::{Cell, Report},
    },
    period::Period,
    series::Status,
};

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
    pub(crate) fn new(
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

    /// A panel of flows in plain numbers or texts: exporter and importer, period, amount.
    ///
    /// ```
    /// use tradepath::history::Panel;
    ///
    /// let rows = [
    ///     (("KAZ", "UZB"), 2019, 1962e6),
    ///     (("UZB", "KAZ"), 2019, 1210e6),
    ///     (("KAZ", "KGZ"), 2019, 609e6),
    /// ];
    /// let panel = Panel::from_rows("USD", rows)?;
    /// assert_eq!(panel.pairs(), ["KAZ-KGZ".parse()?, "KAZ-UZB".parse()?]);
    /// let turnover = panel.turnover("KAZ-UZB")?;
    /// assert_eq!(turnover.amount(turnover.last()).unwrap().to_string(), "3.17B");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// That of an argument that could not be read; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where a flow
    /// has two amounts in one period.
    pub fn from_rows<F, P, A>(
        currency: impl TryInto<Currency, Error: Into<Error>>,
        rows: impl IntoIterator<Item = (F, P, A)>,
    ) -> Result<Self>
    where
        F: TryInto<Flow, Error: Into<Error>>,
        P: TryInto<Period, Error: Into<Error>>,
        A: TryInto<Amount, Error: Into<Error>>,
    {
        let mut cells: Vec<Cell> = Vec::new();
        for (flow, period, amount) in rows {
            let (flow, period, amount): (Flow, Period, Amount) = (given(flow)?, given(period)?, given(amount)?);
            let sides = (flow.exporter(), flow.importer());
            let key = FlowKey::new(sides, Figure::Flow, period, None, None);
            cells.push(Cell { key, product: 0, amount: amount.value(), status: Status::Reported, source: 0 });
        }
        cells.sort_by_key(|cell| cell.key);
        if let Some(twice) = cells.windows(2).find(|two| two[0].key == two[1].key) {
            let key = twice[0].key;
            let message = format!("{} to {} in {} stands twice", key.exporter(), key.importer(), key.period());
            return Err(Error::contradiction(message));
        }
        Ok(Self::new(given(currency)?, cells, vec![String::new()], &FxHashMap::default(), Context::default()))
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
    pub fn reports_of(&self, flow: Flow) -> impl Iterator<Item = Report<'_>> + Clone {
        self.cells_of(flow.exporter(), flow.importer(), Figure::Flow).iter().map(|cell| self.report(cell))
    }

    /// Every flow, in the order of the codes.
    pub fn flows(&self) -> Vec<Flow> {
        let flows = self.cells.iter().filter(|cell| cell.key.figure() == Figure::Flow);
        // Readers leave out trade of an economy with itself.
        let mut flows: Vec<Flow> =
            flows.filter_map(|cell| Flow::new(cell.key.exporter(), cell.key.importer()).ok()).collect();
        flows.dedup();
        flows
    }

    /// Every pair of which there is a flow or a turnover, its economies in the order of the codes.
    pub fn pairs(&self) -> Vec<Pair> {
        let sides = self.cells.iter().map(|cell| in_code_order(cell.key.exporter(), cell.key.importer()));
        let mut pairs: Vec<Pair> = sides.filter_map(|(first, second)| Pair::new(first, second).ok()).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
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

    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub(crate) fn cells_of(&self, exporter: Economy, importer: Economy, figure: Figure) -> &[Cell] {
        let first = FlowKey::first(exporter, importer, figure);
        let from = self.cells.partition_point(|cell| cell.key < first);
        let to = self.cells.partition_point(|cell| cell.key < first.past());
        &self.cells[from..to]
    }

    pub(crate) fn report(&self, cell: &Cell) -> Report<'_> {
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

/// Every figure of a panel, by exporter, importer, period, reporter and product.
#[derive(Debug, Clone)]
pub struct Reports<'p> {
    panel: &'p Panel,
    cells: std::slice::Iter<'p, Cell>,
}

impl<'p> Iterator for Reports<'p> {
    type Item = Report<'p>;

    fn next(&mut self) -> Option<Report<'p>> {
        self.cells.next().map(|cell| self.panel.report(cell))
    }
}

impl<'p> IntoIterator for &'p Panel {
    type Item = Report<'p>;
    type IntoIter = Reports<'p>;

    fn into_iter(self) -> Reports<'p> {
        Reports { panel: self, cells: self.cells.iter() }
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
