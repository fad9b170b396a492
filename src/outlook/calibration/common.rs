//! The growth that all pairs have in common: the world's trade, its prices and the dollar.

use serde::{Deserialize, Serialize};

use crate::{history::AnnualPanel, rate::GrowthRate};

/// The share of its distance from the long-run path that the common level closes in a year.
const RETURNING: f64 = 0.05;
/// How far the common growth of a year strays from the long run, before anything is seen, and how many years that counts
/// for.
const SPREAD: f64 = 0.10;
const SPREAD_YEARS: f64 = 10.0;

/// The common growth of past years, and what follows for the years ahead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Common {
    /// What it is expected to be a year over decades, in logarithms.
    pub long_run: f64,
    /// The year from which the first growth is.
    pub from: i32,
    /// Log growth by year.
    pub growth: Vec<f64>,
}

impl Common {
    /// What the world's trade in dollars grew by a year over the decades before, in logarithms, less what a pair loses that
    /// stood above a threshold by chance: the world's merchandise exports grew from 2.03 trillion dollars in 1980 to 6.45 in
    /// 2000 (World Trade Organization), 5.8 % a year in logarithms; four is what is left of that.
    pub const LONG_RUN: f64 = 0.04;

    /// The growth in logarithms that a panel's series have in common over decades: as the panel states it, or
    /// [`LONG_RUN`](Self::LONG_RUN).
    pub fn long_run_of(sample: &AnnualPanel) -> f64 {
        sample.long_run_growth().map_or(Self::LONG_RUN, GrowthRate::log)
    }

    /// The last year known.
    pub fn last(&self) -> i32 {
        self.from + self.growth.len() as i32
    }

    /// The common level in a year, zero in the first; after the last known year, what is expected of it.
    pub fn level(&self, year: i32) -> f64 {
        let years = usize::try_from(year - self.from).unwrap_or(0);
        let known: f64 = self.growth.iter().take(years).sum();
        known + self.expected(years.saturating_sub(self.growth.len()) as f64)
    }

    /// Mean and standard deviation of the common growth over some years after one.
    pub fn ahead(&self, year: i32, years: usize) -> (f64, f64) {
        let since = f64::from((year - self.last()).max(0));
        let mean = self.expected(since + years as f64) - self.expected(since);
        (mean, self.spread() * (years as f64).sqrt())
    }

    /// The growth expected over some years after the last known one: that of the long run, less what the level was above
    /// the long-run path and returns by.
    fn expected(&self, years: f64) -> f64 {
        let above: f64 = self.growth.iter().map(|growth| growth - self.long_run).sum();
        self.long_run * years - above * (1.0 - (1.0 - RETURNING).powf(years))
    }

    /// The standard deviation of a year's common growth.
    fn spread(&self) -> f64 {
        let seen: f64 = self.growth.iter().map(|growth| (growth - self.long_run) * (growth - self.long_run)).sum();
        ((SPREAD_YEARS * SPREAD * SPREAD + seen) / (SPREAD_YEARS + self.growth.len() as f64)).sqrt()
    }
}
