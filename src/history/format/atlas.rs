//! The Atlas of Economic Complexity of Harvard's Growth Lab, trade by country and partner, in US dollars.
//!
//! ```text
//! location_code,partner_code,hs_product_code,year,export_value,import_value
//! AUS,ARE,283691,2015,6405,0
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `location_code` or `country_iso3_code` | an economy, by alpha-3 code |
//! | `partner_code` or `partner_iso3_code` | its partner |
//! | `year` | the year |
//! | `export_value`, `import_value` | the economy's exports to the partner and its imports from there |
//! | `hs_product_code`, `product_hs92_code`, `sitc_product_code` and the like (optional) | the product |
//!
//! Both flows are reconciled from both sides' reports, and are FOB. A whole file has each flow twice, as exports of one
//! economy and as imports of the other. The economy of the row therefore stands as the figure's reporter, so that the
//! two are compared and not added. Services, which have names in place of codes, are skipped.

use crate::{
    error::Result,
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            product::{Product, is_total},
            scope::{Direction, Entry, Scope},
        },
        table::{Codebook, Column, Header, Row, Scheme, period},
    },
    series::{Status, Valuation},
};

/// The columns by which a file is recognised.
pub(crate) const COLUMNS: &[&str] =
    &["location_code|country_iso3_code", "partner_code|partner_iso3_code", "year", "export_value", "import_value"];
/// The classification of products by the Atlas' own numbers or names.
const OWN: &str = "Atlas";
/// The source of every figure.
const SOURCE: &str = "Atlas of Economic Complexity";
/// The columns of products, each with the classification of its codes.
const PRODUCTS: [(&str, &str); 7] = [
    ("hs_product_code", ""),
    ("product_hs92_code", "H0"),
    ("product_hs12_code", "H4"),
    ("product_hs22_code", "H6"),
    ("sitc_product_code", "S2"),
    ("product_sitc_code", "S2"),
    ("product_code", ""),
];
/// The product of goods that are not specified; every other code without digits is a kind of services.
const UNSPECIFIED: &[u8] = b"XX";
/// What is taken for granted of a file without products.
const NO_PRODUCT: &str = "the file has no column of products, so that its values are taken as all goods";

/// Reads the rows of a file: one for each economy, partner, year and product.
pub(crate) struct Atlas {
    location: Column,
    partner: Column,
    year: Column,
    /// The two flows, seen from the location.
    flows: [(Direction, Column); 2],
    /// The product's code and its classification; without it, each row is a total.
    product: Option<(Column, &'static str)>,
    book: Codebook,
}

impl Atlas {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        let product = PRODUCTS.iter().find_map(|(name, class)| Some((header.column(name)?, *class)));
        // Numbers of the Atlas' own, or names.
        let other = || header.columns().find(|column| column.name.to_lowercase().starts_with("product"));
        let product = product.or_else(|| other().map(|column| (column, OWN)));
        Ok(Self {
            location: header.need_one_of(&["location_code", "country_iso3_code"])?,
            partner: header.need_one_of(&["partner_code", "partner_iso3_code"])?,
            year: header.need("year")?,
            flows: [
                (Direction::Export, header.need("export_value")?),
                (Direction::Import(Valuation::Fob), header.need("import_value")?),
            ],
            product,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Atlas {
    /// Reads both flows of a row. A cell that cannot be read is noted, and the other is read.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let code = self.product.as_ref().map(|(column, _)| row.bytes(column)).unwrap_or_default();
        let class = self.product.as_ref().map_or("", |(_, class)| *class);
        out.seen.note(class.as_bytes(), code);
        let Some(sides) = scope.parties(row, (&self.location, &self.partner), &self.book, out)? else { return Ok(()) };
        if self.product.is_none() {
            out.assumed.insert(NO_PRODUCT);
        }
        let coded = code.first().is_none_or(u8::is_ascii_digit) || code.to_ascii_uppercase().starts_with(UNSPECIFIED);
        if class != OWN && !coded && !is_total(code) {
            out.set_aside("services", code, row);
            return Ok(());
        }
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        let text = self.product.as_ref().map(|(column, _)| row.text(column)).unwrap_or_default();
        let product = Product::of(class, text);
        for (direction, column) in &self.flows {
            if row.bytes(column).is_empty() {
                out.missing += 1;
                continue;
            }
            match row.amount(column, 0) {
                Ok(units) => {
                    let entry = Entry::of_trade(*direction, sides, year, units, (SOURCE, row.place)).of(&product);
                    scope.add(&Entry { status: Status::Reconciled, ..entry }, out);
                }
                Err(error) => out.refuse(row, error),
            }
        }
        Ok(())
    }
}
