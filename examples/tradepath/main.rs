//! The command line: reads its arguments, asks the library one thing, prints the answer.
//!
//! `cargo run --release --example tradepath` assesses the pledge of Kazakhstan and Uzbekistan; `-- --help` lists the
//! rest.

mod backtest;
mod base_rate;
mod chart;
mod drivers;
mod files;
mod history;
mod indicators;
mod learn;
mod money;
mod outlook;
mod past;
mod prices;
mod print;
mod range;
mod run;
mod simulate;
mod solve;

use std::{error::Error, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::print::note;

/// What every command comes to: it has printed its answer, or says why there is none.
type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// What a trade pledge takes, when it arrives, and how that looks.
#[derive(Parser)]
#[command(
    version,
    after_help = "Without a command: assesses the pledge of Kazakhstan and Uzbekistan of 2021 from embedded figures, and writes its charts into out/."
)]
struct Cli {
    /// Print one JSON document and nothing else.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Any one of start, end, rate and time from the other three.
    Solve(solve::SolveArgs),
    /// Everything about a scenario file, with its charts.
    Run(run::RunArgs),
    /// The same, with base rates of a panel and a report as a document.
    Assess(run::AssessArgs),
    /// One chart of any kind, of a scenario file or of files of trade statistics.
    Chart(chart::ChartArgs),
    /// What files of trade statistics say of a pair: both sides' reports, one series, its growth.
    History(history::HistoryArgs),
    /// Intensity, shares, balances, concentration and openness of one period.
    Indicators(indicators::IndicatorArgs),
    /// How likely amounts are to be reached, and when: of a scenario, a pair in files of trade statistics, or a start.
    Outlook(outlook::OutlookArgs),
    /// What would have to be true: what a scenario's drivers explain, what they do to the chances, what that hangs on.
    Drivers(drivers::DriversArgs),
    /// What one driver would have to be for an amount or a chance, with the others as they are.
    Require(drivers::RequireArgs),
    /// How many pairs that once stood at an amount reached another, when, and which: from files, or the table that comes
    /// with the crate.
    BaseRate(base_rate::BaseRateArgs),
    /// How far each method's intervals and chances would have held, on a panel or on annual series of any kind.
    Backtest(backtest::BacktestArgs),
    /// The tables that outlooks and base rates rest on, learned from files of one's own: for --tables.
    Learn(learn::LearnArgs),
}

/// The status of a command whose reader went away, as shells know it: 128 and the number of the signal.
const CLOSED_PIPE: u8 = 141;

/// Whether nobody reads the answer any more, which is no fault.
fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// An error of what was read or written, in this program's own words.
#[derive(Debug)]
struct NoAnswer(String);

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for NoAnswer {}

/// What was computed from files that were read. An error of it is of their figures, which name no file any more.
fn of_figures<T>(found: tradepath::Result<T>) -> Outcome<T> {
    Ok(found.map_err(|error| NoAnswer(error.to_string()))?)
}

/// Whether an error is of the arguments, and not of what was read or written.
///
/// The library's errors say where: one without a file is of a value that was given here. This program's own words are
/// about arguments, unless they are a [`NoAnswer`].
fn is_of_arguments(error: &(dyn Error + 'static)) -> bool {
    let of_values = ["parse", "ambiguous", "out-of-range", "contradiction", "mixed-frequencies", "mixed-units"];
    match error.downcast_ref::<tradepath::Error>() {
        Some(error) => error.position().file.is_none() && of_values.contains(&error.code()),
        None => !(error.is::<NoAnswer>() || error.is::<std::io::Error>() || error.is::<serde_json::Error>()),
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        None => run::embedded(cli.json),
        Some(Command::Solve(args)) => solve::solve(args, cli.json),
        Some(Command::Run(args)) => run::run(args, cli.json),
        Some(Command::Assess(args)) => run::assess_with_panel(args, cli.json),
        Some(Command::Chart(args)) => chart::chart(args, cli.json),
        Some(Command::History(args)) => history::history(args, cli.json),
        Some(Command::Indicators(args)) => indicators::indicators(args, cli.json),
        Some(Command::Outlook(args)) => outlook::outlook(args, cli.json),
        Some(Command::Drivers(args)) => drivers::drivers(args, cli.json),
        Some(Command::Require(args)) => drivers::require(args, cli.json),
        Some(Command::BaseRate(args)) => base_rate::base_rate(args, cli.json),
        Some(Command::Backtest(args)) => backtest::backtest(args, cli.json),
        Some(Command::Learn(args)) => learn::learn(args, cli.json),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&*error) => ExitCode::from(CLOSED_PIPE),
        Err(error) => {
            note!("{error}");
            ExitCode::from(if is_of_arguments(&*error) { 2 } else { 1 })
        }
    }
}
