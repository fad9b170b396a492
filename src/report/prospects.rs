//! The summary and the outlook of an assessment, as parts of its report.

use crate::{
    assessment::Assessment,
    outlook::OutlookAnswers,
    period::Period,
    wording::{dollars_for, escape_markdown, markdown_table, with_unit},
};

/// The summary's sentences as a list, and after them what was not answered, each with the reason.
pub(crate) fn summary(assessment: &Assessment) -> String {
    let lines: String =
        assessment.summary.iter().map(|sentence| format!("- {}\n", escape_markdown(sentence))).collect();
    let mut reasons: Vec<&str> = assessment.absent.iter().map(|absent| absent.why.as_str()).collect();
    // Two parts may be absent for one reason.
    let mut seen = std::collections::HashSet::new();
    reasons.retain(|why| seen.insert(*why));
    let absent: String = reasons.iter().map(|why| format!("- Not answered: {}\n", escape_markdown(why))).collect();
    format!("## In short\n\n{lines}{absent}")
}

/// The outlook's answers to each target, what they stand on, and the fan; none where the assessment has no outlook.
///
/// A target without a date has the outlook's last year in its place, marked as such.
pub(crate) fn outlook(assessment: &Assessment) -> Option<String> {
    let outlook = assessment.outlook.as_ref()?;
    let year = |period: Option<Period>| period.map_or("later or never".to_owned(), |period| period.to_string());
    let rows = outlook.targets.iter().map(|target| {
        vec![
            with_unit(assessment.unit(), target.amount),
            if target.dated { target.by.to_string() } else { format!("{} (no date)", target.by) },
            target.by_horizon.to_string(),
            target.at_horizon.to_string(),
            year(target.arrival.p50),
            target.reached_with_80.map_or("-".to_owned(), |amount| with_unit(assessment.unit(), amount)),
            target.growth_for_80.map_or("-".to_owned(), |rate| rate.to_string()),
        ]
    });
    let header = [
        "Target",
        "By",
        "Chance that some year up to then reaches it",
        "That the year itself does",
        "Even chance by",
        "Reached with 80 %",
        "Median growth for 80 %",
    ];
    let targets = markdown_table(&header, rows);
    Some(format!(
        "## How likely it was, seen from {}\n\n{}\n{targets}\n{}",
        outlook.start,
        stands_on(assessment, outlook),
        fan(assessment, outlook)
    ))
}

/// What the outlook was computed from: the amount it starts at, the amounts before it, and the year up to which it has
/// learned from other pairs.
fn stands_on(assessment: &Assessment, outlook: &OutlookAnswers) -> String {
    let learned = outlook
        .fitted
        .learned_as_of
        .map_or(String::new(), |year| format!(", with what pairs of countries had done up to {year}"));
    let own = match outlook.fitted.history {
        Some((first, last)) if first < last => format!("{} amounts of {first} to {last}", outlook.fitted.amounts),
        _ => "that amount alone".to_owned(),
    };
    let in_dollars = outlook.fitted.dollars_a_unit.map_or(String::new(), |rate| {
        format!(
            " It is computed in US dollars, at the average rate of each year, and stated at the rate of {} ({}), which is taken to hold later.",
            outlook.start,
            dollars_for(assessment.unit(), rate)
        )
    });
    format!(
        "From {} in {} and {own}{learned}. Nothing later is in it.{in_dollars}\n",
        with_unit(assessment.unit(), outlook.amount),
        outlook.start
    )
}

/// The median, the 80 % interval and the 95 % interval of every year ahead.
fn fan(assessment: &Assessment, outlook: &OutlookAnswers) -> String {
    let rows = outlook.quantiles.iter().map(|year| {
        vec![
            year.period.to_string(),
            with_unit(assessment.unit(), year.p50),
            format!("{} to {}", with_unit(assessment.unit(), year.p10), with_unit(assessment.unit(), year.p90)),
            format!("{} to {}", with_unit(assessment.unit(), year.p025), with_unit(assessment.unit(), year.p975)),
        ]
    });
    markdown_table(&["Year", "Median", "80 % interval", "95 % interval"], rows)
}
