//! When a pledge was made.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    error::{Error, Result},
    period::{Frequency, Period},
};

/// When a pledge was made: a day, or a month, quarter or year where no more is known.
///
/// ```
/// use tradepath::scenario::Promised;
///
/// let day: Promised = "2024-02-14".parse()?;
/// assert_eq!((day.period().to_string(), day.day()), ("2024-02".to_owned(), Some(14)));
/// assert_eq!(day.to_string(), "2024-02-14");
/// assert_eq!(Promised::try_from(2021)?.day(), None);
/// assert!("2023-02-29".parse::<Promised>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Promised {
    period: Period,
    /// The day of the month, where the period is a month.
    day: Option<u8>,
}

impl Promised {
    /// The month of the day, or the period that is known.
    pub fn period(self) -> Period {
        self.period
    }

    /// The day of the month; none where only a period is known.
    pub fn day(self) -> Option<u8> {
        self.day
    }
}

/// The number of days in a month from 1 to 12 of the Gregorian calendar.
fn days(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl From<Period> for Promised {
    fn from(period: Period) -> Self {
        Self { period, day: None }
    }
}

impl FromStr for Promised {
    type Err = Error;

    /// Reads a day such as `2024-02-14`, or a period.
    fn from_str(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        // A period has at most one dash.
        let Some((month, day)) = trimmed.rsplit_once('-').filter(|(month, _)| month.contains('-')) else {
            return trimmed.parse().map(|period: Period| period.into());
        };
        let unread = |expected: String| Error::parse("a date", text, month.chars().count() + 2, expected);
        let period: Period = month.parse()?;
        if period.frequency() != Frequency::Monthly {
            return Err(unread("expected a day of a month, such as 2024-02-14".to_owned()));
        }
        let last = days(period.calendar_year(), period.months().0.rem_euclid(12) as u8 + 1);
        let number = Some(day).filter(|day| day.len() == 2).and_then(|day| day.parse::<u8>().ok());
        match number.filter(|day| (1..=last).contains(day)) {
            Some(day) => Ok(Self { period, day: Some(day) }),
            None => Err(unread(format!("expected a day of two digits, 01 to {last}"))),
        }
    }
}

impl TryFrom<&str> for Promised {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// A year.
impl TryFrom<i32> for Promised {
    type Error = Error;

    fn try_from(year: i32) -> Result<Self> {
        Period::year(year).map(Self::from)
    }
}

impl fmt::Display for Promised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            Some(day) => f.pad(&format!("{}-{day:02}", self.period)),
            None => fmt::Display::fmt(&self.period, f),
        }
    }
}

/// Written as a text: `"2024-02-14"`, `"2021-12"`.
impl Serialize for Promised {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads a text, an integer as a year, or a date of TOML.
impl<'de> Deserialize<'de> for Promised {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Visitor)
    }
}

struct Visitor;

impl<'de> de::Visitor<'de> for Visitor {
    type Value = Promised;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as \"2024-02-14\", \"2024-02\" or 2024")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Promised, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, year: i64) -> Result<Promised, E> {
        Period::deserialize(de::value::I64Deserializer::new(year)).map(Promised::from)
    }

    fn visit_u64<E: de::Error>(self, year: u64) -> Result<Promised, E> {
        Period::deserialize(de::value::U64Deserializer::new(year)).map(Promised::from)
    }

    /// TOML has dates of its own, which need no quotation marks.
    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Promised, A::Error> {
        let date = toml::value::Datetime::deserialize(de::value::MapAccessDeserializer::new(map))?;
        date.to_string().parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for right in ["2024-02-29", "2000-02-29", "2021-12-31", "2021-04-30", " 2021-01-01 "] {
            assert_eq!(right.parse::<Promised>().unwrap().to_string(), right.trim());
        }
        for wrong in ["2023-02-29", "1900-02-29", "2021-04-31", "2021-01-00", "2021-01-1", "2021-Q3-04", "2021-13-01"] {
            assert!(wrong.parse::<Promised>().is_err(), "{wrong}");
        }
        let error = "2023-02-29".parse::<Promised>().unwrap_err().to_string();
        assert_eq!(
            error,
            "cannot read a date from `2023-02-29` at character 9: expected a day of two digits, 01 to 28"
        );
    }

    #[test]
    fn a_period_is_known_where_a_day_is_not() {
        for text in ["2021", "2021-Q3", "2021-12"] {
            let promised: Promised = text.parse().unwrap();
            assert_eq!((promised.to_string().as_str(), promised.day()), (text, None));
        }
    }

    #[test]
    fn a_date_of_toml_is_a_day() {
        #[derive(Deserialize)]
        struct Form {
            promised: Promised,
        }
        for text in ["promised = 2024-02-14", "promised = '2024-02-14'"] {
            assert_eq!(toml::from_str::<Form>(text).unwrap().promised.to_string(), "2024-02-14", "{text}");
        }
        assert_eq!(toml::from_str::<Form>("promised = 2024").unwrap().promised.to_string(), "2024");
        assert!(toml::from_str::<Form>("promised = 12:00:00").is_err());
        assert_eq!(serde_json::from_str::<Promised>("2024").unwrap().to_string(), "2024");
        assert!(serde_json::from_str::<Promised>("{}").is_err());
    }
}
