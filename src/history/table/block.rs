//! A block of whole rows: the unit of work of one thread.
//!
//! [`Input`](crate::history::table::Input) cuts a text into blocks, and [`row::for_each_row`](super::row::for_each_row)
//! splits a block into rows. A block has its own line number, so that an error names the line of the file.

/// Whole rows of a file, one after another.
pub(crate) struct Block {
    /// The text of the rows, each with its line end. The file's last row may have none.
    pub bytes: Vec<u8>,
    /// The line of the file on which the first row begins, counted from 1.
    pub line: u64,
    /// Whether the block has any quotation mark. Without one, rows are split at line ends, which is quicker.
    pub quoted: bool,
}
