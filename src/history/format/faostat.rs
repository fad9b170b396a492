//! FAOSTAT, the detailed trade matrix of the United Nations' Food and Agriculture Organization: agricultural products
//! by reporter and partner, in thousands of US dollars.
//!
//! ```text
//! Reporter Country Code (M49),Reporter Countries,Partner Country Code (M49),Element,Item Code (CPC),Item,Year,Unit,Value
//! 398,Kazakhstan,860,Export value,0111,Wheat,2020,1000 USD,300000
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `Reporter Country Code (M49)`, `Partner Country Code (M49)` | the reporter and the partner, by number |
//! | `Element` | `Export value` or `Import value`, or a quantity |
//! | `Item Code (CPC)`, `Item` | the product, by the Central Product Classification or by name |
//! | `Year`, `Unit`, `Value` | the year, `1000 USD`, and the value |
//!
//! Exports are FOB and imports CIF. The file has no total of all trade, so that a flow is the sum of its products and
//! is named so. Skipped are quantities, and trade with groups.

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
};

/// The columns by which a file is recognised.
pub(crate) const COLUMNS: &[&str] = &[
    "Reporter Country Code (M49)",
    "Partner Country Code (M49)",
    "Element",
    "Item|Item Code (CPC)",
    "Year",
    "Unit",
    "Value",
];
/// The source of every figure.
const SOURCE: &str = "FAOSTAT";
/// The classification of the items' codes.
const CPC: &str = "CPC";
/// The units of values, each with its power of ten.
const UNITS: [(&str, i32); 4] = [("1000 USD", 3), ("1000 US$", 3), ("USD", 0), ("US$", 0)];

/// Reads the rows of a file: one for each flow, product, year and element.
pub(crate) struct Faostat {
    reporter: Column,
    partner: Column,
    element: Column,
    /// The product, and the classification of its code; none for a name.
    item: (Column, &'static str),
    year: Column,
    unit: Column,
    value: Column,
    book: Codebook,
}

impl Faostat {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        let item = match header.column("Item Code (CPC)") {
            Some(column) => (column, CPC),
            None => (header.need("Item")?, ""),
        };
        Ok(Self {
            reporter: header.need("Reporter Country Code (M49)")?,
            partner: header.need("Partner Country Code (M49)")?,
            element: header.need("Element")?,
            item,
            year: header.need("Year")?,
            unit: header.need("Unit")?,
            value: header.need("Value")?,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Faostat {
    /// Reads the one figure of a row.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.reporter, &self.partner), &self.book, out)? else { return Ok(()) };
        let element = row.text(&self.element).to_lowercase();
        let direction = element.strip_suffix("value").and_then(Direction::named);
        let Some(direction) = direction else {
            out.set_aside("an element that is no value of trade", row.bytes(&self.element), row);
            return Ok(());
        };
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        if row.reaches(&self.value) && row.bytes(&self.value).is_empty() {
            out.missing += 1;
            return Ok(());
        }
        let unit = row.text(&self.unit);
        let power = UNITS.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name)).map(|(_, power)| *power);
        let power = power.ok_or_else(|| {
            let given = format!("`{unit}`");
            row.wrong(&self.unit, Error::out_of_range("the unit of a value", given, "1000 USD or USD"))
        })?;
        let units = row.amount(&self.value, power)?;
        // Some files write codes with an apostrophe before them, which keeps spreadsheets from computing them.
        let item = row.text(&self.item.0);
        let item = item.trim_start_matches('\'');
        if self.item.1 == CPC && item.starts_with('F') {
            out.set_aside("an aggregate of products", item.as_bytes(), row);
            return Ok(());
        }
        let product = Product::of(self.item.1, item.into());
        scope.add(&Entry::of_trade(direction, sides, year, units, (SOURCE, row.place)).of(&product), out);
        Ok(())
    }
}
