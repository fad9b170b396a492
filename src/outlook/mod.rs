//! What may happen: how likely an amount is to be reached, and when.
//!
//! Every answer says in its name how the amount is watched, because the answers differ:
//!
//! - **at the horizon**: the total of that year itself reaches the target, whatever came before;
//! - **by the horizon**: the total of some year up to then does, as trade statistics are published once a year;
//! - **at any moment**: the running level does, watched all the time up to then.

mod arrival;
mod crossing;
mod ensemble;
mod normal;
mod probability;
mod walk;

pub use arrival::{ArrivalChances, Needed};
pub use ensemble::{Ensemble, Simulation, TargetChances};
pub use probability::Probability;
pub use walk::{Approach, Walk};
