//! Price indices of many economies in one table, as the World Bank lets them be downloaded: a row for each economy and
//! series with a column for each year, or a row for each economy and year.

use std::ops::ControlFlow;

use crate::{
    economy::Economy,
    error::{Error, Result, excerpt},
    history::{
        convert::{
            by_date::Placed,
            dated::{above_zero, is_missing, is_rate},
        },
        table::{Codebook, Column, Party, Row, Scheme, period_of},
    },
    period::Period,
};

/// The names of a column that says of which economy a row is, codes before names.
const ECONOMIES: [&str; 6] = ["Country Code", "iso3", "Code", "economy", "Country Name", "Country"];
/// The names of a column that says of which series a row is.
const SERIES: [&str; 2] = ["Series Name", "Indicator Name"];
/// Columns that describe a row and are no index.
pub(super) const DESCRIBING: [&str; 10] = [
    "Country Code",
    "iso3",
    "Code",
    "economy",
    "Country Name",
    "Country",
    "Series Name",
    "Series Code",
    "Indicator Name",
    "Indicator Code",
];
/// Words of which the name of a series of prices has one.
const PRICES: [&str; 3] = ["price", "deflator", "cpi"];

/// The rows of one economy and one series out of a table of many.
pub(super) struct ByEconomy {
    /// The economy that is wanted; without one, the table must have a single one.
    wanted: Option<Economy>,
    /// The economy whose rows are read.
    read: Option<Economy>,
    /// The series whose row was read, by its name.
    series: Option<String>,
    /// Series of the economy that are no prices; none of several is guessed at.
    others: Vec<String>,
    /// Whether any row named an economy.
    named: bool,
    book: Codebook,
}

impl ByEconomy {
    /// For an economy; without one, for the single economy that a table has.
    pub fn new(wanted: Option<Economy>) -> Self {
        let book = Codebook::new(Scheme::Usual);
        Self { wanted, read: None, series: None, others: Vec::new(), named: false, book }
    }

    /// Whether a row is one to read; the values by year where it has them in columns, or else nothing, and the row has
    /// its value as rows of other tables have.
    ///
    /// # Errors
    /// `Contradiction` for a second economy where none was named, and for a second series of prices; the error of a value
    /// that cannot be read.
    pub fn row(&mut self, row: &Row<'_>) -> Result<ControlFlow<Vec<Placed>>> {
        let Some(economies) = ECONOMIES.iter().find_map(|name| row.header.column(name)) else {
            return Ok(ControlFlow::Continue(()));
        };
        let years = year_columns(row);
        if !self.is_read(row, &economies)? || (!years.is_empty() && !self.is_of_prices(row)?) {
            return Ok(ControlFlow::Break(Vec::new()));
        }
        if years.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let line = row.place.number() as usize;
        let given = years.iter().filter(|(column, _)| !is_missing(row, column) && row.bytes(column) != b"..");
        let values = given.map(|(column, period)| Ok((*period, above_zero(row, column)?, line)));
        Ok(ControlFlow::Break(values.collect::<Result<_>>()?))
    }

    /// Whether a row is of the economy that is wanted. Rows of groups, and of names that are no economy, are not.
    fn is_read(&mut self, row: &Row<'_>, economies: &Column) -> Result<bool> {
        self.named = true;
        let Party::Economy(economy) = self.book.party(row.bytes(economies)) else { return Ok(false) };
        if let Some(wanted) = self.wanted {
            return Ok(economy == wanted);
        }
        match *self.read.get_or_insert(economy) {
            first if first == economy => Ok(true),
            first => {
                let message = format!(
                    "the table has prices of several economies, such as {first} and {economy}; say whose are wanted (Deflator::read_of, --deflate-of USA)"
                );
                Err(row.wrong(economies, Error::contradiction(message)))
            }
        }
    }

    /// Whether a row is of a series of prices, where the table names its series.
    fn is_of_prices(&mut self, row: &Row<'_>) -> Result<bool> {
        let Some(column) = SERIES.iter().find_map(|name| row.header.column(name)) else { return Ok(true) };
        let name = row.text(&column).into_owned();
        let lower = name.to_lowercase();
        if lower.is_empty() || is_rate(&lower) || !PRICES.iter().any(|word| lower.contains(word)) {
            self.others.push(name);
            return Ok(false);
        }
        if let Some(first) = &self.series {
            let message =
                format!("both {} and {} could be the index; leave one of them", excerpt(first), excerpt(&name));
            return Err(row.wrong(&column, Error::contradiction(message)));
        }
        self.series = Some(name);
        Ok(true)
    }

    /// Why no value was found, where the table is of economies; the error for an economy that was named for a table
    /// that is of none.
    pub fn check(&self, found: bool) -> Result<()> {
        match (self.wanted, &self.others[..]) {
            (Some(wanted), _) if !self.named => Err(Error::contradiction(format!(
                "the prices of {wanted} were asked for, and the table does not say whose its prices are; leave that out"
            ))),
            (_, [first, ..]) if !found => {
                let hint = "a price index or a deflator by its level is wanted, not its change a year";
                Err(Error::missing(format!("price index in the table, which has {}", excerpt(first)), hint))
            }
            (Some(wanted), _) if !found => {
                Err(Error::missing(format!("figures of {wanted} in the table"), "name an economy that it has"))
            }
            _ => Ok(()),
        }
    }
}

/// The columns whose names are years: `2011`, or `2011 [YR2011]`.
fn year_columns(row: &Row<'_>) -> Vec<(Column, Period)> {
    let year = |column: Column| {
        let name = column.name.split('[').next().unwrap_or_default().trim();
        let period = period_of(name.as_bytes()).ok()?;
        Some((column, period))
    };
    row.header.columns().filter_map(year).collect()
}
