//! A flow of goods from one economy to another, and what counts where one of a pair's two is missing.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    economy::{Economy, Pair},
    error::{Error, Result, given},
};

/// Trade in one direction: from an exporter to an importer.
///
/// ```
/// use tradepath::history::Flow;
///
/// let flow: Flow = "KAZ-UZB".parse()?;
/// assert_eq!((flow.exporter().name(), flow.importer().name()), ("Kazakhstan", "Uzbekistan"));
/// assert_eq!(flow.reversed().to_string(), "UZB-KAZ");
/// assert_eq!(flow.reversed().pair(), "UZB-KAZ".parse()?);
/// assert!(Flow::new("KAZ", "KAZ").is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flow(Pair);

impl Flow {
    /// From an exporter to an importer.
    ///
    /// # Errors
    /// That of an argument that could not be read; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where both
    /// are one economy.
    pub fn new(
        exporter: impl TryInto<Economy, Error: Into<Error>>,
        importer: impl TryInto<Economy, Error: Into<Error>>,
    ) -> Result<Self> {
        Pair::new(given(exporter)?, given(importer)?).map(Self)
    }

    /// The flow from the first-named economy of a pair to the second.
    pub fn outward(pair: Pair) -> Self {
        Self(pair)
    }

    /// The economy that sells.
    pub fn exporter(self) -> Economy {
        self.0.first()
    }

    /// The economy that buys.
    pub fn importer(self) -> Economy {
        self.0.second()
    }

    /// The pair, with the exporter named first.
    pub fn pair(self) -> Pair {
        self.0
    }

    /// The flow back.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self(self.0.reversed())
    }
}

impl FromStr for Flow {
    type Err = Error;

    /// Reads exporter and importer as a [`Pair`] is read.
    ///
    /// # Errors
    /// As for a [`Pair`].
    fn from_str(text: &str) -> Result<Self> {
        text.parse().map(Self)
    }
}

/// A text such as `KAZ-UZB`, the exporter first.
impl TryFrom<&str> for Flow {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// Exporter and importer by code or name.
impl TryFrom<(&str, &str)> for Flow {
    type Error = Error;

    fn try_from((exporter, importer): (&str, &str)) -> Result<Self> {
        Self::new(exporter, importer)
    }
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// What a turnover is in a period of which only one of the pair's two flows is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MissingFlow {
    /// Unknown: the period has no turnover.
    #[default]
    Unknown,
    /// The other flow counts as zero. For panels such as BACI, which list only trade that there was.
    Zero,
}
