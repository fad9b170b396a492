//! The answer of an assessment: a plain value that serialises and reads back.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::{
        balances::BalanceAnswer,
        growth_shown::GrowthShown,
        kept::Kept,
        now::Now,
        price_share::PriceShare,
        prospects::{self, Absent, MilestoneBaseRate},
        timeline::Timeline,
    },
    drivers::DriverAnswers,
    error::{Error, ErrorKind, Result},
    growth::{Arrival, Leg, MilestoneCheck},
    history::History,
    outlook::{FittedTo, Outlook, OutlookAnswers},
    rate::GrowthRate,
    scenario::{Conversion, Link, Linked, Projection, RouteArrival, Scenario, Tracking},
    schema::Schema,
    series::Series,
    unit::Unit,
};

/// Every answer about one pledge, from [`assess`](crate::assess).
///
/// A question that could not be answered leaves its field `None` or empty, never zero; [`absent`](Self::absent) says
/// why the outlook or base rates are not there.
///
/// # Examples
///
/// Without a history, nothing that needs one is answered:
///
/// ```
/// use tradepath::{AssessmentOptions, assess, scenario::shipped};
///
/// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// assert_eq!(assessment.legs.len(), 2);
/// assert!(assessment.tracking.is_none() && assessment.growth_shown.is_empty());
/// // Neither milestone has a date, so that no growth is required.
/// assert_eq!(assessment.overall_required_rate, None);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Assessment {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// The scenario that was assessed, with the assumed growth where one was given.
    pub scenario: Scenario,
    /// Every leg of the route and the growth it requires.
    #[serde(default)]
    pub legs: Vec<Leg>,
    /// The one constant growth that meets the last milestone on its date; none where that milestone has no date.
    pub overall_required_rate: Option<GrowthRate>,
    /// By how much [that growth](Self::overall_required_rate) beats or misses each dated milestone.
    #[serde(default)]
    pub at_overall_rate: Vec<MilestoneCheck>,
    /// The smallest constant growth that meets every dated milestone in time; for a pledge to trade less, the smallest
    /// decline.
    pub least_constant_rate: Option<GrowthRate>,
    /// When each milestone is reached at each growth of the [options](crate::AssessmentOptions), growth by growth.
    #[serde(default)]
    pub arrivals: Vec<Arrival>,
    /// The scenario period by period; empty where the scenario gives neither a date nor a growth.
    pub projection: Projection,
    /// Where the pledge stands by the latest figures; none where the history has none after the baseline.
    pub tracking: Option<Tracking>,
    /// When the scenario's own path reaches each milestone. Between two dates the path is an interpolation. Empty where
    /// there is no path.
    #[serde(default)]
    pub route_arrivals: Vec<RouteArrival>,
    /// The growth that the history shows: over the five years, the ten years and all years that end with the last
    /// figure at or before the baseline, and from that figure to the last one.
    #[serde(default)]
    pub growth_shown: Vec<GrowthShown>,
    /// How likely the milestones above the baseline are to be reached, computed from what was known on the pledge's
    /// day. A milestone without a date counts as reached within ten years, or by the last date of the pledge where that
    /// is later. None where [`absent`](Self::absent) says why.
    pub outlook: Option<OutlookAnswers>,
    /// What became of other pairs that once stood at the baseline, milestone by milestone, up to the pledge's day.
    ///
    /// They are counted in the [panel](crate::AssessmentOptions::panel) of the options or, without one, in the table
    /// that comes with the crate. That table cannot leave the pair itself out of its counts.
    #[serde(default)]
    pub base_rates: Vec<MilestoneBaseRate>,
    /// The pledge looked at from the last figure: what is still open, and how likely it is now. None where the history
    /// has no figure after the baseline, and where no milestone is open.
    #[serde(default)]
    pub now: Option<Now>,
    /// The parts that have no answer, or not one for every milestone, and why.
    #[serde(default)]
    pub absent: Vec<Absent>,
    /// What the scenario's drivers explain, and what they do to the chances, seen from the pledge's day; none for a scenario
    /// without drivers.
    #[serde(default)]
    pub drivers: Option<DriverAnswers>,
    /// What the balances that the pledge aims at take; empty where it aims at none.
    #[serde(default)]
    pub balances: Vec<BalanceAnswer>,
    /// What the pledge states of single flows beside the turnover, each flow assessed as a pledge of its own; empty where
    /// it states nothing of the kind.
    #[serde(default)]
    pub flows: Vec<Assessment>,
    /// A summary of a few sentences, one for each part that there is.
    #[serde(default)]
    pub summary: Vec<String>,
    /// The history that the assessment rests on, on the level of the pledge: see [`link`](Self::link).
    pub history: Option<History>,
    /// How the pledge's baseline and the history hang together; none without a history.
    #[serde(default)]
    pub link: Option<HistoryLink>,
    /// How the history came to be in the pledge's currency; none where it was.
    #[serde(default)]
    pub conversion: Option<Conversion>,
    /// How much of the growth the assumed growth of prices gives by itself; none where nothing is assumed of prices.
    #[serde(default)]
    pub prices: Option<PriceShare>,
    /// The pledges that this one restates, with it, and what came of each; none where it restates none.
    #[serde(default)]
    pub timeline: Option<Timeline>,
    /// The tables and the exchange rates that the outlook rests on, to compute it again.
    #[serde(skip)]
    pub(crate) kept: Kept,
}

/// How an assessment's history was set beside its pledge.
///
/// ```
/// use tradepath::{AssessmentOptions, Scenario, assess, history::History, scenario::Link};
///
/// let pledge =
///     Scenario::builder("GBR-IND").baseline(2019, "$31B").milestone_by("62B", 2030).build()?;
/// let history = History::of_turnover("GBR-IND", [(2019, "16.2B"), (2020, "11.4B")])?;
/// let assessment = assess(&pledge, Some(&history), &AssessmentOptions::new())?;
/// let link = assessment.link.unwrap();
/// assert_eq!((link.kind, link.stated), (Link::Ratio, false));
/// assert!(assessment.summary[0].contains("linked by ratio"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HistoryLink {
    /// How the two hang together.
    pub kind: Link,
    /// Whether the scenario says so; otherwise the figures decided.
    pub stated: bool,
    /// What the history's own figures were multiplied by.
    pub factor: f64,
    /// The history's own amount for the baseline's period; none where it has none.
    pub observed: Option<Amount>,
}

impl HistoryLink {
    pub(crate) fn of(linked: &Linked) -> Self {
        Self { kind: linked.link, stated: linked.stated, factor: linked.factor, observed: linked.observed }
    }
}

impl Assessment {
    /// The constant growth that was assumed, by the [options](crate::AssessmentOptions::rate) or by the scenario
    /// itself; none where the scenario's shape is another.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// let plain = assess(&scenario, None, &AssessmentOptions::new())?;
    /// let stated = assess(&scenario, None, &AssessmentOptions::new().rate("7%"))?;
    /// assert_eq!(plain.assumed_rate(), None);
    /// assert_eq!(stated.assumed_rate().unwrap().to_string(), "7.0%");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn assumed_rate(&self) -> Option<GrowthRate> {
        self.scenario.stated_rate()
    }

    /// Computes the outlook on the pledge's day again. [`outlook`](Self::outlook) has its answers; the outlook itself
    /// is needed to draw it.
    ///
    /// # Errors
    /// The error that [`absent`](Self::absent) names, where there is no outlook for such a history or scenario.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let pledge = shipped("india-china-2005")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    /// // It starts from the baseline, whatever figures have come since.
    /// assert_eq!(assessment.look_ahead()?.start(), scenario.baseline().period());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn look_ahead(&self) -> Result<Outlook> {
        self.looked_ahead(&self.scenario, self.outlook.as_ref())
    }

    /// Computes the outlook from the last figure again. [`now`](Self::now) has its answers; the outlook itself is needed
    /// to draw it.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the assessment is not looked at from a later figure, and
    /// where there is no outlook for such a history.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    /// assert_eq!(assessment.look_ahead_now()?.start().to_string(), "2025");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn look_ahead_now(&self) -> Result<Outlook> {
        let hint = "the history has no figure after the baseline, or no milestone is open";
        let now = self.now.as_ref().ok_or_else(|| Error::missing("outlook from the last figure", hint))?;
        self.looked_ahead(&now.as_pledge(&self.scenario)?, now.outlook.as_ref())
    }

    /// Computes an outlook again, and refuses one that rests on other tables or rates than its answers do: a document that
    /// was read back does not hold them.
    fn looked_ahead(&self, scenario: &Scenario, answers: Option<&OutlookAnswers>) -> Result<Outlook> {
        let outlook = prospects::look_ahead(scenario, self.history.as_ref(), &self.kept)?;
        let fitted = outlook.fitted_to();
        let same = answers.is_none_or(|answers| {
            let of = |fitted: &FittedTo| (fitted.learned_as_of, fitted.learned_from.clone(), fitted.dollars_a_unit);
            of(&answers.fitted) == of(&fitted)
        });
        if same {
            return Ok(outlook);
        }
        Err(Error::contradiction(
            "the assessment rests on other tables or exchange rates than those at hand; assess the pledge again with its own",
        ))
    }

    /// The error for a part that the assessment does not have, with the reason from `absent`. A chart of such a part is
    /// refused with it.
    #[cfg(feature = "chart")]
    pub(crate) fn why_absent(&self, part: &str) -> Error {
        let why = self.absent.iter().find(|absent| absent.part == part);
        let part = part.replace('_', " ");
        let why = why.map_or("the assessment has none", |absent| &absent.why);
        // A reason that begins with what is missing does not say it twice.
        let why = why.strip_prefix(&format!("no {part}: ")).unwrap_or(why).to_owned();
        Error::missing(part, why)
    }

    /// The unit of every amount in the assessment: that of the scenario.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
    /// assert_eq!(assessment.unit(), "USD".parse()?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn unit(&self) -> Unit {
        self.scenario.unit()
    }

    /// The series of what the pledge is of, the turnover or one flow; none without a history, or where the history does
    /// not have it.
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let pledge = shipped("india-china-2005")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let options = AssessmentOptions::new();
    /// assert!(assess(&scenario, Some(&history), &options)?.series().is_some());
    /// assert!(assess(&scenario, None, &options)?.series().is_none());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn series(&self) -> Option<&Series> {
        self.history.as_ref()?.series(self.scenario.flow())
    }

    /// Writes the assessment as indented JSON, which [`serde_json`](https://docs.rs/serde_json) reads back to an equal
    /// value.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] where the value cannot be written as JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
    /// assert!(assessment.to_json()?.starts_with("{\n"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(|error| Error::new(ErrorKind::Syntax(error.to_string())))
    }
}
