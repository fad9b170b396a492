//! The common form of what reads a file's rows.

use crate::{
    error::Result,
    history::{
        format::{batch::Batch, scope::Scope},
        table::Row,
    },
};

/// Reads the rows of one format, with the columns of one header. Rows are read on several threads.
pub(crate) trait Layout: Send + Sync {
    /// Whether a row may end before the header does. Tables with a column for each period often leave out the empty
    /// fields at the end, and files written by hand those of optional columns.
    fn allows_short_rows(&self) -> bool {
        false
    }

    /// Adds to the batch what a row says, as far as it is wanted.
    ///
    /// # Errors
    /// Where the row cannot be read, with its place; nothing is added then.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()>;
}
