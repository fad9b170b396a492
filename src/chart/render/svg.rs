//! Scenes as SVG documents.

use base64::{Engine, prelude::BASE64_STANDARD};
use plotters::backend::SVGBackend;

use crate::{
    chart::{
        furniture::{Scene, Weight},
        render::paint::{FAMILY, Medium, paint},
    },
    error::Result,
};

/// Which font an SVG uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SvgFont {
    /// The font inside the document: looks the same everywhere, about 100 kB more.
    #[default]
    Embedded,
    /// Inter where the reader has it, another sans-serif otherwise: for pages that bring the font themselves.
    Named,
}

/// The fonts asked for, the embedded one first.
const FAMILIES: &str = "Inter, 'Helvetica Neue', Arial, sans-serif";

pub(crate) fn write(scene: &Scene, description: &str, font: SvgFont) -> Result<String> {
    let (width, height) = (scene.canvas.width(), scene.canvas.height());
    let scale = Medium::SVG.scale as u32;
    let mut drawn = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut drawn, (width * scale, height * scale));
        paint(&mut backend, scene, &Medium::SVG)?;
    }
    // The root that plotters writes has its own size; everything after it is kept.
    let body = drawn.split_once('>').map_or("", |(_, body)| body);
    let body = body.replace(&format!("font-family=\"{FAMILY}\""), &format!("font-family=\"{FAMILIES}\""));
    let body = body.replace(" opacity=\"1\"", "");
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

/// Both weights of the embedded font as a style sheet.
pub(crate) fn font_faces() -> String {
    let face = |(number, weight): (u16, Weight)| {
        let data = BASE64_STANDARD.encode(weight.woff2());
        format!(
            "@font-face{{font-family:Inter;font-weight:{number};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    };
    [(400, Weight::Regular), (700, Weight::Semibold)].map(face).concat()
}

/// A text as XML and HTML write it.
pub(crate) fn escaped(text: &str) -> String {
    let plain = text.replace(|letter: char| letter.is_control(), " ");
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
