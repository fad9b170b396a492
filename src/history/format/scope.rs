//! What is wanted of a file, checked as early as a row tells.

use crate::{
    currency::Currency,
    economy::{Economy, Pair},
    error::{Error, Result},
    history::{
        format::{
            batch::{Batch, Record},
            product::Product,
        },
        panel::{CLASSED, Figure, FlowKey, in_code_order, product_level},
        table::{Codebook, Column, Party, Place, Row},
    },
    period::{Frequency, Period},
    series::{Status, Valuation},
};

/// Whose reports of a flow a Gravity file's row gives: it has those of two collections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Collection {
    #[default]
    Comtrade,
    Imf,
}

/// What is wanted of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Scope {
    pub pair: Option<Pair>,
    /// Only the flow from the pair's first to its second.
    pub one_way: bool,
    pub frequency: Option<Frequency>,
    pub from: Option<Period>,
    pub to: Option<Period>,
    /// Beginnings of product codes; with none, every product.
    pub products: Vec<String>,
    pub by_product: bool,
    /// The currency of figures that name none, and that others must have.
    pub currency: Option<Currency>,
    pub collection: Collection,
    /// The file's name without its folder, the source of figures that name none.
    pub file: String,
}

/// A flow's two sides.
pub(crate) type Sides = (Economy, Economy);

impl Scope {
    pub fn wants_pair(&self, a: Economy, b: Economy) -> bool {
        self.pair.is_none_or(|pair| pair.has_flow(a, b))
    }

    fn wants_flow(&self, exporter: Economy) -> bool {
        !self.one_way || self.pair.is_none_or(|pair| pair.first() == exporter)
    }

    pub fn wants_period(&self, period: Period) -> bool {
        let (start, end) = period.months();
        self.frequency.is_none_or(|wanted| wanted == period.frequency())
            && self.from.is_none_or(|from| from.months().0 <= start)
            && self.to.is_none_or(|to| end <= to.months().1)
    }

    /// Whether a product is wanted: all are where none is named, and a total never is where some are.
    pub fn wants_product(&self, code: &[u8]) -> bool {
        self.products.is_empty() || self.products.iter().any(|start| starts_with(code, start.as_bytes()))
    }

    /// The two economies that a row names. None where they are not in scope; and none with a note in the batch where it
    /// names a group, or one economy twice.
    pub fn parties(
        &self,
        row: &Row<'_>,
        columns: (&Column, &Column),
        book: &Codebook,
        out: &mut Batch,
    ) -> Result<Option<Sides>> {
        parties(self.pair, row, columns, book, out)
    }
}

/// As [`Scope::parties`], where a pair is wanted or every one is.
pub(crate) fn parties(
    wanted: Option<Pair>,
    row: &Row<'_>,
    (first, second): (&Column, &Column),
    book: &Codebook,
    out: &mut Batch,
) -> Result<Option<Sides>> {
    let side = |column: &Column| {
        let party = book.party(row.bytes(column));
        if party == Party::Unknown { Err(row.wrong(column, unknown(&row.text(column)))) } else { Ok(party) }
    };
    let (one, other) = (side(first), side(second));
    let outside = |party: &Result<Party>| match (party, wanted) {
        (Ok(Party::Economy(economy)), Some(pair)) => ![pair.first(), pair.second()].contains(economy),
        _ => false,
    };
    // Whoever the other is, the row is not of the pair.
    if outside(&one) || outside(&other) {
        return Ok(None);
    }
    match (one?, other?) {
        (Party::Economy(a), Party::Economy(b)) if a == b => {
            if wanted.is_none() {
                out.set_aside("trade of an economy with itself", a.code().as_bytes(), row);
            }
            Ok(None)
        }
        (Party::Economy(a), Party::Economy(b)) => Ok(wanted.is_none_or(|pair| pair.has_flow(a, b)).then_some((a, b))),
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

/// A row of a group is of interest where the other side is.
fn note_group(wanted: Option<Pair>, other: Economy, (row, group): (&Row<'_>, &Column), out: &mut Batch) {
    if wanted.is_none_or(|pair| [pair.first(), pair.second()].contains(&other)) {
        out.set_aside(WITH_GROUP, row.bytes(group), row);
    }
}

const WITH_GROUP: &str = "trade with a group of economies";

fn starts_with(code: &[u8], start: &[u8]) -> bool {
    code.len() >= start.len() && code[..start.len()].eq_ignore_ascii_case(start)
}

fn unknown(text: &str) -> Error {
    let expected = "expected the code or the English name of an economy, such as KAZ or Kazakhstan";
    Error::parse("an economy", text, 1, expected)
}

/// A figure on its way into a batch.
pub(crate) struct Entry<'e> {
    pub sides: Sides,
    pub figure: Figure,
    pub period: Period,
    pub reporter: Option<Economy>,
    pub valuation: Option<Valuation>,
    pub status: Status,
    pub product: &'e str,
    /// How fine the product is, where that is not to be seen from its code.
    pub level: Option<u8>,
    /// A number for its classification.
    pub class: u8,
    pub source: &'e str,
    pub amount: f64,
    pub place: Place,
}

/// What a row says of the reporter's trade with its partner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Direction {
    /// Exports, valued FOB.
    Export,
    Import(Valuation),
}

impl<'e> Entry<'e> {
    /// A reported figure of a flow, as far as that can be said of most.
    pub fn new(sides: Sides, period: Period, amount: f64, source: &'e str, place: Place) -> Self {
        Self {
            sides,
            figure: Figure::Flow,
            period,
            reporter: None,
            valuation: None,
            status: Status::Reported,
            product: "",
            level: None,
            class: 0,
            source,
            amount,
            place,
        }
    }

    /// What a reporter says of its trade with a partner.
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

    /// Of a product.
    pub fn of(self, product: &'e Product<'_>) -> Self {
        Self { product: &product.name, level: product.level, class: product.class, ..self }
    }

    /// As one side's report.
    pub fn reported_by(self, reporter: Economy, valuation: Valuation) -> Self {
        Self { reporter: Some(reporter), valuation: Some(valuation), ..self }
    }
}

impl Scope {
    /// Adds a figure if it is in scope.
    pub fn add(&self, entry: &Entry<'_>, out: &mut Batch) {
        let (exporter, importer) = entry.sides;
        let wanted = match entry.figure {
            Figure::Flow => self.wants_pair(exporter, importer) && self.wants_flow(exporter),
            Figure::Turnover => self.wants_pair(exporter, importer) && !self.one_way,
        };
        // Of another classification, its code counts, with its name before it or without.
        let bare = entry.product.split_once(' ').filter(|_| entry.level == Some(CLASSED)).map(|(_, code)| code);
        let product = self.wants_product(entry.product.as_bytes())
            || bare.is_some_and(|code| self.wants_product(code.as_bytes()));
        if !wanted || !product || !self.wants_period(entry.period) {
            return;
        }
        // A turnover has no direction.
        let sides = match entry.figure {
            Figure::Flow => entry.sides,
            Figure::Turnover => in_code_order(exporter, importer),
        };
        let source = out.source(entry.source);
        let level = match product_level(entry.product.as_bytes()) {
            0 => 0,
            level => entry.level.unwrap_or(level),
        };
        // However a total over all products is called, it is one figure.
        let product = if level == 0 { 0 } else { out.product(entry.product) };
        // Kept one by one, products go by their codes whatever the revision.
        let class = if level == 0 || self.by_product { 0 } else { entry.class };
        out.records.push(Record {
            key: FlowKey::new(sides, entry.figure, entry.period, entry.reporter, entry.valuation),
            product,
            level,
            class,
            amount: entry.amount,
            status: entry.status,
            source,
            place: entry.place,
        });
    }
}
