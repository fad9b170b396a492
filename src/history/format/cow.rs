//! Correlates of War, dyadic trade: one row for each pair of states and year, in millions of US dollars.
//!
//! Barbieri, K., Keshk, O. M. G. and Pollins, B. (2009), Trading Data: Evaluating our Assumptions and Coding Rules,
//! Conflict Management and Peace Science 26(5). Flows are what the importer recorded. Where it recorded none, the
//! collection has some from the exporter's report with a margin.
//!
//! ```text
//! ccode1,ccode2,year,flow1,flow2
//! 365,710,1992,3,4
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `ccode1`, `ccode2` | the two states, by the state numbers of Correlates of War: 365 is Russia, 710 China |
//! | `year` | the year |
//! | `flow1` | what the first state imported from the second, in millions of US dollars |
//! | `flow2` | what the second state imported from the first, in millions of US dollars |
//!
//! A row gives up to two figures. The importer is the reporter of each, and the valuation is CIF. A value of -9 means
//! that the flow is missing: it is counted as missing, and the other flow of the row is still read. A value that cannot
//! be read is noted for its cell alone.
//!
//! A state number may outlive the state. The number 365 means the Soviet Union up to 1991 and Russia from 1992 on, so
//! the year decides which economy a row is about ([`SUCCESSIONS`]).

use crate::{
    economy::{Economy, Partners},
    error::Result,
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            scope::{Entry, Scope, parties},
        },
        table::{Codebook, Column, Header, Party, Row, Scheme, period},
    },
    period::Period,
    series::Valuation,
};

/// The columns by which such a file is recognised. All five are read, and no others.
pub(crate) const COLUMNS: &[&str] = &["ccode1", "ccode2", "year", "flow1", "flow2"];
/// The source of every figure of such a file.
const SOURCE: &str = "Correlates of War, Dyadic Trade";
/// The power of ten of a million dollars.
const MILLION: i32 = 6;

/// Reads the rows of a file of Correlates of War.
pub(crate) struct CorrelatesOfWar {
    /// The year, which also decides which economy a state number means.
    year: Column,
    /// The first state, whose imports are in `flow1`.
    first: Column,
    /// The second state, whose imports are in `flow2`.
    second: Column,
    /// `flow1`, which the first state imports from the second, and `flow2`, which the second imports from the first.
    flows: [Column; 2],
    /// The state numbers.
    book: Codebook,
}

impl CorrelatesOfWar {
    /// Finds the five columns in a header.
    ///
    /// # Errors
    /// Where one of them is missing, or where two columns have the name of one.
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
fn is_missing(row: &Row<'_>, column: &Column) -> bool {
    row.number(column, 0) == Ok(-9.0)
}

/// State numbers that outlived their state: the economy that the number has in the codebook, the last year, and the
/// economy that the number meant up to that year. The first entry that fits is taken.
///
/// The number 345 has three entries: Yugoslavia up to 1991, Serbia and Montenegro up to 2005, and Serbia after that.
/// The year 9999 is the last that a period can have, so that the third entry has no end.
const SUCCESSIONS: &[(&str, i32, &str)] =
    &[("RUS", 1991, "SUN"), ("YUG", 1991, "YUG"), ("YUG", 2005, "SCG"), ("YUG", 9999, "SRB")];

/// The economy that a state number meant in a year; the economy of the codebook itself where no entry fits.
fn in_year(economy: Economy, year: i32) -> Economy {
    let found = SUCCESSIONS.iter().find(|(code, until, _)| *code == economy.code() && year <= *until);
    found.and_then(|(_, _, then)| Economy::from_code(then)).unwrap_or(economy)
}

impl CorrelatesOfWar {
    /// Whether one of a row's two numbers shows that it is not of a pair: it is another economy's, or a group's.
    fn is_outside(&self, row: &Row<'_>, year: Period, partners: &Partners) -> bool {
        [&self.first, &self.second].into_iter().any(|column| match self.book.party(row.bytes(column)) {
            Party::Economy(economy) => {
                let then = in_year(economy, year.calendar_year());
                !partners.concerns(then)
            }
            party => party == Party::Group,
        })
    }
}

impl Layout for CorrelatesOfWar {
    /// Reads the two flows of a row. The period is read first, as it decides which economies the state numbers mean.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        // Whose number it is depends on the year, so that the pair is compared after that.
        let sides = match parties(None, row, (&self.first, &self.second), &self.book, out) {
            // An unknown number beside an economy outside the pair, or beside a group, is none of the pair's.
            Err(_) if scope.partners.as_ref().is_some_and(|of| self.is_outside(row, year, of)) => return Ok(()),
            sides => sides?,
        };
        let Some((first, second)) = sides else { return Ok(()) };
        let (first, second) = (in_year(first, year.calendar_year()), in_year(second, year.calendar_year()));
        if !scope.wants_pair(first, second) {
            return Ok(());
        }
        // Each flow is an import of the economy it is listed under, which makes the other the exporter.
        let imports = [(second, first), (first, second)];
        for (column, (exporter, importer)) in self.flows.iter().zip(imports) {
            if is_missing(row, column) {
                // A stated gap is no error; -9 would otherwise be refused as an amount below zero.
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
