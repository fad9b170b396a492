//! The shape of a scenario and its parameters, as they are written to files.
//!
//! A specification is data: it can be compared, serialised and changed. [`ShapeSpec::resolve`] makes the [`Shape`] of
//! it that can be evaluated.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result},
    growth::{ByLeg, Compound, Damped, Gompertz, Linear, Logistic, Ramp, Route, Shape, Smooth, Stage},
    rate::GrowthRate,
};

/// A shape and its parameters: how the turnover moves between the baseline and the milestones.
///
/// A parameter that is `None` is solved so that the shape meets the last dated milestone. The formulas are those of the
/// shapes in [`growth`](crate::growth).
///
/// ```
/// use tradepath::{Scenario, ShapeSpec};
///
/// let pledge = |shape| {
///     let builder = Scenario::builder("KAZ-UZB").currency("USD").baseline(2021, "3B");
///     builder.milestone_by("10B", 2030).shape(shape).build()
/// };
/// let linear = pledge(ShapeSpec::Linear { step: None })?.project()?;
/// assert_eq!(linear.steps().last().unwrap().amount.to_string(), "10B");
/// // A ceiling under the milestone cannot be solved.
/// let low = pledge(ShapeSpec::Logistic { ceiling: "9B".parse()?, rate: None });
/// assert_eq!(low.unwrap_err().code(), "no-answer");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum ShapeSpec {
    /// Compound growth: the same rate each year.
    Compound {
        /// The annual growth rate; solved where it is none.
        rate: Option<GrowthRate>,
    },
    /// Linear growth: the same sum more each year.
    Linear {
        /// The sum added each year; solved where it is none.
        step: Option<Amount>,
    },
    /// Logistic growth to a ceiling.
    Logistic {
        /// The amount that growth approaches.
        ceiling: Amount,
        /// The growth rate at the start; solved where it is none.
        rate: Option<GrowthRate>,
    },
    /// Gompertz growth to a ceiling.
    Gompertz {
        /// The amount that growth approaches.
        ceiling: Amount,
        /// The growth rate at the start; solved where it is none.
        rate: Option<GrowthRate>,
    },
    /// Damped growth, which fades from year to year.
    Damped {
        /// The share of a year's log growth that the next year keeps, above 0 and at most 1.
        damping: f64,
        /// The growth rate of the first year; solved where it is none.
        rate: Option<GrowthRate>,
    },
    /// Growth that moves evenly from one rate to another.
    Ramp {
        /// The growth rate at the start.
        from: GrowthRate,
        /// The growth rate that it moves to; solved where it is none.
        to: Option<GrowthRate>,
        /// The years that the change takes.
        over: f64,
    },
    /// Compound growth leg by leg, each at the rate that it requires.
    ByLeg,
    /// A smooth curve through every dated milestone.
    Smooth,
}

impl ShapeSpec {
    /// Whether every parameter is given, so that the milestones' dates do not determine the shape. Such a shape goes on
    /// after the last date.
    pub(crate) fn is_stated(&self) -> bool {
        match self {
            Self::Compound { rate } | Self::Logistic { rate, .. } | Self::Gompertz { rate, .. } => rate.is_some(),
            Self::Damped { rate, .. } => rate.is_some(),
            Self::Linear { step } => step.is_some(),
            Self::Ramp { to, .. } => to.is_some(),
            Self::ByLeg | Self::Smooth => false,
        }
    }

    /// The shape's name, as it is written in a file after `kind =`.
    ///
    /// ```
    /// assert_eq!(tradepath::ShapeSpec::ByLeg.name(), "by-leg");
    /// ```
    pub fn name(&self) -> &'static str {
        match self {
            Self::Compound { .. } => "compound",
            Self::Linear { .. } => "linear",
            Self::Logistic { .. } => "logistic",
            Self::Gompertz { .. } => "gompertz",
            Self::Damped { .. } => "damped",
            Self::Ramp { .. } => "ramp",
            Self::ByLeg => "by-leg",
            Self::Smooth => "smooth",
        }
    }

    /// The shape with all its parameters, as multiples of the baseline's amount. A parameter that was not given is
    /// solved from the last dated milestone; `by-leg` and `smooth` go through all dated milestones.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where a parameter is to be solved and no milestone has a date;
    /// those of the shape's own constructors.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Period, ShapeSpec, growth::{Baseline, Milestone, Route}};
    ///
    /// let ten = Milestone::new("10B", Some(Period::year(2031)?))?;
    /// let route = Route::new(Baseline::new(2021, "5B")?, vec![ten])?;
    /// let shape = ShapeSpec::Linear { step: None }.resolve(&route)?;
    /// assert_eq!(shape.multiple(5.0), 1.5);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn resolve(&self, route: &Route) -> Result<Box<dyn Shape>> {
        self.check_ceiling(route)?;
        let baseline = route.baseline().amount().value();
        let last = || match Stage::of_route(route)?.last() {
            Some(stage) => Ok(*stage),
            None => Err(Error::missing(
                "rate for the shape",
                "no milestone has a date from which to solve it; give one or the other",
            )),
        };
        Ok(match *self {
            Self::Compound { rate: Some(rate) } => Box::new(Compound::new(rate)),
            Self::Compound { rate: None } => Box::new(Compound::meeting(last()?)?),
            Self::Linear { step: Some(step) } => Box::new(Linear::new(step.value() / baseline)?),
            Self::Linear { step: None } => Box::new(Linear::meeting(last()?)?),
            Self::Logistic { ceiling, rate: Some(rate) } => Box::new(Logistic::new(ceiling.value() / baseline, rate)?),
            Self::Logistic { ceiling, rate: None } => Box::new(Logistic::meeting(last()?, ceiling.value() / baseline)?),
            Self::Gompertz { ceiling, rate: Some(rate) } => Box::new(Gompertz::new(ceiling.value() / baseline, rate)?),
            Self::Gompertz { ceiling, rate: None } => Box::new(Gompertz::meeting(last()?, ceiling.value() / baseline)?),
            Self::Damped { damping, rate: Some(rate) } => Box::new(Damped::new(rate, damping)?),
            Self::Damped { damping, rate: None } => Box::new(Damped::meeting(last()?, damping)?),
            Self::Ramp { from, to: Some(to), over } => Box::new(Ramp::new(from, to, over)?),
            Self::Ramp { from, to: None, over } => Box::new(Ramp::meeting(last()?, from, over)?),
            Self::ByLeg => Box::new(ByLeg::new(Stage::of_route(route)?)?),
            Self::Smooth => Box::new(Smooth::new(Stage::of_route(route)?)?),
        })
    }

    /// Refuses a ceiling at or under the last dated milestone, where the rate is to be solved. The shapes themselves
    /// know multiples only, and their message could not name the amounts.
    fn check_ceiling(&self, route: &Route) -> Result<()> {
        let (Self::Logistic { ceiling, rate } | Self::Gompertz { ceiling, rate }) = self else { return Ok(()) };
        let last = route.dated().next_back().filter(|_| rate.is_none());
        match last {
            Some((by, _, target)) if *ceiling <= target => Err(Error::no_answer(format!(
                "the ceiling of {ceiling} is not above the milestone of {target} by {by}, so that growth to it cannot get there; raise the ceiling"
            ))
            .at_key("ceiling")),
            _ => Ok(()),
        }
    }
}

/// The names of the shapes in a file: `compound`, `by-leg` and so on, in lower case with dashes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Compound,
    Linear,
    Logistic,
    Gompertz,
    Damped,
    Ramp,
    ByLeg,
    Smooth,
}
