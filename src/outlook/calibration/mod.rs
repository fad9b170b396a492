//! What many series teach about the years ahead of one: common growth, how pairs return to their level, how wide errors are.

mod calibration;
mod common;
mod learn;
mod shipped;
mod windows;

pub use self::calibration::Calibration;
pub(crate) use self::common::Common;
pub(crate) use self::windows::{Threshold, Windows};
