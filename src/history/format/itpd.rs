//! The International Trade and Production Database (ITPD-E) of the United States International Trade Commission, and
//! the files of its gravity modelling environment, in millions of US dollars.
//!
//! Borchert, I., Larch, M., Shikher, S. and Yotov, Y. (2021), The International Trade and Production Database for
//! Estimation, International Economics 166.
//!
//! ```text
//! exporter_iso3,importer_iso3,year,industry_id,broad_sector,trade
//! KAZ,UZB,2019,36,Mining_Energy,120.5
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `exporter_iso3` or `exporter`, `importer_iso3` or `importer` | the two economies, by alpha-3 code |
//! | `year`, `trade` | the year, and the value in millions of US dollars |
//! | `industry_id` (optional) | the industry, by its number |
//! | `broad_sector` (optional) | `Agriculture`, `Mining_Energy`, `Manufacturing` or `Services` |
//!
//! Neither the reporter nor the valuation is stated. A flow is the sum of its industries, whose numbers are written with
//! three digits, and is named so. Skipped are
//! services, and trade of an economy with itself, which the file has on its diagonal.

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
};

/// The columns by which a file is recognised.
pub(crate) const COLUMNS: &[&str] = &["exporter_iso3|exporter", "importer_iso3|importer", "year", "trade"];
/// The source of every figure.
const SOURCE: &str = "USITC ITPD-E";
/// The power of ten of a million dollars.
const MILLION: i32 = 6;
/// The classification of industries.
const INDUSTRIES: &str = "ITPD-E";
/// What is taken for granted of a file without industries.
const NO_INDUSTRY: &str =
    "the file has no column industry_id, so that trade is taken as all goods and not as one of their parts";
/// What is taken for granted of a file with industries and without sectors.
const NO_SECTOR: &str = "the file has no column broad_sector, so that services among its industries are not left out";

/// Reads the rows of a file: one for each exporter, importer, year and industry.
pub(crate) struct Itpd {
    exporter: Column,
    importer: Column,
    year: Column,
    industry: Option<Column>,
    sector: Option<Column>,
    value: Column,
    book: Codebook,
}

impl Itpd {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            exporter: header.need_one_of(&["exporter_iso3", "exporter"])?,
            importer: header.need_one_of(&["importer_iso3", "importer"])?,
            year: header.need("year")?,
            industry: header.optional("industry_id")?,
            sector: header.optional("broad_sector")?,
            value: header.need("trade")?,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Itpd {
    /// Reads the one figure of a row.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.exporter, &self.importer), &self.book, out)? else {
            return Ok(());
        };
        let sector = self.sector.as_ref().map(|column| row.bytes(column)).unwrap_or_default();
        if sector.to_ascii_lowercase().starts_with(b"service") {
            out.set_aside("services", b"", row);
            return Ok(());
        }
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        out.assumed.extend(match (&self.industry, &self.sector) {
            (None, _) => Some(NO_INDUSTRY),
            (Some(_), None) => Some(NO_SECTOR),
            (Some(_), Some(_)) => None,
        });
        if row.reaches(&self.value) && [&b""[..], b"NA", b"."].contains(&row.bytes(&self.value)) {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(&self.value, MILLION)?;
        // Industries are numbered through, so that no number is a part of another: 1 has nothing to do with 11.
        let industry = self.industry.as_ref().map(|column| format!("{:0>3}", row.text(column))).unwrap_or_default();
        let product = Product::of(INDUSTRIES, industry.into());
        scope.add(&Entry::new(sides, year, units, SOURCE, row.place).of(&product), out);
        Ok(())
    }
}
