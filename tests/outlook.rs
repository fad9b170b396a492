//! Outlooks and backtests through the public API, on figures made here.

use approx::assert_relative_eq;
use proptest::prelude::*;
use tradepath::{
    Amount, Currency, ErrorKind, Period, Probability, Series,
    history::AnnualPanel,
    outlook::{Backtest, Calibration, LogRandomWalk, Method, Outlook, OutlookOptions, Splits, known_at_baseline},
    scenario::{Shipped, shipped},
};

fn year(year: i32) -> Period {
    Period::year(year).unwrap()
}

fn amount(units: f64) -> Amount {
    Amount::new(units).unwrap()
}

fn series(amounts: impl IntoIterator<Item = (i32, f64)>) -> Series {
    let observations = amounts.into_iter().map(|(at, units)| (year(at), amount(units).into()));
    Series::new(Currency::USD, observations).unwrap()
}

fn fitted(series: &Series, method: Method) -> Outlook {
    Outlook::fitted(series, &OutlookOptions::new().method(method)).unwrap()
}

/// Half the 80 % interval of a year ahead, in logarithms.
fn half_width(outlook: &Outlook, ahead: usize) -> f64 {
    let period = outlook.periods().nth(ahead - 1).unwrap();
    let (low, high) = outlook.interval(period, Probability::new(0.8).unwrap()).unwrap();
    (high.value().ln() - low.value().ln()) / 2.0
}

/// Pseudo-random numbers between -1 and 1, the same everywhere.
fn noise(seed: u64, at: u64) -> f64 {
    let mut x = (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ at).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 31;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 29;
    (x >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

/// About normal, with standard deviation one.
fn shock(seed: u64, at: u64) -> f64 {
    (0..12).map(|part| noise(seed, at * 12 + part)).sum::<f64>() / 2.0
}

#[test]
fn short_broken_and_wild_histories_are_answered_with_wider_fans() {
    let steady: Vec<(i32, f64)> = (2005..=2016).map(|at| (at, 1e9 * 1.03_f64.powi(at - 2005))).collect();
    let whole = fitted(&series(steady.clone()), Method::Pooled);
    let three = fitted(&series(steady[9..].to_vec()), Method::Pooled);
    let one = fitted(&series(steady[11..].to_vec()), Method::Pooled);
    let gaps = fitted(&series(steady.iter().copied().filter(|(at, _)| at % 3 == 1)), Method::Pooled);
    let zeros =
        fitted(&series(steady.iter().map(|(at, units)| (*at, if at % 4 == 3 { 0.0 } else { *units }))), Method::Pooled);
    let mut wild = steady.clone();
    wild[5].1 *= 50.0;
    let outlier = fitted(&series(wild), Method::Pooled);
    let mut last = steady.clone();
    last[11].1 *= 50.0;
    let jump = fitted(&series(last), Method::Pooled);
    for (name, outlook) in [("three", &three), ("one", &one), ("gaps", &gaps), ("zeros", &zeros), ("outlier", &outlier)]
    {
        assert!(half_width(outlook, 1) >= 0.99 * half_width(&whole, 1), "{name}");
    }
    for outlook in [&whole, &three, &one, &gaps, &zeros, &outlier, &jump] {
        let fan = outlook.fan().unwrap();
        // Ten years on, what one pair in forty exceeds is no hundredfold.
        assert!(fan[9].p975.value() < 100.0 * outlook.amount().value(), "{:?}", fan[9]);
    }
    // A last amount out of all proportion is expected to be taken back in part.
    assert!(jump.fan().unwrap()[0].p50 < jump.amount());
}

#[test]
fn every_method_makes_an_ordered_fan_that_widens() {
    let history =
        series((2000..=2020).map(|at| (at, 1e9 * (0.04 * f64::from(at - 2000) + 0.2 * noise(1, at as u64)).exp())));
    for method in Method::ALL {
        let outlook = fitted(&history, method);
        for year in outlook.fan().unwrap() {
            let amounts = [year.p025, year.p10, year.p25, year.p50, year.p75, year.p90, year.p975];
            assert!(amounts.is_sorted_by(|one, next| one < next), "{method} {year:?}");
        }
        assert!(half_width(&outlook, 10) > half_width(&outlook, 1), "{method}");
        let of_name: Method = method.name().parse().unwrap();
        assert_eq!(of_name, method);
    }
    assert!("arima".parse::<Method>().unwrap_err().to_string().contains("default, random_walk, drift"));
}

#[test]
fn what_cannot_be_looked_ahead_from_is_refused_with_the_reason() {
    let options = OutlookOptions::new();
    let error = |series: &Series, options: &OutlookOptions| Outlook::fitted(series, options).unwrap_err().to_string();
    let years = series([(2019, 1e9), (2020, 2e9)]);
    let months = Series::new(Currency::USD, [("2020-01".parse().unwrap(), amount(1e9).into())]).unwrap();
    assert!(error(&months, &options).contains("add periods up with `Series::to_annual`"));
    assert!(error(&series([(2019, 1e9), (2020, 0.0)]), &options).contains("the last amount, of 2020"));
    assert!(error(&years, &options.clone().years(0)).contains("the number of years is 0"));
    assert!(error(&years, &options.clone().years(10_000)).contains("1 to 100"));
    assert!(error(&years, &options.clone().uncertain_start(f64::NAN)).contains("the uncertainty of the start"));
    assert!(error(&years, &options.clone().method(Method::Theta)).contains("needs 3 amounts"));
    assert!(Outlook::of_size(year(2020), Amount::ZERO, &options).is_err());
    assert!(Outlook::of_size("2020-Q1", amount(1e9), &options).is_err());
    let constant = fitted(&series((2010..2020).map(|at| (at, 5e8))), Method::RandomWalk);
    // A method that has never seen a change expects none.
    assert_eq!(constant.reached_in((amount(5e8), year(2025))).unwrap(), Probability::CERTAIN);
    assert_eq!(constant.reached_by((amount(6e8), year(2025))).unwrap(), Probability::NEVER);
}

#[test]
fn an_uncertain_start_widens_every_year() {
    let history = series((2000..=2020).map(|at| (at, 1e9 * (1.0 + 0.3 * noise(2, at as u64)))));
    let sure = fitted(&history, Method::Pooled);
    let unsure = Outlook::fitted(&history, &OutlookOptions::new().uncertain_start(0.2)).unwrap();
    for ahead in [1, 5, 10] {
        assert!(half_width(&unsure, ahead) > half_width(&sure, ahead));
    }
    let of_none = half_width(&sure, 1).hypot(0.2 * 1.281_551_565_544_6);
    assert_relative_eq!(half_width(&unsure, 1), of_none, max_relative = 0.02);
}

#[test]
fn every_shipped_pledge_is_answered_from_what_its_day_knew() {
    for pledge in Shipped::all() {
        let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
        let known = known_at_baseline(&scenario, Some(&history)).unwrap();
        assert_eq!(known.last(), scenario.baseline().period());
        let options = OutlookOptions::new().years(12);
        let answers =
            Outlook::fitted(&known, &options).unwrap().answers(scenario.milestones().iter().copied()).unwrap();
        assert!(answers.fitted.learned_as_of.unwrap() <= known.last().calendar_year());
        assert_eq!(answers.joint.is_some(), scenario.milestones().len() > 1, "{}", pledge.name());
        let all = answers.joint.as_ref().map_or(0.0, |joint| joint.all.value());
        for target in &answers.targets {
            assert!(target.at_horizon <= target.by_horizon && all <= target.by_horizon.value() + 1e-9);
            assert!(target.by_period.is_sorted_by(|one, next| one.chance <= next.chance));
            assert!(target.after_bad_year.is_none_or(|after| after.by_horizon < target.by_horizon));
            assert!(target.arrival.p10.is_none_or(|p10| target.arrival.p50.is_none_or(|p50| p10 <= p50)));
            assert_eq!(target.any_moment, None);
        }
    }
}

/// What forty made-up pairs of one world did: a common shock a year, own shocks, and a drift.
fn world(pairs: u64, years: std::ops::Range<i32>, later: f64) -> AnnualPanel {
    let pair = |pair: u64| {
        let mut log = 20.0 + noise(3, pair);
        let amounts: Vec<(i32, f64)> = years
            .clone()
            .map(|at| {
                let (common, own) = (0.1 * shock(4, at as u64), 0.25 * shock(100 + pair, at as u64));
                log += 0.03 + common + own + if at > 2012 { later * noise(5, at as u64 + pair) } else { 0.0 };
                (at, log.exp())
            })
            .collect();
        (format!("pair {pair}"), series(amounts))
    };
    AnnualPanel::of((0..pairs).map(pair)).unwrap()
}

#[test]
fn nothing_that_is_later_changes_what_was_learned() {
    let text = |sample: &AnnualPanel| {
        let mut text = Vec::new();
        Calibration::of(sample, Amount::ZERO, year(2012)).unwrap().write(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    };
    let known = text(&world(40, 2000..2013, 0.0));
    assert_eq!(text(&world(40, 2000..2021, 0.0)), known);
    assert_eq!(text(&world(40, 2000..2021, 3.0)), known);
    assert_ne!(text(&world(41, 2000..2013, 0.0)), known);
}

#[test]
fn nothing_that_is_later_changes_a_backtest() {
    let backtest = Backtest::new().origins(year(2006), year(2008)).horizon(4);
    let known = backtest.run(&world(40, 2000..2013, 0.0)).unwrap();
    assert_eq!(backtest.run(&world(40, 2000..2021, 0.0)).unwrap(), known);
    assert_eq!(backtest.run(&world(40, 2000..2021, 3.0)).unwrap(), known);
}

#[test]
fn amounts_that_are_no_nominal_dollars_are_not_compared_with_them() {
    let amounts = || (2000..=2020).map(|at| (year(at), amount(1e9 * (1.0 + 0.3 * noise(8, at as u64))).into()));
    let of = |currency: Currency| {
        let series = Series::new(currency, amounts()).unwrap();
        Outlook::fitted(&series, &OutlookOptions::new()).unwrap().answers([amount(2e9)]).unwrap()
    };
    let (dollars, tenge) = (of(Currency::USD), of("KZT".parse().unwrap()));
    assert!(dollars.targets[0].percentile_of_pairs.is_some() && tenge.targets[0].percentile_of_pairs.is_none());
    assert_ne!(dollars.quantiles, tenge.quantiles);
}

#[test]
fn intervals_hold_what_they_promise_on_random_walks() {
    let sample = world(400, 2000..2021, 0.0);
    let report = Backtest::new().origins(year(2006), year(2015)).run(&sample).unwrap();
    let of =
        |method: Method| report.by_method.iter().find(|row| row.method == method && row.horizon.is_none()).unwrap();
    let default = of(Method::Pooled);
    assert!((0.77..0.83).contains(&default.coverage_80), "{default:?}");
    assert!((0.92..0.97).contains(&default.coverage_95), "{default:?}");
    // Nothing is there to beat a random walk by, and little to lose.
    assert!(default.crps < 1.06 * of(Method::RandomWalk).crps, "{default:?} {:?}", of(Method::RandomWalk));
    assert!(default.crps < of(Method::Drift).crps);
    assert_eq!(report.cases, 400 * 10 * 5);
    assert_eq!(report.by_method.len(), 6 * 6);
    assert_eq!(report.targets.len(), 6 * 4);
    // That some year reaches it is more likely than that the last one does, as said and as it came.
    for (some, last) in report.targets_by_horizon.iter().zip(&report.targets) {
        let mean = |scores: &tradepath::outlook::TargetScores, value: fn(&tradepath::outlook::Decile) -> f64| {
            scores.reliability.iter().map(|of| value(of) * of.cases as f64).sum::<f64>() / scores.cases as f64
        };
        assert_eq!((some.multiple, some.cases), (last.multiple, last.cases));
        assert!(mean(some, |of| of.predicted) > mean(last, |of| of.predicted));
        assert!(mean(some, |of| of.observed) > mean(last, |of| of.observed));
        let off = mean(some, |of| of.predicted) - mean(some, |of| of.observed);
        assert!(off.abs() < 0.08, "{} {off}", some.multiple);
    }
    for decile in report.targets.iter().flat_map(|target| &target.reliability) {
        assert!((decile.from..=decile.to).contains(&decile.predicted) && (0.0..=1.0 + 1e-9).contains(&decile.observed));
    }
}

#[test]
fn a_backtest_is_the_same_on_any_number_of_threads_and_can_be_stopped() {
    let sample = world(700, 2000..2015, 0.0);
    let backtest = Backtest::new().origins(year(2008), year(2010)).horizon(2).methods([Method::Pooled, Method::Theta]);
    let one = backtest.clone().threads(1).run(&sample).unwrap();
    assert_eq!(backtest.clone().threads(5).run(&sample).unwrap(), one);
    let stopped = backtest.run_watched(&sample, |_| std::ops::ControlFlow::Break(()));
    assert!(matches!(stopped.unwrap_err().kind(), ErrorKind::Stopped));
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    let sample = world(3, 2000..2010, 0.0);
    let error = |backtest: Backtest| backtest.run(&sample).unwrap_err().to_string();
    assert!(error(Backtest::new().horizon(0)).contains("the horizon is 0"));
    assert!(error(Backtest::new().origins(year(2008), year(2005))).contains("not before the first"));
    assert!(error(Backtest::new().origins(year(2030), year(2035))).contains("before 2009"));
    assert!(error(Backtest::new().multiples([f64::NAN])).contains("a multiple is NaN"));
    assert!(error(Backtest::new().methods([])).contains("no method"));
    assert!(error(Backtest::new().minimum(amount(1e30))).contains("none of 3 series"));
    assert!(Backtest::new().run(&AnnualPanel::default()).is_err());
    assert!(Calibration::of(&sample, Amount::ZERO, year(2000)).is_err());
}

#[test]
fn scores_are_those_computed_by_hand() {
    let splits = Splits::read("id,train,test\na,100 110 99 121,110 130\n".as_bytes(), "s.csv").unwrap();
    let report = Backtest::new().methods([Method::RandomWalk]).run_splits(&splits).unwrap();
    let (first, all) = (&report.by_method[0], &report.by_method[2]);
    // Changes of 10, 11 and 22 in training; 121 was said.
    assert_relative_eq!(first.mase.unwrap(), 11.0 / (43.0 / 3.0), max_relative = 1e-12);
    assert_relative_eq!(all.mase.unwrap(), 10.0 / (43.0 / 3.0), max_relative = 1e-12);
    assert_relative_eq!(first.smape, 2.0 * 11.0 / 231.0, max_relative = 1e-12);
    // The closed form for a normal distribution about 121 with the root mean square change, by mpmath.
    assert_relative_eq!(first.crps, 0.057_785_926_214_692_47, max_relative = 1e-12);
    assert_eq!((first.coverage_50, first.coverage_80), (1.0, 1.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn chances_are_in_order_to_the_last_digit(
        drift in -0.3..0.3_f64, volatility in 0.01..0.8_f64, unsure in prop::bool::ANY,
        near in prop::collection::vec(0.0..1e-12_f64, 4), far in 1.0..4.0_f64, is_fitted in prop::bool::ANY
    ) {
        let options = OutlookOptions::new().years(7).uncertain_start(if unsure { 0.1 } else { 0.0 });
        let amounts = (0..9).map(|at| (2001 + at, 1e9 * (drift * f64::from(at)).exp() * (1.0 + volatility * f64::from(at % 3))));
        let outlook = if is_fitted {
            Outlook::fitted(&series(amounts), &options).unwrap()
        } else {
            Outlook::stated(LogRandomWalk::new(drift, volatility).unwrap(), year(2009), 1e9, &options).unwrap()
        };
        // Targets so close to one another that numeric integration alone would confuse them.
        let start = outlook.amount().value();
        let mut targets: Vec<f64> = near.iter().map(|more| start * (1.0 + more) * far).collect();
        targets.sort_by(f64::total_cmp);
        let answers = outlook.answers(targets).unwrap();
        for answer in &answers.targets {
            prop_assert!(answer.at_horizon <= answer.by_horizon);
            prop_assert!(answer.any_moment.is_none_or(|any| answer.by_horizon <= any));
            prop_assert!(answer.by_period.is_sorted_by(|one, next| one.chance <= next.chance));
            prop_assert!(answers.joint.as_ref().unwrap().all <= answer.by_horizon);
        }
        for two in answers.targets.windows(2) {
            prop_assert!(two[0].at_horizon >= two[1].at_horizon && two[0].any_moment >= two[1].any_moment);
            let pairs = two[0].by_period.iter().zip(&two[1].by_period);
            prop_assert!(pairs.into_iter().all(|(lower, higher)| lower.chance >= higher.chance));
            prop_assert!(two[0].arrival.never <= two[1].arrival.never);
        }
    }
    #[test]
    fn any_history_has_finite_answers(
        logs in prop::collection::vec(-30.0..30.0_f64, 1..25), gaps in prop::collection::vec(1..4_i32, 25), multiple in 0.1..20.0_f64
    ) {
        let mut at = 1990;
        let history = series(logs.iter().zip(&gaps).map(|(log, gap)| { at += gap; (at, log.exp()) }));
        let outlook = fitted(&history, Method::Pooled);
        let target = amount(logs[logs.len() - 1].exp() * multiple);
        let answers = outlook.answers([target]).unwrap();
        prop_assert!(answers.quantiles.iter().all(|year| year.p025 <= year.p50 && year.p50 <= year.p975));
        let found = &answers.targets[0];
        prop_assert!(found.at_horizon.value() <= found.by_horizon.value() + 1e-6);
        prop_assert!(found.by_period.is_sorted_by(|one, next| one.chance <= next.chance));
    }

    #[test]
    fn a_currency_changes_no_score(scale in 1e-6..1e6_f64) {
        let text = |scale: f64| {
            let values = |from: u64, count: u64| {
                let values: Vec<String> = (from..from + count).map(|at| ((1.0 + at as f64 * 0.1 + 0.4 * noise(6, at)) * scale).to_string()).collect();
                values.join(" ")
            };
            let rows: String = (0..20).map(|row| format!("{row},{},{}\n", values(row * 40, 12), values(row * 40 + 12, 4))).collect();
            format!("id,train,test\n{rows}")
        };
        let run = |scale: f64| Backtest::new().run_splits(&Splits::read(text(scale).as_bytes(), "s").unwrap()).unwrap();
        for (one, other) in run(1.0).by_method.iter().zip(&run(scale).by_method) {
            prop_assert!((one.crps / other.crps - 1.0).abs() < 1e-6);
            prop_assert!((one.mase.unwrap() / other.mase.unwrap() - 1.0).abs() < 1e-6);
            prop_assert!((one.coverage_80 - other.coverage_80).abs() < 1e-9);
        }
    }
}

#[test]
fn what_the_crate_learned_is_what_it_looks_ahead_by() {
    let history = shipped("india-china-2005").unwrap().history().unwrap();
    let known = history.turnover().unwrap().up_to(year(2010)).unwrap();
    let by_default = fitted(&known, Method::Pooled);
    let calibration = Calibration::shipped(year(2010)).unwrap();
    let by_name = Outlook::fitted(&known, &OutlookOptions::new().calibration(calibration)).unwrap();
    assert_eq!(by_name, by_default);
    let later = OutlookOptions::new().calibration(Calibration::shipped(year(2020)).unwrap());
    assert_ne!(Outlook::fitted(&known, &later).unwrap().fan().unwrap(), by_default.fan().unwrap());
}

#[test]
fn a_case_with_a_year_missing_is_left_out_whichever_way_it_went() {
    // Of six series that triple by 2012, three lack the year 2011, and so does one that stays where it was.
    let steady = |at: i32, seed: u64| 1e9 * (1.0 + 0.02 * noise(seed, at as u64));
    let mut series: Vec<(String, Series)> = Vec::new();
    for (at, seed) in ["A", "B", "C", "D", "E", "F", "G"].into_iter().zip(1..) {
        let (grows, gap) = (seed <= 6, seed % 2 == 1);
        let of = |year| steady(year, seed) * if grows && year == 2012 { 3.0 } else { 1.0 };
        let years = (2000..=2012).filter(|year| !(gap && *year == 2011));
        series.push((at.to_owned(), self::series(years.map(|year| (year, of(year))))));
    }
    let sample = AnnualPanel::of(series).unwrap();
    let backtest = Backtest::new().origins(year(2010), year(2010)).horizon(2).multiples([2.0]);
    let report = backtest.methods([Method::Pooled]).run(&sample).unwrap();
    // The last year is known of all seven; whether some year reached it, of the three without a gap.
    assert_eq!((report.targets[0].cases, report.targets_by_horizon[0].cases), (7, 3));
    let observed = |of: &tradepath::outlook::TargetScores| -> f64 {
        of.reliability.iter().map(|tenth| tenth.observed * tenth.cases as f64).sum::<f64>() / of.cases as f64
    };
    assert_relative_eq!(observed(&report.targets[0]), 6.0 / 7.0, max_relative = 1e-9);
    assert_relative_eq!(observed(&report.targets_by_horizon[0]), 1.0, max_relative = 1e-9);
}
