//! Drivers of a scenario through the public API: effects, attribution, chances, and what is needed.

use proptest::prelude::*;
use tradepath::{
    Amount, ErrorKind, Probability, Result, Scenario,
    drivers::{Driver, Drivers, Lever, PartKind, Requirement},
    outlook::{LogRandomWalk, Outlook, OutlookOptions},
};

/// A pledge with two flows, five sectors and ten drivers of every kind that a turnover can have.
const TEN: &str = include_str!("reference/ten-drivers.toml");

fn ten() -> Scenario {
    Scenario::from_toml(TEN, "ten.toml").unwrap()
}

fn outlook(years: usize) -> Outlook {
    let walk = LogRandomWalk::new(0.08, 0.15).unwrap();
    Outlook::stated(walk, 2021, "3B", &OutlookOptions::new().years(years)).unwrap()
}

fn pledge(drivers: &[&str]) -> Result<Scenario> {
    let head = "pair = ['KAZ', 'UZB']\nbaseline = { period = 2021, amount = '$3B' }\nmilestone = [{ amount = '5B', by = 2028 }]\n";
    let drivers: String = drivers.iter().map(|driver| format!("[[driver]]\n{driver}\n")).collect();
    Scenario::from_toml(&format!("{head}{drivers}"), "pledge.toml")
}

#[test]
fn a_freight_margin_has_the_effects_of_the_worked_check() {
    // 1.15 / 1.20 to the powers of -2, -3 and -5.03.
    for (response, expected) in [(-2.0, 1.0888), (-3.0, 1.1362), (-5.03, 1.2387)] {
        let railway = Driver::builder("Railway", "corridor")
            .starts(2022)
            .freight_margin("20%", "15%")
            .response([response; 3], "worked check");
        let pledge = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030).base_growth("0%");
        let pledge = pledge.driver(railway.build().unwrap()).build().unwrap();
        let path = Drivers::of(&pledge, None).unwrap().path().unwrap();
        assert_eq!(format!("{:.4}", path.last().unwrap().central.value() / 3e9), format!("{expected:.4}"));
        // Over seven years, linearly.
        let after = |years: usize| (path[years - 1].central.value() / 3e9).ln();
        assert!((after(3) / after(7) - 3.0 / 7.0).abs() < 1e-12 && after(7) == after(9));
    }
}

#[test]
fn growth_of_both_economies_is_counted_in_volume_or_in_dollars_and_never_both() {
    // The IMF's World Economic Outlook of October 2025.
    let growth = |way: &str, base: &str| {
        format!(
            "pair = ['KAZ', 'UZB']\nbaseline = {{ period = 2025, amount = '$4.97B' }}\nmilestone = [{{ amount = '10B', by = 2030 }}]\n\
             inflation = {{ file = 'cpi.csv', rate = '2.2%' }}\nbase_growth = {base}\n[[driver]]\nname = 'Growth'\nkind = 'demand'\nway = '{way}'\n\
             gdp_growth = [{{ 2026 = '4.8%', 2027 = '4.2%', 2028 = '3.0%', 2029 = '3.4%', 2030 = '3.4%' }}, {{ 2026 = '6.0%', 2027 = '5.7%', 2028 = '5.7%', 2029 = '5.7%', 2030 = '5.7%' }}]\n\
             gdp_growth_in_dollars = [{{ 2026 = '6.67%', 2027 = '8.75%', 2028 = '7.47%', 2029 = '7.49%', 2030 = '6.72%' }}, {{ 2026 = '16.06%', 2027 = '11.95%', 2028 = '10.67%', 2029 = '10.55%', 2030 = '10.60%' }}]\n"
        )
    };
    let index = tradepath::history::Deflator::of("US CPI", [(2025, 100.0), (2026, 102.4)]).unwrap();
    let answer = |way: &str, base: &str| {
        let pledge = Scenario::from_toml(&growth(way, base), "growth.toml").unwrap();
        let drivers = Drivers::with_prices(&pledge, None, Some(&index)).unwrap();
        let answers = drivers.answers().unwrap();
        let other = answers.demand_otherwise.clone().unwrap();
        (answers.amount.last().unwrap().central.value(), other.amount.unwrap().value(), answers)
    };
    let (real, otherwise, answers) = answer("real", "{ real = '0%' }");
    assert_eq!((format!("{:.1}", real / 1e9), format!("{:.1}", otherwise / 1e9)), ("8.4".into(), "11.4".into()));
    assert_eq!(answers.attributions[0].parts[1].kind, PartKind::Prices);
    // Prices alone are 11.7 % in five years.
    assert!((answers.attributions[0].parts[1].log_points.central.exp() - 1.117).abs() < 5e-4);
    let (dollars, otherwise, _) = answer("dollars", "'0%'");
    assert_eq!((format!("{:.1}", dollars / 1e9), format!("{:.1}", otherwise / 1e9)), ("11.4".into(), "8.4".into()));
    let refused = |way: &str, base: &str| Scenario::from_toml(&growth(way, base), "growth.toml").unwrap_err();
    assert_eq!(refused("dollars", "{ real = '0%' }").position().key.as_deref(), Some("driver[0].way"));
    assert_eq!(refused("real", "'0%'").position().key.as_deref(), Some("driver[0].way"));
}

#[test]
fn what_is_explained_and_what_is_left_add_up_for_flows_and_sectors() {
    let (pledge, outlook) = (ten(), outlook(10));
    let drivers = Drivers::of(&pledge, Some(&outlook)).unwrap();
    let answers = drivers.answers().unwrap();
    for found in &answers.attributions {
        let (from, to) = (found.from.value(), found.amount.value());
        let log: f64 = found.parts.iter().map(|part| part.log_points.central).sum();
        let money: f64 = found.parts.iter().map(|part| part.money.central).sum();
        assert!((log + found.unexplained.central - (to / from).ln()).abs() < 1e-12);
        assert!(((money + found.unexplained_money.central) / (to - from) - 1.0).abs() < 1e-12);
        for part in &found.parts {
            let range = part.log_points;
            assert!(range.low <= range.central && range.central <= range.high, "{}", part.name);
        }
    }
    for step in &answers.amount {
        let of = answers.contributions.iter().filter(|part| part.period == step.period);
        let sum: f64 = of.map(|part| part.log_points.central).sum();
        assert!((sum - (step.central.value() / 3e9).ln()).abs() < 1e-12, "{}", step.period);
        assert!(step.low <= step.central && step.central <= step.high);
    }
    // It comes back from JSON, and the scenario from TOML.
    let json = serde_json::to_string(&answers).unwrap();
    assert_eq!(serde_json::from_str::<tradepath::drivers::DriverAnswers>(&json).unwrap(), answers);
    assert_eq!(Scenario::from_toml(&pledge.to_toml().unwrap(), "again.toml").unwrap(), pledge);
}

#[test]
fn a_driver_that_does_nothing_changes_nothing_to_the_last_bit() {
    let nothing =
        pledge(&["name = 'Nothing'\nkind = 'corridor'\nstarts = 2024\nad_valorem = '-4%'\nshare = 0"]).unwrap();
    let outlook = outlook(7);
    let drivers = Drivers::of(&nothing, Some(&outlook)).unwrap();
    let chance = drivers.chance(("5B", 2028)).unwrap();
    assert_eq!(chance.with_all, outlook.reached_by(("5B", 2028)).unwrap());
    assert_eq!(chance.without, chance.with_all);
    for step in drivers.path().unwrap() {
        assert_eq!((step.without, step.without), (step.central, step.high));
    }
}

#[test]
fn what_is_new_must_be_said_to_be_new() {
    let driver = "name = 'Border'\nkind = 'shock'\nlog_points = 0.3\n";
    let outlook = outlook(7);
    let of = |rest: &str| {
        let pledge = pledge(&[&format!("{driver}{rest}")]).unwrap();
        Drivers::of(&pledge, Some(&outlook)).map(|drivers| drivers.chance(("5B", 2028)).unwrap())
    };
    let error = of("starts = 2021").unwrap_err();
    assert_eq!(error.position().key.as_deref(), Some("driver[0].starts"));
    assert!(error.to_string().contains("works since 2021"), "{error}");
    // What has the whole of its effect by the baseline adds nothing after it.
    let before = of("starts = 2019\non_top = true").unwrap();
    assert_eq!(before.without, before.with_all);
    assert!(of("starts = 2022").unwrap().with_all > before.with_all);
    let demand = pledge(&["name = 'Growth'\nkind = 'demand'\ngdp_growth = ['1%', '2%']"]).unwrap();
    let error = Drivers::of(&demand, Some(&outlook)).unwrap_err();
    assert_eq!(error.position().key.as_deref(), Some("driver[0].on_top"));
}

#[test]
fn an_outlook_from_elsewhere_and_effects_beyond_numbers_are_refused() {
    let scenario = pledge(&["name = 'Road'\nkind = 'corridor'\nstarts = 2024\nad_valorem = '-2%'"]).unwrap();
    let walk = LogRandomWalk::new(0.05, 0.15).unwrap();
    for (start, amount) in [(2022, "3B"), (2021, "3.1B")] {
        let elsewhere = Outlook::stated(walk, start, amount, &OutlookOptions::new()).unwrap();
        let error = Drivers::of(&scenario, Some(&elsewhere)).unwrap_err();
        assert!(error.to_string().contains("and the scenario from 3,000,000,000 in 2021"), "{error}");
    }
    for days in [365, -365] {
        let driver = format!(
            "name = 'x'\nkind = 'corridor'\nstarts = 2022\nphase_in = 0\ndays_saved = {days}\nresponse = {{ low = 3, central = 4, high = 5, source = 'x' }}"
        );
        let (scenario, outlook) = (pledge(&[&driver]).unwrap(), outlook(7));
        let drivers = Drivers::of(&scenario, Some(&outlook)).unwrap();
        assert_eq!(drivers.attribution(("5B", 2028)).unwrap_err().code(), "out-of-range");
        assert_eq!(drivers.answers().unwrap_err().code(), "out-of-range");
    }
}

#[test]
fn an_assessment_says_what_the_drivers_do_from_the_pledge_and_from_the_last_figure() {
    use tradepath::{AssessmentOptions, assess, history::History};
    let head = "pair = ['KAZ', 'UZB']\nbaseline = { period = 2021, amount = '$3B' }\nmilestone = [{ amount = '3.3B' }, { amount = '6B', by = 2024 }, { amount = '9B' }]\n";
    let driver = "[[driver]]\nname = 'Treaty'\nkind = 'agreement'\nstarts = 2022\n";
    let history =
        History::of_turnover("KAZ-UZB", (2015..=2025).map(|year| (year, 2.4e9 + 1e8 * f64::from(year - 2015))))
            .unwrap();
    let assessed = |text: &str| {
        let scenario = Scenario::from_toml(&format!("{text}{head}{driver}"), "pledge.toml").unwrap();
        assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap()
    };
    let found = assessed("");
    let (then, now) = (found.drivers.as_ref().unwrap(), found.now.as_ref().unwrap().drivers.as_ref().unwrap());
    assert_eq!((then.amount.len(), then.left_out.len()), (3, 0));
    // From 2025 on the figures hold what the treaty does.
    assert!(now.left_out[0].why.contains("works since 2022") && now.left_out[0].would.is_none());
    assert!(now.chances.iter().all(|chance| chance.with_all == chance.without));
    assert!(found.summary.iter().any(|sentence| sentence.contains("growth without the drivers gives")));
    // With a base growth of its own it goes on: what is left of its ten years is added.
    let stated = assessed("base_growth = '2%'\n");
    let now = stated.now.as_ref().unwrap().drivers.as_ref().unwrap();
    let last = now.contributions.iter().rfind(|part| part.driver == "Treaty").unwrap();
    assert!((last.log_points.central - 0.36 * 0.6).abs() < 1e-12, "{}", last.log_points.central);
}

#[test]
fn each_kind_has_the_effect_that_its_formula_gives() {
    // The effect of one driver on exports of 2 and imports of 1 billion in 2028, seven years after the baseline.
    let of = |driver: &str, flow: &str| {
        let text = format!(
            "pair = ['KAZ', 'UZB']\nflow = '{flow}'\nbaseline = {{ period = 2021, amount = '$3B' }}\nmilestone = [{{ amount = '5B', by = 2028 }}]\nbase_growth = '0%'\n[[driver]]\nname = 'x'\n{driver}"
        );
        let scenario = Scenario::from_toml(&text, "x.toml").unwrap();
        let last = Drivers::of(&scenario, None).unwrap().path().unwrap().pop().unwrap();
        (last.central.value() / 3e9).ln()
    };
    for (driver, exports, imports) in [
        // Four of seven years of a cost cut, on 40 % of trade.
        (
            "kind = 'corridor'\nstarts = 2025\nshare = '40%'\nad_valorem = '-5%'",
            0.4 * -3.8 * 0.95_f64.ln() * 4.0 / 7.0,
            None,
        ),
        ("kind = 'corridor'\nstarts = 2022\ndays_saved = 3\nphase_in = 0", 0.03, None),
        ("kind = 'tariff'\nstarts = 2022\ncut = '5%'\nfrom = '12%'\nphase_in = 1", -3.8 * (1.07_f64 / 1.12).ln(), None),
        ("kind = 'agreement'\nstarts = 2019\nphase_in = 10", 0.36 * (1.0 - 0.3), None),
        // The first-named economy's currency loses a tenth, the other's gains a twentieth.
        (
            "kind = 'currency'\nstarts = 2022\nappreciation = ['-10%', '5%']\nresponse = { low = 0.1, central = 0.5, high = 0.6, source = 'x' }",
            0.5 * (0.9_f64.ln() - 1.05_f64.ln()),
            Some(0.5 * (1.05_f64.ln() - 0.9_f64.ln())),
        ),
        // 2021 is between 2019 and 2023 on the line of logarithms; after 2027 the price stays.
        (
            "kind = 'price'\nshare = '25%'\npath = { 2019 = 40, 2023 = 90, 2027 = 120 }",
            0.25 * (120.0_f64 / 60.0).ln(),
            None,
        ),
        ("kind = 'mobility'\nstarts = 2024\ngrowth = '4%'\nresponse = 'migrants'", 0.1 * 5.0 * 1.04_f64.ln(), None),
        ("kind = 'shock'\nstarts = 2024\nlog_points = -0.4\nhalf_life = 2", -0.1, None),
        // On time with two thirds: five years of ten; two years late with a third: three.
        (
            "kind = 'agreement'\nstarts = 2024\nlate = { chance = 0.25, years = 2 }",
            0.36 * (0.75 * 0.5 + 0.25 * 0.3),
            None,
        ),
        // Came in each of seven years with 10 % a year, and lasts.
        ("kind = 'shock'\nlog_points = -0.4\nchance = '10%'", -0.4 * (1.0 - 0.9_f64.powi(7)), None),
    ] {
        for (flow, expected) in [("exports", exports), ("imports", imports.unwrap_or(exports))] {
            let found = of(driver, flow);
            assert!((found - expected).abs() < 1e-12, "{flow}, {driver}: {found} for {expected}");
        }
    }
    // By the quarter: one year is four of them, and the first is a quarter of the way through a year of phase-in.
    let text = "pair = ['KAZ', 'UZB']\nbaseline = { period = '2021-Q4', amount = '$1B' }\nmilestone = [{ amount = '2B', by = '2022-Q4' }]\nbase_growth = '0%'\n[[driver]]\nname = 'x'\nkind = 'shock'\nstarts = '2022-Q1'\nphase_in = 1\nlog_points = 0.4\n";
    let quarters = Scenario::from_toml(text, "x.toml").unwrap();
    let path = Drivers::of(&quarters, None).unwrap().path().unwrap();
    for (step, expected) in path.iter().zip([0.1, 0.2, 0.3, 0.4]) {
        assert!(((step.central.value() / 1e9).ln() - expected).abs() < 1e-12);
    }
}

#[test]
fn the_shipped_causes_answer_as_they_were_read() {
    use tradepath::{AssessmentOptions, assess, report};
    let scenario = Scenario::load("data/scenarios/kazakhstan-uzbekistan-2021-drivers.toml").unwrap();
    let history = scenario.load_history_anywhere("data/scenarios").unwrap();
    let found = assess(&scenario, history.as_ref(), &AssessmentOptions::new()).unwrap();
    insta::assert_snapshot!(report::drivers(&found).unwrap());
}

#[test]
fn what_a_pledge_cannot_be_moved_by_is_refused() {
    let with = |head: &str, driver: &str| {
        let text = format!(
            "pair = ['KAZ', 'UZB']\n{head}\nmilestone = [{{ multiple = 2, by = 2028 }}]\n[[driver]]\nname = 'x'\n{driver}"
        );
        Scenario::from_toml(&text, "x.toml").unwrap_err()
    };
    let dollars = "baseline = { period = 2021, amount = '$3B' }";
    let price = "kind = 'price'\nshare = '20%'\npath = { 2021 = 70, 2028 = 55 }";
    let tonnes = with("unit = 't'\nbaseline = { period = 2021, amount = 5e6 }\nbase_growth = '1%'", price);
    assert_eq!((tonnes.code(), tonnes.position().key.as_deref()), ("not-money", Some("driver[0].path")));
    let euros = "baseline = { period = 2021, amount = '€3B' }\nbase_growth = '1%'";
    let growth = "kind = 'demand'\ngdp_growth_in_dollars = ['4%', '5%']";
    for (error, key, says) in [
        (with(euros, growth), "driver[0].way", "another currency"),
        (
            with(dollars, "kind = 'price'\nshare = '20%'\npath = { 2019 = 70, 2021 = 55 }"),
            "driver[0].path",
            "ends before",
        ),
        (
            with(
                dollars,
                &format!(
                    "{price}\n[[driver]]\nname = 'y'\nkind = 'price'\nshare = '90%'\npath = {{ 2021 = 70, 2028 = 55 }}"
                ),
            ),
            "driver[1]",
            "more than all",
        ),
        (
            with(
                dollars,
                "kind = 'tariff'\nstarts = 2024\ncut = '5%'\n[[driver]]\nname = 'y'\nkind = 'tariff'\nstarts = 2025\ncut = '5%'",
            ),
            "driver[1]",
            "more than all",
        ),
        (with(dollars, "kind = 'agreement'\nstarts = 2024\ntouches = []"), "driver[0].touches", "no sector is named"),
        (
            with(dollars, "kind = 'corridor'\nstarts = 2024\ndays_saved = '2'"),
            "driver[0].days_saved",
            "expected a number",
        ),
        (
            with(
                &format!(
                    "{dollars}\nbase_growth = '9%'\nflows = {{ exports = '2B', imports = '1B', exports_growth = '2%', imports_growth = '3%' }}"
                ),
                price,
            ),
            "base_growth",
            "nothing grows by the base growth",
        ),
    ] {
        assert_eq!(error.position().key.as_deref(), Some(key), "{error}");
        assert!(error.to_string().contains(says) && error.position().line.is_some(), "{error}");
    }
}

#[test]
fn a_start_is_asked_for_with_its_lateness_and_not_of_what_fades_or_harms() {
    let outlook = outlook(7);
    let start = |driver: &str, amount: &str| {
        let scenario = pledge(&[&format!("name = 'x'\n{driver}")]).unwrap();
        let drivers = Drivers::of(&scenario, Some(&outlook)).unwrap();
        Requirement::of("x").lever(Lever::Start).run(&drivers, (amount, 2028))
    };
    let road = "kind = 'corridor'\nstarts = 2026\nad_valorem = '-9%'\nlate = { chance = '50%', years = 2 }";
    let found = start(road, "5.5B").unwrap();
    let latest = found.start.unwrap();
    for (period, enough) in [(latest, true), (latest.plus(1).unwrap(), false)] {
        let scenario = pledge(&[&format!("name = 'x'\n{}", road.replace("2026", &period.to_string()))]).unwrap();
        let last = Drivers::of(&scenario, Some(&outlook)).unwrap().path().unwrap().pop().unwrap();
        assert_eq!(last.central.value() >= 5.5e9, enough, "{period}: {}", last.central);
    }
    let fades = start("kind = 'shock'\nstarts = 2024\nlog_points = 0.5\nhalf_life = 2", "6B").unwrap_err().to_string();
    let harms = start("kind = 'shock'\nstarts = 2024\nlog_points = -0.5\nphase_in = 5", "4B").unwrap_err().to_string();
    for refused in [fades, harms] {
        assert!(refused.contains("because it fades or harms"), "{refused}");
    }
}

#[test]
fn two_drivers_for_one_cause_are_refused() {
    let treaty = "name = 'Treaty'\nkind = 'agreement'\nstarts = 2024";
    let cut = "name = 'Cut'\nkind = 'tariff'\nstarts = 2024\ncut = '5%'";
    for (drivers, key, says) in [
        ([treaty, treaty], "driver[1].name", "two drivers are called `Treaty`"),
        ([treaty, cut], "driver[1]", "holds that of the tariffs"),
        ([treaty, "name = 'Union'\nkind = 'agreement'\nstarts = 2025"], "driver[1]", "one cause twice"),
    ] {
        let error = pledge(&drivers).unwrap_err();
        assert_eq!(error.position().key.as_deref(), Some(key), "{error}");
        assert!(error.to_string().contains(says), "{error}");
        assert!(matches!(error.kind(), ErrorKind::Contradiction(_)));
    }
    assert!(pledge(&[treaty, &format!("{cut}\non_top = true")]).is_ok());
}

#[test]
fn what_the_pledge_does_not_have_cannot_be_touched() {
    let shock = "name = 'Shock'\nkind = 'shock'\nstarts = 2024\nlog_points = -0.1\n";
    for (rest, key, says) in [
        ("touches = ['grain']", "driver[0].touches", "has no sector `grain`; it has none"),
        ("touches = 'exports'", "driver[0].touches", "state both at the baseline"),
        ("starts = 2024", "driver[0]", "duplicate key"),
    ] {
        let error = pledge(&[&format!("{shock}{rest}")]).unwrap_err();
        if says == "duplicate key" {
            assert!(error.to_string().contains(says), "{error}");
            continue;
        }
        assert_eq!(error.position().key.as_deref(), Some(key), "{error}");
        assert!(error.to_string().contains(says), "{error}");
        assert!(error.position().line.is_some());
    }
    let price = pledge(&["name = 'Oil'\nkind = 'price'\npath = { 2021 = 70, 2028 = 55 }\nsector = 'oil'"]).unwrap_err();
    assert_eq!(price.position().key.as_deref(), Some("driver[0].sector"));
    let quarter = pledge(&["name = 'Road'\nkind = 'corridor'\nstarts = '2024-Q1'\nad_valorem = '-2%'"]).unwrap_err();
    assert_eq!(quarter.position().key.as_deref(), Some("driver[0].starts"));
    let none = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030).build().unwrap();
    assert_eq!(Drivers::of(&none, None).unwrap_err().position().key.as_deref(), Some("driver"));
}

#[test]
fn what_starts_after_the_horizon_or_at_no_known_time_is_named_and_counted_nowhere() {
    let road = "name = 'Road'\nkind = 'corridor'\nad_valorem = '-2%'\n";
    let outlook = outlook(7);
    for (starts, why) in [("'unknown'", "not known when it starts"), ("2035", "it starts in 2035, after 2028")] {
        let pledge = pledge(&[&format!("{road}starts = {starts}")]).unwrap();
        let answers = Drivers::of(&pledge, Some(&outlook)).unwrap().answers().unwrap();
        assert!(answers.left_out[0].why.contains(why), "{}", answers.left_out[0].why);
        // All seven years of its phase-in: -3.8 times the logarithm of 0.98.
        assert!((answers.left_out[0].would.unwrap().central - -3.8 * 0.98_f64.ln()).abs() < 1e-12);
        assert_eq!(answers.chances[0].with_all, answers.chances[0].without);
        assert!(answers.chances[0].with_each.is_empty());
    }
}

#[test]
fn what_would_have_to_be_true_reaches_what_was_asked_for() {
    let outlook = outlook(7);
    let road = "name = 'Road'\nkind = 'corridor'\nad_valorem = '-2%'\nstarts = 2023\nshare = '80%'";
    let other = "name = 'Treaty'\nkind = 'agreement'\nstarts = 2024";
    let scenario = pledge(&[road, other]).unwrap();
    let drivers = Drivers::of(&scenario, Some(&outlook)).unwrap();
    let needed = Requirement::of("Road").run(&drivers, ("6.5B", 2028)).unwrap();
    let cut = needed.value.unwrap();
    assert!(needed.stated == Some(0.02) && cut > 0.02 && needed.plausible == Some(cut <= 0.102));
    let with = |cut: f64| {
        let road = road.replace("'-2%'", &format!("{}", -cut));
        Scenario::from_toml(&pledge(&[&road, other]).unwrap().to_toml().unwrap(), "with.toml").unwrap()
    };
    let met = with(cut);
    let last = Drivers::of(&met, Some(&outlook)).unwrap().path().unwrap().pop().unwrap();
    assert!((last.central.value() / 6.5e9 - 1.0).abs() < 1e-9);
    // The same by chance.
    let needed = Requirement::of("Road").chance(0.75).run(&drivers, ("5B", 2028)).unwrap();
    let met = with(needed.value.unwrap());
    let chance = Drivers::of(&met, Some(&outlook)).unwrap().chance(("5B", 2028)).unwrap().with_all;
    assert!((chance.value() - 0.75).abs() < 1e-6, "{chance}");
    // A start is the latest that is enough, and none where none is.
    let from = |start: i32| {
        let scenario = pledge(&[&road.replace("2023", &start.to_string()), other]).unwrap();
        let last = Drivers::of(&scenario, Some(&outlook)).unwrap().path().unwrap().pop().unwrap();
        last.central.value()
    };
    let between = Amount::new((from(2025) * from(2026)).sqrt()).unwrap();
    let start = Requirement::of("Road").lever(Lever::Start).run(&drivers, (between, 2028)).unwrap();
    assert_eq!(start.start.unwrap().to_string(), "2025");
    let far = Requirement::of("Road").lever(Lever::Share).run(&drivers, ("20B", 2028)).unwrap();
    assert!(far.value.is_none() && far.reaches.unwrap() < "20B".parse::<Amount>().unwrap());
    assert_eq!(Requirement::of("Treaty").run(&drivers, ("6B", 2028)).unwrap_err().code(), "no-answer");
    assert_eq!(Requirement::of("Rail").run(&drivers, ("6B", 2028)).unwrap_err().code(), "missing");
}

/// Counts paths of a walk with drivers whose responses and times are drawn: two corridors of one preset of which one may be
/// late, an agreement, and an event that may come. None of the crate's own formulas for drivers is used.
fn simulated(paths: u32) -> f64 {
    use rand_distr::{Distribution, StandardNormal, Uniform};
    use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    let mut random = Xoshiro256PlusPlus::seed_from_u64(11);
    let uniform = Uniform::new(0.0, 1.0).unwrap();
    let normal = |random: &mut Xoshiro256PlusPlus| -> f64 { StandardNormal.sample(random) };
    let drawn = |score: f64, [low, central, high]: [f64; 3]| {
        central + (score / 1.281_551_565_544_600_8).abs() * if score < 0.0 { low - central } else { high - central }
    };
    let share = |year: f64, start: f64, over: f64| ((year - start + 1.0) / over).clamp(0.0, 1.0);
    let drift = 0.05 - 0.15_f64.powi(2) / 2.0;
    let mut reached = 0;
    for _ in 0..paths {
        let cost = drawn(normal(&mut random), [-2.0, -3.8, -5.03]);
        let agreement = drawn(normal(&mut random), [0.28, 0.36, 0.59]);
        let late = if uniform.sample(&mut random) < 0.4 { 2.0 } else { 0.0 };
        let mut came = f64::INFINITY;
        let (mut level, mut made) = (3e9_f64.ln(), false);
        for year in 2022..=2028 {
            let year = f64::from(year);
            if came.is_infinite() && uniform.sample(&mut random) < 0.1 {
                came = year;
            }
            level += drift + 0.15 * normal(&mut random);
            let event = if year >= came { -0.3 * (-(year - came) / 2.0).exp2() } else { 0.0 };
            let railway = 0.5 * 0.94_f64.ln() * cost * share(year, 2024.0 + late, 2.0);
            let road = 0.97_f64.ln() * cost * share(year, 2022.0, 1.0);
            made |= level + event + railway + road + agreement * share(year, 2023.0, 5.0) >= 5e9_f64.ln();
        }
        reached += u32::from(made);
    }
    f64::from(reached) / f64::from(paths)
}

#[test]
fn chances_are_those_that_are_simulated() {
    let scenario = pledge(&[
        "name = 'Railway'\nkind = 'corridor'\nstarts = 2024\nlate = { chance = '40%', years = 2 }\nphase_in = 2\nshare = '50%'\nad_valorem = '-6%'",
        "name = 'Road'\nkind = 'corridor'\nstarts = 2022\nphase_in = 1\nad_valorem = '-3%'",
        "name = 'Treaty'\nkind = 'agreement'\nstarts = 2023\nphase_in = 5",
        "name = 'Closure'\nkind = 'shock'\nlog_points = -0.3\nhalf_life = 2\nchance = '10%'",
    ])
    .unwrap();
    let walk = LogRandomWalk::new(0.05, 0.15).unwrap();
    let outlook = Outlook::stated(walk, 2021, "3B", &OutlookOptions::new().years(7)).unwrap();
    let chance = Drivers::of(&scenario, Some(&outlook)).unwrap().chance(("5B", 2028)).unwrap().with_all.value();
    let paths = 200_000;
    let counted = simulated(paths);
    // Four standard errors, and 0.3 points for one score in the place of each response's own.
    let within = 4.0 * (counted * (1.0 - counted) / f64::from(paths)).sqrt() + 0.003;
    assert!((chance - counted).abs() < within, "{chance} computed, {counted} counted");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn drivers_add_up_in_any_order_and_an_opposite_cancels(
        effects in prop::collection::vec((-0.4..0.6_f64, 2022_i32..2029, 0.0..1.0_f64, 0.0..9.0_f64), 1..6),
        turn in 0_usize..6,
    ) {
        let driver = |at: usize, (log, start, share, over): &(f64, i32, f64, f64), sign: f64| format!(
            "name = 'd{at}{}'\nkind = 'shock'\nstarts = {start}\nlog_points = {}\nshare = {share}\nphase_in = {over}",
            if sign < 0.0 { "-" } else { "" }, sign * log,
        );
        let mut stated: Vec<String> = effects.iter().enumerate().map(|(at, effect)| driver(at, effect, 1.0)).collect();
        let outlook = outlook(7);
        let last = |stated: &[String]| {
            let texts: Vec<&str> = stated.iter().map(String::as_str).collect();
            let pledge = pledge(&texts).unwrap();
            let drivers = Drivers::of(&pledge, Some(&outlook)).unwrap();
            let chance = drivers.chance(("5B", 2028)).unwrap();
            (drivers.path().unwrap().pop().unwrap(), chance)
        };
        let (one, chance) = last(&stated);
        let turned = turn % stated.len();
        stated.rotate_left(turned);
        let (other, again) = last(&stated);
        prop_assert!((one.central.value() / other.central.value()).ln().abs() < 1e-12);
        prop_assert!((chance.with_all.value() - again.with_all.value()).abs() < 1e-9);
        stated.extend(effects.iter().enumerate().map(|(at, effect)| driver(at, effect, -1.0)));
        let (cancelled, none) = last(&stated);
        prop_assert!((cancelled.central.value() / cancelled.without.value()).ln().abs() < 1e-12);
        prop_assert!((none.with_all.value() - none.without.value()).abs() < 1e-9);
    }

    #[test]
    fn chances_rise_with_what_helps(cut in 0.001..0.09_f64, start in 2022_i32..2028, share in 0.05..1.0_f64) {
        let road = |cut: f64| format!(
            "name = 'Road'\nkind = 'corridor'\nstarts = {start}\nad_valorem = {}\nshare = {share}", -cut
        );
        let outlook = outlook(7);
        let chance = |cut: f64| -> Probability {
            let pledge = pledge(&[&road(cut)]).unwrap();
            Drivers::of(&pledge, Some(&outlook)).unwrap().chance(("5B", 2028)).unwrap().with_all
        };
        prop_assert!(chance(cut) >= outlook.reached_by(("5B", 2028)).unwrap());
        prop_assert!(chance(cut * 1.1) >= chance(cut));
    }
}
