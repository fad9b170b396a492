//! Reading trade statistics, and what is computed of a whole panel. The yardstick is the `csv` crate going over the same
//! bytes without making anything of them. Peaks of memory stand beside the times.

mod support;

use divan::{
    AllocProfiler, Bencher, black_box,
    counter::{BytesCount, ItemsCount},
};
use tradepath::history::{CifFob, Panel, Reader, Reconciliation};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn baci() -> Vec<u8> {
    let mut table = Vec::new();
    support::write_baci(support::ROWS, &mut table).unwrap();
    table
}

/// The panel of the shared data, decompressed; one of the same size where that is not at hand.
fn tidy() -> (Vec<u8>, u64) {
    let mut table = Vec::new();
    match support::shared_panel() {
        Some(path) => {
            let panel = Reader::new().load(&[path]).unwrap().panel;
            panel.write_tidy(&mut table).unwrap();
            (table, panel.len() as u64)
        }
        None => {
            let panel = Reader::new().by_product().read(&baci()[..], "baci").unwrap().panel;
            panel.write_tidy(&mut table).unwrap();
            (table, panel.len() as u64)
        }
    }
}

#[divan::bench(sample_count = 10)]
fn yardstick_csv_crate(bencher: Bencher) {
    let table = baci();
    let bytes = BytesCount::of_slice(&table);
    bencher.counter(bytes).counter(ItemsCount::new(support::ROWS)).bench(|| {
        let mut reader = csv::Reader::from_reader(black_box(&table[..]));
        let mut record = csv::ByteRecord::new();
        let mut rows = 0;
        while reader.read_byte_record(&mut record).unwrap() {
            rows += 1;
        }
        rows
    });
}

#[divan::bench(args = [1, 2], sample_count = 10)]
fn baci_all_pairs(bencher: Bencher, threads: usize) {
    let table = baci();
    let bytes = BytesCount::of_slice(&table);
    bencher
        .counter(bytes)
        .counter(ItemsCount::new(support::ROWS))
        .bench(|| Reader::new().threads(threads).read(black_box(&table[..]), "baci").unwrap());
}

#[divan::bench(args = [1, 2], sample_count = 10)]
fn baci_one_pair(bencher: Bencher, threads: usize) {
    let table = baci();
    let reader = Reader::new().threads(threads).pair("AFG-ALB");
    let bytes = BytesCount::of_slice(&table);
    bencher
        .counter(bytes)
        .counter(ItemsCount::new(support::ROWS))
        .bench(|| reader.read(black_box(&table[..]), "baci").unwrap());
}

#[divan::bench(args = [1, 2], sample_count = 10)]
fn tidy_all_pairs(bencher: Bencher, threads: usize) {
    let (table, rows) = tidy();
    let bytes = BytesCount::of_slice(&table);
    let reader = Reader::new().threads(threads);
    bencher.counter(bytes).counter(ItemsCount::new(rows)).bench(|| reader.read(black_box(&table[..]), "tidy").unwrap());
}

#[divan::bench(args = [1, 2], sample_count = 10)]
fn tidy_one_pair(bencher: Bencher, threads: usize) {
    let (table, rows) = tidy();
    let bytes = BytesCount::of_slice(&table);
    let reader = Reader::new().threads(threads).pair("KAZ-UZB");
    bencher.counter(bytes).counter(ItemsCount::new(rows)).bench(|| reader.read(black_box(&table[..]), "tidy").unwrap());
}

/// The compressed panel of the shared data, of every pair; nothing where it is not at hand.
#[divan::bench(sample_count = 10)]
fn shared_panel_compressed(bencher: Bencher) {
    let Some(path) = support::shared_panel() else {
        return eprintln!("skipped: ../shared/data is not at hand");
    };
    bencher.bench(|| Reader::new().load(&[black_box(path)]).unwrap());
}

/// Every indicator of every economy and pair of one year.
#[divan::bench(sample_count = 10)]
fn indicators_of_a_year(bencher: Bencher) {
    let (panel, year) = match support::shared_panel() {
        Some(path) => (Reader::new().load(&[path]).unwrap().panel, "2019"),
        None => (Reader::new().read(&baci()[..], "baci").unwrap().panel, "2019"),
    };
    let how = Reconciliation::default();
    bencher.bench(|| panel.indicators(black_box(year), &how).unwrap());
}

/// Flows of ten years among a hundred economies, each reported twice.
fn twice_reported() -> Panel {
    let economies = Reader::new().read(&baci()[..], "baci").unwrap().panel.economies();
    let mut table = String::from("year,exporter,importer,reporter,valuation,value\n");
    let mut random = support::Random::new(7);
    for year in 2010..2020 {
        for exporter in &economies[..100] {
            for importer in economies[..100].iter().filter(|importer| *importer != exporter) {
                let value = 1000 + random.below(1 << 30);
                let other = value / 100 * (80 + random.below(60));
                table += &format!("{year},{exporter},{importer},{exporter},FOB,{value}\n");
                table += &format!("{year},{exporter},{importer},{importer},CIF,{other}\n");
            }
        }
    }
    Reader::new().read(table.as_bytes(), "panel").unwrap().panel
}

#[divan::bench(sample_count = 10)]
fn reliability_of_a_panel(bencher: Bencher) {
    let panel = twice_reported();
    bencher.counter(ItemsCount::new(panel.len())).bench(|| black_box(&panel).reliability(CifFob::default()).unwrap());
}
