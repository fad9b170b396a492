//! Series and panels in the prices of one period, and in another currency.

use crate::{
    amount::Amount,
    currency::Currency,
    error::{Error, Result, given},
    history::{
        convert::{dated::is_partial, deflator::Deflator, rates::ExchangeRates},
        panel::AnnualPanel,
    },
    period::Period,
    series::{Observation, Prices, Series, Status},
};

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
        self.unit().money_for("prices of one year")?;
        if let Prices::Real { base, .. } = self.prices() {
            return Err(Error::contradiction(format!("the series is in prices of {base} already")));
        }
        let real = self.each(|period, observation| {
            let amount = Amount::new(observation.amount.value() * deflator.factor(period, base)?)?;
            let mut provenance = observation.provenance.clone();
            let partial = [period, base].iter().any(|period| is_partial(&deflator.partial, *period));
            if partial && provenance.status != Status::Projected {
                provenance.status = Status::Estimated;
            }
            Ok(Observation { amount, provenance })
        })?;
        let series = Self::new(self.unit(), real)?;
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
        let from = self.unit().money_for("exchange rates")?;
        if let Prices::Real { base, .. } = self.prices() {
            let message = format!("the series is in prices of {base}; convert it at its own prices, then deflate it");
            return Err(Error::contradiction(message));
        }
        let converted = self.each(|period, observation| {
            let units = rates.convert((from, to), period, observation.amount.value())?;
            let mut provenance = observation.provenance.clone();
            if is_partial(&rates.partial, period) && provenance.status != Status::Projected {
                provenance.status = Status::Estimated;
            }
            Ok(Observation { amount: Amount::new(units)?, provenance })
        })?;
        Self::new(to, converted)
    }

    /// The series in another currency as by [`converted`](Self::converted), without the periods before the first one that
    /// the rates have. These are returned beside it.
    ///
    /// # Errors
    /// Those of [`converted`](Self::converted), and of a gap in the rates after the first.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Currency, Series, history::ExchangeRates};
    ///
    /// let rates = ExchangeRates::of("USD", "EUR", [(1999, 0.9387), (2000, 1.0832)])?;
    /// let dollars = Series::annual("USD", [(1998, 1e9), (1999, 1e9), (2000, 1e9)])?;
    /// let (euros, left_out) = dollars.converted_from_first_rate(&rates, Currency::EUR)?;
    /// assert_eq!((euros.len(), left_out), (2, vec!["1998".parse()?]));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn converted_from_first_rate(&self, rates: &ExchangeRates, to: Currency) -> Result<(Self, Vec<Period>)> {
        let from = self.unit().money_for("exchange rates")?;
        let has_rate = |period: &Period| rates.convert((from, to), *period, 1.0).is_ok();
        let Some(first) = self.iter().map(|(period, _)| period).find(has_rate) else {
            return Ok((self.converted(rates, to)?, Vec::new()));
        };
        let (before, since): (Vec<_>, Vec<_>) = self.iter().partition(|(period, _)| *period < first);
        let since = self.with_observations(since.into_iter().map(|(period, seen)| (period, seen.clone())))?;
        Ok((since.converted(rates, to)?, before.into_iter().map(|(period, _)| period).collect()))
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
        self.unit().money_for("prices of one year")?;
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
        let kzt: Currency = "KZT".parse().unwrap();
        let table = "year,from,to,rate\n2020,EUR,USD,1.25\n2020,USD,KZT,400\n2021,USD,KZT,425\n";
        let rates = ExchangeRates::read(table.as_bytes(), "rates.csv").unwrap();
        let tenge = series(&[("2020", 1.0), ("2021", 2.0)]).converted(&rates, kzt).unwrap();
        let amounts: Vec<f64> = tenge.iter().map(|(_, observation)| observation.amount.value()).collect();
        assert_eq!((amounts, tenge.unit()), (vec![400.0, 850.0], kzt.into()));
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

    #[test]
    fn tables_by_date_are_read_as_they_are_downloaded() {
        let yearly = deflator("observation_date,CPIAUCSL\n2018-01-01,251.1\n2019-01-01,255.7\n2020-01-01,.\n").unwrap();
        assert!(!yearly.averaged() && yearly.partial().is_empty());
        let real = series(&[("2018", 251.1)]).real(&yearly, "2019").unwrap();
        approx::assert_relative_eq!(real.iter().next().unwrap().1.amount.value(), 255.7, max_relative = 1e-12);
        let rows: String = (1..=12).map(|month| format!("2020-{month:02}-01,{}\n", 100 + month)).collect();
        let monthly = deflator(&format!("DATE,CPI\n{rows}")).unwrap();
        assert_eq!(series(&[("2020", 1.0)]).real(&monthly, "2020-12").unwrap().len(), 1);
        let quarters = deflator("DATE,GDPDEF\n2020-01-01,100\n2020-04-01,101\n2020-07-01,102\n").unwrap();
        assert!(series(&[("2020-Q3", 102.0)]).real(&quarters, "2020-Q1").is_ok());
        let message = |table: &str| deflator(table).unwrap_err().to_string();
        // A date beside a year is no time of a value.
        assert!(message("year,index,date\n2020,100,2021-05-04\n").contains("both index and date"));
        assert!(message("DATE,CPI\n2020-01-01,100\n").contains("one date does not say"));
        assert!(message("DATE,CPI\n2020-01-01,1\n2020-01-01,2\n").contains("stands twice, first on line 2"));
        assert!(message("DATE,CPI\n2020-13-01,1\n2020-01-01,2\n").contains("cannot read a date"));
        assert!(message("DATE,CPI\n2020-01-01,.\n").contains("a header and nothing else"));
        assert!(message("DATE,inflation\n2020-01-01,4\n2021-01-01,5\n").contains("is a rate of change"));
    }

    #[test]
    fn rates_by_day_are_averaged_and_a_month_of_some_days_makes_an_estimate() {
        let table =
            "Date,USD,JPY,CYP,GBP,\n2017-04-13,1.063,116.01,N/A,0.84763,\n2017-04-12,1.0605,116.22,N/A,0.8484,\n";
        let euros = ExchangeRates::read(table.as_bytes(), "eurofxref-hist.csv").unwrap();
        let dollars = series(&[("2017-04", 1.06175)]).converted(&euros, "EUR").unwrap();
        let (_, seen) = dollars.iter().next().unwrap();
        approx::assert_relative_eq!(seen.amount.value(), 1.0, max_relative = 1e-12);
        assert_eq!(seen.provenance.status, Status::Estimated);
        let days = "DATE,DEXUSUK\n2020-01-02,1.32\n2020-01-31,1.30\n2020-02-17,1.29\n";
        let pounds = ExchangeRates::read(days.as_bytes(), "DEXUSUK.csv").unwrap();
        let of = |period: &str| {
            let found = series(&[(period, 131.0)]).converted(&pounds, "GBP").unwrap();
            let (_, seen) = found.iter().next().unwrap();
            (seen.amount.value().round(), seen.provenance.status)
        };
        assert_eq!(of("2020-01"), (100.0, Status::Reported));
        assert_eq!(of("2020-02").1, Status::Estimated);
        // A year needs all its months.
        assert!(series(&[("2020", 1.0)]).converted(&pounds, "GBP").is_err());
        // A column that is no rate is not passed over.
        let more = "DATE,DEXUSUK,OIL\n2020-01-02,1.32,61\n2020-01-31,1.30,52\n";
        assert!(ExchangeRates::read(more.as_bytes(), "r.csv").unwrap_err().to_string().contains("OIL"));
        let unknown = ExchangeRates::read("DATE,CPIAUCSL\n2020-01-01,1\n2020-02-01,2\n".as_bytes(), "r.csv");
        assert!(unknown.unwrap_err().to_string().contains("no column of a rate"));
    }
}
