//! Small tables, such as price indices and exchange rates, read row by row on one thread.

use std::{io::Read, sync::Arc};

use crate::{
    error::{Error, ErrorKind, Result},
    history::table::{
        input::{self, Opened},
        marks::Marks,
        row::{self, Row},
    },
};

/// Calls `each` with every row of a table, in the order of the file.
///
/// # Errors
/// The first error of a row or of `each`; no row after it is passed on. Also those of opening the table, and
/// [`ErrorKind::Syntax`] for JSON.
pub(crate) fn for_each_row_of(reader: impl Read + Send, each: &mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
    let Opened::Table(mut input, header) = input::open(reader, None, Arc::default())? else {
        return Err(Error::new(ErrorKind::Syntax("the text is JSON; a table is wanted".to_owned())));
    };
    let mut marks = Marks::default();
    while let Some(block) = input.next_block()? {
        let mut read = Ok(());
        row::for_each_row(&block, &header, |row| {
            // The rows of a block cannot be left early, so those after an error are passed over.
            if read.is_ok() {
                read = row.check().and_then(|()| row.check_length(true)).and_then(|()| each(row));
                marks = row.marks().map_or(marks, |of_row| marks.with(of_row));
            }
        });
        read?;
    }
    marks.check()
}
