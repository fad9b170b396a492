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

/// Scores above zero and weights of the Gauss rules with one, two and three points for the normal density on one side of
/// zero, from its first moments. Low and high are at different distances from the center, so that each side has a rule of
/// its own: a rule over both would be off by two points where an effect is skewed.
const SCORES: [&[(f64, f64)]; 3] = [
    &[(0.797_884_560_802_865_4, 0.5)],
    &[(0.424538328648333, 0.3613798911363155), (1.7711908281124318, 0.13862010886368448)],
    &[
        (0.269_484_263_011_077_5, 0.251_645_350_449_485_16),
        (1.199_609_295_389_846_6, 0.223_683_266_447_691_53),
        (2.545_268_446_436_969_5, 0.024_671_383_102_823_303),
    ],
];
/// The widest spread, in log points, that the first and the second rule are used for. A narrow one needs few points: with
/// these the chance of a target is within 0.1 points of that by the next rule.
const NARROW: [f64; 2] = [0.03, 0.1];

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
        let at = |of: fn(&(f64, f64)) -> f64, score: f64| {
            let off = moved.iter().zip(&spread).map(|(moved, spread)| moved + of(spread) * score / SCORE_OF_HIGH);
            outlook.reached_where_moved(log, year, &off.collect::<Vec<f64>>())
        };
        let both = |score: f64| at(|spread| -spread.0, score) + at(|spread| spread.1, score);
        let widest = spread.iter().map(|(below, above)| below.max(*above)).fold(0.0, f64::max);
        let rule = SCORES[NARROW.iter().filter(|narrow| widest > **narrow).count()];
        rule.iter().map(|(score, weight)| weight * both(*score)).sum()
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

#[cfg(test)]
mod tests {
    use approx::{assert_abs_diff_eq, assert_relative_eq};

    use super::*;
    use crate::stats::cdf;

    #[test]
    fn each_rule_has_the_first_moments_of_one_side() {
        // Of the normal density above zero: 1/2, 1/sqrt(2 pi), 1/2, 2/sqrt(2 pi), 3/2, 8/sqrt(2 pi).
        let odd = 1.0 / (2.0 * std::f64::consts::PI).sqrt();
        let moments = [0.5, odd, 0.5, 2.0 * odd, 1.5, 8.0 * odd];
        for (points, rule) in (1_usize..).zip(SCORES) {
            assert_eq!(rule.len(), points);
            for (power, moment) in (0..).zip(&moments[..2 * points]) {
                let sum: f64 = rule.iter().map(|(score, weight)| weight * score.powi(power)).sum();
                assert_relative_eq!(sum, *moment, max_relative = 1e-13);
            }
        }
    }

    #[test]
    fn a_narrow_spread_needs_few_points() {
        let chance = |rule: &[(f64, f64)], (below, above): (f64, f64), (off, deviation): (f64, f64)| -> f64 {
            let at =
                |score: f64| cdf((off + score / SCORE_OF_HIGH * if score < 0.0 { below } else { above }) / deviation);
            rule.iter().map(|(score, weight)| weight * (at(*score) + at(-*score))).sum()
        };
        for (few, narrow) in NARROW.into_iter().enumerate() {
            for spread in [(narrow, narrow), (0.0, narrow), (narrow, 0.0)] {
                // Nobody's trade is foreseen to less than 15 % over several years.
                for at in [-0.3, -0.1, 0.0, 0.1, 0.3].map(|off| (off, 0.15)) {
                    let (one, next) = (chance(SCORES[few], spread, at), chance(SCORES[few + 1], spread, at));
                    assert_abs_diff_eq!(one, next, epsilon = 1e-3);
                }
            }
        }
    }
}
