//! The call that asks every question about one pledge, in the order in which the answers need one another.

use crate::{
    assessment::{
        assessment::{Assessment, HistoryLink},
        balances::balances,
        causes,
        growth_shown::growth_shown,
        kept::Kept,
        now::Now,
        options::AssessmentOptions,
        price_share::price_share,
        prospects::{self, Absent},
        summary,
        timeline::Timeline,
    },
    economy::Economy,
    error::{Error, Result},
    history::History,
    period::{Period, span},
    scenario::{Linked, Scenario},
    schema::Schema,
    wording::plural,
};

/// Assesses a pledge: the growth it takes, when it arrives, how likely that was, what became of other pairs, and where
/// it stands since.
///
/// Without a history the questions that need one stay open, and the outlook of a pledge in dollars rests on what pairs
/// of its size did. Figures after the baseline are used only to say where the pledge stands and how the growth was
/// since; the outlook and the base rates of the pledge's day use none of them, and
/// [`now`](Assessment::now) looks ahead from the last of them.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, scenario::shipped};
///
/// let pledge = shipped("kazakhstan-uzbekistan-2021")?;
/// let history = pledge.history()?;
/// let options = AssessmentOptions::new().rate("7%");
/// let assessment = assess(&pledge.scenario()?, Some(&history), &options)?;
/// let arrivals = assessment.arrivals.iter().filter_map(|arrival| arrival.period);
/// let years: Vec<String> = arrivals.map(|period| period.to_string()).collect();
/// assert_eq!(years, ["2029", "2039"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// A history of another pair is refused:
///
/// ```
/// use tradepath::{AssessmentOptions, assess, scenario::shipped};
///
/// let scenario = shipped("india-china-2005")?.scenario()?;
/// let history = shipped("kazakhstan-uzbekistan-2021")?.history()?;
/// let error = assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap_err();
/// assert!(error.to_string().contains("the history is of KAZ-UZB"));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// - [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where the history is of another pair.
/// - [`ErrorKind::MixedUnits`](crate::ErrorKind::MixedUnits) or
///   [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) where history and scenario differ in currency
///   or in frequency.
/// - [`ErrorKind::Missing`](crate::ErrorKind::Missing) where exchange rates or a price index lack a period, and where a
///   table that the scenario names was not given; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for one that
///   nothing is computed by.
/// - [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a growth or an amount is more than a number holds.
/// - [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where flows or sectors that state their growth come to more
///   than the turnover at the assumed growth.
/// - The error of an option that could not be read.
///
/// An outlook or a base rate that cannot be computed is no error: [`Assessment::absent`] names it.
///
/// ```
/// use tradepath::{AssessmentOptions, Scenario, assess};
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021-Q3", "$1B")
///     .milestone_by("2B", "2024-Q4")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// assert_eq!(assessment.outlook, None);
/// assert_eq!(assessment.absent[0].part, "outlook");
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn assess(scenario: &Scenario, history: Option<&History>, options: &AssessmentOptions) -> Result<Assessment> {
    options.refused.check()?;
    let assumed = match options.rate {
        Some(rate) => scenario.clone().with_rate(rate),
        None => scenario.clone(),
    };
    history.map_or(Ok(()), |history| check_partners(scenario, history))?;
    // Cut first, so that no later exchange rate or price is asked for.
    let cut = options.as_of.map(|as_of| up_to(scenario, history, as_of)).transpose()?;
    let history = cut.as_ref().or(history);
    let (own, conversion) = scenario.in_own_money(history, &options.money)?;
    let flows = of_flows(scenario, history, options)?;
    let history = own.as_ref();
    // A pledge is held to its own route; the assumed growth stands in only where it has none.
    let tracked = if scenario.basis().is_some() { scenario } else { &assumed };
    let route = scenario.route();
    let own_series = history.and_then(|history| history.series(scenario.flow()));
    let timeline = timeline(scenario, history, options)?;
    let linked = history.map(|history| scenario.link_history(history)).transpose();
    let linked = linked.map_err(|error| error.at_key("history"))?;
    let history = linked.as_ref().and_then(|linked| linked.history.as_ref());
    let series = history.and_then(|history| history.series(scenario.flow()));
    let overall_required_rate = route.overall_required_rate()?;
    let projection = assumed.project()?;
    let mut absent: Vec<Absent> = history.and_then(|history| missing_flow(scenario, history)).into_iter().collect();
    absent.extend(linked.as_ref().and_then(not_compared));
    let prices = price_share(scenario, options, &mut absent)?;
    let outlook =
        prospects::outlook(scenario, history, options).map_err(|error| absent.push(Absent::new("outlook", &error)));
    let (base_rates, without) = prospects::base_rates(scenario, history, options)
        .unwrap_or_else(|error| (Vec::new(), vec![Absent::new("base_rates", &error)]));
    let (drivers, undriven) = causes::drivers(scenario, history, options, causes::From::Baseline)?;
    absent.extend(without.into_iter().chain(undriven));
    let tracking = series.map_or(Ok(None), |series| tracked.track(series)).map_err(|error| error.at_key("history"))?;
    let now = history.zip(tracking.as_ref()).map(|(history, tracking)| Now::of(scenario, history, tracking, options));
    let assessment = Assessment {
        schema: Schema::default(),
        legs: route.legs()?,
        overall_required_rate,
        at_overall_rate: overall_required_rate.map_or(Ok(Vec::new()), |rate| route.check(rate))?,
        least_constant_rate: route.least_constant_rate()?,
        arrivals: route.arrival_table(&options.arrival_rates(scenario)?),
        route_arrivals: assumed.route_arrivals(&projection)?,
        projection,
        tracking,
        growth_shown: own_series.map_or(Vec::new(), |series| growth_shown(series, scenario.baseline().period())),
        outlook: outlook.ok(),
        base_rates,
        now: now.transpose().map_err(|error| error.at_key("history"))?.flatten(),
        absent,
        drivers,
        balances: balances(scenario, history)?,
        kept: Kept::of(options),
        conversion,
        prices,
        timeline,
        flows,
        summary: Vec::new(),
        link: linked.as_ref().map(HistoryLink::of),
        history: history.cloned(),
        scenario: assumed,
    };
    // The summary is written from the finished assessment, so that it cannot say anything else.
    Ok(Assessment { summary: summary::summary(&assessment), ..assessment })
}

/// Refuses a history of another pair, and one of other economies than those of a list that is a side of the pledge.
fn check_partners(scenario: &Scenario, history: &History) -> Result<()> {
    let partners = scenario.partners();
    if history.pair() != scenario.pair() {
        return Err(Error::contradiction(format!("the history is of {}, the scenario of {partners}", history.pair())));
    }
    for side in history.sides() {
        let is_strange = |member: &&Economy| !partners.has_member(side.bloc, **member, side.from);
        if let Some(member) = side.members.iter().find(is_strange) {
            let message = format!("the history counts {member}, which is no member of {}", partners.name_of(side.bloc));
            return Err(Error::contradiction(message));
        }
    }
    Ok(())
}

/// What is pledged of single flows, each as a pledge of its own. The whole pledge is what restates others.
fn of_flows(scenario: &Scenario, history: Option<&History>, options: &AssessmentOptions) -> Result<Vec<Assessment>> {
    let options = options.clone().restates([]);
    scenario.of_flows().iter().map(|of_flow| assess(of_flow, history, &options)).collect()
}

/// The history as it was known at the end of a period.
///
/// # Errors
/// `Contradiction` without a history; `OutOfRange` for a period before the baseline, and `Missing` where the history has
/// no figure up to it.
fn up_to(scenario: &Scenario, history: Option<&History>, as_of: Period) -> Result<History> {
    let Some(history) = history else {
        return Err(Error::contradiction(format!(
            "as of {as_of} has no meaning without a history; leave it out, or add one"
        )));
    };
    let baseline = scenario.baseline().period();
    if baseline.periods_until(as_of)? < 0 {
        return Err(Error::out_of_range(
            "the period to look from",
            as_of,
            format!("not before the baseline, {baseline}"),
        ));
    }
    let known = history.up_to(as_of);
    if known.exports().or(known.imports()).or(known.turnover()).is_none() {
        return Err(Error::missing(
            format!("figure up to {as_of}"),
            "the history begins later; look from a later period",
        ));
    }
    Ok(known)
}

/// The pledge beside those that it restates.
///
/// # Errors
/// `Missing` where the scenario names some and they were not given; those of a timeline.
fn timeline(scenario: &Scenario, history: Option<&History>, options: &AssessmentOptions) -> Result<Option<Timeline>> {
    match scenario.restates().first().filter(|_| options.restated.is_empty()) {
        Some(file) => {
            let hint = "load it with Scenario::load_files, and pass it on with AssessmentOptions::restates";
            Err(Error::missing(format!("pledge `{file}` that the scenario restates"), hint).at_key("restates"))
        }
        None => Timeline::of(scenario, &options.restated, history),
    }
}

/// Names the turnover as absent where a history has only one of the two flows in some periods: a turnover is both flows
/// added, and the missing one is not taken for zero. None where every period has both, and for a pledge of a single flow.
fn missing_flow(scenario: &Scenario, history: &History) -> Option<Absent> {
    if let Some(flow) = scenario.flow().filter(|flow| history.series(Some(*flow)).is_none()) {
        let why = format!("the history has no {flow}, so that the pledge is not held to it");
        return Some(Absent { part: "tracking".to_owned(), why });
    }
    let periods = if scenario.flow().is_none() { history.one_sided() } else { Vec::new() };
    let (first, last) = (periods.first()?, periods.last()?);
    let why = format!(
        "the history has only one of the two flows in {} ({}), and so no turnover there",
        plural(periods.len() as u64, first.frequency().noun()),
        span(*first, *last)
    );
    Some(Absent { part: "turnover".to_owned(), why })
}

/// That a history is not set beside the pledge.
fn not_compared(linked: &Linked) -> Option<Absent> {
    let why = match (&linked.history, linked.stated) {
        (Some(_), _) => return None,
        (None, true) => "the scenario says that pledge and history are not compared (link = \"none\")",
        (None, false) => {
            "the history counts something else than the pledge and has no amount for the baseline's period, by which it could be linked; name a history that has it, or one that counts what the pledge does"
        }
    };
    Some(Absent { part: "tracking".to_owned(), why: why.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shipped;

    #[test]
    fn every_shipped_pledge_is_assessed_and_comes_back_from_json() {
        for pledge in crate::scenario::Shipped::all() {
            let history = pledge.history().unwrap();
            let found = assess(&pledge.scenario().unwrap(), Some(&history), &AssessmentOptions::new()).unwrap();
            let json = found.to_json().unwrap();
            assert_eq!(serde_json::from_str::<Assessment>(&json).unwrap(), found, "{}", pledge.name());
        }
    }

    #[test]
    fn history_shows_growth_before_the_baseline_and_since() {
        let pledge = shipped("india-china-2005").unwrap();
        let found =
            assess(&pledge.scenario().unwrap(), Some(&pledge.history().unwrap()), &AssessmentOptions::new()).unwrap();
        let spans: Vec<String> =
            found.growth_shown.iter().map(|shown| format!("{}-{}", shown.from, shown.to)).collect();
        assert_eq!(spans, ["2000-2004", "2004-2020"]);
    }

    #[test]
    fn a_history_of_another_pair_is_refused() {
        let (here, there) = (shipped("india-china-2005").unwrap(), shipped("kazakhstan-uzbekistan-2021").unwrap());
        let error = assess(&here.scenario().unwrap(), Some(&there.history().unwrap()), &AssessmentOptions::new());
        assert!(error.unwrap_err().to_string().contains("the history is of KAZ-UZB"));
    }

    #[test]
    fn nothing_is_invented_where_nothing_was_given() {
        let scenario = shipped("kazakhstan-uzbekistan-2021").unwrap().scenario().unwrap();
        let found = assess(&scenario, None, &AssessmentOptions::new()).unwrap();
        assert!(found.projection.steps().is_empty() && found.tracking.is_none() && found.growth_shown.is_empty());
        assert!(found.overall_required_rate.is_none() && found.least_constant_rate.is_none());
        assert_eq!(found.arrivals.len(), 14);
    }

    #[test]
    fn a_stated_growth_changes_the_projection_and_not_what_the_pledge_is_held_to() {
        let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030").unwrap();
        let (scenario, history) = (pledge.scenario().unwrap(), pledge.history().unwrap());
        let plain = assess(&scenario, Some(&history), &AssessmentOptions::new()).unwrap();
        let falling = AssessmentOptions::new().rate("-20%");
        let stated = assess(&scenario, Some(&history), &falling).unwrap();
        assert_eq!(stated.tracking, plain.tracking);
        assert_ne!(stated.projection, plain.projection);
    }

    #[test]
    fn a_pledge_to_trade_less_is_asked_at_falling_rates() {
        let text = "pair = ['KAZ', 'UZB']\ncurrency = 'USD'\nbaseline = { period = 2021, amount = '3B' }\nmilestone = [{ amount = '1B' }]";
        let scenario = Scenario::from_toml(text, "less.toml").unwrap();
        let found = assess(&scenario, None, &AssessmentOptions::new()).unwrap();
        assert!(found.arrivals.iter().all(|arrival| arrival.period.is_some() && arrival.rate.effective() < 0.0));
    }

    #[test]
    fn every_scenario_can_be_assessed_at_a_stated_growth() {
        let parts = "flows = { exports = '2B', imports = '1B', exports_growth = '9%', imports_growth = '2%' }";
        let sectors =
            "sector = [{ name = 'grain', share = 0.4, growth = 0.1 }, { name = 'other', share = 0.6, growth = 0.05 }]";
        for more in [parts, sectors, "shape = 'smooth'", "shape = { kind = 'logistic', ceiling = '12B' }"] {
            let text = format!(
                "{more}\npair = ['KAZ', 'UZB']\ncurrency = 'USD'\nbaseline = {{ period = 2021, amount = '3B' }}\nmilestone = [{{ amount = '5B', by = 2026 }}]"
            );
            let scenario = Scenario::from_toml(&text, "own.toml").unwrap();
            let options = AssessmentOptions::new().rate("7%");
            let found = assess(&scenario, None, &options).unwrap();
            assert_eq!(found.projection.steps()[1].growth, Some("7%".parse().unwrap()), "{more}");
            assert_eq!(Scenario::from_toml(&found.scenario.to_toml().unwrap(), "again.toml").unwrap(), found.scenario);
        }
    }
}
