//! What was traded? Files of any usual kind are read into a [`Panel`], the reports of both sides are reconciled, and
//! growth and indicators are computed from the result.
//!
//! Data travel one way:
//!
//! 1. A [`Reader`] reads one or more files into a [`Panel`] of [reports](Report).
//! 2. [`Panel::mirror`] sets the two sides' reports of a pair side by side ([`Mirror`]) and reconciles each flow into
//!    one figure.
//! 3. [`Mirror::history`] makes one [`History`] of them: exports, imports and turnover, each a
//!    [`Series`](crate::Series).
//! 4. A series gives its [growth](crate::Series::growth_measures), its [years](crate::Series::to_annual), and its
//!    amounts in [constant prices](crate::Series::real) or [another currency](crate::Series::converted). A panel gives
//!    [indicators](Panel::indicators), and an [`AnnualPanel`] of every pair by the year.
//!
//! [`History::read`] and [`History::load`] take the first three steps at once.
//!
//! ```
//! use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
//!
//! let file = "year,exporter,importer,reporter,valuation,value\n\
//!             2021,KAZ,UZB,KAZ,FOB,100\n2021,KAZ,UZB,UZB,CIF,212\n\
//!             2021,UZB,KAZ,UZB,FOB,50\n";
//! let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
//! let mirror = panel.mirror("KAZ-UZB", &Reconciliation::new(MirrorPolicy::Mean)?)?;
//! let history = mirror.history()?;
//! // Exports: the mean of 100 FOB and 212 CIF, which is 200 at the exporter's border.
//! let exports = history.exports().unwrap();
//! assert_eq!(exports.amount("2021".parse()?).unwrap().value().round(), 150.0);
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! # File formats
//!
//! A file's format is recognised by the names of its columns, in any order and letter case; extra columns are ignored.
//! Columns may be separated by commas, semicolons or tabs. Text may be UTF-8 or Latin-1. Files may be compressed with
//! gzip, or be the table of a zip archive.
//!
//! | [`Format`] | where a figure stands | valuation, reporter |
//! |---|---|---|
//! | `comtrade`, `comtrade-legacy` | a row that totals over second partner, mode of transport and customs procedure; exports and imports only, as re-exports and the like are parts of them | exports FOB, imports CIF (FOB where the file shows that); the reporter |
//! | `baci` | a row, in thousands of dollars | FOB, reconciled; neither side |
//! | `dots-wide`, `dots-panel`, `imts-wide`, `imts-long` | a cell of an indicator of exports or imports, times its scale | FOB or CIF as the indicator says; the country |
//! | `wits`, `wits-tradestats` | a row or a cell of gross exports or imports, in thousands | exports FOB, imports CIF; the reporter |
//! | `wits-partner` | a row of a country's profile, in thousands | exports FOB, imports CIF; the reporter |
//! | `comext` | a row of a value in euros | exports FOB, imports CIF; the reporter |
//! | `atlas` | both flows of a row | FOB, reconciled; the row's economy |
//! | `oecd` | a row of a total, times its power of ten | exports FOB, imports CIF, or FOB where balanced; the reporter |
//! | `faostat` | a row of a product's value, in thousands | exports FOB, imports CIF; the reporter |
//! | `unctadstat` | a row, in the unit that the column names | exports FOB, imports CIF; the reporter |
//! | `trade-map` | a cell of a period, in thousands; [`Reader::reporter_of_file`] names the reporter | exports FOB, imports CIF; the reporter |
//! | `itpd-e` | a row of an industry, in millions | not stated |
//! | `gravity` | one row holds the exporter's report, the importer's and the reconciled figure, in thousands | FOB, CIF, and FOB by neither side |
//! | `correlates-of-war` | the imports of each of the two states, in millions; -9 means missing | CIF; the importer |
//! | `tidy` | a row | as the row says |
//!
//! # Totals, skipped rows and rejected rows
//!
//! The total of a flow is the total that the file states. Without one, it is the sum of the flow's products. Where one
//! product's code begins with another's that is present (270900 begins with 27), only the shorter code is added.
//! Product groups that go by names and overlap, as in WITS, are never added up.
//!
//! Rows that are not bilateral trade in goods are [skipped](Skipped) and counted: trade with the world or with a group,
//! of an economy with itself, of services, and parts of exports and imports. A row that cannot be read is an error, or
//! a [`Rejection`] if the reader [collects](Reader::unreadable) them. Former economies keep their own codes (`SUN`,
//! `YUG`), as do areas outside ISO 3166-1 (`S19`, `XKX`).

mod annual;
mod convert;
mod format;
mod history;
pub mod indicator;
mod measure;
mod mirror;
mod panel;
mod read;
mod selection;
mod table;
mod write;

pub use self::annual::{Annual, PartialYear, PartialYears, YearToDate};
pub use self::convert::{Deflator, ExchangeRates};
pub use self::format::{Format, Rejection, Skipped};
pub use self::history::{History, SideMembers};
pub use self::indicator::{
    Advantages, EconomyIndicators, ExportShares, FlowIndicators, Indicators, PairIndicators, ProductIndicators,
    complementarity, concentration, cover_ratio, export_similarity, herfindahl_hirschman, intra_industry_trade,
    mean_openness, normalised_balance, openness, revealed_comparative_advantage, trade_intensity,
};
pub use self::measure::{Change, GrowthMeasures, GrowthSince, LeastSquares, LogGrowth, Run};
pub use self::mirror::{
    Band, CifFob, MadeOf, Mirror, MirrorPolicy, MirroredFlow, Reconciliation, Reliability, asymmetry,
};
pub use self::panel::{AnnualPanel, Figure, Flow, MissingFlow, Panel, Report, Reports, Tie};
pub(crate) use self::panel::{Context, Member, Past};
pub use self::read::{Duplicates, FileRead, Progress, Reader, Reading, Unreadable};
pub use self::selection::Selection;
