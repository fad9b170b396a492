//! Running a backtest: which origins, which methods, and what was known at each.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Deferred, Error, ErrorKind, Result},
    history::{AnnualPanel, Past},
    outlook::{
        backtest::{
            report::BacktestReport,
            splits::Splits,
            tally::{Case, Rules, Tally},
        },
        calibration::{Calibration, Common, Threshold, Windows},
        forecast::{Forecast, middles},
        method::{FEWEST, Method},
    },
    parallel,
    period::Period,
    schema::Schema,
};

/// The most years ahead.
const MOST_YEARS: usize = 30;
/// The number of series that one thread scores at a time.
const BLOCK: usize = 256;

/// A backtest: looks ahead with every method from every origin, and compares with what came.
///
/// At an origin a method knows only what was known then: neither later amounts of the series itself, nor later amounts
/// of others. What the default method learns from many series it learns anew at each origin, and never takes from the
/// table that comes with the crate.
///
/// Amounts of zero have no logarithm: in a past they count as gaps, and as outcomes they are not compared. Where trade
/// hardly changed for years, or grew out of all proportion, a few series dominate MASE and MSIS; the CRPS does not
/// suffer from this.
///
/// ```
/// use tradepath::history::{AnnualPanel, MirrorPolicy, Reader, Reconciliation};
/// use tradepath::outlook::Backtest;
///
/// let mut file = "year,exporter,importer,value_musd\n".to_owned();
/// let values = [50, 60, 80, 75, 90, 110, 130, 160, 190, 140, 170, 200];
/// for (year, value) in (2000..2012).zip(values) {
///     file += &format!("{year},KAZ,UZB,{value}\n{year},KAZ,KGZ,{}\n", 2 * value);
/// }
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let sample = AnnualPanel::flows(&panel, &Reconciliation::new(MirrorPolicy::Fill)?)?;
/// let report = Backtest::new().origins("2005", "2009").horizon(2).run(&sample)?;
/// // Two series, five origins, two years ahead.
/// assert_eq!(report.cases, 2 * 5 * 2);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[must_use]
pub struct Backtest {
    minimum: Amount,
    origins: Option<(Period, Period)>,
    horizon: usize,
    methods: Vec<Method>,
    multiples: Vec<f64>,
    threads: Option<usize>,
    #[serde(skip_deserializing, skip_serializing_if = "Deferred::is_none")]
    refused: Deferred,
}

impl Default for Backtest {
    fn default() -> Self {
        Self::new()
    }
}

impl Backtest {
    /// Every method, five years ahead, from every origin that has them, for series of any size. Chances are scored of
    /// 1.25, 1.5, 2 and 3 times the last amount.
    pub fn new() -> Self {
        let multiples = vec![1.25, 1.5, 2.0, 3.0];
        Self {
            minimum: Amount::ZERO,
            origins: None,
            horizon: 5,
            methods: Method::ALL.to_vec(),
            multiples,
            threads: None,
            refused: Deferred::default(),
        }
    }

    /// Looks only at series that are at least this large at the origin. The default is zero.
    ///
    /// An amount that cannot be read makes [`run`](Self::run) fail:
    ///
    /// ```
    /// use tradepath::{history::AnnualPanel, outlook::Backtest};
    ///
    /// let backtest = Backtest::new().minimum("plenty");
    /// let error = backtest.run(&AnnualPanel::default()).unwrap_err();
    /// assert!(error.to_string().contains("plenty"));
    /// ```
    pub fn minimum(mut self, minimum: impl TryInto<Amount, Error: Into<Error>>) -> Self {
        self.minimum = self.refused.take(minimum).unwrap_or_default();
        self
    }

    /// Sets the years to look ahead from, both included. The default is every year from the fourth to the one before
    /// the last. Years after the panel's last but one are left out, because nothing came after them.
    pub fn origins(
        mut self,
        first: impl TryInto<Period, Error: Into<Error>>,
        last: impl TryInto<Period, Error: Into<Error>>,
    ) -> Self {
        self.origins = self.refused.take(first).zip(self.refused.take(last));
        self
    }

    /// Sets the number of years ahead: 1 to 30. The default is 5.
    ///
    /// ```
    /// use tradepath::{history::AnnualPanel, outlook::Backtest};
    ///
    /// let error = Backtest::new().horizon(0).run(&AnnualPanel::default()).unwrap_err();
    /// assert!(error.to_string().contains("the horizon is 0"));
    /// ```
    pub fn horizon(self, years: usize) -> Self {
        Self { horizon: years, ..self }
    }

    /// Sets the methods, in the order of the report. The default is all of them.
    ///
    /// ```
    /// use tradepath::outlook::{Backtest, Method, Splits};
    ///
    /// let file = "id,train,test\na,100 110 99 121,110 130\n";
    /// let splits = Splits::read(file.as_bytes(), "series.csv")?;
    /// let backtest = Backtest::new().methods([Method::Drift, Method::RandomWalk]);
    /// let report = backtest.run_splits(&splits)?;
    /// assert_eq!(report.by_method[0].method, Method::Drift);
    ///
    /// assert!(Backtest::new().methods([]).run_splits(&splits).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn methods(self, methods: impl IntoIterator<Item = Method>) -> Self {
        Self { methods: methods.into_iter().collect(), ..self }
    }

    /// Sets the multiples of the last amount whose chances are scored. [`run`](Self::run) refuses those that are not
    /// above zero.
    ///
    /// ```
    /// use tradepath::{history::AnnualPanel, outlook::Backtest};
    ///
    /// let backtest = Backtest::new().multiples([2.0, f64::NAN]);
    /// let error = backtest.run(&AnnualPanel::default()).unwrap_err();
    /// assert!(error.to_string().contains("a multiple is NaN"));
    /// ```
    pub fn multiples(self, multiples: impl IntoIterator<Item = f64>) -> Self {
        Self { multiples: multiples.into_iter().collect(), ..self }
    }

    /// Sets the number of threads; the default is one for each core. It changes the time taken and nothing else.
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads), ..self }
    }

    /// Looks ahead from every origin, and scores what each method said.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a horizon, an origin or a multiple out of range; [`ErrorKind::MixedFrequencies`]
    /// for an origin that is not a year; [`ErrorKind::Missing`] for an empty sample or no method;
    /// [`ErrorKind::NoAnswer`] where no series can be looked at.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{ErrorKind, history::AnnualPanel, outlook::Backtest};
    ///
    /// let error = Backtest::new().run(&AnnualPanel::default()).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
    /// ```
    pub fn run(&self, sample: &AnnualPanel) -> Result<BacktestReport> {
        self.run_watched(sample, |_| ControlFlow::Continue(()))
    }

    /// Runs as [`run`](Self::run) does, and calls `watch` from time to time with the share of the work that is done,
    /// from 0 to 1. The backtest stops where `watch` breaks.
    ///
    /// # Errors
    /// Those of [`run`](Self::run); [`ErrorKind::Stopped`] where `watch` breaks.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use tradepath::history::{AnnualPanel, MirrorPolicy, Reader, Reconciliation};
    /// use tradepath::{ErrorKind, outlook::Backtest};
    ///
    /// let mut file = "year,exporter,importer,value_musd\n".to_owned();
    /// for (year, value) in (2000..2008).zip([50, 60, 80, 75, 90, 110, 130, 160]) {
    ///     file += &format!("{year},KAZ,UZB,{value}\n");
    /// }
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let sample = AnnualPanel::flows(&panel, &Reconciliation::new(MirrorPolicy::Fill)?)?;
    /// let stopped = Backtest::new().run_watched(&sample, |_share| ControlFlow::Break(()));
    /// assert!(matches!(stopped.unwrap_err().kind(), ErrorKind::Stopped));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn run_watched(
        &self,
        sample: &AnnualPanel,
        watch: impl FnMut(f64) -> ControlFlow<()> + Send,
    ) -> Result<BacktestReport> {
        let rules = self.rules()?;
        let origins = self.origin_years(sample)?;
        let pasts = sample.pasts();
        // The logarithm of zero is negative infinity: then no series is too small.
        let least = self.minimum.value().ln();
        let windows = Windows::of(&pasts, Threshold { least, long_run: Some(Common::long_run_of(sample)) });
        let calibrations: Vec<Calibration> =
            origins.iter().map(|year| Calibration::learn(&windows, Some(*year))).collect();
        let series = |at: usize, tally: &mut Tally| {
            let mut seen = false;
            for (origin, (year, calibration)) in origins.iter().zip(&calibrations).enumerate() {
                let past = pasts[at].up_to(*year);
                let fits = past.last().is_some_and(|(last, log)| last == *year && log >= least);
                if past.len() < FEWEST || !fits {
                    continue;
                }
                let outcomes: Vec<Option<f64>> =
                    (1..=self.horizon as i32).map(|ahead| pasts[at].in_year(year + ahead)).collect();
                seen |= look(&rules, &past, &outcomes, calibration, origin, tally);
            }
            tally.end_series();
            seen
        };
        self.over(pasts.len(), &rules, series, watch)
    }

    /// Looks ahead from the end of each series' first part, and scores against the second. What many series teach is
    /// learned from first parts alone.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{Backtest, Method, Splits};
    ///
    /// let file = "id,train,test\na,100 110 99 121,110 130\n";
    /// let splits = Splits::read(file.as_bytes(), "series.csv")?;
    /// let report = Backtest::new().methods([Method::RandomWalk]).run_splits(&splits)?;
    /// assert_eq!(report.cases, 2);
    /// // One year ahead the walk said 121, and 110 came: 2 |110 - 121| / (110 + 121).
    /// let first = &report.by_method[0];
    /// assert_eq!(first.horizon, Some(1));
    /// assert!((first.smape - 22.0 / 231.0).abs() < 1e-9);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn run_splits(&self, splits: &Splits) -> Result<BacktestReport> {
        let longest = splits.list().iter().map(|split| split.test.len()).max().unwrap_or(0);
        let this = Self { horizon: self.horizon.min(longest.max(1)), ..self.clone() };
        let rules = this.rules()?;
        let pasts: Vec<Past> = splits.list().iter().map(|split| split.past()).collect();
        let windows = Windows::of(&pasts, Threshold { least: f64::NEG_INFINITY, long_run: None });
        let calibration = Calibration::learn(&windows, None);
        // The logarithm of zero is negative infinity: then no series is too small.
        let least = self.minimum.value().ln();
        let series = |at: usize, tally: &mut Tally| {
            let (past, split) = (&pasts[at], &splits.list()[at]);
            let whole =
                split.train.last().is_some_and(|last| *last > 0.0) && past.last().is_some_and(|(_, log)| log >= least);
            let outcomes: Vec<Option<f64>> =
                split.test.iter().take(this.horizon).map(|value| (*value > 0.0).then(|| value.ln())).collect();
            let seen = past.len() >= FEWEST && whole && look(&rules, past, &outcomes, &calibration, 0, tally);
            tally.end_series();
            seen
        };
        this.over(pasts.len(), &rules, series, |_| ControlFlow::Continue(()))
    }

    /// The rules of scoring, once the options are known to be in range.
    fn rules(&self) -> Result<Rules> {
        self.refused.check()?;
        if !(1..=MOST_YEARS).contains(&self.horizon) {
            return Err(Error::out_of_range("the horizon", self.horizon, format!("1 to {MOST_YEARS} years")));
        }
        if let Some(wrong) = self.multiples.iter().find(|multiple| !(**multiple > 0.0 && multiple.is_finite())) {
            return Err(Error::out_of_range("a multiple", wrong, "a number above 0"));
        }
        if self.methods.is_empty() {
            return Err(Error::missing("method", "name one or more"));
        }
        Ok(Rules::new(self.methods.clone(), self.horizon, self.multiples.clone(), middles()))
    }

    /// The origins as calendar years.
    fn origin_years(&self, sample: &AnnualPanel) -> Result<Vec<i32>> {
        let (first, last) = sample
            .years()
            .ok_or_else(|| Error::missing("series", "a backtest needs series with amounts by the year"))?;
        let Some((from, to)) = self.origins else {
            // The first years leave too few amounts to fit a method to.
            return Ok((first.calendar_year() + FEWEST as i32..last.calendar_year()).collect());
        };
        from.require_year()?;
        to.require_year()?;
        if from > to {
            return Err(Error::out_of_range("the last origin", to, format!("not before the first, {from}")));
        }
        if from >= last || to < first {
            let accepted = format!("before {last}, the last year there is anything of, and not before {first}");
            return Err(Error::out_of_range("the first origin", from, accepted));
        }
        Ok((from.calendar_year()..=to.calendar_year().min(last.calendar_year() - 1)).collect())
    }

    /// Scores series block by block, on several threads, and puts the blocks together in their order.
    fn over(
        &self,
        series: usize,
        rules: &Rules,
        score: impl Fn(usize, &mut Tally) -> bool + Sync,
        mut watch: impl FnMut(f64) -> ControlFlow<()> + Send,
    ) -> Result<BacktestReport> {
        let blocks = series.div_ceil(BLOCK);
        let mut waiting = 0..blocks;
        let work = |block: usize| {
            let mut tally = Tally::new(rules);
            let of_block = block * BLOCK..((block + 1) * BLOCK).min(series);
            let left_out = of_block.filter(|at| !score(*at, &mut tally)).count() as u64;
            (block, tally, left_out)
        };
        let (mut total, mut left_out) = (Tally::new(rules), 0);
        let fold = |(block, tally, of_block): (usize, Tally, u64)| {
            // Blocks are added in their order, so that rounding is the same on any number of threads.
            total.merge(&tally);
            left_out += of_block;
            let share = (block + 1) as f64 / blocks as f64;
            if watch(share).is_break() { Err(Error::new(ErrorKind::Stopped)) } else { Ok(()) }
        };
        parallel::in_order(parallel::threads(self.threads, blocks), || Ok(waiting.next()), work, fold)?;
        if total.cases == 0 {
            return Err(Error::no_answer(format!(
                "none of {series} series has {FEWEST} amounts by an origin, one of at least {} there, and one after it",
                self.minimum
            )));
        }
        Ok(BacktestReport {
            schema: Schema::default(),
            cases: total.cases,
            looked_at: total.origins,
            left_out,
            by_method: total.by_method(rules),
            targets: total.targets(rules),
            targets_by_horizon: total.some_year(rules),
        })
    }
}

/// Looks ahead from the end of a past with every method, and adds the scores. False where nothing is known of what came
/// after.
fn look(
    rules: &Rules,
    past: &Past,
    outcomes: &[Option<f64>],
    calibration: &Calibration,
    origin: usize,
    tally: &mut Tally,
) -> bool {
    let (Some((_, last)), true) = (past.last(), outcomes.iter().any(Option::is_some)) else {
        return false;
    };
    let said: Vec<Vec<Forecast>> =
        rules.methods.iter().map(|method| method.forecasts(past, calibration, rules.horizon)).collect();
    let case = Case { last, scale: scale(past), outcomes };
    tally.add(rules, &case, origin, &said);
    true
}

/// The mean absolute change of amounts from one year to the next: the unit of MASE and MSIS. None where nothing
/// changed.
fn scale(past: &Past) -> Option<f64> {
    let neighbours = past.points().windows(2).filter(|pair| pair[1].0 == pair[0].0 + 1);
    let changes: Vec<f64> = neighbours.map(|pair| (pair[1].1.exp() - pair[0].1.exp()).abs()).collect();
    let mean = changes.iter().sum::<f64>() / changes.len() as f64;
    (mean > 0.0 && mean.is_finite()).then_some(mean)
}
