//! What the rows come to together: one amount a flow, report and valuation.

mod reader;
mod tally;
mod total;

pub use self::reader::{FileRead, Progress, Reader, Reading};
pub use self::tally::{Duplicates, Unreadable};
