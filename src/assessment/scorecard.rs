//! Pledges beside what came of them: what was said on the day, and whether it was right.

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
    schema::Schema,
    series::Series,
};

/// What was said of milestones on the day of their pledge, and what came.
///
/// ```
/// use tradepath::{AssessmentOptions, Scorecard, assess, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let assessment = assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new())?;
/// let scorecard = Scorecard::of([&assessment]);
/// assert!(scorecard.rows.iter().all(|row| row.verdict.is_met() == Some(true)));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scorecard {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// One for each milestone, pledge by pledge.
    pub rows: Vec<ScorecardRow>,
    /// How the outlook's chances fared on dated milestones of which it is known what came.
    pub outlook: Option<Score>,
    /// How base rates did.
    pub base_rate: Option<Score>,
}

/// One milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScorecardRow {
    /// The pledge's title.
    pub title: String,
    /// The pair, as two codes with a dash between.
    pub pair: String,
    /// The currency of all amounts.
    pub currency: Currency,
    /// When it was pledged.
    pub promised: Option<Period>,
    /// The baseline's period.
    pub from_period: Period,
    /// The baseline's amount.
    pub from: Amount,
    /// What was to be reached, and by when.
    pub milestone: Milestone,
    /// The growth a year that this took from the baseline; none without a date.
    pub required_rate: Option<GrowthRate>,
    /// The outlook's chance of some year's total up to then; without a date, within ten years.
    pub outlook: Option<Probability>,
    /// The base rate; none of too few cases.
    pub base_rate: Option<Probability>,
    /// Its interval of 95 %.
    pub interval: Option<Interval>,
    /// What came.
    pub verdict: Verdict,
}

/// What came of a milestone, by the history's figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Reached in time, first in this period.
    Met {
        /// The period.
        period: Period,
    },
    /// Reached, but after its date.
    Late {
        /// The first period that reached it.
        period: Period,
    },
    /// Not reached by its date, nor since.
    Missed {
        /// The last amount up to its date.
        amount: Amount,
        /// Of this period.
        period: Period,
    },
    /// Its date is still to come, or it has none, and it was not reached up to the last figure.
    Open {
        /// The last amount there is; none without a history after the baseline.
        last: Option<Amount>,
    },
}

impl ScorecardRow {
    /// What came, in a few words.
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
    /// Whether it was met in time; none where that is not known.
    pub fn is_met(self) -> Option<bool> {
        match self {
            Self::Met { .. } => Some(true),
            Self::Late { .. } | Self::Missed { .. } => Some(false),
            Self::Open { .. } => None,
        }
    }

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
                up_to.map_or(Self::Open { last: None }, |(period, amount)| Self::Missed {
                    amount: *amount,
                    period: *period,
                })
            }
            (None, _, last) => Self::Open { last: last.map(|(_, amount)| *amount) },
        }
    }
}

/// How chances fared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Score {
    /// How many were put to the test.
    pub cases: u32,
    /// How many came about.
    pub came: u32,
    /// How many were to be expected: the sum of the chances.
    pub expected: f64,
    /// The mean square of chance less outcome (Brier 1950): 0 at best, 0.25 for a coin.
    pub brier: f64,
}

impl Score {
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
    /// Of assessments, each made from no more than was known on its day. A milestone that variants of one pledge share counts
    /// once.
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

fn rows_of(assessment: &Assessment) -> Vec<ScorecardRow> {
    let scenario = &assessment.scenario;
    let baseline = scenario.baseline();
    let of = |milestone: &Milestone| {
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
