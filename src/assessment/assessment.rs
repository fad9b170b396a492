//! One call that asks everything about one pledge.

use serde::{Deserialize, Serialize};

use crate::{
    assessment::prospects::{Absent, MilestoneBaseRate},
    currency::Currency,
    error::{Error, ErrorKind, Result},
    growth::{Arrival, Leg, MilestoneCheck},
    history::History,
    outlook::{Outlook, OutlookAnswers},
    period::Period,
    rate::GrowthRate,
    scenario::{Projection, RouteArrival, Scenario, Tracking},
    schema::Schema,
    series::Series,
};

/// The growth that a history shows between two of its periods.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GrowthShown {
    /// The first period.
    pub from: Period,
    /// The last period.
    pub to: Period,
    /// The years between.
    pub years: f64,
    /// The compound annual growth rate.
    pub rate: GrowthRate,
    /// Whether both ends are of one source: where not, part of the growth may be the change of source.
    pub one_source: bool,
}

/// All answers about one pledge. What could not be asked is absent: null or empty, never zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Assessment {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// The scenario, with the growth that was assumed.
    pub scenario: Scenario,
    /// Every leg and the growth it takes.
    #[serde(default)]
    pub legs: Vec<Leg>,
    /// The one constant growth that meets the last milestone.
    pub overall_required_rate: Option<GrowthRate>,
    /// By how much that growth beats or misses each dated milestone.
    #[serde(default)]
    pub at_overall_rate: Vec<MilestoneCheck>,
    /// The constant growth nearest to none that meets every dated milestone in time.
    pub least_constant_rate: Option<GrowthRate>,
    /// When each milestone is reached, by growth.
    #[serde(default)]
    pub arrivals: Vec<Arrival>,
    /// The scenario period by period; empty where neither a date nor a growth is given.
    pub projection: Projection,
    /// Where the pledge stands; none without a history that goes on after the baseline.
    pub tracking: Option<Tracking>,
    /// When the scenario's own path reaches each milestone: what comes between two dates is an interpolation. Empty
    /// without a path.
    #[serde(default)]
    pub route_arrivals: Vec<RouteArrival>,
    /// The growth that history shows up to the last figure not after the baseline, over five, ten and all years, and
    /// from there on.
    #[serde(default)]
    pub growth_shown: Vec<GrowthShown>,
    /// How likely it is to reach the milestones above the baseline, from no more than was known on the pledge's day; those
    /// without a date, within ten years, or to the last date there is. None where [`absent`](Self::absent) says why.
    pub outlook: Option<OutlookAnswers>,
    /// What became of other pairs that once stood at the baseline, milestone by milestone, up to the pledge's day: of the
    /// panel in the options, or of the table that comes with the crate, which cannot leave the pair itself out of its counts.
    #[serde(default)]
    pub base_rates: Vec<MilestoneBaseRate>,
    /// What could not be asked, or not of every milestone, and why.
    #[serde(default)]
    pub absent: Vec<Absent>,
    /// All this in three to five sentences: fewer where parts are absent.
    #[serde(default)]
    pub summary: Vec<String>,
    /// The history it rests on.
    pub history: Option<History>,
}

impl Assessment {
    /// The stated constant growth, where one was assumed.
    pub fn assumed_rate(&self) -> Option<GrowthRate> {
        self.scenario.stated_rate()
    }

    /// The outlook on the pledge's day, of which [`outlook`](Self::outlook) has the answers: for pictures of it.
    ///
    /// # Errors
    /// What [`absent`](Self::absent) says of it.
    pub fn look_ahead(&self) -> Result<Outlook> {
        crate::assessment::prospects::look_ahead(&self.scenario, self.history.as_ref())
    }

    /// The error for a part that is not there, with why.
    #[cfg(feature = "chart")]
    pub(crate) fn why_absent(&self, part: &str) -> Error {
        let why = self.absent.iter().find(|absent| absent.part == part);
        Error::missing(part.replace('_', " "), why.map_or("the assessment has none", |absent| &absent.why))
    }

    /// The currency of every amount.
    pub fn currency(&self) -> Currency {
        self.scenario.currency()
    }

    /// The turnover it rests on.
    pub fn turnover(&self) -> Option<&Series> {
        self.history.as_ref().and_then(History::turnover)
    }

    /// As JSON, indented.
    ///
    /// # Errors
    /// Where the text cannot be written.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(|error| Error::new(ErrorKind::Syntax(error.to_string())))
    }
}
