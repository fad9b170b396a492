//! Everything that a scenario's drivers answer, as one value.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    drivers::{
        attribution::{Attribution, PartKind, Range},
        cause::{DemandWay, Driver},
        chances::DriverChance,
        hangs_on::Assumption,
        model::{Drivers, Setting},
        path::DriverStep,
    },
    error::{Error, Result},
    period::Period,
    rate::GrowthRate,
};

/// Everything that a scenario's drivers answer: what they add to the path, what of each milestone they explain, what they
/// do to its chance, and what that hangs on.
///
/// ```
/// use tradepath::{Scenario, drivers::{Driver, Drivers}};
///
/// let pledge = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("10B", 2030)
///     .base_growth("6%")
///     .driver(Driver::builder("Agreement", "agreement").starts(2022).build()?)
///     .driver(Driver::builder("Road", "corridor").starts("unknown").ad_valorem("-2%").build()?)
///     .build()?;
/// let answers = Drivers::of(&pledge, None)?.answers()?;
/// assert_eq!(answers.attributions.len(), 1);
/// // What has no start is shown as what it would do, and counted nowhere.
/// assert_eq!(answers.left_out[0].driver, "Road");
/// assert!(answers.contributions.iter().all(|part| part.driver != "Road"));
/// // Without an outlook there is no chance.
/// assert!(answers.chances.is_empty());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DriverAnswers {
    /// The growth a year without the drivers: what is stated, or the outlook's median over the periods ahead.
    pub base_growth: GrowthRate,
    /// Whether it is the outlook's median alone, and no flow or sector states a growth of its own.
    pub base_is_median: bool,
    /// The amounts by period.
    pub amount: Vec<DriverStep>,
    /// What the base growth, prices and each driver add up to since the baseline, by period. The log points of a period add
    /// up to those of the central amount.
    pub contributions: Vec<Contribution>,
    /// What of each milestone every cause explains, in the order of the pledge.
    pub attributions: Vec<Attribution>,
    /// What the drivers do to the chance of each milestone above the baseline; empty without an outlook.
    #[serde(default)]
    pub chances: Vec<DriverChance>,
    /// What the last milestone hangs on, the assumption that moves the amount most first.
    #[serde(default)]
    pub hangs_on: Vec<Assumption>,
    /// The drivers that are counted nowhere, and why.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// What the last period would be with growth of GDP counted the other way; none where that is not stated.
    #[serde(default)]
    pub demand_otherwise: Option<DemandOtherwise>,
}

/// What one cause adds up to since the baseline in one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contribution {
    /// What kind of cause it is.
    pub kind: PartKind,
    /// The driver's name, `base growth`, or `prices`.
    pub driver: String,
    /// The period.
    pub period: Period,
    /// Log points of the whole amount: with a weak, a central and a strong response.
    #[serde(flatten)]
    pub log_points: Range,
    /// The same in money at the central response.
    pub money: f64,
}

/// A driver that is counted nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// The driver's name.
    pub driver: String,
    /// Why it is left out.
    pub why: String,
    /// The log points that it would add in the last period if it worked from the first one on; none for one that works
    /// already.
    pub would: Option<Range>,
}

/// The last period with growth of GDP counted the other way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DemandOtherwise {
    /// The other way.
    pub way: DemandWay,
    /// The last period.
    pub period: Period,
    /// The amount, where it could be computed.
    pub amount: Option<Amount>,
    /// Why it could not be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Drivers<'_> {
    /// Answers everything.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where an amount is larger than a number can be.
    pub fn answers(&self) -> Result<DriverAnswers> {
        let last = self.ahead.periods.len() - 1;
        let years = self.ahead.years(last as i64 + 1);
        let start = self.scenario.baseline().amount().value();
        let targets = self.targets();
        let attributed = targets.iter().map(|(milestone, period)| self.attributed(milestone.amount(), *period));
        let above =
            targets.iter().filter(|(milestone, _)| self.outlook.is_some() && milestone.amount().value() > start);
        let chances = above.map(|(milestone, period)| self.chances(milestone.amount(), milestone.by(), *period));
        let hangs_on =
            targets.last().map_or(Ok(Vec::new()), |(milestone, period)| self.assumptions(milestone.amount(), *period));
        Ok(DriverAnswers {
            base_growth: GrowthRate::from_log((self.amount_without(last) / start).ln() / years)?,
            base_is_median: self.base.is_median && self.cells.iter().all(|cell| cell.own.is_none()),
            amount: self.path()?,
            contributions: self.contributions()?,
            attributions: attributed.collect::<Result<_>>()?,
            chances: chances.collect::<Result<_>>()?,
            hangs_on: hangs_on?,
            left_out: self.left_out.iter().map(|left| self.left_out(left)).collect::<Result<_>>()?,
            demand_otherwise: self.demand_otherwise(last),
        })
    }

    /// What every cause adds up to, by period and in the order of the scenario.
    fn contributions(&self) -> Result<Vec<Contribution>> {
        let mut found = Vec::new();
        for (at, period) in self.ahead.periods.iter().enumerate() {
            let reached = Amount::new(self.amount(at, Setting::CENTRAL))?;
            found.extend(self.attributed(reached, at)?.parts.into_iter().map(|part| Contribution {
                kind: part.kind,
                driver: part.name,
                period: *period,
                log_points: part.log_points,
                money: part.money.central,
            }));
        }
        Ok(found)
    }

    fn left_out(&self, (driver, why): &(Driver, String)) -> Result<LeftOut> {
        let would = if self.works_already(driver)? { None } else { Some(self.would_add(driver)?) };
        Ok(LeftOut { driver: driver.name().to_owned(), why: why.clone(), would })
    }

    /// What a driver would add in the last period if it worked from the first one on.
    fn would_add(&self, driver: &Driver) -> Result<Range> {
        let at = self.asked_about().iter().position(|of| of == driver).unwrap_or(0);
        let first = *self.ahead.periods.first().ok_or_else(|| Error::missing("period ahead", "none lies ahead"))?;
        let with = self.replacing(at, driver.clone().starting(first))?;
        let last = with.ahead.periods.len() - 1;
        let parts = with.attributed(Amount::new(with.amount(last, Setting::CENTRAL))?, last)?.parts;
        let own = parts.into_iter().find(|part| part.name == driver.name());
        Ok(own.map_or(Range::certain(0.0), |part| part.log_points))
    }

    fn demand_otherwise(&self, last: usize) -> Option<DemandOtherwise> {
        let (way, asked) = self.counted_otherwise()?;
        let period = self.ahead.periods[last];
        let amount = asked.and_then(|asked| Amount::new(asked.amount(last, Setting::CENTRAL)));
        Some(match amount {
            Ok(amount) => DemandOtherwise { way, period, amount: Some(amount), why: None },
            Err(error) => DemandOtherwise { way, period, amount: None, why: Some(error.to_string()) },
        })
    }
}
