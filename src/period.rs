//! Calendar years, quarters and months.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::{Error, ErrorKind, Result};

/// The length of a period: a year, a quarter or a month.
///
/// ```
/// use tradepath::Frequency;
///
/// assert_eq!("quarterly".parse::<Frequency>()?, Frequency::Quarterly);
/// assert_eq!(Frequency::Quarterly.to_string(), "quarterly");
/// assert!("weekly".parse::<Frequency>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
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
    /// How many periods make a year: 1, 4 or 12.
    ///
    /// ```
    /// assert_eq!(tradepath::Frequency::Monthly.per_year(), 12);
    /// ```
    pub const fn per_year(self) -> u8 {
        match self {
            Self::Annual => 1,
            Self::Quarterly => 4,
            Self::Monthly => 12,
        }
    }

    /// How many years `periods` of this length last.
    ///
    /// ```
    /// assert_eq!(tradepath::Frequency::Quarterly.years(6), 1.5);
    /// ```
    pub fn years(self, periods: i64) -> f64 {
        periods as f64 / f64::from(self.per_year())
    }

    /// The English noun for one period: `year`, `quarter` or `month`.
    ///
    /// ```
    /// assert_eq!(tradepath::Frequency::Annual.noun(), "year");
    /// ```
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
/// A flow belongs to a whole period. Periods of one frequency can be ordered and counted. Periods of different
/// frequency cannot be compared, and so this type is `PartialOrd` but not `Ord`.
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
    ///
    /// # Examples
    /// ```
    /// use tradepath::Period;
    ///
    /// assert_eq!(Period::year(2030)?, "2030".parse()?);
    /// let error = Period::year(21).unwrap_err();
    /// assert_eq!(error.to_string(), "the year is 21, but must be between 1000 and 9999");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn year(year: i32) -> Result<Self> {
        Self::part(year, 1, Frequency::Annual)
    }

    /// A calendar quarter, numbered 1 to 4.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for another quarter or a year outside 1000 to 9999.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Period;
    ///
    /// assert_eq!(Period::quarter(2021, 3)?.to_string(), "2021-Q3");
    /// let error = Period::quarter(2021, 5).unwrap_err();
    /// assert_eq!(error.to_string(), "the quarter is 5, but must be between 1 and 4");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn quarter(year: i32, quarter: u8) -> Result<Self> {
        Self::part(year, quarter, Frequency::Quarterly)
    }

    /// A calendar month, numbered 1 to 12.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for another month or a year outside 1000 to 9999.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Period;
    ///
    /// assert_eq!(Period::month(2021, 9)?.to_string(), "2021-09");
    /// assert!(Period::month(2021, 13).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn month(year: i32, month: u8) -> Result<Self> {
        Self::part(year, month, Frequency::Monthly)
    }

    /// The period of a year by its number in it, from 1.
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

    /// The period's length: whether it is a year, a quarter or a month.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// The calendar year in which the period lies; for a year, that year.
    ///
    /// ```
    /// assert_eq!("2021-Q3".parse::<tradepath::Period>()?.calendar_year(), 2021);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn calendar_year(self) -> i32 {
        self.ordinal.div_euclid(self.per_year())
    }

    /// The number of the quarter or month within its year, from 1; always 1 for a year.
    ///
    /// ```
    /// use tradepath::Period;
    ///
    /// assert_eq!(Period::quarter(2021, 3)?.number_in_year(), 3);
    /// assert_eq!(Period::year(2021)?.number_in_year(), 1);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn number_in_year(self) -> u8 {
        // The remainder is below 12, so that it fits.
        self.ordinal.rem_euclid(self.per_year()) as u8 + 1
    }

    /// The start of the period as a number of years, for an axis: 2021.5 for 2021-Q3.
    ///
    /// ```
    /// assert_eq!("2021-Q3".parse::<tradepath::Period>()?.start_in_years(), 2021.5);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn start_in_years(self) -> f64 {
        f64::from(self.ordinal) / f64::from(self.per_year())
    }

    /// How many bits [`to_bits`](Self::to_bits) uses: 2 for the frequency and 17 for the count of periods.
    pub(crate) const BITS: u32 = 19;

    /// Whether a period lies a whole number of years before another of the same frequency, or is that period: the same
    /// month or quarter of an earlier year. All years do.
    pub(crate) fn is_whole_years_before(self, later: Self) -> bool {
        let apart = self.periods_until(later);
        apart.is_ok_and(|apart| apart >= 0 && apart % i64::from(self.frequency().per_year()) == 0)
    }

    /// The period as a small number. Periods of one frequency have numbers in their own order.
    pub(crate) fn to_bits(self) -> u32 {
        // The months from year 0 to the end of 9999 are fewer than 2^17.
        (self.frequency as u32) << 17 | self.ordinal as u32
    }

    /// The period of a number made by [`to_bits`](Self::to_bits). Higher bits are ignored.
    pub(crate) fn from_bits(bits: u32) -> Self {
        let frequency = match bits >> 17 & 3 {
            0 => Frequency::Annual,
            1 => Frequency::Quarterly,
            _ => Frequency::Monthly,
        };
        Self { frequency, ordinal: (bits & 0x1_ffff) as i32 }
    }

    /// The first and last month of the period, counted since the beginning of year 0.
    pub(crate) fn months(self) -> (i32, i32) {
        let length = 12 / self.per_year();
        (self.ordinal * length, self.ordinal * length + length - 1)
    }

    /// How many months the period lasts: 12, 3 or 1.
    pub(crate) fn months_long(self) -> u8 {
        12 / self.frequency.per_year()
    }

    /// How many periods of this length make a year.
    fn per_year(self) -> i32 {
        i32::from(self.frequency.per_year())
    }

    /// Refuses a quarter or a month, for what counts in years.
    pub(crate) fn require_year(self) -> Result<()> {
        Self::year(self.calendar_year())?.periods_until(self).map(|_| ())
    }

    /// The period `periods` later, or earlier where the number is negative.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] where the result is outside the years 1000 to 9999.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Period;
    ///
    /// let december = Period::month(1999, 12)?;
    /// assert_eq!(december.plus(1)?, Period::month(2000, 1)?);
    /// assert_eq!(december.plus(-12)?.to_string(), "1998-12");
    /// assert!(Period::year(9999)?.plus(1).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
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

    /// How many periods `other` is later than this one; negative where it is earlier.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`] where one is a year and the other a quarter, for instance.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Period;
    ///
    /// assert_eq!(Period::quarter(2020, 4)?.periods_until(Period::quarter(2022, 1)?)?, 5);
    /// assert_eq!(Period::year(2030)?.periods_until(Period::year(2021)?)?, -9);
    /// let error = Period::year(2021)?.periods_until(Period::month(2021, 1)?).unwrap_err();
    /// assert_eq!(error.code(), "mixed-frequencies");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn periods_until(self, other: Self) -> Result<i64> {
        if self.frequency != other.frequency {
            let (left, right) = (self.to_string(), other.to_string());
            return Err(Error::new(ErrorKind::MixedFrequencies { left, right }));
        }
        Ok(i64::from(other.ordinal) - i64::from(self.ordinal))
    }

    /// How many years `other` is later than this period; negative where it is earlier.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`], as [`periods_until`](Self::periods_until).
    ///
    /// # Examples
    /// ```
    /// use tradepath::Period;
    ///
    /// assert_eq!(Period::quarter(2021, 1)?.years_until(Period::quarter(2022, 3)?)?, 1.5);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn years_until(self, other: Self) -> Result<f64> {
        self.periods_until(other).map(|periods| self.frequency.years(periods))
    }
}

/// Periods of different frequency have no order.
impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.frequency == other.frequency).then(|| self.ordinal.cmp(&other.ordinal))
    }
}

/// `2021`, `2021-Q3` or `2021-09`.
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

/// The calendar year of that number.
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
    /// [`ErrorKind::Parse`] with the character at which reading stopped; [`ErrorKind::OutOfRange`] for a quarter or
    /// month that does not exist, and for a year before 1000.
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
            // The text after the mark may be empty while the mark is there: `2021-` is not a year.
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

/// Written as a text: `"2021"`, `"2021-Q3"`, `"2021-09"`.
impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads a text, or an integer as a year.
impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PeriodVisitor)
    }
}

/// Takes a text, or an integer as a year.
struct PeriodVisitor;

impl<'de> de::Visitor<'de> for PeriodVisitor {
    type Value = Period;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a period such as 2021, \"2021-Q3\" or \"2021-09\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Period, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, year: i64) -> Result<Period, E> {
        // A year beyond an i32 is out of range too, and its message shows it as given.
        let small = i32::try_from(year).map_err(|_| Error::out_of_range("the year", year, "between 1000 and 9999"));
        small.and_then(Period::year).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, year: u64) -> Result<Period, E> {
        self.visit_i64(i64::try_from(year).unwrap_or(i64::MAX))
    }

    /// A date of TOML comes as a map.
    fn visit_map<A: de::MapAccess<'de>>(self, _: A) -> Result<Period, A::Error> {
        Err(de::Error::custom("a day is no period; write 2021, \"2021-Q3\" or \"2021-09\""))
    }
}

/// The text for a span of periods: `2000–2020`, or `2020` where it is one period.
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
