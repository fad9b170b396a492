//! UN Comtrade, as it is downloaded today and as it was before 2023.
//!
//! A partner has up to nine rows: one for each second partner, means of transport and customs procedure, and their totals.
//! Only the totals are figures of the flow.

use super::{
    super::read::{Batch, Codebook, Column, Header, Row, Scheme, amount},
    Layout, Scope,
    scope::Entry,
    wide::{period, period_of},
};
use crate::{
    error::{Error, Result},
    period::Period,
    series::Valuation,
};

pub(super) const COLUMNS: &[&str] = &[
    "refYear|period",
    "reporterCode|reporterISO|reporterISO3",
    "flowCode",
    "partnerCode|partnerISO|partnerISO3",
    "primaryValue",
];
pub(super) const LEGACY_COLUMNS: &[&str] = &[
    "Classification",
    "Year|Period",
    "Trade Flow",
    "Reporter ISO|Reporter Code|Reporter",
    "Partner ISO|Partner Code|Partner",
    "Trade Value (US$)",
];
/// The names under which the values of a JSON download are read.
pub(in crate::history) const JSON_NAMES: &[&str] = &[
    "refYear",
    "refMonth",
    "period",
    "reporterCode",
    "reporterISO",
    "reporterISO3",
    "flowCode",
    "partnerCode",
    "partnerISO",
    "partnerISO3",
    "partner2Code",
    "motCode",
    "customsCode",
    "cmdCode",
    "primaryValue",
    "cifvalue",
    "fobvalue",
];
const SOURCE: &str = "UN Comtrade";

/// A breakdown, and the code of its total.
struct Breakdown {
    column: Column,
    what: &'static str,
    totals: &'static [&'static str],
}

/// Who a row's reporter or partner is: by its numeric code, or else a letter code, which economies that are no more share
/// with their successors.
struct Side {
    columns: Vec<Column>,
}

impl Side {
    fn new(header: &Header, names: &[&str]) -> Result<Self> {
        header.need_one_of(names)?;
        Ok(Self { columns: names.iter().filter_map(|name| header.column(name)).collect() })
    }

    /// The column that says it in this row: the first that is not empty.
    fn column(&self, row: &Row<'_>) -> &Column {
        let filled = |column: &&Column| !row.bytes(column).is_empty() && row.bytes(column) != b"N/A";
        self.columns.iter().find(filled).unwrap_or(&self.columns[0])
    }
}

/// Where a row's period is.
enum When {
    /// In one column: `2021`, `202109`.
    Period(Column),
    /// In two; the month 52 stands for the whole year.
    YearAndMonth(Column, Option<Column>),
}

pub(super) struct Comtrade {
    when: When,
    reporter: Side,
    partner: Side,
    flow: Column,
    product: Option<Column>,
    value: Column,
    cif: Option<Column>,
    fob: Option<Column>,
    breakdowns: Vec<Breakdown>,
    book: Codebook,
}

impl Comtrade {
    pub fn new(header: &Header) -> Result<Self> {
        let when = match header.column("period") {
            Some(period) => When::Period(period),
            None => When::YearAndMonth(header.need("refYear")?, header.column("refMonth")),
        };
        let breakdown = |name: &str, what: &'static str, totals: &'static [&'static str]| {
            header.column(name).map(|column| Breakdown { column, what, totals })
        };
        let breakdowns = [
            breakdown("partner2Code", "a breakdown by second partner", &["0"]),
            breakdown("motCode", "a breakdown by mode of transport", &["0"]),
            breakdown("customsCode", "a breakdown by customs procedure", &["C00"]),
        ];
        Ok(Self {
            when,
            reporter: Side::new(header, &["reporterCode", "reporterISO", "reporterISO3"])?,
            partner: Side::new(header, &["partnerCode", "partnerISO", "partnerISO3"])?,
            flow: header.need("flowCode")?,
            product: header.column("cmdCode"),
            value: header.need("primaryValue")?,
            cif: header.column("cifvalue"),
            fob: header.column("fobvalue"),
            breakdowns: breakdowns.into_iter().flatten().collect(),
            book: Codebook::new(Scheme::Usual),
        })
    }

    pub fn legacy(header: &Header) -> Result<Self> {
        let breakdown = |name: &str, what: &'static str, totals: &'static [&'static str]| {
            header.column(name).map(|column| Breakdown { column, what, totals })
        };
        let breakdowns = [
            breakdown("2nd Partner Code", "a breakdown by second partner", &["0"]),
            breakdown("Mode of Transport Code", "a breakdown by mode of transport", &["0"]),
            breakdown("Customs Proc. Code", "a breakdown by customs procedure", &["C00", "0"]),
        ];
        Ok(Self {
            when: When::Period(header.need_one_of(&["Period", "Year"])?),
            reporter: Side::new(header, &["Reporter Code", "Reporter ISO", "Reporter"])?,
            partner: Side::new(header, &["Partner Code", "Partner ISO", "Partner"])?,
            flow: header.need("Trade Flow")?,
            product: header.column("Commodity Code"),
            value: header.need("Trade Value (US$)")?,
            cif: None,
            fob: None,
            breakdowns: breakdowns.into_iter().flatten().collect(),
            book: Codebook::new(Scheme::Usual),
        })
    }

    fn period(&self, row: &Row<'_>) -> Result<Period> {
        let (year, month) = match &self.when {
            When::Period(column) => return period(row, column),
            When::YearAndMonth(year, month) => (year, month),
        };
        let whole = period(row, year)?;
        let Some(column) = month else { return Ok(whole) };
        let part = match row.bytes(column) {
            b"" | b"52" => return Ok(whole),
            [digit] => [b'0', *digit].to_vec(),
            digits => digits.to_vec(),
        };
        let month = period_of(&[row.bytes(year), &part[..]].concat());
        month.map_err(|error| row.wrong(column, error))
    }

    /// At whose border the value is: where the file has the CIF and the FOB value beside it, whichever it equals.
    fn import_valuation(&self, row: &Row<'_>) -> Valuation {
        let same = |column: &Option<Column>| {
            column.as_ref().is_some_and(|column| {
                let value = amount(row.bytes(column), 0).ok();
                value.is_some() && value == amount(row.bytes(&self.value), 0).ok()
            })
        };
        if !same(&self.cif) && same(&self.fob) { Valuation::Fob } else { Valuation::Cif }
    }
}

enum Direction {
    Export,
    Import,
}

/// The direction of a flow's code or name; none for what is a part of exports or imports.
fn direction(flow: &[u8]) -> Option<Result<Direction>> {
    let is = |names: &[&str]| names.iter().any(|name| flow.eq_ignore_ascii_case(name.as_bytes()));
    if is(&["X", "Export", "Exports"]) {
        return Some(Ok(Direction::Export));
    }
    if is(&["M", "Import", "Imports"]) {
        return Some(Ok(Direction::Import));
    }
    let parts =
        ["RX", "RM", "DX", "FM", "MIP", "MOP", "XIP", "XOP", "Re-Export", "Re-Import", "Re-Exports", "Re-Imports"];
    let given = String::from_utf8_lossy(flow);
    (!is(&parts)).then(|| {
        Err(Error::out_of_range("the flow", format!("`{given}`"), "one of X, M, RX, RM, DX and FM, or their names"))
    })
}

impl Layout for Comtrade {
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let (reporter, partner) = (self.reporter.column(row), self.partner.column(row));
        let Some(sides) = scope.parties(row, (reporter, partner), &self.book, out)? else { return Ok(()) };
        for breakdown in &self.breakdowns {
            let code = row.bytes(&breakdown.column);
            let total =
                code.is_empty() || breakdown.totals.iter().any(|total| code.eq_ignore_ascii_case(total.as_bytes()));
            if !total {
                out.set_aside(breakdown.what, code, row);
                return Ok(());
            }
        }
        let flow = row.bytes(&self.flow);
        let Some(direction) = direction(flow) else {
            out.set_aside("a part of exports or imports", flow, row);
            return Ok(());
        };
        let period = self.period(row)?;
        let product = self.product.as_ref().map(|column| row.text(column)).unwrap_or_default();
        let units = amount(row.bytes(&self.value), 0).map_err(|error| row.wrong(&self.value, error))?;
        let (reporter, partner) = sides;
        let (sides, valuation) = match direction.map_err(|error| row.wrong(&self.flow, error))? {
            Direction::Export => ((reporter, partner), Valuation::Fob),
            Direction::Import => ((partner, reporter), self.import_valuation(row)),
        };
        let entry = Entry { product: &product, ..Entry::new(sides, period, units, SOURCE, row.place) };
        scope.add(&entry.reported_by(reporter, valuation), out);
        Ok(())
    }
}
