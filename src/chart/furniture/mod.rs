//! The parts of every chart: the frame with title, subtitle and source, the axes, the labels, the theme's colours and
//! the embedded font.

mod axis;
mod font;
mod frame;
mod label;
mod observed;
mod scene;
mod theme;
mod words;

pub(crate) use self::axis::{Scale, round_ticks, widened, year_ticks};
#[cfg(test)]
pub(crate) use self::font::CAPITAL_IN_EMS;
pub(crate) use self::font::{LINE_IN_EMS, Ruler, Weight};
pub(crate) use self::frame::{Frame, Style, Words};
pub(crate) use self::label::{Placer, Rect, Side, Spot};
pub(crate) use self::observed::{Datum, Observed};
pub(crate) use self::scene::{Anchor, Mark, Point, Scene};
pub(crate) use self::theme::Color;
pub use self::theme::Theme;
pub(crate) use self::words::{between, percent_name, source_line, source_mark, tick_name};
