//! One figure of a panel: who reports what of which flow.

use serde::Serialize;

use crate::{
    amount::Amount,
    economy::Economy,
    history::panel::key::{Figure, FlowKey},
    period::Period,
    series::{Provenance, Status, Valuation},
};

/// One figure, packed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cell {
    pub key: FlowKey,
    pub product: u64,
    pub amount: f64,
    pub status: Status,
    pub source: u32,
}

/// One figure of a panel: who reports what of which flow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report<'p> {
    /// The period.
    pub period: Period,
    /// Who sold; of a turnover, the one whose code comes first.
    pub exporter: Economy,
    /// Who bought; of a turnover, the other.
    pub importer: Economy,
    /// Whether it is of one flow or of both of the pair.
    pub figure: Figure,
    /// The product's code; empty for all products.
    pub product: &'p str,
    /// The amount, in the panel's currency.
    pub amount: Amount,
    /// Whose statistics it is, where it is one side's.
    pub reporter: Option<Economy>,
    /// At whose border it is valued, where that is known.
    pub valuation: Option<Valuation>,
    /// How it came about.
    pub status: Status,
    /// Who published it.
    pub source: &'p str,
}

impl Report<'_> {
    /// Where the figure comes from.
    pub fn provenance(&self) -> Provenance {
        let source = self.source.to_owned();
        Provenance { source, reporter: self.reporter, valuation: self.valuation, status: self.status }
    }
}
