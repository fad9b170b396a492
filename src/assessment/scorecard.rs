//! The scorecard: the chances that pledges were given on their day, beside what happened, and scores of those chances.
//!
//! A single chance is never right or wrong. Over many milestones, chances can be compared with how many of them were
//! met.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::{assessment::Assessment, score::Score, verdict::Verdict},
    base_rate::Interval,
    growth::Milestone,
    period::Period,
    probability::Probability,
    rate::GrowthRate,
    scenario::{Aim, Link, Promised},
    schema::Schema,
    unit::Unit,
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
    /// What became of the milestones by the growth that they took.
    #[serde(default)]
    pub by_growth: Vec<Outcomes>,
    /// What became of the milestones by what they state: an amount, a multiple, a growth or a rate.
    #[serde(default)]
    pub by_form: Vec<Outcomes>,
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
    #[serde(flatten)]
    pub unit: Unit,
    /// When the pledge was made, where the scenario says so.
    pub promised: Option<Promised>,
    /// The baseline's period.
    pub from_period: Period,
    /// The baseline's amount.
    pub from: Amount,
    /// The amount to reach, and by when.
    pub milestone: Milestone,
    /// What the milestone states: `amount`, `multiple`, `growth` or `rate`.
    #[serde(default = "amount")]
    pub form: String,
    /// How the history hangs together with the pledge, whose level the amounts of the verdict are on; none without a
    /// history.
    #[serde(default)]
    pub link: Option<Link>,
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

/// What a milestone states where its row does not say.
fn amount() -> String {
    "amount".to_owned()
}

impl ScorecardRow {
    /// What happened, in a few words: `met in 2006`, `late, in 2019`, `missed: $2.89B`, `open: $4.97B so far`. An amount of
    /// a history that is linked by ratio is marked so.
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
        // An amount on the pledge's level is not the one that the figures have.
        let linked = if self.link == Some(Link::Ratio) { " (by ratio)" } else { "" };
        self.verdict.in_words(|amount| crate::wording::with_unit(self.unit, amount) + linked)
    }
}

/// Milestones of one kind, and what became of them.
///
/// ```
/// use tradepath::{AssessmentOptions, Scorecard, assess, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let kinds = Scorecard::of([&assessment]).by_growth;
/// // To 20 billion by 2008 took 10.1 % a year, to 30 billion by 2010 14.1 %. Both were met.
/// assert_eq!((kinds[0].of.as_str(), kinds[0].met), ("10% to 20% a year", 2));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outcomes {
    /// What these milestones have in common.
    pub of: String,
    /// How many were met in time, or reached without a date.
    pub met: u32,
    /// How many were reached after their date.
    pub late: u32,
    /// How many were not reached by their date, nor since.
    pub missed: u32,
    /// How many may still be met.
    pub open: u32,
}

impl Outcomes {
    /// The outcomes of rows by what they have in common, in the order of `kinds`; kinds without rows are left out.
    fn by(rows: &[ScorecardRow], kinds: &[&str], kind: impl Fn(&ScorecardRow) -> &str) -> Vec<Self> {
        let of = |name: &&str| {
            let mut found = Self { of: (*name).to_owned(), met: 0, late: 0, missed: 0, open: 0 };
            for row in rows.iter().filter(|row| kind(row) == *name) {
                match row.verdict {
                    Verdict::Met { .. } => found.met += 1,
                    Verdict::Late { .. } => found.late += 1,
                    Verdict::Missed { .. } => found.missed += 1,
                    Verdict::Open { .. } => found.open += 1,
                }
            }
            found
        };
        kinds.iter().map(of).filter(|found| found.met + found.late + found.missed + found.open > 0).collect()
    }
}

/// The kinds of growth that a milestone took, with the rate below which each one ends.
const GROWTHS: [(&str, f64); 5] = [
    ("a fall", 0.0),
    ("under 5% a year", 0.05),
    ("5% to 10% a year", 0.1),
    ("10% to 20% a year", 0.2),
    ("20% a year and more", f64::INFINITY),
];
/// The kind of a milestone without a date, which takes no growth.
const NO_DATE: &str = "no date";

/// The kind of the growth that a row's milestone took.
fn growth_kind(row: &ScorecardRow) -> &'static str {
    let rate = row.required_rate.map(GrowthRate::effective);
    let kind = rate.and_then(|rate| GROWTHS.iter().find(|(_, below)| rate < *below));
    kind.map_or(NO_DATE, |(name, _)| name)
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
        let growths: Vec<&str> = GROWTHS.iter().map(|(name, _)| *name).chain([NO_DATE]).collect();
        let by_growth = Outcomes::by(&rows, &growths, |row| growth_kind(row));
        let by_form = Outcomes::by(&rows, &["amount", "multiple", "growth", "rate"], |row| &row.form);
        Self { schema: Schema::default(), rows, outlook, base_rate, by_growth, by_form }
    }
}

/// One row for each milestone of an assessment. A base rate that stands on too few cases is left out, so that it is not
/// scored.
fn rows_of(assessment: &Assessment) -> Vec<ScorecardRow> {
    let scenario = &assessment.scenario;
    let baseline = scenario.baseline();
    let of = |(milestone, aim): (&Milestone, &Aim)| {
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
            pair: scenario.partners().to_string(),
            unit: scenario.unit(),
            promised: scenario.promised(),
            from_period: baseline.period(),
            from: baseline.amount(),
            milestone: *milestone,
            form: aim.key().to_owned(),
            link: assessment.link.map(|link| link.kind),
            required_rate: years
                .and_then(|years| crate::growth::rate(baseline.amount(), milestone.amount(), years).ok()),
            outlook: outlook.map(|target| target.by_horizon),
            base_rate: found.and_then(|found| found.share),
            interval: found.and_then(|found| found.interval),
            verdict: Verdict::of(milestone, scenario.route(), assessment.series()),
        }
    };
    scenario.milestones().iter().zip(scenario.aims()).map(of).collect()
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
            History::read(file.as_bytes(), "own.csv", Selection::new(scenario.pair(), Unit::USD).unwrap()).unwrap();
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
