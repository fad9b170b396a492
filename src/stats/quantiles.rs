//! A distribution described by its quantiles at fifteen fixed probabilities.
//!
//! The growth of trade need not be normally distributed, nor alike on both sides of its median. Fifteen quantiles
//! describe a distribution without assuming a formula for it.

use serde::{Deserialize, Serialize};

/// The number of quantiles: an odd number, so that the median is one of them.
pub(crate) const COUNT: usize = 15;
/// The probabilities of the quantiles, symmetric about one half. They include both ends of the central 50 %, 80 %,
/// 90 %, 95 % and 99 % intervals.
pub(crate) const PROBABILITIES: [f64; COUNT] =
    [0.005, 0.025, 0.05, 0.1, 0.175, 0.25, 0.375, 0.5, 0.625, 0.75, 0.825, 0.9, 0.95, 0.975, 0.995];
/// The standard scores of these probabilities: the standard normal distribution's quantiles. A test compares them with
/// the distribution function.
pub(crate) const SCORES: [f64; COUNT] = [
    -2.575_829_303_548_9,
    -1.959_963_984_540_054,
    -1.644_853_626_951_472_6,
    -1.281_551_565_544_600_8,
    -0.934_589_291_073_480_2,
    -0.674_489_750_196_081_7,
    -0.318_639_363_964_375_14,
    0.0,
    0.318_639_363_964_375_14,
    0.674_489_750_196_081_7,
    0.934_589_291_073_480_2,
    1.281_551_565_544_600_8,
    1.644_853_626_951_472_6,
    1.959_963_984_540_054,
    2.575_829_303_548_9,
];
/// The place of the median among the quantiles.
const MEDIAN: usize = COUNT / 2;

/// Non-decreasing quantiles of a distribution.
///
/// Between two quantiles, and beyond the outermost, the value is linear in the standard score, as it is for a normal
/// distribution. The tails beyond the outermost quantiles are therefore those of a normal distribution.
///
/// ```text
/// value(z) = v_k + (z − z_k) / (z_(k+1) − z_k) · (v_(k+1) − v_k)      for z_k <= z <= z_(k+1)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f64; COUNT]", into = "[f64; COUNT]")]
pub(crate) struct Quantiles([f64; COUNT]);

/// Quantiles from their values, in the order of the probabilities. A value below the one before it is raised to that
/// one.
impl From<[f64; COUNT]> for Quantiles {
    fn from(mut values: [f64; COUNT]) -> Self {
        // Estimated quantiles may cross. Each is raised to the one before it.
        for at in 1..COUNT {
            values[at] = values[at].max(values[at - 1]);
        }
        Self(values)
    }
}

impl From<Quantiles> for [f64; COUNT] {
    fn from(quantiles: Quantiles) -> Self {
        quantiles.0
    }
}

impl Quantiles {
    /// Quantiles from a function that gives the value at a standard score, such as `mean + deviation · z`.
    pub fn by_score(value: impl Fn(f64) -> f64) -> Self {
        Self::from(SCORES.map(value))
    }

    /// The quantiles of a sample, which is sorted in place; none for an empty one.
    ///
    /// They are interpolated between two values of the sample (Hyndman and Fan's type 7):
    ///
    /// ```text
    /// place = p · (n − 1),    counted from 0 in the sorted sample
    /// ```
    pub fn of(sample: &mut [f64]) -> Option<Self> {
        let last = sample.len().checked_sub(1)?;
        sample.sort_unstable_by(f64::total_cmp);
        let at = |probability: f64| {
            let place = probability * last as f64;
            let (below, part) = (place.floor() as usize, place.fract());
            sample[below] + part * (sample[(below + 1).min(last)] - sample[below])
        };
        Some(Self::from(PROBABILITIES.map(at)))
    }

    /// The same distribution with every value moved by as much.
    pub fn shifted(&self, by: f64) -> Self {
        Self::from(self.0.map(|value| value + by))
    }

    /// The values at the standard [scores](SCORES), in rising order.
    pub fn values(&self) -> &[f64; COUNT] {
        &self.0
    }

    /// The central 95 % interval: the quantiles at 2.5 % and 97.5 %.
    pub fn interval_95(&self) -> (f64, f64) {
        (self.0[1], self.0[COUNT - 2])
    }

    /// The quantile at 50 %.
    pub fn median(&self) -> f64 {
        self.0[MEDIAN]
    }

    /// A mixture of these quantiles and others, score by score, in which the others have the given share from 0 to 1:
    ///
    /// ```text
    /// (1 − share) · own + share · other
    /// ```
    pub fn towards(&self, other: &Self, share: f64) -> Self {
        let mut mixed = self.0;
        for (value, of_other) in mixed.iter_mut().zip(other.0) {
            *value += share * (of_other - *value);
        }
        Self(mixed)
    }

    /// The quantiles with each value replaced by a function of the value and its standard score, raised where they
    /// would cross.
    pub fn map(&self, change: impl Fn(f64, f64) -> f64) -> Self {
        let mut values = self.0;
        for (value, score) in values.iter_mut().zip(SCORES) {
            *value = change(*value, score);
        }
        Self::from(values)
    }

    /// The value at a standard score: the inverse of [`score`](Self::score) where the quantiles rise.
    pub fn at(&self, score: f64) -> f64 {
        // Scores beyond the outermost belong to the first or the last segment, whose line continues.
        let segment = SCORES.partition_point(|known| *known <= score).clamp(1, COUNT - 1);
        let part = (score - SCORES[segment - 1]) / (SCORES[segment] - SCORES[segment - 1]);
        let (from, to) = (self.0[segment - 1], self.0[segment]);
        // In a flat segment an infinite score would make 0 · ∞, which is NaN.
        if from == to { from } else { from + part * (to - from) }
    }

    /// The lowest standard score at which the value is at least `value`.
    ///
    /// It is positively infinite where no score reaches the value, and negatively infinite where every score does. Both
    /// happen only where the two outermost quantiles on that side are equal.
    pub fn score(&self, value: f64) -> f64 {
        let segment = self.0.partition_point(|known| *known < value).clamp(1, COUNT - 1);
        let (from, to) = (self.0[segment - 1], self.0[segment]);
        // A flat segment has no slope to invert: all its scores have one value.
        if from == to {
            return if from >= value { f64::NEG_INFINITY } else { f64::INFINITY };
        }
        SCORES[segment - 1] + (value - from) / (to - from) * (SCORES[segment] - SCORES[segment - 1])
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::stats::normal::cdf;

    #[test]
    fn scores_have_their_probabilities() {
        for (score, probability) in SCORES.iter().zip(PROBABILITIES) {
            assert_relative_eq!(cdf(*score), probability, max_relative = 1e-13);
        }
    }

    #[test]
    fn a_sample_has_its_quantiles() {
        let mut sample: Vec<f64> = (0..=1000).rev().map(f64::from).collect();
        let quantiles = Quantiles::of(&mut sample).unwrap();
        for (value, probability) in quantiles.values().iter().zip(PROBABILITIES) {
            assert_relative_eq!(*value, 1000.0 * probability, max_relative = 1e-12);
        }
        assert!(Quantiles::of(&mut []).is_none());
        assert_eq!(Quantiles::of(&mut [3.0]).unwrap().values(), &[3.0; COUNT]);
    }

    #[test]
    fn what_does_not_vary_is_reached_always_or_never() {
        let fixed = Quantiles::by_score(|_| 2.0);
        assert_eq!((fixed.score(2.0), fixed.score(2.1)), (f64::NEG_INFINITY, f64::INFINITY));
        assert_eq!(fixed.at(f64::NEG_INFINITY), 2.0);
    }

    proptest! {
        #[test]
        fn scores_and_values_are_each_others_inverse(
            values in prop::array::uniform15(-5.0..5.0_f64), score in -6.0..6.0_f64
        ) {
            let mut sorted = values;
            sorted.sort_unstable_by(f64::total_cmp);
            let quantiles = Quantiles::from(sorted);
            prop_assert!((quantiles.score(quantiles.at(score)) - score).abs() < 1e-6);
        }
    }
}
