//! Many simulated paths, and what they come to: quantiles by year and the chances of targets.

mod counts;
mod model;
mod stated;
mod steps;
mod sum;

use std::{
    ops::ControlFlow,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use serde::Serialize;

pub use stated::{Shocks, StatedGrowth};
pub use sum::Sum;

use super::{ahead::Outlook, probability::Probability};
use crate::{
    amount::Amount,
    error::{Error, ErrorKind, Result},
};
use counts::{Barriers, Counts};
use model::Model;
use steps::MOST_DIMENSIONS;

/// Paths of one stream of random numbers.
const BLOCK: u64 = 4096;
/// Into how many classes the places of a year are counted.
const CLASSES: usize = 1 << 14;
const MOST_PATHS: u64 = 1_000_000_000;
const MOST_THREADS: usize = 64;

/// A simulation: of what, how many paths, how long, from which seed.
///
/// Each block of 4,096 paths has a stream of its own (xoshiro256++, seeded by the seed and the block's number), and what is
/// kept are counts, so that a seed gives the same answer on any number of threads. Paths are not held: memory does not grow
/// with their number.
///
/// ```
/// use tradepath::outlook::{Simulation, StatedGrowth, Walk};
///
/// let walk = Walk::new(0.08, 0.15)?;
/// let growth = StatedGrowth::of(walk, "3B".parse()?)?;
/// let ensemble = Simulation::of(growth).years(10).paths(100_000).seed(42).run(&["5B".parse()?])?;
/// let exact = walk.towards("3B".parse()?, "5B".parse()?)?.by_horizon(10)?;
/// assert!((ensemble.targets()[0].by[9].value() - exact.value()).abs() < 0.005);
///
/// // Points that fill space evenly come nearer with a tenth of the paths.
/// let even = Simulation::of(growth).years(10).paths(8_192).evenly().run(&["5B".parse()?])?;
/// assert!((even.targets()[0].by[9].value() - exact.value()).abs() < 0.002);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Simulation {
    model: Model,
    years: usize,
    paths: u64,
    seed: u64,
    part_targets: Vec<Amount>,
    evenly: bool,
    chances_only: bool,
    threads: Option<usize>,
}

/// How often a target was reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TargetChances {
    /// The target.
    pub target: Amount,
    /// The share of paths whose total of that year reaches it, the first year after the start first.
    pub at: Vec<Probability>,
    /// The share of paths of which some year up to then reaches it; all, where the start does.
    pub by: Vec<Probability>,
}

/// What the paths of a simulation come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ensemble {
    paths: u64,
    #[serde(skip)]
    model: Model,
    /// By year; none where chances alone were asked for.
    #[serde(skip)]
    years: Vec<Spread>,
    targets: Vec<TargetChances>,
    all_parts: Vec<Probability>,
}

/// How many paths are in each class of a year's places.
#[derive(Debug, Clone, PartialEq)]
struct Spread {
    low: f64,
    width: f64,
    counts: Vec<u32>,
}

impl Simulation {
    fn new(model: Model, years: usize) -> Self {
        let part_targets = Vec::new();
        Self { model, years, paths: 100_000, seed: 0, part_targets, evenly: false, chances_only: false, threads: None }
    }

    /// Of growth as stated: ten years, 100,000 paths, seed 0.
    pub fn of(growth: StatedGrowth) -> Self {
        Self::new(growth.into(), 10)
    }

    /// Of an outlook, as long as it reaches: 100,000 paths, seed 0.
    pub fn of_outlook(outlook: Outlook) -> Self {
        let years = outlook.years.len();
        Self::new(outlook.into(), years)
    }

    /// Of several outlooks' sum, as long as all of them reach: 100,000 paths, seed 0.
    pub fn of_sum(sum: Sum) -> Self {
        let years = sum.years();
        Self::new(sum.into(), years)
    }

    /// How many years: 1 to 1,000, and no more than an outlook reaches.
    pub fn years(self, years: usize) -> Self {
        Self { years, ..self }
    }

    /// How many paths: 1 to a billion.
    pub fn paths(self, paths: u64) -> Self {
        Self { paths, ..self }
    }

    /// From which seed.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// With quasi-random points, which fill space more evenly than random ones: Owen-scrambled Sobol points, put together as
    /// walks by a Brownian bridge. Chances come several times nearer with as many paths; best are powers of two. For normal
    /// growth without persistence, and up to 256 years and parts together.
    pub fn evenly(self) -> Self {
        Self { evenly: true, ..self }
    }

    /// With a target for each part of a sum: see [`Ensemble::all_parts`].
    pub fn part_targets(self, targets: impl IntoIterator<Item = Amount>) -> Self {
        Self { part_targets: targets.into_iter().collect(), ..self }
    }

    /// Without quantiles, which takes less time.
    pub fn chances_only(self) -> Self {
        Self { chances_only: true, ..self }
    }

    /// How many threads to use; without it, one for each core. It changes nothing but the time.
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads), ..self }
    }

    /// Simulates the paths, and counts those that reach the targets.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a number of paths or years out of range, and for a target of zero;
    /// [`ErrorKind::Contradiction`] for quasi-random points with persistence or tails.
    pub fn run(&self, targets: &[Amount]) -> Result<Ensemble> {
        self.run_watched(targets, |_| ControlFlow::Continue(()))
    }

    /// The same, telling now and then which share is done, and stopping where the answer is to.
    ///
    /// # Errors
    /// Those of [`run`](Self::run), and [`ErrorKind::Stopped`].
    pub fn run_watched(
        &self,
        targets: &[Amount],
        watch: impl FnMut(f64) -> ControlFlow<()> + Send,
    ) -> Result<Ensemble> {
        self.check()?;
        let years = 1..=self.years;
        let barriers: Vec<Vec<f64>> = targets
            .iter()
            .map(|target| years.clone().map(|year| self.model.barrier(*target, year)).collect())
            .collect::<Result<_>>()?;
        let barriers = Barriers { targets: barriers, parts: self.model.part_barriers(&self.part_targets, self.years)? };
        let counts = self.count(&barriers, watch)?;
        Ok(self.ensemble(targets, counts))
    }

    fn check(&self) -> Result<()> {
        if !(1..=MOST_PATHS).contains(&self.paths) {
            return Err(Error::out_of_range("the number of paths", self.paths, format!("between 1 and {MOST_PATHS}")));
        }
        let most = self.model.most_years();
        if !(1..=most).contains(&self.years) {
            return Err(Error::out_of_range("the number of years", self.years, format!("between 1 and {most}")));
        }
        if self.evenly {
            self.model.is_walk()?;
            let dimensions = self.years * self.model.parts();
            if dimensions > MOST_DIMENSIONS {
                let accepted = format!("at most {MOST_DIMENSIONS} for quasi-random points");
                return Err(Error::out_of_range("the number of years and parts together", dimensions, accepted));
            }
        }
        Ok(())
    }

    fn count(&self, barriers: &Barriers, watch: impl FnMut(f64) -> ControlFlow<()> + Send) -> Result<Counts> {
        let blocks = self.paths.div_ceil(BLOCK);
        let (next, stopped) = (AtomicU64::new(0), AtomicBool::new(false));
        let total = Mutex::new(Counts::new(self, barriers.targets.len()));
        let watch = Mutex::new(watch);
        let ranges: Vec<(f64, f64)> = (1..=self.years).map(|year| self.model.range(year)).collect();
        let work = || {
            let mut counts = Counts::new(self, barriers.targets.len());
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks || stopped.load(Ordering::Relaxed) {
                    break;
                }
                counts.add_block(self, block, barriers, &ranges);
                if watch.lock().unwrap_or_else(PoisonError::into_inner)((block + 1) as f64 / blocks as f64).is_break() {
                    stopped.store(true, Ordering::Relaxed);
                }
            }
            total.lock().unwrap_or_else(PoisonError::into_inner).merge(&counts);
        };
        let cores = || thread::available_parallelism().map_or(1, |cores| cores.get());
        let threads = self.threads.unwrap_or_else(cores).clamp(1, MOST_THREADS.min(blocks as usize));
        thread::scope(|scope| {
            let spawned: Vec<_> =
                (1..threads).map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
            work();
            drop(spawned);
        });
        if stopped.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorKind::Stopped));
        }
        Ok(total.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn ensemble(&self, targets: &[Amount], counts: Counts) -> Ensemble {
        let share = |count: u64| Probability::rounded(count as f64 / self.paths as f64);
        let chances = |(at, target): (usize, &Amount)| {
            let of_target = at * self.years..(at + 1) * self.years;
            let first = counts.first[of_target.clone()].iter().scan(0, |sum, count| {
                *sum += count;
                Some(share(*sum))
            });
            let met = self.model.is_met(*target);
            let by = first.map(|by| if met { Probability::CERTAIN } else { by }).collect();
            TargetChances { target: *target, at: counts.at[of_target].iter().map(|count| share(*count)).collect(), by }
        };
        let targets = targets.iter().enumerate().map(chances).collect();
        let spreads = counts.classes.chunks(CLASSES).zip(1..).map(|(classes, year)| {
            let (low, high) = self.model.range(year);
            Spread { low, width: (high - low) / CLASSES as f64, counts: classes.to_vec() }
        });
        let years = spreads.collect();
        let mut together = 0;
        let asked = counts.all_parts.iter().filter(|_| !self.part_targets.is_empty());
        let all_parts = asked.map(|first| {
            together += first;
            share(together)
        });
        let all_parts = all_parts.collect();
        Ensemble { paths: self.paths, model: self.model.clone(), years, targets, all_parts }
    }
}

impl Ensemble {
    /// How many paths there were.
    pub fn paths(&self) -> u64 {
        self.paths
    }

    /// How often each target was reached, in the order in which they were given.
    pub fn targets(&self) -> &[TargetChances] {
        &self.targets
    }

    /// The share of paths of which every part of the sum has reached its own target, each by some year up to then; the first year
    /// first. Empty without [targets of parts](Simulation::part_targets).
    pub fn all_parts(&self) -> &[Probability] {
        &self.all_parts
    }

    /// The amount under which a share of the paths is in a year, counted from 1: 0.5 for the median. Right to about a
    /// thousandth of a standard deviation, which is less than a million paths vary by.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a year that was not simulated, where chances alone were asked for, or for an amount
    /// that is more than a number can be.
    pub fn quantile(&self, year: usize, share: Probability) -> Result<Amount> {
        let spread = year.checked_sub(1).and_then(|at| self.years.get(at)).ok_or_else(|| {
            Error::out_of_range("the year", year, format!("one of the {} simulated with quantiles", self.years.len()))
        })?;
        Amount::new(self.model.log(year, spread.quantile(share.value() * self.paths as f64)).exp())
    }
}

impl Spread {
    /// The place under which so many paths are, as if those of a class lay evenly in it.
    fn quantile(&self, wanted: f64) -> f64 {
        let mut below = 0.0;
        for (class, count) in self.counts.iter().map(|count| f64::from(*count)).enumerate() {
            if count > 0.0 && below + count >= wanted {
                return self.low + self.width * (class as f64 + ((wanted - below) / count).max(0.0));
            }
            below += count;
        }
        self.low + self.width * CLASSES as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outlook::{OutlookOptions, Walk};

    fn of(walk: Walk) -> Simulation {
        Simulation::of(StatedGrowth::of(walk, "3B".parse().unwrap()).unwrap())
    }

    fn run(simulation: Simulation) -> Ensemble {
        simulation.run(&["5B".parse().unwrap(), "10B".parse().unwrap()]).unwrap()
    }

    #[test]
    fn simulated_chances_are_those_of_the_closed_form_and_the_recursion() {
        let walk = Walk::new(0.08, 0.15).unwrap();
        let ensemble = run(of(walk).paths(400_000).seed(7));
        for (chances, target) in ensemble.targets().iter().zip(["5B", "10B"]) {
            let approach = walk.towards("3B".parse().unwrap(), target.parse().unwrap()).unwrap();
            for (year, by) in approach.by_each_year(10).unwrap().iter().enumerate() {
                let at = approach.at_horizon(year as f64 + 1.0).unwrap();
                for (simulated, exact) in [(chances.by[year], by.value()), (chances.at[year], at.value())] {
                    // Five standard errors.
                    let error = 5.0 * (exact * (1.0 - exact) / 400_000.0).sqrt() + 1e-9;
                    assert!((simulated.value() - exact).abs() <= error, "{target} {year}: {simulated:?} {exact}");
                }
            }
        }
    }

    #[test]
    fn quantiles_are_those_of_the_lognormal() {
        let walk = Walk::of_log_growth(0.05, 0.2).unwrap();
        let ensemble = run(of(walk).years(4).paths(400_000).seed(1));
        // Phi^-1 of 0.025, 0.5 and 0.9.
        for (share, normal) in [(0.025, -1.959_964_f64), (0.5, 0.0), (0.9, 1.281_552)] {
            let found = ensemble.quantile(4, Probability::new(share).unwrap()).unwrap().value();
            let expected = 3e9 * (0.2 + 0.4 * normal).exp();
            assert!((found / expected - 1.0).abs() < 0.006, "{share}: {found} {expected}");
        }
        assert!(
            ensemble.quantile(5, Probability::CERTAIN).is_err() && ensemble.quantile(0, Probability::CERTAIN).is_err()
        );
    }

    #[test]
    fn a_seed_gives_the_same_answer_on_any_number_of_threads() {
        let simulation = of(Walk::new(0.05, 0.3).unwrap()).paths(50_001).seed(3);
        let one = run(simulation.clone().threads(1));
        for threads in [2, 3, 9, 1000] {
            assert_eq!(run(simulation.clone().threads(threads)), one);
        }
        assert_ne!(run(simulation.seed(4)).targets(), one.targets());
    }

    #[test]
    fn what_is_degenerate_is_defined() {
        let sure = run(of(Walk::new(0.1, 0.0).unwrap()).paths(10));
        assert_eq!((sure.targets()[0].by[4], sure.targets()[0].by[5]), (Probability::NEVER, Probability::CERTAIN));
        let median = sure.quantile(10, Probability::new(0.5).unwrap()).unwrap().value();
        assert!((median / 3e9 - 1_f64.exp()).abs() < 1e-12);
        let wild = run(of(Walk::new(-3.0, 10.0).unwrap()).paths(5000).years(30));
        assert!(wild.targets().iter().all(|of| of.by.is_sorted() && of.at.iter().zip(&of.by).all(|(at, by)| at <= by)));
        let refused = |simulation: Simulation| simulation.run(&[]).unwrap_err().to_string();
        let walk = of(Walk::new(0.1, 0.1).unwrap());
        assert!(refused(walk.clone().paths(0)).contains("the number of paths is 0"));
        assert!(refused(walk.clone().paths(1_000_000_000_000)).contains("between 1 and 1000000000"));
        assert!(
            refused(walk.clone().years(0)).contains("the number of years is 0")
                && refused(walk.clone().years(10_000)).contains("1000")
        );
        assert!(walk.run(&[Amount::ZERO]).is_err());
        assert!(StatedGrowth::of(Walk::new(0.1, 0.1).unwrap(), Amount::ZERO).is_err());
    }

    #[test]
    fn an_outlook_is_simulated_to_the_chances_it_answers() {
        let history: Vec<_> = (2000..2021)
            .map(|year| {
                let amount = 1e9 * (1.0 + 0.1 * f64::from(year - 2000)) * (1.0 + 0.2 * f64::from(year % 3));
                (crate::Period::year(year).unwrap(), Amount::new(amount).unwrap().into())
            })
            .collect();
        let series = crate::Series::new(crate::Currency::USD, history).unwrap();
        let outlook = Outlook::fitted(&series, &OutlookOptions::new().years(6)).unwrap();
        let target: Amount = "5B".parse().unwrap();
        let ensemble = Simulation::of_outlook(outlook.clone()).paths(200_000).seed(9).run(&[target]).unwrap();
        for (year, period) in (1..).zip(outlook.periods()) {
            let simulated = &ensemble.targets()[0];
            for (simulated, exact) in [
                (simulated.by[year - 1], outlook.by_horizon(target, period).unwrap()),
                (simulated.at[year - 1], outlook.at_horizon(target, period).unwrap()),
            ] {
                assert!((simulated.value() - exact.value()).abs() < 0.005, "{period}: {simulated:?} {exact:?}");
            }
            let (median, exact) = (
                ensemble.quantile(year, Probability::EVEN).unwrap(),
                outlook.quantile(period, Probability::EVEN).unwrap(),
            );
            assert!((median.value() / exact.value() - 1.0).abs() < 0.01, "{period}: {median} {exact}");
        }
    }

    #[test]
    fn evenly_spread_points_come_nearer() {
        let walk = Walk::new(0.08, 0.15).unwrap();
        let target: Amount = "5B".parse().unwrap();
        let exact = walk.towards("3B".parse().unwrap(), target).unwrap().by_horizon(10).unwrap().value();
        let error = |simulation: &Simulation| {
            let squares = (0..20).map(|seed| {
                let ensemble = simulation.clone().paths(8192).seed(seed).chances_only().run(&[target]).unwrap();
                (ensemble.targets()[0].by[9].value() - exact).powi(2)
            });
            (squares.sum::<f64>() / 20.0).sqrt()
        };
        let (random, even) = (error(&of(walk)), error(&of(walk).evenly()));
        assert!(even < random / 4.0, "{even} {random}");
    }

    #[test]
    fn growth_that_lasts_and_parts_that_go_together_spread_as_their_formulas_say() {
        let walk = Walk::of_log_growth(0.02, 0.1).unwrap();
        let half = |simulation: Simulation, year: usize| {
            let ensemble = simulation.paths(400_000).seed(2).run(&[]).unwrap();
            let at = |share: f64| ensemble.quantile(year, Probability::new(share).unwrap()).unwrap().value().ln();
            (at(0.841_344_746) - at(0.158_655_254)) / 2.0
        };
        let growth = StatedGrowth::of(walk, "1B".parse().unwrap()).unwrap().persistence(0.6).unwrap();
        // The variance of a sum of five years, each correlated by 0.6 to the power of the years between.
        let lags: f64 = (1..5).map(|apart| f64::from(5 - apart) * 0.6_f64.powi(apart)).sum();
        let expected = 0.1 * (5.0 + 2.0 * lags).sqrt();
        let found = half(Simulation::of(growth).years(5), 5);
        assert!((found / expected - 1.0).abs() < 0.01, "{found} {expected}");
        let part = |amount: &str| {
            let options = OutlookOptions::new().years(3);
            Outlook::stated(walk, "2021".parse().unwrap(), amount.parse().unwrap(), &options).unwrap()
        };
        // Of parts that are independent, the chances multiply; of one that is met already, it is the other's.
        let alone = part("2B").by_horizon("2.5B".parse().unwrap(), "2024".parse().unwrap()).unwrap().value();
        let both = |second: &str| {
            let sum = Sum::of(vec![part("2B"), part("2B")], 0.0).unwrap();
            let targets = ["2.5B", second].map(|target| target.parse().unwrap());
            let simulation = Simulation::of_sum(sum).paths(200_000).chances_only().part_targets(targets);
            simulation.run(&[]).unwrap().all_parts()[2].value()
        };
        assert!((both("2.5B") - alone * alone).abs() < 0.002 && (both("1B") - alone).abs() < 0.005, "{alone}");
        assert!(Simulation::of_outlook(part("1B")).part_targets(["2B".parse().unwrap()]).run(&[]).is_err());
        // Parts that go together fully are one.
        let whole = Simulation::of_sum(Sum::of(vec![part("2B"), part("1B")], 1.0).unwrap());
        assert!((half(whole, 3) / (0.1 * 3_f64.sqrt()) - 1.0).abs() < 0.01);
        assert!(Sum::of(vec![part("1B"); 3], -0.6).is_err() && Sum::of(Vec::new(), 0.0).is_err());
    }

    #[test]
    fn work_can_be_watched_and_stopped() {
        let simulation = of(Walk::new(0.1, 0.1).unwrap()).paths(100_000);
        let mut seen = 0;
        let stopped = simulation.run_watched(&[], |_| {
            seen += 1;
            if seen > 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped.unwrap_err().kind(), ErrorKind::Stopped));
        let growth = StatedGrowth::of(Walk::new(0.1, 0.1).unwrap(), "1B".parse().unwrap()).unwrap();
        assert!(growth.persistence(1.0).is_err() && growth.shocks(Shocks::StudentT { freedom: 2.0 }).is_err());
        let lasting = growth.persistence(0.3).unwrap();
        assert!(
            Simulation::of(lasting).evenly().run(&[]).is_err()
                && Simulation::of(growth).evenly().years(300).run(&[]).is_err()
        );
    }
}
