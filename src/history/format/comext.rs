//! Eurostat Comext, the trade of members of the European Union, as SDMX-CSV, in euros.
//!
//! ```text
//! DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE
//! ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,VN,TOTAL,1,VALUE_IN_EUROS,2024,12874210512
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `reporter`, `partner` | the reporter and the partner, by alpha-2 code; `EL` is Greece, `XU` the United Kingdom without Northern Ireland |
//! | `product` | a code of the Combined Nomenclature, whose first six digits are of the Harmonised System; `TOTAL` is the total |
//! | `flow` | the direction, seen from the reporter: `1` imports, `2` exports |
//! | `indicators` | what the value is: `VALUE_IN_EUROS`, or a quantity |
//! | `TIME_PERIOD` | a year or a month |
//! | `OBS_VALUE` | the value |
//!
//! Exports are FOB and imports CIF. Skipped are quantities, and trade with the world, with the Union as a whole and
//! with places that are not said. Data sets by another classification keep the data set's name as that of their
//! products, so that their codes are not taken for codes of the Harmonised System.

use crate::{
    error::{Error, Result},
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            product::Product,
            scope::{Direction, Entry, Scope},
        },
        table::{Codebook, Column, Header, Row, Scheme, period},
    },
    series::Valuation,
};

/// The columns by which a file is recognised.
pub(crate) const COLUMNS: &[&str] =
    &["DATAFLOW|STRUCTURE_ID", "reporter", "partner", "product", "flow", "indicators", "TIME_PERIOD", "OBS_VALUE"];
/// The source of every figure.
const SOURCE: &str = "Eurostat Comext";
/// The indicators that are values in euros.
const VALUES: [&str; 2] = ["VALUE_IN_EUROS", "VALUE_EUR"];
/// The data sets by the Combined Nomenclature.
const COMBINED: [&str; 2] = ["DS-045409", "DS-059341"];

/// Reads the rows of a file: one for each flow, product, period and indicator.
pub(crate) struct Comext {
    dataflow: Column,
    reporter: Column,
    partner: Column,
    product: Column,
    flow: Column,
    indicator: Column,
    time: Column,
    value: Column,
    book: Codebook,
}

impl Comext {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where a column is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            dataflow: header.need_one_of(&["DATAFLOW", "STRUCTURE_ID"])?,
            reporter: header.need("reporter")?,
            partner: header.need("partner")?,
            product: header.need("product")?,
            flow: header.need("flow")?,
            indicator: header.need("indicators")?,
            time: header.need("TIME_PERIOD")?,
            value: header.need("OBS_VALUE")?,
            book: Codebook::with_groups(Scheme::Usual, is_group),
        })
    }
}

/// Whether a code that names no economy is one of Eurostat's for several or for a part: stores and provisions and
/// places that are not said (`QR`, `QV`), the parts of Spain outside its customs territory (`XC`, `XL`), Northern
/// Ireland (`XI`), and sums such as `EXT_EU27_2020`.
fn is_group(code: &[u8]) -> bool {
    matches!(code, [b'Q', b'A'..=b'Z'] | b"XC" | b"XL" | b"XI")
        || code.windows(2).any(|letters| letters == b"EU" || letters == b"EA")
}

/// The classification of a data set's products, by the data set's name, such as `ESTAT:DS-045409(1.0)`.
fn classification(dataflow: &str) -> &str {
    let name = dataflow.rsplit(':').next().unwrap_or(dataflow);
    let name = name.split('(').next().unwrap_or(name);
    if COMBINED.iter().any(|known| known.eq_ignore_ascii_case(name)) { "" } else { name }
}

impl Layout for Comext {
    /// Reads the one figure of a row.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let dataflow = row.text(&self.dataflow);
        let classification = classification(&dataflow);
        out.seen.note(classification.as_bytes(), row.bytes(&self.product));
        let Some(sides) = scope.parties(row, (&self.reporter, &self.partner), &self.book, out)? else { return Ok(()) };
        let indicator = row.bytes(&self.indicator);
        if !VALUES.iter().any(|value| indicator.eq_ignore_ascii_case(value.as_bytes())) {
            out.set_aside("an indicator that is no value in euros", indicator, row);
            return Ok(());
        }
        let time = period(row, &self.time)?;
        if !scope.wants_period(time) {
            return Ok(());
        }
        let direction = direction(row, &self.flow)?;
        if [&b""[..], b":"].contains(&row.bytes(&self.value)) {
            out.missing += 1;
            return Ok(());
        }
        let product = Product::of(classification, row.text(&self.product));
        let euros = row.amount(&self.value, 0)?;
        scope.add(&Entry::of_trade(direction, sides, time, euros, (SOURCE, row.place)).of(&product), out);
        Ok(())
    }
}

/// The direction of a row: a number, or a word where labels were asked for.
fn direction(row: &Row<'_>, column: &Column) -> Result<Direction> {
    match row.bytes(column) {
        b"1" => Ok(Direction::Import(Valuation::Cif)),
        b"2" => Ok(Direction::Export),
        _ => Direction::named(&row.text(column)).ok_or_else(|| {
            let flow = format!("`{}`", row.text(column));
            row.wrong(column, Error::out_of_range("the flow", flow, "1 for imports or 2 for exports"))
        }),
    }
}
