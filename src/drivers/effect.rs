//! The effect of a driver in each period ahead, before it is known how strongly trade responds.

use crate::{
    drivers::cause::{Cause, Demand, DemandWay, Driver, GdpGrowth, Late, Start},
    error::Result,
    growth::Direction,
    period::Period,
    probability::Probability,
};

/// What a driver does, for one unit of its response: how much, by flow and by period ahead.
#[derive(Debug, Clone)]
pub(super) struct Effect {
    pub name: String,
    /// Whether each part of trade is touched.
    pub touched: Vec<bool>,
    /// The response: low, central and high.
    pub range: [f64; 3],
    /// Drivers of one preset respond alike, because it is one number that is not known well.
    pub group: usize,
    /// The ways in which its time may turn out.
    pub outcomes: Vec<Outcome>,
    /// Log points for one unit of the response, as they are expected over these ways.
    pub expected: Vec<[f64; 2]>,
}

/// One way in which the time of a driver may turn out: on time, late, in some year, or never.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub weight: f64,
    /// Log points for one unit of the response, by period ahead: of exports, and of imports.
    pub units: Vec<[f64; 2]>,
}

impl Effect {
    pub fn new(driver: &Driver, touched: Vec<bool>, group: usize, outcomes: Vec<Outcome>) -> Self {
        let periods = outcomes.first().map_or(0, |outcome| outcome.units.len());
        let of = |period: usize, side: usize| -> f64 {
            outcomes.iter().map(|outcome| outcome.weight * outcome.units[period][side]).sum()
        };
        let expected = (0..periods).map(|period| [of(period, 0), of(period, 1)]).collect();
        Self { name: driver.name().to_owned(), touched, range: driver.response().range(), group, outcomes, expected }
    }
}

/// The place of a flow in a pair of numbers.
pub(super) fn side(flow: Direction) -> usize {
    match flow {
        Direction::Exports => 0,
        Direction::Imports => 1,
    }
}

/// The periods that are looked at: the baseline, and those ahead.
#[derive(Debug, Clone)]
pub(super) struct Ahead {
    pub baseline: Period,
    pub periods: Vec<Period>,
}

impl Ahead {
    /// The length of one period in years.
    fn step(&self) -> f64 {
        self.baseline.frequency().years(1)
    }

    /// The years from the baseline to the end of so many periods after it.
    pub fn years(&self, periods: i64) -> f64 {
        self.baseline.frequency().years(periods)
    }

    /// How many periods after the baseline another period is; zero for the baseline itself.
    pub fn place(&self, period: Period) -> Result<i64> {
        self.baseline.periods_until(period)
    }
}

/// The ways in which the time of a driver may turn out, with its effects since the baseline.
///
/// # Errors
/// `Missing` for growth of GDP that is not stated for every period.
pub(super) fn outcomes(driver: &Driver, way: Option<DemandWay>, ahead: &Ahead) -> Result<Vec<Outcome>> {
    let first = match driver.start() {
        Start::At(period) => ahead.place(period)?,
        Start::Baseline | Start::Unknown => 1,
    };
    let outcome = |weight: f64, start: Option<i64>| {
        let units = match start {
            Some(start) => units(driver, way, ahead, start)?,
            None => vec![[0.0; 2]; ahead.periods.len()],
        };
        Ok(Outcome { weight, units })
    };
    let chance = match driver.cause() {
        Cause::Event { chance, .. } => *chance,
        _ => None,
    };
    if let Some(chance) = chance {
        return by_year_of_arrival(chance, first, ahead).into_iter().map(|(weight, at)| outcome(weight, at)).collect();
    }
    match driver.late() {
        Some(Late { chance, years }) => {
            let later = first + i64::from(years) * i64::from(ahead.baseline.frequency().per_year());
            let both = [(chance.complement().value(), first), (chance.value(), later)];
            both.into_iter().map(|(weight, start)| outcome(weight, Some(start))).collect()
        }
        None => Ok(vec![outcome(1.0, Some(first))?]),
    }
}

/// The period in which an event comes, with its weight: none for one that does not come in the periods ahead.
fn by_year_of_arrival(chance: Probability, first: i64, ahead: &Ahead) -> Vec<(f64, Option<i64>)> {
    // A chance a year as a chance a period.
    let stays_away = chance.complement().value().powf(ahead.step());
    let mut waiting = 1.0;
    let mut found = Vec::new();
    for place in first.max(1)..=ahead.periods.len() as i64 {
        found.push((waiting * (1.0 - stays_away), Some(place)));
        waiting *= stays_away;
    }
    found.push((waiting, None));
    found
}

/// Log points for one unit of the response, where a driver starts at a place after the baseline. What there is at the
/// baseline already is not counted again.
fn units(driver: &Driver, way: Option<DemandWay>, ahead: &Ahead, start: i64) -> Result<Vec<[f64; 2]>> {
    let share = driver.share().fraction();
    let step = ahead.step();
    // The whole periods that have passed at the end of the period at a place, from the start on.
    let since = |place: i64| (place - start + 1) as f64 * step;
    let phased = |whole: [f64; 2], place: i64| {
        let part = driver.phase_in().share(since(place)) - driver.phase_in().share(since(0));
        whole.map(|side| side * part)
    };
    let mut grown = [0.0; 2];
    let mut found = Vec::with_capacity(ahead.periods.len());
    for (place, period) in (1..).zip(&ahead.periods) {
        let both = match driver.cause() {
            Cause::Demand(demand) => {
                if place >= start {
                    let growth = demand_growth(demand, way, *period, step)?;
                    grown = grown.map(|side| side + growth);
                }
                grown
            }
            Cause::Mobility(growth) => {
                let years = (place - start.max(1) + 1).max(0) as f64 * step;
                [growth.log() * years; 2]
            }
            Cause::Price(path) => {
                let price = |at: Period| price_at(path.iter().map(|(at, price)| (*at, *price)), at);
                [(price(*period)? / price(ahead.baseline)?).ln(); 2]
            }
            Cause::Event { half_life, .. } => [of_event(driver, *half_life, start, place, step); 2],
            other => phased(strength(other), place),
        };
        found.push(both.map(|side| share * side));
    }
    Ok(found)
}

/// The strength of a cause that is there as a whole once it is phased in, in the unit of its response: of exports, and of
/// imports.
fn strength(cause: &Cause) -> [f64; 2] {
    match cause {
        Cause::TransportCost(change) | Cause::TradeCost(change) => [change.log(); 2],
        Cause::DaysSaved(days) => [*days; 2],
        Cause::Tariff { cut, from } => [(-cut / (1.0 + from)).ln_1p(); 2],
        // An importer's appreciation counts with the opposite sign.
        Cause::Appreciation([first, other]) => [first.log() - other.log(), other.log() - first.log()],
        _ => [1.0; 2],
    }
}

/// The part of an event's effect that is there in a period, and that was not there at the baseline. The effect is whole in
/// the first period, and fades from there.
fn of_event(driver: &Driver, half_life: Option<f64>, start: i64, place: i64, step: f64) -> f64 {
    let at = |place: i64| {
        let years = (place - start) as f64 * step;
        let left = half_life.map_or(1.0, |half| (-years.max(0.0) / half).exp2());
        driver.phase_in().share(years + step) * left
    };
    at(place) - at(0)
}

/// The log growth of both economies in one period, by the way that is counted.
fn demand_growth(demand: &Demand, way: Option<DemandWay>, period: Period, years: f64) -> Result<f64> {
    let growth = way.map_or(demand.counted(), |way| demand.by_way(way));
    let Some([first, other]) = growth else { return Ok(0.0) };
    let key = match way.unwrap_or(demand.way) {
        DemandWay::Real => "gdp_growth",
        DemandWay::Dollars => "gdp_growth_in_dollars",
    };
    let log = |side: &GdpGrowth| side.log(period, years).map_err(|error| error.at_key(key));
    Ok(log(first)? + log(other)?)
}

/// The price of a period: on the line between the logarithms of its neighbours, and constant before the first and after
/// the last.
fn price_at(path: impl Iterator<Item = (Period, f64)>, period: Period) -> Result<f64> {
    let mut before: Option<(i64, f64)> = None;
    for (at, price) in path {
        let ahead = period.periods_until(at)?;
        if ahead >= 0 {
            return Ok(match before {
                Some((behind, from)) if ahead > 0 => {
                    let part = behind as f64 / (behind + ahead) as f64;
                    (from.ln() + part * (price.ln() - from.ln())).exp()
                }
                _ => price,
            });
        }
        before = Some((-ahead, price));
    }
    Ok(before.map_or(1.0, |(_, last)| last))
}
