//! Periods in the fields and in the column names of tables.

use crate::{
    error::Result,
    history::table::{header::Column, row::Row},
    period::Period,
};

/// Reads the period of a row: `2021`, `2021Q3`, `2021-M09`, or year and month as six digits, `202109`.
///
/// # Errors
/// The errors of [`period_of`], with the row's place and the column.
pub(crate) fn period(row: &Row<'_>, column: &Column) -> Result<Period> {
    period_of(row.bytes(column)).map_err(|error| row.wrong(column, error))
}

/// Reads a period as [`period`] does, from bytes that are in no row, such as a column's name.
///
/// Years and months in digits, which most rows have, are read without making a text of them.
///
/// # Errors
/// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for text that is no period, and
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a year or a month that does not exist, such as `202113`.
pub(crate) fn period_of(field: &[u8]) -> Result<Period> {
    let digits = |field: &[u8]| {
        let number =
            |number: i32, digit: &u8| Some(number * 10 + i32::from(digit.is_ascii_digit().then(|| digit - b'0')?));
        field.iter().try_fold(0, number)
    };
    match field.len() {
        4 => match digits(field) {
            Some(year) => Period::year(year),
            None => text_period(field),
        },
        6 => match (digits(&field[..4]), digits(&field[4..])) {
            // The month has two digits, so that it fits into eight bits.
            (Some(year), Some(month)) => Period::month(year, month as u8),
            _ => text_period(field),
        },
        _ => text_period(field),
    }
}

/// Reads a period in any other notation that [`Period`] accepts.
fn text_period(field: &[u8]) -> Result<Period> {
    String::from_utf8_lossy(field).parse()
}
