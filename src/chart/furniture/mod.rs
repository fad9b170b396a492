//! The parts that every chart is made of. The charts in `kinds/` put them together.
//!
//! | file | what it has |
//! |---|---|
//! | `frame.rs` | the frame: title, subtitle and source, the room between them, axes and labels in one style |
//! | `axis.rs` | scales from values to pixels, and ticks |
//! | `label.rs` | where a label finds room beside its point |
//! | `observed.rs` | an observed series as lines, with its gaps and changes of source |
//! | `rows.rs` | rows of bars along an axis of amounts |
//! | `scene.rs` | a picture as a list of marks, which `render/` paints |
//! | `theme.rs` | the themes and their colours |
//! | `font.rs` | the embedded font, and how wide texts are in it |
//! | `words.rs` | names of ticks, pairs and sources |

mod axis;
mod font;
mod frame;
mod label;
mod observed;
mod rows;
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
pub(crate) use self::rows::{Row, RowPlot, most_rows};
pub(crate) use self::scene::{Anchor, Mark, Point, Scene};
pub(crate) use self::theme::Color;
pub use self::theme::Theme;
pub(crate) use self::words::{percent_name, source_line, source_mark, tick_name};
