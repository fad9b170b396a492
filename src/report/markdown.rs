//! An assessment as a Markdown document, part by part.
//!
//! Every part is a function here or in a neighbouring file that returns a text, or none where the assessment has
//! nothing to say on it. No number is computed here that the assessment does not have.

use crate::{
    amount::Amount,
    assessment::{Assessment, GrowthShown, HistoryLink},
    economy::Economy,
    history::{History, SideMembers},
    rate::GrowthRate,
    report::{base_rate, drivers, flows, now, prospects, required, timeline},
    scenario::{Basis, Link, Remaining, Tracking},
    wording::{escape_markdown, markdown_table, prices, times, with_unit, years},
};

/// Writes an assessment in Markdown.
///
/// The parts come in this order:
///
/// - a summary
/// - the growth that the pledge takes
/// - the arrivals at several growths
/// - the growth that history shows
/// - the outlook
/// - the base rates
/// - where the pledge stands
/// - the pledges that it restates
/// - the projection
/// - single flows, and balances
/// - notes and sources
///
/// A part for which the assessment has nothing is left out.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, report, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// assert!(report::markdown(&assessment).contains("| $13.6B in 2004 | $20B by 2008 |"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn markdown(assessment: &Assessment) -> String {
    let parts: Vec<String> = parts(assessment).into_iter().map(|(_, text)| text).collect();
    format!("# {}\n\n{}", escape_markdown(assessment.scenario.title()), parts.join("\n"))
}

/// The parts of a report, in their order. The HTML page hangs its charts on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The summary's sentences, and what was not answered.
    Summary,
    /// The legs of the route with the growth each requires.
    RequiredGrowth,
    /// When the milestones are reached at several growths.
    Arrivals,
    /// The growth that history shows.
    GrowthShown,
    /// How likely the targets were on the day of the pledge.
    Outlook,
    /// What became of pairs that stood at the same amount.
    BaseRates,
    /// Where the pledge stands, by the last figure.
    Standing,
    /// The pledges of the pair, and how the finish moved.
    Timeline,
    /// What would have to be true.
    Drivers,
    /// The amounts period by period.
    Projection,
    /// What is pledged of one flow beside the turnover, by its place among the assessment's flows.
    Flow(usize),
    /// What the balances take that the pledge aims at.
    Balance,
    /// Notes and sources of the scenario.
    Sources,
}

/// Every part that the assessment has something for, in Markdown with its heading, in the order of the document.
pub(super) fn parts(assessment: &Assessment) -> Vec<(Part, String)> {
    let standing = assessment.tracking.as_ref().map(|tracking| standing(assessment, tracking));
    let parts = [
        (Part::Summary, Some(prospects::summary(assessment))),
        (Part::RequiredGrowth, required::section(assessment)),
        (Part::Arrivals, arrivals(assessment)),
        (Part::GrowthShown, growth_shown(assessment)),
        (Part::Outlook, prospects::outlook(assessment)),
        (Part::BaseRates, base_rate::section(assessment)),
        (Part::Standing, standing),
        (Part::Timeline, timeline::section(assessment)),
        (Part::Drivers, drivers::drivers(assessment)),
        (Part::Projection, Some(projection(assessment))),
        (Part::Sources, sources(assessment)),
    ];
    let of_flows = assessment.flows.iter().enumerate().map(|(at, part)| (Part::Flow(at), flows::of_flow(part)));
    let balance = flows::balances(assessment).map(|text| (Part::Balance, text));
    let parts = parts.into_iter().filter_map(|(part, text)| Some((part, text?)));
    let (mut parts, last): (Vec<_>, Vec<_>) = parts.partition(|(part, _)| *part != Part::Sources);
    parts.extend(of_flows.chain(balance).chain(last));
    parts
}

/// A table of arrivals, with a row for each growth and a column for each milestone; none where no growth was tried.
///
/// The assessment has the arrivals growth by growth, all milestones of one together.
fn arrivals(assessment: &Assessment) -> Option<String> {
    let milestones = assessment.scenario.milestones();
    let names: Vec<String> =
        milestones.iter().map(|milestone| with_unit(assessment.unit(), milestone.amount())).collect();
    let header: Vec<&str> = std::iter::once("Growth a year").chain(names.iter().map(String::as_str)).collect();
    // A chunk of no length would panic.
    let rows = assessment.arrivals.chunks(milestones.len().max(1)).map(|chunk| {
        let rate = chunk.first().map_or(String::new(), |arrival| arrival.rate.to_string());
        let cells = chunk.iter().map(|arrival| match (arrival.period, arrival.years) {
            (Some(period), Some(years)) => format!("{period} ({years:.1} years)"),
            (None, Some(years)) => format!("in {years:.0} years"),
            _ => "never".to_owned(),
        });
        std::iter::once(rate).chain(cells).collect()
    });
    (!assessment.arrivals.is_empty()).then(|| format!("## When it arrives\n\n{}", markdown_table(&header, rows)))
}

/// The growth that history shows over several spans, with a mark where the two ends come from different sources. None
/// without a history.
fn growth_shown(assessment: &Assessment) -> Option<String> {
    assessment.history.as_ref()?;
    let title = "## The growth that history shows\n\n";
    if assessment.series().is_none() {
        let why = match assessment.scenario.flow() {
            None => "the history has only one of the two flows, and so no turnover".to_owned(),
            Some(flow) => format!("the history has no {flow}"),
        };
        return Some(format!("{title}None: {why}.\n"));
    }
    let same_members = |shown: &GrowthShown| {
        assessment.history.as_ref().is_none_or(|history| history.same_members(shown.from, shown.to))
    };
    let row = |shown: &GrowthShown| {
        let source = if shown.one_source { "" } else { " *" };
        let members = if same_members(shown) { "" } else { " †" };
        vec![format!("{} to {}{source}{members}", shown.from, shown.to), years(shown.years), shown.rate.to_string()]
    };
    let rows = markdown_table(&["Period", "Years", "Growth a year"], assessment.growth_shown.iter().map(row));
    let one_source = assessment.growth_shown.iter().all(|shown| shown.one_source);
    let remark =
        if one_source { "" } else { "\n\\* From one source to another: part of it may be the change of source.\n" };
    let members = match assessment.growth_shown.iter().all(same_members) {
        true => "",
        false => "\n† With other members at one end than at the other: part of it is the change of members.\n",
    };
    Some(format!("{title}{rows}{remark}{members}"))
}

/// Where the pledge stands: the last figure, the baseline by the history, the route, and what is left of each
/// milestone.
///
/// The baseline of the pledge and that of the history can differ, and so can the growth since then: both are said.
fn standing(assessment: &Assessment, tracking: &Tracking) -> String {
    let growth =
        |rate: Option<GrowthRate>| rate.map_or(String::new(), |rate| format!(", {rate} a year since the baseline"));
    let mut text = format!(
        "## Where it stands\n\n{} in {}{}.\n",
        with_unit(assessment.unit(), tracking.amount),
        tracking.period,
        growth(tracking.growth)
    );
    let start = assessment.scenario.baseline().period();
    if assessment.history.as_ref().is_some_and(|history| !history.same_members(start, tracking.period)) {
        text +=
            "Other members are counted there than at the baseline: part of the difference is the change of members.\n";
    }
    let stated = assessment.scenario.baseline();
    if let Some(observed) = tracking.other_baseline(stated.amount()) {
        let by_history = tracking.growth_observed.map_or(String::new(), |rate| format!(": from there, {rate} a year"));
        let (observed, said) = (with_unit(assessment.unit(), observed), with_unit(assessment.unit(), stated.amount()));
        text +=
            &format!("The history has {observed} for {}, where the pledge says {said}{by_history}.\n", stated.period());
    }
    if let Some(HistoryLink { kind: Link::Ratio, observed: Some(observed), factor, .. }) = assessment.link {
        text += &format!(
            "The history has {} for {}. It is linked by ratio: its figures are multiplied by {}, which sets them on the level of the pledge.\n",
            with_unit(assessment.unit(), observed),
            stated.period(),
            times(factor)
        );
    }
    if let (Some(route), Some(difference), Some(ahead)) = (tracking.route_amount, tracking.difference, tracking.ahead) {
        let side = if ahead { "ahead of" } else { "behind" };
        let gap = with_unit(assessment.unit(), Amount::new(difference.abs()).unwrap_or_default());
        text += &format!("The route has {}: {gap} {side} it", with_unit(assessment.unit(), route));
        if let Some(periods) = tracking.periods_ahead {
            text += &format!(", {:.1} {}s", periods.abs(), tracking.period.frequency().noun());
        }
        text += ".\n";
    }
    if !tracking.remaining.is_empty() {
        text.push('\n');
    }
    for left in &tracking.remaining {
        text += &format!("- {}: {}\n", with_unit(assessment.unit(), left.amount), remaining(left, tracking));
    }
    text + &now::section(assessment).unwrap_or_default()
}

/// What is left of one milestone: when it was reached, or the growth that it takes from here, or that its date has
/// passed.
fn remaining(left: &Remaining, tracking: &Tracking) -> String {
    match (left.reached, left.required_rate, left.by) {
        (Some(period), _, Some(by)) if period > by => format!("reached in {period}, after {by}"),
        (Some(period), ..) => format!("reached in {period}"),
        (None, Some(rate), Some(by)) => format!("takes {rate} a year from here to {by}"),
        (None, None, Some(by)) if by <= tracking.period => format!("was not reached by {by}"),
        (None, None, Some(by)) => format!("not reached; due by {by}"),
        _ => "not reached; it has no date".to_owned(),
    }
}

/// The projection as a table, with how it is computed. Milestones without a date have their arrival, marked as
/// interpolated.
fn projection(assessment: &Assessment) -> String {
    let scenario = &assessment.scenario;
    let noun = scenario.baseline().period().frequency().noun();
    // The heading begins with a capital: "Year by year", "Quarter by quarter". The nouns are plain ASCII, so that the
    // first byte is the first letter.
    let title = format!("## {}{} by {noun}", noun[..1].to_uppercase(), &noun[1..]);
    let Some(basis) = scenario.basis() else {
        return format!("{title}\n\nNeither a date nor a growth is given: state a rate to see a path.\n");
    };
    let how = match basis {
        Basis::Rate(rate) => format!("At a stated growth of {rate} a year"),
        Basis::Shape(name) => format!("By the shape {name}"),
        Basis::Flows => "By the growth of both flows".to_owned(),
        Basis::Sectors => "By the growth of the sectors".to_owned(),
        Basis::Legs => "By the growth that each dated leg requires".to_owned(),
    };
    let reached = assessment.route_arrivals.iter().zip(scenario.milestones());
    let reached = reached.filter(|(_, milestone)| milestone.by().is_none()).filter_map(|(arrival, _)| {
        Some(format!(
            " On this path {} is reached in {} (interpolated).",
            with_unit(assessment.unit(), arrival.amount),
            arrival.period?
        ))
    });
    let reached: String = reached.collect();
    format!(
        "{title}\n\n{how}; amounts in {}{}.{reached}\n\n{}",
        scenario.unit(),
        prices(&scenario.prices()).map_or(String::new(), |prices| format!(" {prices}")),
        assessment.projection.to_markdown()
    )
}

/// Notes and sources of the scenario; none where it has neither. They are text from files, so that their Markdown is
/// escaped.
fn sources(assessment: &Assessment) -> Option<String> {
    let scenario = &assessment.scenario;
    let lines = scenario.notes().iter().chain(scenario.sources()).map(|line| format!("- {}\n", escape_markdown(line)));
    let lines: String = lines.collect::<String>() + &members(assessment);
    (!lines.is_empty()).then(|| format!("## Notes and sources\n\n{lines}"))
}

/// The members of every bloc, from each change to the next, with those that have no figure; empty without a bloc.
fn members(assessment: &Assessment) -> String {
    let sides = assessment.history.as_ref().map_or(&[][..], History::sides);
    let codes = |economies: &[Economy]| economies.iter().map(|economy| economy.code()).collect::<Vec<_>>().join(" ");
    let line = |side: &SideMembers| {
        let of = |what: &str, economies: &[Economy]| match economies.is_empty() {
            true => String::new(),
            false => format!("; {what} {}", codes(economies)),
        };
        let missing = of("no figure of", &side.missing) + &of("one flow alone of", &side.one_way);
        let years = if side.from == side.to { side.from.to_string() } else { format!("{} to {}", side.from, side.to) };
        format!(
            "- {} in {years}: {}{missing}\n",
            assessment.scenario.partners().name_of(side.bloc),
            codes(&side.members)
        )
    };
    sides.iter().map(line).collect()
}
