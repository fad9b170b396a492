//! Regenerates the calibrations that come with the crate from a panel, one for each year from the third after its first:
//! nominal, or in the prices of 2020 with a deflator.
//! `cargo run --release --example calibrate -- PANEL > data/calibration/pairs-over-100m.jsonl`
//! `cargo run --release --example calibrate -- PANEL DEFLATOR > data/calibration/pairs-over-100m-real.jsonl`

use std::{env, error::Error, io::stdout};

use tradepath::{
    Amount, GrowthRate, Period,
    history::{AnnualPanel, Deflator, MirrorPolicy, MissingFlow, Reader, Reconciliation},
    outlook::Calibration,
};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("name the panel's file")?;
    let panel = Reader::new().load(&[path])?.panel;
    let sample =
        AnnualPanel::turnovers(&panel, &Reconciliation::new(MirrorPolicy::Fill)?.missing_flow(MissingFlow::Zero))?;
    let sample = match env::args().nth(2) {
        // World trade grew by 5.8 % a year from 1980 to 2000 and US consumer prices by 3.7 %, in logarithms: of the four
        // percent that are expected in the long run, prices give all but 0.3.
        Some(deflator) => {
            let real = sample.real(&Deflator::load(deflator)?, 2020)?;
            real.long_run(GrowthRate::from_log(0.003)?)
        }
        None => sample,
    };
    let (first, last) = sample.years().ok_or("the panel is empty")?;
    for year in first.calendar_year() + 3..=last.calendar_year() {
        Calibration::of(&sample, Amount::millions(100.0)?, Period::year(year)?)?.write(stdout().lock())?;
    }
    Ok(())
}
