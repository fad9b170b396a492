//! Every flow and turnover by the year as bare numbers, for what looks at many pairs at once.

use super::{
    super::{
        panel::{Cell, Panel},
        read::Figure,
    },
    MirrorPolicy, Reconciliation,
    reconcile::{Sides, figure},
};
use crate::{
    amount::Amount,
    economy::{Economy, Pair},
    error::Result,
    period::{Frequency, Period},
    series::{Status, Valuation},
};

/// Amounts by calendar year, rising.
pub(crate) type Yearly = Vec<(i32, f64)>;

impl Panel {
    /// Every flow by the year, reconciled, in the order of exporter and importer. What is projected is left out.
    pub(crate) fn yearly_flows(&self, how: &Reconciliation) -> Result<Vec<((Economy, Economy), Yearly)>> {
        let mut flows = Vec::new();
        for cells in self.cells().chunk_by(|a, b| direction(a) == direction(b)) {
            let (exporter, importer, figure) = direction(&cells[0]);
            if figure == Figure::Flow {
                let yearly = self.yearly(cells, |year| self.yearly_flow(year, how))?;
                if !yearly.is_empty() {
                    flows.push(((exporter, importer), yearly));
                }
            }
        }
        Ok(flows)
    }

    /// Every turnover that is stated by the year, in the order of the codes.
    pub(crate) fn yearly_turnovers(&self, policy: MirrorPolicy) -> Result<Vec<((Economy, Economy), Yearly)>> {
        let mut turnovers = Vec::new();
        for cells in self.cells().chunk_by(|a, b| direction(a) == direction(b)) {
            let (first, second, figure) = direction(&cells[0]);
            if figure != Figure::Turnover {
                continue;
            }
            let Ok(pair) = Pair::new(first, second) else { continue };
            let stated = self.stated_turnovers(pair, Frequency::Annual, policy)?;
            let happened = stated.into_iter().filter(|(_, seen)| seen.provenance.status != Status::Projected);
            let yearly: Yearly = happened.map(|(period, seen)| (period.calendar_year(), seen.amount.value())).collect();
            if !yearly.is_empty() {
                turnovers.push(((first, second), yearly));
            }
        }
        Ok(turnovers)
    }

    /// Where the yearly amounts are valued; none where that is not one border, or not known.
    pub(crate) fn yearly_valuation(&self, how: &Reconciliation) -> Option<Valuation> {
        let annual = |cell: &&Cell| cell.key.period().frequency() == Frequency::Annual;
        let mut valuations = self.cells().iter().filter(annual).map(|cell| match cell.key.figure() {
            Figure::Turnover => None,
            Figure::Flow if matches!(how.policy, MirrorPolicy::Of(_)) => cell.key.valuation(),
            // Importers' figures are brought to the exporter's border.
            Figure::Flow => cell.key.valuation().map(|of| if of == Valuation::Cif { Valuation::Fob } else { of }),
        });
        let first = valuations.next()??;
        valuations.all(|valuation| valuation == Some(first)).then_some(first)
    }

    /// The amounts of one flow, of the total of all products.
    fn yearly(&self, cells: &[Cell], amount: impl Fn(&[Cell]) -> Result<Option<f64>>) -> Result<Yearly> {
        let mut yearly = Vec::new();
        for period in cells.chunk_by(|a, b| a.key.period() == b.key.period()) {
            let of: Period = period[0].key.period();
            if of.frequency() == Frequency::Annual {
                yearly.extend(amount(period)?.map(|amount| (of.calendar_year(), amount)));
            }
        }
        Ok(yearly)
    }

    fn yearly_flow(&self, cells: &[Cell], how: &Reconciliation) -> Result<Option<f64>> {
        // Most panels have one figure of a flow and year, and it is neither side's.
        if let [cell] = cells {
            if cell.product == 0 && cell.key.reporter().is_none() && cell.status != Status::Projected {
                let brought =
                    cell.key.valuation() == Some(Valuation::Cif) && !matches!(how.policy, MirrorPolicy::Of(_));
                let amount = Amount::new(cell.amount)?;
                return Ok(Some(if brought { how.cif_fob.at_fob(amount) } else { amount }.value()));
            }
        }
        let mut sides = Sides::default();
        for cell in cells.iter().filter(|cell| cell.product == 0) {
            sides.place(self.report(cell), how.policy);
        }
        let Some(seen) = figure(&sides, how)? else { return Ok(None) };
        Ok((seen.provenance.status != Status::Projected).then(|| seen.amount.value()))
    }
}

fn direction(cell: &Cell) -> (Economy, Economy, Figure) {
    (cell.key.exporter(), cell.key.importer(), cell.key.figure())
}
