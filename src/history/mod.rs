//! What was traded: files of any usual kind read into a [`Panel`], both sides' reports brought together, and what the
//! figures show.
//!
//! Data travel one way: a file is [read](Reader) into a panel of [reports](Report), a pair's reports are
//! [mirrored](Mirror) and made into one [`History`], and of its series one asks the
//! [growth](crate::Series::growth_measures), [years](crate::Series::to_annual), [real](crate::Series::real) or
//! [converted](crate::Series::converted) amounts; of the panel, [indicators](Panel::indicators).
//!
//! # What is read
//!
//! Files are recognised by the names of their columns, in any order and case; extra columns do not matter. Commas,
//! semicolons or tabs separate; text is UTF-8 or Latin-1; gzip is unpacked.
//!
//! | [`Format`] | a figure is | valued, reported by |
//! |---|---|---|
//! | `comtrade`, `comtrade-legacy` | a row with the totals of second partner, transport and customs procedure; exports and imports, of which re-exports and the like are parts | exports FOB, imports CIF (FOB where the file shows that), the reporter |
//! | `baci` | a row, in thousands of dollars | FOB, reconciled: neither side |
//! | `dots-wide`, `dots-panel`, `imts-wide`, `imts-long` | a cell of an indicator of exports or imports, times its scale | FOB or CIF as the indicator says, the country |
//! | `wits`, `wits-tradestats` | a row or a cell of gross exports or imports, in thousands | exports FOB, imports CIF, the reporter |
//! | `gravity` | the exporter's report, the importer's and the reconciled figure of one row, in thousands | FOB, CIF, and FOB by neither side |
//! | `correlates-of-war` | the imports of each of the two, in millions; -9 is missing | CIF, the importer |
//! | `tidy` | a row | as the row says |
//!
//! A flow's total is the total that is stated, or the sum of its products: of those whose code begins with another's that
//! is there, the other counts. Product groups that go by names and overlap, as WITS has them, are never added up.
//! Trade with the world or a group, of an economy with itself, of services, and parts of exports and imports are
//! [set aside](Skipped), with how many rows; rows that cannot be read are an error or a [`Rejection`]. Economies that are
//! no more keep their own codes (`SUN`, `YUG`), as do areas outside ISO 3166-1 (`S19`, `XKX`).

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
pub use self::history::History;
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
