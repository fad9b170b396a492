//! Chances over several years: of a target by a year, of several targets together, and what a chance takes.

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    growth::Target,
    outlook::{
        arrival::ArrivalChances,
        outlook::{Outlook, Rule, log_of},
    },
    period::Period,
    probability::Probability,
    rate::GrowthRate,
    stats::{Crossing, bracketed_root, nearly_straight_root, quantile, sf},
};

/// The most targets whose chances are combined: every set of them is computed, a thousand sets for ten.
pub(crate) const MOST_TARGETS: usize = 10;
/// Logarithms that differ by less than this count as the same.
const SMALLEST: f64 = 1e-12;
/// Where the chance of a target is under this, chances of several targets are computed to all digits: they are small
/// differences of numbers near one.
const RARE: f64 = 0.01;
/// Where the chance of a first target is under this, a chance given that target is lost in rounding.
const LEAST_GIVEN: f64 = 1e-9;

impl Outlook {
    /// Probability that at least one annual total up to and including the target's period is at or above the target.
    /// One that the start reaches already has probability one.
    ///
    /// # Errors
    /// As [`reached_in`](Self::reached_in).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{Probability, outlook::{LogRandomWalk, Outlook, OutlookOptions}};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// assert!(outlook.reached_by(("5B", 2026))? < outlook.reached_by(("5B", 2031))?);
    /// assert_eq!(outlook.reached_by(("3B", 2022))?, Probability::CERTAIN);
    /// // The outlook looks ahead from 2021 to 2031.
    /// assert!(outlook.reached_by(("5B", 2032)).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn reached_by(&self, target: impl TryInto<Target, Error: Into<Error>>) -> Result<Probability> {
        let target: Target = given(target)?;
        let year = self.year(target.by())?;
        let chances = self.by_each_year(log_of(target.amount())?, year, unmoved);
        Ok(chances.last().copied().unwrap_or(Probability::NEVER))
    }

    /// The distribution of the year in which an annual total first reaches a target. A target that the start reaches
    /// already counts as reached by every year.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a target of zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let arrival = outlook.arrival("5B")?;
    /// assert_eq!(arrival.by_year().len(), 10);
    /// let by_2026 = outlook.reached_by(("5B", 2026))?;
    /// assert!((arrival.by_year()[4].value() - by_2026.value()).abs() < 1e-9);
    /// assert!(outlook.arrival(0.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn arrival(&self, target: impl TryInto<Amount, Error: Into<Error>>) -> Result<ArrivalChances> {
        let target: Amount = given(target)?;
        Ok(ArrivalChances::of(self.by_each_year(log_of(target)?, self.years.len(), unmoved)))
    }

    /// Probability that every target is reached by its own period: by the total of that period or of an earlier one.
    ///
    /// Without targets it is one.
    ///
    /// # Errors
    /// As [`reached_by`](Self::reached_by); [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for more than ten
    /// targets.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let both = outlook.all_reached_by([("5B", 2026), ("10B", 2031)])?;
    /// assert!(both <= outlook.reached_by(("5B", 2026))?);
    /// assert!(both <= outlook.reached_by(("10B", 2031))?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn all_reached_by<T>(&self, targets: impl IntoIterator<Item = T>) -> Result<Probability>
    where
        T: TryInto<Target, Error: Into<Error>>,
    {
        let targets: Vec<Target> = targets.into_iter().map(given).collect::<Result<_>>()?;
        if targets.len() > MOST_TARGETS {
            return Err(Error::out_of_range("the number of targets", targets.len(), format!("at most {MOST_TARGETS}")));
        }
        let found: Result<Vec<(f64, usize)>> =
            targets.iter().map(|target| Ok((log_of(target.amount())?, self.year(target.by())?))).collect();
        let ahead = without_implied(found?.into_iter().filter(|(target, _)| !self.is_met(*target)).collect());
        if let [(target, by)] = ahead[..] {
            return Ok(self.by_each_year(target, by, unmoved).last().copied().unwrap_or(Probability::NEVER));
        }
        let all = self.over_starts(|off| self.all_reached(&ahead, off));
        // Differences leave rounding: all targets together are no likelier than the least likely of them.
        let least = ahead.iter().map(|(target, by)| self.chance_by(*target, *by)).fold(1.0, f64::min);
        Ok(Probability::rounded(all.min(least)))
    }

    /// Probability that a second target is reached by its period, given that a first one is reached by its own. None
    /// where the first is reached less than once in a billion times.
    ///
    /// # Errors
    /// As [`reached_by`](Self::reached_by).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{Outlook, OutlookOptions, LogRandomWalk};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let (five, ten) = (("5B", "2026"), ("10B", "2031"));
    /// let alone = outlook.reached_by(ten)?;
    /// let after_five = outlook.second_given_first(five, ten)?.unwrap();
    /// assert_eq!([alone, after_five].map(|chance| chance.to_string()), ["15%", "37%"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn second_given_first(
        &self,
        first: impl TryInto<Target, Error: Into<Error>>,
        second: impl TryInto<Target, Error: Into<Error>>,
    ) -> Result<Option<Probability>> {
        let (first, second): (Target, Target) = (given(first)?, given(second)?);
        self.conditional(first, second, self.all_reached_by([first, second])?)
    }

    /// As [`second_given_first`](Self::second_given_first), where the chance of both targets is known.
    pub(crate) fn conditional(&self, first: Target, second: Target, both: Probability) -> Result<Option<Probability>> {
        let one = self.reached_by(first)?;
        if self.is_met(log_of(second.amount())?) {
            return Ok(Some(Probability::CERTAIN));
        }
        Ok((one.value() >= LEAST_GIVEN).then(|| Probability::rounded(both.value() / one.value())))
    }

    /// The amount that at least one annual total up to and including a period reaches with a given chance. None where
    /// that amount would not be above the start.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) for a chance of 0 or 1;
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a period that is not ahead or lies beyond the last
    /// one.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let likely = outlook.amount_by_horizon(2026, "80%")?.unwrap();
    /// assert!((outlook.reached_by((likely, 2026))?.value() - 0.8).abs() < 1e-6);
    /// assert!(outlook.amount_by_horizon(2026, "100%").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn amount_by_horizon(
        &self,
        by: impl TryInto<Period, Error: Into<Error>>,
        chance: impl TryInto<Probability, Error: Into<Error>>,
    ) -> Result<Option<Amount>> {
        let by: Period = given(by)?;
        let chance: Probability = given(chance)?;
        let year = self.year(by)?;
        if chance <= Probability::NEVER || chance >= Probability::CERTAIN {
            return Err(Error::no_answer(format!("no amount is reached by {by} with a chance of {chance} exactly")));
        }
        let start = self.amount().value().ln();
        // The answer is bracketed. It is at least what the last year alone reaches with this chance. It is at most what
        // some year alone reaches with the chance divided by the number of years, because the chance by a year is no
        // more than the sum of each year's own.
        let alone = |share: f64, of: usize| self.log_at_chance(of, share);
        let least = alone(chance.value(), year).max(start + SMALLEST);
        let most = (1..=year).map(|of| alone(chance.value() / year as f64, of)).fold(least, f64::max) + SMALLEST;
        if self.chance_by(least, year) < chance.value() {
            return Ok(None);
        }
        Amount::new(self.root(|log| self.chance_by(log, year), chance, (least, most))?.exp()).map(Some)
    }

    /// The growth a year that the median must have, from the start to a period, for a target to be reached by then with
    /// a given chance. The spread stays as it is.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where no growth gives that chance, as for one of 0 or 1 or
    /// for a target that the start reaches already; those of [`reached_in`](Self::reached_in).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let even = outlook.needed_growth(("5B", 2026), 0.5)?;
    /// let likely = outlook.needed_growth(("5B", 2026), 0.8)?;
    /// assert!(even.log() < likely.log());
    /// // The start is above 2 billion already.
    /// assert!(outlook.needed_growth(("2B", 2026), 0.8).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn needed_growth(
        &self,
        target: impl TryInto<Target, Error: Into<Error>>,
        chance: impl TryInto<Probability, Error: Into<Error>>,
    ) -> Result<GrowthRate> {
        let (target, chance): (Target, Probability) = (given(target)?, given(chance)?);
        let (target, by) = (target.amount(), target.by());
        let (year, log) = (self.year(by)?, log_of(target)?);
        if self.is_met(log) || chance <= Probability::NEVER || chance >= Probability::CERTAIN {
            let message = format!(
                "no growth brings {} to {target} by {by} with a chance of {chance} exactly: name a target above the start and a chance between 0 and 1",
                self.amount()
            );
            return Err(Error::no_answer(message));
        }
        // Bracketed as an amount is: by the last year alone, and by every year together.
        let short = |share: f64, of: usize| (log - self.log_at_chance(of, share)) / of as f64;
        let most = short(chance.value(), year) + SMALLEST;
        let least = (1..=year).map(|of| short(chance.value() / year as f64, of)).fold(most, f64::min) - SMALLEST;
        let extra = self.root(
            |extra| self.last_of(&self.by_each_year(log, year, |year| extra * year as f64)),
            chance,
            (least, most),
        )?;
        let median = self.quantile(by, Probability::EVEN)?.value().ln() - self.amount().value().ln();
        GrowthRate::from_log(median / year as f64 + extra)
    }

    /// The logarithm that the total of a year reaches with a chance.
    fn log_at_chance(&self, year: usize, chance: f64) -> f64 {
        self.log(year, -quantile(chance))
    }

    /// The argument at which a chance is the wanted one, as exactly as chances are computed.
    fn root(&self, chance: impl Fn(f64) -> f64, wanted: Probability, (low, high): (f64, f64)) -> Result<f64> {
        match self.rule {
            Rule::Exact => bracketed_root(|at| chance(at) - wanted.value(), low, high),
            // As scores, chances change almost evenly.
            Rule::Quick => {
                let off = |at: f64| score(chance(at)) - score(wanted.value());
                // Where an end is the root, rounding may leave both values on one side of zero.
                let nearer_end = || if off(low).abs() < off(high).abs() { low } else { high };
                Ok(nearly_straight_root(off, low, high, ENOUGH).unwrap_or_else(|_| nearer_end()))
            }
        }
    }

    /// The chance of a logarithm by a year.
    fn chance_by(&self, log: f64, year: usize) -> f64 {
        self.last_of(&self.by_each_year(log, year, unmoved))
    }

    /// The chance that a total up to a year reaches a logarithm, where each year's centre is moved by so much.
    pub(crate) fn reached_where_moved(&self, log: f64, year: usize, moved: &[f64]) -> f64 {
        self.last_of(&self.by_each_year(log, year, |year| moved.get(year - 1).copied().unwrap_or(0.0)))
    }

    /// The chance by the last year; zero without years.
    fn last_of(&self, chances: &[Probability]) -> f64 {
        chances.last().map_or(0.0, |chance| chance.value())
    }

    /// By year, the probability that a total up to and including that year reaches a logarithm, where every year's
    /// centre is `moved` by so much in logarithms.
    fn by_each_year(&self, target: f64, years: usize, moved: impl Fn(usize) -> f64 + Copy) -> Vec<Probability> {
        if self.is_met(target) {
            return vec![Probability::CERTAIN; years];
        }
        let mut sums = vec![0.0; years];
        for (off, weight) in self.starts() {
            for (sum, chance) in sums.iter_mut().zip(self.of_sure_start(target - off, years, moved)) {
                *sum += weight * chance;
            }
        }
        sums.into_iter().map(Probability::rounded).collect()
    }

    /// As [`by_each_year`](Self::by_each_year), where the start is certain.
    fn of_sure_start(&self, target: f64, years: usize, moved: impl Fn(usize) -> f64) -> Vec<f64> {
        let barriers: Vec<f64> = (1..=years).map(|year| self.barrier(target - moved(year), year)).collect();
        let chances = self.rule.crossing().by_each_step(&barriers);
        // Numeric integration leaves rounding: no chance by a year is below that by an earlier year, or that of the
        // year itself.
        let mut least = 0.0_f64;
        let by = chances.iter().zip(barriers.iter().zip(1..)).map(|(chance, (barrier, year))| {
            least = least.max(sf(barrier / f64::from(year).sqrt())).max(*chance);
            least
        });
        by.collect()
    }

    /// Whether the start is at or above a target, given as a logarithm.
    pub(crate) fn is_met(&self, target: f64) -> bool {
        self.amount().value().ln() >= target
    }

    /// Probability that all targets are reached, from a start that is off by `off`, by inclusion and exclusion over
    /// sets of targets:
    ///
    /// ```text
    /// P(all) = sum over sets S of (-1)^|S| P(no target of S is reached)
    /// ```
    fn all_reached(&self, targets: &[(f64, usize)], off: f64) -> f64 {
        // Small chances come out as differences of numbers near one, which need all digits.
        let rare = targets.iter().any(|(target, by)| self.chance_by(*target, *by) < RARE);
        let crossing = if rare { Crossing::EXACT } else { self.rule.crossing() };
        let subsets = 0_u32..1 << targets.len();
        subsets
            .map(|subset| {
                let chosen = || targets.iter().enumerate().filter(move |(at, _)| subset & (1 << at) != 0);
                let sign = if subset.count_ones() % 2 == 0 { 1.0 } else { -1.0 };
                let last = chosen().map(|(_, (_, by))| *by).max().unwrap_or(0);
                let lowest = |year: usize| {
                    let open = chosen().filter(move |(_, (_, by))| *by >= year);
                    open.map(|(_, (target, _))| self.barrier(*target - off, year)).fold(f64::INFINITY, f64::min)
                };
                let barriers: Vec<f64> = (1..=last).map(lowest).collect();
                let reached = crossing.by_each_step(&barriers);
                sign * (1.0 - reached.last().copied().unwrap_or(0.0))
            })
            .sum()
    }
}

/// No move of any year's centre.
fn unmoved(_: usize) -> f64 {
    0.0
}

/// How near a score must come to the one wanted: about five digits of the chance.
const ENOUGH: f64 = 2e-5;

/// The standard score of a chance. Scores stop at 9, so that they stay finite where a chance is 0 or 1.
fn score(chance: f64) -> f64 {
    quantile(chance).clamp(-9.0, 9.0)
}

/// Leaves out targets that another target implies: one that is as high or higher, and as early or earlier.
fn without_implied(mut targets: Vec<(f64, usize)>) -> Vec<(f64, usize)> {
    targets.sort_by(|one, other| one.1.cmp(&other.1).then(other.0.total_cmp(&one.0)));
    let mut kept: Vec<(f64, usize)> = Vec::new();
    for target in targets {
        if kept.last().is_none_or(|highest| target.0 > highest.0) {
            kept.push(target);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        outlook::{options::OutlookOptions, walk::LogRandomWalk},
        simulation::{Simulation, StatedGrowth},
    };

    fn walk() -> Outlook {
        let options = OutlookOptions::new();
        Outlook::stated(LogRandomWalk::new(0.08, 0.15).unwrap(), year(2021), amount("3B"), &options).unwrap()
    }

    fn year(year: i32) -> Period {
        Period::year(year).unwrap()
    }

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn a_stated_walk_has_the_chances_of_its_closed_forms() {
        let approach = LogRandomWalk::new(0.08, 0.15).unwrap().towards(amount("3B"), amount("5B")).unwrap();
        for years in [1, 5, 10] {
            let by = year(2021 + years as i32);
            let at = walk().reached_in((amount("5B"), by)).unwrap().value();
            assert_abs_diff_eq!(at, approach.at_horizon(f64::from(years)).unwrap().value(), epsilon = 1e-12);
            let some = walk().reached_by((amount("5B"), by)).unwrap().value();
            assert_abs_diff_eq!(some, approach.by_horizon(years).unwrap().value(), epsilon = 1e-12);
        }
    }

    #[test]
    fn chances_of_several_targets_are_those_that_are_simulated() {
        let (five, ten) = ((amount("5B"), year(2026)), (amount("10B"), year(2031)));
        let both = walk().all_reached_by([five, ten]).unwrap().value();
        // Counted over paths of normal steps of one stream.
        let paths = 200_000;
        let simulated = {
            use rand_distr::{Distribution, StandardNormal};
            use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
            let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
            let drift = 0.08 - 0.15_f64.powi(2) / 2.0;
            let path = |_| {
                let (mut level, mut five, mut ten) = (3e9_f64.ln(), false, false);
                for years in 1..=10 {
                    let step: f64 = StandardNormal.sample(&mut random);
                    level += drift + 0.15 * step;
                    five |= years <= 5 && level >= 5e9_f64.ln();
                    ten |= level >= 1e10_f64.ln();
                }
                five && ten
            };
            (0..paths).map(path).filter(|both| *both).count() as f64 / f64::from(paths)
        };
        assert_abs_diff_eq!(both, simulated, epsilon = 5.0 * (both * (1.0 - both) / f64::from(paths)).sqrt());
        // What is implied changes nothing, nor does the order, nor a target that is met.
        let all = walk().all_reached_by([ten, (amount("4B"), year(2028)), five, (amount("2B"), year(2022))]).unwrap();
        assert_abs_diff_eq!(all.value(), both, epsilon = 1e-12);
        assert_eq!(walk().all_reached_by(Vec::<Target>::new()).unwrap(), Probability::CERTAIN);
    }

    #[test]
    fn a_bad_first_year_starts_anew_from_where_it_led() {
        let after = walk().after_first_year(Probability::new(0.1).unwrap()).unwrap();
        assert_eq!((after.start(), after.end().unwrap()), (year(2022), year(2031)));
        let from_there = LogRandomWalk::new(0.08, 0.15).unwrap().towards(after.amount(), amount("5B")).unwrap();
        let chance = after.reached_by((amount("5B"), year(2031))).unwrap().value();
        assert_abs_diff_eq!(chance, from_there.by_horizon(9).unwrap().value(), epsilon = 1e-12);
        let median = after.quantile(year(2031), Probability::EVEN).unwrap();
        assert_abs_diff_eq!(
            median.value() / (after.amount().value() * (9.0 * (0.08 - 0.011_25_f64)).exp()),
            1.0,
            epsilon = 1e-9
        );
    }

    #[test]
    fn amounts_and_growth_have_the_chance_asked_for() {
        let chance = Probability::new(0.8).unwrap();
        let reached = walk().amount_by_horizon(year(2026), chance).unwrap().unwrap();
        assert_abs_diff_eq!(walk().reached_by((reached, year(2026))).unwrap().value(), 0.8, epsilon = 1e-8);
        let growth = walk().needed_growth((amount("5B"), year(2026)), chance).unwrap();
        let needed =
            LogRandomWalk::of_log_growth(growth.log(), 0.15).unwrap().towards(amount("3B"), amount("5B")).unwrap();
        assert_abs_diff_eq!(needed.by_horizon(5).unwrap().value(), 0.8, epsilon = 1e-8);
        assert!(walk().needed_growth((amount("2B"), year(2026)), chance).is_err());
        assert!(walk().amount_by_horizon(year(2026), Probability::CERTAIN).is_err());
    }

    #[test]
    fn a_fitted_outlook_has_the_chance_asked_for_to_four_digits() {
        let amounts =
            (2000..=2020).map(|at| (year(at), Amount::new(1e9 + 1e8 * f64::from((at * 7) % 11)).unwrap().into()));
        let series = crate::series::Series::new(crate::currency::Currency::USD, amounts).unwrap();
        let outlook = Outlook::fitted(&series, &OutlookOptions::new()).unwrap();
        for (chance, by) in [(0.05, 2022), (0.5, 2021), (0.8, 2026), (0.97, 2030)] {
            let wanted = Probability::new(chance).unwrap();
            if let Some(reached) = outlook.amount_by_horizon(year(by), wanted).unwrap() {
                let found = outlook.reached_by((reached, year(by))).unwrap().value();
                assert_abs_diff_eq!(found, chance, epsilon = 1e-4);
            }
            let growth = outlook.needed_growth((amount("9B"), year(by)), wanted).unwrap();
            let years = f64::from(by - 2020);
            let median = outlook.quantile(year(by), Probability::EVEN).unwrap().value() / outlook.amount().value();
            let extra = growth.log() - median.ln() / years;
            let found =
                outlook.last_of(&outlook.by_each_year(9e9_f64.ln(), by as usize - 2020, |year| extra * year as f64));
            assert_abs_diff_eq!(found, chance, epsilon = 1e-4);
        }
    }

    #[test]
    fn a_start_that_is_off_is_off_in_every_year() {
        // Without growth or volatility, what the start may be is all there is: it reaches 1.2 times or never does.
        let at = |volatility: f64, uncertain: f64| {
            let walk = LogRandomWalk::of_log_growth(0.0, volatility).unwrap();
            let options = OutlookOptions::new().uncertain_start(uncertain);
            let outlook = Outlook::stated(walk, year(2021), amount("1B"), &options).unwrap();
            outlook.reached_by((amount("1.2B"), year(2031))).unwrap().value()
        };
        // By simulation of 400,000 starts and walks with numpy: 0.3423 at a volatility of 0.05 and an uncertainty of 0.2.
        assert_abs_diff_eq!(at(0.05, 0.2), 0.3423, epsilon = 0.01);
        assert!(at(0.05, 0.0) < at(0.05, 0.2));
    }

    #[test]
    fn periods_that_are_not_ahead_are_refused() {
        for wrong in [year(2021), year(2032), year(1990), "2025-Q1".parse().unwrap()] {
            assert!(walk().reached_by((amount("5B"), wrong)).is_err(), "{wrong}");
        }
        assert!(walk().arrival(Amount::ZERO).is_err());
        let met = walk().reached_by((amount("3B"), year(2022))).unwrap();
        assert_eq!(met, Probability::CERTAIN);
    }

    #[test]
    fn a_simulation_agrees() {
        let ensemble = Simulation::of(StatedGrowth::of(LogRandomWalk::new(0.08, 0.15).unwrap(), amount("3B")).unwrap())
            .seed(3)
            .run(&[amount("5B")])
            .unwrap();
        let by = walk().reached_by((amount("5B"), year(2031))).unwrap().value();
        assert_abs_diff_eq!(ensemble.targets()[0].by[9].value(), by, epsilon = 0.01);
    }

    proptest! {
        #[test]
        fn chances_are_monotone_in_time_and_target(
            drift in -3.0..3.0_f64, volatility in 0.0..1.5_f64, multiple in 0.3..20.0_f64
        ) {
            let outlook = Outlook::stated(
                LogRandomWalk::new(drift, volatility).unwrap(), year(2020), amount("1B"), &OutlookOptions::new().years(6)
            ).unwrap();
            let target = Amount::new(1e9 * multiple).unwrap();
            let arrival = outlook.arrival(target).unwrap();
            prop_assert!(arrival.by_year().is_sorted());
            let higher = outlook.arrival(Amount::new(1.2e9 * multiple).unwrap()).unwrap();
            prop_assert!(higher.by_year()[5].value() <= arrival.by_year()[5].value() + 1e-10);
            let at = outlook.reached_in((target, year(2026))).unwrap();
            prop_assert!(at.value() <= arrival.by_year()[5].value() + 1e-10);
            let both = outlook.all_reached_by([(target, year(2023)), (Amount::new(2e9 * multiple).unwrap(), year(2026))]).unwrap();
            prop_assert!(both.value() <= outlook.reached_by((target, year(2023))).unwrap().value() + 1e-9);
        }
    }
}
