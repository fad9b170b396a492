//! Which pairs, and which entries, are to be counted.

use std::{fmt, str::FromStr};

use super::entry::Entry;
use crate::{
    amount::Amount,
    economy::{Economy, EconomyGroup, Pair},
    error::{Error, Result},
    history::{Context, Figure, Tie},
    outlook::sample::{Member, Sample},
    period::Period,
    rate::GrowthRate,
};

/// Who may stand on one side of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Anybody.
    Any,
    /// One economy.
    Economy(Economy),
    /// One of a group.
    Group(EconomyGroup),
}

impl Side {
    fn has(self, economy: Economy) -> bool {
        match self {
            Self::Any => true,
            Self::Economy(one) => one == economy,
            Self::Group(group) => group.has(economy),
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.pad("anybody"),
            Self::Economy(economy) => f.pad(economy.name()),
            Self::Group(group) => f.pad(group.name()),
        }
    }
}

impl FromStr for Side {
    type Err = Error;

    /// Reads `any`, a group such as `central-asia` or `high-income`, or an economy.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for what is none of them.
    fn from_str(text: &str) -> Result<Self> {
        if text.trim().eq_ignore_ascii_case("any") {
            return Ok(Self::Any);
        }
        text.parse().map(Self::Group).or_else(|unknown| text.parse().map(Self::Economy).map_err(|_| unknown))
    }
}

/// What pairs and their entries must meet to be counted; each kind once, and all that are given.
///
/// ```
/// use tradepath::{history::Tie, outlook::{Conditions, Side}};
///
/// let neighbours_in_asia = Conditions::new()
///     .between("asia".parse()?, "asia".parse()?)
///     .tie(Tie::Border, true)
///     .growth_before(5, "5%".parse()?, "20%".parse()?);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct Conditions {
    between: Option<(Side, Side)>,
    pairs: Option<Vec<Pair>>,
    growth_before: Option<(i32, GrowthRate, GrowthRate)>,
    economies: Option<(Amount, Amount)>,
    ties: Vec<(Tie, bool)>,
}

impl Conditions {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Between one of these and one of those: of flows, from the first to the second.
    pub fn between(self, one: Side, other: Side) -> Self {
        Self { between: Some((one, other)), ..self }
    }

    /// One of a list of pairs; of flows, from the first-named to the second.
    pub fn pairs(self, pairs: impl IntoIterator<Item = Pair>) -> Self {
        Self { pairs: Some(pairs.into_iter().collect()), ..self }
    }

    /// Growth a year over so many years before the entry within bounds, ends included: the amount of that earlier year must
    /// be on record.
    pub fn growth_before(self, years: u32, low: GrowthRate, high: GrowthRate) -> Self {
        Self { growth_before: Some((years.clamp(1, 1_000) as i32, low, high)), ..self }
    }

    /// Gross domestic products of both economies together in the year of entry within bounds, ends included.
    pub fn economies(self, low: Amount, high: Amount) -> Self {
        Self { economies: Some((low, high)), ..self }
    }

    /// Tied so in the year of entry, or not.
    pub fn tie(self, tie: Tie, tied: bool) -> Self {
        let others = self.ties.iter().copied().filter(|(other, _)| *other != tie);
        Self { ties: others.chain([(tie, tied)]).collect(), ..self }
    }

    /// Each in words.
    pub(super) fn in_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(self.between.map(|(one, other)| format!("between {one} and {other}")));
        words.extend(self.pairs.as_ref().map(|pairs| match &pairs[..] {
            [only] => format!("of {only} alone"),
            pairs => format!("of a list of {} pairs", pairs.len()),
        }));
        words.extend(
            self.growth_before.map(|(years, low, high)| {
                format!("with growth of {low} to {high} a year over the {years} years before")
            }),
        );
        words.extend(self.economies.map(|(low, high)| format!("with products of {low} to {high} together")));
        words.extend(self.ties.iter().map(|(tie, tied)| {
            let with = if *tied { "with" } else { "without" };
            match tie {
                Tie::Border => format!("{with} a common border"),
                Tie::Agreement => format!("{with} a trade agreement"),
            }
        }));
        words
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        let given =
            [self.between.is_some(), self.pairs.is_some(), self.growth_before.is_some(), self.economies.is_some()];
        given.into_iter().filter(|given| *given).count() + self.ties.len()
    }

    /// That a sample says what is asked.
    pub(super) fn answerable(&self, sample: &Sample) -> Result<()> {
        self.in_order()?;
        let of_pairs =
            self.between.is_some() || self.pairs.is_some() || self.economies.is_some() || !self.ties.is_empty();
        if of_pairs && sample.members().iter().all(|member| member.sides.is_none()) {
            return Err(Error::missing(
                "pairs",
                "the series are of no pairs, so that no condition on pairs can be met",
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
                Err(Error::missing(what, "the panel says of none; the CEPII Gravity database does (contig, fta_wto)"))
            }
        }
    }

    /// That bounds do not run from more to less.
    fn in_order(&self) -> Result<()> {
        let growth = self.growth_before.filter(|(_, low, high)| low.log() > high.log());
        let sizes = self.economies.filter(|(low, high)| low > high);
        let (what, given) = match (growth, sizes) {
            (Some((_, low, high)), _) => ("the growth before", format!("{low} to {high}")),
            (None, Some((low, high))) => ("the size of the economies", format!("{low} to {high}")),
            (None, None) => return Ok(()),
        };
        Err(Error::out_of_range(what, given, "from one bound to another that is not less"))
    }

    /// Whether a pair is to be counted.
    pub(super) fn admit(&self, member: &Member, figure: Option<Figure>) -> bool {
        let Some((from, to)) = member.sides.map(|pair| (pair.first(), pair.second())) else {
            return self.between.is_none() && self.pairs.is_none();
        };
        let either_way = figure != Some(Figure::Flow);
        let between = self.between.is_none_or(|(one, other)| {
            (one.has(from) && other.has(to)) || (either_way && one.has(to) && other.has(from))
        });
        let listed = self.pairs.as_ref().is_none_or(|pairs| {
            pairs.iter().any(|pair| {
                (pair.first() == from && pair.second() == to)
                    || (either_way && pair.first() == to && pair.second() == from)
            })
        });
        between && listed
    }

    /// Whether an entry is.
    pub(super) fn admit_entry(&self, entry: &Entry<'_>, context: &Context) -> bool {
        self.grew_before(entry) && self.economies_admit(entry, context) && self.ties_admit(entry, context)
    }

    fn grew_before(&self, entry: &Entry<'_>) -> bool {
        let Some((years, low, high)) = self.growth_before else { return true };
        let Some(before) = entry.member.amount(entry.year() - years).filter(|before| *before > 0.0) else {
            return false;
        };
        let growth = (entry.amount() / before).ln() / f64::from(years);
        growth >= low.log() - super::ROUNDING && growth <= high.log() + super::ROUNDING
    }

    fn economies_admit(&self, entry: &Entry<'_>, context: &Context) -> bool {
        let Some((low, high)) = self.economies else { return true };
        let (Some(pair), Ok(year)) = (entry.member.sides, Period::year(entry.year())) else { return false };
        let gdp = |economy| context.gdp(economy, year);
        let both = gdp(pair.first()).zip(gdp(pair.second())).map(|(one, other)| one + other);
        both.is_some_and(|both| both >= low.value() && both <= high.value())
    }

    fn ties_admit(&self, entry: &Entry<'_>, context: &Context) -> bool {
        if self.ties.is_empty() {
            return true;
        }
        let (Some(pair), Ok(year)) = (entry.member.sides, Period::year(entry.year())) else { return false };
        self.ties.iter().all(|(tie, wanted)| context.tied(*tie, pair, year) == Some(*wanted))
    }
}
