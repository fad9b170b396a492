//! How alike two pairs are at their start: in size, in growth before and in volatility before.
//!
//! Likeness chooses which cases are listed as precedents, and in which order. It has no effect on counts or shares.

use serde::{Deserialize, Serialize};

use crate::{amount::Amount, history::Past};

/// Growth before is measured over this many years, or as many of them as are on record.
pub(crate) const GROWTH_YEARS: i32 = 5;

/// Volatility before is measured over this many years. It needs a longer record than growth to say anything.
pub(crate) const VOLATILITY_YEARS: i32 = 10;

/// The fewest amounts that give a volatility: four amounts have three yearly changes.
pub(crate) const FEWEST_OF_VOLATILITY: usize = 4;

/// The squared distance assumed in a feature that one's own case has and the other case does not: one standard
/// deviation. A case of which less is known is thus neither the nearest nor the farthest.
pub(crate) const UNKNOWN: f64 = 1.0;

/// The features by which cases are compared, each as a logarithm, so that distances are ratios.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Likeness {
    /// The natural logarithm of the amount in units of currency.
    pub log_amount: f64,
    /// The mean log growth a year, over up to five years before.
    pub growth: Option<f64>,
    /// The standard deviation of the yearly log growth, over up to ten years before.
    pub volatility: Option<f64>,
}

impl Likeness {
    /// The features of an amount of which nothing else is known.
    pub fn of_size(amount: Amount) -> Self {
        Self { log_amount: amount.value().ln(), growth: None, volatility: None }
    }

    /// The same features at another amount.
    pub fn sized(self, amount: Amount) -> Self {
        Self { log_amount: amount.value().ln(), ..self }
    }

    /// The features of the amount at index `at`, from the amounts up to it. Amounts are pairs of a calendar year and
    /// units of currency, in the order of years. Later amounts are not looked at: they are what is to be compared.
    pub fn at(amounts: &[(i32, f64)], at: usize) -> Self {
        let (now, amount) = amounts[at];
        let since = |years: i32| {
            let first = amounts[..at].partition_point(|(year, _)| now - year > years);
            Past::of_values(amounts[first..=at].iter().copied())
        };
        let volatility = Some(since(VOLATILITY_YEARS)).filter(|past| past.len() >= FEWEST_OF_VOLATILITY);
        Self {
            log_amount: amount.ln(),
            growth: since(GROWTH_YEARS).mean(),
            volatility: volatility.as_ref().and_then(Past::volatility),
        }
    }

    /// Whether anything but the size is known.
    pub(crate) fn says_more(&self) -> bool {
        self.growth.is_some() || self.volatility.is_some()
    }

    /// The three features in the order of `Scales`: log size, growth, and the logarithm of the volatility.
    fn features(&self) -> [Option<f64>; 3] {
        // The floor of 1 % keeps the logarithm of a volatility of zero finite.
        [Some(self.log_amount), self.growth, self.volatility.map(|volatility| volatility.max(0.01).ln())]
    }
}

/// The standard deviation of each feature among many cases: the units of distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scales([f64; 3]);

impl Scales {
    /// The standard deviations among these cases, each over the cases that have the feature.
    pub fn of(cases: impl Iterator<Item = Likeness> + Clone) -> Self {
        Self(std::array::from_fn(|at| spread(cases.clone().filter_map(|case| case.features()[at]))))
    }

    /// The squared distance of two cases: the sum of squared differences, each in standard deviations, over the
    /// features that `own` has.
    ///
    /// ```text
    /// distance = sum over features of ((own - other) / standard deviation)^2
    /// ```
    pub fn distance(&self, own: &Likeness, other: &Likeness) -> f64 {
        let parts = own.features().into_iter().zip(other.features()).zip(self.0);
        let squares = parts.map(|((own, other), scale)| match (own, other) {
            (None, _) => 0.0,
            (Some(own), Some(other)) => ((own - other) / scale).powi(2),
            (Some(_), None) => UNKNOWN,
        });
        squares.sum()
    }
}

/// The standard deviation of some values, with their number as the divisor. It is one where all values are the same, so
/// that it can be divided by.
pub(crate) fn spread(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / count;
    let spread = (values.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    if spread > 0.0 { spread } else { 1.0 }
}
