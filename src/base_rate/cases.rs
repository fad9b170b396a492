//! The cases of a question, counted by the year in which they entered.

use std::collections::BTreeMap;

use crate::base_rate::{
    entry::{Entry, Range},
    life_table::LifeTable,
    question::BaseRateQuestion,
};

/// The number of years of an era.
const ERA_YEARS: i32 = 5;

/// Counts of cases by year of entry.
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

    /// The cases of all years together.
    pub fn whole(&self) -> LifeTable {
        self.by_year.values().fold(LifeTable::default(), LifeTable::with)
    }

    /// The cases whose whole window lies in the range, whatever became of the pair.
    pub fn complete(&self, within: u32) -> LifeTable {
        let complete = self.by_year.iter().filter(|(year, _)| is_complete(**year, within, self.last));
        complete.map(|(_, table)| table).fold(LifeTable::default(), LifeTable::with)
    }

    /// The cases of each era: 2000 to 2004, 2005 to 2009, and so on.
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

    /// The first and the last year of the era that the cases belong to.
    pub fn era_years(&self) -> Option<(i32, i32)> {
        let first = era(*self.by_year.keys().next()?) * ERA_YEARS;
        Some((first, (first + ERA_YEARS - 1).min(self.last)))
    }
}

/// The number of a year's era. Eras begin with years that five divides.
fn era(year: i32) -> i32 {
    year.div_euclid(ERA_YEARS)
}

/// Whether a window that begins with the year of entry ends in the range.
pub(crate) fn is_complete(year: i32, within: u32, last: i32) -> bool {
    i64::from(year) + i64::from(within) <= i64::from(last)
}
