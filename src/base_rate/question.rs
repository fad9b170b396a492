//! The question that a base rate answers: which amount, which multiple, and within how many years.

use serde::{Deserialize, Deserializer, Serialize, de};

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

/// Which of a pair's entries into the band count as cases.
///
/// ```
/// use tradepath::base_rate::Entries;
///
/// assert_eq!("all".parse::<Entries>()?, Entries::All);
/// assert_eq!(Entries::default(), Entries::First);
/// assert!("some".parse::<Entries>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Entries {
    /// The first entry: one case for each pair, so that cases can be taken for independent.
    #[default]
    First,
    /// Every entry: each time the amount comes into the band from outside. Cases of one pair overlap, so that intervals
    /// are found by drawing whole pairs.
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

/// The target of a question. The two kinds differ within the band: a pair that enters at its lower end has further to
/// go to the same amount than to the same multiple.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    /// A multiple of the pair's own amount at its entry.
    #[serde(deserialize_with = "multiple")]
    Multiple(f64),
    /// The same amount for all pairs.
    #[serde(deserialize_with = "positive")]
    Amount(Amount),
}

/// The question that a base rate answers: of the pairs that entered a band around an amount, how many reached a
/// multiple of their own amount at entry within a number of years?
///
/// A pair enters in the first year of the range whose amount lies in the band, ends included. A pair that stands in the
/// band when the range begins is a case too; the answer says [how many](crate::base_rate::BaseRate::inside_at_start) of
/// these there are.
///
/// A case is followed to the pair's last amount in the range, or to the horizon. A year without a record is no
/// observation, and not a zero.
///
/// A multiple of one or less asks for a fall: to that multiple of the amount at entry, or below it, in a later year.
///
/// The share that has reached the target by each year is the estimate of Kaplan and Meier (1958), so that cases which
/// the panel's end cuts off count for as long as they were followed. Its variance is Greenwood's (1926), and its
/// intervals of 95 % are on the log-log scale. Beside it stands the [plain share](crate::base_rate::PlainShare) of the
/// cases whose whole window lies in the panel.
///
/// [`run`](Self::run) asks it. A builder method that is given what cannot be read, such as `since("soon")`, makes `run`
/// fail.
///
/// ```
/// use tradepath::base_rate::BaseRateQuestion;
/// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
///
/// let table = "year,exporter,importer,value\n\
///     2001,KAZ,UZB,3\n2002,KAZ,UZB,4\n2003,KAZ,UZB,6\n\
///     2001,IND,CHN,2\n2003,IND,CHN,3\n";
/// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
/// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
/// let sample = AnnualPanel::turnovers(&panel, &zero)?;
/// let found = BaseRateQuestion::multiple("3", 2.0)?.within(2).run(&sample)?;
/// assert_eq!((found.entered, found.reached, found.censored), (2, 1, 0));
/// // Two cases are too few to speak of a share.
/// assert!(found.too_few);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
pub struct BaseRateQuestion {
    /// The amount to stand at, which the ends of the band are multiples of.
    #[serde(deserialize_with = "positive")]
    pub(crate) from: Amount,
    /// What counts as reached.
    pub(crate) target: Target,
    /// The horizon in years after entry.
    pub(crate) within: u32,
    /// The ends of the band, as multiples of `from`.
    pub(crate) band: (f64, f64),
    /// Which entries of a pair are cases.
    pub(crate) entries: Entries,
    /// The calendar years to look at, both included; none for all years of the source. An open end is `i32::MIN` or
    /// `i32::MAX`.
    pub(crate) years: Option<(i32, i32)>,
    /// What pairs and entries must meet to be counted.
    pub(crate) conditions: Conditions,
    /// A pair to leave out, such as the one that the question is asked for.
    pub(crate) except: Option<Pair>,
    /// The features that precedents are compared with.
    pub(crate) like: Likeness,
    /// The most precedents of either kind to list.
    pub(crate) precedents: usize,
    /// The seed of the bootstrap of pairs, which only questions over all entries use.
    pub(crate) seed: u64,
    /// The first argument that a builder method could not read.
    #[serde(skip_deserializing, skip_serializing_if = "Deferred::is_none")]
    pub(super) refused: Deferred,
}

/// An amount above zero, as questions read it.
fn positive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    Amount::deserialize(deserializer)?.positive("the amount").map_err(de::Error::custom)
}

/// A multiple that can be asked for.
fn multiple<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    in_range(f64::deserialize(deserializer)?).map_err(de::Error::custom)
}

/// A multiple, unless it is out of the range of those that can be asked for.
fn in_range(multiple: f64) -> Result<f64> {
    if (1.0 / MOST_MULTIPLE..=MOST_MULTIPLE).contains(&multiple) {
        return Ok(multiple);
    }
    Err(Error::out_of_range("the multiple", multiple, "above 0, from a millionth to a million"))
}

impl BaseRateQuestion {
    /// Asks of pairs that stood near `from` how many reached `multiple` times their own amount at entry.
    ///
    /// The defaults are a horizon of ten years, a band from 2/3 to 3/2 of the amount, the first entry of every pair of
    /// the panel, and up to eight precedents of those that reached the target and of those that did not.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero, and for a multiple outside a
    /// millionth to a million.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let found = BaseRateQuestion::multiple("3B", 2.0)?.run(BaseRateTable::shipped()?)?;
    /// assert_eq!((found.asked.multiple, found.asked.within), (2.0, 10));
    ///
    /// // Half the amount or less, in a later year:
    /// let fell = BaseRateQuestion::multiple("3B", 0.5)?.run(BaseRateTable::shipped()?)?;
    /// assert!(fell.asked.falls());
    ///
    /// assert!(BaseRateQuestion::multiple("3B", 0.0).is_err());
    /// assert!(BaseRateQuestion::multiple(0.0, 2.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn multiple(from: impl TryInto<Amount, Error: Into<Error>>, multiple: f64) -> Result<Self> {
        let from: Amount = given(from)?;
        from.positive("the amount to stand at")?;
        Ok(Self {
            from,
            target: Target::Multiple(in_range(multiple)?),
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

    /// Asks of pairs that stood near `from` how many reached `to / from` times their own amount at entry.
    ///
    /// # Errors
    /// Those of [`multiple`](Self::multiple); [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a target of
    /// zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::BaseRateQuestion;
    ///
    /// // From 3 to 9 billion is three times the amount.
    /// assert_eq!(BaseRateQuestion::to("3B", "9B")?, BaseRateQuestion::multiple(3e9, 3.0)?);
    /// assert!(BaseRateQuestion::to("3B", 0.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
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

    /// Asks for an amount that is the same for all pairs, wherever in the band they entered.
    ///
    /// Pairs that already stand at the target or beyond it when they enter cannot reach it any more. They are [left
    /// out](crate::base_rate::BaseRate::beyond_at_entry) of the counts, and the answer says how many they are.
    ///
    /// # Errors
    /// As [`to`](Self::to).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
    /// use tradepath::base_rate::BaseRateQuestion;
    ///
    /// let table = "year,exporter,importer,value\n\
    ///     2000,KAZ,UZB,80\n2001,KAZ,UZB,100\n2002,KAZ,UZB,121\n\
    ///     2000,KAZ,KGZ,125\n2001,KAZ,KGZ,130\n2002,KAZ,KGZ,140\n\
    ///     2000,KAZ,TJK,110\n2001,KAZ,TJK,100\n2002,KAZ,TJK,90\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let panel = AnnualPanel::turnovers(&panel, &zero)?;
    ///
    /// let found = BaseRateQuestion::to_amount(100.0, 120.0)?.within(2).run(&panel)?;
    /// // KAZ-KGZ stood beyond 120 already.
    /// assert_eq!((found.entered, found.reached, found.beyond_at_entry), (2, 1, 1));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_amount(
        from: impl TryInto<Amount, Error: Into<Error>>,
        to: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Self> {
        let from: Amount = given(from)?;
        let to: Amount = given(to)?;
        Ok(Self { target: Target::Amount(to), ..Self::to(from, to)? })
    }

    /// Sets the horizon: the number of years after entry within which the target must be reached. It is 1 to 1,000;
    /// [`run`](Self::run) refuses other horizons. The default is ten years.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let doubling = BaseRateQuestion::multiple("3B", 2.0)?;
    /// let (five, ten) = (doubling.clone().within(5), doubling.clone().within(10));
    /// let table = BaseRateTable::shipped()?;
    /// assert!(five.run(table)?.reached <= ten.run(table)?.reached);
    /// assert!(doubling.within(0).run(table).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn within(self, years: u32) -> Self {
        Self { within: years, ..self }
    }

    /// Sets the band of entry, as multiples of the amount to stand at, ends included. The default is 2/3 to 3/2.
    ///
    /// [`run`](Self::run) refuses a band that is empty or reaches down to zero, and asked of a table any but the
    /// default:
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let wide = BaseRateQuestion::multiple("3B", 2.0)?.band(0.5, 2.0);
    /// let error = wide.run(BaseRateTable::shipped()?).unwrap_err();
    /// assert!(error.to_string().contains("another band"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn band(self, low: f64, high: f64) -> Self {
        Self { band: (low, high), ..self }
    }

    /// Sets which of a pair's entries count as cases. The default is the first entry of each pair. Counting all entries
    /// needs a panel, because a table has no counts of later entries.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, Entries};
    /// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
    ///
    /// let table = "year,exporter,importer,value\n\
    ///     2000,KAZ,UZB,100\n2001,KAZ,UZB,200\n2002,KAZ,UZB,100\n2003,KAZ,UZB,210\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let panel = AnnualPanel::turnovers(&panel, &zero)?;
    ///
    /// let doubling = BaseRateQuestion::multiple(100.0, 2.0)?.within(1);
    /// let first = doubling.clone().run(&panel)?;
    /// assert_eq!((first.entered, first.reached), (1, 1));
    /// // The pair came into the band in 2000, and again in 2002.
    /// let all = doubling.entries(Entries::All).run(&panel)?;
    /// assert_eq!((all.entered, all.reached), (2, 2));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn entries(self, entries: Entries) -> Self {
        Self { entries, ..self }
    }

    /// Looks at these calendar years alone, both included, as if the panel had no others.
    ///
    /// A table can answer for an earlier last year. It cannot answer for a later first year, because its counts begin
    /// with the panel's first year.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let question = BaseRateQuestion::multiple("3B", 2.0)?;
    /// let table = BaseRateTable::shipped()?;
    /// assert!(question.clone().years(2000, 2015).run(table).is_ok());
    /// assert!(question.clone().years(2005, 2020).run(table).is_err());
    /// assert!(question.years(2015, 2005).run(table).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn years(
        mut self,
        first: impl TryInto<Period, Error: Into<Error>>,
        last: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        let (first, last) = (self.refused.keep(calendar_year(first)), self.refused.keep(calendar_year(last)));
        self.years = first.zip(last);
        self
    }

    /// Looks at the panel as if it began with this year, and leaves the last year as it was set.
    ///
    /// A text that is not a year makes [`run`](Self::run) fail. So does a later first year asked of a table.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let soon = BaseRateQuestion::multiple("3B", 2.0)?.since("soon");
    /// assert!(soon.run(BaseRateTable::shipped()?).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn since(mut self, first: impl TryInto<Period, Error: Into<Error>>) -> Self {
        // Open ends are the extreme numbers; the panel's own years bound them when it is asked.
        let last = self.years.map_or(i32::MAX, |(_, last)| last);
        self.years = self.refused.keep(calendar_year(first)).map(|first| (first, last));
        self
    }

    /// Looks at the panel as it was known at the end of this year, and leaves the first year as it was set.
    ///
    /// Later amounts are not used. A case whose target was reached afterwards counts as followed to this year, or to
    /// the pair's last record before it.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let question = BaseRateQuestion::multiple("3B", 2.0)?;
    /// let known = question.clone().up_to(2010).run(BaseRateTable::shipped()?)?;
    /// assert_eq!(known.panel.to.to_string(), "2010");
    /// // The table begins with 2000.
    /// assert!(question.up_to(1999).run(BaseRateTable::shipped()?).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn up_to(mut self, last: impl TryInto<Period, Error: Into<Error>>) -> Self {
        let first = self.years.map_or(i32::MIN, |(first, _)| first);
        self.years = self.refused.keep(calendar_year(last)).map(|last| (first, last));
        self
    }

    /// Counts only pairs and entries that meet these [`Conditions`], which replace any given before. Conditions need a
    /// panel; [`Conditions`] has an example.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable, Conditions};
    ///
    /// let asia = Conditions::new().between("central-asia", "any");
    /// let question = BaseRateQuestion::multiple("3B", 2.0)?.conditions(asia);
    /// // A table has no counts by pair.
    /// assert!(question.run(BaseRateTable::shipped()?).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn conditions(self, conditions: Conditions) -> Self {
        Self { conditions, ..self }
    }

    /// Leaves out a pair, such as the one that the question is asked for. The order of its two sides makes no
    /// difference.
    ///
    /// A table leaves the pair out of the precedents only: its counts do not name pairs.
    ///
    /// ```
    /// use tradepath::base_rate::BaseRateQuestion;
    /// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
    ///
    /// let table = "year,exporter,importer,value\n\
    ///     2000,KAZ,UZB,100\n2001,KAZ,UZB,300\n2000,KAZ,CHN,100\n2001,KAZ,CHN,90\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let panel = AnnualPanel::turnovers(&panel, &zero)?;
    ///
    /// let doubling = BaseRateQuestion::multiple(100.0, 2.0)?.within(1);
    /// let all = doubling.clone().run(&panel)?;
    /// assert_eq!((all.entered, all.reached), (2, 1));
    /// let others = doubling.except("UZB-KAZ").run(&panel)?;
    /// assert_eq!((others.entered, others.reached), (1, 0));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn except(mut self, pair: impl TryInto<Pair, Error: Into<Error>>) -> Self {
        self.except = self.refused.take(pair);
        self
    }

    /// Chooses as precedents the cases most like this series at its last observed amount. Without it, precedents are
    /// the nearest in size.
    ///
    /// Cases are compared by size, by mean log growth over up to five years before, and by volatility over up to ten.
    /// The size is always the amount to stand at, so that only growth and volatility are taken from the series. A
    /// series without an observed amount changes nothing.
    ///
    /// ```
    /// use tradepath::{Amount, Currency, Period, Series};
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let own = Series::new(Currency::USD, [
    ///     (Period::year(2018)?, Amount::new(2.1e9)?.into()),
    ///     (Period::year(2019)?, Amount::new(2.4e9)?.into()),
    ///     (Period::year(2020)?, Amount::new(2.9e9)?.into()),
    /// ])?;
    /// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
    /// let table = BaseRateTable::shipped()?;
    /// let alike = question.clone().like(&own).run(table)?;
    /// // It chooses precedents, and changes no share.
    /// assert_eq!(alike.share, question.run(table)?.share);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn like(self, series: &Series) -> Self {
        let known = series.observed().map(|(period, seen)| (period.calendar_year(), seen.amount.value()));
        let known: Vec<(i32, f64)> = known.collect();
        let like = known.len().checked_sub(1).map(|last| Likeness::at(&known, last));
        Self { like: like.unwrap_or(self.like).sized(self.from), ..self }
    }

    /// Sets how many precedents to list of those that reached the target, and as many of those that did not. The
    /// default is eight.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let question = BaseRateQuestion::to("3B", "10B")?.within(9).precedents(2);
    /// let found = question.run(BaseRateTable::shipped()?)?;
    /// assert!(found.precedents.iter().filter(|case| case.reached).count() <= 2);
    /// assert!(found.precedents.len() <= 4);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn precedents(self, most: usize) -> Self {
        Self { precedents: most, ..self }
    }

    /// Sets the seed by which whole pairs are drawn for intervals over [all entries](Entries::All). The default is 0.
    /// The same seed always gives the same intervals; a question about first entries does not use it.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, Entries};
    /// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
    ///
    /// let table = "year,exporter,importer,value\n\
    ///     2000,KAZ,UZB,100\n2001,KAZ,UZB,200\n2002,KAZ,UZB,100\n2003,KAZ,UZB,210\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let panel = AnnualPanel::turnovers(&panel, &zero)?;
    ///
    /// let doubling = BaseRateQuestion::multiple(100.0, 2.0)?.within(1).entries(Entries::All);
    /// let doubling = doubling.seed(7);
    /// let (one, again) = (doubling.run(&panel)?, doubling.run(&panel)?);
    /// assert_eq!(one, again);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Reports the first argument that a builder method refused, and then the first option that is out of range.
    /// Options are checked here and not in the builder methods, so that these can be chained without `?`.
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

    /// The conditions in words, with the pair that is left out.
    pub(crate) fn conditions_in_words(&self) -> Vec<String> {
        let mut words = self.conditions.in_words();
        words.extend(self.except.map(|pair| format!("other than {pair}")));
        words
    }

    /// The target as a multiple of the amount to stand at, for either kind of target.
    pub(crate) fn wanted(&self) -> f64 {
        match self.target {
            Target::Multiple(multiple) => multiple,
            Target::Amount(to) => to.value() / self.from.value(),
        }
    }

    /// Whether the question asks for a fall.
    fn falls(&self) -> bool {
        self.wanted() <= 1.0
    }

    /// The amount that a pair is to reach, given its amount at entry.
    pub(crate) fn target_of(&self, entered: f64) -> f64 {
        match self.target {
            Target::Multiple(multiple) => entered * multiple,
            Target::Amount(to) => to.value(),
        }
    }

    /// Whether an amount is at the target or beyond it: at or above it for a rise, at or below it for a fall. An amount
    /// that misses the target by a rounding error counts as there.
    pub(crate) fn is_reached(&self, target: f64, amount: f64) -> bool {
        let rounding = ROUNDING * target;
        if self.falls() { amount <= target + rounding } else { amount >= target - rounding }
    }

    /// Whether an amount, in units of currency, lies in the band, ends included. The ends have room for rounding,
    /// because they are products such as 2/3 times 3 billion.
    pub(crate) fn holds(&self, amount: f64) -> bool {
        let (low, high) = (self.band.0 * self.from.value(), self.band.1 * self.from.value());
        amount >= low * (1.0 - ROUNDING) && amount <= high * (1.0 + ROUNDING)
    }
}

/// The calendar year of a period; refuses quarters and months, which a panel by the year does not have.
fn calendar_year(year: impl TryInto<Period, Error: Into<Error>>) -> Result<i32> {
    let year: Period = given(year)?;
    year.require_year()?;
    Ok(year.calendar_year())
}
