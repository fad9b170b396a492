//! A shape as it is written to files: its name alone, or a table with its parameters.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    amount::{Amount, StatedAmount},
    currency::Currency,
    error::{Error, Result},
    rate::GrowthRate,
    scenario::shape::{Kind, ShapeSpec},
};

/// A shape in a file: its name alone (`"smooth"`), or a table with its kind and parameters.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum ShapeForm {
    Named(Kind),
    Table(Box<ShapeTable>),
}

/// A table with a shape's kind and the parameters of all kinds, of which each kind takes some.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShapeTable {
    kind: Kind,
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    rate: Option<GrowthRate>,
    #[serde(default, serialize_with = "optional_units", skip_serializing_if = "Option::is_none")]
    step: Option<StatedAmount>,
    #[serde(default, serialize_with = "optional_units", skip_serializing_if = "Option::is_none")]
    ceiling: Option<StatedAmount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    damping: Option<f64>,
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    from: Option<GrowthRate>,
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    to: Option<GrowthRate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    over: Option<f64>,
}

impl<'de> Deserialize<'de> for ShapeForm {
    /// Written by hand, because a derived untagged enum would lose the place and the reason of an error.
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

/// Writes an amount as a number: the currency stands in a key of its own.
pub(crate) fn optional_units<S: Serializer>(amount: &Option<StatedAmount>, serializer: S) -> Result<S::Ok, S::Error> {
    amount.map(StatedAmount::amount).serialize(serializer)
}

impl ShapeTable {
    /// A table without parameters.
    pub(crate) fn new(kind: Kind) -> Self {
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

    /// The shape, with its amounts checked to be in the scenario's currency and its keys to belong to its kind.
    pub(crate) fn read(self, currency: Currency) -> Result<ShapeSpec> {
        // The keys that a kind takes. Any other key is refused, as it would be ignored.
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

/// A parameter that its kind of shape cannot do without.
pub(crate) fn needed<T>(parameter: Option<T>, key: &'static str) -> Result<T> {
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

/// Written as in a scenario file: the name alone for a shape without parameters, otherwise a table with its `kind`.
impl Serialize for ShapeSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ShapeForm::from(*self).serialize(serializer)
    }
}
