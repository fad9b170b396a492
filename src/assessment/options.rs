//! What to assume in an assessment.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    error::{Deferred, Error, Result, given},
    history::AnnualPanel,
    rate::GrowthRate,
    scenario::Scenario,
};

/// What to assume in an assessment.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[must_use]
pub struct AssessmentOptions {
    pub(crate) rate: Option<GrowthRate>,
    rates: Option<Vec<GrowthRate>>,
    /// Not written with the rest: it is as large as its panel.
    #[serde(skip)]
    pub(crate) panel: Option<Arc<AnnualPanel>>,
    #[serde(skip)]
    pub(crate) refused: Deferred,
}

/// The growths of the arrival table, in percent a year, unless others are asked for.
pub(crate) const USUAL_RATES: [f64; 7] = [3.0, 5.0, 7.0, 10.0, 12.0, 15.0, 20.0];

impl AssessmentOptions {
    /// Arrivals at the usual growths (3 to 20 % a year; −3 to −20 % for a pledge to trade less), and the scenario's own
    /// shape.
    pub fn new() -> Self {
        Self::default()
    }

    /// Assumes constant growth at `rate`: for the projection in place of the scenario's shape, and as the one growth of
    /// the arrivals. The pledge is tracked against it only where it has no route of its own.
    pub fn rate(mut self, rate: impl TryInto<GrowthRate, Error: Into<Error>>) -> Self {
        self.rate = self.refused.take(rate);
        self
    }

    /// The growths for which arrivals are asked.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// let options = AssessmentOptions::new().rates(["5%", "10%"]);
    /// // Two growths, two milestones.
    /// assert_eq!(assess(&scenario, None, &options)?.arrivals.len(), 4);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn rates<G>(mut self, rates: impl IntoIterator<Item = G>) -> Self
    where
        G: TryInto<GrowthRate, Error: Into<Error>>,
    {
        let rates: Result<Vec<GrowthRate>> = rates.into_iter().map(given).collect();
        self.rates = self.refused.keep(rates);
        self
    }

    /// Base rates of this panel, in place of the table that comes with the crate.
    pub fn panel(self, panel: impl Into<Arc<AnnualPanel>>) -> Self {
        Self { panel: Some(panel.into()), ..self }
    }

    pub(crate) fn arrival_rates(&self, scenario: &Scenario) -> Result<Vec<GrowthRate>> {
        match (&self.rates, self.rate.or(scenario.stated_rate())) {
            (Some(rates), _) => Ok(rates.clone()),
            (None, Some(rate)) => Ok(vec![rate]),
            (None, None) => {
                let sign = if falls(scenario) { -1.0 } else { 1.0 };
                USUAL_RATES.into_iter().map(|percent| GrowthRate::from_percent(percent * sign)).collect()
            }
        }
    }
}

/// Whether the pledge is to trade less.
pub(crate) fn falls(scenario: &Scenario) -> bool {
    scenario.milestones().last().is_some_and(|last| last.amount() < scenario.baseline().amount())
}
