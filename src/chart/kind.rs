//! Every kind of chart, by its name.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What a chart shows.
///
/// ```
/// use tradepath::chart::ChartKind;
///
/// let kind: ChartKind = "base-rate".parse()?;
/// assert_eq!(kind, ChartKind::BaseRate);
/// assert_eq!(kind.needs(), "a base rate, or an assessment that has one");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ChartKind {
    /// The route with its milestones over the history.
    Route,
    /// The growth each leg requires beside the growth that history shows.
    Growth,
    /// Both flows and their balance.
    Flows,
    /// The year in which each milestone is reached, by growth rate.
    Arrival,
    /// The fan of an outlook over what was observed, with the chance of each target beside it.
    Fan,
    /// How the year of arrival is spread: for each target, the chance of each year to be the first whose total reaches it.
    Arrivals,
    /// The chance of having reached each target by each year.
    Chances,
    /// The share of pairs that had reached the target by each year since they entered, with its interval.
    BaseRate,
    /// The share of each era with its interval.
    Eras,
    /// How precedents went on, as multiples of where each began.
    Precedents,
    /// Both flows of a pair as both sides report them.
    Mirror,
    /// The share of targets that were reached, by the chance that a backtest gave them.
    Reliability,
    /// The chances that milestones were given on their day, and what came.
    Scorecard,
}

impl ChartKind {
    /// Every kind there is.
    pub const ALL: [Self; 13] = [
        Self::Route,
        Self::Growth,
        Self::Flows,
        Self::Arrival,
        Self::Fan,
        Self::Arrivals,
        Self::Chances,
        Self::BaseRate,
        Self::Eras,
        Self::Precedents,
        Self::Mirror,
        Self::Reliability,
        Self::Scorecard,
    ];

    /// The kinds that an assessment can have in it.
    pub const OF_ASSESSMENT: [Self; 10] = [
        Self::Route,
        Self::Growth,
        Self::Flows,
        Self::Arrival,
        Self::Fan,
        Self::Arrivals,
        Self::Chances,
        Self::BaseRate,
        Self::Eras,
        Self::Precedents,
    ];

    /// The name, as in file names and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Growth => "growth",
            Self::Flows => "flows",
            Self::Arrival => "arrival",
            Self::Fan => "fan",
            Self::Arrivals => "arrivals",
            Self::Chances => "chances",
            Self::BaseRate => "base-rate",
            Self::Eras => "eras",
            Self::Precedents => "precedents",
            Self::Mirror => "mirror",
            Self::Reliability => "reliability",
            Self::Scorecard => "scorecard",
        }
    }

    /// What the chart is drawn of, in words.
    pub const fn needs(self) -> &'static str {
        match self {
            Self::Route | Self::Growth | Self::Flows | Self::Arrival => "an assessment",
            Self::Fan | Self::Arrivals | Self::Chances => "an outlook with its answers, or an assessment that has one",
            Self::BaseRate | Self::Eras | Self::Precedents => "a base rate, or an assessment that has one",
            Self::Mirror => "both sides' reports of a pair's flows",
            Self::Reliability => "a backtest",
            Self::Scorecard => "a scorecard",
        }
    }
}

impl fmt::Display for ChartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ChartKind {
    type Err = Error;

    /// Reads the name, in any case.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) with the names there are.
    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::parse("a kind of chart", text, 1, format!("expected one of {names}"))
        })
    }
}
