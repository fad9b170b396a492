//! Base rates of a panel as a table of counts, for those who have no panel: one comes with the crate.
//!
//! A line for each starting amount says when pairs entered its band and how long they were followed; a line for each starting
//! amount and multiple, in which year after their entry they reached it; pairs with gaps have a line each; and lines of
//! precedents say how a few of all went on.
//! Counts are by year of entry, so that a table also answers as it was known at the end of an earlier year.

mod ask;
mod broken;
mod code;
mod counts;
mod layout;
mod named;
mod table;
mod tabulate;

pub use self::table::BaseRateTable;
