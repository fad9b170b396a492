//! Growth that slows as it nears a ceiling.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    growth::shape::{Shape, Stage},
    rate::GrowthRate,
};

/// Logistic growth to a ceiling. The yearly increase is largest where half the ceiling is reached.
///
/// ```text
/// m(t) = K / (1 + (K − 1)·exp(−r·t)),   r = l₀ · K / (K − 1)
/// ```
///
/// with `K` the ceiling as a multiple of the baseline and `l₀` the log growth at the start.
///
/// ```
/// use tradepath::growth::{Logistic, Shape};
///
/// let shape = Logistic::new(4.0, "12%".parse()?)?;
/// assert_eq!(shape.multiple(0.0), 1.0);
/// assert!(shape.multiple(50.0) > 3.9 && shape.multiple(50.0) <= 4.0);
/// assert!(Logistic::new(1.0, "12%".parse()?).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Form")]
pub struct Logistic {
    ceiling: f64,
    pace: f64,
}

/// A shape towards a ceiling as it is read, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    ceiling: f64,
    pace: f64,
}

impl Form {
    /// The ceiling and the pace.
    fn checked(self) -> Result<(f64, f64)> {
        if self.pace.is_finite() {
            return Ok((above_baseline(self.ceiling)?, self.pace));
        }
        Err(Error::out_of_range("the pace", self.pace, "finite"))
    }
}

impl TryFrom<Form> for Logistic {
    type Error = Error;

    fn try_from(form: Form) -> Result<Self> {
        form.checked().map(|(ceiling, pace)| Self { ceiling, pace })
    }
}

impl Logistic {
    /// Logistic growth that begins at `rate` a year and approaches `ceiling` times the baseline.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a ceiling that is not above the baseline or not
    /// finite.
    pub fn new(ceiling: f64, rate: GrowthRate) -> Result<Self> {
        let ceiling = above_baseline(ceiling)?;
        Ok(Self { ceiling, pace: rate.log() * ceiling / (ceiling - 1.0) })
    }

    /// Logistic growth towards `ceiling` that passes through a stage; the growth at the start is solved.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the ceiling is not above the stage, or the stage is
    /// under the baseline; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) as for [`Logistic::new`].
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::{Logistic, Shape, Stage};
    ///
    /// let stage = Stage::new(9.0, 3.0)?;
    /// let shape = Logistic::meeting(stage, 4.0)?;
    /// assert!((shape.multiple(9.0) - 3.0).abs() < 1e-9);
    /// assert_eq!(Logistic::meeting(stage, 2.5).unwrap_err().code(), "no-answer");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn meeting(stage: Stage, ceiling: f64) -> Result<Self> {
        reachable(stage, ceiling)?;
        // exp(-r·t), solved from the formula for m(t).
        let remaining = (ceiling - stage.multiple) / stage.multiple / (ceiling - 1.0);
        Ok(Self { ceiling, pace: -remaining.ln() / stage.years })
    }

    /// The growth rate at the start.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where that is more than an `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::Logistic;
    ///
    /// let rate = Logistic::new(4.0, "12%".parse()?)?.rate()?;
    /// assert!((rate.effective() - 0.12).abs() < 1e-12);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn rate(self) -> Result<GrowthRate> {
        GrowthRate::from_log(self.pace * (self.ceiling - 1.0) / self.ceiling)
    }
}

impl Shape for Logistic {
    fn multiple(&self, years: f64) -> f64 {
        // The formula divided through by K, arranged so that no digits cancel: exactly 1 at zero, and K in the end.
        let left = (-self.pace * years).exp();
        1.0 / (left - (-self.pace * years).exp_m1() / self.ceiling)
    }
}

/// Gompertz growth to a ceiling: the log distance to the ceiling shrinks by the same share each year.
///
/// ```text
/// m(t) = K^(1 − exp(−b·t)),   b = l₀ / ln K
/// ```
///
/// with `K` the ceiling as a multiple of the baseline and `l₀` the log growth at the start.
///
/// ```
/// use tradepath::growth::{Gompertz, Shape, Stage};
///
/// let shape = Gompertz::meeting(Stage::new(9.0, 3.0)?, 4.0)?;
/// assert!((shape.multiple(9.0) - 3.0).abs() < 1e-9);
/// assert!(shape.multiple(100.0) <= 4.0 + 1e-9);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Form")]
pub struct Gompertz {
    ceiling: f64,
    pace: f64,
}

impl TryFrom<Form> for Gompertz {
    type Error = Error;

    fn try_from(form: Form) -> Result<Self> {
        form.checked().map(|(ceiling, pace)| Self { ceiling, pace })
    }
}

impl Gompertz {
    /// Gompertz growth that begins at `rate` a year and approaches `ceiling` times the baseline.
    ///
    /// # Errors
    /// As [`Logistic::new`].
    pub fn new(ceiling: f64, rate: GrowthRate) -> Result<Self> {
        let ceiling = above_baseline(ceiling)?;
        Ok(Self { ceiling, pace: rate.log() / ceiling.ln() })
    }

    /// Gompertz growth towards `ceiling` that passes through a stage; the growth at the start is solved.
    ///
    /// # Errors
    /// As [`Logistic::meeting`].
    pub fn meeting(stage: Stage, ceiling: f64) -> Result<Self> {
        reachable(stage, ceiling)?;
        // exp(-b·t) = 1 - ln m / ln K = ln(K/m) / ln K, with `ln_1p` for a stage close under the ceiling.
        let remaining = ((ceiling - stage.multiple) / stage.multiple).ln_1p() / ceiling.ln();
        Ok(Self { ceiling, pace: -remaining.ln() / stage.years })
    }

    /// The growth rate at the start.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where that is more than an `f64` holds.
    pub fn rate(self) -> Result<GrowthRate> {
        GrowthRate::from_log(self.pace * self.ceiling.ln())
    }
}

impl Shape for Gompertz {
    fn multiple(&self, years: f64) -> f64 {
        // 1 - exp(-b·t), without loss of digits near the start.
        let gone = -(-self.pace * years).exp_m1();
        (self.ceiling.ln() * gone).exp()
    }
}

/// Refuses a ceiling at or under the baseline, to which no growth leads.
fn above_baseline(ceiling: f64) -> Result<f64> {
    if ceiling.is_finite() && ceiling > 1.0 {
        Ok(ceiling)
    } else {
        Err(Error::out_of_range("the ceiling as a multiple of the baseline", ceiling, "above 1, and finite"))
    }
}

/// Refuses a stage that growth to the ceiling cannot pass: one under the baseline, or at or above the ceiling.
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
