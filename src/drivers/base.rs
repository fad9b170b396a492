//! The growth without any driver.

use crate::{
    drivers::{cause::DemandWay, effect::Ahead},
    error::{Error, Result},
    history::Deflator,
    outlook::Outlook,
    scenario::{BaseGrowth, Scenario},
};

/// The log growth since the baseline without any driver, by period ahead.
#[derive(Debug, Clone)]
pub(super) struct Base {
    /// All of it.
    pub log: Vec<f64>,
    /// The part that is growth of prices, where one is assumed.
    pub prices: Option<Vec<f64>>,
    /// Whether it is the outlook's median.
    pub is_median: bool,
}

impl Base {
    /// The base growth of a scenario: stated, or the median of an outlook.
    ///
    /// # Errors
    /// `Missing` where there is neither, and where prices are not known for every period; `OutOfRange` for an outlook that
    /// ends too early.
    pub fn of(scenario: &Scenario, outlook: Option<&Outlook>, index: Option<&Deflator>, ahead: &Ahead) -> Result<Self> {
        let prices = prices(scenario, index, ahead)?;
        let at_rate =
            |log: f64| -> Vec<f64> { (1..=ahead.periods.len() as i64).map(|at| log * ahead.years(at)).collect() };
        let log = match scenario.base_growth() {
            Some(BaseGrowth::Stated(rate)) => at_rate(rate.log()),
            Some(BaseGrowth::Real(rate)) => {
                let real = at_rate(rate.log());
                let prices = prices.as_deref().ok_or_else(no_prices)?;
                real.iter().zip(prices).map(|(real, prices)| real + prices).collect()
            }
            None => {
                let outlook = outlook.ok_or_else(|| {
                    let hint =
                        "without an outlook, state what the amounts grow by without the drivers: base_growth = \"5%\"";
                    Error::missing("base growth", hint).at_key("base_growth")
                })?;
                let start = outlook.amount().value().ln();
                let median = |period| Ok(outlook.log(outlook.year(period)?, 0.0) - start);
                ahead.periods.iter().map(|period| median(*period)).collect::<Result<_>>()?
            }
        };
        Ok(Self { log, prices, is_median: scenario.base_growth().is_none() })
    }

    /// The base growth beside growth of GDP that is counted the other way: prices are added to real growth, and taken from
    /// what is beside GDP in dollars, which holds them.
    ///
    /// # Errors
    /// `Missing` where no growth of prices is assumed.
    pub fn counted(self, way: DemandWay, scenario: &Scenario, index: Option<&Deflator>, ahead: &Ahead) -> Result<Self> {
        let prices = prices(scenario, index, ahead)?.ok_or_else(no_prices)?;
        let sign = match (way, scenario.base_growth()) {
            (DemandWay::Dollars, Some(BaseGrowth::Real(_))) => -1.0,
            (DemandWay::Real, Some(BaseGrowth::Stated(_))) => 1.0,
            // The outlook's median holds prices either way.
            _ => 0.0,
        };
        let log = self.log.iter().zip(&prices).map(|(log, prices)| log + sign * prices).collect();
        let prices = (way == DemandWay::Real).then_some(prices);
        Ok(Self { log, prices, ..self })
    }
}

/// The log growth of prices since the baseline; none where the scenario assumes nothing of them.
fn prices(scenario: &Scenario, index: Option<&Deflator>, ahead: &Ahead) -> Result<Option<Vec<f64>>> {
    let Some(inflation) = scenario.inflation() else { return Ok(None) };
    if index.is_none() && inflation.file.is_some() {
        let hint = "the scenario names an index of prices; pass it on with Drivers::with_prices";
        return Err(Error::missing("index of prices", hint).at_key("inflation"));
    }
    let of = |period| inflation.log_growth(ahead.baseline, period, index);
    let found: Result<Vec<f64>> = ahead.periods.iter().map(|period| of(*period)).collect();
    found.map(Some).map_err(|error| error.at_key("inflation"))
}

fn no_prices() -> Error {
    Error::missing("inflation", "prices are beside real growth: say how they grow, inflation = \"2.2%\"")
        .at_key("inflation")
}
