//! Where a row stands in its file.

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
}
