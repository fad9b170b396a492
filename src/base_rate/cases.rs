//! The cases of a question, counted by the year in which they entered.
//!
//! Everything that an answer says about shares follows from these counts, whether a panel or a table gave them: the
//! whole, the eras, and the cases with a complete window.

use std::collections::BTreeMap;

use crate::base_rate::{
    entry::{Entry, Range},
    life_table::LifeTable,
    question::BaseRateQuestion,
};

/// The number of calendar years of an era.
const ERA_YEARS: i32 = 5;

/// Counts of cases by year of entry, each with the years for which it was followed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Cases {
    /// The cases that entered in each calendar year. Years without an entry have no place here.
    pub by_year: BTreeMap<i32, LifeTable>,
    /// The number of cases that stood in the band when the range began.
    pub inside_at_start: u32,
    /// The last year that was looked at.
    pub last: i32,
}

impl Cases {
    /// The outcome of each entry, counted under its year of entry. `range` is the range of years that the entries were
    /// looked for in.
    pub fn of(found: &[Entry<'_>], range: Range, question: &BaseRateQuestion) -> Self {
        let mut cases = Self { last: range.last, ..Self::default() };
        for entry in found {
            let outcome = entry.outcome(question);
            cases.by_year.entry(entry.year()).or_default().add(outcome.years, outcome.reached, 1);
            cases.inside_at_start += u32::from(entry.inside_at_start);
        }
        cases
    }

    /// The cases of all years together.
    pub fn whole(&self) -> LifeTable {
        self.by_year.values().fold(LifeTable::default(), LifeTable::with)
    }

    /// The cases whose whole window, from the year of entry to the horizon, lies in the range. A pair that has no
    /// record at the window's end is among them.
    pub fn complete(&self, within: u32) -> LifeTable {
        let complete = self.by_year.iter().filter(|(year, _)| is_complete(**year, within, self.last));
        complete.map(|(_, table)| table).fold(LifeTable::default(), LifeTable::with)
    }

    /// The cases of each era that has any: 2000 to 2004, 2005 to 2009, and so on, in the order of time. An era does not
    /// know how many of its cases stood in the band at the start.
    pub fn eras(&self) -> impl Iterator<Item = Self> + '_ {
        let years: Vec<i32> = self.by_year.keys().copied().collect();
        let eras: Vec<Vec<i32>> = years.chunk_by(|a, b| era(*a) == era(*b)).map(<[i32]>::to_vec).collect();
        eras.into_iter().map(|years| {
            let of_era = self.by_year.iter().filter(|(year, _)| years.contains(year));
            Self {
                by_year: of_era.map(|(year, table)| (*year, table.clone())).collect(),
                inside_at_start: 0,
                last: self.last,
            }
        })
    }

    /// The first and the last year of the era that the cases belong to, the last one cut to the range. None without
    /// cases.
    pub fn era_years(&self) -> Option<(i32, i32)> {
        let first = era(*self.by_year.keys().next()?) * ERA_YEARS;
        Some((first, (first + ERA_YEARS - 1).min(self.last)))
    }
}

/// The number of a year's era. Eras begin with years that are multiples of five.
fn era(year: i32) -> i32 {
    year.div_euclid(ERA_YEARS)
}

/// Whether a window of `within` years that begins with the year of entry ends at or before `last`.
pub(crate) fn is_complete(year: i32, within: u32, last: i32) -> bool {
    // In 64 bits, because a horizon can be as large as a `u32`.
    i64::from(year) + i64::from(within) <= i64::from(last)
}
