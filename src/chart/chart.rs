//! A chart that is laid out, and the formats in which it can be written.

use std::path::Path;

use crate::{
    chart::{
        furniture::{Frame, Scene},
        render::{SvgFont, png, svg},
    },
    error::{Error, Result},
    write::write_whole,
};

/// A chart that has been laid out by [`draw`](crate::chart::draw()) and can be written as SVG or PNG.
///
/// A chart holds its lines, areas and texts at their final places, and nothing of the assessment or history that it was
/// drawn of. Writing it does not change it: the same chart always gives the same bytes.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     AssessmentOptions, assess,
///     chart::{Canvas, ChartKind, draw},
///     scenario::shipped,
/// };
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
/// assert!(chart.to_svg()?.starts_with("<svg width=\"800\" height=\"450\""));
/// assert!(chart.to_png()?.starts_with(b"\x89PNG"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The marks of the chart in pixels, before any library has drawn them.
    pub(crate) scene: Scene,
    /// What the chart shows, in whole sentences.
    description: String,
}

impl Chart {
    /// A chart of a frame whose marks are complete, with its description in words.
    pub(crate) fn new(frame: Frame, description: String) -> Self {
        Self { scene: frame.finish(), description }
    }

    /// What the chart shows, in words, for readers who cannot see it. The SVG carries it as its `<desc>` element.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     AssessmentOptions, Scenario, assess,
    ///     chart::{Canvas, ChartKind, draw},
    /// };
    ///
    /// let scenario = Scenario::builder("KAZ-UZB")
    ///     .title("A pledge")
    ///     .baseline("2021", "$3B")
    ///     .milestone_by("5B", "2026")
    ///     .build()?;
    /// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
    /// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
    /// let words = chart.description();
    /// assert!(words.starts_with("A line chart of the turnover of Kazakhstan and Uzbekistan."));
    /// assert!(words.contains("to $5B by 2026"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Writes the chart as an SVG document with the font inside it, so that it looks the same everywhere.
    ///
    /// # Errors
    /// [`ErrorKind::Draw`](crate::ErrorKind::Draw) where the drawing library fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     AssessmentOptions, Scenario, assess,
    ///     chart::{Canvas, ChartKind, draw},
    /// };
    ///
    /// let scenario = Scenario::builder("KAZ-UZB")
    ///     .title("5 & 10")
    ///     .baseline("2021", "$3B")
    ///     .milestone_by("5B", "2026")
    ///     .build()?;
    /// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
    /// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
    /// let svg = chart.to_svg()?;
    /// assert!(svg.starts_with("<svg width=\"800\" height=\"450\""));
    /// // Markup in a title is text.
    /// assert!(svg.contains("<title>5 &amp; 10</title>"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_svg(&self) -> Result<String> {
        self.to_svg_with(SvgFont::Embedded)
    }

    /// Writes the chart as an SVG document with the font inside it, or with the font's name alone.
    ///
    /// # Errors
    /// As [`to_svg`](Self::to_svg).
    ///
    /// # Examples
    ///
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
    /// assert!(chart.to_svg_with(SvgFont::Embedded)?.contains("@font-face"));
    /// assert!(!chart.to_svg_with(SvgFont::Named)?.contains("@font-face"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_svg_with(&self, font: SvgFont) -> Result<String> {
        svg::write(&self.scene, &self.description, font)
    }

    /// Writes the chart as an SVG element for a page.
    ///
    /// The font and the colours are left to the page's style sheet: the font is named only, and each colour of the
    /// theme is replaced by a custom property of that name, such as `var(--ink)`. [`page_style`] writes the style sheet
    /// that defines them.
    #[cfg(feature = "html")]
    pub(crate) fn to_page_svg(&self) -> Result<String> {
        let drawn = self.to_svg_with(SvgFont::Named)?;
        let colors = self.scene.palette.named();
        let named = |tag: &str| {
            colors.iter().fold(tag.to_owned(), |tag, (name, color)| {
                tag.replace(&format!("\"{color}\""), &format!("\"var(--{name})\""))
            })
        };
        // In tags alone: a title may have a quoted colour in it, too. Text has no `<` or `>`, as these are escaped.
        let parts = drawn.split_inclusive('>').map(|part| match part.rfind('<') {
            Some(tag) => format!("{}{}", &part[..tag], named(&part[tag..])),
            None => part.to_owned(),
        });
        Ok(parts.collect())
    }

    /// Writes the chart as a PNG image of the canvas's size, in 8-bit sRGB without transparency.
    ///
    /// # Errors
    /// [`ErrorKind::Draw`](crate::ErrorKind::Draw) where a text has a letter that the embedded font lacks (it has
    /// Latin, Greek and Cyrillic ones), or where the drawing library fails. An SVG leaves such a letter to the fonts of
    /// its reader.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     AssessmentOptions, Scenario, assess,
    ///     chart::{Canvas, ChartKind, draw},
    /// };
    ///
    /// let scenario = Scenario::builder("KAZ-UZB")
    ///     .title("中国")
    ///     .baseline("2021", "$3B")
    ///     .milestone_by("5B", "2026")
    ///     .build()?;
    /// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
    /// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
    /// let error = chart.to_png().unwrap_err();
    /// assert!(error.to_string().contains("no `中`"));
    /// assert!(chart.to_svg()?.contains("中国"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_png(&self) -> Result<Vec<u8>> {
        png::write(&self.scene)
    }

    /// Writes the chart to a file, as SVG or PNG by the ending of its name, in capitals or small letters.
    ///
    /// The folder is made where it does not exist. A file of the same name is replaced.
    ///
    /// # Errors
    /// - [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for another ending.
    /// - [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be written.
    /// - The errors of [`to_svg`](Self::to_svg) and [`to_png`](Self::to_png).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     AssessmentOptions, Scenario, assess,
    ///     chart::{Canvas, ChartKind, draw},
    /// };
    ///
    /// let scenario = Scenario::builder("KAZ-UZB")
    ///     .title("A pledge")
    ///     .baseline("2021", "$3B")
    ///     .milestone_by("5B", "2026")
    ///     .build()?;
    /// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
    /// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
    /// let folder = std::env::temp_dir();
    /// chart.save(folder.join("tradepath-pledge.svg"))?;
    /// let error = chart.save(folder.join("tradepath-pledge.gif")).unwrap_err();
    /// assert!(error.to_string().contains("ends in .svg or .png"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        // The bytes are complete before the file is touched, so that a chart that cannot be drawn leaves no empty file.
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
        write_whole(path, &bytes).map_err(|error| Error::io("write the chart", &name, error))
    }
}

/// The part of a page's style sheet that its charts need: the font in both weights, and the colours of both themes as
/// custom properties.
///
/// A page is light by default. The dark colours hold only on screens of readers who ask for dark pages, never in print.
#[cfg(feature = "html")]
pub(crate) fn page_style() -> String {
    use crate::chart::Theme;

    let colors = |theme: Theme| -> String {
        theme.palette().named().iter().map(|(name, color)| format!("--{name}:{color};")).collect()
    };
    let (light, dark) = (colors(Theme::Light), colors(Theme::Dark));
    format!(
        "{}:root{{color-scheme:light;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}",
        svg::font_faces()
    )
}
