//! Chances of arrival. The yardstick of a simulation is the generation of as many normal numbers, on one thread.

use divan::{Bencher, black_box};
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
use tradepath::{
    Amount, Currency, Period, Probability, Series,
    history::AnnualPanel,
    outlook::{Backtest, Calibration, LogRandomWalk, Method, Outlook, OutlookOptions},
    scenario::shipped,
    simulation::{Simulation, StatedGrowth},
};

#[path = "support/drivers.rs"]
mod drivers;

fn main() {
    divan::main();
}

const PATHS: u64 = 1_000_000;

fn amount(billions: f64) -> Amount {
    Amount::billions(billions).unwrap()
}

fn growth() -> StatedGrowth {
    StatedGrowth::of(LogRandomWalk::new(0.08, 0.15).unwrap(), amount(3.0)).unwrap()
}

#[divan::bench(sample_count = 10)]
fn yardstick_ten_million_normals() -> f64 {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(black_box(1));
    (0..10 * PATHS).map(|_| -> f64 { StandardNormal.sample(&mut random) }).sum()
}

/// A million paths of ten years: two targets, and seven quantiles a year.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn a_million_paths(bencher: Bencher, threads: usize) {
    let simulation = Simulation::of(growth()).paths(PATHS).threads(threads);
    let shares = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975].map(|share| Probability::new(share).unwrap());
    bencher.bench(|| {
        let ensemble = black_box(&simulation).run(&[amount(5.0), amount(10.0)]).unwrap();
        let quantiles = (1..=10).flat_map(|year| shares.map(|share| ensemble.quantile(year, share).unwrap()));
        quantiles.map(Amount::value).sum::<f64>()
    });
}

/// The same without quantiles.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn chances_of_a_million_paths(bencher: Bencher, threads: usize) {
    let simulation = Simulation::of(growth()).paths(PATHS).threads(threads).chances_only();
    bencher.bench(|| black_box(&simulation).run(&[amount(5.0), amount(10.0)]).unwrap());
}

#[divan::bench(args = [8192, 65536], sample_count = 10)]
fn quasi_random_paths(bencher: Bencher, paths: u64) {
    let simulation = Simulation::of(growth()).paths(paths).threads(1).sobol().chances_only();
    bencher.bench(|| black_box(&simulation).run(&[amount(5.0), amount(10.0)]).unwrap());
}

#[divan::bench]
fn closed_form() -> Probability {
    let walk = LogRandomWalk::new(black_box(0.08), 0.15).unwrap();
    walk.towards(amount(3.0), amount(5.0)).unwrap().at_any_moment(10.0).unwrap()
}

#[divan::bench(args = [5, 10, 30])]
fn annual_recursion(years: u32) -> Vec<Probability> {
    let walk = LogRandomWalk::new(black_box(0.08), 0.15).unwrap();
    walk.towards(amount(3.0), amount(5.0)).unwrap().by_each_year(years).unwrap()
}

/// One pair: fitted by each method, its fan, and everything about two targets.
#[divan::bench(args = Method::ALL)]
fn fit_and_answer_one_pair(bencher: Bencher, method: Method) {
    let history = shipped("kazakhstan-uzbekistan-2021").unwrap().history().unwrap();
    let known = history.turnover().unwrap().up_to(Period::year(2020).unwrap()).unwrap();
    bencher.bench(|| answered(&known, &OutlookOptions::new().method(black_box(method))));
}

fn answered(known: &Series, options: &OutlookOptions) -> usize {
    let outlook = Outlook::fitted(known, options).unwrap();
    let multiple = |times: f64| outlook.amount().value() * times;
    outlook.answers([multiple(1.5), multiple(3.0)]).unwrap().quantiles.len()
}

/// The fan and two chances of a thousand pairs, by a calibration that is read once.
#[divan::bench(sample_count = 5)]
fn a_thousand_pairs(bencher: Bencher) {
    let pairs: Vec<Series> = (0..1000).map(made_up).collect();
    let calibration = Calibration::shipped(Period::year(2020).unwrap()).unwrap();
    let options = OutlookOptions::new().calibration(calibration);
    let by = Period::year(2030).unwrap();
    bencher.bench(|| {
        let chances = pairs.iter().map(|known| {
            let outlook = Outlook::fitted(known, &options).unwrap();
            let chance = |times: f64| {
                let target = Amount::new(outlook.amount().value() * times).unwrap();
                outlook.reached_by((target, by)).unwrap().value()
            };
            outlook.fan().unwrap().len() as f64 + chance(1.5) + chance(3.0)
        });
        chances.sum::<f64>()
    });
}

/// Every method from eleven origins, five years ahead, over two thousand pairs.
#[divan::bench(sample_count = 5)]
fn backtest_of_two_thousand_pairs(bencher: Bencher) {
    let sample = AnnualPanel::of((0..2000).map(|pair| (format!("pair {pair}"), made_up(pair)))).unwrap();
    let backtest = Backtest::new().origins(Period::year(2005).unwrap(), Period::year(2015).unwrap());
    bencher.bench(|| black_box(&backtest).run(&sample).unwrap().cases);
}

/// A walk of twenty-one years.
fn made_up(pair: u64) -> Series {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(pair);
    let mut log = 20.0;
    let years = (2000..=2020).map(|year| {
        let step: f64 = StandardNormal.sample(&mut random);
        log += 0.04 + 0.3 * step;
        (Period::year(year).unwrap(), Amount::new(f64::exp(log)).unwrap().into())
    });
    Series::new(Currency::USD, years.collect::<Vec<_>>()).unwrap()
}
