//! The outlook and the base rates of a pledge, both computed from no more than was known on its day.
//!
//! What was known is the history before the baseline, and the baseline as the pledge stated it.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::{kept::Kept, options::AssessmentOptions},
    base_rate::{BaseRate, BaseRateQuestion, BaseRateTable},
    coverage::Coverage,
    currency::Currency,
    error::{Error, Result},
    growth::{Direction, Milestone},
    history::{AnnualPanel, Figure, History},
    outlook::{Outlook, OutlookAnswers, OutlookOptions, known_at_baseline},
    period::{Frequency, Period},
    scenario::Scenario,
    series::Prices,
    unit::Unit,
    wording::{plural, with_unit},
};

/// The horizon, in years, of a milestone without a date, unless another milestone has a later date.
const UNDATED_YEARS: u32 = 10;
/// A history in a currency other than the dollar needs at least this many amounts for an outlook. With fewer, the
/// outlook rests on the growth of pairs of the same size, and sizes are known in dollars only.
const FEWEST_OF_OTHER_MONEY: usize = 3;

/// The base rate of one milestone: what became of other pairs that once stood at the pledge's baseline.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// // From 2004 to the dates of the milestones, 2008 and 2010.
/// let rates = assessment.base_rates.iter();
/// let years: Vec<u32> = rates.map(|rate| rate.base_rate.asked.within).collect();
/// assert_eq!(years, [4, 6]);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MilestoneBaseRate {
    /// The milestone.
    pub milestone: Milestone,
    /// The base rate within the years from the baseline to the milestone's date. A milestone without a date has a
    /// horizon of ten years, or of the years to the last date of the pledge where that is later.
    pub base_rate: BaseRate,
    /// What the pledge's amounts are multiplied by to be in the money of the pairs: 1 where they are in the same, otherwise
    /// the exchange rate of the baseline's period, or the growth of prices to the year in whose prices the pairs are.
    #[serde(default = "one")]
    pub factor: f64,
}

fn one() -> f64 {
    1.0
}

/// A part that an assessment does not have, or not for every milestone, and why.
///
/// ```
/// use tradepath::{AssessmentOptions, Scenario, assess};
///
/// // Base rates and outlooks are counted by the year.
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021-Q3", "$1B")
///     .milestone_by("2B", "2024-Q4")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// let absent = assessment.absent.iter();
/// let parts: Vec<&str> = absent.map(|absent| absent.part.as_str()).collect();
/// assert_eq!(parts, ["outlook", "base_rates"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Absent {
    /// The name of the part: `outlook`, `base_rates` or `drivers`, as the field of [`Assessment`](crate::Assessment), or
    /// `turnover` where the history has only one of the two flows in some periods.
    pub part: String,
    /// Why it is not there, and what would be accepted.
    pub why: String,
}

impl Absent {
    /// The part that an error kept from being answered, with the text of that error as the reason.
    pub(crate) fn new(part: &str, error: &Error) -> Self {
        Self { part: part.to_owned(), why: error.to_string() }
    }
}

/// The outlook on the pledge's day, from the history before the baseline and the baseline as it was stated.
///
/// # Errors
/// `Missing` for a baseline that is not a year, and for a short history in a currency other than the dollar; those of
/// an outlook that cannot be fitted.
pub(crate) fn look_ahead(scenario: &Scenario, history: Option<&History>, kept: &Kept) -> Result<Outlook> {
    scenario.unit().money_for("outlooks")?;
    let known = known_at_baseline(scenario, history)?;
    if known.frequency() != Frequency::Annual {
        return Err(by_year_only(scenario));
    }
    // So short a history is answered by what pairs of its size did, and sizes are known in dollars only.
    let amounts = known.observed().filter(|(_, seen)| seen.amount > Amount::ZERO).count();
    let nominal = *known.prices() == Prices::Nominal;
    let exchange = kept.money.rates.as_ref().filter(|_| nominal && known.unit() != Unit::USD);
    let in_dollars = exchange.is_some() || known.unit() == Unit::USD;
    if amounts < FEWEST_OF_OTHER_MONEY && !in_dollars {
        let hint = format!(
            "of {} in {} it could not be told from what pairs of their size did, which is known in dollars; give a longer history, or exchange rates",
            plural(amounts as u64, "amount"),
            known.unit()
        );
        return Err(Error::missing("outlook", hint));
    }
    let options = OutlookOptions::new().years(years_ahead(scenario) as usize);
    // Tables of one's own are of nominal dollars; those that come with the crate are of both.
    let options = match &kept.tables {
        Some(tables) if nominal => {
            let calibration = tables.calibrations().known_at(known.last())?;
            let year = known.last().calendar_year();
            options.calibration(if in_dollars { calibration } else { calibration.for_other_money(year) })
        }
        _ => options,
    };
    match exchange {
        Some(rates) => {
            let between = rates.between(known.unit().money_for("outlooks")?, Currency::USD)?;
            Outlook::fitted_in_dollars(&known, &between, &options)
        }
        None => Outlook::fitted(&known, &options),
    }
}

/// The horizon in years of the outlook, and of the base rate of a milestone without a date: ten, or the years to the
/// last date of the pledge where these are more.
fn years_ahead(scenario: &Scenario) -> u32 {
    let years = scenario.milestones().iter().filter_map(|milestone| years_to(scenario, milestone)).max();
    years.unwrap_or(0).max(UNDATED_YEARS)
}

/// The outlook's answers about the milestones above the baseline, dated or not.
///
/// # Errors
/// `Missing` where no milestone lies above the baseline; those of `look_ahead`.
pub(crate) fn outlook(
    scenario: &Scenario,
    history: Option<&History>,
    options: &AssessmentOptions,
) -> Result<OutlookAnswers> {
    let start = scenario.baseline().amount();
    let above = scenario.milestones().iter().filter(|milestone| milestone.amount() > start);
    let targets: Vec<Milestone> = above.copied().collect();
    if scenario.milestones().is_empty() {
        let hint = "an outlook is of amounts to rise to, and the pledge names none: add one with a date";
        return Err(Error::missing("amount to reach", hint));
    }
    if targets.is_empty() {
        return Err(Error::missing("milestone above the baseline", "an outlook is of amounts to rise to"));
    }
    look_ahead(scenario, history, &Kept::of(options))?.answers(targets)
}

/// The base rate of every milestone whose amount is not the baseline's, and why one has none. One
/// milestone that is too far from a table's multiples does not hide the base rates of the others.
///
/// # Errors
/// `Missing` where no milestone can have one: for a baseline that is not a year, for a pledge in another currency than
/// the panel's, and for one of some products or of services.
pub(crate) fn base_rates(
    scenario: &Scenario,
    history: Option<&History>,
    options: &AssessmentOptions,
) -> Result<(Vec<MilestoneBaseRate>, Vec<Absent>)> {
    if scenario.baseline().period().frequency() != Frequency::Annual {
        return Err(by_year_only(scenario));
    }
    if scenario.milestones().is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let panel = options.panel.as_ref();
    let factor = to_pairs_money(scenario, options)?;
    check_figures(scenario.flow(), panel.map(|panel| &**panel))?;
    // A panel of one's own may count the same products; its name says what it counts.
    let other = scenario.coverage().filter(|_| panel.is_none());
    if let Some(other) = other.filter(|counts| !matches!(counts, Coverage::Goods | Coverage::GoodsAndServices)) {
        let hint =
            format!("the pledge counts {other}, and the amounts of the pairs it would stand among are of all goods");
        return Err(Error::missing("base rates", hint));
    }
    let known = known_at_baseline(scenario, history)?;
    let start = scenario.baseline().amount();
    let of_pairs = |amount: Amount| Amount::new(amount.value() * factor);
    let unit = panel.map_or(Unit::USD, |panel| panel.unit());
    let known = match options.money.rates.as_ref().filter(|_| known.unit() != unit) {
        Some(rates) => known.converted_from_first_rate(rates, unit.money_for("exchange rates")?)?.0,
        None => known,
    };
    // `like` orders the precedents by their likeness to what was known of this pair on its day.
    let of = |milestone: &Milestone| {
        let question = BaseRateQuestion::to(of_pairs(start)?, of_pairs(milestone.amount())?)?
            .within(years_to(scenario, milestone).unwrap_or_else(|| years_ahead(scenario)))
            .up_to(scenario.baseline().period().calendar_year())
            .like(&known);
        // A bloc is no pair of countries that could be left out.
        let question = if scenario.pair().has_bloc() { question } else { question.except(scenario.pair()) };
        answer(&question, scenario, options).map(|base_rate| MilestoneBaseRate {
            milestone: *milestone,
            base_rate,
            factor,
        })
    };
    let (mut found, mut absent) = (Vec::new(), Vec::new());
    for milestone in scenario.milestones().iter().filter(|milestone| milestone.amount() != start) {
        match of(milestone) {
            Ok(rate) => found.push(rate),
            Err(error) => {
                let amount = with_unit(scenario.unit(), milestone.amount());
                absent.push(Absent { part: "base_rates".to_owned(), why: format!("base rate of {amount}: {error}") });
            }
        }
    }
    Ok((found, absent))
}

/// What the pledge's amounts are multiplied by to be in the money of the pairs' amounts: at the exchange rate of the
/// baseline's period or, for a pledge in the prices of one period, by the price index. The table that comes with the crate
/// has nominal dollars, and dollars of one year.
///
/// # Errors
/// `Missing` where the two are in different currencies and there are no exchange rates, or prices that the index lacks.
fn to_pairs_money(scenario: &Scenario, options: &AssessmentOptions) -> Result<f64> {
    let (unit, prices) = match &options.panel {
        Some(panel) => (panel.unit(), panel.about().prices.clone()),
        None if scenario.prices() != Prices::Nominal => {
            let panel = BaseRateTable::shipped_real()?.panel();
            (panel.unit, panel.prices.clone())
        }
        None => (Unit::USD, Prices::Nominal),
    };
    match (scenario.real_prices(), prices) {
        (None, Prices::Nominal) if scenario.unit() == unit => Ok(1.0),
        (None, Prices::Nominal) => match &options.money.rates {
            Some(rates) => {
                let (from, to) = (scenario.unit().money_for("base rates")?, unit.money_for("exchange rates")?);
                rates.rate(from, to, scenario.baseline().period())
            }
            None => {
                scenario.unit().money_for("base rates")?;
                let hint = format!(
                    "the pairs' amounts are in {unit}, the pledge's in {}; name exchange rates, or a panel in that currency",
                    scenario.unit()
                );
                Err(Error::missing("base rates", hint))
            }
        },
        (Some(own), Prices::Real { base, .. }) if scenario.unit() == unit => {
            let hint =
                "AssessmentOptions::money takes the index by which the pledge's prices become those of the pairs";
            let deflator = options.money.deflator.as_ref().ok_or_else(|| Error::missing("price index", hint))?;
            deflator.factor(own.base, base)
        }
        (Some(_), Prices::Nominal) if scenario.unit() == unit && options.money.deflator.is_some() => Ok(1.0),
        _ => {
            let hint =
                "the pledge's amounts and the pairs' are not in the same prices; name a panel in those of the pledge";
            Err(Error::missing("base rates", hint))
        }
    }
}

/// Refuses to hold a flow to turnovers, and a turnover to flows. A panel of any other series is taken for what is wanted.
fn check_figures(flow: Option<Direction>, panel: Option<&AnnualPanel>) -> Result<()> {
    let figure = panel.map_or(Some(Figure::Turnover), |panel| panel.about().figure);
    let hint = match (flow, figure) {
        (Some(flow), Some(Figure::Turnover)) => {
            format!("the pledge is of {flow}, and the pairs' amounts are turnovers; name a panel of flows")
        }
        (None, Some(Figure::Flow)) => {
            "the pledge is of a turnover, and the panel has flows; name a panel of turnovers".to_owned()
        }
        _ => return Ok(()),
    };
    Err(Error::missing("base rates", hint))
}

/// Asks the panel of the options or, without one, their table or the one that comes with the crate. A nominal panel is
/// brought to the prices of a pledge that is in those of one period.
fn answer(question: &BaseRateQuestion, scenario: &Scenario, options: &AssessmentOptions) -> Result<BaseRate> {
    let nominal = scenario.prices() == Prices::Nominal;
    match (&options.panel, &options.tables) {
        (Some(panel), _) => match scenario.real_prices().zip(options.money.deflator.as_ref()) {
            Some((own, deflator)) if panel.about().prices == Prices::Nominal => {
                question.run(&(**panel).clone().real(deflator, own.base)?)
            }
            _ => question.run(&**panel),
        },
        (None, Some(tables)) if nominal => question.run(tables.base_rates()),
        (None, None) if nominal => question.run(BaseRateTable::shipped()?),
        (None, _) => question.run(BaseRateTable::shipped_real()?),
    }
}

/// The whole years from the baseline to a milestone's date; none without a date.
fn years_to(scenario: &Scenario, milestone: &Milestone) -> Option<u32> {
    let start = scenario.baseline().period();
    milestone.by().and_then(|by: Period| u32::try_from(start.periods_until(by).ok()?).ok())
}

/// The error for a baseline of a quarter or a month: outlooks and base rates are counted by the year.
fn by_year_only(scenario: &Scenario) -> Error {
    let hint = format!(
        "the baseline is {}, and these are counted by the year; state it for a year",
        scenario.baseline().period()
    );
    Error::missing("years", hint)
}
