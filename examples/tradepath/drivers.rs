//! `drivers` and `require`: what would have to be true.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use tradepath::{
    Amount, Assessment, AssessmentOptions, Period, Probability, StatedAmount, Unit,
    chart::{Canvas, ChartKind, draw},
    drivers::{DriverAnswers, Lever, Needed, Preset, Requirement},
    growth::Milestone,
    report,
};

use crate::{
    NoAnswer, Outcome,
    print::{print_json, say, stem, write_drawn},
    run::{SourceArgs, assess_file},
};

#[derive(Args)]
pub struct DriversArgs {
    /// The scenario, TOML or JSON.
    #[arg(required_unless_present = "presets")]
    scenario: Option<PathBuf>,
    /// List the responses of trade that come with the program, with their sources.
    #[arg(long, conflicts_with_all = ["scenario", "out", "history", "reporter", "as_of", "tables"])]
    presets: bool,
    /// Where to write the charts; without it none are written.
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    history: SourceArgs,
}

#[derive(Args)]
pub struct RequireArgs {
    /// The scenario, TOML or JSON.
    scenario: PathBuf,
    /// The driver, by its name.
    #[arg(long)]
    driver: String,
    /// What is asked for: its strength, its share of the trade it touches, or its start.
    #[arg(long, default_value_t)]
    lever: Lever,
    /// The amount to reach; the last milestone of the scenario where none is given.
    #[arg(long)]
    milestone: Option<StatedAmount>,
    /// By when; the date of that milestone where none is given.
    #[arg(long)]
    by: Option<Period>,
    /// Ask for what brings the chance to this level, such as 50%, instead of the amount on the central path.
    #[arg(long)]
    chance: Option<Probability>,
    /// Look from the last figure instead of the pledge's day.
    #[arg(long)]
    now: bool,
    #[command(flatten)]
    history: SourceArgs,
}

/// The answers from the pledge's day and from the last figure.
#[derive(Serialize)]
struct DriversAnswer<'a> {
    #[serde(flatten)]
    unit: Unit,
    #[serde(flatten)]
    answers: &'a DriverAnswers,
    now: Option<NowAnswer<'a>>,
    charts: &'a [PathBuf],
}

#[derive(Serialize)]
struct NowAnswer<'a> {
    period: Period,
    from: Amount,
    #[serde(flatten)]
    answers: &'a DriverAnswers,
}

#[derive(Serialize)]
struct RequireAnswer<'a> {
    #[serde(flatten)]
    unit: Unit,
    #[serde(flatten)]
    needed: &'a Needed,
}

pub fn drivers(args: &DriversArgs, json: bool) -> Outcome {
    let Some(path) = args.scenario.as_deref() else { return presets(json) };
    let assessment = assess_file(path, &args.history, AssessmentOptions::new(), None)?;
    let answers = answers(&assessment, path)?;
    let canvas = Canvas::new(1200, 675)?;
    let drawn = |folder: &PathBuf| {
        let charts = [ChartKind::Waterfall, ChartKind::Tornado].map(|kind| (kind, draw(kind, &assessment, canvas)));
        write_drawn(charts, folder, &stem(path))
    };
    let charts = args.out.as_ref().map_or(Ok(Vec::new()), drawn)?;
    if json {
        let now = assessment.now.as_ref();
        let now = now
            .and_then(|now| Some(NowAnswer { period: now.period, from: now.amount, answers: now.drivers.as_ref()? }));
        return print_json(&DriversAnswer { unit: assessment.unit(), answers, now, charts: &charts });
    }
    say(&report::drivers(&assessment).unwrap_or_default())?;
    for chart in charts {
        say(&format!("- {}\n", chart.display()))?;
    }
    Ok(())
}

/// The answers of a scenario's drivers, or why there are none.
fn answers<'a>(assessment: &'a Assessment, path: &Path) -> Outcome<&'a DriverAnswers> {
    if assessment.scenario.drivers().is_empty() {
        let message =
            format!("{} states no drivers; add a [[driver]] with name, kind, starts and a strength", path.display());
        return Err(NoAnswer(message).into());
    }
    let why = assessment.absent.iter().find(|absent| absent.part == "drivers");
    let why = why.map_or("the drivers have no answer", |absent| absent.why.as_str());
    Ok(assessment.drivers.as_ref().ok_or_else(|| NoAnswer(why.to_owned()))?)
}

fn presets(json: bool) -> Outcome {
    if json {
        return print_json(&Preset::all());
    }
    for preset in Preset::all() {
        say(&format!(
            "{}: {} ({} to {}), {}\n  {}\n  estimated on: {}\n",
            preset.name, preset.central, preset.low, preset.high, preset.of, preset.source, preset.estimated_on
        ))?;
    }
    Ok(())
}

pub fn require(args: &RequireArgs, json: bool) -> Outcome {
    let assessment = assess_file(&args.scenario, &args.history, AssessmentOptions::new(), None)?;
    answers(&assessment, &args.scenario)?;
    let (amount, by) = target(args, &assessment)?;
    let mut question = Requirement::of(&args.driver).lever(args.lever);
    if let Some(chance) = args.chance {
        question = question.chance(chance);
    }
    let needed = if args.now {
        let (pledge, outlook) = (assessment.pledge_now()?, assessment.look_ahead_now());
        question.run(&assessment.ask_drivers_now(&pledge, outlook.as_ref().ok())?, (amount, by))
    } else {
        let outlook = assessment.look_ahead();
        question.run(&assessment.ask_drivers(outlook.as_ref().ok())?, (amount, by))
    }?;
    if json {
        return print_json(&RequireAnswer { unit: assessment.unit(), needed: &needed });
    }
    say(&sentence(&needed, assessment.unit()))
}

/// What is to be reached, and by when.
fn target(args: &RequireArgs, assessment: &Assessment) -> Outcome<(Amount, Period)> {
    let milestones = assessment.scenario.milestones();
    let amount = args.milestone.map(|stated| stated.amount_in(assessment.unit())).transpose()?;
    let same = |milestone: &&Milestone| amount.is_none_or(|amount| milestone.amount() == amount);
    let milestone = milestones.iter().rev().find(same);
    let amount = amount.or(milestone.map(Milestone::amount));
    // An amount that is no milestone of the pledge is asked for by the pledge's last date.
    let last = || milestones.iter().filter_map(Milestone::by).next_back();
    let by = args.by.or(milestone.map_or_else(last, Milestone::by));
    match (amount, by) {
        (Some(amount), Some(by)) => Ok((amount, by)),
        (None, _) => Err("the scenario has no milestone; add --milestone AMOUNT --by YEAR".into()),
        (_, None) => Err("that milestone has no date; add --by YEAR".into()),
    }
}

/// The answer in words.
fn sentence(needed: &Needed, unit: Unit) -> String {
    let money = |amount: Amount| amount.in_unit(unit).to_string();
    let goal = match needed.chance {
        Some(chance) => format!("a chance of {chance} of {} by {}", money(needed.amount), needed.by),
        None => format!("{} in {}", money(needed.amount), needed.by),
    };
    let reaches = match (needed.reaches_chance, needed.reaches) {
        (Some(chance), _) => format!("a chance of {chance}"),
        (None, Some(amount)) => money(amount),
        (None, None) => "less".to_owned(),
    };
    let number = |value: f64| match needed.unit.as_str() {
        "days saved" => format!("{value:.2}"),
        _ => format!("{:.2}%", 100.0 * value),
    };
    let what = format!("{}, {} ({})", needed.driver, needed.lever, needed.unit);
    if needed.lever == Lever::Start {
        return match needed.start {
            Some(start) => format!("{what}: {start} or earlier for {goal}.\n"),
            None => format!("{what}: no start is early enough for {goal}; the earliest gives {reaches}.\n"),
        };
    }
    let stated = needed.stated.map_or(String::new(), |stated| format!(" The scenario states {}.", number(stated)));
    let known = needed.plausible_most.map(number).unwrap_or_default();
    let plausible = match needed.plausible {
        Some(true) => format!(" The literature has up to {known}."),
        Some(false) => format!(" That is more than the literature has, which is up to {known}."),
        None => String::new(),
    };
    match needed.value {
        Some(0.0) => format!("{what}: nothing is needed for {goal}, which the others reach.{stated}\n"),
        Some(value) => format!("{what}: {} for {goal}.{stated}{plausible}\n", number(value)),
        None => {
            let most = needed.most.map_or(String::new(), |most| format!(" of {}", number(most)));
            format!("{what}: none is enough for {goal}; the most that was tried{most} gives {reaches}.{stated}\n")
        }
    }
}
