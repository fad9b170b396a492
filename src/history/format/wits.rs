//! World Integrated Trade Solution (WITS) of the World Bank: advanced queries, TradeStats and countries' profiles, in
//! thousands of US dollars.
//!
//! An advanced query has a row for each flow, product and year:
//!
//! ```text
//! Nomenclature,ReporterISO3,ProductCode,PartnerISO3,Year,TradeFlowName,TradeValue in 1000 USD
//! HS,KAZ,Total,UZB,2019,Gross Exp.,1962026.5
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `ReporterISO3`, `PartnerISO3` | the reporter and the partner, by alpha-3 code |
//! | `Year` | the year |
//! | `TradeFlowName` | the direction, seen from the reporter: `Gross Exp.`, `Import` and the like |
//! | `Nomenclature` (optional) | the product classification, such as `HS` or `H5` |
//! | `ProductCode` or `Product` (optional) | the product's code; `Total` is the total |
//! | `TradeValue in 1000 USD` | the value in thousands of US dollars |
//!
//! TradeStats has a row for each flow and product group, and a column for each year:
//!
//! ```text
//! Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,2018,2019
//! Kazakhstan,Uzbekistan,Export,All Products,Export (US$ Thousand),1650.6,1962
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `Reporter Name`, `Partner Name` | the reporter and the partner, by English name |
//! | `Trade Flow` | the direction, seen from the reporter: `Export`, `Import` |
//! | `Product Group` | a group of products by name, such as `Fuels`; `All Products` is the total |
//! | `Indicator` | what the cells of the row are |
//! | a year | the value in that year; an empty cell says nothing |
//!
//! A country's profile by partner has a row for each partner, year and flow, with the amount in a column of its own
//! beside shares and counts:
//!
//! ```text
//! Reporter Name,Partner Name,Year,Trade Flow,No Of exported HS6 digit Products,Export (US$ Thousand),Export Partner Share (%)
//! China,Afghanistan,2022,Export,1091,553083.38,0.02
//! ```
//!
//! In all, exports are FOB, imports are CIF, and the reporter is the reporter of the figure. Skipped are rows of trade
//! with the world or a group, of re-exports and re-imports (parts of the gross flows) and of net flows; in TradeStats
//! also indicators other than amounts, such as shares in percent. The product groups of TradeStats overlap, so they are
//! never added up.

use crate::{
    error::{Error, Result},
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            product::Product,
            scope::{Direction, Entry, Scope},
            wide::{note_short, period_columns},
        },
        table::{Codebook, Column, Header, Row, Scheme, period},
    },
    period::Period,
    series::Valuation,
};

/// The columns by which an advanced query is recognised.
pub(crate) const COLUMNS: &[&str] = &["ReporterISO3", "PartnerISO3", "Year", "TradeFlowName", "TradeValue in 1000 USD"];
/// The columns by which a TradeStats file is recognised, beside those of its years.
pub(crate) const TRADESTATS_COLUMNS: &[&str] =
    &["Reporter Name", "Partner Name", "Trade Flow", "Product Group", "Indicator"];
/// The columns by which a country's profile by partner is recognised.
pub(crate) const PARTNER_COLUMNS: &[&str] =
    &["Reporter Name", "Partner Name", "Year", "Trade Flow", "Export (US$ Thousand)|Import (US$ Thousand)"];
/// The source of every figure of the three kinds of file.
const SOURCE: &str = "WITS";
/// The power of ten of a thousand dollars.
const THOUSAND: i32 = 3;
/// What is taken for granted of an advanced query without products.
const NO_PRODUCT: &str = "the file has no column of products, so that its values are taken as all goods";

/// The direction that a flow's name means, in any letter case and with or without a point at the end.
///
/// None for re-exports and re-imports, which are parts of the gross flows, and for net flows, which are differences.
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a name that is not known: it might be a new part of
/// exports, and counting it as a flow would be a guess.
fn direction(flow: &str) -> Result<Option<Direction>> {
    // Advanced queries shorten the names and end them with a point: `Gross Exp.`
    match flow.to_lowercase().trim_end_matches('.') {
        "export" | "exports" | "gross exp" | "gross exports" => Ok(Some(Direction::Export)),
        "import" | "imports" | "gross imp" | "gross imports" => Ok(Some(Direction::Import(Valuation::Cif))),
        "re-export" | "re-exports" | "re-exp" | "re-import" | "re-imports" | "re-imp" | "net export"
        | "net exports" | "net exp" | "net import" | "net imports" | "net imp" => Ok(None),
        _ => Err(Error::out_of_range(
            "the trade flow",
            format!("`{flow}`"),
            "one of Gross Exp., Gross Imp., Export, Import",
        )),
    }
}

/// The direction of a row. None for a part of exports or imports, or for a difference of them; the batch then counts
/// the row as skipped.
fn flow_of(row: &Row<'_>, column: &Column, out: &mut Batch) -> Result<Option<Direction>> {
    let direction = direction(&row.text(column)).map_err(|error| row.wrong(column, error))?;
    if direction.is_none() {
        out.set_aside("a part of exports or imports, or their difference", row.bytes(column), row);
    }
    Ok(direction)
}

/// Reads the rows of an advanced query: one for each flow, product and year.
pub(crate) struct Query {
    /// Whose statistics the row is from.
    reporter: Column,
    /// The other economy, or the world.
    partner: Column,
    year: Column,
    /// The direction, by name, seen from the reporter.
    flow: Column,
    /// The product classification; without it, products are taken to be of the Harmonised System.
    nomenclature: Option<Column>,
    /// The product's code; without it, each row is a total.
    product: Option<Column>,
    /// The value in thousands of US dollars.
    value: Column,
    book: Codebook,
}

impl Query {
    /// Finds the columns in the header of an advanced query.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            reporter: header.need("ReporterISO3")?,
            partner: header.need("PartnerISO3")?,
            year: header.need("Year")?,
            flow: header.need("TradeFlowName")?,
            nomenclature: header.optional("Nomenclature")?,
            product: header.first_of(&["ProductCode", "Product Code", "HS Code", "HSCode", "Product", "Product Name"]),
            value: header.need("TradeValue in 1000 USD")?,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Query {
    /// Reads the one figure of a row. Which rows are wanted is decided first; only then is the flow's name looked at,
    /// so that an unknown name in a row of no interest is no error.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let bytes = |column: &Option<Column>| column.as_ref().map_or(&b""[..], |column| row.bytes(column));
        out.seen.note(bytes(&self.nomenclature), bytes(&self.product));
        let Some(sides) = scope.parties(row, (&self.reporter, &self.partner), &self.book, out)? else { return Ok(()) };
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        let Some(direction) = flow_of(row, &self.flow, out)? else { return Ok(()) };
        let text = |column: &Option<Column>| column.as_ref().map(|column| row.text(column)).unwrap_or_default();
        let nomenclature = text(&self.nomenclature);
        if self.product.is_none() {
            out.assumed.insert(NO_PRODUCT);
        }
        let code = text(&self.product);
        // Sections, stages of processing and the like go by names, and overlap.
        let by_name = code.bytes().any(|byte| !byte.is_ascii_digit())
            && (nomenclature.is_empty() || nomenclature.starts_with(['H', 'h']));
        let product = Product::of(if by_name { "groups" } else { &nomenclature }, code);
        if row.reaches(&self.value) && row.bytes(&self.value).is_empty() {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(&self.value, THOUSAND)?;
        scope.add(&Entry::of_trade(direction, sides, year, units, (SOURCE, row.place)).of(&product), out);
        Ok(())
    }
}

/// The indicators of TradeStats that are amounts of trade, in lower case. All others, such as a partner's share in
/// percent, are skipped.
const AMOUNTS: [&str; 4] =
    ["export (us$ thousand)", "import (us$ thousand)", "exports (us$ thousand)", "imports (us$ thousand)"];

/// Reads the rows of TradeStats: one for each flow and product group, with a column for each year.
pub(crate) struct TradeStats {
    /// Whose statistics the row is from, by English name.
    reporter: Column,
    /// The other economy, or the world, by English name.
    partner: Column,
    flow: Column,
    /// The product group, by name.
    group: Column,
    /// What the cells of a row are: only amounts of trade are read.
    indicator: Column,
    /// The columns whose names are years.
    years: Vec<(Column, Period)>,
    book: Codebook,
}

impl TradeStats {
    /// Finds the columns in the header of a TradeStats file.
    ///
    /// # Errors
    /// Where a column that is needed is missing, where two columns have its name, and where no column, or two columns,
    /// are of one year.
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            reporter: header.need("Reporter Name")?,
            partner: header.need("Partner Name")?,
            flow: header.need("Trade Flow")?,
            group: header.need("Product Group")?,
            indicator: header.need("Indicator")?,
            years: period_columns(header)?,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for TradeStats {
    fn allows_short_rows(&self) -> bool {
        true
    }

    /// Reads a figure for each year that has a value. The indicator is looked at before the flow, as rows of shares and
    /// the like may name flows of their own.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.reporter, &self.partner), &self.book, out)? else { return Ok(()) };
        let indicator = row.text(&self.indicator).to_lowercase();
        if !AMOUNTS.contains(&indicator.as_str()) {
            out.set_aside("an indicator that is no amount of trade", row.bytes(&self.indicator), row);
            return Ok(());
        }
        let Some(direction) = flow_of(row, &self.flow, out)? else { return Ok(()) };
        note_short(row, &self.years, out);
        let group = Product::of("groups", row.text(&self.group));
        for (column, year) in self.years.iter().filter(|(_, year)| scope.wants_period(*year)) {
            match row.bytes(column) {
                b"" => {}
                _ => match row.amount(column, THOUSAND) {
                    Ok(units) => {
                        let entry = Entry::of_trade(direction, sides, *year, units, (SOURCE, row.place));
                        scope.add(&entry.of(&group), out);
                    }
                    Err(error) => out.refuse(row, error),
                },
            }
        }
        Ok(())
    }
}

/// Reads the rows of a country's profile by partner: one for each partner, year and flow.
pub(crate) struct Partner {
    /// Whose statistics the row is from, by English name.
    reporter: Column,
    /// The other economy, or the world, by English name.
    partner: Column,
    year: Column,
    flow: Column,
    /// The amounts of exports and of imports; a file has one or both.
    values: [Option<Column>; 2],
    /// The product group, by name; without it, each row is of all products.
    group: Option<Column>,
    book: Codebook,
}

impl Partner {
    /// Finds the columns in the header of a profile.
    ///
    /// # Errors
    /// Where a column that is needed is missing, or where two columns have its name.
    pub fn new(header: &Header) -> Result<Self> {
        let (export, import) = ("Export (US$ Thousand)", "Import (US$ Thousand)");
        header.need_one_of(&[export, import])?;
        Ok(Self {
            reporter: header.need("Reporter Name")?,
            partner: header.need("Partner Name")?,
            year: header.need("Year")?,
            flow: header.need("Trade Flow")?,
            values: [header.optional(export)?, header.optional(import)?],
            group: header.first_of(&["Product Group", "Product categories, Sectors or Products"]),
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Partner {
    /// Reads the one amount of a row: that of its flow.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.reporter, &self.partner), &self.book, out)? else { return Ok(()) };
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        let Some(direction) = flow_of(row, &self.flow, out)? else { return Ok(()) };
        let [export, import] = &self.values;
        let Some(value) = (if direction == Direction::Export { export } else { import }) else {
            out.set_aside("a flow whose amounts the file does not have", row.bytes(&self.flow), row);
            return Ok(());
        };
        if row.reaches(value) && row.bytes(value).is_empty() {
            out.missing += 1;
            return Ok(());
        }
        let units = row.amount(value, THOUSAND)?;
        let group = Product::of("groups", self.group.as_ref().map(|column| row.text(column)).unwrap_or_default());
        scope.add(&Entry::of_trade(direction, sides, year, units, (SOURCE, row.place)).of(&group), out);
        Ok(())
    }
}
