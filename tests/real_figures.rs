//! The shipped tables against the figures they were taken from, where those are at hand.

use std::path::{Path, PathBuf};

use approx::assert_relative_eq;
use tradepath::{
    Currency, Period,
    history::{CifFob, Deflator, History, MirrorPolicy, Reader, Reconciliation, Selection},
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

const PANEL: &str = "baci-pairs-2000-2020.csv.gz";

#[test]
fn a_compressed_panel_gives_the_pair_and_its_growth() {
    let (Some(path), Some(expected)) = (shared(PANEL), shared("kaz-uzb/baci_2000_2020.csv")) else { return };
    let pair = "KAZ-UZB".parse().unwrap();
    let panel = Reader::new().pair(pair).load(&[path]).unwrap().panel;
    let history = panel.mirror(pair, &Reconciliation::default()).unwrap().history().unwrap();
    let turnover = history.turnover().unwrap();
    for record in csv::Reader::from_path(expected).unwrap().records() {
        let record = record.unwrap();
        let period = Period::year(record[0].parse().unwrap()).unwrap();
        let expected: f64 = record[3].parse::<f64>().unwrap() * 1e6;
        assert!((turnover.amount(period).unwrap().value() - expected).abs() <= 1.5e3, "{period}");
    }
    let in_2019 =
        |series: Option<&tradepath::Series>| series.unwrap().amount(Period::year(2019).unwrap()).unwrap().value();
    assert_eq!(format!("{:.1}", in_2019(history.exports()) / 1e6), "1962.0");
    assert_eq!(format!("{:.1}", in_2019(history.imports()) / 1e6), "1209.8");
    assert_eq!(format!("{:.1}", in_2019(Some(turnover)) / 1e6), "3171.8");
    // Computed with mpmath at 40 digits from the rounded table.
    let measures = turnover.growth_measures().unwrap();
    assert_relative_eq!(measures.cagr.unwrap().effective(), 0.220_103_090_2, max_relative = 1e-4);
    assert_relative_eq!(measures.least_squares.unwrap().effective(), 0.172_376_637_6, max_relative = 1e-4);
    assert_relative_eq!(measures.least_squares_log.unwrap(), 0.159_033_002_7, max_relative = 1e-4);
    assert_relative_eq!(measures.standard_error.unwrap(), 0.018_948_668_1, max_relative = 1e-4);
    assert_relative_eq!(measures.mean_log.unwrap(), 0.198_935_355_4, max_relative = 1e-4);
    assert_relative_eq!(measures.volatility.unwrap(), 0.398_670_908_1, max_relative = 1e-4);
}

#[test]
fn the_whole_panel_is_read_written_and_read_back() {
    let Some(path) = shared(PANEL) else { return };
    let reading = Reader::new().load(&[path]).unwrap();
    assert_eq!((reading.rows, reading.panel.len(), reading.panel.economies().len()), (581_494, 581_494, 206));
    let world = |year: &str| {
        let period = year.parse().unwrap();
        reading
            .panel
            .reports()
            .filter(|report| report.period == period)
            .map(|report| report.amount.value())
            .sum::<f64>()
            / 1e12
    };
    // Trillions of dollars, as the data's own notes give them.
    assert_eq!(format!("{:.2} {:.2} {:.2}", world("2000"), world("2014"), world("2020")), "6.03 17.49 16.12");
    let mut written = Vec::new();
    reading.panel.write_tidy(&mut written).unwrap();
    assert_eq!(Reader::new().read(&written[..], "written.csv").unwrap().panel, reading.panel);
    // No flow of it is reported twice, so that nobody can be weighed.
    assert!(reading.panel.reliability(CifFob::default()).is_err());
    let found = reading.panel.indicators("2019".parse().unwrap(), &Reconciliation::default()).unwrap();
    let share: f64 = found.economies.iter().filter_map(|of| of.export_share).sum();
    assert_relative_eq!(share, 1.0, max_relative = 1e-12);
}

#[test]
fn real_amounts_follow_the_price_index() {
    let Some(path) = shared("us-cpi-annual.csv") else { return };
    let deflator = Deflator::load(path).unwrap();
    assert_eq!(deflator.partial().iter().map(Period::to_string).collect::<Vec<_>>(), ["2025", "2026"]);
    let history = shipped("kazakhstan-uzbekistan-2021").unwrap().history().unwrap();
    let turnover = history.turnover().unwrap();
    let real = turnover.real(&deflator, "2020".parse().unwrap()).unwrap();
    let (nominal, real) =
        (turnover.amount("2010".parse().unwrap()).unwrap(), real.amount("2010".parse().unwrap()).unwrap());
    // CPI-U: 218.056 in 2010, 258.811 in 2020.
    assert_relative_eq!(real.value() / nominal.value(), 258.811 / 218.056, max_relative = 1e-4);
}

#[test]
fn one_sides_statistics_are_taken_as_they_stand() {
    let selection = Selection::new("KAZ-UZB".parse().unwrap(), Currency::USD);
    let table = include_str!("../data/history/kazakhstan-uzbekistan.csv");
    let uzbek = selection.reporter(MirrorPolicy::Of("UZB".parse().unwrap()));
    let history = History::read(table.as_bytes(), "history.csv", uzbek).unwrap();
    assert_eq!(history.turnover().unwrap().amount("2022".parse().unwrap()).unwrap().value(), 4.6e9);
    let error = History::read(table.as_bytes(), "history.csv", selection).unwrap_err().to_string();
    assert!(error.contains("KAZ and UZB each state a turnover of 2021") || error.contains("UZB and KAZ"), "{error}");
}
