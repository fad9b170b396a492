//! The file formats that can be read: the name of each, the columns by which a file is recognised, and the reader of
//! its rows.
//!
//! A format is recognised by its column names alone, in any order and letter case. The name of the file plays no part.
//! Every format but [`Format::Tidy`] states amounts in US dollars.

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
/// Every format but [`Tidy`](Self::Tidy) is in US dollars. Amounts come out in units of currency, whatever the unit of
/// the file: a format in thousands or in millions is multiplied by it.
///
/// # Examples
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
///
/// A header that fits no format is an error, which names the nearest formats and what the header lacks of each:
///
/// ```
/// use tradepath::history::Reader;
///
/// let file = "country,amount\nKAZ,5\n";
/// let error = Reader::new().read(file.as_bytes(), "trade.csv").unwrap_err().to_string();
/// assert!(error.contains("the header has country, amount"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Format {
    /// UN Comtrade as it is downloaded today: CSV, tab-separated bulk files, or JSON.
    ///
    /// A row is the report of one economy (`reporterCode`) on its exports to, or its imports from, another
    /// (`partnerCode`), in US dollars (`primaryValue`).
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "period,reporterCode,flowCode,partnerCode,primaryValue\n\
    ///             2021,398,X,860,2775\n2021,398,M,860,1062\n2021,398,RX,860,5\n";
    /// let reading = Reader::new().read(file.as_bytes(), "comtrade.csv")?;
    /// // Exports and imports are kept. The re-exports (RX) are a part of the exports.
    /// assert_eq!((reading.panel.len(), reading.set_aside[0].rows), (2, 1));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    Comtrade,
    /// UN Comtrade's CSV from before 2023, with columns such as `Trade Flow` and `Trade Value (US$)`. It names the flow
    /// in words: `Export` or `Import`.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "Classification,Year,Trade Flow,Reporter,Partner,Trade Value (US$)\n\
    ///             HS,2012,Export,Kazakhstan,Uzbekistan,1343521536\n";
    /// let panel = Reader::new().read(file.as_bytes(), "comtrade.csv")?.panel;
    /// assert_eq!(panel.reports().next().unwrap().amount.value(), 1343521536.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ComtradeLegacy,
    /// CEPII BACI, one file for each year: a row for each exporter (`i`), importer (`j`) and product (`k`), in
    /// thousands of US dollars (`v`). Both sides' reports are already reconciled, and the values are FOB.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "t,i,j,k,v,q\n2019,398,860,010121,1.5,NA\n2019,398,860,270900,2,7\n";
    /// let panel = Reader::new().read(file.as_bytes(), "BACI_2019.csv")?.panel;
    /// let report = panel.reports().next().unwrap();
    /// // The two products are added up, from thousands to dollars.
    /// assert_eq!((report.amount.value(), report.reporter), (3500.0, None));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    Baci,
    /// IMF Direction of Trade Statistics with a column for each period: a row for each pair and indicator. Economies go
    /// by the IMF's numbers, and values are in US dollars.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "Country Code,Indicator Code,Counterpart Country Code,Attribute,\
    ///             2020,2020Q3\n\
    ///             916,TXG_FOB_USD,927,Value,2137832000,100\n\
    ///             916,TXG_FOB_USD,927,Status,E,E\n";
    /// let reading = Reader::new().read(file.as_bytes(), "DOT.csv")?;
    /// // A year and a quarter are read. The row of their statuses is skipped.
    /// assert_eq!((reading.panel.len(), reading.set_aside[0].rows), (2, 1));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    DotsWide,
    /// IMF Direction of Trade Statistics with a column for each indicator: a row for each pair and period. Economies go
    /// by the IMF's numbers, and values are in US dollars.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "Country Code,Counterpart Country Code,Time Period,TXG_FOB_USD,TMG_CIF_USD\n\
    ///             916,927,2020,2137832000,749797000\n";
    /// let panel = Reader::new().read(file.as_bytes(), "DOT.csv")?.panel;
    /// let amounts = panel.reports().map(|report| report.amount.value());
    /// assert_eq!(amounts.collect::<Vec<_>>(), [2137832000.0, 749797000.0]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    DotsPanel,
    /// IMF International Merchandise Trade Statistics with a column for each period: a row for each pair and indicator,
    /// in the unit that the column `SCALE.ID` states.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// // The scale 6 says millions.
    /// let file = "COUNTRY.ID,COUNTERPART_COUNTRY.ID,INDICATOR.ID,SCALE.ID,1948\n\
    ///             KAZ,UZB,XG_FOB_USD,6,1.5\n";
    /// let panel = Reader::new().read(file.as_bytes(), "IMTS.csv")?.panel;
    /// assert_eq!(panel.reports().next().unwrap().amount.value(), 1.5e6);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ImtsWide,
    /// IMF International Merchandise Trade Statistics with a row for each observation (SDMX-CSV), in the unit that the
    /// column `SCALE` states.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "COUNTRY,INDICATOR,COUNTERPART_COUNTRY,TIME_PERIOD,OBS_VALUE,SCALE\n\
    ///             KAZ,XG_FOB_USD,UZB,2020,2137.832,6\n";
    /// let panel = Reader::new().read(file.as_bytes(), "IMTS.csv")?.panel;
    /// assert_eq!(panel.reports().next().unwrap().amount.value(), 2137832000.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ImtsLong,
    /// World Integrated Trade Solution (WITS), an advanced query: a row for each flow, product and year, in thousands
    /// of US dollars.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "ReporterISO3,PartnerISO3,Year,TradeFlowName,TradeValue in 1000 USD\n\
    ///             KAZ,UZB,2019,Gross Imp.,1209\n";
    /// let panel = Reader::new().read(file.as_bytes(), "wits.csv")?.panel;
    /// // Imports of Kazakhstan are a flow from Uzbekistan.
    /// let report = panel.reports().next().unwrap();
    /// assert_eq!((report.exporter.code(), report.importer.code()), ("UZB", "KAZ"));
    /// assert_eq!(report.amount.value(), 1_209_000.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    Wits,
    /// World Integrated Trade Solution (WITS), TradeStats: a row for each flow and product group and a column for each
    /// year, in thousands of US dollars. Economies go by their English names.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,2018,2019\n\
    ///             Kazakhstan,Uzbekistan,Export,All Products,Export (US$ Thousand),1,2\n";
    /// let panel = Reader::new().read(file.as_bytes(), "wits.csv")?.panel;
    /// let amounts = panel.reports().map(|report| report.amount.value());
    /// assert_eq!(amounts.collect::<Vec<_>>(), [1000.0, 2000.0]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    WitsTradestats,
    /// CEPII Gravity: a row for each exporter, importer and year with the exporter's report, the importer's report and
    /// the reconciled figure, in thousands of US dollars. Gross domestic products, common borders and trade agreements
    /// are read, too.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,iso3_o,iso3_d,tradeflow_comtrade_o,tradeflow_comtrade_d,\
    ///             tradeflow_baci\n\
    ///             2019,KAZ,UZB,1962.5,2000,1962.026\n";
    /// let panel = Reader::new().read(file.as_bytes(), "Gravity.csv")?.panel;
    /// let reporters = panel.reports().map(|report| report.reporter.map(|of| of.code()));
    /// assert_eq!(reporters.collect::<Vec<_>>(), [Some("KAZ"), Some("UZB"), None]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    Gravity,
    /// Correlates of War, dyadic trade: a row for each pair of states and year with the imports of each of the two, in
    /// millions of US dollars; -9 means missing.
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "ccode1,ccode2,year,flow1,flow2\n\
    ///             705,704,2012,817,1478\n705,704,1993,-9,-9\n";
    /// let reading = Reader::new().read(file.as_bytes(), "COW.csv")?;
    /// assert_eq!((reading.panel.len(), reading.missing), (2, 2));
    /// // `flow1` is what the first state, Kazakhstan, imported from the second.
    /// let imports: Vec<f64> =
    ///     reading.panel.reports_of("UZB-KAZ".parse()?).map(|of| of.amount.value()).collect();
    /// assert_eq!(imports, [817e6]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    CorrelatesOfWar,
    /// This crate's own format: a row for each figure. [`Panel::write_tidy`](crate::history::Panel::write_tidy) writes
    /// it.
    ///
    /// | column | holds |
    /// |---|---|
    /// | `year` or `period` | `2021`, `2021-Q3`, `2021-09` |
    /// | `exporter`, `importer` | codes or English names of economies |
    /// | `value` | the amount in units of the currency |
    /// | or `value_usd`, `value_kusd`, `value_musd` | the amount in US dollars, in thousands or in millions of them |
    /// | `flow` (optional) | `flow`, or `turnover` for both flows of the pair together |
    /// | `currency` (optional) | the currency's code; otherwise the reader's currency |
    /// | `reporter` (optional) | the economy whose statistics the figure is from |
    /// | `valuation` (optional) | `FOB`, `CIF` or `reconciled` |
    /// | `status` (optional) | `reported`, `reconciled`, `estimated` or `projected` |
    /// | `product` (optional) | a product's code or name; an empty field is the total |
    /// | `source` (optional) | where the figure is from; the file's name where the field is empty |
    ///
    /// ```
    /// use tradepath::history::Reader;
    ///
    /// let file = "year,exporter,importer,flow,value_musd\n\
    ///             2025,KAZ,UZB,flow,3400\n2025,KAZ,UZB,turnover,4970\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// assert_eq!(panel.reports().map(|report| report.amount.value()).sum::<f64>(), 8370e6);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    Tidy,
}

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
    /// Every format, in the order in which a header is compared with them. The first that fits is taken.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Format;
    ///
    /// // Each name reads back to its format.
    /// for format in Format::ALL {
    ///     assert_eq!(format.name().parse::<Format>()?, format);
    /// }
    /// # Ok::<(), tradepath::Error>(())
    /// ```
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

    /// The name in JSON and on the command line, such as `comtrade-legacy`: lower case, with hyphens.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Format;
    ///
    /// assert_eq!(Format::ComtradeLegacy.name(), "comtrade-legacy");
    /// assert_eq!(Format::Tidy.to_string(), Format::Tidy.name());
    /// ```
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
            Self::Gravity => gravity::COLUMNS,
            Self::CorrelatesOfWar => cow::COLUMNS,
            Self::Tidy => tidy::COLUMNS,
        }
    }

    /// Whether a header has every column by which the format is recognised.
    fn fits(self, header: &Header) -> bool {
        self.columns().iter().all(|names| names.split('|').any(|name| header.has(name)))
    }

    /// The first format of [`ALL`](Self::ALL) that a header fits.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where it fits none. The message lists what the header has and
    /// what each format needs.
    pub(crate) fn of(header: &Header) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.fits(header)).ok_or_else(|| {
            let mut nearest = Self::ALL.map(|format| (format.lacks(header), format));
            nearest.sort_by_key(|(lacks, format)| (lacks.len() * 100 / format.columns().len(), lacks.len()));
            let nearest =
                nearest.iter().take(NEAREST).map(|(lacks, format)| format!("{format} lacks {}", some_of(lacks)));
            let nearest = nearest.collect::<Vec<_>>().join("; ");
            let hint = format!("the header has {}; nearest are: {nearest}; see the formats in --help", header.listed());
            Error::missing("known format", hint).at_line(header.line() as usize)
        })
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
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for any other text. The message lists the names.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::Format;
    ///
    /// assert_eq!(" BACI ".parse::<Format>()?, Format::Baci);
    /// let error = "excel".parse::<Format>().unwrap_err();
    /// assert!(error.to_string().contains("expected one of comtrade, comtrade-legacy"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(text.trim()));
        let names = Self::ALL.map(Self::name).join(", ");
        found.ok_or_else(|| Error::parse("a format", text, 1, format!("expected one of {names}")))
    }
}
