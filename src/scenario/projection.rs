//! A scenario evaluated period by period.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, ErrorKind, Result, given},
    growth::{Milestone, Shape, arrival_years, rate},
    period::Period,
    rate::GrowthRate,
    scenario::{
        parts,
        scenario::{Path, Scenario},
    },
    stats::bracketed_root,
    wording::{csv_table, markdown_table, signed_amount},
};

/// One period of a projection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Step {
    /// The period.
    pub period: Period,
    /// The turnover.
    pub amount: Amount,
    /// The growth since the period before, a year; none for the baseline.
    pub growth: Option<GrowthRate>,
    /// The amount in percent of the baseline's.
    pub index: f64,
    /// All amounts from the baseline to this period added.
    pub cumulative: Amount,
    /// What is missing to the next milestone, negative where that lies lower; none when all are reached.
    pub to_next_milestone: Option<f64>,
    /// What the first-named economy sells to the second, where flows are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exports: Option<Amount>,
    /// What it buys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imports: Option<Amount>,
    /// Exports less imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<f64>,
    /// The sectors, where they are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<PartAmount>,
}

/// A sector's amount in one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PartAmount {
    /// What it is called.
    pub name: String,
    /// How much of the turnover it is.
    pub amount: Amount,
}

/// A scenario period by period, from the baseline on.
///
/// ```
/// let scenario = tradepath::scenario::shipped("india-china-2005")?.scenario()?;
/// let projection = scenario.project()?;
/// let last = projection.steps().last().unwrap();
/// assert_eq!((last.period.to_string(), last.amount.to_string()), ("2010".into(), "30B".into()));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Projection {
    steps: Vec<Step>,
}

impl Scenario {
    /// The years of a projection whose shape was stated and that has milestones without dates, where these are not
    /// reached earlier.
    pub const LONGEST_PROJECTION_YEARS: u32 = 50;

    /// The scenario period by period: to the last milestone that has a date, and, where the growth was stated, until
    /// every milestone is reached, at most [50 years](Self::LONGEST_PROJECTION_YEARS).
    ///
    /// Empty where neither a date nor a growth is given: see [`with_rate`](Self::with_rate).
    ///
    /// # Errors
    /// Where an amount is more than a number holds, or flows or sectors that state their growth come to more than the
    /// turnover.
    pub fn project(&self) -> Result<Projection> {
        let Some(path) = self.path()? else { return Ok(Projection::default()) };
        let periods = self.periods_to_show(&path)?;
        self.evaluate(&*path.shape, periods)
    }

    /// The scenario period by period up to and including `last`.
    ///
    /// # Errors
    /// As [`project`](Self::project); [`ErrorKind::Missing`] where neither a date nor a growth is given;
    /// [`ErrorKind::Contradiction`] where `last` is before the baseline.
    pub fn project_to(&self, last: impl TryInto<Period, Error: Into<Error>>) -> Result<Projection> {
        let last: Period = given(last)?;
        let path = self.path()?.ok_or_else(no_growth)?;
        self.evaluate(&*path.shape, self.periods_until(last)?)
    }

    /// The scenario with a shape of the caller's own, up to and including `last`.
    ///
    /// # Errors
    /// As [`project_to`](Self::project_to); [`ErrorKind::OutOfRange`] where the shape's value is negative or not finite.
    pub fn project_shape(
        &self,
        shape: &dyn Shape,
        last: impl TryInto<Period, Error: Into<Error>>,
    ) -> Result<Projection> {
        let last: Period = given(last)?;
        self.evaluate(shape, self.periods_until(last)?)
    }

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

    fn periods_to_show(&self, path: &Path) -> Result<i64> {
        let start = self.baseline();
        let dated = self.route().dated().last().map_or(Ok(0), |(by, ..)| start.period().periods_until(by))?;
        if !path.stated {
            return Ok(dated);
        }
        let horizon = f64::from(Self::LONGEST_PROJECTION_YEARS);
        let arrival = |amount: Amount| arrival_years(&*path.shape, amount.value() / start.amount().value(), horizon);
        let latest = self.milestones().iter().map(|milestone| arrival(milestone.amount()).unwrap_or(horizon));
        let per_year = f64::from(start.period().frequency().per_year());
        // At most 600 months.
        let reached = (latest.fold(0.0, f64::max) * per_year - 1e-9).ceil() as i64;
        Ok(dated.max(reached))
    }

    fn evaluate(&self, shape: &dyn Shape, periods: i64) -> Result<Projection> {
        let figures = (periods.unsigned_abs() as usize).saturating_mul(self.sectors().len() + 4);
        if figures > MOST_FIGURES {
            let given = format!("{periods} periods of {} sectors", self.sectors().len());
            return Err(Error::out_of_range("the projection", given, format!("at most {MOST_FIGURES} figures in all")));
        }
        let mut projection = Projection::default();
        for at in 0..=periods {
            let step = self.step(shape, at, projection.steps.last())?;
            projection.steps.push(step);
        }
        projection.measure_distances(self);
        Ok(projection)
    }

    fn step(&self, shape: &dyn Shape, at: i64, before: Option<&Step>) -> Result<Step> {
        let start = self.baseline();
        let (period, baseline) = (start.period().plus(at)?, start.amount().value());
        let years = period.frequency().years(at);
        let multiple = if at == 0 { 1.0 } else { shape.multiple(years) };
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
            .map(|flows| parts::amounts(&flows.parts(), baseline, amount.value(), years))
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
            balance: flows.as_ref().map(|flows| flows[0] - flows[1]),
            sectors: sectors.collect::<Result<_>>()?,
        })
    }
}

/// When a scenario's own path reaches a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RouteArrival {
    /// The milestone's amount.
    pub amount: Amount,
    /// The first period whose amount reaches it; none where the path ends before.
    pub period: Option<Period>,
    /// Years from the baseline to the moment the path crosses the amount.
    pub years: Option<f64>,
}

impl Scenario {
    /// When the scenario's own path reaches each milestone, as far as its `projection` goes; what lies between two dated
    /// milestones is interpolated by the shape. Empty without a path.
    ///
    /// # Errors
    /// As [`project`](Self::project).
    ///
    /// ```
    /// let scenario = tradepath::scenario::shipped("kazakhstan-uzbekistan-2021-by-2030")?.scenario()?;
    /// let arrivals = scenario.route_arrivals(&scenario.project()?)?;
    /// let periods: Vec<String> = arrivals.iter().filter_map(|at| Some(at.period?.to_string())).collect();
    /// assert_eq!(periods, ["2025", "2030"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn route_arrivals(&self, projection: &Projection) -> Result<Vec<RouteArrival>> {
        let Some(path) = self.path()? else { return Ok(Vec::new()) };
        let start = self.baseline().amount().value();
        // The furthest that the path has come up to each period, so that the first to reach an amount is found by halving.
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

    /// The moment within a period, in years since the baseline, at which a shape crosses a multiple that the period has
    /// reached.
    fn crossing(&self, shape: &dyn Shape, multiple: f64, period: usize) -> f64 {
        let frequency = self.baseline().period().frequency();
        let after = frequency.years(period as i64);
        let before = frequency.years(period.saturating_sub(1) as i64);
        bracketed_root(|years| shape.multiple(years) - multiple, before, after).unwrap_or(after)
    }
}

fn finite_index(index: f64) -> Result<f64> {
    if index.is_finite() { Ok(index) } else { Err(Error::out_of_range("the index (baseline = 100)", index, "finite")) }
}

/// The most figures a projection holds: its periods times what is shown of each.
const MOST_FIGURES: usize = 2_000_000;

fn no_growth() -> Error {
    Error::missing(
        "growth rate",
        "no milestone has a date and no shape or rate is given; state a rate to see when the milestones are reached",
    )
}

impl<'p> IntoIterator for &'p Projection {
    type Item = &'p Step;
    type IntoIter = std::slice::Iter<'p, Step>;

    fn into_iter(self) -> Self::IntoIter {
        self.steps.iter()
    }
}

impl Projection {
    /// The periods, the baseline first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step of a period.
    pub fn at(&self, period: Period) -> Option<&Step> {
        self.steps.iter().find(|step| step.period == period)
    }

    /// Fills in what is missing to the next milestone, in the order of the milestones.
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

    /// The columns that this projection has, beside those that every projection has.
    fn optional_columns(&self) -> (bool, Vec<&str>) {
        let first = self.steps.first();
        let sectors = first.map(|step| step.sectors.iter().map(|sector| sector.name.as_str()).collect());
        (first.is_some_and(|step| step.exports.is_some()), sectors.unwrap_or_default())
    }

    /// As CSV: a header, and a row a period, amounts in units of currency and rates as fractions.
    ///
    /// # Errors
    /// Where the text cannot be written.
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

    /// As a Markdown table for people: amounts with three digits and a scale, growth in percent.
    pub fn to_markdown(&self) -> String {
        let (has_flows, sectors) = self.optional_columns();
        let mut header = vec!["Period", "Amount", "Growth", "Index", "Cumulative", "To next milestone"];
        header.extend(has_flows.then_some(["Exports", "Imports", "Balance"]).iter().flatten());
        header.extend(&sectors);
        let amount = |amount: Option<Amount>| amount.map_or(String::new(), |amount| amount.to_string());
        let rows = self.steps.iter().map(|step| {
            let mut row = vec![
                step.period.to_string(),
                step.amount.to_string(),
                step.growth.map_or(String::new(), |growth| growth.to_string()),
                format!("{:.1}", step.index),
                step.cumulative.to_string(),
                step.to_next_milestone.map_or("reached".to_owned(), signed_amount),
            ];
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
