//! The few numbers of a past that the default method looks at.

/// How much of the way to the newest amount the smoothed level moves in a year.
const SMOOTHING: f64 = 0.4;
/// A change beyond this, in logarithms, is taken as one of this size: it is a gap in the reports more often than growth.
const LARGEST_CHANGE: f64 = 1.5;
/// As far as a gap between level and last amount counts, and growth a year.
const LARGEST_GAP: f64 = 3.0;
const LARGEST_GROWTH: f64 = 0.5;
/// How many changes the volatility that others have counts for.
const VOLATILITY_OF_OTHERS: f64 = 2.0;
/// How many years the growth that others have counts for.
const GROWTH_OF_OTHERS: f64 = 3.0;
/// How much less growth counts for each year since: half after some seven years.
const REMEMBERED: f64 = 0.9;

/// Level, growth and volatility of a past, brought up to date amount by amount.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Features {
    last: (i32, f64),
    level: f64,
    /// Growth, and the years of it, each counted less the longer ago.
    growth: f64,
    years: f64,
    squares: f64,
    changes: u32,
}

impl Features {
    /// Of the first amount.
    pub fn starting(year: i32, log: f64) -> Self {
        Self { last: (year, log), level: log, growth: 0.0, years: 0.0, squares: 0.0, changes: 0 }
    }

    /// Of amounts in the order of their years.
    pub fn of(points: &[(i32, f64)]) -> Option<Self> {
        let ((year, log), rest) = points.split_first()?;
        Some(rest.iter().fold(Self::starting(*year, *log), |signs, (year, log)| signs.then(*year, *log)))
    }

    /// With the next amount. Over a gap, a change counts as one year's that is smaller by the root of the years.
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

    /// How many changes there are.
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// How far the smoothed level is above the last amount, as far as it counts.
    pub fn gap(&self) -> f64 {
        (self.level - self.last.1).clamp(-LARGEST_GAP, LARGEST_GAP)
    }

    /// The growth a year, recent years' more than others', as far as it counts, drawn towards what is typical of others.
    pub fn growth(&self, typical: f64) -> f64 {
        let growth = (self.growth + GROWTH_OF_OTHERS * typical) / (self.years + GROWTH_OF_OTHERS);
        growth.clamp(-LARGEST_GROWTH, LARGEST_GROWTH)
    }

    /// The root mean square change a year, drawn towards that of others.
    pub fn volatility(&self, of_others: f64) -> f64 {
        let others = VOLATILITY_OF_OTHERS * of_others * of_others;
        ((self.squares + others) / (f64::from(self.changes) + VOLATILITY_OF_OTHERS)).sqrt()
    }
}

/// A change as far as it counts.
pub(crate) fn bounded(change: f64) -> f64 {
    change.clamp(-LARGEST_CHANGE, LARGEST_CHANGE)
}
