//! CEPII Gravity: one row for each directed pair and year, with both sides' reports of the flow and the reconciled
//! figure, in thousands of dollars.
//!
//! Conte, M., Cotterlaz, P. and Mayer, T. (2022), The CEPII Gravity Database, CEPII Working Paper 2022-05.

use crate::{
    economy::{Economy, Pair},
    error::{Error, Result},
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            scope::{Collection, Entry, Scope, Sides},
        },
        panel::{Tie, context},
        table::{Codebook, Column, Header, Row, Scheme, period},
    },
    period::Period,
    series::{Status, Valuation},
};

pub(crate) const COLUMNS: &[&str] =
    &["year", "iso3_o", "iso3_d", "tradeflow_comtrade_o|tradeflow_imf_o|tradeflow_baci"];
/// The power of ten of a thousand dollars.
const THOUSAND: i32 = 3;

/// A column of one side's figures of the flow from origin to destination.
struct Figures {
    column: Column,
    reporter: Reporter,
    source: &'static str,
}

/// The side whose figures a column has.
#[derive(Clone, Copy)]
enum Reporter {
    Origin,
    Destination,
    Neither,
}

/// The columns of a Gravity file.
pub(crate) struct Gravity {
    year: Column,
    origin: Column,
    destination: Column,
    figures: Vec<Figures>,
    /// Gross domestic product of origin and destination, in thousands of dollars.
    gdps: [Option<Column>; 2],
    ties: Vec<(Tie, Column)>,
    book: Codebook,
}

impl Gravity {
    pub fn new(header: &Header, scope: &Scope) -> Result<Self> {
        let (source, origin, destination) = match scope.collection {
            Collection::Comtrade => ("CEPII Gravity: UN Comtrade", "tradeflow_comtrade_o", "tradeflow_comtrade_d"),
            Collection::Imf => ("CEPII Gravity: IMF DOTS", "tradeflow_imf_o", "tradeflow_imf_d"),
        };
        let figures = [
            (origin, Reporter::Origin, source),
            (destination, Reporter::Destination, source),
            ("tradeflow_baci", Reporter::Neither, "CEPII Gravity: BACI"),
        ];
        let figures = figures.into_iter().filter_map(|(name, reporter, source)| {
            header.optional(name).transpose().map(|column| Ok(Figures { column: column?, reporter, source }))
        });
        Ok(Self {
            year: header.need("year")?,
            origin: header.need("iso3_o")?,
            destination: header.need("iso3_d")?,
            figures: figures.collect::<Result<_>>()?,
            gdps: [header.optional("gdp_o")?, header.optional("gdp_d")?],
            ties: Tie::ALL
                .into_iter()
                .filter_map(|tie| header.optional(tie.column()).transpose().map(|column| Ok((tie, column?))))
                .collect::<Result<_>>()?,
            book: Codebook::new(Scheme::Usual),
        })
    }

    /// Notes whether the pair has each tie. A cell that is empty or `NA` says nothing.
    fn read_ties(&self, row: &Row<'_>, year: Period, sides: Sides, out: &mut Batch) {
        let Ok(pair) = Pair::new(sides.0, sides.1) else { return };
        for (tie, column) in &self.ties {
            match row.bytes(column) {
                b"1" | b"1.0" => out.ties.push((*tie, context::key(pair, year), true)),
                b"0" | b"0.0" => out.ties.push((*tie, context::key(pair, year), false)),
                b"" | b"NA" => {}
                _ => out.refuse(row, row.wrong(column, Error::contradiction("it must be 0 or 1"))),
            }
        }
    }

    /// Notes the gross domestic products of both economies.
    fn read_gdps(&self, row: &Row<'_>, year: Period, sides: Sides, out: &mut Batch) {
        for (column, economy) in self.gdps.iter().zip([sides.0, sides.1]) {
            let Some(column) = column else { continue };
            if let Some(units) = value(row, column, out) {
                out.gdps.push((economy, year, units));
            }
        }
    }
}

/// A value in thousands, as dollars; none where it is missing or, with a note in the batch, cannot be read.
fn value(row: &Row<'_>, column: &Column, out: &mut Batch) -> Option<f64> {
    let field = row.bytes(column);
    if field.is_empty() || field.eq_ignore_ascii_case(b"NA") {
        return None;
    }
    row.amount(column, THOUSAND).map_err(|error| out.refuse(row, error)).ok()
}

impl Reporter {
    /// The economy that reports, of the two.
    fn of(self, (origin, destination): Sides) -> Option<Economy> {
        match self {
            Self::Origin => Some(origin),
            Self::Destination => Some(destination),
            Self::Neither => None,
        }
    }
}

impl Layout for Gravity {
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.parties(row, (&self.origin, &self.destination), &self.book, out)? else {
            return Ok(());
        };
        let year = period(row, &self.year)?;
        if !scope.wants_period(year) {
            return Ok(());
        }
        for figures in &self.figures {
            let Some(units) = value(row, &figures.column, out) else {
                out.missing += 1;
                continue;
            };
            let (valuation, status) = match figures.reporter {
                Reporter::Origin => (Valuation::Fob, Status::Reported),
                Reporter::Destination => (Valuation::Cif, Status::Reported),
                Reporter::Neither => (Valuation::Fob, Status::Reconciled),
            };
            let entry = Entry {
                reporter: figures.reporter.of(sides),
                valuation: Some(valuation),
                status,
                ..Entry::new(sides, year, units, figures.source, row.place)
            };
            scope.add(&entry, out);
        }
        self.read_gdps(row, year, sides, out);
        self.read_ties(row, year, sides, out);
        Ok(())
    }
}
