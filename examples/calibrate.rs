//! Regenerates the calibrations that come with the crate from a panel, one for each year from the third after its first:
//! `cargo run --release --example calibrate -- PANEL > data/calibration/pairs-over-100m.jsonl`

use std::{env, error::Error, io::stdout};

use tradepath::{
    Amount, Period,
    history::{AnnualPanel, MirrorPolicy, MissingFlow, Reader, Reconciliation},
    outlook::Calibration,
};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("name the panel's file")?;
    let panel = Reader::new().load(&[path])?.panel;
    let sample =
        AnnualPanel::turnovers(&panel, &Reconciliation::new(MirrorPolicy::Fill)?.missing_flow(MissingFlow::Zero))?;
    let (first, last) = sample.years().ok_or("the panel is empty")?;
    for year in first.calendar_year() + 3..=last.calendar_year() {
        Calibration::of(&sample, Amount::millions(100.0)?, Period::year(year)?)?.write(stdout().lock())?;
    }
    Ok(())
}
