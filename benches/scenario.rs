//! Building, projecting, tracking and assessing scenarios.

use divan::{Bencher, black_box};
use tradepath::{
    AssessmentOptions, Currency, Period, Scenario, ShapeSpec, assess,
    scenario::{Projection, shipped},
};

fn main() {
    divan::main();
}

fn build(milestones: i32) -> Scenario {
    let mut builder = Scenario::builder("KAZ-UZB").currency(Currency::USD).baseline(Period::year(2021).unwrap(), "3B");
    for at in 1..=milestones {
        let amount = tradepath::Amount::new(3e9 + f64::from(at) * 1e9).unwrap();
        builder = builder.milestone_by(amount, Period::year(2021 + 4 * at).unwrap());
    }
    builder.build().unwrap()
}

#[divan::bench(args = [2, 1000])]
fn building(milestones: i32) -> Scenario {
    build(black_box(milestones))
}

#[divan::bench(args = [2, 1000])]
fn projecting(bencher: Bencher, milestones: i32) {
    let scenario = build(milestones);
    bencher.bench(|| black_box(&scenario).project().unwrap());
}

#[divan::bench]
fn projecting_smoothly(bencher: Bencher) {
    let smooth = |scenario: Scenario| {
        let text = scenario.to_toml().unwrap();
        Scenario::from_toml(&format!("shape = \"smooth\"\n{text}"), "smooth.toml").unwrap()
    };
    let scenario = smooth(build(5));
    assert_eq!(scenario.shape(), Some(&ShapeSpec::Smooth));
    bencher.bench(|| -> Projection { black_box(&scenario).project().unwrap() });
}

#[divan::bench]
fn assessing(bencher: Bencher) {
    let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030").unwrap();
    let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
    bencher.bench(|| assess(black_box(&scenario), Some(&history), &AssessmentOptions::new()).unwrap());
}
