//! Sentences of a summary on what a pledge states of single flows, and on the balances that it aims at.

use crate::{
    amount::Amount,
    assessment::{assessment::Assessment, balances::BalanceAnswer},
    growth::Direction,
    period::Period,
    scenario::{BalanceAim, BalanceGoal, BalanceNeed, BalanceWay, BothFlows},
    unit::Unit,
    wording::{listed, percent, with_unit, yearly},
};

/// The sentence on the pledge of one flow: from where to where, the growth that it takes, and its chances.
pub(crate) fn of_flow(part: &Assessment) -> String {
    let (unit, scenario) = (part.unit(), &part.scenario);
    let baseline = scenario.baseline();
    let goal = |milestone: &crate::growth::Milestone| {
        let by = milestone.by().map_or(String::new(), |by| format!(" by {by}"));
        format!("{}{by}", with_unit(unit, milestone.amount()))
    };
    let goals: Vec<String> = scenario.milestones().iter().map(goal).collect();
    if let (true, Some(rate)) = (goals.is_empty(), scenario.stated_rate()) {
        return format!(
            "The {} are to grow by {} a year from {} in {}, without an end.",
            scenario.traded(),
            percent(rate),
            with_unit(unit, baseline.amount()),
            baseline.period()
        );
    }
    let takes = part.overall_required_rate.map_or(String::new(), |rate| format!(", which takes {}", yearly(rate)));
    let chances = part.outlook.as_ref().map(|outlook| {
        let chance = outlook.targets.iter().map(|target| {
            let amount = with_unit(unit, target.amount);
            format!("{amount} by {} a chance of {}", target.by, target.by_horizon)
        });
        format!("; the outlook gave {}", listed(&chance.collect::<Vec<_>>()))
    });
    format!(
        "The {} are to go from {} in {} to {}{takes}{}.",
        scenario.traded(),
        with_unit(unit, baseline.amount()),
        baseline.period(),
        listed(&goals),
        chances.unwrap_or_default()
    )
}

/// The balance that is aimed at, in words: `balanced trade by 2030`, `a deficit of $2B`.
pub(crate) fn goal_in_words(unit: Unit, goal: &BalanceGoal) -> String {
    let (size, what) = match goal.aim {
        BalanceAim::Amount(0.0) => (String::new(), "balanced trade"),
        BalanceAim::Share(0.0) => (String::new(), "balanced trade"),
        BalanceAim::Amount(units) => {
            let amount = Amount::new(units.abs()).map(|amount| with_unit(unit, amount));
            (format!(" of {}", amount.unwrap_or_else(|_| units.abs().to_string())), side(units))
        }
        BalanceAim::Share(share) => (format!(" of {}% of the turnover", rounded(share.abs() * 100.0)), side(share)),
    };
    format!("{what}{size}{}", goal.by.map_or(String::new(), |by| format!(" by {by}")))
}

/// The balance of both flows, and the two: `a deficit of $20B (exports of $3B, imports of $23B)`.
fn balance_in_words(unit: Unit, flows: &BothFlows) -> String {
    let size = Amount::new(flows.balance().abs()).unwrap_or_default();
    let what = if size == Amount::ZERO {
        "balanced trade".to_owned()
    } else {
        format!("{} of {}", side(flows.balance()), with_unit(unit, size))
    };
    format!("{what} (exports of {}, imports of {})", with_unit(unit, flows.exports), with_unit(unit, flows.imports))
}

fn side(balance: f64) -> &'static str {
    if balance < 0.0 { "a deficit" } else { "a surplus" }
}

/// A percentage with as many digits as it was stated with.
fn rounded(percent: f64) -> f64 {
    (percent * 1e9).round() / 1e9
}

/// The sentence on one balance: what it took at the start, and whether it was met or what it takes now.
pub(crate) fn of_balance(assessment: &Assessment, answer: &BalanceAnswer) -> String {
    let unit = assessment.unit();
    let goal = goal_in_words(unit, &answer.goal);
    let mut text = format!("Seen from {}, {goal} takes {}", answer.pledged.from.period, need(unit, &answer.pledged));
    let passed = |met: Period| match answer.goal.by {
        Some(by) if met > by => format!("; it was first met in {met}, after {by}"),
        _ => format!("; it was first met in {met}"),
    };
    text += &answer.met.map_or(String::new(), passed);
    if let Some(flows) = answer.on_date.filter(|flows| answer.met != Some(flows.period)) {
        text += &format!("; in {} there was {}", flows.period, balance_in_words(unit, &flows));
    }
    if let Some(last) = answer.last.filter(|last| answer.on_date.is_none_or(|flows| flows.period != last.period)) {
        text += &format!("; in {}, the last with figures, there was {}", last.period, balance_in_words(unit, &last));
    }
    if let Some(now) = &answer.now {
        text += &format!(", from where it takes {}", need(unit, now));
    }
    text + "."
}

/// What a balance takes, in words.
fn need(unit: Unit, need: &BalanceNeed) -> String {
    let moved = |way: &BalanceWay| {
        let growth = way.growth.map_or(String::new(), |rate| format!(" ({} a year)", percent(rate)));
        format!("{} of {}{growth}", way.flow, with_unit(unit, way.amount))
    };
    let beside = |way: &BalanceWay| {
        let other = if way.flow == Direction::Exports { Direction::Imports } else { Direction::Exports };
        format!("{} with {other} at {}", moved(way), with_unit(unit, way.other))
    };
    match (need.turnover, &need.ways[..]) {
        (_, []) => "more than either flow can do by itself".to_owned(),
        (Some(turnover), ways) => {
            let both: Vec<String> = ways.iter().map(moved).collect();
            format!("{}, as the route has {} by then", listed(&both), with_unit(unit, turnover))
        }
        (None, ways) => ways.iter().map(beside).collect::<Vec<_>>().join(", or "),
    }
}
