//! What simulated paths come to: beside what is computed, or for growth that only simulation can follow.

use std::fmt::Write as _;

use serde::Serialize;
use tradepath::{
    Amount, Period, Probability, Unit,
    growth::Milestone,
    outlook::{LogRandomWalk, Method, Outlook, OutlookOptions},
    simulation::{CorrelatedSum, Shocks, Simulation, StatedGrowth, TargetChances},
};

use crate::{
    Outcome,
    outlook::OutlookArgs,
    past::Past,
    print::{print_json, say},
};

/// What simulated paths come to.
#[derive(Serialize)]
pub struct SimulationAnswer {
    paths: u64,
    seed: u64,
    quantiles: Vec<SimulatedYear>,
    targets: Vec<SimulatedTarget>,
    /// That each flow has reached its own target, by year; empty where they have none.
    both_flows: Vec<Probability>,
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
struct SimulatedAnswer<F: Serialize> {
    #[serde(flatten)]
    unit: Unit,
    method: Option<Method>,
    fitted: F,
    start: Period,
    amount: Amount,
    joint: Option<()>,
    #[serde(flatten)]
    simulation: SimulationAnswer,
}

/// Runs a simulation over the years of an outlook.
pub fn simulate(
    args: &OutlookArgs,
    simulation: Simulation,
    outlook: &Outlook,
    targets: &[Milestone],
) -> Outcome<SimulationAnswer> {
    let periods: Vec<Period> = outlook.periods().collect();
    let mut simulation = simulation.years(periods.len()).paths(args.paths.unwrap_or(100_000)).seed(args.seed);
    if args.sobol {
        simulation = simulation.sobol();
    }
    let amounts: Vec<Amount> = targets.iter().map(Milestone::amount).collect();
    let ensemble = simulation.run(&amounts)?;
    let quantiles = (1..).zip(&periods).map(|(year, period)| {
        let at = |share: f64| ensemble.quantile(year, Probability::new(share)?);
        let (p025, p10, p25, p50) = (at(0.025)?, at(0.1)?, at(0.25)?, at(0.5)?);
        Ok(SimulatedYear { period: *period, p025, p10, p25, p50, p75: at(0.75)?, p90: at(0.9)?, p975: at(0.975)? })
    });
    let quantiles = quantiles.collect::<tradepath::Result<_>>()?;
    let end = outlook.end()?;
    let target = |(target, chances): (&Milestone, &TargetChances)| {
        let by = target.by().unwrap_or(end);
        let at = periods.iter().position(|period| *period == by);
        let at = at.ok_or_else(|| format!("{by} is not after {} and up to {end}", outlook.start()))?;
        let period_of = |chance: f64| {
            let year = chances.by.iter().position(|by| by.value() >= chance)?;
            periods.get(year).copied()
        };
        let never = chances.by.last().map_or(Probability::CERTAIN, |by| by.complement());
        Ok(SimulatedTarget {
            amount: target.amount(),
            by,
            at_horizon: chances.at[at],
            by_horizon: chances.by[at],
            any_moment: None,
            arrival: SimulatedArrival { p10: period_of(0.1), p50: period_of(0.5), p90: period_of(0.9), never },
        })
    };
    let targets = targets.iter().zip(ensemble.targets()).map(target).collect::<Outcome<_>>()?;
    let both_flows = ensemble.all_parts().to_vec();
    Ok(SimulationAnswer { paths: ensemble.paths(), seed: args.seed, quantiles, targets, both_flows })
}

/// What the paths come to, in words.
pub fn said(simulation: &SimulationAnswer, unit: Unit) -> String {
    let mut text = format!("\n## Simulated: {} paths from seed {}\n\n", simulation.paths, simulation.seed);
    for target in &simulation.targets {
        let _ = writeln!(
            text,
            "- {} by {}: chance that some year up to then reaches it: {}; that {} itself does: {}",
            target.amount.in_unit(unit),
            target.by,
            target.by_horizon,
            target.by,
            target.at_horizon
        );
    }
    text
}

/// Growth with persistence or tails.
pub fn simulated(args: &OutlookArgs, past: &Past, outlook: &Outlook, targets: &[Milestone], json: bool) -> Outcome {
    let walk = LogRandomWalk::new(args.drift.unwrap_or_default(), args.volatility.unwrap_or_default())?;
    let shocks = args.tails.map_or(Shocks::Normal, |freedom| Shocks::StudentT { freedom });
    let growth = StatedGrowth::of(walk, outlook.amount())?;
    let growth = growth.persistence(args.persistence.unwrap_or_default())?.shocks(shocks)?;
    let simulation = simulate(args, Simulation::of(growth), outlook, targets)?;
    if json {
        let (start, amount, unit) = (outlook.start(), outlook.amount(), past.unit);
        return print_json(&SimulatedAnswer {
            unit,
            method: None,
            fitted: growth,
            start,
            amount,
            joint: None,
            simulation,
        });
    }
    let money = |amount: Amount| amount.in_unit(past.unit).to_string();
    let mut text = format!(
        "# {}\n\nFrom {} in {}, growth as stated: drift {}, volatility {}, persistence {}",
        past.title,
        money(outlook.amount()),
        outlook.start(),
        args.drift.unwrap_or_default(),
        args.volatility.unwrap_or_default(),
        args.persistence.unwrap_or_default(),
    );
    if let Some(freedom) = args.tails {
        let _ = write!(text, ", Student's t with {freedom} degrees of freedom");
    }
    text += ".\n";
    text += &said(&simulation, past.unit);
    text += "\n| year | 2.5 % | 10 % | median | 90 % | 97.5 % |\n|---|---|---|---|---|---|\n";
    for year in &simulation.quantiles {
        let cells = [year.p025, year.p10, year.p50, year.p90, year.p975].map(money).join(" | ");
        let _ = writeln!(text, "| {} | {cells} |", year.period);
    }
    say(&text)
}

/// Both flows, looked ahead at one by one and added up.
pub fn both_flows(
    args: &OutlookArgs,
    past: &Past,
    outlook: &Outlook,
    targets: &[Milestone],
    correlation: f64,
    json: bool,
) -> Outcome {
    let flows =
        past.flows.as_ref().ok_or("--flows needs files of trade statistics with both flows in the last year")?;
    let options = OutlookOptions::new().method(args.method).years(outlook.periods().count());
    let parts = vec![Outlook::fitted(&flows.0, &options)?, Outlook::fitted(&flows.1, &options)?];
    let amounts = args.flow_targets.iter().map(|target| target.amount_in(past.unit));
    let own: Vec<Amount> = amounts.collect::<Result<_, _>>()?;
    let simulation = Simulation::of_sum(CorrelatedSum::of(parts, correlation)?).part_targets(own);
    let simulation = simulate(args, simulation, outlook, targets)?;
    if json {
        let answer = SimulatedAnswer {
            unit: past.unit,
            method: Some(args.method),
            fitted: FlowsFitted { correlation },
            start: outlook.start(),
            amount: outlook.amount(),
            joint: None,
            simulation,
        };
        return print_json(&answer);
    }
    let money = |amount: Amount| amount.in_unit(past.unit).to_string();
    let (start, amount) = (outlook.start(), money(outlook.amount()));
    let mut text =
        format!("# {}\n\nBoth flows from {amount} in {start}, with a correlation of {correlation}.\n", past.title);
    text += &said(&simulation, past.unit);
    if let (Some(last), Some(period)) = (simulation.both_flows.last(), outlook.periods().last()) {
        let _ = writeln!(text, "- each flow has reached its own target by {period}: {last}");
    }
    say(&text)
}

#[derive(Serialize)]
struct FlowsFitted {
    correlation: f64,
}
