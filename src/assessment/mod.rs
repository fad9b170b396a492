//! One call that asks every question of the crate about one pledge.
//!
//! [`assess`](assess()) returns an [`Assessment`]: the growth that the pledge takes, when it arrives, how likely it was
//! on its day, what became of other pairs, and where it stands since. A [`Scorecard`] compares the chances of many
//! assessments with what happened afterwards.
//!
//! ```
//! use tradepath::{AssessmentOptions, assess, scenario::shipped};
//!
//! let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?;
//! let (scenario, history) = (pledge.scenario()?, pledge.history()?);
//! let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
//! // From 3 billion in 2021 to 10 billion in 2030:
//! assert_eq!(assessment.overall_required_rate.unwrap().to_string(), "14.3%");
//! // The growth that is still required after the figure of 2025:
//! let tracking = assessment.tracking.as_ref().unwrap();
//! assert_eq!(tracking.remaining[1].required_rate.unwrap().to_string(), "15.0%");
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! Everything here is computed by other modules, which answer each question alone: [`growth`](crate::growth),
//! [`scenario`](crate::scenario), [`outlook`](crate::outlook) and [`base_rate`](crate::base_rate).

mod ask;
mod assess;
mod assessment;
mod balances;
mod causes;
mod flows;
mod growth_shown;
mod kept;
mod now;
mod options;
mod price_share;
mod prospects;
mod score;
mod scorecard;
mod summary;
mod tables;
mod timeline;
mod verdict;

pub use self::assess::assess;
pub use self::assessment::{Assessment, HistoryLink};
pub use self::balances::BalanceAnswer;
pub use self::growth_shown::GrowthShown;
pub use self::now::Now;
pub use self::options::AssessmentOptions;
pub use self::price_share::{MilestonePrices, PriceShare};
pub use self::prospects::{Absent, MilestoneBaseRate};
pub use self::score::{Score, Tenth};
pub use self::scorecard::{Outcomes, Scorecard, ScorecardRow};
pub use self::tables::Tables;
pub use self::timeline::{MilestoneMade, Moved, PledgeMade, Timeline};
pub use self::verdict::Verdict;
