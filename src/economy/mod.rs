//! Economies, groups of economies, and pairs: part of the crate's vocabulary.
//!
//! [`Economy`] is read from a code or a name, and may be a bloc with members by date; [`EconomyGroup`] is a region or an income group, [`EconomyKind`] tells
//! present from past economies, and [`Pair`] names two economies in order. The tables of other sources' codes are for
//! the readers of files in `history/table/`.

mod bloc;
mod codes;
mod economy;
mod group;
mod kind;
mod listed;
mod names;
mod pair;
mod partners;

pub(crate) use self::codes::{
    ALIASES, COMTRADE_GROUPS, COMTRADE_NUMERIC, COW_NUMERIC, GROUPS, IMF_GROUPS, IMF_NUMERIC,
};
pub use self::economy::Economy;
pub use self::group::EconomyGroup;
pub use self::kind::EconomyKind;
pub(crate) use self::names::group_names;
pub use self::pair::Pair;
pub(crate) use self::pair::as_list as pair_as_list;
pub use self::partners::{EconomyList, PartnerSide, Partners};
