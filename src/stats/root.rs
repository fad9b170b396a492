//! Roots of continuous functions, always from a bracket: a range at whose ends the function has opposite signs.
//!
//! A bracketed search cannot run away, as Newton's method can, and it needs no derivative.

use crate::error::{Error, ErrorKind, Result};

/// The root of `f` between `low` and `high`, where `f` has opposite signs.
///
/// The method converges for every continuous function: inverse quadratic interpolation where it is safe, bisection
/// elsewhere (T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear
/// function without using derivatives", Advances in Engineering Software 28, 1997). The result is within two units in
/// the last place of a change of sign. Where `f` is zero at an end already, that end is the result.
///
/// A function that jumps across zero has its jump as the result; [`only_root`] tells the two apart.
///
/// ```
/// use tradepath::growth::bracketed_root;
///
/// let root = bracketed_root(|x| x * x - 2.0, 0.0, 2.0)?;
/// assert!((root - 2_f64.sqrt()).abs() < 1e-15);
/// assert_eq!(bracketed_root(|x| x * x + 1.0, -1.0, 1.0).unwrap_err().code(), "no-answer");
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::NoAnswer`] where the signs do not differ or a value is not a number; [`ErrorKind::OutOfRange`] for ends
/// that are not finite.
pub fn bracketed_root(f: impl FnMut(f64) -> f64, low: f64, high: f64) -> Result<f64> {
    Bracket { low, high, enough: 0.0, first: First::Middle }.root(f)
}

/// As [`bracketed_root`], but stops where the function is no further from zero than `enough`.
///
/// It is for functions that are nearly straight: the first guess is where the chord between the ends is zero, and that
/// is often the last guess too.
///
/// # Errors
/// The errors of [`bracketed_root`], except where an end is within `enough` of zero: that end is the result.
pub(crate) fn nearly_straight_root(f: impl FnMut(f64) -> f64, low: f64, high: f64, enough: f64) -> Result<f64> {
    Bracket { low, high, enough, first: First::Chord }.root(f)
}

/// Two ends between which a function changes its sign, and how to look for the place.
struct Bracket {
    /// The lower end.
    low: f64,
    /// The upper end.
    high: f64,
    /// How far the function may be from zero at the result; zero asks for the last digit.
    enough: f64,
    /// Where the function is evaluated first, after the two ends.
    first: First,
}

/// Where the function is evaluated first.
enum First {
    /// In the middle of the bracket, as nothing is known of the function.
    Middle,
    /// Where the straight line between the ends crosses zero.
    Chord,
}

impl Bracket {
    /// The search itself. `a` is the newest point, `b` the other end of the bracket, and `c` the point that the last
    /// step left out of the bracket, which the interpolation needs as a third.
    fn root(&self, mut f: impl FnMut(f64) -> f64) -> Result<f64> {
        let (low, high) = (self.low, self.high);
        if !(low.is_finite() && high.is_finite()) {
            return Err(Error::out_of_range("the bracket", format!("{low} to {high}"), "finite"));
        }
        let (mut b, mut a) = (low, high);
        let (mut fb, mut fa) = (f(b), f(a));
        if fa.abs() <= self.enough || fb.abs() <= self.enough {
            return Ok(if fb.abs() <= fa.abs() { b } else { a });
        }
        let opposite = (fa > 0.0 && fb < 0.0) || (fa < 0.0 && fb > 0.0);
        if !opposite {
            return Err(Error::no_answer(format!(
                "nothing between {low} and {high} is a solution: the function does not change sign"
            )));
        }
        let mut step = match self.first {
            First::Middle => 0.5,
            First::Chord => fa / (fa - fb),
        };
        // Bisection alone would need at most 2,100 halvings to exhaust the doubles. The bound makes sure that the loop
        // ends.
        for _ in 0..2_100 {
            // Not `a + step · (b - a)`: ends near the largest numbers would overflow in the difference.
            let x = a * (1.0 - step) + b * step;
            let fx = f(x);
            if fx.is_nan() {
                return Err(Error::no_answer(format!("the function has no value at {x}")));
            }
            let (c, fc);
            if (fx > 0.0) == (fa > 0.0) {
                (c, fc) = (a, fa);
            } else {
                (c, fc) = (b, fb);
                (b, fb) = (a, fa);
            }
            (a, fa) = (x, fx);
            let (best, f_best) = if fa.abs() < fb.abs() { (a, fa) } else { (b, fb) };
            // Two units in the last place; the smallest normal number keeps it above zero where the root is zero.
            let tolerance = 2.0 * f64::EPSILON * best.abs() + f64::MIN_POSITIVE;
            let least = tolerance / (b - a).abs();
            if f_best.abs() <= self.enough || least > 0.5 {
                return Ok(best);
            }
            let guess = interpolated_step([a, b, c], [fa, fb, fc]);
            // A step shorter than the tolerance would evaluate the same point again.
            step = if guess.is_nan() { 0.5 } else { guess.clamp(least, 1.0 - least) };
        }
        Ok(a)
    }
}

/// The next step as a share of the way from a to b.
///
/// It is found by inverse quadratic interpolation where Chandrupatla's criterion says that the interpolant is monotone
/// between a and b, and is one half, a bisection, otherwise.
fn interpolated_step([a, b, c]: [f64; 3], [fa, fb, fc]: [f64; 3]) -> f64 {
    let xi = (a - b) / (c - b);
    let phi = (fa - fb) / (fc - fb);
    if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
        fa / (fb - fa) * (fc / (fb - fc)) + (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb))
    } else {
        0.5
    }
}

/// The number of pieces into which [`only_root`] divides a range to look for changes of sign. Every piece costs one
/// evaluation; roots closer together than one piece can be missed.
const PIECES: u32 = 256;

/// The only root of `f` between `low` and `high`, both included, found by evaluating `f` at the ends of 256 equal
/// pieces of the range.
///
/// Values that are not finite are left out: a root is looked for only between neighbouring points that both have a
/// value. Two roots within one piece can be missed, and so can a root at which the function touches zero without
/// crossing it. A jump across zero is not a root.
///
/// # Errors
/// [`ErrorKind::NoAnswer`] where no root is found, or where `f` is zero throughout; [`ErrorKind::SeveralAnswers`] with
/// all roots where there is more than one; [`ErrorKind::OutOfRange`] for a range that is empty or not finite.
///
/// # Examples
/// ```
/// use tradepath::growth::only_root;
///
/// let root = only_root(|x| x * x - 2.0, 0.0, 3.0)?;
/// assert!((root - 2_f64.sqrt()).abs() < 1e-14);
/// // From -3 to 3 there are two.
/// let error = only_root(|x| x * x - 2.0, -3.0, 3.0).unwrap_err();
/// assert_eq!(error.code(), "several-answers");
/// // A pole changes sign without a root.
/// assert!(only_root(|x| 1.0 / (x - 0.1), -1.0, 1.0).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn only_root(mut f: impl FnMut(f64) -> f64, low: f64, high: f64) -> Result<f64> {
    if !(low.is_finite() && high.is_finite() && low < high) {
        return Err(Error::out_of_range("the range", format!("{low} to {high}"), "finite and increasing"));
    }
    let mut answers: Vec<f64> = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for piece in 0..=PIECES {
        let share = f64::from(piece) / f64::from(PIECES);
        let x = low * (1.0 - share) + high * share;
        let fx = f(x);
        if let (Some((x0, f0)), true) = (before, fx.is_finite()) {
            if f0 != 0.0 && fx != 0.0 && (f0 > 0.0) != (fx > 0.0) {
                answers.extend(continuous_root(&mut f, x0, x));
            }
        }
        // A root exactly at a point belongs to no bracket, so that it is counted once.
        if fx == 0.0 {
            answers.push(x);
        }
        before = Some((x, fx)).filter(|_| fx.is_finite());
    }
    // Every one of the points was zero.
    if answers.len() > PIECES as usize {
        return Err(Error::no_answer(format!(
            "every value from {low} to {high} is a solution: the outcome does not depend on it"
        )));
    }
    match answers.as_slice() {
        [only] => Ok(*only),
        [] => Err(Error::no_answer(format!("no value from {low} to {high} is a solution"))),
        _ => Err(Error::new(ErrorKind::SeveralAnswers { question: format!("the range {low} to {high}"), answers })),
    }
}

/// The root in a bracket; none where the change of sign is a jump and not a crossing.
///
/// At a crossing the function is nearer to zero than it is a millionth of the bracket further on. At a jump it is not.
fn continuous_root(f: &mut impl FnMut(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let root = bracketed_root(&mut *f, low, high).ok()?;
    let aside = (high - low) * 1e-6;
    let around = f((root - aside).max(low)).abs().max(f((root + aside).min(high)).abs());
    // At a jump the values on both sides are about as large as at the jump itself. Even a steep crossing stays below
    // 0.9.
    (f(root).abs() <= 0.9 * around).then_some(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_functions_converge_to_the_last_places() {
        let root = |f: fn(f64) -> f64, low, high| bracketed_root(f, low, high).unwrap();
        assert!((root(|x| x.powi(3) - 2.0 * x - 5.0, 2.0, 3.0) - 2.094_551_481_542_326_5).abs() < 1e-15);
        assert!((root(|x| (x - 1.0).powi(9), 0.0, 3.0) - 1.0).abs() < 1e-15);
        assert!((root(|x| x.exp() - 1e300, 0.0, 1000.0) - 300.0 * std::f64::consts::LN_10).abs() < 1e-12);
        assert!((root(|x| if x < 0.3 { -1.0 } else { 1.0 }, 0.0, 1.0) - 0.3).abs() < 1e-15);
        assert!((root(|x| x - 1.0, -1e308, 1.5e308) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn smooth_functions_take_few_evaluations() {
        let mut count = 0;
        let f = |x: f64| {
            count += 1;
            x.powf(1.7) - 3.0
        };
        bracketed_root(f, 0.0, 10.0).unwrap();
        assert!(count < 20, "{count}");
    }

    #[test]
    fn no_change_of_sign_is_no_answer() {
        assert!(bracketed_root(|x| x * x + 1.0, -1.0, 1.0).is_err());
        assert!(bracketed_root(|_| f64::NAN, 0.0, 1.0).is_err());
        assert!(bracketed_root(|x| if x < 1.0 { -1.0 } else { 1.0 }, 0.0, f64::INFINITY).is_err());
        assert!(only_root(|_| 0.0, 0.0, 1.0).unwrap_err().to_string().contains("does not depend on it"));
        assert!(only_root(|x| x * x + 1.0, -1.0, 1.0).is_err());
        assert!(only_root(|x| x, 1.0, 0.0).is_err());
        assert!(only_root(|x| x, f64::NEG_INFINITY, 0.0).is_err());
    }

    #[test]
    fn several_answers_are_all_named() {
        let error = only_root(|x: f64| x * x - 2.0, -3.0, 3.0).unwrap_err();
        let ErrorKind::SeveralAnswers { answers, .. } = error.kind() else { panic!("{error}") };
        assert_eq!(answers.len(), 2);
        assert!((only_root(|x| x * x - 2.0, 0.0, 3.0).unwrap() - 2_f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn a_jump_over_zero_is_no_answer() {
        assert!(only_root(|x| 1.0 / (x - 0.1), -1.0, 1.0).is_err());
        assert!(only_root(|x| 1.0 / x, -1.0, 1.0).is_err());
        assert!(only_root(|x| if x < 0.3 { -1.0 } else { 1.0 }, 0.0, 1.0).is_err());
    }

    #[test]
    fn a_steep_crossing_is_an_answer() {
        let steep = |x: f64| (x - 0.3).signum() * (x - 0.3).abs().powf(1.0 / 9.0);
        assert!((only_root(steep, 0.0, 1.0).unwrap() - 0.3).abs() < 1e-15);
    }

    #[test]
    fn the_ends_of_the_range_count() {
        assert_eq!(only_root(|x| x, 0.0, 1.0).unwrap(), 0.0);
        assert_eq!(only_root(|x| x - 1.0, 0.0, 1.0).unwrap(), 1.0);
    }
}
