//! The rows of a table: fields by column, and the row's place for errors.
//!
//! A block is split into rows in one of two ways. Without quotation marks, each line is a row and each separator ends a
//! field, which is quick. With quotation marks, the `csv` crate splits the block. Both give the same rows and lines.
//! Rows are lent to a function and not kept, so that no field is copied.

use std::{borrow::Cow, cell::Cell};

use csv::{ByteRecord, ReaderBuilder, Terminator};
use memchr::{memchr, memchr_iter};

use crate::{
    error::{Error, ErrorKind, Result, excerpt},
    history::table::{
        block::Block,
        header::{Column, Header},
        marks::Marks,
        number::{amount, number},
        place::Place,
        text::decoded,
    },
};

/// One row of a table, or one element of a JSON array.
pub(crate) struct Row<'r> {
    /// The text of the row; with quotation marks, the fields one after another as they were decoded.
    text: &'r [u8],
    /// Where each field begins and ends in the text.
    fields: &'r [(u32, u32)],
    /// The header, which knows the columns and the separator.
    pub header: &'r Header,
    /// Where the row stands in its file.
    pub place: Place,
    /// Whether it is the last of its file and has no line end, so that the file may have been cut in it.
    unended: bool,
    /// What the marks in the numbers show that were read of this row.
    marks: Cell<Marks>,
    /// Whether they show anything, so that most rows need not be looked at again.
    marked: Cell<bool>,
}

impl<'r> Row<'r> {
    /// A number in a field, times ten to a power, placed at the field where it cannot be read.
    ///
    /// In a table whose separator is not a comma, a comma is read as a decimal one; [`marks`](Self::marks) keeps what
    /// tells whether that is right for the whole file.
    ///
    /// # Errors
    /// The errors of [`number`].
    pub fn number(&self, column: &Column, power: i32) -> Result<f64> {
        self.read(column, |bytes| number(bytes, power))
    }

    /// As [`number`](Self::number), of an amount, which is zero or more.
    ///
    /// # Errors
    /// The errors of [`amount`].
    pub fn amount(&self, column: &Column, power: i32) -> Result<f64> {
        self.read(column, |bytes| amount(bytes, power))
    }

    fn read(&self, column: &Column, read: impl Fn(&[u8]) -> Result<f64>) -> Result<f64> {
        let bytes = self.bytes(column);
        let text = match self.header.delimiter {
            // Commas in such a table separate fields, or are group marks in quotation marks.
            b',' => {
                if let Some(marks) = Marks::of_points(bytes, self.place) {
                    self.note(marks);
                }
                Cow::Borrowed(bytes)
            }
            _ => self.with_point(bytes),
        };
        read(&text).map_err(|error| {
            // Of a number with both marks, which cannot be read, the points may show that they are group marks.
            if self.header.delimiter == b',' && bytes.contains(&b',') {
                self.note(Marks::of(bytes, self.place).0.points());
            }
            self.wrong(column, error)
        })
    }

    /// A number with a point in place of a decimal comma; notes which of the two it has.
    fn with_point<'n>(&self, bytes: &'n [u8]) -> Cow<'n, [u8]> {
        let (marks, bytes) = Marks::of(bytes, self.place);
        self.note(marks);
        bytes
    }

    fn note(&self, marks: Marks) {
        self.marked.set(true);
        self.marks.set(self.marks.get().with(marks));
    }

    /// What the marks in the numbers show that were read of this row so far; none where they show nothing.
    pub fn marks(&self) -> Option<Marks> {
        self.marked.get().then(|| self.marks.get())
    }

    /// Refuses a row that is shorter than the header. Where the format allows short rows, only a last row without a line
    /// end is refused: the file may have been cut in mid-figure.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] with the number of fields.
    pub fn check_length(&self, short_allowed: bool) -> Result<()> {
        let (found, named) = (self.fields.len(), self.header.width);
        if found >= named || (short_allowed && !self.unended) {
            return Ok(());
        }
        let cut = if self.unended { " and has no line end, so that it may have been cut off" } else { "" };
        let message = format!("the row has {found} of {named} fields{cut}; complete it or take it out");
        Err(self.wrong_row(Error::new(ErrorKind::Syntax(message))))
    }

    /// A field without the white space around it; empty where the row is too short to have it.
    /// [`reaches`](Self::reaches) tells the two apart.
    pub fn bytes(&self, column: &Column) -> &'r [u8] {
        self.at(column.at).trim_ascii()
    }

    /// A field by its place, from 0, with the white space around it.
    fn at(&self, at: usize) -> &'r [u8] {
        self.fields.get(at).map_or(&[], |(from, to)| &self.text[*from as usize..*to as usize])
    }

    /// Whether the row is long enough to have the field. An empty field then says that nothing was observed, while an
    /// absent one may have been cut off.
    pub fn reaches(&self, column: &Column) -> bool {
        self.fields.len() > column.at
    }

    /// A field as text, without the white space around it: UTF-8, or Latin-1 where it is not.
    pub fn text(&self, column: &Column) -> Cow<'r, str> {
        decoded(self.bytes(column))
    }

    /// Places an error at a field of this row: line and column, or the element and its key, as in
    /// `data[3].partnerCode`.
    pub fn wrong(&self, column: &Column, error: Error) -> Error {
        match self.place {
            Place::Line(line) => error.at_line(line as usize).at_key(&column.name),
            Place::Element(at) => error.at_key(format!("data[{at}].{}", column.name)),
        }
    }

    /// Places an error at this row, where no one field is to blame.
    pub fn wrong_row(&self, error: Error) -> Error {
        match self.place {
            Place::Line(line) => error.at_line(line as usize),
            Place::Element(at) => error.at_key(format!("data[{at}]")),
        }
    }

    /// The row for a message, with the separators of the file, cut where it is long.
    pub fn content(&self) -> String {
        let mark = char::from(self.header.delimiter).to_string();
        // Eighty fields are more than a message shows; a row may have millions.
        let fields: Vec<Cow<'_, str>> = (0..self.fields.len()).take(80).map(|at| decoded(self.at(at))).collect();
        excerpt(fields.join(&mark).trim_end())
    }

    /// Refuses rows that are wrong in every format.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for a NUL byte, and for a value under a last column without a name;
    /// [`ErrorKind::OutOfRange`] for more fields than the header has columns, unless the extra ones are empty;
    /// [`ErrorKind::Contradiction`] for the header once more.
    pub fn check(&self) -> Result<()> {
        if memchr(0, self.text).is_some() {
            let message =
                "the row has a NUL byte; the file is damaged, or its text is UTF-16: save it as UTF-8".to_owned();
            return Err(self.wrong_row(Error::new(ErrorKind::Syntax(message))));
        }
        let count = self.header.names.len();
        let longer = self.fields.len() > count;
        if longer && (count..self.fields.len()).any(|at| !self.at(at).trim_ascii().is_empty()) {
            let given = format!("{} fields", self.fields.len());
            let accepted = format!("of {count} like the header; write numbers without group marks, or in quotes");
            return Err(self.wrong_row(Error::out_of_range("the row", given, accepted)));
        }
        // In `1,234.5` the group mark is taken for a separator, and every field after it moves to the right. Where
        // lines end in a separator, the last figure then stands under the last column, which has no name, and the row
        // is not too long.
        let nameless = count.checked_sub(1).filter(|last| self.header.names[*last].is_empty());
        if nameless.is_some_and(|last| !self.at(last).trim_ascii().is_empty()) {
            let message = "the last field is under no column; write numbers without group marks, or in quotes";
            return Err(self.wrong_row(Error::new(ErrorKind::Syntax(message.to_owned()))));
        }
        if self.is_header() {
            return Err(self.wrong_row(Error::contradiction("the header is repeated here")));
        }
        Ok(())
    }

    /// Whether the row repeats the header, as in files that were joined.
    fn is_header(&self) -> bool {
        let same = |(at, name): (usize, &String)| self.at(at).trim_ascii() == name.as_bytes();
        self.header.names.iter().enumerate().all(same)
    }
}

/// Calls `each` with every row of a block, in order. Blank lines are left out, but count as lines.
pub(crate) fn for_each_row(block: &Block, header: &Header, each: impl FnMut(&Row<'_>)) {
    if block.quoted { quoted_rows(block, header, each) } else { plain_rows(block, header, each) }
}

/// The rows of a block without quotation marks: each line is a row, and its fields are what lies between the
/// separators.
fn plain_rows(block: &Block, header: &Header, mut each: impl FnMut(&Row<'_>)) {
    let mut fields: Vec<(u32, u32)> = Vec::with_capacity(header.names.len() + 1);
    let mut start = 0;
    let ends = memchr_iter(b'\n', &block.bytes).chain([block.bytes.len()]);
    for (number, end) in ends.enumerate() {
        let line = block.bytes[start..end].strip_suffix(b"\r").unwrap_or(&block.bytes[start..end]);
        // Past the line feed; the last row may have none.
        start = (end + 1).min(block.bytes.len());
        // A spreadsheet writes rows of separators alone below its table.
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == header.delimiter;
        if line.iter().all(is_blank) {
            continue;
        }
        fields.clear();
        let mut from = 0;
        for (at, byte) in line.iter().enumerate() {
            if *byte == header.delimiter {
                fields.push((from, at as u32));
                from = at as u32 + 1;
            }
        }
        fields.push((from, line.len() as u32));
        let place = Place::Line(block.line + number as u64);
        // The block ends with a line end unless it is the file's last.
        let unended = end == block.bytes.len();
        each(&Row {
            text: line,
            fields: &fields,
            header,
            place,
            unended,
            marks: Cell::default(),
            marked: Cell::default(),
        });
    }
}

/// The rows of a block with quotation marks, split by the `csv` crate. Rows of any number of fields are passed on;
/// [`Row::check`] judges them.
///
/// The line of a row is counted back from where it ended: the crate reports where it has come, and not where the row
/// began.
fn quoted_rows(block: &Block, header: &Header, mut each: impl FnMut(&Row<'_>)) {
    // Lines end in a line feed, so that the reader counts them right: a carriage return before it is white space.
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(header.delimiter)
        .terminator(Terminator::Any(b'\n'))
        .from_reader(&block.bytes[..]);
    let mut record = ByteRecord::new();
    let mut fields: Vec<(u32, u32)> = Vec::new();
    // Reading from memory and without a length to keep, the reader has nothing to fail at.
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        fields.clear();
        fields.extend(
            (0..record.len()).filter_map(|at| record.range(at)).map(|range| (range.start as u32, range.end as u32)),
        );
        if record.as_slice().trim_ascii().is_empty() {
            continue;
        }
        // The row begins where it ended, less the line feeds inside its quotation marks and the one at its end. Blank
        // lines before it were counted by the crate, so that they need no counting here.
        let inside = memchr_iter(b'\n', record.as_slice()).count() as u64;
        let ended = block.bytes.get(..reader.position().byte() as usize).is_some_and(|read| read.ends_with(b"\n"));
        let line = (block.line + reader.position().line()).saturating_sub(1 + inside + u64::from(ended));
        let unended = !ended && reader.position().byte() as usize >= block.bytes.len();
        let place = Place::Line(line);
        each(&Row {
            text: record.as_slice(),
            fields: &fields,
            header,
            place,
            unended,
            marks: Cell::default(),
            marked: Cell::default(),
        });
    }
}

/// Calls `each` with a row made of texts: the values of a JSON element in the order of the header. `number` is the
/// place of the element, from 0.
pub(crate) fn with_element(texts: &[String], header: &Header, number: u64, each: impl FnOnce(&Row<'_>)) {
    let mut text = Vec::new();
    let mut fields = Vec::with_capacity(texts.len());
    for field in texts {
        let from = text.len() as u32;
        text.extend_from_slice(field.as_bytes());
        fields.push((from, text.len() as u32));
    }
    let place = Place::Element(number);
    each(&Row {
        text: &text,
        fields: &fields,
        header,
        place,
        unended: false,
        marks: Cell::default(),
        marked: Cell::default(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let header = Header::of_names(&["a", "b"]);
        let block = Block { bytes: text.as_bytes().to_vec(), line: 10, quoted: text.contains('"') };
        let mut rows = Vec::new();
        for_each_row(&block, &header, |row| {
            let fields = (0..row.fields.len()).map(|at| decoded(row.at(at).trim_ascii()).into_owned()).collect();
            rows.push((row.place.number(), fields));
        });
        rows
    }

    #[test]
    fn both_ways_of_splitting_find_the_same_rows_and_lines() {
        for end in ["\n", "\r\n"] {
            let plain = format!("1,2{end}{end}3,4,{end}5{end}6,7");
            let found = rows(&plain);
            assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [10, 12, 13, 14], "{plain:?}");
            assert_eq!(rows(&plain.replace('1', "\"1\"")), found, "{plain:?}");
            assert_eq!(rows(&plain.replace('7', "\"7\"")), found, "{plain:?}");
        }
    }

    #[test]
    fn quoted_line_breaks_move_the_lines_after_them() {
        let found = rows("\"a\nb\",2\n\n3,4\n");
        assert_eq!(found[0], (10, vec!["a\nb".to_owned(), "2".to_owned()]));
        assert_eq!(found[1].0, 13);
    }

    #[test]
    fn latin_1_is_decoded() {
        assert_eq!(decoded(b"C\xf4te d'Ivoire"), "Côte d'Ivoire");
        assert_eq!(decoded("Côte".as_bytes()), "Côte");
    }
}
