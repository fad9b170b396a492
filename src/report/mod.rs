//! Documents: an assessment, a history, a base rate and a scorecard as Markdown, and an assessment as an HTML page with
//! its charts.

mod base_rate;
mod history;
#[cfg(feature = "html")]
mod html;
mod markdown;
#[cfg(feature = "chart")]
mod pictures;
mod prospects;
mod scorecard;

pub use self::base_rate::base_rate;
pub use self::history::history;
#[cfg(feature = "html")]
pub use self::html::html;
pub use self::markdown::markdown;
#[cfg(feature = "chart")]
pub use self::pictures::charts;
pub use self::scorecard::scorecard;
