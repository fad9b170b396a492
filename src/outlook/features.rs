//! The features of a past that the default method uses: level, growth and volatility.

/// The share of the distance to the newest amount that the smoothed level moves in a year.
const SMOOTHING: f64 = 0.4;
/// The largest change, in logarithms, that counts: a larger one is a gap in the reports more often than growth.
const LARGEST_CHANGE: f64 = 1.5;
/// The largest gap between level and last amount that counts, in logarithms.
const LARGEST_GAP: f64 = 3.0;
/// The largest growth a year that counts, in logarithms.
const LARGEST_GROWTH: f64 = 0.5;
/// The number of changes that the volatility of other series counts for.
const VOLATILITY_OF_OTHERS: f64 = 2.0;
/// The number of years that the growth of other series counts for.
const GROWTH_OF_OTHERS: f64 = 3.0;
/// The weight of growth falls by this factor each year: it is half after some seven years.
const REMEMBERED: f64 = 0.9;

/// Level, growth and volatility of a past, updated amount by amount.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Features {
    last: (i32, f64),
    level: f64,
    /// The sum of log growth, older growth with less weight.
    growth: f64,
    /// The years of that growth, with the same weights.
    years: f64,
    /// The sum of squared changes of a year.
    squares: f64,
    changes: u32,
}

impl Features {
    /// The features of a past with one amount.
    pub fn starting(year: i32, log: f64) -> Self {
        Self { last: (year, log), level: log, growth: 0.0, years: 0.0, squares: 0.0, changes: 0 }
    }

    /// The features of amounts in the order of their years; none without amounts.
    pub fn of(points: &[(i32, f64)]) -> Option<Self> {
        let ((year, log), rest) = points.split_first()?;
        Some(rest.iter().fold(Self::starting(*year, *log), |signs, (year, log)| signs.then(*year, *log)))
    }

    /// The features with the next amount. A change over a gap of several years counts as one year's change that is
    /// smaller by the root of the years, as in a random walk.
    pub fn then(self, year: i32, log: f64) -> Self {
        let years = f64::from(year - self.last.0);
        let (kept, remembered) = ((1.0 - SMOOTHING).powf(years), REMEMBERED.powf(years));
        let change = ((log - self.last.1) / years.sqrt()).clamp(-LARGEST_CHANGE, LARGEST_CHANGE);
        Self {
            last: (year, log),
            level: kept * self.level + (1.0 - kept) * log,
            growth: remembered * self.growth + log - self.last.1,
            years: remembered * self.years + years,
            squares: self.squares + change * change,
            changes: self.changes + 1,
        }
    }

    /// The number of changes.
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// The distance from the last amount up to the smoothed level, within bounds.
    pub fn gap(&self) -> f64 {
        (self.level - self.last.1).clamp(-LARGEST_GAP, LARGEST_GAP)
    }

    /// The log growth a year, with more weight on recent years, drawn towards what is typical of other series, within
    /// bounds.
    pub fn growth(&self, typical: f64) -> f64 {
        let growth = (self.growth + GROWTH_OF_OTHERS * typical) / (self.years + GROWTH_OF_OTHERS);
        growth.clamp(-LARGEST_GROWTH, LARGEST_GROWTH)
    }

    /// The root mean square change a year, drawn towards that of other series.
    pub fn volatility(&self, of_others: f64) -> f64 {
        let others = VOLATILITY_OF_OTHERS * of_others * of_others;
        ((self.squares + others) / (f64::from(self.changes) + VOLATILITY_OF_OTHERS)).sqrt()
    }
}

/// A change within the bounds that count.
pub(crate) fn bounded(change: f64) -> f64 {
    change.clamp(-LARGEST_CHANGE, LARGEST_CHANGE)
}
