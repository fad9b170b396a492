//! Regenerates the tables of base rates that come with the crate from a panel: nominal, or in the prices of 2020 with a
//! deflator.
//! `cargo run --release --example tabulate -- PANEL > data/calibration/base-rates.gz`
//! `cargo run --release --example tabulate -- PANEL DEFLATOR > data/calibration/base-rates-real.gz`

use std::{env, error::Error, fs::File, io::stdout};

use tradepath::{
    Period, Valuation,
    base_rate::BaseRateTable,
    history::{AnnualPanel, Deflator, MirrorPolicy, MissingFlow, Reader, Reconciliation},
};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("name the panel's file")?;
    let panel = Reader::new().load(&[path])?.panel;
    let sample =
        AnnualPanel::turnovers(&panel, &Reconciliation::new(MirrorPolicy::Fill)?.missing_flow(MissingFlow::Zero))?;
    let sample = sample.named("CEPII BACI, reconciled pair totals").valued(Valuation::Fob);
    let table = match env::args().nth(2) {
        None => BaseRateTable::of(&sample)?,
        Some(deflator) => {
            let index = Deflator::read(File::open(deflator)?, "US consumer prices (CPI-U, annual average)")?;
            BaseRateTable::of(&sample.real(&index, Period::year(2020)?)?)?.without_precedents()
        }
    };
    Ok(table.write(stdout().lock())?)
}
