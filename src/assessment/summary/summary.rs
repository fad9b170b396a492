//! The sentences of the summary, in their order.

use crate::assessment::{
    assessment::Assessment,
    flows,
    summary::{
        causes::causes,
        chances::{chance, disagreement},
        others::precedent,
        pledge::takes,
        restated::{by_prices, restated},
        standing::{now, standing},
    },
};

/// The sentences of the summary, in this order: the growth that the pledge takes and what history shows; the pledges
/// that it restates; how much of the growth prices give; what became of other pairs; the outlook's chances; whether the two disagree; where the pledge stands since; how likely what is open
/// is from there; single flows; balances. What is absent is left out.
pub(crate) fn summary(assessment: &Assessment) -> Vec<String> {
    let sentences = [
        Some(takes(assessment)),
        restated(assessment),
        by_prices(assessment),
        precedent(assessment),
        chance(assessment),
        disagreement(assessment),
        causes(assessment),
        standing(assessment),
        now(assessment),
    ];
    let of_flows = assessment.flows.iter().map(flows::of_flow);
    let of_balances = assessment.balances.iter().map(|answer| flows::of_balance(assessment, answer));
    sentences.into_iter().flatten().chain(of_flows).chain(of_balances).collect()
}
