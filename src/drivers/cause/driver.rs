//! A driver: a named cause with a start, a phase-in, the trade it touches, and a range of effects.

use crate::{
    drivers::cause::{
        cause::{Cause, DriverKind},
        phase_in::PhaseIn,
        response::Response,
    },
    growth::Direction,
    period::Period,
    probability::Probability,
    share::Share,
};

/// A named cause with a start, a phase-in and a range of effects.
///
/// A driver is built in Rust with [`Driver::builder`](Self::builder), or stated in a scenario file as `[[driver]]`. Its
/// effect on a flow, in log points of trade, is
///
/// ```text
/// share x strength x response x phase-in
/// ```
///
/// with the strength in the unit that the [response](Self::response) is for: the logarithm of a change in costs or in
/// GDP, a number of days, or one for an agreement in force. A share scales log points. That is exact for small effects; for
/// a large effect on a small share it is a little low (40 % of 0.40 is 0.16, where the sum of both parts of trade grows by
/// 0.18), and it lets effects add up in any order.
///
/// ```
/// use tradepath::drivers::{Driver, DriverKind};
///
/// let railway = Driver::builder("Railway", "corridor")
///     .starts(2028)
///     .share("40%")
///     .ad_valorem("-4%")
///     .build()?;
/// assert_eq!(railway.kind(), DriverKind::Corridor);
/// // The elasticity to trade costs, because a cost is what changes, and seven years to build up.
/// assert_eq!(railway.response().preset_name(), Some("trade-cost"));
/// assert_eq!(railway.phase_in().share(7.0), 1.0);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    pub(super) name: String,
    pub(super) cause: Cause,
    pub(super) start: Start,
    pub(super) late: Option<Late>,
    pub(super) phase_in: PhaseIn,
    pub(super) touches: Touches,
    pub(super) share: Share,
    pub(super) response: Response,
    pub(super) on_top: bool,
    pub(super) guess: bool,
    pub(super) notes: Vec<String>,
    pub(super) sources: Vec<String>,
}

/// When a driver begins to work.
///
/// ```
/// use tradepath::drivers::{Driver, Start};
///
/// let road = Driver::builder("Road", "corridor").starts("unknown").ad_valorem("-2%").build()?;
/// assert_eq!(road.start(), Start::Unknown);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Start {
    /// From a period on.
    At(Period),
    /// From the period after the baseline on.
    Baseline,
    /// Not known. The driver is shown as what it would do from the baseline on, and is left out of everything else.
    Unknown,
}

/// That a driver may begin later than stated.
///
/// ```
/// use tradepath::drivers::{Driver, Late};
///
/// let road = Driver::builder("Road", "corridor").starts(2028).late("30%", 2).ad_valorem("-2%").build()?;
/// let Late { chance, years, .. } = road.late().unwrap();
/// assert_eq!((chance.value(), years), (0.3, 2));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Late {
    /// The chance that it does.
    pub chance: Probability,
    /// The number of years that it is late by.
    pub years: u32,
}

/// The trade that a driver touches: one flow or both, some sectors or all.
///
/// ```
/// use tradepath::{drivers::{Driver, Touches}, growth::Direction};
///
/// let visas = Driver::builder("Harvest", "shock").starts(2026).log_points(-0.1);
/// let touches = visas.touches(Touches::flow(Direction::Exports).sectors(["grain"])).build()?.touches().clone();
/// assert_eq!((touches.flow_touched(), touches.sectors_touched()), (Some(Direction::Exports), &["grain".to_owned()][..]));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touches {
    pub(super) flow: Option<Direction>,
    pub(super) sectors: Vec<String>,
}

impl Touches {
    /// Both flows and every sector.
    pub fn all() -> Self {
        Self::default()
    }

    /// One flow, and every sector of it.
    pub fn flow(flow: Direction) -> Self {
        Self { flow: Some(flow), sectors: Vec::new() }
    }

    /// Some sectors alone, by their names.
    #[must_use]
    pub fn sectors(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { sectors: names.into_iter().map(Into::into).collect(), ..self }
    }

    /// The one flow that is touched; none for both.
    pub fn flow_touched(&self) -> Option<Direction> {
        self.flow
    }

    /// The sectors that are touched; empty for all.
    pub fn sectors_touched(&self) -> &[String] {
        &self.sectors
    }

    /// Whether a flow of a sector is touched. `sector` is none where trade is not divided into sectors.
    pub(crate) fn has(&self, flow: Direction, sector: Option<&str>) -> bool {
        let in_sector =
            self.sectors.is_empty() || sector.is_some_and(|sector| self.sectors.iter().any(|of| of == sector));
        self.flow.is_none_or(|of| of == flow) && in_sector
    }

    /// Whether two drivers touch any trade that is the same.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let flows = self.flow.is_none() || other.flow.is_none() || self.flow == other.flow;
        let either_all = self.sectors.is_empty() || other.sectors.is_empty();
        flows && (either_all || self.sectors.iter().any(|name| other.sectors.contains(name)))
    }
}

impl Driver {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of its cause.
    pub fn kind(&self) -> DriverKind {
        self.cause.kind()
    }

    /// The cause with its strength.
    pub fn cause(&self) -> &Cause {
        &self.cause
    }

    /// When it begins.
    pub fn start(&self) -> Start {
        self.start
    }

    /// That it may be late, where that is stated.
    pub fn late(&self) -> Option<Late> {
        self.late
    }

    /// How its effect builds up.
    pub fn phase_in(&self) -> &PhaseIn {
        &self.phase_in
    }

    /// The trade that it touches.
    pub fn touches(&self) -> &Touches {
        &self.touches
    }

    /// The share of the touched trade that uses it.
    pub fn share(&self) -> Share {
        self.share
    }

    /// How trade responds to one unit of its strength.
    pub fn response(&self) -> &Response {
        &self.response
    }

    /// Whether it is declared to be new, on top of what the history's growth holds.
    pub fn is_on_top(&self) -> bool {
        self.on_top
    }

    /// Whether it is declared to be a guess.
    pub fn is_guess(&self) -> bool {
        self.guess
    }

    /// Remarks.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Where its facts are from.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// The same driver with another strength.
    pub(crate) fn with_cause(self, cause: Cause) -> Self {
        Self { cause, ..self }
    }

    /// The same driver with another share of the trade that it touches.
    pub(crate) fn with_share(self, share: Share) -> Self {
        Self { share, ..self }
    }

    /// The same driver from another period on, which may be late as it is stated.
    pub(crate) fn moved_to(self, period: Period) -> Self {
        Self { start: Start::At(period), ..self }
    }

    /// The same driver from another period on, on time.
    pub(crate) fn starting(self, period: Period) -> Self {
        Self { start: Start::At(period), late: None, ..self }
    }
}
