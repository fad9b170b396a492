//! ITC Trade Map, a list of one economy's partners with a column for each period, in thousands of US dollars, its
//! columns separated by tabs or commas.
//!
//! ```text
//! Importers,Exported value in 2018,Exported value in 2019
//! Uzbekistan,1640000,1980000
//! ```
//!
//! The first column is called `Importers` where the values are exports, and `Exporters` where they are imports; the
//! others `Exported value in 2018` or `Imported value in 2018`, with a quarter (`2018-Q1`) or a month (`2018-M01`) in
//! place of the year.
//!
//! The economy whose partners these are stands only in the title of the page from which the file was downloaded, and so
//! does the product. The caller names the reporter; values are taken to be of all goods, which is said. Exports are FOB
//! and imports CIF. An empty cell says nothing. Trade with the world and with groups is skipped.

use crate::{
    economy::Economy,
    error::{Error, Result},
    history::{
        format::{
            batch::Batch,
            layout::Layout,
            scope::{Direction, Entry, Scope},
            wide::{each_once, note_short},
        },
        table::{Codebook, Column, Header, Row, Scheme, period_of},
    },
    period::Period,
    series::Valuation,
};

/// The columns by which a file is recognised, beside those of its periods.
pub(crate) const COLUMNS: &[&str] = &["Importers|Exporters"];
/// The source of every figure.
const SOURCE: &str = "ITC Trade Map";
/// The power of ten of a thousand dollars.
const THOUSAND: i32 = 3;
/// What is taken for granted of every such file.
const UNSAID: &str =
    "the file does not say its product and unit, so that its values are taken as all goods in thousands of US dollars";

/// The beginnings of the names of columns of values, with what they are.
const VALUES: [(&str, Direction); 2] =
    [("exported value in ", Direction::Export), ("imported value in ", Direction::Import(Valuation::Cif))];

/// Whether a header has a column of values, without which a column of exporters or importers says nothing.
pub(crate) fn has_values(header: &Header) -> bool {
    header.columns().any(|column| value_column(&column.name).is_some())
}

/// What a column of values has: the direction, and the period by its name.
fn value_column(name: &str) -> Option<(Direction, Period)> {
    let name = name.trim().to_lowercase();
    VALUES.iter().find_map(|(start, direction)| {
        Some((*direction, period_of(name.strip_prefix(start)?.trim().to_uppercase().as_bytes()).ok()?))
    })
}

/// Reads the rows of a list: one for each partner, with a column for each period.
pub(crate) struct TradeMap {
    reporter: Economy,
    partner: Column,
    direction: Direction,
    periods: Vec<(Column, Period)>,
    book: Codebook,
}

impl TradeMap {
    /// Finds the columns in a header. The scope names the reporter.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where no reporter is named, and where no column is of a
    /// period; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where columns are of exports and of
    /// imports, or two of one period.
    pub fn new(header: &Header, scope: &Scope) -> Result<Self> {
        let reporter = scope.reporter.ok_or_else(|| {
            let hint = "Trade Map states it only in the page's title: name it (Reader::reporter_of_file, --reporter-of-file KAZ)";
            Error::missing("reporter in the file", hint)
        })?;
        let found: Vec<(Direction, Column, Period)> = header
            .columns()
            .filter_map(|column| value_column(&column.name).map(|(direction, period)| (direction, column, period)))
            .collect();
        let direction = match &found[..] {
            [] => {
                let hint = format!("the header has {}", header.listed());
                return Err(Error::missing("column such as Exported value in 2018", hint));
            }
            [(first, ..), rest @ ..] if rest.iter().all(|(other, ..)| other == first) => *first,
            _ => return Err(Error::contradiction("the file has columns of exports and of imports; split it")),
        };
        let partner = header.need_one_of(&["Importers", "Exporters"])?;
        if partner.name.eq_ignore_ascii_case("Importers") != (direction == Direction::Export) {
            let message = format!("the column `{}` goes with the other flow's values", partner.name);
            return Err(Error::contradiction(message).at_line(header.line() as usize));
        }
        let periods: Vec<(Column, Period)> = found.into_iter().map(|(_, column, period)| (column, period)).collect();
        each_once(header, &periods)?;
        Ok(Self { reporter, partner, direction, periods, book: Codebook::new(Scheme::Usual) })
    }
}

impl Layout for TradeMap {
    fn allows_short_rows(&self) -> bool {
        true
    }

    /// Reads a figure for each period that has a value.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()> {
        let Some(sides) = scope.partner_of(self.reporter, (row, &self.partner), &self.book, out)? else {
            return Ok(());
        };
        out.assumed.insert(UNSAID);
        note_short(row, &self.periods, out);
        for (column, period) in self.periods.iter().filter(|(_, period)| scope.wants_period(*period)) {
            if row.bytes(column).is_empty() {
                continue;
            }
            match row.amount(column, THOUSAND) {
                Ok(units) => {
                    scope.add(&Entry::of_trade(self.direction, sides, *period, units, (SOURCE, row.place)), out);
                }
                Err(error) => out.refuse(row, error),
            }
        }
        Ok(())
    }
}
