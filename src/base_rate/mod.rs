//! What became of country pairs that once stood at an amount: how many reached a multiple of it, when, and which.
//!
//! A [`BaseRateQuestion`] names an amount, a multiple of it and a horizon in years. It is asked of a
//! [panel](crate::history::AnnualPanel) of one's own, or of the [table](BaseRateTable) of counts that comes with the
//! crate, which was made from the turnovers of all pairs in CEPII BACI, 2000 to 2020. The answer, a [`BaseRate`], has:
//!
//! - the counts: how many cases [entered](BaseRate::entered) the band around the amount, how many
//!   [reached](BaseRate::reached) the target, and how many were [followed for less](BaseRate::censored) than the
//!   horizon;
//! - the [share by each year](BaseRate::curve) with its interval of 95 %;
//! - the same by [era](Era), which are entries of five calendar years;
//! - [precedents](Precedent), by name, with what became of them.
//!
//! # Example
//!
//! Of the pairs whose turnover once stood near 3 billion dollars, how many reached 3.3 times their own amount within
//! nine years?
//!
//! ```
//! use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
//!
//! let question = BaseRateQuestion::to("3B", "10B")?.within(9);
//! let found = question.run(BaseRateTable::shipped()?)?;
//! assert_eq!((found.entered, found.reached), (1084, 171));
//! let sentence = found.sentence();
//! assert!(sentence.starts_with("Of 1,084 country pairs that stood near $3B"));
//!
//! // As it could be known at the end of 2010:
//! let known = question.up_to(2010).run(BaseRateTable::shipped()?)?;
//! assert_eq!(known.panel.to.to_string(), "2010");
//! assert!(known.entered <= found.entered);
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! # How to read it
//!
//! A base rate counts entries from years when world trade grew fast together with entries from years when it grew
//! slowly. Eras differ by more than the interval of any one era suggests, because a shock to world trade hits all pairs
//! at once.
//! Of pairs near three billion dollars, 32 % of those that entered from 2000 to 2004 reached 3.3 times their amount
//! within nine years, and 1 % of those that entered from 2010 to 2014. Where fewer than [`FEW_CASES`] cases could be
//! followed, the answer gives counts and is [marked](BaseRate::too_few): its share rests on too few cases to be quoted.
//!
//! # What it does not do
//!
//! - It fits no model, and knows nothing of a pair but its size and the [`Conditions`] that are set. An
//!   [outlook](crate::outlook::Outlook) looks ahead from a pair's own history.
//! - It does not fill gaps: a year without a record is no observation, and not a zero.
//! - It does not treat a case that the panel's end cuts off as one that failed. Such a case counts for as long as it
//!   was followed.
//! - A table answers only what it has counts of: first entries, the usual band, multiples of each pair's own amount,
//!   and [amounts and multiples near its own](BaseRateQuestion::run). Any other question needs a panel.

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
mod order;
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
