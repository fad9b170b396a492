//! The drivers of a scenario: the checks of each against the pledge and against one another.

use std::collections::HashSet;

use crate::{
    drivers::cause::{Cause, DemandWay, Driver, DriverForm, DriverKind, GdpGrowth, Start},
    error::{Error, Result, excerpt},
    period::Period,
    scenario::{base_growth::BaseGrowth, form::ScenarioForm, form_parts::FlowsForm, scenario::Scenario},
    unit::Unit,
};

/// The most drivers that a scenario may have.
const MOST_DRIVERS: usize = 100;

impl Scenario {
    /// The drivers: what would have to be true.
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let text = "pair = ['KAZ', 'UZB']\nbaseline = { period = 2021, amount = '$3B' }\n\
    ///     milestone = [{ amount = '10B', by = 2030 }]\nbase_growth = '6%'\n\
    ///     driver = [{ name = 'Railway', kind = 'corridor', starts = 2028, ad_valorem = '-4%' }]";
    /// let pledge = Scenario::from_toml(text, "pledge.toml")?;
    /// assert_eq!(pledge.drivers()[0].name(), "Railway");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn drivers(&self) -> &[Driver] {
        &self.drivers
    }

    /// The same scenario with one driver more.
    ///
    /// # Errors
    /// With the key of the driver: [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for one that touches what
    /// the scenario does not have, and for one that would count a cause twice.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{drivers::Driver, scenario::shipped};
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?.scenario()?;
    /// let railway = Driver::builder("Railway", "corridor").starts(2027).share("30%").build()?;
    /// assert_eq!(pledge.with_driver(railway)?.drivers().len(), 1);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn with_driver(self, driver: Driver) -> Result<Self> {
        let mut form = ScenarioForm::from(self);
        form.driver.push(driver.into());
        form.try_into()
    }

    /// The growth that is assumed without the drivers; none for the median of the outlook.
    ///
    /// ```
    /// use tradepath::scenario::shipped;
    ///
    /// assert_eq!(shipped("india-china-2005")?.scenario()?.base_growth(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn base_growth(&self) -> Option<BaseGrowth> {
        self.base_growth
    }
}

impl ScenarioForm {
    /// The drivers, each checked.
    ///
    /// # Errors
    /// At the key of the driver, those of a [`Driver`]; `Contradiction` for a driver that touches what the pledge does not
    /// have, and for two that would count one cause twice.
    pub(super) fn drivers(&self, unit: Unit) -> Result<Vec<Driver>> {
        if self.driver.len() > MOST_DRIVERS {
            let accepted = format!("at most {MOST_DRIVERS}");
            return Err(Error::out_of_range("the number of drivers", self.driver.len(), accepted).at_key("driver"));
        }
        let read = |(at, form): (usize, &DriverForm)| {
            let driver = Driver::try_from(form.clone()).and_then(|driver| {
                self.check_periods(&driver)?;
                self.check_touched(&driver)?;
                self.check_way(&driver, unit)?;
                Ok(driver)
            });
            driver.map_err(|error| error.under_key(&format!("driver[{at}]")))
        };
        let drivers: Vec<Driver> = self.driver.iter().enumerate().map(read).collect::<Result<_>>()?;
        check_together(&drivers)?;
        self.check_base_growth(unit)?;
        Ok(drivers)
    }

    /// Refuses periods of another length than the baseline's.
    fn check_periods(&self, driver: &Driver) -> Result<()> {
        let start = self.start()?;
        let same =
            |period: Period, key: &str| start.periods_until(period).map(|_| ()).map_err(|error| error.at_key(key));
        if let Start::At(period) = driver.start() {
            same(period, "starts")?;
        }
        match driver.cause() {
            Cause::Price(path) => {
                let ahead = |(period, _): &(Period, f64)| start.periods_until(*period);
                let ahead = path.iter().map(ahead).collect::<Result<Vec<_>>>().map_err(|error| error.at_key("path"))?;
                if ahead.iter().all(|periods| *periods <= 0) {
                    let message =
                        format!("the price ends before the pledge begins to move, in {start}; state later ones");
                    return Err(Error::contradiction(message).at_key("path"));
                }
                Ok(())
            }
            Cause::Demand(demand) => {
                let both = [(&demand.real, "gdp_growth"), (&demand.in_dollars, "gdp_growth_in_dollars")];
                for (growth, key) in both.into_iter().filter_map(|(growth, key)| Some((growth.as_ref()?, key))) {
                    for side in growth {
                        if let GdpGrowth::ByPeriod(rates) = side {
                            same(rates.first().0, key)?;
                        }
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Refuses a driver of a flow or a sector that the pledge does not have.
    fn check_touched(&self, driver: &Driver) -> Result<()> {
        let touches = driver.touches();
        if let (Some(own), Some(other)) = (self.flow, touches.flow_touched().filter(|flow| Some(*flow) != self.flow)) {
            let message = format!("the pledge is of {own}, and the driver touches {other} alone");
            return Err(Error::contradiction(message).at_key("touches"));
        }
        // Without the flows it is not known what part of the turnover is touched.
        let by_flow = touches.flow_touched().is_some() || matches!(driver.cause(), Cause::Appreciation(_));
        if by_flow && self.flow.is_none() && self.flows.is_none() {
            let key = if touches.flow_touched().is_some() { "touches" } else { "appreciation" };
            let hint = "exports and imports are touched differently: state both at the baseline, flows = { exports = \"2B\", imports = \"1B\" }";
            return Err(Error::missing("flows", hint).at_key(key));
        }
        for name in touches.sectors_touched() {
            if !self.sector.iter().any(|sector| sector.name == *name) {
                let names: Vec<&str> = self.sector.iter().map(|sector| sector.name.as_str()).collect();
                let names =
                    if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) };
                let message = format!("the scenario has no sector `{}`; {names}", excerpt(name));
                let key = if driver.kind() == DriverKind::Price { "sector" } else { "touches" };
                return Err(Error::contradiction(message).at_key(key));
            }
        }
        Ok(())
    }

    /// Refuses prices where the amounts hold none, and growth of GDP whose prices are not those of the path that it moves.
    fn check_way(&self, driver: &Driver, unit: Unit) -> Result<()> {
        if driver.kind() == DriverKind::Price {
            return unit.money_for("prices of what is traded").map(|_| ()).map_err(|error| error.at_key("path"));
        }
        let Cause::Demand(demand) = driver.cause() else { return Ok(()) };
        let nominal = unit.currency().is_some() && self.deflate.is_none();
        let refused = |message: &str| Err(Error::contradiction(message).at_key("way"));
        match (demand.way, self.base_growth) {
            (DemandWay::Dollars, _) if !nominal => {
                refused("GDP in current dollars holds prices, and the pledge's amounts do not; count real growth")
            }
            (DemandWay::Dollars, _) if unit != Unit::USD => refused(
                "growth of GDP in dollars moves amounts in dollars, and the pledge's are in another currency; count real growth",
            ),
            (DemandWay::Dollars, Some(BaseGrowth::Real(_))) => refused(
                "GDP in current dollars holds prices, and a real base growth has them added; count real growth, or state the base growth as the amounts grow",
            ),
            (DemandWay::Real, Some(BaseGrowth::Stated(_))) if nominal && !driver.is_on_top() => refused(
                "real growth says nothing of prices, and the pledge's amounts hold them: write base_growth = { real = \"0%\" } with inflation, or count growth in dollars",
            ),
            _ => Ok(()),
        }
    }

    /// Refuses a base growth that nothing is computed by, and prices that are added to what holds them or has none.
    fn check_base_growth(&self, unit: Unit) -> Result<()> {
        let Some(growth) = self.base_growth else { return Ok(()) };
        let placed = |error: Error| Err(error.at_key("base_growth"));
        if self.driver.is_empty() {
            let message = "a base growth is what the amounts grow by without the drivers, and there are none; for a growth that is assumed, write a shape";
            return placed(Error::contradiction(message));
        }
        let both_flows = self.flows.as_ref().is_some_and(FlowsForm::both_grow);
        let every_sector = !self.sector.is_empty() && self.sector.iter().all(|sector| sector.growth.is_some());
        if both_flows || every_sector {
            let what = if both_flows { "both flows state" } else { "every sector states" };
            let message =
                format!("{what} a growth of its own, so that nothing grows by the base growth; keep one of the two");
            return placed(Error::contradiction(message));
        }
        match growth {
            BaseGrowth::Real(_) if unit.currency().is_none() || self.deflate.is_some() => placed(Error::contradiction(
                "the pledge's amounts hold no prices; state the base growth as a plain rate",
            )),
            BaseGrowth::Real(_) if self.inflation.is_none() => placed(Error::missing(
                "inflation",
                "a real base growth has the growth of prices added: inflation = \"2.2%\"",
            )),
            _ => Ok(()),
        }
    }
}

/// Refuses two drivers of one name, and two that would count one cause twice.
fn check_together(drivers: &[Driver]) -> Result<()> {
    let mut names = HashSet::new();
    for (at, driver) in drivers.iter().enumerate() {
        if !names.insert(driver.name()) {
            let message = format!("two drivers are called `{}`", excerpt(driver.name()));
            return Err(Error::contradiction(message).at_key(format!("driver[{at}].name")));
        }
        let twice = |before: &&Driver| {
            is_one_cause(before, driver)
                && before.touches().meets(driver.touches())
                && !(before.is_on_top() || driver.is_on_top())
        };
        if let Some(before) = drivers[..at].iter().find(twice) {
            let message = format!(
                "`{}` and `{}` would count one cause twice, because {}; keep one, or say on_top = true of what is new beside the other",
                excerpt(before.name()),
                excerpt(driver.name()),
                why_one(before.kind(), driver.kind())
            );
            return Err(Error::contradiction(message).at_key(format!("driver[{at}]")));
        }
    }
    Ok(())
}

/// Whether two drivers, on the same trade, are one cause. Two prices and two tariffs may be of two products, whose shares
/// then make no more than the whole.
fn is_one_cause(one: &Driver, other: &Driver) -> bool {
    use DriverKind::{Agreement, Currency, Demand, Price, Tariff};
    let over_whole = one.share().fraction() + other.share().fraction() > 1.0;
    match (one.kind(), other.kind()) {
        (Agreement, Agreement | Tariff) | (Tariff, Agreement) | (Demand, Demand) | (Currency, Currency) => true,
        (Tariff, Tariff) | (Price, Price) => over_whole,
        _ => false,
    }
}

fn why_one(one: DriverKind, other: DriverKind) -> &'static str {
    match (one, other) {
        (DriverKind::Agreement, DriverKind::Agreement) => "each is the effect of an agreement where there was none",
        (DriverKind::Demand, _) => "each is the growth of both economies",
        (DriverKind::Currency, _) => "each is what the two currencies do",
        (DriverKind::Price, _) => "the shares that have these prices are more than all of the trade",
        (DriverKind::Tariff, DriverKind::Tariff) => "the shares that have these tariffs are more than all of the trade",
        _ => "the effect of an agreement holds that of the tariffs that it cuts",
    }
}
