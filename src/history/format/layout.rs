//! What every reader of a file's rows has in common.
//!
//! A layout is made once for a file, from its header. It then reads the file's rows, a block at a time and on several
//! threads.

use crate::{
    error::Result,
    history::{
        format::{batch::Batch, scope::Scope},
        table::Row,
    },
};

/// Reads the rows of one format. It holds the columns of one file's header, so that no row has to look a column up by
/// name.
///
/// It is shared between threads, each of which reads the rows of its own block into its own batch.
pub(crate) trait Layout: Send + Sync {
    /// Whether a row may end before the header does. Tables with a column for each period often leave out the empty
    /// fields at the end, and files written by hand those of optional columns.
    fn allows_short_rows(&self) -> bool {
        false
    }

    /// Adds to the batch what a row states, as far as the scope wants it.
    ///
    /// A row that is wanted and is not a figure of bilateral trade in goods is counted as skipped
    /// ([`Batch::set_aside`]). A cell that cannot be read, in a format with several figures a row, is noted with
    /// [`Batch::refuse`], and the other cells are read.
    ///
    /// # Errors
    /// Where the row as a whole cannot be read. The error has the row's place, and usually the column. Nothing was
    /// added then.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()>;
}
