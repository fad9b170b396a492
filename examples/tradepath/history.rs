//! `history` and `indicators`: what the files say of a pair, a panel, a year.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, IsTerminal},
    ops::ControlFlow,
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use serde::Serialize;
use tradepath::{
    Amount, Currency, Economy, Frequency, Pair, Period, Prices, Series, Status, Valuation,
    chart::{Canvas, draw_mirror},
    history::{
        CifFob, Deflator, Duplicates, ExchangeRates, Figure, Format, GrowthMeasures, History, Mirror, MirrorPolicy,
        MirroredFlow, Panel, PartialYear, PartialYears, Reader, Reading, Reconciliation, Rejection, Report, SetAside,
        Unreadable,
    },
    report,
};

use crate::{Outcome, print_json, say};

/// Which files, and what of them.
#[derive(Args)]
pub struct FilesArgs {
    /// Trade statistics in any known format, compressed or not.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The pair, such as KAZ,UZB.
    #[arg(long)]
    pair: Option<Pair>,
    /// Of two sides' reports, which to use: exporter, importer, mean, larger, reliability, fill, or an economy such as KAZ.
    #[arg(long, default_value_t = MirrorPolicy::Fill)]
    reporter: MirrorPolicy,
    /// What an importer's CIF figure is divided by.
    #[arg(long, default_value_t)]
    cif_fob: CifFob,
    /// The files' format, where it is not to be told from their headers.
    #[arg(long)]
    format: Option<Format>,
    /// What to do where two rows give one figure with different amounts.
    #[arg(long, value_enum, default_value_t = Repeated::Refuse)]
    duplicates: Repeated,
    /// Only products whose code begins so; may be repeated.
    #[arg(long)]
    product: Vec<String>,
    /// The currency of the files' figures, if it is not dollars.
    #[arg(long)]
    currency: Option<Currency>,
    /// Only figures by the year, the quarter or the month.
    #[arg(long)]
    frequency: Option<Frequency>,
    /// Of CEPII Gravity, the reports collected by the IMF in place of UN Comtrade's.
    #[arg(long)]
    imf_reports: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Repeated {
    Refuse,
    Sum,
    First,
    Last,
}

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
    /// A price index by which to make amounts real.
    #[arg(long, requires = "base")]
    deflate: Option<PathBuf>,
    /// The period in whose prices real amounts are.
    #[arg(long, requires = "deflate")]
    base: Option<Period>,
    /// Rates of exchange, averages of each period.
    #[arg(long, requires = "to")]
    rates: Option<PathBuf>,
    /// The currency to convert to.
    #[arg(long, requires = "rates")]
    to: Option<Currency>,
    /// Make years of quarters or months; of years that are not whole: refuse, omit or sum.
    #[arg(long, value_enum, num_args = 0..=1, default_missing_value = "refuse")]
    annual: Option<Partial>,
    /// Write every figure read into a table in the tidy format; without a pair, those of every pair.
    #[arg(long)]
    tidy: Option<PathBuf>,
    /// Where to write the chart.
    #[arg(long, default_value = "out")]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Partial {
    Refuse,
    Omit,
    Sum,
}

#[derive(Args)]
pub struct IndicatorArgs {
    #[command(flatten)]
    files: FilesArgs,
    /// The period.
    #[arg(long)]
    period: Period,
    /// Of the pair, also the indicators that need products, which takes memory for every product in the files.
    #[arg(long, requires = "pair")]
    products: bool,
}

impl FilesArgs {
    fn reader(&self) -> Reader {
        let mut reader = self.format.map_or_else(Reader::new, Reader::of).unreadable(Unreadable::Collect);
        reader = reader.duplicates(match self.duplicates {
            Repeated::Refuse => Duplicates::Refuse,
            Repeated::Sum => Duplicates::Sum,
            Repeated::First => Duplicates::First,
            Repeated::Last => Duplicates::Last,
        });
        if let Some(currency) = self.currency {
            reader = reader.currency(currency);
        }
        if let Some(frequency) = self.frequency {
            reader = reader.frequency(frequency);
        }
        if self.imf_reports {
            reader = reader.imf_reports();
        }
        self.product.iter().fold(reader, |reader, code| reader.product(code))
    }

    /// Reads the files; says on a terminal how far it has come.
    fn load(&self, reader: &Reader) -> Outcome<Reading> {
        let terminal = std::io::stderr().is_terminal();
        let mut shown = 0;
        let reading = reader.load_watched(&self.files, |progress| {
            let percent = progress.total.map_or(0, |total| progress.read * 100 / total.max(1));
            if terminal && percent >= shown + 10 {
                shown = percent;
                eprintln!("{percent} % read");
            }
            ControlFlow::Continue(())
        })?;
        for rejection in reading.rejected.iter().take(5) {
            eprintln!("not read: {}: {}", rejection.position, rejection.reason);
        }
        if reading.rejected_rows > 5 {
            eprintln!("not read: {} rows in all", reading.rejected_rows);
        }
        if reading.unchecked > 0 {
            eprintln!("{} rows of products out of order could not be checked for repetitions", reading.unchecked);
        }
        Ok(reading)
    }

    fn reconciliation(&self, panel: &Panel) -> Outcome<Reconciliation> {
        let how = match self.reporter {
            MirrorPolicy::Reliability => Reconciliation::weighted(panel.reliability(self.cif_fob)?),
            policy => Reconciliation::new(policy)?,
        };
        Ok(how.cif_fob(self.cif_fob))
    }

    /// Both sides' reports of a pair.
    fn mirror(&self, reading: &Reading, pair: Pair) -> Outcome<Mirror> {
        let mirror = match reading.panel.mirror(pair, &self.reconciliation(&reading.panel)?) {
            Err(error) if reading.panel.is_empty() && !reading.set_aside.is_empty() => {
                let what: Vec<&str> = reading.set_aside.iter().take(3).map(|aside| aside.what.as_str()).collect();
                return Err(format!("{error}; rows were set aside: {}", what.join("; ")).into());
            }
            found => found?,
        };
        for other in &mirror.other_frequencies {
            eprintln!(
                "the files have figures by the {}, too, which are left out; --frequency chooses them",
                other.noun()
            );
        }
        if !mirror.other_reporters.is_empty() {
            let codes: Vec<&str> = mirror.other_reporters.iter().map(|reporter| reporter.code()).collect();
            eprintln!("reports of {} are left out; --reporter chooses one's", codes.join(", "));
        }
        Ok(mirror)
    }

    /// The formats of the files, each once.
    fn formats(reading: &Reading) -> String {
        let mut names: Vec<&str> = reading.files.iter().map(|file| file.format.name()).collect();
        names.sort_unstable();
        names.dedup();
        names.join(", ")
    }
}

#[derive(Serialize)]
struct HistoryAnswer<'a> {
    pair: Pair,
    format: String,
    /// Of the observations and the mirror, which are as they were reported.
    currency: Currency,
    reporter: MirrorPolicy,
    observations: Vec<ObservationAnswer<'a>>,
    mirror: &'a [MirroredFlow],
    /// Of the turnover and the growth.
    turnover_currency: Currency,
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

/// What became of the files' rows.
#[derive(Serialize)]
struct ReadingAnswer<'a> {
    rejected: &'a [Rejection],
    rejected_rows: u64,
    set_aside: &'a [SetAside],
    missing: u64,
    repeated: u64,
    unchecked: u64,
}

impl<'a> From<&'a Reading> for ReadingAnswer<'a> {
    fn from(reading: &'a Reading) -> Self {
        Self {
            rejected: &reading.rejected,
            rejected_rows: reading.rejected_rows,
            set_aside: &reading.set_aside,
            missing: reading.missing,
            repeated: reading.repeated,
            unchecked: reading.unchecked,
        }
    }
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
    currency: Currency,
    valuation: Option<Valuation>,
    status: Status,
    product: &'a str,
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
    pub fn lacks_pair(&self) -> bool {
        self.files.pair.is_none() && self.tidy.is_none()
    }
}

pub fn history(args: &HistoryArgs, json: bool) -> Outcome {
    if args.lacks_pair() {
        return Err("name a pair with --pair KAZ,UZB, or a table to write with --tidy OUT.csv".into());
    }
    let mut reader = args.files.reader();
    if let (Some(pair), false) = (args.files.pair, args.files.reporter == MirrorPolicy::Reliability) {
        reader = reader.pair(pair);
    }
    if args.from.is_some() || args.until.is_some() {
        reader = reader.periods(args.from.unwrap_or(Period::year(1000)?), args.until.unwrap_or(Period::year(9999)?));
    }
    let reading = args.files.load(&reader)?;
    if let Some(path) = &args.tidy {
        let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let ours = args.files.pair.map(|pair| reading.panel.only(pair));
        ours.as_ref().unwrap_or(&reading.panel).write_tidy(BufWriter::new(file))?;
    }
    match args.files.pair {
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

fn pair_history(args: &HistoryArgs, reading: &Reading, pair: Pair, json: bool) -> Outcome {
    let mirror = args.files.mirror(reading, pair)?;
    let history = changed(args, mirror.history()?)?;
    if json {
        return print_json(&history_answer(reading, &mirror, &history));
    }
    say(&report::history(reading, &mirror, &history.series))?;
    match draw_mirror(&mirror, Canvas::new(1200, 675)?) {
        Ok(chart) => {
            say("\n## Chart\n\n")?;
            for ending in ["svg", "png"] {
                let path = args.out.join(format!("history.{ending}"));
                chart.save(&path)?;
                say(&format!("- {}\n", path.display()))?;
            }
            Ok(())
        }
        Err(error) => say(&format!("\nno chart: {error}\n")),
    }
}

/// A history after it was brought to years, another currency and other prices, as far as that was asked for.
struct Changed {
    series: History,
    /// Without years that are sums of some of their months, which would pass for a fall.
    measured: History,
    partial: Vec<PartialYear>,
}

fn changed(args: &HistoryArgs, mut history: History) -> Outcome<Changed> {
    let mut partial = Vec::new();
    let mut measured = history.clone();
    if let Some(wanted) = args.annual {
        for series in series_of(&history) {
            partial.extend(series.annual(PartialYears::Sum)?.partial);
        }
        partial.sort_unstable_by_key(|part| part.year.calendar_year());
        partial.dedup();
        let years = match wanted {
            Partial::Refuse => PartialYears::Refuse,
            Partial::Omit => PartialYears::Omit,
            Partial::Sum => PartialYears::Sum,
        };
        for part in partial.iter().filter(|_| years != PartialYears::Refuse) {
            let noun = series_of(&history).next().map_or("period", |series| series.frequency().noun());
            let becomes = if years == PartialYears::Sum { "added up, not measured" } else { "left out" };
            eprintln!("{} is not whole, {becomes}: {} of {} {noun}s", part.year, part.observed, part.of);
        }
        // Where no year is whole, there is nothing to measure, and what was added up stands for itself.
        let whole = history.map(|series| Ok(series.annual(PartialYears::Omit)?.series));
        history = history.map(|series| Ok(series.annual(years)?.series))?;
        measured = whole.unwrap_or_else(|_| history.clone());
    }
    let values = |history: History| -> Outcome<History> { real(args, converted(args, history)?) };
    Ok(Changed { series: values(history)?, measured: values(measured)?, partial })
}

fn converted(args: &HistoryArgs, history: History) -> Outcome<History> {
    let (Some(path), Some(to)) = (&args.rates, args.to) else { return Ok(history) };
    let rates = ExchangeRates::load(path)?;
    Ok(history.map(|series| series.converted(&rates, to))?)
}

fn real(args: &HistoryArgs, history: History) -> Outcome<History> {
    let (Some(path), Some(base)) = (&args.deflate, args.base) else { return Ok(history) };
    let deflator = Deflator::load(path)?;
    let used = |period: Period| period == base || series_of(&history).any(|series| series.at(period).is_some());
    for period in deflator.partial().iter().filter(|period| used(**period)) {
        eprintln!("the index of {period} is not of the whole period: what is deflated with it is an estimate");
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
    let (shown, measured) = (named(&history.series), named(&history.measured));
    let (pair, currency) = (mirror.pair, mirror.currency);
    let ours = reading.panel.reports().filter(|report| pair.has_flow(report.exporter, report.importer));
    let turnover = history.series.turnover().into_iter().flat_map(Series::iter);
    HistoryAnswer {
        pair,
        format: FilesArgs::formats(reading),
        currency,
        reporter: mirror.policy,
        observations: ours.map(|report| ObservationAnswer::new(&report, currency)).collect(),
        mirror: &mirror.flows,
        turnover_currency: shown.map_or(currency, |(_, series)| series.currency()),
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
    fn new(report: &Report<'a>, currency: Currency) -> Self {
        Self {
            period: report.period,
            exporter: report.exporter,
            importer: report.importer,
            figure: report.figure,
            reporter: report.reporter,
            amount: report.amount,
            currency,
            valuation: report.valuation,
            status: report.status,
            product: report.product,
            source: report.source,
        }
    }
}

/// Values by economy, flow or pair.
type Values = BTreeMap<String, serde_json::Value>;

pub fn indicators(args: &IndicatorArgs, json: bool) -> Outcome {
    let reader = args.files.reader().periods(args.period, args.period);
    let reading = args.files.load(&reader)?;
    let how = args.files.reconciliation(&reading.panel)?;
    let found = reading.panel.indicators(args.period, &how)?;
    let chosen = args.files.pair;
    let of_interest = |economy: Economy| chosen.is_none_or(|pair| [pair.first(), pair.second()].contains(&economy));
    let mut by_indicator: BTreeMap<String, Values> = BTreeMap::new();
    for economy in found.economies.iter().filter(|of| of_interest(of.economy)) {
        add(&mut by_indicator, economy.economy.code(), economy, &["economy"])?;
    }
    for flow in found.flows.iter().filter(|flow| chosen.is_none_or(|pair| pair.has_flow(flow.exporter, flow.importer)))
    {
        let name = format!("{}-{}", flow.exporter, flow.importer);
        add(&mut by_indicator, &name, flow, &["exporter", "importer"])?;
    }
    for pair in
        found.pairs.iter().filter(|of| chosen.is_none_or(|pair| pair.has_flow(of.pair.first(), of.pair.second())))
    {
        let renamed = [
            ("exports", "pair_exports"),
            ("imports", "pair_imports"),
            ("cover_ratio", "pair_cover_ratio"),
            ("normalised_balance", "pair_normalised_balance"),
        ];
        add_renamed(&mut by_indicator, &pair.pair.to_string(), pair, &["pair"], &renamed)?;
    }
    if let (Some(pair), true) = (chosen, args.products) {
        let panel = args.files.load(&reader.by_product())?.panel;
        let products = panel.product_indicators(args.period, pair, &how)?;
        add(&mut by_indicator, &pair.to_string(), &products, &["pair"])?;
    }
    if by_indicator.is_empty() {
        return Err(format!("neither side of the pair trades in {} in these files", args.period).into());
    }
    if json {
        let mut answer = serde_json::Map::new();
        answer.insert("period".to_owned(), args.period.to_string().into());
        answer.insert("world".to_owned(), found.world.value().into());
        if let serde_json::Value::Object(of_reading) = serde_json::to_value(ReadingAnswer::from(&reading))? {
            answer.extend(of_reading);
        }
        answer.extend(
            by_indicator
                .into_iter()
                .map(|(name, values)| (name, values.into_iter().collect::<serde_json::Map<_, _>>().into())),
        );
        return print_json(&answer);
    }
    let mut text = format!("# Indicators of {}\n", args.period);
    for (indicator, values) in &by_indicator {
        text += &format!("\n## {}\n\n", indicator.replace('_', " "));
        for (of, value) in values {
            text += &format!("- {of}: {value}\n");
        }
    }
    say(&text)
}

fn add(to: &mut BTreeMap<String, Values>, name: &str, of: &impl Serialize, keys: &[&str]) -> Outcome {
    add_renamed(to, name, of, keys, &[])
}

/// Adds every field of a record but its keys, by the field's name.
fn add_renamed(
    to: &mut BTreeMap<String, Values>,
    name: &str,
    of: &impl Serialize,
    keys: &[&str],
    renamed: &[(&str, &str)],
) -> Outcome {
    let serde_json::Value::Object(fields) = serde_json::to_value(of)? else { return Ok(()) };
    for (field, value) in fields.into_iter().filter(|(field, _)| !keys.contains(&field.as_str())) {
        let field = renamed.iter().find(|(from, _)| *from == field).map_or(field.as_str(), |(_, to)| to).to_owned();
        to.entry(field).or_default().insert(name.to_owned(), value);
    }
    Ok(())
}
