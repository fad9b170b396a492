//! Growth rates, effective and logarithmic.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};

use crate::{
    error::{Error, ErrorKind, Result, excerpt},
    number,
    period::Frequency,
};

/// Growth a year, as a fraction above −1: 0.07 is seven percent more each year, −0.5 half as much.
///
/// ```text
/// effective   g = V(t + 1 year) / V(t) − 1
/// logarithmic l = ln(1 + g)
/// ```
///
/// Both are kept, so that a rate whose effective form rounds to −100 % still knows its logarithm. Two rates are equal
/// where their effective forms are; at −100 %, where their logarithms are.
///
/// ```
/// use tradepath::{Frequency, GrowthRate};
///
/// let rate: GrowthRate = "12.79%".parse()?;
/// assert_eq!(rate.effective(), 0.1279);
/// assert_eq!(rate, "0.1279".parse()?);
/// assert_eq!(rate.to_string(), "12.8%");
/// assert_eq!(format!("{rate:.2}"), "12.79%");
/// assert_eq!(rate.per_period(Frequency::Annual), 0.1279);
///
/// let error = "7".parse::<GrowthRate>().unwrap_err();
/// assert!(error.to_string().contains("it could be 7% or 700%"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct GrowthRate {
    effective: f64,
    log: f64,
}

impl GrowthRate {
    /// No growth.
    pub const ZERO: Self = Self { effective: 0.0, log: 0.0 };

    /// A rate from its effective form, a fraction a year.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] at or under −1, for infinity and for NaN.
    pub fn from_effective(fraction: f64) -> Result<Self> {
        if (fraction * 100.0).is_finite() && fraction > -1.0 {
            let effective = fraction + 0.0;
            Ok(Self { effective, log: effective.ln_1p() })
        } else {
            Err(Error::out_of_range("the growth rate", Percent(fraction), "above -100% a year, and finite"))
        }
    }

    /// A rate from percent a year: 7.0 is seven percent.
    ///
    /// # Errors
    /// As [`from_effective`](Self::from_effective).
    pub fn from_percent(percent: f64) -> Result<Self> {
        Self::from_effective(percent / 100.0)
    }

    /// A rate from its logarithm, `ln(1 + g)` a year.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] where the effective rate would not be finite (above 705.17), and for NaN.
    pub fn from_log(log: f64) -> Result<Self> {
        let effective = log.exp_m1() + 0.0;
        if !log.is_finite() || !(effective * 100.0).is_finite() {
            let accepted = "finite and at most 705.17, where the effective rate is 1.8e306";
            return Err(Error::out_of_range("the log growth a year", log, accepted));
        }
        Ok(Self { effective, log })
    }

    /// A yearly rate from the growth of one period of `frequency`: 0.02 a quarter is 8.243 % a year.
    ///
    /// # Errors
    /// As [`from_effective`](Self::from_effective).
    pub fn from_per_period(fraction: f64, frequency: Frequency) -> Result<Self> {
        if frequency == Frequency::Annual || !fraction.is_finite() || fraction <= -1.0 {
            return Self::from_effective(fraction);
        }
        Self::from_log(fraction.ln_1p() * f64::from(frequency.per_year()))
    }

    /// The effective rate, a fraction a year. It is −1 only by rounding, where the logarithm is under −37.
    pub fn effective(self) -> f64 {
        self.effective
    }

    /// The effective rate in percent a year.
    pub fn percent(self) -> f64 {
        self.effective * 100.0
    }

    /// The logarithm of one plus the effective rate.
    pub fn log(self) -> f64 {
        self.log
    }

    /// The growth of one period of `frequency` at this yearly rate, as a fraction.
    pub fn per_period(self, frequency: Frequency) -> f64 {
        match frequency {
            Frequency::Annual => self.effective,
            _ => (self.log / f64::from(frequency.per_year())).exp_m1(),
        }
    }

    /// Years in which an amount doubles, `ln 2 / ln(1 + g)`; none where it does not grow.
    pub fn doubling_years(self) -> Option<f64> {
        self.years_of(std::f64::consts::LN_2)
    }

    /// Years in which an amount halves; none where it does not shrink.
    pub fn halving_years(self) -> Option<f64> {
        self.years_of(-std::f64::consts::LN_2)
    }

    fn years_of(self, log_ratio: f64) -> Option<f64> {
        let years = log_ratio / self.log;
        (years.is_finite() && years > 0.0).then_some(years)
    }

    /// Whether the effective rate alone tells this rate from every other.
    fn is_told_by_effective(self) -> bool {
        self.effective > -1.0
    }
}

impl PartialEq for GrowthRate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for GrowthRate {}

impl PartialOrd for GrowthRate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for GrowthRate {
    fn cmp(&self, other: &Self) -> Ordering {
        // Neither form can be NaN, nor the effective one -0.0.
        if self.is_told_by_effective() || other.is_told_by_effective() {
            self.effective.total_cmp(&other.effective)
        } else {
            self.log.total_cmp(&other.log)
        }
    }
}

impl Hash for GrowthRate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let told = if self.is_told_by_effective() { self.effective } else { self.log };
        told.to_bits().hash(state);
    }
}

/// A fraction a year under one, such as 0.07; from one on it is refused, as 7 may mean 7 % or 700 %.
impl TryFrom<f64> for GrowthRate {
    type Error = Error;

    fn try_from(value: f64) -> Result<Self> {
        fraction(value, &value.to_string())
    }
}

/// A text such as `7%`, as [`FromStr`] reads it.
impl TryFrom<&str> for GrowthRate {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

struct Percent(f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.0 * 100.0;
        match f.precision() {
            _ if !percent.is_finite() || percent.abs() >= 1e9 => write!(f, "{percent:.2e}%"),
            Some(places) => {
                let text = format!("{percent:.places$}");
                // -0.0 and what rounds to it.
                let zero = text.trim_start_matches('-').bytes().all(|b| b == b'0' || b == b'.');
                write!(f, "{}%", if zero { text.trim_start_matches('-') } else { &text })
            }
            None => write!(f, "{percent}%"),
        }
    }
}

impl fmt::Display for GrowthRate {
    /// Percent a year with one decimal, or as many as the precision asks for. Width, fill and alignment are honoured.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number::pad(f, &format!("{:.*}", f.precision().unwrap_or(1), Percent(self.effective)))
    }
}

const WHAT: &str = "a growth rate";

impl FromStr for GrowthRate {
    type Err = Error;

    /// Reads percent with its sign or word (`12.79%`, `12,79 %`, `7 percent`) or a fraction under one (`0.1279`).
    ///
    /// # Errors
    /// [`ErrorKind::Ambiguous`] for a bare number of one or more: `7` may be 7 % or 700 %.
    fn from_str(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        let unsigned = trimmed.trim_start_matches(['-', '−', '+']).trim_start();
        let sign_length = trimmed.len() - unsigned.len();
        let sign = if trimmed.starts_with(['-', '−']) { -1.0 } else { 1.0 };
        let fail = |at_byte: usize, expected: &str| {
            let at = text[..text.len() - text.trim_start().len() + at_byte].chars().count() + 1;
            Error::parse(WHAT, text, at, format!("{expected}; write 7%, -2.5% or a fraction such as 0.07"))
        };
        if trimmed[..sign_length].trim_end().chars().count() > 1 {
            return Err(fail(0, "expected one sign"));
        }
        let number = number::read(unsigned).map_err(|(at, expected)| fail(sign_length + at, expected))?;
        if number.one_comma {
            return Err(Error::new(ErrorKind::Ambiguous {
                what: WHAT,
                text: excerpt(text),
                first: format!("{}%", sign * number.scaled(0)),
                second: format!("{}%", sign * number.with_decimal_comma()),
            }));
        }
        match unsigned[number.taken..].trim() {
            "%" | "percent" | "per cent" | "pct" | "процентов" | "процента" => {
                Self::from_effective(sign * number.scaled(-2))
            }
            "" => fraction(sign * number.scaled(0), text),
            _ => Err(fail(sign_length + number.taken, "expected % or nothing after the number")),
        }
    }
}

/// A bare number as a rate: clear under one, ambiguous from there on.
fn fraction(value: f64, text: &str) -> Result<GrowthRate> {
    if value.is_finite() && value.abs() >= 1.0 {
        return Err(Error::new(ErrorKind::Ambiguous {
            what: WHAT,
            text: excerpt(text),
            first: format!("{value}%"),
            second: format!("{}%", value * 100.0),
        }));
    }
    GrowthRate::from_effective(value)
}

/// The form in which machines exchange rates: the effective rate as a number of any size, so that 1.5 is 150 %. A rate
/// under −99.99999999999999 %, whose effective form rounds to −1, is written as `{"log": …}`.
impl Serialize for GrowthRate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_told_by_effective() {
            return serializer.serialize_f64(self.effective);
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("log", &self.log)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for GrowthRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RateVisitor { people: false })
    }
}

/// The form in which people write rates into files: `"7%"` or a fraction under one; a bare 7 is refused.
pub(crate) mod stated {
    use super::*;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<GrowthRate>, D::Error> {
        deserializer.deserialize_any(RateVisitor { people: true }).map(Some)
    }

    pub(crate) fn serialize<S: Serializer>(rate: &Option<GrowthRate>, serializer: S) -> Result<S::Ok, S::Error> {
        match rate {
            Some(rate) if rate.is_told_by_effective() && rate.effective.abs() >= 1.0 => {
                // Shifting the exponent of the shortest decimal form keeps the value exact.
                let text = format!("{:e}", rate.effective);
                let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
                let exponent = exponent.parse::<i32>().unwrap_or(0) + 2;
                serializer.serialize_str(&format!("{digits}e{exponent}%"))
            }
            rate => rate.serialize(serializer),
        }
    }
}

struct RateVisitor {
    people: bool,
}

impl<'de> de::Visitor<'de> for RateVisitor {
    type Value = GrowthRate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a growth rate such as \"7%\" or 0.07")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<GrowthRate, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<GrowthRate, E> {
        let rate = if self.people { fraction(value, &value.to_string()) } else { GrowthRate::from_effective(value) };
        rate.map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<GrowthRate, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<GrowthRate, E> {
        self.visit_f64(value as f64)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<GrowthRate, A::Error> {
        match map.next_entry::<String, f64>()? {
            Some((key, log)) if key == "log" => GrowthRate::from_log(log).map_err(de::Error::custom),
            Some((key, _)) => Err(de::Error::unknown_field(&key, &["log"])),
            None => Err(de::Error::missing_field("log")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn read(text: &str) -> f64 {
        text.parse::<GrowthRate>().unwrap_or_else(|error| panic!("{error}")).effective()
    }

    #[test]
    fn rates_are_read_as_people_write_them() {
        for (text, fraction) in [
            ("12.79%", 0.1279),
            ("12,79 %", 0.1279),
            ("+7%", 0.07),
            ("−2.5 %", -0.025),
            ("7 percent", 0.07),
            ("0.1279", 0.1279),
            ("-0.05", -0.05),
            ("700%", 7.0),
            ("0", 0.0),
        ] {
            assert_eq!(read(text), fraction, "{text}");
        }
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        let message = |text: &str| text.parse::<GrowthRate>().unwrap_err().to_string();
        assert!(message("7").contains("7% or 700%"));
        assert!(message("1").contains("1% or 100%"));
        assert!(message("-7").contains("-7% or -700%"));
        assert!(message("-100%").contains("must be above -100%"));
        assert!(message("7 %x").contains("at character 2"));
        assert!(message("--7%").contains("expected one sign"));
        assert!(message("1,250%").contains("1250% or 1.25%"));
        assert!(message("").contains("expected a number"));
    }

    #[test]
    fn effective_and_log_agree_at_both_ends() {
        let tiny = GrowthRate::from_log(1e-300).unwrap();
        assert_eq!(tiny.effective(), 1e-300);
        let collapse = GrowthRate::from_log(-690.0).unwrap();
        assert_eq!((collapse.effective(), collapse.log()), (-1.0, -690.0));
        assert!(GrowthRate::from_log(706.0).is_err());
        assert!(GrowthRate::from_effective(1e307).is_err());
    }

    #[test]
    fn quarterly_growth_compounds_to_a_year() {
        let rate = GrowthRate::from_per_period(0.02, Frequency::Quarterly).unwrap();
        assert_relative_eq!(rate.effective(), 1.02_f64.powi(4) - 1.0, max_relative = 1e-14);
        assert_relative_eq!(rate.per_period(Frequency::Quarterly), 0.02, max_relative = 1e-14);
        assert_relative_eq!(rate.per_period(Frequency::Monthly), 1.02_f64.powf(1.0 / 3.0) - 1.0, max_relative = 1e-13);
    }

    #[test]
    fn doubling_and_halving_exclude_one_another() {
        let up = GrowthRate::from_percent(7.0).unwrap();
        assert_relative_eq!(up.doubling_years().unwrap(), 10.244_768_351_058_713, max_relative = 1e-15);
        assert_eq!(up.halving_years(), None);
        assert_eq!(GrowthRate::ZERO.doubling_years(), None);
        assert_eq!(GrowthRate::from_percent(-50.0).unwrap().halving_years(), Some(1.0));
    }

    #[test]
    fn rates_near_minus_one_round_trip_through_json() {
        for log in [-690.0, -40.0, -20.0, -1e-9, 0.07, 3.0, 700.0] {
            let rate = GrowthRate::from_log(log).unwrap();
            let json = serde_json::to_string(&rate).unwrap();
            assert_eq!(serde_json::from_str::<GrowthRate>(&json).unwrap(), rate, "{json}");
        }
    }

    #[test]
    fn a_rate_is_a_number_for_machines_unless_it_rounds_to_minus_one() {
        let json = |log| serde_json::to_string(&GrowthRate::from_log(log).unwrap()).unwrap();
        assert!(json(-6.13).starts_with("-0.997"));
        assert_eq!(json(-40.0), "{\"log\":-40.0}");
    }

    #[test]
    fn a_shown_rate_never_reads_minus_zero() {
        assert_eq!(GrowthRate::from_percent(-0.01).unwrap().to_string(), "0.0%");
        assert_eq!(GrowthRate::from_percent(-2.5).unwrap().to_string(), "-2.5%");
    }
}
