//! What files say of economies and pairs beside their trade: the size of economies, borders, agreements.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    economy::{Economy, Pair},
    history::panel::key::{Figure, FlowKey, in_code_order},
    period::Period,
};

/// What can tie the economies of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Tie {
    /// A common border (`contig` of CEPII Gravity).
    Border,
    /// A trade agreement in force (`fta_wto`).
    Agreement,
}

impl Tie {
    pub(crate) const ALL: [Self; 2] = [Self::Border, Self::Agreement];

    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Border => "contig",
            Self::Agreement => "fta_wto",
        }
    }
}

/// Gross domestic products, and whether pairs are tied, by period.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Context {
    gdps: FxHashMap<(Economy, u32), f64>,
    /// Of each tie, the pairs and periods of which a file says whether they have it.
    ties: [FxHashMap<FlowKey, bool>; 2],
}

impl Context {
    pub fn gdp(&self, economy: Economy, period: Period) -> Option<f64> {
        self.gdps.get(&(economy, period.to_bits())).copied()
    }

    /// Whether a pair is tied in a period; none where no file says.
    pub fn tied(&self, tie: Tie, pair: Pair, period: Period) -> Option<bool> {
        self.ties[tie as usize].get(&key(pair, period)).copied()
    }

    /// Whether any gross domestic product is known.
    pub fn has_gdps(&self) -> bool {
        !self.gdps.is_empty()
    }

    /// Whether a file says of any pair whether it is so tied.
    pub fn knows(&self, tie: Tie) -> bool {
        !self.ties[tie as usize].is_empty()
    }

    /// The gross domestic product that is known, to be changed.
    pub(crate) fn gdp_entry(
        &mut self,
        economy: Economy,
        period: Period,
    ) -> std::collections::hash_map::Entry<'_, (Economy, u32), f64> {
        self.gdps.entry((economy, period.to_bits()))
    }

    /// A file says whether a pair is so tied; of both directions, either will do.
    pub(crate) fn know(&mut self, tie: Tie, pair: FlowKey, tied: bool) {
        *self.ties[tie as usize].entry(pair).or_default() |= tied;
    }

    /// That of one pair and its economies.
    pub(crate) fn only(&self, pair: Pair) -> Self {
        let (first, second) = in_code_order(pair.first(), pair.second());
        let gdps = self.gdps.iter().filter(|((economy, _), _)| [first, second].contains(economy));
        let ours = |(key, _): &(&FlowKey, &bool)| (key.exporter(), key.importer()) == (first, second);
        let ties = self.ties.each_ref().map(|ties| ties.iter().filter(ours).map(|(key, tied)| (*key, *tied)).collect());
        Self { gdps: gdps.map(|(key, units)| (*key, *units)).collect(), ties }
    }
}

/// How a pair and a period are held.
pub(crate) fn key(pair: Pair, period: Period) -> FlowKey {
    FlowKey::new(in_code_order(pair.first(), pair.second()), Figure::Turnover, period, None, None)
}
