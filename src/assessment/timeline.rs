//! Several pledges of one pair on one timeline: what each said, what came, and how the finish moved.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::verdict::Verdict,
    economy::Partners,
    error::{Error, Result},
    growth::{Baseline, Milestone, rate},
    history::History,
    period::Period,
    rate::GrowthRate,
    scenario::{Link, Promised, Scenario},
};

/// The pledges of one pair, the earliest first, up to the one that is assessed.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, scenario::shipped};
///
/// let (first, second) = (shipped("kazakhstan-uzbekistan-2018")?, shipped("kazakhstan-uzbekistan-2021-by-2030")?);
/// let options = AssessmentOptions::new().restates([first.scenario()?]);
/// let history = second.history()?;
/// let timeline = assess(&second.scenario()?, Some(&history), &options)?.timeline.unwrap();
/// assert_eq!(timeline.pledges.len(), 2);
/// // Five billion by 2020 became five billion without a date.
/// let moved = timeline.moved[0];
/// assert_eq!((moved.amount.to_string(), moved.from, moved.to), ("5B".into(), Some("2020".parse()?), None));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Timeline {
    /// The pledges in the order in which they were made.
    pub pledges: Vec<PledgeMade>,
    /// The amounts that one pledge has from the one before, with the date that each gives.
    pub moved: Vec<Moved>,
}

/// One pledge on a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PledgeMade {
    /// The pledge's title.
    pub title: String,
    /// When it was made, where its scenario says so.
    pub promised: Option<Promised>,
    /// Where it starts.
    pub baseline: Baseline,
    /// The amounts to reach, and what came of each.
    pub milestones: Vec<MilestoneMade>,
    /// How the history hangs together with the pledge, whose level the amounts of the verdicts are on; none without a
    /// history.
    pub link: Option<Link>,
    /// Its route, period by period; empty where it gives neither a date nor a growth.
    pub route: Vec<(Period, Amount)>,
}

/// A milestone of one pledge on a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MilestoneMade {
    /// The amount to reach, and by when.
    pub milestone: Milestone,
    /// The constant growth a year from the pledge's baseline that meets it; none without a date.
    pub required_rate: Option<GrowthRate>,
    /// What came of it, by all figures that the assessment uses.
    pub verdict: Verdict,
}

/// An amount that two pledges in a row have, and the date that each gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Moved {
    /// The amount.
    pub amount: Amount,
    /// The place of the earlier one among the pledges, from 0; the later one follows it.
    pub pledge: usize,
    /// Its date in the earlier pledge; none without a date.
    pub from: Option<Period>,
    /// Its date in the later pledge.
    pub to: Option<Period>,
    /// By how many years the later date is later; none where one of the two is missing.
    pub years: Option<f64>,
}

impl Moved {
    /// Whether both pledges give the same date, or neither gives one.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.from == self.to
    }
}

/// Two amounts that differ by no more than this, as a share, are the same amount.
const SAME: f64 = 0.005;

impl Timeline {
    /// The timeline of a pledge and those that it restates; none where it restates none.
    ///
    /// # Errors
    /// `Contradiction` for a pledge of another pair, flow or currency, and for one that was made later than the pledge.
    pub(super) fn of(scenario: &Scenario, restated: &[Scenario], history: Option<&History>) -> Result<Option<Self>> {
        if restated.is_empty() {
            return Ok(None);
        }
        let mut pledges: Vec<&Scenario> = restated.iter().collect();
        for other in &pledges {
            check(scenario, other)?;
        }
        pledges.push(scenario);
        // The sort is stable, so that the pledge itself stays last where it was made at the same time as another.
        pledges.sort_by(|one, other| made(one).total_cmp(&made(other)));
        let moved = pledges.windows(2).enumerate().flat_map(|(at, two)| moved(at, two[0], two[1])).collect();
        let pledges = pledges.into_iter().map(|pledge| PledgeMade::of(pledge, history)).collect::<Result<_>>()?;
        Ok(Some(Self { pledges, moved }))
    }
}

impl PledgeMade {
    fn of(scenario: &Scenario, history: Option<&History>) -> Result<Self> {
        // A pledge that names the two the other way round is of the same turnover.
        let linked = history.map(|history| scenario.link_history(history)).transpose()?;
        let series = linked.as_ref().and_then(|linked| linked.history.as_ref()?.series(scenario.flow()));
        let baseline = *scenario.baseline();
        let milestone = |milestone: &Milestone| {
            let years = milestone.by().map(|by| baseline.period().years_until(by)).transpose()?;
            let required_rate = years.map(|years| rate(baseline.amount(), milestone.amount(), years)).transpose()?;
            let verdict = Verdict::of(milestone, scenario.route(), series);
            Ok(MilestoneMade { milestone: *milestone, required_rate, verdict })
        };
        let steps = scenario.project()?;
        Ok(Self {
            title: scenario.title().to_owned(),
            promised: scenario.promised(),
            baseline,
            milestones: scenario.milestones().iter().map(milestone).collect::<Result<_>>()?,
            link: linked.as_ref().map(|linked| linked.link),
            route: steps.steps().iter().map(|step| (step.period, step.amount)).collect(),
        })
    }

    /// When it was made, in words: the day or the period, or else the period of its baseline.
    pub(crate) fn when(&self) -> String {
        self.promised.map_or_else(|| self.baseline.period().to_string(), |promised| promised.to_string())
    }
}

/// When a pledge was made, in years; without a date, at the end of its baseline's period.
fn made(scenario: &Scenario) -> f64 {
    match scenario.promised() {
        Some(promised) => promised.period().start_in_years(),
        None => scenario.baseline().period().plus(1).map_or(f64::INFINITY, Period::start_in_years),
    }
}

/// Refuses a pledge that cannot stand beside another.
fn check(scenario: &Scenario, other: &Scenario) -> Result<()> {
    let refused = |what: String| {
        let message = format!("the pledge `{}` is {what}", other.title());
        Err(Error::contradiction(message).at_key("restates"))
    };
    let reversed = || scenario.flow().is_none() && Partners::from(other.pair().reversed()) == *scenario.partners();
    let same_pair = other.partners() == scenario.partners() || reversed();
    if !same_pair {
        return refused(format!("of {}, this one of {}", other.partners(), scenario.partners()));
    }
    if other.flow() != scenario.flow() {
        return refused(format!("of the {}, this one of the {}", other.series_name(), scenario.series_name()));
    }
    if other.unit() != scenario.unit() {
        return refused(format!("in {}, this one in {}", other.unit(), scenario.unit()));
    }
    if let (Some(then), Some(now)) = (other.promised(), scenario.promised()) {
        if then.period().start_in_years() > now.period().start_in_years() {
            return refused(format!("of {then}, later than this one of {now}, and cannot be restated by it"));
        }
    }
    Ok(())
}

/// The amounts of an earlier pledge that a later one has too.
fn moved(at: usize, earlier: &Scenario, later: &Scenario) -> Vec<Moved> {
    let again = |before: &Milestone| {
        let alike = |after: &&Milestone| (after.amount().value() / before.amount().value() - 1.0).abs() <= SAME;
        let after = later.milestones().iter().find(alike)?;
        let (from, to) = (before.by(), after.by());
        let years = from.zip(to).and_then(|(from, to)| from.years_until(to).ok());
        Some(Moved { amount: after.amount(), pledge: at, from, to, years })
    };
    earlier.milestones().iter().filter_map(again).collect()
}
