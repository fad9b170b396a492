//! Many simulated paths of an amount, and what they come to: quantiles by year, and the chances of targets.
//!
//! A [`Simulation`] follows one of three models, year by year, over as many paths as are asked for:
//!
//! | model | built by | what it follows |
//! |---|---|---|
//! | [`StatedGrowth`] | [`Simulation::of`] | a stated drift and volatility; persistence and heavy tails if wanted |
//! | [`Outlook`] | [`Simulation::of_outlook`] | the distributions of an outlook, fitted or stated |
//! | [`CorrelatedSum`] | [`Simulation::of_sum`] | the sum of several outlooks whose growth is correlated |
//!
//! [`Outlook`]: crate::outlook::Outlook
//!
//! Its [`run`](Simulation::run) counts the paths that reach each target and returns an [`Ensemble`].
//!
//! # Example
//!
//! How likely are 5 billion dollars after 3 billion, where growth that is above its mean tends to stay there?
//!
//! ```
//! use tradepath::{outlook::LogRandomWalk, simulation::{Simulation, StatedGrowth}};
//!
//! let growth = StatedGrowth::of(LogRandomWalk::new(0.08, 0.15)?, "3B")?.persistence(0.5)?;
//! let ensemble = Simulation::of(growth).years(10).seed(42).run(&["5B".parse()?])?;
//!
//! let five = &ensemble.targets()[0];
//! // Reaching a target by a year includes reaching it in that year.
//! assert!(five.by[9] >= five.at[9]);
//! assert!(ensemble.quantile(10, 0.1)? < ensemble.quantile(10, 0.9)?);
//!
//! // The same seed gives the same answer on any number of threads.
//! let again = Simulation::of(growth).years(10).seed(42).threads(1);
//! assert_eq!(again.run(&["5B".parse()?])?, ensemble);
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! # When a simulation is needed
//!
//! An outlook computes its chances [directly](crate::outlook::Outlook::reached_by), and a [log random
//! walk](crate::outlook::LogRandomWalk) has closed forms and an exact recursion. Both are faster and more exact than a
//! simulation. A simulation is for what they cannot answer: growth whose deviations persist, shocks with heavy tails,
//! and sums of flows, sectors or pairs.
//!
//! # What it does not do
//!
//! - It does not estimate: drift, volatility, persistence, tails and correlations are stated, or come with an outlook.
//! - It does not keep paths: only counts are kept, so that memory does not grow with the number of paths.
//! - It leaves out the [uncertainty of an outlook's start](crate::outlook::OutlookOptions::uncertain_start).
//! - It looks at an amount once a year: a target is reached by the total of a year, not at a moment within it.

mod counts;
mod ensemble;
mod model;
mod run;
mod simulation;
mod stated;
mod steps;
mod sum;

pub use self::ensemble::{Ensemble, TargetChances};
pub use self::simulation::Simulation;
pub use self::stated::{Shocks, StatedGrowth};
pub use self::sum::CorrelatedSum;
