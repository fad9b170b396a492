//! Phrases that several parts of the crate print, each written once, and tables as text.
//!
//! This room stands below everything that prints. A base rate's sentence, an assessment's summary, a chart's label and
//! a report therefore write the same amount in the same way. Nothing here computes a number about trade.

mod formula;
mod phrases;
mod tables;

pub(crate) use self::formula::{guarded, unguarded};
#[cfg(feature = "chart")]
pub(crate) use self::phrases::unit_name;
pub(crate) use self::phrases::{
    MOST_SPOKEN_OF, count, counted, currency_name, dollars_for, listed, percent, plural, prices, prices_and_deflator,
    signed_amount, some_of, times, with_unit, yearly, years,
};
pub(crate) use self::tables::{csv_table, escape_cell, escape_markdown, markdown_table};
