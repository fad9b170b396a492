//! The example program, as a user runs it.
#![cfg(feature = "chart")]

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use serde_json::Value;

/// The program, built from the sources as they are: one left over from another build would be tested in its place.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--example", "tradepath"]).current_dir(env!("CARGO_MANIFEST_DIR"));
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success(), "the example program does not build");
        let test = std::env::current_exe().unwrap();
        let folder = test.parent().and_then(Path::parent).unwrap();
        folder.join("examples").join(format!("tradepath{}", std::env::consts::EXE_SUFFIX))
    })
}

fn run(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A folder of this test's own, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tradepath-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const PLEDGE: &str = "data/scenarios/kazakhstan-uzbekistan-2021.toml";

#[test]
fn solve_takes_any_three_and_gives_every_key() {
    let close = |value: &Value, expected: f64| {
        assert!((value.as_f64().unwrap() / expected - 1.0).abs() < 1e-9, "{value} {expected}")
    };
    let rate = json(&["solve", "--from", "3B", "--to", "5B", "--years", "5", "--json"]);
    close(&rate["rate"], 0.107_566_343_248_3);
    for (arguments, key, expected) in [
        (["--from", "3B", "--to", "5B", "--rate", "7%"], "years", 7.550_041_794_933_1),
        (["--from", "3B", "--years", "10", "--rate", "7%"], "end", 3e9 * 1.07_f64.powi(10)),
        (["--to", "$5B", "--years", "5", "--rate", "-3%"], "start", 5e9 / 0.97_f64.powi(5)),
    ] {
        let found = json(&[["solve"].as_slice(), &arguments, &["--json"]].concat());
        close(&found[key], expected);
        for key in ["start", "end", "years", "rate", "log_rate", "doubling_years"] {
            assert!(found.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn run_answers_with_every_key_and_writes_the_charts() {
    let folder = Folder::new("run");
    let out = folder.0.join("charts").display().to_string();
    let found = json(&["run", PLEDGE, "--rate", "7%", "--out", &out, "--json"]);
    for key in [
        "scenario",
        "legs",
        "overall_required_rate",
        "least_constant_rate",
        "arrivals",
        "projection",
        "tracking",
        "charts",
    ] {
        assert!(found.get(key).is_some(), "{key}");
    }
    assert_eq!(found["legs"][0]["to"]["period"], Value::Null);
    assert_eq!(found["legs"][0]["required_rate"], Value::Null);
    assert_eq!(found["arrivals"][1]["period"], "2039");
    assert_eq!(found["projection"][1]["growth"], 0.07);
    assert_eq!(found["charts"].as_array().unwrap().len(), 18);
    for chart in found["charts"].as_array().unwrap() {
        assert!(std::fs::metadata(chart.as_str().unwrap()).unwrap().len() > 1000);
    }
}

#[test]
fn nothing_is_tracked_without_a_history() {
    let folder = Folder::new("plain");
    let file = folder.file("plain.toml", "pair = ['IND', 'CHN']\ncurrency = 'USD'\nbaseline = { period = 2010, amount = '60B' }\nmilestone = [{ amount = '100B', by = 2015 }]\n");
    let found = json(&["run", &file, "--json"]);
    assert_eq!(found["tracking"], Value::Null);
    assert_eq!(found["scenario"]["title"], "India and China");
    let history = folder.file("trade.csv", "year,exporter,importer,value_musd\n2010,IND,CHN,17945.4\n2010,CHN,IND,40178.7\n2011,IND,CHN,17152.0\n2011,CHN,IND,50907.9\n");
    let tracked = json(&["run", &file, "--history", &history, "--json"]);
    assert_eq!(tracked["tracking"]["period"], "2011");
}

#[test]
fn the_embedded_pledge_is_assessed_in_any_folder() {
    let folder = Folder::new("embedded");
    let output = Command::new(program()).current_dir(&folder.0).output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(text);
    assert_eq!(std::fs::read_dir(folder.0.join("out")).unwrap().count(), 19);
}

#[test]
fn chart_writes_the_one_that_was_asked_for() {
    let folder = Folder::new("chart");
    let dated = "data/scenarios/kazakhstan-uzbekistan-2021-by-2030.toml";
    let of_scenario =
        ["route", "growth", "flows", "arrival", "fan", "arrivals", "chances", "base-rate", "eras", "precedents"];
    for kind in of_scenario {
        for ending in ["svg", "png"] {
            let out = folder.0.join(format!("{kind}.{ending}")).display().to_string();
            let found = json(&[
                "chart", dated, "--kind", kind, "--out", &out, "--width", "640", "--height", "360", "--theme", "dark",
                "--json",
            ]);
            assert_eq!(found["chart"], out);
            assert!(std::fs::metadata(&out).unwrap().len() > 1000);
        }
    }
    let out = folder.0.join("chart.svg").display().to_string();
    let of_files: [&[&str]; 3] = [
        &["chart", "data/history/india-china.csv", "--pair", "IND,CHN", "--kind", "mirror", "--out", &out],
        &["chart", "data/history/india-china.csv", "--kind", "reliability", "--out", &out],
        &["chart", "--kind", "scorecard", "--out", &out],
    ];
    for arguments in of_files {
        let output = run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(std::fs::read_to_string(&out).unwrap().starts_with("<svg"));
        std::fs::remove_file(&out).unwrap();
    }
}

#[test]
fn failures_have_their_status_and_one_message() {
    let folder = Folder::new("bad");
    let bad = folder.file("bad.toml", "pair = ['KAZ', 'UZB']\ncurrency = 'USD'\ncolour = 1\n");
    for (arguments, status, message) in [
        (vec!["solve", "--from", "3B"], 2, "give three of start, end, rate and years"),
        (vec!["solve", "--from", "3B", "--to", "5B", "--rate", "7"], 2, "7% or 700%"),
        (vec!["solve", "--from", "$3B", "--to", "€5B", "--years", "5"], 2, "the amount is in EUR"),
        (vec!["solve", "--from", "3B", "--to", "5B", "--rate", "-7%"], 1, "is never reached"),
        (vec!["solve", "--from", "3B", "--to", "5B", "--years", "0"], 2, "the time is 0 years"),
        (vec!["solve", "--from", "0", "--to", "5B", "--years", "1"], 2, "the start is 0"),
        (vec!["run", "nowhere.toml"], 1, "nowhere.toml"),
        (vec!["run", &bad], 1, "line 3 column 1 key `colour`: unknown key"),
        (vec!["run"], 2, "SCENARIO"),
        (vec!["chart", "--kind", "fan", "--out", "x.svg"], 2, "`fan` needs a scenario file"),
        (
            vec!["chart", "pledge.toml", "--kind", "reliability", "--out", "x.svg"],
            2,
            "`reliability` needs files of trade statistics",
        ),
        (vec!["chart", PLEDGE, "--kind", "mirror", "--out", "x.svg"], 2, "--pair KAZ,UZB"),
        (vec!["chart", PLEDGE, "--kind", "scorecard", "--out", "x.svg"], 2, "reads no file"),
        (vec!["chart", PLEDGE, "--kind", "pie", "--out", "x.svg"], 2, "route, growth, flows, arrival, timeline, fan"),
        (vec!["chart", PLEDGE, "--kind", "route", "--out", "x.gif"], 2, "ends in .svg or .png"),
        (vec!["chart", PLEDGE, "--kind", "route", "--out", "x.svg", "--width", "9"], 2, "the chart's width is 9"),
    ] {
        let output = run(&arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
        assert!(error.contains(message), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty() && !error.contains("panicked"), "{arguments:?}: {error}");
    }
}

const BOTH_SIDES: &str = "year,exporter,importer,reporter,valuation,value_musd\n2001,PAK,CHN,PAK,FOB,236\n2001,PAK,CHN,CHN,CIF,557\n2002,PAK,CHN,PAK,FOB,250\n\
    2002,CHN,PAK,CHN,FOB,900\n2004,PAK,CHN,PAK,FOB,300\n2004,CHN,PAK,CHN,FOB,1200\nx,PAK,CHN,PAK,FOB,1\n2004,CHN,RUS,CHN,FOB,1\n";

#[test]
fn history_shows_both_sides_and_what_was_not_read() {
    let folder = Folder::new("history");
    let file = folder.file("trade.csv", BOTH_SIDES);
    let found = json(&["history", &file, "--accept-rejected", "--pair", "PAK,CHN", "--reporter", "importer", "--json"]);
    assert_eq!((&found["pair"][0], &found["format"]), (&"PAK".into(), &"tidy".into()));
    let first = &found["mirror"][0];
    for (key, value) in [("period", Value::from("2001")), ("exporter", "PAK".into()), ("importer", "CHN".into())] {
        assert_eq!(first[key], value);
    }
    assert_eq!((&first["exporter_reported"], &first["importer_reported"]), (&236e6.into(), &557e6.into()));
    assert!((first["asymmetry"].as_f64().unwrap() - 0.40479).abs() < 5e-6);
    assert!((first["reconciled"].as_f64().unwrap() - 557e6 / 1.06).abs() < 1.0);
    assert_eq!(found["rejected"][0]["line"], 8);
    assert_eq!(found["rejected"][0]["key"], "year");
    assert_eq!(found["observations"].as_array().unwrap().len(), 6);
    let filled = json(&["history", &file, "--accept-rejected", "--pair", "PAK,CHN", "--json"]);
    assert_eq!(filled["turnover"][0], serde_json::json!({"period": "2002", "amount": 1150e6}));
    assert_eq!(filled["gaps"], serde_json::json!(["2003"]));
    for key in ["cagr", "least_squares", "least_squares_log", "mean_log", "volatility", "from", "to", "n"] {
        assert!(filled["growth"].get(key).is_some(), "{key}");
    }
    let equal = json(&[
        "history",
        &file,
        "--accept-rejected",
        "--pair",
        "PAK,CHN",
        "--reporter",
        "importer",
        "--cif-fob",
        "1",
        "--json",
    ]);
    assert_eq!(equal["mirror"][0]["reconciled"], 557e6);
}

#[test]
fn history_prints_tables_draws_a_chart_and_makes_amounts_real() {
    let folder = Folder::new("history-text");
    let file = folder.file("trade.csv", BOTH_SIDES);
    let index = folder.file("cpi.csv", "year,index,months\n2001,90,12\n2002,100,12\n2004,110,6\n");
    let out = folder.0.join("charts").display().to_string();
    let arguments = [
        "history",
        &file,
        "--accept-rejected",
        "--pair",
        "PAK,CHN",
        "--deflate",
        &index,
        "--base",
        "2002",
        "--reporter",
        "PAK",
        "--out",
        &out,
    ];
    let output = run(&arguments);
    let text = String::from_utf8(output.stdout).unwrap().replace(&folder.0.display().to_string(), "FOLDER");
    assert!(output.status.success());
    let warnings = String::from_utf8(output.stderr).unwrap();
    assert!(warnings.contains("line 8 key `year`") && warnings.contains("the index of 2004"), "{warnings}");
    insta::assert_snapshot!(text);
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 2);
}

#[test]
fn a_panel_is_written_as_a_tidy_table() {
    let folder = Folder::new("tidy");
    let file = folder
        .file("baci.csv", "t,i,j,k,v,q\n2019,398,860,010121,1.5,\n2019,398,860,270900,2,\n2019,860,398,270900,3,\n");
    let out = folder.0.join("tidy.csv").display().to_string();
    assert_eq!(json(&["history", &file, "--tidy", &out, "--json"])["figures"], 2);
    let written = std::fs::read_to_string(&out).unwrap();
    assert!(
        written.contains("\n2019,KAZ,UZB,flow,3500,USD,,FOB,reconciled,,CEPII BACI,products 010121 and 270900 of HS\n"),
        "{written}"
    );
    let again = json(&["history", &out, "--pair", "KAZ,UZB", "--json"]);
    assert_eq!((&again["turnover"][0]["amount"], &again["format"]), (&6500.0.into(), &"tidy".into()));
    let indicators = json(&["indicators", &file, "--period", "2019", "--pair", "KAZ,UZB", "--products", "--json"]);
    assert_eq!(indicators["intra_industry_trade"]["KAZ-UZB"], 1.0 - 2.5 / 6.5);
    assert_eq!(indicators["share_of_exports"]["KAZ-UZB"], 1.0);
}

#[test]
fn a_scenario_takes_whole_years_of_a_history_by_the_month_in_any_format() {
    let folder = Folder::new("monthly");
    let mut file = String::from("period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n");
    for month in (202_001..=202_012).chain(202_101..=202_103) {
        file += &format!("{month},398,X,860,TOTAL,100000000\n{month},398,M,860,TOTAL,50000000\n");
    }
    folder.file("monthly.csv", &file);
    let scenario = folder.file("plain.toml", "pair = ['KAZ', 'UZB']\ncurrency = 'USD'\nhistory = { file = 'monthly.csv', reporter = 'KAZ' }\nbaseline = { period = 2019, amount = '3B' }\nmilestone = [{ amount = '5B', by = 2025 }]\n");
    let found = json(&["run", &scenario, "--json"]);
    assert_eq!((&found["tracking"]["period"], &found["tracking"]["amount"]), (&"2020".into(), &1.8e9.into()));
}

#[test]
fn questions_of_histories_that_have_no_answer_say_so() {
    let folder = Folder::new("bad-history");
    let file = folder.file("trade.csv", BOTH_SIDES);
    let other = folder.file("other.csv", "a,b,c\n1,2,3\n");
    for (arguments, status, message) in [
        (vec!["history", &file], 2, "name a pair with --pair"),
        (vec!["history", "--pair", "PAK,CHN"], 2, "name files"),
        (vec!["history", &file, "--accept-rejected", "--pair", "KAZ,UZB"], 1, "no history of KAZ-UZB"),
        (vec!["history", &file, "--pair", "PAK,CHN", "--reporter", "neither"], 2, "expected exporter, importer, mean"),
        (vec!["history", &file, "--pair", "PAK,CHN"], 1, "1 of 8 rows could not be read, more than one in 20"),
        (
            vec!["history", &file, "--accept-rejected", "--pair", "PAK,CHN", "--reporter", "reliability"],
            1,
            "reported twice",
        ),
        (vec!["history", &file, "--pair", "PAK,CHN", "--cif-fob", "0.5"], 2, "between 1 and 10"),
        (vec!["history", &file, "--pair", "PAK,CHN", "--deflate", &file], 2, "--base"),
        (vec!["history", &other, "--pair", "PAK,CHN"], 1, "no known format"),
        (vec!["history", "nowhere.csv", "--pair", "PAK,CHN"], 1, "nowhere.csv: cannot open the file"),
        (vec!["indicators", &file, "--accept-rejected", "--period", "2010"], 1, "no flow of 2010"),
        (vec!["indicators", &file], 2, "--period"),
    ] {
        let output = run(&arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
        assert!(error.contains(message), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty() && !error.contains("panicked"), "{arguments:?}: {error}");
    }
}

#[test]
fn years_of_months_are_made_after_each_month_was_converted() {
    let folder = Folder::new("annual");
    let mut trade = String::from("period,exporter,importer,value\n");
    let mut rates = String::from("period,from,to,rate\n");
    for month in 1..=12 {
        // The imports of one month are missing.
        trade += &format!("2019-{month:02},KAZ,UZB,{}\n", 100 * month);
        if month != 5 {
            trade += &format!("2019-{month:02},UZB,KAZ,10\n");
        }
        rates += &format!("2019-{month:02},USD,KZT,{}\n", if month < 7 { 100 } else { 200 });
    }
    let (trade, rates) = (folder.file("trade.csv", &trade), folder.file("rates.csv", &rates));
    let arguments =
        ["history", &trade, "--pair", "KAZ,UZB", "--annual", "omit", "--rates", &rates, "--to", "KZT", "--json"];
    let found = json(&arguments);
    assert_eq!((&found["turnover_currency"], &found["growth_of"]), (&"KZT".into(), &"exports".into()));
    assert_eq!((&found["growth"]["from"], &found["growth"]["n"]), (&"2019".into(), &1.into()));
    assert_eq!(found["partial_years"][0], serde_json::json!({"year": "2019", "observed": 11, "of": 12}));
    let text = run(&arguments[..arguments.len() - 1]);
    let text = String::from_utf8(text.stdout).unwrap();
    // 100 * (1 + ... + 6) * 100 + 100 * (7 + ... + 12) * 200
    assert!(text.contains("| 2019   | ₸1.35M |"), "{text}");
}

#[test]
fn an_outlook_has_every_key_and_the_chances_of_the_closed_forms() {
    let stated = [
        "outlook",
        "--start",
        "3B",
        "--from-year",
        "2021",
        "--target",
        "5B",
        "--drift",
        "0.08",
        "--volatility",
        "0.15",
    ];
    let found = json(
        &[&stated[..], &["--by", "2026", "--by", "2031", "--paths", "20000", "--seed", "3", "--sobol", "--json"]]
            .concat(),
    );
    for key in ["method", "fitted", "quantiles", "targets", "joint", "intervals", "simulation"] {
        assert!(found.get(key).is_some(), "{key}");
    }
    for key in ["period", "p025", "p10", "p25", "p50", "p75", "p90", "p975"] {
        assert!(found["quantiles"][9].get(key).is_some(), "{key}");
    }
    let close = |value: &Value, expected: f64, digits: f64| {
        assert!((value.as_f64().unwrap() - expected).abs() < digits, "{value} {expected}");
    };
    let (five, ten) = (&found["targets"][0], &found["targets"][1]);
    close(&five["any_moment"], 0.432_139_096_606_913_1, 1e-14);
    close(&five["by_horizon"], 0.344_980_14, 5e-9);
    close(&ten["any_moment"], 0.775_975_757_385_481_6, 1e-14);
    close(&ten["at_horizon"], 0.645_225_657_666_300_6, 1e-14);
    close(&ten["by_horizon"], 0.715_621_85, 5e-9);
    close(&found["simulation"]["targets"][1]["by_horizon"], 0.715_621_85, 0.002);
    for key in ["p10", "p50", "p90", "never"] {
        assert!(ten["arrival"].get(key).is_some(), "{key}");
    }
    let flows = ["outlook", "data/history/india-china.csv", "--pair", "IND,CHN", "--target", "150B", "--by", "2030"];
    let apart = json(&[&flows[..], &["--flows", "0", "--flow-targets", "25B", "100B", "--json"]].concat());
    let together = json(&[&flows[..], &["--flows", "0.9", "--flow-targets", "25B", "100B", "--json"]].concat());
    let both = |found: &Value| found["both_flows"][9].as_f64().unwrap();
    assert!(both(&together) > both(&apart) && both(&apart) > 0.0);
    let lasting = json(&[&stated[..], &["--by", "2031", "--persistence", "0.4", "--tails", "4", "--json"]].concat());
    assert!(lasting["targets"][0]["by_horizon"].as_f64().unwrap() < 0.72);
}

#[test]
fn a_pledge_is_answered_from_its_day_and_drawn_with_what_came_after() {
    let folder = Folder::new("outlook");
    let out = folder.0.join("charts").display().to_string();
    let found = json(&["outlook", "data/scenarios/kazakhstan-uzbekistan-2018.toml", "--out", &out, "--json"]);
    assert_eq!(found["fitted"]["history"][1], "2017");
    assert_eq!(found["fitted"]["learned_as_of"], 2017);
    assert_eq!(found["charts"].as_array().unwrap().len(), 6);
    // Charts of another pledge stand beside them.
    run(&["outlook", PLEDGE, "--by", "2030", "--out", &out]);
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 12);
    let fan = std::fs::read_to_string(folder.0.join("charts/kazakhstan-uzbekistan-2018-fan.svg")).unwrap();
    assert!(fan.contains("$5B by 2020") && fan.contains("rings: what came after"));
    let text = run(&["outlook", PLEDGE, "--by", "2030"]);
    insta::assert_snapshot!(String::from_utf8(text.stdout).unwrap());
}

#[test]
fn a_backtest_has_every_key_for_panels_and_for_series_of_any_kind() {
    let folder = Folder::new("backtest");
    let mut panel = String::from("year,exporter,importer,value_musd\n");
    let mut series = String::from("id,train,test\n");
    for (at, importer) in ["UZB", "KGZ", "TJK", "TKM", "CHN", "RUS"].iter().enumerate() {
        let amount =
            |year: i32| 200.0 * 1.06_f64.powi(year - 2000) * (1.0 + 0.1 * f64::from((year * (at as i32 + 3)) % 7));
        for year in 2000..2016 {
            panel += &format!("{year},KAZ,{importer},{}\n", amount(year));
        }
        let values =
            |years: std::ops::Range<i32>| years.map(|year| amount(year).to_string()).collect::<Vec<_>>().join(" ");
        series += &format!("{importer},{},{}\n", values(2000..2012), values(2012..2016));
    }
    let (panel, series) = (folder.file("panel.csv", &panel), folder.file("series.csv", &series));
    let out = folder.0.display().to_string();
    let of_panel = json(&[
        "backtest",
        &panel,
        "--min",
        "100M",
        "--origins",
        "2006..2010",
        "--horizon",
        "3",
        "--out",
        &out,
        "--json",
    ]);
    let of_series = json(&["backtest", "--series", &series, "--json"]);
    assert_eq!((of_panel["cases"].as_u64(), of_series["cases"].as_u64()), (Some(6 * 5 * 3), Some(6 * 4)));
    for found in [&of_panel, &of_series] {
        let rows = found["by_method"].as_array().unwrap();
        assert_eq!(rows[0]["method"], "default");
        assert_eq!(rows.iter().filter(|row| row["horizon"] == "all").count(), 6);
        for key in ["crps", "mase", "smape", "coverage_50", "coverage_80", "coverage_95", "msis_95"] {
            assert!(rows.iter().all(|row| row[key].is_f64()), "{key}");
        }
        for key in ["multiple", "brier", "reliability"] {
            assert!(found["targets"][0].get(key).is_some(), "{key}");
        }
    }
    assert!(folder.0.join("panel-reliability.svg").exists());
}

#[test]
fn outlooks_and_backtests_that_cannot_be_are_refused() {
    let refused = |arguments: &[&str], status: i32, expected: &str| {
        let output = run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
        assert!(error.contains(expected) && output.stdout.is_empty(), "{arguments:?}: {error}");
    };
    let history = "data/history/india-china.csv";
    refused(&["outlook"], 2, "name a scenario");
    refused(&["outlook", history], 2, "--pair");
    refused(&["backtest"], 2, "name files");
    refused(&["outlook", history, "--pair", "IND,CHN", "--horizon", "0"], 2, "the number of years is 0");
    refused(&["outlook", history, "--pair", "IND,CHN", "--as-of", "1990"], 1, "nothing up to 1990");
    refused(
        &["outlook", history, "--pair", "IND,CHN", "--as-of", "2010", "--reporter", "reliability"],
        2,
        "later ones too",
    );
    refused(&["outlook", history, "--pair", "IND,CHN", "--method", "arima"], 2, "random_walk");
    refused(&["outlook", history, "--pair", "IND,CHN", "--level", "100"], 2, "below 100");
    refused(&["outlook", "--start", "300B JPY", "--from-year", "2021"], 2, "in dollars");
    refused(
        &["outlook", "--start", "3B", "--from-year", "2021-Q1", "--drift", "0.1", "--volatility", "0.1"],
        2,
        "different frequency",
    );
    refused(&["outlook", PLEDGE, "--target", "5B", "--by", "2019"], 2, "after 2021");
    refused(&["backtest", history, "--origins", "2030..2035"], 2, "before 2020");
}

#[test]
fn a_base_rate_has_every_key_from_the_table_and_from_a_panel() {
    let folder = Folder::new("base-rate");
    let keys = [
        "entered",
        "reached",
        "censored",
        "share",
        "interval",
        "method",
        "plain",
        "curve",
        "median_years",
        "eras",
        "precedents",
        "panel",
        "asked",
        "sentence",
    ];
    let close = |value: &Value, expected: f64| {
        assert!((value.as_f64().unwrap() - expected).abs() < 1e-10, "{value} {expected}");
    };
    let out = folder.0.join("charts").display().to_string();
    let found = json(&["base-rate", "--from", "3B", "--to", "10B", "--within", "9", "--out", &out, "--json"]);
    keys.iter().for_each(|key| assert!(found.get(key).is_some(), "{key}"));
    // By lifelines from the panel, apart from this program.
    assert_eq!((&found["entered"], &found["reached"], &found["censored"]), (&1084.into(), &171.into(), &211.into()));
    close(&found["share"], 0.177_172_849_677_436_85);
    assert_eq!((&found["plain"]["complete"], &found["plain"]["reached"]), (&873.into(), &171.into()));
    for key in ["years", "share", "low", "high", "at_risk"] {
        assert!(found["curve"][8].get(key).is_some(), "{key}");
    }
    for key in ["pair", "from_period", "from", "to_period", "to", "years", "reached"] {
        assert!(found["precedents"][0].get(key).is_some(), "{key}");
    }
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 6);

    let rows: String = (0..30)
        .map(|pair| {
            let (one, other) =
                (["KAZ", "UZB", "KGZ", "TJK", "TKM", "RUS"][pair / 5], ["DEU", "FRA", "ITA", "ESP", "PRT"][pair % 5]);
            format!("2000,{one},{other},100\n2001,{one},{other},{}\n2002,{one},{other},150\n", 100 + 10 * pair)
        })
        .collect();
    let panel = folder.file("panel.csv", &format!("year,exporter,importer,value\n{rows}"));
    let deflator = folder.file("cpi.csv", "year,index\n2000,50\n2001,100\n2002,100\n");
    let asked = ["base-rate", &panel, "--from", "100", "--multiple", "2", "--within", "2", "--json"];
    let found = json(&asked);
    assert_eq!(
        (&found["entered"], &found["reached"], &found["panel"]["name"]),
        (&30.into(), &20.into(), &"panel.csv".into())
    );
    let with = |more: &[&str]| json(&[&asked[..], more].concat());
    assert_eq!(with(&["--entries", "all"])["method"], "Kaplan-Meier, bootstrap clustered on pairs");
    assert_eq!(with(&["--years", "2001..2002"])["panel"]["from"], "2001");
    assert_eq!(with(&["--band", "0.9..1.1"])["entered"], 30);
    // In prices of 2001 all begin with 200, and one ends with more than twice that in the year after.
    let real = json(&[
        "base-rate",
        &panel,
        "--from",
        "200",
        "--multiple",
        "2",
        "--within",
        "2",
        "--deflate",
        &deflator,
        "--base",
        "2001",
        "--json",
    ]);
    assert_eq!((&real["entered"], &real["reached"]), (&30.into(), &0.into()));
    assert_eq!(with(&["--between", "central-asia", "europe"])["entered"], 25);
    assert_eq!(with(&["--flow", "--between", "europe", "any"])["entered"], 5);
    assert_eq!(with(&["--among", "DEU,KAZ", "--among", "FRA,KAZ"])["entered"], 2);
    assert_eq!(with(&["--except", "DEU,KAZ"])["entered"], 29);
    assert_eq!(with(&["--precedents", "3"])["precedents"].as_array().unwrap().len(), 6);
    let text = run(&asked[..asked.len() - 1]);
    assert!(String::from_utf8(text.stdout).unwrap().contains("20 reached 2 times their own amount within 2 years"));
}

#[test]
fn base_rates_that_cannot_be_are_refused() {
    let folder = Folder::new("no-base-rate");
    let panel = folder.file("panel.csv", "year,exporter,importer,value\n2000,KAZ,UZB,100\n2001,KAZ,UZB,110\n");
    for (arguments, status, says) in [
        (&["--to", "10B"][..], 2, "--from 3B"),
        (&["--from", "3B"], 2, "--to"),
        (&["--from", "3B", "--to", "10B", "--multiple", "3"], 2, "cannot be used with"),
        (&["--from", "3B", "--to", "10B", "--band", "2..1"], 2, "the band is 2 to 1"),
        (&["--from", "3B", "--to", "10B", "--within", "0"], 2, "1 or more"),
        (&["--from", "3B", "--to", "10B", "--entries", "all"], 1, "name a panel"),
        (&["--from", "3B", "--multiple=-1"], 2, "above 0"),
        (&["--from", "€3B", "--to", "10B"], 2, "EUR"),
        (&["--from", "0", "--to", "10B"], 2, "the amount to stand at"),
        (&[&panel, "--from", "100", "--multiple", "2", "--real"], 2, "--deflate"),
        (&[&panel, "--from", "100", "--multiple", "2", "--border", "yes"], 1, "CEPII Gravity"),
        (&[&panel, "--from", "100", "--multiple", "2", "--between", "atlantis", "any"], 2, "central-asia"),
        (&["nowhere.csv", "--from", "100", "--multiple", "2"], 1, "nowhere.csv"),
    ] {
        let output = run(&[&["base-rate"], arguments].concat());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
        assert!(error.contains(says) && output.stdout.is_empty(), "{arguments:?}: {error}");
    }
}

#[test]
fn assess_takes_a_panel_and_writes_a_report() {
    let folder = Folder::new("assess");
    let (page, text) = (folder.0.join("new/report.html"), folder.0.join("report.md"));
    let found = json(&["assess", PLEDGE, "--report", &page.display().to_string(), "--json"]);
    for key in ["outlook", "base_rates", "summary", "absent", "legs", "tracking", "charts", "report"] {
        assert!(found.get(key).is_some(), "{key}");
    }
    let summary = found["summary"].as_array().unwrap();
    assert!((3..=5).contains(&summary.len()), "{summary:?}");
    let page = std::fs::read_to_string(page).unwrap();
    for never in ["<script", "http-equiv", "<link", "src=\"", "url(http", "@import"] {
        assert!(!page.contains(never), "{never}");
    }
    assert_eq!(page.matches("<figure>").count(), 9);
    let panel = folder.file(
        "panel.csv",
        "year,exporter,importer,value\n2000,DEU,FRA,3e9\n2010,DEU,FRA,11e9\n2020,DEU,FRA,9e9\n2000,FRA,DEU,1\n2010,FRA,DEU,1\n2021,KAZ,UZB,3e9\n",
    );
    let found = json(&["assess", PLEDGE, "--panel", &panel, "--report", &text.display().to_string(), "--json"]);
    let rate = &found["base_rates"][1]["base_rate"];
    // The pair's own figure of 2021 is not counted.
    assert_eq!((&rate["entered"], &rate["reached"], &rate["too_few"]), (&1.into(), &1.into(), &true.into()));
    assert!(std::fs::read_to_string(text).unwrap().contains("too few to speak of a share"));
    let plain = folder.file("plain.toml", "pair = ['DEU', 'FRA']\ncurrency = 'USD'\nbaseline = { period = 2000, amount = '3B' }\nmilestone = [{ amount = '10B', by = 2010 }]\n");
    let found = json(&["assess", &plain, "--panel", &panel, "--json"]);
    // The history is the panel's, too.
    assert_eq!(found["tracking"]["remaining"][0]["reached"], "2010");
    let wrong = run(&["assess", PLEDGE, "--report", "report.pdf"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("must end in .md or .html"));
}

#[test]
fn what_an_option_would_not_change_is_refused() {
    let folder = Folder::new("dropped");
    let file =
        folder.file("trade.csv", "year,exporter,importer,value\n2019,GBR,IND,5\n2019,IND,GBR,4\n2020,GBR,IND,6\n");
    let rates = folder.file("rates.csv", "year,from,to,rate\n2019,USD,GBP,0.78\n2020,USD,GBP,0.78\n");
    let pair = ["--pair", "GBR,IND"];
    let out = folder.0.join("out.csv").display().to_string();
    let refused = |arguments: &[&str], status: i32, words: &str| {
        let output = run(&[&["history", &file], &pair[..], arguments].concat());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{error}");
        assert!(error.contains(words), "{error}");
    };
    refused(&["--rates", &rates, "--to", "GBP", "--tidy", &out], 2, "cannot be used with");
    // The input is never written over.
    refused(&["--tidy", &file], 2, "would write over a file that is read");
    assert!(std::fs::read_to_string(&file).unwrap().ends_with("2020,GBR,IND,6\n"));
    // A folder is made one deep.
    let deep = folder.0.join("a/b").display().to_string();
    refused(&["--out", &deep], 2, "there is no folder");
    assert!(!folder.0.join("a").exists() && !Path::new(&out).exists());
}

#[test]
fn a_pledge_of_another_coverage_is_linked_by_ratio_and_the_first_sentence_says_so() {
    let folder = Folder::new("link");
    folder.file("goods.csv", "year,exporter,importer,value_musd\n2018,GBR,IND,14000\n2019,GBR,IND,10000\n2020,GBR,IND,8000\n2018,IND,GBR,6000\n2019,IND,GBR,6000\n2020,IND,GBR,4000\n");
    let pledge = "pair = [\"GBR\", \"IND\"]\ncurrency = \"USD\"\nhistory = { file = \"goods.csv\" }\n[baseline]\nperiod = 2019\namount = \"32B\"\n[[milestone]]\namount = \"64B\"\nby = 2029\n";
    let found = json(&["run", &folder.file("pledge.toml", pledge), "--json"]);
    let first = found["summary"][0].as_str().unwrap();
    assert!(
        first.contains("the history has $16B for 2019, 50% less than the pledge says, and is linked by ratio"),
        "{first}"
    );
    // 12 of 2020 on the level of the pledge is 24, and from there to 64 in nine years.
    assert_eq!(found["tracking"]["amount"], 24e9);
    let rate = found["tracking"]["remaining"][0]["required_rate"]["rate"].as_f64();
    let rate = rate.or(found["tracking"]["remaining"][0]["required_rate"].as_f64()).unwrap();
    assert!((rate - ((64.0_f64 / 24.0).powf(1.0 / 9.0) - 1.0)).abs() < 1e-12, "{rate}");
    let level = folder.file("level.toml", &pledge.replace("history =", "link = \"level\"\nhistory ="));
    assert_eq!(json(&["run", &level, "--json"])["tracking"]["amount"], 12e9);
    let none = folder.file("none.toml", &pledge.replace("history =", "link = \"none\"\nhistory ="));
    assert!(json(&["run", &none, "--json"])["tracking"].is_null());
    // An outlook of a pledge looks from where it is told to.
    let later = run(&["outlook", &folder.file("p.toml", pledge), "--as-of", "2025", "--json"]);
    assert!(later.status.success() && String::from_utf8_lossy(&later.stderr).contains("looking ahead from 2020"));
    let alone = folder.file("alone.toml", &pledge.replace("history = { file = \"goods.csv\" }\n", ""));
    let refused = run(&["outlook", &alone, "--as-of", "2025"]);
    assert!(
        !refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("after the baseline of 2019")
    );
}

#[test]
fn months_show_no_growth_a_year_from_less_than_a_year() {
    let folder = Folder::new("months-growth");
    let row = |month: &str, value: u32| format!("{month},KAZ,UZB,{value}\n");
    let header = "period,exporter,importer,value\n".to_owned();
    let short = header.clone() + &row("2019-01", 100) + &row("2019-02", 134) + &row("2019-06", 120);
    let growth = |text: &str, name: &str| {
        json(&["history", &folder.file(name, text), "--pair", "KAZ,UZB", "--json"])["growth"].clone()
    };
    let found = growth(&short, "short.csv");
    assert!(found["cagr"].is_null() && found["least_squares"].is_null(), "{found}");
    // Januaries are compared with Januaries.
    let long = header + &row("2019-01", 100) + &row("2019-06", 300) + &row("2020-01", 110) + &row("2020-06", 330);
    let found = growth(&long, "long.csv");
    assert_eq!((&found["from"], &found["to"]), (&"2019-06".into(), &"2020-06".into()));
    // Five rows up to the year 9999 take no time.
    let far = short + "9999-12,KAZ,UZB,5\n";
    let told = run(&["history", &folder.file("far.csv", &far), "--pair", "KAZ,UZB"]);
    assert!(told.stdout.len() < 3000 && String::from_utf8_lossy(&told.stdout).contains("more"));
}

#[test]
fn what_is_nearly_right_is_answered_with_what_would_be() {
    let folder = Folder::new("hints");
    let refused = |arguments: &[&str], status: i32, words: &str| {
        let output = run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
        assert!(error.contains(words), "{arguments:?}: {error}");
    };
    let misspelt =
        folder.file("rusia.toml", "pair = ['Rusia', 'KAZ']\nbaseline = { period = 2021, amount = '3B USD' }\n");
    refused(&["run", &misspelt], 1, "line 1 column 9 key `pair[0]`: cannot read an economy from `Rusia`");
    refused(&["run", &misspelt], 1, "the nearest name is Russia (RUS)");
    let rates = folder.file("rates.csv", "year,inflation\n2019,4.1\n2020,-1.2\n");
    let history = ["history", "data/history/india-china.csv", "--pair", "IND,CHN", "--base", "2019", "--deflate"];
    refused(&[&history[..], &[&rates]].concat(), 1, "`inflation` is a rate of change");
    let unnamed = folder.file("unnamed.csv", "year,index\n2018,4.1\n2019,9.7\n2020,3.2\n");
    refused(&[&history[..], &[&unnamed]].concat(), 1, "as rates of inflation do");
    let alone =
        "year,exporter,importer,reporter,value\n2020,CHN,THA,THA,5e9\n2020,THA,CHN,THA,4e9\n2020,JPN,THA,THA,1e9\n";
    let alone = folder.file("alone.csv", alone);
    refused(&["indicators", &alone, "--period", "2020"], 1, "all figures of 2020 are Thailand's own");
}

#[cfg(target_os = "linux")]
#[test]
fn a_stream_that_takes_nothing_is_no_panic() {
    use std::{fs::OpenOptions, process::Stdio};
    let full = || Stdio::from(OpenOptions::new().write(true).open("/dev/full").unwrap());
    let asked = |arguments: &[&str]| {
        let mut command = Command::new(program());
        command.args(arguments);
        command
    };
    let silent = asked(&["run", "nowhere.toml"]).stderr(full()).output().unwrap();
    assert_eq!((silent.status.code(), silent.stdout.is_empty()), (Some(1), true));
    let lost = asked(&["solve", "--from", "3B", "--to", "5B", "--years", "5"]).stdout(full()).output().unwrap();
    let error = String::from_utf8(lost.stderr).unwrap();
    assert_eq!(lost.status.code(), Some(1), "{error}");
    assert!(!error.contains("panicked") && error.contains("No space left"), "{error}");
    // A reader that goes away ends the program quietly, as shells expect.
    let mut closed = asked(&["run", PLEDGE, "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(closed.stdout.take());
    let closed = closed.wait_with_output().unwrap();
    assert_eq!((closed.status.code(), closed.stderr.is_empty()), (Some(141), true));
}

#[test]
fn tables_hold_the_answers_in_full_and_a_history_is_called_as_the_scenario_says() {
    let folder = Folder::new("tables");
    let rows = "year,exporter,importer,flow,value_musd\n2021,KAZ,UZB,turnover,3000\n2022,KAZ,UZB,turnover,4600\n2023,KAZ,UZB,turnover,4500\n";
    folder.file("trade.csv", rows);
    let pledge = "pair = ['KAZ', 'UZB']\nbaseline = { period = 2021, amount = '$3B' }\nmilestone = [{ amount = '10B', by = 2030 }]\n";
    let scenario = folder.file(
        "pledge.toml",
        &format!("{pledge}history = {{ file = 'trade.csv', source = 'State Statistics Committee, June 2026' }}\n"),
    );
    let out = folder.0.join("out").display().to_string();
    let answer = json(&["run", &scenario, "--out", &out, "--csv", "--json"]);
    let tables: Vec<PathBuf> = serde_json::from_value(answer["tables"].clone()).unwrap();
    let names: Vec<String> =
        tables.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(
        names,
        ["figures", "route", "arrivals", "projection", "fan", "fan-now", "chances", "chances-now"]
            .map(|name| format!("pledge-{name}.csv"))
    );
    let read = |name: &str| std::fs::read_to_string(Path::new(&out).join(format!("pledge-{name}.csv"))).unwrap();
    let figures = "period,amount,status,source\n2021,3000000000,reported,\"State Statistics Committee, June 2026\"\n";
    assert!(read("figures").starts_with(figures), "{}", read("figures"));
    let last = read("projection").lines().last().unwrap().to_owned();
    assert!(last.starts_with("2030,10000000000"), "{last}");
    let chance: f64 = read("chances-now").lines().nth(1).unwrap().split(',').nth(3).unwrap().parse().unwrap();
    let now = &answer["now"]["outlook"]["targets"][0]["by_horizon"];
    assert_eq!(Some(chance), now.as_f64());
    let refused = run(&["run", &scenario, "--csv"]);
    assert_eq!(refused.status.code(), Some(2));
    // Figures that name their own source are not called otherwise.
    folder.file("trade.csv", "year,exporter,importer,flow,value_musd,source\n2021,KAZ,UZB,turnover,3000,Uzstat\n");
    let message = String::from_utf8(run(&["run", &scenario]).stderr).unwrap();
    assert!(message.contains("key `history.source`") && message.contains("name their own sources"), "{message}");
}

#[test]
fn tables_are_learned_from_a_panel_and_used_in_place_of_the_shipped_ones() {
    let folder = Folder::new("learn");
    let mut rows = "year,exporter,importer,value_musd\n".to_owned();
    for (at, partner) in ["UZB", "KGZ", "TJK", "RUS", "CHN", "TUR"].iter().enumerate() {
        for year in 2008..2025 {
            let wave = 1.0 + 0.1 * f64::from((year * (at as i32 + 3)) % 7);
            rows +=
                &format!("{year},KAZ,{partner},{}\n", 900.0 * (at as f64 + 1.0) * 1.05_f64.powi(year - 2008) * wave);
        }
    }
    let panel = folder.file("own.csv", &rows);
    let tables = folder.0.join("tables").display().to_string();
    let learned = json(&["learn", &panel, "--out", &tables, "--json"]);
    assert_eq!((learned["pairs"].as_u64(), learned["to"].as_str()), (Some(6), Some("2024")));
    let asked = ["base-rate", "--from", "2B", "--multiple", "1.5", "--within", "5", "--json"];
    let own = json(&[asked.as_slice(), &["--tables", &tables]].concat());
    assert_eq!(own["panel"]["name"], "own.csv");
    assert_ne!(own, json(&asked));
    let start = ["outlook", "--start", "3B", "--from-year", "2024", "--target", "5B", "--by", "2030", "--json"];
    let fitted = &json(&[start.as_slice(), &["--tables", &tables]].concat())["fitted"];
    assert_eq!((fitted["learned_as_of"].as_i64(), fitted["learned_from"].as_str()), (Some(2024), Some("own.csv")));
    let run = json(&["run", PLEDGE, "--tables", &tables, "--json"]);
    assert_eq!(run["outlook"]["fitted"]["learned_as_of"], 2021);
    for refused in [
        ["base-rate", &panel, "--from", "2B", "--multiple", "2", "--tables", &tables].as_slice(),
        &[
            "outlook",
            "--start",
            "3B",
            "--from-year",
            "2024",
            "--drift",
            "0.1",
            "--volatility",
            "0.2",
            "--target",
            "5B",
            "--tables",
            &tables,
        ],
        &["learn", &panel, "--pair", "KAZ,UZB", "--out", &tables],
    ] {
        assert_eq!(self::run(refused).status.code(), Some(2), "{refused:?}");
    }
    std::fs::write(folder.0.join("tables/calibrations.jsonl"), "{}\n").unwrap();
    let message = String::from_utf8(self::run(&["run", PLEDGE, "--tables", &tables]).stderr).unwrap();
    assert!(message.contains("calibrations.jsonl line 1: not a calibration"), "{message}");
}

#[test]
fn exchange_rates_come_from_the_scenario_or_the_command_line() {
    let folder = Folder::new("money");
    let pledge = folder.file(
        "pledge.toml",
        "title = 'In pounds'\npair = ['GBR', 'IND']\nbaseline = { period = 2019, amount = '£18B' }\n\
         milestone = [{ multiple = 2, by = 2030 }]\nhistory = { file = 'trade.csv' }\nrates = 'days.csv'\n",
    );
    let trade = folder.file(
        "trade.csv",
        "year,exporter,importer,value_musd\n2018,GBR,IND,11000\n2018,IND,GBR,11500\n\
         2019,GBR,IND,11400\n2019,IND,GBR,11600\n2020,GBR,IND,9000\n2020,IND,GBR,9300\n",
    );
    folder.file("days.csv", "Date,USD,GBP,JPY,\n2018-01-02,1.2,0.9,1,\n2018-01-31,1.2,0.9,1,\n");
    let years: String = [(2018, 0.7497), (2019, 0.7835), (2020, 0.7798)]
        .map(|(year, rate)| format!("{year},USD,GBP,{rate}\n"))
        .concat();
    let rates = folder.file("own-rates.csv", &format!("year,from,to,rate\n{years}"));
    let text = |arguments: &[&str]| {
        let output = run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    // The rates that the scenario names have no whole year.
    let (status, said) = text(&["run", &pledge]);
    assert!(status != Some(0) && said.contains("rates"), "{said}");
    let (status, said) = text(&["run", &pledge, "--rates", &rates, "--inflation", "2%"]);
    assert_eq!(status, Some(0), "{said}");
    for part in ["converted from US dollars", "£14.3B", "Prices, assumed to rise by 2% a year"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let outlook = json(&["outlook", &pledge, "--rates", &rates, "--json"]);
    assert!((outlook["fitted"]["dollars_a_unit"].as_f64().unwrap() - 1.0 / 0.7835).abs() < 1e-12);
    let of_files = ["outlook", &trade, "--pair", "GBR,IND", "--rates", &rates, "--to", "GBP", "--target", "36B"];
    let (status, said) = text(&of_files);
    assert!(status == Some(0) && said.contains("From £14.3B in 2020"), "{said}");
    let at = ["base-rate", "--from", "£18B", "--to", "£36B", "--rates", &rates, "--rates-of", "2019"];
    let (status, said) = text(&at);
    assert!(status == Some(0) && said.contains("from $23B"), "{said}");
    let wrong: [&[&str]; 4] = [
        &["base-rate", "--from", "18B", "--to", "£36B", "--rates", &rates, "--rates-of", "2019"],
        &["outlook", &trade, "--pair", "GBR,IND", "--rates", &rates, "--target", "36B"],
        &["outlook", &pledge, "--rates", &rates, "--to", "EUR"],
        &["run", &pledge, "--inflation", "2%", "--deflate", &rates, "--base", "2019"],
    ];
    for arguments in wrong {
        assert_eq!(text(arguments).0, Some(2), "{arguments:?}");
    }
}

#[test]
fn a_pledge_of_tonnes_is_answered_with_its_charts_and_report() {
    let folder = Folder::new("tonnes");
    let weights = "year,exporter,importer,value,unit\n2019,KAZ,UZB,2300000,t\n2020,KAZ,UZB,2700000,t\n2021,KAZ,UZB,3000000,t\n2022,KAZ,UZB,3300000,t\n";
    let figures = folder.file("wheat.csv", weights);
    let pledge = "pair = ['KAZ', 'UZB']\nunit = 't'\nflow = 'exports'\nhistory = { file = 'wheat.csv' }\n\
        baseline = { period = 2021, amount = '3 mn t' }\nmilestone = [{ amount = '5 mn t', by = 2030 }]\n";
    let pledge = folder.file("wheat.toml", pledge);
    let (charts, page) = (folder.0.join("charts"), folder.0.join("page.html"));
    let (charts, page) = (charts.to_str().unwrap(), page.to_str().unwrap());
    let output = run(&["assess", &pledge, "--out", charts, "--report", page]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("no fan chart: no outlook: outlooks need amounts of money"), "{said}");
    assert!(std::fs::read_to_string(page).unwrap().contains("outlooks need amounts of money"));
    assert_eq!(std::fs::read_dir(charts).unwrap().count(), 8);
    let history = json(&["history", &figures, "--pair", "KAZ,UZB", "--unit", "t", "--json"]);
    assert_eq!((&history["unit"], &history["turnover_currency"]), (&"t".into(), &Value::Null));
    let refused = run(&["outlook", &pledge]);
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn members_of_a_list_are_added_up_and_kept_in_tables() {
    let folder = Folder::new("list");
    let rows: String = (2010..2020)
        .map(|year| {
            format!("{year},KOR,CZE,3\n{year},CZE,KOR,1\n{year},KOR,HUN,2\n{year},HUN,KOR,1\n{year},CZE,HUN,90\n")
        })
        .collect();
    let figures = folder.file("trade.csv", &format!("year,exporter,importer,value_musd\n{rows}"));
    let answer = json(&["outlook", &figures, "--pair", "KOR,CZE+HUN", "--json"]);
    assert_eq!(answer["amount"], 7e6);
    // The table has the members' figures, and not those among members, whether or not all was read.
    for reporter in ["fill", "reliability"] {
        let table = folder.0.join(format!("{reporter}.csv"));
        run(&["history", &figures, "--pair", "KOR,CZE+HUN", "--reporter", reporter, "--tidy", table.to_str().unwrap()]);
        assert_eq!(std::fs::read_to_string(&table).unwrap().lines().count(), 41, "{reporter}");
    }
    let refused = run(&["indicators", &figures, "--pair", "KOR,CZE+HUN", "--period", "2019"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("a side of KOR-CZE+HUN has members"));
    assert!(!run(&["outlook", &figures, "--pair", "KOR,LIST2"]).status.success());
}

#[test]
fn drivers_and_require_answer_and_say_what_is_missing() {
    let scenario = "data/scenarios/kazakhstan-uzbekistan-2021-drivers.toml";
    let folder = Folder::new("drivers");
    let answer = json(&["drivers", scenario, "--json", "--out", &folder.0.display().to_string()]);
    let part = &answer["contributions"][1];
    assert_eq!(part["driver"], "Darbaza-Maktaaral railway");
    for key in ["low", "central", "high", "money"] {
        assert!(part[key].is_number(), "{key}");
    }
    let chance = &answer["chances"][1];
    assert!(chance["with_all"].as_f64() > chance["without"].as_f64());
    assert_eq!(chance["with_each"].as_array().unwrap().len(), 8);
    assert_eq!((answer["now"]["period"].as_str(), answer["charts"].as_array().unwrap().len()), (Some("2025"), 4));
    let found = answer["attributions"].as_array().unwrap().last().unwrap();
    assert!(found["unexplained"]["central"].as_f64().unwrap() > 0.5);

    let require = |more: &[&'static str]| [&["require", scenario, "--json", "--driver"], more].concat();
    let needed = json(&require(&["Shorter waits at the border", "--chance", "50%"]));
    assert!(needed["unit"] == "days saved" && needed["value"].as_f64().unwrap() > 1.0, "{needed}");
    let start =
        json(&require(&["Kyzylorda-Uchkuduk road and railway", "--lever", "start", "--now", "--milestone", "6.7B"]));
    assert_eq!(start["lever"], "start");
    let presets = json(&["drivers", "--presets", "--json"]);
    assert!(presets.as_array().unwrap().iter().all(|preset| !preset["source"].as_str().unwrap().is_empty()));

    let refused = |arguments: &[&str]| {
        let output = run(arguments);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (status, message) = refused(&["drivers", "data/scenarios/india-china-2005.toml"]);
    assert!(status == Some(1) && message.contains("states no drivers"), "{message}");
    let (status, message) = refused(&require(&["Railway"]));
    assert!(status == Some(1) && message.contains("the scenario has Darbaza-Maktaaral railway,"), "{message}");
    let (status, _) = refused(&["drivers"]);
    assert_eq!(status, Some(2));
}
