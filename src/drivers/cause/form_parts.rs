//! The parts of a driver as they are written to files: its start, its response, and the trade that it touches.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    drivers::cause::driver::Touches,
    error::{Error, Result},
    growth::Direction,
    period::Period,
    share::Share,
};

/// A period, or `"unknown"`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum StartForm {
    At(Period),
    Unknown,
}

impl TryFrom<&str> for StartForm {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        if text.trim().eq_ignore_ascii_case("unknown") { Ok(Self::Unknown) } else { text.parse().map(Self::At) }
    }
}

impl TryFrom<i32> for StartForm {
    type Error = Error;

    fn try_from(year: i32) -> Result<Self> {
        Period::year(year).map(Self::At)
    }
}

impl From<Period> for StartForm {
    fn from(period: Period) -> Self {
        Self::At(period)
    }
}

impl Serialize for StartForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::At(period) => period.serialize(serializer),
            Self::Unknown => serializer.serialize_str("unknown"),
        }
    }
}

impl<'de> Deserialize<'de> for StartForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StartVisitor;

        impl de::Visitor<'_> for StartVisitor {
            type Value = StartForm;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a period such as 2028, or \"unknown\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<StartForm, E> {
                text.try_into().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, year: i64) -> Result<StartForm, E> {
                i32::try_from(year).unwrap_or(i32::MAX).try_into().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, year: u64) -> Result<StartForm, E> {
                self.visit_i64(i64::try_from(year).unwrap_or(i64::MAX))
            }
        }

        deserializer.deserialize_any(StartVisitor)
    }
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LateForm {
    pub chance: Share,
    pub years: u32,
}

/// The name of a preset, or a range of one's own.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum ResponseForm {
    Preset(String),
    Own(RangeForm),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RangeForm {
    pub low: f64,
    pub central: f64,
    pub high: f64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl<'de> Deserialize<'de> for ResponseForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ResponseVisitor;

        impl<'de> de::Visitor<'de> for ResponseVisitor {
            type Value = ResponseForm;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a preset, or { low = ..., central = ..., high = ..., source = \"...\" }")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<ResponseForm, E> {
                Ok(ResponseForm::Preset(name.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<ResponseForm, A::Error> {
                RangeForm::deserialize(de::value::MapAccessDeserializer::new(map)).map(ResponseForm::Own)
            }
        }

        deserializer.deserialize_any(ResponseVisitor)
    }
}

impl Serialize for Touches {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        TouchesTable { flow: self.flow, sectors: self.sectors.clone() }.serialize(serializer)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TouchesTable {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    flow: Option<Direction>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sectors: Vec<String>,
}

/// Reads a flow (`"exports"`), a list of sectors (`["grain"]`), or both as a table.
impl<'de> Deserialize<'de> for Touches {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TouchesVisitor;

        impl<'de> de::Visitor<'de> for TouchesVisitor {
            type Value = Touches;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "\"exports\", \"imports\", a list of sectors, or { flow = \"exports\", sectors = [\"grain\"] }",
                )
            }

            fn visit_str<E: de::Error>(self, flow: &str) -> Result<Touches, E> {
                Direction::deserialize(de::value::StrDeserializer::new(flow)).map(Touches::flow)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<Touches, A::Error> {
                let sectors: Vec<String> = Vec::deserialize(de::value::SeqAccessDeserializer::new(list))?;
                if sectors.is_empty() {
                    return Err(de::Error::custom("no sector is named; leave `touches` out for all trade"));
                }
                Ok(Touches { flow: None, sectors })
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Touches, A::Error> {
                let TouchesTable { flow, sectors } =
                    TouchesTable::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Touches { flow, sectors })
            }
        }

        deserializer.deserialize_any(TouchesVisitor)
    }
}
