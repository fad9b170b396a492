//! World Integrated Trade Solution (WITS): advanced queries and TradeStats, in thousands of dollars.

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

pub(crate) const COLUMNS: &[&str] = &["ReporterISO3", "PartnerISO3", "Year", "TradeFlowName", "TradeValue in 1000 USD"];
pub(crate) const TRADESTATS_COLUMNS: &[&str] =
    &["Reporter Name", "Partner Name", "Trade Flow", "Product Group", "Indicator"];
const SOURCE: &str = "WITS";
/// The power of ten of a thousand dollars.
const THOUSAND: i32 = 3;

/// The direction that a flow's name means; none for re-exports and the like, which are parts of the gross flows, and
/// for net flows.
fn direction(flow: &str) -> Result<Option<Direction>> {
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

/// The direction of a row. None for a part of exports or imports, or their difference; the batch then counts the row as
/// skipped.
fn flow_of(row: &Row<'_>, column: &Column, out: &mut Batch) -> Result<Option<Direction>> {
    let direction = direction(&row.text(column)).map_err(|error| row.wrong(column, error))?;
    if direction.is_none() {
        out.set_aside("a part of exports or imports, or their difference", row.bytes(column), row);
    }
    Ok(direction)
}

/// An advanced query: a row for each flow, product and year.
pub(crate) struct Query {
    reporter: Column,
    partner: Column,
    year: Column,
    flow: Column,
    nomenclature: Option<Column>,
    product: Option<Column>,
    value: Column,
    book: Codebook,
}

impl Query {
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            reporter: header.need("ReporterISO3")?,
            partner: header.need("PartnerISO3")?,
            year: header.need("Year")?,
            flow: header.need("TradeFlowName")?,
            nomenclature: header.optional("Nomenclature")?,
            product: header.first_of(&["ProductCode", "Product"]),
            value: header.need("TradeValue in 1000 USD")?,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Query {
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
        let product = Product::of(&nomenclature, text(&self.product));
        let units = row.amount(&self.value, THOUSAND)?;
        scope.add(&Entry::of_trade(direction, sides, year, units, (SOURCE, row.place)).of(&product), out);
        Ok(())
    }
}

/// The indicators of TradeStats that are amounts of trade, in lower case.
const AMOUNTS: [&str; 4] =
    ["export (us$ thousand)", "import (us$ thousand)", "exports (us$ thousand)", "imports (us$ thousand)"];

/// TradeStats: a row for each flow and product group, and a column for each year.
pub(crate) struct TradeStats {
    reporter: Column,
    partner: Column,
    flow: Column,
    group: Column,
    indicator: Column,
    years: Vec<(Column, Period)>,
    book: Codebook,
}

impl TradeStats {
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
