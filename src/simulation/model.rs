//! The models that a simulation can follow: how a path moves in a year, and which amount a place on it stands for.

use crate::{
    amount::Amount,
    error::{Error, Result},
    outlook::{Outlook, log_of},
    simulation::{
        stated::{Shocks, StatedGrowth},
        sum::CorrelatedSum,
    },
};

/// Paths beyond so many standard deviations count in the first or the last class of a year.
const REACH: f64 = 10.0;

/// The model that a simulation follows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Model {
    Stated(StatedGrowth),
    Outlook(Box<Outlook>),
    Sum(CorrelatedSum),
}

/// Where the paths of a block stand in a year.
pub(crate) struct Places {
    /// What targets are compared with: the log growth so far, the walk's place, or the sum's logarithm.
    pub of_paths: Vec<f64>,
    /// By part: the walk's place, or the last deviation of growth.
    pub parts: Vec<Vec<f64>>,
    steps: Vec<Vec<f64>>,
}

impl Model {
    /// The number of steps that a path takes in a year: one for each part of a sum, otherwise one.
    pub fn parts(&self) -> usize {
        match self {
            Self::Stated(_) | Self::Outlook(_) => 1,
            Self::Sum(sum) => sum.parts.len(),
        }
    }

    /// The distribution of the steps.
    pub fn shocks(&self) -> Shocks {
        match self {
            Self::Stated(stated) => stated.shocks,
            Self::Outlook(_) | Self::Sum(_) => Shocks::Normal,
        }
    }

    /// The most years that the model can be followed for.
    pub fn most_years(&self) -> usize {
        match self {
            Self::Stated(_) => 1000,
            Self::Outlook(outlook) => outlook.years.len(),
            Self::Sum(sum) => sum.years(),
        }
    }

    /// Refuses models whose steps are not independent and normal: quasi-random points are put together as a random
    /// walk.
    pub fn is_walk(&self) -> Result<()> {
        match self {
            Self::Stated(stated) if stated.persistence != 0.0 || stated.shocks != Shocks::Normal => Err(
                Error::contradiction("quasi-random points are for normal growth without persistence; leave out one"),
            ),
            _ => Ok(()),
        }
    }

    /// The places where the first class of a year begins and the last one ends.
    pub fn range(&self, year: usize) -> (f64, f64) {
        match self {
            Self::Stated(stated) => {
                let (mean, reach) = (stated.walk.log_drift() * year as f64, REACH * stated.deviation(year));
                (mean - reach, mean + reach)
            }
            Self::Outlook(_) => (-REACH * (year as f64).sqrt(), REACH * (year as f64).sqrt()),
            Self::Sum(sum) => {
                // The sum rises with every part's place, so that it is lowest and highest where all parts are.
                let end = |score: f64| sum.log(year, std::iter::repeat(score * REACH * (year as f64).sqrt()));
                (end(-1.0), end(1.0))
            }
        }
    }

    /// The place at or above which a path has reached a target in a year.
    pub fn barrier(&self, target: Amount, year: usize) -> Result<f64> {
        let log = log_of(target)?;
        Ok(match self {
            Self::Stated(stated) => log - stated.start.value().ln(),
            Self::Outlook(outlook) => outlook.barrier(log, year),
            Self::Sum(_) => log,
        })
    }

    /// By year and part, the place at or above which each part of a sum has reached its own target.
    pub fn part_barriers(&self, targets: &[Amount], years: usize) -> Result<Vec<Vec<f64>>> {
        let parts = match self {
            Self::Sum(sum) if sum.parts.len() == targets.len() => &sum.parts,
            _ if targets.is_empty() => return Ok(Vec::new()),
            _ => {
                let accepted = format!("one for each of the {} parts of a sum", self.parts());
                return Err(Error::out_of_range("the number of targets of parts", targets.len(), accepted));
            }
        };
        let barrier = |(part, target): (&Outlook, &Amount), year: usize| {
            let log = log_of(*target)?;
            // A part that starts at its target has reached it by every year, wherever its walk goes.
            Ok(if *target <= part.amount() { f64::NEG_INFINITY } else { part.barrier(log, year) })
        };
        (1..=years).map(|year| parts.iter().zip(targets).map(|of| barrier(of, year)).collect()).collect()
    }

    /// The logarithm of the amount that a place stands for.
    pub fn log(&self, year: usize, place: f64) -> f64 {
        match self {
            Self::Stated(stated) => stated.start.value().ln() + place,
            Self::Outlook(outlook) => outlook.log_at(year, place),
            Self::Sum(_) => place,
        }
    }

    /// Whether the start is at or above a target.
    pub fn is_met(&self, target: Amount) -> bool {
        match self {
            Self::Stated(stated) => target <= stated.start,
            Self::Outlook(outlook) => target <= outlook.amount(),
            Self::Sum(sum) => target.value() <= sum.parts.iter().map(|part| part.amount().value()).sum(),
        }
    }

    /// Paths at their start, with room for their steps.
    pub fn start(&self, paths: usize) -> Places {
        // The place of an outlook's only part is the path's own.
        let parts = if matches!(self, Self::Outlook(_)) { 0 } else { self.parts() };
        let zeros = vec![0.0; paths];
        Places { of_paths: zeros.clone(), parts: vec![zeros.clone(); parts], steps: vec![zeros; self.parts()] }
    }

    /// Takes all paths one year on. `fill` provides the steps, part by part.
    pub fn advance(&self, year: usize, places: &mut Places, mut fill: impl FnMut(&mut [f64])) {
        places.steps.iter_mut().for_each(|steps| fill(steps));
        let Places { of_paths, parts, steps } = places;
        match self {
            Self::Outlook(_) => {
                of_paths.iter_mut().zip(&steps[0]).for_each(|(place, step)| *place += step);
            }
            // Without persistence no deviations need be carried along.
            Self::Stated(stated) if stated.persistence == 0.0 => {
                let (drift, volatility) = (stated.walk.log_drift(), stated.walk.volatility());
                of_paths.iter_mut().zip(&steps[0]).for_each(|(place, step)| *place += drift + volatility * step);
            }
            Self::Stated(stated) => {
                let (drift, volatility, persistence) =
                    (stated.walk.log_drift(), stated.walk.volatility(), stated.persistence);
                // The deviation of the first year has the variance that deviations have in the long run; later ones
                // keep it.
                let shock = if year == 1 { volatility } else { volatility * (1.0 - persistence * persistence).sqrt() };
                for ((place, deviation), step) in of_paths.iter_mut().zip(&mut parts[0]).zip(&steps[0]) {
                    *deviation = persistence * *deviation + shock * step;
                    *place += drift + *deviation;
                }
            }
            Self::Sum(sum) => {
                for (part, weights) in parts.iter_mut().zip(&sum.mixing) {
                    for (weight, steps) in weights.iter().zip(steps.iter()) {
                        part.iter_mut().zip(steps).for_each(|(place, step)| *place += weight * step);
                    }
                }
                for (path, place) in of_paths.iter_mut().enumerate() {
                    *place = sum.log(year, parts.iter().map(|part| part[path]));
                }
            }
        }
    }
}

impl From<StatedGrowth> for Model {
    fn from(stated: StatedGrowth) -> Self {
        Self::Stated(stated)
    }
}

impl From<Outlook> for Model {
    fn from(outlook: Outlook) -> Self {
        Self::Outlook(Box::new(outlook))
    }
}

impl From<CorrelatedSum> for Model {
    fn from(sum: CorrelatedSum) -> Self {
        Self::Sum(sum)
    }
}
