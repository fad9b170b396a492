//! What an outlook looks ahead from, and to which targets.

use std::path::Path;

use tradepath::{
    Amount, Economy, Frequency, Partners, Period, Scenario, Series, Unit,
    growth::Milestone,
    history::{ExchangeRates, History, Mirror, MirrorPolicy},
    outlook::{known_at, known_at_baseline},
    scenario::{Link, Linked},
};

use crate::{
    NoAnswer, Outcome,
    money::load_files,
    of_figures,
    outlook::OutlookArgs,
    print::{note, stem},
};

/// What is looked ahead from.
pub struct Past {
    pub title: String,
    /// What files of charts are called after.
    pub name: String,
    pub unit: Unit,
    /// What was known; none without a history.
    pub known: Option<Series>,
    /// The same with what came after it.
    pub all: Option<Series>,
    /// Both flows of what was known, where each is there in the last year.
    pub flows: Option<(Series, Series)>,
    /// What a scenario promised.
    milestones: Vec<Milestone>,
    /// The standard deviation of the last amount's logarithm.
    pub uncertain: f64,
    /// The exchange rates by which the outlook is computed in dollars; none where it is computed as the figures are.
    pub rates: Option<ExchangeRates>,
}

pub fn past(args: &OutlookArgs) -> Outcome<Past> {
    if let Some(start) = args.start {
        let unit = start.unit().unwrap_or(Unit::USD);
        let title = format!("From {}", start.amount().in_unit(unit));
        let uncertain = uncertainty(args, None)?;
        if args.prices.is_given() {
            return Err("--deflate is for a history; --start is an amount alone".into());
        }
        let name = title.clone();
        return Ok(Past {
            name,
            title,
            unit,
            known: None,
            all: None,
            flows: None,
            milestones: Vec::new(),
            uncertain,
            rates: rates_from(args, unit)?,
        });
    }
    match (args.files.scenario(), &args.files.pair) {
        (Some(path), _) => of_scenario(args, &in_money(args, Scenario::load(path)?)?, path),
        (None, Some(pair)) => of_pair(args, pair),
        (None, None) => Err("name a pair with --pair KAZ,UZB".into()),
    }
}

fn of_scenario(args: &OutlookArgs, scenario: &Scenario, path: &Path) -> Outcome<Past> {
    if args.files.pair.is_some() {
        return Err("a scenario names its own pair; --pair is for files of trade statistics".into());
    }
    if scenario.baseline().period().frequency() != Frequency::Annual {
        let message = format!(
            "an outlook is by the year, and the baseline is {}; state it for a year",
            scenario.baseline().period()
        );
        return Err(message.into());
    }
    if args.exports_of.is_some() {
        return Err("a scenario says what its amounts are of; --exports-of is for files of trade statistics".into());
    }
    if let (Some(flow), true) = (scenario.flow(), args.flows.is_some()) {
        return Err(format!("the scenario is of {flow} alone; --flows adds up both").into());
    }
    if !scenario.of_flows().is_empty() || !scenario.balances().is_empty() {
        note!("the milestones of single flows and the balances are left out; run has them");
    }
    if args.to.is_some() {
        return Err("a scenario has a currency of its own; --to is for files of trade statistics".into());
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let files = load_files(scenario, folder, folder)?;
    // Cut first, so that no later exchange rate or price is asked for.
    let known =
        files.history.as_ref().map(|history| match args.as_of.filter(|as_of| *as_of > scenario.baseline().period()) {
            Some(as_of) => history.up_to(as_of),
            None => history.clone(),
        });
    if let Some(history) = &known {
        note_sides(history, scenario.partners());
    }
    let (history, conversion) = scenario.in_own_money(known.as_ref(), &files.money)?;
    if let Some(conversion) = conversion {
        note!("the history is converted from {} ({})", conversion.from, conversion.rates);
    }
    let history = history.map(by_year).transpose()?;
    let linked = history.map(|history| scenario.link_history(&history)).transpose()?;
    if let Some(linked) = linked.as_ref().filter(|linked| linked.link != Link::Level) {
        note!("{}", said_of(linked, scenario.unit()));
    }
    let history = linked.and_then(|linked| linked.history);
    Ok(Past {
        title: scenario.title().to_owned(),
        name: stem(path),
        unit: scenario.unit(),
        known: Some(known_as_of(args.as_of, scenario, history.as_ref())?),
        all: history.as_ref().and_then(|history| history.series(scenario.flow()).cloned()),
        flows: None,
        milestones: scenario.milestones().to_vec(),
        uncertain: uncertainty(args, None)?,
        rates: files.money.rates.filter(|_| scenario.real_prices().is_none() && scenario.unit() != Unit::USD),
    })
}

fn of_pair(args: &OutlookArgs, partners: &Partners) -> Outcome<Past> {
    let pair = partners.pair();
    if args.as_of.is_some() && args.files.reporter == MirrorPolicy::Reliability {
        return Err(
            "--reporter reliability weighs reports by all years, later ones too; choose another with --as-of".into()
        );
    }
    let reading = args.files.load(&args.files.reader())?;
    let mirror = if pair.has_bloc() { None } else { Some(args.files.mirror(&reading, partners)?) };
    let history = match &mirror {
        Some(mirror) => of_figures(mirror.history())?,
        None => of_figures(reading.panel.history(partners.clone(), &args.files.reconciliation(&reading.panel)?))?,
    };
    note_sides(&history, partners);
    let history = in_wanted_money(args, by_year(history)?)?;
    let (what, series) = match args.exports_of {
        None => ("turnover".to_owned(), history.turnover()),
        Some(exporter) if exporter == pair.first() => (format!("exports of {}", exporter.name()), history.exports()),
        Some(exporter) if exporter == pair.second() => (format!("exports of {}", exporter.name()), history.imports()),
        Some(other) => return Err(format!("{other} is not of the pair {partners}").into()),
    };
    let all = series.ok_or_else(|| {
        NoAnswer(format!("there is no year of {partners} with its {what}; --exports-of chooses one flow"))
    })?;
    let known = up_to(all.clone(), args.as_of)?;
    let asked = args.as_of.unwrap_or(all.last());
    let newest = [history.exports(), history.imports()].into_iter().flatten().map(Series::last);
    let newest = newest
        .filter(|period| *period <= asked)
        .fold(known.last(), |last, period| if period > last { period } else { last });
    if newest > known.last() || (args.as_of.is_some() && asked > known.last()) {
        note!("looking ahead from {}, the last year known of its {what}", known.last());
    }
    let band = mirror.and_then(|mirror| band(&mirror, args.exports_of, known.last()));
    Ok(Past {
        title: format!("{}: {what}", partners.names().join(" and ")),
        name: format!("{partners} {what}"),
        unit: all.unit(),
        rates: if args.prices.is_given() { None } else { rates_from(args, all.unit())? },
        uncertain: uncertainty(args, band)?,
        flows: history.flows_known_at(known.last()),
        known: Some(known),
        all: Some(all.clone()),
        milestones: Vec::new(),
    })
}

/// Says who was counted of blocs.
fn note_sides(history: &History, partners: &Partners) {
    let codes = |economies: &[Economy]| economies.iter().map(|of| of.code()).collect::<Vec<_>>().join(", ");
    for side in history.sides() {
        let of =
            |what: &str, of: &[Economy]| if of.is_empty() { String::new() } else { format!("; {what} {}", codes(of)) };
        let lacking = of("no figure of", &side.missing) + &of("one flow alone of", &side.one_way);
        note!(
            "{} from {} to {}: {} members{lacking}",
            partners.name_of(side.bloc),
            side.from,
            side.to,
            side.members.len()
        );
    }
}

/// A scenario with the exchange rates and the prices that were given.
fn in_money(args: &OutlookArgs, mut scenario: Scenario) -> Outcome<Scenario> {
    if let Some(rates) = &args.rates {
        scenario = scenario.with_rates(&std::path::absolute(rates)?);
    }
    match args.prices.real_prices()? {
        Some(prices) => Ok(scenario.with_real_prices(prices)?),
        None => Ok(scenario),
    }
}

/// The exchange rates that were given, for amounts in another currency than the dollar.
fn rates_from(args: &OutlookArgs, unit: Unit) -> Outcome<Option<ExchangeRates>> {
    let Some(path) = &args.rates else { return Ok(None) };
    if unit == Unit::USD && args.to.is_none() {
        return Err(
            "--rates converts nothing: the amounts are in dollars; say --to with a currency, or leave it out".into()
        );
    }
    Ok(Some(ExchangeRates::load(path)?).filter(|_| unit != Unit::USD))
}

/// A pair's history in the currency and the prices that were asked for.
fn in_wanted_money(args: &OutlookArgs, history: History) -> Outcome<History> {
    let history = match (&args.rates, args.to) {
        (Some(path), Some(to)) => {
            let rates = ExchangeRates::load(path)?;
            let series = [history.exports(), history.imports(), history.turnover()].into_iter().flatten();
            let left_out = series.map(|series| Ok(series.converted_from_first_rate(&rates, to)?.1));
            let left_out: Vec<Vec<Period>> = left_out.collect::<tradepath::Result<_>>()?;
            if let Some(last) = left_out.iter().find_map(|periods| periods.last()) {
                note!("the figures up to {last} are left out, for which there is no rate");
            }
            history.map(|series| Ok(series.converted_from_first_rate(&rates, to)?.0))?
        }
        _ => history,
    };
    match args.prices.load()? {
        Some((deflator, base)) => Ok(history.map(|series| series.real(&deflator, base))?),
        None => Ok(history),
    }
}

/// What was known at the end of a year: up to the baseline, the pledge's own figure last; after it, what the history has.
fn known_as_of(as_of: Option<Period>, scenario: &Scenario, history: Option<&History>) -> Outcome<Series> {
    let baseline = scenario.baseline().period();
    let Some(later) = as_of.filter(|as_of| *as_of > baseline) else {
        return up_to(known_at_baseline(scenario, history)?, as_of);
    };
    let known = known_at(scenario, history, later)?;
    if known.last() < later {
        note!("looking ahead from {}, the last year that the history has", known.last());
    }
    Ok(known)
}

/// How a history was set beside its pledge.
fn said_of(linked: &Linked, unit: Unit) -> String {
    match linked.observed {
        Some(observed) if linked.link == Link::Ratio => format!(
            "the history has {} for the baseline's period and is linked by ratio: its growth counts, on the level of the pledge",
            observed.in_unit(unit)
        ),
        _ => "the history is not compared with the pledge".to_owned(),
    }
}

/// Quarters and months are added up to years; those that are not whole are left out.
fn by_year(history: History) -> Outcome<History> {
    let (annual, partial) = history.whole_years()?;
    for year in partial {
        note!("left out: {}, of which {} of {} periods are there", year.year, year.observed, year.of);
    }
    Ok(annual)
}

fn up_to(series: Series, as_of: Option<Period>) -> Outcome<Series> {
    let Some(as_of) = as_of else { return Ok(series) };
    series.first().periods_until(as_of)?;
    let known = series.up_to(as_of);
    Ok(known.ok_or_else(|| {
        NoAnswer(format!("there is nothing up to {as_of}; the first figure is of {}", series.first()))
    })?)
}

/// Half the distance of both sides' reports of what is looked at.
fn band(mirror: &Mirror, exporter: Option<Economy>, period: Period) -> Option<f64> {
    let band = exporter.map_or_else(|| mirror.turnover_band(period), |exporter| mirror.flow_band(exporter, period));
    band?.log_half_width()
}

fn uncertainty(args: &OutlookArgs, band: Option<f64>) -> Outcome<f64> {
    match args.uncertain_start.as_deref() {
        None => Ok(0.0),
        Some("mirror") => {
            Ok(band
                .ok_or("--uncertain-start mirror needs both sides' reports of what is looked at, in the last year")?)
        }
        Some(text) => {
            Ok(text.parse().map_err(|_| format!("--uncertain-start is `{text}`, but must be a number or mirror"))?)
        }
    }
}

/// Each amount with its year.
pub fn targets(args: &OutlookArgs, past: &Past) -> Outcome<Vec<Milestone>> {
    let amounts = args.target.iter().map(|target| target.amount_in(past.unit));
    let amounts: Vec<Amount> = amounts.collect::<Result<_, _>>()?;
    let targets: Vec<(Amount, Option<Period>)> = match (&amounts[..], &args.by[..]) {
        ([], []) => return Ok(past.milestones.clone()),
        ([], [by]) => past.milestones.iter().map(|stated| (stated.amount(), stated.by().or(Some(*by)))).collect(),
        ([], _) => return Err("name a --target for each --by".into()),
        (amounts, []) => amounts.iter().map(|amount| (*amount, None)).collect(),
        (amounts, [by]) => amounts.iter().map(|amount| (*amount, Some(*by))).collect(),
        ([amount], years) => years.iter().map(|by| (*amount, Some(*by))).collect(),
        (amounts, years) if amounts.len() == years.len() => {
            amounts.iter().zip(years).map(|(amount, by)| (*amount, Some(*by))).collect()
        }
        (amounts, years) => {
            let message =
                format!("{} targets and {} years: give one year, or one for each", amounts.len(), years.len());
            return Err(message.into());
        }
    };
    Ok(targets.into_iter().map(|(amount, by)| Milestone::new(amount, by)).collect::<Result<_, _>>()?)
}
