//! Whether a history's amounts can stand beside a pledge's.

use serde::{Deserialize, Serialize};

/// How a pledge and a history hang together: whether the history's amounts can stand beside the pledge's.
///
/// A pledge may count what the history does not: services as well as goods, or ten months of a year. In a file it is
/// `link = "level"`, `"ratio"` or `"none"`.
///
/// ```
/// use tradepath::scenario::{Link, shipped};
///
/// // "Over 3 billion" in ten months of 2021, beside 3.9 of the whole year: the same thing is measured.
/// let pledge = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
/// assert_eq!(pledge.link(), Some(Link::Level));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Link {
    /// The same thing is measured: amounts compare as they are.
    Level,
    /// The history's growth counts, on the level of the pledge: every figure is multiplied by the baseline's amount over
    /// the history's amount for the baseline's period.
    Ratio,
    /// The two are not compared.
    None,
}
