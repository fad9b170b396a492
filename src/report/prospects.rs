//! What may come of a pledge: the summary, the outlook, and what became of pairs that stood there.

use super::money;
use crate::{
    assessment::{Assessment, MilestoneBaseRate},
    economy::Pair,
    number::count,
    outlook::{BaseRate, Era, OutlookAnswers, Precedent},
    period::Period,
    table,
};

pub(super) fn summary(assessment: &Assessment) -> String {
    let lines: String = assessment.summary.iter().map(|sentence| format!("- {sentence}\n")).collect();
    let absent: String = assessment.absent.iter().map(|absent| format!("- Not answered: {}\n", absent.why)).collect();
    format!("## In short\n\n{lines}{absent}")
}

pub(super) fn outlook(assessment: &Assessment) -> Option<String> {
    let outlook = assessment.outlook.as_ref()?;
    let year = |period: Option<Period>| period.map_or("later or never".to_owned(), |period| period.to_string());
    let rows = outlook.targets.iter().map(|target| {
        vec![
            money(assessment, target.amount),
            if target.dated { target.by.to_string() } else { format!("{} (no date)", target.by) },
            target.by_horizon.to_string(),
            target.at_horizon.to_string(),
            year(target.arrival.p50),
            target.reached_with_80.map_or("-".to_owned(), |amount| money(assessment, amount)),
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
    let targets = table::markdown(&header, rows);
    Some(format!(
        "## How likely it was on that day\n\n{}\n{targets}\n{}",
        stands_on(assessment, outlook),
        fan(assessment, outlook)
    ))
}

fn stands_on(assessment: &Assessment, outlook: &OutlookAnswers) -> String {
    let learned = outlook
        .fitted
        .learned_as_of
        .map_or(String::new(), |year| format!(", with what pairs of countries had done up to {year}"));
    let own = match outlook.fitted.history {
        Some((first, last)) if first < last => format!("{} amounts of {first} to {last}", outlook.fitted.amounts),
        _ => "that amount alone".to_owned(),
    };
    format!(
        "From {} in {} and {own}{learned}. Nothing later is in it.\n",
        money(assessment, outlook.amount),
        outlook.start
    )
}

fn fan(assessment: &Assessment, outlook: &OutlookAnswers) -> String {
    let rows = outlook.quantiles.iter().map(|year| {
        vec![
            year.period.to_string(),
            money(assessment, year.p50),
            format!("{} to {}", money(assessment, year.p10), money(assessment, year.p90)),
            format!("{} to {}", money(assessment, year.p025), money(assessment, year.p975)),
        ]
    });
    table::markdown(&["Year", "Median", "80 % interval", "95 % interval"], rows)
}

pub(super) fn base_rates(assessment: &Assessment) -> Option<String> {
    let last = assessment.base_rates.last()?;
    let parts: Vec<String> = assessment.base_rates.iter().map(|rate| one(assessment, rate)).collect();
    let precedents = precedents(assessment, last);
    Some(format!("## What became of pairs that stood there\n\n{}{precedents}", parts.join("\n")))
}

/// One milestone: the sentence, the curve and the eras; counts alone where cases are few.
fn one(assessment: &Assessment, rate: &MilestoneBaseRate) -> String {
    let found = &rate.base_rate;
    let title = format!("### {}\n\n", money(assessment, rate.milestone.amount()));
    let about = about(found);
    if found.too_few {
        return format!("{title}{}\n\n{about}", found.sentence());
    }
    let curve = found.curve.iter().map(|point| {
        vec![
            point.years.to_string(),
            point.share.to_string(),
            format!("{} to {}", point.low, point.high),
            count(point.at_risk),
        ]
    });
    let curve = table::markdown(&["Years since", "Reached it", "95 % interval", "Followed"], curve);
    let eras = table::markdown(
        &["Stood there from", "Pairs", "Reached it", "Followed for less", "Share"],
        found.eras.iter().map(|era| era_row(found, era)),
    );
    format!("{title}{}\n\n{curve}\n{eras}\n{about}", found.sentence())
}

fn era_row(found: &BaseRate, era: &Era) -> Vec<String> {
    let share = match era.share {
        Some(share) if !era.too_few && era.followed_years < found.asked.within => {
            format!("{share} by year {}", era.followed_years)
        }
        Some(share) if !era.too_few => share.to_string(),
        _ => "too few".to_owned(),
    };
    let span = if era.from == era.to { era.from.to_string() } else { format!("{}–{}", era.from, era.to) };
    vec![span, count(era.entered), count(era.reached), count(era.censored), share]
}

fn about(found: &BaseRate) -> String {
    let panel = &found.panel;
    let prices = match &panel.prices {
        crate::series::Prices::Nominal => "nominal amounts".to_owned(),
        crate::series::Prices::Real { base, .. } => format!("in prices of {base}"),
    };
    let inside = match found.inside_at_start {
        0 => String::new(),
        inside => format!(" {} of the pairs stood there already when the figures begin.", count(inside)),
    };
    format!("Counted from {}, {} to {}, {prices}, by Kaplan and Meier.{inside}\n", panel.name, panel.from, panel.to)
}

fn precedents(assessment: &Assessment, rate: &MilestoneBaseRate) -> String {
    let found = &rate.base_rate;
    if found.precedents.is_empty() {
        return String::new();
    }
    let row = |case: &Precedent| {
        vec![
            names(&case.pair),
            format!("{} in {}", money(assessment, case.from), case.from_period),
            format!("{} in {}", money(assessment, case.to), case.to_period),
            case.years.to_string(),
            if case.reached { "yes" } else { "no" }.to_owned(),
        ]
    };
    let rows = table::markdown(&["Pair", "From", "To", "Years", "Reached it"], found.precedents.iter().map(row));
    let alike = found.most_alike.map_or(String::new(), |alike| {
        format!(" Of the {} most alike whose years are all known, {} reached it.", alike.cases, alike.reached)
    });
    format!(
        "\n### Precedents for {}\n\nPairs most like this one when they stood there, of those that reached that multiple and of those that did not; how many there are of either says nothing.{alike}\n\n{rows}",
        money(assessment, rate.milestone.amount())
    )
}

/// The names of a pair's economies.
fn names(pair: &str) -> String {
    let named = pair.parse::<Pair>();
    named.map_or_else(|_| pair.to_owned(), |pair| format!("{} and {}", pair.first().name(), pair.second().name()))
}
