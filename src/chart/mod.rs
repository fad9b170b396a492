//! Charts of what an assessment found, as SVG and PNG, ready to print.
//!
//! A chart is laid out in this crate's own terms and painted with `plotters`; the font is embedded, so that the same
//! input gives the same bytes on every machine.

mod arrival;
mod axis;
mod base_rate;
mod flows;
mod font;
mod frame;
mod growth;
mod label;
mod mirror;
mod observed;
mod outlook;
mod paint;
mod png;
mod route;
mod scene;
mod scorecard;
mod svg;
#[cfg(test)]
mod tests;
mod theme;
mod words;

use std::{fmt, path::Path, str::FromStr};

use serde::{Deserialize, Serialize};

pub use base_rate::{BaseRatePicture, draw_base_rate, draw_eras, draw_precedents};
pub use mirror::draw_mirror;
pub use outlook::{OutlookPicture, draw_arrivals, draw_chances, draw_fan, draw_reliability};
pub use scorecard::draw_scorecard;
pub use svg::SvgFont;
#[cfg(feature = "html")]
pub(crate) use svg::escaped;
pub use theme::Theme;

use self::{frame::Frame, scene::Scene};
use crate::{
    assessment::Assessment,
    error::{Error, ErrorKind, Result},
};

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ChartKind {
    /// The route with its milestones over the history.
    Route,
    /// The growth each leg requires beside the growth that history shows.
    Growth,
    /// Both flows and their balance.
    Flows,
    /// The arrival at each milestone by growth rate.
    Arrival,
}

impl ChartKind {
    /// Every kind there is.
    pub const ALL: [Self; 4] = [Self::Route, Self::Growth, Self::Flows, Self::Arrival];

    /// The name, as in file names and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Growth => "growth",
            Self::Flows => "flows",
            Self::Arrival => "arrival",
        }
    }
}

impl fmt::Display for ChartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ChartKind {
    type Err = Error;

    /// Reads the name.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`] with the names there are.
    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| {
            Error::parse(
                "a kind of chart",
                text,
                1,
                format!("expected one of {}", Self::ALL.map(Self::name).join(", ")),
            )
        })
    }
}

/// The size of a chart in pixels, and its theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Canvas {
    width: u32,
    height: u32,
    theme: Theme,
    text_percent: u32,
}

impl Canvas {
    /// A canvas of `width` by `height` pixels, light. Text grows with the size, more slowly.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a width outside 480 to 4000 or a height outside 270 to 4000.
    pub fn new(width: u32, height: u32) -> Result<Self> {
        let within = |what: &str, value: u32, least: u32| {
            let right = (least..=4000).contains(&value);
            if right {
                Ok(value)
            } else {
                Err(Error::out_of_range(what, value, format!("between {least} and 4000 pixels")))
            }
        };
        Ok(Self {
            width: within("the chart's width", width, 480)?,
            height: within("the chart's height", height, 270)?,
            theme: Theme::Light,
            text_percent: 100,
        })
    }

    /// The same canvas with text, lines and dots of another size, in percent of what suits its size: more for pictures
    /// that are shown smaller than they are, as on a phone.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] outside 50 to 300.
    pub fn text_percent(self, percent: u32) -> Result<Self> {
        if (50..=300).contains(&percent) {
            return Ok(Self { text_percent: percent, ..self });
        }
        Err(Error::out_of_range("the size of the text", format!("{percent} %"), "between 50 and 300 %"))
    }

    /// The same canvas in another theme.
    #[must_use]
    pub fn theme(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// The width in pixels.
    pub fn width(self) -> u32 {
        self.width
    }

    /// The height in pixels.
    pub fn height(self) -> u32 {
        self.height
    }
}

/// A chart that has been laid out and can be written as SVG or PNG.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    scene: Scene,
    description: String,
}

/// Lays out a chart of an assessment.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, chart::{Canvas, ChartKind, draw}, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let assessment = assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new())?;
/// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
/// assert!(chart.to_svg()?.starts_with("<svg width=\"800\" height=\"450\""));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Missing`] where the assessment has nothing for the chart, such as flows.
pub fn draw(kind: ChartKind, assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    match kind {
        ChartKind::Route => route::draw(assessment, canvas),
        ChartKind::Growth => growth::draw(assessment, canvas),
        ChartKind::Flows => flows::draw(assessment, canvas),
        ChartKind::Arrival => arrival::draw(assessment, canvas),
    }
}

impl Chart {
    fn new(frame: Frame, description: String) -> Self {
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
        written.map_err(|error| Error::io("write the chart", &name, &error))
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

/// What a drawing library reports.
fn failed(error: impl fmt::Display) -> Error {
    Error::new(ErrorKind::Draw(error.to_string()))
}
