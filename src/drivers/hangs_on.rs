//! What the answer hangs on: each assumption from low to high, and what that does to the amount and to the chance.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    drivers::{
        cause::Start,
        model::{Drivers, Level, Setting},
    },
    error::{Error, Result, given},
    growth::Target,
    probability::Probability,
};

/// What one assumption does to the amount and to the chance when it goes from low to high and all others stay.
///
/// ```
/// use tradepath::{Scenario, drivers::{Driver, Drivers}};
///
/// let pledge = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("10B", 2030)
///     .base_growth("6%")
///     .driver(Driver::builder("Agreement", "agreement").starts(2022).build()?)
///     .driver(Driver::builder("Railway", "corridor").starts(2025).share("40%").build()?)
///     .build()?;
/// let hangs_on = Drivers::of(&pledge, None)?.hangs_on(("10B", 2030))?;
/// // The one that moves the amount most comes first.
/// assert_eq!(hangs_on[0].assumption, "effect: Agreement");
/// assert!(hangs_on[0].high > hangs_on[0].low);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Assumption {
    /// What is assumed: the effect of a driver, a preset that several drivers have in common, or that a driver is on time.
    pub assumption: String,
    /// The amount of the period with the assumption low, or with the driver late.
    pub low: Amount,
    /// The amount with the assumption high, or with the driver on time.
    pub high: Amount,
    /// The chance at low; none without an outlook.
    pub chance_low: Option<Probability>,
    /// The chance at high.
    pub chance_high: Option<Probability>,
}

impl Drivers<'_> {
    /// What a target hangs on, the assumption that moves the amount most first.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a period that is not ahead, for an amount of zero, and
    /// where an amount is larger than a number can be.
    pub fn hangs_on(&self, target: impl TryInto<Target, Error: Into<Error>>) -> Result<Vec<Assumption>> {
        let target: Target = given(target)?;
        self.assumptions(target.amount(), self.number(target.by())?)
    }

    pub(super) fn assumptions(&self, target: Amount, period: usize) -> Result<Vec<Assumption>> {
        let mut found = Vec::new();
        for (group, name) in self.groups.iter().enumerate() {
            let of_group = self.effects.iter().filter(|effect| effect.group == group);
            if of_group.clone().all(|effect| effect.range[0] == effect.range[2]) {
                continue;
            }
            let at = |level| self.outcome(target, period, Setting::CENTRAL.with(group, level));
            // A preset that one driver uses is called by the driver.
            let mut users = of_group.map(|effect| effect.name.as_str());
            let assumption = match (users.next(), users.count()) {
                (Some(only), 0) => format!("effect: {only}"),
                (_, others) => format!("preset {name}, of {} drivers", others + 1),
            };
            found.push(Assumption::between(assumption, at(Level::Low)?, at(Level::High)?));
        }
        for (at, driver) in self.asked_about().iter().enumerate() {
            let (Some(late), Start::At(start)) = (driver.late(), driver.start()) else { continue };
            let later = start.plus(i64::from(late.years) * i64::from(start.frequency().per_year()))?;
            let starting = |when| {
                let drivers = self.replacing(at, driver.clone().starting(when))?;
                drivers.outcome(target, period, Setting::CENTRAL)
            };
            let assumption = format!("on time: {}", driver.name());
            found.push(Assumption::between(assumption, starting(later)?, starting(start)?));
        }
        let width = |of: &Assumption| (of.high.value() - of.low.value()).abs();
        found.sort_by(|one, other| width(other).total_cmp(&width(one)));
        Ok(found)
    }

    /// The amount of a period, and the chance of a target by it where there is an outlook.
    fn outcome(&self, target: Amount, period: usize, setting: Setting<'_>) -> Result<(Amount, Option<Probability>)> {
        let chance = self.outlook.map(|_| self.chance_of(target, period, setting)).transpose()?;
        Ok((Amount::new(self.amount(period, setting))?, chance))
    }
}

impl Assumption {
    fn between(
        assumption: String,
        (low, chance_low): (Amount, Option<Probability>),
        (high, chance_high): (Amount, Option<Probability>),
    ) -> Self {
        Self { assumption, low, high, chance_low, chance_high }
    }
}
