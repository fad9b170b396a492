//! `indicators`: shares, balances, intensity, concentration and openness of one period.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use tradepath::{Amount, Economy, Partners, Period};

use crate::{
    NoAnswer, Outcome,
    files::{FilesArgs, ReadingAnswer},
    print::{print_json, say},
};

#[derive(Args)]
pub struct IndicatorArgs {
    #[command(flatten)]
    files: FilesArgs,
    /// The period.
    #[arg(long)]
    period: Period,
    /// Of the pair, also the indicators that need products, which takes memory for every product in the files.
    #[arg(long, requires = "pair")]
    products: bool,
}

/// Values by economy, flow or pair.
type Values = BTreeMap<String, serde_json::Value>;

impl IndicatorArgs {
    /// Whether there is nothing to read.
    fn lacks_input(&self) -> bool {
        self.files.is_empty()
    }
}

pub fn indicators(args: &IndicatorArgs, json: bool) -> Outcome {
    if args.lacks_input() {
        return Err("name files of trade statistics".into());
    }
    let reader = args.files.reader().periods(args.period, args.period);
    let reading = args.files.load(&reader)?;
    let how = args.files.reconciliation(&reading.panel)?;
    let found = reading.panel.indicators(args.period, &how)?;
    let coverages: Vec<String> = reading.panel.coverages().iter().map(ToString::to_string).collect();
    let chosen = args.files.pair.as_ref().map(Partners::pair);
    if let Some(partners) = args.files.pair.as_ref().filter(|partners| partners.has_bloc()) {
        return Err(format!("indicators are of single economies, and a side of {partners} has members").into());
    }
    let of_interest = |economy: Economy| chosen.is_none_or(|pair| [pair.first(), pair.second()].contains(&economy));
    let mut by_indicator: BTreeMap<String, Values> = BTreeMap::new();
    for economy in found.economies.iter().filter(|of| of_interest(of.economy)) {
        add(&mut by_indicator, economy.economy.code(), economy, &["economy"])?;
    }
    for flow in found.flows.iter().filter(|flow| chosen.is_none_or(|pair| pair.has_flow(flow.exporter, flow.importer)))
    {
        let name = format!("{}-{}", flow.exporter, flow.importer);
        add(&mut by_indicator, &name, flow, &["exporter", "importer"])?;
    }
    for pair in
        found.pairs.iter().filter(|of| chosen.is_none_or(|pair| pair.has_flow(of.pair.first(), of.pair.second())))
    {
        let renamed = [
            ("exports", "pair_exports"),
            ("imports", "pair_imports"),
            ("cover_ratio", "pair_cover_ratio"),
            ("normalised_balance", "pair_normalised_balance"),
        ];
        add_renamed(&mut by_indicator, &pair.pair.to_string(), pair, &["pair"], &renamed)?;
    }
    if let (Some(pair), true) = (chosen, args.products) {
        let panel = args.files.load(&reader.by_product())?.panel;
        let products = panel.product_indicators(args.period, pair, &how)?;
        add(&mut by_indicator, &pair.to_string(), &products, &["pair"])?;
    }
    if by_indicator.is_empty() {
        return Err(NoAnswer(format!("neither side of the pair trades in {} in these files", args.period)).into());
    }
    if json {
        let mut answer = serde_json::Map::new();
        answer.insert("period".to_owned(), args.period.to_string().into());
        answer.insert("world".to_owned(), found.world.value().into());
        answer.insert("coverage".to_owned(), coverages.clone().into());
        if let serde_json::Value::Object(of_reading) = serde_json::to_value(ReadingAnswer::from(&reading))? {
            answer.extend(of_reading);
        }
        answer.extend(
            by_indicator
                .into_iter()
                .map(|(name, values)| (name, values.into_iter().collect::<serde_json::Map<_, _>>().into())),
        );
        return print_json(&answer);
    }
    let mut text = format!("# Indicators of {}\n", args.period);
    if coverages.iter().any(|coverage| *coverage != "goods") {
        text += &format!("\nThe amounts count {}, not total trade.\n", coverages.join("; "));
    }
    for (indicator, values) in &by_indicator {
        text += &format!("\n## {}\n\n", indicator.replace('_', " "));
        for (of, value) in values {
            text += &format!("- {of}: {}\n", readable(value));
        }
    }
    say(&text)
}

fn add(to: &mut BTreeMap<String, Values>, name: &str, of: &impl Serialize, keys: &[&str]) -> Outcome {
    add_renamed(to, name, of, keys, &[])
}

/// Adds every field of a record but its keys, by the field's name.
fn add_renamed(
    to: &mut BTreeMap<String, Values>,
    name: &str,
    of: &impl Serialize,
    keys: &[&str],
    renamed: &[(&str, &str)],
) -> Outcome {
    let serde_json::Value::Object(fields) = serde_json::to_value(of)? else { return Ok(()) };
    for (field, value) in fields.into_iter().filter(|(field, _)| !keys.contains(&field.as_str())) {
        let field = renamed.iter().find(|(from, _)| *from == field).map_or(field.as_str(), |(_, to)| to).to_owned();
        to.entry(field).or_default().insert(name.to_owned(), value);
    }
    Ok(())
}

/// A value for people: amounts with their unit, ratios with four digits, and a dash where there is none.
fn readable(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "-".to_owned(),
        serde_json::Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| format!("{name} {}", readable(value)));
            fields.collect::<Vec<_>>().join(", ")
        }
        value => match value.as_f64() {
            Some(number) if number.abs() >= 1e4 => {
                Amount::new(number).map_or(number.to_string(), |amount| amount.to_string())
            }
            Some(number) => format!("{number:.4}"),
            None => value.to_string(),
        },
    }
}
