//! The answer that a table gives to a question.
//!
//! A table has counts for 41 starting amounts and 25 multiples only. A question is answered for the nearest of each, if
//! that is near enough, and the answer says what it stands for. Every other part of a question must be the usual one,
//! or the table refuses it.

use crate::{
    amount::Amount,
    base_rate::{
        answer::{BaseRate, InsteadOf, PacePoint, PanelAbout},
        bounds::{MULTIPLES, year},
        life_table::CurvePoint,
        likeness::Scales,
        order::raise,
        precedent::nearest_of_either,
        question::{BaseRateQuestion, Entries, Target},
        table::{
            counts::Counts,
            layout::{LEAST_START, named_key, starts},
            named::Named,
            table::BaseRateTable,
        },
    },
    error::{Error, Result},
    probability::Probability,
    wording::{listed, times},
};

/// The largest factor between an amount and the nearest starting amount of the table. Neighbouring starting amounts
/// differ by a factor of 1.5 at most, so that every amount between them has one near enough.
pub(crate) const FARTHEST: f64 = 1.25;

/// The largest distance between the logarithms of a multiple and of the nearest one of the table, as a share of the
/// former. The growth that the answer stands for is then faster or slower by 15 % at most.
pub(crate) const FARTHEST_GROWTH: f64 = 0.15;

/// An amount or a multiple whose relative difference from that of the table is no larger counts as the same. It is then
/// not named as different: 3.33 stands for 10/3.
pub(crate) const SAME: f64 = 0.005;

/// Where in a table an answer is: the starting amount in units of currency, the index of the multiple, and the last
/// calendar year that counts as known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    start: u64,
    multiple: usize,
    last: i32,
}

/// The starting amount of the table nearest to an amount, by their ratio.
///
/// # Errors
/// `OutOfRange` where the nearest is more than a factor of 1.25 away.
pub(crate) fn nearest_start(amount: Amount) -> Result<u64> {
    let apart = |start: &u64| (amount.value() / *start as f64).ln().abs();
    let nearest = starts().min_by(|one, other| apart(one).total_cmp(&apart(other)));
    nearest.filter(|start| apart(start) <= FARTHEST.ln()).ok_or_else(|| {
        let (least, most) = (LEAST_START as f64, starts().last().unwrap_or(LEAST_START) as f64);
        let [least, most] = [least, most].map(|units| Amount::new(units).unwrap_or_default());
        let accepted =
            format!("about {least} to {most} for the table that comes without a panel; name a panel for others");
        Error::out_of_range("the amount to stand at", amount, accepted)
    })
}

/// The index of the multiple of the table nearest to another, by their ratio. A rise is answered by a rise and a fall
/// by a fall, even where a multiple on the other side of 1 is nearer.
///
/// # Errors
/// `OutOfRange` where the nearest is farther than 15 % of the multiple's own logarithm.
pub(crate) fn nearest_multiple(multiple: f64) -> Result<usize> {
    let apart = |of: f64| (multiple / of).ln().abs();
    let alike = |of: f64| (of <= 1.0) == (multiple <= 1.0);
    let candidates = MULTIPLES.iter().enumerate().filter(|(_, of)| alike(**of));
    let nearest = candidates.min_by(|(_, one), (_, other)| apart(**one).total_cmp(&apart(**other)));
    let is_near = |of: f64| apart(of) <= FARTHEST_GROWTH * multiple.ln().abs() + crate::base_rate::bounds::ROUNDING;
    nearest.filter(|(_, of)| is_near(**of)).map(|(at, _)| at).ok_or_else(|| {
        let above = MULTIPLES.partition_point(|of| *of < multiple);
        let neighbours = MULTIPLES[above.saturating_sub(1)..].iter().take(if above == 0 { 1 } else { 2 });
        let neighbours: Vec<String> = neighbours.map(|of| times(*of)).collect();
        let (least, most) = (times(MULTIPLES[0]), times(MULTIPLES[MULTIPLES.len() - 1]));
        let nearest = listed(&neighbours);
        let accepted =
            format!("near one that the table has ({least} to {most}; the nearest: {nearest}); name a panel for others");
        Error::out_of_range("the multiple", times(multiple), accepted)
    })
}

/// The two neighbouring multiples of the table that another one lies between, by their indices, and how far it is on
/// the way from the first to the second, in logarithms: 0 at the first, 1 at the second. Where the table has the
/// multiple itself, both indices are its own.
///
/// None beyond the table's multiples, and where one neighbour asks for a fall and the other for a rise.
pub(crate) fn between(multiple: f64) -> Option<(usize, usize, f64)> {
    let high = MULTIPLES.partition_point(|of| *of < multiple * (1.0 - crate::base_rate::bounds::ROUNDING));
    let low = if high < MULTIPLES.len() && MULTIPLES[high] <= multiple * (1.0 + crate::base_rate::bounds::ROUNDING) {
        high
    } else {
        high.checked_sub(1)?
    };
    let (from, to) = (*MULTIPLES.get(low)?, *MULTIPLES.get(high)?);
    if (from <= 1.0) != (to <= 1.0) {
        return None;
    }
    let part = if low == high { 0.0 } else { (multiple / from).ln() / (to / from).ln() };
    Some((low, high, part))
}

/// Whether a band is the one that tables count. A thousandth of difference is allowed, so that a band written as 0.667
/// to 1.5 passes.
pub(crate) fn is_usual(band: (f64, f64)) -> bool {
    let near = |given: f64, usual: f64| (given / usual - 1.0).abs() <= 1e-3;
    near(band.0, crate::base_rate::bounds::BAND.0) && near(band.1, crate::base_rate::bounds::BAND.1)
}

impl BaseRateTable {
    /// The answer for the starting amount and the multiple that are nearest to those asked for.
    ///
    /// # Errors
    /// Those of `BaseRateQuestion::run` for a table; `Syntax` where a line of the table is damaged.
    pub(crate) fn answer(&self, question: &BaseRateQuestion) -> Result<BaseRate> {
        let Place { start, multiple, last } = self.place(question)?;
        let (from, target) = (Amount::new(start as f64)?, Target::Multiple(MULTIPLES[multiple]));
        // Counts do not name pairs, so that the pair to leave out is counted nevertheless. The answer must not claim
        // that it was left out.
        let asked = BaseRateQuestion { from, target, except: None, ..question.clone() };
        let counts = Counts::read(self, start)?;
        let panel = PanelAbout { to: year(last)?, ..self.panel.clone() };
        let mut answer = asked.answer(&counts.cases(self, multiple, last, question.within)?, None, panel)?;
        let farther = asked.farther().map(|multiple| {
            let whole = counts.whole(self, multiple, last, question.within)?;
            Ok((multiple, whole.curve(question.within)))
        });
        answer = answer.in_order(farther.collect::<Result<Vec<_>>>()?);
        let near = |given: f64, found: f64| (given / found - 1.0).abs() <= SAME;
        if !(near(question.from.value(), start as f64) && near(question.wanted(), MULTIPLES[multiple])) {
            answer.asked.instead_of = Some(InsteadOf { from: question.from, multiple: question.wanted() });
        }
        answer.on_pace = self.pace(&asked, &counts, last)?;
        let mut named: Vec<Named> = self.below(&named_key(start)).map(Named::read).collect::<Result<_>>()?;
        named.retain(|case| question.except.is_none_or(|pair| !case.is_of(pair)) && case.from <= last);
        let scales = Scales::of(named.iter().map(|case| case.likeness));
        let own = question.like.sized(from);
        named.sort_by(|one, other| {
            scales.distance(&own, &one.likeness).total_cmp(&scales.distance(&own, &other.likeness))
        });
        let precedents = named.iter().filter_map(|case| case.precedent(&asked, last).transpose());
        let precedents: Vec<_> = precedents.collect::<Result<_>>()?;
        let sorted = precedents.into_iter().map(|case| (case.reached, case));
        answer.precedents = nearest_of_either(sorted, question.precedents);
        Ok(answer)
    }

    /// The share by each year after entry, with its interval, and nothing else of an answer. Where there are many
    /// questions, it is faster than [`BaseRateQuestion::run`].
    ///
    /// # Errors
    /// As [`BaseRateQuestion::run`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
    /// let table = BaseRateTable::shipped()?;
    /// assert_eq!(table.curve(&question)?, question.run(table)?.curve);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn curve(&self, question: &BaseRateQuestion) -> Result<Vec<CurvePoint>> {
        let Place { start, multiple, last } = self.place(question)?;
        let counts = Counts::read(self, start)?;
        let of = |multiple: usize| -> Result<Vec<CurvePoint>> {
            Ok(counts.whole(self, multiple, last, question.within)?.curve(question.within))
        };
        let mut curve = of(multiple)?;
        let asked = BaseRateQuestion { target: Target::Multiple(MULTIPLES[multiple]), ..question.clone() };
        for farther in asked.farther() {
            raise(&mut curve, &of(farther)?, true);
        }
        Ok(curve)
    }

    /// Where in the table the answer to a question is. Refuses questions that a table cannot answer.
    fn place(&self, question: &BaseRateQuestion) -> Result<Place> {
        question.checked()?;
        self.answerable(question)?;
        let own_last = self.panel.to.calendar_year();
        Ok(Place {
            start: nearest_start(question.from)?,
            multiple: nearest_multiple(question.wanted())?,
            last: question.years.map_or(own_last, |(_, last)| last.min(own_last)),
        })
    }

    /// Refuses questions that a table has no counts for, naming the first part of the question that is not the usual
    /// one.
    fn answerable(&self, question: &BaseRateQuestion) -> Result<()> {
        let first = question.years.map_or(i32::MIN, |(first, _)| first);
        let (from, to) = (self.panel.from.calendar_year(), self.panel.to.calendar_year());
        let beyond = [
            (!is_usual(question.band), "another band"),
            (question.entries == Entries::All, "all entries"),
            (question.conditions.len() > 0, "conditions"),
            (first > from, "a first year"),
            (matches!(question.target, Target::Amount(_)), "an amount that is the same for all"),
        ];
        if let Some((_, what)) = beyond.into_iter().find(|(asked, _)| *asked) {
            let hint = "the table that comes without a panel has counts of the usual question alone; name a panel";
            return Err(Error::missing(format!("answer with {what}"), hint));
        }
        match question.years {
            Some((_, last)) if last < from => Err(Error::out_of_range(
                "the range of years",
                format!("up to {last}"),
                format!("within {from} to {to}"),
            )),
            _ => Ok(()),
        }
    }

    /// The share that was on pace, by years after entry, as `BaseRateQuestion::pace` computes it from a panel.
    ///
    /// The multiple that constant growth requires by a year is seldom one of the table's. The share is then
    /// interpolated between its two neighbours, on a straight line over the logarithms of the multiples. A year whose
    /// multiple lies between 1 and the table's nearest multiple has no point.
    fn pace(&self, question: &BaseRateQuestion, counts: &Counts, last: i32) -> Result<Vec<PacePoint>> {
        let mut points = Vec::new();
        for years in 1..=question.within {
            let required = question.wanted().powf(f64::from(years) / f64::from(question.within));
            // Pace begins near one, where the table has no multiples on both sides.
            let Some((low, high, part)) = between(required) else { continue };
            let share = |multiple: usize| -> Result<Option<f64>> {
                let whole = counts.whole(self, multiple, last, years)?;
                Ok((whole.followed_years() >= years).then(|| whole.shares(years).last().unwrap_or_default().value()))
            };
            let Some(from) = share(low)? else { break };
            let Some(to) = (if high == low { Some(from) } else { share(high)? }) else { break };
            points.push(PacePoint {
                years,
                multiple: required,
                share: Probability::rounded(from + (to - from) * part),
            });
        }
        Ok(points)
    }
}
