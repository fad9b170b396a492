//! The answer to a question about a base rate, and what it was counted from.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    base_rate::{
        bootstrap::Drawn,
        bounds::year,
        cases::Cases,
        entry::Range,
        life_table::{CurvePoint, Interval, LifeTable, are_too_few, wilson},
        precedent::{MostAlike, Precedent},
        question::{BaseRateQuestion, Entries, Target},
    },
    error::Result,
    history::{AnnualPanel, Figure},
    period::Period,
    probability::Probability,
    schema::Schema,
    series::{Prices, Valuation},
    unit::Unit,
    wording::prices,
};

/// The answer to a [`BaseRateQuestion`]: how many of the pairs that once stood at an amount reached the target, when,
/// and which ones.
///
/// It serialises and reads back. [`sentence`](Self::sentence) says it in words.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// assert!(found.reached + found.censored <= found.entered);
///
/// // The share and its interval are those of the last year of the curve.
/// let last = found.curve.last().unwrap();
/// assert_eq!(found.share, Some(last.share));
/// assert_eq!(found.interval.unwrap().high, last.high);
/// // Eras hold every case once.
/// assert_eq!(found.eras.iter().map(|era| era.entered).sum::<u32>(), found.entered);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BaseRate {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// The question, as it was answered.
    pub asked: BaseRateAsked,
    /// The number of cases that entered the band. Cases [beyond the target at their entry](Self::beyond_at_entry) are
    /// not among them.
    pub entered: u32,
    /// The number of these that are known to have reached the target within the horizon.
    pub reached: u32,
    /// The number that were followed for less than the horizon without reaching the target: to the panel's end, or to
    /// the pair's last record.
    pub censored: u32,
    /// The number of cases that stood in the band when the range began. The year in which they entered is not known.
    pub inside_at_start: u32,
    /// The number left out, beyond those that entered, because they stood at or beyond the target at their entry. Above
    /// zero only where the target is [the same amount for all](BaseRateAsked::same_amount_for_all).
    pub beyond_at_entry: u32,
    /// Whether there are too few cases to speak of a share: fewer than [`FEW_CASES`](super::FEW_CASES) could be
    /// followed at all.
    pub too_few: bool,
    /// The share that reaches the target within the horizon, by Kaplan and Meier. Where no case could be followed so
    /// long, it is the share within [`followed_years`](Self::followed_years), which is a lower bound of the share
    /// within the horizon. None where no case could be followed.
    pub share: Option<Probability>,
    /// The interval of 95 % of the share.
    pub interval: Option<Interval>,
    /// The multiple that the share and its interval are of, where the estimate for the multiple asked for came out lower
    /// than that for one farther from 1. No more pairs reach a larger multiple than a smaller one, so that the higher
    /// estimate then stands for both, in the [curve](Self::curve) too. None where the estimate is the question's own,
    /// and for a target that is the same amount for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_from: Option<f64>,
    /// The method by which intervals were found.
    pub method: IntervalMethod,
    /// The number of years for which any case could be followed, up to the horizon: the length of the curve.
    pub followed_years: u32,
    /// The plain share of the cases whose whole window lies in the panel.
    pub plain: PlainShare,
    /// The share that has reached the target by each year after entry.
    pub curve: Vec<CurvePoint>,
    /// The share that was on pace for the target, by years after entry: it had reached the multiple that constant
    /// growth to the target requires by then. Empty where the target is the same amount for all.
    pub on_pace: Vec<PacePoint>,
    /// The first year after entry by which half of the cases have reached the target; none where that is beyond the
    /// curve.
    pub median_years: Option<u32>,
    /// The same by year of entry, in eras of five calendar years. Shocks to world trade hit all pairs at once, so that
    /// eras differ by more than the interval of any one of them suggests.
    pub eras: Vec<Era>,
    /// Of the twenty cases most alike, the number that reached the target. None in three cases: fewer than twenty cases
    /// have a complete window; nothing but a size is known to [compare with](BaseRateQuestion::like); the answer is
    /// that of a table.
    pub most_alike: Option<MostAlike>,
    /// The cases most alike at their start: those that reached the target first, then those that did not, each from the
    /// most alike on. Each list is cut at the [number asked for](BaseRateQuestion::precedents), so that their lengths
    /// say nothing about the share.
    pub precedents: Vec<Precedent>,
    /// The panel that the cases were counted from.
    pub panel: PanelAbout,
}

/// The question, as it was answered.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let found = BaseRateQuestion::multiple("2B", 2.0)?.run(BaseRateTable::shipped()?)?;
/// let asked = &found.asked;
/// assert_eq!((asked.from.value(), asked.to.value()), (2e9, 4e9));
/// assert_eq!(asked.band_to.value(), 3e9);
/// assert!(!asked.falls() && asked.instead_of.is_none());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BaseRateAsked {
    /// The amount to stand at.
    pub from: Amount,
    /// The target for a pair that stands at exactly that amount.
    pub to: Amount,
    /// The target over the amount to stand at; one or less asks for a fall.
    pub multiple: f64,
    /// Whether the target is the same amount for all pairs, and not a multiple of each pair's own.
    pub same_amount_for_all: bool,
    /// The horizon in years.
    pub within: u32,
    /// The lower end of the band.
    pub band_from: Amount,
    /// The upper end of the band.
    pub band_to: Amount,
    /// Which of a pair's entries count.
    pub entries: Entries,
    /// The conditions on pairs and entries, in words.
    pub conditions: Vec<String>,
    /// What was asked for, where a table answered for the nearest amount and multiple that it has. None where it has
    /// those asked for, and for a panel.
    pub instead_of: Option<InsteadOf>,
}

/// The amount and the multiple that a table was asked for, where it answered for the nearest that it has.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// // The table has 3 billion, and not 3.3 billion.
/// let found = BaseRateQuestion::to(3.3e9, 10e9)?.run(BaseRateTable::shipped()?)?;
/// assert_eq!(found.asked.from.value(), 3e9);
/// let asked_for = found.asked.instead_of.unwrap();
/// assert_eq!(asked_for.from.value(), 3.3e9);
/// assert_eq!(asked_for.multiple, 10e9 / 3.3e9);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InsteadOf {
    /// The amount to stand at that was asked for.
    pub from: Amount,
    /// The multiple that was asked for.
    pub multiple: f64,
}

impl BaseRateAsked {
    /// The question as its own answer repeats it: with the ends of the band and the target as amounts.
    pub(crate) fn of(question: &BaseRateQuestion) -> Result<Self> {
        let of_start = |share: f64| Amount::new(question.from.value() * share);
        Ok(Self {
            from: question.from,
            to: of_start(question.wanted())?,
            multiple: question.wanted(),
            same_amount_for_all: matches!(question.target, Target::Amount(_)),
            within: question.within,
            band_from: of_start(question.band.0)?,
            band_to: of_start(question.band.1)?,
            entries: question.entries,
            conditions: question.conditions_in_words(),
            instead_of: None,
        })
    }

    /// Whether the question asks for a fall: a multiple of one or less.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let table = BaseRateTable::shipped()?;
    /// let halved = BaseRateQuestion::multiple("3B", 0.5)?.run(table)?;
    /// let doubled = BaseRateQuestion::multiple("3B", 2.0)?.run(table)?;
    /// assert!(halved.asked.falls() && !doubled.asked.falls());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn falls(&self) -> bool {
        self.multiple <= 1.0
    }
}

/// The method by which intervals of 95 % were found.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable, IntervalMethod};
///
/// // A table counts first entries alone, which can be taken for independent.
/// let found = BaseRateQuestion::multiple("3B", 2.0)?.run(BaseRateTable::shipped()?)?;
/// assert_eq!(found.method, IntervalMethod::GreenwoodLogLog);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum IntervalMethod {
    /// Greenwood's variance on the log-log scale, for cases that can be taken for independent.
    #[serde(rename = "Kaplan-Meier, Greenwood on the log-log scale")]
    GreenwoodLogLog,
    /// A bootstrap that draws whole pairs, for cases of which several are of the same pair.
    #[serde(rename = "Kaplan-Meier, bootstrap clustered on pairs")]
    PairBootstrap,
}

/// The plain share: of the cases whose whole window lies in the panel, the share on record as having reached the
/// target.
///
/// ```text
/// share = reached / complete
/// ```
///
/// It is easier to explain than the estimate of Kaplan and Meier, and leaves out the cases that entered too late.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let plain = question.run(BaseRateTable::shipped()?)?.plain;
/// assert!(plain.reached + plain.vanished <= plain.complete);
/// let share = f64::from(plain.reached) / f64::from(plain.complete);
/// assert_eq!(plain.share.unwrap().value(), share);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlainShare {
    /// The number of cases whose window ends within the panel.
    pub complete: u32,
    /// The number of these in which the target was reached.
    pub reached: u32,
    /// The number of the others in which the pair has no record in the window's last year or later. Here they count as
    /// not having reached the target; in the curve they count as no longer followed.
    pub vanished: u32,
    /// The share; none where no window is complete.
    pub share: Option<Probability>,
    /// The interval of 95 % of the share: by Wilson's score, or by draws of whole pairs.
    pub interval: Option<Interval>,
}

/// The share of cases that were on pace for the target, some years after entry.
///
/// After `t` of `n` years, constant growth to a multiple `m` requires
///
/// ```text
/// m^(t / n)
/// ```
///
/// times the amount at entry.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::multiple("3B", 4.0)?.within(2);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// // Half-way to four times the amount is twice the amount.
/// assert_eq!(found.on_pace[0].years, 1);
/// assert!((found.on_pace[0].multiple - 2.0).abs() < 1e-12);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PacePoint {
    /// Years since entering.
    pub years: u32,
    /// The multiple that constant growth to the target requires by then.
    pub multiple: f64,
    /// The share that had reached that multiple by then.
    pub share: Probability,
}

/// The cases that entered within the same five calendar years, such as 2000 to 2004.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// let first = &found.eras[0];
/// assert_eq!(first.from.to_string(), "2000");
/// assert_eq!(first.to.to_string(), "2004");
/// assert!(first.reached + first.censored <= first.entered);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Era {
    /// The first year of the era.
    pub from: Period,
    /// The last year of the era, or of the panel where that is earlier.
    pub to: Period,
    /// The number of cases that entered in these years.
    pub entered: u32,
    /// The number of these that are known to have reached the target within the horizon.
    pub reached: u32,
    /// The number that were followed for less than the horizon without reaching the target.
    pub censored: u32,
    /// Whether there are too few cases to speak of a share.
    pub too_few: bool,
    /// The share that reaches the target within the horizon, or within [`followed_years`](Self::followed_years) where
    /// that is less. None where no case could be followed.
    pub share: Option<Probability>,
    /// The interval of 95 % of the share.
    pub interval: Option<Interval>,
    /// The number of years for which any case could be followed, up to the horizon.
    pub followed_years: u32,
    /// The share that has reached the target by each year after entry.
    pub curve: Vec<CurvePoint>,
}

impl Era {
    /// The answer for the cases of one era. `drawn` has the intervals from draws of pairs, where several cases are of
    /// one pair; `within` is the horizon in years.
    pub(crate) fn of(cases: &Cases, drawn: Option<&Drawn>, within: u32) -> Result<Self> {
        let whole = cases.whole();
        let (from, to) = cases.era_years().unwrap_or((cases.last, cases.last));
        let Estimate { curve, share, interval, .. } = Estimate::of(cases, drawn, within);
        Ok(Self {
            from: year(from)?,
            to: year(to)?,
            entered: whole.entered(),
            reached: whole.reached(),
            censored: whole.left_before(within),
            too_few: are_too_few(&curve),
            share,
            interval,
            followed_years: curve.len() as u32,
            curve,
        })
    }
}

/// The shares and intervals of some cases: of all of them, or of those of one era. An answer and its eras share this
/// part.
pub(crate) struct Estimate {
    /// The share by each year after entry, for as long as any case was followed.
    pub curve: Vec<CurvePoint>,
    /// The share of the last year of the curve; none where the curve is empty.
    pub share: Option<Probability>,
    /// The interval of 95 % of that share.
    pub interval: Option<Interval>,
    /// The plain share of complete windows.
    pub plain: PlainShare,
}

impl Estimate {
    /// The estimate for some cases within a horizon in years. Where there are intervals from draws of pairs, they
    /// replace those that take cases for independent.
    pub fn of(cases: &Cases, drawn: Option<&Drawn>, within: u32) -> Self {
        let mut curve = cases.whole().curve(within);
        let mut plain = plain(&cases.complete(within), within);
        if let Some(drawn) = drawn {
            for (point, interval) in curve.iter_mut().zip(&drawn.curve) {
                // Cases of one pair are not independent: intervals from draws of pairs replace those of the curve.
                (point.low, point.high) = (interval.low, interval.high);
            }
            plain.interval = plain.share.and(drawn.plain);
        }
        let last = curve.last();
        Self {
            share: last.map(|last| last.share),
            interval: last.map(|last| Interval { low: last.low, high: last.high }),
            plain,
            curve,
        }
    }
}

/// The plain share of cases with complete windows, with the interval by Wilson's score. None where there are no such
/// cases.
fn plain(complete: &LifeTable, within: u32) -> PlainShare {
    let (cases, reached) = (complete.entered(), complete.reached());
    let share = (cases > 0).then(|| Probability::rounded(f64::from(reached) / f64::from(cases)));
    PlainShare {
        complete: cases,
        reached,
        vanished: complete.left_before(within),
        share,
        interval: wilson(reached, cases),
    }
}

/// The panel that a base rate was counted from.
///
/// ```
/// use tradepath::base_rate::BaseRateTable;
///
/// let panel = BaseRateTable::shipped()?.panel();
/// assert_eq!(panel.from.to_string(), "2000");
/// assert_eq!(panel.to.to_string(), "2020");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PanelAbout {
    /// The source of the figures.
    pub name: String,
    /// The first year that was looked at.
    pub from: Period,
    /// The last year of the panel that was looked at.
    pub to: Period,
    /// The number of series: pairs, or flows.
    pub series: u32,
    /// Whether the series are turnovers or flows; none for series of another kind.
    pub figure: Option<Figure>,
    /// The unit of all amounts.
    #[serde(flatten)]
    pub unit: Unit,
    /// The prices in which amounts are stated.
    pub prices: Prices,
    /// The border at which flows are valued (CIF, FOB); none where it is not one border, or not known.
    pub valuation: Option<Valuation>,
}

impl PanelAbout {
    /// The prices that the amounts are in, or the quantity: `nominal`, `in prices of 2020`, `tonnes`.
    pub(crate) fn kind_of_amounts(&self) -> String {
        match (self.unit, prices(&self.prices)) {
            (Unit::Quantity(quantity), _) => quantity.name().to_owned(),
            (Unit::Currency(_), prices) => prices.unwrap_or_else(|| "nominal".to_owned()),
        }
    }

    /// What an answer says about its panel, with the years that were looked at instead of all that the panel has.
    pub(crate) fn of(sample: &AnnualPanel, range: Range) -> Result<Self> {
        let about = sample.about();
        Ok(Self {
            name: if about.source.is_empty() { "a panel without a name".to_owned() } else { about.source.clone() },
            from: year(range.first)?,
            to: year(range.last)?,
            series: sample.len() as u32,
            figure: about.figure,
            unit: about.unit,
            prices: about.prices.clone(),
            valuation: about.valuation,
        })
    }
}
