//! A price index, and its tables as they come.

use std::{io::Read, ops::ControlFlow, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    economy::Economy,
    error::{Error, Result, excerpt, given},
    history::{
        convert::{
            by_date::{ByDate, ByPeriod, Placed, date_column},
            by_economy::{ByEconomy, DESCRIBING},
            dated::{Dated, above_zero, is_missing, is_rate, opened},
        },
        table::{Column, Row, for_each_row_of, period},
    },
    period::Period,
};

/// A price index by period, which turns nominal amounts into real ones.
///
/// Its table has a `year` or `period` column and one more column, the index, under any name and in any base. A column
/// `months` says over how many months a figure is averaged. Columns named `source`, `note`, `notes` or `url` are
/// ignored.
///
/// A table of FRED is read as it is downloaded: a column `observation_date` or `DATE`, and the index. Dates that are all
/// the first of a year, a quarter or a month are those of its periods; values by day are [averaged](Self::averaged) over
/// months. A value that is missing (`.`) is left out.
///
/// Tables of the World Bank are read as they are downloaded, too: a row for each economy and series with a column for
/// each year, or a row for each economy and year. [`read_of`](Self::read_of) names the economy of a table with several.
///
/// [`Series::real`](crate::Series::real) deflates a series, and [`AnnualPanel::real`](crate::history::AnnualPanel::real) a
/// panel.
///
/// ```
/// use tradepath::{Series, history::Deflator};
///
/// let table = "year,cpi,months\n2010,218.056,12\n2020,258.811,12\n";
/// let deflator = Deflator::read(table.as_bytes(), "US CPI")?;
/// let series = Series::annual("USD", [(2010, 1e9)])?;
/// let real = series.real(&deflator, "2020")?;
/// let amount = real.amount("2010".parse()?).unwrap();
/// assert_eq!(format!("{:.4e}", amount.value()), "1.1869e9");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deflator {
    /// The index; only ratios of its numbers are used, so that its base does not matter.
    pub(super) index: Dated,
    /// The periods whose number is an average over some of their months or days only.
    pub(super) partial: Vec<Period>,
    /// Whether the numbers are averages of numbers by day.
    averaged: bool,
}

impl Deflator {
    /// An index from plain numbers or texts, in any base. `name` is what results call it.
    ///
    /// ```
    /// use tradepath::{Series, history::Deflator};
    ///
    /// let prices = Deflator::of("US CPI", [(2010, 218.056), (2020, 258.811)])?;
    /// let real = Series::annual("USD", [(2010, 1e9)])?.real(&prices, 2020)?;
    /// assert_eq!(format!("{:.4e}", real.amount(real.first()).unwrap().value()), "1.1869e9");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// The error of a period that cannot be read; an error for an index that is not above zero, a period twice, or no
    /// figures.
    ///
    /// ```
    /// use tradepath::history::Deflator;
    ///
    /// assert!(Deflator::of("US CPI", [(2010, 0.0)]).is_err());
    /// assert!(Deflator::of("US CPI", [(2010, 218.056), (2010, 219.0)]).is_err());
    /// ```
    pub fn of<P>(name: &str, index: impl IntoIterator<Item = (P, f64)>) -> Result<Self>
    where
        P: TryInto<Period, Error: Into<Error>>,
    {
        Ok(Self { index: Dated::of(name, index)?, partial: Vec::new(), averaged: false })
    }

    /// Reads a table. `name` is what errors and results call it.
    ///
    /// # Errors
    /// With file, line and column: a column that is missing or one too many, a number that is not above zero, a period
    /// twice.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Deflator;
    ///
    /// let cpi = Deflator::read("year,index\n2010,100\n2011,110\n".as_bytes(), "cpi.csv")?;
    /// assert_eq!(cpi.name(), "cpi.csv");
    /// // A table with two columns of numbers does not say which is the index.
    /// assert!(Deflator::read("year,a,b\n2010,1,2\n".as_bytes(), "cpi.csv").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn read(reader: impl Read + Send, name: &str) -> Result<Self> {
        Self::read_any(reader, name, None).map_err(|error| error.in_file(name))
    }

    /// Reads the index of one economy from a table that has those of several.
    ///
    /// # Errors
    /// The errors of [`read`](Self::read); [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the table does not have
    /// the economy, or has no price index of it; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where it
    /// has several, or does not say whose its prices are.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Series, history::Deflator};
    ///
    /// let table = "Country Name,Country Code,Indicator Name,2019,2020\n\
    ///              Turkiye,TUR,Consumer price index (2010 = 100),234.4,263.2\n\
    ///              United States,USA,Consumer price index (2010 = 100),117.2,118.7\n";
    /// let prices = Deflator::read_of(table.as_bytes(), "World Bank", "USA")?;
    /// let real = Series::annual("USD", [(2019, 1e9)])?.real(&prices, 2020)?;
    /// assert_eq!(format!("{:.4e}", real.amount(real.first()).unwrap().value()), "1.0128e9");
    /// assert!(Deflator::read(table.as_bytes(), "World Bank").is_err()); // whose prices?
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn read_of(
        reader: impl Read + Send,
        name: &str,
        economy: impl TryInto<Economy, Error: Into<Error>>,
    ) -> Result<Self> {
        Self::read_any(reader, name, Some(given(economy)?)).map_err(|error| error.in_file(name))
    }

    /// Reads a table, of one economy where it has several.
    fn read_any(reader: impl Read + Send, name: &str, economy: Option<Economy>) -> Result<Self> {
        let (mut values, mut partial) = (Vec::new(), Vec::new());
        let mut by_date = ByDate::default();
        let mut by_economy = ByEconomy::new(economy);
        for_each_row_of(reader, &mut |row| {
            if let ControlFlow::Break(of_years) = by_economy.row(row)? {
                values.extend(of_years);
                return Ok(());
            }
            if let Some(dates) = date_column(row) {
                let index = index_column(row, &dates)?;
                return if is_missing(row, &index) {
                    Ok(())
                } else {
                    by_date.add(row, &dates, above_zero(row, &index)?)
                };
            }
            let time = row.header.need_one_of(&["period", "year"])?;
            let months = row.header.column("months");
            let (period, index) = (period(row, &time)?, index_column(row, &time)?);
            values.push((period, above_zero(row, &index)?, row.place.number() as usize));
            let count = months.map(|column| row.number(&column, 0));
            if count.transpose()?.is_some_and(|count| count < f64::from(period.months_long())) {
                partial.push(period);
            }
            Ok(())
        })
        .and_then(|()| {
            let dated = if by_date.is_empty() { ByPeriod::default() } else { by_date.by_period()? };
            values.extend(dated.values);
            partial.extend(dated.partial);
            by_economy.check(!values.is_empty())?;
            check_index(&values, name)?;
            Ok(Self { index: Dated::new(name, values)?, partial, averaged: dated.averaged })
        })
    }

    /// Reads a table from a file, as [`read`](Self::read) does.
    ///
    /// # Errors
    /// The errors of [`read`](Self::read); [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be opened.
    ///
    /// # Examples
    /// ```no_run
    /// use tradepath::history::Deflator;
    ///
    /// let cpi = Deflator::load("us-cpi.csv")?;
    /// assert_eq!(cpi.name(), "us-cpi.csv");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let (file, name, path) = opened(path.as_ref())?;
        Self::read_any(file, &name, None).map_err(|error| error.in_file(path))
    }

    /// Reads the index of one economy from a file, as [`read_of`](Self::read_of) does.
    ///
    /// # Errors
    /// The errors of [`read_of`](Self::read_of); [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be opened.
    pub fn load_of(path: impl AsRef<Path>, economy: impl TryInto<Economy, Error: Into<Error>>) -> Result<Self> {
        let economy = given(economy)?;
        let (file, name, path) = opened(path.as_ref())?;
        Self::read_any(file, &name, Some(economy)).map_err(|error| error.in_file(path))
    }

    /// The factor that turns an amount of `period` into the prices of `base`:
    ///
    /// ```text
    /// index(base) / index(period)
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the index has neither the period nor all its parts.
    pub(crate) fn factor(&self, period: Period, base: Period) -> Result<f64> {
        Ok(self.index.at(base)? / self.index.at(period)?)
    }

    /// The name that was given when it was built or read. Results in real prices carry it.
    ///
    /// ```
    /// use tradepath::history::Deflator;
    ///
    /// assert_eq!(Deflator::of("US CPI", [(2010, 218.056)])?.name(), "US CPI");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn name(&self) -> &str {
        &self.index.name
    }

    /// Whether the index was read by day, and its numbers are averages over months.
    ///
    /// ```
    /// use tradepath::history::Deflator;
    ///
    /// let table = "DATE,OIL\n2020-01-02,61.2\n2020-01-31,51.6\n2020-02-03,50.1\n2020-02-28,44.8\n";
    /// assert!(Deflator::read(table.as_bytes(), "oil.csv")?.averaged());
    /// let months = "observation_date,CPIAUCSL\n2020-01-01,258.8\n2020-02-01,259.0\n";
    /// assert!(!Deflator::read(months.as_bytes(), "cpi.csv")?.averaged());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn averaged(&self) -> bool {
        self.averaged
    }

    /// The periods whose index is an average over only some of their months or days. Amounts deflated with them are
    /// marked as estimates.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Deflator;
    ///
    /// let table = "year,cpi,months\n2024,313.689,12\n2025,321.943,11\n";
    /// let cpi = Deflator::read(table.as_bytes(), "cpi.csv")?;
    /// assert_eq!(cpi.partial(), ["2025".parse()?]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn partial(&self) -> &[Period] {
        &self.partial
    }
}

/// Whether the name of a column says that it has the gross product and not its deflator: at FRED, `GDP` and `GDPDEF`.
fn is_output(name: &str) -> bool {
    let name = name.to_lowercase();
    ["gdp", "gnp"].iter().any(|word| name.contains(word)) && !["def", "price"].iter().any(|word| name.contains(word))
}

/// A table of small numbers that falls by more than this from one period to the next has rates of change: prices hardly
/// fall so far.
const DEEPEST_FALL: f64 = 0.25;
/// Small numbers: an index is mostly 100 in some year. That of one commodity may fall by half, and is told by its size.
const SMALL: f64 = 25.0;

/// Refuses figures that are rates of inflation.
fn check_index(values: &[Placed], name: &str) -> Result<()> {
    let mut dated: Vec<&Placed> = values.iter().collect();
    dated.sort_by_key(|(period, ..)| period.to_bits());
    let falls = dated
        .windows(2)
        .find(|two| two[0].0.frequency() == two[1].0.frequency() && two[1].1 < two[0].1 * (1.0 - DEEPEST_FALL));
    let small = values.iter().all(|(_, value, _)| *value < SMALL);
    falls.filter(|_| small).map_or(Ok(()), |two| {
        let message = format!(
            "{} falls from {} in {} to {} in {}, as rates of inflation do and a price index does not; chain them to an index, or give an index of 100 in some year",
            excerpt(name), two[0].1, two[0].0, two[1].1, two[1].0
        );
        Err(Error::contradiction(message).at_line(two[1].2))
    })
}

/// The one column that is not the period, the months or a remark.
///
/// # Errors
/// An error without such a column, and where two could be the index: a guess would deflate by the wrong one.
fn index_column(row: &Row<'_>, time: &Column) -> Result<Column> {
    let passed =
        ["months", "source", "note", "notes", "url", ""].iter().chain(&DESCRIBING).copied().collect::<Vec<_>>();
    let mut others = row
        .header
        .columns()
        .filter(|column| column.at != time.at && !passed.iter().any(|name| column.name.eq_ignore_ascii_case(name)));
    match (others.next(), others.next()) {
        (Some(index), None) if is_output(&index.name) => {
            let hint =
                format!("`{}` is an output, and no price; give a price index or a deflator", excerpt(&index.name));
            Err(Error::missing("index", hint).at_line(row.header.line() as usize))
        }
        (Some(index), None) if is_rate(&index.name) => {
            let hint = format!(
                "`{}` is a rate of change; chain it to an index, such as 100 in the first year",
                excerpt(&index.name)
            );
            Err(Error::missing("index", hint).at_line(row.header.line() as usize))
        }
        (Some(index), None) => Ok(index),
        (None, _) => Err(Error::missing("column of an index", format!("the header has {}", row.header.listed()))
            .at_line(row.header.line() as usize)),
        (Some(one), Some(two)) => {
            let message = format!("both {} and {} could be the index; leave one of them", one.name, two.name);
            Err(Error::contradiction(message).at_line(row.header.line() as usize))
        }
    }
}
