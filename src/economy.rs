//! Economies and pairs of them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// An economy of ISO 3166-1, known by its alpha-3 code.
///
/// ```
/// use tradepath::Economy;
///
/// let kazakhstan: Economy = "KAZ".parse()?;
/// assert_eq!(kazakhstan, "Kazakhstan".parse()?);
/// assert_eq!(kazakhstan, "kz".parse()?);
/// assert_eq!((kazakhstan.code(), kazakhstan.name()), ("KAZ", "Kazakhstan"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Economy(iso3166::Country);

impl Economy {
    /// The alpha-3 code.
    pub fn code(self) -> &'static str {
        self.0.data().alpha3
    }

    /// The alpha-2 code.
    pub fn alpha2(self) -> &'static str {
        self.0.data().alpha2
    }

    /// The English short name.
    pub fn name(self) -> &'static str {
        self.0.data().name
    }
}

impl FromStr for Economy {
    type Err = Error;

    /// Reads an alpha-3 or alpha-2 code or the English short name, in any case.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for anything else.
    fn from_str(text: &str) -> Result<Self> {
        use iso3166::{Country, LIST};
        let trimmed = text.trim();
        let ascii = trimmed.is_ascii();
        let by_code = match trimmed.len() {
            3 if ascii => Country::from_alpha3_ignore_case(trimmed),
            2 if ascii => Country::from_alpha2_ignore_case(trimmed),
            _ => None,
        };
        let by_name =
            || LIST.iter().copied().copied().find(|country| country.data().name.eq_ignore_ascii_case(trimmed));
        by_code.or_else(by_name).map(Self).ok_or_else(|| {
            Error::parse(
                "an economy",
                text,
                1,
                "expected an ISO 3166-1 code such as KAZ or an English name such as Kazakhstan",
            )
        })
    }
}

impl TryFrom<String> for Economy {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Economy> for String {
    fn from(economy: Economy) -> Self {
        economy.code().to_owned()
    }
}

impl fmt::Display for Economy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Economy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Two different economies, in the order in which they were named: exports and the balance are the first one's.
///
/// ```
/// use tradepath::Pair;
///
/// let pair: Pair = "KAZ-UZB".parse()?;
/// assert_eq!(pair, Pair::new("KAZ".parse()?, "UZB".parse()?)?);
/// assert_eq!(pair.to_string(), "KAZ-UZB");
/// assert!("KAZ,KAZ".parse::<Pair>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "[Economy; 2]", into = "[Economy; 2]")]
pub struct Pair {
    first: Economy,
    second: Economy,
}

impl Pair {
    /// Two economies.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where they are one and the same.
    pub fn new(first: Economy, second: Economy) -> Result<Self> {
        if first == second {
            return Err(Error::contradiction(format!("a pair is of two economies, but both are {first}")));
        }
        Ok(Self { first, second })
    }

    /// The first-named economy.
    pub fn first(self) -> Economy {
        self.first
    }

    /// The second-named economy.
    pub fn second(self) -> Economy {
        self.second
    }

    /// Whether the flow from `exporter` to `importer` is one of the pair's two.
    pub fn has_flow(self, exporter: Economy, importer: Economy) -> bool {
        [(self.first, self.second), (self.second, self.first)].contains(&(exporter, importer))
    }
}

impl TryFrom<[Economy; 2]> for Pair {
    type Error = Error;

    fn try_from([first, second]: [Economy; 2]) -> Result<Self> {
        Self::new(first, second)
    }
}

impl From<Pair> for [Economy; 2] {
    fn from(pair: Pair) -> Self {
        [pair.first, pair.second]
    }
}

impl FromStr for Pair {
    type Err = Error;

    /// Reads two economies with a comma, a dash or a slash between.
    ///
    /// # Errors
    /// Where there are not two, either is unknown, or both are the same.
    fn from_str(text: &str) -> Result<Self> {
        let named = [',', '–', '—', '/'].into_iter().find_map(|mark| text.split_once(mark));
        let (first, second) = named.or_else(|| text.split_once('-')).ok_or_else(|| {
            Error::parse("a pair", text, 1, "expected two economies with a comma between, such as KAZ,UZB")
        })?;
        Self::new(first.parse()?, second.parse()?)
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.second)
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
    fn unknown_and_misshapen_economies_are_refused() {
        assert!("XXX".parse::<Economy>().is_err());
        assert!("éa".parse::<Economy>().is_err());
        assert!("".parse::<Economy>().is_err());
        assert!("KAZ".parse::<Pair>().unwrap_err().to_string().contains("KAZ,UZB"));
        assert!(serde_json::from_str::<Pair>(r#"["KAZ","KAZ"]"#).is_err());
        assert!(serde_json::from_str::<Pair>(r#"["KAZ"]"#).is_err());
    }

    #[test]
    fn order_is_kept() {
        let pair: Pair = serde_json::from_str(r#"["UZB","KAZ"]"#).unwrap();
        assert_eq!(pair.first().code(), "UZB");
        assert_eq!(serde_json::to_string(&pair).unwrap(), r#"["UZB","KAZ"]"#);
    }
}
