//! Which pairs, and which entries, meet the conditions.
//!
//! Conditions on names are checked once for each pair, those on the year of entry once for each entry. What is not on
//! record never meets a condition.

use crate::{
    base_rate::{conditions::Conditions, entry::Entry},
    economy::Pair,
    error::{Error, Result},
    history::{AnnualPanel, Context, Figure, Member, Tie},
    period::Period,
};

/// The error for a bloc where a pair of countries is asked for.
fn no_bloc(pair: Pair) -> Error {
    let message =
        format!("the pairs are of countries, and {pair} has a bloc; two partners may be blocs, as between EU and any");
    Error::contradiction(message)
}

impl Conditions {
    /// Refuses conditions that the sample cannot answer. Without this check they would count nothing, and the answer
    /// would read as if no pair had met them.
    ///
    /// # Errors
    /// `OutOfRange` for bounds in the wrong order. `Missing` for conditions on pairs of a sample without pairs, on
    /// sizes of economies that it does not have, and on ties that it does not know.
    pub(crate) fn answerable(&self, sample: &AnnualPanel) -> Result<()> {
        self.in_order()?;
        if let Some(pair) = self.pairs.iter().flatten().find(|pair| pair.has_bloc()) {
            return Err(no_bloc(*pair));
        }
        let of_pairs =
            self.between.is_some() || self.pairs.is_some() || self.economies.is_some() || !self.ties.is_empty();
        if of_pairs && sample.members().iter().all(|member| member.sides.is_none()) {
            return Err(Error::missing(
                "pairs",
                "the series are not of country pairs, so that conditions on pairs cannot be checked",
            ));
        }
        let context = sample.context();
        if self.economies.is_some() && !context.has_gdps() {
            let hint = "the panel has no sizes of economies; the CEPII Gravity database has them (gdp_o, gdp_d)";
            return Err(Error::missing("gross domestic products", hint));
        }
        match self.ties.iter().find(|(tie, _)| !context.knows(*tie)) {
            None => Ok(()),
            Some((tie, _)) => {
                let what = match tie {
                    Tie::Border => "common borders",
                    Tie::Agreement => "trade agreements",
                };
                Err(Error::missing(
                    what,
                    "the panel does not say which pairs have one; CEPII Gravity does (contig, fta_wto)",
                ))
            }
        }
    }

    /// Whether a pair is counted, by the conditions on its two sides. `figure` says whether the series are flows, which
    /// have a direction, or turnovers.
    ///
    /// A series that is not of a pair meets no condition on pairs.
    pub(crate) fn admit(&self, member: &Member, figure: Option<Figure>) -> bool {
        let Some((from, to)) = member.sides.map(|pair| (pair.first(), pair.second())) else {
            return self.between.is_none() && self.pairs.is_none();
        };
        // A flow has a direction; a turnover has none.
        let either_way = figure != Some(Figure::Flow);
        let between = self.between.is_none_or(|(one, other)| {
            (one.ever_had(from) && other.ever_had(to)) || (either_way && one.ever_had(to) && other.ever_had(from))
        });
        let listed = self.pairs.as_ref().is_none_or(|pairs| {
            pairs.iter().any(|pair| {
                (pair.first() == from && pair.second() == to)
                    || (either_way && pair.first() == to && pair.second() == from)
            })
        });
        between && listed
    }

    /// Whether an entry is counted, by the conditions on growth before it, and on the economies and ties of its pair in
    /// the year of entry.
    pub(crate) fn admit_entry(&self, entry: &Entry<'_>, context: &Context, figure: Option<Figure>) -> bool {
        self.members_admit(entry, figure)
            && self.grew_before(entry)
            && self.economies_admit(entry, context)
            && self.ties_admit(entry, context)
    }

    /// Whether the pair was between the two partners in the year of the entry, where one of these is a bloc.
    fn members_admit(&self, entry: &Entry<'_>, figure: Option<Figure>) -> bool {
        let Some((one, other)) = self.between.filter(|(one, other)| one.is_bloc() || other.is_bloc()) else {
            return true;
        };
        let (Some(pair), Ok(year)) = (entry.member.sides, Period::year(entry.year())) else { return false };
        let is = |from, to| one.has(from, year) && other.has(to, year);
        is(pair.first(), pair.second()) || (figure != Some(Figure::Flow) && is(pair.second(), pair.first()))
    }

    /// Whether growth before an entry lies within the bounds. An entry does not meet the condition where the amount of
    /// the earlier year is zero or not on record.
    fn grew_before(&self, entry: &Entry<'_>) -> bool {
        let Some((years, low, high)) = self.growth_before else { return true };
        let Some(before) = entry.member.amount(entry.year() - years).filter(|before| *before > 0.0) else {
            return false;
        };
        // Rates are compared as logarithms, with room for rounding at the ends.
        let growth = (entry.amount() / before).ln() / f64::from(years);
        growth >= low.log() - crate::base_rate::bounds::ROUNDING
            && growth <= high.log() + crate::base_rate::bounds::ROUNDING
    }

    /// Whether the gross domestic products of both economies, added up, lie within the bounds. An entry does not meet
    /// the condition where one of the two is not on record for its year.
    fn economies_admit(&self, entry: &Entry<'_>, context: &Context) -> bool {
        let Some((low, high)) = self.economies else { return true };
        let (Some(pair), Ok(year)) = (entry.member.sides, Period::year(entry.year())) else { return false };
        let gdp = |economy| context.gdp(economy, year);
        let both = gdp(pair.first()).zip(gdp(pair.second())).map(|(one, other)| one + other);
        both.is_some_and(|both| both >= low.value() && both <= high.value())
    }

    /// Whether the ties of the pair in the year of entry are those wanted. A tie that the panel does not know for that
    /// year and pair is neither there nor absent, and does not meet the condition.
    fn ties_admit(&self, entry: &Entry<'_>, context: &Context) -> bool {
        if self.ties.is_empty() {
            return true;
        }
        let (Some(pair), Ok(year)) = (entry.member.sides, Period::year(entry.year())) else { return false };
        self.ties.iter().all(|(tie, wanted)| context.tied(*tie, pair, year) == Some(*wanted))
    }
}
