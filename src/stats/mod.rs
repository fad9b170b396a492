//! Numerical methods: the normal distribution, quantiles, root finding, first passage, least squares, clustered means.
//!
//! Nothing here knows of trade. Only the root finders are public, by way of [`growth`](crate::growth): a caller who
//! solves an equation of trade may need them too.
//!
//! | question | answer |
//! |---|---|
//! | probabilities and scores of the normal distribution | `cdf`, `sf`, `pdf`, `quantile`, `log_cdf` |
//! | a distribution that is not normal | `Quantiles` |
//! | where a function is zero | `bracketed_root`, `only_root` |
//! | whether a walk has reached a barrier by a step | `Crossing` |
//! | the weights of three predictors | `LeastSquares` |
//! | how certain a mean of related values is | `Clustered` |

mod clustered;
mod first_passage;
mod least_squares;
mod normal;
mod quantiles;
mod root;

pub(crate) use self::clustered::Clustered;
pub(crate) use self::first_passage::Crossing;
pub(crate) use self::least_squares::{LeastSquares, Row};
pub(crate) use self::normal::{cdf, log_cdf, pdf, quantile, sf};
pub(crate) use self::quantiles::{COUNT, Quantiles};
pub(crate) use self::root::nearly_straight_root;
pub use self::root::{bracketed_root, only_root};
