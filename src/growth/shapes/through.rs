//! Shapes that pass exactly through several stages.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    growth::shape::{Shape, Stage},
};

/// The stages that a shape passes through, in order of time, with the logarithms of their multiples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "KnotsForm")]
struct Knots {
    /// Years, multiple and its logarithm; the baseline first.
    points: Vec<(f64, f64, f64)>,
}

/// Whether two numbers are the same but for the last digits, in which logarithms may differ from machine to machine.
fn alike(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(1.0)
}

/// Knots as they are read, before they are checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnotsForm {
    points: Vec<(f64, f64, f64)>,
}

/// The logarithms follow from the stages again.
impl TryFrom<KnotsForm> for Knots {
    type Error = Error;

    fn try_from(form: KnotsForm) -> Result<Self> {
        let stages = form.points.iter().skip(1).map(|(years, multiple, _)| Stage::new(*years, *multiple));
        let knots = Self::new(stages.collect::<Result<_>>()?)?;
        let same = |(one, other): (&(f64, f64, f64), &(f64, f64, f64))| {
            (one.0, one.1) == (other.0, other.1) && alike(one.2, other.2)
        };
        // Of no points, one is missing; otherwise both have the baseline and the same stages.
        if form.points.iter().zip(&knots.points).all(same) {
            return Ok(knots);
        }
        Err(Error::contradiction("the logarithms of a shape's points are not those of its multiples".to_owned()))
    }
}

impl Knots {
    fn new(stages: Vec<Stage>) -> Result<Self> {
        if stages.is_empty() {
            return Err(Error::missing("dated milestone", "a shape through milestones needs at least one with a date"));
        }
        let mut points = vec![(0.0, 1.0, 0.0)];
        for stage in stages {
            // Stages at the same time would make a leg of no length, whose slope is undefined.
            if points.last().is_some_and(|(years, ..)| *years >= stage.years) {
                return Err(Error::contradiction(format!(
                    "the stage after {} years is not later than the one before",
                    stage.years
                )));
            }
            points.push((stage.years, stage.multiple, stage.log()));
        }
        Ok(Self { points })
    }

    /// The number of the leg in which a time lies; the last leg's for times beyond the last stage.
    fn leg(&self, years: f64) -> usize {
        let after = self.points.partition_point(|(at, ..)| *at <= years);
        after.clamp(1, self.points.len() - 1) - 1
    }

    /// How many legs there are.
    fn legs(&self) -> usize {
        self.points.len() - 1
    }

    /// The multiple of the stage at exactly that time, as given. By way of logarithms its last digits could change.
    fn exactly_at(&self, years: f64) -> Option<f64> {
        let found = self.points.binary_search_by(|(at, ..)| at.total_cmp(&years)).ok()?;
        Some(self.points[found].1)
    }

    /// The length of a leg in years.
    fn length(&self, leg: usize) -> f64 {
        self.points[leg + 1].0 - self.points[leg].0
    }

    /// The mean log growth of a leg.
    fn slope(&self, leg: usize) -> f64 {
        (self.points[leg + 1].2 - self.points[leg].2) / self.length(leg)
    }
}

/// Compound growth leg by leg: each leg at the rate that it requires. After the last stage, growth continues at the
/// last leg's rate.
///
/// ```
/// use tradepath::growth::{ByLeg, Shape, Stage};
///
/// let shape = ByLeg::new(vec![Stage::new(1.0, 1.1)?, Stage::new(2.0, 1.32)?])?;
/// assert_eq!((shape.multiple(1.0), shape.multiple(2.0)), (1.1, 1.32));
/// // The last leg grows by 20 % a year, and so does what follows it.
/// assert!((shape.multiple(3.0) - 1.584).abs() < 1e-12);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByLeg {
    knots: Knots,
}

impl ByLeg {
    /// Growth through stages in increasing order of time.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) without stages;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where a stage is not later than the one before.
    pub fn new(stages: Vec<Stage>) -> Result<Self> {
        Knots::new(stages).map(|knots| Self { knots })
    }
}

impl Shape for ByLeg {
    fn multiple(&self, years: f64) -> f64 {
        self.knots.exactly_at(years).unwrap_or_else(|| {
            let leg = self.knots.leg(years);
            let (start, _, log) = self.knots.points[leg];
            (log + self.knots.slope(leg) * (years - start)).exp()
        })
    }
}

/// Growth that changes smoothly and passes exactly through every stage.
///
/// The logarithm is a piecewise cubic that rises only where the stages rise and falls only where they fall, so that it
/// never overshoots. It is a straight line after the last stage. (F. N. Fritsch and J. Butland, "A method for
/// constructing local monotone piecewise cubic interpolants", SIAM Journal on Scientific and Statistical Computing 5,
/// 1984.)
///
/// ```
/// use tradepath::growth::{Shape, Smooth, Stage};
///
/// let shape = Smooth::new(vec![Stage::new(4.0, 1.5)?, Stage::new(6.0, 2.2)?])?;
/// assert_eq!((shape.multiple(4.0), shape.multiple(6.0)), (1.5, 2.2));
/// assert!(shape.multiple(5.0) > 1.5 && shape.multiple(5.0) < 2.2);
/// assert_eq!(Smooth::new(vec![]).unwrap_err().code(), "missing");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "SmoothForm")]
pub struct Smooth {
    knots: Knots,
    /// The log growth at each knot.
    slopes: Vec<f64>,
}

/// As it is read, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SmoothForm {
    knots: Knots,
    slopes: Vec<f64>,
}

/// The slopes follow from the knots.
impl TryFrom<SmoothForm> for Smooth {
    type Error = Error;

    fn try_from(form: SmoothForm) -> Result<Self> {
        let smooth = Self::through(form.knots);
        let same = form.slopes.len() == smooth.slopes.len();
        if same && form.slopes.iter().zip(&smooth.slopes).all(|(one, other)| alike(*one, *other)) {
            return Ok(smooth);
        }
        Err(Error::contradiction("the slopes of a smooth shape are not those of its points".to_owned()))
    }
}

impl Smooth {
    /// Growth through stages in increasing order of time.
    ///
    /// # Errors
    /// As [`ByLeg::new`].
    pub fn new(stages: Vec<Stage>) -> Result<Self> {
        Knots::new(stages).map(Self::through)
    }

    fn through(knots: Knots) -> Self {
        let last = knots.legs();
        let slopes = (0..=last)
            .map(|knot| match knot {
                _ if last == 1 => knots.slope(0),
                0 => end_slope([knots.length(0), knots.length(1)], [knots.slope(0), knots.slope(1)]),
                _ if knot == last => {
                    let (near, far) = (last - 1, last - 2);
                    end_slope([knots.length(near), knots.length(far)], [knots.slope(near), knots.slope(far)])
                }
                _ => inner_slope(
                    [knots.length(knot - 1), knots.length(knot)],
                    [knots.slope(knot - 1), knots.slope(knot)],
                ),
            })
            .collect();
        Self { knots, slopes }
    }
}

/// The log growth at a knot between two legs: a weighted harmonic mean of theirs, or zero where rising turns to
/// falling.
fn inner_slope([before, after]: [f64; 2], [left, right]: [f64; 2]) -> f64 {
    // Any other slope at a turning point would overshoot it.
    if left * right <= 0.0 {
        return 0.0;
    }
    let (heavy, light) = (2.0 * after + before, after + 2.0 * before);
    (heavy + light) / (heavy / left + light / right)
}

/// The log growth at the first or last knot, extrapolated from the two nearest legs and limited so that the curve does
/// not overshoot.
fn end_slope([near, far]: [f64; 2], [slope, next]: [f64; 2]) -> f64 {
    let guess = ((2.0 * near + far) * slope - near * next) / (near + far);
    // A slope against the leg's own direction, or of more than three times its size, would make the cubic turn within
    // it.
    if guess * slope <= 0.0 {
        0.0
    } else if slope * next <= 0.0 && guess.abs() > 3.0 * slope.abs() {
        3.0 * slope
    } else {
        guess
    }
}

impl Shape for Smooth {
    fn multiple(&self, years: f64) -> f64 {
        if let Some(exact) = self.knots.exactly_at(years) {
            return exact;
        }
        let leg = self.knots.leg(years);
        let ((start, _, from), (end, _, to)) = (self.knots.points[leg], self.knots.points[leg + 1]);
        let (first, second) = (self.slopes[leg], self.slopes[leg + 1]);
        if years > end {
            return (to + second * (years - end)).exp();
        }
        let length = end - start;
        let t = (years - start) / length;
        let (rest, double) = (1.0 - t, 3.0 - 2.0 * t);
        // The cubic Hermite polynomial of the leg: values at both ends, then slopes at both ends.
        let value = from * (1.0 + 2.0 * t) * rest * rest + to * t * t * double;
        (value + length * t * rest * (first * rest - second * t)).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages(points: &[(f64, f64)]) -> Vec<Stage> {
        points.iter().map(|&(years, multiple)| Stage::new(years, multiple).unwrap()).collect()
    }

    #[test]
    fn every_stage_is_met_exactly() {
        let points = [(2.0, 1.1), (5.0, 2.0 / 3.0 * 2.9), (9.0, 10.0 / 3.0), (9.5, 3.1)];
        let shapes: [Box<dyn Shape>; 2] =
            [Box::new(ByLeg::new(stages(&points)).unwrap()), Box::new(Smooth::new(stages(&points)).unwrap())];
        for (shape, (years, multiple)) in shapes.iter().flat_map(|shape| points.map(|point| (shape, point))) {
            assert_eq!(shape.multiple(years), multiple, "{shape:?}");
        }
    }

    #[test]
    fn the_smooth_shape_never_turns_between_rising_stages() {
        let shape = Smooth::new(stages(&[(1.0, 1.01), (2.0, 5.0), (3.0, 5.05), (10.0, 6.0)])).unwrap();
        let mut before = 1.0;
        for step in 1..=1500 {
            let now = shape.multiple(f64::from(step) / 100.0);
            assert!(now >= before, "at {step}: {now} after {before}");
            before = now;
        }
    }

    #[test]
    fn beyond_the_last_stage_the_last_leg_goes_on() {
        let shape = ByLeg::new(stages(&[(1.0, 1.1), (2.0, 1.1 * 1.2)])).unwrap();
        approx::assert_relative_eq!(shape.multiple(3.0), 1.1 * 1.2 * 1.2, max_relative = 1e-14);
    }

    #[test]
    fn stages_must_come_in_order() {
        assert!(ByLeg::new(stages(&[(2.0, 1.1), (2.0, 1.2)])).is_err());
        assert!(Smooth::new(vec![]).is_err());
    }
}
