//! `outlook`: how likely amounts are to be reached, by a history and what many pairs did.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;
use tradepath::{
    Amount, Currency, Economy, Period, Prices, Probability, Series, StatedAmount, Tables, Unit,
    chart::{Canvas, ChartKind, OutlookPicture, draw},
    growth::Milestone,
    outlook::{LogRandomWalk, Method, Outlook, OutlookAnswers, OutlookOptions, TargetAnswer},
    simulation::Simulation,
};

use crate::{
    NoAnswer, Outcome,
    files::FilesArgs,
    past::{Past, past, targets},
    prices::PricesArgs,
    print::{print_json, say, write_drawn},
    simulate::{SimulationAnswer, both_flows, said, simulate, simulated},
};

/// An amount, and by when it is to be reached.

#[derive(Args)]
pub struct OutlookArgs {
    #[command(flatten)]
    pub files: FilesArgs,
    /// What is to be reached, such as 5B; may be repeated. Of a scenario, its milestones where none is given.
    #[arg(long)]
    pub target: Vec<StatedAmount>,
    /// By when: one year for all targets, one for each, or several for one; the last year looked at where none is given.
    #[arg(long)]
    pub by: Vec<Period>,
    /// How many years ahead; ten, or up to the last --by.
    #[arg(long)]
    horizon: Option<usize>,
    /// How the years ahead follow from the past: default, random_walk, drift, shrunk_drift, theta or damped_trend.
    #[arg(long, default_value_t, conflicts_with = "drift")]
    pub method: Method,
    /// State the drift of the level instead, a fraction a year.
    #[arg(long, requires = "volatility", allow_hyphen_values = true)]
    pub drift: Option<f64>,
    /// State the standard deviation of yearly log growth.
    #[arg(long, requires = "drift", allow_hyphen_values = true)]
    pub volatility: Option<f64>,
    /// How much of a year's deviation from its mean growth goes on in the next, from -0.99 to 0.99; by simulation.
    #[arg(long, requires = "drift", allow_hyphen_values = true, conflicts_with_all = ["out", "level", "uncertain_start"])]
    pub persistence: Option<f64>,
    /// Heavier tails: by Student's t with so many degrees of freedom, more than 2; by simulation.
    #[arg(long, requires = "drift", value_name = "FREEDOM", conflicts_with_all = ["out", "level", "uncertain_start"])]
    pub tails: Option<f64>,
    /// Look ahead at both flows and add them up, where a year's growth of one goes with the other's by this correlation; by
    /// simulation.
    #[arg(long, value_name = "CORRELATION", allow_hyphen_values = true, conflicts_with_all = ["drift", "out", "level", "uncertain_start", "exports_of", "start", "sobol"])]
    pub flows: Option<f64>,
    /// With --flows, what the first-named one's exports and its imports are each to reach.
    #[arg(long, requires = "flows", num_args = 2, value_names = ["EXPORTS", "IMPORTS"])]
    pub flow_targets: Vec<StatedAmount>,
    /// Simulate so many paths, and say what they come to beside what is computed.
    #[arg(long, conflicts_with = "uncertain_start")]
    pub paths: Option<u64>,
    /// From which seed.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// Simulate with quasi-random points (Sobol's).
    #[arg(long, alias = "evenly")]
    pub sobol: bool,
    /// Look ahead from the end of this year, as if nothing later were known.
    #[arg(long)]
    pub as_of: Option<Period>,
    /// Look at one flow: what this economy of the pair, the first or the second, sold to the other.
    #[arg(long, value_name = "EXPORTER")]
    pub exports_of: Option<Economy>,
    /// Start from this amount instead of a history; needs --from-year.
    #[arg(long, requires = "from_year", conflicts_with_all = ["files", "as_of", "exports_of", "pair"])]
    pub start: Option<StatedAmount>,
    /// The year of --start.
    #[arg(long, requires = "start")]
    pub from_year: Option<Period>,
    /// How uncertain the last amount is: a standard deviation of its logarithm, or `mirror` for half the distance of both
    /// sides' reports.
    #[arg(long, value_name = "DEVIATION|mirror")]
    pub uncertain_start: Option<String>,
    /// Tables in this folder, which learn has written, in place of those that come with the crate.
    #[arg(long)]
    tables: Option<PathBuf>,
    /// A table of exchange rates. Of files, --to says to which currency their figures are brought; of a scenario it is the
    /// scenario's. What is looked ahead at is computed in dollars.
    #[arg(long, conflicts_with_all = ["drift", "flows"])]
    pub rates: Option<PathBuf>,
    /// Of files: the currency to bring their figures to.
    #[arg(long, requires = "rates", conflicts_with = "start")]
    pub to: Option<Currency>,
    #[command(flatten)]
    pub prices: PricesArgs,
    /// Intervals to show, in percent; may be repeated.
    #[arg(long, default_values_t = [80.0, 95.0])]
    level: Vec<f64>,
    /// Where to write the charts; without it none are written.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct OutlookAnswer<'a> {
    #[serde(flatten)]
    unit: Unit,
    prices: &'a Prices,
    #[serde(flatten)]
    answers: &'a OutlookAnswers,
    intervals: Vec<Interval>,
    simulation: Option<SimulationAnswer>,
    charts: Vec<PathBuf>,
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
    fn lacks_input(&self) -> bool {
        let pair_is_known = self.files.pair.is_some() || self.files.scenario().is_some();
        self.start.is_none() && (self.files.is_empty() || !pair_is_known)
    }
}

pub fn outlook(args: &OutlookArgs, json: bool) -> Outcome {
    if args.lacks_input() {
        return Err("name a scenario, files of trade statistics with --pair, or --start 3B --from-year 2021".into());
    }
    if let Some(level) = args.level.iter().find(|level| !(**level > 0.0 && **level < 100.0)) {
        return Err(format!("--level is {level}, but must be above 0 and below 100").into());
    }
    if args.paths.is_none() && args.sobol && args.persistence.is_none() && args.tails.is_none() {
        return Err("--sobol is for a simulation; say --paths as well".into());
    }
    let past = past(args)?;
    let targets = targets(args, &past)?;
    let outlook = look_ahead(args, &past, &targets)?;
    if args.persistence.is_some() || args.tails.is_some() {
        return simulated(args, &past, &outlook, &targets, json);
    }
    if let Some(correlation) = args.flows {
        return both_flows(args, &past, &outlook, &targets, correlation, json);
    }
    let answers = outlook.answers(targets.iter().copied())?;
    let intervals = intervals(args, &outlook)?;
    let charts =
        args.out.as_deref().map_or(Ok(Vec::new()), |folder| charts(args, &past, &outlook, &answers, folder))?;
    let simulation = match args.paths {
        Some(_) => Some(simulate(args, Simulation::of_outlook(outlook.clone()), &outlook, &targets)?),
        None => None,
    };
    if json {
        let unit = past.unit;
        let prices = past.known.as_ref().map_or(&Prices::Nominal, Series::prices);
        return print_json(&OutlookAnswer { unit, prices, answers: &answers, intervals, simulation, charts });
    }
    let list: String = charts.iter().map(|path| format!("- {}\n", path.display())).collect();
    let list = if list.is_empty() { list } else { format!("\n## Charts\n\n{list}") };
    let simulated = simulation.as_ref().map_or(String::new(), |simulation| said(simulation, past.unit));
    say(&(text(&past, &answers, &intervals) + &simulated + &list))
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
    let mut picture = OutlookPicture::new(&past.title, past.unit, outlook, answers).levels(levels);
    if let Some(all) = past.all.as_ref().or(past.known.as_ref()) {
        picture = picture.series(all);
    }
    let canvas = Canvas::new(1200, 675)?;
    let drawn = [
        ("fan", draw(ChartKind::Fan, &picture, canvas)),
        ("arrivals", draw(ChartKind::Arrivals, &picture, canvas)),
        ("chances", draw(ChartKind::Chances, &picture, canvas)),
    ];
    write_drawn(drawn, folder, &past.name)
}

fn look_ahead(args: &OutlookArgs, past: &Past, targets: &[Milestone]) -> Outcome<Outlook> {
    let (start, amount) = match (&past.known, args.start, args.from_year) {
        (Some(known), _, _) => {
            let (period, last) = known
                .observed()
                .next_back()
                .ok_or_else(|| NoAnswer("nothing of the history has happened".to_owned()))?;
            (period, last.amount)
        }
        (None, Some(start), Some(year)) => (year, start.amount()),
        _ => return Err("name a history, or --start with --from-year".into()),
    };
    let mut years = args.horizon.unwrap_or(10);
    if args.horizon.is_none() {
        for by in targets.iter().filter_map(Milestone::by) {
            years = years.max(usize::try_from(start.periods_until(by)?).unwrap_or(0));
        }
    }
    let options = OutlookOptions::new().method(args.method).years(years).uncertain_start(past.uncertain);
    let options = match &args.tables {
        Some(_) if args.drift.is_some() => {
            return Err("a stated drift rests on no tables; leave one of them out".into());
        }
        Some(_) if past.unit != Unit::USD && past.rates.is_none() => {
            return Err(
                format!("the tables are of dollars, and the amounts in {}; leave --tables out", past.unit).into()
            );
        }
        Some(folder) => options.calibration(Tables::load(folder)?.calibrations().known_at(start)?),
        None => options,
    };
    Ok(match (args.drift, args.volatility, &past.known) {
        (Some(drift), Some(volatility), _) => {
            Outlook::stated(LogRandomWalk::new(drift, volatility)?, start, amount, &options)?
        }
        (_, _, Some(known)) => match &past.rates {
            Some(rates) => Outlook::fitted_in_dollars(known, rates, &options)?,
            None => Outlook::fitted(known, &options)?,
        },
        _ if args.method != Method::Pooled => {
            return Err(format!("the method {} needs a history; a start alone has none", args.method).into());
        }
        _ if past.unit != Unit::USD => {
            let Some(rates) = &past.rates else {
                return Err(
                    "what pairs of a size did is known in dollars; give --start in them, --rates, or --drift and --volatility"
                        .into(),
                );
            };
            let alone = Series::annual(past.unit, [(start, amount)])?;
            Outlook::fitted_in_dollars(&alone, rates, &options)?
        }
        _ => Outlook::of_size(start, amount, &options)?,
    })
}

fn intervals(args: &OutlookArgs, outlook: &Outlook) -> Outcome<Vec<Interval>> {
    let mut intervals = Vec::new();
    for level in &args.level {
        let probability = Probability::new(level / 100.0)?;
        for period in outlook.periods() {
            let (low, high) = outlook.interval(period, probability)?;
            intervals.push(Interval { period, level: *level, low, high });
        }
    }
    Ok(intervals)
}

fn text(past: &Past, answers: &OutlookAnswers, intervals: &[Interval]) -> String {
    let money = |amount: Amount| amount.in_unit(past.unit).to_string();
    let mut text = format!("# {}\n\n", past.title);
    let method = answers.method.map_or("stated drift and volatility".to_owned(), |method| format!("method {method}"));
    let _ = write!(text, "From {} in {}, {method}", money(answers.amount), answers.start);
    if let Some((first, last)) = answers.fitted.history {
        let _ = match answers.fitted.amounts {
            1 => write!(text, ", from that amount alone"),
            amounts => write!(text, ", from {amounts} amounts of {first} to {last}"),
        };
    }
    if let Some(year) = answers.fitted.learned_as_of {
        let _ = write!(text, ", with what pairs had done up to {year}");
    }
    text += ".\n";
    if let Some(Prices::Real { base, deflator }) = past.known.as_ref().map(Series::prices) {
        let _ = writeln!(text, "Amounts are in prices of {base} ({deflator}).");
    }
    if let Some(rate) = answers.fitted.dollars_a_unit {
        let of = |unit: Unit, units: f64| {
            Amount::new(units).map(|amount| amount.in_unit(unit).to_string()).unwrap_or_default()
        };
        let rate = if rate >= 1.0 {
            format!("{} for {}", of(Unit::USD, rate), of(past.unit, 1.0))
        } else {
            format!("{} for {}", of(past.unit, 1.0 / rate), of(Unit::USD, 1.0))
        };
        let _ =
            writeln!(text, "Computed in US dollars, at {rate} as in {}, which is taken to hold later.", answers.start);
    }
    text.push('\n');
    text += &table(answers, intervals, money);
    for target in &answers.targets {
        text += &of_target(answers, target, money);
    }
    if let Some(joint) = &answers.joint {
        let _ = write!(text, "\n## Together\n\n- all: {}\n", joint.all);
        for (pair, chance) in answers.targets.windows(2).zip(&joint.given_the_one_before) {
            let chance = chance.map_or("-".to_owned(), |chance| chance.to_string());
            let _ = writeln!(text, "- {}, if {} is reached: {chance}", money(pair[1].amount), money(pair[0].amount));
        }
    }
    text
}

/// The median and the intervals asked for, by year.
fn table(answers: &OutlookAnswers, intervals: &[Interval], money: impl Fn(Amount) -> String) -> String {
    let mut levels: Vec<f64> = intervals.iter().map(|interval| interval.level).collect();
    levels.dedup();
    let heads: String = levels.iter().map(|level| format!(" {level} % interval |")).collect();
    let mut text = format!("| year | median |{heads}\n|---|---|{}\n", "---|".repeat(levels.len()));
    for year in &answers.quantiles {
        let of_year = intervals.iter().filter(|interval| interval.period == year.period);
        let cells: String = of_year.map(|of| format!(" {} to {} |", money(of.low), money(of.high))).collect();
        let _ = writeln!(text, "| {} | {} |{cells}", year.period, money(year.p50));
    }
    text
}

fn of_target(answers: &OutlookAnswers, target: &TargetAnswer, money: impl Fn(Amount) -> String) -> String {
    let year =
        |period: Option<Period>| period.map_or("after the last year".to_owned(), |period| format!("by {period}"));
    let dated = if target.dated { "" } else { ", the last year looked at" };
    let mut text = format!("\n## {} by {}{dated}\n\n", money(target.amount), target.by);
    if target.met {
        let _ = writeln!(
            text,
            "- reached already, in {}; chance that the total of {} is at or above it: {}",
            answers.start, target.by, target.at_horizon
        );
        return text;
    }
    let _ = writeln!(
        text,
        "- chance that some year up to then reaches it: {}; that {} itself does: {}",
        target.by_horizon, target.by, target.at_horizon
    );
    if let Some(any) = target.any_moment {
        let _ = writeln!(text, "- that the running level does at any moment: {any}");
    }
    let _ = writeln!(
        text,
        "- arrival: one in ten {}, one in two {}, nine in ten {}; not within the years looked at: {}",
        year(target.arrival.p10),
        year(target.arrival.p50),
        year(target.arrival.p90),
        target.arrival.never
    );
    let likely = target.reached_with_80.map_or("nothing above the start".to_owned(), &money);
    let _ =
        write!(text, "- reached with a chance of 80 %: {likely}\n- growth required: {} a year", target.required_growth);
    if let Some(growth) = target.growth_for_80 {
        let _ = write!(text, "; for a chance of 80 %, the median must grow by {growth}");
    }
    if let Some(own) = target.percentile_of_history.filter(|own| own.windows > 1) {
        let _ = write!(text, "\n- of the history's {} windows as long, {} grew less", own.windows, own.share);
    }
    if let Some(pairs) = target.percentile_of_pairs {
        let _ = write!(text, "\n- {pairs} of pairs of this size grow less");
    }
    if let Some(after) = target.after_bad_year {
        let _ =
            write!(text, "\n- after a first year as bad as one in ten ({}): {}", money(after.amount), after.by_horizon);
    }
    text.push('\n');
    text
}
