//! Shapes: how an amount moves within a route.
//!
//! A shape gives the amount as a multiple of the baseline's, by the years since the baseline. Each of the crate's own
//! has a `new` for a shape whose parameters are known, and a `meeting` that solves its one free parameter so that the
//! shape passes through a [`Stage`].

mod easing;
mod saturating;
mod steady;
mod through;

pub use self::easing::{Damped, Ramp};
pub use self::saturating::{Gompertz, Logistic};
pub use self::steady::{Compound, Linear};
pub use self::through::{ByLeg, Smooth};
