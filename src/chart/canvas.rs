//! The size of a chart, and its theme.

use serde::Serialize;

use crate::{
    chart::furniture::Theme,
    error::{Error, Result},
};

/// The size of a chart in pixels, and its theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Canvas {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) theme: Theme,
    pub(crate) text_percent: u32,
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

impl Default for Canvas {
    /// 960 by 540 pixels, light.
    fn default() -> Self {
        Self { width: 960, height: 540, theme: Theme::Light, text_percent: 100 }
    }
}
