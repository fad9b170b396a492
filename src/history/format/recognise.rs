//! How a header tells its format: the columns that each needs, and the reader of its rows.

use crate::{
    currency::Currency,
    error::{Error, Result},
    history::{
        format::{
            atlas, baci, comext, comtrade, cow, faostat, format::Format, gravity, imf, itpd, layout::Layout, oecd,
            scope::Scope, tidy, trade_map, unctad, wits,
        },
        table::Header,
    },
    unit::Unit,
};

/// Columns for a message: the first three, each by the first of the names that it may have, and how many more there are.
fn some_of(columns: &[&str]) -> String {
    const MOST: usize = 3;
    let names = columns.iter().filter_map(|names| names.split('|').next()).take(MOST).collect::<Vec<_>>().join(", ");
    match columns.len().saturating_sub(MOST) {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}

/// How many formats the message for an unknown header names.
const NEAREST: usize = 3;

impl Format {
    /// The columns by which a file is recognised: a file is of this format if its header has them all. Where an entry
    /// lists several names with bars between them, one of those is enough.
    ///
    /// A format may read further columns where a file has them, such as `k` for the product in BACI.
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
            Self::WitsPartner => wits::PARTNER_COLUMNS,
            Self::Comext => comext::COLUMNS,
            Self::Atlas => atlas::COLUMNS,
            Self::Oecd => oecd::COLUMNS,
            Self::Faostat => faostat::COLUMNS,
            Self::Unctadstat => unctad::COLUMNS,
            Self::TradeMap => trade_map::COLUMNS,
            Self::ItpdE => itpd::COLUMNS,
            Self::Gravity => gravity::COLUMNS,
            Self::CorrelatesOfWar => cow::COLUMNS,
            Self::Tidy => tidy::COLUMNS,
        }
    }

    /// Whether a header has every column by which the format is recognised.
    fn fits(self, header: &Header) -> bool {
        let named = self.columns().iter().all(|names| names.split('|').any(|name| header.has(name)));
        named && (self != Self::TradeMap || trade_map::has_values(header))
    }

    /// The unit of every figure of the format, where `wanted` is asked for; none where the file or the caller says it.
    pub(crate) fn unit(self, wanted: Option<Unit>) -> Option<Unit> {
        match self {
            Self::Tidy => None,
            Self::Baci if wanted == Some(baci::WEIGHT) => wanted,
            Self::Comext => Some(Currency::EUR.into()),
            _ => Some(Unit::USD),
        }
    }

    /// The first format of [`ALL`](Self::ALL) that a header fits.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where it fits none. The message lists what the header has and
    /// what each format needs.
    pub(crate) fn of(header: &Header) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.fits(header)).ok_or_else(|| {
            // A list of partners alone tells nothing of what its other columns are.
            let mut nearest: Vec<(Vec<&str>, Self)> = Self::ALL
                .into_iter()
                .filter(|format| *format != Self::TradeMap)
                .map(|format| (format.lacks(header), format))
                .collect();
            // Of two that are as near, a file made by hand is likelier to be meant as this crate's own format.
            nearest.sort_by_key(|(lacks, format)| {
                (lacks.len() * 100 / format.columns().len(), lacks.len(), *format != Self::Tidy)
            });
            let hint = match nearest.first().and_then(|(_, format)| format.nearly(header)) {
                Some(nearly) => nearly,
                None => {
                    let nearest = nearest.iter().take(NEAREST);
                    let nearest = nearest.map(|(lacks, format)| format!("{format} lacks {}", some_of(lacks)));
                    let nearest = nearest.collect::<Vec<_>>().join("; ");
                    format!("the header has {}; nearest are: {nearest}; see the formats in --help", header.listed())
                }
            };
            Error::missing("known format", hint).at_line(header.line() as usize)
        })
    }

    /// What a header has and lacks of the format, where it has at least half of the columns: what to add, in one line.
    fn nearly(self, header: &Header) -> Option<String> {
        let lacks = self.lacks(header);
        let has: Vec<&str> = self.columns().iter().copied().filter(|names| !lacks.contains(names)).collect();
        // Two columns such as `year` and `value` are in many tables.
        if has.len() < 3 || lacks.len() > has.len() {
            return None;
        }
        let had = has.iter().filter_map(|names| names.split('|').find(|name| header.has(name)));
        let had: Vec<&str> = had.collect();
        Some(format!("the header has {} of the format {self}, and lacks {}", some_of(&had), some_of(&lacks)))
    }

    /// The columns that the format needs and a header does not have, each with the names that it may have.
    fn lacks(self, header: &Header) -> Vec<&'static str> {
        self.columns().iter().copied().filter(|names| !names.split('|').any(|name| header.has(name))).collect()
    }

    /// The error for a file that was stated to be of this format and lacks some of its columns. It names those columns,
    /// and lists all that the format needs.
    pub(crate) fn misses(self, header: &Header) -> Error {
        let missing: Vec<String> = self.lacks(header).iter().map(|names| names.replace('|', " or ")).collect();
        let hint = format!("{}; the header has {}", self.needs(), header.listed());
        Error::missing(format!("column named {}", missing.join(", ")), hint).at_line(header.line() as usize)
    }

    /// The format's name and the columns that it needs, for a message: `baci needs t, i, j, v`.
    fn needs(self) -> String {
        let columns: Vec<String> = self.columns().iter().map(|names| names.replace('|', " or ")).collect();
        format!("{self} needs {}", columns.join(", "))
    }

    /// The row reader of this format, which knows where in this header its columns stand.
    ///
    /// # Errors
    /// The errors of [`Header::need`] for the columns that the format needs; for the formats with a column for each
    /// period or indicator, where there is no such column.
    pub(crate) fn layout(self, header: &Header, scope: &Scope) -> Result<Box<dyn Layout>> {
        Ok(match self {
            Self::Comtrade => Box::new(comtrade::Comtrade::new(header)?),
            Self::ComtradeLegacy => Box::new(comtrade::Comtrade::legacy(header)?),
            Self::Baci => Box::new(baci::Baci::new(header, scope)?),
            Self::DotsWide => Box::new(imf::Wide::dots(header)?),
            Self::DotsPanel => Box::new(imf::Panel::new(header)?),
            Self::ImtsWide => Box::new(imf::Wide::imts(header)?),
            Self::ImtsLong => Box::new(imf::Long::new(header)?),
            Self::Wits => Box::new(wits::Query::new(header)?),
            Self::WitsTradestats => Box::new(wits::TradeStats::new(header)?),
            Self::WitsPartner => Box::new(wits::Partner::new(header)?),
            Self::Comext => Box::new(comext::Comext::new(header)?),
            Self::Atlas => Box::new(atlas::Atlas::new(header)?),
            Self::Oecd => Box::new(oecd::Oecd::new(header)?),
            Self::Faostat => Box::new(faostat::Faostat::new(header)?),
            Self::Unctadstat => Box::new(unctad::Unctad::new(header)?),
            Self::TradeMap => Box::new(trade_map::TradeMap::new(header, scope)?),
            Self::ItpdE => Box::new(itpd::Itpd::new(header)?),
            Self::Gravity => Box::new(gravity::Gravity::new(header, scope)?),
            Self::CorrelatesOfWar => Box::new(cow::CorrelatesOfWar::new(header)?),
            Self::Tidy => Box::new(tidy::Tidy::new(header, scope)?),
        })
    }
}
