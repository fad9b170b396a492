//! Scenarios built in Rust. The builder fills in the form of a scenario file, so that a scenario is checked by the same
//! rules and with the same messages wherever it comes from.

use crate::{
    amount::StatedAmount,
    coverage::Coverage,
    currency::Currency,
    drivers::cause::{Driver, DriverForm},
    economy::Partners,
    error::{Deferred, Error, Result},
    growth::Direction,
    period::Period,
    scenario::{
        aim::Aim,
        balance::BalanceAim,
        base_growth::BaseGrowth,
        due::Due,
        form::ScenarioForm,
        form_parts::{BaselineForm, MilestoneForm},
        link::Link,
        parts::{Flows, Part},
        promised::Promised,
        scenario::Scenario,
        shape::ShapeSpec,
        sources::{HistorySource, Inflation, RealPrices},
    },
    unit::Unit,
};

/// Builds a [`Scenario`] step by step. A pair, a baseline, a milestone and a currency are needed; everything else may
/// be left out.
///
/// Amounts, periods and currencies may be numbers or texts. An argument that cannot be read is reported by
/// [`build`](Self::build), as is everything else that is wrong.
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
    pair: Option<Partners>,
    title: Option<String>,
    unit: Option<Unit>,
    flow: Option<Direction>,
    promised: Option<Promised>,
    coverage: Option<Coverage>,
    baseline: Option<BaselineForm>,
    milestones: Vec<MilestoneForm>,
    shape: Option<ShapeSpec>,
    flows: Option<Flows>,
    sectors: Vec<Part>,
    base_growth: Option<BaseGrowth>,
    drivers: Vec<Driver>,
    history: Option<HistorySource>,
    link: Option<Link>,
    rates: Option<String>,
    deflate: Option<RealPrices>,
    inflation: Option<Inflation>,
    restates: Vec<String>,
    notes: Vec<String>,
    sources: Vec<String>,
    refused: Deferred,
}

impl ScenarioBuilder {
    /// A builder with a pair and nothing else.
    fn new(pair: impl TryInto<Partners, Error: Into<Error>>) -> Self {
        let mut refused = Deferred::default();
        Self {
            pair: refused.take(pair),
            title: None,
            unit: None,
            flow: None,
            promised: None,
            coverage: None,
            baseline: None,
            milestones: Vec::new(),
            shape: None,
            flows: None,
            sectors: Vec::new(),
            base_growth: None,
            drivers: Vec::new(),
            history: None,
            link: None,
            rates: None,
            deflate: None,
            inflation: None,
            restates: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
            refused,
        }
    }

    /// Sets the title, which charts and reports show. Without one, the names of the two economies are the title.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone("5B");
    /// assert_eq!(builder.title("To 5 billion").build()?.title(), "To 5 billion");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets the currency of every amount. Without it, the currency that the baseline's amount names is used (`"$3B"`).
    ///
    /// ```
    /// use tradepath::{Currency, Scenario};
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "€3B").milestone("5B");
    /// assert_eq!(builder.clone().build()?.unit(), Currency::EUR.into());
    /// // A currency that contradicts the amount's own is refused.
    /// assert_eq!(builder.currency("USD").build().unwrap_err().code(), "mixed-units");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn currency(mut self, currency: impl TryInto<Currency, Error: Into<Error>>) -> Self {
        let currency: Option<Currency> = self.refused.take(currency);
        self.unit = currency.map(Unit::from);
        self
    }

    /// Sets the unit of every amount where it is no money but a quantity, such as `"t"`, in place of an earlier
    /// [`currency`](Self::currency). What needs money, such as exchange rates, refuses it.
    ///
    /// ```
    /// use tradepath::{Quantity, Scenario};
    ///
    /// let builder = Scenario::builder("KAZ-CHN").baseline(2024, "9 mn").milestone_by("10 mn", 2030);
    /// let grain = builder.unit("t").build()?;
    /// assert_eq!(grain.unit(), Quantity::Tonnes.into());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn unit(mut self, unit: impl TryInto<Unit, Error: Into<Error>>) -> Self {
        self.unit = self.refused.take(unit);
        self
    }

    /// Sets that every amount is of one flow, seen from the first-named economy, and not of the turnover.
    pub fn flow(mut self, flow: Direction) -> Self {
        self.flow = Some(flow);
        self
    }

    /// Adds an amount that one flow is to reach by a period, in a pledge of the turnover. It needs the
    /// [flows](Self::flows) at the baseline.
    ///
    /// ```
    /// use tradepath::{Scenario, growth::Direction, scenario::Flows};
    ///
    /// let pledge = Scenario::builder("IND-RUS")
    ///     .baseline(2023, "$65B")
    ///     .flows(Flows::new("4B", "61B")?)
    ///     .milestone_by("100B", 2030)
    ///     .milestone_of(Direction::Exports, "30B", 2030)
    ///     .balance_by("-40B", 2030)
    ///     .build()?;
    /// assert_eq!(pledge.of_flows()[0].milestones()[0].amount().to_string(), "30B");
    /// // With 100 billion in all and a deficit of 40, exports are 30.
    /// assert_eq!(pledge.balance_needs()?[0].ways[0].amount.to_string(), "30B");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn milestone_of(
        mut self,
        flow: Direction,
        aim: impl TryInto<Aim, Error: Into<Error>>,
        by: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        let (aim, by) = (self.refused.take(aim), self.refused.take(by));
        let form = aim.zip(by).map(|(aim, by)| MilestoneForm { flow: Some(flow), ..MilestoneForm::new(aim, Some(by)) });
        self.milestones.extend(form);
        self
    }

    /// Adds a balance (exports less imports) to reach by a period, in units of the pledge's currency or as a share of the
    /// turnover. It needs the [flows](Self::flows) at the baseline.
    pub fn balance_by(
        mut self,
        aim: impl TryInto<BalanceAim, Error: Into<Error>>,
        by: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        let (aim, by): (Option<BalanceAim>, _) = (self.refused.take(aim), self.refused.take(by));
        let form = aim.zip(by).map(|(aim, by)| MilestoneForm {
            balance: Some(aim.into()),
            by: Some(by.into()),
            ..MilestoneForm::default()
        });
        self.milestones.extend(form);
        self
    }

    /// Sets when the pledge was made: the day or the month of a joint statement, or a year.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone("5B");
    /// let scenario = builder.promised("2021-12-06").build()?;
    /// assert_eq!(scenario.promised().unwrap().to_string(), "2021-12-06");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn promised(mut self, when: impl TryInto<Promised, Error: Into<Error>>) -> Self {
        self.promised = self.refused.take(when);
        self
    }

    /// Sets what the pledge's amounts count. A history that is known to count something else is linked by ratio.
    ///
    /// ```
    /// use tradepath::{Scenario, history::History, scenario::Link};
    ///
    /// let builder = Scenario::builder("GBR-IND").baseline(2019, "$31B").milestone_by("62B", 2030);
    /// let pledge = builder.coverage("goods and services").build()?;
    /// let goods = History::of_turnover("GBR-IND", [(2019, "30.5B"), (2020, "24B")])?;
    /// assert_eq!(pledge.link_history(&goods)?.link, Link::Ratio);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn coverage(mut self, coverage: impl TryInto<Coverage, Error: Into<Error>>) -> Self {
        self.coverage = self.refused.take(coverage);
        self
    }

    /// Sets the period and amount at which the route starts. The amount is the turnover of that whole period; a text
    /// may name its currency (`"$3B"`), a number is in units of the scenario's currency.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let texts = Scenario::builder("KAZ-UZB").baseline("2021", "$3B").milestone("5B");
    /// let numbers = Scenario::builder("KAZ-UZB").baseline(2021, 3e9).milestone(5e9);
    /// assert_eq!(texts.build()?, numbers.currency("USD").build()?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn baseline(
        mut self,
        period: impl TryInto<Period, Error: Into<Error>>,
        amount: impl TryInto<StatedAmount, Error: Into<Error>>,
    ) -> Self {
        let given = self.refused.take(period).zip(self.refused.take(amount));
        self.baseline = given.map(|(period, amount)| BaselineForm { period: Due::Period(period), amount });
        self
    }

    /// Adds an amount to reach, without a date. It stays without one: no date is assumed for it.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B");
    /// let scenario = builder.milestone("5B").milestone("10B").build()?;
    /// assert_eq!(scenario.milestones().len(), 2);
    /// assert!(scenario.milestones().iter().all(|milestone| milestone.by().is_none()));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn milestone(mut self, aim: impl TryInto<Aim, Error: Into<Error>>) -> Self {
        let aim = self.refused.take(aim);
        self.add(aim, None);
        self
    }

    /// Adds an amount to reach by a period, or an [`Aim`] from which the amount follows. Dates must increase from
    /// milestone to milestone.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B");
    /// let builder = builder.milestone_by("10B", 2030);
    /// assert!(builder.clone().build().is_ok());
    /// let too_early = builder.milestone_by("12B", 2025).build().unwrap_err();
    /// assert_eq!(too_early.position().key.as_deref(), Some("milestone[1].by"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn milestone_by(
        mut self,
        aim: impl TryInto<Aim, Error: Into<Error>>,
        by: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        let (aim, by) = (self.refused.take(aim), self.refused.take(by));
        self.add(aim.filter(|_| by.is_some()), by);
        self
    }

    /// Adds a milestone, unless one of its arguments could not be read.
    fn add(&mut self, aim: Option<Aim>, by: Option<Period>) {
        self.milestones.extend(aim.map(|aim| MilestoneForm::new(aim, by)));
    }

    /// Sets the shape by which the amount moves. Without one, dated milestones are joined leg by leg, each at the
    /// constant growth that it requires.
    ///
    /// ```
    /// use tradepath::{Scenario, ShapeSpec};
    ///
    /// let scenario = Scenario::builder("KAZ-UZB")
    ///     .currency("USD")
    ///     .baseline(2021, "3B")
    ///     .milestone_by("10B", 2030)
    ///     .shape(ShapeSpec::Logistic { ceiling: "15B".parse()?, rate: None })
    ///     .build()?;
    /// assert_eq!(scenario.shape().map(ShapeSpec::name), Some("logistic"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn shape(mut self, shape: ShapeSpec) -> Self {
        self.shape = Some(shape);
        self
    }

    /// Sets the exports and imports at the baseline. They must add up to its amount.
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::Flows};
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B");
    /// let builder = builder.milestone_by("10B", 2030);
    /// let short = builder.flows(Flows::new("2B", "0.5B")?).build();
    /// assert_eq!(short.unwrap_err().code(), "contradiction");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn flows(mut self, flows: Flows) -> Self {
        self.flows = Some(flows);
        self
    }

    /// Adds a sector. The shares of all sectors must add up to 1.
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::Part};
    ///
    /// let builder = Scenario::builder("KAZ-UZB")
    ///     .currency("USD")
    ///     .baseline(2021, "3B")
    ///     .milestone_by("10B", 2030)
    ///     .sector(Part::new("grain", "40%".parse()?));
    /// let unfinished = builder.clone().build().unwrap_err();
    /// assert!(unfinished.to_string().contains("the shares add up to 40%, not 100%"));
    /// let scenario = builder.sector(Part::new("other", "60%".parse()?)).build()?;
    /// assert_eq!(scenario.sectors().len(), 2);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn sector(mut self, sector: Part) -> Self {
        self.sectors.push(sector);
        self
    }

    /// Adds a driver: what would have to be true.
    ///
    /// ```
    /// use tradepath::{Scenario, drivers::Driver};
    ///
    /// let agreement = Driver::builder("Free trade", "agreement").starts(2027).build()?;
    /// let pledge = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030);
    /// let pledge = pledge.driver(agreement).build()?;
    /// assert_eq!(pledge.drivers().len(), 1);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn driver(mut self, driver: Driver) -> Self {
        self.drivers.push(driver);
        self
    }

    /// The growth that is assumed without the drivers; without it, the median of the outlook.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// // Without a driver, nothing is computed by it.
    /// let pledge = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030);
    /// let error = pledge.base_growth("6%").build().unwrap_err();
    /// assert_eq!(error.position().key.as_deref(), Some("base_growth"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn base_growth(mut self, growth: impl TryInto<BaseGrowth, Error: Into<Error>>) -> Self {
        self.base_growth = self.refused.take(growth);
        self
    }

    /// Sets the file from which the history is read. The file is not opened here: [`Scenario::load_history`] reads it.
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::HistorySource};
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone("5B");
    /// let scenario = builder.history(HistorySource::new("trade.csv")).build()?;
    /// assert_eq!(scenario.history_source().unwrap().file, "trade.csv");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn history(mut self, source: HistorySource) -> Self {
        self.history = Some(source);
        self
    }

    /// Sets how the pledge's baseline and the history hang together. Without it, their amounts are compared where they
    /// are alike; see [`Scenario::link_history`].
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::Link};
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030);
    /// assert_eq!(builder.clone().build()?.link(), None);
    /// assert_eq!(builder.link(Link::Level).build()?.link(), Some(Link::Level));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn link(mut self, link: Link) -> Self {
        self.link = Some(link);
        self
    }

    /// Sets the file of exchange rates, by its path relative to the scenario's own file. By them the history's figures become
    /// those of the scenario's currency, and outlook and base rates are computed in dollars.
    /// [`Scenario::load_files`] reads it.
    pub fn rates(mut self, file: impl Into<String>) -> Self {
        self.rates = Some(file.into());
        self
    }

    /// Sets that every amount is in the prices of one period. [`RealPrices`] has an example.
    pub fn real_prices(mut self, prices: RealPrices) -> Self {
        self.deflate = Some(prices);
        self
    }

    /// Sets a growth of prices that is assumed. [`Inflation`] has an example.
    pub fn inflation(mut self, inflation: Inflation) -> Self {
        self.inflation = Some(inflation);
        self
    }

    /// Adds the file of a pledge of the same pair that this one restates, by its path relative to the scenario's own file.
    /// [`Scenario::load_files`] reads it.
    pub fn restates(mut self, file: impl Into<String>) -> Self {
        self.restates.push(file.into());
        self
    }

    /// Adds a remark to keep with the scenario. Remarks have no effect on any figure.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone("5B");
    /// let builder = builder.note("The pledge had no date.");
    /// let scenario = builder.note("It was repeated in 2025.").build()?;
    /// assert_eq!(scenario.notes().len(), 2);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a source of the pledge or of one of its figures, as a text.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone("5B");
    /// let scenario = builder.source("inform.kz, 6 December 2021").build()?;
    /// assert_eq!(scenario.sources(), ["inform.kz, 6 December 2021"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.sources.push(source.into());
        self
    }

    /// Checks everything and returns the scenario.
    ///
    /// # Errors
    /// The error of the first argument that could not be read; [`ErrorKind::Missing`](crate::ErrorKind::Missing)
    /// without a baseline, a milestone or a currency; otherwise the error that a scenario file of the same content
    /// would give, with the same keys.
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
        if self.unit.or(baseline.amount.unit()).is_none() {
            return Err(missing("currency", "name one, such as .currency(\"USD\"), or an amount such as \"$3B\""));
        }
        let (currency, unit) = self.unit.map(Unit::into_fields).unwrap_or_default();
        Scenario::try_from(ScenarioForm {
            title: self.title,
            pair,
            fiscal_year_ends: None,
            currency,
            unit,
            flow: self.flow,
            promised: self.promised,
            coverage: self.coverage,
            products: None,
            notes: self.notes,
            sources: self.sources,
            history: self.history,
            link: self.link,
            rates: self.rates,
            deflate: self.deflate,
            inflation: self.inflation,
            restates: self.restates,
            baseline,
            milestone: self.milestones,
            shape: self.shape.map(Into::into),
            flows: self.flows.map(Into::into),
            sector: self.sectors,
            base_growth: self.base_growth,
            driver: self.drivers.into_iter().map(DriverForm::from).collect(),
        })
    }
}

impl Scenario {
    /// A builder for a scenario of a pair such as `"KAZ-UZB"`; see [`ScenarioBuilder`]. A pair that cannot be read is
    /// reported by [`build`](ScenarioBuilder::build).
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone("5B");
    /// assert_eq!(builder.build()?.pair().to_string(), "KAZ-UZB");
    /// let unknown = Scenario::builder("nowhere").baseline(2021, "$3B").milestone("5B");
    /// assert!(unknown.build().is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn builder(pair: impl TryInto<Partners, Error: Into<Error>>) -> ScenarioBuilder {
        ScenarioBuilder::new(pair)
    }
}
