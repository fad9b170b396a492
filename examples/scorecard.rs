//! This project's own record: every pledge that comes with the crate, assessed from no more than was known on its day, beside
//! what came. Prints the table and writes its chart into a folder, `out` unless another is named:
//! `cargo run --release --example scorecard`

use std::{env, error::Error, path::PathBuf};

use tradepath::{
    AssessmentOptions, Scorecard, assess,
    chart::{Canvas, ChartKind, draw},
    report,
    scenario::Shipped,
};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or("out".to_owned()));
    let assessments =
        Shipped::all().map(|pledge| assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new()));
    let assessments = assessments.collect::<tradepath::Result<Vec<_>>>()?;
    let scorecard = Scorecard::of(&assessments);
    print!("{}", report::scorecard(&scorecard));
    // A row for each milestone, under the title and over the axis.
    let height = 240 + 28 * scorecard.rows.len() as u32;
    let chart = draw(ChartKind::Scorecard, &scorecard, Canvas::new(1200, height)?)?;
    for ending in ["svg", "png"] {
        chart.save(folder.join(format!("scorecard.{ending}")))?;
    }
    Ok(())
}
