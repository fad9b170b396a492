//! Values by period, as a file states them: `{ 2025 = 70, 2030 = 55 }`.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    error::{Error, Result},
    period::Period,
};

/// Values by period, the earliest period first. The periods are of one length, and none is there twice.
///
/// ```
/// use tradepath::drivers::ByPeriod;
///
/// let oil = ByPeriod::new([(2030, 55.0), (2025, 70.0)])?;
/// assert_eq!(oil.first().0.to_string(), "2025");
/// assert_eq!(oil.at("2030".parse()?), Some(&55.0));
/// assert!(ByPeriod::new([(2025, 70.0), (2025, 71.0)]).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ByPeriod<T>(Vec<(Period, T)>);

impl<T> ByPeriod<T> {
    /// Values by period, in any order.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for no value; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction)
    /// for a period that is there twice; [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for years
    /// beside quarters.
    pub fn new<P: TryInto<Period, Error: Into<Error>>>(values: impl IntoIterator<Item = (P, T)>) -> Result<Self> {
        let read = values.into_iter().map(|(period, value)| Ok((crate::error::given(period)?, value)));
        let mut values: Vec<(Period, T)> = read.collect::<Result<_>>()?;
        let Some(first) = values.first().map(|(period, _)| *period) else {
            return Err(Error::missing("period", "state at least one, such as { 2025 = ... }"));
        };
        for (period, _) in &values {
            first.periods_until(*period)?;
        }
        values.sort_by_key(|(period, _)| period.months());
        if let Some(pair) = values.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(Error::contradiction(format!("{} is stated twice", pair[0].0)));
        }
        Ok(Self(values))
    }

    /// The value of a period; none where none is stated.
    pub fn at(&self, period: Period) -> Option<&T> {
        self.0.iter().find(|(of, _)| *of == period).map(|(_, value)| value)
    }

    /// The first period and its value.
    #[allow(clippy::missing_panics_doc, reason = "there is always a value")]
    pub fn first(&self) -> &(Period, T) {
        &self.0[0]
    }

    /// The same periods with other values.
    pub(crate) fn map<U>(self, change: impl Fn(T) -> U) -> ByPeriod<U> {
        ByPeriod(self.0.into_iter().map(|(period, value)| (period, change(value))).collect())
    }

    /// Every period with its value, the earliest first.
    pub fn iter(&self) -> impl Iterator<Item = &(Period, T)> {
        self.0.iter()
    }
}

impl<T: Serialize> Serialize for ByPeriod<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(period, value)| (period.to_string(), value)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByPeriod<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> de::Visitor<'de> for MapVisitor<T> {
            type Value = ByPeriod<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("values by period, such as { 2025 = ..., 2030 = ... }")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut values = Vec::new();
                while let Some((period, value)) = map.next_entry::<String, T>()? {
                    values.push((period.parse::<Period>().map_err(de::Error::custom)?, value));
                }
                ByPeriod::new(values).map_err(de::Error::custom)
            }
        }

        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_read_in_order_of_its_periods_and_comes_back() {
        let read: ByPeriod<f64> = serde_json::from_str("{\"2030\":55.0,\"2025\":70.0}").unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), "{\"2025\":70.0,\"2030\":55.0}");
        for text in ["{}", "{\"2030\":1,\"2030\":2}", "{\"2030\":1,\"2030-Q1\":2}", "{\"soon\":1}", "[1]"] {
            assert!(serde_json::from_str::<ByPeriod<f64>>(text).is_err(), "{text}");
        }
    }
}
