//! What files say of economies and pairs beside their trade: gross domestic products, common borders, trade agreements.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    economy::{Economy, Pair},
    history::panel::key::{Figure, FlowKey, in_code_order},
    period::Period,
};

/// What can tie the two economies of a pair, as CEPII Gravity records it.
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

    /// The column of CEPII Gravity that states the tie.
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
    /// By tie: the pairs and periods for which a file states whether the pair has it. A pair that is absent is unknown,
    /// not untied.
    ties: [FxHashMap<FlowKey, bool>; 2],
}

impl Context {
    /// In units of the panel's currency.
    pub fn gdp(&self, economy: Economy, period: Period) -> Option<f64> {
        self.gdps.get(&(economy, period.to_bits())).copied()
    }

    /// Whether a pair has the tie in a period; none where no file says.
    pub fn tied(&self, tie: Tie, pair: Pair, period: Period) -> Option<bool> {
        self.ties[tie as usize].get(&key(pair, period)).copied()
    }

    /// Whether any gross domestic product is known.
    pub fn has_gdps(&self) -> bool {
        !self.gdps.is_empty()
    }

    /// Whether any file states this tie of any pair.
    pub fn knows(&self, tie: Tie) -> bool {
        !self.ties[tie as usize].is_empty()
    }

    /// The entry of an economy's gross domestic product, for the reader to fill or to compare with what is known.
    pub(crate) fn gdp_entry(
        &mut self,
        economy: Economy,
        period: Period,
    ) -> std::collections::hash_map::Entry<'_, (Economy, u32), f64> {
        self.gdps.entry((economy, period.to_bits()))
    }

    /// Records whether a pair has a tie. A file lists both directions of a pair; the pair is tied if either row says
    /// so.
    pub(crate) fn know(&mut self, tie: Tie, pair: FlowKey, tied: bool) {
        *self.ties[tie as usize].entry(pair).or_default() |= tied;
    }

    /// The part that concerns one pair and its two economies.
    pub(crate) fn only(&self, pair: Pair) -> Self {
        // Ties are held in the order of the codes.
        let (first, second) = in_code_order(pair.first(), pair.second());
        let gdps = self.gdps.iter().filter(|((economy, _), _)| [first, second].contains(economy));
        let ours = |(key, _): &(&FlowKey, &bool)| (key.exporter(), key.importer()) == (first, second);
        let ties = self.ties.each_ref().map(|ties| ties.iter().filter(ours).map(|(key, tied)| (*key, *tied)).collect());
        Self { gdps: gdps.map(|(key, units)| (*key, *units)).collect(), ties }
    }
}

/// The key under which a pair and a period are held: that of a turnover, so that both orders of naming meet.
pub(crate) fn key(pair: Pair, period: Period) -> FlowKey {
    FlowKey::new(in_code_order(pair.first(), pair.second()), Figure::Turnover, period, None, None)
}
