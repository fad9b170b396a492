//! Reading amounts, rates, periods and files. The yardstick for an amount is `f64::from_str`.

use divan::{Bencher, black_box};
use tradepath::{
    Amount, Currency, GrowthRate, Period, Scenario, history::History, history::Selection, scenario::shipped,
};

fn main() {
    divan::main();
}

#[divan::bench]
fn yardstick_number() -> f64 {
    black_box("3000000000").parse().unwrap()
}

#[divan::bench(args = ["3B", "US$ 350 mn", "1,250,000", "3,5 млрд долл. США"])]
fn amount(text: &str) -> Amount {
    black_box(text).parse().unwrap()
}

#[divan::bench]
fn rate() -> GrowthRate {
    black_box("12.79%").parse().unwrap()
}

#[divan::bench]
fn period() -> Period {
    black_box("2021-Q3").parse().unwrap()
}

#[divan::bench]
fn scenario_file(bencher: Bencher) {
    let text = shipped("kazakhstan-uzbekistan-2021").unwrap().text();
    bencher.bench(|| Scenario::from_toml(black_box(text), "pledge.toml").unwrap());
}

/// A tidy table of a hundred thousand rows, of which one pair is kept.
#[divan::bench]
fn history_of_a_pair(bencher: Bencher) {
    let mut file = String::from("year,exporter,importer,value_musd\n");
    for at in 0..100_000 {
        let (exporter, importer) = if at % 5000 == 0 { ("KAZ", "UZB") } else { ("RUS", "CHN") };
        file += &format!("{},{exporter},{importer},{at}.5\n", 2000 + at / 5000);
    }
    let selection = Selection::new("KAZ,UZB", Currency::USD).unwrap();
    bencher.bench(|| History::read(black_box(file.as_bytes()), "trade.csv", selection.clone()).unwrap());
}
