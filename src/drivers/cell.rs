//! The flows and sectors that make an amount.

use crate::{
    amount::Amount,
    error::{Error, Result},
    growth::Direction,
    rate::GrowthRate,
    scenario::Scenario,
};

/// One part of trade: a flow of a sector, with its amount at the baseline and what it grows by itself.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub flow: Direction,
    pub sector: Option<String>,
    pub amount: f64,
    /// The log growth a year that is stated for the flow or the sector.
    pub own: Option<f64>,
}

/// The flows and sectors that make the amount. A sector has the same share in both flows, because nothing else is known.
///
/// # Errors
/// `Contradiction` where a flow and a sector both state their own growth.
pub(super) fn cells(scenario: &Scenario) -> Result<Vec<Cell>> {
    let total = scenario.baseline().amount().value();
    let flows: Vec<(Direction, f64, Option<f64>)> = match (scenario.flow(), scenario.flows()) {
        (Some(flow), _) => vec![(flow, total, None)],
        (None, Some(flows)) => {
            let of = |flow, amount: Amount, growth: Option<GrowthRate>| {
                (flow, amount.value(), growth.map(|growth| growth.log()))
            };
            vec![
                of(Direction::Exports, flows.exports, flows.exports_growth),
                of(Direction::Imports, flows.imports, flows.imports_growth),
            ]
        }
        // Nothing touches one flow alone, so that both are one part.
        (None, None) => vec![(Direction::Exports, total, None)],
    };
    let mut cells = Vec::new();
    for (flow, amount, own) in flows {
        if scenario.sectors().is_empty() {
            cells.push(Cell { flow, sector: None, amount, own });
        }
        for sector in scenario.sectors() {
            if own.is_some() && sector.growth.is_some() {
                let message = format!(
                    "the {flow} and the sector `{}` both state their growth; beside drivers keep one of the two",
                    sector.name
                );
                return Err(Error::contradiction(message).at_key("sector"));
            }
            let own = own.or(sector.growth.map(|growth| growth.log()));
            let amount = amount * sector.share.fraction();
            cells.push(Cell { flow, sector: Some(sector.name.clone()), amount, own });
        }
    }
    // A part of nothing stays nothing.
    cells.retain(|cell| cell.amount > 0.0);
    Ok(cells)
}
