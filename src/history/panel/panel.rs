//! Flows of many economies, each with every report of it.

use crate::{
    amount::Amount,
    coverage::{Coverage, Product},
    economy::{Economy, Pair, Partners},
    error::{Error, Result, given},
    history::panel::{
        context::{Context, Tie},
        flow::Flow,
        key::{Figure, FlowKey, in_code_order},
        report::{Cell, Report},
    },
    period::Period,
    series::Status,
    unit::Unit,
};

/// Flows and stated turnovers of many economies by period, in one currency, each with every report of it.
///
/// A panel comes from a [`Reader`](crate::history::Reader), or from plain values by [`from_rows`](Self::from_rows). The
/// same flow may have several figures: the exporter's report, the importer's, and one by neither side.
/// [`mirror`](Self::mirror) reconciles them.
///
/// ```
/// use tradepath::history::Reader;
///
/// let file = "year,exporter,importer,reporter,valuation,value\n\
///             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,CIF,212\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// // One flow, reported twice.
/// assert_eq!((panel.flows().len(), panel.len()), (1, 2));
/// let reporters = panel.reports().filter_map(|report| report.reporter);
/// assert_eq!(reporters.map(|economy| economy.code()).collect::<Vec<_>>(), ["KAZ", "UZB"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    unit: Unit,
    /// In the order of their keys and products, which the searches rely on.
    cells: Vec<Cell>,
    sources: Vec<String>,
    /// The products that occur, in their order. The first is none, for all products together.
    products: Vec<Option<Product>>,
    /// What the amounts count. The first is all goods, whether it occurs or not.
    coverages: Vec<Coverage>,
    context: Context,
}

impl Panel {
    /// A panel of cells in any order, of one currency, with what their indices stand for.
    pub(crate) fn new(unit: Unit, mut cells: Vec<Cell>, lists: Lists, context: Context) -> Self {
        let sources = sorted(lists.sources, &mut cells, None, |cell| &mut cell.source);
        let products = sorted(lists.products, &mut cells, Some(None), |cell| &mut cell.product);
        let coverages = sorted(lists.coverages, &mut cells, Some(Coverage::Goods), |cell| &mut cell.coverage);
        cells.sort_by_key(|cell| (cell.key, cell.product));
        Self { unit, cells, sources, products, coverages, context }
    }

    /// A panel from plain numbers or texts: each row is a flow (exporter and importer), a period and an amount.
    ///
    /// The figures have no reporter, valuation or source.
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
    /// The error of an argument that cannot be read; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction)
    /// where a flow has two amounts in one period.
    ///
    /// # Examples
    /// A flow may have one amount in a period:
    ///
    /// ```
    /// use tradepath::history::Panel;
    ///
    /// let twice = Panel::from_rows("USD", [("KAZ-UZB", 2019, "2B"), ("KAZ-UZB", 2019, "3B")]);
    /// assert!(twice.unwrap_err().to_string().contains("stands twice"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn from_rows<F, P, A>(
        unit: impl TryInto<Unit, Error: Into<Error>>,
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
            cells.push(Cell {
                key,
                product: 0,
                coverage: 0,
                amount: amount.value(),
                status: Status::Reported,
                source: 0,
            });
        }
        cells.sort_by_key(|cell| cell.key);
        if let Some(twice) = cells.windows(2).find(|two| two[0].key == two[1].key) {
            let key = twice[0].key;
            let message = format!("{} to {} in {} stands twice", key.exporter(), key.importer(), key.period());
            return Err(Error::contradiction(message));
        }
        Ok(Self::new(given(unit)?, cells, Lists::of_goods(), Context::default()))
    }

    /// The currency of every amount.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The number of figures: reports of flows and stated turnovers.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether the panel has no figures.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Every figure, in the order of exporter, importer, period, reporter and product. Stated turnovers are among them.
    pub fn reports(&self) -> impl Iterator<Item = Report<'_>> + Clone {
        self.cells.iter().map(|cell| self.report(cell))
    }

    /// Every report of one flow, in the order of period, reporter and product.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Panel;
    ///
    /// let rows = [("KAZ-UZB", 2019, 3e9), ("KAZ-UZB", 2020, 4e9), ("UZB-KAZ", 2019, 1e9)];
    /// let panel = Panel::from_rows("USD", rows)?;
    /// let exports: Vec<f64> =
    ///     panel.reports_of("KAZ-UZB".parse()?).map(|report| report.amount.value()).collect();
    /// assert_eq!(exports, [3e9, 4e9]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn reports_of(&self, flow: Flow) -> impl Iterator<Item = Report<'_>> + Clone {
        self.cells_of(flow.exporter(), flow.importer(), Figure::Flow).iter().map(|cell| self.report(cell))
    }

    /// Every flow that has a figure, in the order of exporter and importer.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Panel;
    ///
    /// let panel = Panel::from_rows("USD", [("UZB-KAZ", 2019, 2.0), ("KAZ-UZB", 2019, 1.0)])?;
    /// let flows: Vec<_> = panel.flows().iter().map(|flow| flow.to_string()).collect();
    /// assert_eq!(flows, ["KAZ-UZB", "UZB-KAZ"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn flows(&self) -> Vec<Flow> {
        let flows = self.cells.iter().filter(|cell| cell.key.figure() == Figure::Flow);
        // Readers leave out trade of an economy with itself.
        let mut flows: Vec<Flow> =
            flows.filter_map(|cell| Flow::new(cell.key.exporter(), cell.key.importer()).ok()).collect();
        // The cells of one flow stand together.
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

    /// The turnovers of a pair that the files state as such. Turnovers computed from flows are not among them: see
    /// [`turnover`](Self::turnover).
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,flow,value\n2025,KAZ,UZB,flow,3400\n\
    ///             2025,KAZ,UZB,turnover,4970\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let stated = panel.turnovers_of("UZB-KAZ".parse()?).next().unwrap();
    /// assert_eq!(stated.amount.value(), 4970.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn turnovers_of(&self, pair: Pair) -> impl Iterator<Item = Report<'_>> + Clone {
        let (first, second) = in_code_order(pair.first(), pair.second());
        self.cells_of(first, second, Figure::Turnover).iter().map(|cell| self.report(cell))
    }

    /// A panel of one pair's figures alone, with what is known of its economies.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Pair, history::Panel};
    ///
    /// let rows = [("KAZ-UZB", 2019, 3e9), ("KAZ-KGZ", 2019, 6e8), ("UZB-KAZ", 2019, 1e9)];
    /// let panel = Panel::from_rows("USD", rows)?;
    /// assert_eq!(panel.only("KAZ-UZB".parse::<Pair>()?).len(), 2);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn only(&self, partners: impl Into<Partners>) -> Self {
        let partners = partners.into();
        let ours = |cell: &&Cell| partners.covers(cell.key.exporter(), cell.key.importer());
        let cells = self.cells.iter().filter(ours).copied().collect();
        let lists =
            Lists { sources: self.sources.clone(), products: self.products.clone(), coverages: self.coverages.clone() };
        Self::new(self.unit, cells, lists, self.context.only(partners.pair()))
    }

    /// Every economy that exports or imports, in the order of the codes.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Panel;
    ///
    /// let panel = Panel::from_rows("USD", [("UZB-KAZ", 2019, 2.0), ("KAZ-KGZ", 2020, 1.0)])?;
    /// let codes: Vec<_> = panel.economies().iter().map(|economy| economy.code()).collect();
    /// assert_eq!(codes, ["KAZ", "KGZ", "UZB"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn economies(&self) -> Vec<Economy> {
        let mut there = vec![false; usize::from(Economy::WITH_BLOCS)];
        for cell in &self.cells {
            there[usize::from(cell.key.exporter().index())] = true;
            there[usize::from(cell.key.importer().index())] = true;
        }
        (0..Economy::WITH_BLOCS).filter(|index| there[usize::from(*index)]).filter_map(Economy::from_index).collect()
    }

    /// Every period that has a figure: years first, then quarters, then months.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Panel;
    ///
    /// let rows = [("2019-01", 1.0), ("2020", 9.0), ("2019", 8.0)];
    /// let rows = rows.map(|(period, amount)| ("KAZ-UZB", period, amount));
    /// let panel = Panel::from_rows("USD", rows)?;
    /// let periods: Vec<_> = panel.periods().iter().map(|period| period.to_string()).collect();
    /// assert_eq!(periods, ["2019", "2020", "2019-01"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn periods(&self) -> Vec<Period> {
        let mut bits: Vec<u32> = self.cells.iter().map(|cell| cell.key.period().to_bits()).collect();
        bits.sort_unstable();
        bits.dedup();
        bits.into_iter().map(Period::from_bits).collect()
    }

    /// The products, where the reader kept figures [by product](crate::history::Reader::by_product): first those of the
    /// Harmonised System, each classification in the order of its codes.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.products.iter().flatten()
    }

    /// What the totals of the panel count, each coverage once: all goods alone, in most panels. Figures kept by product
    /// are not among them.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,product,value\n2019,KAZ,UZB,1005,3\n2019,KAZ,UZB,1202,4\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let coverages: Vec<_> = panel.coverages().iter().map(|coverage| coverage.to_string()).collect();
    /// assert_eq!(coverages, ["products 1005 and 1202 of HS"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn coverages(&self) -> Vec<&Coverage> {
        let mut there = vec![false; self.coverages.len()];
        for cell in self.cells.iter().filter(|cell| cell.product == 0) {
            there[cell.coverage as usize] = true;
        }
        self.coverages.iter().zip(there).filter_map(|(coverage, there)| there.then_some(coverage)).collect()
    }

    /// An economy's gross domestic product in the panel's currency; none where no file has it.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Reader, Tie};
    ///
    /// // CEPII Gravity, in thousands of dollars.
    /// let file = "year,iso3_o,iso3_d,tradeflow_comtrade_o,gdp_o,contig\n\
    ///             2019,KAZ,UZB,5,180,1\n";
    /// let panel = Reader::new().read(file.as_bytes(), "Gravity.csv")?.panel;
    /// let gdp = panel.gdp("KAZ".parse()?, "2019".parse()?);
    /// assert_eq!(gdp.map(|amount| amount.value()), Some(180e3));
    /// assert_eq!(panel.gdp("UZB".parse()?, "2019".parse()?), None);
    /// let bordering = panel.tied(Tie::Border, "UZB-KAZ".parse()?, "2019".parse()?);
    /// assert_eq!(bordering, Some(true));
    /// // The file has no column of trade agreements.
    /// let agreed = panel.tied(Tie::Agreement, "UZB-KAZ".parse()?, "2019".parse()?);
    /// assert_eq!(agreed, None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn gdp(&self, economy: Economy, period: Period) -> Option<Amount> {
        Amount::new(self.context.gdp(economy, period)?).ok()
    }

    /// Whether a pair has a tie in a period: a common border or a trade agreement, as CEPII Gravity states them. None
    /// where no file says.
    ///
    /// [`gdp`](Self::gdp) has an example.
    pub fn tied(&self, tie: Tie, pair: Pair, period: Period) -> Option<bool> {
        self.context.tied(tie, pair, period)
    }

    /// Who published the figures, each name once, in alphabetical order.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,value,source\n2019,KAZ,UZB,5,b\n2020,KAZ,UZB,6,a\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// assert_eq!(panel.sources().collect::<Vec<_>>(), ["a", "b"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(String::as_str)
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// All cells of one flow, or of one pair's stated turnovers. They stand together, as the keys begin with the
    /// economies.
    pub(crate) fn cells_of(&self, exporter: Economy, importer: Economy, figure: Figure) -> &[Cell] {
        let first = FlowKey::first(exporter, importer, figure);
        let from = self.cells.partition_point(|cell| cell.key < first);
        let to = self.cells.partition_point(|cell| cell.key < first.past());
        &self.cells[from..to]
    }

    /// A cell with its names in place of its packed keys.
    pub(crate) fn report(&self, cell: &Cell) -> Report<'_> {
        Report {
            period: cell.key.period(),
            exporter: cell.key.exporter(),
            importer: cell.key.importer(),
            figure: cell.key.figure(),
            product: self.products.get(cell.product as usize).and_then(Option::as_ref),
            // The first coverage is always there.
            coverage: self.coverages.get(cell.coverage as usize).unwrap_or(&self.coverages[0]),
            // Read as an amount, or a finite sum of amounts.
            amount: Amount::new(cell.amount).unwrap_or(Amount::ZERO),
            reporter: cell.key.reporter(),
            valuation: cell.key.valuation(),
            status: cell.status,
            source: self.sources.get(cell.source as usize).map_or("", String::as_str),
        }
    }
}

/// An iterator over every [`Report`] of a panel, in the order of exporter, importer, period, reporter and product.
///
/// ```
/// use tradepath::history::Panel;
///
/// let panel = Panel::from_rows("USD", [("UZB-KAZ", 2019, 2.0), ("KAZ-UZB", 2019, 1.0)])?;
/// let mut exporters = Vec::new();
/// for report in &panel {
///     exporters.push(report.exporter.code());
/// }
/// assert_eq!(exporters, ["KAZ", "UZB"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
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

/// What the indices of cells stand for, in any order.
pub(crate) struct Lists {
    pub sources: Vec<String>,
    pub products: Vec<Option<Product>>,
    pub coverages: Vec<Coverage>,
}

impl Lists {
    /// Of figures without a source that count all goods together.
    pub fn of_goods() -> Self {
        Self { sources: vec![String::new()], products: vec![None], coverages: vec![Coverage::Goods] }
    }
}

/// Drops what no cell has and sorts the rest, each once, so that two panels of the same figures are equal whatever files
/// they were read from. What is given as `first` comes first, whether a cell has it or not.
fn sorted<T: Ord>(list: Vec<T>, cells: &mut [Cell], first: Option<T>, index: fn(&mut Cell) -> &mut u32) -> Vec<T> {
    let mut used = vec![false; list.len()];
    for cell in &mut *cells {
        used[*index(cell) as usize] = true;
    }
    let mut places = vec![0; used.len()];
    let mut order: Vec<(T, usize)> = list.into_iter().zip(0..).filter(|(_, at)| used[*at]).collect();
    order.sort_unstable();
    let mut kept: Vec<T> = first.into_iter().collect();
    for (value, at) in order {
        if kept.last() != Some(&value) {
            kept.push(value);
        }
        places[at] = kept.len() as u32 - 1;
    }
    for cell in cells {
        let at = index(cell);
        *at = places[*at as usize];
    }
    kept
}
