//! What sort of economy an economy is.

use serde::{Deserialize, Serialize};

/// What sort of economy it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EconomyKind {
    /// In ISO 3166-1 today.
    Current,
    /// No more: the Soviet Union, Czechoslovakia.
    Historical,
    /// Outside ISO 3166-1: Kosovo, other Asia not elsewhere specified, bunkers, free zones.
    Area,
}
