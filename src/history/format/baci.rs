//! CEPII BACI: one row for each exporter, importer, product and year, in thousands of US dollars.
//!
//! Gaulier, G. and Zignago, S. (2010), BACI: International Trade Database at the Product-Level, CEPII Working Paper
//! 2010-23.
//!
//! ```text
//! t,i,j,k,v,q
//! 2019,398,860,010121,1209.795,NA
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `t` | the year |
//! | `i` | the exporter, by its UN Comtrade number: 398 is Kazakhstan, 842 the United States |
//! | `j` | the importer, in the same way |
//! | `k` (optional) | the product: six digits of the Harmonised System |
//! | `v` | the value in thousands of US dollars |
//! | `q` (where tonnes are asked for) | the weight in tonnes, in place of the value; rows without one have no figure |
//!
//! Each figure is what BACI made of both sides' reports, so no economy is its
//! reporter, its valuation is FOB and its status is [`Status::Reconciled`]. The file has no totals: the total of a flow
//! is the sum of its products.
//!
//! Rows that name a group of economies, or one economy on both sides, are skipped. BACI lists only trade that took
//! place, so a flow of zero has no row.

use std::borrow::Cow;

use crate::{
    error::Result,
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            product::Product,
            scope::{Entry, Scope},
        },
        table::{Codebook, Column, Header, Row, Scheme, period},
    },
    series::{Status, Valuation},
    unit::{Quantity, Unit},
};

/// The columns by which a BACI file is recognised: year, exporter, importer, value.
pub(crate) const COLUMNS: &[&str] = &["t", "i", "j", "v"];
/// The source of every figure of such a file.
const SOURCE: &str = "CEPII BACI";
/// The power of ten of a thousand dollars.
const THOUSAND: i32 = 3;
/// What the column `q` counts.
pub(crate) const WEIGHT: Unit = Unit::Quantity(Quantity::Tonnes);

/// Reads the rows of a BACI file.
pub(crate) struct Baci {
    /// `t`
    year: Column,
    /// `i`
    exporter: Column,
    /// `j`
    importer: Column,
    /// `k`; without it, each row is a total.
    product: Option<Column>,
    /// `v`, in thousands of US dollars, or `q`, in tonnes.
    value: Column,
    /// Whether it is `q`.
    weighs: bool,
    /// The numbers of UN Comtrade, which also has codes and names for files that others rewrote.
    book: Codebook,
}

impl Baci {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have the name of one that is read.
    pub fn new(header: &Header, scope: &Scope) -> Result<Self> {
        let weighs = scope.unit == Some(WEIGHT);
        Ok(Self {
            year: header.need("t")?,
            exporter: header.need("i")?,
            importer: header.need("j")?,
            product: header.optional("k")?,
            value: header.need(if weighs { "q" } else { "v" })?,
            weighs,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

/// A product code as six digits.
///
/// A spreadsheet that reads `010121` as a number takes the leading zero, and the zero is put back here. Texts that are
/// not digits, and codes of six digits or more, stay as they are.
fn six_digits(code: Cow<'_, str>) -> Cow<'_, str> {
    if code.is_empty() || code.len() >= 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return code;
    }
    Cow::Owned(format!("{code:0>6}"))
}

impl Layout for Baci {
    /// Reads the one figure of a row: the flow of a product, or of all products where the file has no column for them.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        if let Some(product) = &self.product {
            out.seen.note(b"", row.bytes(product));
        }
        let Some(sides) = scope.parties(row, (&self.exporter, &self.importer), &self.book, out)? else { return Ok(()) };
        // The cheapest tests come first: most rows are of another pair or year, and their values are never read.
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        let code = self.product.as_ref().map(|column| six_digits(row.text(column))).unwrap_or_default();
        let product = Product::of("", code);
        if self.weighs && [&b""[..], b"NA"].contains(&row.bytes(&self.value).trim_ascii()) {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(&self.value, if self.weighs { 0 } else { THOUSAND })?;
        let entry = Entry {
            // Both sides' reports brought together, at the exporter's border.
            valuation: (!self.weighs).then_some(Valuation::Fob),
            status: Status::Reconciled,
            product: &product,
            ..Entry::new(sides, year, units, SOURCE, row.place)
        };
        scope.add(&entry, out);
        Ok(())
    }
}
