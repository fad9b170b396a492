//! Responses of trade from the literature, each with its source and what it was estimated on.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{
    drivers::cause::response_of::ResponseOf,
    error::{Error, Result},
};

/// The presets in the order of their names. `data/README.md` says how a row comes into the table.
const TABLE: &str = include_str!("../../../data/drivers/presets.csv");

static PRESETS: LazyLock<Vec<Preset>> =
    LazyLock::new(|| csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize().filter_map(Result::ok).collect());

/// A response of trade from the literature.
///
/// ```
/// use tradepath::drivers::Preset;
///
/// let income = Preset::find("income")?;
/// assert_eq!((income.low, income.central, income.high), (0.7, 0.9, 1.0));
/// assert!(income.source.contains("Head and Mayer 2014"));
/// // A misspelt name is refused with those that there are.
/// assert!(Preset::find("incomes").unwrap_err().to_string().contains("migrants"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Preset {
    /// The name by which a driver's `response` names it.
    pub name: String,
    /// What it is for one unit of.
    pub of: ResponseOf,
    /// The weaker effect.
    pub low: f64,
    /// The effect in the middle.
    pub central: f64,
    /// The stronger effect.
    pub high: f64,
    /// What kind of knowledge it is.
    pub evidence: Evidence,
    /// The papers that the figures are from.
    pub source: String,
    /// The trade, the countries and the years that it was estimated on.
    pub estimated_on: String,
}

/// What kind of knowledge a [`Preset`] is.
///
/// ```
/// use tradepath::drivers::{Evidence, Preset};
///
/// assert_eq!(Preset::find("wto-accession")?.evidence, Evidence::Judgement);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Evidence {
    /// All three figures stand in a paper.
    Estimate,
    /// A figure follows from others by a computation that the source names.
    Computed,
    /// A figure is a judgement.
    Judgement,
}

impl Preset {
    /// Every preset, in the order of their names.
    ///
    /// ```
    /// use tradepath::drivers::Preset;
    ///
    /// assert!(Preset::all().iter().all(|preset| !preset.source.is_empty()));
    /// ```
    pub fn all() -> &'static [Self] {
        &PRESETS
    }

    /// The preset of a name.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for a name that none has.
    pub fn find(name: &str) -> Result<&'static Self> {
        Self::all().iter().find(|preset| preset.name == name.trim()).ok_or_else(|| {
            let names: Vec<&str> = Self::all().iter().map(|preset| preset.name.as_str()).collect();
            Error::parse("a preset", name, 1, format!("expected one of {}", names.join(", ")))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drivers::cause::response::Response;

    #[test]
    fn every_row_is_a_sound_response_with_a_source() {
        let rows = csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize().map(Result::<Preset, _>::unwrap);
        assert_eq!(rows.collect::<Vec<_>>(), Preset::all());
        assert!(Preset::all().is_sorted_by(|one, next| one.name < next.name));
        for preset in Preset::all() {
            let range = [preset.low, preset.central, preset.high];
            assert!(Response::new(preset.of, range, preset.source.as_str()).is_ok(), "{}", preset.name);
            assert!(!preset.estimated_on.is_empty(), "{}", preset.name);
        }
    }
}
