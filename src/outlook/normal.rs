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
        assert_relative_eq!(log_below(-1e5), -5_000_000_012.431_864, max_relative = 1e-15);
    }
}
