//! The charts, one file for each kind; and the two pictures, which say what the charts of an outlook and of a base rate
//! show.

pub(crate) mod arrival;
pub(super) mod arrivals;
pub(super) mod base_rate;
pub(super) mod base_rate_picture;
pub(super) mod chances;
pub(super) mod eras;
pub(super) mod fan;
pub(crate) mod flows;
pub(crate) mod growth;
pub(super) mod mirror;
pub(super) mod outlook_picture;
pub(super) mod precedents;
pub(super) mod reliability;
pub(crate) mod route;
pub(super) mod scorecard;

pub use self::base_rate_picture::BaseRatePicture;
pub use self::outlook_picture::OutlookPicture;
