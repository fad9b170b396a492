//! A scenario's drivers with their effects, the base growth, and the parts of trade that they touch.

use crate::{
    drivers::{
        base::Base,
        cause::{Cause, DemandWay, Driver, Start},
        cell::{Cell, cells},
        effect::{Ahead, Effect, Outcome, outcomes, side},
    },
    error::{Error, Result},
    growth::Milestone,
    history::Deflator,
    outlook::Outlook,
    period::Period,
    scenario::Scenario,
};

/// The years ahead that are looked at where no milestone has a date.
const USUAL_YEARS: i64 = 10;
/// The most periods ahead.
const MOST_PERIODS: i64 = 1_200;
/// The most ways in which the times of all drivers together may turn out.
const MOST_WAYS: usize = 1_000;

/// How far the outlook's first amount may be from the scenario's, as a part of it: by rounding alone.
const SAME_START: f64 = 1e-9;

/// A scenario's drivers, ready to be asked what they explain, what they do to a chance, and what else it takes.
///
/// The path of the amounts is the [base growth](crate::scenario::BaseGrowth) and what the drivers add to it, in log points:
///
/// ```text
/// ln amount(t) = ln baseline + base(t) + x_1(t) + x_2(t) + ...
/// ```
///
/// for each flow and sector that the scenario has, which together make the amount. Without a stated base growth it is the
/// median of the outlook. A driver that is left out is named with the reason.
///
/// ```
/// use tradepath::{Scenario, drivers::{Driver, Drivers}};
///
/// let railway = Driver::builder("Railway", "corridor").starts(2028).freight_margin("20%", "15%").build()?;
/// let pledge = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030);
/// let pledge = pledge.driver(railway).base_growth("8%").build()?;
///
/// let path = Drivers::of(&pledge, None)?.path()?;
/// let last = path.last().unwrap();
/// // 3 billion at 8 % are 6.0 billion in 2030; three sevenths of the railway's 13.6 % are there by then.
/// assert_eq!((last.without.to_string(), last.central.to_string()), ("6B".into(), "6.33B".into()));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Drivers<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) outlook: Option<&'a Outlook>,
    index: Option<&'a Deflator>,
    /// The drivers, which may be others than the scenario's: one of them with another strength.
    drivers: Vec<Driver>,
    begun: Begun,
    pub(super) ahead: Ahead,
    pub(super) cells: Vec<Cell>,
    pub(super) base: Base,
    pub(super) effects: Vec<Effect>,
    /// The names of what responds, by group: a preset, or a driver.
    pub(super) groups: Vec<String>,
    pub(super) left_out: Vec<(Driver, String)>,
}

/// What is asked about: a scenario, an outlook from its baseline, and an index of prices.
type Asked<'a> = (&'a Scenario, Option<&'a Outlook>, Option<&'a Deflator>);

/// What is done with a driver that works in the years that the outlook was fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Begun {
    /// It is refused: the pledge is looked at from its own baseline.
    Refused,
    /// It is left out: the pledge is looked at from a later figure, which holds what it did.
    LeftOut,
}

/// Which level of its range each response has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Level {
    Low,
    Central,
    High,
}

/// What is counted of the drivers in one evaluation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'s> {
    /// Which drivers count; all where none is given.
    pub counted: Option<&'s [bool]>,
    /// The groups whose responses are not central.
    pub moved: [Option<(usize, Level)>; 2],
    /// For each driver, the way in which its time turns out; the expected effect where none is given.
    pub ways: Option<&'s [usize]>,
}

impl Setting<'_> {
    pub const CENTRAL: Self = Self { counted: None, moved: [None; 2], ways: None };

    pub fn counts(&self, driver: usize) -> bool {
        self.counted.is_none_or(|counted| counted[driver])
    }

    /// The level of a group's responses.
    fn level(&self, group: usize) -> Level {
        self.moved.iter().flatten().find(|(moved, _)| *moved == group).map_or(Level::Central, |(_, level)| *level)
    }

    /// The same setting with one group's responses at a level.
    pub fn with(self, group: usize, level: Level) -> Self {
        let [first, _] = self.moved;
        let moved = [first.or(Some((group, level))), first.and(Some((group, level)))];
        Self { moved, ..self }
    }
}

impl<'a> Drivers<'a> {
    /// The drivers of a scenario, over the years to its last date, or over ten where no milestone has one.
    ///
    /// The outlook must start at the scenario's baseline. It gives the base growth where the scenario states none, and the
    /// chances; without it there are none.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for a scenario without drivers; where neither a base growth nor an
    /// outlook is given; for growth of GDP that is not stated for every period; and for prices that are not known.
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction), at the key of the driver, for one that works in the
    /// years that the outlook was fitted to and is not declared to be new; and for an outlook that starts elsewhere.
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where drivers may be late in more than a thousand ways
    /// together.
    pub fn of(scenario: &'a Scenario, outlook: Option<&'a Outlook>) -> Result<Self> {
        Self::with_prices(scenario, outlook, None)
    }

    /// The drivers of a scenario whose growth of prices goes by an index.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub fn with_prices(
        scenario: &'a Scenario,
        outlook: Option<&'a Outlook>,
        index: Option<&'a Deflator>,
    ) -> Result<Self> {
        Self::checked((scenario, outlook, index), Begun::Refused)
    }

    /// The drivers of a pledge that is looked at from a later figure than its own baseline. Those that have begun since are
    /// left out where the base growth is the outlook's, because the figures hold what they did.
    pub(crate) fn from_now(
        scenario: &'a Scenario,
        outlook: Option<&'a Outlook>,
        index: Option<&'a Deflator>,
    ) -> Result<Self> {
        Self::checked((scenario, outlook, index), Begun::LeftOut)
    }

    fn checked(asked: Asked<'a>, begun: Begun) -> Result<Self> {
        let (scenario, outlook, _) = asked;
        if scenario.drivers().is_empty() {
            let hint = "state what would have to be true: [[driver]] with name, kind, starts and a strength";
            return Err(Error::missing("driver", hint).at_key("driver"));
        }
        outlook.map_or(Ok(()), |outlook| check_start(scenario, outlook))?;
        Self::asked(asked, (scenario.drivers().to_vec(), begun), None)
    }

    /// The same question with other drivers, or with growth of GDP counted the other way.
    fn asked(
        (scenario, outlook, index): Asked<'a>,
        (drivers, begun): (Vec<Driver>, Begun),
        way: Option<DemandWay>,
    ) -> Result<Self> {
        let ahead = periods_ahead(scenario, outlook)?;
        let base = Base::of(scenario, outlook, index, &ahead)?;
        let cells = cells(scenario)?;
        let mut left_out = Vec::new();
        let mut groups: Vec<String> = Vec::new();
        let mut effects: Vec<Effect> = Vec::new();
        for (at, driver) in drivers.iter().enumerate() {
            let placed = |error: Error| error.under_key(&format!("driver[{at}]"));
            let why = match why_not_new(scenario, driver, &ahead)? {
                Some((key, why)) if begun == Begun::Refused => {
                    let what_would_do = "state a base_growth without it, or say on_top = true of what is new";
                    let message = format!("`{}`: {why}; {what_would_do}", driver.name());
                    return Err(placed(Error::contradiction(message).at_key(key)));
                }
                Some((_, why)) => Some(format!("{why}; what is still to come of it is not counted")),
                None => why_left_out(driver, &ahead)?,
            };
            if let Some(why) = why {
                left_out.push((driver.clone(), why));
                continue;
            }
            let response = driver.response();
            let name = response.preset_name().map_or_else(|| driver.name().to_owned(), str::to_owned);
            let group = groups.iter().position(|group| *group == name).unwrap_or_else(|| {
                groups.push(name);
                groups.len() - 1
            });
            let touched = |cell: &Cell| driver.touches().has(cell.flow, cell.sector.as_deref());
            let touched = cells.iter().map(touched).collect();
            let outcomes = outcomes(driver, way, &ahead).map_err(placed)?;
            effects.push(Effect::new(driver, touched, group, outcomes));
        }
        let ways = effects.iter().try_fold(1_usize, |ways, effect| ways.checked_mul(effect.outcomes.len()));
        if ways.is_none_or(|ways| ways > MOST_WAYS) {
            let accepted =
                format!("at most {MOST_WAYS}; state fewer drivers that may be late, or that come with a chance");
            let given = ways.map_or("too many".to_owned(), |ways| ways.to_string());
            return Err(Error::out_of_range("the ways in which the drivers' times may turn out", given, accepted));
        }
        Ok(Self { scenario, outlook, index, drivers, begun, ahead, cells, base, effects, groups, left_out })
    }

    /// The same question with another driver in the place of one.
    pub(super) fn replacing(&self, at: usize, driver: Driver) -> Result<Self> {
        let mut drivers = self.drivers.clone();
        drivers[at] = driver;
        Self::asked((self.scenario, self.outlook, self.index), (drivers, self.begun), None)
    }

    /// The same question with growth of GDP counted the other way; none where no driver states that growth.
    pub(super) fn counted_otherwise(&self) -> Option<(DemandWay, Result<Self>)> {
        let other = self.drivers.iter().find_map(|driver| {
            let Cause::Demand(demand) = driver.cause() else { return None };
            let other = match demand.way {
                DemandWay::Real => DemandWay::Dollars,
                DemandWay::Dollars => DemandWay::Real,
            };
            demand.by_way(other).map(|_| other)
        })?;
        let asked =
            Self::asked((self.scenario, self.outlook, self.index), (self.drivers.clone(), self.begun), Some(other));
        let asked = asked.and_then(|mut asked| {
            // Prices are beside real growth, and within GDP in dollars.
            asked.base = asked.base.counted(other, self.scenario, self.index, &self.ahead)?;
            Ok(asked)
        });
        Some((other, asked))
    }

    /// Every driver that is asked about, those that are left out as well.
    pub(super) fn asked_about(&self) -> &[Driver] {
        &self.drivers
    }

    /// Whether what a driver does is within the outlook's growth.
    pub(super) fn works_already(&self, driver: &Driver) -> Result<bool> {
        Ok(why_not_new(self.scenario, driver, &self.ahead)?.is_some())
    }

    /// The number of a period ahead, counted from zero.
    ///
    /// # Errors
    /// `OutOfRange` for a period that is not ahead.
    pub(super) fn number(&self, period: Period) -> Result<usize> {
        self.ahead.baseline.periods_until(period)?;
        self.ahead.periods.iter().position(|of| *of == period).ok_or_else(|| {
            let last = self.ahead.periods.last().map_or_else(String::new, Period::to_string);
            Error::out_of_range("the period", period, format!("after {} and up to {last}", self.ahead.baseline))
        })
    }

    /// The log points of a driver in a cell and a period.
    pub(super) fn log_points(&self, driver: usize, cell: usize, period: usize, setting: Setting<'_>) -> f64 {
        let effect = &self.effects[driver];
        if !setting.counts(driver) || !effect.touched[cell] {
            return 0.0;
        }
        let [low, central, high] = effect.range;
        let response = match setting.level(effect.group) {
            Level::Low => low,
            Level::Central => central,
            Level::High => high,
        };
        let units = setting.ways.map_or(&effect.expected, |ways| &effect.outcomes[ways[driver]].units);
        response * units[period][side(self.cells[cell].flow)]
    }

    /// The log growth of a cell since the baseline without any driver.
    pub(super) fn base_of(&self, cell: usize, period: usize) -> f64 {
        let own = self.cells[cell].own.map(|log| log * self.ahead.years(period as i64 + 1));
        own.unwrap_or(self.base.log[period])
    }

    /// The log growth of a cell since the baseline that drivers add.
    pub(super) fn added(&self, cell: usize, period: usize, setting: Setting<'_>) -> f64 {
        (0..self.effects.len()).map(|driver| self.log_points(driver, cell, period, setting)).sum()
    }

    /// The amount of a cell in a period.
    pub(super) fn cell_amount(&self, cell: usize, period: usize, setting: Setting<'_>) -> f64 {
        self.cells[cell].amount * (self.base_of(cell, period) + self.added(cell, period, setting)).exp()
    }

    /// The amount of a period with the drivers that a setting counts.
    pub(super) fn amount(&self, period: usize, setting: Setting<'_>) -> f64 {
        (0..self.cells.len()).map(|cell| self.cell_amount(cell, period, setting)).sum()
    }

    /// The amount of a period without any driver.
    pub(super) fn amount_without(&self, period: usize) -> f64 {
        let of = |(at, cell): (usize, &Cell)| cell.amount * self.base_of(at, period).exp();
        self.cells.iter().enumerate().map(of).sum()
    }

    /// What all drivers that count add to a period, in log points of the whole amount.
    pub(super) fn effect(&self, period: usize, setting: Setting<'_>) -> f64 {
        // Of one part the effects are added as they are, without the rounding of an exponential.
        if self.cells.len() == 1 {
            return self.added(0, period, setting);
        }
        (self.amount(period, setting) / self.amount_without(period)).ln()
    }

    /// How far the total effect of a period may be from its central value, below and above: by the responses from low to
    /// high, which are independent of one another unless they are one preset. Groups that the setting moves are certain.
    ///
    /// ```text
    /// below = sqrt( sum over groups of (effect - effect at its low)^2 )
    /// ```
    pub(super) fn spread(&self, period: usize, setting: Setting<'_>) -> (f64, f64) {
        let amounts: Vec<f64> = (0..self.cells.len()).map(|cell| self.cell_amount(cell, period, setting)).collect();
        let whole: f64 = amounts.iter().sum();
        let (mut below, mut above) = (0.0_f64, 0.0_f64);
        for group in 0..self.groups.len() {
            if !self.is_open(group, setting) {
                continue;
            }
            let off = |level| {
                let of = |cell: usize| self.changed(group, cell, period, (setting, setting.with(group, level)));
                match amounts[..] {
                    [_] => of(0),
                    _ => (amounts.iter().enumerate().map(|(cell, amount)| amount * of(cell).exp()).sum::<f64>()
                        / whole)
                        .ln(),
                }
            };
            let (low, high) = (off(Level::Low), off(Level::High));
            below += low.min(high).min(0.0).powi(2);
            above += low.max(high).max(0.0).powi(2);
        }
        (below.sqrt(), above.sqrt())
    }

    /// Whether a group's responses are uncertain: a driver of it counts, and the setting does not move it.
    fn is_open(&self, group: usize, setting: Setting<'_>) -> bool {
        let counts = |(driver, effect): (usize, &Effect)| effect.group == group && setting.counts(driver);
        let moved = setting.moved.iter().flatten().any(|(moved, _)| *moved == group);
        !moved && self.effects.iter().enumerate().any(counts)
    }

    /// What the drivers of a group add to a cell in one setting more than in another.
    fn changed(&self, group: usize, cell: usize, period: usize, (from, to): (Setting<'_>, Setting<'_>)) -> f64 {
        let of_group = self.effects.iter().enumerate().filter(|(_, effect)| effect.group == group);
        let change = |driver| self.log_points(driver, cell, period, to) - self.log_points(driver, cell, period, from);
        of_group.map(|(driver, _)| change(driver)).sum()
    }

    /// Every way in which the times of the drivers that count may turn out, with its weight.
    pub(super) fn ways(&self, setting: Setting<'_>) -> Vec<(f64, Vec<usize>)> {
        let mut ways = vec![(1.0, vec![0; self.effects.len()])];
        for (driver, effect) in self.effects.iter().enumerate().filter(|(driver, _)| setting.counts(*driver)) {
            let of = |outcomes: &[Outcome], (weight, chosen): &(f64, Vec<usize>)| -> Vec<(f64, Vec<usize>)> {
                let each = outcomes.iter().enumerate().filter(|(_, outcome)| outcome.weight > 0.0);
                each.map(|(at, outcome)| {
                    let mut chosen = chosen.clone();
                    chosen[driver] = at;
                    (weight * outcome.weight, chosen)
                })
                .collect()
            };
            ways = ways.iter().flat_map(|way| of(&effect.outcomes, way)).collect();
        }
        ways
    }

    /// The milestones that can be asked about: each with the period that it is looked at in, its date or the last period.
    pub(super) fn targets(&self) -> Vec<(Milestone, usize)> {
        let last = self.ahead.periods.len() - 1;
        let of = |milestone: &Milestone| {
            let period = milestone.by().map_or(Some(last), |by| self.number(by).ok())?;
            Some((*milestone, period))
        };
        self.scenario.milestones().iter().filter_map(of).collect()
    }
}

/// Refuses an outlook that does not start where the scenario does.
fn check_start(scenario: &Scenario, outlook: &Outlook) -> Result<()> {
    let baseline = scenario.baseline();
    let same_amount = (outlook.amount().value() / baseline.amount().value() - 1.0).abs() <= SAME_START;
    if outlook.start() == baseline.period() && same_amount {
        return Ok(());
    }
    Err(Error::contradiction(format!(
        "the outlook starts from {:#} in {}, and the scenario from {:#} in {}",
        outlook.amount(),
        outlook.start(),
        baseline.amount(),
        baseline.period()
    )))
}

/// The periods to look at: to the last date, and over ten years where no milestone has one.
///
/// # Errors
/// `OutOfRange` for more than 1,200 periods.
fn periods_ahead(scenario: &Scenario, outlook: Option<&Outlook>) -> Result<Ahead> {
    let baseline = scenario.baseline().period();
    let per_year = i64::from(baseline.frequency().per_year());
    let dated = scenario.milestones().iter().filter_map(Milestone::by);
    let last =
        dated.map(|by| baseline.periods_until(by)).try_fold(0, |last, place| place.map(|place| last.max(place)))?;
    let most = outlook.map_or(i64::MAX, |outlook| outlook.periods().count() as i64);
    let count = if last == 0 { (USUAL_YEARS * per_year).min(most) } else { last };
    if count > MOST_PERIODS {
        return Err(Error::out_of_range("the number of periods ahead", count, format!("at most {MOST_PERIODS}")));
    }
    let periods = (1..=count).map(|place| baseline.plus(place)).collect::<Result<Vec<_>>>()?;
    Ok(Ahead { baseline, periods })
}

/// Why the outlook's growth holds what a driver does already, with the key that says so; none where it does not.
fn why_not_new(scenario: &Scenario, driver: &Driver, ahead: &Ahead) -> Result<Option<(&'static str, String)>> {
    if scenario.base_growth().is_some() || driver.is_on_top() {
        return Ok(None);
    }
    let begun = match driver.start() {
        Start::At(period) => (ahead.place(period)? <= 0).then_some(("starts", format!("works since {period}"))),
        _ => None,
    };
    let always = matches!(driver.cause(), Cause::Demand(_) | Cause::Mobility(_)) && driver.start() == Start::Baseline;
    let found = begun.or(always.then(|| ("on_top", "works all along".to_owned())));
    Ok(found.map(|(key, since)| {
        let baseline = ahead.baseline;
        (key, format!("it {since}, and the outlook's growth up to {baseline} holds what it does already"))
    }))
}

/// Why a driver is not counted; none for one that is.
fn why_left_out(driver: &Driver, ahead: &Ahead) -> Result<Option<String>> {
    let Some(last) = ahead.periods.last() else { return Ok(Some("no period lies ahead".to_owned())) };
    Ok(match driver.start() {
        Start::Unknown => Some("it is not known when it starts".to_owned()),
        Start::At(period) if ahead.place(period)? > ahead.periods.len() as i64 => {
            Some(format!("it starts in {period}, after {last}, the last period that is looked at"))
        }
        _ => None,
    })
}
