//! How the effect of a cause builds up over the periods after its start.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{
    error::{Error, Result},
    share::Share,
};

/// The longest time that an effect may take to build up, in years.
const LONGEST: f64 = 100.0;

/// How much of a cause's whole effect there is by the end of each period from its start on.
///
/// In a scenario file it is a number of years (`7`), a table (`{ years = 7, curve = "s-curve" }`), or the share of the
/// whole effect in each period (`["38%", "47%", "100%"]`).
///
/// ```
/// use tradepath::drivers::{Curve, PhaseIn};
///
/// let linear = PhaseIn::over(7.0, Curve::Linear)?;
/// // At the end of the first year one part of seven is there.
/// assert!((linear.share(1.0) - 1.0 / 7.0).abs() < 1e-15);
/// assert_eq!(linear.share(7.0), 1.0);
/// assert_eq!(PhaseIn::AT_ONCE.share(1.0), 1.0);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum PhaseIn {
    /// Over a number of years.
    Over {
        /// The years after which the whole effect is there; zero for an effect that is there at once.
        years: f64,
        /// How it builds up within these years.
        curve: Curve,
    },
    /// The share of the whole effect at the end of each year from the start on; the last one goes on.
    Path(Vec<Share>),
}

/// How an effect builds up within the years of its [`PhaseIn`].
///
/// ```
/// use tradepath::drivers::{Curve, PhaseIn};
///
/// let curve = PhaseIn::over(4.0, Curve::SCurve)?;
/// assert!(curve.share(1.0) < 0.25 && curve.share(2.0) == 0.5 && curve.share(3.0) > 0.75);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Curve {
    /// The same part each year.
    #[default]
    Linear,
    /// Slowly, then quickly, then slowly: `3 u^2 - 2 u^3` at the part `u` of the years.
    SCurve,
}

impl PhaseIn {
    /// The whole effect in the first period.
    pub const AT_ONCE: Self = Self::Over { years: 0.0, curve: Curve::Linear };

    /// An effect that builds up over a number of years.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for fewer than 0 and more than 100 years.
    pub fn over(years: f64, curve: Curve) -> Result<Self> {
        if (0.0..=LONGEST).contains(&years) {
            return Ok(Self::Over { years, curve });
        }
        Err(Error::out_of_range("the phase-in", format!("{years} years"), "from 0 to 100 years"))
    }

    /// The share of the whole effect at the end of each year from the start on.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for an empty list.
    pub fn path(shares: Vec<Share>) -> Result<Self> {
        if shares.is_empty() {
            return Err(Error::missing(
                "phase-in",
                "list the share of the effect in each year, or give a number of years",
            ));
        }
        Ok(Self::Path(shares))
    }

    /// The share of the whole effect that is there after a number of years since the start; none before it.
    pub fn share(&self, years: f64) -> f64 {
        if years <= 0.0 {
            return 0.0;
        }
        match self {
            Self::Over { years: over, curve } => {
                let part = if *over <= years { 1.0 } else { years / over };
                match curve {
                    Curve::Linear => part,
                    Curve::SCurve => part * part * (3.0 - 2.0 * part),
                }
            }
            Self::Path(shares) => {
                // Between the ends of two years, as in the quarters of one, the share is on the line between them.
                let at = |year: usize| match year.checked_sub(1) {
                    Some(before) => shares.get(before).or(shares.last()).map_or(1.0, |share| share.fraction()),
                    None => 0.0,
                };
                let whole = years.floor().min(LONGEST) as usize;
                at(whole) + (at(whole + 1) - at(whole)) * (years - years.floor())
            }
        }
    }
}

impl<'de> Deserialize<'de> for PhaseIn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PhaseInVisitor;

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            years: f64,
            #[serde(default)]
            curve: Curve,
        }

        impl<'de> de::Visitor<'de> for PhaseInVisitor {
            type Value = PhaseIn;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number of years, { years = 7, curve = \"s-curve\" }, or a list of shares")
            }

            fn visit_f64<E: de::Error>(self, years: f64) -> Result<PhaseIn, E> {
                PhaseIn::over(years, Curve::Linear).map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, years: i64) -> Result<PhaseIn, E> {
                self.visit_f64(years as f64)
            }

            fn visit_u64<E: de::Error>(self, years: u64) -> Result<PhaseIn, E> {
                self.visit_f64(years as f64)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<PhaseIn, A::Error> {
                let shares = Vec::deserialize(de::value::SeqAccessDeserializer::new(list))?;
                PhaseIn::path(shares).map_err(de::Error::custom)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<PhaseIn, A::Error> {
                let table = Table::deserialize(de::value::MapAccessDeserializer::new(map))?;
                PhaseIn::over(table.years, table.curve).map_err(de::Error::custom)
            }
        }

        deserializer.deserialize_any(PhaseInVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_on_at_its_last_share() {
        let shares = ["38%", "47%", "100%"].map(|share| share.parse().unwrap());
        let path = PhaseIn::path(shares.to_vec()).unwrap();
        assert_eq!([0.0, 1.0, 2.0, 3.0, 9.0].map(|years| path.share(years)), [0.0, 0.38, 0.47, 1.0, 1.0]);
        assert!((path.share(1.5) - 0.425).abs() < 1e-15);
        assert!(PhaseIn::path(Vec::new()).is_err());
    }

    #[test]
    fn each_form_of_a_file_comes_back() {
        for text in ["7", "{\"years\":7.0,\"curve\":\"s-curve\"}", "[\"38%\",1.0]", "0.5"] {
            let read: PhaseIn = serde_json::from_str(text).unwrap();
            let again = serde_json::to_string(&read).unwrap();
            assert_eq!(serde_json::from_str::<PhaseIn>(&again).unwrap(), read, "{text}");
        }
        for text in ["-1", "101", "[]", "{\"year\":7}", "\"slow\"", "[\"120%\"]"] {
            assert!(serde_json::from_str::<PhaseIn>(text).is_err(), "{text}");
        }
    }
}
