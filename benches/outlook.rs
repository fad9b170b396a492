//! Chances of arrival. The yardstick of a simulation is the generation of as many normal numbers, on one thread.

use divan::{Bencher, black_box};
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
use tradepath::{
    Amount,
    outlook::{Probability, Simulation, StatedGrowth, Walk},
};

fn main() {
    divan::main();
}

const PATHS: u64 = 1_000_000;

fn amount(billions: f64) -> Amount {
    Amount::billions(billions).unwrap()
}

fn growth() -> StatedGrowth {
    StatedGrowth::of(Walk::new(0.08, 0.15).unwrap(), amount(3.0)).unwrap()
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
    let simulation = Simulation::of(growth()).paths(paths).threads(1).evenly().chances_only();
    bencher.bench(|| black_box(&simulation).run(&[amount(5.0), amount(10.0)]).unwrap());
}

#[divan::bench]
fn closed_form() -> Probability {
    let walk = Walk::new(black_box(0.08), 0.15).unwrap();
    walk.towards(amount(3.0), amount(5.0)).unwrap().at_any_moment(10.0).unwrap()
}

#[divan::bench(args = [5, 10, 30])]
fn annual_recursion(years: u32) -> Vec<Probability> {
    let walk = Walk::new(black_box(0.08), 0.15).unwrap();
    walk.towards(amount(3.0), amount(5.0)).unwrap().by_each_year(years).unwrap()
}
