//! Writing a laid-out scene as a file: SVG and PNG, both painted through `plotters`.
//!
//! This is the only room that names the drawing library. A scene is a list of marks in pixels; `paint.rs` hands them to
//! a backend of the library, and `svg.rs` and `png.rs` turn what it drew into a document and an image.

mod paint;
pub(crate) mod png;
pub(crate) mod svg;

pub use self::svg::SvgFont;
#[cfg(feature = "html")]
pub(crate) use self::svg::escaped;
