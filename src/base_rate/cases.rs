//! What became of all that entered, counted by the year in which they did.

use std::collections::BTreeMap;

use crate::base_rate::{
    entry::{Entry, Range},
    life_table::LifeTable,
    question::BaseRateQuestion,
};

/// How many years an era has.
const ERA_YEARS: i32 = 5;

/// Counts by year of entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Cases {
    pub by_year: BTreeMap<i32, LifeTable>,
    pub inside_at_start: u32,
    /// The last year that was looked at.
    pub last: i32,
}

impl Cases {
    pub fn of(found: &[Entry<'_>], range: Range, question: &BaseRateQuestion) -> Self {
        let mut cases = Self { last: range.last, ..Self::default() };
        for entry in found {
            let outcome = entry.outcome(question);
            cases.by_year.entry(entry.year()).or_default().add(outcome.years, outcome.reached, 1);
            cases.inside_at_start += u32::from(entry.inside_at_start);
        }
        cases
    }

    /// Those of all years together.
    pub fn whole(&self) -> LifeTable {
        self.by_year.values().fold(LifeTable::default(), LifeTable::with)
    }

    /// Those whose whole window of so many years lies in the range, whatever became of the pair.
    pub fn complete(&self, within: u32) -> LifeTable {
        let complete = self.by_year.iter().filter(|(year, _)| is_complete(**year, within, self.last));
        complete.map(|(_, table)| table).fold(LifeTable::default(), LifeTable::with)
    }

    /// The same cut into eras of five calendar years by their year of entry: 2000 to 2004, 2005 to 2009.
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

    /// The first and the last year of the era that the cases are of.
    pub fn era_years(&self) -> Option<(i32, i32)> {
        let first = era(*self.by_year.keys().next()?) * ERA_YEARS;
        Some((first, (first + ERA_YEARS - 1).min(self.last)))
    }
}

fn era(year: i32) -> i32 {
    year.div_euclid(ERA_YEARS)
}

/// Whether a window of so many years from a year on ends in the range.
pub(crate) fn is_complete(year: i32, within: u32, last: i32) -> bool {
    i64::from(year) + i64::from(within) <= i64::from(last)
}
