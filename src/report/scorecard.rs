//! A scorecard as a Markdown document: pledges whose end is known beside what had been said of them.

use crate::{
    assessment::{Score, Scorecard, ScorecardRow},
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
    let scores = [("outlook", scorecard.outlook), ("base rate", scorecard.base_rate)];
    let scores: String = scores.into_iter().filter_map(|(name, score)| Some(sentence(name, score?))).collect();
    format!(
        "# Scorecard\n\nWhat was said of every pledge from no more than was known on its day, and what came by the history's figures.\n\n{rows}\n{scores}"
    )
}

/// One row: the pledge, its baseline and milestone, the growth it took, the chances with the base rate's 95 % interval,
/// and what happened. A chance that was not computed is a dash.
fn row(row: &ScorecardRow) -> Vec<String> {
    let money = |amount| crate::wording::money(row.currency, amount);
    let said = |chance: Option<Probability>| chance.map_or("-".to_owned(), |chance| chance.to_string());
    let interval = row.interval.map_or(String::new(), |of| format!(" ({} to {})", of.low, of.high));
    let by = row.milestone.by().map_or(", no date".to_owned(), |by| format!(" by {by}"));
    vec![
        row.promised.map_or(row.pair.clone(), |promised| format!("{}, {promised}", row.pair)),
        format!("{} in {}", money(row.from), row.from_period),
        money(row.milestone.amount()) + &by,
        row.required_rate.map_or("-".to_owned(), |rate| rate.to_string()),
        said(row.outlook),
        said(row.base_rate) + &interval,
        row.what_came(),
    ]
}

/// The score of one source of chances in a sentence. A Brier score is the mean squared difference between chance and
/// outcome: 0 is perfect, and saying 50 % of everything earns 0.25.
fn sentence(name: &str, score: Score) -> String {
    format!(
        "- Of {} dated milestones whose end is known, the {name} expected {:.1} to be met; {} were. Its Brier score is {:.3} (a coin has 0.25).\n",
        score.cases, score.expected, score.came, score.brier
    )
}
