//! How likely an amount is to be reached, and when.
//!
//! An [`Outlook`] gives each year ahead a distribution, and answers from these: chances of reaching targets, the year
//! of arrival, quantiles, the growth that a chance takes. Each chance says in its name how the amount is watched,
//! because the answers differ:
//!
//! - **in the year** ([`reached_in`](Outlook::reached_in), `at_horizon`): the total of that year itself reaches the
//!   target, whatever came before;
//! - **by the year** ([`reached_by`](Outlook::reached_by), `by_horizon`): the total of that year or of an earlier one
//!   does. Trade statistics are published once a year, and this is what a pledge "by 2030" means;
//! - **at any moment** ([`at_any_moment`](Approach::at_any_moment)): the running level does, watched all the time up to
//!   then.
//!
//! # Example
//!
//! ```
//! use tradepath::{history::History, outlook::{Outlook, OutlookOptions}};
//!
//! let exports = [(2019, 1962e6), (2020, 2140e6)];
//! let imports = [(2019, 1210e6), (2020, 750e6)];
//! let history = History::of_flows("KAZ-UZB", exports, imports)?;
//! let outlook = Outlook::fitted(history.turnover().unwrap(), &OutlookOptions::new())?;
//! let chance = outlook.reached_by(("10B", 2030))?;
//! assert!(chance.value() > 0.0 && chance.value() < 0.5);
//! // The chance in the year itself is no larger.
//! assert!(outlook.reached_in(("10B", 2030))? <= chance);
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! # From a history
//!
//! [`Outlook::fitted`] looks ahead from a series of years; [`answers`](Outlook::answers) asks everything at once. The
//! default method expects three things of a series: the last amount returns a part of the way to its smoothed level,
//! and the more so the higher the volatility; a part of the series' own recent growth goes on; and what all pairs have
//! in common returns to a long-run path:
//!
//! ```text
//! change over h years = common(h) + c(v) (level - last) + g h growth + v sqrt(h) error
//! ```
//!
//! Here `v` is the root mean square change of a year, drawn towards that of other series. The shares `c` and `g`, and
//! the quantiles of `error` by volatility and `h`, are learned from many series: a [`Calibration`]. The common growth
//! has a standard deviation of its own, some 10 % a year, which widens every interval. A calibration knows nothing
//! later than its year; of those that come with the crate, the newest that was known by the history's last year is
//! taken.
//!
//! # As stated
//!
//! [`LogRandomWalk`] has the closed forms and the exact annual recursion for a drift and a volatility, and
//! [`Outlook::stated`] answers the same questions from it. Persistent growth, heavy tails and sums of flows take a
//! [simulation](crate::simulation).
//!
//! # How far it can be trusted
//!
//! [`Backtest`] compares what every method would have said with what came. On the turnover of pairs above 100 million
//! dollars after 2005 to 2015, the 80 % intervals of the default method held 79.9 ± 1.4 % of outcomes and its 95 %
//! intervals 94.7 ± 0.4 %. Its CRPS was 7 % under that of the next best method, the random walk. One year ahead,
//! intervals were a little narrow (75.5 % for 80 %), and chances of large growth were too high: see the README.
//!
//! # What it does not do
//!
//! - It does not know what a pledge will change: an outlook goes on from the past, or from what is stated.
//! - It does not count what became of other pairs by name: that is a [base rate](crate::base_rate).
//! - It looks at whole years; months and quarters are [added up](crate::Series::to_annual) first.

mod answers;
mod arrival;
mod backtest;
mod calibration;
mod chances;
mod fan;
mod features;
mod forecast;
mod known;
mod method;
mod options;
mod origin;
mod outlook;
mod walk;

pub use self::answers::{
    AfterBadYear, ArrivalAnswer, HistoryPercentile, JointAnswer, OutlookAnswers, PeriodChance, TargetAnswer,
};
pub use self::arrival::{ArrivalChances, Needed};
pub use self::backtest::{Backtest, BacktestReport, Decile, MethodScores, Splits, TargetScores};
pub use self::calibration::{Calibration, Calibrations};
pub use self::fan::FanYear;
pub use self::known::{known_at, known_at_baseline};
pub use self::method::Method;
pub use self::options::OutlookOptions;
pub use self::origin::FittedTo;
pub use self::outlook::Outlook;
pub(crate) use self::outlook::log_of;
pub use self::walk::{Approach, LogRandomWalk};
