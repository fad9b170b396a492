//! A base rate, and what it stands on.

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
    currency::Currency,
    error::Result,
    history::{AnnualPanel, Figure},
    period::Period,
    probability::Probability,
    schema::Schema,
    series::{Prices, Valuation},
};

/// How many of the pairs that once stood at an amount reached another, when, and which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BaseRate {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// What was asked, as it was answered.
    pub asked: BaseRateAsked,
    /// How many cases came into the band, less those [beyond the target](Self::beyond_at_entry).
    pub entered: u32,
    /// How many of those are known to have reached the target within the horizon.
    pub reached: u32,
    /// How many were followed for less than the horizon without reaching it: by the panel's end, or the pair's.
    pub censored: u32,
    /// How many of those that entered stood in the band when the range began: when they came there is not known.
    pub inside_at_start: u32,
    /// How many more were left out because they stood at or beyond an amount for all when they entered.
    pub beyond_at_entry: u32,
    /// Whether there are too few cases to speak of a share: fewer than [`FEW_CASES`](super::FEW_CASES) could be followed at
    /// all.
    pub too_few: bool,
    /// The share that reaches the target within the horizon, by Kaplan and Meier: where nobody could be followed so long,
    /// within [`followed_years`](Self::followed_years), which is the least it can be. None where nobody was followed.
    pub share: Option<Probability>,
    /// Its interval of 95 %.
    pub interval: Option<Interval>,
    /// How intervals were found.
    pub method: IntervalMethod,
    /// For how many years anybody could be followed, up to the horizon: the length of the curve.
    pub followed_years: u32,
    /// The plain share of complete windows.
    pub plain: PlainShare,
    /// The share by each year.
    pub curve: Vec<CurvePoint>,
    /// The share that had reached by each year what constant growth to the target requires by then; empty for an amount
    /// that is the same for all.
    pub on_pace: Vec<PacePoint>,
    /// The first year by which half have reached it; none where that is not within the curve.
    pub median_years: Option<u32>,
    /// The same by the years in which cases entered: shocks hit all pairs at once, and eras differ by more than intervals
    /// within one say.
    pub eras: Vec<Era>,
    /// How many of the cases most alike reached it; none where there are fewer, or nothing is known to compare but sizes.
    pub most_alike: Option<MostAlike>,
    /// The cases most alike at their start: of those that reached it and of those that did not, each the most alike first.
    /// How many there are of either sort says nothing.
    pub precedents: Vec<Precedent>,
    /// What it was counted from.
    pub panel: PanelAbout,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BaseRateAsked {
    /// The amount to stand at.
    pub from: Amount,
    /// What that comes to at the target.
    pub to: Amount,
    /// The target over the amount to stand at; at or under one, a fall.
    pub multiple: f64,
    /// Whether the target is one amount for all, and not a multiple of each pair's own.
    pub same_amount_for_all: bool,
    /// The horizon in years.
    pub within: u32,
    /// The lower end of the band.
    pub band_from: Amount,
    /// The upper end.
    pub band_to: Amount,
    /// Which of a pair's entries count.
    pub entries: Entries,
    /// What pairs and entries had to meet, in words.
    pub conditions: Vec<String>,
    /// What was asked for, where a table answered for the nearest it has.
    pub instead_of: Option<InsteadOf>,
}

/// What a table was asked for and has not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InsteadOf {
    /// The amount to stand at.
    pub from: Amount,
    /// The multiple.
    pub multiple: f64,
}

impl BaseRateAsked {
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

    /// Whether the question is after a fall.
    pub fn falls(&self) -> bool {
        self.multiple <= 1.0
    }
}

/// How intervals were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum IntervalMethod {
    /// By Greenwood's variance, on the log-log scale: for cases that can be taken for independent.
    #[serde(rename = "Kaplan-Meier, Greenwood on the log-log scale")]
    GreenwoodLogLog,
    /// By draws of whole pairs.
    #[serde(rename = "Kaplan-Meier, bootstrap clustered on pairs")]
    PairBootstrap,
}

/// The plain share: of the cases whose whole window lies in the panel, those on record as having reached the target.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlainShare {
    /// How many windows end within the panel.
    pub complete: u32,
    /// In how many of them the target was reached.
    pub reached: u32,
    /// In how many of the others the pair has no record in the window's last year or later: it counts as not having reached
    /// it here, and as no longer followed in the curve.
    pub vanished: u32,
    /// The share; none where no window is complete.
    pub share: Option<Probability>,
    /// Its interval of 95 %: Wilson's score, or by draws of whole pairs.
    pub interval: Option<Interval>,
}

/// The share that was on the pledge's own path.
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

/// Cases that entered in the same years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Era {
    /// The first year.
    pub from: Period,
    /// The last.
    pub to: Period,
    /// How many cases entered.
    pub entered: u32,
    /// How many are known to have reached the target within the horizon.
    pub reached: u32,
    /// How many were followed for less without reaching it.
    pub censored: u32,
    /// Whether they are too few to speak of a share.
    pub too_few: bool,
    /// As of the whole: within [`followed_years`](Self::followed_years), where that is less than the horizon.
    pub share: Option<Probability>,
    /// Its interval of 95 %.
    pub interval: Option<Interval>,
    /// For how many years anybody could be followed, up to the horizon.
    pub followed_years: u32,
    /// The share by each year.
    pub curve: Vec<CurvePoint>,
}

impl Era {
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

/// Shares and intervals of some cases.
pub(crate) struct Estimate {
    pub curve: Vec<CurvePoint>,
    pub share: Option<Probability>,
    pub interval: Option<Interval>,
    pub plain: PlainShare,
}

impl Estimate {
    pub fn of(cases: &Cases, drawn: Option<&Drawn>, within: u32) -> Self {
        let mut curve = cases.whole().curve(within);
        let mut plain = plain(&cases.complete(within), within);
        if let Some(drawn) = drawn {
            for (point, interval) in curve.iter_mut().zip(&drawn.curve) {
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PanelAbout {
    /// Whose figures they are.
    pub name: String,
    /// The first year that was looked at.
    pub from: Period,
    /// The last.
    pub to: Period,
    /// How many series there are: pairs, or flows.
    pub series: u32,
    /// Turnovers or flows; none of series of any kind.
    pub figure: Option<Figure>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// In which prices they are.
    pub prices: Prices,
    /// Where flows are valued; none where that is not one border, or not known.
    pub valuation: Option<Valuation>,
}

impl PanelAbout {
    pub(crate) fn of(sample: &AnnualPanel, range: Range) -> Result<Self> {
        let about = sample.about();
        Ok(Self {
            name: if about.source.is_empty() { "a panel without a name".to_owned() } else { about.source.clone() },
            from: year(range.first)?,
            to: year(range.last)?,
            series: sample.len() as u32,
            figure: about.figure,
            currency: about.currency,
            prices: about.prices.clone(),
            valuation: about.valuation,
        })
    }
}
