//! Drivers built in Rust. The builder fills in the form of a scenario file, so that a driver is checked by the same rules
//! wherever it comes from.

use crate::{
    drivers::cause::{
        by_period::ByPeriod,
        cause::{DemandWay, Depth, DriverKind, GdpGrowth, Stated},
        driver::{Driver, Touches},
        form::DriverForm,
        form_parts::{LateForm, RangeForm, ResponseForm, StartForm},
        phase_in::PhaseIn,
    },
    error::{Deferred, Error, Result},
    period::Period,
    rate::GrowthRate,
    share::Share,
};

/// Builds a [`Driver`] step by step, by the keys of a scenario file. Everything that is wrong is reported by
/// [`build`](Self::build).
///
/// ```
/// use tradepath::drivers::Driver;
///
/// let closure = Driver::builder("Border closed", "shock").log_points(-0.3).half_life(2.0).chance("5%").build()?;
/// assert_eq!(closure.response().central(), -0.3);
///
/// let twice = Driver::builder("Railway", "corridor").starts(2028).ad_valorem("-4%").days_saved(2.0).build();
/// assert!(twice.unwrap_err().to_string().contains("count it twice"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct DriverBuilder {
    form: DriverForm,
    refused: Deferred,
}

impl Driver {
    /// A builder with a name and a kind, to which a strength is added.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::drivers::{Driver, DriverKind};
    ///
    /// let agreement = Driver::builder("Free trade", DriverKind::Agreement).starts(2027).build()?;
    /// assert_eq!(agreement.response().preset_name(), Some("agreement"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn builder(name: impl Into<String>, kind: impl TryInto<DriverKind, Error: Into<Error>>) -> DriverBuilder {
        let mut refused = Deferred::default();
        let kind = refused.take(kind);
        DriverBuilder { form: DriverForm { name: name.into(), kind, ..DriverForm::default() }, refused }
    }
}

impl DriverBuilder {
    /// The period from which it works: a year, a [`Period`], or `"unknown"`.
    pub fn starts(mut self, when: impl TryInto<StartsAt, Error: Into<Error>>) -> Self {
        self.form.starts = self.refused.take(when).map(|starts: StartsAt| starts.0);
        self
    }

    /// That it may start later, with a chance, by so many years.
    pub fn late(mut self, chance: impl TryInto<Share, Error: Into<Error>>, years: u32) -> Self {
        self.form.late = self.refused.take(chance).map(|chance| LateForm { chance, years });
        self
    }

    /// How its effect builds up; without it, over 7 years for costs, 10 for agreements, and at once for the rest.
    pub fn phase_in(mut self, phase_in: PhaseIn) -> Self {
        self.form.phase_in = Some(phase_in);
        self
    }

    /// The trade that it touches; without it, all.
    pub fn touches(mut self, touches: Touches) -> Self {
        self.form.touches = Some(touches);
        self
    }

    /// The share of the touched trade that uses it; without it, all.
    pub fn share(mut self, share: impl TryInto<Share, Error: Into<Error>>) -> Self {
        self.form.share = self.refused.take(share);
        self
    }

    /// A corridor's change of the transport-cost factor, such as `"-4%"`: of the value of goods with their transport over
    /// their value without.
    pub fn transport_cost(mut self, change: impl TryInto<GrowthRate, Error: Into<Error>>) -> Self {
        self.form.transport_cost = self.refused.take(change).map(Stated);
        self
    }

    /// The cost of transport over the value of the goods before and after a corridor, such as `"20%"` and `"15%"`.
    pub fn freight_margin(
        mut self,
        before: impl TryInto<GrowthRate, Error: Into<Error>>,
        after: impl TryInto<GrowthRate, Error: Into<Error>>,
    ) -> Self {
        let margins = self.refused.take(before).zip(self.refused.take(after));
        self.form.freight_margin = margins.map(|(before, after)| [Stated(before), Stated(after)]);
        self
    }

    /// A corridor's change of the ad valorem trade cost, such as `"-4%"`.
    pub fn ad_valorem(mut self, change: impl TryInto<GrowthRate, Error: Into<Error>>) -> Self {
        self.form.ad_valorem = self.refused.take(change).map(Stated);
        self
    }

    /// The days that a corridor saves.
    pub fn days_saved(mut self, days: f64) -> Self {
        self.form.days_saved = Some(days);
        self
    }

    /// How far an agreement goes; without it, a free trade agreement.
    pub fn depth(mut self, depth: Depth) -> Self {
        self.form.depth = Some(depth);
        self
    }

    /// The points that a tariff is cut by, and what it was before: `"5%"` and `"12%"`.
    pub fn tariff_cut(
        mut self,
        cut: impl TryInto<GrowthRate, Error: Into<Error>>,
        from: impl TryInto<GrowthRate, Error: Into<Error>>,
    ) -> Self {
        self.form.cut = self.refused.take(cut).map(Stated);
        self.form.from = self.refused.take(from).map(Stated);
        self
    }

    /// Real growth of GDP, of the first-named and of the other economy.
    pub fn gdp_growth<G: TryInto<GdpGrowth, Error: Into<Error>>>(mut self, growth: [G; 2]) -> Self {
        self.form.gdp_growth = self.both(growth);
        self
    }

    /// Growth of GDP in current dollars, of the first-named and of the other economy.
    pub fn gdp_growth_in_dollars<G: TryInto<GdpGrowth, Error: Into<Error>>>(mut self, growth: [G; 2]) -> Self {
        self.form.gdp_growth_in_dollars = self.both(growth);
        self
    }

    fn both<G: TryInto<GdpGrowth, Error: Into<Error>>>(&mut self, growth: [G; 2]) -> Option<[GdpGrowth; 2]> {
        let [first, other] = growth.map(|growth| self.refused.take(growth));
        Some([first?, other?])
    }

    /// Which growth of GDP is counted, where both are stated.
    pub fn way(mut self, way: DemandWay) -> Self {
        self.form.way = Some(way);
        self
    }

    /// A currency that both sides have in common.
    pub fn common_currency(mut self) -> Self {
        self.form.common = Some(true);
        self
    }

    /// The real appreciation of the first-named and of the other economy's currency.
    pub fn appreciation<G: TryInto<GrowthRate, Error: Into<Error>>>(mut self, of: [G; 2]) -> Self {
        let [first, other] = of.map(|rate| self.refused.take(rate).map(Stated));
        self.form.appreciation = first.zip(other).map(|(first, other)| [first, other]);
        self
    }

    /// The price of what a sector trades, by period.
    pub fn price(mut self, sector: impl Into<String>, path: ByPeriod<f64>) -> Self {
        self.form.sector = Some(sector.into());
        self.form.path = Some(path);
        self
    }

    /// Growth a year of the number of migrants, or of the stock of investment.
    pub fn growth(mut self, growth: impl TryInto<GrowthRate, Error: Into<Error>>) -> Self {
        self.form.growth = self.refused.take(growth).map(Stated);
        self
    }

    /// The effect of an event in log points: -0.3 takes away 26 %.
    pub fn log_points(mut self, log_points: f64) -> Self {
        self.form.log_points = Some(log_points);
        self
    }

    /// The years in which half of an event's effect is gone; without it, the effect lasts.
    pub fn half_life(mut self, years: f64) -> Self {
        self.form.half_life = Some(years);
        self
    }

    /// The chance a year that an event comes; without it, it is certain.
    pub fn chance(mut self, chance: impl TryInto<Share, Error: Into<Error>>) -> Self {
        self.form.chance = self.refused.take(chance);
        self
    }

    /// The response by the name of a [preset](super::preset::Preset).
    pub fn preset(mut self, name: impl Into<String>) -> Self {
        self.form.response = Some(ResponseForm::Preset(name.into()));
        self
    }

    /// The response as low, central and high, with its source.
    pub fn response(mut self, [low, central, high]: [f64; 3], source: impl Into<String>) -> Self {
        self.form.response = Some(ResponseForm::Own(RangeForm { low, central, high, source: source.into() }));
        self
    }

    /// Declares it to be new, on top of what the history's growth holds.
    pub fn on_top(mut self) -> Self {
        self.form.on_top = true;
        self
    }

    /// Declares it to be a guess.
    pub fn guess(mut self) -> Self {
        self.form.guess = true;
        self
    }

    /// Adds a remark.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.form.notes.push(note.into());
        self
    }

    /// Adds a source.
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.form.sources.push(source.into());
        self
    }

    /// The driver.
    ///
    /// # Errors
    /// Those of an argument that could not be read; with the key that is wrong, [`ErrorKind::Missing`](crate::ErrorKind::Missing)
    /// for a strength, a start or a response that its kind needs, [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction)
    /// for what another kind takes and for a corridor that is stated twice, [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange)
    /// for a response of the wrong sign.
    pub fn build(self) -> Result<Driver> {
        self.refused.check()?;
        self.form.try_into()
    }
}

/// When a driver starts, as [`DriverBuilder::starts`] takes it: a year, a [`Period`], or `"unknown"`.
#[derive(Debug, Clone, Copy)]
pub struct StartsAt(StartForm);

impl TryFrom<i32> for StartsAt {
    type Error = Error;

    fn try_from(year: i32) -> Result<Self> {
        year.try_into().map(Self)
    }
}

impl TryFrom<&str> for StartsAt {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.try_into().map(Self)
    }
}

impl From<Period> for StartsAt {
    fn from(period: Period) -> Self {
        Self(period.into())
    }
}
