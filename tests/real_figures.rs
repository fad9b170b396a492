//! The shipped tables against the figures they were taken from, where those are at hand.

use std::path::{Path, PathBuf};

use tradepath::{
    Currency, Period,
    history::{History, Selection},
    scenario::shipped,
};

/// A file of `../shared/data`; none, said on standard error, where it is not there.
fn shared(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

#[test]
fn the_shipped_history_is_that_of_its_source() {
    let Some(path) = shared("kaz-uzb/baci_2000_2020.csv") else { return };
    let history = shipped("kazakhstan-uzbekistan-2021").unwrap().history().unwrap();
    let mut compared = 0;
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        let period = Period::year(record[0].parse().unwrap()).unwrap();
        for (series, column) in [(history.exports(), 1), (history.imports(), 2), (history.turnover(), 3)] {
            let found = series.unwrap().amount(period).unwrap().value();
            let expected = record[column].parse::<f64>().unwrap() * 1e6;
            assert!((found - expected).abs() <= 1.5e3, "{period}: {found} {expected}");
            compared += 1;
        }
    }
    assert_eq!(compared, 63);
}

#[test]
fn a_pair_written_as_a_tidy_table_is_read_back() {
    let Some(path) = shared("kaz-uzb/cow_v4_1993_2014.csv") else { return };
    let mut tidy = String::from("year,exporter,importer,value_musd\n");
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        tidy += &format!("{0},KAZ,UZB,{1}\n{0},UZB,KAZ,{2}\n", &record[0], &record[1], &record[2]);
    }
    let history =
        History::read(tidy.as_bytes(), "cow.csv", Selection::new("UZB,KAZ".parse().unwrap(), Currency::USD)).unwrap();
    let turnover = history.turnover().unwrap();
    assert_eq!((turnover.first(), turnover.last()), (Period::year(1993).unwrap(), Period::year(2014).unwrap()));
    assert_eq!(turnover.amount(turnover.last()).unwrap().value(), 2402e6);
    assert_eq!(history.exports().unwrap().amount(turnover.last()).unwrap().value(), 872e6);
}
