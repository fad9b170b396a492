//! The distribution of an amount in each year ahead, and how one year depends on the one before.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    currency::Currency,
    error::{Error, Result, given},
    growth::Target,
    history::{ExchangeRates, Past},
    outlook::{
        calibration::Calibration,
        forecast::Forecast,
        method::{FEWEST, Method},
        options::{MOST_UNCERTAIN, OutlookOptions},
        origin::{FittedTo, Origin},
        walk::LogRandomWalk,
    },
    period::Period,
    probability::Probability,
    series::{Prices, Series},
    stats::{Crossing, Quantiles, quantile, sf},
    unit::Unit,
};

/// The most years ahead of an outlook that is fitted to a history.
const MOST_FITTED: usize = 100;
/// The most years ahead of a stated model.
const MOST_STATED: usize = 300;
/// The most years ahead for which a stated model's chances are computed to all digits.
const MOST_EXACT: usize = 100;

/// What may become of an amount, year by year.
///
/// Each year ahead has a distribution. The dependence between years is that of a random walk: the walk takes a standard
/// normal step `z` a year, and the amount of year `k` is the quantile that its distribution `F` has at the walk's score
/// (a Gaussian copula with the correlations of a random walk):
///
/// ```text
/// amount(k) = F_k^-1( Phi( (z_1 + ... + z_k) / sqrt(k) ) )
/// ```
///
/// Chances over several years follow from this without simulation: to about twelve digits for models that are stated with
/// a certain start and up to a hundred years, and to five for others.
///
/// ```
/// use tradepath::{Period, outlook::{Outlook, OutlookOptions}, scenario::shipped};
///
/// // What could be known at the end of 2016, before five billion by 2020 were promised.
/// let pledge = shipped("kazakhstan-uzbekistan-2018")?;
/// let history = pledge.history()?.up_to(Period::year(2016)?);
/// let outlook = Outlook::fitted(history.turnover().unwrap(), &OutlookOptions::new())?;
/// let chance = outlook.reached_by(("5B", "2020"))?;
/// assert!(chance.value() < 0.1, "{chance}");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "OutlookForm")]
pub struct Outlook {
    start: Period,
    amount: Amount,
    /// The distribution of the amount's logarithm in each year ahead.
    pub(crate) years: Vec<Quantiles>,
    /// How many years the walk had taken when the outlook starts: above zero after a [first
    /// year](Self::after_first_year).
    gone: f64,
    /// Where the walk stood then.
    stands: f64,
    pub(crate) rule: Rule,
    /// The standard deviation of the start's logarithm; zero where the start is certain.
    uncertain: f64,
    origin: Origin,
}

/// An outlook as it is written, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutlookForm {
    start: Period,
    amount: Amount,
    years: Vec<Quantiles>,
    gone: f64,
    stands: f64,
    rule: Rule,
    uncertain: f64,
    origin: Origin,
}

impl TryFrom<OutlookForm> for Outlook {
    type Error = Error;

    fn try_from(form: OutlookForm) -> Result<Self> {
        let OutlookForm { start, amount, years, gone, stands, rule, uncertain, origin } = form;
        let outlook = Self { start, amount, years, gone, stands, rule, uncertain, origin };
        if outlook.is_sound() {
            return Ok(outlook);
        }
        let message = "not an outlook: it needs a year, an amount above zero, 1 to 300 years of rising quantiles, and finite numbers";
        Err(Error::contradiction(message))
    }
}

/// How far an uncertain start may be off, in standard deviations, and with what weight: nodes and weights of the
/// Gauss-Hermite rule for the normal distribution with seven points (Abramowitz and Stegun, table 25.10, rescaled).
const STARTS: [(f64, f64); 7] = [
    (-3.750_439_717_725_742, 0.000_548_268_855_972_218),
    (-2.366_759_410_734_541, 0.030_757_123_967_586_5),
    (-1.154_405_394_739_968, 0.240_123_178_605_012_7),
    (0.0, 0.457_142_857_142_857_1),
    (1.154_405_394_739_968, 0.240_123_178_605_012_7),
    (2.366_759_410_734_541, 0.030_757_123_967_586_5),
    (3.750_439_717_725_742, 0.000_548_268_855_972_218),
];

/// How finely chances over several years are computed: to all digits for stated models with a certain start.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Rule {
    Exact,
    Quick,
}

impl Rule {
    pub fn crossing(self) -> Crossing {
        match self {
            Self::Exact => Crossing::EXACT,
            Self::Quick => Crossing::QUICK,
        }
    }
}

/// The calibration that comes with the crate for amounts such as a series has.
fn shipped_for(series: &Series, start: Period) -> Result<Calibration> {
    let calibration = match series.prices() {
        Prices::Nominal => Calibration::shipped(start)?,
        Prices::Real { .. } => Calibration::shipped_real(start)?,
    };
    let dollars = series.unit() == Unit::USD;
    Ok(if dollars { calibration } else { calibration.for_other_money(start.calendar_year()) })
}

impl Outlook {
    /// Fits an outlook to a series of years. It starts from the last amount. Projected amounts and amounts of zero are
    /// left out.
    ///
    /// The calibrations that come with the crate are for nominal dollars, and for dollars in the prices of one year. For a
    /// series in another currency they are used without the past of what is common to all pairs, and without comparing
    /// sizes. A [calibration](OutlookOptions::calibration) that was learned from such series is better.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a series that is not annual;
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a last amount of zero or options out of range;
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for fewer than three amounts, other than with the default
    /// method, which needs one.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{Amount, Currency, Period, Series};
    /// use tradepath::outlook::{Method, Outlook, OutlookOptions};
    ///
    /// let amounts = [
    ///     (Period::year(2019)?, Amount::new(1e9)?.into()),
    ///     (Period::year(2020)?, Amount::new(2e9)?.into()),
    /// ];
    /// let series = Series::new(Currency::USD, amounts)?;
    ///
    /// let outlook = Outlook::fitted(&series, &OutlookOptions::new())?;
    /// assert_eq!(outlook.start(), Period::year(2020)?);
    /// assert_eq!(outlook.end()?, Period::year(2030)?);
    ///
    /// // The other methods need three amounts.
    /// let theta = OutlookOptions::new().method(Method::Theta);
    /// let error = Outlook::fitted(&series, &theta).unwrap_err();
    /// assert!(error.to_string().contains("needs 3 amounts"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn fitted(series: &Series, options: &OutlookOptions) -> Result<Self> {
        options.checked(MOST_FITTED)?;
        let currency = series.unit().money_for("outlooks")?;
        let past = Past::of(series)?;
        if options.method != Method::Pooled && past.len() < FEWEST {
            let hint = format!("`{}` needs {FEWEST} amounts above zero, and there are {}", options.method, past.len());
            return Err(Error::missing("history to fit to", hint));
        }
        let Some((year, log)) = past.last() else {
            return Err(Error::missing("amount to start from", "every amount is zero"));
        };
        let start = Period::year(year)?;
        let nominal_dollars = currency == Currency::USD && *series.prices() == Prices::Nominal;
        let calibration = match &options.calibration {
            Some(calibration) => calibration.clone(),
            None => shipped_for(series, start)?,
        };
        let years: Vec<Quantiles> = if options.method == Method::Pooled {
            let ahead = calibration.ahead(past.points(), options.years);
            ahead.iter().map(|ahead| ahead.quantiles(log)).collect()
        } else {
            let forecasts = options.method.forecasts(&past, &calibration, options.years);
            forecasts.iter().map(Forecast::quantiles).collect()
        };
        // The series' own amount: the exponential of its logarithm would differ in the last digit.
        let amount = series.amount(start).map_or_else(|| Amount::new(log.exp()), Ok)?;
        let origin = Origin {
            method: Some(options.method),
            past: Some(past),
            calibration: Some(calibration),
            nominal_dollars,
            ..Origin::default()
        };
        Ok(Self::starting(start, amount, years, options, (Rule::Quick, origin)))
    }

    /// Fits an outlook to a series of years in another currency, in dollars. Each amount is converted at the average rate of
    /// its year, and the outlook is brought back at the rate of its start, which is taken to hold in later years.
    ///
    /// The calibrations that come with the crate know nominal dollars alone, so that this outlook rests on sizes and on the
    /// growth that is common to all pairs, where [`fitted`](Self::fitted) has neither. Years before the first that the rates
    /// have are left out.
    ///
    /// # Errors
    /// Those of [`fitted`](Self::fitted); [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the rates lack the
    /// currency or a year; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a series in the prices of one
    /// year.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{Series, history::ExchangeRates, outlook::{Outlook, OutlookOptions}};
    ///
    /// let pounds = Series::annual("GBP", [(2019, "17.6B"), (2020, "13.9B"), (2021, "20B")])?;
    /// let years = [(2019, 0.783), (2020, 0.779), (2021, 0.727)];
    /// let rates = ExchangeRates::of("USD", "GBP", years)?;
    /// let outlook = Outlook::fitted_in_dollars(&pounds, &rates, &OutlookOptions::new())?;
    /// assert_eq!(outlook.amount().to_string(), "20B");
    /// let dollars = outlook.fitted_to().dollars_a_unit.unwrap();
    /// assert!((dollars - 1.0 / 0.727).abs() < 1e-12);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn fitted_in_dollars(series: &Series, rates: &ExchangeRates, options: &OutlookOptions) -> Result<Self> {
        let (dollars, _) = series.converted_from_first_rate(rates, Currency::USD)?;
        let outlook = Self::fitted(&dollars, options)?;
        let rate = rates.rate(series.unit().money_for("exchange rates")?, Currency::USD, outlook.start)?;
        outlook.in_units_of(rate)
    }

    /// The same outlook in a currency of which one unit is so many dollars.
    fn in_units_of(self, dollars: f64) -> Result<Self> {
        let amount = Amount::new(self.amount.value() / dollars)?;
        let shift = -dollars.ln();
        let years = self.years.iter().map(|year| year.shifted(shift)).collect();
        let origin = Origin { dollars_a_unit: Some(dollars), ..self.origin };
        Ok(Self { amount, years, origin, ..self })
    }

    /// Looks ahead without any history, from what became of pairs whose turnover was of this size. The amount is in
    /// nominal dollars.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero or options out of range;
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a start that is not a year.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{Outlook, OutlookOptions};
    ///
    /// let options = OutlookOptions::new().years(5);
    /// let outlook = Outlook::of_size(2020, "3B", &options)?;
    /// assert_eq!(outlook.end()?.to_string(), "2025");
    /// assert!(Outlook::of_size("2020-Q1", "3B", &options).is_err());
    /// assert!(Outlook::of_size(2020, 0.0, &options).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_size(
        start: impl TryInto<Period, Error: Into<Error>>,
        amount: impl TryInto<Amount, Error: Into<Error>>,
        options: &OutlookOptions,
    ) -> Result<Self> {
        options.checked(MOST_FITTED)?;
        let (start, amount) = checked_start(given(start)?, given(amount)?)?;
        let log = amount.value().ln();
        let calibration = options.calibration.clone().map_or_else(|| Calibration::shipped(start), Ok)?;
        let ahead = calibration.ahead(&[(start.calendar_year(), log)], options.years);
        let years = ahead.iter().map(|ahead| ahead.quantiles(log)).collect();
        let origin = Origin {
            method: Some(Method::Pooled),
            calibration: Some(calibration),
            nominal_dollars: true,
            ..Origin::default()
        };
        Ok(Self::starting(start, amount, years, options, (Rule::Quick, origin)))
    }

    /// Looks ahead by a stated drift and volatility. Only the options [`years`](OutlookOptions::years) and
    /// [`uncertain_start`](OutlookOptions::uncertain_start) are used.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for an amount of zero or options out of range;
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a start that is not a year.
    ///
    /// # Examples
    ///
    /// The chances are those of the walk's own closed forms and recursion:
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let approach = walk.towards("3B", "5B")?;
    ///
    /// let (by, exact) = (outlook.reached_by(("5B", 2031))?, approach.by_horizon(10)?);
    /// assert!((by.value() - exact.value()).abs() < 1e-9);
    /// let (at, exact) = (outlook.reached_in(("5B", 2031))?, approach.at_horizon(10.0)?);
    /// assert!((at.value() - exact.value()).abs() < 1e-9);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn stated(
        walk: LogRandomWalk,
        start: impl TryInto<Period, Error: Into<Error>>,
        amount: impl TryInto<Amount, Error: Into<Error>>,
        options: &OutlookOptions,
    ) -> Result<Self> {
        options.checked(MOST_STATED)?;
        let (start, amount) = checked_start(given(start)?, given(amount)?)?;
        let log = amount.value().ln();
        let years = (1..=options.years).map(|year| {
            let deviation = walk.volatility() * (year as f64).sqrt();
            let forecast = Forecast::Normal { mean: log + walk.log_drift() * year as f64, deviation };
            forecast.quantiles()
        });
        let origin = Origin { walk: Some(walk), sure_start: options.uncertain_start == 0.0, ..Origin::default() };
        // The mean over uncertain starts has about three digits, so that more than five of each are of no use; nor are
        // twelve digits after a hundred years, which would take many seconds.
        let is_quick = options.uncertain_start > 0.0 || options.years > MOST_EXACT;
        let rule = if is_quick { Rule::Quick } else { Rule::Exact };
        Ok(Self::starting(start, amount, years.collect(), options, (rule, origin)))
    }

    fn starting(
        start: Period,
        amount: Amount,
        years: Vec<Quantiles>,
        options: &OutlookOptions,
        (rule, origin): (Rule, Origin),
    ) -> Self {
        Self { start, amount, years, gone: 0.0, stands: 0.0, uncertain: options.uncertain_start, rule, origin }
    }

    /// Whether it can be looked ahead by: what a document says may be anything.
    fn is_sound(&self) -> bool {
        let rises = |quantiles: &Quantiles| {
            let values = quantiles.values();
            values.is_sorted() && values.iter().all(|value| value.is_finite())
        };
        let numbers = [self.gone, self.stands, self.uncertain];
        self.start.require_year().is_ok()
            && self.amount > Amount::ZERO
            && (1..=MOST_STATED).contains(&self.years.len())
            && self.years.iter().all(rises)
            && numbers.iter().all(|number| number.is_finite())
            && self.gone >= 0.0
            && (0.0..=MOST_UNCERTAIN).contains(&self.uncertain)
            && self.origin.is_sound()
    }

    /// The period from which the outlook looks ahead.
    pub fn start(&self) -> Period {
        self.start
    }

    /// The amount of that period.
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// What the outlook was fitted to and learned from.
    pub fn fitted_to(&self) -> FittedTo {
        self.origin.fitted_to()
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The last period that the outlook reaches.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where that period would be after the year 9999.
    pub fn end(&self) -> Result<Period> {
        self.start.plus(self.years.len() as i64)
    }

    /// The periods ahead, the first one after the start first.
    pub fn periods(&self) -> impl Iterator<Item = Period> + '_ {
        (1..=self.years.len() as i64).map_while(|years| self.start.plus(years).ok())
    }

    /// The amount that the total of a period is below with a probability: 0.5 gives the median.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a period that is not ahead or lies beyond the last
    /// one, and where the amount is larger than a number can be, as for a probability of 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// // Without mean log growth the median stays where it starts.
    /// let walk = LogRandomWalk::of_log_growth(0.0, 0.2)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let median = outlook.quantile(2025, 0.5)?;
    /// assert!((median.value() / 3e9 - 1.0).abs() < 1e-6);
    /// assert!(outlook.quantile(2025, "10%")? < median);
    /// // The outlook ends with 2031.
    /// assert!(outlook.quantile(2032, 0.5).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn quantile(
        &self,
        period: impl TryInto<Period, Error: Into<Error>>,
        probability: impl TryInto<Probability, Error: Into<Error>>,
    ) -> Result<Amount> {
        let period: Period = given(period)?;
        let probability: Probability = given(probability)?;
        let year = self.year(period)?;
        Amount::new(self.log(year, quantile(probability.value())).exp())
    }

    /// Probability that the total of a period itself is at or above a target, whatever came before.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a target of zero, and for a period that is not ahead
    /// or lies beyond the last one.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// // In the first year "in" and "by" are the same; later "by" includes earlier years.
    /// assert!(outlook.reached_in(("5B", 2031))? < outlook.reached_by(("5B", 2031))?);
    /// assert!(outlook.reached_in(("5B", 2021)).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn reached_in(&self, target: impl TryInto<Target, Error: Into<Error>>) -> Result<Probability> {
        let target: Target = given(target)?;
        let (year, target) = (self.year(target.by())?, log_of(target.amount())?);
        let from = |off: f64| sf(self.barrier(target - off, year) / (year as f64).sqrt());
        Ok(Probability::rounded(self.over_starts(from)))
    }

    /// The outlook that follows where the first year turns out as stated: at the quantile of this probability, 0.1 for
    /// a year that is as bad as one in ten. It starts from that year.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a probability of 0 or 1, and where the outlook has
    /// no second year.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let after = outlook.after_first_year(0.1)?;
    /// assert_eq!(after.start().to_string(), "2022");
    /// assert_eq!(after.end()?.to_string(), "2031");
    /// assert!(after.reached_by(("5B", 2031))? < outlook.reached_by(("5B", 2031))?);
    /// assert!(outlook.after_first_year(0.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn after_first_year(&self, probability: impl TryInto<Probability, Error: Into<Error>>) -> Result<Self> {
        let probability: Probability = given(probability)?;
        if self.years.len() < 2 {
            return Err(Error::out_of_range(
                "the number of years",
                self.years.len(),
                "2 or more, to look on from the first",
            ));
        }
        // The score of a probability of 0 or 1 is infinite.
        let step = quantile(probability.value());
        if !step.is_finite() {
            return Err(Error::out_of_range("the probability", probability, "above 0 and below 1"));
        }
        Ok(Self {
            start: self.start.plus(1)?,
            amount: Amount::new(self.log(1, step).exp())?,
            years: self.years[1..].to_vec(),
            gone: self.gone + 1.0,
            stands: self.stands + step,
            uncertain: self.uncertain,
            rule: self.rule,
            origin: self.origin.clone(),
        })
    }

    /// The same outlook with each year's centre moved by so many log points, the first year ahead first; years beyond the
    /// last one given stay. It is what the outlook becomes where a cause has that effect.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a number that is not finite, and for more years than
    /// the outlook has.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    ///
    /// let walk = LogRandomWalk::new(0.08, 0.15)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// // A tenth more from the second year on.
    /// let moved = outlook.moved_by(&[0.0, 1.1_f64.ln(), 1.1_f64.ln()])?;
    /// let (before, after) = (outlook.quantile(2023, 0.5)?, moved.quantile(2023, 0.5)?);
    /// assert!((after.value() / before.value() - 1.1).abs() < 1e-9);
    /// assert!(moved.reached_by(("5B", 2024))? > outlook.reached_by(("5B", 2024))?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn moved_by(&self, log_points: &[f64]) -> Result<Self> {
        if log_points.len() > self.years.len() {
            let accepted = format!("at most {}, the years of the outlook", self.years.len());
            return Err(Error::out_of_range("the number of effects", log_points.len(), accepted));
        }
        if let Some(wrong) = log_points.iter().find(|effect| !effect.is_finite()) {
            return Err(Error::out_of_range("the effect of a year", wrong, "finite"));
        }
        let mut years = self.years.clone();
        for (year, effect) in years.iter_mut().zip(log_points) {
            *year = year.shifted(*effect);
        }
        Ok(Self { years, ..self.clone() })
    }

    /// The number of a period ahead, counted from 1.
    pub(crate) fn year(&self, period: Period) -> Result<usize> {
        let years = self.start.periods_until(period)?;
        usize::try_from(years).ok().filter(|year| (1..=self.years.len()).contains(year)).ok_or_else(|| {
            let last = self.end().map_or_else(|_| "the last year".to_owned(), |last| last.to_string());
            Error::out_of_range(
                "the period",
                period,
                format!("after {} and up to {last}, where the outlook ends", self.start),
            )
        })
    }

    /// The logarithm at a standard score of a year, seen from where the walk stands. An uncertain start widens the
    /// distance from the median: variances add up, which is exact for normal distributions.
    pub(crate) fn log(&self, year: usize, score: f64) -> f64 {
        let own = self.log_at(year, (year as f64).sqrt() * score);
        if self.uncertain == 0.0 {
            return own;
        }
        let median = self.log_at(year, 0.0);
        median + (own - median).hypot(self.uncertain * score).copysign(score)
    }

    /// The mean of a chance over where the start may be: `from` is given by how much the logarithm of the start is off.
    pub(crate) fn over_starts(&self, from: impl Fn(f64) -> f64) -> f64 {
        self.starts().map(|(off, weight)| weight * from(off)).sum()
    }

    /// By how much the logarithm of the start may be off, and with what weight. One entry where the start is certain.
    pub(crate) fn starts(&self) -> impl Iterator<Item = (f64, f64)> + use<> {
        let uncertain = self.uncertain;
        let sure = (uncertain == 0.0).then_some((0.0, 1.0));
        let unsure = STARTS.iter().filter(move |_| uncertain > 0.0);
        sure.into_iter().chain(unsure.map(move |(score, weight)| (uncertain * score, *weight)))
    }

    /// The logarithm of the amount in a year where the walk has moved by `place` since the start.
    pub(crate) fn log_at(&self, year: usize, place: f64) -> f64 {
        self.years[year - 1].at((self.stands + place) / (self.gone + year as f64).sqrt())
    }

    /// How far the walk must move by a year for the amount to be at or above a logarithm.
    pub(crate) fn barrier(&self, log: f64, year: usize) -> f64 {
        self.years[year - 1].score(log) * (self.gone + year as f64).sqrt() - self.stands
    }
}

/// The logarithm of a target, which must be above zero.
pub(crate) fn log_of(target: Amount) -> Result<f64> {
    Ok(target.positive("the target")?.value().ln())
}

/// A year and an amount that can be looked ahead from.
fn checked_start(start: Period, amount: Amount) -> Result<(Period, Amount)> {
    start.require_year()?;
    Ok((start, amount.positive("the start")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shipped;

    #[test]
    fn an_outlook_is_written_whole_and_read_back() {
        let history = shipped("kazakhstan-uzbekistan-2021").unwrap().history().unwrap();
        let fitted = Outlook::fitted(history.turnover().unwrap(), &OutlookOptions::new()).unwrap();
        let walk = LogRandomWalk::new(0.08, 0.15).unwrap();
        let stated = Outlook::stated(walk, 2021, "3B", &OutlookOptions::new().uncertain_start(0.1)).unwrap();
        for outlook in [fitted, stated] {
            let text = serde_json::to_string(&outlook).unwrap();
            assert_eq!(serde_json::from_str::<Outlook>(&text).unwrap(), outlook);
            let mut wrong: serde_json::Value = serde_json::from_str(&text).unwrap();
            wrong["years"] = serde_json::json!([]);
            assert!(serde_json::from_value::<Outlook>(wrong).unwrap_err().to_string().contains("not an outlook"));
        }
    }
}
