//! The formats of files, how each is recognised, and the reader of its rows.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    history::{
        format::{baci, comtrade, cow, gravity, imf, layout::Layout, scope::Scope, tidy, wits},
        table::Header,
    },
};

/// A file format of trade statistics. [`Reader`](crate::history::Reader) recognises it by the names of the columns.
///
/// ```
/// use tradepath::history::{Format, Reader};
///
/// let file = "t,i,j,k,v,q\n2019,398,860,010121,1209.795,NA\n";
/// let reading = Reader::new().read(file.as_bytes(), "BACI_2019.csv")?;
/// assert_eq!(reading.files[0].format, Format::Baci);
///
/// assert_eq!("correlates-of-war".parse::<Format>()?, Format::CorrelatesOfWar);
/// assert!("excel".parse::<Format>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Format {
    /// UN Comtrade as it is downloaded today: CSV, tab-separated bulk files, or JSON.
    Comtrade,
    /// UN Comtrade's CSV from before 2023.
    ComtradeLegacy,
    /// CEPII BACI, one file for each year.
    Baci,
    /// IMF Direction of Trade Statistics with a column for each period.
    DotsWide,
    /// IMF Direction of Trade Statistics with a column for each indicator.
    DotsPanel,
    /// IMF International Merchandise Trade Statistics with a column for each period.
    ImtsWide,
    /// IMF International Merchandise Trade Statistics with a row for each observation (SDMX-CSV).
    ImtsLong,
    /// World Integrated Trade Solution (WITS), an advanced query.
    Wits,
    /// World Integrated Trade Solution (WITS), TradeStats.
    WitsTradestats,
    /// CEPII Gravity.
    Gravity,
    /// Correlates of War, dyadic trade.
    CorrelatesOfWar,
    /// This crate's own format: a row for each figure.
    Tidy,
}

/// How many formats the message for an unknown header names.
const NEAREST: usize = 3;

impl Format {
    /// Every format, in the order in which a file is compared with them. The first that fits is taken.
    pub const ALL: [Self; 12] = [
        Self::Comtrade,
        Self::ComtradeLegacy,
        Self::Baci,
        Self::DotsWide,
        Self::DotsPanel,
        // The long form may have the columns of the wide one beside its own.
        Self::ImtsLong,
        Self::ImtsWide,
        Self::Wits,
        Self::WitsTradestats,
        Self::Gravity,
        Self::CorrelatesOfWar,
        Self::Tidy,
    ];

    /// The name in JSON and on the command line, such as `comtrade-legacy`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comtrade => "comtrade",
            Self::ComtradeLegacy => "comtrade-legacy",
            Self::Baci => "baci",
            Self::DotsWide => "dots-wide",
            Self::DotsPanel => "dots-panel",
            Self::ImtsWide => "imts-wide",
            Self::ImtsLong => "imts-long",
            Self::Wits => "wits",
            Self::WitsTradestats => "wits-tradestats",
            Self::Gravity => "gravity",
            Self::CorrelatesOfWar => "correlates-of-war",
            Self::Tidy => "tidy",
        }
    }

    /// The columns by which a file is recognised. Where an entry lists several names with bars between them, one of
    /// those is enough.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Format;
    ///
    /// assert_eq!(Format::Baci.columns(), ["t", "i", "j", "v"]);
    /// assert_eq!(Format::Tidy.columns()[0], "year|period");
    /// ```
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Comtrade => comtrade::COLUMNS,
            Self::ComtradeLegacy => comtrade::LEGACY_COLUMNS,
            Self::Baci => baci::COLUMNS,
            Self::DotsWide => imf::DOTS_WIDE_COLUMNS,
            Self::DotsPanel => imf::DOTS_PANEL_COLUMNS,
            Self::ImtsWide => imf::IMTS_WIDE_COLUMNS,
            Self::ImtsLong => imf::IMTS_LONG_COLUMNS,
            Self::Wits => wits::COLUMNS,
            Self::WitsTradestats => wits::TRADESTATS_COLUMNS,
            Self::Gravity => gravity::COLUMNS,
            Self::CorrelatesOfWar => cow::COLUMNS,
            Self::Tidy => tidy::COLUMNS,
        }
    }

    /// Whether a header has every column that the format needs.
    fn fits(self, header: &Header) -> bool {
        self.columns().iter().all(|names| names.split('|').any(|name| header.has(name)))
    }

    /// The first format that a header fits.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) with what each format needs.
    pub(crate) fn of(header: &Header) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.fits(header)).ok_or_else(|| {
            let mut nearest = Self::ALL.map(|format| (format.lacks(header), format));
            nearest.sort_by_key(|(lacks, format)| (lacks.len() * 100 / format.columns().len(), lacks.len()));
            let nearest =
                nearest.iter().take(NEAREST).map(|(lacks, format)| format!("{format} lacks {}", lacks.join(", ")));
            let nearest = nearest.collect::<Vec<_>>().join("; ");
            let hint = format!("the header has {}; nearest are: {nearest}; see the formats in --help", header.listed());
            Error::missing("known format", hint).at_line(header.line() as usize)
        })
    }

    /// The columns that the format needs and a header does not have.
    fn lacks(self, header: &Header) -> Vec<String> {
        let columns = self.columns().iter().filter(|names| !names.split('|').any(|name| header.has(name)));
        columns.map(|names| names.replace('|', " or ")).collect()
    }

    /// The error for a file that was said to be of this format and lacks its columns.
    pub(crate) fn misses(self, header: &Header) -> Error {
        let missing = self.lacks(header);
        let hint = format!("{}; the header has {}", self.needs(), header.listed());
        Error::missing(format!("column named {}", missing.join(", ")), hint).at_line(header.line() as usize)
    }

    /// The columns that the format needs, for a message.
    fn needs(self) -> String {
        let columns: Vec<String> = self.columns().iter().map(|names| names.replace('|', " or ")).collect();
        format!("{self} needs {}", columns.join(", "))
    }

    /// The row reader of this format, with its columns found in the header.
    pub(crate) fn layout(self, header: &Header, scope: &Scope) -> Result<Box<dyn Layout>> {
        Ok(match self {
            Self::Comtrade => Box::new(comtrade::Comtrade::new(header)?),
            Self::ComtradeLegacy => Box::new(comtrade::Comtrade::legacy(header)?),
            Self::Baci => Box::new(baci::Baci::new(header)?),
            Self::DotsWide => Box::new(imf::Wide::dots(header)?),
            Self::DotsPanel => Box::new(imf::Panel::new(header)?),
            Self::ImtsWide => Box::new(imf::Wide::imts(header)?),
            Self::ImtsLong => Box::new(imf::Long::new(header)?),
            Self::Wits => Box::new(wits::Query::new(header)?),
            Self::WitsTradestats => Box::new(wits::TradeStats::new(header)?),
            Self::Gravity => Box::new(gravity::Gravity::new(header, scope)?),
            Self::CorrelatesOfWar => Box::new(cow::CorrelatesOfWar::new(header)?),
            Self::Tidy => Box::new(tidy::Tidy::new(header, scope)?),
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// Reads a [`name`](Self::name), in any letter case.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) with the names there are.
    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(text.trim()));
        let names = Self::ALL.map(Self::name).join(", ");
        found.ok_or_else(|| Error::parse("a format", text, 1, format!("expected one of {names}")))
    }
}
