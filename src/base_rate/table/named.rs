//! The precedents of a table: a few pairs by name, and how their amounts went on after their entry.
//!
//! A line has the pair, the year of entry, the amount, the two features that cases are compared by, and the later
//! amounts as shares of the first. Numbers are rounded, because precedents are shown and not counted.

use crate::{
    amount::Amount,
    base_rate::{
        bounds::year,
        entry::Entry,
        likeness::Likeness,
        precedent::{PathPoint, Precedent},
        question::BaseRateQuestion,
        table::layout::damaged,
    },
    economy::Pair,
    error::Result,
    rate::GrowthRate,
};

/// Later amounts, growth and volatility are written in thousandths.
const PARTS: f64 = 1e3;
/// The most years after entry whose amounts are kept.
const YEARS: u32 = 15;
/// What a line has in place of a number that is not known.
const UNKNOWN: &str = "-";

/// A pair that entered the band around a starting amount, and how it went on afterwards.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Named {
    /// The pair, as two codes with a dash between them.
    pair: String,
    /// The calendar year of its entry.
    pub from: i32,
    /// Its amount at entry, in units of currency.
    amount: f64,
    /// Its size, growth and volatility at entry, to compare it with the case in question.
    pub likeness: Likeness,
    /// By years since entry, from one on: the amount over that at entry; none for a year without a record.
    path: Vec<Option<f64>>,
}

impl Named {
    /// Reads a line without its key: pair, year, amount in thousands, log growth and volatility before in thousandths,
    /// and the amount of each later year in thousandths of that at entry.
    ///
    /// # Errors
    /// `Syntax` for a line that is too short or has text in place of a number.
    pub fn read(line: &str) -> Result<Self> {
        let mut words = line.split(' ');
        let mut next = || words.next().ok_or_else(|| damaged("a precedent is cut short"));
        let (pair, from, amount, growth, volatility) = (next()?, next()?, next()?, next()?, next()?);
        let number =
            |word: &str| word.parse::<f64>().map_err(|_| damaged("a precedent has text where a number belongs"));
        let known = |word: &str| if word == UNKNOWN { Ok(None) } else { number(word).map(|parts| Some(parts / PARTS)) };
        let amount = number(amount)? * 1e3;
        let likeness = Likeness {
            growth: known(growth)?,
            volatility: known(volatility)?,
            ..Likeness::of_size(Amount::new(amount)?)
        };
        let path = words.map(known).collect::<Result<_>>()?;
        Ok(Self { pair: pair.to_owned(), from: number(from)? as i32, amount, likeness, path })
    }

    /// The line of an entry, as `read` takes it. Amounts of years beyond the most that are kept are left out.
    pub fn line(entry: &Entry<'_>) -> String {
        let likeness = Likeness::at(&entry.member.amounts, entry.at);
        let parts = |value: f64| format!("{:.0}", value * PARTS);
        let known = |value: Option<f64>| value.map_or(UNKNOWN.to_owned(), parts);
        let mut path: Vec<Option<f64>> = Vec::new();
        for (_, years, amount) in entry.after().take_while(|(_, years, _)| *years <= YEARS) {
            // Years without a record stay unknown.
            path.resize(years as usize, None);
            path[years as usize - 1] = Some(amount / entry.amount());
        }
        let path: String = path.into_iter().map(|part| format!(" {}", known(part))).collect();
        let (growth, volatility) = (known(likeness.growth), known(likeness.volatility));
        format!("{} {} {:.0} {growth} {volatility}{path}", entry.member.name, entry.year(), entry.amount() / 1e3)
    }

    /// Whether it is of this pair, in either order of the two sides.
    pub fn is_of(&self, pair: Pair) -> bool {
        self.pair.parse().is_ok_and(|own: Pair| pair.has_flow(own.first(), own.second()))
    }

    /// The precedent as it was known at the end of a calendar year. None where the outcome was not known by then: it
    /// had not reached the target, and its horizon had not passed.
    ///
    /// A horizon longer than the years that are kept is never known to have passed, so that such a case is a precedent
    /// only if it reached the target.
    pub fn precedent(&self, question: &BaseRateQuestion, last: i32) -> Result<Option<Precedent>> {
        // The path is in shares of the amount at entry, and tables answer for multiples only.
        let target = question.target_of(1.0);
        let within = question.within.min(YEARS).min(last.abs_diff(self.from));
        let known = (1..=within).zip(&self.path).filter_map(|(years, part)| Some((years, (*part)?)));
        let path: Vec<(u32, f64)> = std::iter::once((0, 1.0)).chain(known).collect();
        let arrival = path[1..].iter().find(|(_, part)| question.is_reached(target, *part));
        let (Some(end), true) = (arrival.or(path.last()), arrival.is_some() || within == question.within) else {
            return Ok(None);
        };
        let amount = |part: f64| Amount::new(self.amount * part);
        Ok(Some(Precedent {
            pair: self.pair.clone(),
            from_period: year(self.from)?,
            from: amount(1.0)?,
            to_period: year(self.from + end.0 as i32)?,
            to: amount(end.1)?,
            years: end.0,
            reached: arrival.is_some(),
            growth_before: self.likeness.growth.and_then(|log| GrowthRate::from_log(log).ok()),
            volatility_before: self.likeness.volatility,
            path: path
                .iter()
                .map(|(years, part)| Ok(PathPoint { years: *years, amount: amount(*part)? }))
                .collect::<Result<_>>()?,
        }))
    }
}
