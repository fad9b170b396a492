//! What a balance takes.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result},
    growth::{Direction, rate},
    period::Period,
    rate::GrowthRate,
    scenario::{
        balance::{BalanceAim, BalanceGoal},
        scenario::Scenario,
    },
};

/// Both flows at one period, from which a balance is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BothFlows {
    /// The period.
    pub period: Period,
    /// What the first-named economy sells to the second.
    pub exports: Amount,
    /// What it buys from there.
    pub imports: Amount,
}

impl BothFlows {
    /// Both flows of a period.
    pub(crate) fn new(period: Period, exports: Amount, imports: Amount) -> Self {
        Self { period, exports, imports }
    }

    /// Exports less imports, in units of currency.
    pub fn balance(&self) -> f64 {
        self.exports.value() - self.imports.value()
    }

    /// The balance as a share of the turnover; none where nothing is traded.
    pub fn share(&self) -> Option<f64> {
        let turnover = self.exports.value() + self.imports.value();
        (turnover > 0.0).then(|| self.balance() / turnover)
    }
}

/// What a balance takes, from both flows at some period.
///
/// With the turnover `T` that the pledge has by then, both flows follow from the balance `B`:
///
/// ```text
/// exports = (T + B) / 2,  imports = (T − B) / 2
/// ```
///
/// Without it, either flow can lead there by itself, while the other one grows as the scenario states or stays as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BalanceNeed {
    /// Where it starts.
    pub from: BothFlows,
    /// The turnover that the pledge's route has by the date; none where it has none.
    pub turnover: Option<Amount>,
    /// The flows that lead there: both together where the turnover is known, otherwise each by itself. A flow that no
    /// amount above zero leads there is left out.
    pub ways: Vec<BalanceWay>,
}

/// A flow's amount that makes a balance, and the growth that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BalanceWay {
    /// The flow that moves.
    pub flow: Direction,
    /// What it has to come to.
    pub amount: Amount,
    /// The growth a year that it takes; none for a balance without a date, and from a flow of zero.
    pub growth: Option<GrowthRate>,
    /// What the other flow comes to meanwhile.
    pub other: Amount,
}

impl Scenario {
    /// The balances that the pledge aims at, in the order of the file; empty where it has none.
    pub fn balances(&self) -> &[BalanceGoal] {
        &self.balances
    }

    /// What a balance takes from both flows at the baseline or later.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where the balance is larger than the turnover that
    /// the route has by the date, so that no two flows have it;
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for amounts that a number does not hold.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let text = r#"
    ///     pair = ["TUR", "CHN"]
    ///     baseline = { period = 2020, amount = "$25.9B" }
    ///     flows = { exports = "2.9B", imports = "23B" }
    ///     milestone = [{ balance = 0, by = 2030 }]
    /// "#;
    /// let pledge = Scenario::from_toml(text, "balance.toml")?;
    /// let need = pledge.balance_needs()?.remove(0);
    /// let growth: Vec<String> = need.ways.iter().map(|way| way.growth.unwrap().to_string()).collect();
    /// // Exports alone, or imports alone.
    /// assert_eq!(growth, ["23.0%", "-18.7%"]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn balance_needs(&self) -> Result<Vec<BalanceNeed>> {
        let Some(flows) = self.flows() else { return Ok(Vec::new()) };
        let from = BothFlows::new(self.baseline().period(), flows.exports, flows.imports);
        // The place in the list stands in for the key, which only the file knows.
        let need = |(at, goal): (usize, &BalanceGoal)| {
            self.balance_need(goal, from).map_err(|error| error.at_key(at.to_string()))
        };
        self.balances.iter().enumerate().map(need).collect()
    }

    /// What one balance takes from both flows at some period.
    pub(crate) fn balance_need(&self, goal: &BalanceGoal, from: BothFlows) -> Result<BalanceNeed> {
        let years = goal.by.map(|by| from.period.years_until(by)).transpose()?.filter(|years| *years > 0.0);
        let turnover = goal.by.map_or(Ok(None), |by| self.route_amount(by))?;
        let ways = match turnover {
            Some(turnover) => together(goal, from, turnover, years)?,
            None => [Direction::Exports, Direction::Imports]
                .into_iter()
                .filter_map(|flow| self.alone(goal, from, flow, years).transpose())
                .collect::<Result<_>>()?,
        };
        Ok(BalanceNeed { from, turnover, ways })
    }

    /// The amount that the route has for a period; none where nothing determines it.
    fn route_amount(&self, period: Period) -> Result<Option<Amount>> {
        let end = self.route().dated().next_back().map(|(by, ..)| by);
        let Some(path) = self.path()? else { return Ok(None) };
        // A route that was solved from the dates says nothing after the last one.
        if !path.stated && end.is_none_or(|end| period > end) {
            return Ok(None);
        }
        let years = self.baseline().period().years_until(period)?;
        Amount::new(self.baseline().amount().value() * path.shape.multiple(years)).map(Some)
    }

    /// What a flow is pledged to come to in a period, by its own milestones; none where they do not say.
    fn pledged_of(&self, flow: Direction, period: Period) -> Result<Option<Amount>> {
        let pledge = self.of_flows().iter().find(|of_flow| of_flow.flow() == Some(flow));
        pledge.map_or(Ok(None), |pledge| pledge.route_amount(period))
    }

    /// The way by one flow alone, while the other one grows as the scenario states or stays as it is; none where no
    /// amount above zero leads there.
    fn alone(
        &self,
        goal: &BalanceGoal,
        from: BothFlows,
        flow: Direction,
        years: Option<f64>,
    ) -> Result<Option<BalanceWay>> {
        let stated = |growth: Option<GrowthRate>| growth.unwrap_or(GrowthRate::ZERO);
        let of_exports = flow == Direction::Exports;
        let growth = self.flows().map(|flows| if of_exports { flows.imports_growth } else { flows.exports_growth });
        let (own, other) = if of_exports { (from.exports, from.imports) } else { (from.imports, from.exports) };
        let (own_pledged, other_pledged) = match goal.by {
            Some(by) => (self.pledged_of(flow, by)?, self.pledged_of(opposite(flow), by)?),
            None => (None, None),
        };
        // What a flow is pledged to be by then, it cannot be moved from.
        if own_pledged.is_some() && other_pledged.is_none() {
            return Ok(None);
        }
        let grown = other.value() * (stated(growth.flatten()).log() * years.unwrap_or(0.0)).exp();
        let other = other_pledged.map_or(grown, Amount::value);
        let sign = if of_exports { 1.0 } else { -1.0 };
        let needed = match goal.aim {
            BalanceAim::Amount(balance) => other + sign * balance,
            BalanceAim::Share(share) => other * (1.0 + sign * share) / (1.0 - sign * share),
        };
        if !(needed > 0.0 && needed.is_finite() && other.is_finite()) {
            return Ok(None);
        }
        let amount = Amount::new(needed)?;
        Ok(Some(BalanceWay { flow, amount, growth: growth_to(own, amount, years), other: Amount::new(other)? }))
    }
}

fn opposite(flow: Direction) -> Direction {
    match flow {
        Direction::Exports => Direction::Imports,
        Direction::Imports => Direction::Exports,
    }
}

/// The growth a year from one amount to another; none without years, and where one of the two is zero.
fn growth_to(from: Amount, to: Amount, years: Option<f64>) -> Option<GrowthRate> {
    rate(from, to, years?).ok()
}

/// Both flows that have a balance at a turnover.
fn together(goal: &BalanceGoal, from: BothFlows, turnover: Amount, years: Option<f64>) -> Result<Vec<BalanceWay>> {
    let balance = match goal.aim {
        BalanceAim::Amount(balance) => balance,
        BalanceAim::Share(share) => share * turnover.value(),
    };
    if balance.abs() > turnover.value() {
        let size = Amount::new(balance.abs())?;
        let message = format!(
            "a balance of {}{size} needs a turnover of at least {size}, and the route has {turnover} by then",
            if balance < 0.0 { "-" } else { "" }
        );
        return Err(Error::contradiction(message));
    }
    let (exports, imports) = ((turnover.value() + balance) / 2.0, (turnover.value() - balance) / 2.0);
    let (exports, imports) = (Amount::new(exports)?, Amount::new(imports)?);
    let way = |flow, own, amount, other| BalanceWay { flow, amount, growth: growth_to(own, amount, years), other };
    Ok(vec![
        way(Direction::Exports, from.exports, exports, imports),
        way(Direction::Imports, from.imports, imports, exports),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pledge(more: &str) -> Result<Scenario> {
        let text = format!(
            "pair = ['TUR', 'CHN']\ncurrency = 'USD'\nbaseline = {{ period = 2020, amount = '26B' }}\nflows = {{ exports = '3B', imports = '23B' }}\n{more}"
        );
        Scenario::from_toml(&text, "balance.toml")
    }

    #[test]
    fn with_a_turnover_both_flows_follow() {
        let both = pledge("milestone = [{ amount = '40B', by = 2030 }, { balance = '-10%', by = 2030 }]").unwrap();
        let need = both.balance_needs().unwrap().remove(0);
        assert_eq!(need.turnover, Some("40B".parse().unwrap()));
        let amounts: Vec<f64> = need.ways.iter().map(|way| way.amount.value()).collect();
        approx::assert_relative_eq!(amounts[0], 18e9, max_relative = 1e-12);
        approx::assert_relative_eq!(amounts[1], 22e9, max_relative = 1e-12);
        approx::assert_relative_eq!(
            need.ways[0].growth.unwrap().effective(),
            6_f64.powf(0.1) - 1.0,
            max_relative = 1e-9
        );
    }

    #[test]
    fn either_flow_leads_there_by_itself() {
        let alone = pledge("milestone = [{ balance = '-$3B', by = 2025 }, { balance = '20%' }]").unwrap();
        let needs = alone.balance_needs().unwrap();
        let amounts = |need: &BalanceNeed| need.ways.iter().map(|way| way.amount.value()).collect::<Vec<_>>();
        assert_eq!(amounts(&needs[0]), [20e9, 6e9]);
        // A fifth of the turnover: three to two.
        approx::assert_relative_eq!(amounts(&needs[1])[0], 34.5e9, max_relative = 1e-12);
        approx::assert_relative_eq!(amounts(&needs[1])[1], 2e9, max_relative = 1e-12);
        assert!(needs[1].ways.iter().all(|way| way.growth.is_none()));
        // A surplus larger than the exports cannot come of importing less.
        let surplus = pledge("milestone = [{ balance = '4B', by = 2025 }]").unwrap().balance_needs().unwrap();
        assert_eq!(surplus[0].ways.iter().map(|way| way.flow).collect::<Vec<_>>(), [Direction::Exports]);
    }

    #[test]
    fn balances_that_cannot_be_are_refused_with_their_key() {
        let error = |more: &str| pledge(more).unwrap_err().to_string();
        let large = error("milestone = [{ amount = '40B', by = 2030 }, { balance = '50B', by = 2030 }]");
        assert!(
            large.contains("key `milestone[1].balance`") && large.contains("needs a turnover of at least 50B"),
            "{large}"
        );
        assert!(error("milestone = [{ balance = '100%' }]").contains("below 100% of the turnover"));
        assert!(error("milestone = [{ balance = 0, amount = '5B' }]").contains("by its amount and by its balance"));
        assert!(error("milestone = [{ balance = '€0', by = 2030 }]").contains("EUR"));
        let early = error("milestone = [{ balance = 0, by = 2019 }]");
        assert!(early.contains("key `milestone[0].by`"), "{early}");
        let without =
            "pair = ['TUR', 'CHN']\nbaseline = { period = 2020, amount = '$26B' }\nmilestone = [{ balance = 0 }]";
        let error = Scenario::from_toml(without, "b.toml").unwrap_err().to_string();
        assert!(error.contains("key `milestone[0].balance`") && error.contains("flows = {"), "{error}");
    }
}
