//! Calendar years, quarters and months.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::{Error, ErrorKind, Result};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// Calendar years.
    Annual,
    /// Calendar quarters.
    Quarterly,
    /// Calendar months.
    Monthly,
}

impl Frequency {
    /// Periods in a year: 1, 4 or 12.
    pub const fn per_year(self) -> u8 {
        match self {
            Self::Annual => 1,
            Self::Quarterly => 4,
            Self::Monthly => 12,
        }
    }

    /// The years that `periods` of this length take.
    pub fn years(self, periods: i64) -> f64 {
        periods as f64 / f64::from(self.per_year())
    }

    /// What one period is called.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Annual => "year",
            Self::Quarterly => "quarter",
            Self::Monthly => "month",
        }
    }
}

impl fmt::Display for Frequency {
    /// `annual`, `quarterly` or `monthly`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Annual => "annual",
            Self::Quarterly => "quarterly",
            Self::Monthly => "monthly",
        })
    }
}

impl FromStr for Frequency {
    type Err = Error;

    /// Reads `annual`, `quarterly` or `monthly`.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`] for anything else.
    fn from_str(text: &str) -> Result<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "annual" => Ok(Self::Annual),
            "quarterly" => Ok(Self::Quarterly),
            "monthly" => Ok(Self::Monthly),
            _ => Err(Error::parse("a frequency", text, 1, "expected annual, quarterly or monthly")),
        }
    }
}

/// A calendar year, quarter or month, from 1000 to 9999.
///
/// A flow belongs to a whole period. Periods of one frequency are ordered and counted; those of different frequency are
/// not comparable, and so this type is `PartialOrd` but not `Ord`.
///
/// ```
/// use tradepath::{Frequency, Period};
///
/// let start: Period = "2021-Q3".parse()?;
/// assert_eq!(start, Period::quarter(2021, 3)?);
/// assert_eq!(start.plus(2)?.to_string(), "2022-Q1");
/// assert_eq!(Period::year(2021)?.years_until(Period::year(2030)?)?, 9.0);
/// assert_eq!("2021-09".parse::<Period>()?.frequency(), Frequency::Monthly);
/// assert!(start.periods_until(Period::year(2030)?).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    frequency: Frequency,
    /// Periods of this frequency since the beginning of year 0.
    ordinal: i32,
}

/// The first and last year a [`Period`] can lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

impl Period {
    /// A calendar year.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] outside 1000 to 9999.
    pub fn year(year: i32) -> Result<Self> {
        Self::part(year, 1, Frequency::Annual)
    }

    /// A calendar quarter, 1 to 4.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for another quarter or a year outside 1000 to 9999.
    pub fn quarter(year: i32, quarter: u8) -> Result<Self> {
        Self::part(year, quarter, Frequency::Quarterly)
    }

    /// A calendar month, 1 to 12.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for another month or a year outside 1000 to 9999.
    pub fn month(year: i32, month: u8) -> Result<Self> {
        Self::part(year, month, Frequency::Monthly)
    }

    fn part(year: i32, part: u8, frequency: Frequency) -> Result<Self> {
        let per_year = frequency.per_year();
        if !YEARS.contains(&year) {
            return Err(Error::out_of_range("the year", year, "between 1000 and 9999"));
        }
        if part == 0 || part > per_year {
            return Err(Error::out_of_range(
                format!("the {}", frequency.noun()),
                part,
                format!("between 1 and {per_year}"),
            ));
        }
        Ok(Self { frequency, ordinal: year * i32::from(per_year) + i32::from(part) - 1 })
    }

    /// Whether this is a year, a quarter or a month.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// The calendar year it is or lies in.
    pub fn calendar_year(self) -> i32 {
        self.ordinal.div_euclid(self.per_year())
    }

    /// Its number within the year, from 1: the quarter or the month; 1 for a year.
    pub fn number_in_year(self) -> u8 {
        // Below 12, so that it fits.
        self.ordinal.rem_euclid(self.per_year()) as u8 + 1
    }

    /// The start of the period in years, as a number for an axis: 2021.5 for 2021-Q3.
    pub fn start_in_years(self) -> f64 {
        f64::from(self.ordinal) / f64::from(self.per_year())
    }

    /// How many bits [`to_bits`](Self::to_bits) takes.
    pub(crate) const BITS: u32 = 19;

    /// The period as a small number; periods of one frequency are in the order of their numbers.
    pub(crate) fn to_bits(self) -> u32 {
        // Months since the year 0 are less than 2^17.
        (self.frequency as u32) << 17 | self.ordinal as u32
    }

    /// The period of a number made by [`to_bits`](Self::to_bits); higher bits do not count.
    pub(crate) fn from_bits(bits: u32) -> Self {
        let frequency = match bits >> 17 & 3 {
            0 => Frequency::Annual,
            1 => Frequency::Quarterly,
            _ => Frequency::Monthly,
        };
        Self { frequency, ordinal: (bits & 0x1_ffff) as i32 }
    }

    /// Its first and last month, counted since the beginning of year 0.
    pub(crate) fn months(self) -> (i32, i32) {
        let length = 12 / self.per_year();
        (self.ordinal * length, self.ordinal * length + length - 1)
    }

    /// How many months it lasts.
    pub(crate) fn months_long(self) -> u8 {
        12 / self.frequency.per_year()
    }

    fn per_year(self) -> i32 {
        i32::from(self.frequency.per_year())
    }

    /// That it is a year, as growth a year is counted from.
    pub(crate) fn require_year(self) -> Result<()> {
        Self::year(self.calendar_year())?.periods_until(self).map(|_| ())
    }

    /// The period `periods` later, or earlier where negative.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] where that is outside the years 1000 to 9999.
    pub fn plus(self, periods: i64) -> Result<Self> {
        let ordinal = i64::from(self.ordinal).checked_add(periods).and_then(|sum| i32::try_from(sum).ok());
        match ordinal.map(|ordinal| Self { ordinal, ..self }) {
            Some(period) if YEARS.contains(&period.calendar_year()) => Ok(period),
            _ => {
                let what = format!("the year {periods} {}s from {self}", self.frequency.noun());
                Err(Error::out_of_range(what, "outside the calendar", "between 1000 and 9999"))
            }
        }
    }

    /// How many periods later `other` is; negative where it is earlier.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`].
    pub fn periods_until(self, other: Self) -> Result<i64> {
        if self.frequency != other.frequency {
            let (left, right) = (self.to_string(), other.to_string());
            return Err(Error::new(ErrorKind::MixedFrequencies { left, right }));
        }
        Ok(i64::from(other.ordinal) - i64::from(self.ordinal))
    }

    /// How many years later `other` is; negative where it is earlier.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`].
    pub fn years_until(self, other: Self) -> Result<f64> {
        self.periods_until(other).map(|periods| self.frequency.years(periods))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.frequency == other.frequency).then(|| self.ordinal.cmp(&other.ordinal))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, number) = (self.calendar_year(), self.number_in_year());
        let text = match self.frequency {
            Frequency::Annual => year.to_string(),
            Frequency::Quarterly => format!("{year}-Q{number}"),
            Frequency::Monthly => format!("{year}-{number:02}"),
        };
        f.pad(&text)
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A calendar year.
impl TryFrom<i32> for Period {
    type Error = Error;

    fn try_from(year: i32) -> Result<Self> {
        Self::year(year)
    }
}

/// A text such as `2021-Q3`, as [`FromStr`] reads it.
impl TryFrom<&str> for Period {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl FromStr for Period {
    type Err = Error;

    /// Reads `2021`, `2021-Q3`, `2021Q3`, `2021-09`, `2021-M09` or `2021M9`.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`] with the place, [`ErrorKind::OutOfRange`] for a quarter or month that does not exist.
    fn from_str(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        let skipped = text.len() - text.trim_start().len();
        let fail = |at: usize, expected: &str| {
            let at = text[..skipped + at].chars().count() + 1;
            Error::parse("a period", text, at, format!("{expected}; write 2021, 2021-Q3 or 2021-09"))
        };
        let year = trimmed.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
        let year: i32 =
            year.and_then(|year| year.parse().ok()).ok_or_else(|| fail(0, "expected a year of four digits"))?;
        let rest = &trimmed[4..];
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u8>().ok()).flatten();
        match rest.strip_prefix(['-', ' ']).unwrap_or(rest) {
            "" if rest.is_empty() => Self::year(year),
            quarter if quarter.starts_with(['Q', 'q']) => {
                let quarter = Some(&quarter[1..]).filter(|q| q.len() == 1).and_then(digits);
                Self::quarter(year, quarter.ok_or_else(|| fail(4, "expected a quarter such as Q3"))?)
            }
            month if month.starts_with(['M', 'm']) => {
                let month = Some(&month[1..]).filter(|m| (1..=2).contains(&m.len())).and_then(digits);
                Self::month(year, month.ok_or_else(|| fail(4, "expected a month such as M09"))?)
            }
            month if rest.starts_with('-') && month.len() == 2 => {
                Self::month(year, digits(month).ok_or_else(|| fail(5, "expected a month of two digits"))?)
            }
            _ => Err(fail(4, "expected a quarter, a month of two digits, or nothing after the year")),
        }
    }
}

/// As a text: `"2021"`, `"2021-Q3"`, `"2021-09"`.
impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a text, or a year from an integer.
impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PeriodVisitor)
    }
}

struct PeriodVisitor;

impl de::Visitor<'_> for PeriodVisitor {
    type Value = Period;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a period such as 2021, \"2021-Q3\" or \"2021-09\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Period, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, year: i64) -> Result<Period, E> {
        let small = i32::try_from(year).map_err(|_| Error::out_of_range("the year", year, "between 1000 and 9999"));
        small.and_then(Period::year).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, year: u64) -> Result<Period, E> {
        self.visit_i64(i64::try_from(year).unwrap_or(i64::MAX))
    }
}

/// From a period to another in one text: `2000–2020`, or `2020` alone.
pub(crate) fn span(from: Period, to: Period) -> String {
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_in_every_usual_form() {
        for (text, period) in [
            ("2021", Period::year(2021)),
            (" 2021 ", Period::year(2021)),
            ("2021-Q3", Period::quarter(2021, 3)),
            ("2021Q3", Period::quarter(2021, 3)),
            ("2021q3", Period::quarter(2021, 3)),
            ("2021 Q3", Period::quarter(2021, 3)),
            ("2021-09", Period::month(2021, 9)),
            ("2021-M09", Period::month(2021, 9)),
            ("2021M9", Period::month(2021, 9)),
        ] {
            assert_eq!(text.parse::<Period>().unwrap(), period.unwrap(), "{text}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused_with_its_place() {
        let message = |text: &str| text.parse::<Period>().unwrap_err().to_string();
        assert!(message("21").contains("at character 1: expected a year of four digits"));
        assert!(message("20211").contains("at character 5"));
        assert!(message("2021-Q5").contains("the quarter is 5, but must be between 1 and 4"));
        assert!(message("2021-13").contains("the month is 13"));
        assert!(message("2021-9").contains("two digits"));
        assert!(message("0021").contains("the year is 21"));
        assert!(message("２０２１").contains("character 1"));
        assert!(message("2021-Q٣").contains("such as Q3"));
        assert!(message("2021-").contains("character 5"));
    }

    #[test]
    fn counting_crosses_years() {
        let december = Period::month(1999, 12).unwrap();
        assert_eq!(december.plus(1).unwrap(), Period::month(2000, 1).unwrap());
        assert_eq!(december.plus(-12).unwrap().to_string(), "1998-12");
        assert_eq!(Period::quarter(2020, 4).unwrap().periods_until(Period::quarter(2022, 1).unwrap()).unwrap(), 5);
        assert!(december.plus(i64::MAX).is_err());
        assert!(Period::year(9999).unwrap().plus(1).is_err());
    }

    #[test]
    fn periods_of_different_frequency_are_not_comparable() {
        let (year, month) = (Period::year(2021).unwrap(), Period::month(2021, 1).unwrap());
        assert_eq!(year.partial_cmp(&month), None);
        assert!(year.periods_until(month).unwrap_err().to_string().contains("different frequency"));
    }

    #[test]
    fn serde_takes_years_as_integers_and_gives_texts() {
        let year: Period = serde_json::from_str("2021").unwrap();
        assert_eq!(serde_json::to_string(&year).unwrap(), "\"2021\"");
        assert_eq!(serde_json::from_str::<Period>("\"2021\"").unwrap(), year);
        assert!(serde_json::from_str::<Period>("99999999999").is_err());
        assert!(serde_json::from_str::<Period>("2021.5").is_err());
    }
}
