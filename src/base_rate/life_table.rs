//! How many cases reach a target in each year after entry, where some can be followed longer than others.
//!
//! A life table takes each case for as long as it was followed. Cases that the panel's end cuts off are neither left
//! out nor counted as failures: they are at risk up to their last year, and leave the table after it.

use serde::{Deserialize, Serialize};

use crate::{base_rate::bounds::FEW_CASES, probability::Probability, stats::quantile};

/// The level of every interval of a base rate: 2.5 % are left out on either side.
pub(crate) const LEVEL: f64 = 0.95;

/// An interval of 95 %.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::multiple("3B", 2.0)?;
/// let found = question.run(BaseRateTable::shipped()?)?;
/// let (share, interval) = (found.share.unwrap(), found.interval.unwrap());
/// assert!(interval.low < share && share < interval.high);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Interval {
    /// The lower end.
    pub low: Probability,
    /// The upper end.
    pub high: Probability,
}

impl Interval {
    /// An interval whose ends are cut to 0 and 1, for formulas that rounding may have brought a little outside.
    pub(crate) fn rounded(low: f64, high: f64) -> Self {
        Self { low: Probability::rounded(low), high: Probability::rounded(high) }
    }
}

/// The share of cases that has reached the target by a year after entry.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::multiple("3B", 2.0)?.within(5);
/// let curve = question.run(BaseRateTable::shipped()?)?.curve;
/// let years: Vec<u32> = curve.iter().map(|point| point.years).collect();
/// assert_eq!(years, [1, 2, 3, 4, 5]);
/// assert!(curve.is_sorted_by(|one, next| one.share <= next.share));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CurvePoint {
    /// The number of years since entry.
    pub years: u32,
    /// The share that has reached the target by then.
    pub share: Probability,
    /// The lower end of its interval of 95 %.
    pub low: Probability,
    /// The upper end of its interval of 95 %.
    pub high: Probability,
    /// The number of cases that had not reached the target before this year and were followed at least so long.
    pub at_risk: u32,
    /// The number of these that reached it in this year.
    pub reached: u32,
}

/// Cases by how long they were followed: how many reached the target after so many years, and how many were followed no
/// further without having reached it. Tables of different years of entry can be added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct LifeTable {
    /// By years since entry, from zero on: cases that reached the target, and cases that were followed no further.
    reached: Vec<u32>,
    left: Vec<u32>,
}

impl LifeTable {
    /// An empty table with room for so many years, so that it need not grow.
    pub fn with_room(years: u32) -> Self {
        // A horizon may be a thousand years. No record is that long, and a table beyond a hundred years would grow by
        // itself.
        let room = years.min(100) as usize + 1;
        Self { reached: Vec::with_capacity(room), left: Vec::with_capacity(room) }
    }

    /// Adds `cases` cases that reached the target after so many years, or were followed for so many without reaching
    /// it. Zero years are cases that were never followed after their entry.
    pub fn add(&mut self, years: u32, reached: bool, cases: u32) {
        let list = if reached { &mut self.reached } else { &mut self.left };
        let at = years as usize;
        if list.len() <= at {
            list.resize(at + 1, 0);
        }
        list[at] += cases;
    }

    /// The number of cases.
    pub fn entered(&self) -> u32 {
        self.reached.iter().chain(&self.left).sum()
    }

    /// The number of cases that reached the target.
    pub fn reached(&self) -> u32 {
        self.reached.iter().sum()
    }

    /// The number of cases that were followed for fewer years than these without having reached the target.
    pub fn left_before(&self, years: u32) -> u32 {
        self.left.iter().take(years as usize).sum()
    }

    /// The share that has reached the target by each of the first `years` years. The curve ends earlier where no case
    /// is left to follow.
    ///
    /// ```text
    /// S(t) = prod_{s <= t} (1 - d_s / n_s)                            Kaplan and Meier 1958
    /// V(t) = sum_{s <= t} d_s / (n_s (n_s - d_s))                     Greenwood 1926
    /// S(t) ^ exp(+- z sqrt(V(t)) / ln S(t))                           Kalbfleisch and Prentice 1980
    /// ```
    ///
    /// Here `n_s` cases are at risk in year `s`: they had not reached the target before and were followed at least so
    /// long. Of these `d_s` reach it in that year. `V(t)` is the variance of `S(t)` over its square, `z` is the normal
    /// quantile of the level, and the share is `1 - S(t)`.
    pub fn curve(&self, years: u32) -> Vec<CurvePoint> {
        let mut at_risk = self.entered() - self.at(&self.left, 0) - self.at(&self.reached, 0);
        let mut so_far = Survival::default();
        let mut curve = Vec::new();
        for year in 1..=years {
            if at_risk == 0 {
                break;
            }
            let reached = self.at(&self.reached, year);
            so_far = so_far.then(at_risk, reached);
            let share = Probability::rounded(1.0 - so_far.share);
            let Interval { low, high } = so_far.interval;
            curve.push(CurvePoint { years: year, share, low, high, at_risk, reached });
            at_risk -= reached + self.at(&self.left, year);
        }
        curve
    }

    /// The share that has reached the target by each year, without intervals: less work where only shares are needed.
    /// There is one share for each year; once no case is left to follow, the share does not change any more.
    pub fn shares(&self, years: u32) -> impl Iterator<Item = Probability> + '_ {
        let mut at_risk = self.entered() - self.at(&self.left, 0) - self.at(&self.reached, 0);
        let mut survival = 1.0;
        (1..=years).map(move |year| {
            let reached = self.at(&self.reached, year);
            if at_risk > 0 {
                survival *= f64::from(at_risk - reached) / f64::from(at_risk);
                at_risk -= reached + self.at(&self.left, year);
            }
            Probability::rounded(1.0 - survival)
        })
    }

    /// The number of years for which any case was followed, whether it reached the target or not; zero for an empty
    /// table.
    pub fn followed_years(&self) -> u32 {
        (self.reached.len().max(self.left.len()) as u32).saturating_sub(1)
    }

    /// The sum of two tables, such as those of two years of entry.
    pub fn with(mut self, other: &Self) -> Self {
        for (sum, list) in [(&mut self.reached, &other.reached), (&mut self.left, &other.left)] {
            sum.resize(sum.len().max(list.len()), 0);
            sum.iter_mut().zip(list).for_each(|(sum, cases)| *sum += cases);
        }
        self
    }

    /// The count of one year; zero beyond the end of the list.
    fn at(&self, list: &[u32], year: u32) -> u32 {
        list.get(year as usize).copied().unwrap_or(0)
    }
}

/// The share of cases that has not reached the target up to a year, with its uncertainty. The curve is made by taking
/// it from year to year.
#[derive(Debug, Clone, Copy)]
struct Survival {
    share: f64,
    /// Greenwood's sum so far: the variance of the share over its square.
    greenwood: f64,
    interval: Interval,
}

/// In year zero no case has reached the target, and nothing is known of the share that will.
impl Default for Survival {
    fn default() -> Self {
        Self { share: 1.0, greenwood: 0.0, interval: Interval::rounded(0.0, 1.0) }
    }
}

impl Survival {
    /// The estimate one year later, where `reached` of the `at_risk` cases reach the target. The interval is that of
    /// the share that *has* reached it.
    fn then(self, at_risk: u32, reached: u32) -> Self {
        let (n, d) = (f64::from(at_risk), f64::from(reached));
        let share = self.share * ((n - d) / n);
        // Where every case at risk reaches the target, Greenwood's term would divide by zero.
        let greenwood = if reached < at_risk { self.greenwood + d / (n * (n - d)) } else { self.greenwood };
        // The log-log scale has no interval where no case or every case has reached the target. Where none of n has,
        // the interval goes up to the share at which none would be seen once in forty times (Clopper and Pearson 1934).
        // Where all have, it begins with what is known from the years before, or with the mirror image of that.
        let tail = (1.0 - LEVEL) / 2.0;
        let interval = if share >= 1.0 {
            Interval::rounded(0.0, 1.0 - tail.powf(1.0 / n))
        } else if share <= 0.0 {
            Interval::rounded(self.interval.low.value().max(tail.powf(1.0 / n)), 1.0)
        } else {
            let width = quantile(1.0 - tail) * greenwood.sqrt() / share.ln();
            // The logarithm of a share is negative, and so is the width.
            Interval::rounded(1.0 - share.powf(width.exp()), 1.0 - share.powf((-width).exp()))
        };
        Self { share, greenwood, interval }
    }
}

/// The interval of 95 % of a share of independent cases, by Wilson's score (1927); none without cases.
///
/// ```text
/// (p + z^2 / 2n  +-  z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n)
/// ```
///
/// Here `p` is the share, `n` the number of cases and `z` the normal quantile of the level. The code has numerator and
/// denominator multiplied by `n`.
pub(crate) fn wilson(reached: u32, cases: u32) -> Option<Interval> {
    if cases == 0 {
        return None;
    }
    let (n, share) = (f64::from(cases), f64::from(reached) / f64::from(cases));
    let z = quantile(1.0 - (1.0 - LEVEL) / 2.0);
    let about = n + z * z;
    let center = (n * share + z * z / 2.0) / about;
    let half = z / about * (n * share * (1.0 - share) + z * z / 4.0).sqrt();
    // Rounding would leave the ends a last digit away from 0 and 1.
    let low = if reached == 0 { 0.0 } else { center - half };
    Some(Interval::rounded(low, if reached == cases { 1.0 } else { center + half }))
}

/// Whether too few cases could be followed for even a year to quote a share: fewer than `FEW_CASES` were at risk in the
/// first year.
pub(crate) fn are_too_few(curve: &[CurvePoint]) -> bool {
    curve.first().is_none_or(|first| first.at_risk < FEW_CASES)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    /// By lifelines: see `tests/reference/kaplan_meier.py`.
    const REFERENCE: &str = include_str!("../../tests/reference/kaplan_meier.csv");

    fn table(name: &str) -> LifeTable {
        let mut table = LifeTable::default();
        for record in csv::Reader::from_reader(REFERENCE.as_bytes()).records() {
            let record = record.unwrap();
            if &record[0] == name && ["events", "censored"].contains(&&record[1]) {
                let times = record[2].split_whitespace().map(|time| time.parse().unwrap());
                times.for_each(|time| table.add(time, &record[1] == "events", 1));
            }
        }
        table
    }

    #[test]
    fn shares_and_intervals_are_those_of_a_reference_implementation() {
        let mut compared = std::collections::BTreeMap::new();
        for record in csv::Reader::from_reader(REFERENCE.as_bytes()).records() {
            let record = record.unwrap();
            let Ok(years) = record[1].parse::<u32>() else { continue };
            let found = table(&record[0]).curve(years).pop().unwrap();
            let [survival, low, high] = [2, 3, 4].map(|at| record[at].parse::<f64>().unwrap());
            assert_eq!(found.years, years);
            assert_abs_diff_eq!(found.share.value(), 1.0 - survival, epsilon = 1e-10);
            assert_abs_diff_eq!(found.low.value(), 1.0 - high, epsilon = 1e-10);
            assert_abs_diff_eq!(found.high.value(), 1.0 - low, epsilon = 1e-10);
            *compared.entry(record[0].to_owned()).or_insert(0) += 1;
        }
        assert!(compared.len() == 7 && compared.values().all(|points| *points >= 5), "{compared:?}");
    }

    #[test]
    fn who_is_at_risk_is_counted_down_and_the_curve_ends_with_the_last() {
        let table = table("cut_off");
        let curve = table.curve(9);
        assert_eq!(curve.iter().map(|point| point.at_risk).collect::<Vec<_>>(), [496, 293, 141, 51, 10]);
        assert_eq!((table.entered(), table.reached(), table.left_before(3)), (526, 6, 380));
        assert_eq!((table.followed_years(), table.shares(9).count()), (5, 9));
        assert_eq!(table.shares(9).last(), curve.last().map(|last| last.share));
    }

    #[test]
    fn none_and_all_have_intervals_that_say_how_little_is_known() {
        let mut none = LifeTable::default();
        none.add(3, false, 30);
        let last = none.curve(3)[2];
        assert_eq!((last.share.value(), last.low.value()), (0.0, 0.0));
        // The rule of three: about 3 / n, here with half the tail, 3.7 / n.
        assert_abs_diff_eq!(last.high.value(), 1.0 - 0.025_f64.powf(1.0 / 30.0), epsilon = 1e-15);
        let mut all = LifeTable::default();
        all.add(1, true, 30);
        let first = all.curve(1)[0];
        assert_eq!((first.share.value(), first.high.value()), (1.0, 1.0));
        assert!(first.low.value() > 0.85 && first.low.value() < 0.9);
        assert!(LifeTable::default().curve(5).is_empty());
    }

    #[test]
    fn a_plain_share_has_wilsons_interval() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20, 0 to 0.1611.
        let found = wilson(81, 263).unwrap();
        assert_eq!(format!("{:.4} {:.4}", found.low.value(), found.high.value()), "0.2553 0.3662");
        assert_eq!(format!("{:.4}", wilson(0, 20).unwrap().high.value()), "0.1611");
        assert_eq!(wilson(0, 0), None);
    }
}
