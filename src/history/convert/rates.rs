//! Exchange rates, and their tables as they come.

use std::{io::Read, path::Path, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    currency::Currency,
    error::{Error, Result, given},
    history::{
        convert::{
            by_date::{ByDate, Placed, date_column},
            dated::{Dated, above_zero, is_missing, opened},
        },
        table::{Column, Row, for_each_row_of, period},
    },
    period::Period,
};

/// Exchange rates by period, each an average over its period.
///
/// Its table has a `year` or `period` column, the columns `from` and `to` with the codes of two currencies, and a
/// `rate`: how many units of `to` one unit of `from` buys. One table may have the rates of many currencies.
///
/// Tables are read as they are downloaded from two services: the history of the European Central Bank's reference rates
/// (`Date` and a column for each currency, in units for a euro), and a daily, monthly or yearly series of FRED (`DATE` or
/// `observation_date`, and a column such as `DEXINUS`, rupees for a dollar). Rates by day are
/// [averaged](Self::averaged) over months; an amount of a period that has a month without some of its days becomes an
/// estimate.
///
/// A rate serves both ways: dollars to tenge by the rate, tenge to dollars by its inverse. Where a table has no rate of two
/// currencies, and both have one with a third, that one stands between them: pounds become dollars by way of the euro in
/// the European Central Bank's table.
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RatesForm")]
pub struct ExchangeRates {
    /// What messages call the rates.
    name: String,
    /// The rates by currency, from and to. Each pair of currencies appears once in that direction.
    rates: Vec<(Currency, Currency, Dated)>,
    /// The periods whose rates are averages over some of their days only.
    pub(super) partial: Vec<Period>,
    /// Whether the rates are averages of rates by day.
    averaged: bool,
}

/// Rates as they are written, before they are checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RatesForm {
    name: String,
    rates: Vec<(Currency, Currency, Dated)>,
    partial: Vec<Period>,
    averaged: bool,
}

impl TryFrom<RatesForm> for ExchangeRates {
    type Error = Error;

    fn try_from(RatesForm { name, rates, partial, averaged }: RatesForm) -> Result<Self> {
        let twice = |at: usize| rates[..at].iter().any(|before| (before.0, before.1) == (rates[at].0, rates[at].1));
        match (0..rates.len()).find(|at| twice(*at)) {
            Some(at) => {
                let (from, to, _) = &rates[at];
                Err(Error::contradiction(format!("the rates of {from} to {to} stand twice")))
            }
            None => Ok(Self { name, rates, partial, averaged }),
        }
    }
}

/// The series of exchange rates at FRED, by the part of their names that says which: units of the second currency for one
/// of the first. `DEX`, `EX` or `AEX` stands before it, for rates by day, month or year.
const FRED: [(&str, &str, &str); 22] = [
    ("USAL", "AUD", "USD"),
    ("USEU", "EUR", "USD"),
    ("USNZ", "NZD", "USD"),
    ("USUK", "GBP", "USD"),
    ("BZUS", "USD", "BRL"),
    ("CAUS", "USD", "CAD"),
    ("CHUS", "USD", "CNY"),
    ("DNUS", "USD", "DKK"),
    ("HKUS", "USD", "HKD"),
    ("INUS", "USD", "INR"),
    ("JPUS", "USD", "JPY"),
    ("KOUS", "USD", "KRW"),
    ("MAUS", "USD", "MYR"),
    ("MXUS", "USD", "MXN"),
    ("NOUS", "USD", "NOK"),
    ("SDUS", "USD", "SEK"),
    ("SFUS", "USD", "ZAR"),
    ("SIUS", "USD", "SGD"),
    ("SLUS", "USD", "LKR"),
    ("SZUS", "USD", "CHF"),
    ("TAUS", "USD", "TWD"),
    ("THUS", "USD", "THB"),
];
/// A table by date with at least so many columns of currencies is one of reference rates for a euro.
const FEWEST_OF_ECB: usize = 3;

/// The rates of two currencies in a table by date.
struct ByCurrencies {
    from: Currency,
    to: Currency,
    column: Column,
    dated: ByDate,
}

/// The columns of rates in a table by date, each with the currencies that it is between.
///
/// # Errors
/// `Missing` where a column is neither of these, with what would be accepted.
fn dated_rates(row: &Row<'_>, dates: &Column) -> Result<Vec<ByCurrencies>> {
    let others = row.header.columns().filter(|column| column.at != dates.at && !column.name.is_empty());
    let others: Vec<Column> = others.collect();
    let of = |from, to, column: &Column| ByCurrencies { from, to, column: column.clone(), dated: ByDate::default() };
    // Currencies that are no more, such as the Cyprus pound, are not known by their codes and cannot be asked for.
    let for_euro = |column: &Column| Some(of(Currency::EUR, Currency::from_str(&column.name).ok()?, column));
    let for_euros: Vec<_> = others.iter().filter_map(for_euro).collect();
    if for_euros.len() >= FEWEST_OF_ECB {
        return Ok(for_euros);
    }
    let of_fred = |column: &Column| {
        let name = column.name.to_ascii_uppercase();
        let pair = name.strip_prefix("DEX").or(name.strip_prefix("AEX")).or(name.strip_prefix("EX"))?;
        let (_, from, to) = FRED.iter().find(|(of, ..)| *of == pair)?;
        Some(of(Currency::from_str(from).ok()?, Currency::from_str(to).ok()?, column))
    };
    let found: Vec<_> = others.iter().filter_map(of_fred).collect();
    if found.is_empty() || found.len() < others.len() {
        let hint = format!(
            "the header has {}; a table by date is one of the European Central Bank, with a column for each currency, or of series of FRED such as DEXINUS alone",
            row.header.listed()
        );
        return Err(Error::missing("column of a rate", hint).at_line(row.header.line() as usize));
    }
    Ok(found)
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
        Ok(Self { rates: vec![(from, to, Dated::of(&name, rates)?)], name, partial: Vec::new(), averaged: false })
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
        Self::read_named(reader, name).map_err(|error| error.in_file(name))
    }

    fn read_named(reader: impl Read + Send, name: &str) -> Result<Self> {
        let mut tables: Vec<(Currency, Currency, Vec<Placed>)> = Vec::new();
        let mut by_date: Vec<ByCurrencies> = Vec::new();
        for_each_row_of(reader, &mut |row| {
            if let Some(dates) = date_column(row) {
                return add_dated(&mut by_date, row, &dates);
            }
            let period = period(row, &row.header.need_one_of(&["period", "year"])?)?;
            let rate = above_zero(row, &row.header.need("rate")?)?;
            let (from, to) = (currency(row, "from")?, currency(row, "to")?);
            if from == to {
                let message = format!("the rate is of {from} to itself");
                return Err(row.wrong(&row.header.need("to")?, Error::contradiction(message)));
            }
            let other_way = tables.iter().find(|(known, other, _)| (*known, *other) == (to, from));
            if let Some((.., line)) = other_way.and_then(|(.., rows)| rows.iter().find(|(at, ..)| *at == period)) {
                let message =
                    format!("the rate of {from} and {to} in {period} stands twice, the other way round on line {line}");
                return Err(Error::contradiction(message).at_line(row.place.number() as usize));
            }
            let dated = (period, rate, row.place.number() as usize);
            match tables.iter_mut().find(|(known, other, _)| (*known, *other) == (from, to)) {
                Some((_, _, table)) => table.push(dated),
                None => tables.push((from, to, vec![dated])),
            }
            Ok(())
        })
        .and_then(|()| {
            let (mut partial, mut averaged) = (Vec::new(), false);
            for of in by_date.into_iter().filter(|of| !of.dated.is_empty()) {
                let found = of.dated.by_period()?;
                tables.push((of.from, of.to, found.values));
                partial.extend(found.partial);
                averaged |= found.averaged;
            }
            partial.sort_by_key(|period| period.to_bits());
            partial.dedup();
            if tables.is_empty() {
                return Err(Error::missing("rows", "there is a header and nothing else"));
            }
            let rates = tables.into_iter().map(|(from, to, values)| Ok((from, to, Dated::new(name, values)?)));
            Ok(Self { name: name.to_owned(), rates: rates.collect::<Result<_>>()?, partial, averaged })
        })
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
    /// println!("{}", tenge.unit());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let (file, name, path) = opened(path.as_ref())?;
        Self::read_named(file, &name).map_err(|error| error.in_file(path))
    }

    /// Whether the rates were read by day, and are averages over months.
    ///
    /// ```
    /// use tradepath::{Series, history::ExchangeRates};
    ///
    /// let table = "DATE,DEXINUS\n2014-09-02,60.6\n2014-09-30,61.9\n2014-10-01,61.6\n";
    /// let rates = ExchangeRates::read(table.as_bytes(), "DEXINUS.csv")?;
    /// assert!(rates.averaged());
    /// // 61.25 rupees for a dollar, on the average of the two days of September.
    /// let dollars = Series::new(tradepath::Currency::USD, [("2014-09".parse()?, "2".parse::<tradepath::Amount>()?.into())])?;
    /// let rupees = dollars.converted(&rates, "INR")?;
    /// assert_eq!(rupees.amount(rupees.first()).unwrap().value(), 122.5);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn averaged(&self) -> bool {
        self.averaged
    }

    /// What messages and answers call the rates: the name of their file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many units of `to` one unit of `from` buys, on average over a period.
    ///
    /// # Errors
    /// The error of an argument that cannot be read; [`ErrorKind::Missing`](crate::ErrorKind::Missing) where there is no
    /// rate of the two currencies, or none of the period.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::ExchangeRates;
    ///
    /// let table = "Date,USD,GBP,JPY,\n2020-01-02,1.2,0.8,120,\n2020-01-31,1.2,0.8,120,\n";
    /// let rates = ExchangeRates::read(table.as_bytes(), "eurofxref-hist.csv")?;
    /// assert_eq!(rates.rate("EUR", "USD", "2020-01")?, 1.2);
    /// // By way of the euro.
    /// assert!((rates.rate("GBP", "USD", "2020-01")? - 1.5).abs() < 1e-12);
    /// assert!(rates.rate("GBP", "USD", "2019-01").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn rate(
        &self,
        from: impl TryInto<Currency, Error: Into<Error>>,
        to: impl TryInto<Currency, Error: Into<Error>>,
        period: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<f64> {
        self.convert((given(from)?, given(to)?), given(period)?, 1.0)
    }

    /// The rates of two currencies alone.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where there is no rate of the two.
    pub(crate) fn between(&self, from: Currency, to: Currency) -> Result<Self> {
        let way = self.way(from, to)?;
        let tables: Vec<&Dated> = way.iter().map(|step| step.table).collect();
        let periods = tables[0].values.iter().map(|(period, _)| *period);
        let both = periods.filter_map(|period| Some((period, along(&way, period, 1.0).ok()?)));
        let rates = vec![(from, to, Dated::of(&self.name, both)?)];
        Ok(Self { name: self.name.clone(), rates, partial: self.partial.clone(), averaged: self.averaged })
    }

    /// `units` of the first currency in units of the second, for a period.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where there is no rate of the two currencies, or none of the
    /// period.
    pub(super) fn convert(&self, (from, to): (Currency, Currency), period: Period, units: f64) -> Result<f64> {
        if from == to {
            return Ok(units);
        }
        along(&self.way(from, to)?, period, units)
    }

    /// The steps from one currency to another: one, by the rate in that direction or by the inverse of the other; or two,
    /// by way of the first third currency that has rates with both.
    fn way(&self, from: Currency, to: Currency) -> Result<Vec<WayStep<'_>>> {
        if let Some(step) = self.step(from, to) {
            return Ok(vec![step]);
        }
        let thirds = self.rates.iter().flat_map(|(one, other, _)| [*one, *other]);
        let mut ways = thirds.filter_map(|third| Some(vec![self.step(from, third)?, self.step(third, to)?]));
        ways.next().ok_or_else(|| {
            let listed: Vec<String> = self.rates.iter().map(|(from, to, _)| format!("{from} to {to}")).collect();
            let hint = format!("it has rates of {}", listed.join(", "));
            Error::missing(format!("rate of {from} to {to} in {}", self.name), hint)
        })
    }

    /// The step between two currencies that the table has rates of, in either direction.
    fn step(&self, from: Currency, to: Currency) -> Option<WayStep<'_>> {
        let table = |from: Currency, to: Currency| {
            self.rates.iter().find(|(a, b, _)| (*a, *b) == (from, to)).map(|(.., table)| table)
        };
        let inverse = || table(to, from).map(|table| WayStep { table, inverse: true });
        table(from, to).map(|table| WayStep { table, inverse: false }).or_else(inverse)
    }
}

/// A step from one currency to another.
struct WayStep<'a> {
    table: &'a Dated,
    /// Whether the table has the rate of the other direction.
    inverse: bool,
}

/// An amount of units after all steps, at the rates of a period.
fn along(way: &[WayStep<'_>], period: Period, units: f64) -> Result<f64> {
    way.iter().try_fold(units, |units, step| {
        let rate = step.table.at(period)?;
        Ok(if step.inverse { units / rate } else { units * rate })
    })
}

/// Adds the rates of a row by date to those of the same currencies. The columns are found in the first row.
fn add_dated(rates: &mut Vec<ByCurrencies>, row: &Row<'_>, dates: &Column) -> Result<()> {
    if rates.is_empty() {
        *rates = dated_rates(row, dates)?;
    }
    for of in rates.iter_mut().filter(|of| !is_missing(row, &of.column)) {
        of.dated.add(row, dates, above_zero(row, &of.column)?)?;
    }
    Ok(())
}

/// The currency that a column of a row names by its code.
fn currency(row: &Row<'_>, name: &str) -> Result<Currency> {
    let column = row.header.need(name)?;
    Currency::from_str(&row.text(&column)).map_err(|error| row.wrong(&column, error))
}
