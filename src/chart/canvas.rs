//! The canvas of a chart: its size in pixels, its theme, and the size of its text.

use serde::Serialize;

use crate::{
    chart::furniture::Theme,
    error::{Error, Result},
};

/// What a chart is drawn on: a size in pixels, a theme, and a size of the text.
///
/// The size of the text follows the size of the canvas. It is what suits reading at the canvas's own size; a picture
/// that is shown smaller needs larger text, which [`text_percent`](Self::text_percent) sets.
///
/// ```
/// use tradepath::chart::{Canvas, Theme};
///
/// let canvas = Canvas::new(800, 450)?.theme(Theme::Dark);
/// assert_eq!((canvas.width(), canvas.height()), (800, 450));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Canvas {
    /// The width in pixels, 480 to 4000.
    pub(crate) width: u32,
    /// The height in pixels, 270 to 4000.
    pub(crate) height: u32,
    /// The theme, which decides every colour.
    pub(crate) theme: Theme,
    /// The size of text, lines, dots and gaps in percent of what suits the size of the canvas, 50 to 300.
    pub(crate) text_percent: u32,
}

impl Canvas {
    /// A canvas of `width` by `height` pixels in the light theme.
    ///
    /// Text, lines and gaps are larger on a larger canvas, but less than in proportion: four times the width and height
    /// give about three times the text.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a width outside 480 to 4000 pixels or a height
    /// outside 270 to 4000.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{ErrorKind, chart::Canvas};
    ///
    /// assert!(Canvas::new(480, 270).is_ok());
    /// let error = Canvas::new(479, 450).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::OutOfRange { .. }));
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the chart's width is 479, but must be between 480 and 4000 pixels"
    /// );
    /// ```
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

    /// The same canvas with another size of text, lines, dots and gaps, in percent of what suits the canvas.
    ///
    /// A picture that is shown smaller than it is, as on a phone, needs more than 100.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) outside 50 to 300 percent.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::chart::Canvas;
    ///
    /// let phone = Canvas::new(480, 620)?;
    /// assert!(phone.text_percent(160).is_ok());
    /// let error = phone.text_percent(301).unwrap_err();
    /// assert!(error.to_string().contains("between 50 and 300 %"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn text_percent(self, percent: u32) -> Result<Self> {
        if (50..=300).contains(&percent) {
            return Ok(Self { text_percent: percent, ..self });
        }
        Err(Error::out_of_range("the size of the text", format!("{percent} %"), "between 50 and 300 %"))
    }

    /// The same canvas in another theme.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::chart::{Canvas, Theme};
    ///
    /// let canvas = Canvas::new(800, 450)?;
    /// assert_ne!(canvas.theme(Theme::Dark), canvas);
    /// assert_eq!(canvas.theme(Theme::Light), canvas);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    #[must_use]
    pub fn theme(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// The width of the chart in pixels.
    pub fn width(self) -> u32 {
        self.width
    }

    /// The height of the chart in pixels.
    pub fn height(self) -> u32 {
        self.height
    }
}

impl Default for Canvas {
    /// 960 by 540 pixels in the light theme.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::chart::Canvas;
    ///
    /// assert_eq!(Canvas::default(), Canvas::new(960, 540)?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn default() -> Self {
        Self { width: 960, height: 540, theme: Theme::Light, text_percent: 100 }
    }
}
