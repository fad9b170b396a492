//! Charts of what an assessment found, as SVG and PNG, ready to print.
//!
//! A chart is laid out in this crate's own terms and painted with `plotters`; the font is embedded, so that the same
//! input gives the same bytes on every machine.

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
