//! Mirror statistics: one flow as its two sides report it, and one figure reconciled from both.

mod cif_fob;
mod flow;
mod judge;
mod mirror;
mod policy;
mod reconcile;
mod reliability;
mod yearly;

pub use self::cif_fob::CifFob;
pub use self::flow::{Band, MadeOf, MirroredFlow, asymmetry};
pub use self::mirror::Mirror;
pub use self::policy::{MirrorPolicy, Reconciliation};
pub use self::reliability::Reliability;
