//! One call that asks everything about some targets.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::Result,
    growth,
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

/// How bad the first year is that "after a bad first year" speaks of: one in ten is as bad or worse.
const BAD_YEAR: f64 = 0.1;
/// The chance that is asked for where a year, an amount or a growth is to have one.
const LIKELY: f64 = 0.8;

/// Everything about some targets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OutlookAnswers {
    /// The version of the document's form.
    #[serde(default)]
    pub schema: Schema,
    /// How the years ahead follow from the past; none where drift and volatility were stated.
    pub method: Option<Method>,
    /// What it looks ahead from.
    pub fitted: FittedTo,
    /// The start.
    pub start: Period,
    /// The amount there.
    pub amount: Amount,
    /// The distribution of every period ahead.
    pub quantiles: Vec<FanYear>,
    /// One by one.
    pub targets: Vec<TargetAnswer>,
    /// Together, where there are two to ten.
    pub joint: Option<JointAnswer>,
}

/// Everything about one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TargetAnswer {
    /// What is to be reached.
    pub amount: Amount,
    /// By when.
    pub by: Period,
    /// Whether that was asked for; otherwise it is the last period looked at.
    pub dated: bool,
    /// Whether the start is at or above it already: then it is reached by every period.
    pub met: bool,
    /// That the total of that period itself is at or above it, whatever came before.
    pub at_horizon: Probability,
    /// That the total of some period up to then is, each looked at once.
    pub by_horizon: Probability,
    /// That the running level is at any moment up to then; only where drift and volatility were
    /// stated, from a sure start.
    pub any_moment: Option<Probability>,
    /// The chance of having arrived by each period: by its total or an earlier one's.
    pub by_period: Vec<PeriodChance>,
    /// When it is reached.
    pub arrival: ArrivalAnswer,
    /// The first period by which the chance is at least 80 %.
    pub likely_by: Option<Period>,
    /// What the total of some period up to then reaches with a chance of 80 %; none where that is no more than the start.
    pub reached_with_80: Option<Amount>,
    /// The growth a year that leads there by then.
    pub required_growth: GrowthRate,
    /// The growth a year that the median must have for a chance of 80 %, with the spread as it is; none where the target is
    /// met already, or out of all reach.
    pub growth_for_80: Option<GrowthRate>,
    /// Which share of the outlook's own distribution grows less than the target requires.
    pub percentile_of_outlook: Probability,
    /// Which share of the history's own windows of as many years grew less; none without such windows.
    pub percentile_of_history: Option<HistoryPercentile>,
    /// Which share of pairs of this size grows less, as it was known then; none where drift and volatility were stated,
    /// or amounts are not nominal dollars.
    pub percentile_of_pairs: Option<Probability>,
    /// The chances after a first year that is as bad as one in ten; none where the target's year is the first.
    pub after_bad_year: Option<AfterBadYear>,
}

/// The chance of having arrived by a period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PeriodChance {
    /// The period.
    pub period: Period,
    /// The chance.
    pub chance: Probability,
}

/// When a target is reached: by its `p50` with a chance of at least one half; none beyond the last period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArrivalAnswer {
    /// The first period by which the chance is at least 10 %.
    pub p10: Option<Period>,
    /// The median.
    pub p50: Option<Period>,
    /// By which it is at least 90 %.
    pub p90: Option<Period>,
    /// The chance of not arriving up to the last period.
    pub never: Probability,
    /// The chance of ever arriving, watched at every moment; only where drift and volatility were stated, from a
    /// sure start.
    pub ever: Option<Probability>,
}

/// How much of a history grew less than something.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HistoryPercentile {
    /// The share of windows.
    pub share: Probability,
    /// How many windows there are; they overlap, and say little where they are few.
    pub windows: usize,
}

/// What becomes of a target after a bad first year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AfterBadYear {
    /// The amount of the first year.
    pub amount: Amount,
    /// As of the target.
    pub at_horizon: Probability,
    /// As of the target.
    pub by_horizon: Probability,
}

/// What holds for several targets together, each by the total of some period up to its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct JointAnswer {
    /// That all are reached.
    pub all: Probability,
    /// That each but the first is reached, if the one before is; none where that one cannot be.
    pub given_the_one_before: Vec<Option<Probability>>,
}

impl Outlook {
    /// Everything about some targets, each to be reached by a period; without one, by the last.
    ///
    /// ```
    /// use tradepath::{Period, outlook::{Outlook, OutlookOptions}, scenario::shipped};
    ///
    /// let history = shipped("kazakhstan-uzbekistan-2021")?.history()?.up_to(Period::year(2020)?);
    /// let outlook = Outlook::fitted(history.turnover().unwrap(), &OutlookOptions::new())?;
    /// let answers = outlook.answers(&[("5B".parse()?, None), ("10B".parse()?, None)])?;
    /// assert!(answers.targets[1].by_horizon < answers.targets[0].by_horizon);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a target of zero, a period that is not ahead, or an
    /// amount that is more than a number can be.
    pub fn answers(&self, targets: &[(Amount, Option<Period>)]) -> Result<OutlookAnswers> {
        let end = self.end()?;
        let dated: Vec<(Amount, Period)> = targets.iter().map(|(amount, by)| (*amount, by.unwrap_or(end))).collect();
        let several = (2..=MOST_TARGETS).contains(&dated.len());
        let joint = if several { Some(self.together(&dated)?) } else { None };
        Ok(OutlookAnswers {
            schema: Schema::default(),
            method: self.origin().method,
            fitted: self.origin().fitted_to(),
            start: self.start(),
            amount: self.amount(),
            quantiles: self.fan()?,
            targets: targets.iter().map(|(amount, by)| self.target(*amount, *by, end)).collect::<Result<_>>()?,
            joint,
        })
    }

    fn together(&self, targets: &[(Amount, Period)]) -> Result<JointAnswer> {
        let all = self.all_reached_by(targets.iter().copied())?;
        let given = targets.windows(2).map(|pair| match targets.len() {
            2 => self.conditional(pair[0].try_into()?, pair[1].try_into()?, all),
            _ => self.second_given_first(pair[0], pair[1]),
        });
        Ok(JointAnswer { all, given_the_one_before: given.collect::<Result<_>>()? })
    }

    fn target(&self, amount: Amount, stated: Option<Period>, end: Period) -> Result<TargetAnswer> {
        let by = stated.unwrap_or(end);
        let arrival = self.arrival(amount)?;
        let years = self.year(by)?;
        let likely = Probability::rounded(LIKELY);
        let at_horizon = self.reached_in((amount, by))?;
        let origin = self.origin();
        // None of a target that is met, or that no growth can be said to lead to.
        let growth_for_80 = self.needed_growth((amount, by), likely).ok();
        let by_horizon = arrival.by_year()[years - 1];
        let approach =
            origin.walk.filter(|_| origin.sure_start).map(|walk| walk.towards(self.amount(), amount)).transpose()?;
        let any_moment = approach.map(|approach| approach.at_any_moment(years as f64)).transpose()?;
        let chances = self.periods().zip(arrival.by_year());
        Ok(TargetAnswer {
            amount,
            by,
            dated: stated.is_some(),
            met: amount <= self.amount(),
            at_horizon,
            by_horizon,
            any_moment: any_moment.map(|any| if any > by_horizon { any } else { by_horizon }),
            by_period: chances.map(|(period, chance)| PeriodChance { period, chance: *chance }).collect(),
            arrival: ArrivalAnswer { ever: approach.map(|approach| approach.ever()), ..self.arrival_answer(&arrival) },
            likely_by: self.period_of(&arrival, LIKELY),
            reached_with_80: self.amount_by_horizon(by, likely)?,
            required_growth: growth::rate(self.amount(), amount, years as f64)?,
            growth_for_80,
            percentile_of_outlook: at_horizon.complement(),
            percentile_of_history: origin.past.as_ref().and_then(|past| percentile(past, self.amount(), amount, years)),
            percentile_of_pairs: self.percentile_of_pairs(amount, by)?,
            after_bad_year: self.after_bad_year(amount, by)?,
        })
    }

    fn arrival_answer(&self, arrival: &ArrivalChances) -> ArrivalAnswer {
        let of = |chance| self.period_of(arrival, chance);
        ArrivalAnswer { p10: of(0.1), p50: of(0.5), p90: of(0.9), never: arrival.never_within(), ever: None }
    }

    fn period_of(&self, arrival: &ArrivalChances, chance: f64) -> Option<Period> {
        let years = arrival.year_of(Probability::rounded(chance))?;
        self.start().plus(years.into()).ok()
    }

    fn percentile_of_pairs(&self, amount: Amount, by: Period) -> Result<Option<Probability>> {
        let Some(calibration) = self.origin().calibration.as_ref().filter(|_| self.origin().nominal_dollars) else {
            return Ok(None);
        };
        let options =
            crate::outlook::options::OutlookOptions::new().years(self.year(by)?).calibration(calibration.clone());
        let pairs = Self::of_size(self.start(), self.amount(), &options)?;
        Ok(Some(pairs.reached_in((amount, by))?.complement()))
    }

    fn after_bad_year(&self, amount: Amount, by: Period) -> Result<Option<AfterBadYear>> {
        if self.year(by)? < 2 {
            return Ok(None);
        }
        let after = self.after_first_year(Probability::rounded(BAD_YEAR))?;
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
