//! Phrases that several parts of the crate print, each written once, and tables as text.

mod phrases;
mod tables;

pub(crate) use self::phrases::{
    count, currency_name, listed, money, percent, plural, prices, prices_and_deflator, signed_amount, sources, times,
    years,
};
pub(crate) use self::tables::{csv_table, escape_markdown, markdown_table};
