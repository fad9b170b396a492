//! What many series teach about the years ahead of one: common growth, how pairs return to their level, how wide errors are.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    outlook::{
        calibration::{common::Common, windows::LEARNED_YEARS},
        features::Features,
    },
    stats::{COUNT, Quantiles},
};

/// How many classes of volatility there are.
pub(crate) const CLASSES: usize = 4;
/// How many classes of size there are.
pub(crate) const SIZES: usize = 6;

/// What was learned from many series as they were known at the end of a year.
///
/// ```
/// use tradepath::outlook::Calibration;
///
/// let of_2016 = Calibration::shipped("2016")?;
/// assert_eq!(of_2016.as_of(), Some(2016));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// The default method looks ahead as this table says: the growth that all pairs have in common and how far it strays, how
/// much of the gap to its smoothed level a series closes, how much of its own growth goes on, and, by volatility and number
/// of years, the quantiles of what such series then did. It holds nothing that was known later than its year.
///
/// The common growth is expected to return to a long-run one of 4 % a year in logarithms, as pairs' nominal dollars do, unless the
/// [sample](AnnualPanel::long_run) says otherwise; the calibrations that come with the crate are for nominal dollars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "CalibrationForm")]
pub struct Calibration {
    /// The last year that was known; none where series have no calendar in common.
    pub(crate) as_of: Option<i32>,
    /// How many windows of a series, years before and years after, were looked at.
    pub(crate) windows: usize,
    /// Whether any of them had a past of its own.
    #[serde(skip_serializing)]
    pub(crate) knows_pasts: bool,
    pub(crate) common: Option<Common>,
    /// What a series grows by a year where nothing else is known.
    pub(crate) typical_growth: f64,
    /// The root mean square change a year.
    pub(crate) volatility: f64,
    pub(crate) weights: Weights,
    /// The middle volatility of each class.
    pub(crate) classes: [f64; CLASSES],
    /// Quantiles of errors over volatility times the root of the years: by class, then by year.
    pub(crate) shapes: [Vec<Quantiles>; CLASSES],
    pub(crate) newcomers: Newcomers,
}

/// A calibration as it is written, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalibrationForm {
    as_of: Option<i32>,
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
        let CalibrationForm { as_of, windows, common, typical_growth, volatility, weights, classes, shapes, newcomers } =
            form;
        let learned = Self {
            as_of,
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

/// How a forecast follows from a series' [signs](Features).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    /// How much of the gap to its level a series closes, whatever its volatility.
    pub level: f64,
    /// How much more it closes for each unit of volatility.
    pub level_by_volatility: f64,
    /// How much of its own growth goes on.
    pub growth: f64,
}

/// What to expect of a series with next to no history of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Newcomers {
    /// The logarithms of the amounts between one class of size and the next.
    pub edges: [f64; SIZES - 1],
    /// The root mean square change a year by class of size.
    pub volatilities: [f64; SIZES],
    /// Quantiles of errors over volatility times the root of the years, by year.
    pub shapes: Vec<Quantiles>,
}

/// Errors over volatility where nothing was learned: Student's t with four degrees of freedom, times 0.85, which has the normal
/// distribution's 80 % interval and longer tails.
pub(crate) const UNLEARNED: [f64; COUNT] =
    [-3.913, -2.36, -1.812, -1.304, -0.899, -0.63, -0.29, 0.0, 0.29, 0.63, 0.899, 1.304, 1.812, 2.36, 3.913];
/// The volatility where nothing was learned: about that of the trade of two countries.
pub(crate) const UNLEARNED_VOLATILITY: f64 = 0.3;
/// No growth, weight or volatility of a calibration is larger.
const MOST_NUMBER: f64 = 20.0;
/// Beyond this volatility a series does not close more of the gap.
pub(crate) const MOST_VOLATILITY: f64 = 1.0;
/// The least and most of the gap that is closed: some series go on rather than return.
const CLOSED: (f64, f64) = (-0.5, 1.0);
/// A series whose own volatility counts has at least so many changes.
pub(crate) const FEWEST_CHANGES: u32 = 2;
/// How much of a year's own growth goes on in the next one, beyond the years that are learned for.
const FADING: f64 = 0.9;

impl Weights {
    /// Before anything is learned: all of the gap is closed at a volatility of one, none at zero, and own growth ends.
    pub const UNLEARNED: Self = Self { level: 0.0, level_by_volatility: 1.0, growth: 0.0 };

    /// The expected change of the logarithm after some years.
    pub fn expected(&self, signs: &Features, typical_growth: f64, volatility: f64, years: usize) -> f64 {
        let closed = self.level + self.level_by_volatility * volatility.min(MOST_VOLATILITY);
        signs.gap() * closed.clamp(CLOSED.0, CLOSED.1) + self.growth * signs.growth(typical_growth) * lasting(years)
    }
}

/// How many years' growth goes on over some years.
fn lasting(years: usize) -> f64 {
    let beyond = years.saturating_sub(LEARNED_YEARS) as i32;
    years.min(LEARNED_YEARS) as f64 + FADING * (1.0 - FADING.powi(beyond)) / (1.0 - FADING)
}

/// Where a change of the logarithm is expected, how far it strays for reasons of the series' own, and for common ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ahead {
    /// Quantiles of the change, by own reasons alone.
    pub own: Quantiles,
    /// The standard deviation of what is common.
    pub common: f64,
}

impl Ahead {
    /// The quantiles of the logarithm itself. What is common widens each quantile's distance from the median as squares add
    /// up: exact for normal distributions.
    pub fn quantiles(&self, start: f64) -> Quantiles {
        let middle = self.own.median();
        self.own.map(|value, score| start + middle + (value - middle).hypot(self.common * score).copysign(score))
    }
}

impl Calibration {
    /// That it can be looked ahead by: positive volatilities, growth within bounds, and a shape for every class.
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

    /// What holds before anything is learned: no growth in common, and errors a little wider in the tails than normal ones.
    pub(crate) fn unlearned() -> Self {
        let shapes = vec![Quantiles::from(UNLEARNED)];
        Self {
            as_of: None,
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

    /// The last year that was known; none where series have no calendar in common.
    pub fn as_of(&self) -> Option<i32> {
        self.as_of
    }

    /// How many windows of a series, years before and years after, it was learned from.
    pub fn windows(&self) -> usize {
        self.windows
    }

    /// The change of a series' logarithm in each of the years after the last of some points.
    pub(crate) fn ahead(&self, points: &[(i32, f64)], years: usize) -> Vec<Ahead> {
        match (Features::of(&self.own_part(points)), points.last()) {
            (Some(signs), Some((year, log))) => self.ahead_of(&signs, *year, *log, years),
            _ => Vec::new(),
        }
    }

    /// The same by the signs of its [own part](Self::own_part), and year and logarithm of its last amount.
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

    /// For amounts that are not nominal dollars: what is common is expected as before anything was seen, because its past was in
    /// dollars, and the size of an amount says nothing.
    pub(crate) fn for_other_money(self, year: i32) -> Self {
        let common = self.common.map(|common| Common { from: year, growth: Vec::new(), ..common });
        let newcomers = Newcomers { volatilities: [self.volatility; SIZES], ..self.newcomers };
        Self { common, newcomers, ..self }
    }

    /// The growth a year that all series have in common, as it is expected after a year.
    pub(crate) fn growth_in_common(&self, year: i32) -> f64 {
        self.common.as_ref().map_or(self.typical_growth, |common| common.ahead(year, 1).0)
    }

    /// A series without the growth that is common to all up to each year.
    fn own_part(&self, points: &[(i32, f64)]) -> Vec<(i32, f64)> {
        let level = |year| self.common.as_ref().map_or(0.0, |common| common.level(year));
        points.iter().map(|(year, log)| (*year, log - level(*year))).collect()
    }

    /// The quantiles of errors for a volatility, between those of the two nearest classes.
    fn shape(&self, volatility: f64, years: usize) -> Quantiles {
        let above = self.classes.partition_point(|middle| *middle <= volatility).clamp(1, CLASSES - 1);
        let (low, high) = (self.classes[above - 1], self.classes[above]);
        let (of_low, of_high) = (of_year(&self.shapes[above - 1], years), of_year(&self.shapes[above], years));
        let share = if high > low { (volatility / low).ln() / (high / low).ln() } else { 0.0 };
        of_low.towards(of_high, share.clamp(0.0, 1.0))
    }
}

impl Newcomers {
    fn volatility(&self, log: f64) -> f64 {
        self.volatilities[self.edges.partition_point(|edge| *edge <= log)]
    }
}

/// The shape of a year, or of the last one there is.
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
