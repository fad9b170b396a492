//! Learning a calibration from windows of many series. Only what was known at its year is used.

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    history::AnnualPanel,
    outlook::{
        calibration::{
            calibration::{
                CLASSES, Calibration, FEWEST_CHANGES, MOST_VOLATILITY, Newcomers, SIZES, UNLEARNED,
                UNLEARNED_VOLATILITY, Weights,
            },
            common::Common,
            windows::{LEARNED_YEARS, PAIRS_OF_LONG_RUN, Threshold, Window, Windows},
        },
        features::bounded,
    },
    period::Period,
    stats::{LeastSquares, Quantiles, Row},
};

/// The number of times that weights are fitted; each time, errors that stand out count less.
const ROUNDS: usize = 3;
/// Errors beyond so many volatilities count less.
const STANDING_OUT: f64 = 1.5;
/// The number of years that the assumed weights count for (of series, where they have no calendar in common). What all
/// pairs share in a year is one piece of evidence.
const ASSUMED: f64 = 10.0;
/// The number of errors that a wider group's shape counts for in that of a narrower one.
const ERRORS_OF_WIDER: f64 = 100.0;
/// The number of years that the shape of all horizons counts for in that of one.
const YEARS_OF_ALL: f64 = 3.0;

/// Windows that belong to one year, or all windows where series have no calendar in common, with the outcomes known.
struct Group<'w> {
    windows: &'w [Window],
    ahead: &'w [f64],
    /// The number of years ahead that were known.
    known: usize,
}

/// One outcome, and the volatility of its series.
struct Case<'w> {
    window: &'w Window,
    change: f64,
    volatility: f64,
}

impl Calibration {
    /// Learns from what was known at the end of a year; without a year, from everything.
    pub(crate) fn learn(windows: &Windows, as_of: Option<i32>) -> Self {
        let mut learned = Self { as_of, common: windows.common_up_to(as_of), ..Self::unlearned() };
        let groups: Vec<Group<'_>> = windows
            .together()
            .filter_map(|(windows, ahead)| {
                let years = as_of.filter(|_| learned.common.is_some()).map(|year| year - windows[0].year);
                let known = years.map_or(LEARNED_YEARS as i32, |years| years.min(LEARNED_YEARS as i32));
                (known > 0).then_some(Group { windows, ahead, known: known as usize })
            })
            .collect();
        learned.windows = groups.iter().map(|group| group.windows.len()).sum();
        learned.knows_pasts = groups.iter().any(|group| !group.cases(&learned, 1).is_empty());
        learned.learn_volatility(&groups);
        // Each year is one piece of evidence; where series share no years, each series is one.
        let evidence = if learned.common.is_some() { groups.len() } else { windows.series };
        learned.learn_weights(&groups, evidence as f64);
        learned.learn_shapes(&groups, evidence as f64);
        learned.learn_newcomers(&groups);
        learned
    }

    /// Learns the volatility of all series, and their typical growth where they have no calendar in common.
    fn learn_volatility(&mut self, groups: &[Group<'_>]) {
        let mut changes: Vec<f64> =
            groups.iter().flat_map(|group| group.changes(1)).map(|(_, change)| change).collect();
        if self.common.is_none() {
            self.typical_growth = Quantiles::of(&mut changes).map_or(0.0, |quantiles| quantiles.median());
        }
        let squares: f64 = changes.iter().map(|change| bounded(*change).powi(2)).sum();
        // What is assumed counts as a dozen changes, so that a handful do not decide.
        let (count, assumed) = (changes.len() as f64, 12.0);
        let assumed_squares = assumed * UNLEARNED_VOLATILITY * UNLEARNED_VOLATILITY;
        self.volatility = ((squares + assumed_squares) / (count + assumed)).sqrt();
    }

    /// Learns the weights by least squares on errors over volatility, within each group and year ahead. What is assumed
    /// counts as further evidence.
    fn learn_weights(&mut self, groups: &[Group<'_>], evidence: f64) {
        for _ in 0..ROUNDS {
            let mut sums = LeastSquares::default();
            for (group, years) in group_years(groups) {
                let cases = group.cases(self, years);
                let middle = self.middle(&cases, years);
                let row = |case: &Case<'_>| {
                    let gap = case.window.signs.gap();
                    let growth = case.window.signs.growth(self.typical_growth) * years as f64;
                    let signs = [gap, gap * case.volatility.min(MOST_VOLATILITY), growth];
                    let scale = case.volatility * (years as f64).sqrt();
                    let error = (case.change - self.expected(case, years) - middle) / scale;
                    // Errors count in inverse proportion to their variance; beyond a bound, their weight falls as they
                    // grow (Huber's weights).
                    let weight = (scale * scale * (error.abs() / STANDING_OUT).max(1.0)).recip();
                    Row { signs, change: case.change, weight }
                };
                let rows: Vec<_> = cases.iter().map(row).collect();
                sums.add(&rows, if self.common.is_some() { in_common(rows.len()) } else { 0.0 });
            }
            let assumed = Weights::UNLEARNED;
            let assumed = [assumed.level, assumed.level_by_volatility, assumed.growth];
            if let Some([level, level_by_volatility, growth]) = sums.solve(assumed, ASSUMED / evidence.max(1.0)) {
                self.weights = Weights { level, level_by_volatility, growth };
            }
        }
    }

    /// Learns the quantiles of errors, by class of volatility and year ahead.
    fn learn_shapes(&mut self, groups: &[Group<'_>], evidence: f64) {
        let one_ahead = groups.iter().flat_map(|group| group.cases(self, 1));
        let mut volatilities: Vec<f64> = one_ahead.map(|case| case.volatility).collect();
        volatilities.sort_unstable_by(f64::total_cmp);
        if volatilities.is_empty() {
            return;
        }
        // The wildest tenth of series has a class of its own.
        let edges = [0.4, 0.7, 0.9].map(|share| volatilities[(share * (volatilities.len() - 1) as f64) as usize]);
        let class_of = |volatility: f64| edges.partition_point(|edge| *edge <= volatility);
        for (class, of_class) in volatilities.chunk_by(|one, next| class_of(*one) == class_of(*next)).map(|of_class| {
            let logs: f64 = of_class.iter().map(|volatility| volatility.ln()).sum();
            (class_of(of_class[0]), (logs / of_class.len() as f64).exp())
        }) {
            self.classes[class] = of_class;
        }
        // A class without cases keeps the assumed volatility, which may be out of order.
        for class in 1..CLASSES {
            self.classes[class] = self.classes[class].max(self.classes[class - 1]);
        }
        let mut errors: Vec<Vec<Vec<f64>>> = vec![vec![Vec::new(); LEARNED_YEARS]; CLASSES];
        let mut groups_ahead = [0.0; LEARNED_YEARS];
        for (group, years) in group_years(groups) {
            let cases = group.cases(self, years);
            let middle = self.middle(&cases, years);
            groups_ahead[years - 1] += f64::from(!cases.is_empty());
            for case in &cases {
                let error = case.change - self.expected(case, years) - middle;
                errors[class_of(case.volatility)][years - 1].push(error / (case.volatility * (years as f64).sqrt()));
            }
        }
        let of_all = of_windows(errors.iter().flatten(), &UNLEARNED.into());
        for (class, errors) in errors.iter_mut().enumerate() {
            let of_class = of_windows(errors.iter(), &of_all);
            let shape = |(errors, groups): (&mut Vec<f64>, &f64)| {
                let groups = if self.common.is_some() { *groups } else { evidence };
                of_class.towards(&of_errors(errors, &of_class), groups / (groups + YEARS_OF_ALL))
            };
            self.shapes[class] = errors.iter_mut().zip(&groups_ahead).map(shape).collect();
        }
    }

    /// Learns what to expect of series with next to no history, by size.
    fn learn_newcomers(&mut self, groups: &[Group<'_>]) {
        let mut logs: Vec<f64> = groups.iter().flat_map(|group| group.windows).map(|window| window.log).collect();
        logs.sort_unstable_by(f64::total_cmp);
        if logs.is_empty() {
            return;
        }
        let edges = [0.25, 0.5, 0.7, 0.85, 0.95].map(|share| logs[(share * (logs.len() - 1) as f64) as usize]);
        let size_of = |log: f64| edges.partition_point(|edge| *edge <= log);
        let mut changes: Vec<Vec<f64>> = vec![Vec::new(); SIZES];
        for (window, change) in groups.iter().flat_map(|group| group.changes(1)) {
            changes[size_of(window.log)].push(bounded(change));
        }
        let volatilities = std::array::from_fn(|size| {
            let (count, squares) =
                (changes[size].len() as f64, changes[size].iter().map(|change| change * change).sum::<f64>());
            ((squares + 12.0 * self.volatility * self.volatility) / (count + 12.0)).sqrt()
        });
        let mut errors: Vec<Vec<f64>> = vec![Vec::new(); LEARNED_YEARS];
        for (group, years) in group_years(groups) {
            let mut changes: Vec<f64> = group.changes(years).map(|(_, change)| change).collect();
            let typical = self.typical_growth * years as f64;
            let together = in_common(changes.len());
            let median =
                self.common.as_ref().and_then(|_| Quantiles::of(&mut changes)).map(|of| together * of.median());
            let middle = median.unwrap_or(typical);
            let error = |(window, change): (&Window, f64)| {
                (change - middle) / (volatilities[size_of(window.log)] * (years as f64).sqrt())
            };
            errors[years - 1].extend(group.changes(years).map(error));
        }
        let of_all = of_windows(errors.iter(), &UNLEARNED.into());
        let shapes = errors.iter_mut().map(|errors| of_errors(errors, &of_all)).collect();
        self.newcomers = Newcomers { edges, volatilities, shapes };
    }

    /// The change that the weights expect of a case.
    fn expected(&self, case: &Case<'_>, years: usize) -> f64 {
        self.weights.expected(&case.window.signs, self.typical_growth, case.volatility, years)
    }

    /// What cases of one time have in common beyond what is expected of each: their median error, the more of it the
    /// more cases there are. Zero where series have no calendar in common.
    fn middle(&self, cases: &[Case<'_>], years: usize) -> f64 {
        if self.common.is_none() {
            return 0.0;
        }
        let mut errors: Vec<f64> = cases.iter().map(|case| case.change - self.expected(case, years)).collect();
        in_common(errors.len()) * Quantiles::of(&mut errors).map_or(0.0, |quantiles| quantiles.median())
    }
}

/// The share of what some cases show together that counts as common: of a few cases, most is their own.
fn in_common(cases: usize) -> f64 {
    cases as f64 / (cases as f64 + PAIRS_OF_LONG_RUN)
}

impl<'w> Group<'w> {
    /// The windows whose outcome a number of years ahead was known, with that outcome.
    fn changes(&self, years: usize) -> impl Iterator<Item = (&'w Window, f64)> + use<'w> {
        let known = if years <= self.known { self.windows } else { &[] };
        let changes = self.ahead.iter().skip(years - 1).step_by(LEARNED_YEARS);
        known.iter().zip(changes).filter(|(_, change)| change.is_finite()).map(|(window, change)| (window, *change))
    }

    /// The same for series with enough changes to have a volatility of their own.
    fn cases(&self, learned: &Calibration, years: usize) -> Vec<Case<'w>> {
        let own = self.changes(years).filter(|(window, _)| window.signs.changes() >= FEWEST_CHANGES);
        let case = |(window, change): (&'w Window, f64)| Case {
            window,
            change,
            volatility: window.signs.volatility(learned.volatility),
        };
        own.map(case).collect()
    }
}

/// Every group with every number of years ahead that was known.
fn group_years<'g, 'w>(groups: &'g [Group<'w>]) -> impl Iterator<Item = (&'g Group<'w>, usize)> {
    groups.iter().flat_map(|group| (1..=group.known).map(move |years| (group, years)))
}

/// The shape of errors, drawn towards that of a wider group where they are few.
fn of_errors(errors: &mut [f64], wider: &Quantiles) -> Quantiles {
    let count = errors.len() as f64;
    drawn(errors, count, wider)
}

/// The shape of errors over all numbers of years ahead. The errors of one window count as one piece of evidence.
fn of_windows<'e>(errors: impl Iterator<Item = &'e Vec<f64>> + Clone, wider: &Quantiles) -> Quantiles {
    let windows = errors.clone().map(Vec::len).sum::<usize>() as f64 / LEARNED_YEARS as f64;
    drawn(&mut errors.flatten().copied().collect::<Vec<f64>>(), windows, wider)
}

/// The shape of errors, drawn towards that of a wider group.
fn drawn(errors: &mut [f64], evidence: f64, wider: &Quantiles) -> Quantiles {
    Quantiles::of(errors).map_or(*wider, |own| wider.towards(&own, evidence / (evidence + ERRORS_OF_WIDER)))
}

impl Calibration {
    /// Learns from a sample as it was known at the end of a year.
    ///
    /// What series with a past do is learned from those of at least `minimum`; what to expect of a series without a
    /// past is learned from those of at least a hundredth of it. A year after the sample's last year counts as that
    /// last year.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a period that is not a year;
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where nothing can be learned, because no series has two
    /// changes and an amount after them by then.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::history::{AnnualPanel, MirrorPolicy, Reader, Reconciliation};
    /// use tradepath::outlook::Calibration;
    ///
    /// let mut file = "year,exporter,importer,value_musd\n".to_owned();
    /// let values = [50, 60, 80, 75, 90, 110, 130, 160, 190, 140, 170, 200];
    /// for (year, value) in (2000..2012).zip(values) {
    ///     file += &format!("{year},KAZ,UZB,{value}\n{year},KAZ,KGZ,{}\n", 2 * value);
    /// }
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let sample = AnnualPanel::flows(&panel, &Reconciliation::new(MirrorPolicy::Fill)?)?;
    ///
    /// assert_eq!(Calibration::of(&sample, "10M", 2009)?.as_of(), Some(2009));
    /// // In the first year nothing has changed yet.
    /// assert!(Calibration::of(&sample, "10M", 2000).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of(
        sample: &AnnualPanel,
        minimum: impl TryInto<Amount, Error: Into<Error>>,
        as_of: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<Self> {
        let minimum: Amount = given(minimum)?;
        let as_of: Period = given(as_of)?;
        let windows = |minimum: f64| {
            Windows::of(&sample.pasts(), Threshold { least: minimum.ln(), long_run: Some(Common::long_run_of(sample)) })
        };
        let last = sample.years().map_or(as_of.calendar_year(), |(_, last)| last.calendar_year());
        as_of.require_year()?;
        let year = Some(as_of.calendar_year().min(last));
        let learned = Self::learn(&windows(minimum.value()), year);
        if !learned.knows_pasts {
            let hint = format!("no series of at least {minimum} has a year after it that was known by {as_of}");
            return Err(Error::missing("past to learn from", hint));
        }
        let newcomers = Self::learn(&windows(minimum.value() / 100.0), year).newcomers;
        Self { newcomers, ..learned }.checked()
    }
}
