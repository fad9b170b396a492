//! Base rates of a panel as a table of counts, for those who have no panel. Two tables come with the crate: one in
//! nominal dollars, one in dollars of 2020.
//!
//! For each starting amount, one line says when pairs entered its band and for how long they were followed. For each
//! starting amount and multiple, one line says in which year after their entry pairs reached it. Each pair with gaps
//! has a line of its own, and lines of precedents say how a few named pairs went on. Counts are by year of entry, so
//! that a table can also answer as it was known at the end of an earlier year.

mod ask;
mod broken;
mod code;
mod counts;
mod layout;
mod named;
mod table;
mod tabulate;

pub use self::table::BaseRateTable;
