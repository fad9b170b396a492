//! Shapes: how an amount moves within a route.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    growth::route::Route,
    stats::bracketed_root,
};

/// How an amount moves: its multiple of the baseline's amount, by the years since the baseline.
///
/// A caller's own shape is a type that implements this trait:
///
/// ```
/// use tradepath::growth::Shape;
///
/// /// Nothing for two years, while the railway is built; then ten percent a year.
/// #[derive(Debug)]
/// struct AfterTheRailway;
///
/// impl Shape for AfterTheRailway {
///     fn multiple(&self, years: f64) -> f64 {
///         1.1_f64.powf((years - 2.0).max(0.0))
///     }
/// }
/// let years = tradepath::growth::arrival_years(&AfterTheRailway, 1.21, 10.0);
/// assert_eq!(years.map(f64::round), Some(4.0));
/// ```
pub trait Shape: fmt::Debug + Send + Sync {
    /// The amount `years` (zero or more) after the baseline, as a multiple of the baseline's: 1 at zero.
    ///
    /// A result that is negative or not finite is refused by whatever evaluates the shape.
    fn multiple(&self, years: f64) -> f64;
}

/// A point that a shape is to pass through: a multiple of the baseline's amount, some years after the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StageForm")]
pub struct Stage {
    pub(crate) years: f64,
    pub(crate) multiple: f64,
}

/// As it is read, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageForm {
    years: f64,
    multiple: f64,
}

impl TryFrom<StageForm> for Stage {
    type Error = Error;

    fn try_from(form: StageForm) -> Result<Self> {
        Self::new(form.years, form.multiple)
    }
}

impl Stage {
    /// A stage at `years` after the baseline, with `multiple` times the baseline's amount.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) unless both are above zero and finite.
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::Stage;
    ///
    /// // Twice the baseline's amount, nine years after it.
    /// let stage = Stage::new(9.0, 2.0)?;
    /// assert_eq!((stage.years(), stage.multiple()), (9.0, 2.0));
    /// assert!(Stage::new(0.0, 2.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(years: f64, multiple: f64) -> Result<Self> {
        let positive = |what: &str, value: f64| {
            let right = value.is_finite() && value > 0.0;
            if right { Ok(value) } else { Err(Error::out_of_range(what, value, "above zero and finite")) }
        };
        Ok(Self {
            years: positive("the stage's time in years", years)?,
            multiple: positive("the stage's multiple", multiple)?,
        })
    }

    /// The dated milestones of a route, as stages in order of time.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a milestone's multiple of the baseline is more
    /// than an `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Period, growth::{Baseline, Milestone, Route, Stage}};
    ///
    /// let milestones = vec![
    ///     Milestone::new("5B", None)?,
    ///     Milestone::new("6B", Some(Period::year(2030)?))?,
    /// ];
    /// let route = Route::new(Baseline::new(2021, "3B")?, milestones)?;
    /// assert_eq!(Stage::of_route(&route)?, [Stage::new(9.0, 2.0)?]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_route(route: &Route) -> Result<Vec<Self>> {
        let baseline = route.baseline().amount().value();
        route.dated().map(|(_, years, amount)| Self::new(years, amount.value() / baseline)).collect()
    }

    /// The years from the baseline to the stage.
    pub fn years(self) -> f64 {
        self.years
    }

    /// The stage's amount as a multiple of the baseline's.
    pub fn multiple(self) -> f64 {
        self.multiple
    }

    /// The logarithm of the multiple, in which growth is additive.
    pub(crate) fn log(self) -> f64 {
        self.multiple.ln()
    }
}

/// The first moment, in years since the baseline, at which a shape reaches a multiple of the baseline's amount.
///
/// None where it does not within `horizon` years, of which at most 9,000 count. A multiple above 1 is reached from
/// below, one under 1 from above. The shape is evaluated once a month, so that a crossing that is undone within a month
/// can be missed.
///
/// ```
/// use tradepath::growth::{Compound, arrival_years};
///
/// let shape = Compound::new("10%".parse()?);
/// let years = arrival_years(&shape, 1.21, 10.0).unwrap();
/// assert!((years - 2.0).abs() < 1e-9);
/// assert_eq!(arrival_years(&shape, 1.21, 1.0), None);
/// assert_eq!(arrival_years(&shape, 0.5, 10.0), None);
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn arrival_years(shape: &dyn Shape, multiple: f64, horizon: f64) -> Option<f64> {
    const STEPS_A_YEAR: f64 = 12.0;
    if multiple == 1.0 {
        return Some(0.0);
    }
    if !multiple.is_finite() {
        return None;
    }
    // No period lies further from another than the calendar is long.
    let horizon = horizon.clamp(0.0, 9_000.0);
    // Turns a fall into a rise, so that one comparison serves both.
    let direction = (multiple - 1.0).signum();
    let beyond = |years: f64| (shape.multiple(years) - multiple) * direction;
    let steps = (horizon * STEPS_A_YEAR).ceil();
    let mut step = 0.0;
    while step < steps {
        let (before, after) = (step / STEPS_A_YEAR, ((step + 1.0) / STEPS_A_YEAR).min(horizon));
        // An amount that misses the multiple only by rounding has reached it.
        if beyond(after) >= -1e-12 * multiple {
            // Where rounding leaves no change of sign, the crossing is at the end of the month.
            return bracketed_root(beyond, before, after).ok().or(Some(after));
        }
        step += 1.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::shapes::ByLeg;
    use crate::growth::shapes::Compound;
    use crate::growth::shapes::Damped;
    use crate::growth::shapes::Gompertz;
    use crate::growth::shapes::Linear;
    use crate::growth::shapes::Logistic;
    use crate::growth::shapes::Ramp;
    use crate::growth::shapes::Smooth;
    use approx::assert_relative_eq;

    fn percent(percent: f64) -> crate::rate::GrowthRate {
        crate::rate::GrowthRate::from_percent(percent).unwrap()
    }

    /// Every shape of the crate that can meet a stage above the baseline, solved to do so.
    fn solved(stage: Stage) -> Vec<Box<dyn Shape>> {
        vec![
            Box::new(Compound::meeting(stage).unwrap()),
            Box::new(Linear::meeting(stage).unwrap()),
            Box::new(Logistic::meeting(stage, stage.multiple() * 1.3).unwrap()),
            Box::new(Gompertz::meeting(stage, stage.multiple() * 1.3).unwrap()),
            Box::new(Damped::meeting(stage, 0.8).unwrap()),
            Box::new(Ramp::meeting(stage, percent(2.0), 4.0).unwrap()),
            Box::new(Ramp::meeting(stage, percent(2.0), 40.0).unwrap()),
            Box::new(ByLeg::new(vec![stage]).unwrap()),
            Box::new(Smooth::new(vec![stage]).unwrap()),
        ]
    }

    #[test]
    fn every_shape_starts_at_one_and_meets_its_stage() {
        for (years, multiple) in [(9.0, 10.0 / 3.0), (0.5, 1.01), (40.0, 200.0)] {
            let stage = Stage::new(years, multiple).unwrap();
            for shape in solved(stage) {
                assert_eq!(shape.multiple(0.0), 1.0, "{shape:?}");
                assert_relative_eq!(shape.multiple(years), multiple, max_relative = 1e-12);
                assert_relative_eq!(arrival_years(&*shape, multiple, 100.0).unwrap(), years, max_relative = 1e-9);
            }
        }
    }

    #[test]
    fn falling_stages_are_met_by_the_shapes_that_can_fall() {
        let stage = Stage::new(9.0, 0.4).unwrap();
        let shapes: [Box<dyn Shape>; 6] = [
            Box::new(Compound::meeting(stage).unwrap()),
            Box::new(Linear::meeting(stage).unwrap()),
            Box::new(Damped::meeting(stage, 0.8).unwrap()),
            Box::new(Ramp::meeting(stage, percent(2.0), 4.0).unwrap()),
            Box::new(ByLeg::new(vec![stage]).unwrap()),
            Box::new(Smooth::new(vec![stage]).unwrap()),
        ];
        for shape in shapes {
            assert_relative_eq!(shape.multiple(9.0), 0.4, max_relative = 1e-12);
            assert_relative_eq!(arrival_years(&*shape, 0.4, 20.0).unwrap(), 9.0, max_relative = 1e-9);
        }
    }

    #[test]
    fn a_ceiling_under_the_target_says_so() {
        let stage = Stage::new(9.0, 3.0).unwrap();
        let message = Logistic::meeting(stage, 2.5).unwrap_err().to_string();
        assert!(
            message.contains("the ceiling is 2.5000 times the baseline, under the milestone's 3.0000"),
            "{message}"
        );
        assert!(Gompertz::meeting(stage, 3.0).is_err());
        assert!(Logistic::meeting(Stage::new(9.0, 0.5).unwrap(), 2.5).is_err());
    }

    #[test]
    fn what_is_never_reached_has_no_arrival() {
        assert_eq!(arrival_years(&Compound::new(percent(1.0)), 0.5, f64::INFINITY), None);
        assert_eq!(arrival_years(&Compound::new(percent(1.0)), 2.0, f64::NAN), None);
        assert_eq!(arrival_years(&Compound::new(percent(1.0)), f64::INFINITY, 50.0), None);
        assert_eq!(arrival_years(&Compound::new(percent(1.0)), 2.0, 50.0), None);
        assert_eq!(arrival_years(&Compound::new(percent(1.0)), 0.5, 50.0), None);
        assert_eq!(arrival_years(&Compound::new(percent(1.0)), 1.0, 50.0), Some(0.0));
    }
}
