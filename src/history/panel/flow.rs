//! One direction of trade, from an exporter to an importer, and the rule for a flow that is missing beside its
//! counterpart.

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
/// assert_eq!(flow.exporter().name(), "Kazakhstan");
/// assert_eq!(flow.importer().name(), "Uzbekistan");
/// assert_eq!(flow.reversed().to_string(), "UZB-KAZ");
/// assert_eq!(flow.reversed().pair(), "UZB-KAZ".parse()?);
/// assert!(Flow::new("KAZ", "KAZ").is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flow(Pair);

impl Flow {
    /// A flow from an exporter to an importer, each given by code or name.
    ///
    /// # Errors
    /// The error of an argument that cannot be read; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction)
    /// where both are one economy.
    pub fn new(
        exporter: impl TryInto<Economy, Error: Into<Error>>,
        importer: impl TryInto<Economy, Error: Into<Error>>,
    ) -> Result<Self> {
        Pair::new(given(exporter)?, given(importer)?).map(Self)
    }

    /// The flow from the first-named economy of a pair to the second: the pair's exports.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Flow;
    ///
    /// let exports = Flow::outward("KAZ-UZB".parse()?);
    /// assert_eq!(exports, Flow::new("KAZ", "UZB")?);
    /// assert_eq!(exports.reversed().exporter().code(), "UZB");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
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

    /// The flow in the other direction.
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
    /// The errors of reading a [`Pair`].
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

/// Exporter and importer, each by code or name: `("KAZ", "Uzbekistan")`.
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

/// What the turnover is in a period for which only one of the pair's two flows is recorded.
///
/// # Examples
/// ```
/// use tradepath::{Pair, Period, Series, history::{History, MissingFlow}};
///
/// let pair = Pair::new("KAZ", "UZB")?;
/// let exports = Series::annual("USD", [(2019, 5.0), (2020, 6.0)])?;
/// let imports = Series::annual("USD", [(2019, 2.0)])?;
/// let (exports, imports) = (Some(exports), Some(imports));
/// let (out, back) = (exports.clone(), imports.clone());
/// let unknown = History::of_series(pair, out, back, MissingFlow::Unknown)?;
/// let zero = History::of_series(pair, exports, imports, MissingFlow::Zero)?;
/// let of_2020 = Period::year(2020)?;
/// assert_eq!(unknown.turnover().unwrap().amount(of_2020), None);
/// assert_eq!(zero.turnover().unwrap().amount(of_2020).unwrap().value(), 6.0);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MissingFlow {
    /// Unknown: the period has no turnover.
    #[default]
    Unknown,
    /// The other flow counts as zero. This suits panels such as BACI, which list only trade that took place.
    Zero,
}
