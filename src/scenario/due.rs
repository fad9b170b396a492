//! By when an amount is to be reached, as pledges say it: a period, the end of a year, or a fiscal year.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    error::{Error, Result, excerpt},
    period::{Frequency, Period},
};

/// A fiscal year, by the calendar year in which it ends: `FY2030` ends in 2030.
///
/// ```
/// use tradepath::scenario::FiscalYear;
///
/// let year: FiscalYear = "FY2029-30".parse()?;
/// assert_eq!(year, "FY2030".parse()?);
/// assert_eq!(year.to_string(), "FY2030");
/// // From April 2029 to March 2030, most months are of 2029.
/// assert_eq!(year.counted_as(3)?.to_string(), "2029");
/// assert_eq!(year.counted_as(9)?.to_string(), "2030");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The calendar year that has most of its months, or, of two with six each, the later; `ends` is the number of the
    /// month in which it ends.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a month that is not 1 to 12.
    pub fn counted_as(self, ends: u8) -> Result<Period> {
        match ends {
            1..=5 => Period::year(self.0 - 1),
            6..=12 => Period::year(self.0),
            _ => Err(Error::out_of_range("the month in which the fiscal year ends", ends, "1 to 12")),
        }
    }
}

impl FromStr for FiscalYear {
    type Err = Error;

    /// Reads `FY2030`, `FY30` or `FY2029-30`, with a blank or a slash if need be.
    fn from_str(text: &str) -> Result<Self> {
        let unread = || {
            Error::parse("a fiscal year", text, 1, "expected the year in which it ends, such as FY2030 or FY2029-30")
        };
        let rest = text.trim().get(2..).filter(|_| is_fiscal(text)).ok_or_else(unread)?;
        let (first, last) = match rest.trim().split_once(['-', '/', '–']) {
            Some((first, last)) => (Some(first.trim()), last.trim()),
            None => (None, rest.trim()),
        };
        let number = |digits: &str| {
            let plain = (digits.len() == 2 || digits.len() == 4) && digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse::<i32>().ok().filter(|_| plain)
        };
        let full = |number: i32, century: i32| if number < 100 { century + number } else { number };
        let last = number(last).ok_or_else(unread)?;
        let Some(first) = first else { return Ok(Self(full(last, 2000))) };
        let first = full(number(first).ok_or_else(unread)?, 2000);
        // 1999-00 ends a century later.
        let ends = match full(last, first.div_euclid(100) * 100) {
            ends if ends < first => ends + 100,
            ends => ends,
        };
        if ends == first + 1 { Ok(Self(ends)) } else { Err(unread()) }
    }
}

/// Whether a text begins as a fiscal year does.
fn is_fiscal(text: &str) -> bool {
    text.trim().get(..2).is_some_and(|start| start.eq_ignore_ascii_case("FY"))
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("FY{}", self.0))
    }
}

/// Which calendar year stands for which fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FiscalYears {
    /// The month in which they end, from 1; none where no date is a fiscal year.
    pub ends: Option<u8>,
    pub years: Vec<(Period, FiscalYear)>,
}

/// A period or a fiscal year, as a file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    Period(Period),
    FiscalYear(FiscalYear),
}

impl From<Period> for Due {
    fn from(period: Period) -> Self {
        Self::Period(period)
    }
}

impl Due {
    /// The period itself, or the calendar year that a fiscal year is counted as.
    ///
    /// # Errors
    /// `Missing` for a fiscal year without the month in which it ends.
    pub fn period(self, ends: Option<u8>) -> Result<Period> {
        match self {
            Self::Period(period) => Ok(period),
            Self::FiscalYear(year) => {
                let hint = "say in which month a fiscal year ends: fiscal_year_ends = \"March\"";
                year.counted_as(ends.ok_or_else(|| Error::missing(format!("end of {year}"), hint))?)
            }
        }
    }

    /// The same beside a baseline. The last quarter or month of a year is that year's end where the baseline is a year.
    ///
    /// # Errors
    /// Those of [`period`](Self::period); `Contradiction` for a date within a year, where only whole years are known.
    pub fn beside(self, baseline: Period, ends: Option<u8>) -> Result<Period> {
        let period = self.period(ends)?;
        if baseline.frequency() != Frequency::Annual || period.frequency() == Frequency::Annual {
            return Ok(period);
        }
        let year = period.calendar_year();
        if period.months().1.rem_euclid(12) == 11 {
            return Period::year(year);
        }
        let message = format!(
            "{period} lies within a year, and the baseline is a year, whose total is known at its end; write {} or {year}",
            year - 1
        );
        Err(Error::contradiction(message))
    }

    /// The fiscal year, where it is one.
    pub fn fiscal(self) -> Option<FiscalYear> {
        match self {
            Self::Period(_) => None,
            Self::FiscalYear(year) => Some(year),
        }
    }
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Period(period) => period.serialize(serializer),
            Self::FiscalYear(year) => serializer.collect_str(year),
        }
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DueVisitor)
    }
}

struct DueVisitor;

impl de::Visitor<'_> for DueVisitor {
    type Value = Due;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a period such as 2030, \"2030-Q4\" or \"2030-12\", or a fiscal year such as \"FY2030\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Due, E> {
        if is_fiscal(text) {
            return text.parse().map(Due::FiscalYear).map_err(E::custom);
        }
        text.parse().map(Due::Period).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, year: i64) -> Result<Due, E> {
        Period::deserialize(de::value::I64Deserializer::new(year)).map(Due::Period)
    }

    fn visit_u64<E: de::Error>(self, year: u64) -> Result<Due, E> {
        Period::deserialize(de::value::U64Deserializer::new(year)).map(Due::Period)
    }
}

/// The month in which fiscal years end, as a file has it: a name or a number.
pub(crate) mod month {
    use super::*;

    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    /// The name of a month from 1 to 12.
    pub(crate) fn name(month: u8) -> &'static str {
        NAMES.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("December")
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Month {
            Number(i64),
            Name(String),
        }
        let expected = "expected a month, such as \"March\" or 3";
        let wrong =
            |given: String| de::Error::custom(format!("cannot read a month from `{}`: {expected}", excerpt(&given)));
        match Month::deserialize(deserializer).map_err(|_| de::Error::custom(expected))? {
            Month::Number(number @ 1..=12) => Ok(Some(number as u8)),
            Month::Number(number) => Err(wrong(number.to_string())),
            Month::Name(name) => {
                let wanted = name.trim().to_lowercase();
                let is = |month: &str| wanted.len() >= 3 && month.to_lowercase().starts_with(&wanted);
                let found = NAMES.iter().position(|month| is(month)).map(|at| at as u8 + 1);
                found.map(Some).ok_or_else(|| wrong(name))
            }
        }
    }

    pub(crate) fn serialize<S: Serializer>(month: &Option<u8>, serializer: S) -> Result<S::Ok, S::Error> {
        match month {
            Some(month) => serializer.serialize_str(name(*month)),
            None => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_years_are_read_as_they_are_written() {
        for (text, year) in [
            ("FY2030", 2030),
            ("FY30", 2030),
            ("fy 2030", 2030),
            ("FY2029-30", 2030),
            ("FY2029/2030", 2030),
            ("FY29-30", 2030),
            ("FY1999-00", 2000),
        ] {
            assert_eq!(text.parse::<FiscalYear>().unwrap(), FiscalYear(year), "{text}");
        }
        for wrong in ["FY", "FY203", "FY2029-31", "FY2030-29", "FYs", "2030", "FY2030-Q1"] {
            assert!(wrong.parse::<FiscalYear>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fiscal_year_is_counted_as_the_year_with_most_of_its_months() {
        let counted = |ends: u8| FiscalYear(2030).counted_as(ends).unwrap().calendar_year();
        assert_eq!([1, 3, 5, 6, 9, 12].map(counted), [2029, 2029, 2029, 2030, 2030, 2030]);
        assert!(FiscalYear(2030).counted_as(0).is_err() && FiscalYear(2030).counted_as(13).is_err());
    }

    #[test]
    fn the_end_of_a_year_is_that_year() {
        let beside = |by: &str| Due::Period(by.parse().unwrap()).beside(Period::year(2021).unwrap(), None);
        for end in ["2030", "2030-Q4", "2030-12"] {
            assert_eq!(beside(end).unwrap().to_string(), "2030", "{end}");
        }
        assert!(beside("2030-06").unwrap_err().to_string().contains("write 2029 or 2030"));
        let quarter: Period = "2021-Q1".parse().unwrap();
        assert_eq!(Due::Period("2025-Q4".parse().unwrap()).beside(quarter, None).unwrap().to_string(), "2025-Q4");
    }
}
