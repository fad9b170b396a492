//! What the rows come to together: one amount a flow, report and valuation.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::{
    batch::{Aside, Batch, FlowKey, Record, Refused, Rejection, SetAside, product_code},
    row::Place,
};
use crate::{
    economy::Economy,
    error::{Error, Result},
    history::panel::{Cell, Panel},
    period::Period,
    series::Status,
};

/// What to do where two rows give the same figure with different amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Duplicates {
    /// It is an error that names both lines.
    #[default]
    Refuse,
    /// Add them; equal amounts, too.
    Sum,
    /// Keep the first.
    First,
    /// Keep the last.
    Last,
}

/// What to do with a row that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is an error.
    #[default]
    Stop,
    /// It is reported beside what could be read.
    Collect,
}

/// The most rejections that are kept; all are counted.
const MOST_REJECTIONS: usize = 1000;
/// The most kinds of rows set aside that are kept by name.
const MOST_ASIDES: usize = 1000;
/// The most products whose places are remembered one by one: enough for any pair, and for panels without products.
const MOST_SEEN: usize = 1 << 16;
/// The level of product groups, which overlap.
const GROUPS: u64 = 15;

/// Where a figure was first given, and its amount.
#[derive(Debug, Clone, Copy)]
struct First {
    file: u16,
    place: Place,
    amount: f64,
}

/// The sum over one flow's products.
#[derive(Debug, Clone, Copy)]
struct Sum {
    /// Of all products but the highest.
    others: f64,
    /// The product of the highest code so far.
    highest: u64,
    top: First,
    single: bool,
    status: Status,
    source: u32,
}

pub(super) struct Tally {
    duplicates: Duplicates,
    unreadable: Unreadable,
    by_product: bool,
    /// By flow and product, or by flow and how fine its products are.
    sums: FxHashMap<(FlowKey, u64), Sum>,
    /// Where each product was given, as long as they are few; see [`Tally::earlier`].
    seen: Option<FxHashMap<(FlowKey, u64), First>>,
    files: Vec<String>,
    sources: Vec<String>,
    source_numbers: FxHashMap<String, u32>,
    products: FxHashMap<u64, String>,
    gdps: FxHashMap<(Economy, u32), f64>,
    pub rows: u64,
    pub missing: u64,
    pub repeated: u64,
    pub unchecked: u64,
    pub rejections: Vec<Rejection>,
    pub rejected: u64,
    pub asides: Vec<SetAside>,
}

impl Tally {
    pub fn new(duplicates: Duplicates, unreadable: Unreadable, by_product: bool) -> Self {
        Self {
            duplicates,
            unreadable,
            by_product,
            sums: FxHashMap::default(),
            seen: Some(FxHashMap::default()),
            files: Vec::new(),
            sources: Vec::new(),
            source_numbers: FxHashMap::default(),
            products: FxHashMap::default(),
            gdps: FxHashMap::default(),
            rows: 0,
            missing: 0,
            repeated: 0,
            unchecked: 0,
            rejections: Vec::new(),
            rejected: 0,
            asides: Vec::new(),
        }
    }

    /// The rows that follow are of another file.
    pub fn begin(&mut self, file: &str) {
        self.files.push(file.to_owned());
    }

    fn file(&self) -> &str {
        self.files.last().map_or("", String::as_str)
    }

    /// Adds what a block's rows come to.
    ///
    /// # Errors
    /// The first row that could not be read, unless those are collected; two amounts for one figure, unless that is to be
    /// settled otherwise.
    pub fn add(&mut self, batch: Batch) -> Result<()> {
        self.rows += batch.rows;
        self.missing += batch.missing;
        for refused in batch.refused {
            self.refuse(refused)?;
        }
        for aside in batch.asides {
            self.note(&aside);
        }
        let sources: Vec<u32> = batch.sources.into_iter().map(|name| self.source(name)).collect();
        self.products.extend(batch.products);
        for (economy, period, units) in batch.gdps {
            self.gdps.entry((economy, period.to_bits())).or_insert(units);
        }
        for record in &batch.records {
            self.record(record, sources[record.source as usize])?;
        }
        Ok(())
    }

    fn refuse(&mut self, refused: Refused) -> Result<()> {
        let error = refused.error.in_file(self.file());
        if self.unreadable == Unreadable::Stop {
            return Err(error);
        }
        self.rejected += 1;
        if self.rejections.len() < MOST_REJECTIONS {
            let (position, reason) = (error.position().clone(), error.kind().to_string());
            self.rejections.push(Rejection { position, content: refused.content, reason });
        }
        Ok(())
    }

    fn note(&mut self, aside: &Aside) {
        let what = match super::row::decoded(&aside.value) {
            value if value.is_empty() => aside.what.to_owned(),
            value => format!("{}: {}", aside.what, crate::error::excerpt(&value)),
        };
        let known = self.asides.iter_mut().find(|known| known.what == what && Some(&known.file) == self.files.last());
        if let Some(known) = known {
            known.rows += aside.rows;
        } else if self.asides.len() < MOST_ASIDES {
            let (file, first) = (self.file().to_owned(), aside.first.number());
            self.asides.push(SetAside { what, rows: aside.rows, file, first });
        } else if let Some(last) = self.asides.last_mut() {
            last.what = "others".to_owned();
            last.rows += aside.rows;
        }
    }

    fn source(&mut self, name: String) -> u32 {
        if let Some(number) = self.source_numbers.get(&name) {
            return *number;
        }
        let number = self.sources.len() as u32;
        self.sources.push(name.clone());
        self.source_numbers.insert(name, number);
        number
    }

    fn record(&mut self, record: &Record, source: u32) -> Result<()> {
        let this = First { file: (self.files.len() - 1) as u16, place: record.place, amount: record.amount };
        let part = if self.by_product { record.product } else { u64::from(record.level) };
        let product = if self.by_product { 0 } else { record.product };
        let mut sum = match self.sums.entry((record.key, part)) {
            Entry::Vacant(vacant) => {
                let (status, top) = (record.status, this);
                vacant.insert(Sum { others: 0.0, highest: product, top, single: true, status, source });
                self.remember(record, this);
                return Ok(());
            }
            Entry::Occupied(occupied) => *occupied.get(),
        };
        if product > sum.highest {
            sum.others += sum.top.amount;
            (sum.highest, sum.top, sum.single) = (product, this, false);
            self.remember(record, this);
        } else if let Some(earlier) = self.earlier(record, product, &sum) {
            if !self.settle(record, earlier)? {
                return Ok(());
            }
            let replaced = if self.duplicates == Duplicates::Last { earlier.amount } else { 0.0 };
            if product == sum.highest {
                sum.top.amount = sum.top.amount - replaced + record.amount;
            } else {
                sum.others = sum.others - replaced + record.amount;
            }
            self.remember(record, this);
        } else {
            sum.others += record.amount;
            sum.single = false;
            self.remember(record, this);
        }
        if sum.status != record.status {
            sum.status = Status::Estimated;
        }
        self.sums.insert((record.key, part), sum);
        Ok(())
    }

    /// Where the same figure was given before. Products come in rising order in files as they are published, so that one
    /// above the highest is new; others are looked up, as long as the places of all are remembered.
    fn earlier(&mut self, record: &Record, product: u64, sum: &Sum) -> Option<First> {
        if product == sum.highest {
            return Some(sum.top);
        }
        let Some(seen) = &self.seen else {
            self.unchecked += 1;
            return None;
        };
        seen.get(&(record.key, record.product)).copied()
    }

    fn remember(&mut self, record: &Record, this: First) {
        if self.by_product || record.product == 0 {
            return;
        }
        let Some(seen) = &mut self.seen else { return };
        seen.insert((record.key, record.product), this);
        if seen.len() >= MOST_SEEN {
            self.seen = None;
        }
    }

    /// Whether a figure that was given before counts.
    fn settle(&mut self, record: &Record, earlier: First) -> Result<bool> {
        let equal = record.amount == earlier.amount;
        match self.duplicates {
            Duplicates::Sum => return Ok(true),
            Duplicates::Refuse if !equal => return Err(self.conflict(record, earlier)),
            Duplicates::Last if !equal => {}
            _ => {
                self.repeated += 1;
                return Ok(false);
            }
        }
        self.repeated += 1;
        Ok(true)
    }

    fn conflict(&self, record: &Record, earlier: First) -> Error {
        let key = record.key;
        let first_place = match earlier.place {
            Place::Line(line) => format!("line {line}"),
            Place::Element(at) => format!("data[{at}]"),
        };
        let first_file = self.files.get(usize::from(earlier.file)).map_or("", String::as_str);
        let of_file = if first_file == self.file() { String::new() } else { format!(" of {first_file}") };
        let product = match self.product_name(record.product) {
            name if name.is_empty() => name,
            name => format!(", product {name}"),
        };
        let message = format!(
            "the same figure of {} is given again, first on {first_place}{of_file}: {} to {}{product}, {} and now {}; keep one of them, or choose whether their sum, the first or the last is to count",
            key.period(),
            key.exporter(),
            key.importer(),
            earlier.amount,
            record.amount
        );
        let error = Error::contradiction(message).in_file(self.file());
        match record.place {
            Place::Line(line) => error.at_line(line as usize),
            Place::Element(at) => error.at_key(format!("data[{at}]")),
        }
    }

    fn product_name(&self, key: u64) -> String {
        product_code(key).or_else(|| self.products.get(&key).cloned()).unwrap_or_default()
    }

    /// The panel, and what could not be part of it.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a sum is more than a number can be.
    pub fn finish(mut self, currency: crate::Currency) -> Result<(Panel, Self)> {
        let sums = std::mem::take(&mut self.sums);
        self.seen = None;
        let mut sums: Vec<((FlowKey, u64), Sum)> = sums.into_iter().collect();
        sums.sort_unstable_by_key(|(key, _)| *key);
        let mut cells: Vec<Cell> = Vec::with_capacity(sums.len());
        for ((key, part), sum) in sums {
            if !self.by_product && !self.is_whole(cells.last(), key, part, &sum) {
                continue;
            }
            let amount = sum.others + sum.top.amount;
            if !amount.is_finite() {
                let what = format!(
                    "the sum over the products of {} to {} in {}",
                    key.exporter(),
                    key.importer(),
                    key.period()
                );
                return Err(Error::out_of_range(what, amount, "less than 1.8e308"));
            }
            // A difference may leave rounding under zero.
            let (amount, product) = (amount.max(0.0), if self.by_product { part } else { 0 });
            cells.push(Cell { key, product, amount, status: sum.status, source: sum.source });
        }
        let names = if self.by_product { std::mem::take(&mut self.products) } else { FxHashMap::default() };
        let sources = std::mem::take(&mut self.sources);
        let gdps = self.gdps.drain().map(|((economy, period), units)| ((economy, Period::from_bits(period)), units));
        let panel = Panel::new(currency, cells, sources, names.into_iter().collect(), gdps.collect());
        Ok((panel, self))
    }

    /// Whether a sum is the flow's: a total stands before its parts, coarser products before finer ones, and groups that
    /// overlap are never added up.
    fn is_whole(&mut self, before: Option<&Cell>, key: FlowKey, level: u64, sum: &Sum) -> bool {
        let what = if before.is_some_and(|cell| cell.key == key) {
            "products that a total or a coarser product has in it"
        } else if level == GROUPS && !sum.single {
            "product groups that overlap; choose one of them"
        } else {
            return true;
        };
        let place = sum.top.place;
        let file = self.files.get(usize::from(sum.top.file)).cloned().unwrap_or_default();
        match self.asides.iter_mut().find(|aside| aside.what == what) {
            Some(aside) => aside.rows += 1,
            None => self.asides.push(SetAside { what: what.to_owned(), rows: 1, file, first: place.number() }),
        }
        false
    }
}
