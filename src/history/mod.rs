//! What was traded: files of any usual kind read into a [`Panel`], both sides' reports brought together, and what the
//! figures show.

mod format;
mod measure;
mod mirror;
mod pair;
mod panel;
mod read;
mod reliability;

pub use self::{
    format::Format,
    mirror::{Band, CifFob, Mirror, MirrorPolicy, MirroredFlow, Reconciliation, asymmetry},
    pair::{History, Selection},
    panel::{Panel, Report},
    read::{Duplicates, Figure, FileRead, Progress, Reader, Reading, Rejection, SetAside, Unreadable},
    reliability::Reliability,
};
