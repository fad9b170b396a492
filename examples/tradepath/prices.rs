//! The prices in which amounts are wanted.

use std::path::PathBuf;

use clap::Args;
use tradepath::{Economy, Period, history::Deflator, scenario::RealPrices};

use crate::{Outcome, print::note};

/// An index of prices, and the period in whose prices amounts are wanted.
#[derive(Args, Clone)]
pub struct PricesArgs {
    /// A price index by which to make amounts real: a table with year or period and the index, or as FRED and the World
    /// Bank let it be downloaded.
    #[arg(long, requires = "base")]
    deflate: Option<PathBuf>,
    /// Whose prices of the table, where it has those of several economies, such as USA.
    #[arg(long, requires = "deflate")]
    deflate_of: Option<Economy>,
    /// The period in whose prices real amounts are.
    #[arg(long, requires = "deflate")]
    base: Option<Period>,
}

impl PricesArgs {
    /// Whether an index was named.
    pub fn is_given(&self) -> bool {
        self.deflate.is_some()
    }

    /// The prices of a scenario; none where no index was named. The path is absolute, so that it does not depend on the
    /// scenario's own folder.
    pub fn real_prices(&self) -> Outcome<Option<RealPrices>> {
        let (Some(path), Some(base)) = (&self.deflate, self.base) else { return Ok(None) };
        let prices = RealPrices::new(std::path::absolute(path)?.display().to_string(), base)?;
        Ok(Some(self.deflate_of.map_or(prices.clone(), |economy| prices.of(economy))))
    }

    /// The index and the period of the prices; none where none was named.
    pub fn load(&self) -> Outcome<Option<(Deflator, Period)>> {
        let (Some(path), Some(base)) = (&self.deflate, self.base) else { return Ok(None) };
        let deflator = match self.deflate_of {
            Some(economy) => Deflator::load_of(path, economy)?,
            None => Deflator::load(path)?,
        };
        if deflator.averaged() {
            note!("{}: an index by day, averaged over months", path.display());
        }
        Ok(Some((deflator, base)))
    }
}
