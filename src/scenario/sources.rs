//! The files that a scenario names: its history, exchange rates, and indices of prices.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    currency::Currency,
    economy::Economy,
    error::{Error, Result, given},
    history::MirrorPolicy,
    period::Period,
    rate::GrowthRate,
};

/// The file from which a scenario's history is read, and which side's reports in it are used.
///
/// A scenario only names the file; [`Scenario::load_history`](crate::Scenario::load_history) reads it.
///
/// ```
/// use tradepath::scenario::{HistorySource, shipped};
///
/// let scenario = shipped("india-china-2005")?.scenario()?;
/// let source = HistorySource::new("../history/india-china.csv");
/// assert_eq!(scenario.history_source(), Some(&source));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HistorySource {
    /// The file's path, relative to the scenario's own file.
    pub file: String,
    /// Which report to use where both sides report a flow; none for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<MirrorPolicy>,
    /// What the figures are called that name no source of their own, under charts too; none for the file's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The currency of the figures, where the scenario names exchange rates. Without it, the figures are in the
    /// scenario's currency where the file does not say otherwise, and in US dollars where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

impl HistorySource {
    /// A history file, by its path relative to the scenario's own file.
    ///
    /// ```
    /// use tradepath::{history::MirrorPolicy, scenario::HistorySource};
    ///
    /// let source = HistorySource::new("trade.csv").reporter(MirrorPolicy::Mean);
    /// assert_eq!(source.file, "trade.csv");
    /// ```
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), reporter: None, source: None, currency: None }
    }

    /// Sets which report to use where both sides report a flow.
    ///
    /// ```
    /// use tradepath::{history::MirrorPolicy, scenario::HistorySource};
    ///
    /// let source = HistorySource::new("trade.csv");
    /// assert_eq!(source.reporter, None);
    /// assert_eq!(source.reporter(MirrorPolicy::Mean).reporter, Some(MirrorPolicy::Mean));
    /// ```
    #[must_use]
    pub fn reporter(self, reporter: MirrorPolicy) -> Self {
        Self { reporter: Some(reporter), ..self }
    }

    /// Sets what the figures are called that name no source of their own.
    ///
    /// ```
    /// use tradepath::scenario::HistorySource;
    ///
    /// let source = HistorySource::new("trade.csv").source("State Statistics Committee, June 2026");
    /// assert_eq!(source.source.as_deref(), Some("State Statistics Committee, June 2026"));
    /// ```
    #[must_use]
    pub fn source(self, source: impl Into<String>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// Sets the currency of the figures, where exchange rates turn them into the scenario's.
    ///
    /// ```
    /// use tradepath::{Currency, scenario::HistorySource};
    ///
    /// let source = HistorySource::new("trade.csv").currency(Currency::EUR);
    /// assert_eq!(source.currency, Some(Currency::EUR));
    /// ```
    #[must_use]
    pub fn currency(self, currency: Currency) -> Self {
        Self { currency: Some(currency), ..self }
    }
}

/// The prices of one period that a pledge's amounts are in, and the index that brings nominal figures to them. In a file it
/// is `deflate = { file = "cpi.csv", base = 2021 }`.
///
/// ```
/// use tradepath::{Scenario, scenario::RealPrices};
///
/// let pledge = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("10B", 2030)
///     .real_prices(RealPrices::new("us-cpi.csv", 2021)?)
///     .build()?;
/// assert_eq!(pledge.real_prices().unwrap().base.to_string(), "2021");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RealPrices {
    /// The path of a price index, relative to the scenario's own file.
    pub file: String,
    /// Whose prices of the file, where it has those of several economies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Economy>,
    /// The period in whose prices the amounts are.
    pub base: Period,
}

impl RealPrices {
    /// The prices of a period, by an index from a file.
    ///
    /// # Errors
    /// The error of a period that cannot be read.
    pub fn new(file: impl Into<String>, base: impl TryInto<Period, Error: Into<Error>>) -> Result<Self> {
        Ok(Self { file: file.into(), of: None, base: given(base)? })
    }

    /// Sets whose prices of the file, where it has those of several economies.
    #[must_use]
    pub fn of(self, economy: Economy) -> Self {
        Self { of: Some(economy), ..self }
    }
}

/// A growth of prices that is assumed, to tell how much of a nominal pledge prices give by themselves. In a file it is
/// `inflation = "2.5%"`, or a table with `rate`, the `source` of that rate, or the `file` of an index.
///
/// With an index and a rate, prices go by the index as far as it reaches, and by the rate from there.
///
/// ```
/// use tradepath::{AssessmentOptions, Scenario, assess, scenario::Inflation};
///
/// let pledge = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("10B", 2030)
///     .inflation(Inflation::at("2.5%")?.source("IMF, World Economic Outlook, April 2026"))
///     .build()?;
/// let assessment = assess(&pledge, None, &AssessmentOptions::new())?;
/// let ten = &assessment.prices.as_ref().unwrap().milestones[0];
/// // Of 14.3 % a year, prices give 2.5 %, and 11.5 % is left.
/// assert_eq!(ten.real.to_string(), "11.5%");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Inflation {
    /// The growth of prices a year; none where an index alone says it.
    pub rate: Option<GrowthRate>,
    /// The path of a price index, relative to the scenario's own file.
    pub file: Option<String>,
    /// Whose prices of the file, where it has those of several economies.
    pub of: Option<Economy>,
    /// Where the rate is from.
    pub source: Option<String>,
}

/// Inflation as a table of a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct InflationTable {
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    rate: Option<GrowthRate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<Economy>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

impl Inflation {
    /// Prices that grow by a constant rate a year.
    ///
    /// # Errors
    /// The error of a growth rate that cannot be read.
    pub fn at(rate: impl TryInto<GrowthRate, Error: Into<Error>>) -> Result<Self> {
        Ok(Self { rate: Some(given(rate)?), file: None, of: None, source: None })
    }

    /// Prices by an index from a file. [`then_at`](Self::then_at) says how they go on after its last period.
    pub fn of_index(file: impl Into<String>) -> Self {
        Self { rate: None, file: Some(file.into()), of: None, source: None }
    }

    /// Sets the growth of prices a year after the last period of the index.
    ///
    /// # Errors
    /// The error of a growth rate that cannot be read.
    pub fn then_at(self, rate: impl TryInto<GrowthRate, Error: Into<Error>>) -> Result<Self> {
        Ok(Self { rate: Some(given(rate)?), ..self })
    }

    /// Sets whose prices of the file, where it has those of several economies.
    #[must_use]
    pub fn of(self, economy: Economy) -> Self {
        Self { of: Some(economy), ..self }
    }

    /// Sets where the rate is from.
    #[must_use]
    pub fn source(self, source: impl Into<String>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// Refuses what says nothing of prices.
    ///
    /// # Errors
    /// `Missing` without a rate and an index; `Contradiction` for an economy without an index.
    pub(super) fn checked(self) -> Result<Self> {
        if self.rate.is_none() && self.file.is_none() {
            let hint = "say how prices grow: rate = \"2.5%\" a year, or file = the path of an index";
            return Err(Error::missing("rate", hint));
        }
        if let (Some(of), None) = (self.of, &self.file) {
            let message =
                format!("{of} says whose prices of an index, and there is none; leave it out, or name a file");
            return Err(Error::contradiction(message).at_key("of"));
        }
        Ok(self)
    }
}

/// Refuses a growth of prices beside amounts in the prices of one period, which do not grow with prices.
pub(super) fn check_one_of(inflation: Option<&Inflation>, real: Option<&RealPrices>) -> Result<()> {
    let (Some(_), Some(real)) = (inflation, real) else { return Ok(()) };
    let message = format!(
        "the amounts are in prices of {}, of which the growth of prices gives nothing; keep `deflate` or `inflation`",
        real.base
    );
    Err(Error::contradiction(message).at_key("inflation"))
}

/// A rate alone is written as such, everything else as a table.
impl Serialize for Inflation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { rate, file, of, source } = self.clone();
        match (rate, &file, &source) {
            (Some(_), None, None) => crate::rate::stated::serialize(&rate, serializer),
            _ => InflationTable { rate, file, of, source }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Inflation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(InflationVisitor)
    }
}

/// Reads a growth a year, as a text or a fraction, or a table.
struct InflationVisitor;

impl<'de> de::Visitor<'de> for InflationVisitor {
    type Value = Inflation;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a growth of prices such as \"2.5%\", or a table with rate, source, file or of")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Inflation, E> {
        Inflation::at(text).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, fraction: f64) -> Result<Inflation, E> {
        Inflation::at(fraction).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Inflation, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Inflation, E> {
        self.visit_f64(number as f64)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Inflation, A::Error> {
        let InflationTable { rate, file, of, source } =
            InflationTable::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Inflation { rate, file, of, source })
    }
}
