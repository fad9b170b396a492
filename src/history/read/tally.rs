//! Collects the figures of all rows: one amount for each flow, report and valuation. Settles duplicates and unreadable
//! rows.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    economy::Economy,
    error::{Error, Result},
    history::{
        format::{Aside, Batch, ClassNumber, Names, Record, Refused, Rejection, Scope, Seen, Skipped},
        panel::{Context, FlowKey, long_product_key, long_product_place},
        read::covers::Legend,
        table::{Marks, Place},
    },
    period::Period,
    series::Status,
};

/// What to do where two rows give the same figure with different amounts.
///
/// # Examples
/// ```
/// use tradepath::history::{Duplicates, Reader};
///
/// let file = "year,exporter,importer,value\n2019,KAZ,UZB,5\n2019,KAZ,UZB,7\n";
/// let refused = Reader::new().read(file.as_bytes(), "trade.csv").unwrap_err();
/// assert!(refused.to_string().contains("first on line 2"));
///
/// for (rule, expected) in
///     [(Duplicates::Sum, 12.0), (Duplicates::First, 5.0), (Duplicates::Last, 7.0)]
/// {
///     let reading = Reader::new().duplicates(rule).read(file.as_bytes(), "trade.csv")?;
///     assert_eq!(reading.panel.reports().next().unwrap().amount.value(), expected);
/// }
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Duplicates {
    /// An error that names both lines. Equal amounts are accepted and counted as
    /// [repeated](crate::history::Reading::repeated).
    #[default]
    Refuse,
    /// The amounts are added, also where they are equal.
    Sum,
    /// The first amount is kept.
    First,
    /// The last amount is kept.
    Last,
}

/// What to do with a row that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Unreadable {
    /// Reading stops with the row's error.
    #[default]
    Stop,
    /// The row is listed in [`Reading::rejected`](crate::history::Reading::rejected), and reading goes on.
    Collect,
}

/// The most rejected rows that are kept; all are counted.
const MOST_REJECTIONS: usize = 1000;
/// The most kinds of skipped rows that are listed by name; further kinds are counted together as `others`.
const MOST_ASIDES: usize = 1000;
/// The most figures of products that are held one by one: for all pairs, and for one pair alone. The second has room
/// for every product of a pair over many years. Beyond it, products are held as sums.
const MOST_PRODUCTS: (usize, usize) = (1 << 16, 1 << 20);
/// The length in bytes beyond which a sum names no further sources.
const LONGEST_SOURCES: usize = 200;
/// Stands for the sources beyond that.
const MORE_SOURCES: &str = "; and others";
/// One figure, and where it was given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    pub(crate) amount: f64,
    pub(crate) place: Place,
    pub(crate) file: u32,
    pub(crate) source: u32,
    pub(crate) status: Status,
    /// How fine the product is (its `product_level`).
    pub(crate) level: u8,
    /// The number of the product's classification.
    pub(crate) class: ClassNumber,
}

impl Given {
    /// Whether the figure is more than a projection.
    pub(crate) fn happened(&self) -> bool {
        self.status != Status::Projected
    }
}

/// The sum over a flow's products of one length of code. The product of the highest code is kept apart, so that it can
/// still be replaced where it is given again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sum {
    /// All products but the highest, added.
    pub(crate) others: Option<Given>,
    /// The product of the highest code so far.
    pub(crate) highest: u64,
    /// The figure of that product.
    pub(crate) top: Given,
    /// Whether any of the other products is more than a projection.
    others_happened: bool,
    /// The number of products added.
    pub(crate) rows: u64,
}

impl Sum {
    /// Adds a product above the highest, if all have the same source and status; returns whether it did. This is the
    /// quick way for files in order: it looks up no sources.
    fn rise(&mut self, product: u64, given: Given) -> bool {
        let alike = |other: &Given| other.source == given.source && other.status == given.status;
        if !alike(&self.top) || !self.others.as_ref().is_none_or(alike) {
            return false;
        }
        let before = self.others.map_or(0.0, |others| others.amount);
        self.others = Some(Given { amount: before + self.top.amount, ..self.top });
        self.others_happened |= self.top.happened();
        (self.highest, self.top) = (product, given);
        self.rows += 1;
        true
    }

    /// Whether any of the products is more than a projection.
    pub(crate) fn happened(&self) -> bool {
        self.others_happened || self.top.happened()
    }
}

/// Everything that the rows read so far come to.
pub(crate) struct Tally {
    duplicates: Duplicates,
    unreadable: Unreadable,
    pub(crate) by_product: bool,
    /// The beginnings of codes that the caller chose; overlaps of these are then their own doing.
    pub(crate) chosen: Vec<String>,
    /// Every figure by flow, product and classification, as long as products are few or are to be kept.
    pub(crate) figures: FxHashMap<(FlowKey, u64, ClassNumber), Given>,
    /// How many of the figures are of a product.
    products_held: usize,
    /// The sums by flow, level and classification; present once the products became too many to be held.
    pub(crate) sums: Option<FxHashMap<(FlowKey, u8, ClassNumber), Sum>>,
    most_products: usize,
    pub(crate) files: Vec<String>,
    pub(crate) sources: Vec<String>,
    source_numbers: FxHashMap<String, u32>,
    /// Product codes that are too long for a key.
    pub(crate) long_codes: Names,
    /// Classifications other than the Harmonised System.
    pub(crate) classes: Names,
    /// What the marks in the numbers of the file show that is being read.
    marks: Marks,
    /// Which parts of the usual classifications each file has.
    pub(crate) seen: Vec<Seen>,
    pub(crate) context: Context,
    pub rows: u64,
    pub missing: u64,
    pub repeated: u64,
    pub unchecked: u64,
    pub rejections: Vec<Rejection>,
    pub rejected: u64,
    pub asides: Vec<Skipped>,
    pub assumed: Vec<String>,
}

impl Tally {
    pub fn new(duplicates: Duplicates, unreadable: Unreadable, scope: &Scope) -> Self {
        Self {
            duplicates,
            unreadable,
            by_product: scope.by_product,
            chosen: scope.products.clone(),
            figures: FxHashMap::default(),
            products_held: 0,
            sums: None,
            most_products: if scope.partners.is_some() { MOST_PRODUCTS.1 } else { MOST_PRODUCTS.0 },
            files: Vec::new(),
            sources: Vec::new(),
            source_numbers: FxHashMap::default(),
            long_codes: Names::default(),
            classes: Names::default(),
            seen: Vec::new(),
            marks: Marks::default(),
            context: Context::default(),
            rows: 0,
            missing: 0,
            repeated: 0,
            unchecked: 0,
            rejections: Vec::new(),
            rejected: 0,
            asides: Vec::new(),
            assumed: Vec::new(),
        }
    }

    /// Starts a file: the rows that follow belong to it.
    pub fn begin(&mut self, file: &str) {
        self.files.push(file.to_owned());
        self.seen.push(Seen::default());
        self.marks = Marks::default();
    }

    /// Refuses the file that was read last if its numbers may have been read in the wrong way.
    pub fn check_marks(&self) -> Result<()> {
        self.marks.check().map_err(|error| error.in_file(self.file()))
    }

    /// The name of the file that is being read.
    fn file(&self) -> &str {
        self.files.last().map_or("", String::as_str)
    }

    /// Adds the figures of one block of rows.
    ///
    /// # Errors
    /// The first row that could not be read, unless those are collected; two amounts for one figure, unless that is to
    /// be settled otherwise.
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
        let long_codes: Vec<usize> = batch.long_codes.iter().map(|name| self.long_codes.place(name)).collect();
        let classes: Vec<usize> = batch.classes.iter().map(|name| self.classes.place(name)).collect();
        self.marks = self.marks.with(batch.marks);
        for what in batch.assumed {
            self.assume(what);
        }
        if let Some(seen) = self.seen.last_mut() {
            *seen = seen.with(batch.seen);
        }
        for (economy, period, units) in batch.gdps {
            self.gdp(economy, period, units)?;
        }
        for (tie, pair, tied) in batch.ties {
            self.context.know(tie, pair, tied);
        }
        for record in &batch.records {
            // Places in the batch's lists become places in those of all batches.
            let product = long_product_place(record.product).map(|place| long_product_key(long_codes[place]));
            let class = record.class.place().map(|place| ClassNumber::other(classes[place]));
            let record = Record {
                product: product.unwrap_or(record.product),
                class: class.unwrap_or(record.class),
                source: sources[record.source as usize],
                ..*record
            };
            self.record(&record)?;
        }
        Ok(())
    }

    /// Notes what is taken for granted of the file that is being read, once.
    fn assume(&mut self, what: &str) {
        let assumed = format!("{}: {what}", self.file());
        if !self.assumed.contains(&assumed) {
            self.assumed.push(assumed);
        }
    }

    /// Reports an unreadable row as an error, or counts and lists it.
    fn refuse(&mut self, refused: Refused) -> Result<()> {
        let error = refused.error.in_file(self.file());
        if self.unreadable == Unreadable::Stop {
            return Err(error);
        }
        // All are counted, but only the first are kept.
        self.rejected += 1;
        if self.rejections.len() < MOST_REJECTIONS {
            let (position, reason) = (error.position().clone(), error.reason());
            self.rejections.push(Rejection { position, content: refused.content, reason });
        }
        Ok(())
    }

    fn note(&mut self, aside: &Aside) {
        let what = match crate::history::table::decoded(&aside.value) {
            value if value.is_empty() => aside.what.to_owned(),
            value => format!("{}: {}", aside.what, crate::error::excerpt(&value)),
        };
        // Rows that are noted belong to the file that is being read, the last.
        let file = self.files.len().saturating_sub(1) as u32;
        self.set_aside(what, aside.rows, file, aside.first);
    }

    /// Counts rows that are skipped, by reason and file.
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

    /// The number of a source, which is assigned at its first mention.
    fn source(&mut self, name: &str) -> u32 {
        if let Some(number) = self.source_numbers.get(name) {
            return *number;
        }
        let number = self.sources.len() as u32;
        self.sources.push(name.to_owned());
        self.source_numbers.insert(name.to_owned(), number);
        number
    }

    /// Records a gross domestic product; two different ones are settled as duplicates are, but never added.
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

    /// Records a figure, one by one or into a sum.
    fn record(&mut self, record: &Record) -> Result<()> {
        let file = (self.files.len() - 1) as u32;
        let Record { amount, place, status, level, class, source, .. } = *record;
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

    /// The amount of a figure that was given before; none where the first stays.
    fn settle(&mut self, record: &Record, first: Given, given: Given) -> Result<Option<Given>> {
        let equal = first.amount == given.amount;
        match self.duplicates {
            Duplicates::Sum => return Ok(Some(self.together(first, given))),
            Duplicates::Refuse if !equal => return Err(self.conflict(record, first)),
            _ => self.repeated += 1,
        }
        Ok((self.duplicates == Duplicates::Last).then_some(given))
    }

    /// The sum of two figures, with the provenance that is true of both.
    pub(crate) fn together(&mut self, a: Given, b: Given) -> Given {
        let source = if a.source == b.source {
            a.source
        } else {
            let (one, other) = (&self.sources[a.source as usize], &self.sources[b.source as usize]);
            // A source that the sum names already is not named again.
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

    /// Turns the products held one by one into sums, as they have become too many.
    fn sum_up(&mut self) {
        self.sums = Some(FxHashMap::default());
        let mut held: Vec<((FlowKey, u64, ClassNumber), Given)> = self
            .figures
            .iter()
            .filter(|((_, product, _), _)| *product != 0)
            .map(|(key, given)| (*key, *given))
            .collect();
        // Sums expect products in rising order.
        held.sort_unstable_by_key(|(key, _)| *key);
        self.figures.retain(|(_, product, _), _| *product == 0);
        for ((key, product, _), given) in held {
            self.put(key, product, given);
        }
    }

    /// Adds a product that is new to its flow, and keeps the higher of the codes as the top.
    fn put(&mut self, key: FlowKey, product: u64, given: Given) {
        let place = (key, given.level, given.class);
        let known = self.sums.as_ref().and_then(|sums| sums.get(&place).copied());
        let sum = match known {
            None => Sum { others: None, highest: product, top: given, others_happened: false, rows: 1 },
            Some(sum) => {
                let (other, highest, top) =
                    if product > sum.highest { (sum.top, product, given) } else { (given, sum.highest, sum.top) };
                let others = sum.others.map_or(other, |others| self.together(others, other));
                let others_happened = sum.others_happened || other.happened();
                Sum { others: Some(others), highest, top, others_happened, rows: sum.rows + 1 }
            }
        };
        if let Some(sums) = &mut self.sums {
            sums.insert(place, sum);
        }
    }

    /// Adds a product to its sum, where products are too many to be held one by one.
    ///
    /// Published files list products in rising order. So a code above the highest is new, one equal to it is given
    /// again, and one below it cannot be checked against what was added before.
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
        // A second file with lower codes most likely repeats the first.
        if sum.top.file != given.file && self.duplicates != Duplicates::Sum {
            return Err(self.overlap(record, sum.top));
        }
        self.unchecked += u64::from(self.duplicates != Duplicates::Sum);
        self.put(record.key, record.product, given);
        Ok(())
    }

    /// The error for a figure that is given twice with different amounts.
    fn conflict(&self, record: &Record, first: Given) -> Error {
        let key = record.key;
        let first_place = first.place;
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

    /// The error for a flow whose products are in two files that are too large to compare.
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

    /// An error with the file and place of a record.
    fn at(&self, record: &Record, error: Error) -> Error {
        record.place.of(error.in_file(self.file()))
    }

    /// The code of a product's key.
    pub(crate) fn product_name(&self, key: u64) -> String {
        self.legend().code(key)
    }

    /// What keys and files stand for.
    pub(crate) fn legend(&self) -> Legend<'_> {
        Legend { long_codes: &self.long_codes, classes: &self.classes, seen: &self.seen, chosen: &self.chosen }
    }
}
