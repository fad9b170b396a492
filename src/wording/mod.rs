//! Phrases that several parts of the crate print, each written once, and tables as text.

mod phrases;
mod tables;

#[cfg(feature = "chart")]
pub(crate) use self::phrases::currency_name;
pub(crate) use self::phrases::{
    count, counted, listed, money, percent, plural, prices, prices_and_deflator, signed_amount, times, years,
};
pub(crate) use self::tables::{csv_table, escape_markdown, markdown_table};
