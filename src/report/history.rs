//! A pair's history as a Markdown document: the reports of both sides, the figures made of them, and the growth they
//! show.
//!
//! Whoever reads it can see which customs service reported what, and which figures had to be filled in.

use crate::{
    amount::Amount,
    history::{GrowthMeasures, History, Mirror, MirrorPolicy, MirroredFlow, Reading},
    period::Period,
    rate::GrowthRate,
    series::{Prices, Series},
    wording::{count, counted, escape_markdown, markdown_table, plural, prices_and_deflator, with_unit},
};

/// Writes a pair's history in Markdown.
///
/// The document has a table of each flow with the exporter's and the importer's reports, the turnover and its growth,
/// and a list of what was not used of the files.
///
/// - `reading` is the files as they were read. The list of unused rows comes from it.
/// - `mirror` is the pair's reports in them. The tables of flows come from it.
/// - `history` is the series made of `mirror`. It may have been converted to another currency or to other prices since.
///
/// ```
/// use tradepath::{history::{Reader, Reconciliation}, report};
///
/// let file = "t,i,j,k,v,q\n2018,398,860,270900,1650626,\n2019,398,860,270900,1962026,\n";
/// let reading = Reader::new().pair("KAZ-UZB").read(file.as_bytes(), "BACI.csv")?;
/// let mirror = reading.panel.mirror("KAZ-UZB", &Reconciliation::default())?;
/// let text = report::history(&reading, &mirror, &mirror.history()?);
/// assert!(text.contains("| 2019   | $1.96B |"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn history(reading: &Reading, mirror: &Mirror, history: &History) -> String {
    let (first, second) = (mirror.pair.first(), mirror.pair.second());
    let mut text = format!("# {} and {}\n\n{}\n", first.name(), second.name(), made_of(mirror));
    if let Some(counted) = counted(&mirror.coverages()) {
        text += &format!("The amounts count {counted}.\n");
    }
    if history.exports().or(history.turnover()).is_some_and(|series| changed(mirror, series)) {
        text += "Both sides' reports are as they were made; what is made of them is converted.\n";
    }
    for (exporter, importer) in [(first, second), (second, first)] {
        let flows: Vec<&MirroredFlow> = mirror.flows.iter().filter(|flow| flow.exporter == exporter).collect();
        if !flows.is_empty() {
            text += &format!("\n## {} to {}\n\n{}", exporter.name(), importer.name(), flow_table(mirror, &flows));
        }
    }
    // The tables above have both flows; exports and imports get a part of their own only where there is no turnover.
    for (name, series) in [
        ("Turnover", history.turnover()),
        ("Exports", history.exports().filter(|_| history.turnover().is_none())),
        ("Imports", history.imports().filter(|_| history.turnover().is_none())),
    ] {
        if let Some(series) = series {
            text +=
                &format!("\n## {name}{}{}\n\n{}{}", of(series), prices(series), series_table(series), growth(series));
        }
    }
    text + &unused(reading)
}

/// Whether a series was converted after it was made of the reports: its currency or its prices are not theirs.
fn changed(mirror: &Mirror, series: &Series) -> bool {
    series.unit() != mirror.unit || *series.prices() != Prices::Nominal
}

/// The rule that makes one figure of two reports, in a sentence, with what the mark `~` means where a figure has it.
fn made_of(mirror: &Mirror) -> String {
    let reports = mirror.flows.iter().any(|flow| flow.exporter_reported.is_some() || flow.importer_reported.is_some());
    // A factor of 1 divides nothing, and is not worth a word.
    let divided = match mirror.cif_fob.factor() {
        1.0 => String::new(),
        factor => format!(", divided by {factor} where it is CIF"),
    };
    if !reports {
        return "The figures are as the source gives them; neither side's own reports are in it.".to_owned();
    }
    let rule = match mirror.policy {
        MirrorPolicy::Exporter => "The figure is the exporter's report".to_owned(),
        MirrorPolicy::Importer => format!("The figure is the importer's report{divided}"),
        MirrorPolicy::Mean => format!("The figure is the mean of both reports, the importer's{divided}"),
        MirrorPolicy::Larger => format!("The figure is the larger of both reports, the importer's{divided}"),
        MirrorPolicy::Reliability => {
            format!("The figure is both reports weighted by the reporters' reliability, the importer's{divided}")
        }
        MirrorPolicy::Fill => {
            format!("The figure is the exporter's report; where that is missing, the importer's{divided}")
        }
        MirrorPolicy::Of(economy) => format!("The figures are those of {}'s statistics, as they stand", economy.name()),
    };
    let filled = mirror.flows.iter().any(|flow| flow.is_filled(mirror.policy));
    let marked = if filled {
        " (~ from another report, the wanted one missing: the series changes its source there)"
    } else {
        ""
    };
    format!("{rule}{marked}.")
}

/// One flow period by period: both reports, their asymmetry, and the figure. Where neither side's own reports are
/// known, the table has the figures only.
fn flow_table(mirror: &Mirror, flows: &[&MirroredFlow]) -> String {
    let shown = |amount: Option<Amount>| amount.map_or("-".to_owned(), |amount| with_unit(mirror.unit, amount));
    let reported = flows.iter().any(|flow| flow.exporter_reported.is_some() || flow.importer_reported.is_some());
    let row = |flow: &&MirroredFlow| {
        let mark = if reported && flow.is_filled(mirror.policy) { "~" } else { "" };
        let figure = format!("{mark}{}", shown(flow.reconciled));
        let mut cells = vec![flow.period.to_string()];
        if reported {
            let asymmetry = flow.asymmetry.map_or("-".to_owned(), |asymmetry| format!("{asymmetry:.3}"));
            cells.extend([shown(flow.exporter_reported), shown(flow.importer_reported), asymmetry]);
        }
        cells.push(figure);
        cells
    };
    let header: &[&str] = if reported {
        &["Period", "Exporter reports", "Importer reports", "Asymmetry", "Figure"]
    } else {
        &["Period", "Figure"]
    };
    markdown_table(header, flows.iter().map(row))
}

/// What a series counts, where it is not all goods.
fn of(series: &Series) -> String {
    counted(&series.coverages()).map_or(String::new(), |counted| format!(", {counted}"))
}

/// The prices of a series as the end of a heading, such as `, in prices of 2020 (cpi.csv)`; empty for nominal amounts.
fn prices(series: &Series) -> String {
    prices_and_deflator(series.prices()).map_or(String::new(), |prices| format!(", {prices}"))
}

/// A series period by period, with its growth on the same period of the year before. Without that period there is a
/// dash.
fn series_table(series: &Series) -> String {
    let changes = series.year_on_year();
    let row = |(period, observation): (Period, &crate::series::Observation)| {
        let change = changes.iter().find(|change| change.to == period);
        let growth = change.and_then(|change| change.growth).map_or("-".to_owned(), |growth| growth.to_string());
        vec![period.to_string(), with_unit(series.unit(), observation.amount), growth]
    };
    markdown_table(&["Period", "Amount", "On the year before"], series.iter().map(row))
}

/// The growth measures of a series as a list, and the periods that are missing between its first and its last. A
/// measure that the series is too short for is left out.
fn growth(series: &Series) -> String {
    let Some(measures) = series.growth_measures() else { return String::new() };
    let mut lines = vec![String::new()];
    let rate = |rate: Option<GrowthRate>| rate.map(|rate| rate.to_string());
    let mut say = |name: &str, value: Option<String>| lines.extend(value.map(|value| format!("- {name}: {value}")));
    say(
        &format!("Compound growth {}-{}", measures.from, measures.to),
        rate(measures.cagr).map(|cagr| format!("{cagr} a year")),
    );
    say("Least-squares growth", least_squares(&measures));
    say("Log growth", log_growth(&measures));
    say("Longest growth without a break", measures.longest_run.map(|run| format!("{} to {}", run.from, run.to)));
    say("To the end from every start", by_start(&measures));
    say("Missing", missing(&series.gaps()));
    lines.join("\n") + "\n"
}

/// The periods that are missing, of which a long list is cut; none where none is.
fn missing(gaps: &[Period]) -> Option<String> {
    const MOST: usize = 24;
    let listed: Vec<String> = gaps.iter().take(MOST).map(Period::to_string).collect();
    let more = gaps.len().saturating_sub(MOST);
    let rest = if more > 0 { format!(" and {} more", count(more as u64)) } else { String::new() };
    (!gaps.is_empty()).then(|| listed.join(", ") + &rest)
}

/// The least-squares growth, with the slope of the logarithms and its standard error.
fn least_squares(measures: &GrowthMeasures) -> Option<String> {
    let (growth, slope) = (measures.least_squares?, measures.least_squares_log?);
    let error = measures.standard_error.map_or(String::new(), |error| format!(", standard error {error:.4}"));
    Some(format!("{growth} a year (slope of the logarithms {slope:.4}{error})"))
}

/// The mean of the yearly log growth, and its standard deviation (the volatility), as fractions and not in percent.
fn log_growth(measures: &GrowthMeasures) -> Option<String> {
    let volatility = measures.volatility.map_or(String::new(), |volatility| format!(", volatility {volatility:.4}"));
    Some(format!("mean {:.4}{volatility}", measures.mean_log?))
}

/// The compound growth from each starting year to the last year. It shows how far a rate depends on the year it starts
/// from.
fn by_start(measures: &GrowthMeasures) -> Option<String> {
    let starts = measures.by_start.iter().filter_map(|start| Some(format!("{} {}", start.from, start.cagr?)));
    let starts: Vec<String> = starts.collect();
    (!starts.is_empty()).then(|| starts.join(", "))
}

/// What is in the files and not in the figures: rows that were set aside, missing, repeated, unchecked or rejected.
///
/// Nothing is dropped in silence. Where everything was used, the part is left out.
fn unused(reading: &Reading) -> String {
    let mut lines: Vec<String> = Vec::new();
    let assumed: String = reading.assumed.iter().map(|assumed| format!("- {}\n", escape_markdown(assumed))).collect();
    let assumed = if assumed.is_empty() { assumed } else { format!("\n## Assumed\n\n{assumed}") };
    for aside in &reading.set_aside {
        let (rows, what) = (plural(aside.rows, "row"), escape_markdown(&aside.what));
        lines.push(format!(
            "- {rows} set aside ({what}), the first in {} at {}",
            escape_markdown(&aside.file),
            aside.first
        ));
    }
    if reading.missing > 0 {
        lines.push(format!("- {} stated to be missing", plural(reading.missing, "figure")));
    }
    if reading.repeated > 0 {
        lines.push(format!("- {} with a figure that another row has", plural(reading.repeated, "row")));
    }
    if reading.unchecked > 0 {
        let rows = plural(reading.unchecked, "row");
        lines.push(format!("- {rows} of products out of order, of which it is not known whether they repeat others"));
    }
    if reading.rejected_rows > 0 {
        lines.push(format!("- {} that could not be read:", plural(reading.rejected_rows, "row")));
        lines.extend(
            reading
                .rejected
                .iter()
                // A file in a wrong format rejects every row; twenty show the pattern.
                .take(20)
                .map(|rejection| {
                    let rejected = format!("{}: {} ({})", rejection.position, rejection.reason, rejection.content);
                    format!("  - {}", escape_markdown(&rejected))
                }),
        );
    }
    let unused = if lines.is_empty() { String::new() } else { format!("\n## Not used\n\n{}\n", lines.join("\n")) };
    assumed + &unused
}
