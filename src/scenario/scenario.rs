//! The scenario: a pledge, how the amount moves, and what it consists of.
//!
//! A builder and a file both make it through the form of a scenario file, which checks everything before a scenario
//! exists.

use serde::Serialize;

use crate::{
    coverage::Coverage,
    drivers::cause::Driver,
    economy::{Pair, Partners},
    error::{Error, Result},
    growth::{Baseline, Direction, Milestone, Route, Shape},
    period::Period,
    rate::GrowthRate,
    scenario::{
        aim::Aim,
        balance::BalanceGoal,
        base_growth::BaseGrowth,
        due::{FiscalYear, FiscalYears},
        link::Link,
        parts::{Flows, Mix, Part},
        promised::Promised,
        shape::ShapeSpec,
        sources::{HistorySource, Inflation, RealPrices},
    },
    series::Prices,
    unit::Unit,
};

/// A pledge and what is assumed of it: the pair of economies, the route from the baseline to the milestones, the shape
/// by which the turnover moves, and, where they are given, the flows and sectors that make up the turnover.
///
/// The amounts are of the turnover, or of [one flow](Self::flow). Beside the turnover's, a pledge may have milestones
/// [of single flows](Self::of_flows) and [balances](Self::balances). One that states a growth and no end has no
/// milestone.
///
/// A scenario is built in Rust with [`Scenario::builder`], read from a TOML or JSON file with [`Scenario::load`], or
/// read from text with [`Scenario::from_toml`] and [`Scenario::from_json`].
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
    pub(crate) partners: Partners,
    /// Which calendar year stands for which fiscal year.
    pub(crate) fiscal: FiscalYears,
    pub(crate) unit: Unit,
    /// The flow that the amounts are of; none for the turnover.
    pub(crate) flow: Option<Direction>,
    pub(crate) promised: Option<Promised>,
    pub(crate) coverage: Option<Coverage>,
    pub(crate) route: Route,
    /// What each milestone of the route states.
    pub(crate) aims: Vec<Aim>,
    /// Beside the turnover, the pledges of single flows.
    pub(crate) of_flows: Vec<Scenario>,
    pub(crate) balances: Vec<BalanceGoal>,
    pub(crate) shape: Option<ShapeSpec>,
    pub(crate) flows: Option<Flows>,
    pub(crate) sectors: Vec<Part>,
    /// The growth without the drivers; none for the outlook's median.
    pub(crate) base_growth: Option<BaseGrowth>,
    pub(crate) drivers: Vec<Driver>,
    pub(crate) history: Option<HistorySource>,
    /// The file of exchange rates.
    pub(crate) rates: Option<String>,
    /// The prices that every amount is in; none for nominal amounts.
    pub(crate) deflate: Option<RealPrices>,
    pub(crate) inflation: Option<Inflation>,
    /// The files of the pledges that this one restates.
    pub(crate) restates: Vec<String>,
    pub(crate) link: Option<Link>,
    pub(crate) notes: Vec<String>,
    pub(crate) sources: Vec<String>,
}

/// What determines how the turnover of a scenario moves; [`Scenario::basis`] tells which it is.
///
/// ```
/// use tradepath::{Scenario, scenario::Basis};
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .currency("USD")
///     .baseline(2021, "3B")
///     .milestone_by("10B", 2030)
///     .build()?;
/// assert_eq!(scenario.basis(), Some(Basis::Legs));
/// let stated = scenario.with_rate("7%".parse()?);
/// assert_eq!(stated.basis(), Some(Basis::Rate("7%".parse()?)));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Basis {
    /// A stated constant growth rate.
    Rate(GrowthRate),
    /// A shape, by its name.
    Shape(&'static str),
    /// The exports and imports, each with its own growth rate.
    Flows,
    /// The sectors, each with its own growth rate.
    Sectors,
    /// The growth rate that each dated leg requires.
    Legs,
}

/// The shape by which the turnover moves, with all its parameters, and whether it was stated or solved from the
/// milestones' dates. A solved shape says nothing after the last date; a stated one goes on.
#[derive(Debug)]
pub(crate) struct Path {
    pub shape: Box<dyn Shape>,
    pub stated: bool,
}

impl Scenario {
    /// The scenario's title; the names of the two economies where none was given.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone("5B");
    /// assert_eq!(builder.build()?.title(), "Kazakhstan and Uzbekistan");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The pair of economies. Exports and the balance are those of the first one.
    ///
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// assert_eq!(scenario.pair().to_string(), "IND-CHN");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn pair(&self) -> Pair {
        self.partners.pair()
    }

    /// The two sides with their names, and with the members of a side that is a list of economies.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let text = "pair = ['KOR', { name = 'Visegrád Four', members = ['CZE', 'HUN', 'POL', 'SVK'] }]\n\
    ///     baseline = { period = 2024, amount = '$28B' }\nmilestone = [{ amount = '40B', by = 2030 }]";
    /// let pledge = Scenario::from_toml(text, "pledge.toml")?;
    /// assert_eq!(pledge.partners().names(), ["South Korea", "Visegrád Four"]);
    /// assert_eq!(pledge.title(), "South Korea and Visegrád Four");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn partners(&self) -> &Partners {
        &self.partners
    }

    /// The fiscal year that a calendar year stands for, where the scenario states one: `by = "FY2030"` is counted as the
    /// year that has most of its months.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let text = "pair = ['IND', 'ARE']\nfiscal_year_ends = 'March'\n\
    ///     baseline = { period = 'FY2023', amount = '$85B' }\nmilestone = [{ amount = '100B', by = 'FY2030' }]";
    /// let pledge = Scenario::from_toml(text, "pledge.toml")?;
    /// let by = pledge.milestones()[0].by().unwrap();
    /// assert_eq!((by.to_string(), pledge.fiscal_year(by).unwrap().to_string()), ("2029".into(), "FY2030".into()));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn fiscal_year(&self, period: Period) -> Option<FiscalYear> {
        self.fiscal.years.iter().find(|(counted, _)| *counted == period).map(|(_, year)| *year)
    }

    /// A period as the pledge names it: `2030`, or `FY2030`.
    pub(crate) fn named(&self, period: Period) -> String {
        self.fiscal_year(period).map_or_else(|| period.to_string(), |year| year.to_string())
    }

    /// The unit of every amount in the scenario: a currency, or a quantity such as tonnes.
    ///
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// assert_eq!(scenario.unit(), "USD".parse()?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// When the pledge was made, where that is given: a day, or a period, which may be a month even where the baseline
    /// is a year.
    ///
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// assert_eq!(scenario.promised().unwrap().to_string(), "2005-04");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn promised(&self) -> Option<Promised> {
        self.promised
    }

    /// What the pledge's amounts count, where the scenario says so: all goods, goods and services, or some products.
    ///
    /// ```
    /// use tradepath::{Coverage, Scenario};
    ///
    /// let builder = Scenario::builder("GBR-IND").baseline(2019, "£31B").milestone_by("62B", 2030);
    /// assert_eq!(builder.clone().build()?.coverage(), None);
    /// let stated = builder.coverage("goods and services").build()?;
    /// assert_eq!(stated.coverage(), Some(&Coverage::GoodsAndServices));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn coverage(&self) -> Option<&Coverage> {
        self.coverage.as_ref()
    }

    /// The route: the baseline and the milestones, with what they require.
    ///
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// // Two milestones make two legs.
    /// assert_eq!(scenario.route().legs()?.len(), 2);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// The period and amount at which the route starts.
    ///
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// assert_eq!(scenario.baseline().period().to_string(), "2004");
    /// assert_eq!(scenario.baseline().amount().to_string(), "13.6B");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn baseline(&self) -> &Baseline {
        self.route.baseline()
    }

    /// The amounts to reach, in the order of the pledge, each with its date where it has one.
    ///
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021-by-2030")?.scenario()?;
    /// let [five, ten] = scenario.milestones() else { panic!("the pledge has two") };
    /// assert_eq!(five.by(), None);
    /// assert_eq!(ten.by().unwrap().to_string(), "2030");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn milestones(&self) -> &[Milestone] {
        self.route.milestones()
    }

    /// What each milestone states, in the same order: its amount, or a multiple or a growth from which the amount
    /// follows.
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::Aim};
    ///
    /// let text = "pair = ['GBR', 'IND']\nbaseline = { period = 2025, amount = '£43B' }\n\
    ///     milestone = [{ multiple = 2, by = 2030 }]";
    /// let pledge = Scenario::from_toml(text, "double.toml")?;
    /// assert_eq!(pledge.aims(), [Aim::Multiple(2.0)]);
    /// assert_eq!(pledge.milestones()[0].amount().to_string(), "86B");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn aims(&self) -> &[Aim] {
        &self.aims
    }

    /// The shape by which the amount moves, where one was given. Without one, [`basis`](Self::basis) says what the
    /// scenario goes by.
    ///
    /// ```
    /// use tradepath::{Scenario, ShapeSpec};
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B");
    /// let builder = builder.milestone_by("10B", 2030);
    /// assert_eq!(builder.clone().build()?.shape(), None);
    /// let smooth = builder.shape(ShapeSpec::Smooth).build()?;
    /// assert_eq!(smooth.shape(), Some(&ShapeSpec::Smooth));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn shape(&self) -> Option<&ShapeSpec> {
        self.shape.as_ref()
    }

    /// The exports and imports at the baseline, seen from the first-named economy, where they were given.
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::Flows};
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B");
    /// let builder = builder.milestone_by("10B", 2030);
    /// assert_eq!(builder.clone().build()?.flows(), None);
    /// let scenario = builder.flows(Flows::new("2B", "1B")?).build()?;
    /// assert_eq!(scenario.flows().unwrap().exports.value(), 2e9);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn flows(&self) -> Option<&Flows> {
        self.flows.as_ref()
    }

    /// The sectors of the turnover, in the order given; empty where none were given.
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::Part};
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B");
    /// let builder = builder.milestone_by("10B", 2030);
    /// let builder = builder.sector(Part::new("grain", "40%".parse()?));
    /// let scenario = builder.sector(Part::new("other", "60%".parse()?)).build()?;
    /// let sectors = scenario.sectors().iter();
    /// let names: Vec<&str> = sectors.map(|part| part.name.as_str()).collect();
    /// assert_eq!(names, ["grain", "other"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn sectors(&self) -> &[Part] {
        &self.sectors
    }

    /// The file from which the history is read, where one was named.
    ///
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// let source = scenario.history_source().unwrap();
    /// assert_eq!(source.file, "../history/india-china.csv");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn history_source(&self) -> Option<&HistorySource> {
        self.history.as_ref()
    }

    /// The file of exchange rates, by its path relative to the scenario's own file, where one was named.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let builder = Scenario::builder("GBR-IND").baseline(2019, "£24B").milestone_by("48B", 2030);
    /// assert_eq!(builder.rates("usd-gbp.csv").build()?.rates_file(), Some("usd-gbp.csv"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn rates_file(&self) -> Option<&str> {
        self.rates.as_deref()
    }

    /// The prices of one period that every amount is in, where the pledge is not nominal.
    pub fn real_prices(&self) -> Option<&RealPrices> {
        self.deflate.as_ref()
    }

    /// The growth of prices that is assumed, where one is.
    pub fn inflation(&self) -> Option<&Inflation> {
        self.inflation.as_ref()
    }

    /// The files of the pledges that this one restates, by their paths relative to the scenario's own file; empty where it
    /// restates none.
    pub fn restates(&self) -> &[String] {
        &self.restates
    }

    /// The prices that every amount is in.
    pub(crate) fn prices(&self) -> Prices {
        self.deflate.as_ref().map_or(Prices::Nominal, |of| Prices::Real { base: of.base, deflator: of.file.clone() })
    }

    /// Remarks kept with the scenario, in the order in which they were given. They have no effect on any figure.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The sources of the pledge and its figures, as texts.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let scenario = Scenario::builder("KAZ-UZB")
    ///     .baseline(2021, "$3B")
    ///     .milestone("5B")
    ///     .note("A pledge without a date.")
    ///     .source("joint statement, December 2021")
    ///     .build()?;
    /// assert_eq!(scenario.notes(), ["A pledge without a date."]);
    /// assert_eq!(scenario.sources(), ["joint statement, December 2021"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// The same scenario with constant growth of the turnover at `rate`, whatever its shape was.
    ///
    /// Flows and sectors that all stated their own growth lose it and keep their shares of the turnover.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let pledge = Scenario::builder("KAZ-UZB")
    ///     .currency("USD")
    ///     .baseline(2021, "3B")
    ///     .milestone("5B")
    ///     .build()?;
    /// assert_eq!(pledge.stated_rate(), None);
    /// let scenario = pledge.with_rate("7%".parse()?);
    /// assert_eq!(scenario.stated_rate(), Some("7%".parse()?));
    /// // At seven percent a year, five billion are reached in 2029.
    /// assert_eq!(scenario.project()?.steps().last().unwrap().period.to_string(), "2029");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn with_rate(mut self, rate: GrowthRate) -> Self {
        self.shape = Some(ShapeSpec::Compound { rate: Some(rate) });
        // Parts that all state their growth determine the turnover, which would contradict the rate.
        if let Some(flows) = self.flows.as_mut().filter(|flows| Mix::of(&flows.parts()).is_some()) {
            (flows.exports_growth, flows.imports_growth) = (None, None);
        }
        if Mix::of(&self.sectors).is_some() {
            self.sectors.iter_mut().for_each(|sector| sector.growth = None);
        }
        self
    }

    /// What determines how the turnover moves; none where no growth is stated and no milestone has a date.
    ///
    /// Flows or sectors that all state their own growth come first, then the shape that was given, then the dated legs.
    ///
    /// ```
    /// let pledge = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// // Its milestones have no dates, and it states no growth.
    /// assert_eq!(pledge.basis(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
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

    /// How the turnover moves: by its flows or sectors where all of these state their growth, by the shape that was
    /// given, or leg by leg where milestones have dates. None where none of these is known.
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

    /// The flows or sectors as a shape of the turnover, where all of them state their growth; none otherwise.
    ///
    /// # Errors
    /// `Contradiction` where the growth of the whole is stated more than once: by flows and sectors, or by one of them
    /// and a shape.
    fn mix(&self) -> Result<Option<Mix>> {
        let flows = self.flows.as_ref().and_then(|flows| Mix::of(&flows.parts()));
        let sectors = Mix::of(&self.sectors);
        let given = [("flows", flows.is_some()), ("sectors", sectors.is_some()), ("shape", self.shape.is_some())];
        let given: Vec<&str> = given.iter().filter(|(_, given)| *given).map(|(name, _)| *name).collect();
        // The flows come first; where both are given, the check below refuses them.
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

    /// The constant growth rate that was stated; none where another shape was, or where flows or sectors determine the
    /// growth.
    ///
    /// ```
    /// use tradepath::{GrowthRate, Scenario, ShapeSpec};
    ///
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B");
    /// let builder = builder.milestone_by("10B", 2030);
    /// let rate = Some("7%".parse::<GrowthRate>()?);
    /// let stated = builder.clone().shape(ShapeSpec::Compound { rate }).build()?;
    /// assert_eq!(stated.stated_rate(), rate);
    /// // A rate that is solved from the dates is not a stated one.
    /// let solved = builder.shape(ShapeSpec::Compound { rate: None }).build()?;
    /// assert_eq!(solved.stated_rate(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn stated_rate(&self) -> Option<GrowthRate> {
        match self.basis() {
            Some(Basis::Rate(rate)) => Some(rate),
            _ => None,
        }
    }

    /// The years from the baseline within which a shape's arrival at an amount is looked for. A later arrival counts as
    /// none.
    pub(crate) const HORIZON_YEARS: f64 = 100.0;
}
