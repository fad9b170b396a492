//! The cases most like the one in question, and what became of them.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    base_rate::{
        bounds::year,
        cases::is_complete,
        entry::{Entry, Outcome, Range},
        likeness::{Likeness, Scales},
        question::BaseRateQuestion,
    },
    error::Result,
    period::Period,
    rate::GrowthRate,
};

/// The number of cases most alike of which the answer says how many reached the target. A fixed number lets answers be
/// compared.
const ALIKE: usize = 20;

/// A precedent: a named case like the one in question, and what became of it.
///
/// Precedents are sorted from the most alike on, those that reached the target first. They illustrate an answer and do
/// not measure it: the share is in [`BaseRate::share`](crate::base_rate::BaseRate::share).
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// for case in &found.precedents {
///     assert_eq!(case.path[0].amount, case.from);
///     assert!(case.from_period <= case.to_period);
/// }
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Precedent {
    /// The pair, as two codes with a dash between them; for series of another kind, the name.
    pub pair: String,
    /// The year in which it entered the band.
    pub from_period: Period,
    /// Its amount in that year.
    pub from: Amount,
    /// The year in which it reached the target, or the last one in which it was seen within the horizon.
    pub to_period: Period,
    /// Its amount in that year.
    pub to: Amount,
    /// The number of years between.
    pub years: u32,
    /// Whether it reached the target.
    pub reached: bool,
    /// Its growth a year over up to five years before the entry; none where nothing is on record.
    pub growth_before: Option<GrowthRate>,
    /// The standard deviation of its yearly log growth over up to ten years before the entry; none for fewer than three
    /// changes.
    pub volatility_before: Option<f64>,
    /// Its amounts from the entry to the horizon, the entry's first.
    pub path: Vec<PathPoint>,
}

/// An amount some years after entry: one point of a precedent's [path](Precedent::path).
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// for case in &found.precedents {
///     // Year 0 is the year of entry; years without a record have no point.
///     assert_eq!(case.path[0].years, 0);
///     assert!(case.path.is_sorted_by(|one, next| one.years < next.years));
/// }
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PathPoint {
    /// The number of years since entry.
    pub years: u32,
    /// The amount.
    pub amount: Amount,
}

/// What became of the cases most alike: how many of them reached the target.
///
/// A table has no such count, because it names few of its cases:
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// assert_eq!(question.run(BaseRateTable::shipped()?)?.most_alike, None);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MostAlike {
    /// The number of cases: the most alike of those whose whole window lies in the panel.
    pub cases: u32,
    /// The number of these that reached the target.
    pub reached: u32,
}

/// The first `most` of the cases that reached the target, then the first `most` of those that did not. The cases come
/// sorted from the nearest on, each with whether it reached the target; either list may be shorter.
pub(crate) fn nearest_of_either<T>(sorted: impl Iterator<Item = (bool, T)>, most: usize) -> Vec<T> {
    let (mut reached, mut others) = (Vec::new(), Vec::new());
    for (has_reached, case) in sorted {
        let list = if has_reached { &mut reached } else { &mut others };
        if list.len() < most {
            list.push(case);
        }
    }
    reached.append(&mut others);
    reached
}

/// The cases whose outcome is known, the most alike first: those that reached the target, and those that were followed
/// to the horizon.
pub(crate) struct Precedents<'a> {
    /// The cases, the most alike first.
    sorted: Vec<Case<'a>>,
    /// The horizon of the question, in years.
    within: u32,
    /// The last calendar year that was looked at.
    last: i32,
    /// Whether more than the size is known of the case that they are compared with.
    says_more: bool,
}

/// A case with all that a precedent says of it, before it is turned into one.
struct Case<'a> {
    entry: &'a Entry<'a>,
    outcome: Outcome,
    likeness: Likeness,
    /// The squared distance from the case in question.
    distance: f64,
}

impl<'a> Precedents<'a> {
    /// Sorts the cases by their distance from what the question is compared with. Cases whose outcome is not known are
    /// left out.
    pub fn of(found: &'a [Entry<'a>], range: Range, question: &BaseRateQuestion) -> Self {
        let likeness: Vec<Likeness> = found.iter().map(|entry| Likeness::at(&entry.member.amounts, entry.at)).collect();
        let scales = Scales::of(likeness.iter().copied());
        let cases = found.iter().zip(likeness).map(|(entry, likeness)| Case {
            entry,
            outcome: entry.outcome(question),
            likeness,
            distance: scales.distance(&question.like, &likeness),
        });
        // A case that was followed for less without reaching the target may yet reach it: it is no precedent for
        // either.
        let mut sorted: Vec<Case<'a>> =
            cases.filter(|case| case.outcome.reached || case.outcome.years == question.within).collect();
        // The sort is stable: cases at the same distance stay in the order of the panel.
        sorted.sort_by(|one, other| one.distance.total_cmp(&other.distance));
        Self { sorted, within: question.within, last: range.last, says_more: question.like.says_more() }
    }

    /// The precedents to list: at most so many of those that reached the target, and as many of those that did not.
    pub fn nearest_of_either(&self, most: usize) -> Result<Vec<Precedent>> {
        let cases = nearest_of_either(self.sorted.iter().map(|case| (case.outcome.reached, case)), most);
        cases.into_iter().map(|case| case.precedent(self.within)).collect()
    }

    /// What became of the twenty most alike whose window is complete; none where fewer than twenty are, or where
    /// nothing but a size is known.
    ///
    /// Windows that the panel's end cuts off are left out. Only those of them in which the target was reached have a
    /// known outcome, so that the share would come out too high.
    pub fn most_alike(&self) -> Option<MostAlike> {
        let complete = self.sorted.iter().filter(|case| is_complete(case.entry.year(), self.within, self.last));
        let alike: Vec<&Case<'_>> = complete.take(ALIKE).collect();
        let reached = alike.iter().filter(|case| case.outcome.reached).count() as u32;
        (self.says_more && alike.len() == ALIKE).then_some(MostAlike { cases: ALIKE as u32, reached })
    }
}

impl Case<'_> {
    /// The case as a precedent, its path cut at the horizon. A growth before that no rate can state becomes none.
    fn precedent(&self, within: u32) -> Result<Precedent> {
        let (entry, outcome) = (self.entry, self.outcome);
        let (to_year, to) = entry.member.amounts[outcome.at];
        let start = std::iter::once((0, entry.amount()));
        let after = entry.after().map(|(_, years, amount)| (years, amount)).take_while(|(years, _)| *years <= within);
        let path = start.chain(after).map(|(years, amount)| Ok(PathPoint { years, amount: Amount::new(amount)? }));
        Ok(Precedent {
            pair: entry.member.name.clone(),
            from_period: year(entry.year())?,
            from: Amount::new(entry.amount())?,
            to_period: year(to_year)?,
            to: Amount::new(to)?,
            years: to_year.abs_diff(entry.year()),
            reached: outcome.reached,
            growth_before: self.likeness.growth.and_then(|log| GrowthRate::from_log(log).ok()),
            volatility_before: self.likeness.volatility,
            path: path.collect::<Result<_>>()?,
        })
    }
}
