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
    growth::{Baseline, Milestone, Route},
    period::{Frequency, Period},
    rate::GrowthRate,
    scenario::{
        aim::Aim,
        link::Link,
        parts::{Flows, Part},
        promised::Promised,
        scenario::{HistorySource, Scenario},
        shape_form::{ShapeForm, ShapeTable},
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
    /// The currency of every amount; without one, that of the baseline's amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
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
    pub period: Period,
    /// The turnover of that period.
    #[serde(serialize_with = "units")]
    pub amount: StatedAmount,
}

/// A milestone in a file. It states one of the first four keys; its amount may name a currency.
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
    /// The period by which it is to be reached; none for a milestone without a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Period>,
    /// Instead of `by`, a number of years after the pledge was made or, where that is not given, after the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<u32>,
}

impl MilestoneForm {
    /// A milestone that states something by a period, or without a date.
    pub fn new(aim: Aim, by: Option<Period>) -> Self {
        let form = Self { by, ..Self::default() };
        match aim {
            Aim::Amount(amount) => Self { amount: Some(amount), ..form },
            Aim::Multiple(multiple) => Self { multiple: Some(multiple), ..form },
            Aim::Growth(growth) => Self { growth: Some(growth), ..form },
            Aim::Rate(rate) => Self { rate: Some(rate), ..form },
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
                let hint = "say what is to be reached: amount = \"10B\", multiple = 2, growth = \"50%\", or rate = \"7%\" a year";
                Err(Error::missing("amount", hint).at_key("amount"))
            }
            [first, second, ..] => {
                let (first, second) = (first.key(), second.key());
                let message = format!("a milestone is stated once, here by its {first} and by its {second}; keep one");
                Err(Error::contradiction(message).at_key(second))
            }
        }
    }

    /// The period by which it is to be reached.
    ///
    /// # Errors
    /// `Contradiction` for a date beside a number of years, and for years where the baseline is no year; `OutOfRange`
    /// for no years, and for more than a period holds.
    fn due(&self, baseline: Period, promised: Option<Promised>) -> Result<Option<Period>> {
        let Some(years) = self.within else { return Ok(self.by) };
        let placed = |error: Error| error.at_key("within");
        if let Some(by) = self.by {
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
    /// The currency that is named, or that of the baseline's amount.
    ///
    /// # Errors
    /// `Missing` where neither names one. No currency is assumed.
    fn currency(&self) -> Result<Currency> {
        self.currency.or(self.baseline.amount.currency()).ok_or_else(|| {
            Error::missing("currency", "give an ISO 4217 code such as currency = \"USD\"").at_key("currency")
        })
    }

    /// The route, and what each of its milestones states, with errors at the key of the amount or date that is wrong,
    /// such as `milestone[1].by`.
    fn route(&self, currency: Currency) -> Result<(Route, Vec<Aim>)> {
        let amount = |stated: StatedAmount, key: String| stated.amount_in(currency).map_err(|error| error.at_key(key));
        let start = amount(self.baseline.amount, "baseline.amount".into())?;
        let baseline = Baseline::new(self.baseline.period, start).map_err(|error| error.at_key("baseline.amount"))?;
        if self.milestone.is_empty() {
            let hint =
                "say what is to be reached: an amount, a multiple of the baseline, or a growth a year until a date";
            return Err(Error::missing("milestone", hint).at_key("milestone"));
        }
        let milestones = self.milestone.iter().enumerate().map(|(at, form)| {
            let (aim, by) =
                form.stated(&baseline, self.promised).map_err(|error| error.under_key(&format!("milestone[{at}]")))?;
            let key = format!("milestone[{at}].{}", aim.key());
            let amount = aim.amount(&baseline, by, currency).map_err(|error| error.at_key(key.clone()))?;
            let aim = if let Aim::Amount(_) = aim { amount.into() } else { aim };
            Ok((aim, Milestone::new(amount, by).map_err(|error| error.at_key(key))?))
        });
        let (aims, milestones): (Vec<Aim>, Vec<Milestone>) =
            milestones.collect::<Result<Vec<_>>>()?.into_iter().unzip();
        Ok((Route::new(baseline, milestones)?, aims))
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

/// The check by which every scenario is first made: of each key, and of the keys against one another.
impl TryFrom<ScenarioForm> for Scenario {
    type Error = Error;

    fn try_from(form: ScenarioForm) -> Result<Self> {
        let currency = form.currency()?;
        let (route, aims) = form.route(currency)?;
        let coverage = form.coverage()?;
        let baseline = route.baseline().amount();
        let flows = form.flows.map(|flows| flows.read(baseline, currency)).transpose();
        let shape = form.shape.map(|shape| match shape {
            ShapeForm::Named(kind) => ShapeTable::new(kind).read(currency),
            ShapeForm::Table(table) => table.read(currency),
        });
        crate::scenario::parts::check(&form.sector).map_err(|error| error.under_key("sector"))?;
        let pair = form.pair;
        let scenario = Self {
            title: form.title.unwrap_or_else(|| format!("{} and {}", pair.first().name(), pair.second().name())),
            pair,
            currency,
            promised: form.promised,
            coverage,
            route,
            aims,
            shape: shape.transpose().map_err(|error| error.under_key("shape"))?,
            flows: flows.map_err(|error| error.under_key("flows"))?,
            sectors: form.sector,
            history: form.history,
            link: form.link,
            notes: form.notes,
            sources: form.sources,
        };
        // A shape that cannot be solved, such as one with a ceiling under the target, is refused here and not where the
        // scenario is used. So are parts whose own growth exceeds the turnover, which only a projection shows.
        scenario.path()?;
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
        let milestone = milestones.map(|(aim, at)| MilestoneForm::new(*aim, at.by())).collect();
        Self {
            title: Some(scenario.title),
            pair: scenario.pair,
            currency: Some(scenario.currency),
            promised: scenario.promised,
            coverage: scenario.coverage,
            products: None,
            notes: scenario.notes,
            sources: scenario.sources,
            history: scenario.history,
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
