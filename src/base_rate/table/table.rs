//! A table of base rates: reading, writing and looking up.

use std::{
    io::{Read, Write},
    sync::LazyLock,
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};

use crate::{
    base_rate::{
        answer::PanelAbout,
        bounds::MULTIPLES,
        table::layout::{damaged, is_named, starts},
    },
    error::{Error, ErrorKind, Result},
};

/// The most bytes that are unpacked: 16 MiB. A table has a few hundred thousand; the bound keeps a small file from
/// unpacking into all memory.
const MOST_BYTES: u64 = 16 << 20;

/// The table in nominal dollars. It is unpacked when first asked for, which takes a thousand times as long as to look
/// something up.
static SHIPPED: LazyLock<Result<BaseRateTable>> =
    LazyLock::new(|| BaseRateTable::read(&include_bytes!("../../../data/calibration/base-rates.gz")[..]));
/// The table in dollars of 2020, unpacked in the same way.
static SHIPPED_REAL: LazyLock<Result<BaseRateTable>> =
    LazyLock::new(|| BaseRateTable::read(&include_bytes!("../../../data/calibration/base-rates-real.gz")[..]));

/// A table of base rates: counts by starting amount, multiple, year of entry, and years since.
///
/// It answers for 41 starting amounts from 10 million to 300 billion and 25 multiples from 0.25 to 20: see
/// [`BaseRateQuestion::run`](crate::base_rate::BaseRateQuestion::run).
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::to("3B", "5B")?.within(5);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// assert_eq!(found.panel.name, "CEPII BACI, reconciled pair totals");
/// assert!(found.entered > 300 && found.share.is_some());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct BaseRateTable {
    /// The panel that was counted.
    pub(crate) panel: PanelAbout,
    /// The lines of counts in the order of their keys, so that one is found by halving. They stay text until they are
    /// asked for, because one question needs few of them.
    pub(crate) lines: String,
}

/// The first line of a table: JSON that says what was counted. The amounts and multiples are repeated there, so that a
/// table of another version of the crate is recognised and refused.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    panel: PanelAbout,
    /// The starting amounts in units of currency.
    starts: Vec<f64>,
    /// The multiples, in rising order.
    multiples: Vec<f64>,
}

impl BaseRateTable {
    /// The table that comes with the crate: of the turnovers of all pairs in CEPII BACI, 2000 to 2020, in nominal
    /// dollars.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] where the file in the crate is damaged, which the crate's tests rule out.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::BaseRateTable;
    ///
    /// let panel = BaseRateTable::shipped()?.panel();
    /// assert_eq!(panel.from.to_string(), "2000");
    /// assert_eq!(panel.to.to_string(), "2020");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn shipped() -> Result<&'static Self> {
        SHIPPED.as_ref().map_err(Clone::clone)
    }

    /// The table of the same panel in dollars of 2020, by the consumer prices of the United States. It names no
    /// precedents.
    ///
    /// # Errors
    /// As [`shipped`](Self::shipped).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let question = BaseRateQuestion::multiple("3B", 2.0)?;
    /// let found = question.run(BaseRateTable::shipped_real()?)?;
    /// assert!(found.precedents.is_empty());
    /// assert_ne!(found.panel.prices, BaseRateTable::shipped()?.panel().prices);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn shipped_real() -> Result<&'static Self> {
        SHIPPED_REAL.as_ref().map_err(Clone::clone)
    }

    /// Reads a table that [`write`](Self::write) has written.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for anything else; [`ErrorKind::TooLarge`] for more than sixteen megabytes once unpacked.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::BaseRateTable;
    ///
    /// let mut written = Vec::new();
    /// BaseRateTable::shipped_real()?.write(&mut written)?;
    /// assert_eq!(&BaseRateTable::read(&written[..])?, BaseRateTable::shipped_real()?);
    ///
    /// assert!(BaseRateTable::read(&b"year,exporter,importer,value\n"[..]).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn read(from: impl Read) -> Result<Self> {
        let mut text = String::new();
        // One byte more than allowed is read, to tell a table that is too large from one that just fits.
        let unpacked = GzDecoder::new(from).take(MOST_BYTES + 1).read_to_string(&mut text);
        unpacked.map_err(|error| damaged(&error.to_string()))?;
        if text.len() as u64 > MOST_BYTES {
            let hint = "a table has a few hundred thousand bytes".to_owned();
            return Err(Error::new(ErrorKind::TooLarge { what: "the table".to_owned(), limit: MOST_BYTES, hint }));
        }
        let lines = text.split_off(text.find('\n').map_or(text.len(), |at| at + 1));
        let header: Header = serde_json::from_str(&text).map_err(|error| damaged(&error.to_string()))?;
        if header.starts != starts().map(|start| start as f64).collect::<Vec<_>>() || header.multiples != MULTIPLES {
            return Err(damaged("its amounts or multiples are not those of this version"));
        }
        if !lines.is_ascii() || !lines.lines().is_sorted() {
            return Err(damaged("its lines are not in order"));
        }
        Ok(Self { panel: header.panel, lines })
    }

    /// The table without its precedents, which is smaller and names no pairs. Counts and shares stay the same.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let question = BaseRateQuestion::to("3B", "10B")?;
    /// let table = BaseRateTable::shipped()?.clone().without_precedents();
    /// assert!(question.run(&table)?.precedents.is_empty());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    #[must_use]
    pub fn without_precedents(self) -> Self {
        let kept = self.lines.lines().filter(|line| !is_named(line));
        let lines = kept.flat_map(|line| [line, "\n"]).collect::<String>();
        Self { lines, ..self }
    }

    /// Writes the table as text, compressed with gzip.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where it cannot be written.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::BaseRateTable;
    ///
    /// let mut written = Vec::new();
    /// BaseRateTable::shipped()?.write(&mut written)?;
    /// // The first two bytes of every gzip file.
    /// assert_eq!(written[..2], [0x1f, 0x8b]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn write(&self, to: impl Write) -> Result<()> {
        let mut packed = GzEncoder::new(to, Compression::best());
        let written = packed.write_all(self.text()?.as_bytes()).and_then(|()| packed.finish());
        written.map(drop).map_err(|error| Error::io("write", "the table", error))
    }

    /// The table as text, its header first.
    fn text(&self) -> Result<String> {
        let starts = starts().map(|start| start as f64).collect();
        let header = Header { panel: self.panel.clone(), starts, multiples: MULTIPLES.to_vec() };
        let header = serde_json::to_string(&header)
            .map_err(|error| Error::new(ErrorKind::Syntax(format!("cannot write the table: {error}"))))?;
        Ok(format!("{header}\n{}", self.lines))
    }

    /// The panel that the table was counted from.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let table = BaseRateTable::shipped()?;
    /// assert_eq!(table.panel().name, "CEPII BACI, reconciled pair totals");
    /// // An answer repeats it.
    /// let found = BaseRateQuestion::multiple("3B", 2.0)?.run(table)?;
    /// assert_eq!(&found.panel, table.panel());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn panel(&self) -> &PanelAbout {
        &self.panel
    }

    /// The rest of the line that begins with a key; none where there is no such line.
    pub(crate) fn line(&self, key: &str) -> Option<&str> {
        self.lines_from(key).next()?.strip_prefix(key)
    }

    /// The lines from the first one that is not before a key in byte order. It is found by halving the text at byte
    /// positions, each moved to the line that it lies in.
    fn lines_from(&self, key: &str) -> std::str::Lines<'_> {
        let text = self.lines.as_bytes();
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = memchr::memrchr(b'\n', &text[low..middle]).map_or(low, |at| low + at + 1);
            let end = memchr::memchr(b'\n', &text[middle..]).map_or(text.len(), |at| middle + at + 1);
            if text[start..end] < *key.as_bytes() {
                low = end;
            } else {
                high = start;
            }
        }
        self.lines[low..].lines()
    }

    /// The rest of every line that begins with a key, in order.
    pub(crate) fn below<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines_from(key).map_while(move |line| line.strip_prefix(key))
    }
}
