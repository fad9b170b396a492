//! The options of an assessment: assumed growth, growths of the arrival table, and the panel of base rates.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    assessment::tables::Tables,
    error::{Deferred, Error, Result, given},
    history::AnnualPanel,
    period::Period,
    rate::GrowthRate,
    scenario::{MoneyTables, Scenario},
};

/// The options of an assessment: the assumed growth, the growths of the arrival table, and the panel of base rates.
///
/// Every option has a default, so that [`AssessmentOptions::new`] alone is enough. A value that cannot be read is
/// reported by [`assess`](crate::assess):
///
/// ```
/// use tradepath::{AssessmentOptions, ErrorKind, assess, scenario::shipped};
///
/// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
/// // A bare 7 could be 7 % or 700 %.
/// let options = AssessmentOptions::new().rate("7");
/// let error = assess(&scenario, None, &options).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Ambiguous { .. }));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[must_use]
pub struct AssessmentOptions {
    /// The assumed constant growth; none to keep the scenario's own shape.
    pub(crate) rate: Option<GrowthRate>,
    /// The growths of the arrival table; none for the usual ones.
    rates: Option<Vec<GrowthRate>>,
    /// The last period whose figures are used; none for the whole history.
    pub(crate) as_of: Option<Period>,
    /// The panel for base rates; none for the table that comes with the crate.
    // Not serialised: it can be as large as a file of world trade.
    #[serde(skip)]
    pub(crate) panel: Option<Arc<AnnualPanel>>,
    #[serde(skip)]
    pub(crate) tables: Option<Arc<Tables>>,
    #[serde(skip)]
    pub(crate) money: Arc<MoneyTables>,
    /// The pledges that this one restates.
    pub(crate) restated: Vec<Scenario>,
    /// The first option that could not be read, reported by `assess`.
    #[serde(skip_deserializing, skip_serializing_if = "Deferred::is_none")]
    pub(crate) refused: Deferred,
}

/// The growths of the arrival table, in percent a year, where the caller and the scenario state none.
pub(crate) const USUAL_RATES: [f64; 7] = [3.0, 5.0, 7.0, 10.0, 12.0, 15.0, 20.0];

impl AssessmentOptions {
    /// The defaults: the scenario's own shape, base rates from the table that comes with the crate, and an arrival
    /// table at the growth that the scenario states. Where it states none, the table has 3, 5, 7, 10, 12, 15 and 20 % a
    /// year, with a minus sign for a pledge to trade less.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
    /// // Seven growths, two milestones.
    /// assert_eq!(assessment.arrivals.len(), 14);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Assumes constant growth at `rate` a year.
    ///
    /// The projection uses it in place of the scenario's shape. The arrival table has this one growth, unless
    /// [`rates`](Self::rates) names others. The pledge is tracked against the assumed growth only where it has no route
    /// of its own.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// let assessment = assess(&scenario, None, &AssessmentOptions::new().rate("7%"))?;
    /// assert_eq!(assessment.assumed_rate().unwrap().to_string(), "7.0%");
    /// // One growth, two milestones.
    /// assert_eq!(assessment.arrivals.len(), 2);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn rate(mut self, rate: impl TryInto<GrowthRate, Error: Into<Error>>) -> Self {
        self.rate = self.refused.take(rate);
        self
    }

    /// Sets the growths of the arrival table, in the order given.
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

    /// Looks at the pledge as it was seen at the end of a period: later figures of the history are not used.
    ///
    /// The period is not before the baseline's. [`assess`](crate::assess) refuses it without a history.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let options = AssessmentOptions::new().as_of(2023);
    /// let now = assess(&scenario, Some(&history), &options)?.now.unwrap();
    /// assert_eq!(now.period.to_string(), "2023");
    /// assert!(assess(&scenario, None, &options).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn as_of(mut self, period: impl TryInto<Period, Error: Into<Error>>) -> Self {
        self.as_of = self.refused.take(period);
        self
    }

    /// Counts base rates in this panel instead of the table that comes with the crate. The pledge's own pair is left
    /// out of the counts.
    ///
    /// ```
    /// use tradepath::{
    ///     AssessmentOptions, assess,
    ///     history::{AnnualPanel, Reader, Reconciliation},
    ///     scenario::shipped,
    /// };
    ///
    /// let table = "year,exporter,importer,value_musd\n\
    ///     2000,IND,CHN,2000\n2000,CHN,IND,1000\n2005,IND,CHN,4000\n2005,CHN,IND,2000\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let turnovers = AnnualPanel::turnovers(&panel, &Reconciliation::default())?;
    /// let options = AssessmentOptions::new().panel(turnovers.named("two years of one pair"));
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// let assessment = assess(&scenario, None, &options)?;
    /// let panel = &assessment.base_rates[0].base_rate.panel;
    /// assert_eq!(panel.name, "two years of one pair");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn panel(self, panel: impl Into<Arc<AnnualPanel>>) -> Self {
        Self { panel: Some(panel.into()), ..self }
    }

    /// Sets what was learned from a panel of one's own in place of the tables that come with the crate: for the outlook,
    /// and for base rates unless a [`panel`](Self::panel) is given. [`Tables`] has an example.
    pub fn tables(self, tables: impl Into<Arc<Tables>>) -> Self {
        Self { tables: Some(tables.into()), ..self }
    }

    /// Sets the tables by which figures come to the money of the pledge: exchange rates and indices of prices.
    /// [`assess`](crate::assess) refuses a table that nothing is computed by.
    /// [`Scenario::load_files`] reads those that a scenario names, and has an example.
    pub fn money(self, tables: impl Into<Arc<MoneyTables>>) -> Self {
        Self { money: tables.into(), ..self }
    }

    /// Sets the pledges of the same pair that this one restates, in any order. [`Timeline`](crate::Timeline) has an example;
    /// [`Scenario::load_files`] reads those that a scenario names.
    pub fn restates(self, pledges: impl IntoIterator<Item = Scenario>) -> Self {
        Self { restated: pledges.into_iter().collect(), ..self }
    }

    /// The growths of the arrival table: those asked for; without any, the assumed or stated one; without that, the
    /// usual ones, with a minus sign for a pledge to trade less.
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

/// Whether the pledge is to trade less: its last milestone lies below its baseline.
pub(crate) fn falls(scenario: &Scenario) -> bool {
    scenario.milestones().last().is_some_and(|last| last.amount() < scenario.baseline().amount())
}
