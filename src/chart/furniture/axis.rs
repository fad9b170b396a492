//! Scales from values to pixels, and the values at which an axis has its ticks.
//!
//! A chart makes its ticks first, with [`round_ticks`] or [`year_ticks`], and then the [`Scale`] between the first and
//! the last of them. The frame draws the axis itself.

/// A linear scale from values to pixels: `low` is drawn at pixel `from`, and `high` at pixel `to`.
///
/// On a vertical scale `from` is the larger of the two pixels, since pixels are counted from the top of the picture and
/// larger values stand higher.
///
/// ```text
/// pixel = from + (value − low) / (high − low) · (to − from)
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    /// The value at pixel `from`: a year, an amount in units of the currency, or a percentage.
    pub low: f64,
    /// The value at pixel `to`. It must differ from `low`, or the scale has no length to divide by.
    pub high: f64,
    /// The pixel of `low`.
    pub from: f64,
    /// The pixel of `high`.
    pub to: f64,
}

impl Scale {
    /// The pixel of a value. A value outside `low` to `high` lies outside the pixels of the scale.
    pub fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

/// Round values in about `count` equal steps that cover `low` to `high`: the first is at or below `low`, the last at or
/// above `high`. A step is 1, 2, 2.5 or 5 times a power of ten.
///
/// ```text
/// low to high     count     ticks
/// 0 to 10         5         0, 2, 4, 6, 8, 10
/// 0 to 10.3       5         0, 2.5, 5, 7.5, 10, 12.5
/// −3 to 7         5         −4, −2, 0, 2, 4, 6, 8
/// ```
pub(crate) fn round_ticks(low: f64, high: f64, count: f64) -> Vec<f64> {
    // A range without length still needs a step above zero.
    let span = (high - low).max(f64::MIN_POSITIVE);
    let rough = span / count;
    let power = 10_f64.powf(rough.log10().floor());
    // The step is the first round one that is large enough. The tolerance of a thousandth keeps a step that is a little
    // too small only through rounding.
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|nice| nice * power).into_iter().find(|step| *step >= rough * 0.999);
    // Ten times the power is always large enough; this stands in only where rounding says otherwise.
    let step = step.unwrap_or(10.0 * power);
    // An end that is a tick but for rounding needs no further tick.
    let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    // Each tick is a multiple of the step: adding steps up would add up their rounding.
    (0..=(last - first) as usize).map(|at| (first + at as f64) * step).collect()
}

/// The years from `low` to `high` that get a label, a round number of years apart.
///
/// - `low`, `high`: the ends of the axis in years, with a fraction for quarters and months.
/// - `pixels`: the width of a year, in pixels.
/// - `label`: the width of a label such as `2030`, in pixels.
///
/// Each labelled year is a multiple of the step: 2000, 2005, 2010. The step is the first of 1, 2, 5, 10, ... years that
/// is at least 1.7 labels wide, so that a gap of 0.7 of a label stays between two of them.
pub(crate) fn year_ticks(low: f64, high: f64, pixels: f64, label: f64) -> Vec<i32> {
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    let step = steps.into_iter().find(|step| f64::from(*step) * pixels >= label * 1.7).unwrap_or(2000);
    // Euclidean division rounds down for years before 0 too; what comes before `low` is filtered out below.
    let first = (low.ceil() as i32).div_euclid(step) * step;
    (0..)
        .map(|at| first + at * step)
        .take_while(|year| f64::from(*year) <= high)
        .filter(|year| f64::from(*year) >= low)
        .collect()
}

/// The two ends of an axis of years, made to differ. A single year gets half a year on both sides, since a scale cannot
/// have a length of zero.
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
