//! One call that answers every question about some targets.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    growth::{self, Milestone},
    history::Past,
    outlook::{
        arrival::ArrivalChances, chances::MOST_TARGETS, fan::FanYear, method::Method, origin::FittedTo,
        outlook::Outlook,
    },
    period::Period,
    probability::Probability,
    rate::GrowthRate,
    schema::Schema,
};

/// The probability of a first year as bad as the one that "after a bad first year" speaks of, or worse.
const BAD_YEAR: f64 = 0.1;
/// The chance that a year, an amount or a growth rate is sought for.
const LIKELY: f64 = 0.8;

/// Every answer about some targets: see [`Outlook::answers`]. It serialises with serde.
///
/// ```
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
///
/// let walk = LogRandomWalk::new(0.08, 0.15)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
/// let answers = outlook.answers([("5B", 2026)])?;
/// assert_eq!((answers.quantiles.len(), answers.targets.len()), (10, 1));
/// // Nothing was fitted, and one target has no other to be answered with.
/// assert!(answers.method.is_none() && answers.joint.is_none());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OutlookAnswers {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// The method; none where drift and volatility were stated.
    pub method: Option<Method>,
    /// What the outlook was made from.
    pub fitted: FittedTo,
    /// The period from which the outlook looks ahead.
    pub start: Period,
    /// The amount of that period.
    pub amount: Amount,
    /// The quantiles of every period ahead.
    pub quantiles: Vec<FanYear>,
    /// The answer about each target, in the order in which they were given.
    pub targets: Vec<TargetAnswer>,
    /// The answer about all targets together; only for two to ten of them.
    pub joint: Option<JointAnswer>,
}

/// Every answer about one target.
///
/// ```
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
///
/// let walk = LogRandomWalk::new(0.08, 0.15)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
/// let five = &outlook.answers([("5B", 2026)])?.targets[0];
/// assert!(five.dated && !five.met);
/// // In the year, by the year, at any moment: each includes the one before.
/// assert!(five.at_horizon <= five.by_horizon);
/// assert!(five.by_horizon <= five.any_moment.unwrap());
/// // From 3 to 5 billion in five years takes 10.8 % a year.
/// assert_eq!(five.required_growth.to_string(), "10.8%");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TargetAnswer {
    /// The amount to reach.
    pub amount: Amount,
    /// The period by which to reach it.
    pub by: Period,
    /// Whether that period was asked for. Otherwise it is the last one of the outlook.
    pub dated: bool,
    /// Whether the start is at or above the target already. It then counts as reached by every period.
    pub met: bool,
    /// Probability that the total of the target's period itself is at or above the target, whatever came before.
    pub at_horizon: Probability,
    /// Probability that at least one annual total up to and including that period is at or above the target.
    pub by_horizon: Probability,
    /// Probability that the running level is at or above the target at any moment up to then. Only where drift and
    /// volatility were stated, from a start that is certain.
    pub any_moment: Option<Probability>,
    /// By period, the chance of having arrived: by its own total or by an earlier one.
    pub by_period: Vec<PeriodChance>,
    /// When the target is reached.
    pub arrival: ArrivalAnswer,
    /// The first period by which the chance is at least 80 %; none within the outlook.
    pub likely_by: Option<Period>,
    /// The amount that at least one annual total up to and including the target's period reaches with a chance of 80 %.
    /// None where that would not be above the start.
    pub reached_with_80: Option<Amount>,
    /// The constant growth a year that leads from the start to the target by its period.
    pub required_growth: GrowthRate,
    /// The growth a year that the median must have for a chance of 80 %, where the spread stays as it is. None where
    /// the start reaches the target already, or where no growth gives that chance.
    pub growth_for_80: Option<GrowthRate>,
    /// The probability, by this outlook, of growing less than the target requires.
    pub percentile_of_outlook: Probability,
    /// The share of the history's own windows of as many years that grew less than the target requires. None where the
    /// history has no such window.
    pub percentile_of_history: Option<HistoryPercentile>,
    /// The share of pairs of this size that grow less than the target requires, as it was known at the start. None
    /// where drift and volatility were stated, or where amounts are not nominal dollars.
    pub percentile_of_pairs: Option<Probability>,
    /// The chances after a first year that is as bad as one in ten. None where the target's period is the first one
    /// ahead.
    pub after_bad_year: Option<AfterBadYear>,
}

/// The chance of having arrived by a period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PeriodChance {
    /// The period.
    pub period: Period,
    /// The chance of having arrived by its total or an earlier one.
    pub chance: Probability,
}

/// The distribution of the period of arrival. None stands for a period beyond the last one of the outlook.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArrivalAnswer {
    /// The first period by which the chance of having arrived is at least 10 %.
    pub p10: Option<Period>,
    /// The median: the first period by which the chance is at least 50 %.
    pub p50: Option<Period>,
    /// The first period by which the chance is at least 90 %.
    pub p90: Option<Period>,
    /// The probability of not arriving up to the last period.
    pub never: Probability,
    /// The probability of ever arriving, watched at every moment. Only where drift and volatility were stated, from a
    /// start that is certain.
    pub ever: Option<Probability>,
}

/// The share of a history's windows that grew less than a target requires.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HistoryPercentile {
    /// The share of windows.
    pub share: Probability,
    /// The number of windows. They overlap, and say little where they are few.
    pub windows: usize,
}

/// The chances of a target after a bad first year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AfterBadYear {
    /// The amount of the bad first year.
    pub amount: Amount,
    /// Probability that the total of the target's period itself is at or above the target.
    pub at_horizon: Probability,
    /// Probability that at least one annual total up to and including that period is at or above the target. One where
    /// the start reaches the target already.
    pub by_horizon: Probability,
}

/// The chances of several targets together, each by its own period or an earlier one.
///
/// ```
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
///
/// let walk = LogRandomWalk::new(0.08, 0.15)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
/// let joint = outlook.answers([("5B", 2026), ("10B", 2031)])?.joint.unwrap();
/// // One chance for the second target, given the first.
/// assert_eq!(joint.given_the_one_before.len(), 1);
/// assert!(joint.all < joint.given_the_one_before[0].unwrap());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct JointAnswer {
    /// Probability that all targets are reached.
    pub all: Probability,
    /// For each target but the first, the probability that it is reached given that the one before it is. None where
    /// the one before is reached less than once in a billion times.
    pub given_the_one_before: Vec<Option<Probability>>,
}

impl Outlook {
    /// Answers every question about some targets. A target without a period is to be reached by the last one.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a target of zero, a period that is not ahead, or an
    /// amount that is larger than a number can be.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{Period, outlook::{Outlook, OutlookOptions}, scenario::shipped};
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021")?;
    /// let history = pledge.history()?.up_to(Period::year(2020)?);
    /// let outlook = Outlook::fitted(history.turnover().unwrap(), &OutlookOptions::new())?;
    /// let answers = outlook.answers(["5B", "10B"])?;
    ///
    /// let [five, ten] = &answers.targets[..] else { panic!("one answer for each target") };
    /// assert!(ten.by_horizon < five.by_horizon);
    /// // Neither target had a date, so that both are looked at by the last period.
    /// assert!(!five.dated && five.by == outlook.end()?);
    /// // Two targets are answered together as well.
    /// assert!(answers.joint.unwrap().all <= ten.by_horizon);
    ///
    /// assert!(outlook.answers([0.0]).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn answers<M>(&self, targets: impl IntoIterator<Item = M>) -> Result<OutlookAnswers>
    where
        M: TryInto<Milestone, Error: Into<Error>>,
    {
        let end = self.end()?;
        let targets: Vec<Milestone> = targets.into_iter().map(given).collect::<Result<_>>()?;
        let arrivals = self.arrivals(&targets)?;
        let dated: Vec<(Amount, Period)> =
            targets.iter().map(|target| (target.amount(), target.by().unwrap_or(end))).collect();
        let several = (2..=MOST_TARGETS).contains(&dated.len());
        let joint = if several { Some(self.together(&dated)?) } else { None };
        let answers = targets.iter().zip(&arrivals).map(|(target, arrival)| self.target(target, arrival, end));
        let answers = answers.collect::<Result<Vec<TargetAnswer>>>()?;
        let least = answers.iter().map(|answer| answer.by_horizon).fold(Probability::CERTAIN, Probability::min);
        Ok(OutlookAnswers {
            schema: Schema::default(),
            method: self.origin().method,
            fitted: self.origin().fitted_to(),
            start: self.start(),
            amount: self.amount(),
            quantiles: self.fan()?,
            targets: answers,
            joint: joint.map(|joint| JointAnswer { all: joint.all.min(least), ..joint }),
        })
    }

    /// When each target is reached. Numeric integration leaves rounding: no target is reached more often than one below
    /// it.
    fn arrivals(&self, targets: &[Milestone]) -> Result<Vec<ArrivalChances>> {
        let mut chances = targets
            .iter()
            .map(|target| Ok(self.arrival(target.amount())?.by_year().to_vec()))
            .collect::<Result<Vec<Vec<Probability>>>>()?;
        let mut rising: Vec<usize> = (0..targets.len()).collect();
        rising.sort_by_key(|at| targets[*at].amount());
        for two in rising.windows(2) {
            let lower = chances[two[0]].clone();
            let higher = chances[two[1]].iter_mut().zip(lower);
            higher.for_each(|(chance, lower)| *chance = lower.min(*chance));
        }
        Ok(chances.into_iter().map(ArrivalChances::of).collect())
    }

    /// The chances of several targets together.
    fn together(&self, targets: &[(Amount, Period)]) -> Result<JointAnswer> {
        let all = self.all_reached_by(targets.iter().copied())?;
        let given = targets.windows(2).map(|pair| match targets.len() {
            // Of two targets the chance of both is known already.
            2 => self.conditional(pair[0].try_into()?, pair[1].try_into()?, all),
            _ => self.second_given_first(pair[0], pair[1]),
        });
        Ok(JointAnswer { all, given_the_one_before: given.collect::<Result<_>>()? })
    }

    /// Every answer about one target.
    fn target(&self, target: &Milestone, arrival: &ArrivalChances, end: Period) -> Result<TargetAnswer> {
        let (amount, by) = (target.amount(), target.by().unwrap_or(end));
        let years = self.year(by)?;
        let likely = Probability::rounded(LIKELY);
        let at_horizon = self.reached_in((amount, by))?;
        let origin = self.origin();
        // Other answers stand where this one has none: for a target that is met, or one that no growth gives that
        // chance.
        let growth_for_80 = self.needed_growth((amount, by), likely).ok();
        let by_horizon = arrival.by_year()[years - 1];
        // By a year a target is reached no less often than in that year alone; rounding must not say otherwise.
        let at_horizon = at_horizon.min(by_horizon);
        let approach =
            origin.walk.filter(|_| origin.sure_start).map(|walk| walk.towards(self.amount(), amount)).transpose()?;
        let any_moment = approach.map(|approach| approach.at_any_moment(years as f64)).transpose()?;
        let chances = self.periods().zip(arrival.by_year());
        Ok(TargetAnswer {
            amount,
            by,
            dated: target.by().is_some(),
            met: amount <= self.amount(),
            at_horizon,
            by_horizon,
            // Watched all the time a target is reached no less often than once a year; rounding must not say otherwise.
            any_moment: any_moment.map(|any| if any > by_horizon { any } else { by_horizon }),
            by_period: chances.map(|(period, chance)| PeriodChance { period, chance: *chance }).collect(),
            arrival: ArrivalAnswer { ever: approach.map(|approach| approach.ever()), ..self.arrival_answer(arrival) },
            likely_by: self.period_of(arrival, LIKELY),
            reached_with_80: self.amount_by_horizon(by, likely)?,
            required_growth: growth::rate(self.amount(), amount, years as f64)?,
            growth_for_80,
            percentile_of_outlook: at_horizon.complement(),
            percentile_of_history: origin.past.as_ref().and_then(|past| percentile(past, self.amount(), amount, years)),
            percentile_of_pairs: self.percentile_of_pairs(amount, by)?,
            after_bad_year: self.after_bad_year(amount, by)?,
        })
    }

    /// The periods by which arrival has a chance of 10, 50 and 90 %.
    fn arrival_answer(&self, arrival: &ArrivalChances) -> ArrivalAnswer {
        let of = |chance| self.period_of(arrival, chance);
        ArrivalAnswer { p10: of(0.1), p50: of(0.5), p90: of(0.9), never: arrival.never_within(), ever: None }
    }

    /// The first period by which arrival has a chance.
    fn period_of(&self, arrival: &ArrivalChances, chance: f64) -> Option<Period> {
        let years = arrival.year_of(Probability::rounded(chance))?;
        self.start().plus(years.into()).ok()
    }

    /// The share of pairs of this size that grow less than a target requires.
    fn percentile_of_pairs(&self, amount: Amount, by: Period) -> Result<Option<Probability>> {
        let Some(calibration) = self.origin().calibration.as_ref().filter(|_| self.origin().nominal_dollars) else {
            return Ok(None);
        };
        let options =
            crate::outlook::options::OutlookOptions::new().years(self.year(by)?).calibration(calibration.clone());
        // Sizes are in dollars.
        let dollars = |amount: Amount| Amount::new(amount.value() * self.origin().dollars_a_unit.unwrap_or(1.0));
        let pairs = Self::of_size(self.start(), dollars(self.amount())?, &options)?;
        Ok(Some(pairs.reached_in((dollars(amount)?, by))?.complement()))
    }

    /// The chances of a target after a first year as bad as one in ten.
    fn after_bad_year(&self, amount: Amount, by: Period) -> Result<Option<AfterBadYear>> {
        if self.year(by)? < 2 {
            return Ok(None);
        }
        let after = self.after_first_year(Probability::rounded(BAD_YEAR))?;
        // A target that the start reaches stays reached, also where the bad year falls short of it.
        let met = amount <= self.amount();
        let by_horizon = if met { Probability::CERTAIN } else { after.reached_by((amount, by))? };
        let at_horizon = after.reached_in((amount, by))?;
        Ok(Some(AfterBadYear { amount: after.amount(), at_horizon, by_horizon }))
    }
}

/// The share of a history's windows of so many years that grew less than from one amount to another.
fn percentile(past: &Past, from: Amount, to: Amount, years: usize) -> Option<HistoryPercentile> {
    let needed = to.value().ln() - from.value().ln();
    let years = i32::try_from(years).ok()?;
    let growths = past.points().iter().filter_map(|(year, log)| Some(past.in_year(year + years)? - log));
    let growths: Vec<f64> = growths.collect();
    let less = growths.iter().filter(|growth| **growth < needed).count();
    let windows = growths.len();
    (windows > 0).then(|| HistoryPercentile { share: Probability::rounded(less as f64 / windows as f64), windows })
}
