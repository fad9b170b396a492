//! Painting: every mark of a scene, drawn by a backend of `plotters`.
//!
//! Only the backends of the library are used, with shapes and texts in pixels. Its axes, legends and captions are not:
//! the frame of this crate sets them.

use std::sync::OnceLock;

use plotters::{
    backend::DrawingBackend,
    style::{
        Color as _, FontStyle, FontTransform, RGBAColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use crate::{
    chart::furniture::{Anchor, Color, LINE_IN_EMS, Mark, Point, Scene, Weight},
    error::{Error, Result},
};

/// How the coordinates and fonts of a backend differ from those of a scene.
///
/// The library takes whole pixels, so that every backend is drawn larger than the scene. Its backends also disagree
/// about what the size of a font is, and about the place where a text stands.
pub(crate) struct Medium {
    /// How many pixels of the backend make one pixel of the scene.
    pub scale: f64,
    /// The font size to ask the backend for, as a multiple of the size in pixels an em.
    pub size_to_em: f64,
    /// How far the upper edge of a text lies above its baseline, in ems. The library takes the place of the upper edge,
    /// a scene gives that of the baseline.
    pub rise_in_ems: f64,
    /// The first and the last row of the scene that the backend shows, in pixels of the scene.
    rows: (f64, f64),
}

/// The rows of a backend that shows the whole scene.
const EVERY_ROW: (f64, f64) = (0.0, f64::INFINITY);

impl Medium {
    /// The medium of SVG documents, drawn ten times as large, so that a whole pixel of the backend is a tenth of one.
    ///
    /// The backend divides font sizes by 1.24 and moves texts down by 0.76 em. Both numbers are undone here, so that
    /// the document has the sizes and places of the scene.
    pub const SVG: Self = Self { scale: 10.0, size_to_em: 1.24, rise_in_ems: 0.76, rows: EVERY_ROW };

    /// The medium of images, drawn four times as large, to be averaged down.
    ///
    /// The backend takes the height of a line for the size of a font, and sets letters half a line below the place that
    /// it is given.
    pub const BITMAP: Self =
        Self { scale: 4.0, size_to_em: LINE_IN_EMS, rise_in_ems: LINE_IN_EMS / 2.0, rows: EVERY_ROW };

    /// The same medium for a backend that shows only the rows `from` to `to` of the scene.
    pub const fn rows(self, from: f64, to: f64) -> Self {
        Self { rows: (from, to), ..self }
    }

    /// Whether any part of a mark can lie in the rows that are shown. Other marks need not be drawn.
    fn shows(&self, mark: &Mark) -> bool {
        let (top, bottom) = mark.rows();
        top <= self.rows.1 && bottom >= self.rows.0
    }
}

/// The family name under which the library knows the embedded font. In an SVG it is replaced by the names of fonts that
/// a reader may have.
pub(crate) const FAMILY: &str = "tradepath";

/// Registers the embedded font in both weights with the library, once in a process.
///
/// # Errors
/// [`ErrorKind::Draw`](crate::ErrorKind::Draw) where the library cannot read the font.
fn register_font() -> Result<()> {
    // The library keeps its fonts in a table of the process. The outcome is kept here, so that each drawing after a
    // failure fails with the same message.
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    let registered = *REGISTERED.get_or_init(|| {
        // The library has no semibold: it goes by the name of bold.
        let weights = [(FontStyle::Normal, Weight::Regular), (FontStyle::Bold, Weight::Semibold)];
        weights
            .into_iter()
            .all(|(style, weight)| plotters::style::register_font(FAMILY, style, weight.opentype()).is_ok())
    });
    if registered { Ok(()) } else { Err(Error::draw("the embedded font cannot be read")) }
}

/// Draws every mark of a scene that the medium shows, in the scene's order, and finishes the backend's picture.
///
/// # Errors
/// [`ErrorKind::Draw`](crate::ErrorKind::Draw) with the message of the library, where it cannot draw a mark or read the
/// font.
pub(crate) fn paint<B: DrawingBackend>(backend: &mut B, scene: &Scene, medium: &Medium) -> Result<()> {
    register_font()?;
    for mark in scene.marks.iter().filter(|mark| medium.shows(mark)) {
        draw(backend, mark, medium).map_err(Error::draw)?;
    }
    backend.present().map_err(Error::draw)
}

/// Draws one mark, with its places and sizes multiplied by the scale of the medium and rounded to whole pixels.
///
/// Widths and radii are at least one pixel of the backend, so that nothing thin vanishes.
fn draw<B: DrawingBackend>(
    backend: &mut B,
    mark: &Mark,
    medium: &Medium,
) -> Result<(), plotters::drawing::DrawingAreaErrorKind<B::ErrorType>> {
    let whole = |value: f64| (value * medium.scale).round() as i32;
    let place = |point: &Point| (whole(point.x), whole(point.y));
    let outcome = match mark {
        Mark::Line { points, width, color } => {
            let style = ShapeStyle { color: rgb(*color), filled: false, stroke_width: whole(*width).max(1) as u32 };
            backend.draw_path(points.iter().map(place), &style)
        }
        Mark::Area { points, color: Color(red, green, blue), opacity } => {
            backend.fill_polygon(points.iter().map(place), &RGBAColor(*red, *green, *blue, *opacity))
        }
        Mark::Box { from, to, color } => backend.draw_rect(place(from), place(to), &rgb(*color), true),
        Mark::Dot { center, radius, color } => {
            backend.draw_circle(place(center), whole(*radius).max(1) as u32, &rgb(*color), true)
        }
        Mark::Text { text, baseline, size, weight, anchor, color } => {
            // The library takes the upper edge of a text, in the sense of the backend.
            let top = Point::new(baseline.x, baseline.y - size * medium.rise_in_ems);
            backend.draw_text(
                text,
                &text_style(size * medium.scale * medium.size_to_em, *weight, *anchor, *color),
                place(&top),
            )
        }
    };
    outcome.map_err(plotters::drawing::DrawingAreaErrorKind::BackendError)
}

/// The colour as the library takes it, with full opacity.
fn rgb(Color(red, green, blue): Color) -> RGBAColor {
    RGBAColor(red, green, blue, 1.0)
}

/// The style of a text as the library takes it.
///
/// `size` is in pixels of the backend, in the backend's own sense of a size. The text is placed by its upper edge, and
/// by its left end, middle or right end as its anchor says.
fn text_style(size: f64, weight: Weight, anchor: Anchor, color: Color) -> TextStyle<'static> {
    let style = match weight {
        Weight::Regular => FontStyle::Normal,
        Weight::Semibold => FontStyle::Bold,
    };
    let horizontal = match anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let font = plotters::style::FontDesc::new(plotters::style::FontFamily::Name(FAMILY), size, style);
    TextStyle {
        font: font.transform(FontTransform::None),
        color: rgb(color).to_backend_color(),
        pos: Pos::new(horizontal, VPos::Top),
    }
}
