//! History files: whatever the bytes, a history or an error with its line, and nothing lost between.

use proptest::prelude::*;
use tradepath::{
    Currency,
    history::{History, Selection},
    scenario::Shipped,
};

fn selection() -> Selection {
    Selection::new("KAZ,UZB", Currency::USD).unwrap()
}

/// Tables of one pair's flows, a row a year.
fn tables() -> impl Strategy<Value = Vec<(i32, bool, f64)>> {
    prop::collection::btree_map((1990..2030_i32, any::<bool>()), 0.0..1e12_f64, 1..60)
        .prop_map(|rows| rows.into_iter().map(|((year, outward), value)| (year, outward, value)).collect())
}

fn written(rows: &[(i32, bool, f64)], end: &str) -> String {
    let mut text = format!("year,exporter,importer,value{end}");
    for (year, outward, value) in rows {
        let (exporter, importer) = if *outward { ("KAZ", "UZB") } else { ("UZB", "KAZ") };
        text += &format!("{year},{exporter},{importer},{value}{end}");
    }
    text
}

proptest! {
    #[test]
    fn any_bytes_are_a_history_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = History::read(&bytes[..], "any.csv", selection());
        let header = b"year,exporter,importer,value,flow,status,source\n";
        let _ = History::read(&[&header[..], &bytes].concat()[..], "any.csv", selection());
    }

    #[test]
    fn a_damaged_table_is_a_history_or_an_error(at in 0..4000_usize, length in 0..30_usize, with in "[ -~\n\r\"]{0,6}") {
        let text = include_str!("../data/history/kazakhstan-uzbekistan.csv");
        let mut letters: Vec<char> = text.chars().collect();
        let end = (at + length).min(letters.len());
        letters.splice(at..end, with.chars());
        let damaged: String = letters.into_iter().collect();
        let uzbek = selection().reporter("UZB".parse().unwrap());
        match History::read(damaged.as_bytes(), "damaged.csv", uzbek) {
            Ok(history) => prop_assert!(history.turnover().is_some()),
            Err(error) => prop_assert!(error.position().line.is_some() || error.to_string().contains("no history of"), "{error}"),
        }
    }

    #[test]
    fn every_figure_of_a_table_is_in_the_history(rows in tables(), end in prop::sample::select(vec!["\n", "\r\n", "\n\n"])) {
        let history = History::read(written(&rows, end).as_bytes(), "table.csv", selection()).unwrap();
        for (year, outward, value) in &rows {
            let series = if *outward { history.exports() } else { history.imports() };
            let found = series.unwrap().amount(tradepath::Period::year(*year).unwrap()).unwrap();
            prop_assert_eq!(found.value(), *value);
        }
        let inward = |year: i32| rows.iter().any(|(at, outward, _)| *at == year && !outward);
        let both = rows.iter().filter(|(year, outward, _)| *outward && inward(*year)).count();
        prop_assert_eq!(history.turnover().map_or(0, |series| series.iter().count()), both);
    }

    #[test]
    fn a_wrong_row_is_named_by_its_line(rows in tables(), end in prop::sample::select(vec!["\n", "\r\n", "\n\n"])) {
        let text = written(&rows, end) + "2040,KAZ,UZB,oops";
        let line = text.matches('\n').count() + 1;
        let error = History::read(text.as_bytes(), "table.csv", selection()).unwrap_err();
        prop_assert_eq!(error.position().line, Some(line));
    }
}

#[test]
fn every_shipped_history_comes_back_from_json() {
    for shipped in Shipped::all() {
        let history = shipped.history().unwrap();
        let json = serde_json::to_string(&history).unwrap();
        assert_eq!(serde_json::from_str::<History>(&json).unwrap(), history);
    }
}

#[test]
fn a_history_whose_series_do_not_fit_together_is_refused() {
    let series = |currency: &str, period: &str| {
        format!(r#"{{"currency":"{currency}","observations":[{{"period":"{period}","amount":1}}]}}"#)
    };
    let history = |exports: &str, imports: &str| {
        serde_json::from_str::<History>(&format!(r#"{{"pair":["KAZ","UZB"],"exports":{exports},"imports":{imports}}}"#))
    };
    assert!(history(&series("USD", "2020"), &series("USD", "2021")).is_ok());
    assert!(history(&series("USD", "2020"), &series("EUR", "2021")).is_err());
    assert!(history(&series("USD", "2020"), &series("USD", "2021-Q1")).is_err());
    assert!(history("null", "null").is_err());
}
