//! The crate's one error type.

use std::{convert::Infallible, fmt, sync::Arc};

/// The result type of every fallible function of this crate.
///
/// ```
/// fn years_to_double(rate: &str) -> tradepath::Result<Option<f64>> {
///     Ok(rate.parse::<tradepath::GrowthRate>()?.doubling_years())
/// }
/// assert_eq!(years_to_double("-7%")?, None);
/// assert!(years_to_double("seven").is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be read, built, solved or drawn.
///
/// The message says what was given, where (file, line, column, key), and what would be accepted. For programs,
/// [`kind`](Error::kind) distinguishes the cases, [`code`](Error::code) names them, and [`position`](Error::position)
/// has the place. `{:?}` prints the message too, so that a `main` that returns a [`Result`] reports the failure in
/// words.
///
/// ```
/// use tradepath::{Amount, ErrorKind};
///
/// let error = "3 zillion".parse::<Amount>().unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Parse { at: 3, .. }));
/// assert_eq!(error.code(), "parse");
/// let message = "cannot read an amount from `3 zillion` at character 3";
/// assert!(error.to_string().starts_with(message));
/// assert_eq!(format!("{error:?}"), error.to_string());
/// ```
#[derive(Clone, PartialEq)]
pub struct Error(Box<Inner>);

/// What an error holds. It is boxed, so that a [`Result`] stays small.
#[derive(Debug, Clone, PartialEq)]
struct Inner {
    kind: ErrorKind,
    position: Position,
    cause: Option<Cause>,
}

/// The operating system's error. Two are equal where their kinds are, as the error itself cannot be compared.
#[derive(Debug, Clone)]
struct Cause(Arc<std::io::Error>);

impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.0.kind() == other.0.kind()
    }
}

/// The cases of an [`Error`]. More may be added, so that a `match` needs a `_` arm.
///
/// ```
/// use tradepath::{ErrorKind, Period};
///
/// match "2021-Q5".parse::<Period>().unwrap_err().kind() {
///     ErrorKind::OutOfRange { given, accepted, .. } => {
///         assert_eq!((given.as_str(), accepted.as_str()), ("5", "between 1 and 4"));
///     }
///     other => panic!("another kind: {other}"),
/// }
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A text cannot be read as what it should be.
    #[error("cannot read {what} from `{text}` at character {at}: {expected}")]
    Parse {
        /// What the text was read as, such as "an amount".
        what: &'static str,
        /// The text as given, cut where it is very long.
        text: String,
        /// The character, counted from 1, where reading stopped.
        at: usize,
        /// What was found there and what would be accepted.
        expected: String,
    },
    /// A text or number has two readings.
    #[error("`{text}` is ambiguous as {what}: it could be {first} or {second}; write one of these out")]
    Ambiguous {
        /// What the text was read as, such as "a growth rate".
        what: &'static str,
        /// The text as given.
        text: String,
        /// One reading, in an unambiguous form.
        first: String,
        /// The other reading, in an unambiguous form.
        second: String,
    },
    /// A value lies outside what its type or a function accepts.
    #[error("{what} is {given}, but must be {accepted}")]
    OutOfRange {
        /// The quantity.
        what: String,
        /// The value given.
        given: String,
        /// The values accepted.
        accepted: String,
    },
    /// Two periods of different frequency were used together.
    #[error("{left} and {right} are periods of different frequency; use one of year, quarter or month throughout")]
    MixedFrequencies {
        /// One of the periods.
        left: String,
        /// The other.
        right: String,
    },
    /// An amount names another currency or quantity than the one it is used with.
    #[error("the amount is in {found}, but {expected} is used here; convert it or change one of the two")]
    MixedUnits {
        /// The unit in use.
        expected: String,
        /// The unit that the amount names.
        found: String,
    },
    /// A question about money was asked of a quantity, such as tonnes.
    #[error("{what} need amounts of money, and these are in {found}")]
    NotMoney {
        /// What was asked for, in the plural.
        what: String,
        /// The name of the quantity.
        found: String,
    },
    /// The arguments or the keys of a file contradict one another. The text says how.
    #[error("{0}")]
    Contradiction(String),
    /// Something needed for the answer was not given.
    #[error("no {what}: {hint}")]
    Missing {
        /// What is missing.
        what: String,
        /// How to give it.
        hint: String,
    },
    /// The question has no answer. The text says why.
    #[error("{0}")]
    NoAnswer(String),
    /// The question has more than one answer, and none is preferred.
    #[error("{question} has {} answers: {}; narrow it to one of them", answers.len(), list(answers))]
    SeveralAnswers {
        /// The question.
        question: String,
        /// The answers, in increasing order.
        answers: Vec<f64>,
    },
    /// A file is not well formed. The text says what is wrong.
    #[error("{0}")]
    Syntax(String),
    /// A file is larger than this crate reads.
    #[error("{what} is larger than {limit} bytes; {hint}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The most that is read, in bytes.
        limit: u64,
        /// What to do instead.
        hint: String,
    },
    /// The operating system could not read or write a file.
    #[error("{0}")]
    Io(String),
    /// The caller stopped the work before its end.
    #[error("stopped before the end")]
    Stopped,
    /// A chart could not be drawn. The text says why.
    #[error("cannot draw the chart: {0}")]
    Draw(String),
}

/// The place that an [`Error`] refers to, as far as it is known.
///
/// ```
/// use tradepath::Scenario;
///
/// let text = "pair = ['KAZ', 'UZB']\n[baseline]\nperiod = 2021\namount = '$3 zillion'\n";
/// let error = Scenario::from_toml(text, "pledge.toml").unwrap_err();
/// assert_eq!(error.position().file.as_deref(), Some("pledge.toml"));
/// assert_eq!(error.position().line, Some(4));
/// assert_eq!(error.position().key.as_deref(), Some("baseline.amount"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
#[non_exhaustive]
pub struct Position {
    /// The file's name as it was given.
    pub file: Option<String>,
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// The column in characters, counted from 1.
    pub column: Option<usize>,
    /// The key in a scenario file, such as `milestone[1].by`, or the column's name in a table.
    pub key: Option<String>,
}

impl Error {
    /// An error without a place.
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, position: Position::default(), cause: None }))
    }

    /// A value outside what is accepted: `{what} is {given}, but must be {accepted}`.
    pub(crate) fn out_of_range(what: impl Into<String>, given: impl fmt::Display, accepted: impl Into<String>) -> Self {
        Self::new(ErrorKind::OutOfRange {
            what: what.into(),
            given: excerpt(&given.to_string()),
            accepted: accepted.into(),
        })
    }

    /// A text that cannot be read, with the character, counted from 1, at which reading stopped.
    pub(crate) fn parse(what: &'static str, text: &str, at: usize, expected: impl Into<String>) -> Self {
        Self::new(ErrorKind::Parse { what, text: excerpt(text), at, expected: expected.into() })
    }

    /// Arguments or keys that contradict one another. The message says how.
    pub(crate) fn contradiction(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Contradiction(message.into()))
    }

    /// Something that was not given, with a hint how to give it: `no {what}: {hint}`.
    pub(crate) fn missing(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(ErrorKind::Missing { what: what.into(), hint: hint.into() })
    }

    /// A question without an answer. The message says why.
    pub(crate) fn no_answer(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::NoAnswer(message.into()))
    }

    /// The error that a drawing library reports.
    #[cfg(feature = "chart")]
    pub(crate) fn draw(error: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Draw(error.to_string()))
    }

    /// The operating system's error while `doing` something to a file, such as "read the scenario file".
    pub(crate) fn io(doing: &str, file: &str, error: std::io::Error) -> Self {
        let mut told = Self::new(ErrorKind::Io(format!("cannot {doing}: {error}"))).in_file(file);
        told.0.cause = Some(Cause(Arc::new(error)));
        told
    }

    /// Adds the file's name. What is known already stays: the place nearest to the fault is set first.
    pub(crate) fn in_file(mut self, file: impl Into<String>) -> Self {
        self.0.position.file.get_or_insert(file.into());
        self
    }

    /// Adds the line, counted from 1, unless one is known already.
    pub(crate) fn at_line(mut self, line: usize) -> Self {
        self.0.position.line.get_or_insert(line);
        self
    }

    /// Adds the column in characters, counted from 1, unless one is known already.
    pub(crate) fn at_column(mut self, column: usize) -> Self {
        self.0.position.column.get_or_insert(column);
        self
    }

    /// Adds the key in a scenario file or the column's name in a table, unless one is known already.
    pub(crate) fn at_key(mut self, key: impl Into<String>) -> Self {
        self.0.position.key.get_or_insert(key.into());
        self
    }

    /// Replaces the key by what is made of it.
    pub(crate) fn with_key(mut self, make: impl FnOnce(&str) -> String) -> Self {
        self.0.position.key = self.0.position.key.take().map(|key| make(&key));
        self
    }

    /// Puts `parent` before the key, so that `by` inside `milestone[1]` becomes `milestone[1].by`.
    pub(crate) fn under_key(mut self, parent: &str) -> Self {
        let key = match self.0.position.key.take() {
            Some(key) if key.starts_with('[') => format!("{parent}{key}"),
            Some(key) => format!("{parent}.{key}"),
            None => parent.to_owned(),
        };
        self.0.position.key = Some(key);
        self
    }

    /// The case of this error, with its details.
    ///
    /// ```
    /// use tradepath::{ErrorKind, Period};
    ///
    /// let error = Period::year(2021)?.periods_until(Period::month(2021, 1)?).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::MixedFrequencies { .. }));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The place that the error refers to. All its fields are none where there is no file.
    ///
    /// ```
    /// let error = tradepath::Amount::new(-1.0).unwrap_err();
    /// assert_eq!(error.position(), &tradepath::Position::default());
    /// ```
    pub fn position(&self) -> &Position {
        &self.0.position
    }

    /// A short name of the case that does not change between versions, for logs and for programs in other languages:
    /// `parse`, `ambiguous`, `out-of-range`, `mixed-frequencies`, `mixed-units`, `contradiction`, `missing`,
    /// `no-answer`, `several-answers`, `syntax`, `too-large`, `io`, `stopped` or `draw`.
    ///
    /// ```
    /// let error = tradepath::Amount::new(-1.0).unwrap_err();
    /// assert_eq!(error.code(), "out-of-range");
    /// ```
    pub fn code(&self) -> &'static str {
        match self.0.kind {
            ErrorKind::Parse { .. } => "parse",
            ErrorKind::Ambiguous { .. } => "ambiguous",
            ErrorKind::OutOfRange { .. } => "out-of-range",
            ErrorKind::MixedFrequencies { .. } => "mixed-frequencies",
            ErrorKind::MixedUnits { .. } => "mixed-units",
            ErrorKind::NotMoney { .. } => "not-money",
            ErrorKind::Contradiction(_) => "contradiction",
            ErrorKind::Missing { .. } => "missing",
            ErrorKind::NoAnswer(_) => "no-answer",
            ErrorKind::SeveralAnswers { .. } => "several-answers",
            ErrorKind::Syntax(_) => "syntax",
            ErrorKind::TooLarge { .. } => "too-large",
            ErrorKind::Io(_) => "io",
            ErrorKind::Stopped => "stopped",
            ErrorKind::Draw(_) => "draw",
        }
    }

    /// What is wrong, without the place.
    pub(crate) fn reason(&self) -> String {
        cut(&self.0.kind.to_string(), MOST_LETTERS)
    }

    /// The operating system's kind of error, where it could not read or write.
    ///
    /// ```
    /// let error = tradepath::Scenario::load("nowhere.toml").unwrap_err();
    /// assert_eq!(error.io_kind(), Some(std::io::ErrorKind::NotFound));
    /// assert!(std::error::Error::source(&error).is_some());
    /// ```
    pub fn io_kind(&self) -> Option<std::io::ErrorKind> {
        self.0.cause.as_ref().map(|cause| cause.0.kind())
    }
}

/// The message, as [`Display`](fmt::Display) has it.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Never called. It lets a function take an argument of the type it needs, whose conversion cannot fail, as well as one
/// that is converted.
impl From<Infallible> for Error {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Converts an argument to the type that the function needs.
pub(crate) fn given<T>(argument: impl TryInto<T, Error: Into<Error>>) -> Result<T> {
    argument.try_into().map_err(Into::into)
}

/// The first error among a builder's arguments, kept until the builder's last call reports it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Deferred(Option<Error>);

/// Options that hold an argument that could not be read are not written: read back, they would have lost it.
impl serde::Serialize for Deferred {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match &self.0 {
            Some(error) => Err(serde::ser::Error::custom(error)),
            None => serializer.serialize_unit(),
        }
    }
}

impl Deferred {
    /// Whether every argument could be read.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Converts an argument to the type that the builder needs; none where that fails.
    pub fn take<T>(&mut self, argument: impl TryInto<T, Error: Into<Error>>) -> Option<T> {
        self.keep(given(argument))
    }

    /// The value of a result; none where it is an error, which is kept if it is the first.
    pub fn keep<T>(&mut self, given: Result<T>) -> Option<T> {
        given.map_err(|error| self.0.get_or_insert(error)).ok()
    }

    /// The first error, where there was one.
    pub fn check(&self) -> Result<()> {
        self.0.clone().map_or(Ok(()), Err)
    }
}

/// The place, where one is known, a colon, and what is wrong.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.0.position.to_string();
        let colon = if place.is_empty() { "" } else { ": " };
        f.write_str(&cut(&format!("{place}{colon}{}", self.0.kind), MOST_LETTERS))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_ref().map(|cause| &*cause.0 as &(dyn std::error::Error + 'static))
    }
}

/// The parts that are known, in the order of file, line, column and key.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.file.clone(),
            self.line.map(|line| format!("line {line}")),
            self.column.map(|column| format!("column {column}")),
            self.key.as_ref().map(|key| format!("key `{}`", excerpt(key))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join(" "))
    }
}

/// The most letters of a message.
const MOST_LETTERS: usize = 400;

/// The first line of a text, cut to sixty characters, to be quoted in a message.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    if line.len() == text.len() {
        cut(line, LONGEST)
    } else {
        cut(line, LONGEST).trim_end_matches('…').to_owned() + "…"
    }
}

/// A text as it is safe to print, with at most so many letters; what is left out shows as `…`.
fn cut(text: &str, most: usize) -> String {
    // Letters are counted as they are shown: an escape is several. No more are looked at than are needed.
    let mut letters = text.chars().flat_map(shown);
    let start: String = letters.by_ref().take(most).collect();
    match letters.next() {
        None => start,
        Some(_) => start.chars().take(most - 1).chain(['…']).collect(),
    }
}

/// A character as it is safe to print: control characters, and marks that change the direction of what follows them, as
/// escapes such as `\u{1b}`.
fn shown(character: char) -> impl Iterator<Item = char> {
    let hidden = matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let escape = (character.is_control() || hidden).then(|| character.escape_unicode());
    let plain = escape.is_none().then_some(character);
    escape.into_iter().flatten().chain(plain)
}

/// The first few answers, for a message.
fn list(answers: &[f64]) -> String {
    const MOST: usize = 5;
    let shown: Vec<String> = answers.iter().take(MOST).map(f64::to_string).collect();
    let more = if answers.len() > MOST { ", …" } else { "" };
    shown.join(", ") + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_begins_with_file_line_and_key() {
        let error = Error::contradiction("milestone before the baseline")
            .at_key("by")
            .under_key("milestone[1]")
            .in_file("pledge.toml")
            .at_line(9);
        assert_eq!(error.to_string(), "pledge.toml line 9 key `milestone[1].by`: milestone before the baseline");
    }

    #[test]
    fn a_long_or_many_lined_text_is_cut_in_messages() {
        assert_eq!(excerpt(&"x".repeat(100_000)).chars().count(), 60);
        assert_eq!(excerpt(&"\u{0}".repeat(100)).chars().count(), 60);
        let long = Error::contradiction("no ".repeat(1000) + "\u{1b}[2J");
        assert_eq!(long.to_string().chars().count(), 400);
        assert_eq!(excerpt("one\ntwo"), "one…");
        assert_eq!(excerpt("short"), "short");
    }
}
