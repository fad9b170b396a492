//! The normal distribution, also far out in its tails.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The density of the standard normal distribution.
pub(super) fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * PI).sqrt()
}

/// The probability of at most `x`.
pub(super) fn below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// The probability of more than `x`.
pub(super) fn above(x: f64) -> f64 {
    below(-x)
}

/// The value that has a probability below it: infinite for 0 and 1.
pub(super) fn quantile(probability: f64) -> f64 {
    if probability > 0.5 {
        return -quantile(1.0 - probability);
    }
    if probability <= 0.0 {
        return f64::NEG_INFINITY;
    }
    // A rational start (Abramowitz and Stegun 26.2.23, right to 4.5e-4), then Newton's steps on the logarithm, which is
    // nearly a parabola.
    let t = (-2.0 * probability.ln()).sqrt();
    let rational =
        (2.515_517 + t * (0.802_853 + t * 0.010_328)) / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    let wanted = probability.ln();
    (0..4).fold(rational - t, |x, _| {
        let log = log_below(x);
        let slope = (-0.5 * x * x - 0.5 * (2.0 * PI).ln() - log).exp();
        x - (log - wanted) / slope
    })
}

/// From here on the probability is taken from its tail's continued fraction.
const TAIL: f64 = -8.0;

/// The logarithm of the probability of at most `x`, which far out is no number itself.
pub(super) fn log_below(x: f64) -> f64 {
    if x > TAIL {
        return below(x).ln();
    }
    // Mills' ratio by Laplace's continued fraction, 1/(t + 1/(t + 2/(t + 3/(t + ...)))) with t = -x (Abramowitz and
    // Stegun 26.2.14); beyond 8, thirty steps are more than enough.
    let t = -x;
    let fraction = (1..=30).rev().fold(t, |rest, step| t + f64::from(step) / rest);
    -0.5 * x * x - 0.5 * (2.0 * PI).ln() - fraction.ln()
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;

    // Values of Phi and ln Phi, computed with mpmath at 40 digits.
    #[test]
    fn probabilities_are_right_in_the_middle_and_in_the_tails() {
        assert_relative_eq!(below(0.0), 0.5);
        assert_relative_eq!(below(1.959_963_984_540_054), 0.975, max_relative = 1e-15);
        assert_relative_eq!(above(6.0), 9.865_876_450_376_98e-10, max_relative = 1e-13);
        assert_relative_eq!(below(-37.0), 5.725_571_222_524_577e-300, max_relative = 1e-12);
        assert_relative_eq!(log_below(-7.999), -35.005_316_284_639_32, max_relative = 1e-13);
        assert_relative_eq!(log_below(-8.001), -35.021_559_020_864_89, max_relative = 1e-13);
        assert_relative_eq!(log_below(-20.0), -203.917_155_371_097_26, max_relative = 1e-14);
        assert_relative_eq!(quantile(0.975), 1.959_963_984_540_054, max_relative = 1e-14);
        assert_relative_eq!(quantile(1e-300), -37.047_096_299_361_2, max_relative = 1e-13);
        assert_eq!(
            (quantile(0.0), quantile(0.5).abs() < 1e-16, quantile(1.0)),
            (f64::NEG_INFINITY, true, f64::INFINITY)
        );
        assert_relative_eq!(log_below(-1e5), -5_000_000_012.431_864, max_relative = 1e-15);
    }
}
