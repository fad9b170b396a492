//! Flows of many economies, each with every report of it: in any frequency as a `Panel`, or by the year as an
//! `AnnualPanel`.

mod annual_panel;
pub(crate) mod context;
mod flow;
mod key;
mod panel;
mod past;
mod product;
mod report;

pub use self::annual_panel::AnnualPanel;
pub(crate) use self::annual_panel::{About, Member, Yearly};
pub(crate) use self::context::Context;
pub use self::context::Tie;
pub use self::flow::{Flow, MissingFlow};
pub use self::key::Figure;
pub(crate) use self::key::{FlowKey, in_code_order};
pub(crate) use self::panel::Lists;
pub use self::panel::{Panel, Reports};
pub(crate) use self::past::Past;
pub(crate) use self::product::{long_product_key, long_product_place, product_code, product_key};
pub(crate) use self::report::Cell;
pub use self::report::Report;
