//! The standard normal distribution, accurate far into its tails.
//!
//! Chances far below a thousandth are asked for and compared. The lower tail is therefore computed directly, and not as
//! a difference from one.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The density of the standard normal distribution, `exp(−x²/2) / √(2π)`.
pub(crate) fn pdf(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * PI).sqrt()
}

/// The probability of a value of at most `x` (the distribution function):
///
/// ```text
/// Phi(x) = erfc(−x / √2) / 2
/// ```
pub(crate) fn cdf(x: f64) -> f64 {
    // The complementary error function keeps its digits in the lower tail, where 1 + erf would lose them.
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// The probability of a value above `x` (the survival function), `1 − Phi(x) = Phi(−x)`.
///
/// It keeps its digits where `Phi(x)` is close to one.
pub(crate) fn sf(x: f64) -> f64 {
    cdf(-x)
}

/// The value below which lies the given probability, a score; negative infinity for 0 and infinity for 1.
///
/// (M. J. Wichura, algorithm AS 241, 1988; accurate to about sixteen digits.)
pub(crate) fn quantile(probability: f64) -> f64 {
    let off = probability - 0.5;
    // Three rational functions: the centre, the shoulders, and the tails beyond a probability of exp(-25).
    if off.abs() <= 0.425 {
        let r = 0.180_625 - off * off;
        return off * ratio(&CENTRE, r);
    }
    // Each side is measured from its own end, where small probabilities keep their digits.
    let tail = if off < 0.0 { probability } else { 1.0 - probability };
    // Nothing lies beyond a probability of 0 or of 1.
    if tail <= 0.0 {
        return f64::INFINITY.copysign(off);
    }
    let r = (-tail.ln()).sqrt();
    let size = if r <= 5.0 { ratio(&SHOULDER, r - 1.6) } else { ratio(&TAILS, r - 5.0) };
    size.copysign(off)
}

/// The coefficients of a numerator and of a denominator, the highest power first.
type Rational = ([f64; 8], [f64; 8]);

/// The value of a rational function at `x`, both polynomials by Horner's scheme.
fn ratio((above, below): &Rational, x: f64) -> f64 {
    let polynomial = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient);
    polynomial(above) / polynomial(below)
}

/// The coefficients of AS 241 for probabilities within 0.425 of one half, in powers of `0.425² − (p − 1/2)²`.
const CENTRE: Rational = (
    [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
);
/// The coefficients of AS 241 down to a tail probability of exp(-25), in powers of `sqrt(−ln tail) − 1.6`.
const SHOULDER: Rational = (
    [
        7.745_450_142_783_414e-4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    [
        1.050_750_071_644_416_9e-9,
        5.475_938_084_995_345e-4,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
);
/// The coefficients of AS 241 for smaller tail probabilities, in powers of `sqrt(−ln tail) − 5`.
const TAILS: Rational = (
    [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_9,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    [
        2.044_263_103_389_939_8e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        7.868_691_311_456_133e-4,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
);

/// At and below this score, the logarithm of the probability comes from the tail's continued fraction, which converges
/// the faster the further out the score is.
const TAIL: f64 = -8.0;

/// The logarithm of the probability of at most `x`. It is finite where the probability itself rounds to zero.
///
/// Below [`TAIL`] it is computed from Mills' ratio:
///
/// ```text
/// ln Phi(−t) = −t²/2 − ln √(2π) − ln(t + 1/(t + 2/(t + 3/(t + ...))))
/// ```
pub(crate) fn log_cdf(x: f64) -> f64 {
    if x > TAIL {
        return cdf(x).ln();
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
        assert_relative_eq!(cdf(0.0), 0.5);
        assert_relative_eq!(cdf(1.959_963_984_540_054), 0.975, max_relative = 1e-15);
        assert_relative_eq!(sf(6.0), 9.865_876_450_376_98e-10, max_relative = 1e-13);
        assert_relative_eq!(cdf(-37.0), 5.725_571_222_524_577e-300, max_relative = 1e-12);
        assert_relative_eq!(log_cdf(-7.999), -35.005_316_284_639_32, max_relative = 1e-13);
        assert_relative_eq!(log_cdf(-8.001), -35.021_559_020_864_89, max_relative = 1e-13);
        assert_relative_eq!(log_cdf(-20.0), -203.917_155_371_097_26, max_relative = 1e-14);
        assert_relative_eq!(quantile(0.975), 1.959_963_984_540_054, max_relative = 1e-14);
        assert_relative_eq!(quantile(1e-300), -37.047_096_299_361_2, max_relative = 1e-13);
        for probability in [1e-20, 1e-9, 0.01, 0.074, 0.076, 0.3, 0.49] {
            assert_relative_eq!(cdf(quantile(probability)), probability, max_relative = 1e-12);
            assert_relative_eq!(cdf(-quantile(probability)), 1.0 - probability, max_relative = 1e-14);
        }
        assert_eq!(
            (quantile(0.0), quantile(0.5).abs() < 1e-16, quantile(1.0)),
            (f64::NEG_INFINITY, true, f64::INFINITY)
        );
        assert_relative_eq!(log_cdf(-1e5), -5_000_000_012.431_864, max_relative = 1e-15);
    }
}
