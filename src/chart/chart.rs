//! Charts of what an assessment found, as SVG and PNG, ready to print.

use std::path::Path;

use crate::{
    chart::{
        furniture::{Frame, Scene, Theme},
        render::{SvgFont, png, svg},
    },
    error::{Error, Result},
};

/// A chart that has been laid out and can be written as SVG or PNG.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub(crate) scene: Scene,
    description: String,
}

impl Chart {
    pub(crate) fn new(frame: Frame, description: String) -> Self {
        Self { scene: frame.finish(), description }
    }

    /// What the chart shows, in words: the description in the SVG for those who cannot see it.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The chart as an SVG document that carries its font.
    ///
    /// # Errors
    /// [`ErrorKind::Draw`] where the drawing library fails.
    pub fn to_svg(&self) -> Result<String> {
        self.to_svg_with(SvgFont::Embedded)
    }

    /// The chart as an SVG document, with a choice of font.
    ///
    /// # Errors
    /// As [`to_svg`](Self::to_svg).
    pub fn to_svg_with(&self, font: SvgFont) -> Result<String> {
        svg::write(&self.scene, &self.description, font)
    }

    /// The chart as an SVG document for inside a page that brings the font, and the colours as properties of its style
    /// sheet: see [`page_style`].
    #[cfg(feature = "html")]
    pub(crate) fn to_page_svg(&self) -> Result<String> {
        let drawn = self.to_svg_with(SvgFont::Named)?;
        let colors = self.scene.palette.named();
        Ok(colors
            .iter()
            .fold(drawn, |svg, (name, color)| svg.replace(&format!("\"{color}\""), &format!("\"var(--{name})\""))))
    }

    /// The chart as a PNG image.
    ///
    /// # Errors
    /// [`ErrorKind::Draw`] where the embedded font lacks a letter of a text (it has Latin, Greek and Cyrillic ones), or
    /// the drawing library fails.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        png::write(&self.scene)
    }

    /// Writes the chart to a file, as PNG or SVG by the ending of its name; makes the folder where there is none.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for another ending, [`ErrorKind::Io`] where the file cannot be written; those of
    /// [`to_svg`](Self::to_svg) and [`to_png`](Self::to_png).
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        let bytes = match ending.as_str() {
            "svg" => self.to_svg()?.into_bytes(),
            "png" => self.to_png()?,
            _ => {
                return Err(Error::out_of_range(
                    "the chart's file name",
                    format!("`{name}`"),
                    "one that ends in .svg or .png",
                ));
            }
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, bytes));
        written.map_err(|error| Error::io("write the chart", &name, error))
    }
}

/// The part of a page's style sheet that its charts need: the font, and the colours of a theme as properties.
#[cfg(feature = "html")]
pub(crate) fn page_style() -> String {
    let colors = |theme: Theme| -> String {
        theme.palette().named().iter().map(|(name, color)| format!("--{name}:{color};")).collect()
    };
    let (light, dark) = (colors(Theme::Light), colors(Theme::Dark));
    format!(
        "{}:root{{color-scheme:light;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}",
        svg::font_faces()
    )
}
