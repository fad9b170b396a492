//! Conditions on the pairs and the entries that are counted.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    economy::{Economy, EconomyGroup, Pair},
    error::{Deferred, Error, Result},
    history::Tie,
    period::Period,
    rate::GrowthRate,
};

/// The economies that may be one side of a pair: any, one, or those of a group.
///
/// [`Conditions::between`] takes it, or the text that it is read from.
///
/// ```
/// use tradepath::base_rate::Partner;
///
/// assert_eq!("any".parse::<Partner>()?, Partner::Any);
/// assert!(matches!("central-asia".parse::<Partner>()?, Partner::Group(_)));
/// assert_eq!("KAZ".parse::<Partner>()?.to_string(), "Kazakhstan");
/// assert_eq!("EU".parse::<Partner>()?.to_string(), "European Union");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum Partner {
    /// Any economy.
    Any,
    /// One economy or, of a bloc, any that was a member in the year of the entry.
    Economy(Economy),
    /// Any economy of a group.
    Group(EconomyGroup),
}

impl Partner {
    /// Whether an economy may be this side in a period. A bloc has it as long as it is a member.
    pub(crate) fn has(self, economy: Economy, period: Period) -> bool {
        match self {
            Self::Any => true,
            Self::Economy(one) => one.has_member(economy, period),
            Self::Group(group) => group.has(economy),
        }
    }

    /// Whether an economy may ever be this side.
    pub(crate) fn ever_had(self, economy: Economy) -> bool {
        match self {
            Self::Any => true,
            Self::Economy(one) => one.ever_had(economy),
            Self::Group(group) => group.has(economy),
        }
    }

    /// Whether it is a bloc, whose members depend on the year.
    pub(crate) fn is_bloc(self) -> bool {
        matches!(self, Self::Economy(economy) if economy.is_bloc())
    }
}

/// How [`Partner::Any`] is written.
const ANYBODY: &str = "anybody";

impl fmt::Display for Partner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.pad(ANYBODY),
            // Micronesia is a state, and a region of many.
            Self::Economy(economy) if economy.name().parse::<EconomyGroup>().is_ok() => f.pad(economy.code()),
            Self::Economy(economy) => f.pad(economy.name()),
            Self::Group(group) => f.pad(group.name()),
        }
    }
}

impl FromStr for Partner {
    type Err = Error;

    /// Reads `any`, a group such as `central-asia` or `high-income`, or an economy such as `KAZ`. Groups are tried
    /// before economies.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for a text that is none of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::Partner;
    ///
    /// assert!(matches!("UZB".parse::<Partner>()?, Partner::Economy(_)));
    /// assert!("nowhere at all".parse::<Partner>().is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        if ["any", ANYBODY].iter().any(|any| text.trim().eq_ignore_ascii_case(any)) {
            return Ok(Self::Any);
        }
        text.parse().map(Self::Group).or_else(|unknown| text.parse().map(Self::Economy).map_err(|_| unknown))
    }
}

impl TryFrom<String> for Partner {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Partner> for String {
    fn from(partner: Partner) -> Self {
        partner.to_string()
    }
}

/// A text such as `asia` or `KAZ`, as [`FromStr`] reads it.
impl TryFrom<&str> for Partner {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// Conditions that pairs and their entries must meet to be counted. A case counts only where it meets all conditions
/// that are given.
///
/// Each kind is given once: a second call replaces the first. An argument that cannot be read makes
/// [`BaseRateQuestion::run`](crate::base_rate::BaseRateQuestion::run) fail. Conditions need a panel; a
/// [table](crate::base_rate::BaseRateTable) refuses them.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, Conditions};
/// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
///
/// let table = "year,exporter,importer,value\n\
///     2000,KAZ,UZB,100\n2001,KAZ,UZB,300\n\
///     2000,KAZ,CHN,100\n2001,KAZ,CHN,100\n\
///     2000,DEU,FRA,100\n2001,DEU,FRA,90\n";
/// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
/// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
/// let panel = AnnualPanel::turnovers(&panel, &zero)?;
///
/// let doubling = BaseRateQuestion::multiple(100.0, 2.0)?.within(1);
/// let entered = |conditions: Conditions| {
///     let found = doubling.clone().conditions(conditions).run(&panel)?;
///     Ok::<u32, tradepath::Error>(found.entered)
/// };
/// assert_eq!(entered(Conditions::new())?, 3);
/// assert_eq!(entered(Conditions::new().between("central-asia", "central-asia"))?, 1);
/// assert_eq!(entered(Conditions::new().between("any", "KAZ"))?, 2);
/// assert_eq!(entered(Conditions::new().pairs(["UZB-KAZ".parse()?]))?, 1);
/// assert!(entered(Conditions::new().between("nowhere at all", "any")).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[must_use]
pub struct Conditions {
    /// Who may be the two sides of a pair.
    pub(crate) between: Option<(Partner, Partner)>,
    /// The only pairs that are counted.
    pub(crate) pairs: Option<Vec<Pair>>,
    /// A number of years before the entry, and the bounds of the growth a year over them.
    pub(crate) growth_before: Option<(i32, GrowthRate, GrowthRate)>,
    /// The bounds of the sum of both gross domestic products.
    pub(crate) economies: Option<(Amount, Amount)>,
    /// Ties, each with whether the pair must have it or must not. A tie is here at most once.
    pub(crate) ties: Vec<(Tie, bool)>,
    /// The first argument that could not be read.
    #[serde(skip_deserializing, skip_serializing_if = "Deferred::is_none")]
    pub(crate) refused: Deferred,
}

impl Conditions {
    /// No conditions: every pair and every entry counts.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable, Conditions};
    ///
    /// // Without conditions, a table answers.
    /// let question = BaseRateQuestion::multiple("3B", 2.0)?.conditions(Conditions::new());
    /// assert!(question.run(BaseRateTable::shipped()?).is_ok());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts only pairs of which one side is `one` and the other side is `other`: an economy, a group of economies, or
    /// `any`.
    ///
    /// The order of the two makes no difference for turnovers. For flows, `one` is the exporter and `other` the
    /// importer.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, Conditions};
    /// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
    ///
    /// let table = "year,exporter,importer,value\n\
    ///     2000,KAZ,UZB,100\n2001,KAZ,UZB,300\n\
    ///     2000,KAZ,CHN,100\n2001,KAZ,CHN,100\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let panel = AnnualPanel::turnovers(&panel, &zero)?;
    /// let doubling = BaseRateQuestion::multiple(100.0, 2.0)?.within(1);
    ///
    /// let entered = |one: &str, other: &str| {
    ///     let between = Conditions::new().between(one, other);
    ///     let found = doubling.clone().conditions(between).run(&panel)?;
    ///     Ok::<u32, tradepath::Error>(found.entered)
    /// };
    /// assert_eq!(entered("KAZ", "any")?, 2);
    /// assert_eq!(entered("any", "KAZ")?, 2);
    /// assert_eq!(entered("central-asia", "central-asia")?, 1);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn between(
        mut self,
        one: impl TryInto<Partner, Error: Into<Error>>,
        other: impl TryInto<Partner, Error: Into<Error>>,
    ) -> Self {
        self.between = self.refused.take(one).zip(self.refused.take(other));
        self
    }

    /// Counts only the pairs of a list. The order of a pair's sides makes no difference for turnovers; of flows, the
    /// first-named side is the exporter and the second the importer.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, Conditions};
    /// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
    ///
    /// let table = "year,exporter,importer,value\n\
    ///     2000,KAZ,UZB,100\n2001,KAZ,UZB,300\n\
    ///     2000,KAZ,CHN,100\n2001,KAZ,CHN,100\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let panel = AnnualPanel::turnovers(&panel, &zero)?;
    /// let doubling = BaseRateQuestion::multiple(100.0, 2.0)?.within(1);
    ///
    /// let listed = Conditions::new().pairs(["UZB-KAZ".parse()?]);
    /// let found = doubling.conditions(listed).run(&panel)?;
    /// assert_eq!((found.entered, found.reached), (1, 1));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn pairs(self, pairs: impl IntoIterator<Item = Pair>) -> Self {
        Self { pairs: Some(pairs.into_iter().collect()), ..self }
    }

    /// Counts only entries whose growth before lies within bounds, ends included. It is the annual growth rate between
    /// the amount `years` years before the entry and the amount at entry.
    ///
    /// ```text
    /// growth = (amount at entry / amount `years` before)^(1 / years) - 1
    /// ```
    ///
    /// Entries without a record of that earlier year are not counted. Years below 1 count as 1, and years above 1,000
    /// as 1,000.
    ///
    /// ```
    /// use tradepath::base_rate::Conditions;
    ///
    /// let steady = Conditions::new().growth_before(5, "5%", "20%");
    /// ```
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

    /// Counts only entries where the gross domestic products of both economies, added up for the year of entry, lie
    /// within bounds, ends included. Entries for which one of them is not on record are not counted.
    ///
    /// The panel must have gross domestic products, as one read from CEPII Gravity has; without any, the question
    /// fails:
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, Conditions};
    /// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
    ///
    /// let table = "year,exporter,importer,value\n\
    ///     2000,KAZ,UZB,100\n2001,KAZ,UZB,300\n\
    ///     2000,KAZ,CHN,100\n2001,KAZ,CHN,100\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let panel = AnnualPanel::turnovers(&panel, &zero)?;
    /// let doubling = BaseRateQuestion::multiple(100.0, 2.0)?.within(1);
    ///
    /// let large = Conditions::new().economies("100B", "1T");
    /// let error = doubling.conditions(large).run(&panel).unwrap_err();
    /// assert!(error.to_string().contains("gross domestic products"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn economies(
        mut self,
        low: impl TryInto<Amount, Error: Into<Error>>,
        high: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Self {
        self.economies = self.refused.take(low).zip(self.refused.take(high));
        self
    }

    /// Counts only entries of pairs that had a tie in the year of entry (`tied` is true), or only entries of pairs that
    /// did not have it (`tied` is false). Entries for which the panel does not say are not counted either way.
    ///
    /// ```
    /// use tradepath::{base_rate::Conditions, history::Tie};
    ///
    /// let neighbours_without_agreement =
    ///     Conditions::new().tie(Tie::Border, true).tie(Tie::Agreement, false);
    /// ```
    pub fn tie(self, tie: Tie, tied: bool) -> Self {
        let others = self.ties.iter().copied().filter(|(other, _)| *other != tie);
        Self { ties: others.chain([(tie, tied)]).collect(), ..self }
    }

    /// Each condition in words, as an answer repeats it: `between Kazakhstan and anybody`.
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

    /// The number of conditions.
    pub(crate) fn len(&self) -> usize {
        let given =
            [self.between.is_some(), self.pairs.is_some(), self.growth_before.is_some(), self.economies.is_some()];
        given.into_iter().filter(|given| *given).count() + self.ties.len()
    }

    /// Refuses bounds of which the lower is above the higher. The builder methods leave this to the question, so that
    /// they can be chained.
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
