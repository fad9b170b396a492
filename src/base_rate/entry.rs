//! Where pairs enter the band, and what becomes of them.

use crate::{
    base_rate::question::{BaseRateQuestion, Entries},
    error::{Error, Result},
    history::{AnnualPanel, Member},
};

/// The calendar years that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub first: i32,
    pub last: i32,
}

impl Range {
    /// The years asked for that the sample has.
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

/// A pair that came into the band.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub member: &'a Member,
    /// Which of the member's amounts it entered with.
    pub at: usize,
    /// One past its last amount in the range.
    end: usize,
    /// Whether it stood in the band when the range began.
    pub inside_at_start: bool,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Whether it reached the target.
    pub reached: bool,
    /// After how many years it did, or for how many it was followed without; no more than the horizon.
    pub years: u32,
    /// Which of the member's amounts it reached it with, or is the last it was followed to.
    pub at: usize,
}

impl Entry<'_> {
    pub fn year(&self) -> i32 {
        self.member.amounts[self.at].0
    }

    pub fn amount(&self) -> f64 {
        self.member.amounts[self.at].1
    }

    /// What it was followed through: years since entering, and amounts.
    pub fn after(&self) -> impl Iterator<Item = (usize, u32, f64)> + '_ {
        let entered = self.year();
        (self.at + 1..self.end).map(move |at| {
            let (year, amount) = self.member.amounts[at];
            (at, year.abs_diff(entered), amount)
        })
    }

    /// When it reached what a question asks for, or how long it was followed.
    pub fn outcome(&self, question: &BaseRateQuestion) -> Outcome {
        let target = question.target_of(self.amount());
        let mut seen = Outcome { reached: false, years: 0, at: self.at };
        for (at, years, amount) in self.after() {
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

/// Where a pair enters: once, or each time it comes from outside.
pub(crate) fn entries<'a>(
    member: &'a Member,
    range: Range,
    question: &BaseRateQuestion,
) -> impl Iterator<Item = Entry<'a>> {
    let amounts = &member.amounts;
    let start = amounts.partition_point(|(year, _)| *year < range.first);
    let end = amounts.partition_point(|(year, _)| *year <= range.last).max(start);
    let inside = |at: usize| question.holds(amounts[at].1);
    let comes = move |at: &usize| inside(*at) && (*at == start || !inside(*at - 1));
    let most = match question.entries {
        Entries::First => 1,
        Entries::All => usize::MAX,
    };
    let found: Vec<usize> = (start..end).filter(comes).take(most).collect();
    found.into_iter().map(move |at| Entry { member, at, end, inside_at_start: amounts[at].0 == range.first })
}
