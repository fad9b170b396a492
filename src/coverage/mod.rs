//! What an amount counts: all goods, goods and services, or some products of a classification.

mod classification;
mod coverage;
mod name;
mod product;

pub use self::classification::Classification;
pub use self::coverage::{Coverage, Products};
pub(crate) use self::name::one_line;
pub use self::product::Product;
