//! The money that a scenario is in, and the tables by which figures come to it.

use std::path::{Path, PathBuf, absolute};

use clap::Args;
use tradepath::{
    GrowthRate, Scenario,
    scenario::{Inflation, ScenarioFiles},
};

use crate::{Outcome, prices::PricesArgs, print::note};

/// Exchange rates, prices and inflation, in place of those that a scenario names.
#[derive(Args, Clone)]
pub struct MoneyArgs {
    /// Of a scenario: a table of exchange rates, by which figures in another currency come to the scenario's, and outlook and
    /// base rates are computed in dollars. From,to,rate by year, or as FRED and the European Central Bank let it be
    /// downloaded.
    #[arg(long)]
    rates: Option<PathBuf>,
    /// Of a scenario in nominal amounts: assume that prices grow by this a year, and say how much of the pledge they give.
    #[arg(long, allow_hyphen_values = true, conflicts_with = "deflate")]
    inflation: Option<GrowthRate>,
    #[command(flatten)]
    prices: PricesArgs,
}

impl MoneyArgs {
    /// Whether something was said of money.
    pub fn is_given(&self) -> bool {
        self.rates.is_some() || self.inflation.is_some() || self.prices.is_given()
    }

    /// The scenario with what was said here in place of what it says.
    pub fn applied(&self, mut scenario: Scenario) -> Outcome<Scenario> {
        if let Some(rates) = &self.rates {
            // As given on the command line, a file is relative to the folder the program runs in.
            scenario = scenario.with_rates(&absolute(rates)?);
        }
        if let Some(rate) = self.inflation {
            scenario = scenario.with_inflation(Inflation::at(rate)?)?;
        }
        match self.prices.real_prices()? {
            Some(prices) => Ok(scenario.with_real_prices(prices)?),
            None => Ok(scenario),
        }
    }
}

/// Reads the files that a scenario names, its history from a folder of its own.
pub fn load_files(scenario: &Scenario, folder: &Path, history: &Path) -> Outcome<ScenarioFiles> {
    let mut files = scenario.clone().without_history().load_files_anywhere(folder)?;
    files.history = scenario.load_history_anywhere(history)?;
    let money = &files.money;
    if money.rates.as_ref().is_some_and(|rates| rates.averaged()) {
        note!("exchange rates by day, averaged over months");
    }
    if [&money.deflator, &money.price_index].into_iter().flatten().any(|index| index.averaged()) {
        note!("an index by day, averaged over months");
    }
    Ok(files)
}
