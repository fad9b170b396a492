//! `learn`: the tables of outlooks and base rates, from files of one's own.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use tradepath::{
    Period, Tables,
    history::{AnnualPanel, MissingFlow, Reading},
};

use crate::{
    NoAnswer, Outcome,
    files::{FilesArgs, ReadingAnswer},
    of_figures,
    print::{print_json, say},
};

#[derive(Args)]
pub struct LearnArgs {
    #[command(flatten)]
    files: FilesArgs,
    /// The folder to write the tables into; --tables of other subcommands takes it.
    #[arg(long)]
    out: PathBuf,
}

/// What was learned from, and up to when.
#[derive(Serialize)]
struct LearnAnswer<'a> {
    tables: &'a PathBuf,
    panel: &'a str,
    pairs: usize,
    from: Period,
    to: Period,
    #[serde(flatten)]
    reading: ReadingAnswer<'a>,
}

pub fn learn(args: &LearnArgs, json: bool) -> Outcome {
    if args.files.is_empty() {
        return Err("name files of trade statistics of many pairs and years".into());
    }
    if args.files.pair.is_some() {
        return Err("tables are learned from all pairs; leave --pair out".into());
    }
    let reading = args.files.load(&args.files.reader())?;
    let panel = turnovers(args, &reading)?;
    let (from, to) = panel.years().ok_or_else(|| NoAnswer("the files have no turnover of a year".to_owned()))?;
    let tables = of_figures(Tables::learn(&panel))?;
    tables.save(&args.out)?;
    let named = &tables.base_rates().panel().name;
    if json {
        let (tables, reading) = (&args.out, ReadingAnswer::from(&reading));
        return print_json(&LearnAnswer { tables, panel: named, pairs: panel.len(), from, to, reading });
    }
    let (pairs, folder) = (panel.len(), args.out.display());
    say(&format!(
        "Learned from {pairs} pairs of {named}, {from} to {to}. The tables are in {folder}; run, assess, outlook and base-rate use them with --tables {folder}.\n"
    ))
}

/// The turnovers of every pair of the files.
fn turnovers(args: &LearnArgs, reading: &Reading) -> Outcome<AnnualPanel> {
    let how = args.files.reconciliation(&reading.panel)?.missing_flow(MissingFlow::Zero);
    let panel = of_figures(AnnualPanel::turnovers(&reading.panel, &how))?;
    let named = reading.panel.sources().any(|source| !source.is_empty());
    Ok(if named { panel } else { panel.named(args.files.names()) })
}
