//! Files to a panel: reading them block by block, settling duplicates and unreadable rows, and adding up products.

mod covers;
mod magnitude;
mod reader;
mod tally;
mod total;

pub use self::reader::{FileRead, Progress, Reader, Reading};
pub use self::tally::{Duplicates, Unreadable};
