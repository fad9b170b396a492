//! What became of pairs that once stood at an amount: how many reached a multiple of it, when, and which.

mod answer;
mod bootstrap;
mod cases;
mod conditions;
mod entry;
mod life_table;
mod precedent;
mod sentence;
mod table;

use serde::{Deserialize, Serialize};

use self::{
    answer::Estimate,
    bootstrap::Bootstrap,
    cases::Cases,
    entry::{Entry, Range, entries},
    precedent::{Likeness, Precedents},
};
pub use self::{
    answer::{BaseRate, BaseRateAsked, Era, InsteadOf, IntervalMethod, PacePoint, PanelAbout, PlainShare},
    conditions::{Conditions, Side},
    life_table::{CurvePoint, Interval},
    precedent::{MostAlike, PathPoint, Precedent},
    table::BaseRateTable,
};
use super::sample::Sample;
use crate::{
    amount::Amount,
    economy::Pair,
    error::{Error, Result},
    period::Period,
    series::Series,
};

/// Fewer cases than these are too few to speak of a share.
pub const FEW_CASES: u32 = 20;

/// Longer than trade has been counted.
const MOST_YEARS: u32 = 1_000;
/// The most that anybody can mean to multiply trade by.
const MOST_MULTIPLE: f64 = 1e6;

/// How far an amount may be from another and count as the same, as a share of it: what arithmetic rounds.
const ROUNDING: f64 = 1e-12;

/// The band around an amount, unless another is asked for.
const BAND: (f64, f64) = (2.0 / 3.0, 1.5);

/// Which of a pair's stays in the band count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
enum Target {
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
/// use tradepath::outlook::BaseRateQuestion;
///
/// let table = "year,exporter,importer,value\n2001,KAZ,UZB,3\n2002,KAZ,UZB,4\n2003,KAZ,UZB,6\n2001,IND,CHN,2\n2003,IND,CHN,3\n";
/// let panel = tradepath::history::Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
/// let sample = tradepath::outlook::Sample::turnovers(&panel, &Default::default())?;
/// let found = BaseRateQuestion::multiple("3".parse()?, 2.0)?.within(2).ask(&sample)?;
/// assert_eq!((found.entered, found.reached, found.censored), (2, 1, 0));
/// assert!(found.too_few);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct BaseRateQuestion {
    from: Amount,
    target: Target,
    within: u32,
    band: (f64, f64),
    entries: Entries,
    years: Option<(i32, i32)>,
    conditions: Conditions,
    except: Option<Pair>,
    like: Likeness,
    precedents: usize,
    seed: u64,
}

impl BaseRateQuestion {
    /// From about an amount to so many times the pair's own amount at its entry. Ten years, a band from 2/3 to 3/2 of the
    /// amount, the first entry of every pair of the panel, eight precedents of either sort.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero, and a multiple that is not within a
    /// millionth and a million.
    pub fn multiple(from: Amount, multiple: f64) -> Result<Self> {
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
        })
    }

    /// From about an amount to another: to `to / from` times the pair's own amount at its entry.
    ///
    /// # Errors
    /// As [`multiple`](Self::multiple).
    pub fn to(from: Amount, to: Amount) -> Result<Self> {
        to.positive("the amount to reach")?;
        from.positive("the amount to stand at")?;
        Self::multiple(from, to.value() / from.value())
    }

    /// To an amount that is the same for all pairs, wherever in the band they entered; those that stand beyond it at their
    /// entry are [left out](BaseRate::beyond_at_entry).
    ///
    /// # Errors
    /// As [`to`](Self::to).
    pub fn to_amount(from: Amount, to: Amount) -> Result<Self> {
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

    /// As if the panel had only these calendar years; `i32::MIN` and `i32::MAX` leave an end open.
    pub fn years(self, first: i32, last: i32) -> Self {
        Self { years: Some((first, last)), ..self }
    }

    /// As it was known at the end of a year.
    pub fn up_to(self, last: i32) -> Self {
        let first = self.years.map_or(i32::MIN, |(first, _)| first);
        Self { years: Some((first, last)), ..self }
    }

    /// Only pairs, and entries, that meet conditions.
    pub fn conditions(self, conditions: Conditions) -> Self {
        Self { conditions, ..self }
    }

    /// Without a pair, such as the one that the question is asked for.
    pub fn except(self, pair: Pair) -> Self {
        Self { except: Some(pair), ..self }
    }

    /// Precedents are those most like this series at its last amount: by size, by growth over up to five years before, and by
    /// volatility over up to ten. Without it, they are the nearest in size.
    pub fn like(self, series: &Series) -> Self {
        let known = series.happened().map(|(period, seen)| (period.calendar_year(), seen.amount.value()));
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

    /// The answer of a panel.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a band that is empty or reaches down to zero, a horizon of
    /// no years, and years of which the panel has none; [`ErrorKind::Missing`](crate::ErrorKind::Missing) for an empty panel,
    /// and where a condition asks for what the panel does not say.
    pub fn ask(&self, sample: &Sample) -> Result<BaseRate> {
        self.checked()?;
        let range = Range::of(sample, self.years)?;
        self.conditions.answerable(sample)?;
        let figure = sample.about().figure;
        let asked = sample.members().iter().filter(|member| {
            self.except.is_none_or(|pair| !member.is_of(pair)) && self.conditions.admit(member, figure)
        });
        let entered = asked.flat_map(|member| entries(member, range, self));
        let admitted = entered.filter(|entry| self.conditions.admit_entry(entry, sample.context()));
        let (beyond, found): (Vec<_>, Vec<_>) = admitted.partition(|entry| self.is_beyond(entry));
        let cases = Cases::of(&found, range, self);
        let bootstrap = (self.entries == Entries::All).then(|| Bootstrap::of(&found, &cases, self));
        let mut answer = self.answer(&cases, bootstrap.as_ref(), PanelAbout::of(sample, range)?)?;
        answer.beyond_at_entry = beyond.len() as u32;
        answer.on_pace = self.pace(|question| Cases::of(&found, range, question));
        let precedents = Precedents::of(&found, range, self);
        answer.precedents = precedents.nearest_of_either(self.precedents)?;
        answer.most_alike = precedents.most_alike();
        Ok(answer)
    }

    /// What follows from cases alone.
    fn answer(&self, cases: &Cases, bootstrap: Option<&Bootstrap>, panel: PanelAbout) -> Result<BaseRate> {
        let whole = cases.whole();
        let Estimate { curve, share, interval, plain } =
            Estimate::of(cases, bootstrap.map(|drawn| &drawn.whole), self.within);
        Ok(BaseRate {
            asked: BaseRateAsked::of(self)?,
            entered: whole.entered(),
            reached: whole.reached(),
            censored: whole.left_before(self.within),
            inside_at_start: cases.inside_at_start,
            beyond_at_entry: 0,
            too_few: are_too_few(&curve),
            share,
            interval,
            method: if bootstrap.is_some() { IntervalMethod::PairBootstrap } else { IntervalMethod::GreenwoodLogLog },
            followed_years: curve.len() as u32,
            plain,
            median_years: curve.iter().find(|point| point.share.value() >= 0.5).map(|point| point.years),
            curve,
            on_pace: Vec::new(),
            eras: self.eras(cases, bootstrap)?,
            most_alike: None,
            precedents: Vec::new(),
            panel,
        })
    }

    fn eras(&self, cases: &Cases, bootstrap: Option<&Bootstrap>) -> Result<Vec<Era>> {
        let drawn = |at: usize| bootstrap.and_then(|bootstrap| bootstrap.eras.get(at));
        cases.eras().enumerate().map(|(at, era)| Era::of(&era, drawn(at), self.within)).collect()
    }

    /// The share that had reached by each year what constant growth to the target requires by then.
    fn pace(&self, cases: impl Fn(&Self) -> Cases) -> Vec<PacePoint> {
        let Target::Multiple(multiple) = self.target else { return Vec::new() };
        let mut points = Vec::new();
        for years in 1..=self.within {
            let required = multiple.powf(f64::from(years) / f64::from(self.within));
            let question = Self { target: Target::Multiple(required), within: years, ..self.clone() };
            let whole = cases(&question).whole();
            if whole.followed_years() < years {
                break;
            }
            points.extend(whole.shares(years).last().map(|share| PacePoint { years, multiple: required, share }));
        }
        points
    }

    fn checked(&self) -> Result<()> {
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

    fn conditions_in_words(&self) -> Vec<String> {
        let mut words = self.conditions.in_words();
        words.extend(self.except.map(|pair| format!("other than {pair}")));
        words
    }

    /// The multiple of the amount to stand at.
    fn wanted(&self) -> f64 {
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
    fn target_of(&self, entered: f64) -> f64 {
        match self.target {
            Target::Multiple(multiple) => entered * multiple,
            Target::Amount(to) => to.value(),
        }
    }

    /// Whether an amount is as far as the target, or further.
    fn is_reached(&self, target: f64, amount: f64) -> bool {
        let rounding = ROUNDING * target;
        if self.falls() { amount <= target + rounding } else { amount >= target - rounding }
    }

    /// Whether a pair stood at an amount for all already when it entered.
    fn is_beyond(&self, entry: &Entry<'_>) -> bool {
        matches!(self.target, Target::Amount(_)) && self.is_reached(self.target_of(entry.amount()), entry.amount())
    }

    /// Whether an amount lies in the band.
    fn holds(&self, amount: f64) -> bool {
        let (low, high) = (self.band.0 * self.from.value(), self.band.1 * self.from.value());
        amount >= low * (1.0 - ROUNDING) && amount <= high * (1.0 + ROUNDING)
    }
}

/// Whether cases that could be followed at all are too few to speak of a share.
fn are_too_few(curve: &[CurvePoint]) -> bool {
    curve.first().is_none_or(|first| first.at_risk < FEW_CASES)
}

/// A year as a period.
fn year(year: i32) -> Result<Period> {
    Period::year(year)
}
