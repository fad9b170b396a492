//! Charts of assessments, outlooks, base rates, histories and scorecards, as SVG and PNG, ready to print.
//!
//! [`draw`](draw()) lays out a [`Chart`] of one [`ChartKind`] on a [`Canvas`]; the chart is then written as SVG or PNG.
//! Every chart has a title, a subtitle that says how to read it, and a line with the sources of its figures.
//!
//! | type | what it stands for |
//! |---|---|
//! | [`ChartKind`] | what a chart shows: a route, a fan, a base rate |
//! | [`ChartSubject`] | the values of which it is drawn, such as an assessment |
//! | [`Canvas`] | its size in pixels, its [`Theme`], and the size of its text |
//! | [`Chart`] | the chart itself, laid out and ready to be written |
//! | [`SvgFont`] | whether an SVG has the font inside it |
//! | [`OutlookPicture`], [`BaseRatePicture`] | an outlook or a base rate with what is drawn beside it |
//!
//! A chart is laid out in this crate's own terms and painted with `plotters`. The font is embedded, so that the same
//! input gives the same bytes on every machine.
//!
//! ```
//! use tradepath::{
//!     AssessmentOptions, assess,
//!     chart::{Canvas, ChartKind, draw},
//!     scenario::shipped,
//! };
//!
//! let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?;
//! let (scenario, history) = (pledge.scenario()?, pledge.history()?);
//! let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
//! let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
//! chart.save(std::env::temp_dir().join("tradepath-route.svg"))?;
//! # Ok::<(), tradepath::Error>(())
//! ```

mod canvas;
mod chart;
mod draw;
mod furniture;
mod kind;
mod kinds;
mod render;
mod subject;
#[cfg(test)]
mod tests;

pub use self::canvas::Canvas;
pub use self::chart::Chart;
#[cfg(feature = "html")]
pub(crate) use self::chart::page_style;
pub use self::draw::draw;
pub use self::furniture::Theme;
pub use self::kind::ChartKind;
pub use self::kinds::{BaseRatePicture, OutlookPicture};
pub use self::render::SvgFont;
#[cfg(feature = "html")]
pub(crate) use self::render::escaped;
pub use self::subject::ChartSubject;
