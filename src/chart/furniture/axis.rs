//! Scales from values to pixels, and the values at which an axis has its ticks.

/// A linear scale: `low` is drawn at pixel `from`, and `high` at pixel `to`. A vertical scale has `from` below `to`,
/// where the pixel is the larger number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    pub low: f64,
    pub high: f64,
    pub from: f64,
    pub to: f64,
}

impl Scale {
    /// The pixel of a value; values outside the scale lie outside its pixels.
    pub fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

/// Round values that cover `low` to `high` in about `count` equal steps: 0, 2, 4, 6. A step is 1, 2, 2.5 or 5 times a
/// power of ten.
pub(crate) fn round_ticks(low: f64, high: f64, count: f64) -> Vec<f64> {
    // A range without length still needs a step above zero.
    let span = (high - low).max(f64::MIN_POSITIVE);
    let rough = span / count;
    let power = 10_f64.powf(rough.log10().floor());
    // The tolerance of a thousandth keeps a step that is round but for rounding.
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|nice| nice * power).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    // An end that is a tick but for rounding needs no further tick.
    let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    // Each tick is a multiple of the step: adding steps up would add up their rounding.
    (0..=(last - first) as usize).map(|at| (first + at as f64) * step).collect()
}

/// The years between two ends that get a label: a round step apart, so that labels of `label` pixels keep a distance
/// where a year is `pixels` wide.
pub(crate) fn year_ticks(low: f64, high: f64, pixels: f64, label: f64) -> Vec<i32> {
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    let step = steps.into_iter().find(|step| f64::from(*step) * pixels >= label * 1.7).unwrap_or(2000);
    let first = (low.ceil() as i32).div_euclid(step) * step;
    (0..)
        .map(|at| first + at * step)
        .take_while(|year| f64::from(*year) <= high)
        .filter(|year| f64::from(*year) >= low)
        .collect()
}

/// Two ends of an axis that differ: a single year gets half a year on both sides, since a scale cannot have a length of
/// zero.
pub(crate) fn widened(from: f64, to: f64) -> (f64, f64) {
    if to > from { (from, to) } else { (from - 0.5, from + 0.5) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        assert_eq!(round_ticks(0.0, 10.0, 5.0), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(round_ticks(0.0, 10.3, 5.0), [0.0, 2.5, 5.0, 7.5, 10.0, 12.5]);
        assert_eq!(round_ticks(-3.0, 7.0, 5.0), [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(round_ticks(0.0, 3e9, 5.0).last(), Some(&3e9));
        assert!(round_ticks(0.0, 0.0, 5.0).len() < 10);
    }

    #[test]
    fn years_keep_their_distance() {
        assert_eq!(year_ticks(2000.0, 2030.0, 20.0, 30.0), [2000, 2005, 2010, 2015, 2020, 2025, 2030]);
        assert_eq!(year_ticks(2021.25, 2023.0, 100.0, 30.0), [2022, 2023]);
    }
}
