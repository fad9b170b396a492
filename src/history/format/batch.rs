//! What the rows of one block come to, before they are put together.

use std::hash::BuildHasher;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::{
    economy::Economy,
    error::{Error, Position},
    history::{
        panel::{FlowKey, HASHED, Tie, product_key},
        table::{Place, Row},
    },
    period::Period,
    series::Status,
};

/// One figure of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    pub key: FlowKey,
    pub product: u64,
    pub level: u8,
    /// A number for the product's classification.
    pub class: u8,
    pub amount: f64,
    pub status: Status,
    /// The place of its source among those of the batch.
    pub source: u32,
    pub place: Place,
}

/// Rows that are read and are no figures of the kind wanted.
#[derive(Debug, Clone)]
pub(crate) struct Aside {
    pub what: &'static str,
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

#[derive(Default)]
pub(crate) struct Batch {
    pub rows: u64,
    pub records: Vec<Record>,
    /// Figures that are stated to be missing.
    pub missing: u64,
    pub asides: Vec<Aside>,
    /// Where each of them stands, by a hash of what it is.
    aside_places: FxHashMap<u64, usize>,
    pub refused: Vec<Refused>,
    pub sources: Vec<String>,
    /// Product codes whose keys are hashes.
    pub products: FxHashMap<u64, String>,
    /// Gross domestic products in US dollars.
    pub gdps: Vec<(Economy, Period, f64)>,
    /// Whether pairs are tied, where the file says.
    pub ties: Vec<(Tie, FlowKey, bool)>,
}

impl Batch {
    pub fn refuse(&mut self, row: &Row<'_>, error: Error) {
        self.refused.push(Refused { error, content: row.content() });
    }

    pub fn set_aside(&mut self, what: &'static str, value: &[u8], row: &Row<'_>) {
        let hash = rustc_hash::FxBuildHasher.hash_one((what, value));
        let known = self.aside_places.get(&hash).and_then(|at| self.asides.get_mut(*at));
        match known.filter(|aside| aside.what == what && aside.value == value) {
            Some(aside) => aside.rows += 1,
            None => {
                self.aside_places.insert(hash, self.asides.len());
                self.asides.push(Aside { what, value: value.to_vec(), rows: 1, first: row.place });
            }
        }
    }

    /// The number of a source, which most rows share with the row before.
    pub fn source(&mut self, name: &str) -> u32 {
        let known = self.sources.iter().rposition(|source| source == name);
        let at = known.unwrap_or_else(|| {
            self.sources.push(name.to_owned());
            self.sources.len() - 1
        });
        at as u32
    }

    /// The key of a product.
    pub fn product(&mut self, code: &str) -> u64 {
        let key = product_key(code.as_bytes());
        if key & HASHED != 0 {
            self.products.entry(key).or_insert_with(|| code.to_owned());
        }
        key
    }
}

/// A row that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Rejection {
    /// Where: file, line and column.
    #[serde(flatten)]
    pub position: Position,
    /// The row, cut where it is long.
    pub content: String,
    /// Why, and what would be accepted.
    pub reason: String,
}

/// Rows that were read and are no figures of the kind wanted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Skipped {
    /// What they are, such as "trade with a group of economies: W00".
    pub what: String,
    /// How many.
    pub rows: u64,
    /// The file of the first of them.
    pub file: String,
    /// The first one's line; in JSON, its number in the array, from 0.
    pub first: u64,
}
