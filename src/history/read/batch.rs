//! What the rows of one block come to, before they are put together.

use std::hash::BuildHasher;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    super::context::Tie,
    row::{Place, Row},
};
use crate::{
    economy::Economy,
    error::{Error, Position},
    period::Period,
    series::{Status, Valuation},
};

/// Which flow, whose report and valued where: what has one amount. Packed, so that millions are held and compared cheaply;
/// the order is by exporter, importer, figure, period, reporter and valuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::history) struct FlowKey(u64);

/// Whether a figure is of one flow or of both of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Figure {
    /// What the exporter sold to the importer.
    Flow,
    /// Both flows of a pair together.
    Turnover,
}

const PARTY_BITS: u32 = 9;
const NOBODY: u64 = (1 << PARTY_BITS) - 1;
const _: () = assert!((Economy::COUNT as u64) < NOBODY);

impl FlowKey {
    pub fn new(
        (exporter, importer): (Economy, Economy),
        figure: Figure,
        period: Period,
        reporter: Option<Economy>,
        valuation: Option<Valuation>,
    ) -> Self {
        let valuation = match valuation {
            None => 0,
            Some(Valuation::Fob) => 1,
            Some(Valuation::Cif) => 2,
            Some(Valuation::Reconciled) => 3,
        };
        let reporter = reporter.map_or(NOBODY, |reporter| u64::from(reporter.index()));
        let mut bits = u64::from(exporter.index());
        bits = bits << PARTY_BITS | u64::from(importer.index());
        bits = bits << 1 | figure as u64;
        bits = bits << Period::BITS | u64::from(period.to_bits());
        bits = bits << PARTY_BITS | reporter;
        Self(bits << 2 | valuation)
    }

    /// The first key that a flow's figures can have.
    pub fn first(exporter: Economy, importer: Economy, figure: Figure) -> Self {
        let flow = u64::from(exporter.index()) << PARTY_BITS | u64::from(importer.index());
        Self((flow << 1 | figure as u64) << (Period::BITS + PARTY_BITS + 2))
    }

    /// The key after the last that this flow's figures can have.
    pub fn past(self) -> Self {
        let low = Period::BITS + PARTY_BITS + 2;
        Self(((self.0 >> low) + 1) << low)
    }

    fn party(self, low: u32) -> Economy {
        // Only economies are packed, so that the index is one.
        Economy::from_index((self.0 >> low & NOBODY) as u16).unwrap_or(Economy::FIRST)
    }

    pub fn exporter(self) -> Economy {
        self.party(3 + 2 * PARTY_BITS + Period::BITS)
    }

    pub fn importer(self) -> Economy {
        self.party(3 + PARTY_BITS + Period::BITS)
    }

    pub fn figure(self) -> Figure {
        if self.0 >> (2 + PARTY_BITS + Period::BITS) & 1 == 0 { Figure::Flow } else { Figure::Turnover }
    }

    pub fn period(self) -> Period {
        Period::from_bits((self.0 >> (2 + PARTY_BITS)) as u32)
    }

    pub fn reporter(self) -> Option<Economy> {
        Economy::from_index((self.0 >> 2 & NOBODY) as u16)
    }

    pub fn valuation(self) -> Option<Valuation> {
        match self.0 & 3 {
            1 => Some(Valuation::Fob),
            2 => Some(Valuation::Cif),
            3 => Some(Valuation::Reconciled),
            _ => None,
        }
    }
}

/// A product's code as a number, in the order of the codes; zero where there is none. Codes of more than eight bytes are
/// hashed, and their names kept.
pub(in crate::history) fn product_key(code: &[u8]) -> u64 {
    if code.len() <= 8 && code.iter().all(u8::is_ascii) {
        return code.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)) << (8 * (8 - code.len() as u32) % 64);
    }
    let hash = code
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    hash | HASHED
}

const HASHED: u64 = 1 << 63;

/// The code of a [`product_key`] that is not hashed.
pub(in crate::history) fn product_code(key: u64) -> Option<String> {
    let bytes = key.to_be_bytes();
    let code: Vec<u8> = bytes.into_iter().take_while(|byte| *byte != 0).collect();
    if key & HASHED == 0 { String::from_utf8(code).ok() } else { None }
}

/// How fine a product code is: 0 for all products together, the length of a code that begins with a digit, and more than
/// any of these for a name.
pub(in crate::history) fn product_level(code: &[u8]) -> u8 {
    let total = ["", "total", "all products", "ag0", "all"];
    if code.first().is_none_or(u8::is_ascii_alphabetic)
        && total.iter().any(|name| code.eq_ignore_ascii_case(name.as_bytes()))
    {
        return 0;
    }
    match code {
        [b'0'..=b'9', ..] => code.len().min(12) as u8,
        [b'A'..=b'Z', b'0'..=b'9', b' ', b'0'..=b'9', ..] => CLASSED,
        _ => NAMED,
    }
}

/// The level of products that go by a name.
const NAMED: u8 = 13;
/// The level of products of another classification than the Harmonised System, whose names begin with that.
pub(in crate::history) const CLASSED: u8 = 14;
/// The level of product groups that overlap.
pub(in crate::history) const GROUPS: u8 = 15;

/// One figure of a row.
#[derive(Debug, Clone, Copy)]
pub(in crate::history) struct Record {
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
pub(in crate::history) struct Aside {
    pub what: &'static str,
    pub value: Vec<u8>,
    pub rows: u64,
    pub first: Place,
}

/// A row that could not be read.
#[derive(Debug, Clone)]
pub(in crate::history) struct Refused {
    pub error: Error,
    pub content: String,
}

#[derive(Default)]
pub(in crate::history) struct Batch {
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
pub struct SetAside {
    /// What they are, such as "trade with a group of economies: W00".
    pub what: String,
    /// How many.
    pub rows: u64,
    /// The file of the first of them.
    pub file: String,
    /// The first one's line; in JSON, its number in the array, from 0.
    pub first: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_hold_what_they_are_made_of() {
        let (kaz, uzb): (Economy, Economy) = ("KAZ".parse().unwrap(), "UZB".parse().unwrap());
        for period in ["1000", "9999-12", "2021-Q3"] {
            for reporter in [None, Some(uzb), Economy::from_index(Economy::COUNT - 1)] {
                for valuation in [None, Some(Valuation::Fob), Some(Valuation::Cif), Some(Valuation::Reconciled)] {
                    for figure in [Figure::Flow, Figure::Turnover] {
                        let period = period.parse().unwrap();
                        let key = FlowKey::new((kaz, uzb), figure, period, reporter, valuation);
                        assert_eq!((key.exporter(), key.importer(), key.figure()), (kaz, uzb, figure));
                        assert_eq!((key.period(), key.reporter(), key.valuation()), (period, reporter, valuation));
                        let first = FlowKey::first(kaz, uzb, figure);
                        assert!(first <= key && key < first.past());
                    }
                }
            }
        }
    }

    #[test]
    fn product_keys_are_in_the_order_of_the_codes() {
        let mut keys: Vec<u64> =
            ["", "01", "010121", "0102", "27", "TOTAL"].map(|code| product_key(code.as_bytes())).to_vec();
        assert!(keys.is_sorted_by(|a, b| a < b));
        assert_eq!(product_code(keys.remove(2)).unwrap(), "010121");
        assert_eq!(product_code(0).unwrap(), "");
        assert_eq!(product_code(product_key(b"Machinery and Transport")), None);
        assert_eq!(["TOTAL", "All Products", "27", "270900"].map(|code| product_level(code.as_bytes())), [0, 0, 2, 6]);
    }
}
