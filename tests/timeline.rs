//! Pledges of one pair, restated: what each said, what came, and how the finish moved.
#![cfg(feature = "chart")]

use std::path::{Path, PathBuf};

use tradepath::{
    Assessment, AssessmentOptions, Result, Scenario, Verdict, assess,
    chart::{Canvas, ChartKind, draw},
    history::History,
};

fn pledge(promised: i32, baseline: (i32, &str), milestones: &[(&str, Option<i32>)]) -> Scenario {
    let mut builder = Scenario::builder("KAZ-UZB").currency("USD").title(format!("The pledge of {promised}"));
    builder = builder.promised(promised).baseline(baseline.0, baseline.1);
    for (amount, by) in milestones {
        builder = match by {
            Some(by) => builder.milestone_by(*amount, *by),
            None => builder.milestone(*amount),
        };
    }
    builder.build().unwrap()
}

fn history() -> History {
    let figures = [(2017, "2B"), (2018, "2.5B"), (2019, "3.1B"), (2020, "2.9B"), (2021, "4B"), (2022, "5.2B")];
    History::of_turnover("KAZ-UZB", figures).unwrap()
}

fn timeline(last: &Scenario, restated: impl IntoIterator<Item = Scenario>) -> Result<Assessment> {
    assess(last, Some(&history()), &AssessmentOptions::new().restates(restated))
}

#[test]
fn every_pledge_has_what_came_of_it_and_dates_of_the_same_amount_are_compared() {
    let first = pledge(2018, (2017, "2B"), &[("3B", Some(2018)), ("5B", Some(2020))]);
    let second = pledge(2021, (2020, "2.9B"), &[("5B", Some(2023)), ("10B", None)]);
    let last = pledge(2022, (2021, "4B"), &[("10B", Some(2030))]);
    // In whatever order they are given.
    let found = timeline(&last, [second, first]).unwrap();
    let timeline = found.timeline.as_ref().unwrap();
    let titles: Vec<&str> = timeline.pledges.iter().map(|pledge| pledge.title.as_str()).collect();
    assert_eq!(titles, ["The pledge of 2018", "The pledge of 2021", "The pledge of 2022"]);
    let verdicts: Vec<Verdict> =
        timeline.pledges.iter().flat_map(|pledge| &pledge.milestones).map(|made| made.verdict).collect();
    assert!(matches!(verdicts[0], Verdict::Late { period } if period.to_string() == "2019"));
    assert!(matches!(verdicts[1], Verdict::Late { period } if period.to_string() == "2022"));
    assert!(matches!(verdicts[2], Verdict::Met { period } if period.to_string() == "2022"));
    assert!(matches!(verdicts[3], Verdict::Open { .. }));
    let moved = |at: usize| {
        let words = |by: Option<tradepath::Period>| by.map_or("no date".to_owned(), |by| by.to_string());
        let moved = timeline.moved[at];
        format!("{}: {} to {}, {:?}", moved.amount, words(moved.from), words(moved.to), moved.years)
    };
    assert_eq!(moved(0), "5B: 2020 to 2023, Some(3.0)");
    assert_eq!(moved(1), "10B: no date to 2030, None");
    assert!(
        found.summary[1].starts_with("It restates 2 pledges, that of 2018 ($3B by 2018, late, in 2019; $5B by 2020,")
    );
    assert!(
        found.summary[1].ends_with("$5B moved from 2020 to 2023 and $10B moved from no date to 2030."),
        "{:?}",
        found.summary
    );
    let text = tradepath::report::markdown(&found);
    assert!(text.contains("- $5B: by 2020 in the pledge of 2018, by 2023 in that of 2021: 3 years later"), "{text}");
    let again: Assessment = serde_json::from_str(&found.to_json().unwrap()).unwrap();
    assert_eq!(again, found);
    let chart = draw(ChartKind::Timeline, &found, Canvas::new(800, 450).unwrap()).unwrap();
    assert!(
        chart.description().contains("2021: from $2.9B in 2020 to $5B by 2023 and $10B."),
        "{}",
        chart.description()
    );
}

#[test]
fn a_pledge_of_something_else_is_refused() {
    let last = pledge(2022, (2021, "4B"), &[("10B", Some(2030))]);
    let refused = |other: Scenario| {
        let error = timeline(&last, [other]).unwrap_err();
        assert_eq!(error.position().key.as_deref(), Some("restates"));
        error.to_string()
    };
    let other = Scenario::builder("KAZ-RUS").baseline(2017, "$2B").milestone("5B").build().unwrap();
    assert!(refused(other).contains("is of KAZ-RUS, this one of KAZ-UZB"));
    let euros = Scenario::builder("KAZ-UZB").baseline(2017, "€2B").milestone("5B").build().unwrap();
    assert!(refused(euros).contains("is in EUR, this one in USD"));
    let exports = Scenario::builder("KAZ-UZB").flow(tradepath::growth::Direction::Exports);
    assert!(refused(exports.baseline(2017, "$2B").milestone("5B").build().unwrap()).contains("of the exports"));
    assert!(refused(pledge(2024, (2023, "5B"), &[("6B", None)])).contains("is of 2024, later than this one of 2022"));
    // The other way round it is the same pair.
    let reversed = Scenario::builder("UZB-KAZ").promised(2018).baseline(2017, "$2B").milestone_by("3B", 2020);
    let found = timeline(&last, [reversed.build().unwrap()]).unwrap().timeline.unwrap();
    let verdict = found.pledges[0].milestones[0].verdict;
    assert!(matches!(verdict, Verdict::Met { period } if period.to_string() == "2019"), "{verdict:?}");
    // A pledge alone has no timeline, and no chart of one.
    let alone = timeline(&last, []).unwrap();
    assert_eq!(alone.timeline, None);
    assert!(draw(ChartKind::Timeline, &alone, Canvas::new(800, 450).unwrap()).is_err());
}

/// A folder of its own with scenarios, each with what it restates.
fn folder(name: &str, pledges: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tradepath-timeline-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("old")).unwrap();
    for (file, restates) in pledges {
        let text = format!(
            "title = '{file}'\npair = ['KAZ', 'UZB']\nbaseline = {{ period = 2017, amount = '$2B' }}\n\
             milestone = [{{ amount = '5B' }}]\n{restates}\n"
        );
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn restated(folder: &Path, file: &str) -> Result<Vec<String>> {
    let files = Scenario::load(folder.join(file))?.load_files(folder)?;
    Ok(files.restated.iter().map(|pledge| pledge.title().to_owned()).collect())
}

#[test]
fn what_is_restated_is_followed_and_read_once() {
    let pledges = [
        ("last.toml", "restates = ['middle.toml', 'old/first.toml']"),
        ("middle.toml", "restates = 'old/first.toml'"),
        ("old/first.toml", ""),
        ("outside.toml", "restates = '../elsewhere.toml'"),
        ("round.toml", "restates = 'about.toml'"),
        ("about.toml", "restates = 'round.toml'"),
        ("nowhere.toml", "restates = 'none.toml'"),
        ("number.toml", "restates = 5"),
    ];
    let folder = folder("files", &pledges);
    assert_eq!(restated(&folder, "last.toml").unwrap(), ["old/first.toml", "middle.toml"]);
    let error = |file: &str| restated(&folder, file).unwrap_err();
    assert_eq!(error("outside.toml").position().key.as_deref(), Some("restates"));
    assert!(error("round.toml").to_string().contains("restates itself"));
    assert!(error("nowhere.toml").to_string().contains("none.toml"));
    assert!(error("number.toml").to_string().contains("the path of a scenario, or a list of paths"));
    // A scenario that names one is not assessed without it.
    let scenario = Scenario::load(folder.join("middle.toml")).unwrap();
    let error = assess(&scenario, None, &AssessmentOptions::new()).unwrap_err();
    assert!(error.to_string().contains("`old/first.toml` that the scenario restates"), "{error}");
    assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap(), "again.toml").unwrap(), scenario);
    std::fs::remove_dir_all(folder).unwrap();
}
