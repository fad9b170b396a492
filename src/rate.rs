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

/// An effective annual growth rate, as a fraction above −1: 0.07 is growth of 7 % a year, −0.5 a halving each year.
///
/// ```text
/// effective   g = V(t + 1 year) / V(t) − 1
/// logarithmic l = ln(1 + g)
/// ```
///
/// Both forms are kept, so that a rate whose effective form rounds to −100 % still knows its logarithm. Two rates are
/// equal where their effective forms are equal; at −100 %, where their logarithms are.
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
    /// Zero growth: the amount stays as it is.
    pub const ZERO: Self = Self { effective: 0.0, log: 0.0 };

    /// A rate from its effective form, a fraction a year: 0.07 is 7 %.
    ///
    /// Unlike a bare number given as an argument, a fraction of one or more is accepted here: 1.5 is 150 %.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for −1 and less, for infinity, for NaN, and for a fraction whose percentage is larger
    /// than an `f64` holds (above 1.8e306).
    ///
    /// # Examples
    /// ```
    /// use tradepath::GrowthRate;
    ///
    /// assert_eq!(GrowthRate::from_effective(0.07)?.to_string(), "7.0%");
    /// assert_eq!(GrowthRate::from_effective(1.5)?.percent(), 150.0);
    /// assert!(GrowthRate::from_effective(-1.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn from_effective(fraction: f64) -> Result<Self> {
        // The percentage has to be finite too, as it is what messages and tables show.
        if (fraction * 100.0).is_finite() && fraction > -1.0 {
            // Adding zero turns -0.0 into 0.0, so that equal rates have equal bits.
            let effective = fraction + 0.0;
            Ok(Self { effective, log: effective.ln_1p() })
        } else {
            Err(Error::out_of_range("the growth rate", Percent(fraction), "above -100% a year, and finite"))
        }
    }

    /// A rate from percent a year: 7.0 is 7 %.
    ///
    /// # Errors
    /// As [`from_effective`](Self::from_effective).
    ///
    /// # Examples
    /// ```
    /// use tradepath::GrowthRate;
    ///
    /// assert_eq!(GrowthRate::from_percent(50.0)?, GrowthRate::from_effective(0.5)?);
    /// assert!(GrowthRate::from_percent(-100.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn from_percent(percent: f64) -> Result<Self> {
        Self::from_effective(percent / 100.0)
    }

    /// A rate from its log growth a year, `l = ln(1 + g)`.
    ///
    /// ```text
    /// g = exp(l) − 1
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] where the effective rate would not be finite (above 705.17), and for NaN and infinity.
    ///
    /// # Examples
    /// ```
    /// use tradepath::GrowthRate;
    ///
    /// assert_eq!(GrowthRate::from_log(0.0)?, GrowthRate::ZERO);
    /// // A collapse that rounds to −100 % keeps its logarithm.
    /// let collapse = GrowthRate::from_log(-690.0)?;
    /// assert_eq!((collapse.effective(), collapse.log()), (-1.0, -690.0));
    /// assert!(GrowthRate::from_log(706.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn from_log(log: f64) -> Result<Self> {
        let effective = log.exp_m1() + 0.0;
        if !log.is_finite() || !(effective * 100.0).is_finite() {
            let accepted = "finite and at most 705.17, where the effective rate is 1.8e306";
            return Err(Error::out_of_range("the log growth a year", log, accepted));
        }
        Ok(Self { effective, log })
    }

    /// An annual rate from the growth of one period of `frequency`: 2 % a quarter is 8.243 % a year.
    ///
    /// ```text
    /// g = (1 + q)^n − 1,   n = periods in a year
    /// ```
    ///
    /// # Errors
    /// As [`from_effective`](Self::from_effective).
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Frequency, GrowthRate};
    ///
    /// let rate = GrowthRate::from_per_period(0.02, Frequency::Quarterly)?;
    /// assert_eq!(format!("{rate:.3}"), "8.243%");
    /// assert!((rate.per_period(Frequency::Quarterly) - 0.02).abs() < 1e-14);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn from_per_period(fraction: f64, frequency: Frequency) -> Result<Self> {
        if frequency == Frequency::Annual || !fraction.is_finite() || fraction <= -1.0 {
            return Self::from_effective(fraction);
        }
        Self::from_log(fraction.ln_1p() * f64::from(frequency.per_year()))
    }

    /// The effective rate, a fraction a year: 0.07 for 7 %.
    ///
    /// It is −1 only by rounding, where the logarithm is under −37.
    pub fn effective(self) -> f64 {
        self.effective
    }

    /// The effective rate in percent a year: 7.0 for 7 %.
    pub fn percent(self) -> f64 {
        self.effective * 100.0
    }

    /// The log growth a year, `ln(1 + g)`.
    ///
    /// ```
    /// let rate: tradepath::GrowthRate = "7%".parse()?;
    /// assert!((rate.log().exp() - 1.07).abs() < 1e-15);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn log(self) -> f64 {
        self.log
    }

    /// The growth of one period of `frequency` at this annual rate, as a fraction.
    ///
    /// ```text
    /// q = (1 + g)^(1 / n) − 1,   n = periods in a year
    /// ```
    ///
    /// ```
    /// use tradepath::{Frequency, GrowthRate};
    ///
    /// let rate: GrowthRate = "7%".parse()?;
    /// assert_eq!(rate.per_period(Frequency::Annual), 0.07);
    /// assert!(rate.per_period(Frequency::Monthly) < 0.07 / 12.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn per_period(self, frequency: Frequency) -> f64 {
        match frequency {
            // As it was given: by way of the logarithm the last digit could change.
            Frequency::Annual => self.effective,
            _ => (self.log / f64::from(frequency.per_year())).exp_m1(),
        }
    }

    /// The years in which an amount doubles at this rate; none where it does not grow.
    ///
    /// ```text
    /// ln 2 / ln(1 + g)
    /// ```
    ///
    /// ```
    /// use tradepath::GrowthRate;
    ///
    /// let years = GrowthRate::from_percent(7.0)?.doubling_years().unwrap();
    /// assert_eq!(format!("{years:.3}"), "10.245");
    /// assert_eq!(GrowthRate::ZERO.doubling_years(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn doubling_years(self) -> Option<f64> {
        self.years_of(std::f64::consts::LN_2)
    }

    /// The years in which an amount halves at this rate; none where it does not shrink.
    ///
    /// ```text
    /// −ln 2 / ln(1 + g)
    /// ```
    ///
    /// ```
    /// use tradepath::GrowthRate;
    ///
    /// assert_eq!(GrowthRate::from_percent(-50.0)?.halving_years(), Some(1.0));
    /// assert_eq!(GrowthRate::from_percent(7.0)?.halving_years(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn halving_years(self) -> Option<f64> {
        self.years_of(-std::f64::consts::LN_2)
    }

    /// The years in which the amount's logarithm changes by `log_ratio`; none where it moves the other way or not at
    /// all.
    fn years_of(self, log_ratio: f64) -> Option<f64> {
        let years = log_ratio / self.log;
        (years.is_finite() && years > 0.0).then_some(years)
    }

    /// Whether the effective form identifies this rate. It does not at −100 %, to which many logarithms round.
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

/// A fraction a year between −1 and 1, such as 0.07. A number of one or more is refused, as 7 may mean 7 % or 700 %.
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

/// Shows a fraction as percent with its sign.
struct Percent(f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.0 * 100.0;
        match f.precision() {
            // A rate of billions of percent would be a row of digits.
            _ if !percent.is_finite() || percent.abs() >= 1e9 => write!(f, "{percent:.2e}%"),
            Some(places) => {
                let text = format!("{percent:.places$}");
                // A fall too small to show is `0.0%`, never `-0.0%`.
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

/// What messages call the thing that is read.
const WHAT: &str = "a growth rate";

impl FromStr for GrowthRate {
    type Err = Error;

    /// Reads percent with its sign or word (`12.79%`, `12,79 %`, `7 percent`) or a fraction under one (`0.1279`).
    ///
    /// # Errors
    /// [`ErrorKind::Ambiguous`] for a bare number of one or more, as `7` may be 7 % or 700 %, and for one comma before
    /// three digits, as `1,250%` may be 1250 % or 1.25 %; [`ErrorKind::Parse`] for a text that is no number;
    /// [`ErrorKind::OutOfRange`] at or under −100 %.
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
                // The decimal point is moved before rounding, so that 12.79% is exactly the number 0.1279.
                Self::from_effective(sign * number.scaled(-2))
            }
            "" => fraction(sign * number.scaled(0), text),
            _ => Err(fail(sign_length + number.taken, "expected % or nothing after the number")),
        }
    }
}

/// A rate from a bare number: accepted under one, refused as ambiguous from one on.
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

/// The form in which programs exchange rates: the effective rate as a number of any size, so that 1.5 is 150 %. A rate
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

/// Reads a number of any size as a fraction, a text as [`FromStr`] does, or `{"log": …}`.
impl<'de> Deserialize<'de> for GrowthRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RateVisitor { people: false })
    }
}

/// The form in which people write rates into files: `"7%"` or a fraction under one. A bare 7 is refused.
pub(crate) mod stated {
    use super::*;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<GrowthRate>, D::Error> {
        deserializer.deserialize_any(RateVisitor { people: true }).map(Some)
    }

    /// Writes a number where [`deserialize`] takes it back, and a text in percent where a bare number would be refused.
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

/// Takes a number, a text in percent, or a map with a logarithm.
struct RateVisitor {
    /// Whether a person wrote the rate, so that a bare number of one or more is ambiguous.
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
