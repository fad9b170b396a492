//! The command line: reads its arguments, asks the library one thing, prints the answer.
//!
//! `cargo run --release --example tradepath` assesses the pledge of Kazakhstan and Uzbekistan; `-- --help` lists the
//! rest.

mod backtest;
mod base_rate;
mod chart;
mod files;
mod history;
mod indicators;
mod outlook;
mod past;
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
    /// How many pairs that once stood at an amount reached another, when, and which: from files, or the table that comes
    /// with the crate.
    BaseRate(base_rate::BaseRateArgs),
    /// How far each method's intervals and chances would have held, on a panel or on annual series of any kind.
    Backtest(backtest::BacktestArgs),
}

/// The status of a command whose reader went away, as shells know it: 128 and the number of the signal.
const CLOSED_PIPE: u8 = 141;

/// Whether nobody reads the answer any more, which is no fault.
fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
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
        Some(Command::BaseRate(args)) => base_rate::base_rate(args, cli.json),
        Some(Command::Backtest(args)) => backtest::backtest(args, cli.json),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&*error) => ExitCode::from(CLOSED_PIPE),
        Err(error) => {
            note!("{error}");
            // A question that is not complete is bad usage; everything else is bad data or no answer.
            let usage = match &cli.command {
                Some(Command::Solve(args)) => args.given() != 3,
                Some(Command::Chart(args)) => args.lacks_input(),
                Some(Command::History(args)) => args.lacks_pair(),
                Some(Command::Indicators(args)) => args.lacks_input(),
                Some(Command::Outlook(args)) => args.lacks_input(),
                Some(Command::BaseRate(args)) => args.lacks_input(),
                Some(Command::Backtest(args)) => args.lacks_input(),
                _ => false,
            };
            ExitCode::from(if usage { 2 } else { 1 })
        }
    }
}
