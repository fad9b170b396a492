//! The one table in a zip archive.
//!
//! An archive has its list of files at the end, so that it is read into memory as a whole, compressed. The table in it
//! is unpacked as it is read.

use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive};

use crate::{
    error::{Error, ErrorKind, Result, excerpt},
    wording::plural,
};

/// The letters with which an archive begins.
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";
/// The largest archive that is read, in bytes: 1 GiB.
const LARGEST: u64 = 1 << 30;
/// The endings of files that may be tables.
const TABLES: [&str; 7] = ["csv", "tsv", "tab", "txt", "json", "gz", "dat"];
/// Words in the names of files that come with tables: texts, and lists of codes as BACI and the World Bank add.
const BESIDE: [&str; 7] = ["readme", "read_me", "licence", "license", "country_codes", "product_codes", "metadata_"];
/// The folder that one system adds to its archives.
const SHADOWS: &str = "__MACOSX/";
/// The most tables that a message names.
const MOST_NAMED: usize = 4;

/// A file of an archive: its path there, and whether it is locked.
struct Member<'z> {
    path: String,
    header: ZipFileHeaderRecord<'z>,
}

/// The text of the table in an archive: of the one with the wanted name, by its path or its file name, or of the only
/// one.
///
/// # Errors
/// `Contradiction` for several tables, which are named; `Missing` for none, or none of that name; `Syntax` for a
/// workbook, and for an archive that is damaged, locked or compressed in another way than by deflate; `TooLarge` above
/// 1 GiB; `Io` where the bytes cannot be read.
pub(crate) fn table(reader: impl Read, wanted: Option<&str>) -> Result<Box<dyn Read + Send>> {
    let mut bytes = Vec::new();
    let read = reader.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Error::new(ErrorKind::Io(format!("cannot read the file: {error}"))))?;
    if bytes.len() as u64 > LARGEST {
        let hint = "unpack the table that is wanted".to_owned();
        let what = "the zip archive".to_owned();
        return Err(Error::new(ErrorKind::TooLarge { what, limit: LARGEST, hint }));
    }
    let archive = ZipArchive::from_slice(&bytes).map_err(damaged)?;
    let members = members(&archive)?;
    let member = chosen(&members, wanted)?;
    unpacked(&archive, &member.header)
}

/// The files of an archive, without folders.
fn members<'z>(archive: &'z ZipSliceArchive<&Vec<u8>>) -> Result<Vec<Member<'z>>> {
    let mut members = Vec::new();
    let mut entries = archive.entries();
    while let Some(header) = entries.next_entry().map_err(damaged)? {
        let path = String::from_utf8_lossy(header.file_path().as_bytes()).replace('\\', "/");
        if !header.is_dir() {
            members.push(Member { path, header });
        }
    }
    Ok(members)
}

/// The member that is wanted.
fn chosen<'m, 'z>(members: &'m [Member<'z>], wanted: Option<&str>) -> Result<&'m Member<'z>> {
    if members.iter().any(|member| ["xl/workbook.xml", "xl/workbook.bin", "content.xml"].contains(&&*member.path)) {
        let message = "this is a spreadsheet's workbook; save the sheet with the figures as CSV";
        return Err(Error::new(ErrorKind::Syntax(message.to_owned())));
    }
    let tables: Vec<&Member<'_>> = members.iter().filter(|member| may_be_table(&member.path)).collect();
    let named = |tables: &[&Member<'_>]| {
        let names: Vec<&str> = tables.iter().take(MOST_NAMED).map(|member| member.path.as_str()).collect();
        let more = tables.len().saturating_sub(MOST_NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {}", plural(more as u64, "more table")) };
        format!("{}{more}", excerpt(&names.join(", ")))
    };
    let Some(wanted) = wanted else {
        return match tables[..] {
            [only] => Ok(only),
            [] => Err(Error::missing("table in the archive", "a table's name ends in .csv, .tsv, .txt or .json")),
            _ => Err(Error::contradiction(format!(
                "the archive has several tables: {}; name the one to read (Reader::table, --table), or unpack it",
                named(&tables)
            ))),
        };
    };
    // Whoever names a file wants it, whatever its ending is.
    let file_name = |member: &Member<'_>| member.path.rsplit('/').next().unwrap_or_default().to_owned();
    let is_wanted = |member: &&Member<'_>| member.path == wanted || file_name(member).eq_ignore_ascii_case(wanted);
    let found: Vec<&Member<'_>> = members.iter().filter(is_wanted).collect();
    let exact = found.iter().find(|member| member.path == wanted);
    if let ([_, _, ..], None) = (&found[..], exact) {
        let message = format!("several tables of the archive have that name: {}; name one by its path", named(&found));
        return Err(Error::contradiction(message));
    }
    exact.or(found.first()).copied().ok_or_else(|| {
        Error::missing(
            format!("table named `{}` in the archive", excerpt(wanted)),
            format!("it has {}", named(&tables)),
        )
    })
}

/// Whether a file of an archive may be a table, by its name.
fn may_be_table(path: &str) -> bool {
    let path = path.to_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    TABLES.contains(&ending)
        && !path.starts_with(&SHADOWS.to_lowercase())
        && !name.starts_with('.')
        && !BESIDE.iter().any(|word| name.contains(word))
}

/// The unpacked text of a member, which is checked against its sum at the end.
fn unpacked(archive: &ZipSliceArchive<&Vec<u8>>, header: &ZipFileHeaderRecord<'_>) -> Result<Box<dyn Read + Send>> {
    let refused = |message: &str| Err(Error::new(ErrorKind::Syntax(message.to_owned())));
    if header.flags().is_encrypted() {
        return refused("the table in the archive is locked with a password; unpack it first");
    }
    let entry = archive.get_entry(header.wayfinder()).map_err(damaged)?;
    let packed = Cursor::new(entry.data().to_vec());
    match header.compression_method() {
        CompressionMethod::STORE => Ok(Box::new(Checked(entry.verifying_reader(packed)))),
        CompressionMethod::DEFLATE => Ok(Box::new(Checked(entry.verifying_reader(DeflateDecoder::new(packed))))),
        _ => refused("the table in the archive is compressed in an unusual way; unpack it first"),
    }
}

/// Reads on, and reports what is wrong with the packed bytes as damage of the data.
struct Checked<R>(R);

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer).map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))
    }
}

fn damaged(error: rawzip::Error) -> Error {
    Error::new(ErrorKind::Syntax(format!("the zip archive is damaged: {}", excerpt(&error.to_string()))))
}
