//! What is wanted of a file, checked as early as a row tells.

use super::super::{
    panel::in_code_order,
    read::{Batch, Codebook, Column, Figure, FlowKey, Party, Place, Record, Row, product_level},
};
use crate::{
    currency::Currency,
    economy::{Economy, Pair},
    error::{Error, Result},
    period::Period,
    series::{Status, Valuation},
};

/// Whose reports of a flow a Gravity file's row gives: it has those of two collections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::history) enum Collection {
    #[default]
    Comtrade,
    Imf,
}

/// What is wanted of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::history) struct Scope {
    pub pair: Option<Pair>,
    /// Only the flow from the pair's first to its second.
    pub one_way: bool,
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
pub(in crate::history) type Sides = (Economy, Economy);

impl Scope {
    pub fn wants_pair(&self, a: Economy, b: Economy) -> bool {
        self.pair.is_none_or(|pair| pair.has_flow(a, b))
    }

    fn wants_flow(&self, exporter: Economy) -> bool {
        !self.one_way || self.pair.is_none_or(|pair| pair.first() == exporter)
    }

    pub fn wants_period(&self, period: Period) -> bool {
        let (start, end) = period.months();
        self.from.is_none_or(|from| from.months().0 <= start) && self.to.is_none_or(|to| end <= to.months().1)
    }

    /// Whether a product is wanted: all are where none is named, and a total never is where some are.
    pub fn wants_product(&self, code: &[u8]) -> bool {
        self.products.is_empty() || self.products.iter().any(|start| starts_with(code, start.as_bytes()))
    }

    /// The two economies that a row names; none, with a note in the batch, where it names a group or one economy twice,
    /// and none without where they are not in scope.
    pub fn parties(
        &self,
        row: &Row<'_>,
        (first, second): (&Column, &Column),
        book: &Codebook,
        out: &mut Batch,
    ) -> Result<Option<Sides>> {
        let side = |column: &Column| {
            let party = book.party(row.bytes(column));
            if party == Party::Unknown { Err(row.wrong(column, unknown(&row.text(column)))) } else { Ok(party) }
        };
        match (side(first)?, side(second)?) {
            (Party::Economy(a), Party::Economy(b)) if a == b => {
                if self.pair.is_none() {
                    out.set_aside("trade of an economy with itself", a.code().as_bytes(), row);
                }
                Ok(None)
            }
            (Party::Economy(a), Party::Economy(b)) => Ok(self.wants_pair(a, b).then_some((a, b))),
            (Party::Economy(a), _) => {
                self.note_group(a, row, second, out);
                Ok(None)
            }
            (_, Party::Economy(b)) => {
                self.note_group(b, row, first, out);
                Ok(None)
            }
            _ => {
                if self.pair.is_none() {
                    out.set_aside(WITH_GROUP, row.bytes(first), row);
                }
                Ok(None)
            }
        }
    }

    /// A row of a group is of interest where the other side is.
    fn note_group(&self, other: Economy, row: &Row<'_>, group: &Column, out: &mut Batch) {
        if self.pair.is_none_or(|pair| [pair.first(), pair.second()].contains(&other)) {
            out.set_aside(WITH_GROUP, row.bytes(group), row);
        }
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
pub(in crate::history) struct Entry<'e> {
    pub sides: Sides,
    pub figure: Figure,
    pub period: Period,
    pub reporter: Option<Economy>,
    pub valuation: Option<Valuation>,
    pub status: Status,
    pub product: &'e str,
    pub source: &'e str,
    pub amount: f64,
    pub place: Place,
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
            source,
            amount,
            place,
        }
    }

    /// As one side's report: exports are valued FOB.
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
        if !wanted || !self.wants_period(entry.period) || !self.wants_product(entry.product.as_bytes()) {
            return;
        }
        // A turnover has no direction.
        let sides = match entry.figure {
            Figure::Flow => entry.sides,
            Figure::Turnover => in_code_order(exporter, importer),
        };
        let source = out.source(entry.source);
        let product = out.product(entry.product);
        out.records.push(Record {
            key: FlowKey::new(sides, entry.figure, entry.period, entry.reporter, entry.valuation),
            product,
            level: product_level(entry.product.as_bytes()),
            amount: entry.amount,
            status: entry.status,
            source,
            place: entry.place,
        });
    }
}
