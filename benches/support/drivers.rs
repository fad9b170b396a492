//! What drivers explain, what they do to chances, and what that hangs on: ten drivers, two flows and five sectors.

use divan::{Bencher, black_box};
use tradepath::{
    Scenario,
    drivers::{Drivers, Requirement},
    outlook::{Outlook, OutlookOptions, known_at_baseline},
    scenario::shipped,
};

const TEN: &str = include_str!("../../tests/reference/ten-drivers.toml");

/// The scenario, with drivers whose time is certain alone or with one that may be late and one that comes with a chance.
fn scenario(certain: bool) -> Scenario {
    let text = TEN.replace("late = { chance = \"30%\", years = 2 }\n", "");
    let text = text.replace("half_life = 1\nchance = \"4%\"", "starts = 2024\nhalf_life = 1");
    Scenario::from_toml(if certain { &text } else { TEN }, "ten.toml").unwrap()
}

/// An outlook that is fitted to a history, from the scenario's baseline.
fn outlook() -> Outlook {
    let pledge = shipped("kazakhstan-uzbekistan-2021").unwrap();
    let known = known_at_baseline(&pledge.scenario().unwrap(), Some(&pledge.history().unwrap())).unwrap();
    Outlook::fitted(&known, &OutlookOptions::new()).unwrap()
}

/// The yardstick: one chance of the same outlook without drivers.
#[divan::bench]
fn chance_without_drivers(bencher: Bencher) {
    let outlook = outlook();
    bencher.bench(|| black_box(&outlook).reached_by(("10B", 2030)).unwrap());
}

#[divan::bench(args = [true, false])]
fn answers_of_ten(bencher: Bencher, certain: bool) {
    let (scenario, outlook) = (scenario(certain), outlook());
    bencher.bench(|| Drivers::of(black_box(&scenario), Some(&outlook)).unwrap().answers().unwrap());
}

#[divan::bench(args = [true, false])]
fn chance_of_ten(bencher: Bencher, certain: bool) {
    let (scenario, outlook) = (scenario(certain), outlook());
    let drivers = Drivers::of(&scenario, Some(&outlook)).unwrap();
    bencher.bench(|| black_box(&drivers).chance(("10B", 2030)).unwrap());
}

#[divan::bench]
fn attribution_of_ten(bencher: Bencher) {
    let scenario = scenario(true);
    let drivers = Drivers::of(&scenario, None).unwrap();
    bencher.bench(|| black_box(&drivers).attribution(("10B", 2030)).unwrap());
}

#[divan::bench]
fn strength_for_a_chance(bencher: Bencher) {
    let (scenario, outlook) = (scenario(true), outlook());
    let drivers = Drivers::of(&scenario, Some(&outlook)).unwrap();
    let question = Requirement::of("Customs reform").chance(0.5);
    bencher.bench(|| question.run(black_box(&drivers), ("10B", 2030)).unwrap());
}
