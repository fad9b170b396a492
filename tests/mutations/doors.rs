//! Every place at which something comes in from outside, what is asked of it there, and inputs to begin with.

use std::{
    io::{Read as _, Write as _},
    sync::OnceLock,
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Serialize, de::DeserializeOwned};
use tradepath::{
    Amount, Assessment, AssessmentOptions, Classification, Coverage, Currency, Economy, EconomyGroup, Frequency,
    GrowthRate, Observation, Pair, Period, Probability, Product, Scenario, Scorecard, Series, StatedAmount, assess,
    base_rate::{BaseRate, BaseRateQuestion, BaseRateTable},
    chart::{Canvas, ChartKind, Theme, draw},
    growth::{Route, TwoFlows},
    history::{
        AnnualPanel, CifFob, Deflator, Duplicates, ExchangeRates, Flow, Format, History, MirrorPolicy, Panel,
        PartialYears, Reader, Reconciliation, Unreadable,
    },
    outlook::{Backtest, Calibration, LogRandomWalk, Method, Outlook, OutlookAnswers, OutlookOptions, Splits},
    report,
    scenario::{GoalSeek, Projection, shipped},
};

use crate::{
    check::{answered, numbers, same},
    command, files,
};

/// A place at which input comes in.
pub struct Door {
    pub name: &'static str,
    /// How often it is taken, beside the others.
    pub weight: usize,
    pub seeds: Vec<Vec<u8>>,
    /// Gives it an input, and says what is wrong with the answer. The number is that of the case, from which a door
    /// takes how it asks.
    pub open: fn(&[u8], u64) -> Result<(), String>,
}

/// All of them.
pub fn all() -> Vec<Door> {
    let folder = |name: &str| files(&format!("seeds/{name}")).into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>();
    vec![
        Door { name: "statistics", weight: 300, seeds: folder("statistics"), open: statistics },
        Door { name: "scenario", weight: 150, seeds: folder("scenario"), open: scenario },
        Door { name: "prices", weight: 60, seeds: folder("prices"), open: prices },
        Door { name: "rates", weight: 60, seeds: folder("rates"), open: rates },
        Door { name: "splits", weight: 20, seeds: folder("splits"), open: splits },
        Door { name: "documents", weight: 90, seeds: documents(), open: document },
        Door { name: "table", weight: 10, seeds: vec![small_table().to_vec()], open: table },
        Door { name: "words", weight: 300, seeds: words(), open: word },
        Door { name: "command", weight: 1, seeds: command::seeds(), open: command::run },
    ]
}

/// Files of trade statistics: read in several ways, written, read again, and asked what a user would ask.
fn statistics(input: &[u8], case: u64) -> Result<(), String> {
    let duplicates = [Duplicates::Refuse, Duplicates::Sum, Duplicates::First, Duplicates::Last][(case % 4) as usize];
    let mut reader = Reader::new().duplicates(duplicates).unreadable(Unreadable::Collect).threads(1);
    match case / 4 % 5 {
        0 => reader = reader.by_product(),
        1 => reader = reader.pair("KAZ-UZB"),
        2 => reader = reader.frequency(Frequency::Annual),
        _ => (),
    }
    if input.windows(7).any(|letters| letters == b",unit,r") {
        reader = reader.unit("t");
    }
    // Lists of one economy's partners do not name it, and files that name theirs refuse it.
    if input.windows(8).any(|letters| letters == b"value in") {
        reader = reader.reporter_of_file("KAZ");
    }
    let Some(reading) =
        answered(if case % 9 == 0 { reader.read(packed(input).as_slice(), "f") } else { reader.read(input, "f") })?
    else {
        return Ok(());
    };
    numbers(&reading.panel)?;
    for rejection in &reading.rejected {
        let length = rejection.content.chars().count() + rejection.reason.chars().count();
        if length > 400 {
            return Err(format!("a rejection of {length} letters: {rejection:?}"));
        }
    }
    if reading.panel.is_empty() {
        return Ok(());
    }
    written_and_read(&reading.panel, case / 4 % 5 == 0)?;
    for pair in reading.panel.pairs().into_iter().take(2) {
        let Some(how) = answered(Reconciliation::new(MirrorPolicy::Mean))? else { continue };
        let Some(mirror) = answered(reading.panel.mirror(pair, &how))? else { continue };
        numbers(&mirror)?;
        let Some(history) = answered(mirror.history())? else { continue };
        asked_of_history(&history, case)?;
        if case % 512 == 0 {
            let _ = report::history(&reading, &mirror, &history);
            if let Some(chart) = answered(draw(ChartKind::Mirror, &mirror, canvas()))? {
                svg(&answered(chart.to_svg())?.unwrap_or_default())?;
            }
        }
    }
    if let Some(period) = reading.panel.periods().first() {
        if let Some(indicators) = answered(reading.panel.indicators(*period, &how_exporter()))? {
            numbers(&indicators)?;
        }
    }
    Ok(())
}

fn how_exporter() -> Reconciliation {
    Reconciliation::new(MirrorPolicy::Exporter).unwrap()
}

fn canvas() -> Canvas {
    Canvas::new(800, 450).unwrap()
}

/// Whether a picture has begun and ended, and has no character that is none in XML.
fn svg(text: &str) -> Result<(), String> {
    let is_none = |letter: char| matches!(letter, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    // Within a tag are places and colours; a product may be called `NaN`, which stands between tags.
    let mut tags = text.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| tag);
    if tags.any(|tag| tag.contains("NaN")) || text.chars().any(is_none) {
        return Err(format!("not a picture: {}", text.chars().take(300).collect::<String>()));
    }
    Ok(())
}

/// The tidy file of a panel gives the same reports.
fn written_and_read(panel: &Panel, by_product: bool) -> Result<(), String> {
    let mut tidy = Vec::new();
    if answered(panel.write_tidy(&mut tidy))?.is_none() {
        return Ok(());
    }
    let reader = if by_product { Reader::new().by_product() } else { Reader::new() };
    let reader = if panel.unit() == tradepath::Unit::USD { reader } else { reader.unit(panel.unit()) };
    let again = reader.read(tidy.as_slice(), "tidy.csv");
    let again = again.map_err(|error| format!("tidy is not read: {error}\n{}", String::from_utf8_lossy(&tidy)))?;
    let list = |panel: &Panel| panel.reports().map(|report| format!("{report:?}")).collect::<Vec<_>>();
    same("the tidy file", &list(panel), &list(&again.panel))
}

fn asked_of_history(history: &History, case: u64) -> Result<(), String> {
    numbers(history)?;
    if let Ok(text) = serde_json::to_string(history) {
        let again = serde_json::from_str::<History>(&text).map_err(|error| format!("history: {error} in {text}"))?;
        same("the history", history, &again)?;
    }
    for series in [history.exports(), history.imports(), history.turnover()].into_iter().flatten() {
        numbers(&series.changes())?;
        numbers(&series.year_on_year())?;
        numbers(&series.growth_by_start())?;
        numbers(&series.longest_run())?;
        numbers(&series.growth_measures())?;
        numbers(&answered(series.least_squares())?)?;
        numbers(&answered(series.log_growth())?)?;
        numbers(&answered(series.to_annual(PartialYears::Sum))?)?;
        if case % 64 == 0 {
            if let Some(outlook) = answered(Outlook::fitted(series, &OutlookOptions::new()))? {
                asked_of_outlook(&outlook)?;
            }
        }
    }
    Ok(())
}

fn asked_of_outlook(outlook: &Outlook) -> Result<(), String> {
    let start = outlook.amount().value();
    let targets: Vec<_> = [0.5, 1.0, 1.5, 10.0].iter().filter_map(|times| Amount::new(start * times).ok()).collect();
    if let Some(answers) = answered(outlook.answers(targets))? {
        numbers(&answers)?;
        let text = serde_json::to_string(&answers).map_err(|error| error.to_string())?;
        let again = serde_json::from_str::<OutlookAnswers>(&text).map_err(|error| format!("{error} in {text}"))?;
        same("the answers", &answers, &again)?;
    }
    Ok(())
}

/// Scenario files, TOML and JSON: written and read again, projected, assessed.
fn scenario(input: &[u8], case: u64) -> Result<(), String> {
    let Ok(text) = std::str::from_utf8(input) else { return Ok(()) };
    let is_json = text.trim_start().starts_with('{');
    let read = if is_json { Scenario::from_json(text, "s.json") } else { Scenario::from_toml(text, "s.toml") };
    let Some(scenario) = answered(read)? else { return Ok(()) };
    numbers(&scenario)?;
    if let Some(toml) = answered(scenario.to_toml())? {
        let again = Scenario::from_toml(&toml, "again").map_err(|error| format!("{error} in\n{toml}"))?;
        same("the scenario as TOML", &scenario, &again)?;
    }
    let json = serde_json::to_string(&scenario).map_err(|error| error.to_string())?;
    let again = Scenario::from_json(&json, "again").map_err(|error| format!("{error} in {json}"))?;
    same("the scenario as JSON", &scenario, &again)?;
    if let Some(projection) = answered(scenario.project())? {
        numbers(&projection)?;
        numbers(&answered(scenario.route_arrivals(&projection))?)?;
    }
    numbers(&scenario.basis())?;
    if case % 16 == 0 {
        let history = shipped("kazakhstan-uzbekistan-2021").and_then(|pledge| pledge.history()).unwrap();
        let history = (case % 32 != 0).then_some(&history);
        let Some(assessment) = answered(assess(&scenario, history, &AssessmentOptions::new()))? else { return Ok(()) };
        asked_of_assessment(&assessment, case)?;
    }
    Ok(())
}

fn asked_of_assessment(assessment: &Assessment, case: u64) -> Result<(), String> {
    numbers(assessment)?;
    let json = answered(assessment.to_json())?.unwrap_or_default();
    let again = serde_json::from_str::<Assessment>(&json).map_err(|error| format!("assessment: {error} in {json}"))?;
    same("the assessment", assessment, &again)?;
    let _ = report::markdown(assessment);
    if case % 512 == 0 {
        for (_, chart) in report::charts(assessment, canvas()) {
            let Some(chart) = answered(chart)? else { continue };
            svg(&answered(chart.to_svg())?.unwrap_or_default())?;
        }
    }
    Ok(())
}

/// A series of amounts by the year, to make real and to convert.
fn amounts() -> Series {
    let amounts = (2018..=2022).map(|year| (Period::year(year).unwrap(), Amount::new(1e9).unwrap()));
    Series::annual(Currency::USD, amounts).unwrap()
}

fn prices(input: &[u8], _: u64) -> Result<(), String> {
    let of_one = input.windows(7).any(|letters| letters == b"Country");
    let read = if of_one { Deflator::read_of(input, "prices", "KAZ") } else { Deflator::read(input, "prices") };
    let Some(deflator) = answered(read)? else { return Ok(()) };
    numbers(&deflator)?;
    numbers(&answered(amounts().real(&deflator, 2019))?)
}

fn rates(input: &[u8], _: u64) -> Result<(), String> {
    let Some(rates) = answered(ExchangeRates::read(input, "rates"))? else { return Ok(()) };
    numbers(&rates)?;
    numbers(&answered(amounts().converted(&rates, "KZT"))?)
}

fn splits(input: &[u8], case: u64) -> Result<(), String> {
    let Some(splits) = answered(Splits::read(input, "splits"))? else { return Ok(()) };
    numbers(&splits)?;
    if case % 8 == 0 {
        numbers(&answered(Backtest::new().horizon(2).threads(1).run_splits(&splits))?)?;
    }
    Ok(())
}

/// A table of base rates of a small panel, before it is packed: of packed bytes nearly every change is found by their check sum.
fn small_table() -> &'static [u8] {
    static TABLE: OnceLock<Vec<u8>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut rows = String::from("year,exporter,importer,value_musd\n");
        for (place, importer) in ["UZB", "RUS", "CHN", "TUR", "DEU"].iter().enumerate() {
            for year in 1995..2021 {
                let amount = 100.0 * (place + 1) as f64 * 1.07_f64.powi(year - 1995);
                rows += &format!("{year},KAZ,{importer},{amount}\n{year},{importer},KAZ,{amount}\n");
            }
        }
        let panel = Reader::new().read(rows.as_bytes(), "panel.csv").unwrap().panel;
        let mut table = Vec::new();
        let turnovers = AnnualPanel::turnovers(&panel, &how_exporter()).unwrap();
        BaseRateTable::of(&turnovers).unwrap().write(&mut table).unwrap();
        let mut text = Vec::new();
        GzDecoder::new(table.as_slice()).read_to_end(&mut text).unwrap();
        text
    })
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text).unwrap();
    packed.finish().unwrap()
}

fn table(input: &[u8], _: u64) -> Result<(), String> {
    let Some(table) = answered(BaseRateTable::read(packed(input).as_slice()))? else { return Ok(()) };
    let Some(question) = answered(BaseRateQuestion::to("300M", "600M"))? else { return Ok(()) };
    if let Some(found) = answered(question.within(5).run(&table))? {
        numbers(&found)?;
    }
    Ok(())
}

/// A kind of document: its name, and what is done with its text.
type Kind = (&'static str, fn(&str) -> Result<(), String>);

const KINDS: &[Kind] = &[
    ("assessment", |text| {
        read_back::<Assessment>(text).and_then(|read| read.map_or(Ok(()), |read| asked_of_assessment(&read, 1)))
    }),
    ("outlook", |text| read_back::<Outlook>(text).and_then(|read| read.map_or(Ok(()), |read| asked_of_outlook(&read)))),
    ("answers", |text| read_back::<OutlookAnswers>(text).map(drop)),
    ("walk", |text| read_back::<LogRandomWalk>(text).map(drop)),
    ("calibration", |text| read_back::<Calibration>(text).map(drop)),
    ("base-rate", |text| read_back::<BaseRate>(text).map(|read| drop(read.map(|read| report::base_rate(&read))))),
    ("scorecard", |text| read_back::<Scorecard>(text).map(|read| drop(read.map(|read| report::scorecard(&read))))),
    ("history", |text| {
        read_back::<History>(text).and_then(|read| read.map_or(Ok(()), |read| asked_of_history(&read, 1)))
    }),
    ("series", |text| read_back::<Series>(text).map(drop)),
    ("observation", |text| read_back::<Observation>(text).map(drop)),
    ("projection", |text| read_back::<Projection>(text).map(|read| drop(read.map(|read| read.to_markdown())))),
    ("route", |text| read_back::<Route>(text).map(drop)),
    ("flows", |text| read_back::<TwoFlows>(text).map(drop)),
    ("goal", |text| read_back::<GoalSeek>(text).map(drop)),
];

/// Reads a document; what is read is whole, and is written as it is read.
fn read_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) -> Result<Option<T>, String> {
    let Ok(document) = serde_json::from_str::<T>(text) else { return Ok(None) };
    numbers(&document)?;
    let written = serde_json::to_string(&document).map_err(|error| error.to_string())?;
    let again = serde_json::from_str::<T>(&written).map_err(|error| format!("{error} in {written}"))?;
    same("the document", &document, &again)?;
    Ok(Some(document))
}

fn document(input: &[u8], _: u64) -> Result<(), String> {
    let Ok(text) = std::str::from_utf8(input) else { return Ok(()) };
    let Some((kind, text)) = text.split_once('\n') else { return Ok(()) };
    KINDS.iter().find(|(name, _)| *name == kind).map_or(Ok(()), |(_, open)| open(text))
}

fn documents() -> Vec<Vec<u8>> {
    fn seed(kind: &str, document: &impl Serialize) -> Vec<u8> {
        assert!(KINDS.iter().any(|(name, _)| *name == kind));
        format!("{kind}\n{}", serde_json::to_string(document).unwrap()).into_bytes()
    }
    let pledge = shipped("kazakhstan-uzbekistan-2018").unwrap();
    let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
    let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new().rate("7%")).unwrap();
    let turnover = history.turnover().unwrap();
    let outlook = Outlook::fitted(turnover, &OutlookOptions::new().years(9)).unwrap();
    let walk = LogRandomWalk::new(0.08, 0.15).unwrap();
    let found = BaseRateQuestion::to("3B", "5B").unwrap().within(5).run(BaseRateTable::shipped().unwrap()).unwrap();
    vec![
        seed("assessment", &assessment),
        seed("outlook", &outlook),
        seed("answers", &outlook.answers(["5B"]).unwrap()),
        seed("walk", &walk),
        seed("calibration", &Calibration::shipped(2016).unwrap()),
        seed("base-rate", &found),
        seed("scorecard", &Scorecard::of([&assessment])),
        seed("history", &history),
        seed("series", turnover),
        seed("observation", turnover.observed().next().unwrap().1),
        seed("projection", &scenario.project().unwrap()),
        seed("route", scenario.route()),
    ]
}

/// A word of the vocabulary: read, written, read again.
fn word(input: &[u8], _: u64) -> Result<(), String> {
    fn again<T>(kind: &str, text: &str) -> Result<(), String>
    where
        T: std::str::FromStr<Err = tradepath::Error> + std::fmt::Display + PartialEq + std::fmt::Debug,
    {
        let Some(word) = answered(text.parse::<T>())? else { return Ok(()) };
        let written = word.to_string();
        if written.chars().any(char::is_control) {
            return Err(format!("{kind} {text:?} is written with a control character: {written:?}"));
        }
        let read = written.parse::<T>().map_err(|error| format!("{kind} {text:?} is written {written:?}: {error}"))?;
        same(kind, &word, &read)
    }
    let Ok(text) = std::str::from_utf8(input) else { return Ok(()) };
    again::<Period>("period", text)?;
    again::<Frequency>("frequency", text)?;
    again::<Currency>("currency", text)?;
    again::<tradepath::Quantity>("quantity", text)?;
    again::<tradepath::Unit>("unit", text)?;
    again::<Economy>("economy", text)?;
    again::<EconomyGroup>("group", text)?;
    again::<Pair>("pair", text)?;
    again::<Flow>("flow", text)?;
    again::<Coverage>("coverage", text)?;
    again::<Product>("product", text)?;
    again::<Classification>("classification", text)?;
    again::<Format>("format", text)?;
    again::<MirrorPolicy>("mirror policy", text)?;
    again::<CifFob>("CIF to FOB", text)?;
    again::<Method>("method", text)?;
    again::<Theme>("theme", text)?;
    again::<ChartKind>("kind of chart", text)?;
    again::<tradepath::scenario::Parameter>("parameter", text)?;
    again::<tradepath::base_rate::Partner>("partner", text)?;
    // These are written rounded.
    numbers(&answered(text.parse::<Amount>())?)?;
    numbers(&answered(text.parse::<StatedAmount>())?)?;
    numbers(&answered(text.parse::<GrowthRate>())?)?;
    numbers(&answered(text.parse::<Probability>())?)?;
    numbers(&answered(text.parse::<tradepath::Share>())?)
}

fn words() -> Vec<Vec<u8>> {
    let words = "3B|$3.5 billion|€1,250.75M|12.79%|0.07|10 million tonnes|25 bcm|350 kt|t|TEU|2021|2021-Q3|2021-07|202107|2021Q3|year|USD|KZT|KAZ|Kazakhstan|\
                 Russian Federation|EU|KAZ-UZB|KAZ,UZB|goods|goods and services|HS 8542|products 1005 and 1202 of H1|\
                 part of goods: 45 chapters of HS|HS|S4|H1|270900|uncomtrade|exporter|weighted|1.06|random_walk|dark|\
                 route|rate|first|all|Asia|sector grain|\"quoted, \"\"name\"\"\"";
    words.split('|').map(|word| word.as_bytes().to_vec()).collect()
}
