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
        match self.code() {
            // The ISO table's own are too short to print.
            "GBR" => "United Kingdom",
            "USA" => "United States",
            _ => self.0.data().name,
        }
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
        let by_name = || {
            let name = common_name(trimmed);
            LIST.iter().copied().copied().find(|country| country.data().name.eq_ignore_ascii_case(&name))
        };
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

/// Names in wide use, and the code for which each stands.
const COMMON_NAMES: &[(&str, &str)] = &[
    ("america", "USA"),
    ("bolivia (plurinational state of)", "BOL"),
    ("brunei darussalam", "BRN"),
    ("burma", "MMR"),
    ("cape verde", "CPV"),
    ("cote d'ivoire", "CIV"),
    ("côte d'ivoire", "CIV"),
    ("czech republic", "CZE"),
    ("dr congo", "COD"),
    ("egypt, arab rep.", "EGY"),
    ("great britain", "GBR"),
    ("hong kong", "HKG"),
    ("iran, islamic rep.", "IRN"),
    ("islamic republic of iran", "IRN"),
    ("ivory coast", "CIV"),
    ("korea", "KOR"),
    ("korea, rep.", "KOR"),
    ("kyrgyz republic", "KGZ"),
    ("lao pdr", "LAO"),
    ("macao", "MAC"),
    ("macau", "MAC"),
    ("macedonia", "MKD"),
    ("people's republic of china", "CHN"),
    ("republic of korea", "KOR"),
    ("russian federation", "RUS"),
    ("slovak republic", "SVK"),
    ("swaziland", "SWZ"),
    ("syrian arab republic", "SYR"),
    ("the gambia", "GMB"),
    ("türkiye", "TUR"),
    ("turkiye", "TUR"),
    ("uk", "GBR"),
    ("united kingdom", "GBR"),
    ("united republic of tanzania", "TZA"),
    ("united states of america", "USA"),
    ("united states", "USA"),
    ("venezuela, rb", "VEN"),
    ("viet nam", "VNM"),
    ("yemen, rep.", "YEM"),
];

/// The name under which the ISO crate knows what a text names.
fn common_name(text: &str) -> String {
    let plain = text.replace('’', "'").to_lowercase();
    let code = COMMON_NAMES.iter().find(|(name, _)| *name == plain).map(|(_, code)| *code);
    let country = code.and_then(iso3166::Country::from_alpha3);
    country.map_or_else(|| text.to_owned(), |country| country.data().name.to_owned())
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
    fn unknown_and_misshapen_economies_are_refused() {
        assert!("XXX".parse::<Economy>().is_err());
        assert!("éa".parse::<Economy>().is_err());
        assert!("".parse::<Economy>().is_err());
        assert!("KAZ".parse::<Pair>().unwrap_err().to_string().contains("KAZ,UZB"));
        assert!(serde_json::from_str::<Pair>(r#"["KAZ","KAZ"]"#).is_err());
        for wrong in [r#"["KAZ"]"#, r#"["KAZ","UZB","RUS"]"#] {
            assert!(serde_json::from_str::<Pair>(wrong).unwrap_err().to_string().contains("of two economies"));
        }
    }

    #[test]
    fn names_in_wide_use_are_known() {
        for (name, code) in [
            ("United States", "USA"),
            ("Viet Nam", "VNM"),
            ("Türkiye", "TUR"),
            ("Côte d'Ivoire", "CIV"),
            ("Turkey", "TUR"),
        ] {
            assert_eq!(name.parse::<Economy>().unwrap().code(), code);
        }
        for (name, code) in COMMON_NAMES {
            assert_eq!(name.parse::<Economy>().unwrap().code(), *code);
        }
    }

    #[test]
    fn order_is_kept() {
        let pair: Pair = serde_json::from_str(r#"["UZB","KAZ"]"#).unwrap();
        assert_eq!(pair.first().code(), "UZB");
        assert_eq!(serde_json::to_string(&pair).unwrap(), r#"["UZB","KAZ"]"#);
    }
}
