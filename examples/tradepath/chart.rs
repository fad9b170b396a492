//! `chart`: one chart of any kind.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use tradepath::{
    Assessment, AssessmentOptions, GrowthRate, Period, Scorecard, assess,
    chart::{Canvas, Chart, ChartKind, Theme, draw},
    growth::Direction,
    history::{AnnualPanel, Mirror, MissingFlow},
    outlook::Backtest,
    scenario::Shipped,
};

use crate::{
    Outcome,
    files::FilesArgs,
    money::MoneyArgs,
    print::{print_json, say},
    run::{SourceArgs, assess_file, options},
};

/// Which kinds are of a scenario, and which are of files.
const KINDS: &str = "Of a scenario (.toml or .json): route, growth, flows, arrival, timeline (of a pledge that restates others), fan, arrivals, chances, base-rate, eras, precedents, waterfall and tornado (of a scenario with drivers). Of files of trade statistics: mirror (with --pair), reliability. Of the pledges that come with the crate: scorecard, without a file.";

#[derive(Args)]
#[command(after_help = KINDS)]
pub struct ChartArgs {
    #[command(flatten)]
    files: FilesArgs,
    /// Which chart; see below.
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
    /// Of a scenario: assume this growth a year, in place of its shape.
    #[arg(long, allow_hyphen_values = true)]
    rate: Option<GrowthRate>,
    /// Of a scenario: a history in any known format, in place of the one it names.
    #[arg(long)]
    history: Option<PathBuf>,
    /// Of a scenario: look at the pledge as at the end of this period, without later figures of the history.
    #[arg(long)]
    as_of: Option<Period>,
    /// Of a scenario: tables in this folder, which learn has written, in place of those that come with the crate.
    #[arg(long)]
    tables: Option<PathBuf>,
    #[command(flatten)]
    money: MoneyArgs,
    /// Of a scenario with milestones of single flows: draw what it says of this flow, exports or imports.
    #[arg(long)]
    flow: Option<Direction>,
}

#[derive(Serialize)]
struct ChartAnswer<'a> {
    chart: &'a Path,
    description: &'a str,
}

impl ChartArgs {
    /// Whether what the chart is drawn of is missing.
    fn lacks_input(&self) -> bool {
        match self.kind {
            ChartKind::Scorecard => false,
            ChartKind::Mirror => !self.has_statistics() || self.files.pair.is_none(),
            ChartKind::Reliability => !self.has_statistics(),
            _ => self.files.scenario().is_none(),
        }
    }

    /// Whether there are files that may be of trade statistics. A scenario in JSON may be one, a scenario in TOML not.
    fn has_statistics(&self) -> bool {
        let toml = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        !self.files.is_empty() && !self.files.scenario().is_some_and(toml)
    }

    fn missing(&self) -> String {
        let kind = self.kind;
        match kind {
            ChartKind::Mirror => format!("the chart `{kind}` needs files of trade statistics and --pair KAZ,UZB"),
            ChartKind::Reliability => format!("the chart `{kind}` needs files of trade statistics of many pairs"),
            _ => format!("the chart `{kind}` needs a scenario file, TOML or JSON"),
        }
    }

    /// That no option was given that this kind does not use.
    fn check(&self) -> Outcome {
        let of_scenario = ChartKind::OF_ASSESSMENT.contains(&self.kind);
        if of_scenario && (self.files.pair.is_some() || self.files.has_row_choices()) {
            let what = "--pair, --product, --format, --currency, --unit, --frequency and --imf-reports";
            return Err(format!("{what} are for charts of files; `{}` is of a scenario", self.kind).into());
        }
        let of_pledge = self.rate.is_some()
            || self.history.is_some()
            || self.as_of.is_some()
            || self.flow.is_some()
            || self.money.is_given()
            || self.tables.is_some();
        if !of_scenario && of_pledge {
            let what = "--rate, --history, --as-of, --flow, --tables, --rates, --inflation and --deflate";
            return Err(format!("{what} are for charts of a scenario; `{}` is of files", self.kind).into());
        }
        if self.kind == ChartKind::Scorecard && (!self.files.is_empty() || self.files.has_choices()) {
            return Err("the scorecard is of the pledges that come with the crate, and reads no file".into());
        }
        Ok(())
    }
}

pub fn chart(args: &ChartArgs, json: bool) -> Outcome {
    if args.lacks_input() {
        return Err(args.missing().into());
    }
    args.check()?;
    let chart = drawn(args, Canvas::new(args.width, args.height)?.theme(args.theme))?;
    chart.save(&args.out)?;
    if json {
        return print_json(&ChartAnswer { chart: &args.out, description: chart.description() });
    }
    say(&format!("{}\n", args.out.display()))
}

fn drawn(args: &ChartArgs, canvas: Canvas) -> Outcome<Chart> {
    Ok(match args.kind {
        ChartKind::Mirror => draw(args.kind, &mirror(args)?, canvas)?,
        ChartKind::Reliability => {
            let panel = args.files.load(&args.files.reader())?.panel;
            let how = args.files.reconciliation(&panel)?.missing_flow(MissingFlow::Zero);
            draw(args.kind, &Backtest::new().run(&AnnualPanel::turnovers(&panel, &how)?)?, canvas)?
        }
        ChartKind::Scorecard => draw(args.kind, &shipped_scorecard()?, canvas)?,
        kind => draw(kind, &assessment(args)?, canvas)?,
    })
}

fn mirror(args: &ChartArgs) -> Outcome<Mirror> {
    let pair = args.files.pair.as_ref().ok_or_else(|| args.missing())?;
    let reading = args.files.load(&args.files.reader().pair(pair.clone()))?;
    args.files.mirror(&reading, pair)
}

fn assessment(args: &ChartArgs) -> Outcome<Assessment> {
    let path = args.files.scenario().ok_or_else(|| args.missing())?;
    let source = SourceArgs {
        history: args.history.clone(),
        reporter: args.files.chosen_reporter(),
        as_of: args.as_of,
        tables: args.tables.clone(),
        money: args.money.clone(),
    };
    let assessment = assess_file(path, &source, options(args.rate), None)?;
    let Some(flow) = args.flow.filter(|flow| assessment.scenario.flow() != Some(*flow)) else { return Ok(assessment) };
    let of_flow = assessment.flows.into_iter().find(|part| part.scenario.flow() == Some(flow));
    of_flow.ok_or_else(|| format!("the scenario has no milestone of its {flow} beside the turnover's").into())
}

/// Every pledge that comes with the crate, assessed from no more than was known on its day.
fn shipped_scorecard() -> Outcome<Scorecard> {
    let assessments =
        Shipped::all().map(|pledge| assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new()));
    let assessments = assessments.collect::<tradepath::Result<Vec<_>>>()?;
    Ok(Scorecard::of(&assessments))
}
