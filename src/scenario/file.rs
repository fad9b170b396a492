//! Scenario files: TOML, or the same in JSON, with errors that name file, line and key.

use std::{collections::HashMap, fs::File, io::Read, path::Path};

use serde_json::value::RawValue;
use toml::de::{DeTable, DeValue};

use crate::{
    error::{Error, ErrorKind, Result},
    history::{History, MirrorPolicy, PartialYears, Selection},
    period::Frequency,
    scenario::{
        form::ScenarioForm,
        scenario::{HistorySource, Scenario},
    },
};

/// The most that is read of a scenario file, in bytes: ten thousand milestones take half a million.
const LARGEST: u64 = 16 * 1024 * 1024;

impl Scenario {
    /// Reads a scenario from TOML. `file` is the name that errors give.
    ///
    /// # Errors
    /// With file, line and key: text that is not TOML, an unknown key, a wrong type, a milestone before the baseline,
    /// dates out of order, shares that do not add up, an amount in another currency, a shape that cannot meet the
    /// milestones.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let text = "pair = ['KAZ', 'UZB']\n[baseline]\nperiod = 2021\namount = '$3B'\n[[milestone]]\namount = '5B'\nby = 2020\n";
    /// let error = Scenario::from_toml(text, "pledge.toml").unwrap_err().to_string();
    /// assert!(error.starts_with("pledge.toml line 7 key `milestone[0].by`: the milestone of 5B is due by 2020"));
    /// ```
    pub fn from_toml(text: &str, file: &str) -> Result<Self> {
        let within_size = check_size(text.len() as u64);
        within_size.and_then(|()| read_toml(text)).map_err(|error| error.in_file(file))
    }

    /// Reads a scenario from JSON with the same keys. `file` is the name that errors give.
    ///
    /// # Errors
    /// As [`from_toml`](Self::from_toml).
    pub fn from_json(text: &str, file: &str) -> Result<Self> {
        let within_size = check_size(text.len() as u64);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        within_size.and_then(|()| read_json(text)).map_err(|error| error.in_file(file))
    }

    /// Reads a scenario file: JSON where its name ends in `.json`, TOML otherwise.
    ///
    /// # Errors
    /// As [`from_toml`](Self::from_toml); [`ErrorKind::Io`] where the file cannot be read, [`ErrorKind::TooLarge`]
    /// above 16 MiB.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = read_text(path).map_err(|error| error.in_file(&name))?;
        let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        if json { Self::from_json(&text, &name) } else { Self::from_toml(&text, &name) }
    }

    /// The scenario as TOML that [`from_toml`](Self::from_toml) reads back to the same scenario.
    ///
    /// # Errors
    /// Where the text cannot be written.
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(|error| Error::new(ErrorKind::Syntax(error.to_string())))
    }

    /// The history that the scenario names, from a file relative to `folder`, the scenario's own; none where it names
    /// none. Where the scenario counts in years and the history in quarters or months, its whole years are taken.
    ///
    /// # Errors
    /// Those of [`History::load`]; [`ErrorKind::Missing`] where no whole year is left.
    pub fn load_history(&self, folder: impl AsRef<Path>) -> Result<Option<History>> {
        let load = |source: &HistorySource| {
            let path = folder.as_ref().join(&source.file);
            let history = History::load(&path, self.selection(source)?)?;
            self.by_its_periods(history).map_err(|error| error.in_file(path.display().to_string()))
        };
        self.history_source().map(load).transpose()
    }

    fn by_its_periods(&self, history: History) -> Result<History> {
        if self.baseline().period().frequency() != Frequency::Annual {
            return Ok(history);
        }
        Ok(history.to_annual(PartialYears::Omit)?.0)
    }

    /// The same scenario with another history file, another reporter, or both.
    pub fn with_history(mut self, file: Option<&Path>, reporter: Option<MirrorPolicy>) -> Self {
        if let Some(file) = file {
            let file = file.display().to_string();
            let before = self.history.take().and_then(|source| source.reporter);
            self.history = Some(HistorySource { file, reporter: before });
        }
        if let (Some(source), Some(_)) = (&mut self.history, reporter) {
            source.reporter = reporter;
        }
        self
    }

    pub(crate) fn selection(&self, source: &HistorySource) -> Result<Selection> {
        let selection = Selection::new(self.pair(), self.currency())?;
        Ok(source.reporter.map_or(selection, |reporter| selection.reporter(reporter)))
    }
}

fn check_size(bytes: u64) -> Result<()> {
    if bytes <= LARGEST {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TooLarge {
        what: "the scenario file".to_owned(),
        limit: LARGEST,
        hint: "it holds a pledge and its assumptions; figures belong into a history file".to_owned(),
    }))
}

fn read_text(path: &Path) -> Result<String> {
    let name = path.display().to_string();
    let unreadable = |error: std::io::Error| Error::io("read the scenario file", &name, error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    check_size(bytes.len() as u64)?;
    String::from_utf8(bytes).map_err(|error| {
        let (valid, _) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::new(ErrorKind::Syntax("not UTF-8 text; save the file as UTF-8".to_owned())).at_line(line)
    })
}

fn read_toml(text: &str) -> Result<Scenario> {
    let syntax = |error: toml::de::Error| {
        let error_at = error.span().map_or(0, |span| span.start);
        at_offset(Error::new(ErrorKind::Syntax(sentence(error.message()))), text, error_at)
    };
    let table = DeTable::parse(text).map_err(syntax)?;
    let locate = |key: &str| locate_in_toml(&table, key);
    let form: ScenarioForm =
        serde_path_to_error::deserialize(toml::Deserializer::from(table.clone())).map_err(|error| {
            let key = error.path().to_string();
            let span = error.inner().span().map(|span| span.start);
            let reason = Error::new(ErrorKind::Syntax(sentence(error.inner().message())));
            placed(reason, key, text, |key| span.or_else(|| locate(key)))
        })?;
    Scenario::try_from(form).map_err(|error| with_line(error, text, locate))
}

fn read_json(text: &str) -> Result<Scenario> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let form: ScenarioForm = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let (key, inner) = (error.path().to_string(), error.inner());
        let full = inner.to_string();
        let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
        let reason = Error::new(ErrorKind::Syntax(sentence(message))).at_line(inner.line().max(1));
        if key == "." || key == "?" { reason } else { reason.at_key(key) }
    })?;
    deserializer.end().map_err(|error| {
        Error::new(ErrorKind::Syntax("text after the end of the scenario".to_owned())).at_line(error.line().max(1))
    })?;
    Scenario::try_from(form).map_err(|error| with_line(error, text, |key| locate_in_json(text, key)))
}

/// A library's message as a clause after a colon.
fn sentence(message: &str) -> String {
    let message = message.trim().replace('\n', "; ");
    let Some(unknown) = message.strip_prefix("unknown field ").map(|rest| format!("unknown key {rest}")) else {
        return message.replace("missing field", "missing key");
    };
    unknown.replace(", expected one of ", "; accepted are ").replace(", expected ", "; accepted are ")
}

/// An error found while reading values, at its key.
fn placed(error: Error, key: String, text: &str, locate: impl Fn(&str) -> Option<usize>) -> Error {
    let at = locate(&key);
    let error = if key == "." { error } else { error.at_key(key) };
    match at {
        Some(at) => at_offset(error, text, at),
        None => error,
    }
}

/// An error found in what was read, with the line of its key.
fn with_line(error: Error, text: &str, locate: impl Fn(&str) -> Option<usize>) -> Error {
    match error.position().key.as_deref().and_then(locate) {
        Some(at) => at_line_of(error, text, at),
        None => error,
    }
}

fn at_line_of(error: Error, text: &str, offset: usize) -> Error {
    let before = &text.as_bytes()[..offset.min(text.len())];
    error.at_line(before.iter().filter(|byte| **byte == b'\n').count() + 1)
}

fn at_offset(error: Error, text: &str, offset: usize) -> Error {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[line_start..].chars().count() + 1;
    at_line_of(error, text, offset).at_column(column)
}

/// The steps of a key: `milestone[1].by` is `milestone`, `1`, `by`.
fn steps(key: &str) -> impl Iterator<Item = &str> {
    key.split(['.', '[', ']']).filter(|step| !step.is_empty())
}

/// Where the value of a key begins; that of the nearest key above it where the file does not have it.
fn locate_in_toml(table: &toml::Spanned<DeTable<'_>>, key: &str) -> Option<usize> {
    let mut steps = steps(key);
    let mut at = None;
    let mut value = table.get_ref().get(steps.next()?)?;
    loop {
        at = Some(value.span().start).or(at);
        let Some(step) = steps.next() else { return at };
        let inner = match value.get_ref() {
            DeValue::Table(table) => table.get(step),
            DeValue::Array(array) => step.parse().ok().and_then(|index: usize| array.get(index)),
            _ => None,
        };
        match inner {
            Some(inner) => value = inner,
            None => return at,
        }
    }
}

/// As [`locate_in_toml`]: raw values are slices of the text, whose addresses give their places.
fn locate_in_json(text: &str, key: &str) -> Option<usize> {
    let mut at = None;
    let mut value = text;
    for step in steps(key) {
        let inner: Option<&RawValue> = match step.parse::<usize>() {
            Ok(index) => serde_json::from_str::<Vec<&RawValue>>(value).ok().and_then(|array| array.get(index).copied()),
            Err(_) => {
                serde_json::from_str::<HashMap<String, &RawValue>>(value).ok().and_then(|map| map.get(step).copied())
            }
        };
        let Some(inner) = inner else { break };
        value = inner.get();
        at = (value.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    }
    at
}
