//! One call that asks everything about one pledge.

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
