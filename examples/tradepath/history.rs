//! `history`: what the files say of a pair, and of a panel.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;
use tradepath::{
    Amount, Classification, Coverage, Currency, Economy, Partners, Period, Prices, Product, Series, Status, Unit,
    Valuation,
    chart::{Canvas, ChartKind, draw},
    history::{
        ExchangeRates, Figure, GrowthMeasures, History, Mirror, MirrorPolicy, MirroredFlow, PartialYear, PartialYears,
        Reading, Report,
    },
    report,
};

use crate::{
    Outcome,
    files::{FilesArgs, ReadingAnswer},
    of_figures,
    prices::PricesArgs,
    print::{note, print_json, say, write_drawn, write_whole},
};

#[derive(Args)]
pub struct HistoryArgs {
    #[command(flatten)]
    files: FilesArgs,
    /// Only figures from this period on.
    #[arg(long)]
    from: Option<Period>,
    /// Only figures up to this period.
    #[arg(long)]
    until: Option<Period>,
    #[command(flatten)]
    prices: PricesArgs,
    /// Rates of exchange, averages of each period: a table with year or period, from, to and rate.
    #[arg(long, requires = "to")]
    rates: Option<PathBuf>,
    /// The currency to convert to.
    #[arg(long, requires = "rates")]
    to: Option<Currency>,
    /// Make years of quarters or months; of years that are not whole: refuse, omit or sum.
    #[arg(long, value_enum, num_args = 0..=1, default_missing_value = "refuse")]
    annual: Option<Partial>,
    /// Write every figure read, as it was reported, into a table in the tidy format; without a pair, those of every pair.
    #[arg(long, conflicts_with_all = ["deflate", "rates", "annual"])]
    tidy: Option<PathBuf>,
    /// Write the chart of both sides' reports into this folder.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Partial {
    Refuse,
    Omit,
    Sum,
}

#[derive(Serialize)]
struct HistoryAnswer<'a> {
    pair: [Economy; 2],
    format: String,
    /// Of the observations and the mirror, which are as they were reported.
    #[serde(flatten)]
    unit: Unit,
    reporter: MirrorPolicy,
    observations: Vec<ObservationAnswer<'a>>,
    mirror: &'a [MirroredFlow],
    /// Of the turnover and the growth.
    turnover_currency: Option<Currency>,
    turnover_prices: &'a Prices,
    turnover: Vec<AmountAnswer>,
    /// What the growth is of: the turnover, or the one flow there is.
    growth_of: Option<&'a str>,
    growth: Option<GrowthMeasures>,
    gaps: Vec<Period>,
    /// Years of which not all quarters or months are there.
    partial_years: &'a [PartialYear],
    #[serde(flatten)]
    reading: ReadingAnswer<'a>,
}

/// One figure as it was read.
#[derive(Serialize)]
struct ObservationAnswer<'a> {
    period: Period,
    exporter: Economy,
    importer: Economy,
    figure: Figure,
    reporter: Option<Economy>,
    amount: Amount,
    #[serde(flatten)]
    unit: Unit,
    valuation: Option<Valuation>,
    status: Status,
    product: &'a str,
    classification: Option<&'a Classification>,
    coverage: &'a Coverage,
    source: &'a str,
}

#[derive(Serialize)]
struct AmountAnswer {
    period: Period,
    amount: Amount,
}

#[derive(Serialize)]
struct PanelAnswer<'a> {
    format: String,
    figures: usize,
    rows: u64,
    #[serde(flatten)]
    reading: ReadingAnswer<'a>,
}

impl HistoryArgs {
    /// Whether the question is incomplete: without a pair there is only a table to write.
    fn lacks_pair(&self) -> bool {
        self.files.is_empty() || (self.files.pair.is_none() && self.tidy.is_none())
    }
}

pub fn history(args: &HistoryArgs, json: bool) -> Outcome {
    if args.files.is_empty() {
        return Err("name files of trade statistics".into());
    }
    if args.lacks_pair() {
        return Err("name a pair with --pair KAZ,UZB, or a table to write with --tidy OUT.csv".into());
    }
    if let Some(path) = args.tidy.as_ref().filter(|path| args.files.has_file(path)) {
        return Err(format!("--tidy {} would write over a file that is read; name another", path.display()).into());
    }
    let mut reader = args.files.reader();
    if let (Some(pair), false) = (&args.files.pair, args.files.reporter == MirrorPolicy::Reliability) {
        reader = reader.pair(pair.clone());
    }
    if args.from.is_some() || args.until.is_some() {
        reader = reader.periods(args.from.unwrap_or(Period::year(1000)?), args.until.unwrap_or(Period::year(9999)?));
    }
    let reading = args.files.load(&reader)?;
    if let Some(path) = &args.tidy {
        let ours = args.files.pair.as_ref().map(|pair| reading.panel.only(pair.clone()));
        let panel = ours.as_ref().unwrap_or(&reading.panel);
        write_whole(path, |file| Ok(panel.write_tidy(file)?))?;
    }
    match &args.files.pair {
        Some(pair) => pair_history(args, &reading, pair, json),
        None => panel_summary(&reading, json),
    }
}

fn panel_summary(reading: &Reading, json: bool) -> Outcome {
    let (figures, rows, format) = (reading.panel.len(), reading.rows, FilesArgs::formats(reading));
    if json {
        return print_json(&PanelAnswer { format, figures, rows, reading: reading.into() });
    }
    let (rejected, aside) = (reading.rejected_rows, reading.set_aside.len());
    say(&format!(
        "{figures} figures of {rows} rows ({format}); {rejected} rows could not be read, {aside} kinds of rows were set aside\n"
    ))
}

fn pair_history(args: &HistoryArgs, reading: &Reading, pair: &Partners, json: bool) -> Outcome {
    let mirror = args.files.mirror(reading, pair)?;
    let history = changed(args, of_figures(mirror.history())?)?;
    if json {
        return print_json(&history_answer(reading, &mirror, &history));
    }
    say(&report::history(reading, &mirror, &history.series))?;
    let Some(folder) = &args.out else { return Ok(()) };
    let drawn = draw(ChartKind::Mirror, &mirror, Canvas::new(1200, 675)?);
    let written = write_drawn([("history", drawn)], folder, &pair.to_string())?;
    if written.is_empty() {
        return Ok(());
    }
    let paths: String = written.iter().map(|path| format!("- {}\n", path.display())).collect();
    say(&format!("\n## Chart\n\n{paths}"))
}

/// A history after it was brought to years, another currency and other prices, as far as that was asked for.
struct Changed {
    series: History,
    /// Without years that are sums of some of their months, which would pass for a fall.
    measured: Option<History>,
    partial: Vec<PartialYear>,
}

fn changed(args: &HistoryArgs, history: History) -> Outcome<Changed> {
    let values = |history: History| real(args, converted(args, history)?);
    let Some(wanted) = args.annual else {
        let series = values(history)?;
        return Ok(Changed { measured: Some(series.clone()), series, partial: Vec::new() });
    };
    let years = match wanted {
        Partial::Refuse => PartialYears::Refuse,
        Partial::Omit => PartialYears::Omit,
        Partial::Sum => PartialYears::Sum,
    };
    // Each month at its own rate and index; where these are by the year, the year at its average.
    let (history, late) = match values(history.clone()) {
        Ok(converted) => (converted, false),
        Err(_) => (history, true),
    };
    let finished = |history: History| if late { values(history) } else { Ok(history) };
    let (by_year, partial) = of_figures(history.to_annual(years))?;
    for part in &partial {
        let becomes = if years == PartialYears::Sum { "added up, not measured" } else { "left out" };
        note!("{} is not whole, {becomes}: {} of {} are there", part.year, part.observed, part.of);
    }
    let measured = history.to_annual(PartialYears::Omit).ok().map(|(whole, _)| finished(whole)).transpose()?;
    Ok(Changed { series: finished(by_year)?, measured, partial })
}

fn converted(args: &HistoryArgs, history: History) -> Outcome<History> {
    let (Some(path), Some(to)) = (&args.rates, args.to) else { return Ok(history) };
    let rates = ExchangeRates::load(path)?;
    if rates.averaged() {
        note!("{}: rates by day, averaged over months", path.display());
    }
    Ok(history.map(|series| series.converted(&rates, to))?)
}

fn real(args: &HistoryArgs, history: History) -> Outcome<History> {
    let Some((deflator, base)) = args.prices.load()? else { return Ok(history) };
    let used = |period: Period| period == base || series_of(&history).any(|series| series.at(period).is_some());
    for period in deflator.partial().iter().filter(|period| used(**period)) {
        note!("the index of {period} is not of the whole period: what is deflated with it is an estimate");
    }
    Ok(history.map(|series| series.real(&deflator, base))?)
}

fn series_of(history: &History) -> impl Iterator<Item = &Series> {
    [history.turnover(), history.exports(), history.imports()].into_iter().flatten()
}

fn history_answer<'a>(reading: &'a Reading, mirror: &'a Mirror, history: &'a Changed) -> HistoryAnswer<'a> {
    let named = |history: &'a History| {
        let all = [("turnover", history.turnover()), ("exports", history.exports()), ("imports", history.imports())];
        all.into_iter().find_map(|(name, series)| Some((name, series?)))
    };
    let (shown, measured) = (named(&history.series), history.measured.as_ref().and_then(named));
    let (pair, unit) = (mirror.pair, mirror.unit);
    let ours = reading.panel.reports().filter(|report| pair.has_flow(report.exporter, report.importer));
    let turnover = history.series.turnover().into_iter().flat_map(Series::iter);
    HistoryAnswer {
        pair: [pair.first(), pair.second()],
        format: FilesArgs::formats(reading),
        unit,
        reporter: mirror.policy,
        observations: ours.map(|report| ObservationAnswer::new(&report, unit)).collect(),
        mirror: &mirror.flows,
        turnover_currency: shown.map_or(unit, |(_, series)| series.unit()).currency(),
        turnover_prices: shown.map_or(&Prices::Nominal, |(_, series)| series.prices()),
        turnover: turnover.map(|(period, seen)| AmountAnswer { period, amount: seen.amount }).collect(),
        growth_of: measured.map(|(name, _)| name),
        growth: measured.and_then(|(_, series)| series.growth_measures()),
        gaps: measured.map_or(Vec::new(), |(_, series)| series.gaps()),
        partial_years: &history.partial,
        reading: reading.into(),
    }
}

impl<'a> ObservationAnswer<'a> {
    fn new(report: &Report<'a>, unit: Unit) -> Self {
        Self {
            period: report.period,
            exporter: report.exporter,
            importer: report.importer,
            figure: report.figure,
            reporter: report.reporter,
            amount: report.amount,
            unit,
            valuation: report.valuation,
            status: report.status,
            product: report.product.map_or("", Product::code),
            classification: report.product.map(Product::classification),
            coverage: report.coverage,
            source: report.source,
        }
    }
}
