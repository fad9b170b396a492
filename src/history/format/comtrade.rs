//! UN Comtrade, as it is downloaded today and as it was before 2023, in US dollars.
//!
//! Today's download is CSV, a tab-separated bulk file, or JSON, whose elements are read as rows of the same table:
//!
//! ```text
//! period,reporterCode,flowCode,partnerCode,partner2Code,cmdCode,customsCode,motCode,primaryValue
//! 2021,398,X,860,0,TOTAL,C00,0,2775000000.5
//! ```
//!
//! | today | before 2023 | holds |
//! |---|---|---|
//! | `period`, or `refYear` and `refMonth` | `Period` or `Year` | the year, or year and month |
//! | `reporterCode`, `reporterISO`, `reporterISO3` | `Reporter Code`, `Reporter ISO`, `Reporter` | whose statistics |
//! | `partnerCode`, `partnerISO`, `partnerISO3` | `Partner Code`, `Partner ISO`, `Partner` | the partner |
//! | `flowCode` | `Trade Flow` | the direction, seen from the reporter: `X` or `Export`, `M` or `Import` |
//! | `primaryValue` | `Trade Value (US$)` | the value in US dollars |
//! | `cmdCode` (optional) | `Commodity Code` | the product; `TOTAL` is the total |
//! | `classificationCode` (optional) | `Classification` | the product's classification, such as `H5` or `HS` |
//! | `typeCode` (optional) | | `C` for goods; anything else is services |
//! | `cifvalue`, `fobvalue` (optional) | | the value CIF and FOB, where the reporter gave it |
//! | `partner2Code` (optional) | `2nd Partner Code` | the second partner; `0` is the total |
//! | `motCode` (optional) | `Mode of Transport Code` | the mode of transport; `0` is the total |
//! | `customsCode` (optional) | `Customs Proc. Code` | the customs procedure; `C00` is the total |
//!
//! Exports are FOB. Imports are CIF, unless `primaryValue` equals `fobvalue` and differs from `cifvalue`.
//!
//! A partner has up to nine rows for one flow: breakdowns by second partner, mode of transport and customs procedure,
//! and their totals. Only the row of totals is a figure of the flow; the others are skipped, so that nothing is added
//! twice. Re-exports, re-imports and other parts of exports and imports are skipped for the same reason. Services are
//! skipped, too.

use crate::{
    error::{Error, Result},
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            product::{Product, is_services},
            scope::{Direction, Entry, Scope},
        },
        table::{Codebook, Column, Header, Row, Scheme, period, period_of},
    },
    period::Period,
    series::Valuation,
};

/// The columns by which today's download is recognised.
pub(crate) const COLUMNS: &[&str] = &[
    "refYear|period",
    "reporterCode|reporterISO|reporterISO3",
    "flowCode",
    "partnerCode|partnerISO|partnerISO3",
    "primaryValue",
];
/// The columns by which a download from before 2023 is recognised.
pub(crate) const LEGACY_COLUMNS: &[&str] = &[
    "Classification",
    "Year|Period",
    "Trade Flow",
    "Reporter ISO|Reporter Code|Reporter",
    "Partner ISO|Partner Code|Partner",
    "Trade Value (US$)",
];
/// The keys of a JSON download that are read, as the columns of a table. Every other key of an element is ignored.
pub(crate) const JSON_NAMES: &[&str] = &[
    "typeCode",
    "classificationCode",
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
/// The source of every figure of such a file.
const SOURCE: &str = "UN Comtrade";

/// A column that breaks a flow down, and the codes that stand for its total.
///
/// An empty field is taken as the total, as files may leave the column unfilled.
struct Breakdown {
    /// Where the code of the part stands.
    column: Column,
    /// The reason that is counted for a row of a part.
    what: &'static str,
    /// The codes of the total, compared in any letter case.
    totals: &'static [&'static str],
}

/// The columns that name a row's reporter or partner, in the order in which they are tried.
///
/// The numeric code comes first, because former economies share their letter code with their successors.
struct Side {
    /// At least one, which [`Side::new`] sees to.
    columns: Vec<Column>,
}

impl Side {
    /// Finds those of the named columns that the header has.
    ///
    /// # Errors
    /// Where it has none of them, or where two columns have the name of the first that it has.
    fn new(header: &Header, names: &[&str]) -> Result<Self> {
        header.need_one_of(names)?;
        Ok(Self { columns: names.iter().filter_map(|name| header.column(name)).collect() })
    }

    /// The column that names the side in this row: the first that is filled.
    fn column(&self, row: &Row<'_>) -> &Column {
        let filled = |column: &&Column| !row.bytes(column).is_empty() && row.bytes(column) != b"N/A";
        // Side::new refuses a header without any, so that there is a first.
        self.columns.iter().find(filled).unwrap_or(&self.columns[0])
    }
}

/// The columns that state a row's period.
struct When {
    /// The whole period in one column, such as `2021` or `202109`.
    period: Option<Column>,
    /// The year, used where `period` is absent or empty.
    year: Option<Column>,
    /// The month of that year; 52 stands for the whole year.
    month: Option<Column>,
}

/// Reads the rows of a Comtrade file, of today or from before 2023.
pub(crate) struct Comtrade {
    when: When,
    /// Whose statistics the row is from.
    reporter: Side,
    /// The other economy, or the world.
    partner: Side,
    /// The direction, by code or by name.
    flow: Column,
    /// `C` for goods, anything else for services; files from before 2023 have no such column.
    kind: Option<Column>,
    /// The product's classification, which may also be one of services.
    classification: Option<Column>,
    /// The product's code; without it, each row is a total.
    product: Option<Column>,
    /// The value in US dollars.
    value: Column,
    /// The value with cost, insurance and freight.
    cif: Option<Column>,
    /// The value free on board, at the exporter's border.
    fob: Option<Column>,
    /// Those of the three breakdowns that the file has columns for.
    breakdowns: Vec<Breakdown>,
    book: Codebook,
}

/// The breakdowns that a header has columns for. Each is known by its column, its description, and the codes of its
/// total.
///
/// # Errors
/// Where two columns have the name of one.
fn breakdowns(header: &Header, known: [(&str, &'static str, &'static [&'static str]); 3]) -> Result<Vec<Breakdown>> {
    let found = known.into_iter().filter_map(|(name, what, totals)| {
        header.optional(name).transpose().map(|column| Ok(Breakdown { column: column?, what, totals }))
    });
    found.collect()
}

/// Why a row is skipped that is of one second partner.
const BY_PARTNER: &str = "a breakdown by second partner";
/// Why a row is skipped that is of one mode of transport.
const BY_TRANSPORT: &str = "a breakdown by mode of transport";
/// Why a row is skipped that is of one customs procedure.
const BY_CUSTOMS: &str = "a breakdown by customs procedure";

impl Comtrade {
    /// Finds the columns of a file as it is downloaded today.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        let known = [
            ("partner2Code", BY_PARTNER, &["0"][..]),
            ("motCode", BY_TRANSPORT, &["0"]),
            ("customsCode", BY_CUSTOMS, &["C00"]),
        ];
        header.need_one_of(&["period", "refYear"])?;
        Ok(Self {
            when: When {
                period: header.optional("period")?,
                year: header.optional("refYear")?,
                month: header.optional("refMonth")?,
            },
            reporter: Side::new(header, &["reporterCode", "reporterISO", "reporterISO3"])?,
            partner: Side::new(header, &["partnerCode", "partnerISO", "partnerISO3"])?,
            flow: header.need("flowCode")?,
            kind: header.optional("typeCode")?,
            classification: header.optional("classificationCode")?,
            product: header.optional("cmdCode")?,
            value: header.need("primaryValue")?,
            cif: header.optional("cifvalue")?,
            fob: header.optional("fobvalue")?,
            breakdowns: breakdowns(header, known)?,
            book: Codebook::new(Scheme::Usual),
        })
    }

    /// Finds the columns of a file from before 2023.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn legacy(header: &Header) -> Result<Self> {
        let known = [
            ("2nd Partner Code", BY_PARTNER, &["0"][..]),
            ("Mode of Transport Code", BY_TRANSPORT, &["0"]),
            ("Customs Proc. Code", BY_CUSTOMS, &["C00", "0"]),
        ];
        Ok(Self {
            when: When {
                period: Some(header.need_one_of(&["Period", "Year"])?),
                year: header.optional("Year")?,
                month: None,
            },
            reporter: Side::new(header, &["Reporter Code", "Reporter ISO", "Reporter"])?,
            partner: Side::new(header, &["Partner Code", "Partner ISO", "Partner"])?,
            flow: header.need("Trade Flow")?,
            kind: None,
            classification: header.optional("Classification")?,
            product: header.optional("Commodity Code")?,
            value: header.need("Trade Value (US$)")?,
            cif: None,
            fob: None,
            breakdowns: breakdowns(header, known)?,
            book: Codebook::new(Scheme::Usual),
        })
    }

    /// The period of a row: from the column of whole periods where that is filled, otherwise from year and month.
    ///
    /// # Errors
    /// Where the text is no period, with the column in which it stands.
    fn period(&self, row: &Row<'_>) -> Result<Period> {
        let filled = |column: &&Column| !row.bytes(column).is_empty();
        if let Some(column) = self.when.period.as_ref().filter(filled) {
            return period(row, column);
        }
        let (Some(year), month) = (self.when.year.as_ref(), self.when.month.as_ref()) else {
            // There is no year either: reading the empty field gives the error that names the column.
            let column = self.when.period.as_ref().unwrap_or(&self.value);
            return period(row, column);
        };
        let whole = period(row, year)?;
        let Some(column) = month else { return Ok(whole) };
        let part = match row.bytes(column) {
            b"" | b"52" => return Ok(whole),
            // A spreadsheet may have taken the zero of a month.
            [digit] => [b'0', *digit].to_vec(),
            digits => digits.to_vec(),
        };
        let month = period_of(&[row.bytes(year), &part[..]].concat());
        month.map_err(|error| row.wrong(column, error))
    }

    /// The valuation of an import: FOB where the value equals the file's FOB value and not its CIF value, otherwise
    /// CIF.
    ///
    /// Imports are usually valued CIF. Where the file has both values, they show which of them `primaryValue` is.
    fn import_valuation(&self, row: &Row<'_>) -> Valuation {
        let same = |column: &Option<Column>| {
            column.as_ref().is_some_and(|column| {
                let value = row.amount(column, 0).ok();
                value.is_some() && value == row.amount(&self.value, 0).ok()
            })
        };
        // Where all three values are equal, the usual valuation of imports stands.
        if !same(&self.cif) && same(&self.fob) { Valuation::Fob } else { Valuation::Cif }
    }

    /// Why a row is not a figure of a goods flow: the reason, and the code that shows it. None where it is one.
    ///
    /// Services are recognised by their type or by their classification. The breakdowns are tried in the order of their
    /// columns, and the first that is not a total gives the reason.
    fn aside<'r>(&self, row: &Row<'r>) -> Option<(&'static str, &'r [u8])> {
        let kind = self.kind.as_ref().map_or(&b""[..], |column| row.bytes(column));
        let class = self.classification.as_ref().map_or(&b""[..], |column| row.bytes(column));
        if (!kind.is_empty() && !kind.eq_ignore_ascii_case(b"C")) || is_services(class) {
            return Some(("trade in services", if kind.is_empty() { class } else { kind }));
        }
        self.breakdowns.iter().find_map(|breakdown| {
            let code = row.bytes(&breakdown.column);
            let is_total = |total: &&str| code.eq_ignore_ascii_case(total.as_bytes());
            (!code.is_empty() && !breakdown.totals.iter().any(is_total)).then_some((breakdown.what, code))
        })
    }
}

/// The direction that a flow's code or name means, in any letter case. Imports are taken as CIF at first;
/// [`Comtrade::import_valuation`] decides with the whole row. None for a part of exports or imports, such as
/// re-exports.
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for any other text.
fn direction(flow: &[u8]) -> Result<Option<Direction>> {
    let is = |names: &[&str]| names.iter().any(|name| flow.eq_ignore_ascii_case(name.as_bytes()));
    if is(&["X", "Export", "Exports"]) {
        return Ok(Some(Direction::Export));
    }
    if is(&["M", "Import", "Imports"]) {
        return Ok(Some(Direction::Import(Valuation::Cif)));
    }
    if is(&["RX", "RM", "DX", "FM", "MIP", "MOP", "XIP", "XOP", "Re-Export", "Re-Import", "Re-Exports", "Re-Imports"]) {
        return Ok(None);
    }
    let given = format!("`{}`", String::from_utf8_lossy(flow));
    Err(Error::out_of_range("the flow", given, "one of X, M, RX, RM, DX and FM, or their names"))
}

impl Layout for Comtrade {
    /// Reads the one figure of a row.
    ///
    /// The pair and the period are looked at first. What remains is skipped if it is a service, a breakdown, or a part
    /// of exports or imports; only then is the value read.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let bytes = |column: &Option<Column>| column.as_ref().map_or(&b""[..], |column| row.bytes(column));
        out.seen.note(bytes(&self.classification), bytes(&self.product));
        let (reporter, partner) = (self.reporter.column(row), self.partner.column(row));
        let Some(sides) = scope.parties(row, (reporter, partner), &self.book, out)? else { return Ok(()) };
        let period = self.period(row)?;
        if !scope.wants_period(period) {
            return Ok(());
        }
        // After the tests of pair and period, so that rows are counted as skipped only where they are wanted.
        if let Some((what, code)) = self.aside(row) {
            out.set_aside(what, code, row);
            return Ok(());
        }
        let flow = row.bytes(&self.flow);
        let direction = match direction(flow).map_err(|error| row.wrong(&self.flow, error))? {
            Some(Direction::Import(_)) => Direction::Import(self.import_valuation(row)),
            Some(export) => export,
            None => {
                out.set_aside("a part of exports or imports", flow, row);
                return Ok(());
            }
        };
        let units = row.amount(&self.value, 0)?;
        let text = |column: &Option<Column>| column.as_ref().map(|column| row.text(column)).unwrap_or_default();
        let classification = text(&self.classification);
        let product = Product::of(&classification, text(&self.product));
        scope.add(&Entry::of_trade(direction, sides, period, units, (SOURCE, row.place)).of(&product), out);
        Ok(())
    }
}
