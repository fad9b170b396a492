//! The pledges before, and how the finish moved, as a part of a report.

use crate::{
    assessment::{Assessment, MilestoneMade, Moved, PledgeMade, Timeline},
    growth::Milestone,
    scenario::Link,
    wording::{escape_markdown, markdown_table, plural, with_unit},
};

/// What each pledge of the pair said and what came of it, and the amounts that were restated; none where the pledge
/// restates no other.
pub(super) fn section(assessment: &Assessment) -> Option<String> {
    let timeline = assessment.timeline.as_ref()?;
    let rows = timeline.pledges.iter().flat_map(|pledge| {
        let row = |made: &MilestoneMade| row(assessment, pledge, made);
        pledge.milestones.iter().map(row).collect::<Vec<_>>()
    });
    let header = ["Pledge of", "From", "To", "Growth a year", "What came"];
    let table = markdown_table(&header, rows);
    // Of an amount without a date there is nothing to say where it stays without one.
    let moved = timeline.moved.iter().filter(|moved| moved.from.or(moved.to).is_some());
    let moved: String = moved.map(|moved| moved_line(assessment, timeline, moved)).collect();
    let moved = if moved.is_empty() { moved } else { format!("\n{moved}") };
    let titles: String = timeline
        .pledges
        .iter()
        .map(|pledge| format!("- {}: {}\n", pledge.when(), escape_markdown(&pledge.title)))
        .collect();
    Some(format!("## The pledges of this pair\n\n{table}{moved}\n{titles}"))
}

fn row(assessment: &Assessment, pledge: &PledgeMade, made: &MilestoneMade) -> Vec<String> {
    let from = with_unit(assessment.unit(), pledge.baseline.amount());
    vec![
        pledge.when(),
        format!("{from} in {}", pledge.baseline.period()),
        to(assessment, &made.milestone),
        made.required_rate.map_or("-".to_owned(), |rate| rate.to_string()),
        what_came(assessment, pledge, made),
    ]
}

fn to(assessment: &Assessment, milestone: &Milestone) -> String {
    let amount = with_unit(assessment.unit(), milestone.amount());
    milestone.by().map_or(format!("{amount}, no date"), |by| format!("{amount} by {by}"))
}

/// What came of a milestone. A verdict by a history that is linked by ratio is marked so.
fn what_came(assessment: &Assessment, pledge: &PledgeMade, made: &MilestoneMade) -> String {
    let linked = if pledge.link == Some(Link::Ratio) { " (by ratio)" } else { "" };
    made.verdict.in_words(|amount| with_unit(assessment.unit(), amount)) + linked
}

/// How the date of an amount changed from one pledge to the next.
fn moved_line(assessment: &Assessment, timeline: &Timeline, moved: &Moved) -> String {
    let amount = with_unit(assessment.unit(), moved.amount);
    let when = |at: usize| timeline.pledges.get(at).map_or(String::new(), PledgeMade::when);
    let (then, later) = (when(moved.pledge), when(moved.pledge + 1));
    let said = match (moved.from, moved.to, moved.years) {
        (None, None, _) => format!("without a date in the pledges of {then} and of {later}"),
        (Some(from), None, _) => format!("by {from} in the pledge of {then}, without a date in that of {later}"),
        (None, Some(to), _) => format!("without a date in the pledge of {then}, by {to} in that of {later}"),
        (Some(from), Some(to), years) => {
            let years = years.unwrap_or(0.0);
            let shift = match years {
                0.0 => "the same date".to_owned(),
                years if years > 0.0 => format!("{} later", plural_years(years)),
                years => format!("{} earlier", plural_years(-years)),
            };
            format!("by {from} in the pledge of {then}, by {to} in that of {later}: {shift}")
        }
    };
    format!("- {amount}: {said}\n")
}

/// Years in words: `2 years`, `0.25 years`.
fn plural_years(years: f64) -> String {
    if years.fract() == 0.0 { plural(years as u64, "year") } else { format!("{} years", crate::wording::years(years)) }
}
