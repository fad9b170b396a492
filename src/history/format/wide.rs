//! What tables with a column for each period have in common: the IMF's wide files, and TradeStats of WITS.
//!
//! A column is that of a period if its name is a period, such as `2020`, `2020Q3` or `2020M1`. All other columns
//! describe the row.

use std::collections::HashSet;

use crate::{
    error::{Error, Result},
    history::{
        format::batch::Batch,
        table::{Column, Header, Row, period_of},
    },
    period::Period,
};

/// Counts a row as skipped in part if it ends before the last period's column.
///
/// An empty cell states that nothing was observed. A cell that is absent may have been cut off, so the caller is told.
pub(crate) fn note_short(row: &Row<'_>, periods: &[(Column, Period)], out: &mut Batch) {
    if periods.iter().any(|(column, _)| !row.reaches(column)) {
        out.set_aside("the end of rows that end before the last period's column", b"", row);
    }
}

/// The columns whose names are periods, each with its period, in the order of the table.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where there are none;
/// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for two columns of one period, such as `2020Q1` and
/// `2020-Q1`.
pub(crate) fn period_columns(header: &Header) -> Result<Vec<(Column, Period)>> {
    let columns: Vec<_> =
        header.columns().filter_map(|column| Some((period_of(column.name.trim().as_bytes()).ok()?, column))).collect();
    if columns.is_empty() {
        return Err(Error::missing(
            "column of a period, such as 2020 or 2020Q3",
            format!("the header has {}", header.listed()),
        ));
    }
    let columns: Vec<(Column, Period)> = columns.into_iter().map(|(period, column)| (column, period)).collect();
    each_once(header, &columns)?;
    Ok(columns)
}

/// Refuses two columns of one period.
///
/// # Errors
/// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction), at the header's line.
pub(crate) fn each_once(header: &Header, columns: &[(Column, Period)]) -> Result<()> {
    let mut known = HashSet::new();
    match columns.iter().find(|(_, period)| !known.insert(*period)) {
        Some((column, period)) => {
            let message = format!("two columns are of the period {period}; the second is called `{}`", column.name);
            Err(Error::contradiction(message).at_line(header.line() as usize))
        }
        None => Ok(()),
    }
}
