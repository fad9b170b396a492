//! How both flows of a projection move to what is pledged of them.

use crate::{
    amount::Amount,
    error::{Error, Result},
    growth::{Direction, Shape},
    period::Period,
    scenario::{balance::BalanceAim, scenario::Scenario, shape::ShapeSpec},
};

/// The relative difference, of the turnover, up to which two statements on one flow are the same: amounts are pledged in
/// round numbers.
const ROUNDING: f64 = 0.01;

/// One flow with its amounts by date, from the baseline on; the other flow is the rest of the turnover.
///
/// Between two dates the flow grows at a constant rate. After the last one both keep their shares of the turnover.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Steered {
    leads: Direction,
    /// Years from the baseline and the leading flow's amount, rising in time.
    anchors: Vec<(f64, f64)>,
    /// The leading flow's share of the turnover at the last date.
    share: f64,
}

/// What is said of the leading flow for a date, in words for a message.
struct Stated {
    years: f64,
    by: Period,
    amount: f64,
    turnover: f64,
}

impl Steered {
    /// What a scenario pledges of its flows, where the turnover moves by `shape`; none where it pledges nothing by a date,
    /// and where it states how the flows grow.
    ///
    /// # Errors
    /// `Contradiction` where two statements for one date differ.
    pub fn of(scenario: &Scenario, shape: &dyn Shape) -> Result<Option<Self>> {
        let Some(flows) = scenario.flows() else { return Ok(None) };
        // Growth that is stated is an assumption, beside which milestones stay as targets.
        let stated = scenario.shape().is_some_and(ShapeSpec::is_stated);
        if stated || flows.exports_growth.is_some() || flows.imports_growth.is_some() {
            return Ok(None);
        }
        let has = |flow: Direction| {
            scenario.of_flows().iter().any(|of| of.flow() == Some(flow) && of.route().dated().next().is_some())
        };
        let leads =
            if !has(Direction::Exports) && has(Direction::Imports) { Direction::Imports } else { Direction::Exports };
        let mut stated = statements(scenario, shape, leads)?;
        stated.sort_by(|one, other| one.years.total_cmp(&other.years));
        check_agreement(scenario, leads, &stated)?;
        stated.dedup_by(|later, first| later.years == first.years);
        let Some(last) = stated.last() else { return Ok(None) };
        let share = last.amount / last.turnover;
        let start = if leads == Direction::Exports { flows.exports } else { flows.imports };
        let dated = stated.iter().map(|of| (of.years, of.amount));
        let anchors = std::iter::once((0.0, start.value())).chain(dated).collect();
        Ok(Some(Self { leads, anchors, share }))
    }

    /// Exports and imports at a time, given the turnover then.
    ///
    /// # Errors
    /// `Contradiction` where the leading flow comes to more than the turnover.
    pub fn flows(&self, turnover: f64, years: f64) -> Result<Vec<f64>> {
        let own = self.leading(turnover, years);
        if own > turnover * (1.0 + 1e-9) {
            return Err(Error::contradiction(format!(
                "the {} are to come to {} where the turnover is {}; mend one of the two",
                self.leads,
                Amount::new(own)?,
                Amount::new(turnover)?
            ))
            .at_key("milestone"));
        }
        let rest = (turnover - own).max(0.0);
        Ok(if self.leads == Direction::Exports { vec![own, rest] } else { vec![rest, own] })
    }

    /// The leading flow's amount at a time.
    fn leading(&self, turnover: f64, years: f64) -> f64 {
        let Some(two) = self.anchors.windows(2).find(|two| years <= two[1].0) else { return self.share * turnover };
        let ((from, before), (to, after)) = (two[0], two[1]);
        let done = (years - from) / (to - from);
        // From nothing, and to nothing, no constant rate leads.
        if before > 0.0 && after > 0.0 {
            return before * ((after / before).ln() * done).exp();
        }
        before + (after - before) * done
    }
}

/// Everything that is said of the leading flow by dates: its own milestones, what the other flow's leave of the turnover,
/// and what balances make of it.
fn statements(scenario: &Scenario, shape: &dyn Shape, leads: Direction) -> Result<Vec<Stated>> {
    let baseline = scenario.baseline();
    let end = scenario.route().dated().next_back().map_or(f64::INFINITY, |(_, years, _)| years);
    let turnover = |years: f64| baseline.amount().value() * shape.multiple(years);
    let mut stated = Vec::new();
    for of_flow in scenario.of_flows() {
        for (by, years, amount) in of_flow.route().dated() {
            let (turnover, amount) = (turnover(years), amount.value());
            let own = if of_flow.flow() == Some(leads) { amount } else { turnover - amount };
            // After the route's last date the turnover is not known; what leads needs none to be led there.
            if years <= end || of_flow.flow() == Some(leads) {
                stated.push(Stated { years, by, amount: own, turnover });
            }
        }
    }
    let sign = if leads == Direction::Exports { 1.0 } else { -1.0 };
    for goal in scenario.balances() {
        let Some(by) = goal.by else { continue };
        let years = baseline.period().years_until(by)?;
        if years > end {
            continue;
        }
        let turnover = turnover(years);
        let balance = match goal.aim {
            BalanceAim::Amount(units) => units,
            BalanceAim::Share(share) => share * turnover,
        };
        stated.push(Stated { years, by, amount: (turnover + sign * balance) / 2.0, turnover });
    }
    match stated.iter().find(|of| of.amount < 0.0) {
        Some(beyond) => Err(Error::contradiction(format!(
            "the milestones do not fit together in {}: one of the two flows alone comes to more than the turnover of {}",
            beyond.by,
            Amount::new(beyond.turnover)?.in_unit(scenario.unit())
        ))
        .at_key("milestone")),
        None => Ok(stated),
    }
}

/// Refuses two statements for one date that differ by more than rounding.
fn check_agreement(scenario: &Scenario, leads: Direction, stated: &[Stated]) -> Result<()> {
    let apart = |two: &&[Stated]| {
        two[0].years == two[1].years && (two[0].amount - two[1].amount).abs() > ROUNDING * two[0].turnover
    };
    let Some(two) = stated.windows(2).find(apart) else { return Ok(()) };
    let in_unit = |units: f64| Ok::<_, Error>(Amount::new(units)?.in_unit(scenario.unit()).to_string());
    Err(Error::contradiction(format!(
        "the milestones do not fit together in {}: with a turnover of {}, they make {leads} of {} and of {}",
        two[0].by,
        in_unit(two[0].turnover)?,
        in_unit(two[0].amount)?,
        in_unit(two[1].amount)?
    ))
    .at_key("milestone"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pledge(milestones: &str) -> Result<Scenario> {
        let text = format!(
            "pair = ['IND', 'RUS']\nbaseline = {{ period = 2023, amount = '$65B' }}\nflows = {{ exports = '4B', imports = '61B' }}\nmilestone = [{milestones}]"
        );
        Scenario::from_toml(&text, "flows.toml")
    }

    #[test]
    fn a_projection_reaches_what_is_pledged_of_its_flows() {
        let total = "{ amount = '100B', by = 2030 }";
        for more in [
            "{ flow = 'exports', amount = '30B', by = 2030 }",
            "{ flow = 'imports', amount = '70B', by = 2030 }",
            "{ balance = '-40B', by = 2030 }",
            "{ balance = '-40%', by = 2030 }",
        ] {
            let projection = pledge(&format!("{total}, {more}")).unwrap().project().unwrap();
            let (first, last) = (&projection.steps()[0], projection.steps().last().unwrap());
            assert_eq!(first.exports.unwrap().value(), 4e9, "{more}");
            approx::assert_relative_eq!(last.exports.unwrap().value(), 30e9, max_relative = 1e-9);
            approx::assert_relative_eq!(last.imports.unwrap().value(), 70e9, max_relative = 1e-9);
        }
        let all = "{ amount = '100B', by = 2030 }, { flow = 'exports', amount = '30B', by = 2030 }, { flow = 'imports', amount = '70B', by = 2030 }, { balance = '-40B', by = 2030 }";
        assert!(pledge(all).is_ok());
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let error = |milestones: &str| pledge(milestones).unwrap_err().to_string();
        let apart = error(
            "{ amount = '100B', by = 2030 }, { flow = 'exports', amount = '30B', by = 2030 }, { balance = 0, by = 2030 }",
        );
        assert!(
            apart.contains(
                "do not fit together in 2030: with a turnover of $100B, they make exports of $30B and of $50B"
            ),
            "{apart}"
        );
        let more = error("{ amount = '100B', by = 2030 }, { flow = 'exports', amount = '130B', by = 2030 }");
        assert!(more.contains("exports are to come to 130B where the turnover is 100B"), "{more}");
        let rest = error(
            "{ amount = '100B', by = 2030 }, { flow = 'exports', amount = '30B', by = 2030 }, { flow = 'imports', amount = '120B', by = 2030 }",
        );
        assert!(rest.contains("one of the two flows alone comes to more than the turnover of $100B"), "{rest}");
    }

    #[test]
    fn an_assumed_growth_is_not_held_to_the_flows_milestones() {
        let both = "{ flow = 'exports', amount = '30B', by = 2030 }, { flow = 'imports', amount = '70B', by = 2030 }, { balance = '-40B', by = 2030 }";
        let pledge = pledge(both).unwrap();
        let slow = pledge.clone().with_rate("3%".parse().unwrap()).project_to(2030).unwrap();
        // The flows keep their shares of a turnover that is not the pledge's.
        let last = slow.steps().last().unwrap();
        approx::assert_relative_eq!(
            last.exports.unwrap().value(),
            last.amount.value() * 4.0 / 65.0,
            max_relative = 1e-9
        );
        let own = crate::growth::Compound::new("3%".parse().unwrap());
        assert_eq!(pledge.project_shape(&own, 2030).unwrap(), slow);
    }

    #[test]
    fn after_the_last_date_the_shares_stay() {
        let text = "{ amount = '80B', by = 2026 }, { amount = '100B', by = 2030 }, { flow = 'exports', amount = '20B', by = 2026 }";
        let projection = pledge(text).unwrap().project().unwrap();
        let last = projection.steps().last().unwrap();
        approx::assert_relative_eq!(last.exports.unwrap().value(), 25e9, max_relative = 1e-9);
    }
}
