//! Rows to figures: one file for each format, and what is wanted of a file.

mod baci;
mod batch;
mod comtrade;
mod cow;
mod format;
mod gravity;
mod imf;
mod layout;
mod product;
mod scope;
mod tidy;
mod wide;
mod wits;

pub(crate) use self::batch::{Aside, Batch, ClassNumber, Names, Record, Refused};
pub use self::batch::{Rejection, Skipped};
pub(crate) use self::comtrade::JSON_NAMES;
pub use self::format::Format;
pub(crate) use self::layout::Layout;
pub(crate) use self::product::{COVERED, GROUPS, NAMED, Seen};
pub(crate) use self::scope::{Collection, Scope};
pub(crate) use self::tidy::{FIGURES, STATUSES, VALUATIONS};
