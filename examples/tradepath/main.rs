//! The command line: reads its arguments, asks the library one thing, prints the answer.
//!
//! `cargo run --release --example tradepath` assesses the pledge of Kazakhstan and Uzbekistan; `-- --help` lists the
//! rest.

mod backtest;
mod base_rate;
mod files;
mod history;
mod indicators;
mod outlook;
mod past;
mod simulate;

use std::{
    error::Error,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use serde::Serialize;
use tradepath::{
    Amount, Assessment, AssessmentOptions, ErrorKind, GrowthRate, Scenario, StatedAmount, assess,
    chart::{Canvas, Chart, ChartKind, Theme, draw},
    growth::Solve,
    history::{MirrorPolicy, Panel, Reader, Reconciliation},
    outlook::Sample,
    report,
    scenario::shipped,
};

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
    Solve(SolveArgs),
    /// Everything about a scenario file, with its charts.
    Run(RunArgs),
    /// The same, with base rates of a panel and a report as a document.
    Assess(AssessArgs),
    /// One chart of a scenario file.
    Chart(ChartArgs),
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

#[derive(Args)]
struct SolveArgs {
    /// The amount at the start, such as 3B or "$3 billion".
    #[arg(long, allow_hyphen_values = true)]
    from: Option<StatedAmount>,
    /// The amount at the end.
    #[arg(long, allow_hyphen_values = true)]
    to: Option<StatedAmount>,
    /// The years between.
    #[arg(long, allow_negative_numbers = true)]
    years: Option<f64>,
    /// The growth a year, such as 7% or 0.07.
    #[arg(long, allow_hyphen_values = true)]
    rate: Option<GrowthRate>,
}

#[derive(Args)]
struct RunArgs {
    /// The scenario, TOML or JSON.
    scenario: PathBuf,
    /// Where to write the charts; without it none are written.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Assume this growth a year, in place of the scenario's shape.
    #[arg(long, allow_hyphen_values = true)]
    rate: Option<GrowthRate>,
    #[command(flatten)]
    history: SourceArgs,
}

#[derive(Args)]
struct AssessArgs {
    #[command(flatten)]
    run: RunArgs,
    /// Trade statistics of many pairs in any known format, to count base rates in, and for the pair's history where the
    /// scenario names none; without it, the table that comes with the crate.
    #[arg(long)]
    panel: Option<PathBuf>,
    /// Where to write the report: a file that ends in .md or .html.
    #[arg(long)]
    report: Option<PathBuf>,
}

#[derive(Args)]
struct SourceArgs {
    /// A history in any known format, in place of the one the scenario names.
    #[arg(long)]
    history: Option<PathBuf>,
    /// Of two sides' reports, whose to use: an economy's, such as KAZ; or exporter, importer, mean, larger, reliability, fill.
    #[arg(long)]
    reporter: Option<MirrorPolicy>,
}

#[derive(Args)]
struct ChartArgs {
    /// The scenario, TOML or JSON.
    scenario: PathBuf,
    /// route, growth, flows or arrival.
    #[arg(long)]
    kind: ChartKind,
    /// The file to write, ending in .svg or .png.
    #[arg(long)]
    out: PathBuf,
    /// The width in pixels.
    #[arg(long, default_value_t = 800)]
    width: u32,
    /// The height in pixels.
    #[arg(long, default_value_t = 450)]
    height: u32,
    /// light or dark.
    #[arg(long, default_value_t = Theme::Light)]
    theme: Theme,
    /// Assume this growth a year, in place of the scenario's shape.
    #[arg(long, allow_hyphen_values = true)]
    rate: Option<GrowthRate>,
    #[command(flatten)]
    history: SourceArgs,
}

/// An assessment and the charts written of it.
#[derive(Serialize)]
struct RunAnswer<'a> {
    #[serde(flatten)]
    assessment: &'a Assessment,
    charts: &'a [PathBuf],
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Path>,
}

/// Where to write what.
#[derive(Clone, Copy, Default)]
struct Writing<'a> {
    charts: Option<&'a Path>,
    report: Option<&'a Path>,
}

#[derive(Serialize)]
struct ChartAnswer<'a> {
    chart: &'a Path,
    description: &'a str,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        None => embedded(cli.json),
        Some(Command::Solve(args)) => solve(args, cli.json),
        Some(Command::Run(args)) => run(args, cli.json),
        Some(Command::Assess(args)) => assess_with_panel(args, cli.json),
        Some(Command::Chart(args)) => chart(args, cli.json),
        Some(Command::History(args)) => history::history(args, cli.json),
        Some(Command::Indicators(args)) => indicators::indicators(args, cli.json),
        Some(Command::Outlook(args)) => outlook::outlook(args, cli.json),
        Some(Command::BaseRate(args)) => base_rate::base_rate(args, cli.json),
        Some(Command::Backtest(args)) => backtest::backtest(args, cli.json),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            // A question that is not complete is bad usage; everything else is bad data or no answer.
            let usage = match &cli.command {
                Some(Command::Solve(args)) => args.given() != 3,
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

impl SolveArgs {
    fn given(&self) -> usize {
        [self.from.is_some(), self.to.is_some(), self.years.is_some(), self.rate.is_some()]
            .iter()
            .filter(|is| **is)
            .count()
    }
}

fn embedded(json: bool) -> Outcome {
    let pledge = shipped("kazakhstan-uzbekistan-2021")?;
    let assessment = assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new())?;
    let writing = Writing { charts: Some(Path::new("out")), report: Some(Path::new("out/report.html")) };
    answer(&assessment, writing, json)
}

fn solve(args: &SolveArgs, json: bool) -> Outcome {
    let currency = [args.from, args.to].into_iter().flatten().find_map(StatedAmount::currency);
    let amount = |stated: Option<StatedAmount>| match (stated, currency) {
        (Some(stated), Some(currency)) => stated.amount_in(currency).map(Some),
        (stated, _) => Ok(stated.map(StatedAmount::amount)),
    };
    let mut question = Solve::new();
    if let Some(start) = amount(args.from)? {
        question = question.start(start);
    }
    if let Some(end) = amount(args.to)? {
        question = question.end(end);
    }
    if let Some(years) = args.years {
        question = question.years(years);
    }
    if let Some(rate) = args.rate {
        question = question.rate(rate);
    }
    let solution = question.solve()?;
    if json {
        return print_json(&solution);
    }
    let show =
        |amount: Amount| currency.map_or(amount.to_string(), |currency| amount.in_currency(currency).to_string());
    let (start, end, rate) = (show(solution.start()), show(solution.end()), solution.rate());
    let doubling = rate.doubling_years().map_or(String::new(), |years| format!(", doubling in {years:.2} years"));
    say(&format!("{start} to {end} in {:.8} years at {rate:.8} a year{doubling}\n", solution.years()))
}

fn run(args: &RunArgs, json: bool) -> Outcome {
    let assessment = assess_file(&args.scenario, &args.history, options(args.rate), None)?;
    answer(&assessment, Writing { charts: args.out.as_deref(), report: None }, json)
}

fn assess_with_panel(args: &AssessArgs, json: bool) -> Outcome {
    let AssessArgs { run, panel, report } = args;
    let mut options = options(run.rate);
    let panel = panel.as_deref().map(read_panel).transpose()?;
    if let Some((_, turnovers)) = &panel {
        options = options.panel(turnovers.clone());
    }
    let panel = panel.as_ref().map(|(panel, _)| panel);
    let assessment = assess_file(&run.scenario, &run.history, options, panel)?;
    answer(&assessment, Writing { charts: run.out.as_deref(), report: report.as_deref() }, json)
}

/// A file of trade statistics, and every pair's turnover in it.
fn read_panel(path: &Path) -> Outcome<(Panel, Sample)> {
    let panel = Reader::new().load(&[path])?.panel;
    let turnovers = Sample::turnovers(&panel, &Reconciliation::default())?;
    if panel.sources().any(|source| !source.is_empty()) {
        return Ok((panel, turnovers));
    }
    Ok((panel, turnovers.named(path.file_name().unwrap_or_default().to_string_lossy())))
}

fn chart(args: &ChartArgs, json: bool) -> Outcome {
    let assessment = assess_file(&args.scenario, &args.history, options(args.rate), None)?;
    let chart = draw(args.kind, &assessment, Canvas::new(args.width, args.height)?.theme(args.theme))?;
    chart.save(&args.out)?;
    if json {
        return print_json(&ChartAnswer { chart: &args.out, description: chart.description() });
    }
    say(&format!("{}\n", args.out.display()))
}

fn options(rate: Option<GrowthRate>) -> AssessmentOptions {
    rate.map_or(AssessmentOptions::new(), |rate| AssessmentOptions::new().rate(rate))
}

/// Assesses a scenario with the history it names; without one, with what a panel in its currency has of the pair.
fn assess_file(
    path: &Path,
    args: &SourceArgs,
    options: AssessmentOptions,
    panel: Option<&Panel>,
) -> Outcome<Assessment> {
    let mut scenario = Scenario::load(path)?;
    // As given on the command line, a file is relative to the folder the program runs in.
    let folder = if args.history.is_some() { Path::new("") } else { path.parent().unwrap_or(Path::new("")) };
    scenario = scenario.with_history(args.history.as_deref(), args.reporter);
    if args.reporter.is_some() && scenario.history_source().is_none() {
        return Err("--reporter chooses among a history's figures, but there is no history; add --history FILE".into());
    }
    let own = scenario.load_history(folder)?;
    let panel = panel.filter(|panel| own.is_none() && panel.currency() == scenario.currency());
    let of_panel =
        panel.and_then(|panel| panel.mirror(scenario.pair(), &Reconciliation::default()).ok()?.history().ok());
    let history = own.or(of_panel);
    Ok(assess(&scenario, history.as_ref(), &options)?)
}

/// Prints an assessment and writes its charts and its report.
fn answer(assessment: &Assessment, writing: Writing<'_>, json: bool) -> Outcome {
    let canvas = Canvas::new(1200, 675)?;
    let drawn = |folder| write_drawn(report::charts(assessment, canvas), folder);
    let charts = writing.charts.map_or(Ok(Vec::new()), drawn)?;
    if let Some(path) = writing.report {
        write_report(assessment, path)?;
    }
    if json {
        return print_json(&RunAnswer { assessment, charts: &charts, report: writing.report });
    }
    let mut text = report::markdown(assessment);
    if !charts.is_empty() {
        let list: Vec<String> = charts.iter().map(|path| format!("- {}\n", path.display())).collect();
        text += &format!("\n## Charts\n\n{}", list.concat());
    }
    if let Some(path) = writing.report {
        text += &format!("\n## Report\n\n- {}\n", path.display());
    }
    say(&text)
}

/// As Markdown or as a page, by the file's ending; makes the folder where there is none.
fn write_report(assessment: &Assessment, path: &Path) -> Outcome {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let text = match ending.as_deref() {
        Some("md") => report::markdown(assessment),
        Some("html") => report::html(assessment)?,
        _ => return Err(format!("the report's file is {}, but must end in .md or .html", path.display()).into()),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, text));
    Ok(written.map_err(|error| format!("{}: {error}", path.display()))?)
}

/// Writes charts into a folder as SVG and PNG; those that there is nothing for are said to be missing.
fn write_drawn(
    drawn: impl IntoIterator<Item = (impl std::fmt::Display, tradepath::Result<Chart>)>,
    folder: &Path,
) -> Outcome<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (name, chart) in drawn {
        let chart = match chart {
            Err(error) if matches!(error.kind(), ErrorKind::Missing { .. }) => {
                eprintln!("no {name} chart: {error}");
                continue;
            }
            drawn => drawn?,
        };
        for ending in ["svg", "png"] {
            let path = folder.join(format!("{name}.{ending}"));
            match chart.save(&path) {
                // A letter that the PNG's font lacks does not keep the rest from being written.
                Err(error) if matches!(error.kind(), ErrorKind::Draw(_)) => eprintln!("no {}: {error}", path.display()),
                saved => {
                    saved?;
                    written.push(path);
                }
            }
        }
    }
    Ok(written)
}

fn print_json(value: &impl Serialize) -> Outcome {
    say(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// Prints, without a panic where nobody reads on.
fn say(text: &str) -> Outcome {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}
