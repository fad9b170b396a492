//! Systems of product codes: the Harmonised System and its revisions, others by name, and plain names.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{coverage::name::one_line, error::Error};

/// The system that a product's code is of.
///
/// Two codes mean the same product only within one classification: 33 is oils of flowers in the Harmonised System and
/// petroleum in the Standard International Trade Classification (SITC).
///
/// It is written as files name it: `HS`, `H0` to `H6` for a revision of the Harmonised System, `S4` for the fourth
/// revision of SITC. Other spellings of the Harmonised System are read too: `HS2012`, `HS 1996`.
///
/// ```
/// use tradepath::Classification;
///
/// let revision = "HS 2012".parse::<Classification>()?;
/// assert_eq!(revision, Classification::Harmonised(Some(4)));
/// assert_eq!(revision.to_string(), "H4");
/// assert_eq!("S4".parse::<Classification>()?, Classification::Other("S4".into()));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum Classification {
    /// The Harmonised System of the World Customs Organization. The number is that of UN Comtrade for the revision, where
    /// it is known: 0 is that of 1988, then 1 of 1996, 2 of 2002, 3 of 2007, 4 of 2012, 5 of 2017 and 6 of 2022.
    Harmonised(Option<u8>),
    /// Another classification by its name, such as `S4` or `BEC`.
    Other(String),
    /// Products that go by names, of no stated classification. They are taken as separate products.
    Names,
    /// Groups of products that go by names and overlap, such as "Fuels" and "Raw materials" in WITS. They are never added
    /// up.
    Groups,
}

/// The year of each revision of the Harmonised System, in the order of their numbers in UN Comtrade.
const REVISIONS: [&str; 7] = ["1988", "1996", "2002", "2007", "2012", "2017", "2022"];
/// The first revision is also called by the year in which most economies took it up.
const FIRST_TAKEN_UP: &str = "1992";

/// How [`Classification::Names`] and [`Classification::Groups`] are written.
const NAMES: &str = "names";
const GROUPS: &str = "groups";

impl Classification {
    /// The classification that a file names. Where it names none, codes are those of the Harmonised System.
    fn named(text: &str) -> Self {
        let name = &*one_line(text);
        if name.eq_ignore_ascii_case(NAMES) {
            return Self::Names;
        }
        if name.eq_ignore_ascii_case(GROUPS) {
            return Self::Groups;
        }
        if !name.is_empty() && !name.starts_with(['H', 'h']) {
            // Quotation marks stand around codes.
            return Self::Other(name.replace('"', "'"));
        }
        let revision = name.trim_start_matches(['H', 'h', 'S', 's', '-', ' ']);
        let of_year = || REVISIONS.iter().position(|year| *year == revision).map(|at| at as u8);
        Self::Harmonised(match revision.as_bytes() {
            [digit @ b'0'..=b'9'] => Some(digit - b'0'),
            _ if revision == FIRST_TAKEN_UP => Some(0),
            _ => of_year(),
        })
    }

    /// Whether it is the Harmonised System, in any revision.
    ///
    /// ```
    /// use tradepath::Classification;
    ///
    /// assert!(Classification::Harmonised(Some(6)).is_harmonised());
    /// assert!(!Classification::Other("S4".into()).is_harmonised());
    /// ```
    pub fn is_harmonised(&self) -> bool {
        matches!(self, Self::Harmonised(_))
    }

    /// Whether its products go by codes, where a longer code is part of the shorter code that it begins with.
    pub(crate) fn has_codes(&self) -> bool {
        matches!(self, Self::Harmonised(_) | Self::Other(_))
    }
}

impl fmt::Display for Classification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Harmonised(Some(revision)) => f.pad(&format!("H{revision}")),
            Self::Harmonised(None) => f.pad("HS"),
            Self::Other(name) => f.pad(name),
            Self::Names => f.pad(NAMES),
            Self::Groups => f.pad(GROUPS),
        }
    }
}

impl FromStr for Classification {
    type Err = Error;

    /// Every text names a classification, so that this never fails.
    fn from_str(text: &str) -> Result<Self, Error> {
        Ok(Self::named(text))
    }
}

impl From<&str> for Classification {
    fn from(text: &str) -> Self {
        Self::named(text)
    }
}

impl From<String> for Classification {
    fn from(text: String) -> Self {
        Self::named(&text)
    }
}

impl From<Classification> for String {
    fn from(classification: Classification) -> Self {
        classification.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harmonised_system_is_known_by_its_many_names() {
        for (text, revision) in
            [("", None), ("HS", None), ("h4", Some(4)), ("HS2012", Some(4)), ("HS-1992", Some(0)), ("HS 88/92", None)]
        {
            assert_eq!(Classification::named(text), Classification::Harmonised(revision), "{text}");
        }
    }

    #[test]
    fn every_classification_reads_back_from_its_text() {
        for text in ["HS", "H0", "H9", "S4", "SITC Rev. 4", "names", "groups"] {
            assert_eq!(Classification::named(text).to_string(), text);
        }
    }
}
