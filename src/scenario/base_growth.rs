//! The growth that a scenario has without its drivers.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    error::{Error, Result},
    rate::{GrowthRate, stated},
};

/// The growth a year that a scenario assumes without its drivers. Without one, it is the median of the outlook.
///
/// ```
/// use tradepath::{Scenario, drivers::Driver, scenario::BaseGrowth};
///
/// let railway = Driver::builder("Railway", "corridor").starts(2028).ad_valorem("-4%").build()?;
/// let pledge = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030);
/// let pledge = pledge.driver(railway).base_growth("6%").build()?;
/// assert_eq!(pledge.base_growth(), Some(BaseGrowth::Stated("6%".parse()?)));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum BaseGrowth {
    /// Growth of the amounts as the pledge counts them.
    Stated(GrowthRate),
    /// Growth in volume. The assumed growth of prices is added to it.
    Real(GrowthRate),
}

impl BaseGrowth {
    /// The stated rate.
    pub fn rate(self) -> GrowthRate {
        match self {
            Self::Stated(rate) | Self::Real(rate) => rate,
        }
    }
}

impl From<GrowthRate> for BaseGrowth {
    fn from(rate: GrowthRate) -> Self {
        Self::Stated(rate)
    }
}

impl TryFrom<&str> for BaseGrowth {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse().map(Self::Stated)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RealTable {
    #[serde(with = "stated")]
    real: Option<GrowthRate>,
}

impl Serialize for BaseGrowth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Stated(rate) => stated::serialize(&Some(*rate), serializer),
            Self::Real(rate) => RealTable { real: Some(*rate) }.serialize(serializer),
        }
    }
}

/// Reads a rate (`"3%"`), or a table with a rate of volumes (`{ real = "0%" }`).
impl<'de> Deserialize<'de> for BaseGrowth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BaseVisitor;

        /// A number goes through the same door as every rate that a person states.
        fn number<'de, E: de::Error>(value: impl de::IntoDeserializer<'de, E>) -> Result<BaseGrowth, E> {
            let rate = stated::deserialize(value.into_deserializer())?;
            rate.map(BaseGrowth::Stated).ok_or_else(|| E::custom("a growth rate is needed"))
        }

        impl<'de> de::Visitor<'de> for BaseVisitor {
            type Value = BaseGrowth;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a growth a year such as \"3%\", or { real = \"0%\" }")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<BaseGrowth, E> {
                text.try_into().map_err(E::custom)
            }

            fn visit_f64<E: de::Error>(self, fraction: f64) -> Result<BaseGrowth, E> {
                number(fraction)
            }

            fn visit_i64<E: de::Error>(self, fraction: i64) -> Result<BaseGrowth, E> {
                number(fraction)
            }

            fn visit_u64<E: de::Error>(self, fraction: u64) -> Result<BaseGrowth, E> {
                number(fraction)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<BaseGrowth, A::Error> {
                let table = RealTable::deserialize(de::value::MapAccessDeserializer::new(map))?;
                table.real.map(BaseGrowth::Real).ok_or_else(|| de::Error::missing_field("real"))
            }
        }

        deserializer.deserialize_any(BaseVisitor)
    }
}
