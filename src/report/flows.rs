//! Report parts on what a pledge states of single flows, and on the balances that it aims at.

use crate::{
    amount::Amount,
    assessment::{Assessment, BalanceAnswer},
    report::required::legs,
    scenario::{BalanceNeed, BalanceWay},
    wording::{escape_markdown, markdown_table, percent, signed_amount, with_unit},
};

/// The part on the pledge of one flow: the growth that it takes, and the sentences of its own summary.
pub(super) fn of_flow(part: &Assessment) -> String {
    let traded = part.scenario.traded();
    // The names of the series are plain ASCII, so that the first byte is the first letter.
    let title = format!("## {}{}", traded[..1].to_uppercase(), escape_markdown(&traded[1..]));
    let sentences: String = part.summary.iter().map(|sentence| format!("- {}\n", escape_markdown(sentence))).collect();
    let absent = part.absent.iter().map(|absent| format!("- Not answered: {}\n", escape_markdown(&absent.why)));
    let legs = if part.legs.is_empty() { String::new() } else { format!("{}\n", legs(part)) };
    format!("{title}\n\n{legs}{sentences}{}", absent.collect::<String>())
}

/// The part on balances: a row for each flow that leads to one, from the baseline and from the last figures. None where
/// the pledge aims at none.
pub(super) fn balances(assessment: &Assessment) -> Option<String> {
    let rows = assessment.balances.iter().flat_map(|answer| rows(assessment, answer));
    let header =
        ["Seen from", "Balance then", "To reach", "By", "Flow", "Has to come to", "Growth a year", "The other flow"];
    let rows: Vec<Vec<String>> = rows.collect();
    let text = format!("## The balance\n\n{}", markdown_table(&header, rows.into_iter()));
    (!assessment.balances.is_empty()).then_some(text)
}

/// The rows of one balance.
fn rows(assessment: &Assessment, answer: &BalanceAnswer) -> Vec<Vec<String>> {
    let needs = std::iter::once(&answer.pledged).chain(&answer.now);
    needs.flat_map(|need| need.ways.iter().map(|way| row(assessment, answer, (need, way)))).collect()
}

fn row(assessment: &Assessment, answer: &BalanceAnswer, (need, way): (&BalanceNeed, &BalanceWay)) -> Vec<String> {
    let currency = assessment.unit();
    let in_money = |amount: Amount| with_unit(currency, amount);
    let aim = match answer.goal.aim {
        crate::scenario::BalanceAim::Amount(units) => signed_amount(units),
        crate::scenario::BalanceAim::Share(share) => format!("{}% of the turnover", (share * 1e11).round() / 1e9),
    };
    vec![
        need.from.period.to_string(),
        signed_amount(need.from.balance()),
        aim,
        answer.goal.by.map_or("no date".to_owned(), |by| by.to_string()),
        way.flow.to_string(),
        in_money(way.amount),
        way.growth.map_or("-".to_owned(), percent),
        in_money(way.other),
    ]
}
