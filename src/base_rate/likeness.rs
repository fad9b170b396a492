//! How much a pair at its start is like another: size, growth before, volatility before.

use crate::{amount::Amount, history::Past};

/// Growth before is taken over so many years, or as many of them as there are.
pub(crate) const GROWTH_YEARS: i32 = 5;

/// Volatility over so many, of four amounts or more.
pub(crate) const VOLATILITY_YEARS: i32 = 10;

pub(crate) const FEWEST_OF_VOLATILITY: usize = 4;

/// How far apart two cases are in what one of them does not say, in standard deviations.
pub(crate) const UNKNOWN: f64 = 1.0;

/// What cases are compared by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Likeness {
    pub log_amount: f64,
    /// Log growth a year before.
    pub growth: Option<f64>,
    pub volatility: Option<f64>,
}

impl Likeness {
    /// An amount of which nothing else is known.
    pub fn of_size(amount: Amount) -> Self {
        Self { log_amount: amount.value().ln(), growth: None, volatility: None }
    }

    /// The same at another amount.
    pub fn sized(self, amount: Amount) -> Self {
        Self { log_amount: amount.value().ln(), ..self }
    }

    /// One of a series' amounts by what came before it.
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
        [Some(self.log_amount), self.growth, self.volatility.map(|volatility| volatility.max(0.01).ln())]
    }
}

/// How far apart features are by chance: their standard deviations among many cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scales([f64; 3]);

impl Scales {
    pub fn of(cases: impl Iterator<Item = Likeness> + Clone) -> Self {
        Self(std::array::from_fn(|at| spread(cases.clone().filter_map(|case| case.features()[at]))))
    }

    /// The square of the distance of two cases in what the first of them says.
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

/// The standard deviation; one where there is none to divide by.
pub(crate) fn spread(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / count;
    let spread = (values.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    if spread > 0.0 { spread } else { 1.0 }
}
