//! Scenes as SVG documents, with the font inside them or only named.

use base64::{Engine, prelude::BASE64_STANDARD};
use plotters::backend::SVGBackend;

use crate::{
    chart::{
        furniture::{Scene, Weight},
        render::paint::{FAMILY, Medium, paint},
    },
    error::Result,
};

/// How an SVG document has its font.
///
/// # Examples
/// ```
/// use tradepath::{
///     AssessmentOptions, Scenario, assess,
///     chart::{Canvas, ChartKind, SvgFont, draw},
/// };
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .title("A pledge")
///     .baseline("2021", "$3B")
///     .milestone_by("5B", "2026")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
///
/// assert_eq!(SvgFont::default(), SvgFont::Embedded);
/// assert_eq!(chart.to_svg()?, chart.to_svg_with(SvgFont::Embedded)?);
/// let embedded = chart.to_svg_with(SvgFont::Embedded)?;
/// assert!(embedded.len() > chart.to_svg_with(SvgFont::Named)?.len());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SvgFont {
    /// The font is inside the document. The document looks the same everywhere, and is about 100 kB larger.
    #[default]
    Embedded,
    /// The document names Inter and, where the reader does not have it, other sans-serif fonts. This suits pages that
    /// bring the font themselves.
    Named,
}

/// The font families of a document, in the order in which a reader tries them. The embedded font is the first.
const FAMILIES: &str = "Inter, 'Helvetica Neue', Arial, sans-serif";

/// Writes a scene as an SVG document.
///
/// - `scene`: the picture; its title becomes the `<title>` of the document.
/// - `description`: what the picture shows, in words. It becomes the `<desc>` of the document, which screen readers
///   read.
/// - `font`: whether the font is inside the document.
///
/// The document is drawn ten times as large, since the library writes whole numbers only. The `viewBox` scales it to
/// the canvas's size in pixels.
///
/// # Errors
/// [`ErrorKind::Draw`](crate::ErrorKind::Draw) where the library cannot draw the scene.
pub(crate) fn write(scene: &Scene, description: &str, font: SvgFont) -> Result<String> {
    let (width, height) = (scene.canvas.width(), scene.canvas.height());
    let scale = Medium::SVG.scale as u32;
    let mut drawn = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut drawn, (width * scale, height * scale));
        paint(&mut backend, scene, &Medium::SVG)?;
    }
    // The library's root element has the size of the large canvas, so that it is replaced; the rest is kept.
    let body = drawn.split_once('>').map_or("", |(_, body)| body);
    let body = body.replace(&format!("font-family=\"{FAMILY}\""), &format!("font-family=\"{FAMILIES}\""));
    // Full opacity is the default, and stands on almost every element.
    let body = body.replace(" opacity=\"1\"", "").replace(is_no_xml, "\u{fffd}");
    let (title, description) = (escaped(&scene.title), escaped(description));
    let style = match font {
        SvgFont::Embedded => format!("<style>{}</style>\n", font_faces()),
        SvgFont::Named => String::new(),
    };
    let view = format!("0 0 {} {}", width * scale, height * scale);
    Ok(format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"{view}\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" stroke-linejoin=\"round\" stroke-linecap=\"butt\">\n<title>{title}</title>\n<desc>{description}</desc>\n{style}{}",
        body.trim_start()
    ))
}

/// Both weights of the embedded font as `@font-face` rules of a style sheet, with the files inside them. Semibold goes
/// by 700, the weight that the library writes for bold.
pub(crate) fn font_faces() -> String {
    let face = |(number, weight): (u16, Weight)| {
        let data = BASE64_STANDARD.encode(weight.woff2());
        format!(
            "@font-face{{font-family:Inter;font-weight:{number};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    };
    [(400, Weight::Regular), (700, Weight::Semibold)].map(face).concat()
}

/// Whether XML 1.0 has no place for a character, not even escaped.
fn is_no_xml(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// A text escaped for XML and HTML, between tags. Control characters become spaces, since XML 1.0 refuses most of them.
/// Quotation marks stay, so that the result must not stand inside an attribute.
///
/// ```text
/// <b>5 & 10</b>     &lt;b&gt;5 &amp; 10&lt;/b&gt;
/// ```
pub(crate) fn escaped(text: &str) -> String {
    let plain = text.replace(|letter: char| letter.is_control(), " ").replace(is_no_xml, "\u{fffd}");
    // The ampersand comes first: later, it would escape those of the other two.
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
