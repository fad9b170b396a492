//! The example program, as a user runs it.
#![cfg(feature = "chart")]

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

/// The program that `cargo test` has built beside this test.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    folder.join("examples").join(format!("tradepath{}", std::env::consts::EXE_SUFFIX))
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
    let out = folder.0.join("new/charts").display().to_string();
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
    assert_eq!(found["charts"].as_array().unwrap().len(), 8);
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
    assert_eq!(std::fs::read_dir(folder.0.join("out")).unwrap().count(), 8);
}

#[test]
fn chart_writes_the_one_that_was_asked_for() {
    let folder = Folder::new("chart");
    for kind in ["route", "growth", "flows", "arrival"] {
        for ending in ["svg", "png"] {
            let out = folder.0.join(format!("{kind}.{ending}")).display().to_string();
            let found = json(&[
                "chart", PLEDGE, "--kind", kind, "--out", &out, "--width", "640", "--height", "360", "--theme", "dark",
                "--json",
            ]);
            assert_eq!(found["chart"], out);
            assert!(std::fs::metadata(&out).unwrap().len() > 1000);
        }
    }
}

#[test]
fn failures_have_their_status_and_one_message() {
    let folder = Folder::new("bad");
    let bad = folder.file("bad.toml", "pair = ['KAZ', 'UZB']\ncurrency = 'USD'\ncolour = 1\n");
    for (arguments, status, message) in [
        (vec!["solve", "--from", "3B"], 2, "give three of start, end, rate and years"),
        (vec!["solve", "--from", "3B", "--to", "5B", "--rate", "7"], 2, "7% or 700%"),
        (vec!["solve", "--from", "$3B", "--to", "€5B", "--years", "5"], 1, "the amount is in EUR"),
        (vec!["solve", "--from", "3B", "--to", "5B", "--rate", "-7%"], 1, "is never reached"),
        (vec!["solve", "--from", "3B", "--to", "5B", "--years", "0"], 1, "the time is 0 years"),
        (vec!["solve", "--from", "0", "--to", "5B", "--years", "1"], 1, "the start is 0"),
        (vec!["run", "nowhere.toml"], 1, "nowhere.toml"),
        (vec!["run", &bad], 1, "line 3 column 1 key `colour`: unknown key"),
        (vec!["run"], 2, "SCENARIO"),
        (vec!["chart", PLEDGE, "--kind", "route", "--out", "x.gif"], 1, "ends in .svg or .png"),
        (vec!["chart", PLEDGE, "--kind", "route", "--out", "x.svg", "--width", "9"], 1, "the chart's width is 9"),
    ] {
        let output = run(&arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
        assert!(error.contains(message), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty() && !error.contains("panicked"), "{arguments:?}: {error}");
    }
}
