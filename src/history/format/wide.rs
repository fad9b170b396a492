//! Periods, and tables with a column a period.

use std::collections::HashMap;

use super::super::read::{Batch, Column, Header, Row};
use crate::{
    error::{Error, Result},
    period::Period,
};

/// Reads the period of a row: `2021`, `2021Q3`, `2021-M09`, or a month as six digits, `202109`.
pub(in crate::history) fn period(row: &Row<'_>, column: &Column) -> Result<Period> {
    period_of(row.bytes(column)).map_err(|error| row.wrong(column, error))
}

pub(super) fn period_of(field: &[u8]) -> Result<Period> {
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
            // Two digits, so that it fits.
            (Some(year), Some(month)) => Period::month(year, month as u8),
            _ => text_period(field),
        },
        _ => text_period(field),
    }
}

fn text_period(field: &[u8]) -> Result<Period> {
    String::from_utf8_lossy(field).parse()
}

/// Notes a row that ends before the last period's column: what it lacks may have been cut off.
pub(super) fn note_short(row: &Row<'_>, periods: &[(Column, Period)], out: &mut Batch) {
    if periods.iter().any(|(column, _)| !row.reaches(column)) {
        out.set_aside("the end of rows that end before the last period's column", b"", row);
    }
}

/// The columns that are periods.
pub(super) fn period_columns(header: &Header) -> Result<Vec<(Column, Period)>> {
    let columns: Vec<_> =
        header.columns().filter_map(|column| Some((period_of(column.name.trim().as_bytes()).ok()?, column))).collect();
    if columns.is_empty() {
        return Err(Error::missing(
            "column of a period, such as 2020 or 2020Q3",
            format!("the header has {}", header.listed()),
        ));
    }
    let mut known = HashMap::new();
    for (period, column) in &columns {
        if known.insert(*period, column.at).is_some() {
            let message = format!("two columns are of the period {period}; the second is called `{}`", column.name);
            return Err(Error::contradiction(message).at_line(header.line() as usize));
        }
    }
    Ok(columns.into_iter().map(|(period, column)| (column, period)).collect())
}
