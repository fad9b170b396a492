//! The kinds of causes, each with the strength that its kind is stated by.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    drivers::cause::{by_period::ByPeriod, response_of::ResponseOf},
    error::{Error, Result},
    period::Period,
    probability::Probability,
    rate::{GrowthRate, stated},
};

/// The kind of a driver, as its key `kind` names it.
///
/// ```
/// use tradepath::drivers::DriverKind;
///
/// assert_eq!("corridor".parse::<DriverKind>()?, DriverKind::Corridor);
/// assert_eq!(DriverKind::ALL.len(), 8);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DriverKind {
    /// A railway, a road, a border post: it lowers transport costs, trade costs or days on the way.
    Corridor,
    /// A trade agreement.
    Agreement,
    /// A cut of tariffs.
    Tariff,
    /// Growth of the two economies.
    Demand,
    /// A common currency, or a real appreciation.
    Currency,
    /// The price of a traded commodity.
    Price,
    /// Growth of migrants, or of investment.
    Mobility,
    /// An event, such as a quarrel or a border that opens.
    Shock,
}

impl DriverKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Corridor,
        Self::Agreement,
        Self::Tariff,
        Self::Demand,
        Self::Currency,
        Self::Price,
        Self::Mobility,
        Self::Shock,
    ];

    /// The name, as in a scenario file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Corridor => "corridor",
            Self::Agreement => "agreement",
            Self::Tariff => "tariff",
            Self::Demand => "demand",
            Self::Currency => "currency",
            Self::Price => "price",
            Self::Mobility => "mobility",
            Self::Shock => "shock",
        }
    }
}

impl fmt::Display for DriverKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for DriverKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(text.trim())).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::parse("a kind of driver", text, 1, format!("expected one of {names}"))
        })
    }
}

impl TryFrom<&str> for DriverKind {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// A cause with its strength.
///
/// ```
/// use tradepath::drivers::{Cause, Driver};
///
/// let driver = Driver::builder("Customs reform", "corridor").ad_valorem("-2%").starts(2027).build()?;
/// assert!(matches!(driver.cause(), Cause::TradeCost(change) if change.percent() == -2.0));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Cause {
    /// A corridor that changes the transport-cost factor, which is the value of goods with their transport over their
    /// value without.
    TransportCost(GrowthRate),
    /// A corridor that changes the ad valorem trade cost: everything that delivered goods cost over what they cost at home.
    TradeCost(GrowthRate),
    /// A corridor that saves days.
    DaysSaved(f64),
    /// A corridor whose response is its effect on the trade that uses it.
    Opened,
    /// An agreement in force.
    Agreement(Depth),
    /// A tariff that is cut by points of ad valorem, and what it was before.
    Tariff {
        /// The points that it is cut by, as a fraction.
        cut: f64,
        /// The tariff before, as a fraction.
        from: f64,
    },
    /// Growth of the GDP of the first-named and the other economy.
    Demand(Demand),
    /// A common currency.
    CommonCurrency,
    /// The real appreciation of the first-named and the other economy's currency.
    Appreciation([GrowthRate; 2]),
    /// A price by period. It counts from the first period on, and stays at the last.
    Price(ByPeriod<f64>),
    /// Growth a year of the number of migrants, or of the stock of investment.
    Mobility(GrowthRate),
    /// An event whose response is its effect.
    Event {
        /// The years in which half of the effect is gone; none for an event that lasts.
        half_life: Option<f64>,
        /// The chance a year that it comes, where it is not certain.
        chance: Option<Probability>,
    },
}

/// How far an agreement goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Depth {
    /// Preferences for some trade, or cooperation.
    Partnership,
    /// A free trade agreement.
    #[default]
    Agreement,
    /// A customs union or a common market.
    Union,
}

/// Growth of the two economies, in volume or in current dollars.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Demand {
    /// Real growth of the first-named and the other economy.
    pub real: Option<[GdpGrowth; 2]>,
    /// Growth of their GDP in current dollars.
    pub in_dollars: Option<[GdpGrowth; 2]>,
    /// Which of the two is counted.
    pub way: DemandWay,
}

impl Demand {
    /// The growth that is counted.
    pub(crate) fn counted(&self) -> Option<&[GdpGrowth; 2]> {
        self.by_way(self.way)
    }

    /// The growth that one of the ways counts, where it is stated.
    pub(crate) fn by_way(&self, way: DemandWay) -> Option<&[GdpGrowth; 2]> {
        match way {
            DemandWay::Real => self.real.as_ref(),
            DemandWay::Dollars => self.in_dollars.as_ref(),
        }
    }
}

/// Whether demand is counted by real growth, with prices beside it, or by GDP in current dollars, which holds prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DemandWay {
    /// Real growth; growth of prices comes on top.
    Real,
    /// Current dollars; no growth of prices is added.
    Dollars,
}

/// Growth of an economy: the same each year, or stated year by year.
///
/// ```
/// use tradepath::drivers::GdpGrowth;
///
/// assert!(matches!(GdpGrowth::try_from("4.5%")?, GdpGrowth::Constant(rate) if rate.to_string() == "4.5%"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GdpGrowth {
    /// The same each year.
    Constant(GrowthRate),
    /// By period.
    ByPeriod(ByPeriod<GrowthRate>),
}

impl GdpGrowth {
    /// The log growth of one period of so many years.
    ///
    /// # Errors
    /// `Missing` for a period of which no growth is stated.
    pub(crate) fn log(&self, period: Period, years: f64) -> Result<f64> {
        match self {
            Self::Constant(rate) => Ok(rate.log() * years),
            Self::ByPeriod(rates) => {
                let missing = || {
                    let hint = "state the growth of every period up to the last date, or one growth for all";
                    Error::missing(format!("GDP growth of {period}"), hint)
                };
                rates.at(period).map(|rate| rate.log() * years).ok_or_else(missing)
            }
        }
    }
}

impl Cause {
    /// The kind that it is of.
    pub fn kind(&self) -> DriverKind {
        match self {
            Self::TransportCost(_) | Self::TradeCost(_) | Self::DaysSaved(_) | Self::Opened => DriverKind::Corridor,
            Self::Agreement(_) => DriverKind::Agreement,
            Self::Tariff { .. } => DriverKind::Tariff,
            Self::Demand(_) => DriverKind::Demand,
            Self::CommonCurrency | Self::Appreciation(_) => DriverKind::Currency,
            Self::Price(_) => DriverKind::Price,
            Self::Mobility(_) => DriverKind::Mobility,
            Self::Event { .. } => DriverKind::Shock,
        }
    }

    /// What its response must be for one unit of.
    pub fn response_of(&self) -> ResponseOf {
        match self {
            Self::TransportCost(_) => ResponseOf::TransportCost,
            Self::TradeCost(_) | Self::Tariff { .. } => ResponseOf::TradeCost,
            Self::DaysSaved(_) => ResponseOf::Day,
            Self::Opened => ResponseOf::Corridor,
            Self::Agreement(_) => ResponseOf::Agreement,
            Self::Demand(_) => ResponseOf::Income,
            Self::CommonCurrency => ResponseOf::CommonCurrency,
            Self::Appreciation(_) => ResponseOf::Appreciation,
            Self::Price(_) => ResponseOf::Price,
            Self::Mobility(_) => ResponseOf::Migrants,
            Self::Event { .. } => ResponseOf::Event,
        }
    }

    /// The preset that is taken where no response is stated; none where there is no single one.
    pub(crate) fn usual_preset(&self) -> Option<&'static str> {
        match self {
            Self::TransportCost(_) => Some("transport-cost"),
            Self::TradeCost(_) | Self::Tariff { .. } => Some("trade-cost"),
            Self::DaysSaved(_) => Some("time"),
            Self::Opened => Some("freight-railway"),
            Self::Agreement(Depth::Agreement) => Some("agreement"),
            Self::Demand(_) => Some("income"),
            Self::CommonCurrency => Some("common-currency"),
            Self::Price(_) => Some("price-pass-through"),
            Self::Mobility(_) | Self::Agreement(_) | Self::Appreciation(_) | Self::Event { .. } => None,
        }
    }

    /// The years over which its effect builds up where that is not stated. Half of the long-run response to costs is
    /// reached in about four years and all of it in 7 to 10 (Boehm, Levchenko and Pandalai-Nayar 2023); agreements take
    /// about ten (Baier and Bergstrand 2007).
    pub(crate) fn usual_years(&self) -> f64 {
        match self {
            Self::TransportCost(_) | Self::TradeCost(_) | Self::DaysSaved(_) | Self::Opened | Self::Tariff { .. } => {
                7.0
            }
            Self::Agreement(_) => 10.0,
            _ => 0.0,
        }
    }
}

/// A growth rate that a person states: in percent as text, or as a fraction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stated(pub GrowthRate);

impl Serialize for Stated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        stated::serialize(&Some(self.0), serializer)
    }
}

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        stated::deserialize(deserializer)?.map(Self).ok_or_else(|| de::Error::custom("a growth rate is needed"))
    }
}

impl Serialize for GdpGrowth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Constant(rate) => Stated(*rate).serialize(serializer),
            Self::ByPeriod(rates) => rates.clone().map(Stated).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for GdpGrowth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct GrowthVisitor;

        impl<'de> de::Visitor<'de> for GrowthVisitor {
            type Value = GdpGrowth;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a growth a year such as \"4.5%\", or one by year such as { 2026 = \"4.8%\" }")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<GdpGrowth, E> {
                text.parse().map(GdpGrowth::Constant).map_err(E::custom)
            }

            fn visit_f64<E: de::Error>(self, fraction: f64) -> Result<GdpGrowth, E> {
                Stated::deserialize(de::value::F64Deserializer::new(fraction)).map(|rate| GdpGrowth::Constant(rate.0))
            }

            fn visit_i64<E: de::Error>(self, fraction: i64) -> Result<GdpGrowth, E> {
                Stated::deserialize(de::value::I64Deserializer::new(fraction)).map(|rate| GdpGrowth::Constant(rate.0))
            }

            fn visit_u64<E: de::Error>(self, fraction: u64) -> Result<GdpGrowth, E> {
                Stated::deserialize(de::value::U64Deserializer::new(fraction)).map(|rate| GdpGrowth::Constant(rate.0))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<GdpGrowth, A::Error> {
                let rates = ByPeriod::<Stated>::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(GdpGrowth::ByPeriod(rates.map(|rate| rate.0)))
            }
        }

        deserializer.deserialize_any(GrowthVisitor)
    }
}

/// The same growth each year.
impl TryFrom<&str> for GdpGrowth {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        Ok(Self::Constant(text.parse()?))
    }
}
