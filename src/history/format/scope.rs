//! Which figures of a file are wanted, and a figure on its way into a batch.
//!
//! What is wanted is checked as early in a row as possible: economies first, then the period, and the value last. In a
//! file of millions of rows most are of other pairs, and these cost no more than a look at two codes.

use crate::{
    economy::{Economy, Pair, Partners},
    error::{Error, Result},
    history::{
        format::{
            batch::{Batch, Record},
            product::{Class, Product},
        },
        panel::{Figure, FlowKey, in_code_order},
        table::{Codebook, Column, Party, Place, Row},
    },
    period::{Frequency, Period},
    series::{Status, Valuation},
    unit::Unit,
};

/// Which collection's reports are taken from CEPII Gravity, whose rows have those of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Collection {
    /// UN Comtrade's: the columns `tradeflow_comtrade_o` and `tradeflow_comtrade_d`.
    #[default]
    Comtrade,
    /// The IMF's Direction of Trade Statistics: the columns `tradeflow_imf_o` and `tradeflow_imf_d`.
    Imf,
}

/// Which figures of a file are wanted: what a [`Reader`](crate::history::Reader) was told, as the formats need it.
/// Everything is wanted by default.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Scope {
    /// The only two sides whose flows are wanted, in both directions; without them, every pair.
    pub partners: Option<Partners>,
    /// Whether only the flow from the pair's first economy to its second is wanted.
    pub one_way: bool,
    /// The only frequency that is wanted; without one, all three.
    pub frequency: Option<Frequency>,
    /// The first period wanted, with all that lies in it.
    pub from: Option<Period>,
    /// The last period wanted, with all that lies in it.
    pub to: Option<Period>,
    /// Beginnings of product codes; where there are none, every product is wanted.
    pub products: Vec<String>,
    /// Whether each product is kept. Otherwise products are added up to a total for each flow.
    pub by_product: bool,
    /// The unit of figures that name none, and that others must have.
    pub unit: Option<Unit>,
    /// Whose reports are taken from a file that has those of two collections.
    pub collection: Collection,
    /// The reporter of a file whose rows do not name it.
    pub reporter: Option<Economy>,
    /// The file's name without its folder: the source of figures that name none.
    pub file: String,
}

/// The two economies of a flow, the exporter first; or the two that a row names, in the order of its columns.
pub(crate) type Sides = (Economy, Economy);

impl Scope {
    /// Whether the trade between two economies is wanted, whichever of them exports.
    pub fn wants_pair(&self, a: Economy, b: Economy) -> bool {
        self.partners.as_ref().is_none_or(|partners| partners.covers(a, b))
    }

    /// Whether the direction in which this economy exports is wanted, if the pair is.
    fn wants_flow(&self, exporter: Economy) -> bool {
        !self.one_way || self.partners.as_ref().is_none_or(|partners| partners.pair().first() == exporter)
    }

    /// Whether a period is of the wanted frequency and lies wholly between the first and the last one wanted.
    ///
    /// Periods of different frequency are compared by their months: from 2019 to 2020, the quarter 2020-Q4 is wanted.
    pub fn wants_period(&self, period: Period) -> bool {
        let (start, end) = period.months();
        self.frequency.is_none_or(|wanted| wanted == period.frequency())
            && self.from.is_none_or(|from| from.months().0 <= start)
            && self.to.is_none_or(|to| end <= to.months().1)
    }

    /// Whether a product is wanted: whether its code begins with one of those that were named, in any letter case.
    ///
    /// All products are wanted where none is named. Where some are, the total of all products is not wanted.
    fn wants_product(&self, product: &Product<'_>) -> bool {
        self.products.is_empty() || self.products.iter().any(|start| product.begins_with(start))
    }

    /// The two economies that a row names, in the order of the two columns.
    ///
    /// None where the pair is not wanted. None, too, where the row names a group of economies, or one economy twice;
    /// the batch then counts the row as skipped.
    ///
    /// # Errors
    /// For a code or name that is not known, unless the other side shows that the row is not wanted.
    pub fn parties(
        &self,
        row: &Row<'_>,
        columns: (&Column, &Column),
        book: &Codebook,
        out: &mut Batch,
    ) -> Result<Option<Sides>> {
        parties(self.partners.as_ref(), row, columns, book, out)
    }

    /// The reporter and the partner that a row names, where the reporter is known from elsewhere; as
    /// [`parties`](Self::parties) has them.
    ///
    /// # Errors
    /// For a partner that is not known.
    pub fn partner_of(
        &self,
        reporter: Economy,
        (row, partner): (&Row<'_>, &Column),
        book: &Codebook,
        out: &mut Batch,
    ) -> Result<Option<Sides>> {
        let sides = (Ok(Party::Economy(reporter)), side(self.partners.as_ref(), row, partner, book));
        judged(self.partners.as_ref(), sides, (row, partner, partner), out)
    }
}

/// The two economies that a row names, as [`Scope::parties`] has them: for one pair, or for every pair.
pub(crate) fn parties(
    wanted: Option<&Partners>,
    row: &Row<'_>,
    (first, second): (&Column, &Column),
    book: &Codebook,
    out: &mut Batch,
) -> Result<Option<Sides>> {
    judged(wanted, (side(wanted, row, first, book), side(wanted, row, second, book)), (row, first, second), out)
}

/// What a column of a row names. A group is one of the economies where it is a bloc of the wanted pair.
///
/// # Errors
/// For a code or name that is not known.
fn side(wanted: Option<&Partners>, row: &Row<'_>, column: &Column, book: &Codebook) -> Result<Party> {
    let party = book.party(row.bytes(column));
    if let (Party::Group | Party::Unknown, Some(pair)) =
        (party, wanted.map(Partners::pair).filter(|pair| pair.has_bloc()))
    {
        let bloc = Economy::bloc(&row.text(column)).filter(|bloc| [pair.first(), pair.second()].contains(bloc));
        if let Some(bloc) = bloc {
            return Ok(Party::Economy(bloc));
        }
    }
    if party == Party::Unknown { Err(row.wrong(column, unknown(&row.text(column)))) } else { Ok(party) }
}

/// The two economies of a row whose sides were looked up, as [`Scope::parties`] has them.
fn judged(
    wanted: Option<&Partners>,
    (one, other): (Result<Party>, Result<Party>),
    (row, first, second): (&Row<'_>, &Column, &Column),
    out: &mut Batch,
) -> Result<Option<Sides>> {
    let outside = |party: &Result<Party>| match (party, wanted) {
        (Ok(Party::Economy(economy)), Some(partners)) => !partners.concerns(*economy),
        _ => false,
    };
    if let (Some(partners), Ok(Party::Economy(a)), Ok(Party::Economy(b))) = (wanted, &one, &other) {
        note_related(partners.pair(), (*a, *b), row, out);
    }
    // Even if the other side is not known, the row is not of the pair, so an unknown code there is no error.
    if outside(&one) || outside(&other) {
        return Ok(None);
    }
    // A row of trade with a group is never a figure of a pair, whatever the other side is.
    if wanted.is_some() && [&one, &other].contains(&&Ok(Party::Group)) && (one.is_err() || other.is_err()) {
        return Ok(None);
    }
    match (one?, other?) {
        (Party::Economy(a), Party::Economy(b)) if a == b => {
            if wanted.is_none() {
                out.set_aside("trade of an economy with itself", a.code().as_bytes(), row);
            }
            Ok(None)
        }
        (Party::Economy(a), Party::Economy(b)) => {
            Ok(wanted.is_none_or(|partners| partners.covers(a, b)).then_some((a, b)))
        }
        (Party::Economy(a), _) => {
            note_group(wanted, a, (row, second), out);
            Ok(None)
        }
        (_, Party::Economy(b)) => {
            note_group(wanted, b, (row, first), out);
            Ok(None)
        }
        _ => {
            if wanted.is_none() {
                out.set_aside(WITH_GROUP, row.bytes(first), row);
            }
            Ok(None)
        }
    }
}

/// Economies whose trade some files have under another code, with what to ask for.
const RELATED: [(&[&str], &str, &str); 10] = [
    (&["TWN"], "S19", "trade of S19, Other Asia not elsewhere specified, which is mostly Taiwan: ask for S19"),
    (&["BEL", "LUX"], "BLX", "trade of BLX, Belgium and Luxembourg together: ask for BLX"),
    (&["SDN", "SSD"], "QSD", "trade of QSD, Sudan with South Sudan until 2011: ask for QSD"),
    (&["SRB", "MNE"], "SCG", "trade of SCG, Serbia and Montenegro together until 2006: ask for SCG"),
    (&["CZE", "SVK"], "CSK", "trade of CSK, Czechoslovakia until 1992: ask for CSK"),
    (&["RUS"], "SUN", "trade of SUN, the Soviet Union until 1991: ask for SUN"),
    (&["DEU"], "FRG", "trade of FRG, West Germany until 1990: ask for FRG"),
    (&["ETH", "ERI"], "ETF", "trade of ETF, Ethiopia with Eritrea until 1993: ask for ETF"),
    (&["SRB", "HRV", "SVN", "BIH", "MKD", "MNE"], "YUG", "trade of YUG, Yugoslavia until 1992: ask for YUG"),
    (&["ZAF", "NAM", "BWA", "LSO", "SWZ"], "ZA1", "trade of ZA1, the Southern African Customs Union: ask for ZA1"),
];

/// Counts a row as skipped that has one side of the wanted pair and, for the other side, the code under which some files
/// have it.
fn note_related(pair: Pair, (a, b): Sides, row: &Row<'_>, out: &mut Batch) {
    let ours = |economy: Economy| economy == pair.first() || economy == pair.second();
    // Most rows are of neither side, or of both.
    if ours(a) == ours(b) {
        return;
    }
    for (codes, other, what) in RELATED {
        let stands_for = |economy: Economy, there: Economy| codes.contains(&economy.code()) && there.code() == other;
        let sides = [(pair.first(), pair.second()), (pair.second(), pair.first())];
        let found = sides.iter().any(|(wanted, partner)| {
            (stands_for(*wanted, a) && *partner == b) || (stands_for(*wanted, b) && *partner == a)
        });
        if found {
            out.set_aside(what, b"", row);
        }
    }
}

/// Counts a row of trade with a group as skipped, where `other`, its other side, is wanted.
///
/// Where one pair is wanted, the trade of every other economy with groups is not counted: it concerns neither side of
/// the pair.
fn note_group(wanted: Option<&Partners>, other: Economy, (row, group): (&Row<'_>, &Column), out: &mut Batch) {
    if wanted.is_none_or(|partners| partners.concerns(other)) {
        out.set_aside(WITH_GROUP, row.bytes(group), row);
    }
}

/// Why a row of trade with a group is skipped; the group's code follows.
const WITH_GROUP: &str = "trade with a group of economies";

/// The error for a code or name that is not known. It says what would be accepted.
fn unknown(text: &str) -> Error {
    let expected = "expected the code or the English name of an economy, such as KAZ or Kazakhstan";
    Error::parse("an economy", text, 1, expected)
}

/// A figure that a row states, on its way into a batch.
///
/// A format starts from [`new`](Self::new) or [`of_trade`](Self::of_trade) and states what differs.
pub(crate) struct Entry<'e> {
    /// Exporter and importer; for a turnover, the two economies in any order.
    pub sides: Sides,
    /// Whether it is one flow or the turnover of the pair.
    pub figure: Figure,
    /// The year, quarter or month that it is the total of.
    pub period: Period,
    /// Whose statistics it is from; none where the file does not say, or where neither side reported it.
    pub reporter: Option<Economy>,
    /// At whose border it is valued; none where the file does not say.
    pub valuation: Option<Valuation>,
    /// Whether it was reported, reconciled, estimated or projected.
    pub status: Status,
    pub product: &'e Product<'e>,
    /// Who published it.
    pub source: &'e str,
    /// The amount in units of currency, zero or more.
    pub amount: f64,
    /// The row that states it.
    pub place: Place,
}

/// Whether a reporter's row is about its exports or its imports. Together with reporter and partner, it tells the
/// exporter from the importer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Direction {
    /// Exports, valued FOB.
    Export,
    /// Imports, with their valuation.
    Import(Valuation),
}

impl Direction {
    /// The direction that a word means, in any letter case: exports, or imports that are CIF, as nearly all are. None
    /// for any other word.
    pub fn named(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "export" | "exports" => Some(Self::Export),
            "import" | "imports" => Some(Self::Import(Valuation::Cif)),
            _ => None,
        }
    }
}

impl<'e> Entry<'e> {
    /// A reported figure of a flow: all products together, with no stated reporter and no stated valuation.
    pub fn new(sides: Sides, period: Period, amount: f64, source: &'e str, place: Place) -> Self {
        Self {
            sides,
            figure: Figure::Flow,
            period,
            reporter: None,
            valuation: None,
            status: Status::Reported,
            product: &Product::TOTAL,
            source,
            amount,
            place,
        }
    }

    /// What a reporter states of its exports to, or its imports from, a partner.
    ///
    /// Exports go from the reporter to the partner and are FOB. Imports go from the partner to the reporter, with the
    /// valuation that the direction carries.
    pub fn of_trade(
        direction: Direction,
        (reporter, partner): Sides,
        period: Period,
        amount: f64,
        (source, place): (&'e str, Place),
    ) -> Self {
        let (sides, valuation) = match direction {
            Direction::Export => ((reporter, partner), Valuation::Fob),
            Direction::Import(valuation) => ((partner, reporter), valuation),
        };
        Self::new(sides, period, amount, source, place).reported_by(reporter, valuation)
    }

    /// The same figure of one product.
    pub fn of(self, product: &'e Product<'e>) -> Self {
        Self { product, ..self }
    }

    /// The same figure, as one side's report with a valuation.
    pub fn reported_by(self, reporter: Economy, valuation: Valuation) -> Self {
        Self { reporter: Some(reporter), valuation: Some(valuation), ..self }
    }
}

impl Scope {
    /// Adds a figure to the batch if its pair, direction, product and period are wanted.
    pub fn add(&self, entry: &Entry<'_>, out: &mut Batch) {
        let (exporter, importer) = entry.sides;
        let wanted = match entry.figure {
            Figure::Flow => self.wants_pair(exporter, importer) && self.wants_flow(exporter),
            Figure::Turnover => self.wants_pair(exporter, importer) && !self.one_way,
        };
        if !wanted || !self.wants_product(entry.product) || !self.wants_period(entry.period) {
            return;
        }
        // A turnover has no direction: stored in the order of the codes, it is found from either side.
        let sides = match entry.figure {
            Figure::Flow => entry.sides,
            Figure::Turnover => in_code_order(exporter, importer),
        };
        let source = out.source(entry.source);
        // However a total over all products is called, it is one figure.
        let product = if entry.product.class == Class::Total { 0 } else { out.product(&entry.product.code) };
        let class = out.class(entry.product);
        out.records.push(Record {
            key: FlowKey::new(sides, entry.figure, entry.period, entry.reporter, entry.valuation),
            product,
            level: entry.product.level(),
            class,
            amount: entry.amount,
            status: entry.status,
            source,
            place: entry.place,
        });
    }
}
