//! Which figures of a file are wanted, checked as early in a row as possible.

use crate::{
    currency::Currency,
    economy::{Economy, Pair},
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
};

/// Which collection's reports are taken from CEPII Gravity, whose rows have those of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Collection {
    #[default]
    Comtrade,
    Imf,
}

/// Which figures of a file are wanted. Everything is, by default.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Scope {
    pub pair: Option<Pair>,
    /// Whether only the flow from the pair's first economy to its second is wanted.
    pub one_way: bool,
    pub frequency: Option<Frequency>,
    pub from: Option<Period>,
    pub to: Option<Period>,
    /// Beginnings of product codes; where there are none, every product is wanted.
    pub products: Vec<String>,
    pub by_product: bool,
    /// The currency of figures that name none, and that others must have.
    pub currency: Option<Currency>,
    pub collection: Collection,
    /// The file's name without its folder: the source of figures that name none.
    pub file: String,
}

/// The two economies of a flow, the exporter first, or of a row in the order of its columns.
pub(crate) type Sides = (Economy, Economy);

impl Scope {
    pub fn wants_pair(&self, a: Economy, b: Economy) -> bool {
        self.pair.is_none_or(|pair| pair.has_flow(a, b))
    }

    /// Whether the direction is wanted, if the pair is.
    fn wants_flow(&self, exporter: Economy) -> bool {
        !self.one_way || self.pair.is_none_or(|pair| pair.first() == exporter)
    }

    /// Whether a period is of the wanted frequency and lies wholly between the first and the last one wanted.
    pub fn wants_period(&self, period: Period) -> bool {
        let (start, end) = period.months();
        self.frequency.is_none_or(|wanted| wanted == period.frequency())
            && self.from.is_none_or(|from| from.months().0 <= start)
            && self.to.is_none_or(|to| end <= to.months().1)
    }

    /// Whether a product is wanted. All are where none is named; where some are, the total of all products is not.
    fn wants_product(&self, product: &Product<'_>) -> bool {
        self.products.is_empty() || self.products.iter().any(|start| product.begins_with(start))
    }

    /// The two economies that a row names.
    ///
    /// None where they are not wanted. None, too, where the row names a group of economies, or one economy twice; the
    /// batch then counts the row as skipped.
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
        parties(self.pair, row, columns, book, out)
    }
}

/// As [`Scope::parties`], for a pair or for every one.
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

/// Counts a row of trade with a group as skipped, where its other side is wanted.
fn note_group(wanted: Option<Pair>, other: Economy, (row, group): (&Row<'_>, &Column), out: &mut Batch) {
    if wanted.is_none_or(|pair| [pair.first(), pair.second()].contains(&other)) {
        out.set_aside(WITH_GROUP, row.bytes(group), row);
    }
}

const WITH_GROUP: &str = "trade with a group of economies";

/// The error for a code or name that is not known.
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
    pub product: &'e Product<'e>,
    pub source: &'e str,
    pub amount: f64,
    pub place: Place,
}

/// Whether a reporter's row is about its exports or its imports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Direction {
    /// Exports, valued FOB.
    Export,
    /// Imports, with their valuation.
    Import(Valuation),
}

impl<'e> Entry<'e> {
    /// A reported figure of a flow, all products together, by no stated side.
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

    /// What a reporter says of its exports to, or its imports from, a partner.
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

    /// The same figure as one side's report.
    pub fn reported_by(self, reporter: Economy, valuation: Valuation) -> Self {
        Self { reporter: Some(reporter), valuation: Some(valuation), ..self }
    }
}

impl Scope {
    /// Adds a figure to the batch if it is wanted.
    pub fn add(&self, entry: &Entry<'_>, out: &mut Batch) {
        let (exporter, importer) = entry.sides;
        let wanted = match entry.figure {
            Figure::Flow => self.wants_pair(exporter, importer) && self.wants_flow(exporter),
            Figure::Turnover => self.wants_pair(exporter, importer) && !self.one_way,
        };
        if !wanted || !self.wants_product(entry.product) || !self.wants_period(entry.period) {
            return;
        }
        // A turnover has no direction.
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
