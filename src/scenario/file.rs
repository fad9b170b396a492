//! Scenario files: TOML, or the same in JSON, with errors that name file, line and key.
//!
//! A file is read in two steps. First its text becomes a form, where an error is a wrong key or type at a place of the
//! text. Then the form is checked, where an error is a value that contradicts another; it names a key, which is looked
//! up in the text for its line.

use std::{collections::HashMap, fs::File, io::Read, path::Path};

use serde_json::value::RawValue;
use toml::de::{DeTable, DeValue};

use crate::{
    error::{Error, ErrorKind, Result},
    scenario::{form::ScenarioForm, scenario::Scenario},
};

/// The largest scenario file that is read, in bytes: 16 MiB. Ten thousand milestones take about half a million.
const LARGEST: u64 = 16 * 1024 * 1024;

impl Scenario {
    /// Reads a scenario from TOML. `file` is the name that errors give; no file is opened.
    ///
    /// The keys are `pair`, `baseline` and `milestone`, and where they are wanted `title`, `currency`, `promised`,
    /// `coverage` or `products`, `notes`, `sources`, `history`, `link`, `rates`, `deflate`, `inflation`, `shape`, `flows`,
    /// `sector`, `driver` and `base_growth`. Unknown keys are refused. The crate's `data/README.md` says what each is.
    ///
    /// # Errors
    /// With file, line and key: text that is not TOML, an unknown key, a wrong type, a milestone before the baseline,
    /// dates out of order, shares that do not add up, an amount in another currency, a shape that cannot meet the
    /// milestones.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let text = "pair = ['KAZ', 'UZB']
    /// [baseline]
    /// period = 2021
    /// amount = '$3B'
    /// [[milestone]]
    /// amount = '5B'
    /// by = 2020
    /// ";
    /// let error = Scenario::from_toml(text, "pledge.toml").unwrap_err().to_string();
    /// assert!(error.starts_with("pledge.toml line 7 key `milestone[0].by`: "));
    /// assert!(error.contains("the milestone of 5B is due by 2020"));
    /// ```
    pub fn from_toml(text: &str, file: &str) -> Result<Self> {
        let within_size = check_size(text.len() as u64);
        within_size.and_then(|()| read_toml(text)).map_err(|error| error.in_file(file))
    }

    /// Reads a scenario from JSON with the same keys as in TOML. `file` is the name that errors give.
    ///
    /// # Errors
    /// As [`from_toml`](Self::from_toml).
    ///
    /// # Examples
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let text = r#"{
    ///     "pair": ["KAZ", "UZB"],
    ///     "baseline": { "period": 2021, "amount": "$3B" },
    ///     "milestone": [{ "amount": "10B", "by": 2030 }]
    /// }"#;
    /// let scenario = Scenario::from_json(text, "pledge.json")?;
    /// assert_eq!(scenario.unit(), "USD".parse()?);
    /// assert!(Scenario::from_json("{}", "pledge.json").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn from_json(text: &str, file: &str) -> Result<Self> {
        let within_size = check_size(text.len() as u64);
        // Some editors begin a file with a byte order mark, which JSON does not allow.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        within_size.and_then(|()| read_json(text)).map_err(|error| error.in_file(file))
    }

    /// Reads a scenario file: JSON where its name ends in `.json`, TOML otherwise.
    ///
    /// # Errors
    /// As [`from_toml`](Self::from_toml); [`ErrorKind::Io`] where the file cannot be read; [`ErrorKind::Syntax`] where
    /// it is not UTF-8; [`ErrorKind::TooLarge`] above 16 MiB.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let pledge = Scenario::load("data/scenarios/kazakhstan-uzbekistan-2021.toml")?;
    /// assert_eq!(pledge.pair().to_string(), "KAZ-UZB");
    /// assert_eq!(Scenario::load("nowhere.toml").unwrap_err().code(), "io");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = read_text(path).map_err(|error| error.in_file(&name))?;
        let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        if json { Self::from_json(&text, &name) } else { Self::from_toml(&text, &name) }
    }

    /// The scenario as TOML, which [`from_toml`](Self::from_toml) reads back to the same scenario.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] where the text cannot be written.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Scenario, scenario::shipped};
    ///
    /// let scenario = shipped("india-china-2005")?.scenario()?;
    /// assert_eq!(Scenario::from_toml(&scenario.to_toml()?, "copy.toml")?, scenario);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(|error| Error::new(ErrorKind::Syntax(error.to_string())))
    }
}

/// Refuses a scenario of more bytes than `LARGEST`, before any of it is parsed.
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

/// The text of a file of at most `LARGEST` bytes.
///
/// # Errors
/// `Io` where it cannot be read, `TooLarge`, and `Syntax` with the line of the first byte that is not UTF-8.
fn read_text(path: &Path) -> Result<String> {
    let name = path.display().to_string();
    let unreadable = |error: std::io::Error| Error::io("read the scenario file", &name, error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    // One byte more than is allowed shows that the file is too large without reading all of it.
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    check_size(bytes.len() as u64)?;
    String::from_utf8(bytes).map_err(|error| {
        let (valid, _) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::new(ErrorKind::Syntax("not UTF-8 text; save the file as UTF-8".to_owned())).at_line(line)
    })
}

/// A scenario from TOML, its errors with line, column and key.
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

/// A scenario from JSON, its errors with line and key.
fn read_json(text: &str) -> Result<Scenario> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let form: ScenarioForm = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let (key, inner) = (error.path().to_string(), error.inner());
        let full = inner.to_string();
        // The place is told by the error's position, so that it is cut off the message.
        let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
        let reason = Error::new(ErrorKind::Syntax(sentence(message))).at_line(inner.line().max(1));
        if key == "." || key == "?" { reason } else { reason.at_key(key) }
    })?;
    deserializer.end().map_err(|error| {
        Error::new(ErrorKind::Syntax("text after the end of the scenario".to_owned())).at_line(error.line().max(1))
    })?;
    Scenario::try_from(form).map_err(|error| with_line(error, text, |key| locate_in_json(text, key)))
}

/// A parser's message in this crate's words, fit to stand after a colon: keys instead of fields, and on one line.
fn sentence(message: &str) -> String {
    let message = message.trim().replace('\n', "; ");
    let Some(unknown) = message.strip_prefix("unknown field ").map(|rest| format!("unknown key {rest}")) else {
        return message
            .replace("missing field", "missing key")
            .replace("expected u32", "expected a whole number")
            .replace("expected f64", "expected a number")
            .replace("expected an array of length 2", "expected a list of two");
    };
    unknown.replace(", expected one of ", "; accepted are ").replace(", expected ", "; accepted are ")
}

/// An error found while values were read, with its key and the line and column of its place. The root of the document
/// has the key `.`, which is not shown.
fn placed(error: Error, key: String, text: &str, locate: impl Fn(&str) -> Option<usize>) -> Error {
    let at = locate(&key);
    let error = if key == "." { error } else { error.at_key(key) };
    match at {
        Some(at) => at_offset(error, text, at),
        None => error,
    }
}

/// An error found when the values were checked, with the line of its key; unchanged where it has no key or the text
/// does not have it.
fn with_line(error: Error, text: &str, locate: impl Fn(&str) -> Option<usize>) -> Error {
    match error.position().key.as_deref().and_then(locate) {
        Some(at) => at_line_of(error, text, at),
        None => error,
    }
}

/// An error with the line of a byte offset, counted from 1.
fn at_line_of(error: Error, text: &str, offset: usize) -> Error {
    let before = &text.as_bytes()[..offset.min(text.len())];
    error.at_line(before.iter().filter(|byte| **byte == b'\n').count() + 1)
}

/// An error with the line and column of a byte offset, both counted from 1, the column in characters.
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

/// The byte at which the value of a key begins in a TOML text. Where the file does not have the key, that of the
/// nearest key above it: a missing `milestone[0].amount` is reported where `milestone[0]` begins.
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

/// The byte at which the value of a key begins in a JSON text, as `locate_in_toml` finds it. A raw value borrows from
/// the text, so that the difference of their addresses is its offset.
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
