//! Many simulated walks, and what they come to: quantiles by year and the chances of targets.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
use serde::Serialize;

use super::{probability::Probability, walk::Walk};
use crate::{
    amount::Amount,
    error::{Error, Result},
};

/// Paths of one stream of random numbers.
const BLOCK: u64 = 4096;
/// Into how many classes the levels of a year are counted.
const CLASSES: usize = 1 << 14;
/// How far the classes reach on both sides of the mean, in standard deviations: what is beyond counts as the last class.
const REACH: f64 = 10.0;
const MOST_PATHS: u64 = 1_000_000_000;
const MOST_YEARS: u32 = 1000;
const MOST_THREADS: usize = 64;

/// A simulation of a walk: how many paths, how long, from which seed.
///
/// Each block of 4,096 paths has a stream of its own (xoshiro256++, seeded by the seed and the block's number), and what is
/// kept are counts, so that a seed gives the same answer on any number of threads. Paths are not held: memory does not grow
/// with their number.
///
/// ```
/// use tradepath::outlook::{Simulation, Walk};
///
/// let walk = Walk::new(0.08, 0.15)?;
/// let ensemble = Simulation::of(walk).years(10).paths(100_000).seed(42).run("3B".parse()?, &["5B".parse()?])?;
/// let exact = walk.towards("3B".parse()?, "5B".parse()?)?.by_horizon(10)?;
/// assert!((ensemble.targets()[0].by[9].value() - exact.value()).abs() < 0.005);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[must_use]
pub struct Simulation {
    walk: Walk,
    years: u32,
    paths: u64,
    seed: u64,
    #[serde(skip)]
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
    /// The share of paths of which some year up to then reaches it.
    pub by: Vec<Probability>,
}

/// What the paths of a simulation come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ensemble {
    start: Amount,
    paths: u64,
    #[serde(skip)]
    years: Vec<Spread>,
    targets: Vec<TargetChances>,
}

/// How many paths are in each class of a year's log levels.
#[derive(Debug, Clone, PartialEq)]
struct Spread {
    low: f64,
    width: f64,
    counts: Vec<u32>,
}

impl Simulation {
    /// Of a walk: ten years, 100,000 paths, seed 0.
    pub fn of(walk: Walk) -> Self {
        Self { walk, years: 10, paths: 100_000, seed: 0, threads: None }
    }

    /// How many years: 1 to 1,000.
    pub fn years(self, years: u32) -> Self {
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

    /// How many threads to use; without it, one for each core. It changes nothing but the time.
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads), ..self }
    }

    /// Simulates the paths from a start, and counts those that reach the targets.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a number of paths or years out of range, and for an amount
    /// of zero.
    pub fn run(&self, start: Amount, targets: &[Amount]) -> Result<Ensemble> {
        let within = |what: &str, value: u64, most: u64| {
            let right = (1..=most).contains(&value);
            if right { Ok(()) } else { Err(Error::out_of_range(what, value, format!("between 1 and {most}"))) }
        };
        within("the number of paths", self.paths, MOST_PATHS)?;
        within("the number of years", self.years.into(), MOST_YEARS.into())?;
        let distance = |target: &Amount| Ok(self.walk.towards(start, *target)?.distance());
        let distances: Vec<f64> = targets.iter().map(distance).collect::<Result<_>>()?;
        self.walk.towards(start, start)?;
        let counts = self.count(&distances);
        Ok(self.ensemble(start, targets, counts))
    }

    fn count(&self, distances: &[f64]) -> Counts {
        let blocks = self.paths.div_ceil(BLOCK);
        let next = AtomicU64::new(0);
        let total = Mutex::new(Counts::new(self, distances.len()));
        let work = || {
            let mut counts = Counts::new(self, distances.len());
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks {
                    break;
                }
                counts.add_block(self, block, distances);
            }
            total.lock().unwrap_or_else(PoisonError::into_inner).merge(&counts);
        };
        let cores = || thread::available_parallelism().map_or(1, |cores| cores.get());
        let threads = self.threads.unwrap_or_else(cores).clamp(1, MOST_THREADS);
        thread::scope(|scope| {
            let spawned: Vec<_> =
                (1..threads).map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
            work();
            drop(spawned);
        });
        total.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn ensemble(&self, start: Amount, targets: &[Amount], counts: Counts) -> Ensemble {
        let share = |count: u64| Probability::rounded(count as f64 / self.paths as f64);
        let years = self.years as usize;
        let chances = |(at, target): (usize, &Amount)| {
            let of_target = at * years..(at + 1) * years;
            let first = counts.first[of_target.clone()].iter().scan(0, |sum, count| {
                *sum += count;
                Some(share(*sum))
            });
            let by = first.collect();
            TargetChances { target: *target, at: counts.at[of_target].iter().map(|count| share(*count)).collect(), by }
        };
        let targets = targets.iter().enumerate().map(chances).collect();
        let spreads = counts.classes.chunks(CLASSES).zip(self.ranges()).map(|(classes, (low, width))| Spread {
            low,
            width,
            counts: classes.to_vec(),
        });
        Ensemble { start, paths: self.paths, years: spreads.collect(), targets }
    }

    /// Where the classes of each year begin, and how wide they are.
    fn ranges(&self) -> impl Iterator<Item = (f64, f64)> {
        let (drift, volatility) = (self.walk.log_drift(), self.walk.volatility());
        (1..=self.years).map(move |year| {
            let (mean, reach) = (drift * f64::from(year), REACH * volatility * f64::from(year).sqrt());
            (mean - reach, 2.0 * reach / CLASSES as f64)
        })
    }
}

/// Counts over paths, of which those of several blocks add up to the same whatever the order.
struct Counts {
    /// By year and class; a billion paths fit.
    classes: Vec<u32>,
    /// By target and year: at or above it in that year, and for the first time.
    at: Vec<u64>,
    first: Vec<u64>,
}

impl Counts {
    fn new(simulation: &Simulation, targets: usize) -> Self {
        let years = simulation.years as usize;
        Self { classes: vec![0; years * CLASSES], at: vec![0; years * targets], first: vec![0; years * targets] }
    }

    fn merge(&mut self, other: &Self) {
        for (sum, count) in self.classes.iter_mut().zip(&other.classes) {
            *sum += count;
        }
        for (sums, counts) in [(&mut self.at, &other.at), (&mut self.first, &other.first)] {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }

    /// Simulates one block, year by year over all its paths.
    fn add_block(&mut self, simulation: &Simulation, block: u64, distances: &[f64]) {
        // Two odd constants keep neighbouring seeds and blocks apart (SplitMix64's and its own square root's).
        let stream = simulation.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ block.wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mut random = Xoshiro256PlusPlus::seed_from_u64(stream);
        let paths = BLOCK.min(simulation.paths - block * BLOCK) as usize;
        let (drift, volatility) = (simulation.walk.log_drift(), simulation.walk.volatility());
        let years = simulation.years as usize;
        let mut levels = vec![0.0_f64; paths];
        let mut waiting = vec![true; paths * distances.len()];
        for (year, (low, width)) in simulation.ranges().enumerate() {
            let classes = &mut self.classes[year * CLASSES..(year + 1) * CLASSES];
            let per_class = if width > 0.0 { width.recip() } else { 0.0 };
            for level in &mut levels {
                let step: f64 = StandardNormal.sample(&mut random);
                *level += drift + volatility * step;
            }
            for level in &levels {
                // A cast stops at the ends.
                let class = ((level - low) * per_class) as u32;
                classes[(class as usize).min(CLASSES - 1)] += 1;
            }
            for (target, distance) in distances.iter().enumerate() {
                let place = target * years + year;
                let waiting = &mut waiting[target * paths..(target + 1) * paths];
                let (mut at, mut first) = (0_u32, 0_u32);
                for (level, waits) in levels.iter().zip(waiting) {
                    let reached = level >= distance;
                    at += u32::from(reached);
                    first += u32::from(reached & *waits);
                    *waits &= !reached;
                }
                self.at[place] += u64::from(at);
                self.first[place] += u64::from(first);
            }
        }
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

    /// The amount under which a share of the paths is in a year, counted from 1: 0.5 for the median. Right to about a
    /// thousandth of a standard deviation, which is less than a million paths vary by.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a year that was not simulated, or an amount that is more
    /// than a number can be.
    pub fn quantile(&self, year: u32, share: Probability) -> Result<Amount> {
        let spread = usize::try_from(year)
            .ok()
            .and_then(|year| self.years.get(year.checked_sub(1)?))
            .ok_or_else(|| Error::out_of_range("the year", year, format!("between 1 and {}", self.years.len())))?;
        Amount::new(self.start.value() * spread.quantile(share.value() * self.paths as f64).exp())
    }
}

impl Spread {
    /// The log level under which so many paths are, as if those of a class lay evenly in it.
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

    fn run(simulation: Simulation) -> Ensemble {
        simulation.run("3B".parse().unwrap(), &["5B".parse().unwrap(), "10B".parse().unwrap()]).unwrap()
    }

    #[test]
    fn simulated_chances_are_those_of_the_closed_form_and_the_recursion() {
        let walk = Walk::new(0.08, 0.15).unwrap();
        let ensemble = run(Simulation::of(walk).paths(400_000).seed(7));
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
        let ensemble = run(Simulation::of(walk).years(4).paths(400_000).seed(1));
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
        let simulation = Simulation::of(Walk::new(0.05, 0.3).unwrap()).paths(50_001).seed(3);
        let one = run(simulation.threads(1));
        for threads in [2, 3, 9, 1000] {
            assert_eq!(run(simulation.threads(threads)), one);
        }
        assert_ne!(run(simulation.seed(4)).targets(), one.targets());
    }

    #[test]
    fn what_is_degenerate_is_defined() {
        let sure = run(Simulation::of(Walk::new(0.1, 0.0).unwrap()).paths(10));
        assert_eq!((sure.targets()[0].by[4], sure.targets()[0].by[5]), (Probability::NEVER, Probability::CERTAIN));
        let median = sure.quantile(10, Probability::new(0.5).unwrap()).unwrap().value();
        assert!((median / 3e9 - 1_f64.exp()).abs() < 1e-12);
        let wild = run(Simulation::of(Walk::new(-3.0, 10.0).unwrap()).paths(5000).years(30));
        assert!(wild.targets().iter().all(|of| of.by.is_sorted() && of.at.iter().zip(&of.by).all(|(at, by)| at <= by)));
        let refused = |simulation: Simulation| simulation.run("3B".parse().unwrap(), &[]).unwrap_err().to_string();
        let walk = Simulation::of(Walk::new(0.1, 0.1).unwrap());
        assert!(refused(walk.paths(0)).contains("the number of paths is 0"));
        assert!(refused(walk.paths(1_000_000_000_000)).contains("between 1 and 1000000000"));
        assert!(
            refused(walk.years(0)).contains("the number of years is 0") && refused(walk.years(10_000)).contains("1000")
        );
        assert!(walk.run(Amount::ZERO, &[]).is_err());
    }
}
