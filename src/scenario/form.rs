//! A scenario as it is written down, and the rules it must keep.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Flows, HistorySource, Part, Scenario, ShapeSpec, parts, shape::Kind};
use crate::{
    amount::{Amount, StatedAmount},
    currency::Currency,
    economy::Pair,
    error::{Error, Result},
    growth::{Baseline, Milestone, Route},
    period::Period,
    rate::{self, GrowthRate},
};

/// The keys of a scenario file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub pair: Pair,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Period>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<HistorySource>,
    pub baseline: BaselineForm,
    #[serde(default)]
    pub milestone: Vec<MilestoneForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<ShapeForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flows: Option<FlowsForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sector: Vec<Part>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BaselineForm {
    pub period: Period,
    #[serde(serialize_with = "units")]
    pub amount: StatedAmount,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MilestoneForm {
    #[serde(serialize_with = "units")]
    pub amount: StatedAmount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Period>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FlowsForm {
    #[serde(serialize_with = "units")]
    pub exports: StatedAmount,
    #[serde(serialize_with = "units")]
    pub imports: StatedAmount,
    #[serde(default, with = "rate::stated", skip_serializing_if = "Option::is_none")]
    pub exports_growth: Option<GrowthRate>,
    #[serde(default, with = "rate::stated", skip_serializing_if = "Option::is_none")]
    pub imports_growth: Option<GrowthRate>,
}

/// A shape by its name alone, or a table with its parameters.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum ShapeForm {
    Named(Kind),
    Table(Box<ShapeTable>),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShapeTable {
    kind: Kind,
    #[serde(default, with = "rate::stated", skip_serializing_if = "Option::is_none")]
    rate: Option<GrowthRate>,
    #[serde(default, serialize_with = "optional_units", skip_serializing_if = "Option::is_none")]
    step: Option<StatedAmount>,
    #[serde(default, serialize_with = "optional_units", skip_serializing_if = "Option::is_none")]
    ceiling: Option<StatedAmount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    damping: Option<f64>,
    #[serde(default, with = "rate::stated", skip_serializing_if = "Option::is_none")]
    from: Option<GrowthRate>,
    #[serde(default, with = "rate::stated", skip_serializing_if = "Option::is_none")]
    to: Option<GrowthRate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    over: Option<f64>,
}

impl<'de> Deserialize<'de> for ShapeForm {
    /// By hand, because an untagged enum would lose the place and the reason of an error.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ShapeVisitor;

        impl<'de> de::Visitor<'de> for ShapeVisitor {
            type Value = ShapeForm;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a shape's name such as \"smooth\", or a table with its kind and parameters")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<ShapeForm, E> {
                Kind::deserialize(de::value::StrDeserializer::new(name)).map(ShapeForm::Named)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<ShapeForm, A::Error> {
                let table = ShapeTable::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(ShapeForm::Table(Box::new(table)))
            }
        }

        deserializer.deserialize_any(ShapeVisitor)
    }
}

fn units<S: Serializer>(amount: &StatedAmount, serializer: S) -> Result<S::Ok, S::Error> {
    amount.amount().serialize(serializer)
}

fn optional_units<S: Serializer>(amount: &Option<StatedAmount>, serializer: S) -> Result<S::Ok, S::Error> {
    amount.map(StatedAmount::amount).serialize(serializer)
}

impl ShapeTable {
    fn new(kind: Kind) -> Self {
        Self { kind, rate: None, step: None, ceiling: None, damping: None, from: None, to: None, over: None }
    }

    /// The parameters that are given, by their keys.
    fn given(&self) -> impl Iterator<Item = &'static str> {
        let keys = [
            ("rate", self.rate.is_some()),
            ("step", self.step.is_some()),
            ("ceiling", self.ceiling.is_some()),
            ("damping", self.damping.is_some()),
            ("from", self.from.is_some()),
            ("to", self.to.is_some()),
            ("over", self.over.is_some()),
        ];
        keys.into_iter().filter(|(_, given)| *given).map(|(key, _)| key)
    }

    fn read(self, currency: Currency) -> Result<ShapeSpec> {
        let accepted: &[&str] = match self.kind {
            Kind::Compound => &["rate"],
            Kind::Linear => &["step"],
            Kind::Logistic | Kind::Gompertz => &["ceiling", "rate"],
            Kind::Damped => &["damping", "rate"],
            Kind::Ramp => &["from", "to", "over"],
            Kind::ByLeg | Kind::Smooth => &[],
        };
        if let Some(foreign) = self.given().find(|key| !accepted.contains(key)) {
            let takes = if accepted.is_empty() { "no parameters".to_owned() } else { accepted.join(" and ") };
            return Err(
                Error::contradiction(format!("this kind of shape takes {takes}, not {foreign}")).at_key(foreign)
            );
        }
        let amount_in = |amount: StatedAmount, key| amount.amount_in(currency).map_err(|error| error.at_key(key));
        let ceiling = |ceiling: Option<StatedAmount>| amount_in(needed(ceiling, "ceiling")?, "ceiling");
        Ok(match self.kind {
            Kind::Compound => ShapeSpec::Compound { rate: self.rate },
            Kind::Linear => ShapeSpec::Linear { step: self.step.map(|step| amount_in(step, "step")).transpose()? },
            Kind::Logistic => ShapeSpec::Logistic { ceiling: ceiling(self.ceiling)?, rate: self.rate },
            Kind::Gompertz => ShapeSpec::Gompertz { ceiling: ceiling(self.ceiling)?, rate: self.rate },
            Kind::Damped => ShapeSpec::Damped { damping: needed(self.damping, "damping")?, rate: self.rate },
            Kind::Ramp => {
                ShapeSpec::Ramp { from: needed(self.from, "from")?, to: self.to, over: needed(self.over, "over")? }
            }
            Kind::ByLeg => ShapeSpec::ByLeg,
            Kind::Smooth => ShapeSpec::Smooth,
        })
    }
}

fn needed<T>(parameter: Option<T>, key: &'static str) -> Result<T> {
    parameter.ok_or_else(|| Error::missing(key, "this kind of shape needs one").at_key(key))
}

impl From<ShapeSpec> for ShapeForm {
    fn from(spec: ShapeSpec) -> Self {
        let stated = |amount: Amount| Some(StatedAmount::from(amount));
        let table = |table| Self::Table(Box::new(table));
        match spec {
            ShapeSpec::ByLeg => Self::Named(Kind::ByLeg),
            ShapeSpec::Smooth => Self::Named(Kind::Smooth),
            ShapeSpec::Compound { rate } => table(ShapeTable { rate, ..ShapeTable::new(Kind::Compound) }),
            ShapeSpec::Linear { step } => {
                table(ShapeTable { step: step.map(StatedAmount::from), ..ShapeTable::new(Kind::Linear) })
            }
            ShapeSpec::Logistic { ceiling, rate } => {
                table(ShapeTable { ceiling: stated(ceiling), rate, ..ShapeTable::new(Kind::Logistic) })
            }
            ShapeSpec::Gompertz { ceiling, rate } => {
                table(ShapeTable { ceiling: stated(ceiling), rate, ..ShapeTable::new(Kind::Gompertz) })
            }
            ShapeSpec::Damped { damping, rate } => {
                table(ShapeTable { damping: Some(damping), rate, ..ShapeTable::new(Kind::Damped) })
            }
            ShapeSpec::Ramp { from, to, over } => {
                table(ShapeTable { from: Some(from), to, over: Some(over), ..ShapeTable::new(Kind::Ramp) })
            }
        }
    }
}

impl FlowsForm {
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
    fn currency(&self) -> Result<Currency> {
        self.currency.or(self.baseline.amount.currency()).ok_or_else(|| {
            Error::missing("currency", "give an ISO 4217 code such as currency = \"USD\"").at_key("currency")
        })
    }

    fn route(&self, currency: Currency) -> Result<Route> {
        let amount = |stated: StatedAmount, key: String| stated.amount_in(currency).map_err(|error| error.at_key(key));
        let start = amount(self.baseline.amount, "baseline.amount".into())?;
        let baseline = Baseline::new(self.baseline.period, start).map_err(|error| error.at_key("baseline.amount"))?;
        let milestones = self.milestone.iter().enumerate().map(|(at, form)| {
            let key = format!("milestone[{at}].amount");
            Milestone::new(amount(form.amount, key.clone())?, form.by).map_err(|error| error.at_key(key))
        });
        Route::new(baseline, milestones.collect::<Result<_>>()?)
    }
}

impl TryFrom<ScenarioForm> for Scenario {
    type Error = Error;

    fn try_from(form: ScenarioForm) -> Result<Self> {
        let currency = form.currency()?;
        let route = form.route(currency)?;
        let baseline = route.baseline().amount();
        let flows = form.flows.map(|flows| flows.read(baseline, currency)).transpose();
        let shape = form.shape.map(|shape| match shape {
            ShapeForm::Named(kind) => ShapeTable::new(kind).read(currency),
            ShapeForm::Table(table) => table.read(currency),
        });
        parts::check(&form.sector).map_err(|error| error.under_key("sector"))?;
        let pair = form.pair;
        let scenario = Self {
            title: form.title.unwrap_or_else(|| format!("{} and {}", pair.first().name(), pair.second().name())),
            pair,
            currency,
            promised: form.promised,
            route,
            shape: shape.transpose().map_err(|error| error.under_key("shape"))?,
            flows: flows.map_err(|error| error.under_key("flows"))?,
            sectors: form.sector,
            history: form.history,
            notes: form.notes,
            sources: form.sources,
        };
        // What cannot be solved, such as a ceiling under the target, is an error of the file and not of its use; so are
        // parts that outgrow the whole.
        scenario.path()?;
        if scenario.flows.is_some() || !scenario.sectors.is_empty() {
            scenario.project()?;
        }
        Ok(scenario)
    }
}

impl From<Scenario> for ScenarioForm {
    fn from(scenario: Scenario) -> Self {
        let baseline = scenario.route.baseline();
        let (period, amount) = (baseline.period(), baseline.amount());
        let milestone = scenario.route.milestones().iter();
        let milestone = milestone.map(|at| MilestoneForm { amount: at.amount().into(), by: at.by() }).collect();
        Self {
            title: Some(scenario.title),
            pair: scenario.pair,
            currency: Some(scenario.currency),
            promised: scenario.promised,
            notes: scenario.notes,
            sources: scenario.sources,
            history: scenario.history,
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
