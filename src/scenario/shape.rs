//! Which shape a scenario takes, as it is written down.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result},
    growth::{ByLeg, Compound, Damped, Gompertz, Linear, Logistic, Ramp, Route, Shape, Smooth, Stage},
    rate::GrowthRate,
};

/// A shape and those of its parameters that are known; the one that is not is solved to meet the last dated milestone.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum ShapeSpec {
    /// The same growth throughout.
    Compound {
        /// The growth; solved where not given.
        rate: Option<GrowthRate>,
    },
    /// The same sum more each year.
    Linear {
        /// What is added each year; solved where not given.
        step: Option<Amount>,
    },
    /// Logistic growth to a ceiling.
    Logistic {
        /// Where it ends.
        ceiling: Amount,
        /// The growth at the start; solved where not given.
        rate: Option<GrowthRate>,
    },
    /// Gompertz growth to a ceiling.
    Gompertz {
        /// Where it ends.
        ceiling: Amount,
        /// The growth at the start; solved where not given.
        rate: Option<GrowthRate>,
    },
    /// Growth that fades.
    Damped {
        /// What share of a year's log growth the next year keeps, above 0 and at most 1.
        damping: f64,
        /// The growth of the first year; solved where not given.
        rate: Option<GrowthRate>,
    },
    /// Growth that moves from one rate to another.
    Ramp {
        /// The growth at the start.
        from: GrowthRate,
        /// The growth it moves to; solved where not given.
        to: Option<GrowthRate>,
        /// In how many years.
        over: f64,
    },
    /// The growth each leg requires.
    ByLeg,
    /// Smoothly through every dated milestone.
    Smooth,
}

impl ShapeSpec {
    /// Whether every parameter is given, so that no milestone's date decides the shape.
    pub(crate) fn is_stated(&self) -> bool {
        match self {
            Self::Compound { rate } | Self::Logistic { rate, .. } | Self::Gompertz { rate, .. } => rate.is_some(),
            Self::Damped { rate, .. } => rate.is_some(),
            Self::Linear { step } => step.is_some(),
            Self::Ramp { to, .. } => to.is_some(),
            Self::ByLeg | Self::Smooth => false,
        }
    }

    /// The shape's name, as in a file.
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

    /// The shape itself, its free parameter solved.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where a parameter is to be solved and no milestone has a date;
    /// those of the shape's own constructors.
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

    /// Says in amounts what the shapes themselves would say in multiples.
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

/// The names of the shapes in a file.
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
