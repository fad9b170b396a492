//! A base rate as a Markdown document: what became of pairs that once stood at the same amount.
//!
//! The same tables are a part of an assessment's report, one set for each milestone.

use crate::{
    assessment::Assessment,
    base_rate::{BaseRate, Era, Precedent},
    economy::Pair,
    period::span,
    unit::Unit,
    wording::{count, markdown_table, prices_and_deflator, with_unit},
};

/// Writes a base rate in Markdown: its sentence, the share by year since entry, the eras, the precedents, and the panel
/// that it was counted in.
///
/// Where the cases are too few for a share, the document has their counts, without the tables of shares. Amounts are in
/// the currency of the panel.
///
/// ```
/// use tradepath::{base_rate::{BaseRateQuestion, BaseRateTable}, report};
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// assert!(report::base_rate(&found).contains("| China and India"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn base_rate(found: &BaseRate) -> String {
    let asked = &found.asked;
    let title = format!(
        "# From about {} to {}",
        with_unit(found.panel.unit, asked.from),
        with_unit(found.panel.unit, asked.to)
    );
    let precedents = precedents(found).map_or(String::new(), |text| format!("\n## Precedents\n\n{text}"));
    format!("{title}\n\n{}{precedents}", body(found))
}

/// The base rates of an assessment, milestone by milestone, with the precedents of the last milestone; none where the
/// assessment has no base rate.
pub(crate) fn section(assessment: &Assessment) -> Option<String> {
    let last = assessment.base_rates.last()?;
    let parts = assessment.base_rates.iter().map(|rate| {
        let amount = with_unit(assessment.unit(), rate.milestone.amount());
        let by = rate.milestone.by().map_or(String::new(), |by| format!(" by {by}"));
        format!("### {amount}{by}\n\n{}", body(&rate.base_rate))
    });
    let parts: Vec<String> = parts.collect();
    let precedents = precedents(&last.base_rate).map_or(String::new(), |text| {
        format!("\n### Precedents for {}\n\n{text}", with_unit(assessment.unit(), last.milestone.amount()))
    });
    Some(format!("## What became of pairs that stood there\n\n{}{precedents}", parts.join("\n")))
}

/// The sentence, the curve (the share by year since entry) and the eras, then what they were counted in. Where cases
/// are few, the sentence and what it was counted in.
fn body(found: &BaseRate) -> String {
    let (sentence, about) = (found.sentence(), about(found));
    if found.too_few {
        return format!("{sentence}\n\n{about}");
    }
    let curve = found.curve.iter().map(|point| {
        let interval = format!("{} to {}", point.low, point.high);
        vec![point.years.to_string(), point.share.to_string(), interval, count(point.at_risk)]
    });
    let curve = markdown_table(&["Years since", "Reached it", "95 % interval", "Followed"], curve);
    let header = ["Stood there from", "Cases", "Reached it", "Followed for less", "Share"];
    let eras = markdown_table(&header, found.eras.iter().map(|era| era_row(found, era)));
    format!("{sentence}\n\n{curve}\n{eras}\n{about}")
}

/// One era. A share that holds for fewer years than were asked for says by which year it holds.
fn era_row(found: &BaseRate, era: &Era) -> Vec<String> {
    let share = match era.share.filter(|_| !era.too_few) {
        Some(share) if era.followed_years < found.asked.within => format!("{share} by year {}", era.followed_years),
        Some(share) => share.to_string(),
        None => "too few".to_owned(),
    };
    vec![span(era.from, era.to), count(era.entered), count(era.reached), count(era.censored), share]
}

/// What the base rate was counted in: the panel, its years and prices, the method, and the cases that had entered
/// before the figures begin.
fn about(found: &BaseRate) -> String {
    let panel = &found.panel;
    let prices = prices_and_deflator(&panel.prices).unwrap_or_else(|| match panel.unit {
        Unit::Currency(_) => "nominal amounts".to_owned(),
        Unit::Quantity(_) => panel.kind_of_amounts(),
    });
    let inside = match found.inside_at_start {
        0 => String::new(),
        inside => format!(" {} of the cases stood there already when the figures begin.", count(inside)),
    };
    format!("Counted from {}, {} to {}, {prices}, by Kaplan and Meier.{inside}\n", panel.name, panel.from, panel.to)
}

/// The precedents as a table, with a remark on how they were chosen; none where no case can be named.
///
/// They are picked for likeness, from those that reached the target and from those that did not. Their number is no
/// evidence, and the remark says so.
fn precedents(found: &BaseRate) -> Option<String> {
    let row = |case: &Precedent| {
        vec![
            names(&case.pair),
            format!("{} in {}", with_unit(found.panel.unit, case.from), case.from_period),
            format!("{} in {}", with_unit(found.panel.unit, case.to), case.to_period),
            case.years.to_string(),
            if case.reached { "yes" } else { "no" }.to_owned(),
        ]
    };
    let rows = markdown_table(&["Pair", "From", "To", "Years", "Reached it"], found.precedents.iter().map(row));
    let alike = found.most_alike.map_or(String::new(), |alike| {
        format!(" Of the {} most alike whose years are all known, {} reached it.", alike.cases, alike.reached)
    });
    let what = "Those most like it when they stood there, of those that reached the target and of those that did not; how many there are of either says nothing.";
    (!found.precedents.is_empty()).then(|| format!("{what}{alike}\n\n{rows}"))
}

/// The names of a pair's two economies, `Kazakhstan and Uzbekistan`. A case that is not a pair of codes keeps its own
/// name.
fn names(pair: &str) -> String {
    let named = pair.parse::<Pair>();
    named.map_or_else(|_| pair.to_owned(), |pair| format!("{} and {}", pair.first().name(), pair.second().name()))
}
