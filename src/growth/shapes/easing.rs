//! Growth whose rate itself changes: fading year by year, or moving from one rate to another.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    growth::shape::{Shape, Stage},
    rate::GrowthRate,
};

/// Growth that fades: each year's log growth is `damping` times that of the year before.
///
/// ```text
/// ln m(t) = l₁ · (1 − φ^t) / (1 − φ)
/// ```
///
/// with `l₁` the log growth of the first year and `φ` the damping (E. S. Gardner and E. McKenzie, "Forecasting trends
/// in time series", Management Science 31, 1985).
///
/// ```
/// use tradepath::growth::{Compound, Damped, Shape};
///
/// let rate: tradepath::GrowthRate = "10%".parse()?;
/// let (fading, constant) = (Damped::new(rate, 0.8)?, Compound::new(rate));
/// assert!((fading.multiple(1.0) - 1.1).abs() < 1e-12);
/// assert!(fading.multiple(5.0) < constant.multiple(5.0));
/// assert!(Damped::new(rate, 1.1).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "DampedForm")]
pub struct Damped {
    rate: GrowthRate,
    damping: f64,
}

/// As it is read, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DampedForm {
    rate: GrowthRate,
    damping: f64,
}

impl TryFrom<DampedForm> for Damped {
    type Error = Error;

    fn try_from(form: DampedForm) -> Result<Self> {
        Self::new(form.rate, form.damping)
    }
}

impl Damped {
    /// Growth at `rate` in the first year, each year's log growth being `damping` times that of the year before. A
    /// damping of 1 is compound growth.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a damping that is not above 0 and at most 1.
    pub fn new(rate: GrowthRate, damping: f64) -> Result<Self> {
        if damping > 0.0 && damping <= 1.0 {
            Ok(Self { rate, damping })
        } else {
            Err(Error::out_of_range("the damping", damping, "above 0 and at most 1"))
        }
    }

    /// Damped growth that passes through a stage; the first year's growth is solved.
    ///
    /// # Errors
    /// As [`Damped::new`]; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where the first year's growth is
    /// more than an `f64` holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::{Compound, Damped, Stage};
    ///
    /// let stage = Stage::new(9.0, 3.0)?;
    /// // Growth that fades has to begin faster to arrive at the same time.
    /// assert!(Damped::meeting(stage, 0.8)?.rate() > Compound::meeting(stage)?.rate());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn meeting(stage: Stage, damping: f64) -> Result<Self> {
        let unit = Self::new(GrowthRate::ZERO, damping)?;
        let rate = GrowthRate::from_log(stage.log() / unit.effective_years(stage.years))?;
        Self::new(rate, damping)
    }

    /// The growth rate of the first year.
    pub fn rate(self) -> GrowthRate {
        self.rate
    }

    /// How many years of the first year's growth equal `years` of fading growth: `(1 − φ^t) / (1 − φ)`.
    fn effective_years(&self, years: f64) -> f64 {
        // The formula is 0/0 there, and its limit is t.
        if self.damping == 1.0 {
            return years;
        }
        -(years * self.damping.ln()).exp_m1() / (1.0 - self.damping)
    }
}

impl Shape for Damped {
    fn multiple(&self, years: f64) -> f64 {
        (self.rate.log() * self.effective_years(years)).exp()
    }
}

/// Growth whose log rate moves evenly from one value to another, and stays there.
///
/// ```text
/// ln m(t) = l₀·t + (l₁ − l₀)·t² / (2R)           while t ≤ R
/// ln m(t) = (l₀ + l₁)·R/2 + l₁·(t − R)           afterwards
/// ```
///
/// with `l₀` and `l₁` the log growth at the start and after the ramp of `R` years.
///
/// ```
/// use tradepath::growth::{Ramp, Shape};
///
/// // From 2 % a year to 12 % a year within five years.
/// let shape = Ramp::new("2%".parse()?, "12%".parse()?, 5.0)?;
/// assert!((shape.multiple(9.0) / shape.multiple(8.0) - 1.12).abs() < 1e-12);
/// assert!(Ramp::new("2%".parse()?, "12%".parse()?, 0.0).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RampForm")]
pub struct Ramp {
    from: GrowthRate,
    to: GrowthRate,
    over: f64,
}

/// As it is read, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RampForm {
    from: GrowthRate,
    to: GrowthRate,
    over: f64,
}

impl TryFrom<RampForm> for Ramp {
    type Error = Error;

    fn try_from(form: RampForm) -> Result<Self> {
        Self::new(form.from, form.to, form.over)
    }
}

impl Ramp {
    /// Growth that moves `from` one rate `to` another `over` so many years.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) unless `over` is above zero and finite.
    pub fn new(from: GrowthRate, to: GrowthRate, over: f64) -> Result<Self> {
        if over.is_finite() && over > 0.0 {
            Ok(Self { from, to, over })
        } else {
            Err(Error::out_of_range("the ramp's length in years", over, "above zero and finite"))
        }
    }

    /// A ramp that passes through a stage; the rate it moves to is solved.
    ///
    /// # Errors
    /// As [`Ramp::new`]; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where the rate is more than an `f64`
    /// holds.
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::{Ramp, Shape, Stage};
    ///
    /// let shape = Ramp::meeting(Stage::new(9.0, 3.0)?, "2%".parse()?, 4.0)?;
    /// assert!((shape.multiple(9.0) - 3.0).abs() < 1e-9);
    /// // Growth that begins at 2 % has to end above the constant rate of the same stage.
    /// assert!(shape.to() > tradepath::growth::rate(1.0, 3.0, 9.0)?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn meeting(stage: Stage, from: GrowthRate, over: f64) -> Result<Self> {
        let level = Self::new(from, from, over)?;
        // The logarithm is a weighted sum of both log rates, so that the unknown one follows by division.
        let weight = level.weight_of_to(stage.years);
        let to = (stage.log() - from.log() * (stage.years - weight)) / weight;
        Self::new(from, GrowthRate::from_log(to)?, over)
    }

    /// The rate it moves to.
    pub fn to(self) -> GrowthRate {
        self.to
    }

    /// How many years of growth at the later rate, the rest being at the first, equal `years` of the ramp: the integral
    /// of the share t/R that the later rate has at t.
    fn weight_of_to(&self, years: f64) -> f64 {
        if years <= self.over { years * years / (2.0 * self.over) } else { years - self.over / 2.0 }
    }
}

impl Shape for Ramp {
    fn multiple(&self, years: f64) -> f64 {
        let weight = self.weight_of_to(years);
        (self.from.log() * (years - weight) + self.to.log() * weight).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn percent(percent: f64) -> GrowthRate {
        GrowthRate::from_percent(percent).unwrap()
    }

    #[test]
    fn damped_growth_fades_by_the_same_share_each_year() {
        let shape = Damped::new(percent(10.0), 0.5).unwrap();
        let growth = |year: f64| (shape.multiple(year) / shape.multiple(year - 1.0)).ln();
        assert_relative_eq!(growth(1.0), percent(10.0).log(), max_relative = 1e-14);
        assert_relative_eq!(growth(4.0), growth(3.0) * 0.5, max_relative = 1e-13);
    }

    #[test]
    fn damping_of_one_is_compound_growth() {
        let shape = Damped::new(percent(10.0), 1.0).unwrap();
        assert_relative_eq!(shape.multiple(7.0), 1.1_f64.powi(7), max_relative = 1e-14);
        assert!(Damped::new(percent(10.0), 1.1).is_err());
        assert!(Damped::new(percent(10.0), 0.0).is_err());
    }

    #[test]
    fn a_ramp_passes_from_one_rate_to_the_other_without_a_break() {
        let shape = Ramp::new(percent(2.0), percent(12.0), 5.0).unwrap();
        assert_relative_eq!(shape.multiple(5.0 - 1e-9), shape.multiple(5.0 + 1e-9), max_relative = 1e-8);
        assert_relative_eq!(shape.multiple(9.0) / shape.multiple(8.0), 1.12, max_relative = 1e-13);
        assert!(Ramp::new(percent(2.0), percent(12.0), 0.0).is_err());
    }
}
