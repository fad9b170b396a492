//! The entries of pairs into the band, and what became of them.
//!
//! A pair enters when its amount lies in the band and its record before that did not, or the range begins with it. From
//! there the case is followed, record by record, until it reaches the target, until the horizon has passed, or until
//! the pair's last amount in the range.

use crate::{
    base_rate::question::{BaseRateQuestion, Entries},
    error::{Error, Result},
    history::{AnnualPanel, Member},
};

/// The calendar years that a question looks at, both included. Amounts outside it are treated as if the panel did not
/// have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// The first calendar year.
    pub first: i32,
    /// The last calendar year.
    pub last: i32,
}

impl Range {
    /// The years asked for, cut to those that the sample has. Without a request, all years of the sample.
    ///
    /// # Errors
    /// `Missing` for a sample without amounts by the year; `OutOfRange` where the years asked for and the sample's
    /// years have none in common.
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
            // An open end is stored as an extreme number, which no message should print.
            let end = |year: i32, open: i32| if year == open { String::new() } else { format!("{year} ") };
            let given = format!("{}to {}", end(from, i32::MIN), end(to, i32::MAX).trim_end());
            return Err(Error::out_of_range("the range of years", given, format!("within {first} to {last}")));
        }
        Ok(range)
    }
}

/// A pair that entered the band: one case of a base rate. It borrows the pair's amounts from the panel and copies none
/// of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    /// The pair, or the flow, with all its amounts by year.
    pub member: &'a Member,
    /// The index of the amount with which it entered.
    pub at: usize,
    /// One past the index of its last amount in the range.
    end: usize,
    /// Whether it stood in the band in the range's first year. In which year such a case really entered is not known.
    pub inside_at_start: bool,
}

/// What became of a case: it reached the target, or it was followed for some years without reaching it. A case of the
/// second kind with fewer years than the horizon is censored.
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

    /// The amounts after the entry, up to the end of the range: the index of each among the pair's amounts, the years
    /// since entry, and the amount in units of currency. Years without a record are skipped.
    pub fn after(&self) -> impl Iterator<Item = (usize, u32, f64)> + '_ {
        let entered = self.year();
        (self.at + 1..self.end).map(move |at| {
            let (year, amount) = self.member.amounts[at];
            (at, year.abs_diff(entered), amount)
        })
    }

    /// When the case reached the target of a question, or for how long it was followed.
    ///
    /// | the pair's records after entry | result |
    /// |---|---|
    /// | one at or beyond the target within the horizon | reached, after the years to the first such record |
    /// | none there, but one at or after the horizon | not reached, followed for the whole horizon |
    /// | none there, the last one before the horizon | not reached, followed to that last record |
    /// | none at all | not reached, followed for zero years |
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

/// The entries of a pair: the first one, or each time its amount comes into the band from outside.
///
/// A pair that stands in the band at its first amount in the range counts as entering there. A year without a record
/// does not count as leaving the band: the amounts before and after the gap are compared as if they were neighbours.
pub(crate) fn entries<'a>(
    member: &'a Member,
    range: Range,
    question: &BaseRateQuestion,
) -> impl Iterator<Item = Entry<'a>> {
    let amounts = &member.amounts;
    let start = amounts.partition_point(|(year, _)| *year < range.first);
    // Amounts are in the order of years, so that both ends are found by bisection.
    let end = amounts.partition_point(|(year, _)| *year <= range.last).max(start);
    let inside = |at: usize| question.holds(amounts[at].1);
    // An amount before the range must not decide: to the question, the pair's record begins with the range.
    let comes = move |at: &usize| inside(*at) && (*at == start || !inside(*at - 1));
    let most = match question.entries {
        Entries::First => 1,
        Entries::All => usize::MAX,
    };
    let found: Vec<usize> = (start..end).filter(comes).take(most).collect();
    found.into_iter().map(move |at| Entry { member, at, end, inside_at_start: amounts[at].0 == range.first })
}
