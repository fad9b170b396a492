//! Mirror statistics: one flow as its two sides report it, and one figure reconciled from both.
//!
//! What Kazakhstan exports to Uzbekistan, Uzbekistan imports from Kazakhstan. The two reports of that one flow rarely
//! agree. An importer's figure mostly contains cost, insurance and freight (CIF), an exporter's does not (FOB), and the
//! two customs services count differently. This room keeps both reports, measures how far they are apart, and makes one
//! figure of them by a stated policy.
//!
//! | question | file |
//! |---|---|
//! | by what factor is CIF above FOB? | `cif_fob.rs` |
//! | which reports make the figure? | `policy.rs` |
//! | one flow of one period: both reports and the figure | `flow.rs`, `reconcile.rs` |
//! | a pair's flows in all periods | `mirror.rs` |
//! | a bloc's flows, from those of its members | `bloc.rs` |
//! | all pairs by the year | `yearly.rs` |
//! | whose reports agree with their partners'? | `judge.rs`, `reliability.rs` |

mod bloc;
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
