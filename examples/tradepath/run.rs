//! `run` and `assess`: everything about a scenario file, with its charts and its report.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use tradepath::{
    Assessment, AssessmentOptions, GrowthRate, Period, Scenario, Tables, assess,
    chart::Canvas,
    history::{AnnualPanel, MirrorPolicy, MissingFlow, Panel, Reader, Reconciliation},
    report,
    scenario::shipped,
};

use crate::{
    Outcome,
    money::{MoneyArgs, load_files},
    of_figures,
    print::{print_json, say, stem, write_drawn, write_tables, write_whole},
};

#[derive(Args)]
pub struct RunArgs {
    /// The scenario, TOML or JSON.
    scenario: PathBuf,
    /// Where to write the charts; without it none are written.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Write the answers there as tables, too: CSV files for spreadsheets and other programs, one a question.
    #[arg(long, requires = "out")]
    csv: bool,
    /// Assume this growth a year, in place of the scenario's shape.
    #[arg(long, allow_hyphen_values = true)]
    rate: Option<GrowthRate>,
    #[command(flatten)]
    history: SourceArgs,
}

#[derive(Args)]
pub struct AssessArgs {
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
pub struct SourceArgs {
    /// A history in any known format, in place of the one the scenario names.
    #[arg(long)]
    pub history: Option<PathBuf>,
    /// Of two sides' reports, whose to use: an economy's, such as KAZ; or exporter, importer, mean, larger, reliability, fill.
    #[arg(long)]
    pub reporter: Option<MirrorPolicy>,
    /// Look at the pledge as at the end of this period: later figures of the history are not used.
    #[arg(long)]
    pub as_of: Option<Period>,
    /// Tables in this folder, which learn has written, in place of those that come with the crate.
    #[arg(long)]
    pub tables: Option<PathBuf>,
    #[command(flatten)]
    pub money: MoneyArgs,
}

/// An assessment and the charts written of it.
#[derive(Serialize)]
struct RunAnswer<'a> {
    #[serde(flatten)]
    assessment: &'a Assessment,
    charts: &'a [PathBuf],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tables: &'a [PathBuf],
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Path>,
}

/// Where to write what.
#[derive(Clone, Copy)]
struct Writing<'a> {
    charts: Option<&'a Path>,
    report: Option<&'a Path>,
    /// Whether tables are written beside the charts.
    tables: bool,
    /// What the names of the charts' files begin with.
    of: &'a str,
}

/// The pledge of Kazakhstan and Uzbekistan, from embedded figures.
pub fn embedded(json: bool) -> Outcome {
    let of = "kazakhstan-uzbekistan-2021";
    let pledge = shipped(of)?;
    let assessment = assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new())?;
    let writing =
        Writing { charts: Some(Path::new("out")), report: Some(Path::new("out/report.html")), tables: false, of };
    answer(&assessment, writing, json)
}

pub fn run(args: &RunArgs, json: bool) -> Outcome {
    let assessment = assess_file(&args.scenario, &args.history, options(args.rate), None)?;
    answer(
        &assessment,
        Writing { charts: args.out.as_deref(), report: None, tables: args.csv, of: &stem(&args.scenario) },
        json,
    )
}

pub fn assess_with_panel(args: &AssessArgs, json: bool) -> Outcome {
    let AssessArgs { run, panel, report } = args;
    let mut options = options(run.rate);
    let of_flows = Scenario::load(&run.scenario)?.flow().is_some();
    let panel = panel.as_deref().map(|path| read_panel(path, of_flows)).transpose()?;
    if let Some((_, annual)) = &panel {
        options = options.panel(annual.clone());
    }
    let panel = panel.as_ref().map(|(panel, _)| panel);
    let assessment = assess_file(&run.scenario, &run.history, options, panel)?;
    answer(
        &assessment,
        Writing { charts: run.out.as_deref(), report: report.as_deref(), tables: run.csv, of: &stem(&run.scenario) },
        json,
    )
}

/// A file of trade statistics, and every pair's turnover in it, or every flow for a pledge of one flow.
fn read_panel(path: &Path, of_flows: bool) -> Outcome<(Panel, AnnualPanel)> {
    let panel = Reader::new().load(&[path])?.panel;
    let how = Reconciliation::default().missing_flow(MissingFlow::Zero);
    let made = if of_flows { AnnualPanel::flows(&panel, &how) } else { AnnualPanel::turnovers(&panel, &how) };
    let made = of_figures(made)?;
    if panel.sources().any(|source| !source.is_empty()) {
        return Ok((panel, made));
    }
    Ok((panel, made.named(path.file_name().unwrap_or_default().to_string_lossy())))
}

pub fn options(rate: Option<GrowthRate>) -> AssessmentOptions {
    rate.map_or(AssessmentOptions::new(), |rate| AssessmentOptions::new().rate(rate))
}

/// Assesses a scenario with the history it names; without one, with what a panel in its currency has of the pair.
pub fn assess_file(
    path: &Path,
    args: &SourceArgs,
    options: AssessmentOptions,
    panel: Option<&Panel>,
) -> Outcome<Assessment> {
    let options = match args.as_of {
        Some(as_of) => options.as_of(as_of),
        None => options,
    };
    let options = match &args.tables {
        Some(folder) => options.tables(Tables::load(folder)?),
        None => options,
    };
    let scenario = args.money.applied(Scenario::load(path)?)?;
    let own_folder = path.parent().unwrap_or(Path::new(""));
    // As given on the command line, a file is relative to the folder the program runs in.
    let history_folder = if args.history.is_some() { Path::new("") } else { own_folder };
    let scenario = scenario.with_history(args.history.as_deref(), args.reporter);
    if args.reporter.is_some() && scenario.history_source().is_none() {
        return Err("--reporter chooses among a history's figures, but there is no history; add --history FILE".into());
    }
    let files = load_files(&scenario, own_folder, history_folder)?;
    let own = files.history;
    let comparable = |panel: &&Panel| panel.unit() == scenario.unit() || files.money.rates.is_some();
    let panel = panel.filter(|_| own.is_none()).filter(comparable);
    let of_panel = panel.and_then(|panel| panel.history(scenario.partners().clone(), &Reconciliation::default()).ok());
    let history = own.or(of_panel);
    let options = options.money(files.money).restates(files.restated);
    Ok(assess(&scenario, history.as_ref(), &options)?)
}

/// Prints an assessment and writes its charts and its report.
fn answer(assessment: &Assessment, writing: Writing<'_>, json: bool) -> Outcome {
    let canvas = Canvas::new(1200, 675)?;
    let drawn = |folder| write_drawn(report::charts(assessment, canvas), folder, writing.of);
    let charts = writing.charts.map_or(Ok(Vec::new()), drawn)?;
    let tables = match writing.charts.filter(|_| writing.tables) {
        Some(folder) => write_tables(&report::tables(assessment)?, folder, writing.of)?,
        None => Vec::new(),
    };
    if let Some(path) = writing.report {
        write_report(assessment, path)?;
    }
    if json {
        return print_json(&RunAnswer { assessment, charts: &charts, tables: &tables, report: writing.report });
    }
    let mut text = report::markdown(assessment);
    if !charts.is_empty() {
        let list: Vec<String> = charts.iter().map(|path| format!("- {}\n", path.display())).collect();
        text += &format!("\n## Charts\n\n{}", list.concat());
    }
    if !tables.is_empty() {
        let list: Vec<String> = tables.iter().map(|path| format!("- {}\n", path.display())).collect();
        text += &format!("\n## Tables\n\n{}", list.concat());
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
    write_whole(path, |file| Ok(file.write_all(text.as_bytes())?))
}
