//! The growth that all pairs have in common: world trade, its prices and the dollar.

use serde::{Deserialize, Serialize};

use crate::{history::AnnualPanel, rate::GrowthRate};

/// The share of its distance from the long-run path that the common level closes in a year.
const RETURNING: f64 = 0.05;
/// The standard deviation of a year's common growth about the long run, before anything is seen.
const SPREAD: f64 = 0.10;
/// The number of years that this standard deviation counts for.
const SPREAD_YEARS: f64 = 10.0;

/// The common growth of past years, and what follows from it for the years ahead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Common {
    /// The growth a year expected over decades, in logarithms.
    pub long_run: f64,
    /// The first year of the level: growth begins in the year after it.
    pub from: i32,
    /// The log growth of each year.
    pub growth: Vec<f64>,
}

impl Common {
    /// The growth of world trade in dollars over earlier decades, in logarithms a year, less what a pair loses that
    /// stood above a threshold by chance. World merchandise exports grew from 2.03 trillion dollars in 1980 to 6.45 in
    /// 2000 (World Trade Organization), 5.8 % a year in logarithms; four is what is left of that.
    pub const LONG_RUN: f64 = 0.04;

    /// The long-run growth of a panel's series, in logarithms: as the panel states it, or [`LONG_RUN`](Self::LONG_RUN).
    pub fn long_run_of(sample: &AnnualPanel) -> f64 {
        sample.long_run_growth().map_or(Self::LONG_RUN, GrowthRate::log)
    }

    /// The last year known.
    pub fn last(&self) -> i32 {
        self.from + self.growth.len() as i32
    }

    /// The common level in a year, in logarithms: zero in the first year, and as expected after the last one known.
    pub fn level(&self, year: i32) -> f64 {
        let years = usize::try_from(year - self.from).unwrap_or(0);
        let known: f64 = self.growth.iter().take(years).sum();
        known + self.expected(years.saturating_sub(self.growth.len()) as f64)
    }

    /// The mean and the standard deviation of the common growth over some years after a given one.
    pub fn ahead(&self, year: i32, years: usize) -> (f64, f64) {
        let since = f64::from((year - self.last()).max(0));
        let mean = self.expected(since + years as f64) - self.expected(since);
        (mean, self.spread() * (years as f64).sqrt())
    }

    /// The growth expected over some years after the last known one: that of the long run, less the part of the
    /// distance above the long-run path that is closed by then.
    fn expected(&self, years: f64) -> f64 {
        let above: f64 = self.growth.iter().map(|growth| growth - self.long_run).sum();
        self.long_run * years - above * (1.0 - (1.0 - RETURNING).powf(years))
    }

    /// The standard deviation of a year's common growth, drawn towards what is assumed.
    fn spread(&self) -> f64 {
        let seen: f64 = self.growth.iter().map(|growth| (growth - self.long_run) * (growth - self.long_run)).sum();
        ((SPREAD_YEARS * SPREAD * SPREAD + seen) / (SPREAD_YEARS + self.growth.len() as f64)).sqrt()
    }
}
