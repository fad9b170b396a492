//! How alike two pairs are at their start: in size, growth before and volatility before.

use crate::{amount::Amount, history::Past};

/// Growth before is measured over so many years, or as many of them as there are.
pub(crate) const GROWTH_YEARS: i32 = 5;

/// Volatility before is measured over so many years.
pub(crate) const VOLATILITY_YEARS: i32 = 10;

/// The fewest amounts that give a volatility.
pub(crate) const FEWEST_OF_VOLATILITY: usize = 4;

/// The squared distance, in standard deviations, of two cases in a feature that the second of them does not have.
pub(crate) const UNKNOWN: f64 = 1.0;

/// The features by which cases are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Likeness {
    pub log_amount: f64,
    /// The log growth a year before.
    pub growth: Option<f64>,
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

    /// The features of one of a series' amounts, from what came before it.
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

    fn features(&self) -> [Option<f64>; 3] {
        // The floor keeps the logarithm of a volatility of zero finite.
        [Some(self.log_amount), self.growth, self.volatility.map(|volatility| volatility.max(0.01).ln())]
    }
}

/// The standard deviation of each feature among many cases: the units of distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scales([f64; 3]);

impl Scales {
    pub fn of(cases: impl Iterator<Item = Likeness> + Clone) -> Self {
        Self(std::array::from_fn(|at| spread(cases.clone().filter_map(|case| case.features()[at]))))
    }

    /// The squared distance of two cases, in the features that the first of them has.
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

/// The standard deviation; one where it is zero, so that it can be divided by.
pub(crate) fn spread(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / count;
    let spread = (values.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    if spread > 0.0 { spread } else { 1.0 }
}
