//! What drivers do to the chance of a milestone.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    drivers::model::{Drivers, Setting},
    error::{Error, Result, given},
    growth::Target,
    outlook::Outlook,
    period::Period,
    probability::Probability,
};

/// Scores and weights of the Gauss-Hermite rule with five points for the normal distribution (Abramowitz and Stegun, table
/// 25.10, rescaled): how far all responses together may be from their central values.
const SCORES: [(f64, f64); 5] = [
    (-2.856_970_013_872_806, 0.011_257_411_327_720_69),
    (-1.355_626_179_974_266, 0.222_075_922_005_612_6),
    (0.0, 0.533_333_333_333_333_3),
    (1.355_626_179_974_266, 0.222_075_922_005_612_6),
    (2.856_970_013_872_806, 0.011_257_411_327_720_69),
];

/// The standard score of the 90th percentile, where a response is high.
const SCORE_OF_HIGH: f64 = 1.281_551_565_544_600_8;

/// The chance of one milestone with and without drivers.
///
/// ```
/// use tradepath::{Scenario, drivers::{Driver, Drivers}};
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
///
/// let agreement = Driver::builder("Agreement", "agreement").starts(2025).build()?;
/// let pledge = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("5B", 2028);
/// let pledge = pledge.driver(agreement).build()?;
/// let outlook = Outlook::stated(LogRandomWalk::new(0.05, 0.15)?, 2021, "3B", &OutlookOptions::new())?;
///
/// let chance = Drivers::of(&pledge, Some(&outlook))?.chance(("5B", 2028))?;
/// // Nothing but the outlook without a driver, and more with one that helps.
/// assert_eq!(chance.without, outlook.reached_by(("5B", 2028))?);
/// assert!(chance.with_all > chance.without);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DriverChance {
    /// The amount to reach.
    pub amount: Amount,
    /// The date of the milestone; none for a milestone without one, which is looked at in the last period ahead.
    pub by: Option<Period>,
    /// The last period in which reaching it counts.
    pub within: Period,
    /// The chance without any driver.
    pub without: Probability,
    /// The chance with each driver alone.
    pub with_each: Vec<ChanceWith>,
    /// The chance with all of them.
    pub with_all: Probability,
}

/// The chance with one driver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChanceWith {
    /// The driver's name.
    pub driver: String,
    /// The chance.
    pub chance: Probability,
}

impl Drivers<'_> {
    /// The chance of a target without any driver, with each alone and with all.
    ///
    /// Each year's centre of the outlook is moved by what the drivers add, and their uncertain responses and times are
    /// averaged over, so that nothing is simulated. All responses together are taken to be off by one score, whose low and
    /// high are the root of the sum of squares of each response's own.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) without an outlook; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange)
    /// for a period that is not ahead, and for an amount of zero.
    pub fn chance(&self, target: impl TryInto<Target, Error: Into<Error>>) -> Result<DriverChance> {
        let target: Target = given(target)?;
        self.chances(target.amount(), Some(target.by()), self.number(target.by())?)
    }

    /// The chances of an amount in a period by its number.
    pub(super) fn chances(&self, amount: Amount, by: Option<Period>, period: usize) -> Result<DriverChance> {
        let count = self.effects.len();
        let none = vec![false; count];
        let of =
            |counted: &[bool]| self.chance_of(amount, period, Setting { counted: Some(counted), ..Setting::CENTRAL });
        let with_each = (0..count).map(|driver| {
            let mut alone = none.clone();
            alone[driver] = true;
            Ok(ChanceWith { driver: self.effects[driver].name.clone(), chance: of(&alone)? })
        });
        Ok(DriverChance {
            amount,
            by,
            within: self.ahead.periods[period],
            without: of(&none)?,
            with_each: with_each.collect::<Result<_>>()?,
            with_all: self.chance_of(amount, period, Setting::CENTRAL)?,
        })
    }

    /// The chance of an amount up to a period, with the drivers that a setting counts.
    pub(super) fn chance_of(&self, amount: Amount, period: usize, setting: Setting<'_>) -> Result<Probability> {
        let hint = "without an outlook there is none; give a history, or an amount in dollars";
        let outlook = self.outlook.ok_or_else(|| Error::missing("chance", hint))?;
        let log = amount.positive("the target")?.value().ln();
        let year = outlook.year(self.ahead.periods[period])?;
        let of_way = |(weight, ways): &(f64, Vec<usize>)| {
            let setting = Setting { ways: Some(ways), ..setting };
            weight * self.over_responses(outlook, (log, year), setting)
        };
        Ok(Probability::rounded(self.ways(setting).iter().map(of_way).sum()))
    }

    /// The chance where the times are certain, over what the responses may be.
    fn over_responses(&self, outlook: &Outlook, (log, year): (f64, usize), setting: Setting<'_>) -> f64 {
        let periods = 0..year;
        let moved: Vec<f64> = periods.clone().map(|period| self.moved(outlook, period, setting)).collect();
        let spread: Vec<(f64, f64)> = periods.map(|period| self.spread(period, setting)).collect();
        if spread.iter().all(|(below, above)| *below == 0.0 && *above == 0.0) {
            return outlook.reached_where_moved(log, year, &moved);
        }
        let at = |score: f64| {
            let side = |(below, above): &(f64, f64)| if score < 0.0 { *below } else { *above };
            let off = moved.iter().zip(&spread).map(|(moved, spread)| moved + side(spread) * score / SCORE_OF_HIGH);
            outlook.reached_where_moved(log, year, &off.collect::<Vec<f64>>())
        };
        SCORES.iter().map(|(score, weight)| weight * at(*score)).sum()
    }

    /// How far the outlook's centre is moved in a period: by the base growth, where it is not the outlook's own, and by the
    /// drivers.
    fn moved(&self, outlook: &Outlook, period: usize, setting: Setting<'_>) -> f64 {
        let own = self.cells.iter().any(|cell| cell.own.is_some());
        let base = if self.base.is_median && !own {
            0.0
        } else {
            let start = outlook.amount().value().ln();
            let median = outlook.log(period + 1, 0.0) - start;
            (self.amount_without(period) / self.scenario.baseline().amount().value()).ln() - median
        };
        base + self.effect(period, setting)
    }
}
