//! Tables as text: CSV for machines, Markdown for people.
//!
//! Both take a header and rows of cells that are text already. Whoever calls them has formatted the numbers.

use crate::{
    error::{Error, ErrorKind, Result},
    wording::formula::guarded,
};

/// A CSV table with a header, every line with a line feed at its end. Cells with a comma or a quotation mark are
/// quoted, and one that a spreadsheet would compute has an apostrophe before it.
///
/// # Errors
/// [`ErrorKind::Io`] where the writer fails, as it does for a row with more or fewer cells than the header.
pub(crate) fn csv_table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String> {
    let failed = |error: String| Error::new(ErrorKind::Io(format!("cannot write the table: {error}")));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(header.iter().map(|cell| guarded(cell).into_owned()))
        .map_err(|error| failed(error.to_string()))?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| guarded(cell).into_owned()))
            .map_err(|error| failed(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

/// Escapes Markdown and HTML in text that comes from files, so that it reads as it stood and cannot become markup.
///
/// Control characters, line breaks included, become spaces: a line break would end a heading or a list item. Bars stay in
/// [`escape_cell`], for tables, which escape them themselves.
pub(crate) fn escape_markdown(text: &str) -> String {
    escape_cell(text).replace('|', "\\|")
}

/// As [`escape_markdown`], for a cell of a [`markdown_table`].
pub(crate) fn escape_cell(text: &str) -> String {
    let text = text.trim();
    let mut plain = String::with_capacity(text.len());
    // At the start, these begin a heading, a list, a rule or an underline.
    let digits = text.len() - text.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let after = text[at + letter.len_utf8()..].chars().next().unwrap_or(' ');
        let opens = match letter {
            '#' | '+' | '-' | '=' | '>' => at == 0,
            // Of a tag.
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
            '.' | ')' => digits > 0 && at == digits,
            // Within a word it is a plain character.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // Of an entity such as `&amp;`.
            '&' => after.is_ascii_alphanumeric() || after == '#',
            _ => matches!(letter, '\\' | '`' | '*' | '~' | '[' | ']'),
        };
        before = letter;
        match letter {
            letter if letter.is_control() => plain.push(' '),
            letter if opens => plain.extend(['\\', letter]),
            letter => plain.push(letter),
        }
    }
    plain
}

/// The widest column that is aligned, in characters; wider cells stand out of it.
const WIDEST: usize = 100;

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
            cells.chain([name.chars().count(), 3]).max().unwrap_or(3).min(WIDEST)
        })
        .collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let padded = |cells: &mut dyn Iterator<Item = &str>| {
        let padded = cells.zip(&widths).enumerate().map(|(at, (cell, &width))| {
            let missing = " ".repeat(width.saturating_sub(cell.chars().count()));
            if at == 0 { format!("{cell}{missing}") } else { format!("{missing}{cell}") }
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

#[cfg(all(test, feature = "html"))]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    const OPTIONS: Options = Options::ENABLE_TABLES
        .union(Options::ENABLE_STRIKETHROUGH)
        .union(Options::ENABLE_TASKLISTS)
        .union(Options::ENABLE_FOOTNOTES);

    /// What a reader sees of a Markdown text.
    fn read(markdown: &str) -> String {
        let seen = Parser::new_ext(markdown, OPTIONS).map(|event| match event {
            Event::Text(text) => text.to_string(),
            Event::SoftBreak | Event::HardBreak => " ".to_owned(),
            Event::Start(_) | Event::End(_) => String::new(),
            other => format!("<{other:?}>"),
        });
        seen.collect()
    }

    proptest! {
        #[test]
        fn an_escaped_text_reads_as_it_stood(text in "[ -~]{0,30}|\\PC{0,12}") {
            let plain = text.trim().replace(char::is_control, " ");
            prop_assert_eq!(read(&format!("- {}\n", escape_markdown(&text))), plain.clone());
            let table = markdown_table(&["Name", "Amount"], [vec![escape_cell(&text), "1".to_owned()]].into_iter());
            prop_assert_eq!(read(&table), format!("NameAmount{plain}1"));
        }
    }

    #[test]
    fn a_cell_of_any_width_is_written() {
        let wide = "a".repeat(70_000);
        assert!(markdown_table(&["Name", &wide], std::iter::once(vec![wide.clone(), "1".to_owned()])).len() > 140_000);
    }
}
