//! Correlates of War, dyadic trade: a row a pair and year, in millions of dollars.
//!
//! Barbieri, K., Keshk, O. M. G. and Pollins, B. (2009), Trading Data: Evaluating our Assumptions and Coding Rules,
//! Conflict Management and Peace Science 26(5). Flows are what the importer recorded; where it recorded none, the
//! collection has some from the exporter's report with a margin.

use super::{
    super::read::{Batch, Codebook, Column, Header, Row, Scheme, amount},
    Layout, Scope,
    scope::Entry,
    wide::period,
};
use crate::{error::Result, series::Valuation};

pub(super) const COLUMNS: &[&str] = &["ccode1", "ccode2", "year", "flow1", "flow2"];
const SOURCE: &str = "Correlates of War, Dyadic Trade";
const MILLION: i32 = 6;

pub(super) struct CorrelatesOfWar {
    year: Column,
    first: Column,
    second: Column,
    /// What the first imports from the second, and the second from the first.
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

/// -9 stands for a missing figure, however it is written.
fn is_missing(field: &[u8]) -> bool {
    field.strip_prefix(b"-9").is_some_and(|rest| rest.iter().all(|byte| *byte == b'0' || *byte == b'.'))
}

impl Layout for CorrelatesOfWar {
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some((first, second)) = scope.parties(row, (&self.first, &self.second), &self.book, out)? else {
            return Ok(());
        };
        let year = period(row, &self.year)?;
        let imports = [(second, first), (first, second)];
        for (column, (exporter, importer)) in self.flows.iter().zip(imports) {
            let field = row.bytes(column);
            if is_missing(field) {
                out.missing += 1;
                continue;
            }
            match amount(field, MILLION) {
                Ok(units) => {
                    let entry = Entry::new((exporter, importer), year, units, SOURCE, row.place);
                    scope.add(&entry.reported_by(importer, Valuation::Cif), out);
                }
                Err(error) => out.refuse(row, row.wrong(column, error)),
            }
        }
        Ok(())
    }
}
