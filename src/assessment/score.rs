//! How well chances foretold what happened.

use serde::{Deserialize, Serialize};

use crate::probability::Probability;

/// How well a set of chances foretold what happened.
///
/// ```
/// use tradepath::{AssessmentOptions, Scorecard, assess, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let score = Scorecard::of([&assessment]).outlook.unwrap();
/// // Both milestones were met, so that any chance below 1 expected too few.
/// assert!(score.expected <= f64::from(score.came));
/// assert!((0.0..=1.0).contains(&score.brier));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Score {
    /// The number of chances whose outcome is known.
    pub cases: u32,
    /// How many of these came about.
    pub came: u32,
    /// How many were expected to come about: the sum of the chances.
    pub expected: f64,
    /// The Brier score (Brier 1950): 0 at best, 0.25 for always saying one half.
    ///
    /// ```text
    /// brier = mean of (chance - outcome)^2, with outcome 1 where it came about and 0 where not
    /// ```
    pub brier: f64,
    /// The standard error of the Brier score, as if the milestones were independent of one another; none for one case.
    /// Milestones of one pledge are not independent, so that the true error is larger.
    #[serde(default)]
    pub brier_error: Option<f64>,
    /// The chances by tenths, from 0 to 10 % on, without those that have no case: what was said, and how many came.
    #[serde(default)]
    pub tenths: Vec<Tenth>,
}

/// The chances that lie in one tenth, and how many of them came about.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tenth {
    /// The lowest chance of the tenth: 0, 0.1, and so on.
    pub from: f64,
    /// The number of chances in it.
    pub cases: u32,
    /// How many of these came about.
    pub came: u32,
    /// How many were expected to come about: the sum of the chances.
    pub expected: f64,
}

impl Score {
    /// The score of chances, each with whether its milestone was met; none where there are no chances.
    pub(crate) fn of(said: impl Iterator<Item = (Probability, bool)>) -> Option<Self> {
        let said: Vec<(f64, f64)> = said.map(|(chance, came)| (chance.value(), f64::from(u8::from(came)))).collect();
        let sum = |of: fn(&(f64, f64)) -> f64| said.iter().map(of).sum::<f64>();
        let cases = said.len() as u32;
        let brier = sum(|(chance, came)| (chance - came).powi(2)) / f64::from(cases);
        let off = said.iter().map(|(chance, came)| ((chance - came).powi(2) - brier).powi(2)).sum::<f64>();
        let error = (off / f64::from(cases.saturating_sub(1)) / f64::from(cases)).sqrt();
        (cases > 0).then(|| Self {
            cases,
            came: sum(|(_, came)| *came) as u32,
            expected: sum(|(chance, _)| *chance),
            brier,
            brier_error: (cases > 1).then_some(error),
            tenths: (0..10).filter_map(|tenth| Tenth::of(&said, tenth)).collect(),
        })
    }
}

impl Tenth {
    /// The chances of one tenth, each with 1 where it came about; none where there are none. A chance of one belongs to
    /// the last tenth.
    fn of(said: &[(f64, f64)], tenth: u32) -> Option<Self> {
        let within = |chance: f64| ((chance * 10.0) as u32).min(9) == tenth;
        let said: Vec<&(f64, f64)> = said.iter().filter(|(chance, _)| within(*chance)).collect();
        (!said.is_empty()).then(|| Self {
            from: f64::from(tenth) / 10.0,
            cases: said.len() as u32,
            came: said.iter().map(|(_, came)| came).sum::<f64>() as u32,
            expected: said.iter().map(|(chance, _)| chance).sum(),
        })
    }
}
