//! Indicators of trade: the formulas, and all of them computed over a panel.
//!
//! The definitions are those of World Integrated Trade Solution (WITS), UNCTAD's Handbook of Statistics and UNESCAP's
//! Trade Competitiveness Map (APTIAD), as each function says. No result is ever 0/0: where an indicator is not defined,
//! the function returns an error.

mod formula;
mod panel;

pub use self::formula::{
    ExportShares, complementarity, concentration, cover_ratio, export_similarity, herfindahl_hirschman,
    intra_industry_trade, mean_openness, normalised_balance, openness, revealed_comparative_advantage, trade_intensity,
};
pub use self::panel::{Advantages, EconomyIndicators, FlowIndicators, Indicators, PairIndicators, ProductIndicators};
