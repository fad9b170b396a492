//! Rows to figures: one file for each format, and what is wanted of a file.
//!
//! A [`Format`] is recognised by the [`Header`](crate::history::table::Header) of a file. It makes the [`Layout`] that
//! reads the file's rows. A layout turns each row into figures and hands them to the [`Scope`], which keeps those that
//! are wanted and adds them to a [`Batch`]. The floor above, `history/read/`, puts the batches of a file together.
//!
//! | file | what it holds |
//! |---|---|
//! | `format.rs` | the formats, and their names |
//! | `recognise.rs` | how a header tells its format |
//! | `layout.rs` | what every reader of rows has in common |
//! | `scope.rs` | which figures are wanted, and a figure on its way into a batch |
//! | `batch.rs` | what the rows of one block come to |
//! | `product.rs` | products by code, by another classification's code, or by name |
//! | `wide.rs` | what tables with a column for each period have in common |
//! | `atlas.rs`, `baci.rs`, `comext.rs`, `comtrade.rs`, `cow.rs`, `faostat.rs`, `gravity.rs`, `imf.rs`, `itpd.rs`, `oecd.rs`, `tidy.rs`, `trade_map.rs`, `unctad.rs`, `wits.rs` | one file a publisher |

mod atlas;
mod baci;
mod batch;
mod comext;
mod comtrade;
mod cow;
mod faostat;
mod format;
mod gravity;
mod imf;
mod itpd;
mod layout;
mod oecd;
mod product;
mod recognise;
mod scope;
mod tidy;
mod trade_map;
mod unctad;
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
