//! Two economies, in the order in which they are named.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Economy;
use crate::error::{Error, Result};

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
#[serde(try_from = "Vec<Economy>", into = "[Economy; 2]")]
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

impl TryFrom<Vec<Economy>> for Pair {
    type Error = Error;

    fn try_from(economies: Vec<Economy>) -> Result<Self> {
        match economies.as_slice() {
            [first, second] => Self::new(*first, *second),
            _ => Err(Error::contradiction(format!("a pair is of two economies, but {} are named", economies.len()))),
        }
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
        assert_eq!(serde_json::to_string(&pair).unwrap(), r#"["UZB","KAZ"]"#);
    }
}
