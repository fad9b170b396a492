//! What became of pairs that once stood at an amount: how many reached a multiple of it, when, and which.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    base_rate::{
        bounds::{BAND, MOST_MULTIPLE, MOST_YEARS, ROUNDING},
        conditions::Conditions,
        likeness::Likeness,
    },
    economy::Pair,
    error::{Deferred, Error, Result, given},
    period::Period,
    series::Series,
};

/// Which of a pair's spells in the band count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Entries {
    /// The first: one case a pair, and cases that can be taken for independent.
    #[default]
    First,
    /// Every one: each time the amount comes into the band from outside. Cases of a pair overlap, so that intervals are
    /// found by drawing whole pairs.
    All,
}

impl std::str::FromStr for Entries {
    type Err = Error;

    /// Reads `first` or `all`.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for anything else.
    fn from_str(text: &str) -> Result<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "first" => Ok(Self::First),
            "all" => Ok(Self::All),
            _ => Err(Error::parse("which entries", text, 1, "expected first or all")),
        }
    }
}

/// What is to be reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Target {
    /// So many times the pair's own amount at its entry.
    Multiple(f64),
    /// The same amount for all.
    Amount(Amount),
}

/// A question after a base rate: of the pairs that entered a band around an amount, how many reached a multiple of their own
/// amount at entry within a number of years?
///
/// A pair enters with the first year of the range whose amount lies in the band, ends included; one that stands in it when
/// the range begins counts, and [is counted apart as well](BaseRate::inside_at_start). It is followed to its last amount in
/// the range, or to the horizon; a year without a record is no observation, and not a zero. A multiple of one or less asks
/// for the time to fall: to that multiple or under it, in a later year.
///
/// The share that has reached it by each year is Kaplan and Meier's (1958), so that cases which the panel's end cuts off count
/// for as long as they were seen, with Greenwood's variance (1926) and intervals of 95 % on the log-log scale; beside it
/// stands the plain share of cases whose whole window lies in the panel.
///
/// ```
/// use tradepath::{base_rate::BaseRateQuestion, history::{AnnualPanel, MissingFlow, Reconciliation}};
///
/// let table = "year,exporter,importer,value\n2001,KAZ,UZB,3\n2002,KAZ,UZB,4\n2003,KAZ,UZB,6\n2001,IND,CHN,2\n2003,IND,CHN,3\n";
/// let panel = tradepath::history::Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
/// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
/// let sample = AnnualPanel::turnovers(&panel, &zero)?;
/// let found = BaseRateQuestion::multiple("3", 2.0)?.within(2).run(&sample)?;
/// assert_eq!((found.entered, found.reached, found.censored), (2, 1, 0));
/// assert!(found.too_few);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct BaseRateQuestion {
    pub(crate) from: Amount,
    pub(crate) target: Target,
    pub(crate) within: u32,
    pub(crate) band: (f64, f64),
    pub(crate) entries: Entries,
    pub(crate) years: Option<(i32, i32)>,
    pub(crate) conditions: Conditions,
    pub(crate) except: Option<Pair>,
    pub(crate) like: Likeness,
    pub(crate) precedents: usize,
    pub(crate) seed: u64,
    pub(super) refused: Deferred,
}

impl BaseRateQuestion {
    /// From about an amount to so many times the pair's own amount at its entry. Ten years, a band from 2/3 to 3/2 of the
    /// amount, the first entry of every pair of the panel, eight precedents of either sort.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero, and a multiple that is not within a
    /// millionth and a million.
    pub fn multiple(from: impl TryInto<Amount, Error: Into<Error>>, multiple: f64) -> Result<Self> {
        let from: Amount = given(from)?;
        from.positive("the amount to stand at")?;
        if !(1.0 / MOST_MULTIPLE..=MOST_MULTIPLE).contains(&multiple) {
            return Err(Error::out_of_range("the multiple", multiple, "above 0, from a millionth to a million"));
        }
        Ok(Self {
            from,
            target: Target::Multiple(multiple),
            within: 10,
            band: BAND,
            entries: Entries::First,
            years: None,
            conditions: Conditions::new(),
            except: None,
            like: Likeness::of_size(from),
            precedents: 8,
            seed: 0,
            refused: Deferred::default(),
        })
    }

    /// From about an amount to another: to `to / from` times the pair's own amount at its entry.
    ///
    /// # Errors
    /// As [`multiple`](Self::multiple).
    pub fn to(
        from: impl TryInto<Amount, Error: Into<Error>>,
        to: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Self> {
        let from: Amount = given(from)?;
        let to: Amount = given(to)?;
        to.positive("the amount to reach")?;
        from.positive("the amount to stand at")?;
        Self::multiple(from, to.value() / from.value())
    }

    /// To an amount that is the same for all pairs, wherever in the band they entered; those that stand beyond it at their
    /// entry are [left out](BaseRate::beyond_at_entry).
    ///
    /// # Errors
    /// As [`to`](Self::to).
    pub fn to_amount(
        from: impl TryInto<Amount, Error: Into<Error>>,
        to: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Self> {
        let from: Amount = given(from)?;
        let to: Amount = given(to)?;
        Ok(Self { target: Target::Amount(to), ..Self::to(from, to)? })
    }

    /// Within so many years.
    pub fn within(self, years: u32) -> Self {
        Self { within: years, ..self }
    }

    /// The band, as shares of the amount to stand at.
    pub fn band(self, low: f64, high: f64) -> Self {
        Self { band: (low, high), ..self }
    }

    /// Which of a pair's entries count.
    pub fn entries(self, entries: Entries) -> Self {
        Self { entries, ..self }
    }

    /// As if the panel had only these years, both included.
    pub fn years(
        mut self,
        first: impl TryInto<Period, Error: Into<Error>>,
        last: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        let (first, last) = (self.refused.keep(calendar_year(first)), self.refused.keep(calendar_year(last)));
        self.years = first.zip(last);
        self
    }

    /// As if the panel began with a year.
    pub fn since(mut self, first: impl TryInto<Period, Error: Into<Error>>) -> Self {
        let last = self.years.map_or(i32::MAX, |(_, last)| last);
        self.years = self.refused.keep(calendar_year(first)).map(|first| (first, last));
        self
    }

    /// As it was known at the end of a year.
    pub fn up_to(mut self, last: impl TryInto<Period, Error: Into<Error>>) -> Self {
        let first = self.years.map_or(i32::MIN, |(first, _)| first);
        self.years = self.refused.keep(calendar_year(last)).map(|last| (first, last));
        self
    }

    /// Only pairs, and entries, that meet conditions.
    pub fn conditions(self, conditions: Conditions) -> Self {
        Self { conditions, ..self }
    }

    /// Without a pair, such as the one that the question is asked for.
    pub fn except(mut self, pair: impl TryInto<Pair, Error: Into<Error>>) -> Self {
        self.except = self.refused.take(pair);
        self
    }

    /// Precedents are those most like this series at its last amount: by size, by growth over up to five years before, and by
    /// volatility over up to ten. Without it, they are the nearest in size.
    pub fn like(self, series: &Series) -> Self {
        let known = series.observed().map(|(period, seen)| (period.calendar_year(), seen.amount.value()));
        let known: Vec<(i32, f64)> = known.collect();
        let like = known.len().checked_sub(1).map(|last| Likeness::at(&known, last));
        Self { like: like.unwrap_or(self.like).sized(self.from), ..self }
    }

    /// How many precedents to list of those that reached it, and of those that did not.
    pub fn precedents(self, most: usize) -> Self {
        Self { precedents: most, ..self }
    }

    /// From which seed pairs are drawn for intervals over all entries.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    pub(crate) fn checked(&self) -> Result<()> {
        self.refused.check()?;
        self.conditions.refused.check()?;
        let (low, high) = self.band;
        if !(low > 0.0 && low <= high && high.is_finite()) {
            let accepted = "from a share above 0 to another that is not less, such as 0.667 to 1.5";
            return Err(Error::out_of_range("the band", format!("{low} to {high}"), accepted));
        }
        if !(1..=MOST_YEARS).contains(&self.within) {
            return Err(Error::out_of_range("the number of years", self.within, format!("1 or more, to {MOST_YEARS}")));
        }
        match self.years {
            Some((first, last)) if first > last => Err(Error::out_of_range(
                "the range of years",
                format!("{first} to {last}"),
                "from a year to a later one",
            )),
            _ => Ok(()),
        }
    }

    pub(crate) fn conditions_in_words(&self) -> Vec<String> {
        let mut words = self.conditions.in_words();
        words.extend(self.except.map(|pair| format!("other than {pair}")));
        words
    }

    /// The multiple of the amount to stand at.
    pub(crate) fn wanted(&self) -> f64 {
        match self.target {
            Target::Multiple(multiple) => multiple,
            Target::Amount(to) => to.value() / self.from.value(),
        }
    }

    /// Whether the question is after a fall.
    fn falls(&self) -> bool {
        self.wanted() <= 1.0
    }

    /// What a pair that entered with an amount is to reach.
    pub(crate) fn target_of(&self, entered: f64) -> f64 {
        match self.target {
            Target::Multiple(multiple) => entered * multiple,
            Target::Amount(to) => to.value(),
        }
    }

    /// Whether an amount is as far as the target, or further.
    pub(crate) fn is_reached(&self, target: f64, amount: f64) -> bool {
        let rounding = ROUNDING * target;
        if self.falls() { amount <= target + rounding } else { amount >= target - rounding }
    }

    /// Whether an amount lies in the band.
    pub(crate) fn holds(&self, amount: f64) -> bool {
        let (low, high) = (self.band.0 * self.from.value(), self.band.1 * self.from.value());
        amount >= low * (1.0 - ROUNDING) && amount <= high * (1.0 + ROUNDING)
    }
}

/// The calendar year of a period that must be one.
fn calendar_year(year: impl TryInto<Period, Error: Into<Error>>) -> Result<i32> {
    let year: Period = given(year)?;
    year.require_year()?;
    Ok(year.calendar_year())
}
