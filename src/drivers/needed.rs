//! What would have to be true: the strength, the share or the start of one driver that reaches an amount or a chance.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    drivers::{
        cause::{Cause, DemandWay, Driver, DriverKind, GdpGrowth, Start},
        model::{Drivers, Setting},
    },
    error::{Deferred, Error, Result, given},
    growth::Target,
    period::Period,
    probability::Probability,
    rate::GrowthRate,
    share::Share,
    stats::bracketed_root,
};

/// The largest cut of costs that is tried.
const MOST_CUT: f64 = 0.95;
/// The most days saved that are tried.
const MOST_DAYS: f64 = 365.0;
/// The highest growth a year that is tried.
const MOST_GROWTH: f64 = 0.5;

/// The largest cut of trade costs that the literature has for a corridor: up to 10.2 % on the corridors of the Belt and
/// Road, all projects built (de Soyres et al. 2020, World Economy 42(1)). It is an upper bound.
const MOST_PLAUSIBLE_CUT: f64 = 0.102;

/// What of a driver is asked for.
///
/// ```
/// use tradepath::drivers::Lever;
///
/// assert_eq!(Lever::Share.to_string(), "share");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Lever {
    /// Its strength: a cut of costs, days, points of a tariff, growth.
    #[default]
    Strength,
    /// The share of the trade it touches that uses it.
    Share,
    /// The period from which it works.
    Start,
}

impl std::fmt::Display for Lever {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Strength => "strength",
            Self::Share => "share",
            Self::Start => "start",
        })
    }
}

impl std::str::FromStr for Lever {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "strength" => Ok(Self::Strength),
            "share" => Ok(Self::Share),
            "start" => Ok(Self::Start),
            _ => Err(Error::parse("a lever", text, 1, "expected strength, share or start")),
        }
    }
}

/// The question what one driver would have to be, with the others as they are.
///
/// ```
/// use tradepath::{Scenario, drivers::{Driver, Drivers, Lever, Requirement}};
///
/// let pledge = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("5B", 2030)
///     .base_growth("4%")
///     .driver(Driver::builder("Railway", "corridor").starts(2024).ad_valorem("-4%").build()?)
///     .build()?;
/// let drivers = Drivers::of(&pledge, None)?;
///
/// let needed = Requirement::of("Railway").run(&drivers, ("5B", 2030))?;
/// // Trade costs would have to fall by 4.1 %, which corridors have done.
/// assert_eq!(format!("{:.3}", needed.value.unwrap()), "0.041");
/// assert_eq!(needed.plausible, Some(true));
///
/// // Twice the amount is out of its reach.
/// let too_much = Requirement::of("Railway").lever(Lever::Share).run(&drivers, ("10B", 2030))?;
/// assert_eq!(too_much.value, None);
/// assert!(too_much.reaches.unwrap().value() < 6e9);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Requirement {
    driver: String,
    lever: Lever,
    chance: Option<Probability>,
    refused: Deferred,
}

/// What a driver would have to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Needed {
    /// The driver's name.
    pub driver: String,
    /// What of it is asked for.
    pub lever: Lever,
    /// The amount to reach.
    pub amount: Amount,
    /// By when.
    pub by: Period,
    /// The chance that is wanted; none where the central path is to reach the amount.
    pub chance: Option<Probability>,
    /// What the number counts: `cut of the ad valorem trade cost`, `share of the trade it touches`.
    pub unit: String,
    /// The value that the scenario states, where it is one number.
    pub stated: Option<f64>,
    /// The value that is needed, as a fraction, a number of days or log points; zero where nothing is. None where no value
    /// is enough, and for a start.
    pub value: Option<f64>,
    /// The latest start that is enough; none for another lever, and where no start is.
    pub start: Option<Period>,
    /// Whether the value lies within what the literature has; none where it has no range.
    pub plausible: Option<bool>,
    /// The largest value that the literature has, where it has one.
    pub plausible_most: Option<f64>,
    /// The largest value that was tried, or for a start none.
    pub most: Option<f64>,
    /// The amount at the largest value, or with the earliest start.
    pub reaches: Option<Amount>,
    /// The chance there, where a chance is asked for.
    pub reaches_chance: Option<Probability>,
}

impl Requirement {
    /// A question about a driver by its name: the strength that reaches an amount on the central path.
    pub fn of(driver: impl Into<String>) -> Self {
        Self { driver: driver.into(), lever: Lever::default(), chance: None, refused: Deferred::default() }
    }

    /// What of the driver is asked for.
    pub fn lever(self, lever: Lever) -> Self {
        Self { lever, ..self }
    }

    /// Asks for what brings the chance of the amount to a level, in place of the central path.
    pub fn chance(mut self, chance: impl TryInto<Probability, Error: Into<Error>>) -> Self {
        self.chance = self.refused.take(chance);
        self
    }

    /// What the driver would have to be for a target.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for a driver that the scenario does not have, for a strength of one
    /// whose start is not known, and for a chance without an outlook; [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer)
    /// for the strength of what is in force or not, and for the start of what fades or harms; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a period
    /// that is not ahead.
    pub fn run(&self, drivers: &Drivers<'_>, target: impl TryInto<Target, Error: Into<Error>>) -> Result<Needed> {
        self.refused.check()?;
        let target: Target = given(target)?;
        target.amount().positive("the target")?;
        let period = drivers.number(target.by())?;
        let all = drivers.asked_about();
        let at = all.iter().position(|driver| driver.name() == self.driver).ok_or_else(|| {
            let names: Vec<&str> = all.iter().map(Driver::name).collect();
            Error::missing(format!("driver `{}`", self.driver), format!("the scenario has {}", names.join(", ")))
        })?;
        let asked = Asked { drivers, at, target, period, chance: self.chance };
        match self.lever {
            Lever::Start => asked.start(),
            lever => asked.value(lever),
        }
    }
}

/// One question about one driver.
struct Asked<'d, 'a> {
    drivers: &'d Drivers<'a>,
    at: usize,
    target: Target,
    period: usize,
    chance: Option<Probability>,
}

impl Asked<'_, '_> {
    fn driver(&self) -> &Driver {
        &self.drivers.asked_about()[self.at]
    }

    /// How far the target is exceeded with another driver in its place: in log points of the amount, or in chance.
    fn excess(&self, driver: Driver) -> Result<f64> {
        let drivers = self.drivers.replacing(self.at, driver)?;
        match self.chance {
            Some(wanted) => {
                Ok(drivers.chance_of(self.target.amount(), self.period, Setting::CENTRAL)?.value() - wanted.value())
            }
            None => Ok((drivers.amount(self.period, Setting::CENTRAL) / self.target.amount().value()).ln()),
        }
    }

    /// The answer where a driver with the most of its lever is `most`.
    fn answer(&self, lever: Lever, unit: String, most: Driver) -> Result<Needed> {
        let drivers = self.drivers.replacing(self.at, most)?;
        let reaches = Amount::new(drivers.amount(self.period, Setting::CENTRAL))?;
        let chance = self.chance.map(|_| drivers.chance_of(self.target.amount(), self.period, Setting::CENTRAL));
        Ok(Needed {
            driver: self.driver().name().to_owned(),
            lever,
            amount: self.target.amount(),
            by: self.target.by(),
            chance: self.chance,
            unit,
            stated: None,
            value: None,
            start: None,
            plausible: None,
            plausible_most: None,
            most: None,
            reaches: Some(reaches),
            reaches_chance: chance.transpose()?,
        })
    }

    /// The latest start that is enough.
    fn start(&self) -> Result<Needed> {
        if matches!(self.driver().kind(), DriverKind::Price) {
            return Err(Error::no_answer(
                "a price counts from the first period of its path on, and has no start to ask for",
            ));
        }
        let starting = |period: Period| self.driver().clone().moved_to(period);
        let ahead = &self.drivers.ahead.periods[..=self.period];
        let excess = ahead.iter().map(|period| self.excess(starting(*period))).collect::<Result<Vec<f64>>>()?;
        // A start is a lever where an earlier one gives no less.
        if !excess.is_sorted_by(|one, next| *one >= *next) {
            let message = format!(
                "an earlier start of `{}` does not give more, because it fades or harms; ask for its share",
                self.driver().name()
            );
            return Err(Error::no_answer(message));
        }
        let earliest = ahead.first().copied().ok_or_else(|| Error::missing("period ahead", "none lies ahead"))?;
        let enough = excess.iter().take_while(|excess| **excess >= 0.0).count();
        let start = enough.checked_sub(1).map(|last| ahead[last]);
        let needed = self.answer(Lever::Start, "first period in which it works".to_owned(), starting(earliest))?;
        Ok(Needed { start, ..needed })
    }

    /// The smallest value of a lever that is enough.
    fn value(&self, lever: Lever) -> Result<Needed> {
        let driver = self.driver();
        if driver.start() == Start::Unknown {
            let hint = "it is not known when it starts; ask for its start, or state one";
            return Err(Error::missing(format!("start of `{}`", driver.name()), hint));
        }
        let scale = match lever {
            Lever::Share => Scale::share(driver),
            _ => Scale::strength(driver)?,
        };
        let with = |value: f64| (scale.make)(driver.clone(), value);
        let needed = self.answer(lever, scale.unit.to_owned(), with(scale.most)?)?;
        let mut failed = None;
        let mut excess = |value: f64| {
            let found = with(value).and_then(|driver| self.excess(driver));
            found.unwrap_or_else(|error| {
                failed.get_or_insert(error);
                0.0
            })
        };
        let value = match (excess(0.0) >= 0.0, excess(scale.most) >= 0.0) {
            (true, _) => Some(0.0),
            (false, true) => Some(bracketed_root(&mut excess, 0.0, scale.most)?),
            (false, false) => None,
        };
        if let Some(error) = failed {
            return Err(error);
        }
        Ok(Needed {
            stated: scale.stated,
            value,
            plausible: value.zip(scale.plausible).map(|(value, most)| value <= most),
            plausible_most: scale.plausible,
            most: Some(scale.most),
            ..needed
        })
    }
}

/// A number of a driver that can be asked for.
struct Scale {
    unit: &'static str,
    stated: Option<f64>,
    most: f64,
    plausible: Option<f64>,
    make: fn(Driver, f64) -> Result<Driver>,
}

impl Scale {
    fn share(driver: &Driver) -> Self {
        Self {
            unit: "share of the trade it touches",
            stated: Some(driver.share().fraction()),
            most: 1.0,
            plausible: None,
            make: |driver, share| Ok(driver.with_share(Share::rounded(share))),
        }
    }

    /// The strength of a driver.
    ///
    /// # Errors
    /// `NoAnswer` for a cause that is in force or not, and for one that is more than a number.
    fn strength(driver: &Driver) -> Result<Self> {
        let cut = |unit, change: &GrowthRate, make| Self {
            unit,
            stated: Some(-change.effective() + 0.0),
            most: MOST_CUT,
            plausible: Some(MOST_PLAUSIBLE_CUT),
            make,
        };
        let growth = |unit, stated, make| Self { unit, stated, most: MOST_GROWTH, plausible: None, make };
        Ok(match driver.cause() {
            Cause::TransportCost(change) => cut("cut of the transport-cost factor", change, |driver, cut| {
                Ok(driver.with_cause(Cause::TransportCost(GrowthRate::from_effective(-cut)?)))
            }),
            Cause::TradeCost(change) => cut("cut of the ad valorem trade cost", change, |driver, cut| {
                Ok(driver.with_cause(Cause::TradeCost(GrowthRate::from_effective(-cut)?)))
            }),
            Cause::DaysSaved(days) => Self {
                unit: "days saved",
                stated: Some(*days),
                most: MOST_DAYS,
                plausible: None,
                make: |driver, days| Ok(driver.with_cause(Cause::DaysSaved(days))),
            },
            Cause::Tariff { cut, from } => Self {
                unit: "points of ad valorem that the tariff falls by",
                stated: Some(*cut),
                most: *from,
                plausible: None,
                make: |driver, cut| {
                    let Cause::Tariff { from, .. } = *driver.cause() else { return Ok(driver) };
                    Ok(driver.with_cause(Cause::Tariff { cut: cut.min(from), from }))
                },
            },
            Cause::Demand(demand) => {
                let unit = match demand.way {
                    DemandWay::Real => "real GDP growth a year, the same on both sides",
                    DemandWay::Dollars => "growth a year of GDP in dollars, the same on both sides",
                };
                growth(unit, None, with_growth_of_both)
            }
            Cause::Mobility(rate) => growth("growth a year", Some(rate.effective()), |driver, rate| {
                Ok(driver.with_cause(Cause::Mobility(GrowthRate::from_effective(rate)?)))
            }),
            Cause::Price(_) | Cause::Appreciation(_) => {
                let message = format!("the strength of `{}` is more than one number; ask for its share", driver.name());
                return Err(Error::no_answer(message));
            }
            Cause::Event { .. } => {
                let message = format!("the strength of `{}` is its effect; ask for its share", driver.name());
                return Err(Error::no_answer(message));
            }
            _ => {
                let message = format!(
                    "`{}` is there or not, and has no strength to ask for; ask for its share or its start",
                    driver.name()
                );
                return Err(Error::no_answer(message));
            }
        })
    }
}

/// A driver of demand with the same growth on both sides, by the way that it counts.
fn with_growth_of_both(driver: Driver, rate: f64) -> Result<Driver> {
    let Cause::Demand(demand) = driver.cause() else { return Ok(driver) };
    let rate = GdpGrowth::Constant(GrowthRate::from_effective(rate)?);
    let (both, mut demand) = (Some([rate.clone(), rate]), demand.clone());
    match demand.way {
        DemandWay::Real => demand.real = both,
        DemandWay::Dollars => demand.in_dollars = both,
    }
    Ok(driver.with_cause(Cause::Demand(demand)))
}
