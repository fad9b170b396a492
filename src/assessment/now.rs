//! A pledge looked at from its last figure: what is still open, and how likely it is now.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::{
        causes,
        growth_shown::{GrowthShown, growth_shown},
        options::AssessmentOptions,
        prospects::{self, Absent, MilestoneBaseRate},
    },
    drivers::DriverAnswers,
    error::Result,
    history::History,
    outlook::OutlookAnswers,
    period::Period,
    scenario::{Flows, Remaining, Scenario, ScenarioBuilder, Tracking},
};

/// A pledge looked at from its last figure: the growth that each open milestone takes from there, how likely it is on
/// the figures up to then, and what became of pairs that stood at that amount.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, scenario::shipped};
///
/// let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let now = assessment.now.as_ref().unwrap();
/// assert_eq!((now.period.to_string(), now.amount.to_string()), ("2025".into(), "4.97B".into()));
/// // On the day of the pledge, ten billion by 2030 had another chance.
/// let (then, since) = (assessment.outlook.as_ref().unwrap(), now.outlook.as_ref().unwrap());
/// assert_ne!(since.targets[1].by_horizon, then.targets[1].by_horizon);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Now {
    /// The period of the last figure.
    pub period: Period,
    /// The last figure, on the level of the pledge.
    pub amount: Amount,
    /// The milestones that were not reached and whose date has not passed, with the growth that each takes from here.
    pub open: Vec<Remaining>,
    /// The growth of the history over the five years, the ten years and all years that end with the last figure.
    pub growth_shown: Vec<GrowthShown>,
    /// How likely the open milestones above the last figure are, computed from the figures up to it. A milestone without
    /// a date counts as reached within ten years, or by the last date of the pledge where that is later.
    pub outlook: Option<OutlookAnswers>,
    /// What became of other pairs that once stood at this amount, within the years that are left.
    #[serde(default)]
    pub base_rates: Vec<MilestoneBaseRate>,
    /// The parts that have no answer, and why.
    #[serde(default)]
    pub absent: Vec<Absent>,
    /// What the scenario's drivers add from here on; none for a scenario without drivers. Those that have begun since the
    /// baseline are left out where the growth without drivers is the outlook's median, which holds what they did. Flows and
    /// sectors are taken to have the shares that the scenario states.
    #[serde(default)]
    pub drivers: Option<DriverAnswers>,
}

impl Now {
    /// Looks at a pledge from the last figure of its history, which is on the level of the pledge, with what is left of
    /// its milestones. None where no milestone is open, and where the last figure is zero, from which nothing grows.
    pub(crate) fn of(
        scenario: &Scenario,
        history: &History,
        tracking: &Tracking,
        options: &AssessmentOptions,
    ) -> Result<Option<Self>> {
        let Some(series) = history.series(scenario.flow()) else { return Ok(None) };
        let Some((period, last)) = series.observed().next_back() else { return Ok(None) };
        let is_open = |left: &&Remaining| left.reached.is_none() && left.by.is_none_or(|by| by > period);
        let open: Vec<Remaining> = tracking.remaining.iter().filter(is_open).cloned().collect();
        if open.is_empty() || last.amount == Amount::ZERO {
            return Ok(None);
        }
        let shown = growth_shown(series, period);
        let mut now = Self {
            period,
            amount: last.amount,
            open,
            growth_shown: shown,
            outlook: None,
            base_rates: Vec::new(),
            absent: Vec::new(),
            drivers: None,
        };
        let seen = now.as_pledge(scenario)?;
        match prospects::outlook(&seen, Some(history), options) {
            Ok(outlook) => now.outlook = Some(outlook),
            Err(error) => now.absent.push(Absent::new("outlook", &error)),
        }
        match prospects::base_rates(&seen, Some(history), options) {
            Ok((found, absent)) => {
                now.base_rates = found;
                now.absent.extend(absent);
            }
            Err(error) => now.absent.push(Absent::new("base_rates", &error)),
        }
        let (drivers, without) = causes::drivers(&seen, Some(history), options, causes::From::Now)?;
        now.drivers = drivers;
        now.absent.extend(without);
        Ok(Some(now))
    }

    /// The open milestones as a pledge made at the last figure, which can be asked what any pledge is asked.
    pub(crate) fn as_pledge(&self, scenario: &Scenario) -> Result<Scenario> {
        let mut builder = Scenario::builder(scenario.partners().clone())
            .title(scenario.title())
            .unit(scenario.unit())
            .baseline(self.period, self.amount);
        for left in &self.open {
            builder = match left.by {
                Some(by) => builder.milestone_by(left.amount, by),
                None => builder.milestone(left.amount),
            };
        }
        if let Some(prices) = scenario.real_prices() {
            builder = builder.real_prices(prices.clone());
        }
        if let Some(coverage) = scenario.coverage() {
            builder = builder.coverage(coverage.clone());
        }
        let builder = scenario.flow().map_or(builder.clone(), |flow| builder.flow(flow));
        self.with_drivers(builder, scenario)?.build()
    }

    /// Adds the drivers of a scenario with what they rest on: the flows and sectors in the same shares, the base growth, and
    /// prices.
    fn with_drivers(&self, mut builder: ScenarioBuilder, scenario: &Scenario) -> Result<ScenarioBuilder> {
        if scenario.drivers().is_empty() {
            return Ok(builder);
        }
        for driver in scenario.drivers() {
            builder = builder.driver(driver.clone());
        }
        for sector in scenario.sectors() {
            builder = builder.sector(sector.clone());
        }
        if let Some(flows) = scenario.flows() {
            let scale = self.amount.value() / scenario.baseline().amount().value();
            let (exports, imports) = (flows.exports.value() * scale, flows.imports.value() * scale);
            builder = builder.flows(Flows { exports: Amount::new(exports)?, imports: Amount::new(imports)?, ..*flows });
        }
        if let Some(growth) = scenario.base_growth() {
            builder = builder.base_growth(growth);
        }
        Ok(match scenario.inflation() {
            Some(inflation) => builder.inflation(inflation.clone()),
            None => builder,
        })
    }
}
