//! The shipped tables against the figures they were taken from, where those are at hand.

use std::path::{Path, PathBuf};

use approx::assert_relative_eq;
use libtest_mimic::{Arguments, Trial};
use tradepath::{
    Amount, AssessmentOptions, Currency, Pair, Period, Probability, Series, Valuation, assess,
    base_rate::{BaseRateQuestion, BaseRateTable},
    history::{AnnualPanel, CifFob, Deflator, History, MirrorPolicy, MissingFlow, Reader, Reconciliation, Selection},
    outlook::{Backtest, Calibration, Method, Outlook, OutlookOptions, known_at_baseline},
    scenario::{Shipped, shipped},
};

/// Real figures beside the checkout, which are not part of the crate.
const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");

/// A file of `../shared/data`. Tests that read one are ignored where the folder is not there.
fn shared(file: &str) -> PathBuf {
    Path::new(SHARED).join(file)
}

fn the_shipped_history_is_that_of_its_source() {
    let path = shared("kaz-uzb/baci_2000_2020.csv");
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

fn a_pair_written_as_a_tidy_table_is_read_back() {
    let path = shared("kaz-uzb/cow_v4_1993_2014.csv");
    let mut tidy = String::from("year,exporter,importer,value_musd\n");
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        tidy += &format!("{0},KAZ,UZB,{1}\n{0},UZB,KAZ,{2}\n", &record[0], &record[1], &record[2]);
    }
    let history = History::read(tidy.as_bytes(), "cow.csv", Selection::new("UZB,KAZ", Currency::USD).unwrap()).unwrap();
    let turnover = history.turnover().unwrap();
    assert_eq!((turnover.first(), turnover.last()), (Period::year(1993).unwrap(), Period::year(2014).unwrap()));
    assert_eq!(turnover.amount(turnover.last()).unwrap().value(), 2402e6);
    assert_eq!(history.exports().unwrap().amount(turnover.last()).unwrap().value(), 872e6);
}

const PANEL: &str = "baci-pairs-2000-2020.csv.gz";

fn a_compressed_panel_gives_the_pair_and_its_growth() {
    let (path, expected) = (shared(PANEL), shared("kaz-uzb/baci_2000_2020.csv"));
    let pair = "KAZ-UZB";
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

fn the_whole_panel_is_read_written_and_read_back() {
    let path = shared(PANEL);
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
    let found = reading.panel.indicators("2019", &Reconciliation::default()).unwrap();
    let share: f64 = found.economies.iter().filter_map(|of| of.export_share).sum();
    assert_relative_eq!(share, 1.0, max_relative = 1e-12);
}

fn real_amounts_follow_the_price_index() {
    let path = shared("us-cpi-annual.csv");
    let deflator = Deflator::load(path).unwrap();
    assert_eq!(deflator.partial().iter().map(Period::to_string).collect::<Vec<_>>(), ["2025", "2026"]);
    let history = shipped("kazakhstan-uzbekistan-2021").unwrap().history().unwrap();
    let turnover = history.turnover().unwrap();
    let real = turnover.real(&deflator, "2020").unwrap();
    let (nominal, real) =
        (turnover.amount("2010".parse().unwrap()).unwrap(), real.amount("2010".parse().unwrap()).unwrap());
    // CPI-U: 218.056 in 2010, 258.811 in 2020.
    assert_relative_eq!(real.value() / nominal.value(), 258.811 / 218.056, max_relative = 1e-4);
}

fn one_sides_statistics_are_taken_as_they_stand() {
    let selection = Selection::new("KAZ-UZB", Currency::USD).unwrap();
    let table = include_str!("../data/history/kazakhstan-uzbekistan.csv");
    let uzbek = selection.clone().reporter(MirrorPolicy::Of("UZB".parse().unwrap()));
    let history = History::read(table.as_bytes(), "history.csv", uzbek).unwrap();
    assert_eq!(history.turnover().unwrap().amount("2022".parse().unwrap()).unwrap().value(), 4.6e9);
    let error = History::read(table.as_bytes(), "history.csv", selection).unwrap_err().to_string();
    assert!(error.contains("KAZ and UZB each state a turnover of 2021") || error.contains("UZB and KAZ"), "{error}");
}

/// Every pair's turnover in the shared panel.
fn turnovers() -> AnnualPanel {
    let panel = Reader::new().load(&[shared(PANEL)]).unwrap().panel;
    AnnualPanel::turnovers(&panel, &Reconciliation::default().missing_flow(MissingFlow::Zero)).unwrap()
}

fn the_shipped_calibrations_are_what_the_crate_learns_from_the_panel() {
    let sample = turnovers();
    let shipped = std::fs::read_to_string("data/calibration/pairs-over-100m.jsonl").unwrap();
    let mut learned = Vec::new();
    for year in [2003, 2010, 2020] {
        let as_of = Period::year(year).unwrap();
        Calibration::of(&sample, Amount::millions(100.0).unwrap(), as_of).unwrap().write(&mut learned).unwrap();
    }
    for line in String::from_utf8(learned).unwrap().lines() {
        assert!(shipped.lines().any(|shipped| shipped == line), "{}", &line[..60]);
    }
    assert_eq!(shipped.lines().count(), 18);
}

/// The figures of the README: intervals hold, and no usual method scores as well.
fn intervals_hold_on_the_panel_and_no_usual_method_scores_as_well() {
    let sample = turnovers();
    let (first, last) = (Period::year(2005).unwrap(), Period::year(2015).unwrap());
    let backtest = Backtest::new().minimum(Amount::millions(100.0).unwrap()).origins(first, last);
    let report = backtest.run(&sample).unwrap();
    let of =
        |method: Method| report.by_method.iter().find(|row| row.method == method && row.horizon.is_none()).unwrap();
    let default = of(Method::Pooled);
    assert!((0.77..=0.83).contains(&default.coverage_80), "{default:?}");
    assert!((0.92..=0.97).contains(&default.coverage_95), "{default:?}");
    for method in &Method::ALL[1..] {
        assert!(default.crps <= 0.95 * of(*method).crps, "{method}: {} {}", default.crps, of(*method).crps);
    }
}

fn pairs_that_nothing_was_learned_from_hold_as_well() {
    let sample = turnovers();
    // Learned from pairs of 100 million and more, held to the smaller ones that the table has never seen.
    let year = |year: i32| Period::year(year).unwrap();
    let calibration = Calibration::of(&sample, Amount::millions(100.0).unwrap(), year(2015)).unwrap();
    let options = OutlookOptions::new().years(5).calibration(calibration);
    let (mut within, mut looked_at) = (0, 0);
    for (_, series) in small_pairs() {
        let (Some(known), Some(outcome)) = (series.up_to(year(2015)), series.amount(year(2020))) else { continue };
        let started = known.amount(year(2015)).is_some_and(|amount| (1e7..1e8).contains(&amount.value()));
        if !started || outcome == Amount::ZERO {
            continue;
        }
        let outlook = Outlook::fitted(&known, &options).unwrap();
        let (low, high) = outlook.interval(year(2020), Probability::new(0.8).unwrap()).unwrap();
        looked_at += 1;
        within += usize::from((low..=high).contains(&outcome));
    }
    let share = within as f64 / looked_at as f64;
    assert!(looked_at > 900 && (0.72..0.88).contains(&share), "{within} of {looked_at}");
}

/// One pair in three of the shared panel, with both flows added.
fn small_pairs() -> Vec<(Pair, Series)> {
    let path = shared(PANEL);
    let panel = Reader::new().load(&[path]).unwrap().panel;
    let economies = panel.economies();
    let pairs = economies
        .iter()
        .enumerate()
        .flat_map(|(at, first)| economies[at + 1..].iter().map(move |second| (first, second)));
    let some = pairs.step_by(3).filter_map(|(first, second)| Pair::new(*first, *second).ok());
    some.filter_map(|pair| {
        let history = panel.mirror(pair, &Reconciliation::default()).ok()?.history().ok()?;
        Some((pair, history.turnover()?.clone()))
    })
    .collect()
}

fn the_pledges_of_kazakhstan_and_uzbekistan_are_answered_from_their_day() {
    let chance = |name: &str, target: usize, by: i32| {
        let pledge = shipped(name).unwrap();
        let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
        let known = known_at_baseline(&scenario, Some(&history)).unwrap();
        let outlook = Outlook::fitted(&known, &OutlookOptions::new()).unwrap();
        outlook.reached_by((scenario.milestones()[target].amount(), Period::year(by).unwrap())).unwrap().value()
    };
    // Five billion by 2020, promised in 2017 and 2018: 2.9 were reached. Five by 2025, as of 2021: 4.97 were.
    assert!((0.04..0.15).contains(&chance("kazakhstan-uzbekistan-2018", 1, 2020)));
    assert!((0.2..0.5).contains(&chance("kazakhstan-uzbekistan-2021", 0, 2025)));
    assert!((0.1..0.3).contains(&chance("kazakhstan-uzbekistan-2021", 1, 2030)));
}

/// The panel as the tables that come with the crate were counted from it.
fn named_turnovers() -> AnnualPanel {
    turnovers().named("CEPII BACI, reconciled pair totals").valued(Valuation::Fob)
}

fn a_table_answers_as_its_panel_does_and_as_it_was_known_earlier() {
    let sample = named_turnovers();
    let table = BaseRateTable::of(&sample).unwrap();
    let mut compared = 0;
    for (from, multiple, within, last) in [
        (3e9, 10.0 / 3.0, 9, 2020),
        (3e9, 5.0 / 3.0, 5, 2020),
        (1e7, 0.5, 12, 2020),
        (1e8, 1.0, 20, 2020),
        (2e10, 2.0, 4, 2020),
        (3e11, 20.0, 30, 2020),
        // As it was known earlier: pairs with gaps are not followed into years that nobody could know of.
        (1e7, 2.25, 30, 2019),
        (2e7, 20.0, 1, 2015),
        (1.5e7, 0.25, 5, 2009),
        (2.5e9, 2.25, 4, 2010),
    ] {
        let question = BaseRateQuestion::multiple(from, multiple).unwrap().within(within).up_to(last);
        let (own, of_table) = (question.run(&sample).unwrap(), question.run(&table).unwrap());
        assert_eq!(of_table.curve, own.curve, "{from} {multiple}");
        assert_eq!((of_table.eras, of_table.plain), (own.eras, own.plain));
        assert_eq!((of_table.inside_at_start, of_table.panel), (own.inside_at_start, own.panel));
        compared += of_table.curve.len();
    }
    assert!(compared > 80, "{compared}");
    let question = BaseRateQuestion::multiple(2e9, 2.5).unwrap().within(3).up_to(2010);
    let of_table = question.run(&table).unwrap();
    assert!(of_table.precedents.iter().all(|case| case.to_period <= Period::year(2010).unwrap()));
}

fn the_tables_that_come_with_the_crate_are_what_the_command_gives() {
    let (sample, index) = (named_turnovers(), shared("us-cpi-annual.csv"));
    assert_eq!(BaseRateTable::shipped().unwrap(), &BaseRateTable::of(&sample).unwrap());
    let index = std::fs::File::open(index).unwrap();
    let index = Deflator::read(index, "US consumer prices (CPI-U, annual average)").unwrap();
    let real = sample.real(&index, Period::year(2020).unwrap()).unwrap();
    let real = BaseRateTable::of(&real).unwrap().without_precedents();
    assert_eq!(BaseRateTable::shipped_real().unwrap(), &real);
    let mut written = Vec::new();
    real.write(&mut written).unwrap();
    assert_eq!(BaseRateTable::read(&written[..]).unwrap(), real);
}

fn the_table_knows_no_more_of_the_shipped_pledges_than_the_panel_did_on_their_day() {
    let sample = named_turnovers();
    for pledge in Shipped::all() {
        let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
        for rate in assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap().base_rates {
            let asked = &rate.base_rate.asked;
            let question = BaseRateQuestion::multiple(asked.from, asked.multiple).unwrap();
            let question = question.within(asked.within).up_to(scenario.baseline().period().calendar_year());
            let own = question.run(&sample).unwrap();
            assert_eq!((own.curve, own.plain), (rate.base_rate.curve, rate.base_rate.plain), "{}", pledge.name());
        }
    }
}

/// Tests are listed by hand, because only so can those that need a folder be reported as ignored where it is not there.
fn main() {
    let here = Path::new(SHARED).is_dir();
    let of_shared = |name: &str, test: fn()| {
        let run = move || {
            test();
            Ok(())
        };
        Trial::test(format!("{name} (needs ../shared/data)"), run).with_ignored_flag(!here)
    };
    let tests: [(&str, fn()); 11] = [
        ("the_shipped_history_is_that_of_its_source", the_shipped_history_is_that_of_its_source),
        ("a_pair_written_as_a_tidy_table_is_read_back", a_pair_written_as_a_tidy_table_is_read_back),
        ("a_compressed_panel_gives_the_pair_and_its_growth", a_compressed_panel_gives_the_pair_and_its_growth),
        ("the_whole_panel_is_read_written_and_read_back", the_whole_panel_is_read_written_and_read_back),
        ("real_amounts_follow_the_price_index", real_amounts_follow_the_price_index),
        (
            "the_shipped_calibrations_are_what_the_crate_learns_from_the_panel",
            the_shipped_calibrations_are_what_the_crate_learns_from_the_panel,
        ),
        (
            "intervals_hold_on_the_panel_and_no_usual_method_scores_as_well",
            intervals_hold_on_the_panel_and_no_usual_method_scores_as_well,
        ),
        ("pairs_that_nothing_was_learned_from_hold_as_well", pairs_that_nothing_was_learned_from_hold_as_well),
        (
            "a_table_answers_as_its_panel_does_and_as_it_was_known_earlier",
            a_table_answers_as_its_panel_does_and_as_it_was_known_earlier,
        ),
        (
            "the_tables_that_come_with_the_crate_are_what_the_command_gives",
            the_tables_that_come_with_the_crate_are_what_the_command_gives,
        ),
        (
            "the_table_knows_no_more_of_the_shipped_pledges_than_the_panel_did_on_their_day",
            the_table_knows_no_more_of_the_shipped_pledges_than_the_panel_did_on_their_day,
        ),
    ];
    let mut trials: Vec<Trial> = tests.into_iter().map(|(name, test)| of_shared(name, test)).collect();
    trials.push(Trial::test("one_sides_statistics_are_taken_as_they_stand", || {
        one_sides_statistics_are_taken_as_they_stand();
        Ok(())
    }));
    trials.push(Trial::test("the_pledges_of_kazakhstan_and_uzbekistan_are_answered_from_their_day", || {
        the_pledges_of_kazakhstan_and_uzbekistan_are_answered_from_their_day();
        Ok(())
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
