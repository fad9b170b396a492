//! Tables to measure reading with, the same ones each time.

use std::{collections::HashSet, error::Error, io::Write, path::Path};

use tradepath::history::Reader;

/// How many rows a table that is made here has.
#[allow(dead_code, reason = "each user of this module needs a part of it")]
pub const ROWS: u64 = 1_100_000;

/// The panel of the shared data, where it is at hand.
#[allow(dead_code, reason = "each user of this module needs a part of it")]
pub fn shared_panel() -> Option<&'static str> {
    let path = "../shared/data/baci-pairs-2000-2020.csv.gz";
    Path::new(path).exists().then_some(path)
}

/// Economies that trade with each other.
const ECONOMIES: usize = 230;
const PRODUCTS: u64 = 5000;

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(u64);

#[allow(dead_code, reason = "each user of this module needs a part of it")]
impl Random {
    /// Numbers that follow from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from zero to below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ bits >> 31) % end
    }
}

/// Writes a table shaped like a year of CEPII BACI, with as many rows as asked for.
pub fn write_baci(rows: u64, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let codes = codes()?;
    let pairs = (codes.len() * (codes.len() - 1)) as u64;
    let mut random = Random(1);
    writeln!(out, "t,i,j,k,v,q")?;
    let mut pair = 0;
    for exporter in &codes {
        for importer in codes.iter().filter(|importer| *importer != exporter) {
            // As many rows in all as asked for, spread evenly.
            let count = rows * (pair + 1) / pairs - rows * pair / pairs;
            pair += 1;
            let step = PRODUCTS / count.clamp(1, PRODUCTS);
            for at in 0..count {
                let product = 10_000 + (at * step + random.below(step.max(1))) * 19;
                let magnitude = 7 + random.below(14);
                let (value, quantity) = (random.below(1 << magnitude), random.below(100_000));
                let (units, thousandths) = (value / 1000, value % 1000);
                writeln!(
                    out,
                    "2019,{exporter},{importer},{product:06},{units}.{thousandths:03},{}.{:03}",
                    quantity / 1000,
                    quantity % 1000
                )?;
            }
        }
    }
    Ok(out.flush()?)
}

/// Numeric codes of different economies.
fn codes() -> Result<Vec<u16>, Box<dyn Error>> {
    let mut known = HashSet::new();
    let mut codes = Vec::new();
    for code in (1..895).filter(|code| !(397..=398).contains(code)) {
        let file = format!("t,i,j,v\n2019,398,{code},1\n");
        let Ok(reading) = Reader::new().read(file.as_bytes(), "code") else { continue };
        let named: Vec<_> = reading.panel.reports().map(|report| report.importer).collect();
        if named.into_iter().any(|economy| known.insert(economy)) {
            codes.push(code);
        }
    }
    if codes.len() < ECONOMIES {
        return Err(format!("{} economies are known, but {ECONOMIES} are needed", codes.len()).into());
    }
    codes.truncate(ECONOMIES);
    Ok(codes)
}
