//! The year in which a target is reached, and the drift that a chance takes.

use serde::Serialize;

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    outlook::walk::{Approach, LogRandomWalk},
    probability::Probability,
    stats::bracketed_root,
};

/// The distribution of the year of arrival: the first year whose total is at or above the target.
///
/// ```
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
///
/// let walk = LogRandomWalk::new(0.08, 0.15)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
/// let arrival = outlook.arrival("5B")?;
/// assert!(arrival.by_year().is_sorted());
/// assert_eq!(arrival.never_within(), arrival.by_year()[9].complement());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArrivalChances {
    /// The chance of having arrived by each year; the first year after the start comes first.
    by_year: Vec<Probability>,
}

impl ArrivalChances {
    pub(crate) fn of(by_year: Vec<Probability>) -> Self {
        Self { by_year }
    }

    /// The chance of having arrived by each year; the first year after the start comes first.
    pub fn by_year(&self) -> &[Probability] {
        &self.by_year
    }

    /// The first year, counted from the start, by which the chance of having arrived is at least `chance`. A chance of
    /// 0.5 gives the median arrival. None where no year of the horizon has such a chance.
    pub fn year_of(&self, chance: Probability) -> Option<u32> {
        let at = self.by_year.iter().position(|by_then| *by_then >= chance)?;
        u32::try_from(at + 1).ok()
    }

    /// The probability of not arriving within the horizon.
    pub fn never_within(&self) -> Probability {
        self.by_year.last().map_or(Probability::CERTAIN, |by_then| by_then.complement())
    }
}

impl Approach {
    /// The distribution of the year of arrival within a horizon.
    ///
    /// # Errors
    /// Those of [`by_each_year`](Self::by_each_year).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, Probability};
    ///
    /// let approach = LogRandomWalk::new(0.08, 0.15)?.towards("3B", "5B")?;
    /// let arrival = approach.arrival(15)?;
    /// let year_of = |chance| arrival.year_of(Probability::new(chance).unwrap());
    /// // A chance of 90 % takes longer than 15 years.
    /// assert_eq!((year_of(0.1), year_of(0.5), year_of(0.9)), (Some(3), Some(7), None));
    /// assert_eq!(arrival.never_within().to_string(), "13%");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn arrival(self, horizon: u32) -> Result<ArrivalChances> {
        Ok(ArrivalChances { by_year: self.by_each_year(horizon)? })
    }
}

/// A question for the drift that a chance takes: see [`LogRandomWalk::needed_drift`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Needed {
    /// The amount to start from.
    pub start: Amount,
    /// The amount to reach.
    pub target: Amount,
    /// The number of years within which to reach it.
    pub years: u32,
    /// The chance with which to reach it.
    pub chance: Probability,
}

impl Needed {
    /// From an amount to another within a number of years, with a chance.
    ///
    /// # Errors
    /// That of an argument that could not be read.
    pub fn new(
        start: impl TryInto<Amount, Error: Into<Error>>,
        target: impl TryInto<Amount, Error: Into<Error>>,
        years: u32,
        chance: impl TryInto<Probability, Error: Into<Error>>,
    ) -> Result<Self> {
        Ok(Self { start: given(start)?, target: given(target)?, years, chance: given(chance)? })
    }
}

impl LogRandomWalk {
    /// The drift of the level, as a fraction a year, at which a target is reached by a year with a given chance, where
    /// the yearly log growth has this volatility.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where no drift between -10 and 10 gives that chance, as for
    /// a target that the start reaches already or a chance of 0 or 1; those of [`LogRandomWalk::new`] and
    /// [`Approach::by_horizon`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Needed};
    ///
    /// let question = Needed::new("3B", "5B", 5, 0.8)?;
    /// let drift = LogRandomWalk::needed_drift(&question, 0.15)?;
    /// assert_eq!(format!("{drift:.3}"), "0.165");
    /// let walk = LogRandomWalk::new(drift, 0.15)?;
    /// let chance = walk.towards(question.start, question.target)?.by_horizon(5)?;
    /// assert!((chance.value() - 0.8).abs() < 1e-9);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn needed_drift(question: &Needed, volatility: f64) -> Result<f64> {
        const ENDS: (f64, f64) = (-10.0, 10.0);
        let chance = |drift: f64| {
            let approach = LogRandomWalk::new(drift, volatility)?.towards(question.start, question.target)?;
            approach.by_horizon(question.years)
        };
        let (least, most) = (chance(ENDS.0)?, chance(ENDS.1)?);
        if question.chance <= least || question.chance >= most {
            let message = format!(
                "no drift between {} and {} a year brings {} to {} by year {} with a chance of {}: it is between {least} and {most}",
                ENDS.0, ENDS.1, question.start, question.target, question.years, question.chance
            );
            return Err(Error::no_answer(message));
        }
        // The ends were tried, so that every drift between has a chance.
        let missing = |drift: f64| chance(drift).map_or(f64::NAN, |found| found.value() - question.chance.value());
        bracketed_root(missing, ENDS.0, ENDS.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(start: &str, target: &str, chance: f64) -> Needed {
        let (start, target) = (start.parse().unwrap(), target.parse().unwrap());
        Needed { start, target, years: 9, chance: Probability::new(chance).unwrap() }
    }

    #[test]
    fn a_higher_chance_takes_a_higher_drift() {
        let drifts: Vec<f64> = [0.1, 0.5, 0.8, 0.95]
            .map(|chance| LogRandomWalk::needed_drift(&question("3B", "10B", chance), 0.2).unwrap())
            .to_vec();
        assert!(drifts.is_sorted_by(|a, b| a < b), "{drifts:?}");
    }

    #[test]
    fn a_chance_that_no_drift_gives_is_refused() {
        for wrong in [question("5B", "3B", 0.8), question("3B", "5B", 0.0), question("3B", "5B", 1.0)] {
            assert!(
                LogRandomWalk::needed_drift(&wrong, 0.2).unwrap_err().to_string().starts_with("no drift between"),
                "{wrong:?}"
            );
        }
        assert!(LogRandomWalk::needed_drift(&question("3B", "5B", 0.8), f64::NAN).is_err());
    }

    #[test]
    fn nothing_arrives_within_no_time() {
        let walk = LogRandomWalk::new(0.1, 0.1).unwrap();
        let arrival = walk.towards("3B", "5B").unwrap().arrival(0).unwrap();
        assert_eq!((arrival.never_within(), arrival.year_of(Probability::NEVER)), (Probability::CERTAIN, None));
    }
}
