//! The kinds of chart, one file each, and the two pictures that hold what several kinds share.
//!
//! | file | the question that the chart answers |
//! |---|---|
//! | `route` | How does the turnover get from the baseline to the milestones? |
//! | `growth` | Which growth does each leg take, and which growth does history show? |
//! | `flows` | How much does each side sell to the other, and what is the balance? |
//! | `arrival` | In which period does each growth rate reach a milestone? |
//! | `timeline` | What was pledged before, and how did it turn out? |
//! | `fan` | Between which amounts will the turnover probably lie? |
//! | `arrivals` | How likely is each year to be the first that reaches a target? |
//! | `chances` | How likely is a target to be reached by each year? |
//! | `base_rate` | Which share of pairs that stood there had reached the target by each year? |
//! | `eras` | Does that share depend on the years in which pairs stood there? |
//! | `precedents` | Which pairs were these, and which paths did they take? |
//! | `waterfall` | What would have to be true: what does each cause explain of the way? |
//! | `tornado` | Which assumption does that hang on most? |
//! | `mirror` | How far apart are the two sides' reports of the same flow? |
//! | `reliability` | Did targets come about as often as a backtest said? |
//! | `scorecard` | Which chances did pledges have on their day, and what happened? |
//!
//! Every `draw` function lays out its chart in the same order: it words the title, subtitle and source line, makes the
//! frame from them, draws the axes in the room that is left, then the marks, and last the labels, which need to know
//! where the marks are. It returns a [`Chart`](crate::chart::Chart) with a description in words for readers who cannot
//! see it.
//!
//! Places are pixels. Gaps, line widths and radii are multiples of the frame's unit, which is one pixel on a canvas of
//! 800 by 450 pixels and grows with the canvas. Horizontal places grow to the right, vertical ones downwards. Amounts
//! are in units of the currency, and years are numbers with a fraction for quarters and months.

pub(crate) mod arrival;
pub(super) mod arrivals;
pub(super) mod base_rate;
pub(super) mod base_rate_picture;
pub(super) mod chances;
pub(super) mod eras;
pub(super) mod fan;
pub(crate) mod flows;
pub(crate) mod growth;
pub(super) mod mirror;
pub(super) mod outlook_picture;
pub(super) mod precedents;
pub(super) mod reliability;
pub(crate) mod route;
pub(super) mod scorecard;
pub(super) mod timeline;
pub(super) mod tornado;
pub(super) mod waterfall;

pub use self::base_rate_picture::BaseRatePicture;
pub use self::outlook_picture::OutlookPicture;
