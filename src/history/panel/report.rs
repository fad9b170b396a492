//! One figure of a panel: who reports what amount of which flow.

use serde::Serialize;

use crate::{
    amount::Amount,
    coverage::{Coverage, Product},
    economy::Economy,
    history::panel::key::{Figure, FlowKey},
    period::Period,
    series::{Provenance, Status, Valuation},
};

/// One figure of a panel, as it is held: packed keys instead of names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cell {
    pub key: FlowKey,
    /// An index into the panel's list of products; 0 for all products together.
    pub product: u32,
    /// An index into the panel's list of coverages; 0 for all goods.
    pub coverage: u32,
    pub amount: f64,
    pub status: Status,
    /// An index into the panel's list of sources.
    pub source: u32,
}

/// One figure of a panel: who reports what amount of which flow.
///
/// ```
/// use tradepath::{Valuation, history::Reader};
///
/// let file = "year,exporter,importer,reporter,valuation,value\n\
///             2021,KAZ,UZB,UZB,CIF,212\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let report = panel.reports().next().unwrap();
/// assert_eq!((report.exporter.code(), report.importer.code()), ("KAZ", "UZB"));
/// assert_eq!((report.amount.value(), report.valuation), (212.0, Some(Valuation::Cif)));
/// assert_eq!(report.provenance().reporter, Some("UZB".parse()?));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report<'p> {
    /// The period in which the goods were traded.
    pub period: Period,
    /// The exporter; of a turnover, the economy whose code comes first.
    pub exporter: Economy,
    /// The importer; of a turnover, the other economy.
    pub importer: Economy,
    /// Whether the amount is one flow or a turnover.
    pub figure: Figure,
    /// The product, where figures are kept [by product](crate::history::Reader::by_product); none for all products
    /// together.
    pub product: Option<&'p Product>,
    /// What the amount counts: all goods, unless the file has something else.
    pub coverage: &'p Coverage,
    /// The amount, in the panel's currency.
    pub amount: Amount,
    /// The economy whose statistics the figure is from; none where it is neither side's or unknown.
    pub reporter: Option<Economy>,
    /// The border at which the amount is valued, where that is known.
    pub valuation: Option<Valuation>,
    /// Whether the figure is reported, reconciled, estimated or projected.
    pub status: Status,
    /// Who published the figure.
    pub source: &'p str,
}

impl Report<'_> {
    /// Source, reporter, valuation, status and coverage as one value.
    pub fn provenance(&self) -> Provenance {
        Provenance {
            source: self.source.to_owned(),
            reporter: self.reporter,
            valuation: self.valuation,
            status: self.status,
            coverage: self.coverage.clone(),
        }
    }
}
