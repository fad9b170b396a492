//! A driver as it is written to files, and the rules that it is checked by.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    drivers::cause::{
        by_period::ByPeriod,
        cause::{Cause, Demand, DemandWay, Depth, DriverKind, GdpGrowth, Stated},
        driver::{Driver, Late, Start, Touches},
        form_parts::{LateForm, RangeForm, ResponseForm, StartForm},
        phase_in::{Curve, PhaseIn},
        response::Response,
    },
    error::{Error, Result},
    probability::Probability,
    rate::GrowthRate,
    share::Share,
};

/// The most days that a corridor can save.
const MOST_DAYS: f64 = 365.0;

/// The keys of a driver, before they are checked against one another.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DriverForm {
    pub name: String,
    pub kind: Option<DriverKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<StartForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<LateForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase_in: Option<PhaseIn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touches: Option<Touches>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transport_cost: Option<Stated>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freight_margin: Option<[Stated; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ad_valorem: Option<Stated>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_saved: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<Depth>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Stated>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Stated>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gdp_growth: Option<[GdpGrowth; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gdp_growth_in_dollars: Option<[GdpGrowth; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<DemandWay>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appreciation: Option<[Stated; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<ByPeriod<f64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth: Option<Stated>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_points: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_life: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<ResponseForm>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub on_top: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub guess: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl DriverForm {
    /// The keys of a strength that are stated.
    fn strengths(&self) -> impl Iterator<Item = &'static str> {
        let keys = [
            ("transport_cost", self.transport_cost.is_some()),
            ("freight_margin", self.freight_margin.is_some()),
            ("ad_valorem", self.ad_valorem.is_some()),
            ("days_saved", self.days_saved.is_some()),
            ("depth", self.depth.is_some()),
            ("cut", self.cut.is_some()),
            ("from", self.from.is_some()),
            ("gdp_growth", self.gdp_growth.is_some()),
            ("gdp_growth_in_dollars", self.gdp_growth_in_dollars.is_some()),
            ("way", self.way.is_some()),
            ("common", self.common.is_some()),
            ("appreciation", self.appreciation.is_some()),
            ("path", self.path.is_some()),
            ("sector", self.sector.is_some()),
            ("growth", self.growth.is_some()),
            ("log_points", self.log_points.is_some()),
            ("half_life", self.half_life.is_some()),
            ("chance", self.chance.is_some()),
        ];
        keys.into_iter().filter(|(_, stated)| *stated).map(|(key, _)| key)
    }

    /// The cause, from the keys of the driver's kind.
    ///
    /// # Errors
    /// At the key: `Contradiction` for a key of another kind and for a strength that is stated twice, `Missing` for one
    /// that is not stated, `OutOfRange` for one that cannot be.
    fn cause(&self, kind: DriverKind) -> Result<Cause> {
        let accepted: &[&str] = match kind {
            DriverKind::Corridor => &["transport_cost", "freight_margin", "ad_valorem", "days_saved"],
            DriverKind::Agreement => &["depth"],
            DriverKind::Tariff => &["cut", "from"],
            DriverKind::Demand => &["gdp_growth", "gdp_growth_in_dollars", "way"],
            DriverKind::Currency => &["common", "appreciation"],
            DriverKind::Price => &["path", "sector"],
            DriverKind::Mobility => &["growth"],
            DriverKind::Shock => &["log_points", "half_life", "chance"],
        };
        if let Some(foreign) = self.strengths().find(|key| !accepted.contains(key)) {
            let message = format!("a driver of the kind {kind} takes {}, not {foreign}", accepted.join(", "));
            return Err(Error::contradiction(message).at_key(foreign));
        }
        match kind {
            DriverKind::Corridor => self.corridor(),
            DriverKind::Agreement => Ok(Cause::Agreement(self.depth.unwrap_or_default())),
            DriverKind::Tariff => self.tariff(),
            DriverKind::Demand => self.demand().map(Cause::Demand),
            DriverKind::Currency => self.currency(),
            DriverKind::Price => self.price(),
            DriverKind::Mobility => {
                let growth =
                    needed(self.growth, "growth", "the growth a year of migrants or investment, such as \"3%\"")?;
                Ok(Cause::Mobility(growth.0))
            }
            DriverKind::Shock => self.event(),
        }
    }

    fn corridor(&self) -> Result<Cause> {
        if let [first, second, ..] = self.strengths().collect::<Vec<_>>()[..] {
            let message =
                format!("a corridor is stated by {first} and by {second}, which would count it twice; keep one");
            return Err(Error::contradiction(message).at_key(second));
        }
        if let Some([before, after]) = self.freight_margin {
            let (before, after) = (margin(before, "freight_margin")?, margin(after, "freight_margin")?);
            return Ok(Cause::TransportCost(GrowthRate::from_effective((after - before) / (1.0 + before))?));
        }
        if let Some(days) = self.days_saved {
            if !(-MOST_DAYS..=MOST_DAYS).contains(&days) {
                return Err(Error::out_of_range("the days saved", days, "from -365 to 365").at_key("days_saved"));
            }
            return Ok(Cause::DaysSaved(days + 0.0));
        }
        let of_costs = self.transport_cost.map(|change| Cause::TransportCost(change.0));
        Ok(of_costs.or(self.ad_valorem.map(|change| Cause::TradeCost(change.0))).unwrap_or(Cause::Opened))
    }

    fn tariff(&self) -> Result<Cause> {
        let cut = needed(self.cut, "cut", "the points that the tariff falls by, such as \"5%\"")?;
        let cut = margin(cut, "cut")?;
        // A tariff of which no more is known is taken to be abolished.
        let from = self.from.map_or(Ok(cut), |from| margin(from, "from"))?;
        if cut > from {
            let message = format!("a tariff of {:.1}% cannot be cut by {:.1} points", from * 100.0, cut * 100.0);
            return Err(Error::contradiction(message).at_key("cut"));
        }
        Ok(Cause::Tariff { cut, from })
    }

    fn demand(&self) -> Result<Demand> {
        let way = match (&self.gdp_growth, &self.gdp_growth_in_dollars, self.way) {
            (None, None, _) => {
                let hint = "the growth of both economies, such as [\"4.5%\", \"5.5%\"]";
                return Err(Error::missing("gdp_growth", hint).at_key("gdp_growth"));
            }
            (Some(_), None, None | Some(DemandWay::Real)) => DemandWay::Real,
            (None, Some(_), None | Some(DemandWay::Dollars)) => DemandWay::Dollars,
            (Some(_), Some(_), Some(way)) => way,
            (Some(_), Some(_), None) => {
                let hint =
                    "growth is stated in volume and in dollars, and one of the two is counted: \"real\" or \"dollars\"";
                return Err(Error::missing("way", hint).at_key("way"));
            }
            (_, _, Some(_)) => {
                let message = "the way that is to be counted has no growth: gdp_growth goes with \"real\", gdp_growth_in_dollars with \"dollars\"";
                return Err(Error::contradiction(message).at_key("way"));
            }
        };
        Ok(Demand { real: self.gdp_growth.clone(), in_dollars: self.gdp_growth_in_dollars.clone(), way })
    }

    fn currency(&self) -> Result<Cause> {
        match (self.common, self.appreciation) {
            (Some(true), None) => Ok(Cause::CommonCurrency),
            (None, Some(sides)) => Ok(Cause::Appreciation(sides.map(|side| side.0))),
            (Some(_), Some(_)) => {
                let message = "a common currency does not appreciate against itself; keep one of the two";
                Err(Error::contradiction(message).at_key("appreciation"))
            }
            _ => {
                let hint = "common = true, or the real appreciation of both currencies, such as [\"-10%\", \"0%\"]";
                Err(Error::missing("common or appreciation", hint).at_key("common"))
            }
        }
    }

    fn price(&self) -> Result<Cause> {
        let path = needed(self.path.clone(), "path", "the price by period, such as { 2025 = 70, 2030 = 55 }")?;
        if path.iter().count() < 2 {
            let hint = "a price that changes has two periods or more, such as { 2025 = 70, 2030 = 55 }";
            return Err(Error::missing("second period of the price", hint).at_key("path"));
        }
        if let Some((period, price)) = path.iter().find(|(_, price)| !(price.is_finite() && *price > 0.0)) {
            let what = format!("the price of {period}");
            return Err(Error::out_of_range(what, price, "above zero and finite").at_key("path"));
        }
        let touches_sectors = self.touches.as_ref().is_some_and(|touches| !touches.sectors.is_empty());
        if self.sector.is_some() && touches_sectors {
            let message = "the sector is stated by `sector` and by `touches`; keep one";
            return Err(Error::contradiction(message).at_key("sector"));
        }
        if self.sector.is_none() && !touches_sectors && self.share.is_none() {
            let hint = "a price is that of a sector: name it, or state the share of trade that has this price";
            return Err(Error::missing("sector", hint).at_key("sector"));
        }
        if self.starts.is_some() {
            let message = "a price counts from the first period of its path on; leave `starts` out";
            return Err(Error::contradiction(message).at_key("starts"));
        }
        Ok(Cause::Price(path))
    }

    fn event(&self) -> Result<Cause> {
        match (self.log_points, &self.response) {
            (None, None) => {
                let hint = "state the effect: log_points = -0.3, or a response with its range";
                return Err(Error::missing("log_points", hint).at_key("log_points"));
            }
            (Some(_), Some(_)) => {
                let message = "the effect is stated by log_points and by a response; keep one";
                return Err(Error::contradiction(message).at_key("log_points"));
            }
            _ => {}
        }
        if let Some(half_life) = self.half_life.filter(|years| !(*years > 0.0 && *years <= 100.0)) {
            return Err(
                Error::out_of_range("the half-life", half_life, "above 0 and up to 100 years").at_key("half_life")
            );
        }
        let chance = self.chance.map(|chance| Probability::rounded(chance.fraction()));
        Ok(Cause::Event { half_life: self.half_life, chance })
    }

    /// The response that is stated, or the usual one of the cause.
    fn response(&self, cause: &Cause) -> Result<Response> {
        let of = cause.response_of();
        if let Some(log_points) = self.log_points {
            let range = Response::unsourced(of, [log_points; 3], String::new());
            return range.map_err(|error| error.with_key(|_| "log_points".to_owned()));
        }
        let placed = |error: Error| error.under_key("response");
        match &self.response {
            Some(ResponseForm::Own(range)) => {
                Response::new(of, [range.low, range.central, range.high], range.source.as_str()).map_err(placed)
            }
            Some(ResponseForm::Preset(name)) => {
                let response = Response::preset(name).map_err(|error| error.at_key("response"))?;
                if response.of() == of {
                    return Ok(response);
                }
                let message = format!("the preset `{name}` is {}, and this driver takes {of}", response.of());
                Err(Error::contradiction(message).at_key("response"))
            }
            None => match cause.usual_preset() {
                Some(name) => Response::preset(name),
                None => {
                    let hint = format!(
                        "no range for {of} is taken without being named: give a preset, or {{ low, central, high, source }}"
                    );
                    Err(Error::missing("response", hint).at_key("response"))
                }
            },
        }
    }

    /// When it starts: stated for every kind but those that work all along, and those whose path says when.
    fn start(&self, kind: DriverKind) -> Result<Start> {
        match self.starts {
            Some(StartForm::At(period)) => Ok(Start::At(period)),
            Some(StartForm::Unknown) => Ok(Start::Unknown),
            None if matches!(kind, DriverKind::Demand | DriverKind::Price | DriverKind::Mobility) => {
                Ok(Start::Baseline)
            }
            None if self.chance.is_some() => Ok(Start::Baseline),
            None => {
                let hint = "the period from which it works, such as 2028, or \"unknown\"";
                Err(Error::missing("starts", hint).at_key("starts"))
            }
        }
    }

    fn late(&self, start: Start) -> Result<Option<Late>> {
        let Some(late) = self.late else { return Ok(None) };
        let placed = |error: Error| error.at_key("late");
        if !matches!(start, Start::At(_)) || self.chance.is_some() {
            let message = "only what starts in a stated period can be late";
            return Err(placed(Error::contradiction(message)));
        }
        if late.years == 0 || late.years > 100 {
            return Err(placed(Error::out_of_range("the years that it may be late", late.years, "from 1 to 100")));
        }
        Ok(Some(Late { chance: Probability::rounded(late.chance.fraction()), years: late.years }))
    }
}

/// A margin or a tariff: a fraction of zero or more.
fn margin(stated: Stated, key: &'static str) -> Result<f64> {
    let fraction = stated.0.effective();
    if fraction >= 0.0 {
        return Ok(fraction);
    }
    Err(Error::out_of_range("the margin", stated.0, "zero or more").at_key(key))
}

fn needed<T>(value: Option<T>, key: &'static str, hint: &str) -> Result<T> {
    value.ok_or_else(|| Error::missing(key, hint).at_key(key))
}

/// The check by which every driver is made: of each key, and of the keys against one another.
impl TryFrom<DriverForm> for Driver {
    type Error = Error;

    fn try_from(form: DriverForm) -> Result<Self> {
        if form.name.trim().is_empty() {
            return Err(Error::missing("name", "a driver needs a name, by which answers call it").at_key("name"));
        }
        let kind = needed(form.kind, "kind", "say what kind of cause it is, such as \"corridor\"")?;
        let cause = form.cause(kind)?;
        let response = form.response(&cause)?;
        let start = form.start(kind)?;
        let late = form.late(start)?;
        let accumulates = matches!(kind, DriverKind::Demand | DriverKind::Price | DriverKind::Mobility);
        if accumulates && form.phase_in.is_some() {
            let message = format!("a driver of the kind {kind} moves year by year and is not phased in");
            return Err(Error::contradiction(message).at_key("phase_in"));
        }
        let usual = PhaseIn::Over { years: cause.usual_years(), curve: Curve::Linear };
        let touches = form.touches.unwrap_or_default();
        let touches = match form.sector {
            Some(sector) => touches.sectors([sector]),
            None => touches,
        };
        Ok(Self {
            name: form.name,
            phase_in: form.phase_in.unwrap_or(usual),
            share: form.share.unwrap_or(Share::rounded(1.0)),
            on_top: form.on_top,
            guess: form.guess,
            notes: form.notes,
            sources: form.sources,
            cause,
            start,
            late,
            touches,
            response,
        })
    }
}

/// The form of a driver, with everything that was taken for granted written out.
impl From<Driver> for DriverForm {
    fn from(driver: Driver) -> Self {
        let form = Self {
            kind: Some(driver.kind()),
            starts: match driver.start {
                Start::At(period) => Some(StartForm::At(period)),
                Start::Unknown => Some(StartForm::Unknown),
                Start::Baseline => None,
            },
            late: driver
                .late
                .and_then(|late| Some(LateForm { chance: Share::new(late.chance.value()).ok()?, years: late.years })),
            touches: (driver.touches != Touches::default()).then_some(driver.touches),
            share: Some(driver.share),
            name: driver.name,
            on_top: driver.on_top,
            guess: driver.guess,
            notes: driver.notes,
            sources: driver.sources,
            ..Self::default()
        };
        let [low, central, high] = driver.response.range();
        let response = match driver.response.preset_name() {
            Some(name) => ResponseForm::Preset(name.to_owned()),
            None => ResponseForm::Own(RangeForm { low, central, high, source: driver.response.source().to_owned() }),
        };
        let phased = Self { phase_in: Some(driver.phase_in), response: Some(response), ..form };
        match driver.cause {
            Cause::TransportCost(change) => Self { transport_cost: Some(Stated(change)), ..phased },
            Cause::TradeCost(change) => Self { ad_valorem: Some(Stated(change)), ..phased },
            Cause::DaysSaved(days) => Self { days_saved: Some(days), ..phased },
            Cause::Opened => phased,
            Cause::Agreement(depth) => Self { depth: Some(depth), ..phased },
            Cause::Tariff { cut, from } => {
                let stated = |fraction: f64| GrowthRate::from_effective(fraction).ok().map(Stated);
                Self { cut: stated(cut), from: stated(from), ..phased }
            }
            Cause::Demand(demand) => Self {
                gdp_growth: demand.real,
                gdp_growth_in_dollars: demand.in_dollars,
                way: Some(demand.way),
                phase_in: None,
                ..phased
            },
            Cause::CommonCurrency => Self { common: Some(true), ..phased },
            Cause::Appreciation(sides) => Self { appreciation: Some(sides.map(Stated)), ..phased },
            Cause::Price(path) => Self { path: Some(path), phase_in: None, ..phased },
            Cause::Mobility(growth) => Self { growth: Some(Stated(growth)), phase_in: None, ..phased },
            Cause::Event { half_life, chance } => {
                let chance = chance.and_then(|chance| Share::new(chance.value()).ok());
                let form = Self { half_life, chance, ..phased };
                // An effect that is stated by one number has no source.
                if driver.response.source().is_empty() {
                    Self { log_points: Some(central), response: None, ..form }
                } else {
                    form
                }
            }
        }
    }
}

impl Serialize for Driver {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DriverForm::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Driver {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DriverForm::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Driver> {
        toml::from_str::<DriverForm>(text).map_err(|error| Error::contradiction(error.to_string()))?.try_into()
    }

    #[test]
    fn a_driver_of_each_kind_comes_back_from_what_is_written() {
        for text in [
            "name = 'Railway'\nkind = 'corridor'\nstarts = 2028\nlate = { chance = '30%', years = 2 }\nshare = '40%'\ntransport_cost = '-15%'",
            "name = 'Road'\nkind = 'corridor'\nstarts = 'unknown'\nfreight_margin = ['20%', '15%']\nguess = true",
            "name = 'Post'\nkind = 'corridor'\nstarts = 2026\ndays_saved = 0.13\nresponse = 'time-cost'\nphase_in = 0",
            "name = 'Line'\nkind = 'corridor'\nstarts = 2026\nphase_in = { years = 5, curve = 's-curve' }",
            "name = 'Treaty'\nkind = 'agreement'\nstarts = 2026\nphase_in = ['50%', '100%']",
            "name = 'Union'\nkind = 'agreement'\nstarts = 2026\ndepth = 'union'\nresponse = { low = 0.3, central = 0.4, high = 0.5, source = 'own' }",
            "name = 'Tariff'\nkind = 'tariff'\nstarts = 2026\ncut = '5%'\nfrom = '12%'\ntouches = 'imports'",
            "name = 'Growth'\nkind = 'demand'\ngdp_growth = ['4.5%', { 2026 = '6%', 2027 = 0.057 }]",
            "name = 'Growth'\nkind = 'demand'\ngdp_growth = ['4.5%', '5%']\ngdp_growth_in_dollars = ['8%', '11%']\nway = 'dollars'",
            "name = 'Money'\nkind = 'currency'\nstarts = 2026\ncommon = true",
            "name = 'Tenge'\nkind = 'currency'\nstarts = 2026\nappreciation = ['-10%', '0%']\nresponse = { low = 0.2, central = 0.3, high = 0.4, source = 'own' }",
            "name = 'Oil'\nkind = 'price'\npath = { 2025 = 70, 2030 = 55.5 }\nsector = 'energy'",
            "name = 'Migrants'\nkind = 'mobility'\ngrowth = '3%'\nresponse = 'migrants'",
            "name = 'Quarrel'\nkind = 'shock'\nstarts = 2027\nresponse = 'quarrel'\nhalf_life = 1",
            "name = 'Closure'\nkind = 'shock'\nlog_points = -0.3\nchance = '5%'\ntouches = { flow = 'exports', sectors = ['grain'] }",
        ] {
            let driver = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let written = toml::to_string(&driver).unwrap();
            assert_eq!(read(&written).unwrap(), driver, "{written}");
            let json = serde_json::to_string(&driver).unwrap();
            assert_eq!(serde_json::from_str::<Driver>(&json).unwrap(), driver, "{json}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_key() {
        for (text, key, says) in [
            ("kind = 'corridor'\nstarts = 2028\nad_valorem = '-4%'\ndays_saved = 2", "days_saved", "count it twice"),
            ("kind = 'corridor'\nad_valorem = '-4%'", "starts", "unknown"),
            (
                "kind = 'corridor'\nstarts = 2028\nad_valorem = '-4%'\nresponse = 'income'",
                "response",
                "elasticity to GDP",
            ),
            ("kind = 'corridor'\nstarts = 2028\nad_valorem = '-4%'\nresponse = 'trade_cost'", "response", "trade-cost"),
            ("kind = 'corridor'\nstarts = 2028\ndays_saved = 400", "days_saved", "365"),
            ("kind = 'corridor'\nstarts = 2028\ncut = '5%'", "cut", "not cut"),
            ("kind = 'agreement'\nstarts = 2028\ndepth = 'partnership'", "response", "give a preset"),
            ("kind = 'tariff'\nstarts = 2028\ncut = '5%'\nfrom = '3%'", "cut", "cannot be cut"),
            ("kind = 'tariff'\nstarts = 2028\ncut = '-5%'", "cut", "zero or more"),
            ("kind = 'demand'", "gdp_growth", "both economies"),
            ("kind = 'demand'\ngdp_growth = ['1%', '2%']\nway = 'dollars'", "way", "has no growth"),
            ("kind = 'demand'\ngdp_growth = ['1%', '2%']\nphase_in = 3", "phase_in", "not phased in"),
            ("kind = 'price'\npath = { 2025 = 70, 2026 = 71 }", "sector", "share of trade"),
            ("kind = 'price'\npath = { 2025 = 70 }\nsector = 'oil'", "path", "two periods"),
            ("kind = 'price'\npath = { 2025 = 0, 2026 = 1 }\nsector = 'oil'", "path", "price of 2025"),
            ("kind = 'shock'\nstarts = 2027", "log_points", "state the effect"),
            ("kind = 'shock'\nstarts = 2027\nlog_points = -0.1\nresponse = 'quarrel'", "log_points", "keep one"),
            ("kind = 'shock'\nstarts = 2027\nlog_points = -30", "log_points", "0.3 is 30 log points"),
            ("kind = 'shock'\nstarts = 2027\nlog_points = -0.1\nhalf_life = 0", "half_life", "half-life"),
            (
                "kind = 'shock'\nlog_points = -0.1\nchance = '5%'\nlate = { chance = 0.1, years = 1 }",
                "late",
                "can be late",
            ),
            (
                "kind = 'agreement'\nstarts = 2027\nresponse = { low = 0.5, central = 0.4, high = 0.6, source = 'own' }",
                "response.central",
                "not in order",
            ),
        ] {
            let error = read(&format!("name = 'x'\n{text}")).unwrap_err();
            assert_eq!(error.position().key.as_deref(), Some(key), "{text}: {error}");
            assert!(error.to_string().contains(says), "{text}: {error}");
        }
        assert!(read("name = 'x'\nkind = 'corridor'\nstarts = 2028\ntransport_cost = '-100%'").is_err());
        assert!(read("name = 'x'\nkind = 'corridor'\nstarts = 2028\nshare = '140%'\nad_valorem = '-4%'").is_err());
        assert_eq!(read("name = ' '\nkind = 'demand'").unwrap_err().position().key.as_deref(), Some("name"));
    }
}
