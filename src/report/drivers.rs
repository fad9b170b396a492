//! What would have to be true, as a part of a report.

use crate::{
    amount::Amount,
    assessment::{Absent, Assessment},
    drivers::{Attribution, DemandWay, DriverAnswers, DriverChance, LeftOut, PartKind, Range},
    wording::{escape_markdown, markdown_table, with_unit},
};

/// What the drivers of an assessed pledge explain, what they do to the chances, and what that hangs on, as Markdown; none
/// for a pledge without drivers.
///
/// # Examples
///
/// ```
/// use tradepath::{AssessmentOptions, Scenario, assess, drivers::Driver, report};
///
/// let pledge = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("10B", 2030)
///     .driver(Driver::builder("Agreement", "agreement").starts(2025).build()?)
///     .build()?;
/// let assessment = assess(&pledge, None, &AssessmentOptions::new())?;
/// let text = report::drivers(&assessment).unwrap();
/// assert!(text.contains("| Agreement "));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn drivers(assessment: &Assessment) -> Option<String> {
    let answers = assessment.drivers.as_ref()?;
    let own = of_answers(assessment, answers, &assessment.absent);
    let now = assessment.now.as_ref().and_then(|now| Some((now, now.drivers.as_ref()?)));
    let now = now.map(|(now, answers)| {
        let from = with_unit(assessment.unit(), now.amount);
        format!(
            "\n### With the drivers, from {from} in {}\n\n{}",
            now.period,
            of_answers(assessment, answers, &now.absent)
        )
    });
    Some(format!("## What would have to be true\n\n{own}{}", now.unwrap_or_default()))
}

/// Everything that one set of answers has.
fn of_answers(assessment: &Assessment, answers: &DriverAnswers, absent: &[Absent]) -> String {
    let parts = [
        Some(path(assessment, answers)),
        answers.attributions.last().map(|found| attribution(assessment, found)),
        chances(assessment, answers).or(no_chances(answers, absent)),
        beside(assessment),
        hangs_on(assessment, answers),
        left_out(answers),
        otherwise(assessment, answers),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// What the amounts come to.
fn path(assessment: &Assessment, answers: &DriverAnswers) -> String {
    let how = match (answers.base_is_median, has_own_growth(assessment)) {
        (true, _) => "the median of the outlook",
        (false, true) => "by its own growth where a flow or a sector states one, and by the base growth elsewhere",
        (false, false) => "as the scenario states it",
    };
    let base = format!("Without the drivers it grows {} a year, {how}", answers.base_growth);
    let money = |amount| with_unit(assessment.unit(), amount);
    let Some(last) = answers.amount.last() else { return format!("{base}.\n") };
    format!(
        "{base}, to {} in {}. With all of them it comes to {} ({} to {} by what the responses may be, 10th to 90th percentile).\n",
        money(last.without),
        last.period,
        money(last.central),
        money(last.low),
        money(last.high)
    )
}

/// Whether a flow or a sector states a growth of its own.
fn has_own_growth(assessment: &Assessment) -> bool {
    let flows =
        assessment.scenario.flows().is_some_and(|flows| flows.exports_growth.or(flows.imports_growth).is_some());
    flows || assessment.scenario.sectors().iter().any(|sector| sector.growth.is_some())
}

/// What of the way to a milestone each cause explains.
fn attribution(assessment: &Assessment, found: &Attribution) -> String {
    let whole: f64 = (found.amount.value() / found.from.value()).ln();
    let share =
        |log: f64| if whole == 0.0 { "-".to_owned() } else { format!("{}%", whole_number(100.0 * log / whole)) };
    let row = |name: String, log: Range, money: f64| {
        vec![name, points(log.central), range(log), share(log.central), added(assessment, money)]
    };
    let named = |kind: PartKind, name: &str| match kind {
        PartKind::BaseGrowth => "Growth without the drivers".to_owned(),
        PartKind::Prices => "Growth of prices".to_owned(),
        PartKind::Driver => escape_markdown(name),
    };
    let parts = found.parts.iter().map(|part| row(named(part.kind, &part.name), part.log_points, part.money.central));
    let left = row("Left unexplained".to_owned(), found.unexplained, found.unexplained_money.central);
    let table =
        markdown_table(&["Cause", "Log points", "Range", "Of the way", "Amount"], parts.chain(std::iter::once(left)));
    let (from, to) = (with_unit(assessment.unit(), found.from), with_unit(assessment.unit(), found.amount));
    format!(
        "From {from} to {to} by {} is {:.0} log points:\n\n{table}\nThe parts add up, in log points and in amounts. Their ranges do not: each is that of its own response, from the 10th to the 90th percentile, and what is left has that of all of them together. 30 log points are a trade of 1.35 times.\n",
        found.by,
        100.0 * whole
    )
}

/// The chances of every milestone, driver by driver.
fn chances(assessment: &Assessment, answers: &DriverAnswers) -> Option<String> {
    let first = answers.chances.first()?;
    let names = answers.chances.iter().map(|chance| {
        let date = if chance.by.is_some() { "" } else { " (no date)" };
        format!("{} by {}{date}", with_unit(assessment.unit(), chance.amount), chance.within)
    });
    let names: Vec<String> = names.collect();
    let header: Vec<&str> = std::iter::once("Chance").chain(names.iter().map(String::as_str)).collect();
    let row = |name: String, of: &dyn Fn(&DriverChance) -> String| {
        std::iter::once(name).chain(answers.chances.iter().map(of)).collect::<Vec<String>>()
    };
    let each = first
        .with_each
        .iter()
        .enumerate()
        .map(|(at, with)| row(escape_markdown(&with.driver), &|chance| chance.with_each[at].chance.to_string()));
    let without = row("Without any driver".to_owned(), &|chance| chance.without.to_string());
    let all = row("With all".to_owned(), &|chance| chance.with_all.to_string());
    let rows = std::iter::once(without).chain(each).chain(std::iter::once(all));
    let table = markdown_table(&header, rows);
    Some(format!("The chance that the total of some year up to then reaches it:\n\n{table}"))
}

/// Why there are no chances; none where there are, and where no milestone is above the baseline.
fn no_chances(answers: &DriverAnswers, absent: &[Absent]) -> Option<String> {
    let outlook = absent.iter().find(|absent| absent.part == "outlook").filter(|_| answers.chances.is_empty())?;
    Some(format!("No chances: {}.\n", escape_markdown(&outlook.why)))
}

/// What the pledge states beside its own milestones, which the drivers do not explain.
fn beside(assessment: &Assessment) -> Option<String> {
    let scenario = &assessment.scenario;
    let stated = !scenario.of_flows().is_empty() || !scenario.balances().is_empty();
    stated.then(|| "The milestones of single flows, and balances, are not explained by the drivers.\n".to_owned())
}

/// The assumptions, the one that moves the amount most first.
fn hangs_on(assessment: &Assessment, answers: &DriverAnswers) -> Option<String> {
    let last = answers.amount.last().filter(|_| !answers.hangs_on.is_empty())?;
    let with_chances = answers.hangs_on.iter().any(|of| of.chance_low.is_some());
    let mut header = vec!["What it hangs on".to_owned(), format!("{} at low", last.period), "At high".to_owned()];
    if with_chances {
        header.extend(["Chance at low".to_owned(), "At high".to_owned()]);
    }
    let money = |amount: Amount| with_unit(assessment.unit(), amount);
    let rows = answers.hangs_on.iter().map(|of| {
        let mut row = vec![escape_markdown(&of.assumption), money(of.low), money(of.high)];
        if with_chances {
            row.extend(
                [of.chance_low, of.chance_high].map(|chance| chance.map_or_else(String::new, |of| of.to_string())),
            );
        }
        row
    });
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    Some(markdown_table(&header, rows))
}

fn left_out(answers: &DriverAnswers) -> Option<String> {
    let line = |of: &LeftOut| {
        let would = of.would.map_or(String::new(), |would| {
            format!(" From the first period on it would add {} log points ({}).", points(would.central), range(would))
        });
        format!("- {}: {}.{would}\n", escape_markdown(&of.driver), escape_markdown(&of.why))
    };
    let lines: String = answers.left_out.iter().map(line).collect();
    (!lines.is_empty()).then(|| format!("Counted nowhere:\n\n{lines}"))
}

fn otherwise(assessment: &Assessment, answers: &DriverAnswers) -> Option<String> {
    let other = answers.demand_otherwise.as_ref()?;
    let way = match other.way {
        DemandWay::Dollars => "in dollars, which hold prices",
        _ => "in volume, with prices beside it",
    };
    Some(match (other.amount, &other.why) {
        (Some(amount), _) => {
            format!(
                "With growth of GDP counted {way}, {} would have {}.\n",
                other.period,
                with_unit(assessment.unit(), amount)
            )
        }
        (None, Some(why)) => format!("Growth of GDP counted {way} is not answered: {}.\n", escape_markdown(why)),
        (None, None) => return None,
    })
}

/// What is added, or taken away with a sign.
fn added(assessment: &Assessment, units: f64) -> String {
    let sign = if units < 0.0 { "-" } else { "" };
    let amount = Amount::new(units.abs()).unwrap_or_default();
    if amount == Amount::ZERO { "0".to_owned() } else { format!("{sign}{}", with_unit(assessment.unit(), amount)) }
}

/// A number without digits after the point, and without the sign of a zero.
fn whole_number(number: f64) -> String {
    let text = format!("{number:.0}");
    if text == "-0" { "0".to_owned() } else { text }
}

/// Log points in hundredths: 4.2 is 0.042.
fn points(log: f64) -> String {
    let text = format!("{:.1}", 100.0 * log);
    if text == "-0.0" { "0.0".to_owned() } else { text }
}

/// The ends of a range; none where they are one number.
fn range(log: Range) -> String {
    let (low, high) = (points(log.low), points(log.high));
    if low == high { String::new() } else { format!("{low} to {high}") }
}
