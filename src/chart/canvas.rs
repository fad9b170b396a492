//! The size of a chart, its theme, and the size of its text.

use serde::Serialize;

use crate::{
    chart::furniture::Theme,
    error::{Error, Result},
};

/// The size of a chart in pixels, its theme, and the size of its text.
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
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) theme: Theme,
    pub(crate) text_percent: u32,
}

impl Canvas {
    /// A canvas of `width` by `height` pixels in the light theme. On a larger canvas the text is larger, but less than
    /// in proportion.
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

    /// The same canvas with text, lines and dots of another size, in percent of the size that suits the canvas. A
    /// picture that is shown smaller than it is, as on a phone, needs more than 100.
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
    /// assert!(phone.text_percent(301).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
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

impl Default for Canvas {
    /// 960 by 540 pixels, light.
    fn default() -> Self {
        Self { width: 960, height: 540, theme: Theme::Light, text_percent: 100 }
    }
}
