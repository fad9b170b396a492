//! Tables as text: CSV for machines, Markdown for people.
//!
//! Both take a header and rows of cells that are text already. Whoever calls them has formatted the numbers.

use crate::error::{Error, ErrorKind, Result};

/// A CSV table with a header, every line with a line feed at its end. Cells with a comma or a quotation mark are
/// quoted.
///
/// # Errors
/// [`ErrorKind::Io`] where the writer fails, as it does for a row with more or fewer cells than the header.
pub(crate) fn csv_table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String> {
    let failed = |error: String| Error::new(ErrorKind::Io(format!("cannot write the table: {error}")));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|error| failed(error.to_string()))?;
    for row in rows {
        writer.write_record(row).map_err(|error| failed(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

/// Escapes Markdown and HTML in text that comes from files, so that a title cannot become markup.
///
/// Control characters, line breaks included, become spaces: a line break would end a heading or a list item.
pub(crate) fn escape_markdown(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            letter if letter.is_control() => plain.push(' '),
            '\\' | '`' | '*' | '<' | '>' | '[' | ']' | '|' => plain.extend(['\\', letter]),
            letter => plain.push(letter),
        }
    }
    plain
}

/// A Markdown table whose columns are aligned in plain text too: the first to the left, the others to the right.
///
/// The first column names the row; the others are mostly numbers. Bars in cells are escaped, other Markdown is kept.
///
/// ```text
/// | Period | Amount |
/// | ------ | -----: |
/// | 2019   | $1.96B |
/// ```
pub(crate) fn markdown_table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    // A bar or a line break would end the cell.
    let escaped = |cell: &str| cell.replace('|', "\\|").replace(char::is_control, " ");
    let header: Vec<String> = header.iter().map(|name| escaped(name)).collect();
    let rows: Vec<Vec<String>> = rows.map(|row| row.iter().map(|cell| escaped(cell)).collect()).collect();
    let widths: Vec<usize> = header
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count());
            // A rule of a column takes at least three characters.
            cells.chain([name.chars().count(), 3]).max().unwrap_or(3)
        })
        .collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let padded = |cells: &mut dyn Iterator<Item = &str>| {
        let padded = cells.zip(&widths).enumerate().map(|(at, (cell, &width))| match at {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        line(padded.collect())
    };
    let rule = widths.iter().enumerate().map(|(at, width)| match at {
        0 => "-".repeat(*width),
        _ => "-".repeat(width - 1) + ":",
    });
    let mut text = padded(&mut header.iter().map(String::as_str)) + &line(rule.collect());
    for row in &rows {
        text += &padded(&mut row.iter().map(String::as_str));
    }
    text
}
