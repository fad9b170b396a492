//! What many series teach about the years ahead of one: growth in common, how series return to their level, and how
//! wide errors are.

mod calibration;
mod calibrations;
mod common;
mod learn;
mod shipped;
mod windows;

pub use self::calibration::Calibration;
pub use self::calibrations::Calibrations;
pub(crate) use self::common::Common;
pub(crate) use self::windows::{Threshold, Windows};
