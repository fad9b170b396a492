//! An assessment as a document.

use crate::{
    amount::Amount,
    assessment::Assessment,
    growth::{Leg, LegEnd},
    rate::GrowthRate,
    scenario::Tracking,
    table,
};

/// An assessment in Markdown: the pledge, the growth it takes, when it arrives, what history shows, where it stands.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, report, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let assessment = assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new())?;
/// assert!(report::markdown(&assessment).contains("| $13.6B in 2004 | $20B by 2008 |"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn markdown(assessment: &Assessment) -> String {
    let title = format!("# {}\n", assessment.scenario.title());
    let sections = [
        Some(required_growth(assessment)),
        arrivals(assessment),
        growth_shown(assessment),
        assessment.tracking.as_ref().map(|tracking| standing(assessment, tracking)),
        Some(projection(assessment)),
        sources(assessment),
    ];
    let sections: Vec<String> = sections.into_iter().flatten().collect();
    format!("{title}\n{}", sections.join("\n"))
}

fn money(assessment: &Assessment, amount: Amount) -> String {
    amount.in_currency(assessment.scenario.currency()).to_string()
}

fn required_growth(assessment: &Assessment) -> String {
    let start = |end: LegEnd| match end.period {
        Some(period) => format!("{} in {period}", money(assessment, end.amount)),
        None => format!("{}, no date", money(assessment, end.amount)),
    };
    let end = |end: LegEnd| match end.period {
        Some(period) => format!("{} by {period}", money(assessment, end.amount)),
        None => format!("{}, no date", money(assessment, end.amount)),
    };
    let row = |(at, leg): (usize, &Leg)| {
        let from = if at == 0 { start(leg.from) } else { end(leg.from) };
        let years = leg.years.map_or("-".to_owned(), |years| years.to_string());
        vec![from, end(leg.to), years, leg.required_rate.map_or("no date, no rate".to_owned(), |rate| rate.to_string())]
    };
    let legs = table::markdown(&["From", "To", "Years", "Growth a year"], assessment.legs.iter().enumerate().map(row));
    let mut text = format!("## The growth it takes\n\n{legs}");
    if let Some(rate) = assessment.overall_required_rate {
        text += &format!("\nConstant growth of {rate} a year meets the last milestone");
        let (_, between) =
            assessment.at_overall_rate.split_last().map_or((None, &[][..]), |(last, rest)| (Some(last), rest));
        for check in between {
            let verb = if check.difference < 0.0 { "misses" } else { "beats" };
            let gap = Amount::new(check.difference.abs()).unwrap_or_default();
            let (target, gap) = (money(assessment, check.target), money(assessment, gap));
            text += &format!("; it {verb} the {target} of {} by {gap}", check.by);
        }
        text += ".\n";
    }
    if let Some(rate) = assessment.least_constant_rate.filter(|rate| Some(*rate) != assessment.overall_required_rate) {
        text += &format!("Every dated milestone is met in time at {rate} a year or more.\n");
    }
    text
}

fn arrivals(assessment: &Assessment) -> Option<String> {
    let milestones = assessment.scenario.milestones();
    let names: Vec<String> = milestones.iter().map(|milestone| money(assessment, milestone.amount())).collect();
    let header: Vec<&str> = std::iter::once("Growth a year").chain(names.iter().map(String::as_str)).collect();
    let rows = assessment.arrivals.chunks(milestones.len().max(1)).map(|chunk| {
        let rate = chunk.first().map_or(String::new(), |arrival| arrival.rate.to_string());
        let cells = chunk.iter().map(|arrival| match (arrival.period, arrival.years) {
            (Some(period), Some(years)) => format!("{period} ({years:.1} years)"),
            (None, Some(years)) => format!("in {years:.0} years"),
            _ => "never".to_owned(),
        });
        std::iter::once(rate).chain(cells).collect()
    });
    (!assessment.arrivals.is_empty()).then(|| format!("## When it arrives\n\n{}", table::markdown(&header, rows)))
}

fn growth_shown(assessment: &Assessment) -> Option<String> {
    let row = |shown: &crate::assessment::GrowthShown| {
        vec![format!("{} to {}", shown.from, shown.to), shown.years.to_string(), shown.rate.to_string()]
    };
    let rows = table::markdown(&["Period", "Years", "Growth a year"], assessment.growth_shown.iter().map(row));
    (!assessment.growth_shown.is_empty()).then(|| format!("## The growth that history shows\n\n{rows}"))
}

fn standing(assessment: &Assessment, tracking: &Tracking) -> String {
    let growth =
        |rate: Option<GrowthRate>| rate.map_or(String::new(), |rate| format!(", {rate} a year since the baseline"));
    let mut text = format!(
        "## Where it stands\n\n{} in {}{}.\n",
        money(assessment, tracking.amount),
        tracking.period,
        growth(tracking.growth)
    );
    let stated = assessment.scenario.baseline();
    if let Some(observed) =
        tracking.baseline_observed.filter(|seen| (seen.value() / stated.amount().value() - 1.0).abs() > 0.01)
    {
        let by_history = tracking.growth_observed.map_or(String::new(), |rate| format!(": from there, {rate} a year"));
        let (observed, said) = (money(assessment, observed), money(assessment, stated.amount()));
        text +=
            &format!("The history has {observed} for {}, where the pledge says {said}{by_history}.\n", stated.period());
    }
    if let (Some(route), Some(difference), Some(ahead)) = (tracking.route_amount, tracking.difference, tracking.ahead) {
        let side = if ahead { "ahead of" } else { "behind" };
        let gap = money(assessment, Amount::new(difference.abs()).unwrap_or_default());
        text += &format!("The route has {}: {gap} {side} it", money(assessment, route));
        if let Some(periods) = tracking.periods_ahead {
            text += &format!(", {:.1} {}s", periods.abs(), tracking.period.frequency().noun());
        }
        text += ".\n";
    }
    text.push('\n');
    for left in &tracking.remaining {
        let amount = money(assessment, left.amount);
        let what = match (left.reached, left.required_rate, left.by) {
            (Some(period), ..) => format!("reached in {period}"),
            (None, Some(rate), Some(by)) => format!("takes {rate} a year from here to {by}"),
            (None, None, Some(by)) => format!("was not reached by {by}"),
            _ => "not reached; it has no date".to_owned(),
        };
        text += &format!("- {amount}: {what}\n");
    }
    text
}

fn projection(assessment: &Assessment) -> String {
    if assessment.projection.steps().is_empty() {
        return "## Year by year\n\nNeither a date nor a growth is given: state a rate to see a path.\n".to_owned();
    }
    let how = match (assessment.assumed_rate(), assessment.scenario.shape()) {
        (Some(rate), _) => format!("At a stated growth of {rate} a year"),
        (None, Some(shape)) => format!("By the shape {}", shape.name()),
        (None, None) => "By the growth that each dated leg requires".to_owned(),
    };
    format!(
        "## Year by year\n\n{how}; amounts in {}.\n\n{}",
        assessment.scenario.currency(),
        assessment.projection.to_markdown()
    )
}

fn sources(assessment: &Assessment) -> Option<String> {
    let scenario = &assessment.scenario;
    let lines = scenario.notes().iter().chain(scenario.sources()).map(|line| format!("- {line}\n"));
    let lines: String = lines.collect();
    (!lines.is_empty()).then(|| format!("## Notes and sources\n\n{lines}"))
}
