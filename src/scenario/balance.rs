//! Balances that a pledge aims at.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    amount::{Amount, StatedAmount},
    error::{Error, Result},
    period::Period,
    share::Share,
    unit::Unit,
};

/// A balance (exports less imports, seen from the first-named economy) that a pledge aims at.
///
/// ```
/// use tradepath::{Scenario, scenario::BalanceAim};
///
/// let text = r#"
///     pair = ["TUR", "CHN"]
///     baseline = { period = 2020, amount = "$25.9B" }
///     flows = { exports = "2.9B", imports = "23B" }
///     milestone = [{ balance = 0, by = 2030 }]
/// "#;
/// let pledge = Scenario::from_toml(text, "balance.toml")?;
/// assert_eq!(pledge.balances()[0].aim, BalanceAim::Amount(0.0));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BalanceGoal {
    /// The balance to reach.
    pub aim: BalanceAim,
    /// The period by which it is to be reached; none where it has no date.
    pub by: Option<Period>,
}

/// A balance as it is stated: in files `0`, `"-$2B"` or `"5%"` of the turnover.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum BalanceAim {
    /// Exports less imports in units of the pledge's currency; negative for a deficit.
    Amount(f64),
    /// Exports less imports as a share of the turnover, above -1 and below 1.
    Share(f64),
}

/// A balance as it stands in a file, which may name a currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum StatedBalance {
    /// The sum, and whether it is a deficit.
    Amount(StatedAmount, bool),
    Share(f64),
}

impl StatedBalance {
    /// The balance, in the pledge's currency.
    pub fn aim(self, unit: Unit) -> Result<BalanceAim> {
        Ok(match self {
            Self::Amount(amount, deficit) => {
                let units = amount.amount_in(unit)?.value();
                BalanceAim::Amount(if deficit && units > 0.0 { -units } else { units })
            }
            Self::Share(share) => BalanceAim::Share(share),
        })
    }

    /// From a text: an amount or a percentage, with a minus sign for a deficit.
    fn read(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        let size = trimmed.strip_prefix(['-', '−']);
        let (deficit, size) = (size.is_some(), size.unwrap_or(trimmed).trim());
        if !size.ends_with('%') {
            return size.parse().map(|amount| Self::Amount(amount, deficit));
        }
        let share = size.parse::<Share>()?.fraction();
        if share >= 1.0 {
            let accepted = "above -100% and below 100% of the turnover, where one flow alone is traded";
            return Err(Error::out_of_range("the balance", trimmed, accepted));
        }
        Ok(Self::Share(if deficit { -share } else { share }))
    }
}

impl From<BalanceAim> for StatedBalance {
    fn from(aim: BalanceAim) -> Self {
        match aim {
            // A balance that was checked is finite, and so is its size.
            BalanceAim::Amount(units) => {
                let size = Amount::new(units.abs()).unwrap_or(Amount::ZERO);
                Self::Amount(size.into(), units < 0.0)
            }
            BalanceAim::Share(share) => Self::Share(share),
        }
    }
}

impl Serialize for StatedBalance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Amount(amount, deficit) => {
                let units = amount.amount().value();
                serializer.serialize_f64(if *deficit { -units } else { units })
            }
            Self::Share(share) => serializer.serialize_str(&format!("{}%", share * 100.0)),
        }
    }
}

impl<'de> Deserialize<'de> for StatedBalance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BalanceVisitor)
    }
}

/// Reads a number of units, or a text.
struct BalanceVisitor;

impl de::Visitor<'_> for BalanceVisitor {
    type Value = StatedBalance;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a balance such as 0, \"-$2B\" or \"5%\" of the turnover")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<StatedBalance, E> {
        StatedBalance::read(text).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, units: f64) -> Result<StatedBalance, E> {
        // Growth and shares are fractions where they are numbers, so that 0.05 may be meant as 5 %.
        if units != 0.0 && units.abs() < 1.0 {
            return Err(E::custom(format!(
                "a balance of {units} may be a share or a sum; write \"{}%\" for the share",
                units * 100.0
            )));
        }
        let amount = StatedAmount::try_from(units.abs()).map_err(E::custom)?;
        Ok(StatedBalance::Amount(amount, units < 0.0))
    }

    fn visit_i64<E: de::Error>(self, units: i64) -> Result<StatedBalance, E> {
        self.visit_f64(units as f64)
    }

    fn visit_u64<E: de::Error>(self, units: u64) -> Result<StatedBalance, E> {
        self.visit_f64(units as f64)
    }
}

/// In a document as in a scenario file: a number of units, or a share of the turnover as a percentage.
impl Serialize for BalanceAim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        StatedBalance::from(*self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BalanceAim {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match StatedBalance::deserialize(deserializer)? {
            StatedBalance::Amount(amount, deficit) => {
                let units = amount.amount().value();
                Self::Amount(if deficit && units > 0.0 { -units } else { units })
            }
            StatedBalance::Share(share) => Self::Share(share),
        })
    }
}

/// A balance in units of the pledge's currency.
impl TryFrom<f64> for BalanceAim {
    type Error = Error;

    fn try_from(units: f64) -> Result<Self> {
        StatedAmount::try_from(units.abs()).map(|_| Self::Amount(units))
    }
}

/// A balance such as `-2B`, or `5%` of the turnover. No currency is named: it is the pledge's.
impl TryFrom<&str> for BalanceAim {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        match StatedBalance::read(text)? {
            StatedBalance::Amount(amount, _) if amount.unit().is_some() => {
                Err(Error::parse("a balance", text, 1, "expected no currency or quantity, as it is that of the pledge"))
            }
            StatedBalance::Amount(amount, deficit) => {
                let units = amount.amount().value();
                Ok(Self::Amount(if deficit && units > 0.0 { -units } else { units }))
            }
            StatedBalance::Share(share) => Ok(Self::Share(share)),
        }
    }
}
