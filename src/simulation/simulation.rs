//! The options of a simulation: what is followed, for how long, over how many paths, and from which seed.

use crate::{
    amount::Amount,
    outlook::Outlook,
    simulation::{model::Model, stated::StatedGrowth, sum::CorrelatedSum},
};

// Classes count paths in `u32`, which a billion fits.
pub(crate) const MOST_PATHS: u64 = 1_000_000_000;

/// A simulation: the model to follow, the number of paths and years, and the seed.
///
/// Each block of 4,096 paths has a random stream of its own (xoshiro256++, seeded by the seed and the block's number),
/// and only counts are kept. A seed therefore gives the same answer on any number of threads, and memory does not grow
/// with the number of paths.
///
/// ```
/// use tradepath::{outlook::LogRandomWalk, simulation::{Simulation, StatedGrowth}};
///
/// let walk = LogRandomWalk::new(0.08, 0.15)?;
/// let growth = StatedGrowth::of(walk, "3B")?;
/// let simulation = Simulation::of(growth).years(10).paths(100_000).seed(42);
/// let ensemble = simulation.run(&["5B".parse()?])?;
/// let exact = walk.towards("3B", "5B")?.by_horizon(10)?;
/// assert!((ensemble.targets()[0].by[9].value() - exact.value()).abs() < 0.005);
///
/// // Quasi-random points come nearer with a tenth of the paths.
/// let even = Simulation::of(growth).years(10).paths(8_192).sobol().run(&["5B".parse()?])?;
/// assert!((even.targets()[0].by[9].value() - exact.value()).abs() < 0.002);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Simulation {
    pub(crate) model: Model,
    pub(crate) years: usize,
    pub(crate) paths: u64,
    pub(crate) seed: u64,
    pub(crate) part_targets: Vec<Amount>,
    pub(crate) sobol: bool,
    pub(crate) chances_only: bool,
    pub(crate) threads: Option<usize>,
}

impl Simulation {
    fn new(model: Model, years: usize) -> Self {
        let part_targets = Vec::new();
        Self { model, years, paths: 100_000, seed: 0, part_targets, sobol: false, chances_only: false, threads: None }
    }

    /// Simulates stated growth. The defaults are ten years, 100,000 paths and seed 0.
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, simulation::{Simulation, StatedGrowth}};
    ///
    /// // Without volatility every path is the same: 3B grows by e^0.1 a year.
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.1, 0.0)?, "3B")?;
    /// let ensemble = Simulation::of(growth).paths(10).run(&["5B".parse()?])?;
    /// let by = &ensemble.targets()[0].by;
    /// assert_eq!((by[4].to_string(), by[5].to_string()), ("0%".into(), "100%".into()));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of(growth: StatedGrowth) -> Self {
        Self::new(growth.into(), 10)
    }

    /// Simulates an outlook, for as many years as it reaches. The defaults are 100,000 paths and seed 0.
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    /// use tradepath::simulation::Simulation;
    ///
    /// let options = OutlookOptions::new().years(6);
    /// let outlook = Outlook::stated(LogRandomWalk::new(0.08, 0.15)?, "2021", "3B", &options)?;
    /// let ensemble = Simulation::of_outlook(outlook.clone()).seed(9).run(&["5B".parse()?])?;
    ///
    /// let simulated = ensemble.targets()[0].by[5];
    /// let computed = outlook.reached_by(("5B", "2027"))?;
    /// assert!((simulated.value() - computed.value()).abs() < 0.01);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_outlook(outlook: Outlook) -> Self {
        let years = outlook.years.len();
        Self::new(outlook.into(), years)
    }

    /// Simulates the sum of several outlooks, for as many years as all of them reach. The defaults are 100,000 paths
    /// and seed 0. See [`CorrelatedSum`] for an example.
    pub fn of_sum(sum: CorrelatedSum) -> Self {
        let years = sum.years();
        Self::new(sum.into(), years)
    }

    /// Sets the number of years: 1 to 1,000, and no more than an outlook reaches. [`run`](Self::run) refuses others.
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    /// use tradepath::simulation::Simulation;
    ///
    /// let options = OutlookOptions::new().years(6);
    /// let outlook = Outlook::stated(LogRandomWalk::new(0.08, 0.15)?, "2021", "3B", &options)?;
    /// let simulation = Simulation::of_outlook(outlook).paths(1_000);
    /// assert!(simulation.clone().years(4).run(&[]).is_ok());
    /// // The outlook reaches six years.
    /// assert!(simulation.years(7).run(&[]).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn years(self, years: usize) -> Self {
        Self { years, ..self }
    }

    /// Sets the number of paths: 1 to a billion. [`run`](Self::run) refuses others.
    pub fn paths(self, paths: u64) -> Self {
        Self { paths, ..self }
    }

    /// Sets the seed of the random numbers. The same seed gives the same answer.
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, simulation::{Simulation, StatedGrowth}};
    ///
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.05, 0.3)?, "3B")?;
    /// let median = |seed: u64| {
    ///     let ensemble = Simulation::of(growth).paths(5_000).seed(seed).run(&[])?;
    ///     ensemble.quantile(5, 0.5)
    /// };
    /// assert_eq!(median(3)?, median(3)?);
    /// assert_ne!(median(3)?, median(4)?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Uses quasi-random points, which fill space more evenly than random ones: Owen-scrambled Sobol points, put
    /// together as walks by a Brownian bridge. Chances come several times nearer with as many paths; powers of two are
    /// best.
    ///
    /// They serve normal growth without persistence, and up to 256 years times parts. [`run`](Self::run) refuses
    /// others:
    ///
    /// ```
    /// use tradepath::ErrorKind;
    /// use tradepath::outlook::LogRandomWalk;
    /// use tradepath::simulation::{Simulation, StatedGrowth};
    ///
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.1, 0.1)?, "1B")?;
    /// let persistent = Simulation::of(growth.persistence(0.3)?).sobol();
    /// let error = persistent.run(&[]).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Contradiction(_)));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn sobol(self) -> Self {
        Self { sobol: true, ..self }
    }

    /// Sets a target for each part of a sum, in the order of the parts: see [`Ensemble::all_parts`](crate::simulation::Ensemble::all_parts).
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    /// use tradepath::simulation::{CorrelatedSum, Simulation};
    ///
    /// let options = OutlookOptions::new().years(3);
    /// let walk = LogRandomWalk::new(0.05, 0.2)?;
    /// let exports = Outlook::stated(walk, "2021", "2B", &options)?;
    /// let imports = Outlook::stated(walk, "2021", "1B", &options)?;
    /// let sum = CorrelatedSum::of(vec![exports, imports], 0.5)?;
    /// let targets = ["2.5B".parse()?, "1.5B".parse()?];
    /// let simulation = Simulation::of_sum(sum).part_targets(targets);
    /// let ensemble = simulation.run(&[])?;
    /// assert_eq!(ensemble.all_parts().len(), 3);
    /// assert!(ensemble.all_parts().is_sorted());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn part_targets(self, targets: impl IntoIterator<Item = Amount>) -> Self {
        Self { part_targets: targets.into_iter().collect(), ..self }
    }

    /// Leaves out the quantiles, which takes less time. [`Ensemble::quantile`](crate::simulation::Ensemble::quantile) then has no answer.
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, simulation::{Simulation, StatedGrowth}};
    ///
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.08, 0.15)?, "3B")?;
    /// let ensemble = Simulation::of(growth).chances_only().run(&["5B".parse()?])?;
    /// assert_eq!(ensemble.targets().len(), 1);
    /// assert!(ensemble.quantile(1, 0.5).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn chances_only(self) -> Self {
        Self { chances_only: true, ..self }
    }

    /// Sets the number of threads; the default is one for each core. It changes the time taken and nothing else.
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::outlook::{LogRandomWalk, OutlookOptions};
    use crate::probability::Probability;
    use crate::simulation::ensemble::Ensemble;
    use crate::simulation::stated::Shocks;
    use std::ops::ControlFlow;

    fn of(walk: LogRandomWalk) -> Simulation {
        Simulation::of(StatedGrowth::of(walk, "3B").unwrap())
    }

    fn run(simulation: Simulation) -> Ensemble {
        simulation.run(&["5B".parse().unwrap(), "10B".parse().unwrap()]).unwrap()
    }

    #[test]
    fn simulated_chances_are_those_of_the_closed_form_and_the_recursion() {
        let walk = LogRandomWalk::new(0.08, 0.15).unwrap();
        let ensemble = run(of(walk).paths(400_000).seed(7));
        for (chances, target) in ensemble.targets().iter().zip(["5B", "10B"]) {
            let approach = walk.towards("3B", target).unwrap();
            for (year, by) in approach.by_each_year(10).unwrap().iter().enumerate() {
                let at = approach.at_horizon(year as f64 + 1.0).unwrap();
                for (simulated, exact) in [(chances.by[year], by.value()), (chances.at[year], at.value())] {
                    // Five standard errors.
                    let error = 5.0 * (exact * (1.0 - exact) / 400_000.0).sqrt() + 1e-9;
                    assert!((simulated.value() - exact).abs() <= error, "{target} {year}: {simulated:?} {exact}");
                }
            }
        }
    }

    #[test]
    fn quantiles_are_those_of_the_lognormal() {
        let walk = LogRandomWalk::of_log_growth(0.05, 0.2).unwrap();
        let ensemble = run(of(walk).years(4).paths(400_000).seed(1));
        // Phi^-1 of 0.025, 0.5 and 0.9.
        for (share, normal) in [(0.025, -1.959_964_f64), (0.5, 0.0), (0.9, 1.281_552)] {
            let found = ensemble.quantile(4, Probability::new(share).unwrap()).unwrap().value();
            let expected = 3e9 * (0.2 + 0.4 * normal).exp();
            assert!((found / expected - 1.0).abs() < 0.006, "{share}: {found} {expected}");
        }
        assert!(
            ensemble.quantile(5, Probability::CERTAIN).is_err() && ensemble.quantile(0, Probability::CERTAIN).is_err()
        );
    }

    #[test]
    fn a_seed_gives_the_same_answer_on_any_number_of_threads() {
        let simulation = of(LogRandomWalk::new(0.05, 0.3).unwrap()).paths(50_001).seed(3);
        let one = run(simulation.clone().threads(1));
        for threads in [2, 3, 9, 1000] {
            assert_eq!(run(simulation.clone().threads(threads)), one);
        }
        assert_ne!(run(simulation.seed(4)).targets(), one.targets());
    }

    #[test]
    fn what_is_degenerate_is_defined() {
        let sure = run(of(LogRandomWalk::new(0.1, 0.0).unwrap()).paths(10));
        assert_eq!((sure.targets()[0].by[4], sure.targets()[0].by[5]), (Probability::NEVER, Probability::CERTAIN));
        let median = sure.quantile(10, Probability::new(0.5).unwrap()).unwrap().value();
        assert!((median / 3e9 - 1_f64.exp()).abs() < 1e-12);
        let wild = run(of(LogRandomWalk::new(-3.0, 10.0).unwrap()).paths(5000).years(30));
        assert!(wild.targets().iter().all(|of| of.by.is_sorted() && of.at.iter().zip(&of.by).all(|(at, by)| at <= by)));
        let refused = |simulation: Simulation| simulation.run(&[]).unwrap_err().to_string();
        let walk = of(LogRandomWalk::new(0.1, 0.1).unwrap());
        assert!(refused(walk.clone().paths(0)).contains("the number of paths is 0"));
        assert!(refused(walk.clone().paths(1_000_000_000_000)).contains("between 1 and 1000000000"));
        assert!(
            refused(walk.clone().years(0)).contains("the number of years is 0")
                && refused(walk.clone().years(10_000)).contains("1000")
        );
        assert!(walk.run(&[Amount::ZERO]).is_err());
        assert!(StatedGrowth::of(LogRandomWalk::new(0.1, 0.1).unwrap(), Amount::ZERO).is_err());
    }

    #[test]
    fn an_outlook_is_simulated_to_the_chances_it_answers() {
        let history: Vec<_> = (2000..2021)
            .map(|year| {
                let amount = 1e9 * (1.0 + 0.1 * f64::from(year - 2000)) * (1.0 + 0.2 * f64::from(year % 3));
                (crate::period::Period::year(year).unwrap(), Amount::new(amount).unwrap().into())
            })
            .collect();
        let series = crate::series::Series::new(crate::currency::Currency::USD, history).unwrap();
        let outlook = Outlook::fitted(&series, &OutlookOptions::new().years(6)).unwrap();
        let target: Amount = "5B".parse().unwrap();
        let ensemble = Simulation::of_outlook(outlook.clone()).paths(200_000).seed(9).run(&[target]).unwrap();
        for (year, period) in (1..).zip(outlook.periods()) {
            let simulated = &ensemble.targets()[0];
            for (simulated, exact) in [
                (simulated.by[year - 1], outlook.reached_by((target, period)).unwrap()),
                (simulated.at[year - 1], outlook.reached_in((target, period)).unwrap()),
            ] {
                assert!((simulated.value() - exact.value()).abs() < 0.005, "{period}: {simulated:?} {exact:?}");
            }
            let (median, exact) = (
                ensemble.quantile(year, Probability::EVEN).unwrap(),
                outlook.quantile(period, Probability::EVEN).unwrap(),
            );
            assert!((median.value() / exact.value() - 1.0).abs() < 0.01, "{period}: {median} {exact}");
        }
    }

    #[test]
    fn evenly_spread_points_come_nearer() {
        let walk = LogRandomWalk::new(0.08, 0.15).unwrap();
        let target: Amount = "5B".parse().unwrap();
        let exact = walk.towards("3B", target).unwrap().by_horizon(10).unwrap().value();
        let error = |simulation: &Simulation| {
            let squares = (0..20).map(|seed| {
                let ensemble = simulation.clone().paths(8192).seed(seed).chances_only().run(&[target]).unwrap();
                (ensemble.targets()[0].by[9].value() - exact).powi(2)
            });
            (squares.sum::<f64>() / 20.0).sqrt()
        };
        let (random, even) = (error(&of(walk)), error(&of(walk).sobol()));
        assert!(even < random / 4.0, "{even} {random}");
    }

    #[test]
    fn growth_that_lasts_and_parts_that_go_together_spread_as_their_formulas_say() {
        let walk = LogRandomWalk::of_log_growth(0.02, 0.1).unwrap();
        let half = |simulation: Simulation, year: usize| {
            let ensemble = simulation.paths(400_000).seed(2).run(&[]).unwrap();
            let at = |share: f64| ensemble.quantile(year, Probability::new(share).unwrap()).unwrap().value().ln();
            (at(0.841_344_746) - at(0.158_655_254)) / 2.0
        };
        let growth = StatedGrowth::of(walk, "1B").unwrap().persistence(0.6).unwrap();
        // The variance of a sum of five years, each correlated by 0.6 to the power of the years between.
        let lags: f64 = (1..5).map(|apart| f64::from(5 - apart) * 0.6_f64.powi(apart)).sum();
        let expected = 0.1 * (5.0 + 2.0 * lags).sqrt();
        let found = half(Simulation::of(growth).years(5), 5);
        assert!((found / expected - 1.0).abs() < 0.01, "{found} {expected}");
        let part = |amount: &str| {
            let options = OutlookOptions::new().years(3);
            Outlook::stated(walk, "2021", amount, &options).unwrap()
        };
        // Of parts that are independent, the chances multiply; of one that is met already, it is the other's.
        let alone = part("2B").reached_by(("2.5B", "2024")).unwrap().value();
        let both = |second: &str| {
            let sum = CorrelatedSum::of(vec![part("2B"), part("2B")], 0.0).unwrap();
            let targets = ["2.5B", second].map(|target| target.parse().unwrap());
            let simulation = Simulation::of_sum(sum).paths(200_000).chances_only().part_targets(targets);
            simulation.run(&[]).unwrap().all_parts()[2].value()
        };
        assert!((both("2.5B") - alone * alone).abs() < 0.002 && (both("1B") - alone).abs() < 0.005, "{alone}");
        assert!(Simulation::of_outlook(part("1B")).part_targets(["2B".parse().unwrap()]).run(&[]).is_err());
        // Parts that go together fully are one.
        let whole = Simulation::of_sum(CorrelatedSum::of(vec![part("2B"), part("1B")], 1.0).unwrap());
        assert!((half(whole, 3) / (0.1 * 3_f64.sqrt()) - 1.0).abs() < 0.01);
        assert!(CorrelatedSum::of(vec![part("1B"); 3], -0.6).is_err() && CorrelatedSum::of(Vec::new(), 0.0).is_err());
    }

    #[test]
    fn work_can_be_watched_and_stopped() {
        let simulation = of(LogRandomWalk::new(0.1, 0.1).unwrap()).paths(100_000);
        let mut seen = 0;
        let stopped = simulation.run_watched(&[], |_| {
            seen += 1;
            if seen > 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped.unwrap_err().kind(), ErrorKind::Stopped));
        let growth = StatedGrowth::of(LogRandomWalk::new(0.1, 0.1).unwrap(), "1B").unwrap();
        assert!(growth.persistence(1.0).is_err() && growth.shocks(Shocks::StudentT { freedom: 2.0 }).is_err());
        let lasting = growth.persistence(0.3).unwrap();
        assert!(
            Simulation::of(lasting).sobol().run(&[]).is_err()
                && Simulation::of(growth).sobol().years(300).run(&[]).is_err()
        );
    }
}
