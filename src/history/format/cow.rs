//! Correlates of War, dyadic trade: one row for each pair and year, in millions of dollars.
//!
//! Barbieri, K., Keshk, O. M. G. and Pollins, B. (2009), Trading Data: Evaluating our Assumptions and Coding Rules,
//! Conflict Management and Peace Science 26(5). Flows are what the importer recorded. Where it recorded none, the
//! collection has some from the exporter's report with a margin.

use crate::{
    economy::Economy,
    error::Result,
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            scope::{Entry, Scope, parties},
        },
        table::{Codebook, Column, Header, Row, Scheme, number, period},
    },
    series::Valuation,
};

pub(crate) const COLUMNS: &[&str] = &["ccode1", "ccode2", "year", "flow1", "flow2"];
const SOURCE: &str = "Correlates of War, Dyadic Trade";
/// The power of ten of a million dollars.
const MILLION: i32 = 6;

/// The columns of a file of Correlates of War.
pub(crate) struct CorrelatesOfWar {
    year: Column,
    first: Column,
    second: Column,
    /// What the first state imports from the second, and what the second imports from the first.
    flows: [Column; 2],
    book: Codebook,
}

impl CorrelatesOfWar {
    pub fn new(header: &Header) -> Result<Self> {
        Ok(Self {
            year: header.need("year")?,
            first: header.need("ccode1")?,
            second: header.need("ccode2")?,
            flows: [header.need("flow1")?, header.need("flow2")?],
            book: Codebook::new(Scheme::Cow),
        })
    }
}

/// Whether a field says that the figure is missing: -9, however it is written (`-9`, `-9.0`).
fn is_missing(field: &[u8]) -> bool {
    number(field, 0) == Ok(-9.0)
}

/// Economies whose state number outlived them: the economy that the number has in the codebook, the last year, and the
/// economy that the number meant up to that year. The first entry that fits is taken.
const SUCCESSIONS: &[(&str, i32, &str)] =
    &[("RUS", 1991, "SUN"), ("YUG", 1991, "YUG"), ("YUG", 2005, "SCG"), ("YUG", 9999, "SRB")];

/// The economy that a state number meant in a year.
fn in_year(economy: Economy, year: i32) -> Economy {
    let found = SUCCESSIONS.iter().find(|(code, until, _)| *code == economy.code() && year <= *until);
    found.and_then(|(_, _, then)| Economy::from_code(then)).unwrap_or(economy)
}

impl Layout for CorrelatesOfWar {
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        // Whose number it is depends on the year, so that the pair is compared after that.
        let Some((first, second)) = parties(None, row, (&self.first, &self.second), &self.book, out)? else {
            return Ok(());
        };
        let (first, second) = (in_year(first, year.calendar_year()), in_year(second, year.calendar_year()));
        if !scope.wants_pair(first, second) {
            return Ok(());
        }
        // Each flow is an import of the economy it is listed under, which makes the other the exporter.
        let imports = [(second, first), (first, second)];
        for (column, (exporter, importer)) in self.flows.iter().zip(imports) {
            let field = row.bytes(column);
            if is_missing(field) {
                out.missing += 1;
                continue;
            }
            match row.amount(column, MILLION) {
                Ok(units) => {
                    let entry = Entry::new((exporter, importer), year, units, SOURCE, row.place);
                    scope.add(&entry.reported_by(importer, Valuation::Cif), out);
                }
                Err(error) => out.refuse(row, error),
            }
        }
        Ok(())
    }
}
