//! A scenario as it is written to files, and the rules that it is checked by.
//!
//! Every scenario is first made through this form, from TOML, from JSON, from a builder and from serde, so that the
//! same rules hold for all of them. Errors name the key of the form, which the file reader turns into a line.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    amount::{Amount, StatedAmount},
    coverage::{Classification, Coverage, Products},
    currency::Currency,
    economy::Pair,
    error::{Error, Result},
    growth::{Baseline, Direction, Milestone, Route},
    period::{Frequency, Period},
    rate::GrowthRate,
    scenario::{
        aim::Aim,
        balance::{BalanceGoal, StatedBalance},
        due::{Due, FiscalYears, month},
        link::Link,
        parts::{Flows, Part},
        promised::Promised,
        scenario::Scenario,
        shape::ShapeSpec,
        shape_form::{ShapeForm, ShapeTable},
        sources::{HistorySource, Inflation, RealPrices, check_one_of},
        sums::with_sums,
    },
};

/// The keys of a scenario file, before they are checked against one another.
///
/// Unknown keys are refused, so that a misspelt key is not silently ignored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScenarioForm {
    /// The title; without one, the names of the two economies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The two economies, first-named first.
    #[serde(serialize_with = "crate::economy::pair_as_list")]
    pub pair: Pair,
    /// The month in which fiscal years end, where a date is one.
    #[serde(default, with = "month", skip_serializing_if = "Option::is_none")]
    pub fiscal_year_ends: Option<u8>,
    /// The currency of every amount; without one, that of the baseline's amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The flow that every amount is of; without it, the turnover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Direction>,
    /// The day or the period in which the pledge was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Promised>,
    /// What the amounts count; without it, that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// The codes of the products that the amounts count, as a list instead of in the words of `coverage`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<String>>,
    /// Remarks to keep with the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The sources of the pledge and of its figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The file of the history, and whose reports in it are used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<HistorySource>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// The file of exchange rates, by which the history and other pairs' amounts become the scenario's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rates: Option<String>,
    /// The prices of one period that every amount is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deflate: Option<RealPrices>,
    /// The growth of prices that is assumed, for a pledge in nominal amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inflation: Option<Inflation>,
    /// The files of the pledges that this one restates: one path, or a list.
    #[serde(default, deserialize_with = "one_or_more", skip_serializing_if = "Vec::is_empty")]
    pub restates: Vec<String>,
    /// The period and amount at which the route starts.
    pub baseline: BaselineForm,
    /// The amounts to reach, in order.
    #[serde(default)]
    pub milestone: Vec<MilestoneForm>,
    /// The shape by which the turnover moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<ShapeForm>,
    /// The exports and imports at the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flows: Option<FlowsForm>,
    /// The sectors of the turnover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sector: Vec<Part>,
}

/// A baseline in a file, whose amount may name a currency.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BaselineForm {
    /// The period at which the route starts.
    pub period: Due,
    /// The turnover of that period.
    #[serde(serialize_with = "units")]
    pub amount: StatedAmount,
}

/// A milestone in a file. It states one of the first four keys, or a balance; its amount may name a currency.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MilestoneForm {
    /// The turnover to reach.
    #[serde(default, serialize_with = "units_or_none", skip_serializing_if = "Option::is_none")]
    pub amount: Option<StatedAmount>,
    /// How many times the baseline's amount it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple: Option<f64>,
    /// How much more than the baseline's amount it is, as `"50%"` or `0.5`.
    #[serde(default, with = "whole_growth", skip_serializing_if = "Option::is_none")]
    pub growth: Option<f64>,
    /// The growth a year that leads to it by its date.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    pub rate: Option<GrowthRate>,
    /// The flow that it is of; without it, what the pledge is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Direction>,
    /// Instead of an amount, the exports less the imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<StatedBalance>,
    /// The period by which it is to be reached; none for a milestone without a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Due>,
    /// Instead of `by`, a number of years after the pledge was made or, where that is not given, after the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<u32>,
}

impl MilestoneForm {
    /// A milestone that states something by a period, or without a date.
    pub fn new(aim: Aim, by: Option<Period>) -> Self {
        let form = Self { by: by.map(Due::from), ..Self::default() };
        match aim {
            Aim::Amount(amount) => Self { amount: Some(amount), ..form },
            Aim::Multiple(multiple) => Self { multiple: Some(multiple), ..form },
            Aim::Growth(growth) => Self { growth: Some(growth), ..form },
            Aim::Rate(rate) => Self { rate: Some(rate), ..form },
            Aim::Flows(sum) => Self { amount: Some(sum.into()), ..form },
        }
    }

    /// What the milestone states, and by when.
    fn stated(&self, baseline: &Baseline, promised: Option<Promised>) -> Result<(Aim, Option<Period>)> {
        Ok((self.aim()?, self.due(baseline.period(), promised)?))
    }

    /// What the milestone states.
    ///
    /// # Errors
    /// `Missing` where it states nothing; `Contradiction` where it states more than one thing, at the key of the second.
    fn aim(&self) -> Result<Aim> {
        let stated = [
            self.amount.map(Aim::Amount),
            self.multiple.map(Aim::Multiple),
            self.growth.map(Aim::Growth),
            self.rate.map(Aim::Rate),
        ];
        let stated: Vec<Aim> = stated.into_iter().flatten().collect();
        match stated[..] {
            [aim] => Ok(aim),
            [] => {
                let hint = "say what is to be reached: amount = \"10B\", multiple = 2, growth = \"50%\", rate = \"7%\" a year, or balance = 0";
                Err(Error::missing("amount", hint).at_key("amount"))
            }
            [first, second, ..] => {
                let (first, second) = (first.key(), second.key());
                let message = format!("a milestone is stated once, here by its {first} and by its {second}; keep one");
                Err(Error::contradiction(message).at_key(second))
            }
        }
    }

    /// The balance to reach, and by when.
    fn balance_goal(&self, baseline: Period, promised: Option<Promised>, currency: Currency) -> Result<BalanceGoal> {
        let hint = "say what is to be reached";
        let balance = self.balance.ok_or_else(|| Error::missing("balance", hint))?;
        let beside = [
            ("amount", self.amount.is_some()),
            ("multiple", self.multiple.is_some()),
            ("growth", self.growth.is_some()),
            ("rate", self.rate.is_some()),
            ("flow", self.flow.is_some()),
        ];
        if let Some((key, _)) = beside.iter().find(|(_, given)| *given) {
            let message = format!("a milestone is stated once, here by its {key} and by its balance; keep one");
            return Err(Error::contradiction(message).at_key(*key));
        }
        let by = self.due(baseline, promised)?;
        if let Some(by) = by {
            if baseline.periods_until(by).map_err(|error| error.at_key("by"))? <= 0 {
                let message = format!("the balance is due by {by}, but the baseline is {baseline}");
                return Err(Error::contradiction(message).at_key("by"));
            }
        }
        Ok(BalanceGoal { aim: balance.aim(currency).map_err(|error| error.at_key("balance"))?, by })
    }

    /// The period by which it is to be reached.
    ///
    /// # Errors
    /// `Contradiction` for a date beside a number of years, and for years where the baseline is no year; `OutOfRange`
    /// for no years, and for more than a period holds.
    fn due(&self, baseline: Period, promised: Option<Promised>) -> Result<Option<Period>> {
        let by = self.by.map(|by| by.period(None)).transpose()?;
        let Some(years) = self.within else { return Ok(by) };
        let placed = |error: Error| error.at_key("within");
        if let Some(by) = by {
            let message = format!("the milestone is due by {by} and within {years} years; keep one of the two");
            return Err(placed(Error::contradiction(message)));
        }
        if baseline.frequency() != Frequency::Annual {
            let message =
                format!("`within` counts years, and the baseline is {baseline}; write by = a period of its length");
            return Err(placed(Error::contradiction(message)));
        }
        if years == 0 {
            return Err(placed(Error::out_of_range("the number of years", years, "1 or more")));
        }
        let from = promised.map_or(baseline.calendar_year(), |promised| promised.period().calendar_year());
        let by = i64::from(from) + i64::from(years);
        // A year that is no year of a period is refused with its own number.
        Period::year(i32::try_from(by).unwrap_or(i32::MAX)).map(Some).map_err(placed)
    }
}

/// The flows in a file, whose amounts may name a currency.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowsForm {
    /// The flow from the first-named economy to the second.
    #[serde(serialize_with = "units")]
    pub exports: StatedAmount,
    /// The flow from the second-named economy to the first.
    #[serde(serialize_with = "units")]
    pub imports: StatedAmount,
    /// The exports' own annual growth rate.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    pub exports_growth: Option<GrowthRate>,
    /// The imports' own annual growth rate.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    pub imports_growth: Option<GrowthRate>,
}

/// Growth over a whole time, written as growth a year is: `"50%"`, or `0.5`.
mod whole_growth {
    use serde::{Deserializer, Serialize, Serializer};

    use crate::rate::{GrowthRate, stated};

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
        Ok(stated::deserialize(deserializer)?.map(GrowthRate::effective))
    }

    pub fn serialize<S: Serializer>(growth: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        match growth.map(GrowthRate::from_effective) {
            Some(Ok(rate)) => stated::serialize(&Some(rate), serializer),
            // No scenario has such a growth.
            _ => growth.serialize(serializer),
        }
    }
}

/// Writes an amount as a number of units: the scenario names its currency once, in a key of its own.
fn units<S: Serializer>(amount: &StatedAmount, serializer: S) -> Result<S::Ok, S::Error> {
    amount.amount().serialize(serializer)
}

/// As [`units`], of an amount that may be left out.
fn units_or_none<S: Serializer>(amount: &Option<StatedAmount>, serializer: S) -> Result<S::Ok, S::Error> {
    amount.map(StatedAmount::amount).serialize(serializer)
}

impl FlowsForm {
    /// The flows, checked to be in the scenario's currency and to add up to its baseline.
    ///
    /// # Errors
    /// `MixedCurrencies` or `Contradiction`, at the key of the flow.
    fn read(self, baseline: Amount, currency: Currency) -> Result<Flows> {
        let exports = self.exports.amount_in(currency).map_err(|error| error.at_key("exports"))?;
        let imports = self.imports.amount_in(currency).map_err(|error| error.at_key("imports"))?;
        let flows =
            Flows { exports, imports, exports_growth: self.exports_growth, imports_growth: self.imports_growth };
        flows.check(baseline)?;
        Ok(flows)
    }
}

impl From<Flows> for FlowsForm {
    fn from(flows: Flows) -> Self {
        Self {
            exports: flows.exports.into(),
            imports: flows.imports.into(),
            exports_growth: flows.exports_growth,
            imports_growth: flows.imports_growth,
        }
    }
}

impl ScenarioForm {
    /// The title; without one, the names of the two economies.
    pub(super) fn title(&self) -> String {
        let names = || format!("{} and {}", self.pair.first().name(), self.pair.second().name());
        self.title.clone().unwrap_or_else(names)
    }

    /// Puts calendar years in the place of fiscal years and of the ends of years, and returns which year stands for which
    /// fiscal year.
    ///
    /// # Errors
    /// `Missing` for a fiscal year without the month in which it ends, `Contradiction` for a month without a fiscal year
    /// and for a date within a year beside an annual baseline, at the key of the date.
    fn resolve_dates(&mut self) -> Result<FiscalYears> {
        let ends = self.fiscal_year_ends;
        let mut years = Vec::new();
        let mut resolved = |due: Due, period: Result<Period>, key: &dyn Fn() -> String| {
            let period = period.map_err(|error| error.at_key(key()))?;
            years.extend(due.fiscal().map(|year| (period, year)));
            Ok::<Period, Error>(period)
        };
        let start = self.baseline.period;
        let baseline = resolved(start, start.period(ends), &|| "baseline.period".to_owned())?;
        self.baseline.period = baseline.into();
        for (at, milestone) in self.milestone.iter_mut().enumerate() {
            if let Some(by) = milestone.by {
                let period = resolved(by, by.beside(baseline, ends), &|| format!("milestone[{at}].by"))?;
                milestone.by = Some(period.into());
            }
        }
        if let (Some(_), true) = (ends, years.is_empty()) {
            let message = "it says when fiscal years end, and no date is one, such as FY2030; leave it out";
            return Err(Error::contradiction(message).at_key("fiscal_year_ends"));
        }
        Ok(FiscalYears { ends, years })
    }

    /// The period at which the route starts, after [`resolve_dates`](Self::resolve_dates).
    fn start(&self) -> Result<Period> {
        self.baseline.period.period(self.fiscal_year_ends)
    }

    /// The currency that is named, or that of the baseline's amount.
    ///
    /// # Errors
    /// `Missing` where neither names one. No currency is assumed.
    fn currency(&self) -> Result<Currency> {
        self.currency.or(self.baseline.amount.currency()).ok_or_else(|| {
            Error::missing("currency", "give an ISO 4217 code such as currency = \"USD\"").at_key("currency")
        })
    }

    /// The growth a year that the pledge states without an end: by its only milestone that is not of another flow and no
    /// balance.
    fn endless(&self) -> Option<GrowthRate> {
        let mut of_route = self.milestone.iter().filter(|milestone| self.is_of_route(milestone));
        let (Some(only), None) = (of_route.next(), of_route.next()) else { return None };
        let stated = [only.amount.is_some(), only.multiple.is_some(), only.growth.is_some()];
        let undated = only.by.is_none() && only.within.is_none();
        only.rate.filter(|_| undated && !stated.contains(&true))
    }

    /// Whether a milestone is one of the route: an amount of what the pledge is of.
    fn is_of_route(&self, milestone: &MilestoneForm) -> bool {
        milestone.balance.is_none() && (milestone.flow.is_none() || milestone.flow == self.flow)
    }

    /// The balances that the pledge aims at.
    ///
    /// # Errors
    /// At the key of the milestone: `Missing` without the flows at the baseline, `Contradiction` for an amount beside the
    /// balance and for a date that is not after the baseline.
    fn balances(&self, currency: Currency) -> Result<Vec<BalanceGoal>> {
        let of_balance = self.milestone.iter().enumerate().filter(|(_, milestone)| milestone.balance.is_some());
        let goal = |(at, milestone): (usize, &MilestoneForm)| {
            let goal = milestone.balance_goal(self.start()?, self.promised, currency).and_then(|goal| {
                let hint = "a balance is of exports and imports: state both at the baseline, flows = { exports = \"8B\", imports = \"12B\" }";
                self.flows.is_some().then_some(goal).ok_or_else(|| Error::missing("flows", hint).at_key("balance"))
            });
            goal.map_err(|error| error.under_key(&format!("milestone[{at}]")))
        };
        let goals: Vec<BalanceGoal> = of_balance.map(goal).collect::<Result<_>>()?;
        let twice = goals.iter().enumerate().find(|(at, goal)| goals[..*at].iter().any(|before| before.by == goal.by));
        match twice {
            Some((_, goal)) => {
                let by = goal.by.map_or("without a date".to_owned(), |by| format!("by {by}"));
                Err(Error::contradiction(format!("two balances are pledged {by}; keep one")).at_key("milestone"))
            }
            None => Ok(goals),
        }
    }

    /// The route, and what each of its milestones states, with errors at the key of the amount or date that is wrong,
    /// such as `milestone[1].by`. A pledge without an amount to reach has an open route where it `grows` by a stated shape,
    /// or where it aims at flows or balances.
    fn route(&self, currency: Currency, grows: bool) -> Result<(Route, Vec<Aim>)> {
        let amount = |stated: StatedAmount, key: String| stated.amount_in(currency).map_err(|error| error.at_key(key));
        let start = amount(self.baseline.amount, "baseline.amount".into())?;
        let baseline = Baseline::new(self.start()?, start).map_err(|error| error.at_key("baseline.amount"))?;
        let of_route: Vec<(usize, &MilestoneForm)> =
            self.milestone.iter().enumerate().filter(|(_, milestone)| self.is_of_route(milestone)).collect();
        if self.endless().is_some() || (of_route.is_empty() && (grows || !self.milestone.is_empty())) {
            return Ok((Route::open(baseline), Vec::new()));
        }
        if of_route.is_empty() {
            let hint = "say what is to be reached: an amount, a multiple of the baseline, or a growth a year";
            return Err(Error::missing("milestone", hint).at_key("milestone"));
        }
        let places: Vec<usize> = of_route.iter().map(|(at, _)| *at).collect();
        let milestones = of_route.into_iter().map(|(at, form)| {
            let (aim, by) =
                form.stated(&baseline, self.promised).map_err(|error| error.under_key(&format!("milestone[{at}]")))?;
            let key = format!("milestone[{at}].{}", aim.key());
            let amount = aim.amount(&baseline, by, currency).map_err(|error| error.at_key(key.clone()))?;
            let aim = if let Aim::Amount(_) = aim { amount.into() } else { aim };
            Ok((aim, Milestone::new(amount, by).map_err(|error| error.at_key(key))?))
        });
        let (aims, milestones): (Vec<Aim>, Vec<Milestone>) =
            milestones.collect::<Result<Vec<_>>>()?.into_iter().unzip();
        let route = Route::new(baseline, milestones).map_err(|error| error.with_key(|key| in_file(key, &places)))?;
        Ok((route, aims))
    }

    /// What the amounts count, where the scenario says so.
    ///
    /// # Errors
    /// `Contradiction` where it says so twice; the errors of [`Products::new`].
    fn coverage(&self) -> Result<Option<Coverage>> {
        let Some(codes) = &self.products else { return Ok(self.coverage.clone()) };
        if self.coverage.is_some() {
            let message = "what the amounts count is stated once, here by `coverage` and by `products`; keep one";
            return Err(Error::contradiction(message).at_key("products"));
        }
        let products =
            Products::new(Classification::Harmonised(None), codes).map_err(|error| error.at_key("products"))?;
        Ok(Some(Coverage::Products(products)))
    }
}

/// Written with the keys of a scenario file, amounts as numbers of units.
impl Serialize for Scenario {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ScenarioForm::from(self.clone()).serialize(serializer)
    }
}

/// Reads the keys of a scenario file, with the same checks.
impl<'de> Deserialize<'de> for Scenario {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ScenarioForm::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

/// The shape of a pledge, where it states a growth a year without an end; such a growth is a shape.
///
/// # Errors
/// `Contradiction` for a shape beside such a growth.
fn of_growth(endless: Option<GrowthRate>, shape: Option<ShapeSpec>) -> Result<Option<ShapeSpec>> {
    match (endless, shape) {
        (Some(_), Some(shape)) => {
            let message = format!(
                "the growth is stated twice, by a milestone without a date and by the shape {}; keep one",
                shape.name()
            );
            Err(Error::contradiction(message).at_key("shape"))
        }
        (Some(rate), None) => Ok(Some(ShapeSpec::Compound { rate: Some(rate) })),
        (None, shape) => Ok(shape),
    }
}

/// The growth of prices that is assumed.
fn inflation_of(inflation: Option<Inflation>, real: Option<&RealPrices>) -> Result<Option<Inflation>> {
    check_one_of(inflation.as_ref(), real)?;
    inflation.map(Inflation::checked).transpose().map_err(|error| error.under_key("inflation"))
}

/// Reads one text, or a list of texts.
fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct Texts;

    impl<'de> de::Visitor<'de> for Texts {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the path of a scenario, or a list of paths")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(vec![text.to_owned()])
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(de::value::SeqAccessDeserializer::new(list))
        }
    }

    deserializer.deserialize_any(Texts)
}

/// Refuses a bloc that had no members when the route starts.
fn check_blocs(pair: Pair, baseline: Period) -> Result<()> {
    let sides = [pair.first(), pair.second()];
    match sides.into_iter().find(|side| side.is_bloc() && side.members(baseline).is_empty()) {
        Some(bloc) => {
            let message = format!("{bloc} had no members in {baseline}; start from a period in which it existed");
            Err(Error::contradiction(message).at_key("baseline.period"))
        }
        None => Ok(()),
    }
}

/// The key of a chosen milestone as that of the same milestone in the whole list.
pub(super) fn in_file(key: &str, places: &[usize]) -> String {
    let rest = key.strip_prefix("milestone[").and_then(|rest| rest.split_once(']'));
    let Some((at, rest)) = rest else { return key.to_owned() };
    match at.parse::<usize>().ok().and_then(|at| places.get(at)) {
        Some(place) => format!("milestone[{place}]{rest}"),
        None => key.to_owned(),
    }
}

/// The check by which every scenario is first made: of each key, and of the keys against one another.
impl TryFrom<ScenarioForm> for Scenario {
    type Error = Error;

    fn try_from(mut form: ScenarioForm) -> Result<Self> {
        let currency = form.currency()?;
        let fiscal = form.resolve_dates()?;
        form.check_flow()?;
        check_blocs(form.pair, form.start()?)?;
        let shape = form.shape.take().map(|shape| match shape {
            ShapeForm::Named(kind) => ShapeTable::new(kind).read(currency),
            ShapeForm::Table(table) => table.read(currency),
        });
        let shape = shape.transpose().map_err(|error| error.under_key("shape"));
        let (route, aims) = form.route(currency, matches!(&shape, Ok(Some(shape)) if shape.is_stated()))?;
        let balances = form.balances(currency)?;
        let of_flows = form.of_flows()?.into_iter().map(|of_flow| Self { fiscal: fiscal.clone(), ..of_flow });
        let of_flows: Vec<Self> = of_flows.collect();
        let (route, aims) = with_sums(route, aims, &of_flows)?;
        let endless = form.endless();
        let coverage = form.coverage()?;
        let baseline = route.baseline().amount();
        let flows = form.flows.take().map(|flows| flows.read(baseline, currency)).transpose();
        crate::scenario::parts::check(&form.sector).map_err(|error| error.under_key("sector"))?;
        let scenario = Self {
            title: form.title(),
            pair: form.pair,
            fiscal: fiscal.clone(),
            currency,
            flow: form.flow,
            promised: form.promised,
            coverage,
            route,
            aims,
            of_flows,
            balances,
            shape: of_growth(endless, shape?)?,
            flows: flows.map_err(|error| error.under_key("flows"))?,
            sectors: form.sector,
            history: form.history,
            rates: form.rates,
            inflation: inflation_of(form.inflation, form.deflate.as_ref())?,
            deflate: form.deflate,
            restates: form.restates,
            link: form.link,
            notes: form.notes,
            sources: form.sources,
        };
        // A shape that cannot be solved, such as one with a ceiling under the target, is refused here and not where the
        // scenario is used. So are parts whose own growth exceeds the turnover, which only a projection shows.
        scenario.path()?;
        let of_balance = form.milestone.iter().enumerate().filter(|(_, milestone)| milestone.balance.is_some());
        let places: Vec<usize> = of_balance.map(|(at, _)| at).collect();
        scenario.balance_needs().map_err(|error| {
            let at = error.position().key.as_deref().and_then(|key| key.parse::<usize>().ok()).unwrap_or(0);
            error.with_key(|_| format!("milestone[{}].balance", places.get(at).copied().unwrap_or(0)))
        })?;
        if scenario.flows.is_some() || !scenario.sectors.is_empty() {
            scenario.project()?;
        }
        Ok(scenario)
    }
}

/// The form of a scenario, with its title and currency always written out. It is read back as an equal scenario.
impl From<Scenario> for ScenarioForm {
    fn from(scenario: Scenario) -> Self {
        let baseline = scenario.route.baseline();
        let (period, amount) = (baseline.period(), baseline.amount());
        let milestones = scenario.aims.iter().zip(scenario.route.milestones());
        // What follows from the flows' milestones is found again.
        let milestones = milestones.filter(|(aim, _)| !matches!(aim, Aim::Flows(_)));
        let of_route = milestones.map(|(aim, at)| MilestoneForm::new(*aim, at.by()));
        let of_flows = scenario.of_flows.iter().flat_map(|of_flow| {
            let milestones = of_flow.aims.iter().zip(of_flow.route.milestones());
            milestones.map(|(aim, at)| MilestoneForm { flow: of_flow.flow, ..MilestoneForm::new(*aim, at.by()) })
        });
        let balances = scenario.balances.iter().map(|goal| MilestoneForm {
            balance: Some(goal.aim.into()),
            by: goal.by.map(Due::from),
            ..MilestoneForm::default()
        });
        let due = |by: Period| scenario.fiscal_year(by).map_or(Due::Period(by), Due::FiscalYear);
        let dated = |form: MilestoneForm| {
            let by = form.by.and_then(|by| by.period(None).ok());
            MilestoneForm { by: by.map(due), ..form }
        };
        let milestone = of_route.chain(of_flows).chain(balances).map(dated).collect();
        let period = due(period);
        Self {
            title: Some(scenario.title),
            pair: scenario.pair,
            fiscal_year_ends: scenario.fiscal.ends,
            currency: Some(scenario.currency),
            flow: scenario.flow,
            promised: scenario.promised,
            coverage: scenario.coverage,
            products: None,
            notes: scenario.notes,
            sources: scenario.sources,
            history: scenario.history,
            rates: scenario.rates,
            deflate: scenario.deflate,
            inflation: scenario.inflation,
            restates: scenario.restates,
            link: scenario.link,
            baseline: BaselineForm { period, amount: amount.into() },
            milestone,
            shape: scenario.shape.map(ShapeForm::from),
            flows: scenario.flows.map(FlowsForm::from),
            sector: scenario.sectors,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shape::ShapeSpec;

    #[test]
    fn a_shape_is_called_the_same_in_a_file_and_in_words() {
        let (ceiling, rate) = (Amount::ZERO, None);
        for spec in [
            ShapeSpec::Compound { rate },
            ShapeSpec::Linear { step: None },
            ShapeSpec::Logistic { ceiling, rate },
            ShapeSpec::Gompertz { ceiling, rate },
            ShapeSpec::Damped { damping: 1.0, rate },
            ShapeSpec::Ramp { from: GrowthRate::ZERO, to: None, over: 1.0 },
            ShapeSpec::ByLeg,
            ShapeSpec::Smooth,
        ] {
            let written = serde_json::to_value(spec).unwrap();
            let kind = written.get("kind").unwrap_or(&written);
            assert_eq!(kind, spec.name());
        }
    }
}
