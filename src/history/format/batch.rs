//! What the rows of one block come to, before the blocks are put together.

use std::{collections::BTreeSet, hash::BuildHasher};

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::{
    coverage::one_line,
    economy::Economy,
    error::{Error, Position},
    history::{
        format::product::{Class, Product, Seen},
        panel::{FlowKey, Tie, long_product_key, product_key},
        table::{Marks, Place, Row},
    },
    period::Period,
    series::Status,
};

/// The name of a product whose own has nothing that can be seen.
const UNNAMED: &str = "?";

/// One figure of a row, packed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    pub key: FlowKey,
    /// The key of the product's code; 0 for all products together. That of a long code is a place in the batch's
    /// [`long_codes`](Batch::long_codes).
    pub product: u64,
    /// How fine the product is.
    pub level: u8,
    /// The number of the product's classification.
    pub class: ClassNumber,
    pub amount: f64,
    pub status: Status,
    /// An index into the sources of the batch.
    pub source: u32,
    pub place: Place,
}

/// Texts by their place, each once, in the order of their first mention.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    list: Vec<String>,
    places: FxHashMap<String, usize>,
}

impl Names {
    /// The place of a text, which is added if it is new.
    pub fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        self.list.push(name.to_owned());
        self.places.insert(name.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }

    /// The text at a place.
    pub fn at(&self, place: usize) -> &str {
        self.list.get(place).map_or("", String::as_str)
    }

    /// Every text, in the order of the places.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(String::as_str)
    }
}

/// A number for a classification: products of different classifications are not added up. Numbers of revisions of the
/// Harmonised System rise with the revision, below those of all other classifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ClassNumber(u32);

impl ClassNumber {
    /// The Harmonised System in a revision that the file does not state; also the number of what has no classification.
    pub const UNSTATED: Self = Self(0);
    /// The first number above those of the Harmonised System.
    const OTHERS: u32 = 20;

    fn harmonised(revision: Option<u8>) -> Self {
        revision.map_or(Self::UNSTATED, |revision| Self(u32::from(revision) + 1))
    }

    /// The number of another classification, by its place in a list.
    pub fn other(place: usize) -> Self {
        Self(Self::OTHERS + place as u32)
    }

    /// The place of another classification in its list; none for the Harmonised System.
    pub fn place(self) -> Option<usize> {
        self.0.checked_sub(Self::OTHERS).map(|place| place as usize)
    }

    /// The revision of the Harmonised System; none where it is not stated.
    pub fn revision(self) -> Option<u8> {
        (1..Self::OTHERS).contains(&self.0).then(|| self.0 as u8 - 1)
    }
}

/// Rows of a block that are skipped for one reason.
#[derive(Debug, Clone)]
pub(crate) struct Aside {
    pub what: &'static str,
    /// The text of the file that shows the reason, such as the code of a group.
    pub value: Vec<u8>,
    pub rows: u64,
    pub first: Place,
}

/// A row that could not be read.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    pub error: Error,
    pub content: String,
}

/// Everything that the rows of one block come to. Batches are made on several threads and put together in the file's
/// order.
#[derive(Default)]
pub(crate) struct Batch {
    pub rows: u64,
    pub records: Vec<Record>,
    /// The number of figures that the file states to be missing.
    pub missing: u64,
    pub asides: Vec<Aside>,
    /// Where each kind of skipped row stands in `asides`, by a hash of reason and value.
    aside_places: FxHashMap<u64, usize>,
    pub refused: Vec<Refused>,
    pub sources: Vec<String>,
    /// Product codes that are too long for a key.
    pub long_codes: Names,
    /// The classifications other than the Harmonised System.
    pub classes: Names,
    /// What is taken for granted because the file does not say it.
    pub assumed: BTreeSet<&'static str>,
    /// What the marks in the numbers show.
    pub marks: Marks,
    /// Which parts of the usual classifications the rows have, also those that are not wanted.
    pub seen: Seen,
    /// Gross domestic products in US dollars.
    pub gdps: Vec<(Economy, Period, f64)>,
    /// Whether pairs have a tie, where the file says.
    pub ties: Vec<(Tie, FlowKey, bool)>,
}

impl Batch {
    /// Notes a row, or one cell of it, that cannot be read.
    pub fn refuse(&mut self, row: &Row<'_>, error: Error) {
        self.refused.push(Refused { error, content: row.content() });
    }

    /// Counts a row that is skipped for a reason.
    pub fn set_aside(&mut self, what: &'static str, value: &[u8], row: &Row<'_>) {
        let hash = rustc_hash::FxBuildHasher.hash_one((what, value));
        let known = self.aside_places.get(&hash).and_then(|at| self.asides.get_mut(*at));
        // Two reasons may share a hash, so the entry itself is compared, too.
        match known.filter(|aside| aside.what == what && aside.value == value) {
            Some(aside) => aside.rows += 1,
            None => {
                self.aside_places.insert(hash, self.asides.len());
                self.asides.push(Aside { what, value: value.to_vec(), rows: 1, first: row.place });
            }
        }
    }

    /// The index of a source, which is added if it is new. The search starts at the end, as most rows share the source
    /// of the row before.
    pub fn source(&mut self, name: &str) -> u32 {
        let known = self.sources.iter().rposition(|source| source == name);
        let at = known.unwrap_or_else(|| {
            self.sources.push(name.to_owned());
            self.sources.len() - 1
        });
        at as u32
    }

    /// The key of a product; a code that does not fit into the key is kept by name.
    pub fn product(&mut self, code: &str) -> u64 {
        product_key(code.as_bytes()).unwrap_or_else(|| {
            let name = one_line(code);
            // No key at all would be that of all products together.
            let name = if name.is_empty() { UNNAMED } else { &name };
            product_key(name.as_bytes()).unwrap_or_else(|| long_product_key(self.long_codes.place(name)))
        })
    }

    /// The number of a product's classification.
    pub fn class(&mut self, product: &Product<'_>) -> ClassNumber {
        match product.class {
            Class::Harmonised(revision) => ClassNumber::harmonised(revision),
            Class::Other(name) => ClassNumber::other(self.classes.place(&one_line(name))),
            Class::Total | Class::Names | Class::Groups | Class::Covered => ClassNumber::UNSTATED,
        }
    }
}

/// A row, or one cell of it, that could not be read, with the reason.
///
/// ```
/// use tradepath::history::{Reader, Unreadable};
///
/// let file = "year,exporter,importer,value\n2019,KAZ,UZB,5\n2020,KAZ,UZB,oops\n";
/// let reading = Reader::new().unreadable(Unreadable::Collect).read(file.as_bytes(), "f")?;
/// assert_eq!(reading.rejected.len(), 1);
/// assert_eq!(reading.rejected[0].content, "2020,KAZ,UZB,oops");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Rejection {
    /// File, line and column.
    #[serde(flatten)]
    pub position: Position,
    /// The row as it stands in the file, cut where it is long.
    pub content: String,
    /// What is wrong, and what would be accepted.
    pub reason: String,
}

/// Rows that were read and are not figures of the kind wanted, with their number.
///
/// ```
/// use tradepath::history::Reader;
///
/// let file = "year,exporter,importer,value\n2019,KAZ,UZB,5\n\
///             2019,KAZ,WLD,9\n2020,KAZ,WLD,9\n";
/// let reading = Reader::new().read(file.as_bytes(), "trade.csv")?;
/// let skipped = &reading.set_aside[0];
/// assert_eq!(skipped.what, "trade with a group of economies: WLD");
/// assert_eq!((skipped.rows, skipped.first), (2, 3));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Skipped {
    /// The reason, such as "trade with a group of economies: W00".
    pub what: String,
    /// The number of rows.
    pub rows: u64,
    /// The file of the first of them.
    pub file: String,
    /// The line of the first of them; in JSON, its place in the array, from 0.
    pub first: u64,
}
