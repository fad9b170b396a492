//! The scorecard: the chances that pledges were given on their day, beside what happened, and scores of those chances.
//!
//! A single chance is never right or wrong. Over many milestones, chances can be compared with how many of them were
//! met.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::assessment::Assessment,
    base_rate::Interval,
    currency::Currency,
    growth::{Milestone, Route},
    period::Period,
    probability::Probability,
    rate::GrowthRate,
    scenario::Promised,
    schema::Schema,
    series::Series,
};

/// The chances that milestones were given on the day of their pledge, beside what happened.
///
/// [`report::scorecard`](crate::report::scorecard()) writes it as a table.
///
/// ```
/// use tradepath::{AssessmentOptions, Scorecard, assess, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let scorecard = Scorecard::of([&assessment]);
/// // Both milestones, 20 billion by 2008 and 30 billion by 2010, were met in time.
/// assert!(scorecard.rows.iter().all(|row| row.verdict.is_met() == Some(true)));
/// let score = scorecard.outlook.unwrap();
/// assert_eq!((score.cases, score.came), (2, 2));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scorecard {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// One row for each milestone, pledge by pledge.
    pub rows: Vec<ScorecardRow>,
    /// The score of the outlook's chances, over the dated milestones whose outcome is known; none where there are none.
    pub outlook: Option<Score>,
    /// The score of the base rates, over the same kind of milestones.
    pub base_rate: Option<Score>,
}

/// One milestone of one pledge: what it asked for, the chances it had, and what happened.
///
/// ```
/// use tradepath::{AssessmentOptions, Scorecard, assess, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let row = &Scorecard::of([&assessment]).rows[0];
/// assert_eq!((row.pair.as_str(), row.from.value()), ("IND-CHN", 13.6e9));
/// assert_eq!(row.milestone.amount().value(), 20e9);
/// // From 13.6 billion in 2004 to 20 billion in 2008.
/// assert_eq!(row.required_rate, Some(tradepath::growth::rate("13.6B", "20B", 4.0)?));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScorecardRow {
    /// The pledge's title.
    pub title: String,
    /// The pair, as two codes with a dash between.
    pub pair: String,
    /// The currency of all amounts.
    pub currency: Currency,
    /// When the pledge was made, where the scenario says so.
    pub promised: Option<Promised>,
    /// The baseline's period.
    pub from_period: Period,
    /// The baseline's amount.
    pub from: Amount,
    /// The amount to reach, and by when.
    pub milestone: Milestone,
    /// The constant growth a year from the baseline that meets the milestone; none without a date.
    pub required_rate: Option<GrowthRate>,
    /// The outlook's chance that at least one annual total up to and including the milestone's date reaches its amount.
    /// A milestone without a date has the outlook's whole horizon: ten years, or the years to the pledge's last date.
    pub outlook: Option<Probability>,
    /// The share of other pairs that reached it; none where too few cases are known.
    pub base_rate: Option<Probability>,
    /// The 95 % interval of that share.
    pub interval: Option<Interval>,
    /// What happened.
    pub verdict: Verdict,
}

/// What happened to a milestone, by the observed figures of the history after the baseline. Projected figures do not
/// count.
///
/// | the figures | the milestone's date | verdict |
/// |---|---|---|
/// | reach the amount at or before the date | given | [`Met`](Self::Met) |
/// | reach the amount after the date | given | [`Late`](Self::Late) |
/// | do not reach the amount, and go on to the date or beyond | given | [`Missed`](Self::Missed) |
/// | do not reach the amount, and end before the date | given | [`Open`](Self::Open) |
/// | do not reach the amount, and begin after the date | given | [`Open`](Self::Open) |
/// | reach the amount | none | [`Met`](Self::Met) |
/// | do not reach the amount | none | [`Open`](Self::Open) |
///
/// ```
/// use tradepath::{Amount, Period, Verdict};
///
/// // 4.5 billion in the year of the date, where 5 were pledged.
/// let (amount, period) = (Amount::new(4.5e9)?, Period::year(2013)?);
/// let missed = Verdict::Missed { amount, period };
/// assert_eq!(missed.is_met(), Some(false));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// The milestone was reached by its date, or it has no date and was reached.
    Met {
        /// The first period whose amount reaches it.
        period: Period,
    },
    /// The milestone was reached after its date.
    Late {
        /// The first period whose amount reaches it.
        period: Period,
    },
    /// The milestone was not reached by its date, nor since.
    Missed {
        /// The last amount at or before its date.
        amount: Amount,
        /// The period of that amount.
        period: Period,
    },
    /// The milestone was not reached up to the last figure, and its date is still to come, or it has none. Also where
    /// the figures begin only after its date.
    Open {
        /// The last amount of the history; none where it has none after the baseline, or its figures begin only after
        /// the milestone's date.
        last: Option<Amount>,
    },
}

impl ScorecardRow {
    /// What happened, in a few words: `met in 2006`, `late, in 2019`, `missed: $2.89B`, `open: $4.97B so far`.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, Scorecard, assess, scenario::shipped};
    ///
    /// let pledge = shipped("india-china-2005")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    /// let rows = Scorecard::of([&assessment]).rows;
    /// let outcomes: Vec<String> = rows.iter().map(|row| row.what_came()).collect();
    /// assert_eq!(outcomes, ["met in 2006", "met in 2007"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn what_came(&self) -> String {
        let money = |amount| crate::wording::money(self.currency, amount);
        match self.verdict {
            Verdict::Met { period } => format!("met in {period}"),
            Verdict::Late { period } => format!("late, in {period}"),
            Verdict::Missed { amount, .. } => format!("missed: {}", money(amount)),
            Verdict::Open { last: Some(last) } => format!("open: {} so far", money(last)),
            Verdict::Open { last: None } => "open".to_owned(),
        }
    }
}

impl Verdict {
    /// Whether the milestone was met in time; `None` while that is not known.
    ///
    /// ```
    /// use tradepath::{Period, Verdict};
    ///
    /// let period = Period::year(2019)?;
    /// assert_eq!(Verdict::Met { period }.is_met(), Some(true));
    /// assert_eq!(Verdict::Late { period }.is_met(), Some(false));
    /// assert_eq!(Verdict::Open { last: None }.is_met(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn is_met(self) -> Option<bool> {
        match self {
            Self::Met { .. } => Some(true),
            Self::Late { .. } | Self::Missed { .. } => Some(false),
            Self::Open { .. } => None,
        }
    }

    /// The verdict on a milestone by the observed figures after the baseline. Without a turnover it is open.
    fn of(milestone: &Milestone, route: &Route, turnover: Option<&Series>) -> Self {
        let start = route.baseline().period();
        let after = turnover.into_iter().flat_map(Series::observed).filter(|(period, _)| *period > start);
        let after: Vec<(Period, Amount)> = after.map(|(period, seen)| (period, seen.amount)).collect();
        let reached =
            after.iter().find(|(_, amount)| route.is_reached(milestone.amount(), *amount)).map(|(period, _)| *period);
        match (reached, milestone.by(), after.last()) {
            (Some(period), Some(by), _) if period > by => Self::Late { period },
            (Some(period), ..) => Self::Met { period },
            (None, Some(by), Some((last, _))) if *last >= by => {
                let up_to = after.iter().rfind(|(period, _)| *period <= by);
                // With figures only after the date, it is not known what the date's period had.
                up_to.map_or(Self::Open { last: None }, |(period, amount)| Self::Missed {
                    amount: *amount,
                    period: *period,
                })
            }
            (None, _, last) => Self::Open { last: last.map(|(_, amount)| *amount) },
        }
    }
}

/// How well a set of chances foretold what happened.
///
/// ```
/// use tradepath::{AssessmentOptions, Scorecard, assess, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let score = Scorecard::of([&assessment]).outlook.unwrap();
/// // Both milestones were met, so that any chance below 1 expected too few.
/// assert!(score.expected <= f64::from(score.came));
/// assert!((0.0..=1.0).contains(&score.brier));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Score {
    /// The number of chances whose outcome is known.
    pub cases: u32,
    /// How many of these came about.
    pub came: u32,
    /// How many were expected to come about: the sum of the chances.
    pub expected: f64,
    /// The Brier score (Brier 1950): 0 at best, 0.25 for always saying one half.
    ///
    /// ```text
    /// brier = mean of (chance - outcome)^2, with outcome 1 where it came about and 0 where not
    /// ```
    pub brier: f64,
}

impl Score {
    /// The score of chances, each with whether its milestone was met; none where there are no chances.
    fn of(said: impl Iterator<Item = (Probability, bool)>) -> Option<Self> {
        let said: Vec<(f64, f64)> = said.map(|(chance, came)| (chance.value(), f64::from(u8::from(came)))).collect();
        let sum = |of: fn(&(f64, f64)) -> f64| said.iter().map(of).sum::<f64>();
        let cases = said.len() as u32;
        (cases > 0).then(|| Self {
            cases,
            came: sum(|(_, came)| *came) as u32,
            expected: sum(|(chance, _)| *chance),
            brier: sum(|(chance, came)| (chance - came).powi(2)) / f64::from(cases),
        })
    }
}

impl Scorecard {
    /// Makes the scorecard of assessments. The chances in each rest on no more than was known on the day of its pledge.
    ///
    /// Variants of one pledge may share a milestone: rows with the same pair, promise date, baseline and milestone
    /// count once. Only dated milestones are scored.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, Scorecard, assess, scenario::shipped};
    ///
    /// let pledge = shipped("india-china-2005")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    /// // The same pledge twice counts once.
    /// assert_eq!(Scorecard::of([&assessment, &assessment]).rows.len(), 2);
    /// // Without assessments there is nothing to score.
    /// assert_eq!(Scorecard::of([]).outlook, None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of<'a>(assessments: impl IntoIterator<Item = &'a Assessment>) -> Self {
        let mut rows: Vec<ScorecardRow> = Vec::new();
        for row in assessments.into_iter().flat_map(rows_of) {
            let same = |other: &ScorecardRow| {
                (&other.pair, other.promised, other.from_period, other.from, other.milestone)
                    == (&row.pair, row.promised, row.from_period, row.from, row.milestone)
            };
            if !rows.iter().any(same) {
                rows.push(row);
            }
        }
        let judged = |said: fn(&ScorecardRow) -> Option<Probability>| {
            let dated = rows.iter().filter(|row| row.milestone.by().is_some());
            Score::of(dated.filter_map(|row| Some((said(row)?, row.verdict.is_met()?))))
        };
        let (outlook, base_rate) = (judged(|row| row.outlook), judged(|row| row.base_rate));
        Self { schema: Schema::default(), rows, outlook, base_rate }
    }
}

/// One row for each milestone of an assessment. A base rate that stands on too few cases is left out, so that it is not
/// scored.
fn rows_of(assessment: &Assessment) -> Vec<ScorecardRow> {
    let scenario = &assessment.scenario;
    let baseline = scenario.baseline();
    let of = |milestone: &Milestone| {
        // A milestone without a date is matched by its amount alone: the outlook gave it a date of its own.
        let outlook = assessment.outlook.as_ref().and_then(|outlook| {
            outlook
                .targets
                .iter()
                .find(|target| target.amount == milestone.amount() && milestone.by().is_none_or(|by| by == target.by))
        });
        let found = assessment.base_rates.iter().find(|rate| rate.milestone == *milestone).map(|rate| &rate.base_rate);
        let found = found.filter(|found| !found.too_few);
        let years = milestone.by().and_then(|by| baseline.period().years_until(by).ok());
        ScorecardRow {
            title: scenario.title().to_owned(),
            pair: scenario.pair().to_string(),
            currency: scenario.currency(),
            promised: scenario.promised(),
            from_period: baseline.period(),
            from: baseline.amount(),
            milestone: *milestone,
            required_rate: years
                .and_then(|years| crate::growth::rate(baseline.amount(), milestone.amount(), years).ok()),
            outlook: outlook.map(|target| target.by_horizon),
            base_rate: found.and_then(|found| found.share),
            interval: found.and_then(|found| found.interval),
            verdict: Verdict::of(milestone, scenario.route(), assessment.turnover()),
        }
    };
    scenario.milestones().iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assessment::{assess::assess, options::AssessmentOptions},
        history::{History, Selection},
        scenario::Scenario,
    };

    fn row(by: &str, amounts: &str) -> ScorecardRow {
        let text = format!(
            "pair = ['KAZ', 'UZB']\ncurrency = 'USD'\nbaseline = {{ period = 2010, amount = '3B' }}\nmilestone = [{{ amount = '5B'{by} }}]"
        );
        let scenario = Scenario::from_toml(&text, "own.toml").unwrap();
        let figures: String =
            (2010..).zip(amounts.split(' ')).map(|(year, of)| format!("{year},KAZ,UZB,turnover,{of}e9\n")).collect();
        let file = format!("year,exporter,importer,flow,value\n{figures}");
        let history =
            History::read(file.as_bytes(), "own.csv", Selection::new(scenario.pair(), Currency::USD).unwrap()).unwrap();
        let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap();
        Scorecard::of([&assessment]).rows.remove(0)
    }

    #[test]
    fn verdicts_say_what_came_by_the_date_and_after_it() {
        let year = |year: i32| Period::year(year).unwrap();
        let by = ", by = 2013";
        assert_eq!(row(by, "3 4 5 4 4").verdict, Verdict::Met { period: year(2012) });
        assert_eq!(row(by, "3 4 4 4 6").verdict, Verdict::Late { period: year(2014) });
        let missed = Verdict::Missed { amount: Amount::billions(4.5).unwrap(), period: year(2013) };
        assert_eq!(row(by, "3 4 4 4.5 4.9").verdict, missed);
        assert_eq!(row(by, "3 4").verdict, Verdict::Open { last: Some(Amount::billions(4.0).unwrap()) });
        assert_eq!(row(by, "3").verdict, Verdict::Open { last: None });
        assert_eq!(row("", "3 4 6").verdict, Verdict::Met { period: year(2012) });
        assert_eq!(row("", "3 9 9").verdict.is_met(), Some(true));
    }

    #[test]
    fn scores_are_means_over_what_is_known() {
        let chance = |value: f64| Probability::new(value).unwrap();
        let score = Score::of([(chance(0.8), true), (chance(0.3), false)].into_iter()).unwrap();
        assert_eq!((score.cases, score.came), (2, 1));
        approx::assert_relative_eq!(score.brier, (0.04 + 0.09) / 2.0, max_relative = 1e-12);
        approx::assert_relative_eq!(score.expected, 1.1, max_relative = 1e-12);
        assert_eq!(Score::of(std::iter::empty()), None);
    }
}
