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
//! let history = History::of_flows(
//!     "KAZ-UZB",
//!     [(2019, 1962e6), (2020, 2140e6)],
//!     [(2019, 1210e6), (2020, 750e6)],
//! )?;
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
//!   [`Pair`]: the vocabulary. Each is read from what people write (`$3B`, `12.79%`, `2021-Q3`) and refuses values that
//!   make no sense.
//! - [`Series`]: amounts by period with explicit gaps. Each amount has its [`Provenance`].
//! - [`growth`]: any one of start, end, rate and time from the other three; [routes](growth::Route) through
//!   milestones; totals over several years; two flows; [shapes](growth::Shape); root finding.
//! - [`history`]: trade statistics, [read](history::Reader) from the files of the usual publishers into a
//!   [panel](history::Panel); a flow as [the exporter and the importer report it](history::Mirror); a pair's
//!   [flows and turnover](history::History); the [growth](history::GrowthMeasures) they show; real amounts;
//!   [indicators](history::indicator).
//! - [`outlook`]: how likely an amount is to be reached, and when. An outlook is [fitted](outlook::Outlook::fitted) to
//!   a history and to what many pairs did, or follows from a stated drift and volatility; a
//!   [backtest](outlook::Backtest) measures how far it can be trusted.
//! - [`simulation`]: the same questions answered by [many simulated paths](simulation::Simulation).
//! - [`base_rate`]: how many pairs that once stood at an amount [reached another](base_rate::BaseRateQuestion).
//! - [`drivers`]: what would have to be true. The [causes](drivers::Driver) that come with a pledge, what they
//!   [explain](drivers::Attribution) of it, what they do to its [chance](drivers::DriverChance), and what one of them
//!   [would have to be](drivers::Requirement).
//! - [`Scenario`]: the pledge and the assumptions about it, from a builder or a file; its
//!   [projection](scenario::Projection), its [tracking](scenario::Tracking), and [goal seeking](scenario::GoalSeek).
//! - [`Scorecard`]: the chances that pledges were given on their day, beside what happened.
//! - [`assess`]: everything about one pledge as one [`Assessment`]; [`report`] writes it in Markdown and as an HTML
//!   page.
#![cfg_attr(feature = "chart", doc = "- [`chart`]: its pictures, as SVG and PNG.")]
#![cfg_attr(not(feature = "chart"), doc = "- `chart`: its pictures, as SVG and PNG, with the feature of that name.")]
//!
//! # How to
//!
//! Find the growth that takes one amount to another, or the years, the start or the end:
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
//! let arrivals = pledge.route().arrivals("7%".parse()?);
//! let periods: Vec<String> =
//!     arrivals.iter().filter_map(|arrival| Some(arrival.period?.to_string())).collect();
//! assert_eq!(periods, ["2029", "2039"]);
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! Compare what the exporter and the importer report of one flow, and reconcile the two reports to one figure:
//!
//! ```
//! use tradepath::history::{MirrorPolicy, Reader, Reconciliation};
//!
//! let comtrade = "refYear,reporterCode,flowCode,partnerCode,primaryValue\n\
//!     2022,398,X,860,3700000000\n2022,860,M,398,3600000000\n";
//! let panel = Reader::new().read(comtrade.as_bytes(), "comtrade.csv")?.panel;
//! let mirror = panel.mirror("KAZ-UZB", &Reconciliation::new(MirrorPolicy::Mean)?)?;
//! let flow = &mirror.flows[0];
//! assert_eq!(format!("{:.3}", flow.asymmetry.unwrap()), "0.014");
//! assert_eq!(flow.reconciled.unwrap().to_string(), "3.55B");
//! # Ok::<(), tradepath::Error>(())
//! ```
//!
//! Find the chance of reaching an amount by a year, from the figures that were known when it was promised:
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
//! Compute the chance for a stated drift and volatility in closed form: see [`Approach`](outlook::Approach) and
//! [`LogRandomWalk::needed_drift`](outlook::LogRandomWalk::needed_drift).
//!
//! Solve for the one assumption of a scenario that gives a wanted outcome: see [`GoalSeek`](scenario::GoalSeek).
//!
//! Write a growth shape of one's own: see [`Shape`](growth::Shape).
//!
//! # What it does not do
//!
//! It does not know the future. A projection carries a stated growth, or the growth that the milestones' dates require,
//! forward. An outlook says what followed on similar histories before, or what a stated drift and volatility imply.
//!
//! It does not fetch figures, price indexes or exchange rates; it converts with those that the caller provides.
//!
//! It does not give a date to a milestone that has none.
//!
//! # Conduct
//!
//! - No function panics on any input, prints, or reads the environment.
//! - No function keeps state between calls, with two exceptions: the embedded font is registered with the drawing
//!   library once, and the table of base rates is unpacked once.
//! - The same input gives the same bytes.
//! - Every failure is an [`Error`] that says what was given, where, and what would be accepted.
//!
//! Edge cases, and how each is answered:
//!
//! | input | result |
//! |---|---|
//! | an amount of zero | is an [`Amount`], but no start, end, baseline or milestone: [`ErrorKind::OutOfRange`] |
//! | a negative, infinite or NaN amount, or a rate at or below −100 % | is refused: [`ErrorKind::OutOfRange`] |
//! | a bare `7` as a rate, `1,250 млрд` as an amount | is refused with both readings: [`ErrorKind::Ambiguous`] |
//! | zero years between start and end | the rate is refused ([`ErrorKind::OutOfRange`]); the end equals the start |
//! | a target equal to the start | the growth is zero and the time is zero |
//! | a target that the growth leads away from | is refused ([`ErrorKind::NoAnswer`]); has no period as an arrival |
//! | a growth above 1.8e306 a year | is refused ([`ErrorKind::OutOfRange`]); [`growth::log_growth`] still answers |
//! | two periods of different frequency | are refused: [`ErrorKind::MixedFrequencies`] |
//! | a route of ten thousand milestones | is answered like any other |
//! | a scenario file larger than 16 MiB | is refused before it is read: [`ErrorKind::TooLarge`] |
//! | a projection of more than two million figures | is refused: [`ErrorKind::OutOfRange`] |
//! | an arrival after the year 9999 | has its number of years, and no period |
//! | an unreadable row | is an error with file, line, column and text, or a [`Rejection`](history::Rejection) |
//! | one figure twice with different amounts | is an error with both lines, unless the caller says which counts |
//! | a row of more than one mebibyte | is refused: [`ErrorKind::TooLarge`] |
//! | rows of the world or of a group of economies | are [skipped](history::Skipped) and counted |
//! | a file that ends too early or changes while it is read | is an error: [`ErrorKind::Io`] |
//! | an outlook from a history of one amount | rests on what pairs of that size did |
//! | an outlook from a history of two or more amounts | is the wider the fewer amounts there are |
//! | amounts of zero within a history | are gaps to an outlook |
//! | an amount of zero at the end of a history | cannot start an outlook: [`ErrorKind::OutOfRange`] |
//! | a target that the start has reached already | has a chance of 1 by every year |
//! | the same target in one later year by itself | has the chance that the outlook gives |
//! | no volatility, a drift of ±300 %, a trillion paths | is answered, or refused: [`ErrorKind::OutOfRange`] |
//! | a horizon of 10,000 years | is answered, or refused: [`ErrorKind::OutOfRange`] |
//! | a base rate with no cases | has counts and no share |
//! | a base rate with fewer than 20 cases | is marked as resting on too few cases |
//! | a horizon longer than any pair was followed | the share by the last year there is: a lower bound |
//! | a multiple of one or less | the base rate counts the pairs that fell to it |
//! | a band whose lower end exceeds its upper end, or is zero | is refused: [`ErrorKind::OutOfRange`] |
//! | a pair of which one economy no longer exists | is followed to its last amount |
//! | a year in which months are missing | is refused, left out or marked, as the caller says |
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
mod coverage;
mod currency;
pub mod drivers;
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
mod share;
pub mod simulation;
mod stats;
mod unit;
mod wording;
mod write;

pub use amount::{Amount, StatedAmount};
pub use assessment::{
    Absent, Assessment, AssessmentOptions, BalanceAnswer, GrowthShown, HistoryLink, MilestoneBaseRate, MilestoneMade,
    MilestonePrices, Moved, Now, Outcomes, PledgeMade, PriceShare, Score, Scorecard, ScorecardRow, Tables, Tenth,
    Timeline, Verdict, assess,
};
pub use coverage::{Classification, Coverage, Product, Products};
pub use currency::Currency;
pub use economy::{Economy, EconomyGroup, EconomyKind, EconomyList, Pair, PartnerSide, Partners};
pub use error::{Error, ErrorKind, Position, Result};
pub use growth::Target;
pub use period::{Frequency, Period};
pub use probability::Probability;
pub use rate::GrowthRate;
pub use scenario::{Scenario, ShapeSpec};
pub use schema::Schema;
pub use series::{Observation, Observations, Prices, Provenance, Series, Status, Valuation};
pub use share::Share;
pub use unit::{Quantity, Unit};
