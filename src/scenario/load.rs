//! Reading the files that a scenario names.

use std::path::{Component, Path, PathBuf};

use crate::{
    economy::Economy,
    error::{Error, ErrorKind, Result},
    history::{Deflator, ExchangeRates, History, MirrorPolicy, PartialYears, Selection},
    period::Frequency,
    scenario::{
        money::MoneyTables,
        scenario::Scenario,
        sources::{HistorySource, Inflation, RealPrices, check_one_of},
    },
    unit::Unit,
};

/// What the files of a scenario hold, from [`Scenario::load_files`].
/// [`AssessmentOptions::money`](crate::AssessmentOptions::money) takes the rates and the indices.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ScenarioFiles {
    /// The history of the pair, by the periods of the scenario, in the currency and the prices of its file.
    pub history: Option<History>,
    /// Exchange rates and indices of prices.
    pub money: MoneyTables,
    /// The pledges that the scenario restates, with those that these restate.
    pub restated: Vec<Scenario>,
}

impl Scenario {
    /// Reads every file that the scenario names: its history, exchange rates, and indices of prices. What it does not name
    /// is none.
    ///
    /// The paths are relative to `folder`, the folder of the scenario's own file, and must lie within it: a scenario may
    /// come from someone who is not to read other files. [`load_files_anywhere`](Self::load_files_anywhere) follows them
    /// wherever they lead.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a file outside the folder, with its key; the errors of
    /// [`load_history`](Self::load_history), [`ExchangeRates::load`] and [`Deflator::load`].
    ///
    /// # Examples
    /// ```
    /// use tradepath::{AssessmentOptions, Scenario, assess};
    ///
    /// # let folder = std::env::temp_dir().join(format!("tradepath-files-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder).unwrap();
    /// # let text = "pair = ['GBR', 'IND']\nbaseline = { period = 2021, amount = '£20B' }\n\
    /// #     milestone = [{ multiple = 2, by = 2030 }]\n\
    /// #     history = { file = 'trade.csv' }\nrates = 'usd-gbp.csv'\n";
    /// # std::fs::write(folder.join("pledge.toml"), text).unwrap();
    /// # let trade = "year,exporter,importer,value_musd\n\
    /// #     2021,GBR,IND,13750\n2021,IND,GBR,13750\n2022,GBR,IND,16000\n2022,IND,GBR,16000\n";
    /// # std::fs::write(folder.join("trade.csv"), trade).unwrap();
    /// # let rates = "year,from,to,rate\n2021,USD,GBP,0.7271\n2022,USD,GBP,0.8117\n";
    /// # std::fs::write(folder.join("usd-gbp.csv"), rates).unwrap();
    /// // A pledge in pounds, figures in dollars, and the rates between them.
    /// let pledge = Scenario::load(folder.join("pledge.toml"))?;
    /// let files = pledge.load_files(&folder)?;
    /// let options = AssessmentOptions::new().money(files.money);
    /// let assessment = assess(&pledge, files.history.as_ref(), &options)?;
    /// let tracking = assessment.tracking.as_ref().unwrap();
    /// assert_eq!(tracking.amount.in_unit(pledge.unit()).to_string(), "£26B");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load_files(&self, folder: impl AsRef<Path>) -> Result<ScenarioFiles> {
        let folder = folder.as_ref();
        let named = [
            ("history.file", self.history.as_ref().map(|source| source.file.as_str())),
            ("rates", self.rates.as_deref()),
            ("deflate.file", self.deflate.as_ref().map(|prices| prices.file.as_str())),
            ("inflation.file", self.inflation.as_ref().and_then(|inflation| inflation.file.as_deref())),
        ];
        for (key, file) in named {
            file.map_or(Ok(()), |file| check_within(folder, file, key))?;
        }
        let restated = self.load_restated(folder, &|folder, file| check_within(folder, file, "restates"))?;
        Ok(ScenarioFiles { restated, ..self.load_tables(folder)? })
    }

    /// Reads every file that the scenario names, as [`load_files`](Self::load_files) does, wherever their paths lead: for
    /// scenarios of one's own.
    ///
    /// # Errors
    /// As [`load_files`](Self::load_files), but for those of a file outside the folder.
    pub fn load_files_anywhere(&self, folder: impl AsRef<Path>) -> Result<ScenarioFiles> {
        let folder = folder.as_ref();
        Ok(ScenarioFiles { restated: self.load_restated(folder, &|_, _| Ok(()))?, ..self.load_tables(folder)? })
    }

    /// The pledges that the scenario restates, and those that these restate, each once. `check` is asked of every file.
    ///
    /// # Errors
    /// `Contradiction` where they go round in a circle; those of `check` and of reading a scenario.
    fn load_restated(&self, folder: &Path, check: &dyn Fn(&Path, &str) -> Result<()>) -> Result<Vec<Scenario>> {
        let mut restated = Restated { check, found: Vec::new(), seen: Vec::new() };
        restated.follow(self, folder, &mut Vec::new()).map_err(|error| match error.position().file {
            // What is wrong in another file has a place there.
            Some(_) => error,
            None => error.at_key("restates"),
        })?;
        Ok(restated.found)
    }

    /// The history and the tables that the scenario names.
    fn load_tables(&self, folder: &Path) -> Result<ScenarioFiles> {
        let index = |file: &str, of: Option<Economy>| match of {
            Some(economy) => Deflator::load_of(folder.join(file), economy),
            None => Deflator::load(folder.join(file)),
        };
        let (deflate, inflation) = (self.deflate.as_ref(), self.inflation.as_ref());
        let price_index = inflation.and_then(|inflation| Some(index(inflation.file.as_deref()?, inflation.of)));
        let money = MoneyTables {
            rates: self.rates.as_ref().map(|file| ExchangeRates::load(folder.join(file))).transpose()?,
            deflator: deflate.map(|prices| index(&prices.file, prices.of)).transpose()?,
            price_index: price_index.transpose()?,
        };
        Ok(ScenarioFiles { history: self.load_history_anywhere(folder)?, money, restated: Vec::new() })
    }

    /// Reads the history that the scenario names: its pair's figures, in its currency or, where it names
    /// [exchange rates](Self::rates_file), in that of the file. None where it names no file.
    ///
    /// The file's path is taken relative to `folder`, the folder of the scenario's own file, and must lie within it: a
    /// scenario may come from someone who is not to read other files.
    /// [`load_history_anywhere`](Self::load_history_anywhere) follows the path wherever it leads. Where the scenario
    /// counts in years and the history in quarters or months, the history's complete years are used.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a file outside the folder, with the key `history.file`; those of [`History::load`];
    /// [`ErrorKind::Missing`] where no complete year is left.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let pledge = Scenario::load("data/scenarios/india-china-2005.toml")?;
    /// // It names `../history/india-china.csv`.
    /// let error = pledge.load_history("data/scenarios").unwrap_err();
    /// assert_eq!(error.position().key.as_deref(), Some("history.file"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load_history(&self, folder: impl AsRef<Path>) -> Result<Option<History>> {
        if let Some(source) = self.history_source() {
            check_within(folder.as_ref(), &source.file, "history.file")?;
        }
        self.load_history_anywhere(folder)
    }

    /// Reads the history that the scenario names, as [`load_history`](Self::load_history) does, wherever its path leads:
    /// for scenarios of one's own.
    ///
    /// # Errors
    /// Those of [`History::load`]; [`ErrorKind::Missing`] where no complete year is left.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let pledge = Scenario::load("data/scenarios/india-china-2005.toml")?;
    /// let history = pledge.load_history_anywhere("data/scenarios")?.unwrap();
    /// assert!(history.turnover().is_some());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load_history_anywhere(&self, folder: impl AsRef<Path>) -> Result<Option<History>> {
        let load = |source: &HistorySource| {
            let path = folder.as_ref().join(&source.file);
            let history = self.load_of(source, &path)?;
            let history = source.named(history, &path)?;
            self.by_its_periods(history).map_err(|error| error.in_file(path.display().to_string()))
        };
        self.history_source().map(load).transpose()
    }

    /// The history by the year, where the scenario counts in years; otherwise the history as it is. Years with missing
    /// quarters or months are left out.
    fn by_its_periods(&self, history: History) -> Result<History> {
        if self.baseline().period().frequency() != Frequency::Annual {
            return Ok(history);
        }
        Ok(history.to_annual(PartialYears::Omit)?.0)
    }

    /// The same scenario with another history file, another reporter, or both. `None` keeps what the scenario names.
    ///
    /// With a new file alone, the reporter that was named stays, and the source does not. A reporter alone has no effect on a scenario that
    /// names no history file.
    ///
    /// ```
    /// use std::path::Path;
    /// use tradepath::scenario::shipped;
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// let scenario = scenario.with_history(Some(Path::new("own.csv")), None);
    /// assert_eq!(scenario.history_source().unwrap().file, "own.csv");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn with_history(mut self, file: Option<&Path>, reporter: Option<MirrorPolicy>) -> Self {
        if let Some(file) = file {
            let file = file.display().to_string();
            let before = self.history.take().and_then(|source| source.reporter);
            self.history = Some(HistorySource { file, reporter: before, source: None, currency: None });
        }
        if let (Some(source), Some(_)) = (&mut self.history, reporter) {
            source.reporter = reporter;
        }
        self
    }

    /// The same scenario without a history, to read its other files alone.
    pub fn without_history(self) -> Self {
        Self { history: None, ..self }
    }

    /// The same scenario in the prices of one period, in place of those that it has.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`] where it assumes a growth of prices.
    pub fn with_real_prices(self, prices: RealPrices) -> Result<Self> {
        check_one_of(self.inflation.as_ref(), Some(&prices))?;
        Ok(Self { deflate: Some(prices), ..self })
    }

    /// The same scenario with another growth of prices that is assumed.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`] for amounts in the prices of one period, and for what says nothing of prices.
    pub fn with_inflation(self, inflation: Inflation) -> Result<Self> {
        let inflation = inflation.checked()?;
        check_one_of(Some(&inflation), self.deflate.as_ref())?;
        Ok(Self { inflation: Some(inflation), ..self })
    }

    /// The same scenario with another file of exchange rates. Its path is relative to the folder that
    /// [`load_files`](Self::load_files) is given.
    pub fn with_rates(self, file: &Path) -> Self {
        Self { rates: Some(file.display().to_string()), ..self }
    }

    /// The pair's figures in a history file: in the scenario's currency or, where it names exchange rates, in the currency
    /// that is named for them; without one, in US dollars where the file cannot be read in the scenario's.
    fn load_of(&self, source: &HistorySource, path: &Path) -> Result<History> {
        let load = |unit: Unit| History::load(path, self.selection(source, unit)?);
        if let (Some(other), None) = (source.currency.filter(|of| self.unit() != (*of).into()), &self.rates) {
            let hint = format!("the history is in {other}, the pledge in {}: rates = the path of a table", self.unit());
            return Err(Error::missing("exchange rates", hint).at_key("history.currency"));
        }
        let stated = source.currency.filter(|_| self.rates.is_some()).map(Unit::from);
        match load(stated.unwrap_or(self.unit())) {
            Err(error) if stated.is_none() && self.rates.is_some() && is_of_other_unit(&error) => load(Unit::USD),
            Err(error) if self.unit().currency().is_some() && self.rates.is_none() && is_of_other_unit(&error) => {
                let hint = format!(
                    "the pledge is in {}, and the history `{}` is not; rates = the path of a table of exchange rates",
                    self.unit(),
                    source.file
                );
                Err(Error::missing("exchange rates", hint).at_key("rates"))
            }
            read => read,
        }
    }

    /// The selection of those figures of the history file that belong to the scenario: its pair's, in a unit, by the
    /// reporter that was named.
    pub(super) fn selection(&self, source: &HistorySource, unit: Unit) -> Result<Selection> {
        let selection = Selection::new(self.partners.clone(), unit)?;
        Ok(match source.reporter {
            Some(reporter) => selection.reporter(reporter),
            None => selection,
        })
    }
}

/// The pledges that are found by following what each restates.
struct Restated<'a> {
    check: &'a dyn Fn(&Path, &str) -> Result<()>,
    found: Vec<Scenario>,
    /// The files of those that were found.
    seen: Vec<PathBuf>,
}

impl Restated<'_> {
    /// Reads what a scenario restates. `on_the_way` has the files that lead to it.
    fn follow(&mut self, scenario: &Scenario, folder: &Path, on_the_way: &mut Vec<PathBuf>) -> Result<()> {
        for file in scenario.restates() {
            (self.check)(folder, file)?;
            let path = folder.join(file);
            let full = path.canonicalize().unwrap_or_else(|_| path.clone());
            if on_the_way.contains(&full) {
                let message = format!("the pledge `{file}` restates itself, by way of others; leave one of them out");
                return Err(Error::contradiction(message));
            }
            if self.seen.contains(&full) {
                continue;
            }
            let restated = Scenario::load(&path)?;
            on_the_way.push(full.clone());
            self.follow(&restated, path.parent().unwrap_or(Path::new("")), on_the_way)?;
            on_the_way.pop();
            self.seen.push(full);
            self.found.push(restated);
        }
        Ok(())
    }
}

/// Whether a file was refused for its unit.
fn is_of_other_unit(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::MixedUnits { .. })
}

impl HistorySource {
    /// The history with the figures called as the scenario says, where they name no source of their own.
    ///
    /// # Errors
    /// `Contradiction` where every figure names its own source, so that the scenario's is not used.
    fn named(&self, history: History, path: &Path) -> Result<History> {
        let Some(label) = &self.source else { return Ok(history) };
        // Figures without a source carry the name of their file.
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let used = std::cell::Cell::new(false);
        let named = history.map(|series| {
            let observations = series.iter().map(|(period, seen)| {
                let mut seen = seen.clone();
                if seen.provenance.source == file {
                    used.set(true);
                    seen.provenance.source.clone_from(label);
                }
                (period, seen)
            });
            series.with_observations(observations.collect::<Vec<_>>())
        })?;
        if used.get() {
            return Ok(named);
        }
        let message = "the figures of the history name their own sources; leave the scenario's out";
        Err(Error::contradiction(message).at_key("history.source"))
    }
}

/// Refuses a file that does not lie within a folder, by its path or through links. `key` is that of the file.
fn check_within(folder: &Path, file: &str, key: &str) -> Result<()> {
    let outside = || {
        let accepted = "within the scenario's folder, unless the caller allows files from anywhere";
        let what = if key == "history.file" { "the history's file" } else { "the file" };
        Error::out_of_range(what, file, accepted).at_key(key)
    };
    let steps_down = |step: Component<'_>| matches!(step, Component::Normal(_) | Component::CurDir);
    if !Path::new(file).components().all(steps_down) {
        return Err(outside());
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // A file that is not there leads nowhere, which the reader says.
    match (folder.canonicalize(), folder.join(file).canonicalize()) {
        (Ok(folder), Ok(path)) if !path.starts_with(&folder) => Err(outside()),
        _ => Ok(()),
    }
}
