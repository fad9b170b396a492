//! The themes and their colours. There are few colours, which people with any colour vision can tell apart, in grey
//! print too.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The theme of a chart: dark ink on white, or light ink on near-black.
///
/// ```
/// use tradepath::chart::{Canvas, Theme};
///
/// assert_eq!("Dark".parse::<Theme>()?, Theme::Dark);
/// assert_eq!(Theme::default().to_string(), "light");
/// let error = "sepia".parse::<Theme>().unwrap_err();
/// assert!(error.to_string().contains("expected light or dark"));
/// let canvas = Canvas::new(800, 450)?.theme(Theme::Dark);
/// # assert_eq!(canvas.width(), 800);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Theme {
    /// Dark ink on white, for paper and light pages.
    #[default]
    Light,
    /// Light ink on near-black, for dark pages.
    Dark,
}

impl FromStr for Theme {
    type Err = Error;

    /// Reads `light` or `dark`, in capitals or small letters.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for any other text.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{ErrorKind, chart::Theme};
    ///
    /// assert_eq!(" LIGHT ".parse::<Theme>()?, Theme::Light);
    /// let error = "grey".parse::<Theme>().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Parse { .. }));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "light" => Ok(Self::Light),
            "dark" => Ok(Self::Dark),
            _ => Err(Error::parse("a theme", text, 1, "expected light or dark")),
        }
    }
}

/// Shows the name of the theme, which reads back to it.
///
/// # Examples
/// ```
/// use tradepath::chart::Theme;
///
/// assert_eq!(Theme::Dark.to_string(), "dark");
/// assert_eq!(Theme::Dark.to_string().parse::<Theme>()?, Theme::Dark);
/// # Ok::<(), tradepath::Error>(())
/// ```
impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Light => "light",
            Self::Dark => "dark",
        })
    }
}

/// An opaque colour: red, green and blue in sRGB, each from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Color(pub u8, pub u8, pub u8);

/// The colours of a theme, named by what they stand for. Charts use no other colours, so that a theme can be exchanged
/// as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    /// The page, the holes of rings, and the boxes behind labels.
    pub background: Color,
    /// Titles, and observed figures.
    pub ink: Color,
    /// Subtitles, axes and their figures, sources, and the line of zero.
    pub muted: Color,
    /// Grid lines, which are fainter than every other mark.
    pub grid: Color,
    /// Computed figures: routes, projections, outlooks. Also the first of two flows.
    pub route: Color,
    /// Pledged figures: milestones and required growth. Also the second of two flows.
    pub pledge: Color,
    /// Bars of the growth that history shows.
    pub history: Color,
}

impl Palette {
    /// Every colour with its name, written as style sheets write it: `#1C2430`.
    ///
    /// No two colours of a palette are alike. A page can therefore replace each colour in a finished SVG by its name.
    #[cfg(feature = "html")]
    pub fn named(&self) -> [(&'static str, String); 7] {
        let hex = |color: Color| format!("#{:02X}{:02X}{:02X}", color.0, color.1, color.2);
        [
            ("background", hex(self.background)),
            ("ink", hex(self.ink)),
            ("muted", hex(self.muted)),
            ("grid", hex(self.grid)),
            ("route", hex(self.route)),
            ("pledge", hex(self.pledge)),
            ("history", hex(self.history)),
        ]
    }
}

impl Theme {
    /// The colours of this theme.
    pub(crate) fn palette(self) -> Palette {
        match self {
            Self::Light => Palette {
                background: Color(255, 255, 255),
                ink: Color(28, 36, 48),
                muted: Color(92, 104, 118),
                grid: Color(226, 231, 237),
                route: Color(0, 92, 158),
                pledge: Color(188, 66, 8),
                history: Color(148, 160, 174),
            },
            Self::Dark => Palette {
                background: Color(18, 22, 28),
                ink: Color(236, 240, 245),
                muted: Color(160, 171, 183),
                grid: Color(46, 54, 64),
                route: Color(98, 180, 240),
                pledge: Color(246, 148, 72),
                history: Color(112, 124, 138),
            },
        }
    }
}
