//! A block of whole rows, as it is handed to a thread.

/// Whole rows, from one line on.
pub(crate) struct Block {
    pub bytes: Vec<u8>,
    /// The line of the first row, counted from 1.
    pub line: u64,
    /// Whether any quotation mark is in it.
    pub quoted: bool,
}
