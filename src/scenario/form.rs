//! A scenario as it is written to files, and the rules that it is checked by.
//!
//! Every scenario is first made through this form, from TOML, from JSON, from a builder and from serde, so that the
//! same rules hold for all of them. Errors name the key of the form, which the file reader turns into a line.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    amount::StatedAmount,
    coverage::{Classification, Coverage, Products},
    currency::Currency,
    drivers::cause::DriverForm,
    economy::Partners,
    error::{Error, Result},
    growth::{Baseline, Direction, Milestone, Route},
    period::Period,
    rate::GrowthRate,
    scenario::{
        aim::Aim,
        balance::BalanceGoal,
        base_growth::BaseGrowth,
        due::{Due, month},
        form_parts::{BaselineForm, FlowsForm, MilestoneForm},
        link::Link,
        parts::Part,
        promised::Promised,
        scenario::Scenario,
        shape::ShapeSpec,
        shape_form::{ShapeForm, ShapeTable},
        sources::{HistorySource, Inflation, RealPrices, check_one_of},
        sums::with_sums,
    },
    unit::{Quantity, Unit},
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
    /// The two sides, first-named first: economies, blocs, or lists of economies.
    pub pair: Partners,
    /// The month in which fiscal years end, where a date is one.
    #[serde(default, with = "month", skip_serializing_if = "Option::is_none")]
    pub fiscal_year_ends: Option<u8>,
    /// The currency of every amount; without one, that of the baseline's amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The quantity that every amount is of, where it is no money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Quantity>,
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
    #[serde(
        default,
        deserialize_with = "crate::scenario::form_parts::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
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
    /// The growth that is assumed without the drivers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_growth: Option<BaseGrowth>,
    /// The drivers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub driver: Vec<DriverForm>,
}

impl ScenarioForm {
    /// The title; without one, the names of the two economies.
    pub(super) fn title(&self) -> String {
        self.title.clone().unwrap_or_else(|| self.pair.names().join(" and "))
    }

    /// The unit that is named, or that of the baseline's amount.
    ///
    /// # Errors
    /// `Missing` where neither names one, as no currency is assumed; `Contradiction` for a currency and a quantity;
    /// `NotMoney` where something that needs money is stated of a quantity.
    pub(super) fn measured_in(&self) -> Result<Unit> {
        let stated = Unit::of_fields(self.currency, self.unit).map_err(|error| error.at_key("unit"))?;
        let unit = stated.or(self.baseline.amount.unit()).ok_or_else(|| {
            let hint = "give an ISO 4217 code such as currency = \"USD\", or a quantity such as unit = \"t\"";
            Error::missing("currency", hint).at_key("currency")
        })?;
        let of_history = self.history.as_ref().is_some_and(|history| history.currency.is_some());
        let of_money = [
            ("rates", self.rates.is_some(), "exchange rates"),
            ("deflate", self.deflate.is_some(), "prices of one year"),
            ("inflation", self.inflation.is_some(), "prices that rise"),
            ("history.currency", of_history, "figures in a currency"),
        ];
        for (key, _, what) in of_money.into_iter().filter(|(_, stated, _)| *stated) {
            unit.money_for(what).map_err(|error| error.at_key(key))?;
        }
        Ok(unit)
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
    fn balances(&self, unit: Unit) -> Result<Vec<BalanceGoal>> {
        let of_balance = self.milestone.iter().enumerate().filter(|(_, milestone)| milestone.balance.is_some());
        let goal = |(at, milestone): (usize, &MilestoneForm)| {
            let goal = milestone.balance_goal(self.start()?, self.promised, unit).and_then(|goal| {
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
    fn route(&self, unit: Unit, grows: bool) -> Result<(Route, Vec<Aim>)> {
        let amount = |stated: StatedAmount, key: String| stated.amount_in(unit).map_err(|error| error.at_key(key));
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
            let amount = aim.amount(&baseline, by, unit).map_err(|error| error.at_key(key.clone()))?;
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
        let unit = form.measured_in()?;
        let fiscal = form.resolve_dates()?;
        form.check_flow()?;
        form.check_blocs()?;
        let shape = form.shape.take().map(|shape| match shape {
            ShapeForm::Named(kind) => ShapeTable::new(kind).read(unit),
            ShapeForm::Table(table) => table.read(unit),
        });
        let shape = shape.transpose().map_err(|error| error.under_key("shape"));
        let (route, aims) = form.route(unit, matches!(&shape, Ok(Some(shape)) if shape.is_stated()))?;
        let balances = form.balances(unit)?;
        let of_flows = form.of_flows()?.into_iter().map(|of_flow| Self { fiscal: fiscal.clone(), ..of_flow });
        let of_flows: Vec<Self> = of_flows.collect();
        let (route, aims) = with_sums(route, aims, &of_flows)?;
        let endless = form.endless();
        let coverage = form.coverage()?;
        let baseline = route.baseline().amount();
        let drivers = form.drivers(unit)?;
        let flows = form.flows.take().map(|flows| flows.read(baseline, unit)).transpose();
        crate::scenario::parts::check(&form.sector).map_err(|error| error.under_key("sector"))?;
        let scenario = Self {
            title: form.title(),
            partners: form.pair,
            fiscal: fiscal.clone(),
            unit,
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
            base_growth: form.base_growth,
            drivers,
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

/// The form of a scenario, with its title and unit always written out. It is read back as an equal scenario.
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
        let (currency, unit) = scenario.unit.into_fields();
        Self {
            title: Some(scenario.title),
            pair: scenario.partners,
            fiscal_year_ends: scenario.fiscal.ends,
            currency,
            unit,
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
            base_growth: scenario.base_growth,
            driver: scenario.drivers.into_iter().map(DriverForm::from).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{amount::Amount, scenario::shape::ShapeSpec};

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
