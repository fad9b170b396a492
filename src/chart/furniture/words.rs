//! Wording that charts share: amounts and percent on an axis, the pair's names, and the line of sources.

use crate::{
    amount::Amount,
    assessment::{Assessment, GrowthShown},
    currency::Currency,
    history::History,
    period::{Period, span},
    scenario::Link,
    series::Series,
    wording::{counted, times},
};

/// The name of a tick of amounts, with a true minus and without needless digits: `$2B`, `−$1B`, `0`.
pub(crate) fn tick_name(currency: Currency, units: f64) -> String {
    let sign = if units < 0.0 { "−" } else { "" };
    match Amount::new(units.abs()) {
        Ok(Amount::ZERO) | Err(_) => "0".to_owned(),
        Ok(amount) => format!("{sign}{}", amount.in_currency(currency)),
    }
}

/// The names of the pair's economies: `Kazakhstan and Uzbekistan`.
pub(crate) fn between(assessment: &Assessment) -> String {
    let pair = assessment.scenario.pair();
    format!("{} and {}", pair.first().name(), pair.second().name())
}

/// The line of sources: those of the observed figures, each with its first and last period, and the first one of the
/// pledge.
pub(crate) fn source_line(assessment: &Assessment, series: &[&Series]) -> String {
    let mut named: Vec<(String, Period, Period)> = Vec::new();
    for (period, observation) in series.iter().flat_map(|series| series.observed()) {
        let source = &observation.provenance.source;
        let source = if source.is_empty() { "unnamed".to_owned() } else { source.clone() };
        match named.iter_mut().find(|(name, ..)| *name == source) {
            Some((_, from, to)) => {
                *from = if period < *from { period } else { *from };
                *to = if period > *to { period } else { *to };
            }
            None => named.push((source, period, period)),
        }
    }
    let named_nothing = named.is_empty();
    let mut parts: Vec<String> =
        named.into_iter().map(|(name, from, to)| format!("{name} ({})", span(from, to))).collect();
    let coverages: Vec<_> = assessment.history.as_ref().map(History::coverages).unwrap_or_default();
    parts.extend(counted(&coverages).map(|counted| format!("counting {counted}")));
    if let Some(link) = assessment.link.filter(|link| link.kind == Link::Ratio && !named_nothing) {
        parts.push(format!("linked to the pledge by ratio (× {})", times(link.factor)));
    }
    if let Some(source) = assessment.scenario.sources().first() {
        // The web address stands in the scenario; a chart says who and when.
        let short = source.split(": http").next().unwrap_or(source);
        parts.push(format!("pledge: {short}"));
    }
    match parts.len() {
        0 => "Source: the scenario’s own figures".to_owned(),
        1 => format!("Source: {}", parts.join("; ")),
        _ => format!("Sources: {}", parts.join("; ")),
    }
}

/// The name of a tick of percent, with a true minus: `5%`, `−2.5%`.
pub(crate) fn percent_name(percent: f64) -> String {
    // A tick is a multiple of its step, with rounding in the last digits.
    let percent = (percent * 1e9).round() / 1e9;
    let text = if percent.abs() >= 1e5 { format!("{percent:.0e}%") } else { format!("{percent}%") };
    text.replace('-', "−")
}

/// The mark beside a growth whose two ends come from different sources.
pub(crate) fn source_mark(shown: &GrowthShown) -> &'static str {
    if shown.one_source { "" } else { "*" }
}
