//! The scenarios and histories that come with the crate.

use crate::{
    error::{Error, Result},
    history::History,
    scenario::scenario::Scenario,
};

/// A scenario that comes with the crate, and its history. Both are files in the crate's `data/` folder, held as text
/// and read when they are asked for.
///
/// ```
/// let pledge = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021")?;
/// assert_eq!(pledge.scenario()?.baseline().amount().value(), 3e9);
/// assert!(pledge.history()?.turnover().is_some());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// The name of the scenario's file, without the ending.
    name: &'static str,
    /// The text of the scenario's file.
    text: &'static str,
    /// The text of the history's file.
    history: &'static str,
}

/// A scenario and its history by the names of their files.
macro_rules! shipped {
    ($name:literal, $history:literal) => {
        Shipped {
            name: $name,
            text: include_str!(concat!("../../data/scenarios/", $name, ".toml")),
            history: include_str!(concat!("../../data/history/", $history, ".csv")),
        }
    };
}

/// Every scenario that comes with the crate.
const SHIPPED: &[Shipped] = &[
    shipped!("kazakhstan-uzbekistan-2021", "kazakhstan-uzbekistan"),
    shipped!("kazakhstan-uzbekistan-2021-by-2030", "kazakhstan-uzbekistan"),
    shipped!("kazakhstan-uzbekistan-2018", "kazakhstan-uzbekistan"),
    shipped!("india-china-2005", "india-china"),
    shipped!("india-china-2010", "india-china"),
    shipped!("india-pakistan-2011", "india-pakistan"),
    shipped!("china-russia-2011", "china-russia"),
    shipped!("russia-turkey-2011", "russia-turkey"),
    shipped!("kazakhstan-uzbekistan-2024", "kazakhstan-uzbekistan"),
    shipped!("china-korea-2010", "china-korea"),
    shipped!("india-vietnam-2011", "india-vietnam"),
    shipped!("egypt-turkey-2011", "egypt-turkey"),
    shipped!("iran-turkey-2014", "iran-turkey"),
    shipped!("india-united-states-2014", "india-united-states"),
    shipped!("russia-turkey-2015", "russia-turkey"),
    shipped!("russia-vietnam-2015", "russia-vietnam"),
    shipped!("kazakhstan-turkey-2017", "kazakhstan-turkey"),
    shipped!("russia-turkey-2017", "russia-turkey"),
    shipped!("tajikistan-uzbekistan-2018", "tajikistan-uzbekistan"),
    shipped!("india-vietnam-2018", "india-vietnam"),
    shipped!("china-russia-2019", "china-russia"),
    shipped!("india-indonesia-2019", "india-indonesia"),
    shipped!("azerbaijan-turkey-2020", "azerbaijan-turkey"),
    shipped!("united-arab-emirates-india-2022", "united-arab-emirates-india"),
    shipped!("turkey-uzbekistan-2022", "turkey-uzbekistan"),
    shipped!("kazakhstan-turkey-2022", "kazakhstan-turkey"),
    shipped!("china-uzbekistan-2023", "china-uzbekistan"),
    shipped!("germany-turkey-2024", "germany-turkey"),
    shipped!("romania-turkey-2024", "romania-turkey"),
    shipped!("kyrgyzstan-uzbekistan-2024", "kyrgyzstan-uzbekistan"),
    shipped!("egypt-turkey-2024", "egypt-turkey"),
    shipped!("united-kingdom-india-2025", "united-kingdom-india"),
];

/// The scenario of that name in `data/scenarios/`, and its history.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for another name, with the names there are.
///
/// # Examples
/// ```
/// use tradepath::scenario::shipped;
///
/// assert_eq!(shipped("india-china-2005")?.name(), "india-china-2005");
/// let error = shipped("atlantis").unwrap_err();
/// assert!(error.to_string().contains("there are kazakhstan-uzbekistan-2021,"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn shipped(name: &str) -> Result<Shipped> {
    SHIPPED.iter().find(|shipped| shipped.name == name).copied().ok_or_else(|| {
        let names: Vec<&str> = SHIPPED.iter().map(|shipped| shipped.name).collect();
        Error::missing(format!("scenario `{}`", crate::error::excerpt(name)), format!("there are {}", names.join(", ")))
    })
}

impl Shipped {
    /// Every scenario that comes with the crate.
    ///
    /// ```
    /// use tradepath::scenario::Shipped;
    ///
    /// for shipped in Shipped::all() {
    ///     println!("{}: {}", shipped.name(), shipped.scenario()?.title());
    /// }
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        SHIPPED.iter().copied()
    }

    /// The name of its file in `data/scenarios/`, without the ending.
    ///
    /// ```
    /// use tradepath::scenario::{Shipped, shipped};
    ///
    /// assert!(Shipped::all().any(|shipped| shipped.name() == "china-russia-2011"));
    /// assert_eq!(shipped("china-russia-2011")?.name(), "china-russia-2011");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The TOML text of its file, as a model for other scenarios.
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::shipped};
    ///
    /// let pledge = shipped("india-china-2005")?;
    /// assert_eq!(Scenario::from_toml(pledge.text(), "copy.toml")?, pledge.scenario()?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn text(self) -> &'static str {
        self.text
    }

    /// The scenario, read from its text.
    ///
    /// # Errors
    /// None, as long as the crate's own tests pass.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// assert_eq!(scenario.milestones().len(), 2);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn scenario(self) -> Result<Scenario> {
        Scenario::from_toml(self.text, &format!("{}.toml", self.name))
    }

    /// The history that the scenario names.
    ///
    /// # Errors
    /// None, as long as the crate's own tests pass.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// let history = shipped("india-china-2005")?.history()?;
    /// assert!(history.turnover().is_some());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn history(self) -> Result<History> {
        let scenario = self.scenario()?;
        let source = scenario.history_source().ok_or_else(|| Error::missing("history", "the scenario names none"))?;
        History::read(self.history.as_bytes(), &source.file, scenario.selection(source, scenario.unit())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_scenario_can_be_read_and_names_its_history_and_sources() {
        for shipped in Shipped::all() {
            let scenario = shipped.scenario().unwrap();
            assert!(shipped.history().unwrap().turnover().is_some(), "{}", shipped.name);
            assert!(!scenario.sources().is_empty(), "{}", shipped.name);
            assert!(scenario.promised().is_some(), "{}", shipped.name);
        }
        assert!(shipped("atlantis").unwrap_err().to_string().contains("there are kazakhstan-uzbekistan-2021,"));
    }
}
