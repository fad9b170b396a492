//! The OECD's bilateral trade by industry and end use (BTDIxE) and its balanced trade (BIMTS), as SDMX-CSV, in US
//! dollars.
//!
//! ```text
//! STRUCTURE,STRUCTURE_ID,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,UNIT_MEASURE,UNIT_MULT,ACTIVITY,END_USE,TIME_PERIOD,OBS_VALUE
//! DATAFLOW,OECD.STI.PIE:DSD_BTDIXE@DF_BTDIXE(1.0),DEU,VNM,X,USD,3,_T,_T,2020,3700000
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `REF_AREA`, `COUNTERPART_AREA` | the reporter and the partner, by alpha-3 code |
//! | `TRADE_FLOW` | the direction, seen from the reporter: `X` exports, `M` imports |
//! | `UNIT_MEASURE`, `UNIT_MULT` | the unit, and the power of ten of the values |
//! | `TIME_PERIOD`, `OBS_VALUE` | the period and the value |
//! | any other in capitals, such as `ACTIVITY`, `END_USE`, `PRODUCT_HS` | a part of the flow; `_T` is its total |
//!
//! Exports are FOB and imports CIF; of balanced trade both are FOB and reconciled. Skipped are parts by activity, end
//! use or product, so that nothing is added twice, services, other flows such as the balance, other units than US dollars, and
//! trade with the world or a group.

use crate::{
    error::{Error, Result},
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            scope::{Direction, Entry, Scope},
        },
        table::{Codebook, Column, Header, Row, Scheme, period},
    },
    series::{Status, Valuation},
};

/// The columns by which a file is recognised.
pub(crate) const COLUMNS: &[&str] =
    &["REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "UNIT_MEASURE", "UNIT_MULT", "TIME_PERIOD", "OBS_VALUE"];
/// The columns that do not break a flow down. Every other one whose name is in capitals does, so that a data set with
/// another breakdown is not added up or taken for the total.
const NO_BREAKDOWNS: [&str; 20] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "STRUCTURE_NAME",
    "DATAFLOW",
    "ACTION",
    "REF_AREA",
    "COUNTERPART_AREA",
    "TRADE_FLOW",
    "FREQ",
    "MEASURE",
    "UNIT_MEASURE",
    "UNIT_MULT",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "CONF_STATUS",
    "DECIMALS",
    "ADJUSTMENT",
    "CURRENCY",
    "BASE_PER",
];
/// The codes of a total in a column that breaks a flow down; `V` are current prices.
const TOTALS: [&str; 6] = ["", "_T", "_Z", "TOTAL", "DTOTAL", "V"];
/// Parts of the names of data sets of services.
const SERVICES: [&str; 2] = ["BATIS", "SERVICE"];
/// The units that are US dollars.
const DOLLARS: [&str; 3] = ["USD", "USD_EXC", "US Dollar"];

/// Reads the rows of a file: one for each flow, period and part.
pub(crate) struct Oecd {
    /// The name of the data set, which tells balanced trade.
    structure: Option<Column>,
    reporter: Column,
    partner: Column,
    flow: Column,
    unit: Column,
    power: Column,
    time: Column,
    value: Column,
    breakdowns: Vec<Column>,
    book: Codebook,
}

impl Oecd {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            structure: header.first_of(&["STRUCTURE_ID", "DATAFLOW"]),
            reporter: header.need("REF_AREA")?,
            partner: header.need("COUNTERPART_AREA")?,
            flow: header.need("TRADE_FLOW")?,
            unit: header.need("UNIT_MEASURE")?,
            power: header.need("UNIT_MULT")?,
            time: header.need("TIME_PERIOD")?,
            value: header.need("OBS_VALUE")?,
            breakdowns: header.columns().filter(|column| breaks_down(&column.name)).collect(),
            book: Codebook::with_groups(Scheme::Usual, is_group),
        })
    }
}

/// Whether a column breaks flows down, by its name: names of the data's dimensions are in capitals.
fn breaks_down(name: &str) -> bool {
    let in_capitals = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    in_capitals && !name.is_empty() && !NO_BREAKDOWNS.contains(&name)
}

/// Whether a code that names no economy is one of the OECD's for a group: any that is not three letters, such as `W`
/// and `EU27_2020`, and the rest of the world, `WXD`.
fn is_group(code: &[u8]) -> bool {
    let letters = code.len() == 3 && code.iter().all(u8::is_ascii_alphabetic);
    !code.is_empty() && (!letters || code == b"WXD")
}

impl Layout for Oecd {
    /// Reads the one figure of a row.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.reporter, &self.partner), &self.book, out)? else { return Ok(()) };
        let is = |column: &Column, codes: &[&str]| {
            codes.iter().any(|code| row.bytes(column).eq_ignore_ascii_case(code.as_bytes()))
        };
        let structure = self.structure.as_ref().map(|column| row.text(column).to_uppercase()).unwrap_or_default();
        if SERVICES.iter().any(|name| structure.contains(name)) {
            out.set_aside("services", structure.as_bytes(), row);
            return Ok(());
        }
        if let Some(part) = self.breakdowns.iter().find(|column| !is(column, &TOTALS)) {
            out.set_aside("a part of the flow, by activity, end use or product", row.bytes(part), row);
            return Ok(());
        }
        if !is(&self.unit, &DOLLARS) {
            out.set_aside("a unit other than US dollars", row.bytes(&self.unit), row);
            return Ok(());
        }
        let direction = match row.bytes(&self.flow) {
            b"X" | b"x" => Some(Direction::Export),
            b"M" | b"m" => Some(Direction::Import(Valuation::Cif)),
            _ => Direction::named(&row.text(&self.flow)),
        };
        let Some(direction) = direction else {
            out.set_aside("a flow that is neither exports nor imports", row.bytes(&self.flow), row);
            return Ok(());
        };
        let time = period(row, &self.time)?;
        if !scope.wants_period(time) {
            return Ok(());
        }
        if row.reaches(&self.value) && row.bytes(&self.value).is_empty() {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(&self.value, power(row, &self.power)?)?;
        let entry = |direction| Entry::of_trade(direction, sides, time, units, (self.source(row), row.place));
        match (self.is_balanced(row), direction) {
            (false, _) => scope.add(&entry(direction), out),
            (true, Direction::Export) => scope.add(&balanced(entry(direction)), out),
            (true, Direction::Import(_)) => scope.add(&balanced(entry(Direction::Import(Valuation::Fob))), out),
        }
        Ok(())
    }
}

impl Oecd {
    /// Whether a row is of the trade that the OECD balances from both sides' reports.
    fn is_balanced(&self, row: &Row<'_>) -> bool {
        self.structure.as_ref().is_some_and(|column| row.text(column).to_uppercase().contains("BIMTS"))
    }

    /// Who published a row's figure.
    fn source(&self, row: &Row<'_>) -> &'static str {
        let is =
            |name: &str| self.structure.as_ref().is_some_and(|column| row.text(column).to_uppercase().contains(name));
        match (is("BIMTS"), is("BTDIXE")) {
            (true, _) => "OECD BIMTS",
            (_, true) => "OECD BTDIxE",
            _ => "OECD",
        }
    }
}

/// A figure that was reconciled from both sides' reports.
fn balanced(entry: Entry<'_>) -> Entry<'_> {
    Entry { status: Status::Reconciled, ..entry }
}

/// The power of ten of a row's value; an empty field says none.
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for what is no power from 0 to 12.
fn power(row: &Row<'_>, column: &Column) -> Result<i32> {
    let text = row.text(column);
    let power = if text.is_empty() { Some(0) } else { text.parse::<i32>().ok() };
    power.filter(|power| (0..=12).contains(power)).ok_or_else(|| {
        let given = format!("`{text}`");
        row.wrong(column, Error::out_of_range("the power of ten of the value", given, "a whole number from 0 to 12"))
    })
}
