//! Counts of paths by place and by target reached. Counts of blocks add up to the same in any order.

use crate::simulation::{simulation::Simulation, steps::Steps};

/// The places at or above which targets are reached: by target and year, and by year and part of a sum.
pub(crate) struct Barriers {
    pub targets: Vec<Vec<f64>>,
    pub parts: Vec<Vec<f64>>,
}

/// Counts over paths. Sums of whole numbers are the same in any order, and so on any number of threads.
pub(crate) struct Counts {
    /// By year and class. The most paths, a billion, fit into 32 bits.
    pub classes: Vec<u32>,
    /// By target and year: paths at or above the target in that year.
    pub at: Vec<u64>,
    /// By target and year: paths at or above the target for the first time.
    pub first: Vec<u64>,
    /// By year: paths in which the last of the parts reaches its own target.
    pub all_parts: Vec<u64>,
}

impl Counts {
    pub fn new(simulation: &Simulation, targets: usize) -> Self {
        let years = simulation.years;
        let classes = if simulation.chances_only { 0 } else { years * CLASSES };
        let (at, first) = (vec![0; years * targets], vec![0; years * targets]);
        Self { classes: vec![0; classes], at, first, all_parts: vec![0; years] }
    }

    /// Adds the counts of other blocks.
    pub fn merge(&mut self, other: &Self) {
        for (sum, count) in self.classes.iter_mut().zip(&other.classes) {
            *sum += count;
        }
        let both =
            [(&mut self.at, &other.at), (&mut self.first, &other.first), (&mut self.all_parts, &other.all_parts)];
        for (sums, counts) in both {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }

    /// Simulates one block, year by year over all its paths, and counts them. `ranges` are the ends of each year's
    /// classes.
    pub fn add_block(&mut self, simulation: &Simulation, block: u64, barriers: &Barriers, ranges: &[(f64, f64)]) {
        let Simulation { model, seed, years, .. } = simulation;
        let first = block * BLOCK;
        let paths = BLOCK.min(simulation.paths - first) as usize;
        let mut steps = if simulation.sobol {
            Steps::even(*seed, first, paths, model.parts(), *years)
        } else {
            Steps::random(*seed, block, model.shocks())
        };
        let mut places = model.start(paths);
        let mut waiting = vec![true; paths * barriers.targets.len()];
        let mut parts = Parts::new(paths, barriers);
        for (year, range) in ranges.iter().enumerate() {
            model.advance(year + 1, &mut places, |part| steps.fill(part));
            // There are no classes where chances alone are asked for.
            if let Some(classes) = self.classes.get_mut(year * CLASSES..(year + 1) * CLASSES) {
                classify(classes, *range, &places.of_paths);
            }
            if let Some(barriers) = barriers.parts.get(year) {
                self.all_parts[year] += parts.last_reached(barriers, &places.parts);
            }
            for (target, barriers) in barriers.targets.iter().enumerate() {
                let waiting = &mut waiting[target * paths..(target + 1) * paths];
                let (at, first) = reached(barriers[year], &places.of_paths, waiting);
                self.at[target * years + year] += u64::from(at);
                self.first[target * years + year] += u64::from(first);
            }
        }
    }
}

/// The parts of each path that have not reached their targets yet.
struct Parts {
    /// By part and path: whether it has yet to reach its target.
    waiting: Vec<Vec<bool>>,
    /// By path: how many parts have yet to reach theirs.
    open: Vec<usize>,
}

impl Parts {
    fn new(paths: usize, barriers: &Barriers) -> Self {
        let parts = barriers.parts.first().map_or(0, Vec::len);
        Self { waiting: vec![vec![true; paths]; parts], open: vec![parts; paths] }
    }

    /// The number of paths whose last open part reaches its target in this year.
    fn last_reached(&mut self, barriers: &[f64], places: &[Vec<f64>]) -> u64 {
        let mut last = 0;
        for ((waiting, barrier), places) in self.waiting.iter_mut().zip(barriers).zip(places) {
            for ((waits, place), open) in waiting.iter_mut().zip(places).zip(&mut self.open) {
                if *waits && place >= barrier {
                    *waits = false;
                    *open -= 1;
                    last += u64::from(*open == 0);
                }
            }
        }
        last
    }
}

/// Counts places by class between two ends; those beyond an end count in the class next to it.
fn classify(classes: &mut [u32], (low, high): (f64, f64), places: &[f64]) {
    // Without volatility all places are the same, and the first class takes them.
    let per_class = if high > low { CLASSES as f64 / (high - low) } else { 0.0 };
    for place in places {
        // A cast from a float saturates: places below the low end come out as class 0.
        let class = ((place - low) * per_class) as u32;
        classes[(class as usize).min(CLASSES - 1)] += 1;
    }
}

/// The number of paths at or above a barrier, and the number of these that are so for the first time.
fn reached(barrier: f64, places: &[f64], waiting: &mut [bool]) -> (u32, u32) {
    let (mut at, mut first) = (0_u32, 0_u32);
    for (place, waits) in places.iter().zip(waiting) {
        let reached = *place >= barrier;
        at += u32::from(reached);
        first += u32::from(reached & *waits);
        *waits &= !reached;
    }
    (at, first)
}

/// The paths that share one stream of random numbers.
pub(crate) const BLOCK: u64 = 4096;

/// The number of classes by which the paths of a year are counted.
pub(crate) const CLASSES: usize = 1 << 14;
