//! The bytes of a file: decompressed, and cut into blocks of whole rows.
//!
//! A file may be gzip or a zip archive, may begin with a byte order mark, and may separate its fields with commas,
//! semicolons or tabs. All of it is found out from the text itself. Blocks are cut on one thread and parsed on several; a block ends at
//! the end of a row, which is not always the end of a line, as a field in quotation marks may have line feeds inside.
//!
//! Memory is bounded: no more than one block, or one row where that is longer, waits here at a time. A row that does
//! not end within [`LONGEST_ROW`] is an error.

use std::{
    io::{self, BufReader, Cursor, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use csv::{ByteRecord, ReaderBuilder};
use flate2::read::MultiGzDecoder;
use memchr::{memchr, memchr_iter, memrchr};

use crate::{
    error::{Error, ErrorKind, Result},
    history::table::{
        block::Block,
        header::Header,
        zip::{self, ZIP},
    },
};

/// The number of bytes that are read at a time, and parsed by one thread: 256 KiB.
const BLOCK: usize = 256 * 1024;
/// The longest row in bytes, 1 MiB. What goes on longer is taken as a missing line end or an open quotation mark.
const LONGEST_ROW: usize = 4 * BLOCK;
/// The first bytes of every gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// The first bytes of the workbooks and documents of office programs before 2007.
const OLD_WORKBOOK: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
/// The mark by which some programs begin UTF-8 text; it is not part of the header.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A table being read: the bytes that follow, and the line they begin on.
pub(crate) struct Input<'a> {
    /// Where the bytes come from, decompressed.
    source: Box<dyn Read + Send + 'a>,
    /// The byte that separates fields, as the header shows it.
    delimiter: u8,
    /// What has been read and not yet handed out; it begins with a whole row.
    rest: Vec<u8>,
    /// The line on which `rest` begins, from 1.
    line: u64,
    /// Whether the source has no more bytes.
    ended: bool,
}

/// What a text is, as its first bytes show: JSON begins with a brace or a bracket.
pub(crate) enum Opened<'a> {
    /// A table, of which the header was read.
    Table(Input<'a>, Header),
    /// JSON, of which nothing was read.
    Json(Box<dyn Read + Send + 'a>),
}

/// Opens a text, compressed or not, and reads its header if it is a table.
///
/// `table` names the table to read of a zip archive with several. `taken` counts the bytes that are taken from `reader`, before they are decompressed. It is shared, so that the
/// progress can be reported while the text is read elsewhere.
///
/// # Errors
/// [`ErrorKind::Missing`] for an empty file; [`ErrorKind::Syntax`] for UTF-16, for a workbook, and for a header that
/// cannot be read; [`ErrorKind::TooLarge`] for a header without an end; [`ErrorKind::Contradiction`] for a table named
/// in what is no archive; [`ErrorKind::Io`] where the bytes cannot be read; those of [`zip::table`].
pub(crate) fn open<'a>(
    reader: impl Read + Send + 'a,
    table: Option<&str>,
    taken: Arc<AtomicU64>,
) -> Result<Opened<'a>> {
    let mut source = unpacked(Counted { reader, taken }, table)?;
    let mut start = start_of(&mut source, BYTE_ORDER_MARK.len()).map_err(unreadable)?;
    // The two byte order marks of UTF-16. Read as UTF-8 or Latin-1, such a text would have a NUL in every other byte.
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Err(Error::new(ErrorKind::Syntax("the text is UTF-16; save the file as UTF-8".to_owned())));
    }
    if start == BYTE_ORDER_MARK {
        start.clear();
    }
    let mut input = Input { source, delimiter: b',', rest: start, line: 1, ended: false };
    input.skip_blank_lines()?;
    match input.rest.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => Err(Error::missing("header", "the file is empty")),
        Some(b'{' | b'[') => Ok(Opened::Json(Box::new(Cursor::new(input.rest).chain(input.source)))),
        Some(_) => {
            let header = input.header()?;
            Ok(Opened::Table(input, header))
        }
    }
}

/// The text of a file that may be a zip archive, gzip, or a table of an archive that is gzip.
fn unpacked<'a>(mut reader: impl Read + Send + 'a, table: Option<&str>) -> Result<Box<dyn Read + Send + 'a>> {
    let start = start_of(&mut reader, ZIP.len()).map_err(unreadable)?;
    // The bytes that were looked at are put back in front.
    let whole = Cursor::new(start.clone()).chain(reader);
    if start == OLD_WORKBOOK {
        let message = "this is an office document from before 2007; save the sheet with the figures as CSV";
        return Err(Error::new(ErrorKind::Syntax(message.to_owned())));
    }
    if start == ZIP {
        return plain(zip::table(whole, table)?);
    }
    match table {
        Some(_) => Err(Error::contradiction("a table was named, and the file is no zip archive; leave the name out")),
        None => plain(whole),
    }
}

/// A text that may be gzip, as it is without.
fn plain<'a>(mut reader: impl Read + Send + 'a) -> Result<Box<dyn Read + Send + 'a>> {
    let start = start_of(&mut reader, GZIP.len()).map_err(unreadable)?;
    let is_gzip = start == GZIP;
    let whole = Cursor::new(start).chain(reader);
    if !is_gzip {
        return Ok(Box::new(whole));
    }
    Ok(Box::new(MultiGzDecoder::new(BufReader::with_capacity(BLOCK / 4, whole))))
}

impl Input<'_> {
    /// Reads until `wanted` bytes wait to be handed out, or the text has ended.
    ///
    /// # Errors
    /// [`ErrorKind::Io`], with the line that was being read.
    fn fill(&mut self, wanted: usize) -> Result<()> {
        while !self.ended && self.rest.len() < wanted {
            let missing = wanted - self.rest.len();
            self.rest.reserve(missing);
            // This reads on where a single read returns less than was asked for, so that too few bytes mean the end of
            // the text.
            let read = self.source.by_ref().take(missing as u64).read_to_end(&mut self.rest);
            let read = read.map_err(|error| {
                // The error is placed on the line that was being read.
                let complete = memrchr(b'\n', &self.rest).map_or(0, |end| end + 1);
                unreadable(error).at_line((self.line as usize) + memchr_iter(b'\n', &self.rest[..complete]).count())
            })?;
            self.ended = read < missing;
        }
        Ok(())
    }

    /// Skips what stands before the header: blank lines, also of separators alone; the line `sep=;` with which some
    /// programs name the separator; and the lines in which the World Bank says what a file is of.
    ///
    /// The separator named there is not needed: the header shows it.
    fn skip_blank_lines(&mut self) -> Result<()> {
        loop {
            self.fill(BLOCK / 4)?;
            // Without a line feed there is no whole line to skip.
            let Some(end) = memchr(b'\n', &self.rest) else { return Ok(()) };
            if !stands_before_header(self.rest[..end].trim_ascii()) {
                return Ok(());
            }
            self.rest.drain(..=end);
            self.line += 1;
        }
    }

    /// Reads the header, and finds out what separates the fields.
    ///
    /// The header is one row. It may go over several lines, where the name of a column in quotation marks does.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for a carriage return inside: lines that end with carriage returns alone would make the
    /// whole file one row.
    fn header(&mut self) -> Result<Header> {
        let mut wanted = BLOCK / 4;
        let end = loop {
            let first_line = &self.rest[..memchr(b'\n', &self.rest).unwrap_or(self.rest.len())];
            self.delimiter = delimiter_of(first_line);
            match first_row_end(&self.rest, self.delimiter) {
                Some(end) => break end,
                None if self.ended => break self.rest.len(),
                None => {
                    wanted = self.longer(wanted)?;
                    self.fill(wanted)?;
                }
            }
        };
        let rest = self.rest.split_off(end);
        let row = std::mem::replace(&mut self.rest, rest);
        let text = row.strip_suffix(b"\n").unwrap_or(&row);
        if memchr(b'\r', text.strip_suffix(b"\r").unwrap_or(text)).is_some() {
            let message = "the header has a carriage return inside; save the file with line feeds at the ends of lines";
            return Err(Error::new(ErrorKind::Syntax(message.to_owned())).at_line(self.line as usize));
        }
        let mut record = ByteRecord::new();
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(&row[..]);
        reader.read_byte_record(&mut record).map_err(|error| {
            Error::new(ErrorKind::Syntax(format!("the header cannot be read: {error}"))).at_line(self.line as usize)
        })?;
        let header = Header::new(&record, self.delimiter, self.line);
        self.line += memchr_iter(b'\n', &row).count() as u64;
        Ok(header)
    }

    /// The next size to try where no row ends within `tried` bytes: four times as much, up to the longest row.
    ///
    /// # Errors
    /// [`ErrorKind::TooLarge`] beyond the longest row, with the line on which the row begins.
    fn longer(&self, tried: usize) -> Result<usize> {
        if tried < LONGEST_ROW {
            return Ok((tried * 4).min(LONGEST_ROW));
        }
        let what = "the row that begins here".to_owned();
        let hint = "it may lack a line end, or a quotation mark may be open".to_owned();
        let kind = ErrorKind::TooLarge { what, limit: LONGEST_ROW as u64, hint };
        Err(Error::new(kind).at_line(self.line as usize))
    }

    /// The next block of whole rows; none at the end of the text.
    ///
    /// What is left of the last row is kept for the next block. A row that is longer than a block makes the block
    /// longer.
    ///
    /// # Errors
    /// The errors of reading; [`ErrorKind::Syntax`] where a quotation mark is still open at the end of the text;
    /// [`ErrorKind::TooLarge`] for a row without an end.
    pub fn next_block(&mut self) -> Result<Option<Block>> {
        let mut wanted = BLOCK;
        loop {
            self.fill(wanted)?;
            if self.rest.is_empty() {
                return Ok(None);
            }
            // Without quotation marks every line feed ends a row, so that the last one is found from the back.
            let quoted = memchr(b'"', &self.rest).is_some();
            let end = if quoted {
                let rows = quoted_rows(&self.rest, self.delimiter);
                if self.ended && rows.open {
                    return Err(self.left_open(rows.end));
                }
                rows.end
            } else {
                memrchr(b'\n', &self.rest).map_or(0, |at| at + 1)
            };
            // The last row may lack its line end.
            let end = if self.ended { self.rest.len() } else { end };
            if end == 0 {
                wanted = self.longer(wanted)?;
                continue;
            }
            // Only what is left of the last row is copied; the block takes over the memory that was read into.
            let rest = self.rest[end..].to_vec();
            let mut bytes = std::mem::replace(&mut self.rest, rest);
            bytes.truncate(end);
            let line = self.line;
            self.line += memchr_iter(b'\n', &bytes).count() as u64;
            return Ok(Some(Block { bytes, line, quoted }));
        }
    }

    /// The error for a quotation mark that is still open at the end of the text. `end` is where the last whole row
    /// ends, so that the error names the line on which the open row begins.
    fn left_open(&self, end: usize) -> Error {
        let line = self.line as usize + memchr_iter(b'\n', &self.rest[..end]).count();
        let message = "a quotation mark is opened and never closed in the row that begins here".to_owned();
        Error::new(ErrorKind::Syntax(message)).at_line(line)
    }
}

/// Whether a line of a table's beginning is none of its rows.
fn stands_before_header(line: &[u8]) -> bool {
    let is_blank = line.iter().all(|byte| b",;\t\"".contains(byte));
    let names_separator = line.len() == 5 && line.starts_with(b"sep=");
    let says = |start: &[u8]| line.strip_prefix(b"\"").unwrap_or(line).starts_with(start);
    is_blank || names_separator || says(b"Data Source") || says(b"Last Updated Date")
}

/// The separator of a line: the comma, semicolon or tab that stands most often outside quotation marks. The comma,
/// where there is none.
fn delimiter_of(line: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in line {
        // Two quotation marks in a row, which stand for one, switch twice and so change nothing.
        quoted ^= *byte == b'"';
        if let Some(count) = counts.iter_mut().find(|(mark, _)| !quoted && mark == byte) {
            count.1 += 1;
        }
    }
    // Reversed, so that the comma wins where counts are equal: `max_by_key` takes the last of equals.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}

/// Where the last whole row of a text ends, and whether a quotation mark is open at the end of the text.
struct Rows {
    /// Past the line feed of the last whole row; zero where no row is whole.
    end: usize,
    /// Whether the text ends inside quotation marks.
    open: bool,
}

/// Where the whole rows of a text with quotation marks end.
fn quoted_rows(bytes: &[u8], delimiter: u8) -> Rows {
    let mut end = 0;
    let open = scan(bytes, delimiter, |at| {
        end = at;
        true
    });
    Rows { end, open }
}

/// Where the first row ends, past its line feed; none where the text ends before it.
fn first_row_end(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let mut end = None;
    scan(bytes, delimiter, |at| {
        end = Some(at);
        false
    });
    end
}

/// Calls `row_ends` with the end of each row until it returns false. Returns whether the text ends inside quotation
/// marks.
///
/// A quotation mark counts only at the beginning of a field: in `5" pipe` it is part of the text. Two of them inside a
/// quoted field stand for one. These are the rules of the `csv` crate, which later splits the rows: both must find the
/// same ends.
fn scan(bytes: &[u8], delimiter: u8, mut row_ends: impl FnMut(usize) -> bool) -> bool {
    let mut at = 0;
    let mut field_begins = true;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte == b'"' && field_begins {
            match closing(&bytes[at..]) {
                Some(closed) => at += closed,
                None => return true,
            }
        }
        field_begins = byte == delimiter || byte == b'\n';
        if byte == b'\n' && !row_ends(at) {
            return false;
        }
    }
    false
}

/// Where quoted text ends, past its closing mark; none where it does not end. The text begins after the opening mark.
fn closing(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr(b'"', &bytes[at..])? + 1;
        // A mark that another follows is one mark of the text, and the quotation goes on.
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

/// A reader that counts the bytes taken from it, from which the progress is computed.
struct Counted<R> {
    reader: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// The first `count` bytes; fewer only where the text is shorter. A single `read` may return fewer, as from a pipe.
fn start_of(reader: &mut impl Read, count: usize) -> io::Result<Vec<u8>> {
    let mut start = Vec::with_capacity(count);
    reader.take(count as u64).read_to_end(&mut start)?;
    Ok(start)
}

/// An input error in words that say what is wrong with the file.
///
/// The decoder of gzip reports a file that was cut off as an unexpected end, and a damaged one as invalid.
fn unreadable(error: io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed data end too early; the file is incomplete".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => format!("the compressed data are damaged: {error}"),
        _ => format!("cannot read the file: {error}"),
    };
    Error::new(ErrorKind::Io(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_outside_quotation_marks() {
        let rows = |text: &str| {
            let rows = quoted_rows(text.as_bytes(), b',');
            (rows.end, rows.open)
        };
        assert_eq!(rows("a,b\nc"), (4, false));
        assert_eq!(rows("a,\"b\nc\"\nd"), (8, false));
        assert_eq!(rows("a,\"b\"\"\nc\"\nd"), (10, false));
        assert_eq!(rows("a\n\"b\n"), (2, true));
        assert_eq!(rows("5\" pipe,b\nc\n"), (12, false));
    }
}
