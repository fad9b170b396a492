//! `tradepath` turns a trade pledge into numbers and charts.
//!
//! Two countries announce: "our trade exceeds 3 billion dollars; we will raise it to 5, and later to 10." One call says
//! what growth that takes, leg by leg, when it arrives at a given growth, and where it stands by the figures since:
//!
//! ```
//! use tradepath::{AssessmentOptions, Currency, Scenario, assess};
//!
//! let pledge = Scenario::builder("KAZ-UZB")
//!     .currency(Currency::USD)
//!     .baseline("2021", "3B")
//!     .milestone("5B")
//!     .milestone_by("10B", "2030")
//!     .build()?;
//! let assessment = assess(&pledge, None, &AssessmentOptions::new())?;
//! assert_eq!(assessment.overall_required_rate.unwrap().to_string(), "14.3%");
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! Plain numbers and texts go wherever amounts, rates, periods and pairs are wanted:
//!
//! ```
//! use tradepath::{
//!     Scenario, Target, growth,
//!     history::History,
//!     outlook::{Outlook, OutlookOptions},
//! };
//!
//! # fn main() -> Result<(), tradepath::Error> {
//! let pledge = Scenario::builder("KAZ-UZB")
//!     .currency("USD")
//!     .baseline(2021, 3e9)
//!     .milestone("5B")
//!     .milestone_by("10B", 2030)
//!     .build()?;
//! let rate = growth::rate(3e9, "5B", 5.0)?;
//! let history =
//!     History::of_flows("KAZ-UZB", [(2019, 1962e6), (2020, 2140e6)], [(2019, 1210e6), (2020, 750e6)])?;
//! let outlook = Outlook::fitted(history.turnover().unwrap(), &OutlookOptions::new())?;
//! let chance = outlook.reached_by(Target::new("10B", 2030)?)?;
//! # assert_eq!(pledge.milestones().len(), 2);
//! # assert_eq!(rate.to_string(), "10.8%");
//! # assert!(chance.value() > 0.0 && chance.value() < 0.5);
//! # Ok(())
//! # }
//! ```
//!
//! # The types, from the ground up
//!
//! - [`Amount`] and [`StatedAmount`], [`GrowthRate`], [`Period`] and [`Frequency`], [`Currency`], [`Economy`] and
//!   [`Pair`]: the vocabulary. Each is read from what people write (`$3B`, `12.79%`, `2021-Q3`) and cannot hold what
//!   makes no sense.
//! - [`Series`]: amounts by period with explicit gaps, each with its [`Provenance`].
//! - [`growth`]: start, end, rate and time from one another; [routes](growth::Route) through milestones; totals; two
//!   flows; [shapes](growth::Shape); root finding.
//! - [`history`]: trade statistics of any usual kind [read](history::Reader) into a [panel](history::Panel); a flow as
//!   [both its sides report it](history::Mirror); a pair's [flows and turnover](history::History); the
//!   [growth](history::GrowthMeasures) they show; real amounts; [indicators](history::indicator).
//! - [`outlook`]: how likely an amount is to be reached, and when: from a [history](outlook::Outlook::fitted) and what
//!   many pairs did, or for a stated drift and volatility; [simulations](simulation::Simulation); a
//!   [backtest](outlook::Backtest) that says how far that can be trusted; and [base rates](base_rate::BaseRateQuestion): how
//!   many pairs that once stood at an amount reached another.
//! - [`Scenario`]: the pledge and what is assumed of it, from a builder or a file; its
//!   [projection](scenario::Projection), its [tracking](scenario::Tracking), and [goal seeking](scenario::GoalSeek).
//! - [`Scorecard`]: assessments beside what came.
//! - [`assess`]: everything about one pledge as one [`Assessment`]; [`report`] writes it in Markdown and as an HTML page.
#![cfg_attr(feature = "chart", doc = "- [`chart`]: its pictures, as SVG and PNG.")]
#![cfg_attr(not(feature = "chart"), doc = "- `chart`: its pictures, as SVG and PNG, with the feature of that name.")]
//!
//! # How to
//!
//! Find the growth that takes one amount to another, or any other of the four:
//!
//! ```
//! use tradepath::growth;
//!
//! assert_eq!(format!("{:.8}", growth::rate("3B", "5B", 5.0)?), "10.75663432%");
//! assert_eq!(format!("{:.8}", growth::years("3B", "10B", "7%")?), "17.79481015");
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! Read a scenario file, and see when its milestones are reached at seven percent a year:
//!
//! ```
//! use tradepath::Scenario;
//!
//! let pledge = Scenario::load("data/scenarios/kazakhstan-uzbekistan-2021.toml")?;
//! let periods: Vec<String> =
//!     pledge.route().arrivals("7%".parse()?).iter().filter_map(|arrival| Some(arrival.period?.to_string())).collect();
//! assert_eq!(periods, ["2029", "2039"]);
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! See what both sides report of a flow, in files of any usual kind, and what comes of it:
//!
//! ```
//! use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
//!
//! let comtrade = "refYear,reporterCode,flowCode,partnerCode,primaryValue\n2022,398,X,860,3700000000\n2022,860,M,398,3600000000\n";
//! let panel = Reader::new().read(comtrade.as_bytes(), "comtrade.csv")?.panel;
//! let mirror = panel.mirror("KAZ-UZB", &Reconciliation::new(MirrorPolicy::Mean)?)?;
//! let flow = &mirror.flows[0];
//! assert_eq!(format!("{:.3}", flow.asymmetry.unwrap()), "0.014");
//! assert_eq!(flow.reconciled.unwrap().to_string(), "3.55B");
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! Find the chance of reaching an amount by a year, from what was known when it was promised:
//!
//! ```
//! use tradepath::{Period, outlook::{Outlook, OutlookOptions}, scenario::shipped};
//!
//! let history = shipped("india-china-2005")?.history()?.up_to(Period::year(2010)?);
//! let outlook = Outlook::fitted(history.turnover().unwrap(), &OutlookOptions::new())?;
//! assert_eq!(outlook.reached_by(("100B", Period::year(2015)?))?.to_string(), "30%");
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! Find how many pairs that once stood at an amount reached another, and which:
//!
//! ```
//! use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
//!
//! let found = BaseRateQuestion::to("3B", "5B")?.within(5).run(BaseRateTable::shipped()?)?;
//! assert_eq!(found.share.unwrap().to_string(), "42%");
//! assert!(found.precedents.iter().any(|case| case.pair == "AUS-THA" && case.reached));
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! At a stated drift and volatility, in closed form: see [`Approach`](outlook::Approach) and
//! [`LogRandomWalk::needed_drift`](outlook::LogRandomWalk::needed_drift).
//!
//! Turn one number of a scenario until another is what it should be: see [`GoalSeek`](scenario::GoalSeek). Use a shape of
//! one's own: see [`Shape`](growth::Shape).
//!
//! # What it does not do
//!
//! It does not know the future: a projection is what a stated growth, or the milestones' own dates, come to; an outlook is
//! what followed on such histories before, or what a stated drift and volatility imply. It does not fetch
//! figures, price indexes or rates of exchange; it converts with those it is given. A milestone without a date is never
//! given one.
//!
//! # Conduct
//!
//! No function panics on any input, prints, reads the environment, or keeps state between calls, save that the embedded
//! font is registered with the drawing library, and the table of base rates unpacked, once. The same input gives the same bytes. Every failure is an [`Error`]
//! that says what was given, where, and what would be accepted.
//!
//! What stands at the edges:
//!
//! | given | what comes of it |
//! |---|---|
//! | an amount of zero | an [`Amount`], but no start, end, baseline or milestone: [`ErrorKind::OutOfRange`] |
//! | a negative, infinite or NaN amount; a rate at or under −100 % | [`ErrorKind::OutOfRange`] |
//! | a bare `7` as a rate, `1,250 млрд` as an amount | [`ErrorKind::Ambiguous`], with both readings |
//! | no time at all | no rate ([`ErrorKind::OutOfRange`]); an end equal to the start |
//! | a target equal to the start | no growth, no time |
//! | a target on the other side than growth leads | [`ErrorKind::NoAnswer`]; in a table of arrivals, none |
//! | a growth above 1.8e306 a year | [`ErrorKind::OutOfRange`]; [`growth::log_growth`] still has the logarithm |
//! | periods of different frequency | [`ErrorKind::MixedFrequencies`] |
//! | ten thousand milestones | an answer |
//! | a scenario file above 16 MiB | [`ErrorKind::TooLarge`], before it is read |
//! | a projection of more than two million figures | [`ErrorKind::OutOfRange`] |
//! | an arrival after the year 9999 | years, and no period |
//! | a table's row that cannot be read | an error with file, line, column and what stands there, or a [`Rejection`](history::Rejection) |
//! | one figure twice with different amounts | an error with both lines, unless the caller says which counts |
//! | a row of more than a mebibyte | [`ErrorKind::TooLarge`] |
//! | the world or a group of economies in a table | [set aside](history::Skipped), with how many rows |
//! | a file that ends too early or changes while it is read | [`ErrorKind::Io`] |
//! | an outlook of one amount | what pairs of that size did; of two or more, wider the fewer there are |
//! | amounts of zero in a history | gaps to an outlook; as its last amount [`ErrorKind::OutOfRange`] |
//! | a target that is met already | certain by every year; at a later year itself, what the outlook says |
//! | no volatility, drifts of ±300 %, a trillion paths, a horizon of 10,000 years | an answer within bounds, or [`ErrorKind::OutOfRange`] |
//! | a base rate of no cases, or of fewer than 20 | an answer with counts and without a share, or marked as of too few |
//! | a horizon longer than anybody could be followed | the share by the last year there is, which is the least it can be |
//! | a multiple of one or less | the time to fall |
//! | a band from more to less, or down to zero | [`ErrorKind::OutOfRange`] |
//! | a pair that is no more | followed to its last amount |
//! | years with months missing | refused, left out or marked, as the caller says |
//!
//! # Features
//!
//! - `chart` (on by default): charts, with `plotters` and an embedded font. Without it the crate needs no drawing
//!   library.
//! - `html` (on by default): reports as HTML pages with their charts inside; brings `chart`, and `pulldown-cmark`.

#![cfg_attr(docsrs, feature(doc_cfg))]
// The file of a room's main type has the name of the room: `scenario/scenario.rs`.
#![allow(clippy::module_inception)]
#![warn(clippy::too_many_lines, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::missing_errors_doc)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod amount;
mod assessment;
pub mod base_rate;
#[cfg(feature = "chart")]
pub mod chart;
mod currency;
mod economy;
mod error;
pub mod growth;
pub mod history;
mod number;
pub mod outlook;
mod parallel;
mod period;
mod probability;
mod rate;
pub mod report;
pub mod scenario;
mod schema;
mod series;
pub mod simulation;
mod stats;
mod wording;

pub use amount::{Amount, StatedAmount};
pub use assessment::{
    Absent, Assessment, AssessmentOptions, GrowthShown, MilestoneBaseRate, Score, Scorecard, ScorecardRow, Verdict,
    assess,
};
pub use currency::Currency;
pub use economy::{Economy, EconomyGroup, EconomyKind, Pair};
pub use error::{Error, ErrorKind, Position, Result};
pub use growth::Target;
pub use period::{Frequency, Period};
pub use probability::Probability;
pub use rate::GrowthRate;
pub use scenario::{Scenario, ShapeSpec};
pub use schema::Schema;
pub use series::{Observation, Observations, Prices, Provenance, Series, Status, Valuation};
