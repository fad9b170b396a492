//! Growth that slows as it nears a ceiling.

use serde::Serialize;

use crate::{
    error::{Error, Result},
    growth::shape::{Shape, Stage},
    rate::GrowthRate,
};

/// Logistic growth to a ceiling: fastest half-way there.
///
/// ```text
/// m(t) = K / (1 + (K − 1)·exp(−r·t)),   r = l₀ · K / (K − 1)
/// ```
///
/// with `K` the ceiling as a multiple of the baseline and `l₀` the log growth at the start.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Logistic {
    ceiling: f64,
    pace: f64,
}

impl Logistic {
    /// Growth that begins at `rate` a year and ends at `ceiling` times the baseline.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a ceiling at or under the baseline.
    pub fn new(ceiling: f64, rate: GrowthRate) -> Result<Self> {
        let ceiling = above_baseline(ceiling)?;
        Ok(Self { ceiling, pace: rate.log() * ceiling / (ceiling - 1.0) })
    }

    /// The growth at the start that meets a stage on the way to `ceiling`.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the ceiling is not above the stage, or the stage is
    /// under the baseline.
    pub fn meeting(stage: Stage, ceiling: f64) -> Result<Self> {
        reachable(stage, ceiling)?;
        let remaining = (ceiling - stage.multiple) / stage.multiple / (ceiling - 1.0);
        Ok(Self { ceiling, pace: -remaining.ln() / stage.years })
    }

    /// The growth at the start.
    ///
    /// # Errors
    /// Where that is more than a number holds.
    pub fn rate(self) -> Result<GrowthRate> {
        GrowthRate::from_log(self.pace * (self.ceiling - 1.0) / self.ceiling)
    }
}

impl Shape for Logistic {
    fn multiple(&self, years: f64) -> f64 {
        // Divided through by K and arranged so that nothing cancels: exactly 1 at zero, K in the end.
        let left = (-self.pace * years).exp();
        1.0 / (left - (-self.pace * years).exp_m1() / self.ceiling)
    }
}

/// Gompertz growth to a ceiling: the distance to it in logarithms shrinks by the same share each year.
///
/// ```text
/// m(t) = K^(1 − exp(−b·t)),   b = l₀ / ln K
/// ```
///
/// with `K` the ceiling as a multiple of the baseline and `l₀` the log growth at the start.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Gompertz {
    ceiling: f64,
    pace: f64,
}

impl Gompertz {
    /// Growth that begins at `rate` a year and ends at `ceiling` times the baseline.
    ///
    /// # Errors
    /// As [`Logistic::new`].
    pub fn new(ceiling: f64, rate: GrowthRate) -> Result<Self> {
        let ceiling = above_baseline(ceiling)?;
        Ok(Self { ceiling, pace: rate.log() / ceiling.ln() })
    }

    /// The growth at the start that meets a stage on the way to `ceiling`.
    ///
    /// # Errors
    /// As [`Logistic::meeting`].
    pub fn meeting(stage: Stage, ceiling: f64) -> Result<Self> {
        reachable(stage, ceiling)?;
        let remaining = ((ceiling - stage.multiple) / stage.multiple).ln_1p() / ceiling.ln();
        Ok(Self { ceiling, pace: -remaining.ln() / stage.years })
    }

    /// The growth at the start.
    ///
    /// # Errors
    /// Where that is more than a number holds.
    pub fn rate(self) -> Result<GrowthRate> {
        GrowthRate::from_log(self.pace * self.ceiling.ln())
    }
}

impl Shape for Gompertz {
    fn multiple(&self, years: f64) -> f64 {
        let gone = -(-self.pace * years).exp_m1();
        (self.ceiling.ln() * gone).exp()
    }
}

fn above_baseline(ceiling: f64) -> Result<f64> {
    if ceiling.is_finite() && ceiling > 1.0 {
        Ok(ceiling)
    } else {
        Err(Error::out_of_range("the ceiling as a multiple of the baseline", ceiling, "above 1, and finite"))
    }
}

fn reachable(stage: Stage, ceiling: f64) -> Result<()> {
    above_baseline(ceiling)?;
    let multiple = stage.multiple;
    if multiple < 1.0 {
        return Err(Error::no_answer(format!(
            "the milestone is {multiple:.4} times the baseline, but growth to a ceiling only rises; choose another shape"
        )));
    }
    if multiple >= ceiling {
        let relation = if multiple > ceiling { "under" } else { "no higher than" };
        return Err(Error::no_answer(format!(
            "the ceiling is {ceiling:.4} times the baseline, {relation} the milestone's {multiple:.4}; raise it above the milestone"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn growth_begins_at_the_stated_rate_and_ends_at_the_ceiling() {
        let rate = GrowthRate::from_percent(12.0).unwrap();
        let (logistic, gompertz) = (Logistic::new(4.0, rate).unwrap(), Gompertz::new(4.0, rate).unwrap());
        for shape in [&logistic as &dyn Shape, &gompertz] {
            let at_start = shape.multiple(1e-7).ln() / 1e-7;
            assert_relative_eq!(at_start, rate.log(), max_relative = 1e-6);
            assert_relative_eq!(shape.multiple(1e4), 4.0, max_relative = 1e-12);
        }
        assert_relative_eq!(logistic.rate().unwrap().effective(), 0.12, max_relative = 1e-12);
        assert_relative_eq!(gompertz.rate().unwrap().effective(), 0.12, max_relative = 1e-12);
    }

    #[test]
    fn a_stage_close_under_a_high_ceiling_is_met() {
        let stage = Stage::new(10.0, 0.99e12).unwrap();
        assert_relative_eq!(Logistic::meeting(stage, 1e12).unwrap().multiple(10.0), 0.99e12, max_relative = 1e-12);
        assert_relative_eq!(Gompertz::meeting(stage, 1e12).unwrap().multiple(10.0), 0.99e12, max_relative = 1e-12);
        let far = Logistic::new(1e17, GrowthRate::from_percent(7.0).unwrap()).unwrap().multiple(2000.0);
        assert_relative_eq!(far, 1e17, max_relative = 1e-12);
    }

    #[test]
    fn a_ceiling_at_the_baseline_is_refused() {
        assert!(Logistic::new(1.0, GrowthRate::ZERO).is_err());
        assert!(Gompertz::new(f64::NAN, GrowthRate::ZERO).is_err());
    }
}
