//! Amounts in the prices of one period (deflating), and in another currency (converting).
//!
//! A [`Deflator`] makes nominal series real; [`ExchangeRates`] change a series' currency. Both are tables of numbers by
//! period that the caller provides: the crate contains no price index and no exchange rate, and fetches none.

use std::{fs::File, io::Read, path::Path, str::FromStr};

use serde::Serialize;

use crate::{
    amount::Amount,
    currency::Currency,
    error::{Error, Result, excerpt, given},
    history::{
        panel::AnnualPanel,
        table::{Column, Row, for_each_row_of, period},
    },
    period::{Frequency, Period},
    series::{Observation, Prices, Series, Status},
};

/// Numbers by period, such as an index or a rate. Each is above zero, as amounts are multiplied and divided by them.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Dated {
    /// What messages call the table.
    name: String,
    /// In the order of the periods, each once; the search relies on that order.
    values: Vec<(Period, f64)>,
}

/// A period, its number, and the line of the file that has them.
type Placed = (Period, f64, usize);

impl Dated {
    /// From the rows of a table, in any order.
    ///
    /// # Errors
    /// An error for a table without rows, and for a period that appears twice, with both its lines.
    fn new(name: &str, mut values: Vec<Placed>) -> Result<Self> {
        values.sort_by_key(|(period, ..)| period.to_bits());
        if let Some(twice) = values.windows(2).find(|two| two[0].0 == two[1].0) {
            let message = format!("the period {} stands twice, first on line {}", twice[0].0, twice[0].2);
            return Err(Error::contradiction(message).at_line(twice[1].2));
        }
        if values.is_empty() {
            return Err(Error::missing("rows", "there is a header and nothing else"));
        }
        Ok(Self {
            name: name.to_owned(),
            values: values.into_iter().map(|(period, value, _)| (period, value)).collect(),
        })
    }

    /// From plain numbers, in any order.
    ///
    /// # Errors
    /// An error for a number that is not above zero or not finite, a period twice, or no numbers at all.
    fn of<P>(name: &str, values: impl IntoIterator<Item = (P, f64)>) -> Result<Self>
    where
        P: TryInto<Period, Error: Into<Error>>,
    {
        let mut dated: Vec<(Period, f64)> = Vec::new();
        for (period, value) in values {
            let period: Period = given(period)?;
            if !(value > 0.0 && value.is_finite()) {
                return Err(Error::out_of_range(format!("{name} in {period}"), value, "more than zero"));
            }
            dated.push((period, value));
        }
        dated.sort_by_key(|(period, _)| period.to_bits());
        if let Some(twice) = dated.windows(2).find(|two| two[0].0 == two[1].0) {
            return Err(Error::contradiction(format!("{name} has the period {} twice", twice[0].0)));
        }
        if dated.is_empty() {
            return Err(Error::missing(format!("figures of {name}"), "give at least one"));
        }
        Ok(Self { name: name.to_owned(), values: dated })
    }

    /// The number stated for this very period, and not for a part of it or for a period around it.
    fn exactly(&self, period: Period) -> Option<f64> {
        let at = self.values.binary_search_by_key(&period.to_bits(), |(period, _)| period.to_bits());
        Some(self.values[at.ok()?].1)
    }

    /// The number of a period: the one stated for it, or the average over its quarters or months, weighted by length,
    /// where all of them are there.
    ///
    /// ```text
    /// sum over parts of (months of the part · number) / months of the period
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where neither is there; the message says what the table has.
    fn at(&self, period: Period) -> Result<f64> {
        let averaged_of = |of: Frequency| {
            let (start, end) = period.months();
            let within = |part: &Period| start <= part.months().0 && part.months().1 <= end;
            // Parts of one length: quarters and months of one table may overlap.
            let parts = self.values.iter().filter(|(part, _)| within(part) && part.frequency() == of);
            let months: i32 = parts.clone().map(|(part, _)| i32::from(part.months_long())).sum();
            // Parts that together are shorter than the period are not its average: one of them is missing.
            let whole = months == end - start + 1;
            let weighted: f64 = parts.map(|(part, value)| value * f64::from(part.months_long())).sum();
            whole.then(|| weighted / f64::from(months))
        };
        let averaged = || averaged_of(Frequency::Quarterly).or_else(|| averaged_of(Frequency::Monthly));
        self.exactly(period).or_else(averaged).ok_or_else(|| {
            // `new` and `of` refuse an empty table.
            let (first, last) = (self.values[0].0, self.values[self.values.len() - 1].0);
            Error::missing(format!("figure of {period} in {}", self.name), format!("it has {first} to {last}"))
        })
    }
}

/// A price index by period, which turns nominal amounts into real ones.
///
/// Its table has a `year` or `period` column and one more column, the index, under any name and in any base. A column
/// `months` says over how many months a figure is averaged. Columns named `source`, `note`, `notes` or `url` are
/// ignored.
///
/// [`Series::real`] deflates a series, and [`AnnualPanel::real`] a panel.
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deflator {
    /// The index; only ratios of its numbers are used, so that its base does not matter.
    index: Dated,
    /// The periods whose number is an average over some of their months only.
    partial: Vec<Period>,
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
        Ok(Self { index: Dated::of(name, index)?, partial: Vec::new() })
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
        let (mut values, mut partial) = (Vec::new(), Vec::new());
        for_each_row_of(reader, &mut |row| {
            let time = row.header.need_one_of(&["period", "year"])?;
            let months = row.header.column("months");
            let period = period(row, &time)?;
            values.push((period, above_zero(row, &index_column(row, &time)?)?, row.place.number() as usize));
            let count = months.map(|column| row.number(&column, 0));
            if count.transpose()?.is_some_and(|count| count < f64::from(period.months_long())) {
                partial.push(period);
            }
            Ok(())
        })
        .and_then(|()| check_index(&values, name))
        .and_then(|()| Ok(Self { index: Dated::new(name, values)?, partial }))
        .map_err(|error| error.in_file(name))
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
        let (file, name) = opened(path.as_ref())?;
        Self::read(file, &name)
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

    /// The periods whose index is an average over only some of their months. Amounts deflated with them are marked as
    /// estimates.
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

/// A file that is open, and its name as messages show it.
fn opened(path: &Path) -> Result<(File, String)> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::io("open the file", &name, error))?;
    Ok((file, name))
}

/// Whether a column's name says that it has rates of change, which are no index.
fn is_rate(name: &str) -> bool {
    let name = name.to_lowercase();
    ["inflation", "change", "growth", "percent", "pct", "%"].iter().any(|word| name.contains(word))
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
    let passed = ["months", "source", "note", "notes", "url", ""];
    let mut others = row
        .header
        .columns()
        .filter(|column| column.at != time.at && !passed.iter().any(|name| column.name.eq_ignore_ascii_case(name)));
    match (others.next(), others.next()) {
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

/// A number above zero, as indices and rates must be: amounts are divided by them.
fn above_zero(row: &Row<'_>, column: &Column) -> Result<f64> {
    let value = row.number(column, 0)?;
    if value > 0.0 {
        return Ok(value);
    }
    Err(row.wrong(column, Error::out_of_range(column.name.as_str(), value, "more than zero")))
}

/// Exchange rates by period, each an average over its period.
///
/// Its table has a `year` or `period` column, the columns `from` and `to` with the codes of two currencies, and a
/// `rate`: how many units of `to` one unit of `from` buys. One table may have the rates of many currencies.
///
/// A rate serves both ways: dollars to tenge by the rate, tenge to dollars by its inverse. Rates are not chained
/// through a third currency.
///
/// ```
/// use tradepath::{Currency, Series, history::ExchangeRates};
///
/// let table = "year,from,to,rate\n2020,USD,KZT,412.95\n2021,USD,KZT,425.91\n";
/// let rates = ExchangeRates::read(table.as_bytes(), "rates.csv")?;
/// let series = Series::annual("USD", [(2021, 1e9)])?;
/// let tenge = series.converted(&rates, "KZT")?;
/// assert_eq!(tenge.amount("2021".parse()?).unwrap().value(), 425.91e9);
/// assert_eq!(tenge.converted(&rates, Currency::USD)?, series);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExchangeRates {
    /// What messages call the rates.
    name: String,
    /// The rates by currency, from and to. Each pair of currencies appears once in that direction.
    rates: Vec<(Currency, Currency, Dated)>,
}

impl ExchangeRates {
    /// The rates between two currencies: how many units of `to` one unit of `from` buys, on average over each period.
    ///
    /// ```
    /// use tradepath::{Series, history::ExchangeRates};
    ///
    /// let rates = ExchangeRates::of("USD", "KZT", [(2020, 412.95), (2021, 425.91)])?;
    /// let tenge = Series::annual("USD", [(2021, 1e9)])?.converted(&rates, "KZT")?;
    /// assert_eq!(tenge.amount(tenge.first()).unwrap().value(), 425.91e9);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// The error of an argument that cannot be read; an error for a rate that is not above zero, a period twice, or no
    /// figures.
    ///
    /// ```
    /// use tradepath::history::ExchangeRates;
    ///
    /// assert!(ExchangeRates::of("USD", "KZT", [(2020, 0.0)]).is_err());
    /// ```
    pub fn of<P>(
        from: impl TryInto<Currency, Error: Into<Error>>,
        to: impl TryInto<Currency, Error: Into<Error>>,
        rates: impl IntoIterator<Item = (P, f64)>,
    ) -> Result<Self>
    where
        P: TryInto<Period, Error: Into<Error>>,
    {
        let (from, to): (Currency, Currency) = (given(from)?, given(to)?);
        let name = format!("the rates of {from} in {to}");
        Ok(Self { rates: vec![(from, to, Dated::of(&name, rates)?)], name })
    }

    /// Reads a table. `name` is what errors call it.
    ///
    /// # Errors
    /// With file, line and column: a column that is missing, a rate that is not above zero, a rate given twice.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::ExchangeRates;
    ///
    /// let twice = "year,from,to,rate\n2020,USD,KZT,400\n2020,USD,KZT,425\n";
    /// let error = ExchangeRates::read(twice.as_bytes(), "rates.csv").unwrap_err();
    /// assert!(error.to_string().contains("2020 stands twice, first on line 2"));
    /// ```
    pub fn read(reader: impl Read + Send, name: &str) -> Result<Self> {
        let mut tables: Vec<(Currency, Currency, Vec<Placed>)> = Vec::new();
        for_each_row_of(reader, &mut |row| {
            let period = period(row, &row.header.need_one_of(&["period", "year"])?)?;
            let rate = above_zero(row, &row.header.need("rate")?)?;
            let (from, to) = (currency(row, "from")?, currency(row, "to")?);
            let dated = (period, rate, row.place.number() as usize);
            match tables.iter_mut().find(|(known, other, _)| (*known, *other) == (from, to)) {
                Some((_, _, table)) => table.push(dated),
                None => tables.push((from, to, vec![dated])),
            }
            Ok(())
        })
        .and_then(|()| {
            let rates = tables.into_iter().map(|(from, to, values)| Ok((from, to, Dated::new(name, values)?)));
            Ok(Self { name: name.to_owned(), rates: rates.collect::<Result<_>>()? })
        })
        .map_err(|error| error.in_file(name))
    }

    /// Reads a table from a file, as [`read`](Self::read) does.
    ///
    /// # Errors
    /// The errors of [`read`](Self::read); [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be opened.
    ///
    /// # Examples
    /// ```no_run
    /// use tradepath::{Series, history::ExchangeRates};
    ///
    /// let rates = ExchangeRates::load("rates.csv")?;
    /// let tenge = Series::annual("USD", [(2021, "3.9B")])?.converted(&rates, "KZT")?;
    /// println!("{}", tenge.currency());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let (file, name) = opened(path.as_ref())?;
        Self::read(file, &name)
    }

    /// `units` of the first currency in units of the second, for a period: by the rate in that direction, or else by
    /// the inverse of the rate in the other.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where there is no rate of the two currencies, or none of the
    /// period.
    fn convert(&self, (from, to): (Currency, Currency), period: Period, units: f64) -> Result<f64> {
        let table = |from: Currency, to: Currency| self.rates.iter().find(|(a, b, _)| (*a, *b) == (from, to));
        match (table(from, to), table(to, from)) {
            (Some((_, _, direct)), _) => Ok(units * direct.at(period)?),
            (None, Some((_, _, inverse))) => Ok(units / inverse.at(period)?),
            (None, None) => {
                let listed: Vec<String> = self.rates.iter().map(|(from, to, _)| format!("{from} to {to}")).collect();
                let hint = format!("it has rates of {}", listed.join(", "));
                Err(Error::missing(format!("rate of {from} to {to} in {}", self.name), hint))
            }
        }
    }
}

/// The currency that a column of a row names by its code.
fn currency(row: &Row<'_>, name: &str) -> Result<Currency> {
    let column = row.header.need(name)?;
    Currency::from_str(&row.text(&column)).map_err(|error| row.wrong(&column, error))
}

impl Series {
    /// The series in the prices of `base`:
    ///
    /// ```text
    /// V_t * index(base) / index(t)
    /// ```
    ///
    /// The base may be a year where the index is monthly or quarterly: the year's average then counts. The reverse does
    /// not hold: an annual index says nothing of a month. An amount whose index is an average over
    /// [part](Deflator::partial) of its period becomes an estimate.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the index lacks a period of the series or the base,
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a series that is real already.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Series, history::Deflator};
    ///
    /// let cpi = Deflator::of("CPI", [(2010, 100.0), (2012, 125.0)])?;
    /// let nominal = Series::annual("USD", [(2010, 100.0), (2012, 100.0)])?;
    /// let real = nominal.real(&cpi, 2012)?;
    /// assert_eq!(real.amount("2010".parse()?).unwrap().value(), 125.0);
    /// assert_eq!(real.amount("2012".parse()?).unwrap().value(), 100.0);
    /// // Real amounts are not deflated twice.
    /// assert!(real.real(&cpi, 2010).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn real(&self, deflator: &Deflator, base: impl TryInto<Period, Error: Into<Error>>) -> Result<Self> {
        let base: Period = given(base)?;
        if let Prices::Real { base, .. } = self.prices() {
            return Err(Error::contradiction(format!("the series is in prices of {base} already")));
        }
        let real = self.each(|period, observation| {
            let amount = Amount::new(observation.amount.value() * deflator.factor(period, base)?)?;
            let mut provenance = observation.provenance.clone();
            let partial = [period, base].iter().any(|period| deflator.partial.contains(period));
            if partial && provenance.status != Status::Projected {
                provenance.status = Status::Estimated;
            }
            Ok(Observation { amount, provenance })
        })?;
        let series = Self::new(self.currency(), real)?;
        Ok(series.in_prices(Prices::Real { base, deflator: deflator.index.name.clone() }))
    }

    /// The series in another currency. Each amount is converted at the average rate of its own period.
    ///
    /// The rate of a year may be made of the rates of its quarters or months, where all of them are there.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the rates lack the currencies or a period,
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a real series: convert first, then deflate
    /// with an index of the new currency.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Series, history::ExchangeRates};
    ///
    /// let rates = ExchangeRates::of("USD", "KZT", [(2020, 400.0), (2021, 425.0)])?;
    /// let tenge = Series::annual("USD", [(2021, 2.0)])?.converted(&rates, "KZT")?;
    /// assert_eq!(tenge.amount("2021".parse()?).unwrap().value(), 850.0);
    /// // There is no rate of 2019.
    /// assert!(Series::annual("USD", [(2019, 2.0)])?.converted(&rates, "KZT").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn converted(&self, rates: &ExchangeRates, to: impl TryInto<Currency, Error: Into<Error>>) -> Result<Self> {
        let to: Currency = given(to)?;
        if let Prices::Real { base, .. } = self.prices() {
            let message = format!("the series is in prices of {base}; convert it at its own prices, then deflate it");
            return Err(Error::contradiction(message));
        }
        let converted = self.each(|period, observation| {
            let units = rates.convert((self.currency(), to), period, observation.amount.value())?;
            Ok(Observation { amount: Amount::new(units)?, provenance: observation.provenance.clone() })
        })?;
        Self::new(to, converted)
    }

    /// What `change` makes of every observation, in the order of the periods. The first error ends it.
    fn each(&self, change: impl Fn(Period, &Observation) -> Result<Observation>) -> Result<Vec<(Period, Observation)>> {
        self.iter().map(|(period, observation)| Ok((period, change(period, observation)?))).collect()
    }
}

impl AnnualPanel {
    /// Every amount in the prices of `base`, as by [`Series::real`]. Gross domestic products stay nominal.
    ///
    /// A year without an index is an error only where the panel has an amount of it.
    ///
    /// # Errors
    /// The errors of [`Series::real`].
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Series, history::{AnnualPanel, Deflator}};
    ///
    /// let series = Series::annual("USD", [(2018, 100.0), (2020, 100.0)])?;
    /// let panel = AnnualPanel::of([("KAZ-UZB".into(), series)])?;
    /// let index = Deflator::of("CPI", [(2018, 50.0), (2020, 100.0)])?;
    /// let real = panel.real(&index, 2020)?;
    /// assert!(real.real(&index, 2018).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn real(mut self, deflator: &Deflator, base: impl TryInto<Period, Error: Into<Error>>) -> Result<Self> {
        let base: Period = given(base)?;
        if let Prices::Real { base, .. } = self.about.prices {
            return Err(Error::contradiction(format!("the panel is in prices of {base} already")));
        }
        let Some((first, last)) = self.years() else { return Ok(self) };
        let first = first.calendar_year();
        let factors = (first..=last.calendar_year()).map(|year| deflator.factor(Period::year(year)?, base));
        // A year without an index matters only where there is an amount of it.
        let factors: Vec<Result<f64>> = factors.collect();
        for (year, amount) in self.members.iter_mut().flat_map(|member| &mut member.amounts) {
            *amount *= factors[(*year - first) as usize].as_ref().map_err(Clone::clone)?;
        }
        self.about.prices = Prices::Real { base, deflator: deflator.name().to_owned() };
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(amounts: &[(&str, f64)]) -> Series {
        let dated =
            amounts.iter().map(|(period, units)| (period.parse().unwrap(), Amount::new(*units).unwrap().into()));
        Series::new(Currency::USD, dated).unwrap()
    }

    fn deflator(table: &str) -> Result<Deflator> {
        Deflator::read(table.as_bytes(), "cpi.csv")
    }

    #[test]
    fn real_amounts_say_so_and_are_not_made_real_twice() {
        let cpi = deflator("year,index\n2010,100\n2011,110\n2012,125\n").unwrap();
        let real = series(&[("2010", 100.0), ("2012", 100.0)]).real(&cpi, "2012").unwrap();
        let amounts: Vec<f64> = real.iter().map(|(_, observation)| observation.amount.value()).collect();
        assert_eq!(amounts, [125.0, 100.0]);
        assert_eq!(*real.prices(), Prices::Real { base: "2012".parse().unwrap(), deflator: "cpi.csv".into() });
        assert!(real.real(&cpi, "2010").unwrap_err().to_string().contains("in prices of 2012 already"));
        assert_eq!(real.up_to("2011".parse().unwrap()).unwrap().prices(), real.prices());
        let json = serde_json::to_string(&real).unwrap();
        assert_eq!(serde_json::from_str::<Series>(&json).unwrap(), real);
    }

    #[test]
    fn an_average_of_some_months_makes_an_estimate() {
        let cpi = deflator("year,cpi_u_annual_average,months\n2024,313.689,12\n2025,321.943,11\n").unwrap();
        assert_eq!(cpi.partial(), [Period::year(2025).unwrap()]);
        let real = series(&[("2024", 1.0), ("2025", 1.0)]).real(&cpi, "2024").unwrap();
        let statuses: Vec<Status> = real.iter().map(|(_, observation)| observation.provenance.status).collect();
        assert_eq!(statuses, [Status::Reported, Status::Estimated]);
    }

    #[test]
    fn tables_that_do_not_say_what_is_needed_are_refused() {
        let message = |table: &str| deflator(table).unwrap_err().to_string();
        assert!(message("year,a,b\n2010,1,2\n").contains("both a and b could be the index"));
        assert!(message("year\n2010\n").contains("no column of an index"));
        assert!(message("year,a\n2010,0\n").starts_with("cpi.csv line 2 key `a`: a is 0"));
        assert!(message("year,a\n2010,1\n2010,2\n").contains("the period 2010 stands twice"));
        assert!(message("year,a\n").contains("a header and nothing else"));
        let cpi = deflator("year,a\n2010,1\n").unwrap();
        let error = series(&[("2011", 1.0)]).real(&cpi, "2010").unwrap_err().to_string();
        assert!(error.contains("no figure of 2011 in cpi.csv: it has 2010 to 2010"), "{error}");
    }

    #[test]
    fn a_monthly_index_is_averaged_over_a_base_year() {
        let rows: String = (1..=12).map(|month| format!("2020-{month:02},{}\n", 100 + month)).collect();
        let cpi = deflator(&format!("period,index\n{rows}")).unwrap();
        let real = series(&[("2020-01", 101.0)]).real(&cpi, "2020").unwrap();
        assert_eq!(real.iter().next().unwrap().1.amount.value(), 106.5);
        let yearly = deflator("year,index\n2020,100\n").unwrap();
        assert!(series(&[("2020-01", 1.0)]).real(&yearly, "2020").is_err());
    }

    #[test]
    fn rates_are_found_by_their_currencies_either_way() {
        let kzt = "KZT".parse().unwrap();
        let table = "year,from,to,rate\n2020,EUR,USD,1.25\n2020,USD,KZT,400\n2021,USD,KZT,425\n";
        let rates = ExchangeRates::read(table.as_bytes(), "rates.csv").unwrap();
        let tenge = series(&[("2020", 1.0), ("2021", 2.0)]).converted(&rates, kzt).unwrap();
        let amounts: Vec<f64> = tenge.iter().map(|(_, observation)| observation.amount.value()).collect();
        assert_eq!((amounts, tenge.currency()), (vec![400.0, 850.0], kzt));
        let euros = series(&[("2020", 1.0)]).converted(&rates, Currency::EUR).unwrap();
        assert_eq!(euros.iter().next().unwrap().1.amount.value(), 0.8);
        let message = |result: Result<Series>| result.unwrap_err().to_string();
        assert!(message(series(&[("2019", 1.0)]).converted(&rates, kzt)).contains("no figure of 2019 in rates.csv"));
        let none = message(series(&[("2020", 1.0)]).converted(&rates, "UZS"));
        assert!(none.contains("no rate of USD to UZS in rates.csv: it has rates of EUR to USD, USD to KZT"), "{none}");
        let twice = ExchangeRates::read("year,from,to,rate\n2020,USD,KZT,1\n2020,USD,KZT,2\n".as_bytes(), "r.csv");
        assert!(
            twice.unwrap_err().to_string().starts_with("r.csv line 3: the period 2020 stands twice, first on line 2")
        );
    }
}
