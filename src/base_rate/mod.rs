//! What became of pairs that once stood at an amount: how many reached a multiple of it, when, and which.

mod admission;
mod answer;
mod bootstrap;
mod bounds;
mod by_panel;
mod cases;
mod conditions;
mod entry;
mod life_table;
mod likeness;
mod precedent;
mod question;
mod run;
mod sentence;
mod table;

pub use self::answer::{BaseRate, BaseRateAsked, Era, InsteadOf, IntervalMethod, PacePoint, PanelAbout, PlainShare};
pub use self::bounds::FEW_CASES;
pub use self::conditions::{Conditions, Partner};
pub use self::life_table::{CurvePoint, Interval};
pub use self::precedent::{MostAlike, PathPoint, Precedent};
pub use self::question::{BaseRateQuestion, Entries};
pub use self::run::BaseRateSource;
pub use self::table::BaseRateTable;
