//! Bytes to rows: decompression, blocks of whole rows, headers, fields, and the numbers, periods and economies in them.
//!
//! Nothing here knows of trade. A file is read in these steps, of which the third runs on several threads:
//!
//! 1. [`input::open`] unpacks the text, from gzip or from a zip archive, tells a table from JSON, and reads the [`Header`].
//! 2. [`Input::next_block`] cuts off one [`Block`] of whole rows after another.
//! 3. [`row::for_each_row`] splits a block into [`Row`]s, whose fields are looked up by [`Column`].
//! 4. [`amount`], [`period()`] and [`Codebook`] turn a field into a number, a period or an economy.
//!
//! JSON takes another way: [`json::for_each_element`] reads the elements, and [`row::with_element`] makes a row of
//! each.

mod block;
mod code;
mod header;
pub(crate) mod input;
pub(crate) mod json;
mod marks;
mod number;
mod period;
mod place;
pub(crate) mod row;
mod small;
mod text;
mod zip;

pub(crate) use self::block::Block;
pub(crate) use self::code::{Codebook, Party, Scheme};
pub(crate) use self::header::{Column, Header};
pub(crate) use self::input::{Input, Opened};
pub(crate) use self::marks::Marks;
pub(crate) use self::period::{period, period_of};
pub(crate) use self::place::Place;
pub(crate) use self::row::Row;
pub(crate) use self::small::for_each_row_of;
pub(crate) use self::text::decoded;
