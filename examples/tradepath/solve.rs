//! `solve`: any one of start, end, rate and time from the other three.

use clap::Args;
use tradepath::{Amount, GrowthRate, StatedAmount, growth::Solve};

use crate::{
    Outcome,
    print::{print_json, say},
};

#[derive(Args)]
pub struct SolveArgs {
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

impl SolveArgs {
    /// How many of the four are given: three make a question.
    fn given(&self) -> usize {
        [self.from.is_some(), self.to.is_some(), self.years.is_some(), self.rate.is_some()]
            .iter()
            .filter(|is| **is)
            .count()
    }
}

pub fn solve(args: &SolveArgs, json: bool) -> Outcome {
    let unit = [args.from, args.to].into_iter().flatten().find_map(StatedAmount::unit);
    let amount = |stated: Option<StatedAmount>| match (stated, unit) {
        (Some(stated), Some(unit)) => stated.amount_in(unit).map(Some),
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
    let solution = match question.run() {
        // The library cannot know that its values are arguments here.
        Err(error) if args.given() != 3 => return Err(error.to_string().into()),
        solution => solution?,
    };
    if json {
        return print_json(&solution);
    }
    let show = |amount: Amount| unit.map_or(amount.to_string(), |unit| amount.in_unit(unit).to_string());
    let (start, end, rate) = (show(solution.start()), show(solution.end()), solution.rate());
    let doubling = rate.doubling_years().map_or(String::new(), |years| format!(", doubling in {years:.2} years"));
    say(&format!("{start} to {end} in {:.8} years at {rate:.8} a year{doubling}\n", solution.years()))
}
