//! A history in the money of the pledge: in its currency, and in its prices.

use serde::{Deserialize, Serialize};

use crate::{
    currency::Currency,
    error::{Error, Result},
    history::{Deflator, ExchangeRates, History},
    period::Period,
    scenario::scenario::Scenario,
    series::{Observation, Prices, Series},
    unit::Unit,
};

/// The tables by which amounts come to the money of a pledge: exchange rates and indices of prices.
///
/// ```
/// use tradepath::{history::ExchangeRates, scenario::MoneyTables};
///
/// let rates = ExchangeRates::of("USD", "GBP", [(2021, 0.7271), (2022, 0.8117)])?;
/// let tables = MoneyTables::new().rates(rates);
/// assert!(tables.rates.is_some() && tables.deflator.is_none());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MoneyTables {
    /// Exchange rates.
    pub rates: Option<ExchangeRates>,
    /// The index by which nominal figures come to the prices of the pledge.
    pub deflator: Option<Deflator>,
    /// The index of the prices whose growth is assumed.
    pub price_index: Option<Deflator>,
}

impl MoneyTables {
    /// No tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets exchange rates. By them a history in another currency comes to that of the pledge, and the outlook and the base
    /// rates of a pledge in another currency than the dollar are computed in dollars.
    #[must_use]
    pub fn rates(self, rates: ExchangeRates) -> Self {
        Self { rates: Some(rates), ..self }
    }

    /// Sets the index that brings a nominal history to the prices of a pledge with
    /// [real prices](Scenario::real_prices).
    #[must_use]
    pub fn deflator(self, index: Deflator) -> Self {
        Self { deflator: Some(index), ..self }
    }

    /// Sets the index of the prices whose growth the pledge [assumes](Scenario::inflation).
    #[must_use]
    pub fn price_index(self, index: Deflator) -> Self {
        Self { price_index: Some(index), ..self }
    }
}

/// How the figures of a history came to be in the pledge's currency.
///
/// ```
/// use tradepath::{
///     AssessmentOptions, Scenario, assess, history::{ExchangeRates, History}, scenario::MoneyTables,
/// };
///
/// let pledge = Scenario::builder("GBR-IND").baseline(2021, "£20B").milestone_by("40B", 2030).build()?;
/// let history = History::of_turnover("GBR-IND", [(2020, "18B"), (2021, "27.5B"), (2022, "32B")])?;
/// let rates = ExchangeRates::of("USD", "GBP", [(2021, 0.7271), (2022, 0.8117)])?;
/// let options = AssessmentOptions::new().money(MoneyTables::new().rates(rates));
/// let conversion = assess(&pledge, Some(&history), &options)?.conversion.unwrap();
/// assert_eq!(conversion.from, "USD".parse()?);
/// // There is no rate of 2020.
/// assert_eq!(conversion.left_out, Some(("2020".parse()?, "2020".parse()?)));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Conversion {
    /// The currency of the figures as they were given.
    pub from: Currency,
    /// What the table of exchange rates is called. Each figure is converted at the average rate of its own period.
    pub rates: String,
    /// The first and the last of the periods that are left out, as they come before the first rate.
    pub left_out: Option<(Period, Period)>,
}

impl Scenario {
    /// A history in the currency and the prices of the pledge, and how it came to be in that currency; none where it was.
    ///
    /// Each figure is converted at the average rate of its own period, and then brought to the prices of the pledge. Figures
    /// before the first rate are left out, which the [`Conversion`] says.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the rates or the price index lack a period, and where the
    /// scenario names a table that was not given; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a table
    /// that nothing is computed by. A history in another currency without exchange rates stays as it is.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Scenario, history::{ExchangeRates, History}, scenario::MoneyTables};
    ///
    /// let pledge = Scenario::builder("GBR-IND").baseline(2021, "£20B").milestone_by("40B", 2030).build()?;
    /// let history = History::of_turnover("GBR-IND", [(2021, "27.5B"), (2022, "32B")])?;
    /// let tables = MoneyTables::new().rates(ExchangeRates::of("USD", "GBP", [(2021, 0.7271), (2022, 0.8117)])?);
    /// let (pounds, _) = pledge.in_own_money(Some(&history), &tables)?;
    /// assert_eq!(pounds.unwrap().turnover().unwrap().amount("2021".parse()?).unwrap().to_string(), "20B");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn in_own_money(
        &self,
        history: Option<&History>,
        tables: &MoneyTables,
    ) -> Result<(Option<History>, Option<Conversion>)> {
        check_given(self, tables)?;
        let (history, conversion) = match history {
            Some(history) => {
                let (history, conversion) = converted(self, history, tables.rates.as_ref())?;
                (Some(history), conversion)
            }
            None => (None, None),
        };
        check_used(self, conversion.is_some(), tables)?;
        Ok((history.map(|history| real(self, history, tables)).transpose()?, conversion))
    }
}

/// Refuses an assessment without the files that its scenario names.
fn check_given(scenario: &Scenario, tables: &MoneyTables) -> Result<()> {
    let inflation = scenario.inflation().and_then(|inflation| inflation.file.as_deref());
    let real = scenario.real_prices().map(|prices| prices.file.as_str());
    let named = [
        ("rates", scenario.rates_file(), tables.rates.is_some()),
        ("deflate", real, tables.deflator.is_some()),
        ("inflation", inflation, tables.price_index.is_some()),
    ];
    match named.into_iter().find_map(|(key, file, given)| Some((key, file.filter(|_| !given)?))) {
        Some((key, file)) => {
            let hint = "load it with Scenario::load_files, and pass its tables on with AssessmentOptions::money";
            Err(Error::missing(format!("table `{file}` that the scenario names"), hint).at_key(key))
        }
        None => Ok(()),
    }
}

/// Refuses exchange rates and indices of prices that nothing is computed by.
fn check_used(scenario: &Scenario, converted: bool, tables: &MoneyTables) -> Result<()> {
    let unit = scenario.unit();
    let through_dollars = unit != Unit::USD && scenario.prices() == Prices::Nominal;
    let unused = [
        (
            "rates",
            tables.rates.is_some() && !converted && !through_dollars,
            format!("exchange rates are given, and pledge and history are both in {unit}"),
        ),
        (
            "deflate",
            tables.deflator.is_some() && scenario.real_prices().is_none(),
            "a price index is given, and the pledge does not say in whose period's prices it is".to_owned(),
        ),
        (
            "inflation",
            tables.price_index.is_some() && scenario.inflation().and_then(|of| of.file.as_ref()).is_none(),
            "an index of prices is given, and the pledge assumes no growth by an index".to_owned(),
        ),
    ];
    match unused.into_iter().find(|(_, unused, _)| *unused) {
        Some((key, _, message)) => Err(Error::contradiction(format!("{message}; leave it out")).at_key(key)),
        None => Ok(()),
    }
}

/// What converts one currency into another, as messages call it.
const EXCHANGE: &str = "exchange rates";

/// The history in the pledge's currency.
fn converted(
    scenario: &Scenario,
    history: &History,
    rates: Option<&ExchangeRates>,
) -> Result<(History, Option<Conversion>)> {
    let (from, to) = (history.unit(), scenario.unit());
    let Some(from) = from.filter(|from| *from != to) else { return Ok((history.clone(), None)) };
    // Without rates, the two are refused where they are first compared.
    let Some(rates) = rates else { return Ok((history.clone(), None)) };
    let placed = |error: Error| error.at_key("rates");
    let (from, to) = (from.money_for(EXCHANGE).map_err(placed)?, to.money_for(EXCHANGE).map_err(placed)?);
    let between = rates.between(from, to).map_err(placed)?;
    let mut left_out: Vec<Period> = Vec::new();
    for series in [history.exports(), history.imports(), history.turnover()].into_iter().flatten() {
        left_out.extend(series.converted_from_first_rate(&between, to).map_err(placed)?.1);
    }
    left_out.sort_unstable_by_key(|period| period.to_bits());
    let said = format!("converted from {from} ({})", rates.name());
    let of_series = |series: &Series| {
        let (series, _) = series.converted_from_first_rate(&between, to)?;
        let noted = series.iter().map(|(period, seen)| (period, noted(seen, &said))).collect::<Vec<_>>();
        series.with_observations(noted)
    };
    let converted = history.map(of_series).map_err(placed)?;
    let left_out = left_out.first().copied().zip(left_out.last().copied());
    Ok((converted, Some(Conversion { from, rates: rates.name().to_owned(), left_out })))
}

/// A figure whose source says what was done with it.
fn noted(seen: &Observation, said: &str) -> Observation {
    let mut seen = seen.clone();
    let source = std::mem::take(&mut seen.provenance.source);
    seen.provenance.source = if source.is_empty() { said.to_owned() } else { format!("{source}, {said}") };
    seen
}

/// The history in the prices of the pledge, unless it is so already.
fn real(scenario: &Scenario, history: History, tables: &MoneyTables) -> Result<History> {
    let Some((deflator, prices)) = tables.deflator.as_ref().zip(scenario.real_prices()) else { return Ok(history) };
    if history.prices() != Some(&Prices::Nominal) {
        return Ok(history);
    }
    history.map(|series| series.real(deflator, prices.base)).map_err(|error| error.at_key("deflate"))
}
