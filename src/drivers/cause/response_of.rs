//! What a response is for one unit of.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a response is for one unit of, which depends on the kind of driver and on how its strength is stated.
///
/// ```
/// use tradepath::drivers::{Preset, ResponseOf};
///
/// assert_eq!(Preset::find("trade-cost")?.of, ResponseOf::TradeCost);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ResponseOf {
    /// The elasticity of trade to the transport-cost factor, which is the value of goods with their transport over
    /// their value without. Zero or below.
    TransportCost,
    /// The elasticity of trade to the ad valorem trade cost, tariffs included. Zero or below.
    TradeCost,
    /// Log points of trade for a day that is saved. Zero or above.
    Day,
    /// Log points of trade that a new corridor brings to the trade that uses it. Zero or above.
    Corridor,
    /// Log points of trade that an agreement brings once it is in force. Zero or above.
    Agreement,
    /// The elasticity of trade to the GDP of each side. Zero or above.
    Income,
    /// Log points of trade that a common currency brings. Zero or above.
    CommonCurrency,
    /// The elasticity of a flow to a real appreciation of the exporter's currency; that of the importer's counts with the
    /// opposite sign. Of either sign, because volumes and prices move against each other.
    Appreciation,
    /// The part of a change in a price that changes the value of trade. Zero or above.
    Price,
    /// The elasticity of trade to the number of migrants, or to the stock of investment. Zero or above.
    Migrants,
    /// Log points of trade that an event brings. Of either sign.
    Event,
}

impl ResponseOf {
    /// What it is, in words that follow "a response" or "a preset".
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::TransportCost => "the elasticity to the transport-cost factor",
            Self::TradeCost => "the elasticity to the ad valorem trade cost",
            Self::Day => "log points a day saved",
            Self::Corridor => "log points for a corridor that opens",
            Self::Agreement => "log points for an agreement in force",
            Self::Income => "the elasticity to GDP",
            Self::CommonCurrency => "log points for a common currency",
            Self::Appreciation => "the elasticity to a real appreciation",
            Self::Price => "the part of a price that is passed on",
            Self::Migrants => "the elasticity to migrants or investment",
            Self::Event => "log points for an event",
        }
    }

    /// Whether it counts log points of trade, and is no elasticity.
    pub(super) fn is_in_log_points(self) -> bool {
        matches!(self, Self::Day | Self::Corridor | Self::Agreement | Self::CommonCurrency | Self::Event)
    }

    /// The largest response that is accepted, in either direction. Five log points are a trade of 148 times, more than
    /// anything does, so that a number above that is one of hundredths.
    pub(super) fn largest(self) -> f64 {
        if self.is_in_log_points() { 5.0 } else { 100.0 }
    }

    /// Whether a response may have the sign of `value`.
    pub(super) fn accepts(self, value: f64) -> bool {
        match self {
            Self::TransportCost | Self::TradeCost => value <= 0.0,
            Self::Appreciation | Self::Event => true,
            _ => value >= 0.0,
        }
    }
}

impl fmt::Display for ResponseOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.words())
    }
}
