//! Scenario files: every mistake is named with file, line and key, and nothing makes the reader panic or hang.

use proptest::prelude::*;
use tradepath::{AssessmentOptions, ErrorKind, Scenario, assess, history::History, scenario::Shipped};

const GOOD: &str = "\
pair = ['KAZ', 'UZB']
currency = 'USD'
[baseline]
period = 2021
amount = '3B'
[[milestone]]
amount = '5B'
by = 2026
[[milestone]]
amount = '10B'
by = '2030'
";

fn message(text: &str) -> String {
    Scenario::from_toml(text, "pledge.toml").unwrap_err().to_string()
}

#[test]
fn every_mistake_is_named_with_file_line_and_key() {
    let with = |from: &str, to: &str| message(&GOOD.replace(from, to));
    let and = |more: &str| message(&format!("{GOOD}{more}"));
    let messages = [
        with("by = 2026", "date = 2026"),
        message(&format!("colour = 'red'\n{GOOD}")),
        with("'5B'", "true"),
        with("'5B'", "'5 zillion'"),
        with("'5B'", "'€5B'"),
        with("'5B'", "0"),
        with("'5B'", "-5e9"),
        with("'5B'", "nan"),
        with("'3B'", "inf"),
        with("2026", "2020"),
        with("2026", "2031"),
        with("2026", "'2026-Q1'"),
        with("2026", "2026-01-01"),
        with("'UZB'", "'KAZ'"),
        with("'UZB'", "'Atlantis'"),
        with("amount = '3B'\n", ""),
        with("currency = 'USD'\n", ""),
        with("[baseline]", "[baseline"),
        with("by = 2026", "by = 2026\nby = 2027"),
        message(GOOD.split("[[").next().unwrap()),
        and("[[sector]]\nname = 'grain'\nshare = '40%'\n[[sector]]\nname = 'other'\nshare = '50%'\n"),
        and("[[sector]]\nname = 'grain'\nshare = 40\n"),
        and("[[sector]]\nname = 'grain'\nshare = 1\ngrowth = 7\n"),
        and("[flows]\nexports = '2B'\nimports = '0.5B'\n"),
        and("[flows]\nexports = '2B'\nimports = '1B'\nimports_growth = '-100%'\n"),
        and("[shape]\nkind = 'logistic'\nceiling = '9B'\n"),
        and("[shape]\nkind = 'logistic'\n"),
        and("[shape]\nkind = 'compound'\nceiling = '12B'\n"),
        and("[shape]\nkind = 'damped'\ndamping = 1.5\n"),
        and("[shape]\nkind = 'ramp'\nfrom = '2%'\nover = 0.0\n"),
        message(&format!("shape = 'wavy'\n{GOOD}")),
        message(&format!("shape = 'smooth'\n{}", GOOD.replace("by = 2026", "").replace("by = '2030'", ""))),
        with("'5B'", "'2x'"),
        with("amount = '5B'", "amount = '5B'\nmultiple = 2"),
        with("amount = '5B'", "growth = '50%'\nrate = '7%'"),
        with("amount = '5B'\n", ""),
        with("amount = '5B'", "multiple = 0"),
        with("amount = '5B'", "multiple = 1e308"),
        with("amount = '5B'", "growth = '-100%'"),
        with("amount = '5B'", "growth = 50"),
        with("amount = '5B'\nby = 2026", "rate = '7%'"),
        with("by = 2026", "by = 2026\nwithin = 5"),
        with("by = 2026", "within = 0"),
        with("by = 2026", "within = 9000"),
        with("by = 2026", "within = -1"),
        message(&GOOD.replace("2021", "'2021-Q4'").replace("by = 2026", "within = 5").replace("'2030'", "'2030-Q4'")),
        message(&format!("promised = '2021-02-29'\n{GOOD}")),
        message(&format!("promised = '2021-02-30T10:00:00'\n{GOOD}")),
        message(&format!("coverage = 'goods'\nproducts = ['27']\n{GOOD}")),
        message(&format!("coverage = 'good things'\n{GOOD}")),
        message(&format!("products = []\n{GOOD}")),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn json_has_the_same_keys_and_the_same_errors() {
    let good = r#"{
  "pair": ["KAZ", "UZB"], "currency": "USD",
  "baseline": {"period": 2021, "amount": "3B"},
  "milestone": [
    {"amount": "5B", "by": 2026},
    {"amount": 10000000000, "by": "2030"}
  ]
}"#;
    assert_eq!(Scenario::from_json(good, "pledge.json").unwrap(), Scenario::from_toml(GOOD, "pledge.toml").unwrap());
    let with =
        |from: &str, to: &str| Scenario::from_json(&good.replace(from, to), "pledge.json").unwrap_err().to_string();
    let messages = [
        with("\"2030\"", "2024"),
        with("\"5B\"", "\"5 zB\""),
        with("\"5B\"", "\"€5B\""),
        with("\"by\": 2026", "\"date\": 2026"),
        with("\"UZB\"", "7"),
        with("  ]\n}", "  ]\n"),
        with("  ]\n}", "  ]\n} x"),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_history_outside_the_scenarios_folder_is_read_only_where_that_is_allowed() {
    let folder = std::env::temp_dir().join(format!("tradepath-within-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("inside")).unwrap();
    let trade = "year,exporter,importer,value\n2020,KAZ,UZB,5\n2020,UZB,KAZ,5\n";
    std::fs::write(folder.join("outside.csv"), trade).unwrap();
    std::fs::write(folder.join("inside/inside.csv"), trade).unwrap();
    let named = |file: &str| {
        let text = format!("history = {{ file = '{file}' }}\n{GOOD}");
        Scenario::from_toml(&text, "pledge.toml").unwrap()
    };
    let root = folder.join("inside");
    assert!(named("inside.csv").load_history(&root).unwrap().is_some());
    assert!(named("./inside.csv").load_history(&root).unwrap().is_some());
    let absolute = folder.join("outside.csv").display().to_string();
    for file in ["../outside.csv", "../inside/inside.csv", &absolute] {
        let error = named(file).load_history(&root).unwrap_err();
        assert_eq!(error.position().key.as_deref(), Some("history.file"), "{error}");
        assert!(named(file).load_history_anywhere(&root).unwrap().is_some());
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, root.join("link.csv")).unwrap();
        assert!(named("link.csv").load_history(&root).is_err());
    }
    assert!(matches!(named("absent.csv").load_history(&root).unwrap_err().kind(), ErrorKind::Io(_)));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn every_shipped_scenario_comes_back_from_toml_and_json() {
    for shipped in Shipped::all() {
        let scenario = shipped.scenario().unwrap();
        assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap(), "again.toml").unwrap(), scenario);
        let json = serde_json::to_string(&scenario).unwrap();
        assert_eq!(Scenario::from_json(&json, "again.json").unwrap(), scenario);
        assert_eq!(serde_json::from_str::<Scenario>(&json).unwrap(), scenario);
    }
}

#[test]
fn everything_a_scenario_can_say_comes_back() {
    let text = "
        title = 'Қазақстан: «тест» \"quoted\"'
        pair = ['Kazakhstan', 'UZ']
        promised = '2021-12'
        notes = ['a note']
        sources = ['a source']
        history = { file = 'trade.csv', reporter = 'UZB' }
        baseline = { period = '2021-Q3', amount = '$0.3B' }
        milestone = [{ amount = 1, by = '2022-Q1' }, { amount = '10B' }]
        flows = { exports = '0.2B', imports = '0.1B', exports_growth = '150%', imports_growth = '-12.5%' }
        sector = [{ name = 'grain', share = '33.3%' }, { name = 'other', share = 0.667, growth = 0.05 }]
    ";
    let scenario = Scenario::from_toml(text, "all.toml").unwrap();
    assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap(), "again.toml").unwrap(), scenario);
    let shapes = [
        "shape = { kind = 'gompertz', ceiling = '12B', rate = '9%' }",
        "shape = { kind = 'linear', step = '1M' }",
        "shape = { kind = 'ramp', from = '1%', over = 3.0 }",
        "shape = 'smooth'",
        "shape = { kind = 'damped', damping = 0.9 }",
        "shape = { kind = 'compound', rate = 0.07 }",
        "shape = { kind = 'logistic', ceiling = 2e10 }",
        "shape = 'by-leg'",
    ];
    for shape in shapes {
        let scenario = Scenario::from_toml(&format!("{shape}\n{GOOD}"), "shape.toml").unwrap();
        assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap(), "again.toml").unwrap(), scenario, "{shape}");
    }
}

#[test]
fn a_pledge_is_stated_as_it_was_made() {
    let of = |milestone: &str, more: &str| {
        let text = format!(
            "{more}\npair = ['GBR', 'IND']\nbaseline = {{ period = 2020, amount = '£18.3B' }}\nmilestone = [{milestone}]\n"
        );
        let scenario = Scenario::from_toml(&text, "pledge.toml").unwrap();
        let (toml, json) = (scenario.to_toml().unwrap(), serde_json::to_string(&scenario).unwrap());
        assert_eq!(Scenario::from_toml(&toml, "copy.toml").unwrap(), scenario, "{toml}");
        assert_eq!(Scenario::from_json(&json, "copy.json").unwrap(), scenario, "{json}");
        scenario
    };
    let reached = |milestone: &str, more: &str| {
        let scenario = of(milestone, more);
        let last = *scenario.milestones().last().unwrap();
        let by = last.by().map_or("no date".to_owned(), |by| by.to_string());
        format!("{} by {by}", last.amount())
    };
    assert_eq!(reached("{ multiple = 2, by = 2030 }", ""), "36.6B by 2030");
    assert_eq!(reached("{ multiple = 2 }", ""), "36.6B by no date");
    assert_eq!(reached("{ growth = '50%', by = 2030 }", ""), "27.4B by 2030");
    assert_eq!(reached("{ growth = 0.5, by = 2030 }", ""), "27.4B by 2030");
    assert_eq!(reached("{ growth = '250%', by = 2030 }", ""), "64B by 2030");
    assert_eq!(reached("{ rate = '20%', by = 2023 }", ""), "31.6B by 2023");
    // A growth a year that lasts until each of two dates.
    assert_eq!(reached("{ rate = '10%', by = 2022 }, { rate = '20%', within = 3 }", ""), "31.6B by 2023");
    // Years count from the pledge, where its day is known, and from the baseline otherwise.
    assert_eq!(reached("{ amount = '30B', within = 5 }", ""), "30B by 2025");
    assert_eq!(reached("{ amount = '30B', within = 5 }", "promised = 2021-05-04"), "30B by 2026");
    assert_eq!(of("{ amount = '30B' }", "promised = '2021-05-04'").promised().unwrap().day(), Some(4));
    assert_eq!(
        of("{ amount = '30B' }", "products = ['2701', '27']").coverage().unwrap().to_string(),
        "products 27 and 2701 of HS"
    );
}

#[test]
fn a_summary_says_what_the_amounts_follow_from_and_what_they_count() {
    let text = "pair = ['GBR', 'IND']\ncoverage = 'goods and services'\nbaseline = { period = 2019, amount = '$31B' }\n\
                milestone = [{ multiple = 2, by = 2030 }]\n";
    let pledge = Scenario::from_toml(text, "pledge.toml").unwrap();
    let goods = History::of_turnover("GBR-IND", [(2018, "29B"), (2019, "30.5B"), (2020, "24B")]).unwrap();
    let found = assess(&pledge, Some(&goods), &AssessmentOptions::new()).unwrap();
    let first = &found.summary[0];
    for words in [
        "to take their trade (goods and services) from $31B in 2019 to $62B by 2030 (2 times the baseline)",
        "the history counts goods",
        "linked by ratio",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(found.summary[1].contains("nominal, goods alone"), "{:?}", found.summary);
    // On one level they would be compared as if they were alike.
    let level = Scenario::from_toml(&format!("link = 'level'\n{text}"), "pledge.toml").unwrap();
    let error = assess(&level, Some(&goods), &AssessmentOptions::new()).unwrap_err().to_string();
    assert!(error.contains("the pledge counts goods and services, the history goods"), "{error}");
    // Of one product there are no base rates: other pairs' amounts are of all goods.
    let fuels =
        Scenario::from_toml(&text.replace("coverage = 'goods and services'", "products = ['27']"), "p.toml").unwrap();
    let found = assess(&fuels, None, &AssessmentOptions::new()).unwrap();
    assert!(found.base_rates.is_empty());
    assert!(found.absent.iter().any(|absent| absent.why.contains("the pledge counts HS 27")), "{:?}", found.absent);
}

#[test]
fn ten_thousand_milestones_are_read_and_answered() {
    let mut text =
        String::from("pair = ['KAZ', 'UZB']\ncurrency = 'USD'\n[baseline]\nperiod = '1000-01'\namount = 1000000\n");
    for at in 0..10_000_u32 {
        let (year, month) = (1001 + at / 12, at % 12 + 1);
        text += &format!("[[milestone]]\namount = {}\nby = '{year}-{month:02}'\n", 1_000_000 + at);
    }
    let scenario = Scenario::from_toml(&text, "many.toml").unwrap();
    assert_eq!(scenario.route().legs().unwrap().len(), 10_000);
    assert!(scenario.project().unwrap().steps().len() > 10_000);
    assert!(scenario.route().least_constant_rate().unwrap().is_some());
}

#[test]
fn ten_thousand_milestones_over_the_whole_calendar_are_assessed() {
    let mut text =
        String::from("pair = ['KAZ', 'UZB']\ncurrency = 'USD'\n[baseline]\nperiod = '1000-01'\namount = 1000000\n");
    for at in 1..=10_000_u32 {
        let (year, month) = (1000 + at * 10 / 12, at * 10 % 12 + 1);
        text += &format!("[[milestone]]\namount = {}\nby = '{year}-{month:02}'\n", 1_000_000 + at);
    }
    let scenario = Scenario::from_toml(&text, "long.toml").unwrap();
    let found = tradepath::assess(&scenario, None, &tradepath::AssessmentOptions::new()).unwrap();
    let periods: Vec<_> = found.route_arrivals.iter().map(|arrival| arrival.period).collect();
    let due: Vec<_> = scenario.milestones().iter().map(|milestone| milestone.by()).collect();
    assert_eq!(periods, due);
}

#[test]
fn a_file_of_a_hundred_megabytes_is_refused_before_it_is_read() {
    let path = std::env::temp_dir().join(format!("tradepath-large-{}.toml", std::process::id()));
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(100_000_000).unwrap();
    let error = Scenario::load(&path).unwrap_err();
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(error.kind(), ErrorKind::TooLarge { limit: 16_777_216, .. }), "{error}");
    assert!(Scenario::from_json(&" ".repeat(20_000_000), "large.json").is_err());
}

#[test]
fn files_that_cannot_be_read_say_so() {
    assert!(matches!(Scenario::load("no/such/file.toml").unwrap_err().kind(), ErrorKind::Io(_)));
    assert!(matches!(Scenario::load(std::env::temp_dir()).unwrap_err().kind(), ErrorKind::Io(_)));
    let path = std::env::temp_dir().join(format!("tradepath-latin-{}.toml", std::process::id()));
    std::fs::write(&path, b"title = 'a'\n# caf\xe9\n").unwrap();
    let error = Scenario::load(&path).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    assert!(error.ends_with("line 2: not UTF-8 text; save the file as UTF-8"), "{error}");
}

proptest! {
    #[test]
    fn any_text_is_a_scenario_or_an_error(text in any::<String>()) {
        let _ = Scenario::from_toml(&text, "any.toml");
        let _ = Scenario::from_json(&text, "any.json");
    }

    #[test]
    fn a_damaged_scenario_is_a_scenario_or_an_error(at in 0..400_usize, length in 0..20_usize, with in "[ -~\n']{0,6}") {
        let source = Shipped::all().next().unwrap().text();
        let mut letters: Vec<char> = source.chars().chain(GOOD.chars()).collect();
        let end = (at + length).min(letters.len());
        letters.splice(at..end, with.chars());
        let text: String = letters.into_iter().collect();
        if let Ok(scenario) = Scenario::from_toml(&text, "damaged.toml") {
            prop_assert!(scenario.baseline().amount().value() > 0.0);
        }
        let json = serde_json::to_string(&Scenario::from_toml(GOOD, "good.toml").unwrap()).unwrap();
        let mut letters: Vec<char> = json.chars().collect();
        let (at, end) = (at.min(letters.len()), (at + length).min(letters.len()));
        letters.splice(at..end.max(at), with.chars());
        let _ = Scenario::from_json(&letters.into_iter().collect::<String>(), "damaged.json");
    }

    #[test]
    fn whatever_can_be_read_can_be_assessed(start in 1.0..1e12_f64, first in 1.0..1e12_f64, second in 1.0..1e12_f64, years in (1..30_i32, 1..30_i32), rate in -0.5..1.0_f64) {
        let text = format!("pair = ['KAZ', 'UZB']\ncurrency = 'USD'\nbaseline = {{ period = 2021, amount = {start:?} }}\nmilestone = [{{ amount = {first:?}, by = {} }}, {{ amount = {second:?}, by = {} }}]\n", 2021 + years.0, 2021 + years.0 + years.1);
        let scenario = Scenario::from_toml(&text, "random.toml").unwrap();
        let options = tradepath::AssessmentOptions::new().rate(tradepath::GrowthRate::from_effective(rate).unwrap());
        for options in [tradepath::AssessmentOptions::new(), options] {
            let assessment = tradepath::assess(&scenario, None, &options).unwrap();
            let json = assessment.to_json().unwrap();
            prop_assert_eq!(&serde_json::from_str::<tradepath::Assessment>(&json).unwrap(), &assessment);
            let last = assessment.projection.steps().last().unwrap();
            prop_assert!(last.amount.value().is_finite());
        }
    }
}

#[test]
fn an_open_pledge_is_looked_at_from_its_last_figure_too() {
    let pledge = Scenario::from_toml(GOOD, "pledge.toml").unwrap();
    let figures = |last: i32, grows: f64| {
        let amounts = (2010..=last).map(|year| (year, 3e9 * grows.powi(year - 2021)));
        History::of_turnover("KAZ-UZB", amounts.collect::<Vec<_>>()).unwrap()
    };
    let assess = |history: &History, options: AssessmentOptions| assess(&pledge, Some(history), &options);
    let now = assess(&figures(2024, 1.02), AssessmentOptions::new()).unwrap().now.unwrap();
    assert_eq!((now.period.to_string().as_str(), now.open.len()), ("2024", 2));
    let required = now.open[1].required_rate.unwrap();
    approx::assert_relative_eq!(
        required.effective(),
        (10e9_f64 / now.amount.value()).powf(1.0 / 6.0) - 1.0,
        max_relative = 1e-9
    );
    // Later figures change nothing that was seen before them.
    let options = AssessmentOptions::new().as_of(2024);
    let cut = assess(&figures(2026, 1.5).up_to("2024".parse().unwrap()), AssessmentOptions::new()).unwrap();
    assert_eq!(assess(&figures(2026, 1.5), options).unwrap(), cut);
    // A milestone that was reached, or whose date has passed, is open no more.
    let later = assess(&figures(2027, 1.02), AssessmentOptions::new()).unwrap();
    assert_eq!(later.now.unwrap().open.iter().map(|left| left.amount.to_string()).collect::<Vec<_>>(), ["10B"]);
    assert_eq!(assess(&figures(2027, 1.3), AssessmentOptions::new()).unwrap().now, None);
    assert_eq!(assess(&figures(2021, 1.02), AssessmentOptions::new()).unwrap().now, None);
    // Growth makes what is left likelier, and a standstill less likely.
    let chance = |grows: f64| {
        let found = assess(&figures(2025, grows), AssessmentOptions::new()).unwrap();
        found.now.unwrap().outlook.unwrap().targets[1].by_horizon
    };
    assert!(chance(1.09) > chance(1.0));
    // The period to look from must be one that the history reaches, and not before the baseline.
    let error =
        |as_of: i32| assess(&figures(2025, 1.1), AssessmentOptions::new().as_of(as_of)).unwrap_err().to_string();
    assert!(error(2019).contains("not before the baseline, 2021"), "{}", error(2019));
    let without = tradepath::assess(&pledge, None, &AssessmentOptions::new().as_of(2024)).unwrap_err();
    assert!(without.to_string().contains("without a history"));
}

/// A pledge of the total, of the exports and of the balance at once.
const OF_FLOWS: &str = "\
pair = ['IND', 'RUS']
baseline = { period = 2023, amount = '$65B' }
flows = { exports = '4B', imports = '61B' }
milestone = [
    { flow = 'exports', amount = '10B', by = 2026 },
    { amount = '100B', by = 2030 },
    { balance = '-40B', by = 2030 },
    { flow = 'exports', multiple = 7.5, by = 2030 },
]
";

#[test]
fn milestones_of_flows_and_balances_read_back_and_stand_beside_the_total() {
    let pledge = Scenario::from_toml(OF_FLOWS, "flows.toml").unwrap();
    let [exports] = pledge.of_flows() else { panic!("one flow has milestones") };
    assert_eq!((pledge.milestones().len(), exports.milestones().len(), pledge.balances().len()), (1, 2, 1));
    assert_eq!(exports.milestones()[1].amount().to_string(), "30B");
    assert_eq!(Scenario::from_toml(&pledge.to_toml().unwrap(), "again.toml").unwrap(), pledge);
    let json = serde_json::to_string(&pledge).unwrap();
    assert_eq!(serde_json::from_str::<Scenario>(&json).unwrap(), pledge);
    let years = [2019, 2020, 2021, 2022, 2023, 2024].map(|year| (year, 3.2e9 + 0.2e9 * f64::from(year - 2019)));
    let history = History::of_flows("IND-RUS", years, years.map(|(year, units)| (year, units * 15.25))).unwrap();
    let found = assess(&pledge, Some(&history), &AssessmentOptions::new()).unwrap();
    let part = &found.flows[0];
    // Exports of 2024 are held to the exports' route, and not to the total's.
    assert_eq!(part.tracking.as_ref().unwrap().amount.to_string(), "4.2B");
    assert_eq!(part.overall_required_rate.unwrap().to_string(), "33.4%");
    assert!(part.outlook.is_some() && part.base_rates.is_empty());
    assert!(part.absent.iter().any(|absent| absent.why.contains("amounts are turnovers")), "{:?}", part.absent);
    assert_eq!(found.balances[0].now.as_ref().unwrap().from.period.to_string(), "2024");
    let json = found.to_json().unwrap();
    assert_eq!(serde_json::from_str::<tradepath::Assessment>(&json).unwrap(), found);
    let report = tradepath::report::markdown(&found);
    assert!(report.contains("## Exports of India to Russia") && report.contains("## The balance"), "{report}");
}

#[test]
fn a_growth_without_an_end_is_held_to_its_own_pace() {
    let text = "pair = ['UZB', 'TUR']\nflow = 'exports'\nbaseline = { period = 2020, amount = '$1.2B' }\nmilestone = [{ rate = '20%' }]";
    let pledge = Scenario::from_toml(text, "growth.toml").unwrap();
    let by_shape = text.replace("milestone = [{ rate = '20%' }]", "shape = { kind = 'compound', rate = '20%' }");
    assert_eq!(Scenario::from_toml(&by_shape, "growth.toml").unwrap(), pledge);
    assert_eq!(Scenario::from_toml(&pledge.to_toml().unwrap(), "again.toml").unwrap(), pledge);
    let history = History::of_flows("UZB-TUR", [(2020, 1.2e9), (2022, 1.9e9)], [(2020, 1e9), (2022, 1e9)]).unwrap();
    let found = assess(&pledge, Some(&history), &AssessmentOptions::new()).unwrap();
    let tracking = found.tracking.as_ref().unwrap();
    assert_eq!((tracking.ahead, tracking.remaining.len()), (Some(true), 0));
    approx::assert_relative_eq!(tracking.route_amount.unwrap().value(), 1.728e9, max_relative = 1e-12);
    assert!(found.summary[0].contains("by 20% a year from $1.2B in 2020, without an end"), "{}", found.summary[0]);
    let falling = Scenario::from_toml(&text.replace("'20%'", "'-10%'"), "growth.toml").unwrap();
    assert_eq!(falling.track(history.exports().unwrap()).unwrap().unwrap().ahead, Some(false));
}

#[test]
fn mistakes_in_milestones_of_flows_are_named_by_their_own_keys() {
    let error = |from: &str, to: &str| {
        let text = OF_FLOWS.replace(from, to);
        assert_ne!(text, OF_FLOWS);
        Scenario::from_toml(&text, "flows.toml").unwrap_err().to_string()
    };
    let of_flow = "{ flow = 'exports', multiple = 7.5, by = 2030 }";
    for (from, to, key, says) in [
        (of_flow, "{ flow = 'exports', multiple = 7.5, by = 2025 }", "milestone[3].by", "dates must increase"),
        (of_flow, "{ flow = 'exports', amount = '€30B', by = 2030 }", "milestone[3].amount", "EUR"),
        (of_flow, "{ flow = 'transit', multiple = 7.5 }", "milestone[3].flow", "transit"),
        ("100B', by = 2030", "100B', by = 2020", "milestone[1].by", "dates must increase"),
        ("flows = { exports = '4B', imports = '61B' }\n", "", "milestone[2].balance", "state both at the baseline"),
        ("pair =", "flow = 'imports'\npair =", "flows", "the pledge is of imports alone"),
    ] {
        let message = error(from, to);
        assert!(message.contains(&format!("key `{key}`")) && message.contains(says), "{message}");
    }
    let alone = "pair = ['IND', 'RUS']\nflow = 'exports'\nbaseline = { period = 2023, amount = '$4B' }\nmilestone = [{ flow = 'imports', amount = '9B' }]";
    assert!(message(alone).contains("a milestone of imports needs the turnover"), "{}", message(alone));
    let zero = OF_FLOWS.replace("exports = '4B', imports = '61B'", "exports = 0, imports = '65B'");
    assert!(message(&zero).contains("key `flows.exports`"), "{}", message(&zero));
    let twice = "pair = ['IND', 'RUS']\nshape = 'smooth'\nbaseline = { period = 2023, amount = '$4B' }\nmilestone = [{ rate = '9%' }]";
    assert!(message(twice).contains("the growth is stated twice"), "{}", message(twice));
}

#[test]
fn a_balance_says_what_came_of_it() {
    let pledge = |milestones: &str| {
        let text = format!(
            "pair = ['KAZ', 'UZB']\nbaseline = {{ period = 2019, amount = '$5B' }}\nflows = {{ exports = '2B', imports = '3B' }}\nmilestone = [{milestones}]"
        );
        Scenario::from_toml(&text, "balance.toml")
    };
    let exports = [(2019, 2e9), (2020, 2.2e9), (2021, 3.1e9), (2022, 2.5e9)];
    let imports = [(2019, 3e9), (2020, 3e9), (2021, 3e9), (2022, 3.5e9)];
    let history = History::of_flows("KAZ-UZB", exports, imports).unwrap();
    let said = |milestones: &str| {
        let found = assess(&pledge(milestones).unwrap(), Some(&history), &AssessmentOptions::new()).unwrap();
        found.summary.last().unwrap().clone()
    };
    let lost = said("{ balance = 0, by = 2030 }");
    assert!(lost.contains("first met in 2021; in 2022, the last with figures, there was a deficit of $1B"), "{lost}");
    assert!(lost.contains("from where it takes"), "{lost}");
    let late = said("{ balance = 0, by = 2020 }");
    assert!(late.contains("first met in 2021, after 2020; in 2020 there was a deficit of $800M"), "{late}");
    let missed = said("{ balance = '2B', by = 2021 }");
    assert!(missed.contains("in 2021 there was a surplus of $100M") && !missed.contains("met"), "{missed}");
    // What the exports are pledged to be, the imports have to meet.
    let both = pledge("{ flow = 'exports', amount = '5B', by = 2030 }, { balance = 0, by = 2030 }").unwrap();
    let ways = both.balance_needs().unwrap().remove(0).ways;
    assert_eq!((ways.len(), ways[0].amount.to_string()), (1, "5B".to_owned()));
    let error = |milestones: &str| pledge(milestones).unwrap_err().to_string();
    assert!(
        error("{ balance = 0, by = 2030 }, { balance = '1B', by = 2030 }").contains("two balances are pledged by 2030")
    );
    assert!(error("{ balance = 0.05, by = 2030 }").contains("write \"5%\" for the share"));
}

#[test]
fn what_both_flows_are_to_reach_is_a_total() {
    let text = "pair = ['KAZ', 'UZB']\nbaseline = { period = 2020, amount = '$3B' }\nflows = { exports = '2B', imports = '1B' }\n\
        milestone = [{ flow = 'exports', amount = '5B', by = 2030 }, { flow = 'imports', amount = '3B', by = 2030 }]";
    let pledge = Scenario::from_toml(text, "sum.toml").unwrap();
    assert_eq!(pledge.milestones()[0].amount().to_string(), "8B");
    assert_eq!(Scenario::from_toml(&pledge.to_toml().unwrap(), "again.toml").unwrap(), pledge);
    let found = assess(&pledge, None, &AssessmentOptions::new()).unwrap();
    assert!(found.summary[0].contains("to $8B by 2030 (exports and imports together)"), "{}", found.summary[0]);
    let last = found.projection.steps().last().unwrap();
    approx::assert_relative_eq!(last.exports.unwrap().value(), 5e9, max_relative = 1e-9);
    // Before the total's own date, both flows bend the route.
    let early = text
        .replace("imports', amount = '3B', by = 2030", "imports', amount = '2B', by = 2025")
        .replace("amount = '5B', by = 2030", "amount = '2.5B', by = 2025");
    let bent = Scenario::from_toml(
        &early.replace("milestone = [", "milestone = [{ amount = '8B', by = 2030 }, "),
        "bent.toml",
    )
    .unwrap();
    let amounts: Vec<String> = bent.milestones().iter().map(|milestone| milestone.amount().to_string()).collect();
    assert_eq!(amounts, ["4.5B", "8B"]);
}

#[test]
fn fiscal_years_are_counted_as_the_year_with_most_of_their_months_and_say_so() {
    let text = |by: &str, more: &str| {
        format!(
            "pair = ['IND', 'ARE']\n{more}\nbaseline = {{ period = 'FY2023', amount = '$85B' }}\n\
             milestone = [{{ amount = '100B', by = '{by}' }}]\n"
        )
    };
    let march = "fiscal_year_ends = 'March'";
    let pledge = Scenario::from_toml(&text("FY2029-30", march), "pledge.toml").unwrap();
    assert_eq!(pledge.baseline().period().to_string(), "2022");
    let by = pledge.milestones()[0].by().unwrap();
    assert_eq!((by.to_string(), pledge.fiscal_year(by).unwrap().to_string()), ("2029".into(), "FY2030".into()));
    assert_eq!(Scenario::from_toml(&pledge.to_toml().unwrap(), "again.toml").unwrap(), pledge);
    let found = assess(&pledge, None, &AssessmentOptions::new()).unwrap();
    assert!(found.summary[0].contains("from $85B in FY2023 (counted as 2022) to $100B by FY2030 (counted as 2029)"));
    // The end of a year is that year.
    let december = Scenario::from_toml(&text("2030-12", march), "pledge.toml").unwrap();
    assert_eq!(december.milestones()[0].by().unwrap().to_string(), "2030");
    for (wrong, key, message) in [
        (text("FY2030", ""), "baseline.period", "fiscal_year_ends = \"March\""),
        (text("2030-06", march), "milestone[0].by", "write 2029 or 2030"),
        (text("FY2030-33", march), "milestone[0].by", "the year in which it ends"),
        (text("FY2030", "fiscal_year_ends = 'Smarch'"), "fiscal_year_ends", "cannot read a month from `Smarch`"),
        (text("FY2030", "fiscal_year_ends = 13"), "fiscal_year_ends", "cannot read a month from `13`"),
        (text("2030", march).replace("FY2023", "2023"), "fiscal_year_ends", "no date is one"),
    ] {
        let error = Scenario::from_toml(&wrong, "pledge.toml").unwrap_err();
        assert_eq!(error.position().key.as_deref(), Some(key), "{error}");
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn the_summary_says_what_stands_in_doubt() {
    let first = |amount: &str, target: &str, figures: &[(i32, f64)]| {
        let text = format!(
            "pair = ['KAZ', 'UZB']\ncurrency = 'USD'\nbaseline = {{ period = 2020, amount = '{amount}' }}\n\
             milestone = [{{ amount = '{target}', by = 2025 }}]\n"
        );
        let pledge = Scenario::from_toml(&text, "pledge.toml").unwrap();
        let history = History::of_turnover("KAZ-UZB", figures.iter().copied()).unwrap();
        assess(&pledge, Some(&history), &AssessmentOptions::new()).unwrap().summary
    };
    // Millions for billions.
    let said = first("2.9M", "5M", &[(2019, 3.1e9), (2020, 2.9e9), (2021, 3.9e9)]);
    assert!(said[0].contains("1000 times what the pledge says"), "{said:?}");
    assert!(said[0].contains("one of the two may be in another unit"), "{said:?}");
    assert!(said.iter().any(|sentence| sentence.contains("the figures have $3.9B")), "{said:?}");
    let little = first("3.4B", "5B", &[(2019, 3.1e9), (2020, 2.9e9)]);
    assert!(little[0].contains("14.7% less than the pledge says, and is linked by ratio: "), "{little:?}");
    // What was there before, and a history that ends too early to check the pledge's own figure.
    let before = first("2.9B", "5B", &[(2012, 5.2e9), (2013, 4.1e9), (2018, 2.8e9)]);
    assert!(before[0].contains("; it had reached $5B before, last in 2012"), "{before:?}");
    assert!(before[0].contains("the history ends in 2018, and the pledge’s own figure for 2020 is not checked by it"));
}
