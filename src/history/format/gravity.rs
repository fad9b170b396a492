//! CEPII Gravity: one row for each directed pair and year, with both sides' reports of the flow and the reconciled
//! figure, in thousands of US dollars.
//!
//! Conte, M., Cotterlaz, P. and Mayer, T. (2022), The CEPII Gravity Database, CEPII Working Paper 2022-05.
//!
//! ```text
//! year,iso3_o,iso3_d,gdp_o,gdp_d,contig,tradeflow_comtrade_o,tradeflow_comtrade_d,tradeflow_baci
//! 2019,KAZ,UZB,181667000,57921000,1,1962.5,2000,1962.026
//! ```
//!
//! | column | holds |
//! |---|---|
//! | `year` | the year |
//! | `iso3_o`, `iso3_d` | origin (the exporter) and destination (the importer), by alpha-3 code |
//! | `tradeflow_comtrade_o`, `tradeflow_imf_o` | the flow as the origin reported it to UN Comtrade or to the IMF: FOB |
//! | `tradeflow_comtrade_d`, `tradeflow_imf_d` | the flow as the destination reported it: CIF |
//! | `tradeflow_baci` | the flow as BACI reconciled it: FOB, reported by neither side |
//! | `gdp_o`, `gdp_d` | the gross domestic products of both economies |
//! | `contig` | 1 if they have a common border, 0 if not |
//! | `fta_wto` | 1 if a trade agreement between them is in force, 0 if not |
//!
//! Values, gross domestic products included, are in thousands of US dollars and are multiplied to dollars. All columns
//! but the first three are optional, except that one column of flows must be there.
//!
//! Only one collection's reports are taken: those of UN Comtrade, unless the caller asks for the IMF's. With both, a
//! row would give one report of one flow twice. A cell that is empty or `NA` is counted as missing. A cell that cannot
//! be read is noted, and the other cells of the row are read.

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

/// The columns by which a Gravity file is recognised: year, origin, destination, and any one column of flows.
pub(crate) const COLUMNS: &[&str] = &[
    "year",
    "iso3_o",
    "iso3_d",
    "tradeflow_comtrade_o|tradeflow_comtrade_d|tradeflow_baci|tradeflow_imf_o|tradeflow_imf_d",
];
/// The power of ten of a thousand dollars.
const THOUSAND: i32 = 3;

/// A column of the flow from origin to destination, as one side reported it or as BACI reconciled it.
struct Figures {
    /// Where the figures stand.
    column: Column,
    /// Who reported them, which also decides their valuation and status.
    reporter: Reporter,
    /// The source of the figures, which names the collection that CEPII took them from.
    source: &'static str,
}

/// The side that reported the figures of a column.
#[derive(Clone, Copy)]
enum Reporter {
    /// The exporter: values are FOB.
    Origin,
    /// The importer: values are CIF.
    Destination,
    /// Neither side: the figures are reconciled, FOB.
    Neither,
}

/// Reads the rows of a Gravity file.
pub(crate) struct Gravity {
    /// The year of the flow, of the gross domestic products and of the ties.
    year: Column,
    /// The exporter.
    origin: Column,
    /// The importer.
    destination: Column,
    /// The columns of flows that the file has, of at most three.
    figures: Vec<Figures>,
    /// Gross domestic product of origin and destination, in thousands of dollars.
    gdps: [Option<Column>; 2],
    /// The columns that state whether the pair has a common border or a trade agreement.
    ties: Vec<(Tie, Column)>,
    /// The alpha-3 codes of both economies.
    book: Codebook,
}

impl Gravity {
    /// Finds the columns in a header. The scope states whose collection of reports is wanted.
    ///
    /// # Errors
    /// Where the year, the origin or the destination is missing, or where two columns have the name of one that is
    /// read.
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
        let figures = figures.collect::<Result<Vec<_>>>()?;
        if figures.is_empty() {
            let hint = format!(
                "the header has {}; reports collected by the IMF are read where they are asked for",
                header.listed()
            );
            let wanted = format!("column {origin}, {destination} or tradeflow_baci");
            return Err(Error::missing(wanted, hint).at_line(header.line() as usize));
        }
        Ok(Self {
            year: header.need("year")?,
            origin: header.need("iso3_o")?,
            destination: header.need("iso3_d")?,
            figures,
            gdps: [header.optional("gdp_o")?, header.optional("gdp_d")?],
            ties: Tie::ALL
                .into_iter()
                .filter_map(|tie| header.optional(tie.column()).transpose().map(|column| Ok((tie, column?))))
                .collect::<Result<_>>()?,
            book: Codebook::new(Scheme::Usual),
        })
    }

    /// Notes whether the pair has each tie. A cell that is empty or `NA` says nothing, and any other text than 0 or 1
    /// is noted as one that cannot be read.
    ///
    /// A tie belongs to the pair, whichever of the two exports: both directions of a pair have rows.
    fn read_ties(&self, row: &Row<'_>, year: Period, sides: Sides, out: &mut Batch) {
        // Both sides are known to differ, so that this never returns early.
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

    /// Notes the gross domestic products of both economies, in US dollars. An economy's product stands in the row of
    /// each of its partners; the tally compares them.
    fn read_gdps(&self, row: &Row<'_>, year: Period, sides: Sides, out: &mut Batch) {
        for (column, economy) in self.gdps.iter().zip([sides.0, sides.1]) {
            let Some(column) = column else { continue };
            if let Some(units) = value(row, column, out) {
                out.gdps.push((economy, year, units));
            }
        }
    }
}

/// A value in thousands, as US dollars. None where the cell is empty or `NA`, and where it cannot be read, which is
/// noted in the batch.
fn value(row: &Row<'_>, column: &Column, out: &mut Batch) -> Option<f64> {
    let field = row.bytes(column);
    if field.is_empty() || field.eq_ignore_ascii_case(b"NA") {
        return None;
    }
    row.amount(column, THOUSAND).map_err(|error| out.refuse(row, error)).ok()
}

impl Reporter {
    /// The economy that reports, of the two sides of a row.
    fn of(self, (origin, destination): Sides) -> Option<Economy> {
        match self {
            Self::Origin => Some(origin),
            Self::Destination => Some(destination),
            Self::Neither => None,
        }
    }
}

impl Layout for Gravity {
    /// Reads up to three figures of the flow from origin to destination, then what the row says of both economies and
    /// of the pair.
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
