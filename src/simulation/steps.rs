//! The random steps of a simulation: numbers of mean 0 and variance 1 for every path, year and part.

use rand_distr::{Distribution, StandardNormal, StudentT};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
use sobol_burley::{NUM_DIMENSIONS, sample};

use crate::{simulation::stated::Shocks, stats::quantile};

/// The number of points of one Sobol sequence.
const SEQUENCE: u64 = 1 << 16;
/// Half the least difference of two points. It keeps a point off zero, whose normal score is infinite.
const HALF_A_POINT: f64 = 1.0 / (1_u64 << 25) as f64;
/// Odd constants that keep the streams of neighbouring seeds and blocks apart (from the SplitMix64 generator).
const APART: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9];

/// The most years times parts of a quasi-random simulation: Sobol points have no more dimensions.
pub(crate) const MOST_DIMENSIONS: usize = NUM_DIMENSIONS as usize;

/// The steps of a block, year by year and part by part.
pub(crate) enum Steps {
    /// From the block's own random stream (xoshiro256++, seeded by seed and block).
    Random { random: Xoshiro256PlusPlus, shocks: Shocks },
    /// From quasi-random points, for all years and parts at once.
    Even { scores: Vec<Vec<f64>>, next: usize },
}

impl Steps {
    /// Steps from the random stream of a block.
    pub fn random(seed: u64, block: u64, shocks: Shocks) -> Self {
        let stream = seed.wrapping_mul(APART[0]) ^ block.wrapping_mul(APART[1]);
        Self::Random { random: Xoshiro256PlusPlus::seed_from_u64(stream), shocks }
    }

    /// Steps from Owen-scrambled Sobol points, from the path `first` on, put together by a Brownian bridge: the first
    /// dimensions decide where each part ends, the next ones where it stands halfway, and so on. The first dimensions
    /// are the most even ones, and where a path ends matters most.
    pub fn even(seed: u64, first: u64, paths: usize, parts: usize, years: usize) -> Self {
        let bridge = Bridge::over(years);
        let mut scores = vec![vec![0.0; paths]; parts * years];
        let mut levels = vec![0.0; years];
        for path in 0..paths {
            let index = first + path as u64;
            let sequence = ((seed.wrapping_mul(APART[0]) ^ (index / SEQUENCE).wrapping_mul(APART[1])) >> 32) as u32;
            for part in 0..parts {
                let point = |at: usize| {
                    let dimension = (at * parts + part) as u32;
                    quantile(f64::from(sample((index % SEQUENCE) as u32, dimension, sequence)) + HALF_A_POINT)
                };
                bridge.levels(point, &mut levels);
                let mut before = 0.0;
                for (scores, level) in scores.iter_mut().skip(part).step_by(parts).zip(&levels) {
                    scores[path] = level - before;
                    before = *level;
                }
            }
        }
        Self::Even { scores, next: 0 }
    }

    /// Writes the steps of the next part; after the last part, those of the first part in the next year.
    pub fn fill(&mut self, steps: &mut [f64]) {
        match self {
            Self::Random { random, shocks: Shocks::Normal } => {
                steps.iter_mut().for_each(|step| *step = StandardNormal.sample(random));
            }
            Self::Random { random, shocks: Shocks::StudentT { freedom } } => {
                // Two degrees of freedom or fewer would have no variance; they cannot be stated.
                let freedom = *freedom;
                // The variance of Student's t is freedom / (freedom - 2).
                let scale = ((freedom - 2.0) / freedom).sqrt();
                if let Ok(distribution) = StudentT::new(freedom) {
                    steps.iter_mut().for_each(|step| *step = scale * distribution.sample(random));
                }
            }
            Self::Even { scores, next } => {
                steps.copy_from_slice(&scores[*next]);
                *next += 1;
            }
        }
    }
}

/// A random walk put together from its end: each level lies between two known ones, and deviates from the line between
/// them.
struct Bridge {
    /// In the order of construction: the year, the known years before and after it, the weight of the later one, and
    /// the standard deviation about the line between them.
    places: Vec<(usize, usize, usize, f64, f64)>,
}

impl Bridge {
    /// Halves the years again and again, so that large features of a path come from the first dimensions.
    fn over(years: usize) -> Self {
        let mut places = vec![(years, 0, 0, 0.0, (years as f64).sqrt())];
        let mut open = std::collections::VecDeque::from([(0, years)]);
        while let Some((from, to)) = open.pop_front() {
            if to - from < 2 {
                continue;
            }
            let middle = from.midpoint(to);
            let (before, after, whole) = ((middle - from) as f64, (to - middle) as f64, (to - from) as f64);
            places.push((middle, from, to, before / whole, (before * after / whole).sqrt()));
            open.extend([(from, middle), (middle, to)]);
        }
        Self { places }
    }

    /// Writes the walk's level of each year, from standard scores in the order of construction.
    fn levels(&self, score: impl Fn(usize) -> f64, levels: &mut [f64]) {
        for (at, (year, from, to, share, deviation)) in self.places.iter().enumerate() {
            let known = |year: usize| if year == 0 { 0.0 } else { levels[year - 1] };
            let line = known(*from) + share * (known(*to) - known(*from));
            levels[year - 1] = line + deviation * score(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bridge_has_the_steps_of_a_random_walk() {
        // Each level is linear in the scores: the squares of its weights add up to the walk's variance and covariances.
        for years in [1_usize, 2, 3, 7, 10] {
            let bridge = Bridge::over(years);
            let weights: Vec<Vec<f64>> = (0..years)
                .map(|place| {
                    let mut levels = vec![0.0; years];
                    bridge.levels(|at| if at == place { 1.0 } else { 0.0 }, &mut levels);
                    levels
                })
                .collect();
            for (one, other) in (0..years).flat_map(|one| (0..years).map(move |other| (one, other))) {
                let covariance: f64 = weights.iter().map(|levels| levels[one] * levels[other]).sum();
                assert!(
                    (covariance - (one.min(other) + 1) as f64).abs() < 1e-12,
                    "{years}: {one} {other} {covariance}"
                );
            }
        }
    }

    #[test]
    fn heavier_tails_keep_the_variance() {
        let mut steps = vec![0.0; 400_000];
        Steps::random(1, 2, Shocks::StudentT { freedom: 5.0 }).fill(&mut steps);
        let variance = steps.iter().map(|step| step * step).sum::<f64>() / steps.len() as f64;
        assert!((variance - 1.0).abs() < 0.03, "{variance}");
    }
}
