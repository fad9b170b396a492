//! What was traded: files of any usual kind read into a [`Panel`], both sides' reports brought together, and what the
//! figures show.

mod annual;
mod convert;
mod format;
pub mod indicator;
mod measure;
mod mirror;
mod pair;
mod panel;
mod read;
mod reliability;
mod write;

pub use self::{
    annual::{Annual, PartialYear, PartialYears, YearToDate},
    convert::{Deflator, ExchangeRates},
    format::Format,
    measure::{Change, GrowthMeasures, GrowthSince, LeastSquares, LogGrowth, Run},
    mirror::{Band, CifFob, MadeOf, Mirror, MirrorPolicy, MirroredFlow, Reconciliation, asymmetry},
    pair::{History, Selection},
    panel::{Panel, Report},
    read::{Duplicates, Figure, FileRead, Progress, Reader, Reading, Rejection, SetAside, Unreadable},
    reliability::Reliability,
};
