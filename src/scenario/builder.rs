//! Scenarios put together in Rust.

use crate::{
    amount::StatedAmount,
    currency::Currency,
    economy::Pair,
    error::{Deferred, Error, Result},
    period::Period,
    scenario::{
        form::{BaselineForm, MilestoneForm, ScenarioForm},
        parts::{Flows, Part},
        scenario::{HistorySource, Scenario},
        shape::ShapeSpec,
    },
};

/// Puts a [`Scenario`] together; nothing is checked before [`build`](Self::build).
///
/// ```
/// use tradepath::{Currency, Scenario, ShapeSpec};
///
/// let scenario = Scenario::builder("IND-CHN")
///     .title("India and China, April 2005")
///     .currency(Currency::USD)
///     .baseline("2004", "13.6B")
///     .milestone_by("20B", "2008")
///     .milestone_by("30B", "2010")
///     .shape(ShapeSpec::Smooth)
///     .build()?;
/// assert_eq!(scenario.milestones().len(), 2);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct ScenarioBuilder {
    pair: Option<Pair>,
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
    refused: Deferred,
}

impl ScenarioBuilder {
    fn new(pair: impl TryInto<Pair, Error: Into<Error>>) -> Self {
        let mut refused = Deferred::default();
        Self {
            pair: refused.take(pair),
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
            refused,
        }
    }

    /// What to call it.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The currency of every amount; without it, the one that the baseline's amount names.
    pub fn currency(mut self, currency: impl TryInto<Currency, Error: Into<Error>>) -> Self {
        self.currency = self.refused.take(currency);
        self
    }

    /// When the pledge was made.
    pub fn promised(mut self, period: impl TryInto<Period, Error: Into<Error>>) -> Self {
        self.promised = self.refused.take(period);
        self
    }

    /// Where it starts.
    pub fn baseline(
        mut self,
        period: impl TryInto<Period, Error: Into<Error>>,
        amount: impl TryInto<StatedAmount, Error: Into<Error>>,
    ) -> Self {
        let given = self.refused.take(period).zip(self.refused.take(amount));
        self.baseline = given.map(|(period, amount)| BaselineForm { period, amount });
        self
    }

    /// One more amount to reach, with no date.
    pub fn milestone(mut self, amount: impl TryInto<StatedAmount, Error: Into<Error>>) -> Self {
        let amount = self.refused.take(amount);
        self.milestones.extend(amount.map(|amount| MilestoneForm { amount, by: None }));
        self
    }

    /// One more amount to reach, by a period.
    pub fn milestone_by(
        mut self,
        amount: impl TryInto<StatedAmount, Error: Into<Error>>,
        by: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        let given = self.refused.take(amount).zip(self.refused.take(by));
        self.milestones.extend(given.map(|(amount, by)| MilestoneForm { amount, by: Some(by) }));
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
    /// The first argument that could not be read; no baseline, no milestone, or no currency; otherwise what a scenario file of
    /// the same content would give, with the same keys.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let unread = Scenario::builder("KAZ-UZB").baseline(2021, "3 zillion").build();
    /// assert!(unread.unwrap_err().to_string().contains("`3 zillion` at character 3"));
    /// let unnamed = Scenario::builder("KAZ-UZB").baseline(2021, 3e9).milestone("5B").build();
    /// assert!(unnamed.unwrap_err().to_string().contains(r#".currency("USD")"#));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn build(self) -> Result<Scenario> {
        self.refused.check()?;
        let missing = |what: &str, hint: &str| Error::missing(what, hint).at_key(what);
        let pair = self.pair.ok_or_else(|| missing("pair", "name two economies, such as \"KAZ-UZB\""))?;
        let baseline = self
            .baseline
            .ok_or_else(|| missing("baseline", "say where the route starts, such as .baseline(2021, \"3B\")"))?;
        if self.milestones.is_empty() {
            return Err(missing("milestone", "say what is to be reached, such as .milestone_by(\"10B\", 2030)"));
        }
        if self.currency.or(baseline.amount.currency()).is_none() {
            return Err(missing("currency", "name one, such as .currency(\"USD\"), or an amount such as \"$3B\""));
        }
        Scenario::try_from(ScenarioForm {
            title: self.title,
            pair,
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

impl Scenario {
    /// A scenario to be put together; see [`ScenarioBuilder`].
    pub fn builder(pair: impl TryInto<Pair, Error: Into<Error>>) -> ScenarioBuilder {
        ScenarioBuilder::new(pair)
    }
}
