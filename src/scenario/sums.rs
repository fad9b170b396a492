//! Totals that follow from what both flows are to reach.

use crate::{
    amount::Amount,
    error::Result,
    growth::{Milestone, Route},
    period::Period,
    scenario::{aim::Aim, scenario::Scenario},
};

/// The route with a milestone for each date for which both flows have one and the total has none: their sum.
pub(crate) fn with_sums(route: Route, mut aims: Vec<Aim>, of_flows: &[Scenario]) -> Result<(Route, Vec<Aim>)> {
    let [one, other] = of_flows else { return Ok((route, aims)) };
    let mut milestones = route.milestones().to_vec();
    let of_other = |by: Period| other.route().dated().find(|(date, ..)| *date == by).map(|(.., amount)| amount);
    for (by, _, amount) in one.route().dated() {
        let Some(rest) = of_other(by).filter(|_| milestones.iter().all(|stated| stated.by() != Some(by))) else {
            continue;
        };
        let sum = Amount::new(amount.value() + rest.value())?;
        let later = |stated: &Milestone| stated.by().is_some_and(|date| date > by);
        let place = milestones.iter().position(later).unwrap_or(milestones.len());
        milestones.insert(place, Milestone::new(sum, Some(by))?);
        aims.insert(place, Aim::Flows(sum));
    }
    if milestones.is_empty() {
        return Ok((route, aims));
    }
    let route =
        Route::new(*route.baseline(), milestones).map_err(|error| error.with_key(|_| "milestone".to_owned()))?;
    Ok((route, aims))
}
