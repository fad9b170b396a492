//! Wording that several charts share: amounts and percentages on an axis, the names of a pair, and the line of sources.
//!
//! Phrases that reports print too are in `wording/`, on a lower floor.

use crate::{
    amount::Amount,
    assessment::{Assessment, GrowthShown},
    history::History,
    period::{Period, span},
    series::Series,
    unit::Unit,
    wording::counted,
};

/// The name of an amount on an axis, with a true minus sign and without digits that say nothing.
///
/// `units` counts the unit; a balance may be negative.
///
/// ```text
/// 2e9       $2B
/// -1e9      −$1B
/// 0         0
/// ```
pub(crate) fn tick_name(unit: impl Into<Unit>, units: f64) -> String {
    let sign = if units < 0.0 { "−" } else { "" };
    match Amount::new(units.abs()) {
        Ok(Amount::ZERO) | Err(_) => "0".to_owned(),
        Ok(amount) => format!("{sign}{}", amount.in_unit(unit)),
    }
}

/// The line of sources at the bottom of a chart.
///
/// It names every source of the observed figures in `series`, each with its first and last period, and then the first
/// source of the pledge. Where there is neither, the line says that the figures are the scenario's own.
pub(crate) fn source_line(assessment: &Assessment, series: &[&Series]) -> String {
    let mut named: Vec<(String, Period, Period)> = Vec::new();
    for (period, observation) in series.iter().flat_map(|series| series.observed()) {
        let source = &observation.provenance.source;
        // A figure without a source is named too, since the line stands for all figures.
        let source = if source.is_empty() { "unnamed".to_owned() } else { source.clone() };
        match named.iter_mut().find(|(name, ..)| *name == source) {
            Some((_, from, to)) => {
                *from = if period < *from { period } else { *from };
                *to = if period > *to { period } else { *to };
            }
            None => named.push((source, period, period)),
        }
    }
    let mut parts: Vec<String> =
        named.into_iter().map(|(name, from, to)| format!("{name} ({})", span(from, to))).collect();
    let coverages: Vec<_> = assessment.history.as_ref().map(History::coverages).unwrap_or_default();
    parts.extend(counted(&coverages).map(|counted| format!("counting {counted}")));
    let pledged = counted(&Vec::from_iter(assessment.scenario.coverage()));
    // The web address stands in the scenario; a chart says who and when.
    let source = assessment.scenario.sources().first().map(|source| source.split(": http").next().unwrap_or(source));
    match (source, pledged) {
        (Some(source), Some(counted)) => parts.push(format!("pledge: {source}, counting {counted}")),
        (Some(source), None) => parts.push(format!("pledge: {source}")),
        (None, counted) => parts.extend(counted.map(|counted| format!("the pledge counts {counted}"))),
    }
    match parts.len() {
        0 => "Source: the scenario’s own figures".to_owned(),
        1 => format!("Source: {}", parts.join("; ")),
        _ => format!("Sources: {}", parts.join("; ")),
    }
}

/// The name of a percentage on an axis, with a true minus sign: `5%`, `−2.5%`. From 100,000 % on, it is written as a
/// power of ten with one digit, to keep it short.
pub(crate) fn percent_name(percent: f64) -> String {
    // A tick is a multiple of its step, which may be off in the last digits: 0.30000000000000004.
    let percent = (percent * 1e9).round() / 1e9;
    let text = if percent.abs() >= 1e5 { format!("{percent:.0e}%") } else { format!("{percent}%") };
    text.replace('-', "−")
}

/// The mark beside a growth whose two ends come from different sources: an asterisk. A growth from one source has none.
pub(crate) fn source_mark(shown: &GrowthShown) -> &'static str {
    if shown.one_source { "" } else { "*" }
}
