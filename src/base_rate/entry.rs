//! The entries of pairs into the band, and what became of them.

use crate::{
    base_rate::question::{BaseRateQuestion, Entries},
    error::{Error, Result},
    history::{AnnualPanel, Member},
};

/// The calendar years that are looked at, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub first: i32,
    pub last: i32,
}

impl Range {
    /// The years asked for, as far as the sample has them.
    pub fn of(sample: &AnnualPanel, asked: Option<(i32, i32)>) -> Result<Self> {
        let Some((first, last)) = sample.years() else {
            return Err(Error::missing(
                "amounts",
                "a base rate needs a panel of pairs with amounts by the year; add up what is by the month or the quarter first",
            ));
        };
        let (first, last) = (first.calendar_year(), last.calendar_year());
        let (from, to) = asked.unwrap_or((first, last));
        let range = Self { first: first.max(from), last: last.min(to) };
        if range.first > range.last {
            let end = |year: i32, open: i32| if year == open { String::new() } else { format!("{year} ") };
            let given = format!("{}to {}", end(from, i32::MIN), end(to, i32::MAX).trim_end());
            return Err(Error::out_of_range("the range of years", given, format!("within {first} to {last}")));
        }
        Ok(range)
    }
}

/// A pair that entered the band.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub member: &'a Member,
    /// The index of the amount with which it entered.
    pub at: usize,
    /// One past the index of its last amount in the range.
    end: usize,
    /// Whether it stood in the band when the range began.
    pub inside_at_start: bool,
}

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Whether it reached the target within the horizon.
    pub reached: bool,
    /// The number of years after which it did, or for which it was followed without reaching it; at most the horizon.
    pub years: u32,
    /// The index of the amount with which it reached the target, or of the last one it was followed to.
    pub at: usize,
}

impl Entry<'_> {
    /// The year of entry.
    pub fn year(&self) -> i32 {
        self.member.amounts[self.at].0
    }

    /// The amount at entry.
    pub fn amount(&self) -> f64 {
        self.member.amounts[self.at].1
    }

    /// The later amounts: the index, the years since entry, and the amount.
    pub fn after(&self) -> impl Iterator<Item = (usize, u32, f64)> + '_ {
        let entered = self.year();
        (self.at + 1..self.end).map(move |at| {
            let (year, amount) = self.member.amounts[at];
            (at, year.abs_diff(entered), amount)
        })
    }

    /// When the case reached the target of a question, or for how long it was followed.
    pub fn outcome(&self, question: &BaseRateQuestion) -> Outcome {
        let target = question.target_of(self.amount());
        let mut seen = Outcome { reached: false, years: 0, at: self.at };
        for (at, years, amount) in self.after() {
            // An amount beyond the horizon shows that the pair was still followed at the horizon.
            if years > question.within {
                return Outcome { years: question.within, ..seen };
            }
            seen = Outcome { reached: question.is_reached(target, amount), years, at };
            if seen.reached {
                return seen;
            }
        }
        seen
    }
}

/// The entries of a pair: the first one, or each time its amount comes into the band from outside. A year without a
/// record is no way out of the band.
pub(crate) fn entries<'a>(
    member: &'a Member,
    range: Range,
    question: &BaseRateQuestion,
) -> impl Iterator<Item = Entry<'a>> {
    let amounts = &member.amounts;
    let start = amounts.partition_point(|(year, _)| *year < range.first);
    let end = amounts.partition_point(|(year, _)| *year <= range.last).max(start);
    let inside = |at: usize| question.holds(amounts[at].1);
    // What stands in the band at the range's first amount has come, for all that is known.
    let comes = move |at: &usize| inside(*at) && (*at == start || !inside(*at - 1));
    let most = match question.entries {
        Entries::First => 1,
        Entries::All => usize::MAX,
    };
    let found: Vec<usize> = (start..end).filter(comes).take(most).collect();
    found.into_iter().map(move |at| Entry { member, at, end, inside_at_start: amounts[at].0 == range.first })
}
