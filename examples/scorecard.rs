//! This project's own record: every pledge that comes with the crate, assessed from no more than was known on its day, beside
//! what came. Prints the table and writes its chart into a folder, `out` unless another is named; with `--report`, a page
//! that can be published as it is:
//! `cargo run --release --example scorecard -- [FOLDER] [--report page.html]`

use std::{env, error::Error, fs, path::PathBuf};

use tradepath::{
    AssessmentOptions, Scorecard, assess,
    chart::{Canvas, ChartKind, draw},
    report,
    scenario::Shipped,
};

/// The folder of the chart, and the file of the page where one is wanted.
fn arguments() -> Result<(PathBuf, Option<PathBuf>), String> {
    let (mut folder, mut page) = (None, None);
    let mut given = env::args().skip(1);
    while let Some(argument) = given.next() {
        if argument == "--report" {
            page = Some(given.next().ok_or("--report needs the file to write")?.into());
        } else if argument.starts_with('-') || folder.is_some() {
            return Err(format!("unexpected argument `{argument}`; accepted are a folder and --report FILE"));
        } else {
            folder = Some(argument.into());
        }
    }
    Ok((folder.unwrap_or("out".into()), page))
}

fn main() -> Result<(), Box<dyn Error>> {
    let (folder, page) = arguments()?;
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
    if let Some(page) = page {
        fs::write(page, report::scorecard_html(&scorecard)?)?;
    }
    Ok(())
}
