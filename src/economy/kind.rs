//! Kinds of economies: current, historical, or outside the standard.

use serde::{Deserialize, Serialize};

/// Whether an economy exists today, existed once, is an area outside ISO 3166-1, or a bloc.
///
/// The first three kinds have figures in trade statistics, and can be read from files. A bloc's are mostly those of its members.
///
/// ```
/// use tradepath::{Economy, EconomyKind};
///
/// assert_eq!("KAZ".parse::<Economy>()?.kind(), EconomyKind::Current);
/// assert_eq!("SUN".parse::<Economy>()?.kind(), EconomyKind::Historical);
/// // `S19` is other Asia, not elsewhere specified.
/// assert_eq!("S19".parse::<Economy>()?.kind(), EconomyKind::Area);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EconomyKind {
    /// The economy is in ISO 3166-1 today.
    Current,
    /// The economy no longer exists: the Soviet Union, Czechoslovakia.
    Historical,
    /// The area is outside ISO 3166-1: Kosovo, other Asia not elsewhere specified, bunkers, free zones.
    Area,
    /// A group of economies that makes agreements as one: the European Union, ASEAN. What it trades is what its
    /// [members](crate::Economy::members) trade with others.
    Bloc,
}
