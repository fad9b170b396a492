//! CEPII BACI: one row for each exporter, importer, product and year, in thousands of dollars.
//!
//! Gaulier, G. and Zignago, S. (2010), BACI: International Trade Database at the Product-Level, CEPII Working Paper
//! 2010-23.

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
};

pub(crate) const COLUMNS: &[&str] = &["t", "i", "j", "v"];
const SOURCE: &str = "CEPII BACI";
/// The power of ten of a thousand dollars.
const THOUSAND: i32 = 3;

/// The columns of a BACI file.
pub(crate) struct Baci {
    year: Column,
    exporter: Column,
    importer: Column,
    product: Option<Column>,
    value: Column,
    book: Codebook,
}

impl Baci {
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            year: header.need("t")?,
            exporter: header.need("i")?,
            importer: header.need("j")?,
            product: header.optional("k")?,
            value: header.need("v")?,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

/// A product code of six digits, with the leading zeros put back that a spreadsheet may have taken.
fn six_digits(code: Cow<'_, str>) -> Cow<'_, str> {
    if code.is_empty() || code.len() >= 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return code;
    }
    Cow::Owned(format!("{code:0>6}"))
}

impl Layout for Baci {
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        if let Some(product) = &self.product {
            out.seen.note(b"", row.bytes(product));
        }
        let Some(sides) = scope.parties(row, (&self.exporter, &self.importer), &self.book, out)? else { return Ok(()) };
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        let code = self.product.as_ref().map(|column| six_digits(row.text(column))).unwrap_or_default();
        let product = Product::of("", code);
        let units = row.amount(&self.value, THOUSAND)?;
        let entry = Entry {
            // Both sides' reports brought together, at the exporter's border.
            valuation: Some(Valuation::Fob),
            status: Status::Reconciled,
            product: &product,
            ..Entry::new(sides, year, units, SOURCE, row.place)
        };
        scope.add(&entry, out);
        Ok(())
    }
}
