//! What many series teach about the years ahead of one: growth in common, how series return to their level, and how
//! wide errors are.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    outlook::{
        calibration::{common::Common, windows::LEARNED_YEARS},
        features::Features,
    },
    stats::{COUNT, Quantiles},
};

/// The number of classes of volatility.
pub(crate) const CLASSES: usize = 4;
/// The number of classes of size.
pub(crate) const SIZES: usize = 6;

/// What was learned from many series, as they were known at the end of a year.
///
/// The default method looks ahead by this table. It holds:
///
/// - the growth that all pairs have in common, and its standard deviation;
/// - the share of the gap to its smoothed level that a series closes;
/// - the share of its own growth that goes on;
/// - by volatility and number of years, the quantiles of what such series then did.
///
/// It holds nothing that was known later than its year.
///
/// The common growth is expected to return to a long-run growth of 4 % a year in logarithms, as that of nominal dollars
/// does, unless the [sample](crate::history::AnnualPanel::long_run) says otherwise. The calibrations that come with the
/// crate are for nominal dollars.
///
/// ```
/// use tradepath::outlook::Calibration;
///
/// let of_2016 = Calibration::shipped("2016")?;
/// assert_eq!(of_2016.as_of(), Some(2016));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "CalibrationForm")]
pub struct Calibration {
    /// The last year that was known; none where the series have no calendar in common.
    pub(crate) as_of: Option<i32>,
    /// The panel that it was learned from; none where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<String>,
    /// The number of windows learned from; each is a series as it was known at the end of a year, and what came after.
    pub(crate) windows: usize,
    /// Whether any window had a past of its own to learn from.
    #[serde(skip_serializing)]
    pub(crate) knows_pasts: bool,
    pub(crate) common: Option<Common>,
    /// The log growth a year of a series of which nothing else is known.
    pub(crate) typical_growth: f64,
    /// The root mean square change a year.
    pub(crate) volatility: f64,
    pub(crate) weights: Weights,
    /// The middle volatility of each class.
    pub(crate) classes: [f64; CLASSES],
    /// By class of volatility and year ahead: the quantiles of errors, over volatility times the root of the years.
    pub(crate) shapes: [Vec<Quantiles>; CLASSES],
    pub(crate) newcomers: Newcomers,
}

/// A calibration as it is written, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalibrationForm {
    as_of: Option<i32>,
    #[serde(default)]
    source: Option<String>,
    windows: usize,
    common: Option<Common>,
    typical_growth: f64,
    volatility: f64,
    weights: Weights,
    classes: [f64; CLASSES],
    shapes: [Vec<Quantiles>; CLASSES],
    newcomers: Newcomers,
}

impl TryFrom<CalibrationForm> for Calibration {
    type Error = Error;

    fn try_from(form: CalibrationForm) -> Result<Self> {
        let CalibrationForm {
            as_of,
            source,
            windows,
            common,
            typical_growth,
            volatility,
            weights,
            classes,
            shapes,
            newcomers,
        } = form;
        let learned = Self {
            as_of,
            source,
            windows,
            knows_pasts: true,
            common,
            typical_growth,
            volatility,
            weights,
            classes,
            shapes,
            newcomers,
        };
        learned.checked()
    }
}

/// How a forecast follows from a series' [features](Features).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    /// The share of the gap to its level that a series closes, whatever its volatility.
    pub level: f64,
    /// How much more of the gap it closes for each unit of volatility.
    pub level_by_volatility: f64,
    /// The share of its own growth that goes on.
    pub growth: f64,
}

/// What to expect of a series with next to no history of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Newcomers {
    /// The logarithms of the amounts between neighbouring classes of size.
    pub edges: [f64; SIZES - 1],
    /// The root mean square change a year, by class of size.
    pub volatilities: [f64; SIZES],
    /// By year ahead: the quantiles of errors, over volatility times the root of the years.
    pub shapes: Vec<Quantiles>,
}

/// Errors over volatility where nothing was learned: Student's t with four degrees of freedom, times 0.85. That has the
/// 80 % interval of the normal distribution, and longer tails.
pub(crate) const UNLEARNED: [f64; COUNT] =
    [-3.913, -2.36, -1.812, -1.304, -0.899, -0.63, -0.29, 0.0, 0.29, 0.63, 0.899, 1.304, 1.812, 2.36, 3.913];
/// The volatility where nothing was learned: about that of the trade of two countries.
pub(crate) const UNLEARNED_VOLATILITY: f64 = 0.3;
/// The largest growth, weight or volatility that a calibration may have.
const MOST_NUMBER: f64 = 20.0;
/// The share of the gap that is closed rises with volatility up to this one.
pub(crate) const MOST_VOLATILITY: f64 = 1.0;
/// The bounds of the share of the gap that is closed. It may be negative: some series go on rather than return.
const CLOSED: (f64, f64) = (-0.5, 1.0);
/// A series with fewer changes than these counts as one without a history.
pub(crate) const FEWEST_CHANGES: u32 = 2;
/// Growth fades by this factor a year beyond the years that are learned.
const FADING: f64 = 0.9;

impl Weights {
    /// The weights before anything is learned: all of the gap is closed at a volatility of one and none at zero, and
    /// own growth does not go on.
    pub const UNLEARNED: Self = Self { level: 0.0, level_by_volatility: 1.0, growth: 0.0 };

    /// The expected change of the logarithm after some years:
    ///
    /// ```text
    /// gap (level + level_by_volatility min(volatility, 1)) + growth years
    /// ```
    ///
    /// with the share of the gap within bounds, and growth that fades beyond the years that are learned.
    pub fn expected(&self, signs: &Features, typical_growth: f64, volatility: f64, years: usize) -> f64 {
        let closed = self.level + self.level_by_volatility * volatility.min(MOST_VOLATILITY);
        signs.gap() * closed.clamp(CLOSED.0, CLOSED.1) + self.growth * signs.growth(typical_growth) * lasting(years)
    }
}

/// The number of years whose growth goes on over some years: later years count less and less.
fn lasting(years: usize) -> f64 {
    let beyond = years.saturating_sub(LEARNED_YEARS) as i32;
    years.min(LEARNED_YEARS) as f64 + FADING * (1.0 - FADING.powi(beyond)) / (1.0 - FADING)
}

/// The distribution of a change of the logarithm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ahead {
    /// The quantiles of the change for the series' own reasons alone.
    pub own: Quantiles,
    /// The standard deviation of what is common to all series.
    pub common: f64,
}

impl Ahead {
    /// The quantiles of the logarithm itself. What is common widens the distance of each quantile from the median:
    /// variances add up, which is exact for normal distributions.
    pub fn quantiles(&self, start: f64) -> Quantiles {
        let middle = self.own.median();
        self.own.map(|value, score| start + middle + (value - middle).hypot(self.common * score).copysign(score))
    }
}

impl Calibration {
    /// Refuses what cannot be looked ahead by: volatilities must be positive, growth within bounds, and every class
    /// must have a shape.
    pub(crate) fn checked(self) -> Result<Self> {
        if self.is_sound() {
            return Ok(self);
        }
        Err(Error::contradiction(
            "not a calibration: its growth, volatilities and shapes must be numbers within bounds, classes in their order, and no shape missing",
        ))
    }

    fn is_sound(&self) -> bool {
        let common = self.common.iter();
        let growth = common.clone().flat_map(|common| common.growth.iter().chain([&common.long_run]));
        let weights = [self.weights.level, self.weights.level_by_volatility, self.weights.growth];
        let small = growth.chain([&self.typical_growth]).chain(&weights).all(|number| number.abs() <= MOST_NUMBER);
        let volatilities = self.classes.iter().chain(&self.newcomers.volatilities).chain([&self.volatility]);
        let positive = volatilities.into_iter().all(|volatility| (1e-6..=MOST_NUMBER).contains(volatility));
        let ordered = self.classes.is_sorted() && self.newcomers.edges.is_sorted();
        let mut shapes = self.shapes.iter().chain([&self.newcomers.shapes]);
        let shaped = shapes.all(|shapes| {
            !shapes.is_empty() && shapes.iter().all(|shape| shape.values().iter().all(|error| error.abs() <= 1e3))
        });
        let years = common.clone().all(|common| (1000..=9999).contains(&common.from) && common.growth.len() < 9999);
        small && positive && ordered && shaped && years
    }

    /// What holds before anything is learned: no growth in common, and errors with somewhat wider tails than normal
    /// ones.
    pub(crate) fn unlearned() -> Self {
        let shapes = vec![Quantiles::from(UNLEARNED)];
        Self {
            as_of: None,
            source: None,
            windows: 0,
            knows_pasts: false,
            common: None,
            typical_growth: 0.0,
            volatility: UNLEARNED_VOLATILITY,
            weights: Weights::UNLEARNED,
            classes: [UNLEARNED_VOLATILITY; CLASSES],
            shapes: std::array::from_fn(|_| shapes.clone()),
            newcomers: Newcomers { edges: [0.0; SIZES - 1], volatilities: [UNLEARNED_VOLATILITY; SIZES], shapes },
        }
    }

    /// The last year that was known. None where nothing was learned, or where the series have no calendar in common.
    ///
    /// ```
    /// use tradepath::outlook::Calibration;
    ///
    /// // The newest that was known at the end of 2035 is that of 2020.
    /// assert_eq!(Calibration::shipped(2035)?.as_of(), Some(2020));
    /// // Before 2003 there is nothing to learn from.
    /// assert_eq!(Calibration::shipped(2002)?.as_of(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn as_of(&self) -> Option<i32> {
        self.as_of
    }

    /// The panel that it was learned from; none where nothing was learned, and where that is not known.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The number of windows that it was learned from. A window is a series as it was known at the end of a year, and
    /// what came after.
    ///
    /// ```
    /// use tradepath::outlook::Calibration;
    ///
    /// assert_eq!(Calibration::shipped(2002)?.windows(), 0);
    /// assert!(Calibration::shipped(2016)?.windows() < Calibration::shipped(2020)?.windows());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn windows(&self) -> usize {
        self.windows
    }

    /// The distribution of the change in a series' logarithm over each number of years after its last point.
    pub(crate) fn ahead(&self, points: &[(i32, f64)], years: usize) -> Vec<Ahead> {
        match (Features::of(&self.own_part(points)), points.last()) {
            (Some(signs), Some((year, log))) => self.ahead_of(&signs, *year, *log, years),
            _ => Vec::new(),
        }
    }

    /// The same from the features of the series' [own part](Self::own_part), and the year and logarithm of its last
    /// amount.
    pub(crate) fn ahead_of(&self, signs: &Features, year: i32, log: f64, years: usize) -> Vec<Ahead> {
        let known = signs.changes() >= FEWEST_CHANGES;
        let volatility = if known { signs.volatility(self.volatility) } else { self.newcomers.volatility(log) };
        (1..=years)
            .map(|ahead| {
                let shape = if known { self.shape(volatility, ahead) } else { *of_year(&self.newcomers.shapes, ahead) };
                let expected = if known {
                    self.weights.expected(signs, self.typical_growth, volatility, ahead)
                } else {
                    self.typical_growth * lasting(ahead)
                };
                let (common, spread) = self.common.as_ref().map_or((0.0, 0.0), |common| common.ahead(year, ahead));
                let width = volatility * (ahead as f64).sqrt();
                Ahead { own: shape.map(|error, _| expected + common + width * error), common: spread }
            })
            .collect()
    }

    /// The calibration for amounts that are not nominal dollars. Common growth is expected as before anything was seen,
    /// because its past was in dollars, and the size of an amount says nothing.
    pub(crate) fn for_other_money(self, year: i32) -> Self {
        let common = self.common.map(|common| Common { from: year, growth: Vec::new(), ..common });
        let newcomers = Newcomers { volatilities: [self.volatility; SIZES], ..self.newcomers };
        Self { common, newcomers, ..self }
    }

    /// The growth a year that all series have in common, as it is expected after a year.
    pub(crate) fn growth_in_common(&self, year: i32) -> f64 {
        self.common.as_ref().map_or(self.typical_growth, |common| common.ahead(year, 1).0)
    }

    /// A series without the growth that is common to all series up to each year.
    fn own_part(&self, points: &[(i32, f64)]) -> Vec<(i32, f64)> {
        let level = |year| self.common.as_ref().map_or(0.0, |common| common.level(year));
        points.iter().map(|(year, log)| (*year, log - level(*year))).collect()
    }

    /// The quantiles of errors for a volatility, interpolated between the two nearest classes.
    fn shape(&self, volatility: f64, years: usize) -> Quantiles {
        let above = self.classes.partition_point(|middle| *middle <= volatility).clamp(1, CLASSES - 1);
        let (low, high) = (self.classes[above - 1], self.classes[above]);
        let (of_low, of_high) = (of_year(&self.shapes[above - 1], years), of_year(&self.shapes[above], years));
        // Volatilities are interpolated by their logarithms; classes may coincide.
        let share = if high > low { (volatility / low).ln() / (high / low).ln() } else { 0.0 };
        of_low.towards(of_high, share.clamp(0.0, 1.0))
    }
}

impl Newcomers {
    /// The volatility of a class of size.
    fn volatility(&self, log: f64) -> f64 {
        self.volatilities[self.edges.partition_point(|edge| *edge <= log)]
    }
}

/// The shape for a number of years ahead, or that of the most years there is.
fn of_year(shapes: &[Quantiles], years: usize) -> &Quantiles {
    &shapes[(years - 1).min(shapes.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_calibration_is_refused() {
        let sound = serde_json::to_value(Calibration::unlearned()).unwrap();
        assert!(serde_json::from_value::<Calibration>(sound.clone()).is_ok());
        let changed = |key: &str, value: serde_json::Value| {
            let mut changed = sound.clone();
            changed[key] = value;
            serde_json::from_value::<Calibration>(changed).unwrap_err().to_string()
        };
        for (key, value) in [
            ("shapes", serde_json::json!([[], [], [], []])),
            ("classes", serde_json::json!([0.0, 0.0, 0.0, 1.0])),
            ("classes", serde_json::json!([0.4, 0.3, 0.2, 0.1])),
            ("volatility", serde_json::json!(1e200)),
            ("typical_growth", serde_json::json!(-400.0)),
            ("common", serde_json::json!({"long_run": 0.04, "from": i32::MIN, "growth": [0.1]})),
        ] {
            assert!(changed(key, value.clone()).contains("not a calibration"), "{key} {value}");
        }
        assert!(changed("unknown", serde_json::json!(1)).contains("unknown"));
    }
}
