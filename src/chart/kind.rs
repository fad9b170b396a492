//! The kinds of chart, by name, and what each of them is drawn of.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A kind of chart: what it shows.
///
/// A kind has a short name, which it is read from and which serves as a file name. [`needs`](Self::needs) says which
/// subject it is drawn of. With serde a kind is its name as a string.
///
/// | subject | kinds |
/// |---|---|
/// | an assessment | `route`, `growth`, `flows`, `arrival`, `timeline` |
/// | an outlook, or an assessment that has one | `fan`, `arrivals`, `chances` |
/// | a base rate, or an assessment that has one | `base-rate`, `eras`, `precedents` |
/// | both sides' reports of a pair's flows | `mirror` |
/// | a backtest | `reliability` |
/// | a scorecard | `scorecard` |
///
/// # Examples
///
/// ```
/// use tradepath::chart::ChartKind;
///
/// let kind: ChartKind = "base-rate".parse()?;
/// assert_eq!(kind, ChartKind::BaseRate);
/// assert_eq!(kind.needs(), "a base rate, or an assessment that has one");
/// assert_eq!(serde_json::to_string(&kind).unwrap(), r#""base-rate""#);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ChartKind {
    /// The pledge's route and its milestones, drawn over the observed turnover.
    Route,
    /// The growth a year that each leg of the route requires, beside the growth that history shows.
    Growth,
    /// Both flows of the pair, exports and imports, with their balance below.
    Flows,
    /// The first period in which each milestone is reached, as a function of the growth a year.
    Arrival,
    /// All pledges of the pair, those that the pledge restates and its own, over the observed turnover.
    Timeline,
    /// The fan of an outlook: the median and the intervals of every year ahead, with the chance of each target.
    Fan,
    /// The distribution of the year of arrival: for each target and year, the chance that this year is the first whose
    /// total reaches the target.
    Arrivals,
    /// For each target and year, the chance that the total of that year, or of an earlier one, reaches the target.
    Chances,
    /// For each year since their entry, the share of pairs that had reached the target, with its 95 % interval.
    BaseRate,
    /// For each era of entry, the share of pairs that reached the target, with its 95 % interval.
    Eras,
    /// The paths of precedents since their entry, in multiples of the amount at entry.
    Precedents,
    /// What of the way to the last milestone each cause explains.
    Waterfall,
    /// What the answer of the drivers hangs on.
    Tornado,
    /// Both flows of a pair, each as the exporter reports it and as the importer does.
    Mirror,
    /// The reliability of a backtest: the share of targets that were reached, against the chance that was given to
    /// them.
    Reliability,
    /// The chances that milestones were given on the day of their pledge, and what then happened.
    Scorecard,
}

impl ChartKind {
    /// Every kind, those of an assessment first.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::chart::ChartKind;
    ///
    /// for kind in ChartKind::ALL {
    ///     assert_eq!(kind.name().parse::<ChartKind>()?, kind);
    /// }
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub const ALL: [Self; 16] = [
        Self::Route,
        Self::Growth,
        Self::Flows,
        Self::Arrival,
        Self::Timeline,
        Self::Fan,
        Self::Arrivals,
        Self::Chances,
        Self::BaseRate,
        Self::Eras,
        Self::Precedents,
        Self::Waterfall,
        Self::Tornado,
        Self::Mirror,
        Self::Reliability,
        Self::Scorecard,
    ];

    /// The kinds that can be drawn of an assessment.
    ///
    /// Whether a given assessment has everything for a kind is known only when it is drawn: one without a history has
    /// no flows, for example.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::chart::ChartKind;
    ///
    /// assert!(ChartKind::OF_ASSESSMENT.contains(&ChartKind::Fan));
    /// assert!(!ChartKind::OF_ASSESSMENT.contains(&ChartKind::Mirror));
    /// ```
    pub const OF_ASSESSMENT: [Self; 13] = [
        Self::Route,
        Self::Growth,
        Self::Flows,
        Self::Arrival,
        Self::Timeline,
        Self::Fan,
        Self::Arrivals,
        Self::Chances,
        Self::BaseRate,
        Self::Eras,
        Self::Precedents,
        Self::Waterfall,
        Self::Tornado,
    ];

    /// The name of the kind in small letters, as in file names and on the command line.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::chart::ChartKind;
    ///
    /// assert_eq!(ChartKind::Route.name(), "route");
    /// assert_eq!(ChartKind::BaseRate.name(), "base-rate");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Growth => "growth",
            Self::Flows => "flows",
            Self::Arrival => "arrival",
            Self::Timeline => "timeline",
            Self::Fan => "fan",
            Self::Arrivals => "arrivals",
            Self::Chances => "chances",
            Self::BaseRate => "base-rate",
            Self::Eras => "eras",
            Self::Precedents => "precedents",
            Self::Waterfall => "waterfall",
            Self::Tornado => "tornado",
            Self::Mirror => "mirror",
            Self::Reliability => "reliability",
            Self::Scorecard => "scorecard",
        }
    }

    /// The subject of which the chart is drawn, in words, as messages give it.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::chart::ChartKind;
    ///
    /// assert_eq!(ChartKind::Route.needs(), "an assessment");
    /// assert_eq!(ChartKind::Reliability.needs(), "a backtest");
    /// ```
    pub const fn needs(self) -> &'static str {
        match self {
            Self::Route | Self::Growth | Self::Flows | Self::Arrival => "an assessment",
            Self::Timeline => "an assessment of a pledge that restates others",
            Self::Fan | Self::Arrivals | Self::Chances => "an outlook with its answers, or an assessment that has one",
            Self::BaseRate | Self::Eras | Self::Precedents => "a base rate, or an assessment that has one",
            Self::Waterfall | Self::Tornado => "an assessment of a scenario with drivers",
            Self::Mirror => "both sides' reports of a pair's flows",
            Self::Reliability => "a backtest",
            Self::Scorecard => "a scorecard",
        }
    }
}

/// Shows the name of the kind, as [`ChartKind::name`] gives it.
///
/// # Examples
///
/// ```
/// use tradepath::chart::ChartKind;
///
/// assert_eq!(ChartKind::BaseRate.to_string(), "base-rate");
/// ```
impl fmt::Display for ChartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ChartKind {
    type Err = Error;

    /// Reads the name of a kind, in capitals or small letters.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for any other text. The message lists the names that are accepted.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::chart::ChartKind;
    ///
    /// assert_eq!("Base-Rate".parse::<ChartKind>()?, ChartKind::BaseRate);
    /// let error = "pie".parse::<ChartKind>().unwrap_err();
    /// assert!(error.to_string().contains("expected one of route, growth, flows, arrival"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::parse("a kind of chart", text, 1, format!("expected one of {names}"))
        })
    }
}
