//! A shape as it is written to files: its name alone, or a table with its parameters.
//!
//! Files have one flat table for all shapes. Here it is checked that a table has the parameters of its kind and no
//! others, and that its amounts are in the scenario's currency.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    amount::{Amount, StatedAmount},
    error::{Error, Result},
    rate::GrowthRate,
    scenario::shape::{Kind, ShapeSpec},
    unit::Unit,
};

/// A shape in a file: its name alone (`"smooth"`), or a table with its kind and parameters.
///
/// ```text
/// shape = "smooth"
/// shape = { kind = "logistic", ceiling = "15B", rate = "20%" }
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum ShapeForm {
    /// A name alone, for a shape without parameters or one whose parameters are all solved.
    Named(Kind),
    /// A table. It is boxed, because it is many times as large as a name.
    Table(Box<ShapeTable>),
}

/// A table with a shape's kind and the parameters of all kinds, of which each kind takes some. Unknown keys are
/// refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShapeTable {
    /// The name of the shape.
    kind: Kind,
    /// The annual growth rate: of a compound shape throughout, of the others at the start.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    rate: Option<GrowthRate>,
    /// The sum that a linear shape adds each year.
    #[serde(default, serialize_with = "optional_units", skip_serializing_if = "Option::is_none")]
    step: Option<StatedAmount>,
    /// The amount that a logistic or Gompertz shape approaches.
    #[serde(default, serialize_with = "optional_units", skip_serializing_if = "Option::is_none")]
    ceiling: Option<StatedAmount>,
    /// The share of a year's log growth that the next year of a damped shape keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    damping: Option<f64>,
    /// The annual growth rate that a ramp starts from.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    from: Option<GrowthRate>,
    /// The annual growth rate that a ramp moves to.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    to: Option<GrowthRate>,
    /// The years that the change of a ramp takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    over: Option<f64>,
}

impl<'de> Deserialize<'de> for ShapeForm {
    /// Reads a text as a name and a table as a table. It is written by hand, because a derived untagged enum would lose
    /// the place and the reason of an error.
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

/// Writes an amount as a number of units: the scenario names its currency once, in a key of its own.
pub(crate) fn optional_units<S: Serializer>(amount: &Option<StatedAmount>, serializer: S) -> Result<S::Ok, S::Error> {
    amount.map(StatedAmount::amount).serialize(serializer)
}

impl ShapeTable {
    /// A table of a kind without parameters, to be filled in.
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind, rate: None, step: None, ceiling: None, damping: None, from: None, to: None, over: None }
    }

    /// The keys of the parameters that are given, whatever the kind.
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
    ///
    /// | kind | keys it needs | keys it takes |
    /// |---|---|---|
    /// | `compound` | | `rate` |
    /// | `linear` | | `step` |
    /// | `logistic`, `gompertz` | `ceiling` | `rate` |
    /// | `damped` | `damping` | `rate` |
    /// | `ramp` | `from`, `over` | `to` |
    /// | `by-leg`, `smooth` | | |
    ///
    /// # Errors
    /// `Contradiction` for a key of another kind, `Missing` without a key that is needed, `MixedUnits` for an
    /// amount in another currency; each at its key.
    pub(crate) fn read(self, unit: Unit) -> Result<ShapeSpec> {
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
        let amount_in = |amount: StatedAmount, key| amount.amount_in(unit).map_err(|error| error.at_key(key));
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

/// A parameter that its kind of shape needs; the error for a table without it names the key.
pub(crate) fn needed<T>(parameter: Option<T>, key: &'static str) -> Result<T> {
    parameter.ok_or_else(|| Error::missing(key, "this kind of shape needs one").at_key(key))
}

/// The form in which a shape is written: as short as it can be, and read back as the same shape.
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
