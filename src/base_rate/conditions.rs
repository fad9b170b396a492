//! Which pairs, and which entries, are to be counted.

use std::{fmt, str::FromStr};

use crate::{
    amount::Amount,
    economy::{Economy, EconomyGroup, Pair},
    error::{Deferred, Error, Result},
    history::Tie,
    rate::GrowthRate,
};

/// Who may stand on one side of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Partner {
    /// Anybody.
    Any,
    /// One economy.
    Economy(Economy),
    /// One of a group.
    Group(EconomyGroup),
}

impl Partner {
    pub(crate) fn has(self, economy: Economy) -> bool {
        match self {
            Self::Any => true,
            Self::Economy(one) => one == economy,
            Self::Group(group) => group.has(economy),
        }
    }
}

impl fmt::Display for Partner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.pad("anybody"),
            Self::Economy(economy) => f.pad(economy.name()),
            Self::Group(group) => f.pad(group.name()),
        }
    }
}

impl FromStr for Partner {
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

/// A text such as `asia` or `KAZ`, as [`FromStr`] reads it.
impl TryFrom<&str> for Partner {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// What pairs and their entries must meet to be counted; each kind once, and all that are given.
///
/// ```
/// use tradepath::{base_rate::{Conditions, Partner}, history::Tie};
///
/// let neighbours_in_asia = Conditions::new()
///     .between("asia", "asia")
///     .tie(Tie::Border, true)
///     .growth_before(5, "5%", "20%");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct Conditions {
    pub(crate) between: Option<(Partner, Partner)>,
    pub(crate) pairs: Option<Vec<Pair>>,
    pub(crate) growth_before: Option<(i32, GrowthRate, GrowthRate)>,
    pub(crate) economies: Option<(Amount, Amount)>,
    pub(crate) ties: Vec<(Tie, bool)>,
    pub(crate) refused: Deferred,
}

impl Conditions {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Between one of these and one of those: of flows, from the first to the second.
    pub fn between(
        mut self,
        one: impl TryInto<Partner, Error: Into<Error>>,
        other: impl TryInto<Partner, Error: Into<Error>>,
    ) -> Self {
        self.between = self.refused.take(one).zip(self.refused.take(other));
        self
    }

    /// One of a list of pairs; of flows, from the first-named to the second.
    pub fn pairs(self, pairs: impl IntoIterator<Item = Pair>) -> Self {
        Self { pairs: Some(pairs.into_iter().collect()), ..self }
    }

    /// Growth a year over so many years before the entry within bounds, ends included: the amount of that earlier year must
    /// be on record.
    pub fn growth_before(
        mut self,
        years: u32,
        low: impl TryInto<GrowthRate, Error: Into<Error>>,
        high: impl TryInto<GrowthRate, Error: Into<Error>>,
    ) -> Self {
        let bounds = self.refused.take(low).zip(self.refused.take(high));
        self.growth_before = bounds.map(|(low, high)| (years.clamp(1, 1_000) as i32, low, high));
        self
    }

    /// Gross domestic products of both economies together in the year of entry within bounds, ends included.
    pub fn economies(
        mut self,
        low: impl TryInto<Amount, Error: Into<Error>>,
        high: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Self {
        self.economies = self.refused.take(low).zip(self.refused.take(high));
        self
    }

    /// Tied so in the year of entry, or not.
    pub fn tie(self, tie: Tie, tied: bool) -> Self {
        let others = self.ties.iter().copied().filter(|(other, _)| *other != tie);
        Self { ties: others.chain([(tie, tied)]).collect(), ..self }
    }

    /// Each in words.
    pub(crate) fn in_words(&self) -> Vec<String> {
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
    pub(crate) fn len(&self) -> usize {
        let given =
            [self.between.is_some(), self.pairs.is_some(), self.growth_before.is_some(), self.economies.is_some()];
        given.into_iter().filter(|given| *given).count() + self.ties.len()
    }

    /// That bounds do not run from more to less.
    pub(crate) fn in_order(&self) -> Result<()> {
        let growth = self.growth_before.filter(|(_, low, high)| low.log() > high.log());
        let sizes = self.economies.filter(|(low, high)| low > high);
        let (what, given) = match (growth, sizes) {
            (Some((_, low, high)), _) => ("the growth before", format!("{low} to {high}")),
            (None, Some((low, high))) => ("the size of the economies", format!("{low} to {high}")),
            (None, None) => return Ok(()),
        };
        Err(Error::out_of_range(what, given, "a lower bound, then an upper bound that is not below it"))
    }
}
