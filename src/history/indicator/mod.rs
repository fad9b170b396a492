//! Indicators of trade: the formulas, and all of them computed over a panel.
//!
//! The definitions are those of World Integrated Trade Solution (WITS), UNCTAD's Handbook of Statistics and UNESCAP's
//! Trade Competitiveness Map (APTIAD), as each function says. No result is ever 0/0: where an indicator is not defined,
//! the function returns an error, and an indicator computed over a panel is none.
//!
//! | question | indicator |
//! |---|---|
//! | do the two trade more than their sizes suggest? | [`trade_intensity`] |
//! | in which products is an economy strong? | [`revealed_comparative_advantage`] |
//! | does one sell what the other buys? | [`complementarity`] |
//! | do both sell the same? | [`export_similarity`] |
//! | do both sell each other the same products? | [`intra_industry_trade`] |
//! | does trade depend on few partners or products? | [`herfindahl_hirschman`], [`concentration`] |
//! | who sells more to whom? | [`cover_ratio`], [`normalised_balance`] |
//! | how large is trade beside the economy? | [`openness`], [`mean_openness`] |
//!
//! [`Panel::indicators`](crate::history::Panel::indicators) and
//! [`Panel::product_indicators`](crate::history::Panel::product_indicators) compute them over a period.

mod formula;
mod panel;

pub use self::formula::{
    ExportShares, complementarity, concentration, cover_ratio, export_similarity, herfindahl_hirschman,
    intra_industry_trade, mean_openness, normalised_balance, openness, revealed_comparative_advantage, trade_intensity,
};
pub use self::panel::{Advantages, EconomyIndicators, FlowIndicators, Indicators, PairIndicators, ProductIndicators};
