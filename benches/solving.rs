//! Solving: one question, a million, a route, a total, a goal. The yardstick for one rate is the textbook's `powf`.

use divan::{Bencher, black_box};
use tradepath::{
    Amount, Frequency, GrowthRate, Period,
    growth::{self, Baseline, Milestone, Route, Total, rate_for_total},
    scenario::{GoalSeek, Outcome, Parameter, shipped},
};

fn main() {
    divan::main();
}

fn amount(units: f64) -> Amount {
    Amount::new(units).unwrap()
}

fn year(year: i32) -> Period {
    Period::year(year).unwrap()
}

#[divan::bench]
fn yardstick_rate_by_powf() -> f64 {
    (black_box(5e9_f64) / black_box(3e9)).powf(1.0 / black_box(5.0)) - 1.0
}

#[divan::bench]
fn rate() -> GrowthRate {
    growth::rate(black_box(amount(3e9)), black_box(amount(5e9)), black_box(5.0)).unwrap()
}

#[divan::bench]
fn years() -> f64 {
    let rate = GrowthRate::from_percent(7.0).unwrap();
    growth::years(black_box(amount(3e9)), black_box(amount(5e9)), black_box(rate)).unwrap()
}

#[divan::bench]
fn million_yardstick_by_powf(bencher: Bencher) {
    let ends: Vec<f64> = (0..1_000_000).map(|at| 3e9 + f64::from(at) * 1e4).collect();
    bencher.bench(|| ends.iter().map(|end| (end / black_box(3e9)).powf(1.0 / 5.0) - 1.0).sum::<f64>());
}

#[divan::bench]
fn million_rates(bencher: Bencher) {
    let ends: Vec<Amount> = (0..1_000_000).map(|at| amount(3e9 + f64::from(at) * 1e4)).collect();
    let start = amount(3e9);
    bencher
        .bench(|| ends.iter().map(|end| growth::rate(black_box(start), *end, 5.0).unwrap().effective()).sum::<f64>());
}

fn route(milestones: i32) -> Route {
    let at = |at: i32| Milestone::new(amount(3e9 + f64::from(at) * 1e8), Some(year(2021 + at))).unwrap();
    Route::new(Baseline::new(year(2021), amount(3e9)).unwrap(), (1..=milestones).map(at).collect()).unwrap()
}

#[divan::bench(args = [2, 1000])]
fn legs_of_a_route(bencher: Bencher, milestones: i32) {
    let route = route(milestones);
    bencher.bench(|| black_box(&route).legs().unwrap());
}

#[divan::bench]
fn arrival_table(bencher: Bencher) {
    let route = route(2);
    let rates: Vec<GrowthRate> =
        (1..=20).map(|percent| GrowthRate::from_percent(f64::from(percent)).unwrap()).collect();
    bencher.bench(|| black_box(&route).arrival_table(&rates));
}

#[divan::bench]
fn rate_for_a_total() -> GrowthRate {
    let baseline = Baseline::new(year(2024), amount(7e9)).unwrap();
    let total = Total::new(year(2025), year(2030), amount(50e9)).unwrap();
    rate_for_total(black_box(&baseline), black_box(&total)).unwrap()
}

#[divan::bench]
fn goal_seek(bencher: Bencher) {
    let scenario = shipped("kazakhstan-uzbekistan-2021").unwrap().scenario().unwrap();
    let seek = GoalSeek::new(Parameter::Rate, 0.0..=0.5);
    bencher.bench(|| seek.reach(black_box(&scenario), Outcome::Amount(year(2030)), 10e9).unwrap());
}

#[divan::bench]
fn quarterly_rate() -> GrowthRate {
    GrowthRate::from_per_period(black_box(0.02), Frequency::Quarterly).unwrap()
}
