//! A scorecard as a document.

use crate::{
    assessment::{Score, Scorecard, ScorecardRow},
    probability::Probability,
    wording::markdown_table,
};

/// A scorecard in Markdown: every milestone with what was said of it and what came, and how far chances were right.
pub fn scorecard(scorecard: &Scorecard) -> String {
    let header = ["Pledge", "From", "To", "Growth it took", "Outlook", "Base rate", "What came"];
    let rows = markdown_table(&header, scorecard.rows.iter().map(row));
    let scores = [("outlook", scorecard.outlook), ("base rate", scorecard.base_rate)];
    let scores: String = scores.into_iter().filter_map(|(name, score)| Some(sentence(name, score?))).collect();
    format!(
        "# Scorecard\n\nWhat was said of every pledge from no more than was known on its day, and what came by the history's figures.\n\n{rows}\n{scores}"
    )
}

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

fn sentence(name: &str, score: Score) -> String {
    format!(
        "- Of {} dated milestones whose end is known, the {name} expected {:.1} to be met; {} were. Its Brier score is {:.3} (a coin has 0.25).\n",
        score.cases, score.expected, score.came, score.brier
    )
}
