//! The distribution that a method gives one year ahead, and its score once the outcome is known.

use std::f64::consts::PI;

use crate::stats::{Crossing, Quantiles, cdf, pdf, sf};

/// The distribution of an amount's logarithm in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Forecast {
    Normal { mean: f64, deviation: f64 },
    Calibrated(Quantiles),
}

/// The number of parts of equal probability by which a distribution is scored.
const PARTS: usize = 200;

impl Forecast {
    /// The value at a standard score.
    pub fn at(&self, score: f64) -> f64 {
        match self {
            // An infinite score times a deviation of zero would not be a number.
            Self::Normal { mean, deviation } if *deviation == 0.0 => *mean,
            Self::Normal { mean, deviation } => mean + deviation * score,
            Self::Calibrated(quantiles) => quantiles.at(score),
        }
    }

    /// The quantiles of the distribution.
    pub fn quantiles(&self) -> Quantiles {
        match self {
            Self::Calibrated(quantiles) => *quantiles,
            Self::Normal { .. } => Quantiles::by_score(|score| self.at(score)),
        }
    }

    pub fn median(&self) -> f64 {
        self.at(0.0)
    }

    /// Probability of a value or more.
    pub fn at_least(&self, value: f64) -> f64 {
        sf(self.score(value))
    }

    /// The standard score at and above which values are at or above `value`.
    fn score(&self, value: f64) -> f64 {
        match self {
            Self::Normal { mean, deviation } if *deviation == 0.0 && value <= *mean => f64::NEG_INFINITY,
            Self::Normal { deviation, .. } if *deviation == 0.0 => f64::INFINITY,
            Self::Normal { mean, deviation } => (value - mean) / deviation,
            Self::Calibrated(quantiles) => quantiles.score(value),
        }
    }

    /// The continuous ranked probability score:
    ///
    /// ```text
    /// integral over x of (F(x) - [x >= outcome])^2
    /// ```
    ///
    /// For a normal distribution it is computed in closed form (Gneiting and Raftery 2007), for another one as twice
    /// the mean quantile loss over two hundred parts of equal probability; `parts` are their [middles](middles).
    pub fn crps(&self, outcome: f64, parts: &[(f64, f64)]) -> f64 {
        match self {
            Self::Normal { mean, deviation } if *deviation == 0.0 => (outcome - mean).abs(),
            Self::Normal { mean, deviation } => {
                let score = (outcome - mean) / deviation;
                deviation * (score * (2.0 * cdf(score) - 1.0) + 2.0 * pdf(score) - PI.sqrt().recip())
            }
            Self::Calibrated(quantiles) => {
                let loss = |(probability, score): &(f64, f64)| {
                    let over = outcome - quantiles.at(*score);
                    (probability * over).max((probability - 1.0) * over)
                };
                2.0 * parts.iter().map(loss).sum::<f64>() / parts.len() as f64
            }
        }
    }
}

/// Probability that at least one year up to the last is at or above a value, given each year's distribution and the
/// dependence of a random walk.
pub(crate) fn at_least_once(forecasts: &[Forecast], value: f64) -> f64 {
    // The walk of year k stands at the score of its distribution times the root of k.
    let barriers: Vec<f64> =
        forecasts.iter().zip(1..).map(|(forecast, year)| forecast.score(value) * f64::from(year).sqrt()).collect();
    Crossing::QUICK.by_each_step(&barriers).last().copied().unwrap_or(0.0)
}

/// The middle probability of each part, and its standard score.
pub(crate) fn middles() -> Vec<(f64, f64)> {
    let middle = |part: usize| (part as f64 + 0.5) / PARTS as f64;
    (0..PARTS).map(|part| (middle(part), crate::stats::quantile(middle(part)))).collect()
}

/// By year ahead, the mean and the standard deviation of the logarithm.
pub(crate) type Normals = Vec<(f64, f64)>;

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;

    #[test]
    fn both_ways_to_score_agree_on_a_normal_distribution() {
        let normal = Forecast::Normal { mean: 0.3, deviation: 0.5 };
        let same = Forecast::Calibrated(Quantiles::by_score(|score| 0.3 + 0.5 * score));
        let parts = middles();
        for outcome in [-1.0, 0.0, 0.3, 0.9, 2.5] {
            assert_relative_eq!(normal.crps(outcome, &parts), same.crps(outcome, &parts), max_relative = 2e-3);
            assert_relative_eq!(normal.at_least(outcome), same.at_least(outcome), max_relative = 1e-12);
        }
        // The value for a standard normal forecast and the outcome 0: 2 phi(0) - 1/sqrt(pi).
        let standard = Forecast::Normal { mean: 0.0, deviation: 1.0 };
        assert_relative_eq!(standard.crps(0.0, &parts), 0.233_694_977_255_109_07, max_relative = 1e-12);
    }

    #[test]
    fn a_forecast_without_doubt_is_scored_by_its_distance() {
        let sure = Forecast::Normal { mean: 1.0, deviation: 0.0 };
        assert_eq!((sure.crps(1.5, &[]), sure.at_least(1.0), sure.at_least(1.1)), (0.5, 1.0, 0.0));
        assert_eq!(sure.at(f64::INFINITY), 1.0);
    }
}
