//! The growth that a series shows: between two periods, year on year, by a trend, and how much it varies.
//!
//! | question | method |
//! |---|---|
//! | How fast did trade grow from one period to another? | [`Series::growth`] |
//! | By how much did it grow in all? | [`Series::cumulative_growth`] |
//! | What was the change from each observation to the next? | [`Series::changes`] |
//! | What was the change over the same period a year before? | [`Series::year_on_year`] |
//! | What growth does every observation together show? | [`Series::least_squares`] |
//! | How much does growth vary? | [`Series::log_growth`] |
//! | How long did it grow without a break? | [`Series::longest_run`] |
//! | How much does the choice of the start decide? | [`Series::growth_by_start`] |
//! | All of these at once? | [`Series::growth_measures`] |
//!
//! Projected figures are left out of every measure over the whole series. [`Series::growth`] and
//! [`Series::cumulative_growth`] take the two periods that are named, whatever their status.

use serde::Serialize;

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    growth::{log_growth, rate},
    period::Period,
    rate::GrowthRate,
    series::Series,
};

/// The change from one observation to a later one. [`Series::changes`] and [`Series::year_on_year`] return it.
///
/// # Examples
/// ```
/// use tradepath::Series;
///
/// let changes = Series::annual("USD", [(2017, 2.0), (2019, 3.0)])?.changes();
/// assert_eq!((changes[0].from, changes[0].to), ("2017".parse()?, "2019".parse()?));
/// // Half as much again over two years, which is less than 25 % a year.
/// assert_eq!(changes[0].cumulative, Some(0.5));
/// assert!(changes[0].growth.unwrap().effective() < 0.25);
///
/// // There is no growth from zero.
/// let from_zero = Series::annual("USD", [(2018, 0.0), (2019, 3.0)])?.changes();
/// assert_eq!((from_zero[0].cumulative, from_zero[0].growth), (None, None));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// The earlier period.
    pub from: Period,
    /// The later period; more than one period later where there is a gap between.
    pub to: Period,
    /// The whole change as a fraction, `V_to / V_from - 1`: 0.5 for half as much again. None from zero.
    pub cumulative: Option<f64>,
    /// The growth a year; across a gap, the constant growth that leads over it. None from zero or to zero.
    pub growth: Option<GrowthRate>,
}

/// A trend fitted to the logarithms of all amounts by least squares. [`Series::least_squares`] returns it.
///
/// ```text
/// ln V = a + b t,    t in years
/// ```
///
/// # Examples
/// ```
/// use tradepath::Series;
///
/// // Twice as much each year: the slope is ln 2.
/// let series = Series::annual("USD", [(2018, 1.0), (2019, 2.0), (2020, 4.0)])?;
/// let trend = series.least_squares()?;
/// assert!((trend.log_growth - 2.0_f64.ln()).abs() < 1e-12);
/// assert_eq!((trend.from, trend.to, trend.n), (series.first(), series.last(), 3));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LeastSquares {
    /// `exp(b) - 1`: the average annual growth rate of the World Bank, and of UNCTAD's Handbook of Statistics in its
    /// current editions.
    pub growth: GrowthRate,
    /// `b`, the log growth a year: what older editions of the Handbook give.
    pub log_growth: f64,
    /// The standard error of `b`; none with two observations, which leave no residual.
    ///
    /// ```text
    /// sqrt(sum(residual^2) / (n - 2) / sum((t - mean t)^2))
    /// ```
    pub standard_error: Option<f64>,
    /// The first period fitted.
    pub from: Period,
    /// The last period fitted.
    pub to: Period,
    /// The number of observations.
    pub n: usize,
}

/// Mean and standard deviation of the log growth over a year. [`Series::log_growth`] returns it.
///
/// # Examples
/// ```
/// use tradepath::Series;
///
/// // A single growth has no standard deviation.
/// let once = Series::annual("USD", [(2018, 1.0), (2019, 2.0)])?.log_growth()?;
/// assert_eq!((once.n, once.mean, once.volatility), (1, 2.0_f64.ln(), None));
///
/// // Growth that varies is more volatile than growth that is steady.
/// let steady = Series::annual("USD", [(2018, 1.0), (2019, 2.0), (2020, 4.0)])?;
/// let varying = Series::annual("USD", [(2018, 1.0), (2019, 3.0), (2020, 4.0)])?;
/// assert!(steady.log_growth()?.volatility < varying.log_growth()?.volatility);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LogGrowth {
    /// The mean of `ln(V_t / V_(t-1 year))`. `exp(mean) - 1` is an effective rate.
    pub mean: f64,
    /// The standard deviation of the same, with n - 1 in the denominator; none with a single growth.
    pub volatility: Option<f64>,
    /// The number of growths: observed periods whose same period a year before was observed, too.
    pub n: usize,
}

/// A stretch of periods each of which is above the same period a year before. [`Series::longest_run`] returns it.
///
/// # Examples
/// ```
/// use tradepath::Series;
///
/// let series = Series::annual("USD", [(2016, 1.0), (2017, 2.0), (2018, 1.5)])?;
/// let run = series.longest_run().unwrap();
/// assert_eq!((run.from, run.to, run.periods), ("2016".parse()?, "2017".parse()?, 1));
/// // A series that never grew has none.
/// let falling = Series::annual("USD", [(2019, 2.0), (2020, 1.0)])?;
/// assert_eq!(falling.longest_run(), None);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Run {
    /// The period from which the growth started, a year before the first that is above it.
    pub from: Period,
    /// The last period that is above the same period a year before.
    pub to: Period,
    /// The number of periods in a row that are above the same period a year before.
    pub periods: usize,
}

/// The growth from one start to the last observation. [`Series::growth_by_start`] returns it.
///
/// # Examples
/// ```
/// use tradepath::Series;
///
/// let series = Series::annual("USD", [(2018, 0.0), (2019, 3.0), (2020, 4.0)])?;
/// let starts = series.growth_by_start();
/// // There is no growth from zero; the other start has the growth from 3 to 4.
/// assert_eq!(starts[0].cagr, None);
/// assert_eq!(starts[1].from, "2019".parse()?);
/// assert_eq!(starts[1].cagr, Some(series.growth(2019, 2020)?));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GrowthSince {
    /// The period that is taken as the start.
    pub from: Period,
    /// The compound growth a year from the start to the last observation; none from zero or to zero.
    pub cagr: Option<GrowthRate>,
}

/// Every growth measure of a series, in one table. [`Series::growth_measures`] returns it.
///
/// A measure that the series does not support is none; the methods of [`Series`] say why.
///
/// # Examples
/// ```
/// use tradepath::Series;
///
/// // One observation shows no growth.
/// let measures = Series::annual("USD", [(2020, 3e9)])?.growth_measures().unwrap();
/// assert_eq!((measures.n, measures.from), (1, measures.to));
/// assert!(measures.cagr.is_none() && measures.least_squares.is_none());
/// assert!(measures.longest_run.is_none() && measures.by_start.is_empty());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GrowthMeasures {
    /// The compound growth a year from the first observation to the last.
    pub cagr: Option<GrowthRate>,
    /// The growth of the least-squares trend, `exp(b) - 1`, as in [`LeastSquares::growth`].
    pub least_squares: Option<GrowthRate>,
    /// The slope of that trend, `b`, as in [`LeastSquares::log_growth`].
    pub least_squares_log: Option<f64>,
    /// The standard error of `b`, as in [`LeastSquares::standard_error`].
    pub standard_error: Option<f64>,
    /// The mean of the log growth over a year, as in [`LogGrowth::mean`].
    pub mean_log: Option<f64>,
    /// The standard deviation of the log growth over a year, as in [`LogGrowth::volatility`].
    pub volatility: Option<f64>,
    /// The period from which the compound growth is measured: the first observed or, of quarters and months, the first
    /// that lies whole years before the last. Without such a period there is no compound growth, and it is the first.
    pub from: Period,
    /// The last period observed.
    pub to: Period,
    /// The number of observations.
    pub n: usize,
    /// The longest stretch of unbroken growth; none where the series never grew.
    pub longest_run: Option<Run>,
    /// The compound growth from every possible start to the end, which shows how much the choice of the start decides.
    pub by_start: Vec<GrowthSince>,
}

impl Series {
    /// The compound annual growth rate (CAGR) between two observed periods, whatever lies between:
    ///
    /// ```text
    /// (V_to / V_from)^(1 / years) - 1
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where either was not observed;
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for periods of different frequency; the
    /// errors of [`growth::rate`](crate::growth::rate), such as that of an end that is not after the start; the error
    /// of an argument that cannot be read.
    ///
    /// # Examples
    /// ```
    /// let history = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021")?.history()?;
    /// let turnover = history.turnover().unwrap();
    /// assert_eq!(turnover.growth("2010", "2020")?.to_string(), "6.5%");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// ```
    /// use tradepath::Series;
    ///
    /// // 2018 is a gap: the growth is that of two years.
    /// let series = Series::annual("USD", [(2017, 1.0), (2019, 4.0)])?;
    /// assert_eq!(series.growth(2017, 2019)?.percent(), 100.0);
    /// assert!(series.growth(2017, 2018).is_err());
    /// // The first period comes first.
    /// assert!(series.growth(2019, 2017).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn growth(
        &self,
        from: impl TryInto<Period, Error: Into<Error>>,
        to: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<GrowthRate> {
        let from: Period = given(from)?;
        let to: Period = given(to)?;
        let years = from.years_until(to)?;
        rate(self.amount_observed_in(from)?, self.amount_observed_in(to)?, years)
    }

    /// The whole change between two observed periods, as a fraction: 1.125 for a growth of 112.5 %.
    ///
    /// ```text
    /// V_to / V_from - 1
    /// ```
    ///
    /// Unlike [`growth`](Self::growth), it does not ask how many years lie between.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where either was not observed,
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) from zero,
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for periods of different frequency, and the
    /// error of an argument that cannot be read.
    ///
    /// # Examples
    /// ```
    /// let history = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021")?.history()?;
    /// let change = history.turnover().unwrap().cumulative_growth("2016", "2019")?;
    /// assert_eq!(format!("{change:.3}"), "1.125");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// ```
    /// use tradepath::Series;
    ///
    /// let series = Series::annual("USD", [(2017, 1.0), (2019, 4.0)])?;
    /// assert_eq!(series.cumulative_growth(2017, 2019)?, 3.0);
    /// assert!(series.cumulative_growth(2017, 2018).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn cumulative_growth(
        &self,
        from: impl TryInto<Period, Error: Into<Error>>,
        to: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<f64> {
        let from: Period = given(from)?;
        let to: Period = given(to)?;
        // Only called for its error: both periods must be of one frequency.
        from.periods_until(to)?;
        let (start, end) = (self.amount_observed_in(from)?, self.amount_observed_in(to)?);
        change(start, end)
            .ok_or_else(|| Error::no_answer(format!("the amount of {from} is {start}: there is no growth from it")))
    }

    /// The amount of a period, whatever its status.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the series has none; the message says from when to when
    /// it goes and how many gaps it has.
    fn amount_observed_in(&self, period: Period) -> Result<Amount> {
        let range = || format!("the series has {} to {}, {} gaps", self.first(), self.last(), self.gaps().len());
        self.amount(period).ok_or_else(|| Error::missing(format!("amount of {period}"), range()))
    }

    /// The change from each observation to the next, in order. Across a gap, the growth is the constant growth a year
    /// that leads over it.
    ///
    /// In a quarterly or monthly series, there is no growth a year between periods that are not whole years apart, and the
    /// whole change compares neighbouring seasons; [`year_on_year`](Self::year_on_year) does not.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Series;
    ///
    /// let changes = Series::annual("USD", [(2017, 1.0), (2019, 4.0), (2020, 4.0)])?.changes();
    /// assert_eq!(changes.len(), 2);
    /// assert_eq!((changes[0].cumulative, changes[1].cumulative), (Some(3.0), Some(0.0)));
    /// assert_eq!(changes[0].growth.unwrap().percent(), 100.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn changes(&self) -> Vec<Change> {
        let later = self.observed().skip(1);
        let change_to = |((from, start), (to, end)): ((Period, &_), (Period, &_))| {
            let (start, end): (&crate::series::Observation, &crate::series::Observation) = (start, end);
            // Less than a year shows no growth a year, and neither do two unlike seasons.
            let years = from.years_until(to).ok().filter(|_| from.is_whole_years_before(to));
            let growth = years.and_then(|years| rate(start.amount, end.amount, years).ok());
            Change { from, to, cumulative: change(start.amount, end.amount), growth }
        };
        self.observed().zip(later).map(change_to).collect()
    }

    /// The growth of each period over the same period a year before, where both were observed.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Series;
    ///
    /// // Only 2020 has a year before.
    /// let series = Series::annual("USD", [(2017, 1.0), (2019, 4.0), (2020, 6.0)])?;
    /// let growth = series.year_on_year();
    /// assert_eq!((growth.len(), growth[0].cumulative), (1, Some(0.5)));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn year_on_year(&self) -> Vec<Change> {
        let change_to = |(to, from): (Period, Period)| {
            let (start, end) = (self.amount(from)?, self.amount(to)?);
            Some(Change { from, to, cumulative: change(start, end), growth: rate(start, end, 1.0).ok() })
        };
        self.with_year_before().filter_map(change_to).collect()
    }

    /// Each observed period, with the same period a year before it, where that was observed, too. A projected figure is
    /// not observed.
    fn with_year_before(&self) -> impl Iterator<Item = (Period, Period)> {
        let per_year = i64::from(self.frequency().per_year());
        self.observed().filter_map(move |(period, _)| {
            let before = period.plus(-per_year).ok()?;
            let observation = self.at(before)?;
            (observation.provenance.status != crate::series::Status::Projected).then_some((period, before))
        })
    }

    /// The growth of a trend fitted by least squares to the logarithms of all observations:
    ///
    /// ```text
    /// b = sum((t - mean t)(ln V - mean ln V)) / sum((t - mean t)^2)
    /// ```
    ///
    /// Every observation counts, so that the trend depends less on its first and last period than
    /// [`growth`](Self::growth) does. As in the World Bank's World Development Indicators, there is no trend over a
    /// time of which more than half was not observed.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) with fewer than two observations, with more gaps than
    /// observations, and where an amount is zero, as zero has no logarithm.
    ///
    /// # Examples
    /// ```
    /// let history = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021")?.history()?;
    /// let history = history.up_to("2020".parse()?);
    /// let trend = history.exports().unwrap().least_squares()?;
    /// assert_eq!(trend.growth.to_string(), "16.9%");
    /// let (slope, error) = (trend.log_growth, trend.standard_error.unwrap());
    /// assert_eq!(format!("{slope:.3} +- {error:.3}"), "0.156 +- 0.019");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// Three observations in seven years are too few:
    ///
    /// ```
    /// use tradepath::Series;
    ///
    /// let sparse = Series::annual("USD", [(2000, 1.0), (2003, 2.0), (2006, 3.0)])?;
    /// assert!(sparse.least_squares().unwrap_err().to_string().contains("only 3"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn least_squares(&self) -> Result<LeastSquares> {
        let mut points = Vec::new();
        for (period, observation) in self.observed() {
            if observation.amount == Amount::ZERO {
                return Err(Error::no_answer(format!(
                    "the amount of {period} is zero, which has no logarithm to fit a trend to"
                )));
            }
            points.push((period, observation.amount.value().ln()));
        }
        let (Some((from, _)), Some((to, _)), n @ 2..) = (points.first(), points.last(), points.len()) else {
            return Err(Error::no_answer(format!("a trend takes two observations, but there are {}", points.len())));
        };
        if from.years_until(*to)? < 1.0 {
            let message = format!("from {from} to {to} is less than a year, which shows no growth a year");
            return Err(Error::no_answer(message));
        }
        let span = from.periods_until(*to)? + 1;
        if (n as i64) * 2 < span {
            let message =
                format!("of the {span} periods from {from} to {to} only {n} were observed: too few for a trend");
            return Err(Error::no_answer(message));
        }
        let years: Vec<f64> =
            points.iter().map(|(period, _)| period.start_in_years() - from.start_in_years()).collect();
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / n as f64;
        let (mean_year, mean_log) = (mean(&mut years.iter().copied()), mean(&mut points.iter().map(|(_, log)| *log)));
        // Centred before they are squared, which loses fewer digits than sums of squares of years.
        let centered = years.iter().zip(&points).map(|(year, (_, log))| (year - mean_year, log - mean_log));
        let spread: f64 = centered.clone().map(|(year, _)| year * year).sum();
        let slope = centered.clone().map(|(year, log)| year * log).sum::<f64>() / spread;
        let residuals: f64 = centered.map(|(year, log)| (log - slope * year).powi(2)).sum();
        let standard_error = (n > 2).then(|| (residuals / (n as f64 - 2.0) / spread).sqrt());
        Ok(LeastSquares {
            growth: GrowthRate::from_log(slope)?,
            log_growth: slope,
            standard_error,
            from: *from,
            to: *to,
            n,
        })
    }

    /// Mean and volatility of the log growth over a year:
    ///
    /// ```text
    /// ln(V_t / V_(t - 1 year))
    /// ```
    ///
    /// In an annual series this is the growth from each year to the next. In a quarterly or monthly one it is the
    /// growth from each period to the same period a year later, so that the seasons cancel. Growth across gaps is left
    /// out, as it lasted longer than a year.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where no two observations are a year apart, and where one of
    /// two that are is zero.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Series;
    ///
    /// let series = Series::annual("USD", [(2018, 1.0), (2019, 2.0), (2020, 4.0)])?;
    /// let growth = series.log_growth()?;
    /// assert_eq!((growth.n, growth.mean), (2, 2.0_f64.ln()));
    /// assert!(growth.volatility.unwrap() < 1e-12);
    /// // Two years apart there is no growth over a year.
    /// assert!(Series::annual("USD", [(2018, 1.0), (2020, 4.0)])?.log_growth().is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn log_growth(&self) -> Result<LogGrowth> {
        let mut growths = Vec::new();
        for (period, before) in self.with_year_before() {
            growths.push(log_growth(self.amount_observed_in(before)?, self.amount_observed_in(period)?, 1.0).map_err(
                |_| Error::no_answer(format!("the amount of {before} or {period} is zero, which has no log growth")),
            )?);
        }
        let n = growths.len();
        if n == 0 {
            return Err(Error::no_answer("no two observations are a year apart"));
        }
        let mean = growths.iter().sum::<f64>() / n as f64;
        let squares: f64 = growths.iter().map(|growth| (growth - mean).powi(2)).sum();
        Ok(LogGrowth { mean, volatility: (n > 1).then(|| (squares / (n as f64 - 1.0)).sqrt()), n })
    }

    /// The longest stretch of periods each of which is above the same period a year before.
    ///
    /// Of several equally long stretches, it is the first. A gap ends a stretch. None where the series never grew.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Series;
    ///
    /// let amounts = [(2016, 1.0), (2017, 2.0), (2018, 1.5), (2019, 2.0), (2020, 3.0)];
    /// let run = Series::annual("USD", amounts)?.longest_run().unwrap();
    /// assert_eq!((run.from, run.to, run.periods), ("2018".parse()?, "2020".parse()?, 2));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn longest_run(&self) -> Option<Run> {
        let mut longest: Option<Run> = None;
        let mut run: Option<Run> = None;
        for (period, before) in self.with_year_before() {
            if self.amount(period) <= self.amount(before) {
                run = None;
                continue;
            }
            // A gap ends a run, as the periods in it are unknown.
            let goes_on = run.filter(|run| run.to.periods_until(period) == Ok(1));
            let now = goes_on.map_or(Run { from: before, to: period, periods: 1 }, |run| Run {
                to: period,
                periods: run.periods + 1,
                ..run
            });
            run = Some(now);
            if longest.is_none_or(|longest| now.periods > longest.periods) {
                longest = Some(now);
            }
        }
        longest
    }

    /// The compound growth a year from each observation to the last, in the order of the starts. It shows how much the
    /// choice of the start decides.
    ///
    /// In a quarterly or monthly series, only starts that lie whole years before the last period count, so that no
    /// season is compared with another.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Series;
    ///
    /// let series = Series::annual("USD", [(2018, 1.0), (2019, 3.0), (2020, 4.0)])?;
    /// let starts = series.growth_by_start();
    /// assert_eq!(starts.len(), 2);
    /// assert_eq!(starts[0].cagr.unwrap().percent(), 100.0);
    /// // The later start leaves a growth from 3 to 4, which is less.
    /// assert!(starts[1].cagr < starts[0].cagr);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn growth_by_start(&self) -> Vec<GrowthSince> {
        let Some((last, _)) = self.observed().next_back() else { return Vec::new() };
        let periods = self.observed().map(|(period, _)| period);
        let starts = periods.filter(|period| *period != last && period.is_whole_years_before(last));
        starts.map(|from| GrowthSince { from, cagr: self.growth(from, last).ok() }).collect()
    }

    /// Every growth measure in one table; none where nothing was observed.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Series;
    ///
    /// let series = Series::annual("USD", [(2018, 1.0), (2019, 3.0), (2020, 4.0)])?;
    /// let measures = series.growth_measures().unwrap();
    /// assert_eq!((measures.n, measures.by_start.len()), (3, 2));
    /// assert_eq!(measures.cagr.unwrap(), series.growth(2018, 2020)?);
    /// assert_eq!(measures.longest_run.unwrap().periods, 2);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn growth_measures(&self) -> Option<GrowthMeasures> {
        let (first, to) = (self.observed().next()?.0, self.observed().next_back()?.0);
        // Of quarters and months, whole years are compared, so that no season is compared with another.
        let whole =
            self.observed().map(|(period, _)| period).find(|from| *from != to && from.is_whole_years_before(to));
        let from = whole.unwrap_or(first);
        let trend = self.least_squares().ok();
        let logs = self.log_growth().ok();
        Some(GrowthMeasures {
            cagr: whole.and_then(|from| self.growth(from, to).ok()),
            least_squares: trend.map(|trend| trend.growth),
            least_squares_log: trend.map(|trend| trend.log_growth),
            standard_error: trend.and_then(|trend| trend.standard_error),
            mean_log: logs.map(|logs| logs.mean),
            volatility: logs.and_then(|logs| logs.volatility),
            from,
            to,
            n: self.observed().count(),
            longest_run: self.longest_run(),
            by_start: self.growth_by_start(),
        })
    }
}

/// The change from `start` to `end` as a fraction, `end / start - 1`. None from zero, or where it exceeds the largest
/// number.
pub(crate) fn change(start: Amount, end: Amount) -> Option<f64> {
    // Subtracted before it is divided, which keeps more digits of a small change than `end / start - 1` does.
    let change = (end.value() - start.value()) / start.value();
    change.is_finite().then_some(change)
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;
    use crate::currency::Currency;

    fn series(amounts: &[(&str, f64)]) -> Series {
        let dated =
            amounts.iter().map(|(period, units)| (period.parse().unwrap(), Amount::new(*units).unwrap().into()));
        Series::new(Currency::USD, dated).unwrap()
    }

    #[test]
    fn neighbouring_seasons_show_no_growth_a_year() {
        let months = series(&[("2019-01", 1.0), ("2019-02", 2.0), ("2020-02", 4.0)]);
        let growths: Vec<Option<f64>> =
            months.changes().iter().map(|change| change.growth.map(GrowthRate::percent)).collect();
        assert_eq!(growths, [None, Some(100.0)]);
        let short = series(&[("2019-01", 1.0), ("2019-02", 2.0)]);
        assert!(short.least_squares().unwrap_err().to_string().contains("less than a year"));
        assert_eq!(short.growth_measures().unwrap().cagr, None);
    }

    #[test]
    fn growth_crosses_gaps_and_names_the_missing_period() {
        let series = series(&[("2017", 1.0), ("2019", 4.0)]);
        let (from, gap, to) = (series.first(), Period::year(2018).unwrap(), series.last());
        assert_eq!(series.growth(from, to).unwrap().percent(), 100.0);
        assert!(series.growth(from, gap).unwrap_err().to_string().starts_with("no amount of 2018: the series has"));
        let changes = series.changes();
        assert_eq!((changes.len(), changes[0].cumulative, changes[0].growth.unwrap().percent()), (1, Some(3.0), 100.0));
        assert!(series.year_on_year().is_empty());
        assert_eq!(series.cumulative_growth(from, to).unwrap(), 3.0);
    }

    #[test]
    fn a_steady_growth_is_what_every_measure_finds() {
        let years: Vec<(String, f64)> = (0..9).map(|at| (format!("{}", 2000 + at), 3e9 * 1.07_f64.powi(at))).collect();
        let named: Vec<(&str, f64)> = years.iter().map(|(year, units)| (year.as_str(), *units)).collect();
        let measures = series(&named).growth_measures().unwrap();
        assert_relative_eq!(measures.cagr.unwrap().effective(), 0.07, max_relative = 1e-12);
        assert_relative_eq!(measures.least_squares.unwrap().effective(), 0.07, max_relative = 1e-12);
        assert_relative_eq!(measures.least_squares_log.unwrap(), 1.07_f64.ln(), max_relative = 1e-12);
        assert_relative_eq!(measures.mean_log.unwrap(), 1.07_f64.ln(), max_relative = 1e-12);
        assert!(measures.volatility.unwrap() < 1e-12 && measures.standard_error.unwrap() < 1e-12);
        assert_eq!((measures.n, measures.longest_run.unwrap().periods, measures.by_start.len()), (9, 8, 8));
    }

    #[test]
    fn more_gaps_than_observations_have_no_trend() {
        let sparse = series(&[("2000", 1.0), ("2003", 2.0), ("2006", 3.0)]);
        assert!(sparse.least_squares().unwrap_err().to_string().contains("of the 7 periods from 2000 to 2006 only 3"));
        assert_eq!(series(&[("2000", 1.0), ("2003", 2.0)]).least_squares().unwrap().standard_error, None);
        assert!(
            series(&[("2000", 1.0), ("2001", 0.0)]).least_squares().unwrap_err().to_string().contains("2001 is zero")
        );
        assert!(series(&[("2000", 1.0)]).least_squares().is_err());
    }

    #[test]
    fn quarters_are_held_against_the_same_quarter_a_year_before() {
        let quarters = series(&[
            ("2020-Q1", 1.0),
            ("2020-Q2", 4.0),
            ("2020-Q3", 2.0),
            ("2020-Q4", 3.0),
            ("2021-Q1", 2.0),
            ("2021-Q2", 8.0),
        ]);
        let found = quarters.log_growth().unwrap();
        assert_eq!((found.n, found.mean, found.volatility), (2, 2.0_f64.ln(), Some(0.0)));
        let run = quarters.longest_run().unwrap();
        assert_eq!((run.from.to_string(), run.to.to_string(), run.periods), ("2020-Q1".into(), "2021-Q2".into(), 2));
    }

    #[test]
    fn the_longest_run_ends_at_a_fall_and_at_a_gap() {
        let years = [
            ("2000", 1.0),
            ("2001", 2.0),
            ("2002", 3.0),
            ("2003", 2.5),
            ("2004", 3.0),
            ("2006", 4.0),
            ("2007", 5.0),
            ("2008", 6.0),
            ("2009", 7.0),
        ];
        let run = series(&years).longest_run().unwrap();
        assert_eq!((run.from.calendar_year(), run.to.calendar_year(), run.periods), (2006, 2009, 3));
        assert_eq!(series(&[("2000", 2.0), ("2001", 1.0)]).longest_run(), None);
    }

    #[test]
    fn what_is_only_projected_does_not_count() {
        let mut observations: Vec<(Period, crate::series::Observation)> =
            series(&[("2000", 1.0), ("2001", 2.0)]).iter().map(|(period, seen)| (period, seen.clone())).collect();
        let mut projected: crate::series::Observation = Amount::new(100.0).unwrap().into();
        projected.provenance.status = crate::series::Status::Projected;
        observations.push((Period::year(2002).unwrap(), projected));
        let measures = Series::new(Currency::USD, observations).unwrap().growth_measures().unwrap();
        assert_eq!((measures.n, measures.to.calendar_year(), measures.cagr.unwrap().percent()), (2, 2001, 100.0));
    }
}
