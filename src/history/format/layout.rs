//! How the rows of a file are read.

use crate::{
    error::Result,
    history::{
        format::{batch::Batch, scope::Scope},
        table::Row,
    },
};

/// How the rows of a file are read.
pub(crate) trait Layout: Send + Sync {
    /// Adds to the batch what a row says, as far as it is in scope.
    ///
    /// # Errors
    /// Where the row cannot be read, with its place; nothing is added then.
    fn read(&self, row: &Row<'_>, scope: &Scope, out: &mut Batch) -> Result<()>;
}
