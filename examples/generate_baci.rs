//! Writes a table shaped like a year of CEPII BACI, the same one each time, to measure reading with.
//!
//! `cargo run --release --example generate_baci -- 11000000 > BACI_large.csv`

#[path = "../benches/support/mod.rs"]
mod support;

use std::{
    error::Error,
    io::{BufWriter, stdout},
};

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().nth(1).ok_or("say how many rows to write")?.parse()?;
    support::write_baci(rows, BufWriter::with_capacity(1 << 20, stdout().lock()))
}
