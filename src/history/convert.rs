//! Amounts in the prices of one period, and in another currency.

use std::{fs::File, io::Read, path::Path, str::FromStr};

use serde::Serialize;

use super::{
    format::period,
    read::{Column, Row, for_each_row_of, number},
};
use crate::{
    amount::Amount,
    currency::Currency,
    error::{Error, Result},
    period::Period,
    series::{Observation, Prices, Series, Status},
};

/// Numbers by period, from a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Dated {
    name: String,
    /// In the order of the periods, each once.
    values: Vec<(Period, f64)>,
}

impl Dated {
    fn new(name: String, mut values: Vec<(Period, f64)>) -> Result<Self> {
        values.sort_by_key(|(period, _)| period.to_bits());
        if let Some(twice) = values.windows(2).find(|two| two[0].0 == two[1].0) {
            return Err(Error::contradiction(format!("the period {} stands twice", twice[0].0)));
        }
        if values.is_empty() {
            return Err(Error::missing("rows", "the table has a header and nothing else"));
        }
        Ok(Self { name, values })
    }

    /// The number of a period.
    fn of(&self, period: Period) -> Result<f64> {
        let at = self.values.binary_search_by_key(&period.to_bits(), |(period, _)| period.to_bits());
        at.map(|at| self.values[at].1).map_err(|_| {
            let (first, last) = (self.values[0].0, self.values[self.values.len() - 1].0);
            Error::missing(format!("figure of {period} in {}", self.name), format!("it has {first} to {last}"))
        })
    }
}

/// A price index by period.
///
/// Its table has a `year` or `period` and one more column, the index, whatever that is called and in whatever base; a
/// column `months` says of how many months a figure is the average, and columns named `source` or `note` are passed over.
///
/// ```
/// use tradepath::{Amount, Currency, Series, history::Deflator};
///
/// let table = "year,cpi,months\n2010,218.056,12\n2020,258.811,12\n";
/// let deflator = Deflator::read(table.as_bytes(), "US CPI")?;
/// let series = Series::new(Currency::USD, [("2010".parse()?, Amount::billions(1.0)?.into())])?;
/// let real = series.real(&deflator, "2020".parse()?)?;
/// assert_eq!(format!("{:.4e}", real.amount("2010".parse()?).unwrap().value()), "1.1869e9");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deflator {
    index: Dated,
    partial: Vec<Period>,
}

impl Deflator {
    /// Reads a table. `name` is what errors and results call it.
    ///
    /// # Errors
    /// With file, line and column: a column that is missing or one too many, a number that is not above zero, a period twice.
    pub fn read(reader: impl Read + Send, name: &str) -> Result<Self> {
        let (mut values, mut partial) = (Vec::new(), Vec::new());
        for_each_row_of(reader, &mut |row| {
            let time = row.header.need_one_of(&["period", "year"])?;
            let months = row.header.column("months");
            let period = period(row, &time)?;
            values.push((period, above_zero(row, &index_column(row, &time)?)?));
            let count = months.map(|column| number(row.bytes(&column), 0).map_err(|error| row.wrong(&column, error)));
            if count.transpose()?.is_some_and(|count| count < f64::from(period.months_long())) {
                partial.push(period);
            }
            Ok(())
        })
        .and_then(|()| Ok(Self { index: Dated::new(name.to_owned(), values)?, partial }))
        .map_err(|error| error.in_file(name))
    }

    /// Reads a file, as [`read`](Self::read).
    ///
    /// # Errors
    /// Those of [`read`](Self::read); [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be opened.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let (file, name) = opened(path.as_ref())?;
        Self::read(file, &name)
    }

    /// The periods whose index is the average of only some of their months: what is deflated with it is an estimate.
    pub fn partial(&self) -> &[Period] {
        &self.partial
    }
}

fn opened(path: &Path) -> Result<(File, String)> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::io("open the file", &name, &error))?;
    Ok((file, name))
}

/// The one column that is not the period, the months or a remark.
fn index_column(row: &Row<'_>, time: &Column) -> Result<Column> {
    let passed = ["months", "source", "note", "notes", "url", ""];
    let mut others = row
        .header
        .columns()
        .filter(|column| column.at != time.at && !passed.iter().any(|name| column.name.eq_ignore_ascii_case(name)));
    match (others.next(), others.next()) {
        (Some(index), None) => Ok(index),
        (None, _) => {
            Err(Error::missing("column of an index", format!("the header has {}", row.header.listed())).at_line(1))
        }
        (Some(one), Some(two)) => {
            let message = format!("both {} and {} could be the index; leave one of them", one.name, two.name);
            Err(Error::contradiction(message).at_line(1))
        }
    }
}

fn above_zero(row: &Row<'_>, column: &Column) -> Result<f64> {
    let value = number(row.bytes(column), 0).map_err(|error| row.wrong(column, error))?;
    if value > 0.0 {
        return Ok(value);
    }
    Err(row.wrong(column, Error::out_of_range(column.name.as_str(), value, "more than zero")))
}

/// Rates of exchange by period: the average over each, in units of one currency for one of another.
///
/// Its table has a `year` or `period` and a `rate`; where it has rates of several currencies, also `from` and `to` with
/// their codes: the rate is how many units of `to` one unit of `from` buys.
///
/// ```
/// use tradepath::{Amount, Currency, Series, history::ExchangeRates};
///
/// let (usd, kzt) = (Currency::USD, "KZT".parse()?);
/// let rates = ExchangeRates::read("year,rate\n2020,412.95\n2021,425.91\n".as_bytes(), "rates.csv", usd, kzt)?;
/// let series = Series::new(usd, [("2021".parse()?, Amount::billions(1.0)?.into())])?;
/// let tenge = series.converted(&rates)?;
/// assert_eq!(tenge.amount("2021".parse()?).unwrap().value(), 425.91e9);
/// assert_eq!(tenge.converted(&rates)?.currency(), usd);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExchangeRates {
    from: Currency,
    to: Currency,
    rates: Dated,
}

impl ExchangeRates {
    /// Reads the rates between two currencies from a table. `name` is what errors call it.
    ///
    /// # Errors
    /// With file, line and column: a column that is missing, a rate that is not above zero, a period twice, no row of these
    /// currencies.
    pub fn read(reader: impl Read + Send, name: &str, from: Currency, to: Currency) -> Result<Self> {
        let mut values = Vec::new();
        for_each_row_of(reader, &mut |row| {
            let period = period(row, &row.header.need_one_of(&["period", "year"])?)?;
            let rate = above_zero(row, &row.header.need("rate")?)?;
            let sides = [currency(row, "from")?.unwrap_or(from), currency(row, "to")?.unwrap_or(to)];
            if sides == [from, to] {
                values.push((period, rate));
            } else if sides == [to, from] {
                values.push((period, rate.recip()));
            }
            Ok(())
        })
        .and_then(|()| Ok(Self { from, to, rates: Dated::new(name.to_owned(), values)? }))
        .map_err(|error| error.in_file(name))
    }

    /// Reads a file, as [`read`](Self::read).
    ///
    /// # Errors
    /// Those of [`read`](Self::read); [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be opened.
    pub fn load(path: impl AsRef<Path>, from: Currency, to: Currency) -> Result<Self> {
        let (file, name) = opened(path.as_ref())?;
        Self::read(file, &name, from, to)
    }
}

fn currency(row: &Row<'_>, name: &str) -> Result<Option<Currency>> {
    let Some(column) = row.header.column(name) else { return Ok(None) };
    Currency::from_str(&row.text(&column)).map(Some).map_err(|error| row.wrong(&column, error))
}

impl Series {
    /// The series in the prices of `base`: each amount times the index of `base` over that of its own period.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the index lacks a period of the series or the base,
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a series that is real already.
    pub fn real(&self, deflator: &Deflator, base: Period) -> Result<Self> {
        if let Prices::Real { base, .. } = self.prices() {
            return Err(Error::contradiction(format!("the series is in prices of {base} already")));
        }
        let at_base = deflator.index.of(base)?;
        let real = self.each(|period, observation| {
            let amount = Amount::new(observation.amount.value() * (at_base / deflator.index.of(period)?))?;
            let mut provenance = observation.provenance.clone();
            let partial = deflator.partial.contains(&period) || deflator.partial.contains(&base);
            if partial && provenance.status != Status::Projected {
                provenance.status = Status::Estimated;
            }
            Ok(Observation { amount, provenance })
        })?;
        let series = Self::new(self.currency(), real)?;
        Ok(series.in_prices(Prices::Real { base, deflator: deflator.index.name.clone() }))
    }

    /// The series in the other currency of the rates, each amount at its own period's average.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the rates lack a period,
    /// [`ErrorKind::MixedCurrencies`](crate::ErrorKind::MixedCurrencies) where they are of other currencies,
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a real series: convert first, then deflate with an
    /// index of the new currency.
    pub fn converted(&self, rates: &ExchangeRates) -> Result<Self> {
        if let Prices::Real { base, .. } = self.prices() {
            let message = format!("the series is in prices of {base}; convert it at its own prices, then deflate it");
            return Err(Error::contradiction(message));
        }
        let forward = self.currency() == rates.from;
        if !forward {
            rates.to.require(self.currency())?;
        }
        let converted = self.each(|period, observation| {
            let rate = rates.rates.of(period)?;
            let units = observation.amount.value();
            let amount = Amount::new(if forward { units * rate } else { units / rate })?;
            Ok(Observation { amount, provenance: observation.provenance.clone() })
        })?;
        Self::new(if forward { rates.to } else { rates.from }, converted)
    }

    fn each(&self, change: impl Fn(Period, &Observation) -> Result<Observation>) -> Result<Vec<(Period, Observation)>> {
        self.iter().map(|(period, observation)| Ok((period, change(period, observation)?))).collect()
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
        let real = series(&[("2010", 100.0), ("2012", 100.0)]).real(&cpi, "2012".parse().unwrap()).unwrap();
        let amounts: Vec<f64> = real.iter().map(|(_, observation)| observation.amount.value()).collect();
        assert_eq!(amounts, [125.0, 100.0]);
        assert_eq!(*real.prices(), Prices::Real { base: "2012".parse().unwrap(), deflator: "cpi.csv".into() });
        assert!(
            real.real(&cpi, "2010".parse().unwrap()).unwrap_err().to_string().contains("in prices of 2012 already")
        );
        assert_eq!(real.up_to("2011".parse().unwrap()).unwrap().prices(), real.prices());
        let json = serde_json::to_string(&real).unwrap();
        assert_eq!(serde_json::from_str::<Series>(&json).unwrap(), real);
    }

    #[test]
    fn an_average_of_some_months_makes_an_estimate() {
        let cpi = deflator("year,cpi_u_annual_average,months\n2024,313.689,12\n2025,321.943,11\n").unwrap();
        assert_eq!(cpi.partial(), [Period::year(2025).unwrap()]);
        let real = series(&[("2024", 1.0), ("2025", 1.0)]).real(&cpi, "2024".parse().unwrap()).unwrap();
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
        let error = series(&[("2011", 1.0)]).real(&cpi, "2010".parse().unwrap()).unwrap_err().to_string();
        assert!(error.contains("no figure of 2011 in cpi.csv: it has 2010 to 2010"), "{error}");
    }

    #[test]
    fn rates_of_other_currencies_are_passed_over_and_inverse_ones_used() {
        let (usd, kzt) = (Currency::USD, "KZT".parse().unwrap());
        let table = "year,from,to,rate\n2020,EUR,USD,1.14\n2020,KZT,USD,0.0025\n2021,USD,KZT,400\n";
        let rates = ExchangeRates::read(table.as_bytes(), "rates.csv", usd, kzt).unwrap();
        let tenge = series(&[("2020", 1.0), ("2021", 1.0)]).converted(&rates).unwrap();
        let amounts: Vec<f64> = tenge.iter().map(|(_, observation)| observation.amount.value()).collect();
        assert_eq!((amounts, tenge.currency()), (vec![400.0, 400.0], kzt));
        assert!(series(&[("2019", 1.0)]).converted(&rates).unwrap_err().to_string().contains("2019"));
        let euros = ExchangeRates::read(table.as_bytes(), "rates.csv", Currency::EUR, kzt);
        assert!(euros.unwrap_err().to_string().contains("no rows"));
    }
}
