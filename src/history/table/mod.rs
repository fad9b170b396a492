//! Bytes to rows: decompression, blocks of whole rows, headers, fields, and the numbers, periods and economies in them.

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

pub(crate) use self::block::Block;
pub(crate) use self::code::{Codebook, Party, Scheme};
pub(crate) use self::header::{Column, Header};
pub(crate) use self::input::{Input, Opened};
pub(crate) use self::marks::Marks;
pub(crate) use self::number::number;
pub(crate) use self::period::{period, period_of};
pub(crate) use self::place::Place;
pub(crate) use self::row::Row;
pub(crate) use self::small::for_each_row_of;
pub(crate) use self::text::decoded;
