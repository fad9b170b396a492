//! UNCTADstat, bilateral trade in goods, in US dollars or thousands or millions of them.
//!
//! ```text
//! Year,Economy,Economy Label,Partner,Partner Label,Flow,Flow Label,US$ at current prices in thousands
//! 2020,398,Kazakhstan,860,Uzbekistan,02,Exports,2040000
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `Year` | the year |
//! | `Economy`, `Partner` | the reporter and the partner, by number |
//! | `Flow`, `Flow Label` | the direction, seen from the reporter: `01` imports, `02` exports |
//! | `US$ at current prices in thousands` and the like | the value in the unit that the name says |
//! | `Product`, `Product Label` (optional) | a group of products; `TOTAL` and `All products` are the total |
//!
//! Exports are FOB and imports CIF. Numbers of four digits are groups, such as `5000` for the world. Groups of products
//! overlap, so that they are never added up.

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
pub(crate) const COLUMNS: &[&str] = &[
    "Year",
    "Economy",
    "Partner",
    "Flow",
    "US$ at current prices in thousands|US$ at current prices in millions|US$ at current prices|US dollars at current prices in thousands|US dollars at current prices in millions|US dollars at current prices",
];
/// The source of every figure.
const SOURCE: &str = "UNCTADstat";

/// Reads the rows of a file: one for each flow, year and group of products.
pub(crate) struct Unctad {
    year: Column,
    economy: Column,
    partner: Column,
    /// The direction by number, and by word where the file has it.
    flow: Column,
    label: Option<Column>,
    /// The value, and the power of ten that its name states.
    value: (Column, i32),
    product: Option<Column>,
    book: Codebook,
}

impl Unctad {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        let names: Vec<&str> = COLUMNS.last().map_or(Vec::new(), |names| names.split('|').collect());
        let value = header.need_one_of(&names)?;
        let name = value.name.to_lowercase();
        let power = if name.ends_with("thousands") {
            3
        } else if name.ends_with("millions") {
            6
        } else {
            0
        };
        Ok(Self {
            year: header.need("Year")?,
            economy: header.need("Economy")?,
            partner: header.need("Partner")?,
            flow: header.need("Flow")?,
            label: header.optional("Flow Label")?,
            value: (value, power),
            product: header.first_of(&["Product", "Product Label"]),
            book: Codebook::with_groups(Scheme::Usual, is_group),
        })
    }
}

/// Whether a number that names no economy is that of a group.
fn is_group(code: &[u8]) -> bool {
    code.len() == 4 && code.iter().all(u8::is_ascii_digit)
}

impl Layout for Unctad {
    /// Reads the one figure of a row.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.economy, &self.partner), &self.book, out)? else { return Ok(()) };
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        let word = row.text(self.label.as_ref().unwrap_or(&self.flow));
        let numbered = match row.bytes(&self.flow) {
            b"01" | b"1" => Some(Direction::Import(Valuation::Cif)),
            b"02" | b"2" => Some(Direction::Export),
            _ => None,
        };
        let named = Direction::named(&word);
        if named.is_some() && numbered.is_some() && named != numbered {
            let message = format!("the flow is numbered {} and called {word}", row.text(&self.flow));
            return Err(row.wrong(&self.flow, Error::contradiction(message)));
        }
        let Some(direction) = named.or(numbered.filter(|_| self.label.is_none())) else {
            out.set_aside("a flow that is neither exports nor imports", word.as_bytes(), row);
            return Ok(());
        };
        let (column, power) = &self.value;
        if row.reaches(column) && row.bytes(column).is_empty() {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(column, *power)?;
        let group = self.product.as_ref().map(|column| row.text(column)).unwrap_or_default();
        // A label such as `Total all products`, where the file has no codes.
        let is_total = group.to_lowercase().starts_with("total");
        let product = if is_total { Product::TOTAL } else { Product::of("groups", group) };
        scope.add(&Entry::of_trade(direction, sides, year, units, (SOURCE, row.place)).of(&product), out);
        Ok(())
    }
}
