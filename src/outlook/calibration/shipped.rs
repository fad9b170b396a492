//! The calibrations that come with the crate, one for each year in which it may have been known.
