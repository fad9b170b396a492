//! Writing a laid-out scene as a file: SVG and PNG, both painted through `plotters`.

mod paint;
pub(crate) mod png;
pub(crate) mod svg;

pub use self::svg::SvgFont;
#[cfg(feature = "html")]
pub(crate) use self::svg::escaped;
