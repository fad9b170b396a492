//! Indicators of trade: the formulas, and all of them over a panel.
//!
//! Definitions are those of World Integrated Trade Solution (WITS), UNCTAD's Handbook of Statistics and UNESCAP's Trade
//! Competitiveness Map (APTIAD), as each says. None is ever 0/0: what is not defined is an error.

mod formula;
mod panel;

pub use self::formula::{
    ExportShares, complementarity, concentration, cover_ratio, export_similarity, herfindahl_hirschman,
    intra_industry_trade, mean_openness, normalised_balance, openness, revealed_comparative_advantage, trade_intensity,
};
pub use self::panel::{Advantages, EconomyIndicators, FlowIndicators, Indicators, PairIndicators, ProductIndicators};
