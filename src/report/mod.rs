//! Documents: an assessment, a history, a base rate and a scorecard as Markdown, and an assessment as an HTML page with
//! its charts.
//!
//! | document | of | with the feature |
//! |---|---|---|
//! | [`markdown()`] | an assessment | - |
//! | [`history()`] | a pair's history | - |
//! | [`base_rate()`] | a base rate | - |
//! | [`drivers()`] | an assessment: what would have to be true | - |
//! | [`scorecard()`] | a scorecard | - |
//! | [`tables()`] | an assessment, as CSV tables | - |
//! | `html()` | an assessment, with its charts inside | `html` |
//! | `scorecard_html()` | a scorecard, with its chart inside | `html` |
//! | `charts()` | an assessment: the charts alone | `chart` |
//!
//! A document is a text that the caller writes where it belongs. The same input gives the same bytes, as no document
//! holds the time or the place at which it was made.
//!
//! ```
//! use tradepath::{AssessmentOptions, Scenario, assess, report};
//!
//! let scenario = Scenario::builder("KAZ-UZB")
//!     .baseline("2021", "$3B")
//!     .milestone_by("5B", "2026")
//!     .build()?;
//! let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
//! let text = report::markdown(&assessment);
//! assert!(text.starts_with("# ") && text.contains("## The growth it takes"));
//! // Without a history there is no growth that it shows.
//! assert!(!text.contains("## The growth that history shows"));
//! # Ok::<(), tradepath::Error>(())
//! ```

mod base_rate;
mod drivers;
mod flows;
mod history;
#[cfg(feature = "html")]
mod html;
mod markdown;
mod now;
#[cfg(feature = "chart")]
mod pictures;
mod prospects;
mod required;
mod scorecard;
mod tables;
mod timeline;

pub use self::base_rate::base_rate;
pub use self::drivers::drivers;
pub use self::history::history;
#[cfg(feature = "html")]
pub use self::html::{html, scorecard_html};
pub use self::markdown::markdown;
#[cfg(feature = "chart")]
pub use self::pictures::charts;
pub use self::scorecard::scorecard;
pub use self::tables::tables;
