//! The answer that a table gives to a question.

use crate::{
    amount::Amount,
    base_rate::{
        answer::{BaseRate, InsteadOf, PacePoint, PanelAbout},
        bounds::year,
        life_table::CurvePoint,
        likeness::Scales,
        precedent::nearest_of_either,
        question::{BaseRateQuestion, Entries, Target},
        table::{
            counts::Counts,
            layout::{LEAST_START, MULTIPLES, named_key, starts},
            named::Named,
            table::BaseRateTable,
        },
    },
    error::{Error, Result},
    probability::Probability,
};

/// The largest factor between an amount and the nearest one of the table: half a step between its amounts.
pub(crate) const FARTHEST: f64 = 1.25;

/// The largest distance between a multiple and the nearest one of the table, as a share of its own logarithm: growth
/// that is faster or slower by so much.
pub(crate) const FARTHEST_GROWTH: f64 = 0.15;

/// An amount or a multiple this close to that of the table counts as the same, and is not named as different.
pub(crate) const SAME: f64 = 0.005;

/// Where in a table an answer is: the starting amount, the index of the multiple, and the last year that was known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    start: u64,
    multiple: usize,
    last: i32,
}

/// The starting amount of the table nearest to an amount, by their ratio.
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

/// The index of the nearest multiple: of a rise for a rise, of a fall for a fall.
pub(crate) fn nearest_multiple(multiple: f64) -> Result<usize> {
    let apart = |of: f64| (multiple / of).ln().abs();
    let alike = |of: f64| (of <= 1.0) == (multiple <= 1.0);
    let candidates = MULTIPLES.iter().enumerate().filter(|(_, of)| alike(**of));
    let nearest = candidates.min_by(|(_, one), (_, other)| apart(**one).total_cmp(&apart(**other)));
    let is_near = |of: f64| apart(of) <= FARTHEST_GROWTH * multiple.ln().abs() + crate::base_rate::bounds::ROUNDING;
    nearest.filter(|(_, of)| is_near(**of)).map(|(at, _)| at).ok_or_else(|| {
        let accepted = format!(
            "one that the table has, or near it ({}); name a panel for others",
            MULTIPLES.map(crate::wording::times).join(", ")
        );
        Error::out_of_range("the multiple", multiple, accepted)
    })
}

/// The indices of the multiples that another one lies between, both rises or both falls, and how far it is on the way
/// from the first to the second, in logarithms.
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

/// Whether a band is the one that tables count, also as people write it: 0.667 to 1.5.
pub(crate) fn is_usual(band: (f64, f64)) -> bool {
    let near = |given: f64, usual: f64| (given / usual - 1.0).abs() <= 1e-3;
    near(band.0, crate::base_rate::bounds::BAND.0) && near(band.1, crate::base_rate::bounds::BAND.1)
}

impl BaseRateTable {
    /// The answer for the starting amount and the multiple that are nearest to those asked for.
    pub(crate) fn answer(&self, question: &BaseRateQuestion) -> Result<BaseRate> {
        let Place { start, multiple, last } = self.place(question)?;
        let (from, target) = (Amount::new(start as f64)?, Target::Multiple(MULTIPLES[multiple]));
        // Counts do not name pairs, so that the pair to leave out is among them all the same, and the answer must not
        // say otherwise.
        let asked = BaseRateQuestion { from, target, except: None, ..question.clone() };
        let counts = Counts::read(self, start)?;
        let panel = PanelAbout { to: year(last)?, ..self.panel.clone() };
        let mut answer = asked.answer(&counts.cases(self, multiple, last, question.within)?, None, panel)?;
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

    /// The share by each year, with its interval, and nothing else. It is faster than a whole answer where there are
    /// many questions.
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
        Ok(Counts::read(self, start)?.whole(self, multiple, last, question.within)?.curve(question.within))
    }

    /// Where in the table the answer to a question is.
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

    /// Refuses questions that a table has no counts for.
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

    /// As [`BaseRateQuestion::pace`]: shares between the multiples of the table are interpolated by straight lines over
    /// their logarithms. A multiple nearer to one than those of the table has no point.
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
