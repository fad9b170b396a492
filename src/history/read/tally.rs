//! What the rows come to together: one amount a flow, report and valuation.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    economy::Economy,
    error::{Error, Result},
    history::{
        format::{Aside, Batch, Record, Refused, Rejection, Scope, Skipped},
        panel::{Context, FlowKey, product_code},
        table::Place,
    },
    period::Period,
    series::Status,
};

/// What to do where two rows give the same figure with different amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
/// The most products that are held one by one, of every pair and of one alone: that of a pair has room for every product
/// of many years.
const MOST_PRODUCTS: (usize, usize) = (1 << 16, 1 << 20);
/// The longest list of sources that a sum names.
const LONGEST_SOURCES: usize = 200;
/// What stands for the sources after that.
const MORE_SOURCES: &str = "; and others";
/// One figure, and where it was given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    pub(crate) amount: f64,
    pub(crate) place: Place,
    pub(crate) file: u32,
    pub(crate) source: u32,
    pub(crate) status: Status,
    /// How fine its product is, and of which classification.
    pub(crate) level: u8,
    pub(crate) class: u8,
}

/// The sum over a flow's products of one length of code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sum {
    /// Of all products but the highest, with what they have in common.
    pub(crate) others: Option<Given>,
    /// The product of the highest code so far.
    pub(crate) highest: u64,
    pub(crate) top: Given,
    pub(crate) rows: u64,
}

impl Sum {
    /// Takes a product above the highest, if it comes from where the others do; says whether it did.
    fn rise(&mut self, product: u64, given: Given) -> bool {
        let alike = |other: &Given| other.source == given.source && other.status == given.status;
        if !alike(&self.top) || !self.others.as_ref().is_none_or(alike) {
            return false;
        }
        let before = self.others.map_or(0.0, |others| others.amount);
        self.others = Some(Given { amount: before + self.top.amount, ..self.top });
        (self.highest, self.top) = (product, given);
        self.rows += 1;
        true
    }
}

pub(crate) struct Tally {
    duplicates: Duplicates,
    unreadable: Unreadable,
    pub(crate) by_product: bool,
    /// Whether the caller chose products.
    pub(crate) chosen: bool,
    /// Every figure by flow and product, as long as products are few or are to be kept.
    pub(crate) figures: FxHashMap<(FlowKey, u64, u8), Given>,
    /// How many of those are of a product, and the sums into which these go where they are too many.
    products_held: usize,
    pub(crate) sums: Option<FxHashMap<(FlowKey, u8, u8), Sum>>,
    most_products: usize,
    pub(crate) files: Vec<String>,
    pub(crate) sources: Vec<String>,
    source_numbers: FxHashMap<String, u32>,
    pub(crate) products: FxHashMap<u64, String>,
    pub(crate) context: Context,
    pub rows: u64,
    pub missing: u64,
    pub repeated: u64,
    pub unchecked: u64,
    pub rejections: Vec<Rejection>,
    pub rejected: u64,
    pub asides: Vec<Skipped>,
}

impl Tally {
    pub fn new(duplicates: Duplicates, unreadable: Unreadable, scope: &Scope) -> Self {
        Self {
            duplicates,
            unreadable,
            by_product: scope.by_product,
            chosen: !scope.products.is_empty(),
            figures: FxHashMap::default(),
            products_held: 0,
            sums: None,
            most_products: if scope.pair.is_some() { MOST_PRODUCTS.1 } else { MOST_PRODUCTS.0 },
            files: Vec::new(),
            sources: Vec::new(),
            source_numbers: FxHashMap::default(),
            products: FxHashMap::default(),
            context: Context::default(),
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
        let sources: Vec<u32> = batch.sources.iter().map(|name| self.source(name)).collect();
        self.products.extend(batch.products);
        for (economy, period, units) in batch.gdps {
            self.gdp(economy, period, units)?;
        }
        for (tie, pair, tied) in batch.ties {
            self.context.know(tie, pair, tied);
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
        let what = match crate::history::table::decoded(&aside.value) {
            value if value.is_empty() => aside.what.to_owned(),
            value => format!("{}: {}", aside.what, crate::error::excerpt(&value)),
        };
        let file = self.files.len().saturating_sub(1) as u32;
        self.set_aside(what, aside.rows, file, aside.first);
    }

    pub(crate) fn set_aside(&mut self, what: String, rows: u64, file: u32, first: Place) {
        let file = self.files.get(file as usize).cloned().unwrap_or_default();
        let known = self.asides.iter_mut().find(|known| known.what == what && known.file == file);
        if let Some(known) = known {
            known.rows += rows;
        } else if self.asides.len() < MOST_ASIDES {
            self.asides.push(Skipped { what, rows, file, first: first.number() });
        } else if let Some(last) = self.asides.last_mut() {
            last.what = "others".to_owned();
            last.rows += rows;
        }
    }

    fn source(&mut self, name: &str) -> u32 {
        if let Some(number) = self.source_numbers.get(name) {
            return *number;
        }
        let number = self.sources.len() as u32;
        self.sources.push(name.to_owned());
        self.source_numbers.insert(name.to_owned(), number);
        number
    }

    fn gdp(&mut self, economy: Economy, period: Period, units: f64) -> Result<()> {
        match self.context.gdp_entry(economy, period) {
            Entry::Vacant(vacant) => drop(vacant.insert(units)),
            Entry::Occupied(mut known) if *known.get() != units => match self.duplicates {
                Duplicates::Last => drop(known.insert(units)),
                Duplicates::First | Duplicates::Sum => {}
                Duplicates::Refuse => {
                    let first = known.get();
                    let message = format!(
                        "the gross domestic product of {economy} in {period} is given as {first} and as {units}; choose whether the first or the last is to count"
                    );
                    return Err(Error::contradiction(message).in_file(self.file()));
                }
            },
            Entry::Occupied(_) => {}
        }
        Ok(())
    }

    fn record(&mut self, record: &Record, source: u32) -> Result<()> {
        let file = (self.files.len() - 1) as u32;
        let Record { amount, place, status, level, class, .. } = *record;
        let given = Given { amount, place, file, source, status, level, class };
        if record.product != 0 && !self.by_product {
            if self.sums.is_some() {
                return self.add_to_sum(record, given);
            }
            if self.products_held >= self.most_products {
                self.sum_up();
                return self.add_to_sum(record, given);
            }
        }
        match self.figures.entry((record.key, record.product, record.class)) {
            Entry::Vacant(vacant) => {
                vacant.insert(given);
                self.products_held += usize::from(record.product != 0);
            }
            Entry::Occupied(known) => {
                let first = *known.get();
                if let Some(settled) = self.settle(record, first, given)? {
                    self.figures.insert((record.key, record.product, record.class), settled);
                }
            }
        }
        Ok(())
    }

    /// What a figure comes to that was given before; none where it stays as it was.
    fn settle(&mut self, record: &Record, first: Given, given: Given) -> Result<Option<Given>> {
        let equal = first.amount == given.amount;
        match self.duplicates {
            Duplicates::Sum => return Ok(Some(self.together(first, given))),
            Duplicates::Refuse if !equal => return Err(self.conflict(record, first)),
            _ => self.repeated += 1,
        }
        Ok((self.duplicates == Duplicates::Last).then_some(given))
    }

    /// The sum of two figures, with what is true of both.
    pub(crate) fn together(&mut self, a: Given, b: Given) -> Given {
        let source = if a.source == b.source {
            a.source
        } else {
            let (one, other) = (&self.sources[a.source as usize], &self.sources[b.source as usize]);
            let both = if one.ends_with(MORE_SOURCES) || one.split("; ").any(|part| part == other) {
                one.clone()
            } else if one.len() + other.len() > LONGEST_SOURCES {
                format!("{one}{MORE_SOURCES}")
            } else {
                format!("{one}; {other}")
            };
            self.source(&both)
        };
        Given { amount: a.amount + b.amount, source, status: a.status.with(b.status), ..b }
    }

    /// Turns the products held one by one into sums: from here on they are too many.
    fn sum_up(&mut self) {
        self.sums = Some(FxHashMap::default());
        let mut held: Vec<((FlowKey, u64, u8), Given)> = self
            .figures
            .iter()
            .filter(|((_, product, _), _)| *product != 0)
            .map(|(key, given)| (*key, *given))
            .collect();
        held.sort_unstable_by_key(|(key, _)| *key);
        self.figures.retain(|(_, product, _), _| *product == 0);
        for ((key, product, _), given) in held {
            self.put(key, product, given);
        }
    }

    /// Adds a product that is new to its flow.
    fn put(&mut self, key: FlowKey, product: u64, given: Given) {
        let place = (key, given.level, given.class);
        let known = self.sums.as_ref().and_then(|sums| sums.get(&place).copied());
        let sum = match known {
            None => Sum { others: None, highest: product, top: given, rows: 1 },
            Some(sum) => {
                let (other, highest, top) =
                    if product > sum.highest { (sum.top, product, given) } else { (given, sum.highest, sum.top) };
                let others = sum.others.map_or(other, |others| self.together(others, other));
                Sum { others: Some(others), highest, top, rows: sum.rows + 1 }
            }
        };
        if let Some(sums) = &mut self.sums {
            sums.insert(place, sum);
        }
    }

    /// Adds a product where they are too many to be held one by one. They come in rising order in files as they are
    /// published, so that one above the highest is new, and one equal to it is given again.
    fn add_to_sum(&mut self, record: &Record, given: Given) -> Result<()> {
        let place = (record.key, record.level, record.class);
        let rising =
            self.sums.as_mut().and_then(|sums| sums.get_mut(&place)).filter(|sum| record.product > sum.highest);
        if rising.is_some_and(|sum| sum.rise(record.product, given)) {
            return Ok(());
        }
        let known = self.sums.as_ref().and_then(|sums| sums.get(&place).copied());
        let Some(mut sum) = known.filter(|sum| record.product <= sum.highest) else {
            self.put(record.key, record.product, given);
            return Ok(());
        };
        if record.product == sum.highest {
            if let (Some(settled), Some(sums)) = (self.settle(record, sum.top, given)?, &mut self.sums) {
                sum.top = settled;
                sums.insert(place, sum);
            }
            return Ok(());
        }
        if sum.top.file != given.file && self.duplicates != Duplicates::Sum {
            return Err(self.overlap(record, sum.top));
        }
        self.unchecked += u64::from(self.duplicates != Duplicates::Sum);
        self.put(record.key, record.product, given);
        Ok(())
    }

    fn conflict(&self, record: &Record, first: Given) -> Error {
        let key = record.key;
        let first_place = match first.place {
            Place::Line(line) => format!("line {line}"),
            Place::Element(at) => format!("data[{at}]"),
        };
        let first_file = self.files.get(first.file as usize).map_or("", String::as_str);
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
            first.amount,
            record.amount
        );
        self.at(record, Error::contradiction(message))
    }

    fn overlap(&self, record: &Record, top: Given) -> Error {
        let key = record.key;
        let message = format!(
            "products of {} to {} in {} are in {}, too, and both files are too large to tell whether they are the same; read them one by one, one pair at a time, or choose their sum",
            key.exporter(),
            key.importer(),
            key.period(),
            self.files.get(top.file as usize).map_or("", String::as_str)
        );
        self.at(record, Error::contradiction(message))
    }

    fn at(&self, record: &Record, error: Error) -> Error {
        let error = error.in_file(self.file());
        match record.place {
            Place::Line(line) => error.at_line(line as usize),
            Place::Element(at) => error.at_key(format!("data[{at}]")),
        }
    }

    pub(crate) fn product_name(&self, key: u64) -> String {
        product_code(key).or_else(|| self.products.get(&key).cloned()).unwrap_or_default()
    }
}
