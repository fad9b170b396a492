//! `outlook`: how likely amounts are to be reached, by a history and what many pairs did.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;
use tradepath::{
    Amount, Currency, ErrorKind, Period, Scenario, Series, StatedAmount,
    chart::{Canvas, OutlookPicture, draw_arrivals, draw_chances, draw_fan},
    outlook::{
        Method, Outlook, OutlookAnswers, OutlookOptions, Probability, Shocks, Simulation, StatedGrowth, TargetChances,
        Walk, known_at_baseline,
    },
};

use crate::{Outcome, files::FilesArgs, print_json, say};

#[derive(Args)]
pub struct OutlookArgs {
    #[command(flatten)]
    files: FilesArgs,
    /// What is to be reached, such as 5B; may be repeated. Of a scenario, its milestones where none is given.
    #[arg(long)]
    target: Vec<StatedAmount>,
    /// By when: one year for all targets, one for each, or several for one; the last year looked at where none is given.
    #[arg(long)]
    by: Vec<Period>,
    /// How many years ahead; ten, or up to the last --by.
    #[arg(long)]
    horizon: Option<usize>,
    /// How the years ahead follow from the past: default, random_walk, drift, shrunk_drift, theta or damped_trend.
    #[arg(long, default_value_t)]
    method: Method,
    /// State the drift of the level instead, a fraction a year.
    #[arg(long, requires = "volatility", allow_hyphen_values = true)]
    drift: Option<f64>,
    /// State the standard deviation of yearly log growth.
    #[arg(long, requires = "drift", allow_hyphen_values = true)]
    volatility: Option<f64>,
    /// How much of a year's deviation from its mean growth goes on in the next, from -0.99 to 0.99; by simulation.
    #[arg(long, requires = "drift", allow_hyphen_values = true)]
    persistence: Option<f64>,
    /// Heavier tails: by Student's t with so many degrees of freedom, more than 2; by simulation.
    #[arg(long, requires = "drift", value_name = "FREEDOM")]
    tails: Option<f64>,
    /// Simulate so many paths, and say what they come to beside what is computed.
    #[arg(long)]
    paths: Option<u64>,
    /// From which seed.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Simulate with quasi-random points.
    #[arg(long)]
    evenly: bool,
    /// Look ahead from the end of this year, as if nothing later were known.
    #[arg(long)]
    as_of: Option<Period>,
    /// Look at one flow: what this economy of the pair, the first or the second, sold to the other.
    #[arg(long, value_name = "EXPORTER")]
    exports_of: Option<tradepath::Economy>,
    /// Start from this amount instead of a history; needs --from-year.
    #[arg(long, requires = "from_year", conflicts_with = "files")]
    start: Option<StatedAmount>,
    /// The year of --start.
    #[arg(long, requires = "start")]
    from_year: Option<Period>,
    /// How uncertain the last amount is: a standard deviation of its logarithm, or `mirror` for half the distance of both
    /// sides' reports.
    #[arg(long, value_name = "DEVIATION|mirror")]
    uncertain_start: Option<String>,
    /// Intervals to show, in percent; may be repeated.
    #[arg(long, default_values_t = [80.0, 95.0])]
    level: Vec<f64>,
    /// Where to write the charts; without it none are written.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What is looked ahead from.
struct Past {
    title: String,
    currency: Currency,
    /// What was known, and what came after it; none without a history.
    known: Option<Series>,
    all: Option<Series>,
    milestones: Vec<(Amount, Option<Period>)>,
    uncertain: f64,
}

#[derive(Serialize)]
struct OutlookAnswer<'a> {
    currency: Currency,
    #[serde(flatten)]
    answers: &'a OutlookAnswers,
    intervals: Vec<Interval>,
    simulation: Option<SimulationAnswer>,
    charts: Vec<PathBuf>,
}

/// What simulated paths come to.
#[derive(Serialize)]
struct SimulationAnswer {
    paths: u64,
    seed: u64,
    quantiles: Vec<SimulatedYear>,
    targets: Vec<SimulatedTarget>,
}

#[derive(Serialize)]
struct SimulatedYear {
    period: Period,
    p025: Amount,
    p10: Amount,
    p25: Amount,
    p50: Amount,
    p75: Amount,
    p90: Amount,
    p975: Amount,
}

#[derive(Serialize)]
struct SimulatedTarget {
    amount: Amount,
    by: Period,
    at_horizon: Probability,
    by_horizon: Probability,
    any_moment: Option<Probability>,
    arrival: SimulatedArrival,
}

#[derive(Serialize)]
struct SimulatedArrival {
    p10: Option<Period>,
    p50: Option<Period>,
    p90: Option<Period>,
    never: Probability,
}

/// Where growth is stated that only simulation can follow: the same keys, as far as they are answered.
#[derive(Serialize)]
struct SimulatedAnswer {
    currency: Currency,
    method: Option<Method>,
    fitted: StatedGrowth,
    start: Period,
    amount: Amount,
    joint: Option<()>,
    #[serde(flatten)]
    simulation: SimulationAnswer,
}

#[derive(Serialize)]
struct Interval {
    period: Period,
    level: f64,
    low: Amount,
    high: Amount,
}

impl OutlookArgs {
    /// Whether there is nothing to look ahead from.
    pub fn lacks_input(&self) -> bool {
        self.start.is_none() && self.files.is_empty()
    }
}

pub fn outlook(args: &OutlookArgs, json: bool) -> Outcome {
    if args.lacks_input() {
        return Err("name a scenario, files of trade statistics with --pair, or --start 3B --from-year 2021".into());
    }
    let past = past(args)?;
    let targets = targets(args, &past)?;
    let outlook = look_ahead(args, &past, &targets)?;
    if args.persistence.is_some() || args.tails.is_some() {
        return simulated(args, &past, &outlook, &targets, json);
    }
    let answers = outlook.answers(&targets)?;
    let intervals = intervals(args, &outlook)?;
    let charts =
        args.out.as_deref().map_or(Ok(Vec::new()), |folder| charts(args, &past, &outlook, &answers, folder))?;
    let simulation = match args.paths {
        Some(_) => Some(simulate(args, Simulation::of_outlook(outlook.clone()), &outlook, &targets)?),
        None => None,
    };
    if json {
        let currency = past.currency;
        return print_json(&OutlookAnswer { currency, answers: &answers, intervals, simulation, charts });
    }
    let list: String = charts.iter().map(|path| format!("- {}\n", path.display())).collect();
    let list = if list.is_empty() { list } else { format!("\n## Charts\n\n{list}") };
    say(&(text(&past, &answers) + &list))
}

/// Runs a simulation over the years of an outlook.
fn simulate(
    args: &OutlookArgs,
    simulation: Simulation,
    outlook: &Outlook,
    targets: &[(Amount, Option<Period>)],
) -> Outcome<SimulationAnswer> {
    let periods: Vec<Period> = outlook.periods().collect();
    let mut simulation = simulation.years(periods.len()).paths(args.paths.unwrap_or(100_000)).seed(args.seed);
    if args.evenly {
        simulation = simulation.evenly();
    }
    let amounts: Vec<Amount> = targets.iter().map(|(amount, _)| *amount).collect();
    let ensemble = simulation.run(&amounts)?;
    let quantiles = (1..).zip(&periods).map(|(year, period)| {
        let at = |share: f64| ensemble.quantile(year, Probability::new(share)?);
        let (p025, p10, p25, p50) = (at(0.025)?, at(0.1)?, at(0.25)?, at(0.5)?);
        Ok(SimulatedYear { period: *period, p025, p10, p25, p50, p75: at(0.75)?, p90: at(0.9)?, p975: at(0.975)? })
    });
    let quantiles = quantiles.collect::<tradepath::Result<_>>()?;
    let end = outlook.end()?;
    let target = |((amount, by), chances): (&(Amount, Option<Period>), &TargetChances)| {
        let by = by.unwrap_or(end);
        let at = periods.iter().position(|period| *period == by);
        let at = at.ok_or_else(|| format!("{by} is not after {} and up to {end}", outlook.start()))?;
        let period_of = |chance: f64| {
            let year = chances.by.iter().position(|by| by.value() >= chance)?;
            periods.get(year).copied()
        };
        let never = chances.by.last().map_or(Probability::CERTAIN, |by| by.complement());
        Ok(SimulatedTarget {
            amount: *amount,
            by,
            at_horizon: chances.at[at],
            by_horizon: chances.by[at],
            any_moment: None,
            arrival: SimulatedArrival { p10: period_of(0.1), p50: period_of(0.5), p90: period_of(0.9), never },
        })
    };
    let targets = targets.iter().zip(ensemble.targets()).map(target).collect::<Outcome<_>>()?;
    Ok(SimulationAnswer { paths: ensemble.paths(), seed: args.seed, quantiles, targets })
}

/// Growth with persistence or tails.
fn simulated(
    args: &OutlookArgs,
    past: &Past,
    outlook: &Outlook,
    targets: &[(Amount, Option<Period>)],
    json: bool,
) -> Outcome {
    let walk = Walk::new(args.drift.unwrap_or_default(), args.volatility.unwrap_or_default())?;
    let shocks = args.tails.map_or(Shocks::Normal, |freedom| Shocks::StudentT { freedom });
    let growth = StatedGrowth::of(walk, outlook.amount())?;
    let growth = growth.persistence(args.persistence.unwrap_or_default())?.shocks(shocks)?;
    let simulation = simulate(args, Simulation::of(growth), outlook, targets)?;
    if json {
        let (start, amount, currency) = (outlook.start(), outlook.amount(), past.currency);
        return print_json(&SimulatedAnswer {
            currency,
            method: None,
            fitted: growth,
            start,
            amount,
            joint: None,
            simulation,
        });
    }
    let money = |amount: Amount| amount.in_currency(past.currency).to_string();
    let mut text = format!(
        "# {}\n\n{} paths of growth as stated, from {} in {}\n",
        past.title,
        simulation.paths,
        money(outlook.amount()),
        outlook.start()
    );
    for target in &simulation.targets {
        let _ = write!(
            text,
            "\n- {} by {}: chance that some year up to then reaches it: {}; that {} itself does: {}",
            money(target.amount),
            target.by,
            target.by_horizon,
            target.by,
            target.at_horizon
        );
    }
    text += "\n\n| year | 2.5 % | 10 % | median | 90 % | 97.5 % |\n|---|---|---|---|---|---|\n";
    for year in &simulation.quantiles {
        let cells = [year.p025, year.p10, year.p50, year.p90, year.p975].map(money).join(" | ");
        let _ = writeln!(text, "| {} | {cells} |", year.period);
    }
    say(&text)
}

/// The fan, the arrivals and the chance by year, as SVG and PNG.
fn charts(
    args: &OutlookArgs,
    past: &Past,
    outlook: &Outlook,
    answers: &OutlookAnswers,
    folder: &Path,
) -> Outcome<Vec<PathBuf>> {
    let levels = args.level.iter().map(|level| Probability::new(level / 100.0)).collect::<Result<Vec<_>, _>>()?;
    let mut picture = OutlookPicture::new(&past.title, past.currency, outlook, answers).levels(levels);
    if let Some(all) = past.all.as_ref().or(past.known.as_ref()) {
        picture = picture.series(all);
    }
    let canvas = Canvas::new(1200, 675)?;
    let drawn = [
        ("fan", draw_fan(&picture, canvas)),
        ("arrivals", draw_arrivals(&picture, canvas)),
        ("chances", draw_chances(&picture, canvas)),
    ];
    let mut written = Vec::new();
    for (name, chart) in drawn {
        match chart {
            Err(error) if matches!(error.kind(), ErrorKind::Missing { .. }) => eprintln!("no {name} chart: {error}"),
            chart => {
                let chart = chart?;
                for ending in ["svg", "png"] {
                    let path = folder.join(format!("{name}.{ending}"));
                    chart.save(&path)?;
                    written.push(path);
                }
            }
        }
    }
    Ok(written)
}

fn past(args: &OutlookArgs) -> Outcome<Past> {
    if let Some(start) = args.start {
        let currency = start.currency().unwrap_or(Currency::USD);
        let title = format!("From {}", start.amount().in_currency(currency));
        return Ok(Past {
            title,
            currency,
            known: None,
            all: None,
            milestones: Vec::new(),
            uncertain: uncertainty(args, None)?,
        });
    }
    if let Some(path) = args.files.scenario() {
        let scenario = Scenario::load(path)?;
        let history = scenario.load_history(path.parent().unwrap_or(std::path::Path::new("")))?;
        let all = history.as_ref().and_then(|history| history.turnover().cloned());
        let known = known_at_baseline(&scenario, history.as_ref())?;
        let milestones = scenario.milestones().iter().map(|milestone| (milestone.amount(), milestone.by()));
        return Ok(Past {
            title: scenario.title().to_owned(),
            currency: scenario.currency(),
            known: Some(up_to(known, args.as_of)?),
            all,
            milestones: milestones.collect(),
            uncertain: uncertainty(args, None)?,
        });
    }
    let pair = args.files.pair.ok_or("name a pair with --pair KAZ,UZB")?;
    let reading = args.files.load(&args.files.reader())?;
    let mirror = args.files.mirror(&reading, pair)?;
    let history = mirror.history()?;
    let (what, series) = match args.exports_of {
        None => match history.turnover() {
            Some(turnover) => ("turnover".to_owned(), turnover),
            None => {
                return Err(format!("there is no year of {pair} with both flows; choose one with --exports-of").into());
            }
        },
        Some(exporter) if exporter == pair.first() => {
            (format!("exports of {}", exporter.name()), flow(history.exports(), exporter)?)
        }
        Some(exporter) if exporter == pair.second() => {
            (format!("exports of {}", exporter.name()), flow(history.imports(), exporter)?)
        }
        Some(other) => return Err(format!("{other} is not of the pair {pair}").into()),
    };
    let known = up_to(series.clone(), args.as_of)?;
    let band = mirror.turnover_band(known.last()).and_then(|band| band.log_half_width());
    Ok(Past {
        title: format!("{} and {}: {what}", pair.first().name(), pair.second().name()),
        currency: series.currency(),
        uncertain: uncertainty(args, band)?,
        known: Some(known),
        all: Some(series.clone()),
        milestones: Vec::new(),
    })
}

fn flow(series: Option<&Series>, exporter: tradepath::Economy) -> Outcome<&Series> {
    Ok(series.ok_or_else(|| format!("there are no exports of {exporter}"))?)
}

fn up_to(series: Series, as_of: Option<Period>) -> Outcome<Series> {
    let Some(as_of) = as_of else { return Ok(series) };
    let known = series.up_to(as_of);
    Ok(known.ok_or_else(|| format!("there is nothing up to {as_of}; the first figure is of {}", series.first()))?)
}

fn uncertainty(args: &OutlookArgs, band: Option<f64>) -> Outcome<f64> {
    match args.uncertain_start.as_deref() {
        None => Ok(0.0),
        Some("mirror") => {
            Ok(band.ok_or("--uncertain-start mirror needs both sides' reports of both flows of the last year")?)
        }
        Some(text) => {
            Ok(text.parse().map_err(|_| format!("--uncertain-start is `{text}`, but must be a number or mirror"))?)
        }
    }
}

/// Each amount with its year.
fn targets(args: &OutlookArgs, past: &Past) -> Outcome<Vec<(Amount, Option<Period>)>> {
    let amounts = args.target.iter().map(|target| target.amount_in(past.currency));
    let amounts: Vec<Amount> = amounts.collect::<Result<_, _>>()?;
    Ok(match (&amounts[..], &args.by[..]) {
        ([], []) => past.milestones.clone(),
        ([], [by]) => past.milestones.iter().map(|(amount, own)| (*amount, own.or(Some(*by)))).collect(),
        ([], _) => return Err("name a --target for each --by".into()),
        (amounts, []) => amounts.iter().map(|amount| (*amount, None)).collect(),
        (amounts, [by]) => amounts.iter().map(|amount| (*amount, Some(*by))).collect(),
        ([amount], years) => years.iter().map(|by| (*amount, Some(*by))).collect(),
        (amounts, years) if amounts.len() == years.len() => {
            amounts.iter().zip(years).map(|(amount, by)| (*amount, Some(*by))).collect()
        }
        (amounts, years) => {
            return Err(
                format!("{} targets and {} years: give one year, or one for each", amounts.len(), years.len()).into()
            );
        }
    })
}

fn look_ahead(args: &OutlookArgs, past: &Past, targets: &[(Amount, Option<Period>)]) -> Outcome<Outlook> {
    let (start, amount) = match (&past.known, args.start, args.from_year) {
        (Some(known), _, _) => {
            let (period, last) = known.happened().next_back().ok_or("nothing of the history has happened")?;
            (period, last.amount)
        }
        (None, Some(start), Some(year)) => (year, start.amount()),
        _ => return Err("name a history, or --start with --from-year".into()),
    };
    let mut years = args.horizon.unwrap_or(10);
    if args.horizon.is_none() {
        for by in targets.iter().filter_map(|(_, by)| *by) {
            years = years.max(usize::try_from(start.periods_until(by)?).unwrap_or(0));
        }
    }
    let options = OutlookOptions::new().method(args.method).years(years).uncertain_start(past.uncertain);
    Ok(match (args.drift, args.volatility, &past.known) {
        (Some(drift), Some(volatility), _) => Outlook::stated(Walk::new(drift, volatility)?, start, amount, &options)?,
        (_, _, Some(known)) => Outlook::fitted(known, &options)?,
        _ => Outlook::of_size(start, amount, &options)?,
    })
}

fn intervals(args: &OutlookArgs, outlook: &Outlook) -> Outcome<Vec<Interval>> {
    let mut intervals = Vec::new();
    for level in &args.level {
        let probability =
            Probability::new(level / 100.0).map_err(|_| format!("--level is {level}, but must be 0 to 100"))?;
        for period in outlook.periods() {
            let (low, high) = outlook.interval(period, probability)?;
            intervals.push(Interval { period, level: *level, low, high });
        }
    }
    Ok(intervals)
}

fn text(past: &Past, answers: &OutlookAnswers) -> String {
    let money = |amount: Amount| amount.in_currency(past.currency).to_string();
    let mut text = format!("# {}\n\n", past.title);
    let method = answers.method.map_or("stated drift and volatility".to_owned(), |method| format!("method {method}"));
    let _ = write!(text, "From {} in {}, {method}", money(answers.amount), answers.start);
    if let Some((first, last)) = answers.fitted.history {
        let _ = write!(text, ", from {} amounts of {first} to {last}", answers.fitted.amounts);
    }
    if let Some(year) = answers.fitted.learned_as_of {
        let _ = write!(text, ", with what pairs had done up to {year}");
    }
    text += ".\n\n| year | 2.5 % | 10 % | median | 90 % | 97.5 % |\n|---|---|---|---|---|---|\n";
    for year in &answers.quantiles {
        let cells = [year.p025, year.p10, year.p50, year.p90, year.p975].map(money).join(" | ");
        let _ = writeln!(text, "| {} | {cells} |", year.period);
    }
    for target in &answers.targets {
        let or_later =
            |period: Option<Period>| period.map_or("later than the last year".to_owned(), |period| period.to_string());
        let _ = write!(
            text,
            "\n## {} by {}\n\n- chance that some year up to then reaches it: {}; that {} itself does: {}\n",
            money(target.amount),
            target.by,
            target.by_horizon,
            target.by,
            target.at_horizon
        );
        if let Some(any) = target.any_moment {
            let _ = writeln!(text, "- that the running level does at any moment: {any}");
        }
        let _ = write!(
            text,
            "- arrival: one in ten by {}, one in two by {}, nine in ten by {}; not within the years looked at: {}\n- reached with a chance of 80 %: {}\n- growth required: {} a year",
            or_later(target.arrival.p10),
            or_later(target.arrival.p50),
            or_later(target.arrival.p90),
            target.arrival.never,
            money(target.reached_with_80),
            target.required_growth
        );
        if let Some(growth) = target.growth_for_80 {
            let _ = write!(text, "; for a chance of 80 %, the median must grow by {growth}");
        }
        if let Some(own) = target.percentile_of_history {
            let _ = write!(text, "\n- {} of the history's {} windows as long grew less", own.share, own.windows);
        }
        if let Some(pairs) = target.percentile_of_pairs {
            let _ = write!(text, "\n- {pairs} of pairs of this size grow less");
        }
        if let Some(after) = target.after_bad_year {
            let _ = write!(
                text,
                "\n- after a first year as bad as one in ten ({}): {}",
                money(after.amount),
                after.by_horizon
            );
        }
        text.push('\n');
    }
    if let Some(joint) = &answers.joint {
        let given: Vec<String> = joint
            .given_the_one_before
            .iter()
            .map(|chance| chance.map_or("-".to_owned(), |chance| chance.to_string()))
            .collect();
        let _ =
            write!(text, "\n## Together\n\n- all: {}\n- each given the one before: {}\n", joint.all, given.join(", "));
    }
    text
}
