//! World Integrated Trade Solution, in thousands of dollars.

use super::{
    super::read::{Batch, Codebook, Column, Header, Row, Scheme, amount},
    Layout, Scope,
    scope::{Entry, Sides},
    wide::{period, period_columns},
};
use crate::{
    error::{Error, Result},
    period::Period,
    series::Valuation,
};

pub(super) const COLUMNS: &[&str] = &["ReporterISO3", "PartnerISO3", "Year", "TradeFlowName", "TradeValue in 1000 USD"];
pub(super) const TRADESTATS_COLUMNS: &[&str] =
    &["Reporter Name", "Partner Name", "Trade Flow", "Product Group", "Indicator"];
const SOURCE: &str = "WITS";
const THOUSAND: i32 = 3;

#[derive(Clone, Copy)]
enum Direction {
    Export,
    Import,
}

/// The direction of a flow's name; none for re-exports and the like, which are part of the gross flows.
fn direction(flow: &str) -> Option<Direction> {
    match flow.to_lowercase().trim_end_matches('.') {
        "export" | "exports" | "gross exp" => Some(Direction::Export),
        "import" | "imports" | "gross imp" => Some(Direction::Import),
        _ => None,
    }
}

impl Direction {
    fn entry<'e>(
        self,
        (reporter, partner): Sides,
        period: Period,
        units: f64,
        product: &'e str,
        row: &Row<'_>,
    ) -> Entry<'e> {
        let (sides, valuation) = match self {
            Self::Export => ((reporter, partner), Valuation::Fob),
            Self::Import => ((partner, reporter), Valuation::Cif),
        };
        let entry = Entry { product, ..Entry::new(sides, period, units, SOURCE, row.place) };
        entry.reported_by(reporter, valuation)
    }
}

/// An advanced query: a row a flow and product of a year.
pub(super) struct Query {
    reporter: Column,
    partner: Column,
    year: Column,
    flow: Column,
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
            product: header.first_of(&["ProductCode", "Product"]),
            value: header.need("TradeValue in 1000 USD")?,
            book: Codebook::new(Scheme::Usual),
        })
    }
}

impl Layout for Query {
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.reporter, &self.partner), &self.book, out)? else { return Ok(()) };
        let Some(direction) = direction(&row.text(&self.flow)) else {
            out.set_aside("a part of exports or imports", row.bytes(&self.flow), row);
            return Ok(());
        };
        let year = period(row, &self.year)?;
        let product = self.product.as_ref().map(|column| row.text(column)).unwrap_or_default();
        let units = amount(row.bytes(&self.value), THOUSAND).map_err(|error| row.wrong(&self.value, error))?;
        scope.add(&direction.entry(sides, year, units, &product, row), out);
        Ok(())
    }
}

/// TradeStats: a row a flow and product group, a column a year.
pub(super) struct TradeStats {
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
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.reporter, &self.partner), &self.book, out)? else { return Ok(()) };
        let indicator = row.text(&self.indicator).to_lowercase();
        if !indicator.contains("thousand") {
            out.set_aside("an indicator that is no amount of trade", row.bytes(&self.indicator), row);
            return Ok(());
        }
        let flow = row.text(&self.flow);
        let direction = direction(&flow).ok_or_else(|| {
            row.wrong(&self.flow, Error::out_of_range("the trade flow", format!("`{flow}`"), "Import or Export"))
        })?;
        let group = row.text(&self.group);
        for (column, year) in self.years.iter().filter(|(_, year)| scope.wants_period(*year)) {
            match row.bytes(column) {
                b"" => {}
                field => match amount(field, THOUSAND) {
                    Ok(units) => scope.add(&direction.entry(sides, *year, units, &group, row), out),
                    Err(error) => out.refuse(row, row.wrong(column, error)),
                },
            }
        }
        Ok(())
    }
}
