//! Runs the paths of a simulation, and turns counts of paths into chances.

use std::ops::ControlFlow;

use crate::{
    amount::Amount,
    error::{Error, Result},
    parallel,
    probability::Probability,
    simulation::{
        counts::{BLOCK, Barriers, CLASSES, Counts},
        ensemble::{Ensemble, Spread, TargetChances},
        simulation::{MOST_PATHS, Simulation},
        steps::MOST_DIMENSIONS,
    },
};

impl Simulation {
    /// Simulates the paths, and counts those that reach each target.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a number of paths or years out of range, for a
    /// target of zero, and for a number of [targets of parts](Self::part_targets) that is not that of the parts;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for quasi-random points with persistence or heavy
    /// tails.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{outlook::LogRandomWalk, simulation::{Simulation, StatedGrowth}};
    ///
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.08, 0.15)?, "3B")?;
    /// let ensemble = Simulation::of(growth).run(&["5B".parse()?, "10B".parse()?])?;
    /// let [five, ten] = ensemble.targets() else { panic!("one answer for each target") };
    /// // The higher target is reached by fewer paths.
    /// assert!(ten.by[9] < five.by[9]);
    ///
    /// let error = Simulation::of(growth).paths(0).run(&[]).unwrap_err();
    /// assert!(error.to_string().contains("the number of paths is 0"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn run(&self, targets: &[Amount]) -> Result<Ensemble> {
        self.run_watched(targets, |_| ControlFlow::Continue(()))
    }

    /// Simulates as [`run`](Self::run) does, and calls `watch` from time to time with the share of the work that is
    /// done, from 0 to 1. The simulation stops where `watch` breaks.
    ///
    /// # Errors
    /// Those of [`run`](Self::run); [`ErrorKind::Stopped`](crate::ErrorKind::Stopped) where `watch` breaks.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use tradepath::ErrorKind;
    /// use tradepath::outlook::LogRandomWalk;
    /// use tradepath::simulation::{Simulation, StatedGrowth};
    ///
    /// let growth = StatedGrowth::of(LogRandomWalk::new(0.1, 0.1)?, "3B")?;
    /// let mut calls = 0;
    /// let stopped = Simulation::of(growth).paths(100_000).run_watched(&[], |_share| {
    ///     calls += 1;
    ///     if calls > 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    /// });
    /// assert!(matches!(stopped.unwrap_err().kind(), ErrorKind::Stopped));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn run_watched(
        &self,
        targets: &[Amount],
        watch: impl FnMut(f64) -> ControlFlow<()> + Send,
    ) -> Result<Ensemble> {
        self.check()?;
        let years = 1..=self.years;
        let barriers: Vec<Vec<f64>> = targets
            .iter()
            .map(|target| years.clone().map(|year| self.model.barrier(*target, year)).collect())
            .collect::<Result<_>>()?;
        let barriers = Barriers { targets: barriers, parts: self.model.part_barriers(&self.part_targets, self.years)? };
        let counts = self.count(&barriers, watch)?;
        Ok(self.ensemble(targets, counts))
    }

    /// Refuses options that are out of range or do not go together.
    fn check(&self) -> Result<()> {
        if !(1..=MOST_PATHS).contains(&self.paths) {
            return Err(Error::out_of_range("the number of paths", self.paths, format!("between 1 and {MOST_PATHS}")));
        }
        let most = self.model.most_years();
        if !(1..=most).contains(&self.years) {
            return Err(Error::out_of_range("the number of years", self.years, format!("between 1 and {most}")));
        }
        if self.sobol {
            self.model.is_walk()?;
            let dimensions = self.years * self.model.parts();
            if dimensions > MOST_DIMENSIONS {
                let accepted = format!("at most {MOST_DIMENSIONS} for quasi-random points");
                return Err(Error::out_of_range("the number of years and parts together", dimensions, accepted));
            }
        }
        Ok(())
    }

    /// Counts all blocks of paths, on several threads.
    fn count(&self, barriers: &Barriers, watch: impl FnMut(f64) -> ControlFlow<()> + Send) -> Result<Counts> {
        let blocks = self.paths.div_ceil(BLOCK);
        let ranges: Vec<(f64, f64)> = (1..=self.years).map(|year| self.model.range(year)).collect();
        parallel::summed(
            parallel::threads(self.threads, blocks as usize),
            blocks,
            || Counts::new(self, barriers.targets.len()),
            |counts, block| counts.add_block(self, block, barriers, &ranges),
            Counts::merge,
            watch,
        )
    }

    /// Turns counts of paths into shares.
    fn ensemble(&self, targets: &[Amount], counts: Counts) -> Ensemble {
        let share = |count: u64| Probability::rounded(count as f64 / self.paths as f64);
        let chances = |(at, target): (usize, &Amount)| {
            let of_target = at * self.years..(at + 1) * self.years;
            // A path reaches a target for the first time in one year only, so that running sums count the paths by each
            // year.
            let first = counts.first[of_target.clone()].iter().scan(0, |sum, count| {
                *sum += count;
                Some(share(*sum))
            });
            let met = self.model.is_met(*target);
            // Paths are followed from the year after the start, so that a start above the target would not be seen
            // otherwise.
            let by = first.map(|by| if met { Probability::CERTAIN } else { by }).collect();
            TargetChances { target: *target, at: counts.at[of_target].iter().map(|count| share(*count)).collect(), by }
        };
        let targets = targets.iter().enumerate().map(chances).collect();
        let spreads = counts.classes.chunks(CLASSES).zip(1..).map(|(classes, year)| {
            let (low, high) = self.model.range(year);
            Spread { low, width: (high - low) / CLASSES as f64, counts: classes.to_vec() }
        });
        let years = spreads.collect();
        let mut together = 0;
        let asked = counts.all_parts.iter().filter(|_| !self.part_targets.is_empty());
        let all_parts = asked.map(|first| {
            together += first;
            share(together)
        });
        let all_parts = all_parts.collect();
        Ensemble { paths: self.paths, model: self.model.clone(), years, targets, all_parts }
    }
}
