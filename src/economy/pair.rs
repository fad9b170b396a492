//! Pairs of economies, in the order in which they are named.
//!
//! The order carries meaning: exports, imports and the balance of a history are those of the first-named economy.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    economy::economy::Economy,
    error::{Error, Result, given},
};

/// Two different economies, in the order in which they were named. Exports and the balance are the first-named
/// economy's.
///
/// `KAZ-UZB` and `UZB-KAZ` are different pairs with the same turnover; [`reversed`](Self::reversed) turns one into the
/// other.
///
/// ```
/// use tradepath::Pair;
///
/// let pair: Pair = "KAZ-UZB".parse()?;
/// assert_eq!(pair, Pair::new("KAZ", "UZB")?);
/// assert_eq!(pair.to_string(), "KAZ-UZB");
/// assert_eq!(pair, Pair::try_from(("Kazakhstan", "Uzbekistan"))?);
/// assert!("KAZ,KAZ".parse::<Pair>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// In files a pair is a text, so that it can be the key of a map. A list of two economies is read as well.
///
/// ```
/// use std::collections::BTreeMap;
/// use tradepath::Pair;
///
/// let json = r#"{"KAZ-UZB": 4.97e9}"#;
/// let turnover: BTreeMap<Pair, f64> = serde_json::from_str(json).unwrap();
/// assert_eq!(serde_json::to_string(&turnover).unwrap(), r#"{"KAZ-UZB":4970000000.0}"#);
/// let listed: Pair = serde_json::from_str(r#"["KAZ", "UZB"]"#).unwrap();
/// assert_eq!(listed, "KAZ-UZB".parse()?);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pair {
    first: Economy,
    second: Economy,
}

impl Pair {
    /// A pair of two economies, each by its own type, a code or a name.
    ///
    /// # Errors
    /// The error of an economy that could not be read; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction)
    /// where both are the same.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Pair;
    ///
    /// assert_eq!(Pair::new("KAZ", "Uzbekistan")?.to_string(), "KAZ-UZB");
    /// let error = Pair::new("KAZ", "Kazakhstan").unwrap_err();
    /// assert_eq!(error.to_string(), "a pair is of two economies, but both are KAZ");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(
        first: impl TryInto<Economy, Error: Into<Error>>,
        second: impl TryInto<Economy, Error: Into<Error>>,
    ) -> Result<Self> {
        let (first, second): (Economy, Economy) = (given(first)?, given(second)?);
        if first == second {
            return Err(Error::contradiction(format!("a pair is of two economies, but both are {first}")));
        }
        let common = first.members_in_common(second);
        if !common.is_empty() {
            let codes: Vec<&str> = common.iter().map(|economy| economy.code()).collect();
            let message = format!(
                "{first} and {second} have members in common, which would be on both sides: {}",
                codes.join(", ")
            );
            return Err(Error::contradiction(message));
        }
        Ok(Self { first, second })
    }

    /// The first-named economy, whose exports are the pair's exports.
    ///
    /// ```
    /// use tradepath::Pair;
    ///
    /// assert_eq!(Pair::new("UZB", "KAZ")?.first().name(), "Uzbekistan");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn first(self) -> Economy {
        self.first
    }

    /// The second-named economy, from which the pair's imports come.
    ///
    /// ```
    /// use tradepath::Pair;
    ///
    /// assert_eq!(Pair::new("UZB", "KAZ")?.second().name(), "Kazakhstan");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn second(self) -> Economy {
        self.second
    }

    /// The same pair with the second economy named first, so that exports and imports change places.
    ///
    /// ```
    /// use tradepath::Pair;
    ///
    /// let pair: Pair = "KAZ-UZB".parse()?;
    /// assert_eq!(pair.reversed().to_string(), "UZB-KAZ");
    /// assert_ne!(pair.reversed(), pair);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { first: self.second, second: self.first }
    }

    /// Whether the flow from `exporter` to `importer` is one of the pair's two flows. Either direction counts.
    ///
    /// ```
    /// use tradepath::Pair;
    ///
    /// let pair: Pair = "KAZ-UZB".parse()?;
    /// assert!(pair.has_flow(pair.second(), pair.first()));
    /// assert!(!pair.has_flow(pair.first(), "CHN".parse()?));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn has_flow(self, exporter: Economy, importer: Economy) -> bool {
        [(self.first, self.second), (self.second, self.first)].contains(&(exporter, importer))
    }
}

/// Written as a text: `"KAZ-UZB"`. A text can be the key of a map, which a list cannot.
impl Pair {
    /// The texts of both sides.
    pub(super) fn split(text: &str) -> Result<(&str, &str)> {
        // A hyphen comes last, as names may contain one: `Guinea-Bissau, Senegal`.
        let named = [',', '–', '—', '/'].into_iter().find_map(|mark| text.split_once(mark));
        named.or_else(|| text.split_once('-')).ok_or_else(|| {
            Error::parse("a pair", text, 1, "expected two economies with a comma between, such as KAZ,UZB")
        })
    }

    /// Whether one of its sides is a bloc.
    ///
    /// ```
    /// use tradepath::Pair;
    ///
    /// assert!(Pair::new("EU", "ASEAN")?.has_bloc() && !Pair::new("KAZ", "UZB")?.has_bloc());
    /// // Kazakhstan and the other members of its bloc; but no bloc beside another with the same members.
    /// assert!(Pair::new("KAZ", "EAEU").is_ok() && Pair::new("CIS", "EAEU").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn has_bloc(self) -> bool {
        self.first.is_bloc() || self.second.is_bloc()
    }
}

impl Serialize for Pair {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Writes a pair as a list of two economies, which is its form in scenario files and documents.
pub(crate) fn as_list<S: Serializer>(pair: &Pair, serializer: S) -> Result<S::Ok, S::Error> {
    [pair.first, pair.second].serialize(serializer)
}

/// Reads a text, or a list of two economies.
impl<'de> Deserialize<'de> for Pair {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PairVisitor)
    }
}

/// Reads a pair from either form: a text, or a list of two economies.
struct PairVisitor;

impl<'de> de::Visitor<'de> for PairVisitor {
    type Value = Pair;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("two economies, such as \"KAZ-UZB\" or [\"KAZ\", \"UZB\"]")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Pair, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Pair, A::Error> {
        let mut economies: Vec<Economy> = Vec::new();
        while let Some(economy) = list.next_element()? {
            economies.push(economy);
        }
        match economies.as_slice() {
            [first, second] => Pair::new(*first, *second).map_err(de::Error::custom),
            _ => {
                let message = format!("a pair is of two economies, but {} are named", economies.len());
                Err(de::Error::custom(Error::contradiction(message)))
            }
        }
    }
}

/// Reads a text such as `KAZ-UZB`, as [`FromStr`] does. Functions that take a pair therefore take a text as well.
impl TryFrom<&str> for Pair {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// Two economies, each by a code or a name, in their order.
impl TryFrom<(&str, &str)> for Pair {
    type Error = Error;

    fn try_from((first, second): (&str, &str)) -> Result<Self> {
        Self::new(first, second)
    }
}

/// Two economies in their order. It fails where both are the same.
impl TryFrom<(Economy, Economy)> for Pair {
    type Error = Error;

    fn try_from((first, second): (Economy, Economy)) -> Result<Self> {
        Self::new(first, second)
    }
}

impl FromStr for Pair {
    type Err = Error;

    /// Reads two economies with a comma, a slash, a dash or a hyphen between them.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) where there are not two, or one is unknown;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where both are the same.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Pair;
    ///
    /// let pair: Pair = "KAZ/UZB".parse()?;
    /// assert_eq!(pair, "Kazakhstan, Uzbekistan".parse()?);
    /// // A name may contain a hyphen where a comma stands between the two.
    /// assert_eq!("Guinea-Bissau, Senegal".parse::<Pair>()?.to_string(), "GNB-SEN");
    /// assert!("KAZ".parse::<Pair>().unwrap_err().to_string().contains("KAZ,UZB"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let (first, second) = Self::split(text)?;
        Self::new(first, second)
    }
}

/// Both codes with a hyphen between: `KAZ-UZB`. Width, fill and alignment are honoured.
impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}", self.first, self.second))
    }
}

/// Writes the pair as `Display` does.
impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_reads_names_with_dashes_of_their_own() {
        let pair: Pair = "Guinea-Bissau, Senegal".parse().unwrap();
        assert_eq!(pair.to_string(), "GNB-SEN");
    }

    #[test]
    fn misshapen_pairs_are_refused() {
        assert!("KAZ".parse::<Pair>().unwrap_err().to_string().contains("KAZ,UZB"));
        assert!(serde_json::from_str::<Pair>(r#"["KAZ","KAZ"]"#).is_err());
        for wrong in [r#"["KAZ"]"#, r#"["KAZ","UZB","RUS"]"#] {
            assert!(serde_json::from_str::<Pair>(wrong).unwrap_err().to_string().contains("of two economies"));
        }
    }

    #[test]
    fn order_is_kept() {
        let pair: Pair = serde_json::from_str(r#"["UZB","KAZ"]"#).unwrap();
        assert_eq!(pair.first().code(), "UZB");
        assert_eq!(serde_json::to_string(&pair).unwrap(), r#""UZB-KAZ""#);
    }
}
