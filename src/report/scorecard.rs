//! A scorecard as a Markdown document: pledges whose end is known beside what had been said of them.

use crate::{
    assessment::{Outcomes, Score, Scorecard, ScorecardRow, Tenth},
    probability::Probability,
    wording::markdown_table,
};

/// Writes a scorecard in Markdown: a row for every milestone with the chances it was given and what happened, and the
/// score of the chances.
///
/// A chance was computed from no more than was known on the day of the pledge. The score compares the chances of the
/// outlook and of the base rate with what came.
///
/// ```
/// use tradepath::{AssessmentOptions, Scorecard, assess, report, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let text = report::scorecard(&Scorecard::of([&assessment]));
/// assert!(text.starts_with("# Scorecard\n"));
/// assert!(text.contains("met in 2006") && text.contains("met in 2007"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn scorecard(scorecard: &Scorecard) -> String {
    let header = ["Pledge", "From", "To", "Growth it took", "Outlook", "Base rate", "What came"];
    let rows = markdown_table(&header, scorecard.rows.iter().map(row));
    let scores = [("outlook", &scorecard.outlook), ("base rate", &scorecard.base_rate)];
    let scores = scores.into_iter().filter_map(|(name, score)| Some((name, score.as_ref()?)));
    let sentences: String = scores.clone().map(|(name, score)| sentence(name, score)).collect();
    let tenths: String = scores.map(|(name, score)| tenths(name, score)).collect();
    let kinds = [("What it took", &scorecard.by_growth), ("How it was stated", &scorecard.by_form)];
    let kinds: String = kinds.into_iter().map(|(head, kinds)| outcomes(head, kinds)).collect();
    format!(
        "# Scorecard\n\nWhat was said of every pledge from no more than was known on its day, and what came by the history's figures.\n\n{rows}\n{sentences}{tenths}{kinds}"
    )
}

/// What one source of chances said, by tenths, beside what came.
fn tenths(name: &str, score: &Score) -> String {
    let row = |tenth: &Tenth| {
        let (from, to) = ((tenth.from * 100.0).round(), (tenth.from * 100.0).round() + 10.0);
        vec![
            format!("{from:.0}% to {to:.0}%"),
            tenth.cases.to_string(),
            format!("{:.1}", tenth.expected),
            tenth.came.to_string(),
        ]
    };
    let header = ["Chance said", "Milestones", "Expected to be met", "Met"];
    format!("\n## Said by the {name}, and what came\n\n{}", markdown_table(&header, score.tenths.iter().map(row)))
}

/// What became of milestones, by what they have in common.
fn outcomes(head: &str, kinds: &[Outcomes]) -> String {
    let row = |kind: &Outcomes| {
        let mut cells = vec![kind.of.clone()];
        cells.extend([kind.met, kind.late, kind.missed, kind.open].map(|count| count.to_string()));
        cells
    };
    let header = [head, "Met", "Late", "Missed", "Open"];
    format!("\n## {head}\n\n{}", markdown_table(&header, kinds.iter().map(row)))
}

/// One row: the pledge, its baseline and milestone, the growth it took, the chances with the base rate's 95 % interval,
/// and what happened. A chance that was not computed is a dash.
fn row(row: &ScorecardRow) -> Vec<String> {
    let shown = |amount| crate::wording::with_unit(row.unit, amount);
    let said = |chance: Option<Probability>| chance.map_or("-".to_owned(), |chance| chance.to_string());
    let interval = row.interval.map_or(String::new(), |of| format!(" ({} to {})", of.low, of.high));
    let by = row.milestone.by().map_or(", no date".to_owned(), |by| format!(" by {by}"));
    vec![
        row.promised.map_or(row.pair.clone(), |promised| format!("{}, {promised}", row.pair)),
        format!("{} in {}", shown(row.from), row.from_period),
        shown(row.milestone.amount()) + &by,
        row.required_rate.map_or("-".to_owned(), |rate| rate.to_string()),
        said(row.outlook),
        said(row.base_rate) + &interval,
        row.what_came(),
    ]
}

/// The score of one source of chances in a sentence. A Brier score is the mean squared difference between chance and
/// outcome: 0 is perfect, and saying 50 % of everything earns 0.25.
fn sentence(name: &str, score: &Score) -> String {
    let error = score.brier_error.map_or(String::new(), |error| format!(" with a standard error of {error:.3}"));
    format!(
        "- Of {} dated milestones whose end is known, the {name} expected {:.1} to be met; {} were. Its Brier score is {:.3}{error} (a coin has 0.25).\n",
        score.cases, score.expected, score.came, score.brier
    )
}
