//! Colours: few, told apart by people with any colour vision and in grey print.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Dark ink on white, or light ink on near-black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Theme {
    /// For paper and light pages.
    #[default]
    Light,
    /// For dark pages.
    Dark,
}

impl FromStr for Theme {
    type Err = Error;

    /// Reads `light` or `dark`.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for anything else.
    fn from_str(text: &str) -> Result<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "light" => Ok(Self::Light),
            "dark" => Ok(Self::Dark),
            _ => Err(Error::parse("a theme", text, 1, "expected light or dark")),
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Light => "light",
            Self::Dark => "dark",
        })
    }
}

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Color(pub u8, pub u8, pub u8);

/// The colours by what they stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    pub background: Color,
    /// Titles, and what was observed.
    pub ink: Color,
    /// Subtitles, axes, sources.
    pub muted: Color,
    pub grid: Color,
    /// What is computed: routes, projections, the first of two flows.
    pub route: Color,
    /// What was pledged: milestones, required growth; the second of two flows.
    pub pledge: Color,
    /// Bars of what history shows.
    pub history: Color,
}

impl Palette {
    /// Every colour with its name, as style sheets write it.
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
