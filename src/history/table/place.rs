//! Where a row stands in its file.

use std::fmt;

use crate::error::Error;

/// Where a row stands in its file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Place {
    /// The line on which it begins, from 1.
    Line(u64),
    /// Its place in a JSON array, from 0.
    Element(u64),
}

impl Place {
    /// The line, or the place in the array.
    pub fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Element(number) => number,
        }
    }

    /// An error with the place: its line, or its key in the document.
    pub fn of(self, error: Error) -> Error {
        match self {
            Self::Line(line) => error.at_line(line as usize),
            Self::Element(_) => error.at_key(self.to_string()),
        }
    }
}

/// As messages name it: `line 5`, `data[5]`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Element(at) => write!(f, "data[{at}]"),
        }
    }
}
