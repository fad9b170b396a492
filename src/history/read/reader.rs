//! Reads files of any format into a panel: which figures are wanted, and what to do with bad rows.

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
    economy::{Economy, Partners},
    error::{Deferred, Error, ErrorKind, Result},
    history::{
        format::{Batch, Format, JSON_NAMES, Layout, Rejection, Scope, Skipped},
        panel::{Flow, Panel},
        read::{
            magnitude,
            tally::{Duplicates, Tally, Unreadable},
        },
        table::{Block, Header, Input, Opened, Row, input, json, row},
    },
    parallel,
    period::{Frequency, Period},
    unit::Unit,
};

/// How far the reading of files has come: what [`Reader::load_watched`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes read so far, as they are stored: compressed, where the file is.
    pub read: u64,
    /// Bytes of all files; none where that is not known.
    pub total: Option<u64>,
}

/// Reads files of trade statistics into a [`Panel`].
///
/// The format is recognised by the header, unless the reader is [`of`](Self::of) one format. Files may be compressed
/// with gzip, or be the table of a zip archive. They are read in blocks on several cores; memory grows with the figures that are kept, not with the size
/// of the files. The result does not depend on the number of threads.
///
/// An argument that cannot be read, such as an unknown economy, is reported by [`load`](Self::load) or
/// [`read`](Self::read).
///
/// ```
/// use tradepath::history::{Format, Reader};
///
/// let file = "t,i,j,k,v,q\n2019,398,860,010121,1209.795,NA\n\
///             2019,398,860,270900,752.2,3\n2019,860,398,270900,10,1\n";
/// let reading = Reader::new().pair("KAZ-UZB").read(file.as_bytes(), "BACI_2019.csv")?;
/// assert_eq!(reading.files[0].format, Format::Baci);
/// let totals = reading.panel.reports().map(|report| report.amount.to_string());
/// assert_eq!(totals.collect::<Vec<_>>(), ["1.96M", "10K"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// A message says where a row is wrong, and bad rows can be collected instead:
///
/// ```
/// use tradepath::history::{Reader, Unreadable};
///
/// let file = "year,exporter,importer,value\n2019,KAZ,UZB,5\n2019,KAZ,Narnia,7\n";
/// let error = Reader::new().read(file.as_bytes(), "trade.csv").unwrap_err();
/// assert!(error.to_string().starts_with("trade.csv line 3 key `importer`"));
///
/// let reading = Reader::new().unreadable(Unreadable::Collect).read(file.as_bytes(), "f")?;
/// assert_eq!((reading.panel.len(), reading.rejected_rows), (1, 1));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct Reader {
    format: Option<Format>,
    scope: Scope,
    /// The table to read of a zip archive with several.
    table: Option<String>,
    duplicates: Duplicates,
    unreadable: Unreadable,
    threads: Option<usize>,
    refused: Deferred,
}

/// The panel that was read, and what happened to every row of the files.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The figures. They are not serialised; [`write_tidy`](crate::history::Panel::write_tidy) writes them.
    #[serde(skip)]
    pub panel: Panel,
    /// The files that were read, with their formats.
    pub files: Vec<FileRead>,
    /// The number of rows, without headers and blank lines.
    pub rows: u64,
    /// The number of figures that the files state to be missing.
    pub missing: u64,
    /// The number of rows that gave a figure again, where such rows are not added up.
    pub repeated: u64,
    /// The number of rows for which it was not checked whether they repeat others: products out of order in a file with
    /// very many.
    pub unchecked: u64,
    /// The number of rows that could not be read; in formats with a column for each period, the number of such cells.
    /// [`rejected`](Self::rejected) lists at most a thousand of them.
    pub rejected_rows: u64,
    /// The first thousand rows that could not be read.
    pub rejected: Vec<Rejection>,
    /// Rows that are not figures of the kind wanted, with their number: trade with the world, breakdowns, re-exports.
    pub set_aside: Vec<Skipped>,
    /// What was taken for granted because a file does not say it, such as the unit of its values, each with the file.
    pub assumed: Vec<String>,
    /// Totals that are under a thousandth of what they should be near to, so that their unit is in doubt: of the same
    /// flows as the partners report them, of the same flows a period before, or an economy's exports beside its imports.
    pub doubtful: Vec<String>,
}

/// A file that was read, and its format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FileRead {
    /// The name, as it was given.
    pub file: String,
    /// The format that was recognised or stated.
    pub format: Format,
}

/// The most threads that are used unless more are asked for. Beyond that, threads wait for the disk.
const MOST_THREADS: usize = 8;
/// Elements of a JSON array that make one batch.
const ELEMENTS: usize = 4096;

impl Reader {
    /// A reader that recognises each file's format and keeps everything, in US dollars.
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader of one format: a file that lacks the format's columns is refused, and the error names them.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Format, Reader};
    ///
    /// let tidy = "year,exporter,importer,value\n2019,KAZ,UZB,5\n";
    /// assert!(Reader::of(Format::Tidy).read(tidy.as_bytes(), "trade.csv").is_ok());
    /// assert!(Reader::of(Format::Baci).read(tidy.as_bytes(), "trade.csv").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of(format: Format) -> Self {
        Self { format: Some(format), ..Self::default() }
    }

    /// Keeps only the flows between two economies, in both directions. It replaces an earlier [`pair`](Self::pair) or
    /// [`flow`](Self::flow).
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,value\n2019,KAZ,UZB,5\n\
    ///             2019,UZB,KAZ,3\n2019,KAZ,KGZ,7\n";
    /// let count = |reader: Reader| -> tradepath::Result<usize> {
    ///     Ok(reader.read(file.as_bytes(), "trade.csv")?.panel.len())
    /// };
    /// assert_eq!(count(Reader::new())?, 3);
    /// assert_eq!(count(Reader::new().pair("KAZ-UZB"))?, 2);
    /// assert_eq!(count(Reader::new().flow("KAZ-UZB"))?, 1);
    /// // An unknown economy is reported when the file is read.
    /// assert!(count(Reader::new().pair("KAZ-Narnia")).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn pair(mut self, pair: impl TryInto<Partners, Error: Into<Error>>) -> Self {
        (self.scope.partners, self.scope.one_way) = (self.refused.take(pair), false);
        self
    }

    /// Keeps only one flow, from an exporter to an importer. It replaces an earlier [`pair`](Self::pair) or
    /// [`flow`](Self::flow).
    pub fn flow(mut self, flow: impl TryInto<Flow, Error: Into<Error>>) -> Self {
        let flow: Option<Flow> = self.refused.take(flow);
        (self.scope.partners, self.scope.one_way) = (flow.map(|flow| flow.pair().into()), true);
        self
    }

    /// Keeps only what lies between the start of one period and the end of another, both included.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,value\n2018,KAZ,UZB,5\n\
    ///             2019,KAZ,UZB,6\n2020,KAZ,UZB,7\n";
    /// let reading = Reader::new().periods(2019, 2020).read(file.as_bytes(), "trade.csv")?;
    /// assert_eq!(reading.panel.periods(), ["2019".parse()?, "2020".parse()?]);
    /// // The first period may not lie after the last.
    /// assert!(Reader::new().periods(2020, 2010).read(file.as_bytes(), "trade.csv").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn periods(
        mut self,
        from: impl TryInto<Period, Error: Into<Error>>,
        to: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        (self.scope.from, self.scope.to) = (self.refused.take(from), self.refused.take(to));
        self
    }

    /// Keeps only figures of one frequency: annual, quarterly or monthly.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Frequency, history::Reader};
    ///
    /// let file = "period,exporter,importer,value\n2022,KAZ,UZB,30\n2022-01,KAZ,UZB,3\n";
    /// let reading = Reader::new().frequency(Frequency::Monthly).read(file.as_bytes(), "f")?;
    /// let report = reading.panel.reports().next().unwrap();
    /// assert_eq!((report.period.to_string(), reading.panel.len()), ("2022-01".into(), 1));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn frequency(mut self, frequency: Frequency) -> Self {
        self.scope.frequency = Some(frequency);
        self
    }

    /// Keeps only products whose code begins with `code`. Each further call adds one more beginning.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,product,value\n2019,KAZ,UZB,2709,3\n\
    ///             2019,KAZ,UZB,2711,4\n2019,KAZ,UZB,7202,9\n";
    /// let fuels = Reader::new().product("27").read(file.as_bytes(), "trade.csv")?.panel;
    /// assert_eq!(fuels.reports().next().unwrap().amount.value(), 7.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn product(mut self, code: impl Into<String>) -> Self {
        self.scope.products.push(code.into());
        self
    }

    /// Keeps the figures of each product. Without this, they are added up to one total a flow; a total that the file
    /// states stands before the sum of its parts.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,product,value\n\
    ///             2019,KAZ,UZB,27,3\n2019,KAZ,UZB,72,4\n";
    /// let total = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// assert_eq!(total.reports().next().unwrap().amount.value(), 7.0);
    /// let products = Reader::new().by_product().read(file.as_bytes(), "trade.csv")?.panel;
    /// let codes: Vec<_> = products.products().map(|product| product.code()).collect();
    /// assert_eq!(codes, ["27", "72"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn by_product(mut self) -> Self {
        self.scope.by_product = true;
        self
    }

    /// Sets the currency or the quantity that every figure must have, and that figures which name none are taken to have.
    /// Without this, US dollars.
    ///
    /// Tonnes are read from the column `q` of CEPII BACI, and from this crate's own format.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let reader = Reader::new().unit("EUR");
    /// let file = "year,exporter,importer,value\n2019,KAZ,UZB,5\n";
    /// let panel = reader.read(file.as_bytes(), "trade.csv")?.panel;
    /// assert_eq!(panel.unit().to_string(), "EUR");
    ///
    /// // A column whose name says dollars contradicts that.
    /// let dollars = "year,exporter,importer,value_usd\n2019,KAZ,UZB,5\n";
    /// assert!(reader.read(dollars.as_bytes(), "trade.csv").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn unit(mut self, unit: impl TryInto<Unit, Error: Into<Error>>) -> Self {
        self.scope.unit = self.refused.take(unit);
        self
    }

    /// Of CEPII Gravity, takes the reports that the IMF collected instead of those of UN Comtrade.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// // In thousands of dollars.
    /// let file = "year,iso3_o,iso3_d,tradeflow_comtrade_o,tradeflow_imf_o\n\
    ///             2019,KAZ,UZB,5,6\n";
    /// let exports = |reader: Reader| -> tradepath::Result<f64> {
    ///     let panel = reader.read(file.as_bytes(), "Gravity.csv")?.panel;
    ///     Ok(panel.reports().next().unwrap().amount.value())
    /// };
    /// assert_eq!(exports(Reader::new())?, 5000.0);
    /// assert_eq!(exports(Reader::new().imf_reports())?, 6000.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn imf_reports(mut self) -> Self {
        self.scope.collection = crate::history::format::Collection::Imf;
        self
    }

    /// Names the economy whose trade a file lists, where the file itself does not: ITC Trade Map's lists of partners. A
    /// file of another format is refused then.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "Exporters\tImported value in 2020\nUzbekistan\t749797\n";
    /// let reader = Reader::new().reporter_of_file("KAZ");
    /// let panel = reader.read(file.as_bytes(), "list.txt")?.panel;
    /// let report = panel.reports().next().unwrap();
    /// assert_eq!((report.exporter.code(), report.importer.code()), ("UZB", "KAZ"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn reporter_of_file(mut self, reporter: impl TryInto<Economy, Error: Into<Error>>) -> Self {
        self.scope.reporter = self.refused.take(reporter);
        self
    }

    /// Names the table to read of a zip archive, by its path there or its file name. Without it, the archive must have
    /// one table, beside texts and lists of codes.
    pub fn table(self, name: impl Into<String>) -> Self {
        Self { table: Some(name.into()), ..self }
    }

    /// Sets what to do where two rows give the same figure with different amounts; without this, that is an error.
    pub fn duplicates(self, duplicates: Duplicates) -> Self {
        Self { duplicates, ..self }
    }

    /// Sets what to do with a row that cannot be read; without this, it is an error.
    pub fn unreadable(self, unreadable: Unreadable) -> Self {
        Self { unreadable, ..self }
    }

    /// Sets how many threads to use, at least one. Without this, one for each core, up to eight.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,value\n2019,KAZ,UZB,5\n2019,UZB,KAZ,3\n";
    /// let one = Reader::new().threads(1).read(file.as_bytes(), "trade.csv")?;
    /// let four = Reader::new().threads(4).read(file.as_bytes(), "trade.csv")?;
    /// assert_eq!(one, four);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads.max(1)), ..self }
    }

    /// Reads files of any formats, all into one panel.
    ///
    /// # Errors
    /// With file, line and column: a file that cannot be opened, is incomplete, changes while it is read, or is of no
    /// known format; a row that cannot be read, unless those are [collected](Self::unreadable); two rows that
    /// contradict each other, unless that is [settled](Self::duplicates).
    ///
    /// # Examples
    /// ```no_run
    /// use tradepath::history::Reader;
    ///
    /// let reading = Reader::new().pair("KAZ-UZB").load(&["BACI_2019.csv", "BACI_2020.csv"])?;
    /// println!("{} rows, {} figures", reading.rows, reading.panel.len());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// ```
    /// use tradepath::{ErrorKind, history::Reader};
    ///
    /// let error = Reader::new().load(&["no-such-file.csv"]).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Io(_)));
    /// ```
    pub fn load<P: AsRef<Path>>(&self, paths: &[P]) -> Result<Reading> {
        self.load_watched(paths, |_| ControlFlow::Continue(()))
    }

    /// Reads files as [`load`](Self::load) does, and calls `watch` after each block with how far it has come. The
    /// reading stops where `watch` says so.
    ///
    /// # Errors
    /// The errors of [`load`](Self::load); [`ErrorKind::Stopped`].
    ///
    /// # Examples
    /// ```no_run
    /// use std::ops::ControlFlow;
    /// use tradepath::history::Reader;
    ///
    /// let reading = Reader::new().load_watched(&["BACI_2019.csv"], |progress| {
    ///     println!("{} of {:?} bytes", progress.read, progress.total);
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert!(!reading.panel.is_empty());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn load_watched<P: AsRef<Path>>(
        &self,
        paths: &[P],
        mut watch: impl FnMut(Progress) -> ControlFlow<()> + Send,
    ) -> Result<Reading> {
        self.check()?;
        if paths.is_empty() {
            return Err(Error::missing("file", "name at least one to read"));
        }
        // One file of unknown size, such as a pipe, makes the total unknown.
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

    /// Refuses what the options were given and cannot be.
    fn check(&self) -> Result<()> {
        self.refused.check()?;
        match (self.scope.from, self.scope.to) {
            (Some(from), Some(to)) if from.months().0 > to.months().1 => {
                Err(Error::out_of_range("the last period", to, format!("not before the first, {from}")))
            }
            _ => Ok(()),
        }
    }

    /// Reads one file from anything that can be read, such as bytes in memory. `file` is the name that errors give it.
    ///
    /// # Errors
    /// The errors of [`load`](Self::load).
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,value\n2019,KAZ,UZB,5\n\
    ///             2019,KAZ,WLD,9\n2020,KAZ,UZB,\n";
    /// let reading = Reader::new().read(file.as_bytes(), "trade.csv")?;
    /// // One figure, one row of trade with the world, one missing value.
    /// assert_eq!((reading.rows, reading.panel.len(), reading.missing), (3, 1, 1));
    /// assert_eq!(reading.set_aside[0].rows, 1);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn read(&self, reader: impl Read + Send, file: &str) -> Result<Reading> {
        self.check()?;
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
    /// Bytes read so far; shared with the input, which counts them before they are unpacked.
    taken: Arc<AtomicU64>,
    tally: Tally,
    files: Vec<FileRead>,
    /// The unit of the figures, which the first file decides where the reader does not.
    unit: Option<Unit>,
}

impl<'j> Job<'j> {
    fn new(
        reader: &'j Reader,
        watch: &'j mut (dyn FnMut(Progress) -> ControlFlow<()> + Send),
        total: Option<u64>,
    ) -> Self {
        let tally = Tally::new(reader.duplicates, reader.unreadable, &reader.scope);
        let unit = reader.scope.unit;
        Self { reader, watch, total, taken: Arc::default(), tally, files: Vec::new(), unit }
    }

    /// Reads one file, and refuses one that changes meanwhile.
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

    /// Reads one input, a table or JSON.
    fn read(&mut self, reader: impl Read + Send, name: &str) -> Result<()> {
        self.tally.begin(name);
        let rows_before = self.tally.rows;
        match input::open(reader, self.reader.table.as_deref(), Arc::clone(&self.taken))? {
            Opened::Table(input, header) => {
                // A stated format is not compared with the header here; `layout` refuses a header that lacks its
                // columns.
                let format = self.reader.format.map_or_else(|| Format::of(&header), Ok)?;
                self.read_table(input, &header, format, name)?;
            }
            Opened::Json(text) => self.read_json(text, name)?,
        }
        self.tally.check_marks()?;
        if self.tally.rows == rows_before {
            return Err(Error::missing("rows", "there is a header and nothing else"));
        }
        Ok(())
    }

    /// The way to read a file's rows, and the scope with the file's name in it. Records the file as read.
    ///
    /// # Errors
    /// For a file of another unit than the one wanted, and for columns that the format needs and the header lacks.
    fn layout(&mut self, format: Format, header: &Header, name: &str) -> Result<(Box<dyn Layout>, Scope)> {
        // The folder says nothing of where figures are from.
        let file = Path::new(name).file_name().map_or(name.into(), |file| file.to_string_lossy());
        let stated = format.unit(self.unit).unwrap_or(self.unit.unwrap_or(Unit::USD));
        let unit = *self.unit.get_or_insert(stated);
        unit.require(stated)?;
        let scope = Scope { file: file.into_owned(), unit: Some(unit), ..self.reader.scope.clone() };
        if let Some(reporter) = scope.reporter.filter(|_| format != Format::TradeMap) {
            let message = format!(
                "{reporter} was named as the file's reporter, and rows of the format {format} name theirs; leave it out"
            );
            return Err(Error::contradiction(message));
        }
        let layout = format.layout(header, &scope).map_err(|error| {
            let needed = self.reader.format.is_some() && matches!(error.kind(), ErrorKind::Missing { .. });
            if needed { format.misses(header) } else { error }
        })?;
        self.files.push(FileRead { file: name.to_owned(), format });
        Ok((layout, scope))
    }

    /// Reads a table in blocks on several threads; the results are added in the order of the file, so that the number
    /// of threads changes nothing.
    fn read_table(&mut self, mut input: Input<'_>, header: &Header, format: Format, name: &str) -> Result<()> {
        let (layout, scope) = self.layout(format, header, name)?;
        let threads = self.reader.threads.unwrap_or_else(|| parallel::threads(None, MOST_THREADS));
        let (watch, taken, total, tally) = (&mut *self.watch, &self.taken, self.total, &mut self.tally);
        let next = || {
            let block = input.next_block()?;
            let progress = Progress { read: taken.load(Ordering::Relaxed), total };
            // At the end of the file there is nothing left to stop.
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

    /// Reads the JSON of UN Comtrade's interface, element by element, as rows of its table.
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
            // Batches keep memory bounded, as blocks do for tables.
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
        let (panel, tally) = self.tally.finish(self.unit.unwrap_or(Unit::USD))?;
        Ok(Reading {
            doubtful: magnitude::doubtful(&panel),
            panel,
            files: self.files,
            rows: tally.rows,
            missing: tally.missing,
            repeated: tally.repeated,
            unchecked: tally.unchecked,
            rejected_rows: tally.rejected,
            rejected: tally.rejections,
            set_aside: tally.asides,
            assumed: tally.assumed,
        })
    }
}

/// Reads a row into the batch; a row that cannot be read is noted there, for the tally to judge.
fn read_row(row: &Row<'_>, layout: &dyn Layout, scope: &Scope, batch: &mut Batch) {
    batch.rows += 1;
    let whole = row.check().and_then(|()| row.check_length(layout.allows_short_rows()));
    if let Err(error) = whole.and_then(|()| layout.read(row, scope, batch)) {
        batch.refuse(row, error);
    }
    if let Some(marks) = row.marks() {
        batch.marks = batch.marks.with(marks);
    }
}
