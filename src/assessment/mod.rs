//! [`assess`](assess()) asks every question of the crate about one pledge and returns one [`Assessment`]; a
//! [`Scorecard`] compares assessments with what happened afterwards.

mod assess;
mod assessment;
mod options;
mod prospects;
mod scorecard;
mod summary;

pub use self::assess::assess;
pub use self::assessment::{Assessment, GrowthShown};
pub use self::options::AssessmentOptions;
pub use self::prospects::{Absent, MilestoneBaseRate};
pub use self::scorecard::{Score, Scorecard, ScorecardRow, Verdict};
