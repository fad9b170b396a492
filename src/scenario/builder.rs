//! Scenarios put together in Rust.

use super::{
    Flows, HistorySource, Part, Scenario, ShapeSpec,
    form::{BaselineForm, MilestoneForm, ScenarioForm},
};
use crate::{
    amount::StatedAmount,
    currency::Currency,
    economy::Pair,
    error::{Error, Result},
    period::Period,
};

/// Puts a [`Scenario`] together; nothing is checked before [`build`](Self::build).
///
/// ```
/// use tradepath::{Currency, Scenario, ShapeSpec};
///
/// let scenario = Scenario::builder("IND-CHN".parse()?)
///     .title("India and China, April 2005")
///     .currency(Currency::USD)
///     .baseline("2004".parse()?, "13.6B".parse()?)
///     .milestone_by("20B".parse()?, "2008".parse()?)
///     .milestone_by("30B".parse()?, "2010".parse()?)
///     .shape(ShapeSpec::Smooth)
///     .build()?;
/// assert_eq!(scenario.milestones().len(), 2);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct ScenarioBuilder {
    pair: Pair,
    title: Option<String>,
    currency: Option<Currency>,
    promised: Option<Period>,
    baseline: Option<BaselineForm>,
    milestones: Vec<MilestoneForm>,
    shape: Option<ShapeSpec>,
    flows: Option<Flows>,
    sectors: Vec<Part>,
    history: Option<HistorySource>,
    notes: Vec<String>,
    sources: Vec<String>,
}

impl ScenarioBuilder {
    pub(super) fn new(pair: Pair) -> Self {
        Self {
            pair,
            title: None,
            currency: None,
            promised: None,
            baseline: None,
            milestones: Vec::new(),
            shape: None,
            flows: None,
            sectors: Vec::new(),
            history: None,
            notes: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// What to call it.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The currency of every amount; without it, the one that the baseline's amount names.
    pub fn currency(mut self, currency: Currency) -> Self {
        self.currency = Some(currency);
        self
    }

    /// When the pledge was made.
    pub fn promised(mut self, period: Period) -> Self {
        self.promised = Some(period);
        self
    }

    /// Where it starts.
    pub fn baseline(mut self, period: Period, amount: StatedAmount) -> Self {
        self.baseline = Some(BaselineForm { period, amount });
        self
    }

    /// One more amount to reach, with no date.
    pub fn milestone(mut self, amount: StatedAmount) -> Self {
        self.milestones.push(MilestoneForm { amount, by: None });
        self
    }

    /// One more amount to reach, by a period.
    pub fn milestone_by(mut self, amount: StatedAmount, by: Period) -> Self {
        self.milestones.push(MilestoneForm { amount, by: Some(by) });
        self
    }

    /// How the amount moves.
    pub fn shape(mut self, shape: ShapeSpec) -> Self {
        self.shape = Some(shape);
        self
    }

    /// Both flows, which must add up to the baseline.
    pub fn flows(mut self, flows: Flows) -> Self {
        self.flows = Some(flows);
        self
    }

    /// One more sector; the shares of all must add up to 1.
    pub fn sector(mut self, sector: Part) -> Self {
        self.sectors.push(sector);
        self
    }

    /// Where its history is read from.
    pub fn history(mut self, source: HistorySource) -> Self {
        self.history = Some(source);
        self
    }

    /// A remark to keep with it.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Where the pledge or a figure of it is from.
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.sources.push(source.into());
        self
    }

    /// Checks everything and gives the scenario.
    ///
    /// # Errors
    /// What a scenario file of the same content would give, with the same keys.
    pub fn build(self) -> Result<Scenario> {
        let hint = "say where the route starts, with a period and an amount";
        let baseline = self.baseline.ok_or_else(|| Error::missing("baseline", hint).at_key("baseline"))?;
        Scenario::try_from(ScenarioForm {
            title: self.title,
            pair: self.pair,
            currency: self.currency,
            promised: self.promised,
            notes: self.notes,
            sources: self.sources,
            history: self.history,
            baseline,
            milestone: self.milestones,
            shape: self.shape.map(Into::into),
            flows: self.flows.map(Into::into),
            sector: self.sectors,
        })
    }
}
