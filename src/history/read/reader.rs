//! Reading files into a panel: whatever their format, with what is wanted of them and what is to be done about bad rows.

use std::{
    fs::{File, Metadata},
    io::Read,
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use serde::Serialize;

use crate::{
    currency::Currency,
    economy::Pair,
    error::{Deferred, Error, ErrorKind, Result},
    history::{
        format::{Batch, Format, JSON_NAMES, Layout, Rejection, Scope, Skipped},
        panel::{Flow, Panel},
        read::tally::{Duplicates, Tally, Unreadable},
        table::{Block, Header, Input, Opened, Row, input, json, row},
    },
    parallel,
    period::{Frequency, Period},
};

/// How far the reading of files has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes read, as they are stored.
    pub read: u64,
    /// Bytes in all; none where that is not known.
    pub total: Option<u64>,
}

/// Reads trade statistics: what is wanted of them, and what is to be done about bad rows.
///
/// Files are recognised by their headers, may be compressed with gzip, and are read in blocks on every core; memory is
/// bounded by what comes of them. The result does not depend on the number of threads.
///
/// ```
/// use tradepath::history::{Format, Reader};
///
/// let file = "t,i,j,k,v,q\n2019,398,860,010121,1209.795,NA\n2019,398,860,270900,752.2,3\n2019,860,398,270900,10,1\n";
/// let reading = Reader::new().pair("KAZ-UZB").read(file.as_bytes(), "BACI_2019.csv")?;
/// assert_eq!(reading.files[0].format, Format::Baci);
/// let totals: Vec<String> = reading.panel.reports().map(|report| report.amount.to_string()).collect();
/// assert_eq!(totals, ["1.96M", "10K"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct Reader {
    format: Option<Format>,
    scope: Scope,
    duplicates: Duplicates,
    unreadable: Unreadable,
    threads: Option<usize>,
    refused: Deferred,
}

/// What came of reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The figures.
    #[serde(skip)]
    pub panel: Panel,
    /// What was read.
    pub files: Vec<FileRead>,
    /// Rows in all, without headers and blank lines.
    pub rows: u64,
    /// Figures that are stated to be missing.
    pub missing: u64,
    /// Rows that gave a figure again, unless such rows are added up.
    pub repeated: u64,
    /// Rows of products out of order in a file with very many, of which it is not known whether they repeat others.
    pub unchecked: u64,
    /// Rows that could not be read, or cells of rows with a column a period; there may be more than are listed in
    /// [`rejected`](Self::rejected).
    pub rejected_rows: u64,
    /// The first thousand of those.
    pub rejected: Vec<Rejection>,
    /// Rows that are no figures of the kind wanted: trade with the world, breakdowns, re-exports.
    pub set_aside: Vec<Skipped>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FileRead {
    /// Its name as given.
    pub file: String,
    /// Its format.
    pub format: Format,
}

/// The most threads that are used without being asked for: more wait for the disk.
const MOST_THREADS: usize = 8;
/// Elements of a JSON array that are put together at a time.
const ELEMENTS: usize = 4096;

impl Reader {
    /// A reader of whatever a file is.
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader of one format.
    pub fn of(format: Format) -> Self {
        Self { format: Some(format), ..Self::default() }
    }

    /// Only the flows between the two, in either direction.
    pub fn pair(mut self, pair: impl TryInto<Pair, Error: Into<Error>>) -> Self {
        (self.scope.pair, self.scope.one_way) = (self.refused.take(pair), false);
        self
    }

    /// Only one flow.
    pub fn flow(mut self, flow: impl TryInto<Flow, Error: Into<Error>>) -> Self {
        let flow: Option<Flow> = self.refused.take(flow);
        (self.scope.pair, self.scope.one_way) = (flow.map(Flow::pair), true);
        self
    }

    /// Only what lies between the start of one period and the end of another, both included.
    pub fn periods(
        mut self,
        from: impl TryInto<Period, Error: Into<Error>>,
        to: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        (self.scope.from, self.scope.to) = (self.refused.take(from), self.refused.take(to));
        self
    }

    /// Only figures by the year, the quarter or the month.
    pub fn frequency(mut self, frequency: Frequency) -> Self {
        self.scope.frequency = Some(frequency);
        self
    }

    /// Only products whose code begins so; once more for others.
    pub fn product(mut self, code: impl Into<String>) -> Self {
        self.scope.products.push(code.into());
        self
    }

    /// Keeps the figures of each product; otherwise they are added up. A total that the file states stands before the sum
    /// of its parts.
    pub fn by_product(mut self) -> Self {
        self.scope.by_product = true;
        self
    }

    /// The currency of figures that name none, and the one that all must have; US dollars if none is given.
    pub fn currency(mut self, currency: impl TryInto<Currency, Error: Into<Error>>) -> Self {
        self.scope.currency = self.refused.take(currency);
        self
    }

    /// Of CEPII Gravity, the reports that the IMF collected in place of UN Comtrade's.
    pub fn imf_reports(mut self) -> Self {
        self.scope.collection = crate::history::format::Collection::Imf;
        self
    }

    /// What to do where two rows give the same figure with different amounts.
    pub fn duplicates(self, duplicates: Duplicates) -> Self {
        Self { duplicates, ..self }
    }

    /// What to do with a row that cannot be read.
    pub fn unreadable(self, unreadable: Unreadable) -> Self {
        Self { unreadable, ..self }
    }

    /// How many threads to use; without it, one for each core.
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads.max(1)), ..self }
    }

    /// Reads files, all into one panel.
    ///
    /// # Errors
    /// With file, line and column: a file that cannot be opened, is incomplete, changes while it is read, or is of no known
    /// format; a row that cannot be read, unless those are [collected](Self::unreadable); two rows that contradict each
    /// other, unless that is [settled](Self::duplicates).
    pub fn load<P: AsRef<Path>>(&self, paths: &[P]) -> Result<Reading> {
        self.load_watched(paths, |_| ControlFlow::Continue(()))
    }

    /// Reads files as [`load`](Self::load), and says after each block how far it has come; `watch` may stop it.
    ///
    /// # Errors
    /// Those of [`load`](Self::load); [`ErrorKind::Stopped`].
    pub fn load_watched<P: AsRef<Path>>(
        &self,
        paths: &[P],
        mut watch: impl FnMut(Progress) -> ControlFlow<()> + Send,
    ) -> Result<Reading> {
        self.refused.check()?;
        if paths.is_empty() {
            return Err(Error::missing("file", "name at least one to read"));
        }
        let sizes: Vec<Option<u64>> = paths
            .iter()
            .map(|path| std::fs::metadata(path).ok().filter(Metadata::is_file).map(|data| data.len()))
            .collect();
        let total = sizes.iter().copied().sum();
        let mut job = Job::new(self, &mut watch, total);
        for path in paths {
            let name = path.as_ref().display().to_string();
            job.load(path.as_ref(), &name).map_err(|error| error.in_file(name))?;
        }
        job.finish()
    }

    /// Reads one text. `file` is the name that errors give.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn read(&self, reader: impl Read + Send, file: &str) -> Result<Reading> {
        self.refused.check()?;
        let mut watch = |_| ControlFlow::Continue(());
        let mut job = Job::new(self, &mut watch, None);
        job.read(reader, file).map_err(|error| error.in_file(file))?;
        job.finish()
    }
}

/// The reading of files into one panel.
struct Job<'j> {
    reader: &'j Reader,
    watch: &'j mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
    total: Option<u64>,
    taken: Arc<AtomicU64>,
    tally: Tally,
    files: Vec<FileRead>,
}

impl<'j> Job<'j> {
    fn new(
        reader: &'j Reader,
        watch: &'j mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
        total: Option<u64>,
    ) -> Self {
        let tally = Tally::new(reader.duplicates, reader.unreadable, &reader.scope);
        Self { reader, watch, total, taken: Arc::default(), tally, files: Vec::new() }
    }

    fn load(&mut self, path: &Path, name: &str) -> Result<()> {
        let unopened = |error: std::io::Error| Error::io("open the file", name, error);
        let file = File::open(path).map_err(unopened)?;
        let before = file.metadata().map_err(unopened)?;
        if before.is_dir() {
            return Err(Error::new(ErrorKind::Io("this is a folder; name the files in it".to_owned())));
        }
        let read = self.read(&file, name);
        let after = file.metadata().map_err(unopened)?;
        let state = |data: &Metadata| (data.len(), data.modified().ok());
        // A change explains whatever else went wrong.
        if before.is_file() && state(&before) != state(&after) {
            return Err(Error::new(ErrorKind::Io("the file changed while it was read; read it again".to_owned())));
        }
        read
    }

    fn read(&mut self, reader: impl Read + Send, name: &str) -> Result<()> {
        self.tally.begin(name);
        let rows_before = self.tally.rows;
        match input::open(reader, Arc::clone(&self.taken))? {
            Opened::Table(input, header) => {
                let format = self.reader.format.map_or_else(|| Format::of(&header), Ok)?;
                self.read_table(input, &header, format, name)?;
            }
            Opened::Json(text) => self.read_json(text, name)?,
        }
        if self.tally.rows == rows_before {
            return Err(Error::missing("rows", "there is a header and nothing else"));
        }
        Ok(())
    }

    /// How rows are read, if the file is in the currency wanted.
    fn layout(&mut self, format: Format, header: &Header, name: &str) -> Result<(Box<dyn Layout>, Scope)> {
        // The folder says nothing of where figures are from.
        let file = Path::new(name).file_name().map_or(name.into(), |file| file.to_string_lossy());
        let scope = Scope { file: file.into_owned(), ..self.reader.scope.clone() };
        if let (Some(from), Some(to)) = (scope.from, scope.to) {
            if from.months().0 > to.months().1 {
                return Err(Error::out_of_range("the last period", to, format!("not before the first, {from}")));
            }
        }
        if format != Format::Tidy {
            // All others are in dollars.
            scope.currency.unwrap_or(Currency::USD).require(Currency::USD)?;
        }
        let layout = format.layout(header, &scope).map_err(|error| {
            let needed = self.reader.format.is_some() && matches!(error.kind(), ErrorKind::Missing { .. });
            if needed { format.misses(header) } else { error }
        })?;
        self.files.push(FileRead { file: name.to_owned(), format });
        Ok((layout, scope))
    }

    fn read_table(&mut self, mut input: Input<'_>, header: &Header, format: Format, name: &str) -> Result<()> {
        let (layout, scope) = self.layout(format, header, name)?;
        let threads = self.reader.threads.unwrap_or_else(|| parallel::threads(None, MOST_THREADS));
        let (watch, taken, total, tally) = (&mut *self.watch, &self.taken, self.total, &mut self.tally);
        let next = || {
            let block = input.next_block()?;
            let progress = Progress { read: taken.load(Ordering::Relaxed), total };
            if block.is_some() && watch(progress).is_break() {
                return Err(Error::new(ErrorKind::Stopped));
            }
            Ok(block)
        };
        let work = |block: Block| {
            let mut batch = Batch::default();
            row::for_each_row(&block, header, |row| read_row(row, &*layout, &scope, &mut batch));
            batch
        };
        parallel::in_order(threads, next, work, |batch| tally.add(batch))
    }

    fn read_json(&mut self, text: impl Read, name: &str) -> Result<()> {
        let header = Header::of_names(JSON_NAMES);
        if self.reader.format.is_some_and(|format| format != Format::Comtrade) {
            return Err(Error::contradiction("the file is JSON, which only UN Comtrade's format can be"));
        }
        let (layout, scope) = self.layout(Format::Comtrade, &header, name)?;
        let mut batch = Batch::default();
        let mut each = |number: u64, element: &serde_json::Value| {
            let fields: Vec<String> = JSON_NAMES.iter().map(|name| json::field(element.get(name))).collect();
            row::with_element(&fields, &header, number, |row| read_row(row, &*layout, &scope, &mut batch));
            if (number + 1) % ELEMENTS as u64 != 0 {
                return Ok(());
            }
            let progress = Progress { read: self.taken.load(Ordering::Relaxed), total: self.total };
            if (self.watch)(progress).is_break() {
                return Err(Error::new(ErrorKind::Stopped));
            }
            self.tally.add(std::mem::take(&mut batch))
        };
        json::for_each_element(text, &mut each)?;
        self.tally.add(batch)
    }

    fn finish(self) -> Result<Reading> {
        let currency = self.reader.scope.currency.unwrap_or(Currency::USD);
        let (panel, tally) = self.tally.finish(currency)?;
        Ok(Reading {
            panel,
            files: self.files,
            rows: tally.rows,
            missing: tally.missing,
            repeated: tally.repeated,
            unchecked: tally.unchecked,
            rejected_rows: tally.rejected,
            rejected: tally.rejections,
            set_aside: tally.asides,
        })
    }
}

fn read_row(row: &Row<'_>, layout: &dyn Layout, scope: &Scope, batch: &mut Batch) {
    batch.rows += 1;
    if let Err(error) = row.check().and_then(|()| layout.read(row, scope, batch)) {
        batch.refuse(row, error);
    }
}
