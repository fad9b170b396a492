//! A scenario evaluated period by period: the amounts, their growth, their sums and their distance to the next
//! milestone, and the table that these make as CSV or Markdown.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, ErrorKind, Result, given},
    growth::{Milestone, Shape, arrival_years, rate},
    period::{Frequency, Period},
    rate::GrowthRate,
    scenario::{
        parts,
        scenario::{Path, Scenario},
        steered::Steered,
    },
    stats::bracketed_root,
    wording::{csv_table, escape_cell, markdown_table, signed_amount},
};

/// One period of a projection, with everything that is known of it.
///
/// ```
/// let scenario = tradepath::scenario::shipped("india-china-2005")?.scenario()?;
/// let projection = scenario.project()?;
/// let first = &projection.steps()[0];
/// assert_eq!(first.amount, scenario.baseline().amount());
/// assert_eq!((first.growth, first.index), (None, 100.0));
/// // 20 billion are to be reached first.
/// assert_eq!(first.to_next_milestone, Some(20e9 - 13.6e9));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Step {
    /// The period.
    pub period: Period,
    /// The turnover.
    pub amount: Amount,
    /// The annual growth rate since the period before; none for the baseline.
    pub growth: Option<GrowthRate>,
    /// The amount in percent of the baseline's: 100 for the baseline itself.
    pub index: f64,
    /// The sum of all amounts from the baseline to this period, both included.
    pub cumulative: Amount,
    /// The next milestone less the amount, in units of currency; negative where the milestone lies lower. None once all
    /// milestones are reached.
    pub to_next_milestone: Option<f64>,
    /// The flow from the first-named economy to the second, where flows are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exports: Option<Amount>,
    /// The flow from the second-named economy to the first, where flows are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imports: Option<Amount>,
    /// Exports less imports, in units of currency: negative where imports are larger. None without flows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<f64>,
    /// The sectors in the scenario's order, where they are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<PartAmount>,
}

/// A sector's amount in one period.
///
/// ```
/// use tradepath::{Scenario, scenario::Part};
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("10B", 2030)
///     .sector(Part::new("grain", "25%".parse()?))
///     .sector(Part::new("other", "75%".parse()?))
///     .build()?;
/// let projection = scenario.project()?;
/// let grain = &projection.steps()[0].sectors[0];
/// assert_eq!((grain.name.as_str(), grain.amount.value()), ("grain", 0.75e9));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PartAmount {
    /// The sector's name.
    pub name: String,
    /// The sector's amount.
    pub amount: Amount,
}

/// A scenario period by period, from the baseline on, as [`Scenario::project`] makes it.
///
/// It iterates over its [steps](Step), and serialises as the list of them.
///
/// ```
/// let scenario = tradepath::scenario::shipped("india-china-2005")?.scenario()?;
/// let projection = scenario.project()?;
/// let last = projection.steps().last().unwrap();
/// assert_eq!(last.period.calendar_year(), 2010);
/// assert_eq!(last.amount.to_string(), "30B");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Projection {
    steps: Vec<Step>,
}

impl Scenario {
    /// The most years that [`project`](Self::project) goes on to look for milestones without a date.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// // Trade that falls never reaches the milestone.
    /// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone("5B");
    /// let projection = builder.build()?.with_rate("-7%".parse()?).project()?;
    /// let last = projection.steps().last().unwrap();
    /// let years = last.period.calendar_year() - 2021;
    /// assert_eq!(years as u32, Scenario::LONGEST_PROJECTION_YEARS);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub const LONGEST_PROJECTION_YEARS: u32 = 50;

    /// Projects the scenario period by period, from the baseline on.
    ///
    /// ```text
    /// amount(period) = baseline * multiple(years from the baseline to the period)
    /// ```
    ///
    /// The multiple is that of the scenario's flows, sectors, shape or dated legs; see [`basis`](Self::basis).
    ///
    /// The projection ends with the last milestone that has a date. Where the growth was stated, it goes on until every
    /// milestone is reached, for at most [50 years](Self::LONGEST_PROJECTION_YEARS). It is empty where neither a date
    /// nor a growth is given: see [`with_rate`](Self::with_rate).
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] where an amount is more than an `f64` holds, or the projection has more than two
    /// million figures; [`ErrorKind::NoAnswer`] where flows or sectors that state their growth come to more than the
    /// turnover.
    ///
    /// # Examples
    /// ```
    /// let pledge = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// // No milestone has a date, and no growth is stated.
    /// assert!(pledge.project()?.steps().is_empty());
    /// let projection = pledge.with_rate("7%".parse()?).project()?;
    /// assert_eq!(projection.steps().last().unwrap().period.to_string(), "2039");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn project(&self) -> Result<Projection> {
        let Some(path) = self.path()? else { return Ok(Projection::default()) };
        let periods = self.periods_to_show(&path)?;
        self.evaluate(&*path.shape, Steered::of(self, &*path.shape)?, periods)
    }

    /// Projects the scenario from the baseline up to and including the period `last`, whatever its milestones' dates
    /// are.
    ///
    /// # Errors
    /// As [`project`](Self::project); [`ErrorKind::Missing`] where neither a date nor a growth is given;
    /// [`ErrorKind::Contradiction`] where `last` is before the baseline; [`ErrorKind::MixedFrequencies`] where it is of
    /// another frequency.
    ///
    /// # Examples
    /// ```
    /// let pledge = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// assert_eq!(pledge.project_to(2030).unwrap_err().code(), "missing");
    /// let projection = pledge.with_rate("7%".parse()?).project_to(2030)?;
    /// assert_eq!(projection.steps().len(), 10);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn project_to(&self, last: impl TryInto<Period, Error: Into<Error>>) -> Result<Projection> {
        let last: Period = given(last)?;
        let path = self.path()?.ok_or_else(no_growth)?;
        self.evaluate(&*path.shape, Steered::of(self, &*path.shape)?, self.periods_until(last)?)
    }

    /// Projects the scenario with a shape of the caller's own in place of the scenario's, from the baseline up to and
    /// including the period `last`. Flows and sectors divide the turnover that the shape gives.
    ///
    /// # Errors
    /// As [`project_to`](Self::project_to); [`ErrorKind::OutOfRange`] where the shape's value is negative or not
    /// finite.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{growth::Compound, scenario::shipped};
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// let own = pledge.project_shape(&Compound::new("7%".parse()?), 2025)?;
    /// assert_eq!(own, pledge.with_rate("7%".parse()?).project_to(2025)?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn project_shape(
        &self,
        shape: &dyn Shape,
        last: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<Projection> {
        let last: Period = given(last)?;
        self.evaluate(shape, None, self.periods_until(last)?)
    }

    /// The number of periods from the baseline to `last`.
    ///
    /// # Errors
    /// `Contradiction` for an end before the baseline; `MixedFrequencies` for a period of another length.
    fn periods_until(&self, last: Period) -> Result<i64> {
        let periods = self.baseline().period().periods_until(last)?;
        if periods >= 0 {
            return Ok(periods);
        }
        Err(Error::contradiction(format!(
            "the projection is to end in {last}, before the baseline {}",
            self.baseline().period()
        )))
    }

    /// The years that a pledge without a milestone is shown for.
    const YEARS_WITHOUT_END: u32 = 10;

    /// The number of periods after the baseline that [`project`](Self::project) covers: up to the last dated milestone,
    /// and where growth was stated, up to the last arrival if that is later.
    fn periods_to_show(&self, path: &Path) -> Result<i64> {
        let start = self.baseline();
        let dated = self.route().dated().last().map_or(Ok(0), |(by, ..)| start.period().periods_until(by))?;
        if !path.stated {
            return Ok(dated);
        }
        let horizon = f64::from(Self::LONGEST_PROJECTION_YEARS);
        let arrival = |amount: Amount| arrival_years(&*path.shape, amount.value() / start.amount().value(), horizon);
        let latest = self.milestones().iter().map(|milestone| arrival(milestone.amount()).unwrap_or(horizon));
        // A growth without an end is shown for some years.
        let latest = latest.chain(self.milestones().is_empty().then_some(f64::from(Self::YEARS_WITHOUT_END)));
        let per_year = f64::from(start.period().frequency().per_year());
        // At most 50 years of 12 months. The small amount taken off keeps an arrival that is late by rounding in its
        // period.
        let reached = (latest.fold(0.0, f64::max) * per_year - 1e-9).ceil() as i64;
        Ok(dated.max(reached))
    }

    /// Evaluates a shape for the baseline and the given number of periods after it. The size is checked first, so that
    /// a horizon of millions of periods is refused and does not fill the memory.
    fn evaluate(&self, shape: &dyn Shape, steered: Option<Steered>, periods: i64) -> Result<Projection> {
        let figures = (periods.unsigned_abs() as usize).saturating_mul(self.sectors().len() + 4);
        if figures > MOST_FIGURES {
            let given = format!("{periods} periods of {} sectors", self.sectors().len());
            return Err(Error::out_of_range("the projection", given, format!("at most {MOST_FIGURES} figures in all")));
        }
        let mut projection = Projection::default();
        for at in 0..=periods {
            let step = self.step((shape, steered.as_ref()), at, projection.steps.last())?;
            projection.steps.push(step);
        }
        projection.measure_distances(self);
        Ok(projection)
    }

    /// The figures of the period `at` periods after the baseline, given those of the period before it. The distance to
    /// the next milestone needs all periods, and is filled in afterwards.
    fn step(&self, (shape, steered): (&dyn Shape, Option<&Steered>), at: i64, before: Option<&Step>) -> Result<Step> {
        let start = self.baseline();
        let (period, baseline) = (start.period().plus(at)?, start.amount().value());
        let years = period.frequency().years(at);
        // The baseline is itself, whatever a caller's shape says.
        let multiple = if at == 0 { 1.0 } else { shape.multiple(years) };
        // An amount out of range is reported with its period and value.
        let place = |error: Error| match error.kind() {
            ErrorKind::OutOfRange { .. } => {
                Error::out_of_range(format!("the amount of {period}"), baseline * multiple, "zero or more, and finite")
            }
            _ => error,
        };
        let amount = Amount::new(baseline * multiple).map_err(place)?;
        let growth = |before: &Step| rate(before.amount, amount, period.frequency().years(1)).ok();
        let cumulative = before.map_or(0.0, |before| before.cumulative.value()) + amount.value();
        let flows = self
            .flows()
            .map(|flows| match steered {
                Some(steered) => steered.flows(amount.value(), years),
                None => parts::amounts(&flows.parts(), baseline, amount.value(), years),
            })
            .transpose()
            .map_err(|error| error.at_key("flows"))?;
        let sectors =
            parts::amounts(self.sectors(), baseline, amount.value(), years).map_err(|error| error.at_key("sector"))?;
        let named = self.sectors().iter().zip(sectors);
        let sectors =
            named.map(|(part, amount)| Ok(PartAmount { name: part.name.clone(), amount: Amount::new(amount)? }));
        let flow = |nth: usize| flows.as_ref().map(|flows| Amount::new(flows[nth])).transpose();
        Ok(Step {
            period,
            amount,
            growth: before.and_then(growth),
            index: finite_index(multiple * 100.0)?,
            cumulative: Amount::new(cumulative)
                .map_err(|_| Error::out_of_range(format!("the total up to {period}"), cumulative, "finite"))?,
            to_next_milestone: None,
            exports: flow(0)?,
            imports: flow(1)?,
            balance: flows.as_ref().map(|flows| without_residue(flows[0] - flows[1], amount.value())),
            sectors: sectors.collect::<Result<_>>()?,
        })
    }
}

/// A balance of the turnover's rounding alone is none.
fn without_residue(balance: f64, turnover: f64) -> f64 {
    if balance.abs() <= 1e-12 * turnover { 0.0 } else { balance }
}

/// The moment at which a scenario's own path reaches a milestone. It says two things: the first whole period whose
/// amount is there, and where within that period the path crosses the amount.
///
/// ```
/// use tradepath::Scenario;
///
/// let builder = Scenario::builder("KAZ-UZB").baseline(2021, "$3B");
/// let scenario = builder.milestone_by("10B", 2030).build()?;
/// let arrivals = scenario.route_arrivals(&scenario.project()?)?;
/// assert_eq!(arrivals[0].amount.to_string(), "10B");
/// assert_eq!(arrivals[0].period.unwrap().to_string(), "2030");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RouteArrival {
    /// The milestone's amount.
    pub amount: Amount,
    /// The first period whose amount reaches it; none where the projection ends before.
    pub period: Option<Period>,
    /// Years from the baseline to the moment at which the path crosses the amount; none where there is no such period.
    pub years: Option<f64>,
}

impl Scenario {
    /// The arrival at each milestone by the scenario's own path, as far as its `projection` goes. There is one entry
    /// for each milestone, in order.
    ///
    /// Between two dated milestones the moment is interpolated by the shape. The list is empty where nothing determines
    /// how the amount moves.
    ///
    /// # Errors
    /// As [`project`](Self::project).
    ///
    /// # Examples
    /// ```
    /// let pledge = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021-by-2030")?;
    /// let scenario = pledge.scenario()?;
    /// let arrivals = scenario.route_arrivals(&scenario.project()?)?;
    /// let periods: Vec<String> =
    ///     arrivals.iter().filter_map(|at| Some(at.period?.to_string())).collect();
    /// assert_eq!(periods, ["2025", "2030"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn route_arrivals(&self, projection: &Projection) -> Result<Vec<RouteArrival>> {
        let Some(path) = self.path()? else { return Ok(Vec::new()) };
        let start = self.baseline().amount().value();
        // The highest (or lowest) amount up to each period. It never turns back, so that the first period to reach a
        // milestone is found by bisection.
        let furthest = |further: fn(f64, f64) -> f64| {
            let mut so_far = start;
            let steps = projection.steps.iter();
            steps
                .map(|step| {
                    so_far = further(so_far, step.amount.value());
                    so_far
                })
                .collect::<Vec<f64>>()
        };
        let (highest, lowest) = (furthest(f64::max), furthest(f64::min));
        let arrival = |milestone: &Milestone| {
            let target = milestone.amount();
            let furthest = if target.value() >= start { &highest } else { &lowest };
            let short =
                |amount: &f64| Amount::new(*amount).is_ok_and(|amount| !self.route().is_reached(target, amount));
            let first = furthest.partition_point(short);
            let period = projection.steps.get(first).map(|step| step.period);
            let years = period.map(|_| self.crossing(&*path.shape, target.value() / start, first));
            RouteArrival { amount: target, period, years }
        };
        Ok(self.milestones().iter().map(arrival).collect())
    }

    /// The moment, in years since the baseline, at which a shape crosses a multiple of the baseline within a period.
    /// The period is counted from the baseline, and is the first one whose amount is there. Where no crossing is found
    /// inside it, the period's end is returned.
    fn crossing(&self, shape: &dyn Shape, multiple: f64, period: usize) -> f64 {
        let frequency = self.baseline().period().frequency();
        let after = frequency.years(period as i64);
        let before = frequency.years(period.saturating_sub(1) as i64);
        bracketed_root(|years| shape.multiple(years) - multiple, before, after).unwrap_or(after)
    }
}

/// The index, or the error for one that is too large for a number.
fn finite_index(index: f64) -> Result<f64> {
    if index.is_finite() { Ok(index) } else { Err(Error::out_of_range("the index (baseline = 100)", index, "finite")) }
}

/// The most figures that a projection holds: its periods times the figures of each. Two million are far more than any
/// pledge has, and still fit in memory.
const MOST_FIGURES: usize = 2_000_000;

/// The error of a scenario whose amount cannot be projected: it has no dated milestone, no shape and no growth.
fn no_growth() -> Error {
    Error::missing(
        "growth rate",
        "no milestone has a date and no shape or rate is given; state a rate to see when the milestones are reached",
    )
}

/// Goes through the steps in order of time.
///
/// ```
/// let scenario = tradepath::scenario::shipped("india-china-2005")?.scenario()?;
/// let projection = scenario.project()?;
/// let mut total = 0.0;
/// for step in &projection {
///     total += step.amount.value();
/// }
/// let cumulative = projection.steps().last().unwrap().cumulative.value();
/// assert!((total / cumulative - 1.0).abs() < 1e-12);
/// # Ok::<(), tradepath::Error>(())
/// ```
impl<'p> IntoIterator for &'p Projection {
    type Item = &'p Step;
    type IntoIter = std::slice::Iter<'p, Step>;

    fn into_iter(self) -> Self::IntoIter {
        self.steps.iter()
    }
}

impl Projection {
    /// The periods in order of time, the baseline first. Empty where nothing determines the growth.
    ///
    /// ```
    /// let scenario = tradepath::scenario::shipped("india-china-2005")?.scenario()?;
    /// let projection = scenario.project()?;
    /// // The baseline of 2004, and the years up to the last milestone in 2010.
    /// assert_eq!(projection.steps().len(), 7);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The figures of one period; none where the projection does not have it.
    ///
    /// ```
    /// use tradepath::Period;
    ///
    /// let scenario = tradepath::scenario::shipped("india-china-2005")?.scenario()?;
    /// let projection = scenario.project()?;
    /// assert_eq!(projection.at(Period::year(2008)?).unwrap().amount.to_string(), "20B");
    /// assert_eq!(projection.at(Period::year(2011)?), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn at(&self, period: Period) -> Option<&Step> {
        self.steps.iter().find(|step| step.period == period)
    }

    /// Fills in the distance to the next milestone. Milestones are reached in their order: one that was passed stays
    /// passed, even where the amount falls below it again.
    fn measure_distances(&mut self, scenario: &Scenario) {
        let route = scenario.route();
        let mut milestones = scenario.milestones().iter().map(Milestone::amount);
        let mut next = milestones.next();
        for step in &mut self.steps {
            while next.is_some_and(|target| route.is_reached(target, step.amount)) {
                next = milestones.next();
            }
            step.to_next_milestone = next.map(|target| target.value() - step.amount.value());
        }
    }

    /// The columns that not every table has: whether the projection has flows, and the names of its sectors. All steps
    /// have the same ones, so that the first is looked at.
    fn optional_columns(&self) -> (bool, Vec<&str>) {
        let first = self.steps.first();
        let sectors = first.map(|step| step.sectors.iter().map(|sector| sector.name.as_str()).collect());
        (first.is_some_and(|step| step.exports.is_some()), sectors.unwrap_or_default())
    }

    /// The projection as CSV: a header and one row a period. Amounts are in units of currency, rates are fractions, and
    /// what is not known is an empty field.
    ///
    /// Columns for exports, imports and the balance follow where the scenario gives flows, then one column for each
    /// sector.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where the text cannot be written.
    ///
    /// # Examples
    /// ```
    /// let scenario = tradepath::scenario::shipped("india-china-2005")?.scenario()?;
    /// let csv = scenario.project()?.to_csv()?;
    /// assert!(csv.starts_with("period,amount,growth,index,cumulative,to_next_milestone\n"));
    /// // A header, and the years 2004 to 2010.
    /// assert_eq!(csv.lines().count(), 8);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_csv(&self) -> Result<String> {
        let (has_flows, sectors) = self.optional_columns();
        let mut header = vec!["period", "amount", "growth", "index", "cumulative", "to_next_milestone"];
        header.extend(has_flows.then_some(["exports", "imports", "balance"]).iter().flatten());
        header.extend(&sectors);
        let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        let rows = self.steps.iter().map(|step| {
            let mut row = vec![
                step.period.to_string(),
                step.amount.value().to_string(),
                number(step.growth.map(GrowthRate::effective)),
                step.index.to_string(),
                step.cumulative.value().to_string(),
                number(step.to_next_milestone),
            ];
            if has_flows {
                row.extend(
                    [step.exports.map(Amount::value), step.imports.map(Amount::value), step.balance].map(number),
                );
            }
            row.extend(step.sectors.iter().map(|sector| sector.amount.value().to_string()));
            row
        });
        csv_table(&header, rows)
    }

    /// The projection as a Markdown table to read: amounts with three digits and a scale, growth in percent, and the
    /// word `reached` once all milestones are passed. The columns are those of [`to_csv`](Self::to_csv).
    ///
    /// ```
    /// let scenario = tradepath::scenario::shipped("india-china-2005")?.scenario()?;
    /// let table = scenario.project()?.to_markdown();
    /// assert!(table.starts_with("| Period | Amount | Growth |"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn to_markdown(&self) -> String {
        let (has_flows, sectors) = self.optional_columns();
        // Beside quarters and months, growth is a year's all the same.
        let by_year = self.steps.first().is_none_or(|step| step.period.frequency() == Frequency::Annual);
        let growth = if by_year { "Growth" } else { "Growth a year" };
        // Where nothing is left to reach from the start, there is nothing to say of it.
        let has_ahead = self.steps.iter().any(|step| step.to_next_milestone.is_some());
        let mut header = vec!["Period", "Amount", growth, "Index", "Cumulative"];
        header.extend(has_ahead.then_some("To next milestone"));
        header.extend(has_flows.then_some(["Exports", "Imports", "Balance"]).iter().flatten());
        let sectors: Vec<String> = sectors.iter().map(|name| escape_cell(name)).collect();
        header.extend(sectors.iter().map(String::as_str));
        let amount = |amount: Option<Amount>| amount.map_or(String::new(), |amount| amount.to_string());
        let rows = self.steps.iter().map(|step| {
            let mut row = vec![
                step.period.to_string(),
                step.amount.to_string(),
                step.growth.map_or(String::new(), |growth| growth.to_string()),
                format!("{:.1}", step.index),
                step.cumulative.to_string(),
            ];
            row.extend(has_ahead.then(|| step.to_next_milestone.map_or("reached".to_owned(), signed_amount)));
            if has_flows {
                row.extend([
                    amount(step.exports),
                    amount(step.imports),
                    step.balance.map_or(String::new(), signed_amount),
                ]);
            }
            row.extend(step.sectors.iter().map(|sector| sector.amount.to_string()));
            row
        });
        markdown_table(&header, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::Compound;

    fn scenario(rest: &str) -> Result<Scenario> {
        let text = format!(
            "pair = ['KAZ', 'UZB']\ncurrency = 'USD'\n{rest}\n[baseline]\nperiod = 2021\namount = '3B'\n[[milestone]]\namount = '5B'\n[[milestone]]\namount = '10B'\nby = 2030\n"
        );
        Scenario::from_toml(&text, "test.toml")
    }

    #[test]
    fn a_projection_ends_on_the_last_date_and_says_what_is_missing() {
        let projection = scenario("").unwrap().project().unwrap();
        assert_eq!(projection.steps().len(), 10);
        let first = &projection.steps()[0];
        assert_eq!((first.growth, first.index, first.to_next_milestone), (None, 100.0, Some(2e9)));
        let last = projection.steps().last().unwrap();
        assert_eq!((last.amount.value(), last.to_next_milestone), (10e9, None));
        let passed = projection.steps().iter().find(|step| step.amount.value() >= 5e9).unwrap();
        assert_eq!(passed.to_next_milestone, Some(10e9 - passed.amount.value()));
        let sum: f64 = projection.steps().iter().map(|step| step.amount.value()).sum();
        approx::assert_relative_eq!(last.cumulative.value(), sum, max_relative = 1e-14);
    }

    #[test]
    fn a_stated_growth_goes_on_until_every_milestone_is_reached() {
        let steps = scenario("").unwrap().with_rate("7%".parse().unwrap()).project().unwrap();
        assert_eq!(steps.steps().last().unwrap().period.to_string(), "2039");
        let shrinking = scenario("").unwrap().with_rate("-7%".parse().unwrap()).project().unwrap();
        assert_eq!(shrinking.steps().last().unwrap().period.to_string(), "2071");
    }

    #[test]
    fn flows_fill_the_turnover() {
        let flows = "flows = { exports = '2.2B', imports = '0.8B', imports_growth = '5%' }";
        for step in scenario(flows).unwrap().project().unwrap().steps() {
            let (exports, imports) = (step.exports.unwrap().value(), step.imports.unwrap().value());
            approx::assert_relative_eq!(exports + imports, step.amount.value(), max_relative = 1e-14);
            approx::assert_relative_eq!(step.balance.unwrap(), exports - imports, max_relative = 1e-14);
        }
    }

    #[test]
    fn parts_that_all_grow_by_themselves_make_the_path() {
        let sectors = "sector = [{ name = 'grain', share = '40%', growth = '10%' }, { name = 'other', share = 0.6, growth = 0.05 }]";
        let projection = scenario(sectors).unwrap().project_to(Period::year(2023).unwrap()).unwrap();
        let step = &projection.steps()[2];
        approx::assert_relative_eq!(step.amount.value(), 3e9 * (0.4 * 1.21 + 0.6 * 1.1025), max_relative = 1e-14);
        assert!(
            scenario(&format!("shape = 'smooth'\n{sectors}")).unwrap_err().to_string().contains("given more than once")
        );
    }

    #[test]
    fn an_own_shape_is_checked_while_it_is_evaluated() {
        #[derive(Debug)]
        struct Wrong;
        impl Shape for Wrong {
            fn multiple(&self, _: f64) -> f64 {
                f64::NAN
            }
        }
        let to = Period::year(2025).unwrap();
        let scenario = scenario("").unwrap();
        let message = scenario.project_shape(&Wrong, to).unwrap_err().to_string();
        assert!(message.contains("the amount of 2022 is NaN"), "{message}");
        let own = scenario.project_shape(&Compound::new("7%".parse().unwrap()), to).unwrap();
        assert_eq!(own, scenario.with_rate("7%".parse().unwrap()).project_to(to).unwrap());
    }

    #[test]
    fn tables_have_a_row_a_period() {
        let projection = scenario("flows = { exports = '2.2B', imports = '0.8B' }").unwrap().project().unwrap();
        let csv = projection.to_csv().unwrap();
        assert!(csv.starts_with("period,amount,growth,index,cumulative,to_next_milestone,exports,imports,balance\n2021,3000000000,,100,3000000000,2000000000,2200000000,800000000,1400000000\n"), "{csv}");
        assert_eq!(csv.lines().count(), 11);
        let markdown = projection.to_markdown();
        assert!(markdown.starts_with("| Period | Amount | Growth |"), "{markdown}");
        assert!(markdown.contains("| 2030   |    10B |  14.3% | 333.3 |"), "{markdown}");
    }

    #[test]
    fn a_projection_cannot_end_before_it_begins() {
        assert!(scenario("").unwrap().project_to(Period::year(2020).unwrap()).is_err());
        assert!(scenario("").unwrap().project_to(Period::month(2030, 1).unwrap()).is_err());
    }
}
