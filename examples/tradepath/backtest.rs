//! `backtest`: how methods would have done on a panel, or on annual series of any kind.

use std::{fs::File, io::IsTerminal, ops::ControlFlow, path::PathBuf};

use clap::Args;
use tradepath::{
    GrowthRate, Period, StatedAmount,
    chart::{Canvas, ChartKind, draw},
    history::{AnnualPanel, MirrorPolicy, MissingFlow},
    outlook::{Backtest, BacktestReport, Method, Splits},
};

use crate::{
    Outcome,
    files::FilesArgs,
    of_figures,
    print::{note, print_json, say, stem, write_drawn},
    range::Range,
};

#[derive(Args)]
pub struct BacktestArgs {
    #[command(flatten)]
    files: FilesArgs,
    /// In place of a panel: annual series of any kind, a table with id, train and test, the latter two of numbers with spaces;
    /// values that are not above zero are gaps.
    #[arg(long, conflicts_with = "pair")]
    series: Option<PathBuf>,
    /// Only series at least so large at the origin.
    #[arg(long)]
    min: Option<StatedAmount>,
    /// From which years to look ahead, such as 2005..2015.
    #[arg(long, conflicts_with = "series")]
    origins: Option<Range<Period>>,
    /// How many years ahead.
    #[arg(long)]
    horizon: Option<usize>,
    /// Which methods, with commas between: default, random_walk, drift, shrunk_drift, theta, damped_trend.
    #[arg(long, value_delimiter = ',')]
    methods: Vec<Method>,
    /// Of which multiples of the last amount to score the chances, with commas between.
    #[arg(long, value_delimiter = ',')]
    multiples: Vec<f64>,
    /// Look at each flow.
    #[arg(long, conflicts_with_all = ["turnover", "series"])]
    by_flow: bool,
    /// Look at each pair's turnover, which is what is done without this.
    #[arg(long)]
    turnover: bool,
    /// What the growth that all have in common is expected to be a year over decades; 4% if absent, for nominal dollars.
    #[arg(long, conflicts_with = "series", allow_hyphen_values = true)]
    long_run: Option<GrowthRate>,
    /// Where to write the chart of the first method's reliability; without it none is written.
    #[arg(long)]
    out: Option<PathBuf>,
}

impl BacktestArgs {
    /// Whether there is nothing to look at.
    fn lacks_input(&self) -> bool {
        self.series.is_none() == self.files.is_empty()
    }
}

pub fn backtest(args: &BacktestArgs, json: bool) -> Outcome {
    if args.lacks_input() {
        return Err("name files of trade statistics, or --series FILE with id, train and test; one of the two".into());
    }
    if args.files.reporter == MirrorPolicy::Reliability {
        return Err(
            "--reporter reliability weighs reports by all years, later ones too; choose another for a backtest".into(),
        );
    }
    let mut question = Backtest::new();
    if let Some(origins) = args.origins {
        let (first, last) = origins.both()?;
        question = question.origins(first, last);
    }
    if !args.methods.is_empty() {
        question = question.methods(args.methods.iter().copied());
    }
    if !args.multiples.is_empty() {
        question = question.multiples(args.multiples.iter().copied());
    }
    let report = match &args.series {
        Some(path) => {
            let name = path.display().to_string();
            let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
            if let Some(minimum) = args.min {
                question = question.minimum(minimum.amount());
            }
            question.horizon(args.horizon.unwrap_or(30)).run_splits(&Splits::read(file, &name)?)?
        }
        None => {
            let reader = args.files.pair.iter().fold(args.files.reader(), |reader, pair| reader.pair(pair.clone()));
            let reading = args.files.load(&reader)?;
            if let Some(minimum) = args.min {
                question = question.minimum(minimum.amount_in(reading.panel.unit())?);
            }
            let how = args.files.reconciliation(&reading.panel)?.missing_flow(MissingFlow::Zero);
            let sample = if args.by_flow {
                of_figures(AnnualPanel::flows(&reading.panel, &how))?
            } else {
                of_figures(AnnualPanel::turnovers(&reading.panel, &how))?
            };
            let sample = args.long_run.map_or(sample.clone(), |growth| sample.long_run(growth));
            let (terminal, mut shown) = (std::io::stderr().is_terminal(), 0.0);
            question.horizon(args.horizon.unwrap_or(5)).run_watched(&sample, |done| {
                if terminal && done >= shown + 0.25 {
                    shown = done;
                    note!("{:.0} % scored", done * 100.0);
                }
                ControlFlow::Continue(())
            })?
        }
    };
    if let (Some(folder), Some(first)) = (&args.out, report.by_method.first()) {
        let chart = draw(ChartKind::Reliability, (&report, first.method), Canvas::new(1000, 750)?)?;
        let file = args.series.as_ref().or(args.files.files.first());
        write_drawn([("reliability", Ok(chart))], folder, &file.map_or("backtest".to_owned(), |file| stem(file)))?;
    }
    if json { print_json(&report) } else { say(&table(&report)) }
}

fn table(report: &BacktestReport) -> String {
    let mut text = format!(
        "{} outcomes of {} looks ahead; {} series left out\n\n| method | years ahead | CRPS | MASE | sMAPE | 50 % holds | 80 % holds | 95 % holds | MSIS |\n|---|---|---|---|---|---|---|---|---|\n",
        report.cases, report.looked_at, report.left_out
    );
    let or_none = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    for row in &report.by_method {
        let horizon = row.horizon.map_or("all".to_owned(), |years| years.to_string());
        text += &format!(
            "| {} | {horizon} | {:.4} ± {:.4} | {} | {:.3} | {:.1} % | {:.1} ± {:.1} % | {:.1} ± {:.1} % | {} |\n",
            row.method,
            row.crps,
            row.crps_error,
            or_none(row.mase),
            row.smape,
            row.coverage_50 * 100.0,
            row.coverage_80 * 100.0,
            row.coverage_80_error * 100.0,
            row.coverage_95 * 100.0,
            row.coverage_95_error * 100.0,
            row.msis_95.map_or("-".to_owned(), |score| if score < 1e6 {
                format!("{score:.3}")
            } else {
                format!("{score:.1e}")
            })
        );
    }
    text += "\n| method | target | Brier | chance said: what came about (cases) |\n|---|---|---|---|\n";
    let by_horizon = report.targets_by_horizon.iter().map(|row| (row, "some year up to then: "));
    for (row, watched) in report.targets.iter().map(|row| (row, "")).chain(by_horizon) {
        let deciles: Vec<String> = row
            .reliability
            .iter()
            .map(|decile| {
                format!("{:.0} %: {:.0} % ({})", decile.predicted * 100.0, decile.observed * 100.0, decile.cases)
            })
            .collect();
        text += &format!(
            "| {} | {watched}{} times | {:.4} ± {:.4} | {} |\n",
            row.method,
            row.multiple,
            row.brier,
            row.brier_error,
            deciles.join(", ")
        );
    }
    text
}
