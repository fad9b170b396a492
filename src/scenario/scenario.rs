//! The user's model: a pledge, how the amount moves, and what it is made of.

use serde::{Deserialize, Serialize};

use crate::{
    currency::Currency,
    economy::Pair,
    error::{Error, Result},
    growth::{Baseline, Milestone, Route, Shape},
    history::MirrorPolicy,
    period::Period,
    rate::GrowthRate,
    scenario::{
        parts::{Flows, Mix, Part},
        shape::ShapeSpec,
    },
};

/// A pledge and what is assumed of it: the pair, the route, the shape, and, where they are given, the flows and sectors
/// it is made of.
///
/// From Rust through [`Scenario::builder`], from a TOML or JSON file through [`Scenario::load`], from text through
/// [`Scenario::from_toml`] and [`Scenario::from_json`].
///
/// ```
/// use tradepath::Scenario;
///
/// let scenario = Scenario::from_toml(r#"
///     title = "Kazakhstan and Uzbekistan: to 5, later 10 billion dollars"
///     pair = ["KAZ", "UZB"]
///     currency = "USD"
///     [baseline]
///     period = "2021"
///     amount = "3B"
///     [[milestone]]
///     amount = "5B"
///     [[milestone]]
///     amount = "10B"
///     by = 2030
/// "#, "pledge.toml")?;
/// assert_eq!(scenario.route().overall_required_rate()?.unwrap().to_string(), "14.3%");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub(crate) title: String,
    pub(crate) pair: Pair,
    pub(crate) currency: Currency,
    pub(crate) promised: Option<Period>,
    pub(crate) route: Route,
    pub(crate) shape: Option<ShapeSpec>,
    pub(crate) flows: Option<Flows>,
    pub(crate) sectors: Vec<Part>,
    pub(crate) history: Option<HistorySource>,
    pub(crate) notes: Vec<String>,
    pub(crate) sources: Vec<String>,
}

/// Which file a scenario's history is read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HistorySource {
    /// The file, relative to the scenario's own.
    pub file: String,
    /// Whose reports to use where both sides' are there: an economy's, or a policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<MirrorPolicy>,
}

impl HistorySource {
    /// A file, relative to the scenario's own.
    ///
    /// ```
    /// use tradepath::{history::MirrorPolicy, scenario::HistorySource};
    ///
    /// let source = HistorySource::new("trade.csv").reporter(MirrorPolicy::Mean);
    /// assert_eq!(source.file, "trade.csv");
    /// ```
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), reporter: None }
    }

    /// Whose reports to use where both sides' are there.
    #[must_use]
    pub fn reporter(self, reporter: MirrorPolicy) -> Self {
        Self { reporter: Some(reporter), ..self }
    }
}

/// What decides how the turnover of a scenario moves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Basis {
    /// A stated constant growth.
    Rate(GrowthRate),
    /// A shape, by its name.
    Shape(&'static str),
    /// Both flows, each by its own growth.
    Flows,
    /// All sectors, each by its own growth.
    Sectors,
    /// The growth each dated leg requires.
    Legs,
}

/// How the turnover moves, and whether that was stated or solved from the milestones' dates.
#[derive(Debug)]
pub(crate) struct Path {
    pub shape: Box<dyn Shape>,
    pub stated: bool,
}

impl Scenario {
    /// What it is called; the pair's names where nothing was given.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The pair; exports and the balance are the first one's.
    pub fn pair(&self) -> Pair {
        self.pair
    }

    /// The currency of every amount.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// When the pledge was made.
    pub fn promised(&self) -> Option<Period> {
        self.promised
    }

    /// Baseline and milestones.
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// Where the route starts.
    pub fn baseline(&self) -> &Baseline {
        self.route.baseline()
    }

    /// What is to be reached.
    pub fn milestones(&self) -> &[Milestone] {
        self.route.milestones()
    }

    /// How the amount moves, where that was said.
    pub fn shape(&self) -> Option<&ShapeSpec> {
        self.shape.as_ref()
    }

    /// Exports and imports at the baseline.
    pub fn flows(&self) -> Option<&Flows> {
        self.flows.as_ref()
    }

    /// The sectors the turnover is made of.
    pub fn sectors(&self) -> &[Part] {
        &self.sectors
    }

    /// Where its history is read from.
    pub fn history_source(&self) -> Option<&HistorySource> {
        self.history.as_ref()
    }

    /// What else was noted.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Where the pledge and its figures are from.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// The same scenario with constant growth of the turnover at `rate`, whatever its shape was. Flows and sectors that
    /// all stated their own growth give it up and keep their shares.
    pub fn with_rate(mut self, rate: GrowthRate) -> Self {
        self.shape = Some(ShapeSpec::Compound { rate: Some(rate) });
        if let Some(flows) = self.flows.as_mut().filter(|flows| Mix::of(&flows.parts()).is_some()) {
            (flows.exports_growth, flows.imports_growth) = (None, None);
        }
        if Mix::of(&self.sectors).is_some() {
            self.sectors.iter_mut().for_each(|sector| sector.growth = None);
        }
        self
    }

    /// What decides how the turnover moves; none where nothing does.
    pub fn basis(&self) -> Option<Basis> {
        let flows = self.flows.as_ref().is_some_and(|flows| Mix::of(&flows.parts()).is_some());
        match &self.shape {
            _ if flows => Some(Basis::Flows),
            _ if Mix::of(&self.sectors).is_some() => Some(Basis::Sectors),
            Some(ShapeSpec::Compound { rate: Some(rate) }) => Some(Basis::Rate(*rate)),
            Some(shape) => Some(Basis::Shape(shape.name())),
            None => self.route.dated().next().map(|_| Basis::Legs),
        }
    }

    /// How the turnover moves: as its flows or sectors do where all of these say how they grow; by the shape that was
    /// given; leg by leg where milestones have dates. None where nothing of this is known.
    pub(crate) fn path(&self) -> Result<Option<Path>> {
        if let Some(mix) = self.mix()? {
            return Ok(Some(Path { shape: Box::new(mix), stated: true }));
        }
        match &self.shape {
            Some(spec) => {
                let shape = spec.resolve(&self.route).map_err(|error| error.under_key("shape"))?;
                Ok(Some(Path { shape, stated: spec.is_stated() }))
            }
            None if self.route.dated().next().is_some() => {
                Ok(Some(Path { shape: ShapeSpec::ByLeg.resolve(&self.route)?, stated: false }))
            }
            None => Ok(None),
        }
    }

    /// The flows or sectors as a shape, where all of them state their growth.
    fn mix(&self) -> Result<Option<Mix>> {
        let flows = self.flows.as_ref().and_then(|flows| Mix::of(&flows.parts()));
        let sectors = Mix::of(&self.sectors);
        let given = [("flows", flows.is_some()), ("sectors", sectors.is_some()), ("shape", self.shape.is_some())];
        let given: Vec<&str> = given.iter().filter(|(_, given)| *given).map(|(name, _)| *name).collect();
        let mix = flows.or(sectors);
        if mix.is_some() && given.len() > 1 {
            return Err(Error::contradiction(format!(
                "the growth of the whole is given more than once, by its {}; leave one growth out of each but one",
                given.join(" and its ")
            ))
            .at_key(if given[0] == "sectors" { "sector" } else { given[0] }));
        }
        Ok(mix)
    }

    /// The constant growth that was stated, where one was.
    pub fn stated_rate(&self) -> Option<GrowthRate> {
        match self.basis() {
            Some(Basis::Rate(rate)) => Some(rate),
            _ => None,
        }
    }

    /// When a shape reaches each milestone is asked up to this many years from the baseline.
    pub(crate) const HORIZON_YEARS: f64 = 100.0;
}
