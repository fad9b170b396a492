//! Goal seeking: the value of one parameter of a scenario at which an outcome has a wanted value.
//!
//! Each try makes a changed scenario, computes the outcome from it, and lets a root finder choose the next value. A
//! caller's own outcome is solved in the same way.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result},
    growth::{Baseline, Direction, Milestone, Route, arrival_years},
    period::Period,
    rate::GrowthRate,
    scenario::{
        aim::Aim,
        form::ScenarioForm,
        parts::{Flows, Part},
        scenario::Scenario,
        shape::ShapeSpec,
    },
    share::Share,
    stats::only_root,
};

/// A number of a scenario that can be changed: an amount in units of currency, a rate or share as a fraction, or a time
/// in years.
///
/// It is read and shown as the key of a scenario file: `baseline.amount`, `milestone[0].amount`, `shape.rate`,
/// `flows.exports_growth`, `sector[2].growth`.
///
/// ```
/// use tradepath::scenario::Parameter;
///
/// assert_eq!("shape.rate".parse::<Parameter>()?, Parameter::Rate);
/// assert_eq!(Parameter::Milestone(0).to_string(), "milestone[0].amount");
/// assert!("shape.colour".parse::<Parameter>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum Parameter {
    /// The baseline's amount. Flows keep their shares of it.
    Baseline,
    /// The amount of a milestone, counted from 0.
    Milestone(usize),
    /// The growth rate of a compound shape, or of another shape at its start.
    Rate,
    /// The yearly step of a linear shape.
    Step,
    /// The ceiling of a logistic or Gompertz shape.
    Ceiling,
    /// The damping of a damped shape: the share of a year's log growth that the next year keeps.
    Damping,
    /// The annual growth rate that a ramp starts from.
    RampFrom,
    /// The annual growth rate that a ramp moves to.
    RampTo,
    /// The years that the change of a ramp takes.
    RampOver,
    /// The exports at the baseline. The imports become the rest of the baseline's amount.
    Exports,
    /// The imports at the baseline. The exports become the rest of the baseline's amount.
    Imports,
    /// The exports' own annual growth rate.
    ExportsGrowth,
    /// The imports' own annual growth rate.
    ImportsGrowth,
    /// The share of a sector, counted from 0, as a fraction. The other sectors divide the rest in proportion to their
    /// shares.
    SectorShare(usize),
    /// A sector's own annual growth rate. Sectors are counted from 0.
    SectorGrowth(usize),
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Baseline => f.write_str("baseline.amount"),
            Self::Milestone(at) => write!(f, "milestone[{at}].amount"),
            Self::Rate => f.write_str("shape.rate"),
            Self::Step => f.write_str("shape.step"),
            Self::Ceiling => f.write_str("shape.ceiling"),
            Self::Damping => f.write_str("shape.damping"),
            Self::RampFrom => f.write_str("shape.from"),
            Self::RampTo => f.write_str("shape.to"),
            Self::RampOver => f.write_str("shape.over"),
            Self::Exports => f.write_str("flows.exports"),
            Self::Imports => f.write_str("flows.imports"),
            Self::SectorShare(at) => write!(f, "sector[{at}].share"),
            Self::ExportsGrowth => f.write_str("flows.exports_growth"),
            Self::ImportsGrowth => f.write_str("flows.imports_growth"),
            Self::SectorGrowth(at) => write!(f, "sector[{at}].growth"),
        }
    }
}

impl FromStr for Parameter {
    type Err = Error;

    /// Reads the key of a scenario file. Milestones and sectors are counted from 0, in brackets.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse), with the keys there are.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::Parameter;
    ///
    /// assert_eq!("milestone[0].amount".parse::<Parameter>()?, Parameter::Milestone(0));
    /// assert_eq!("flows.exports_growth".parse::<Parameter>()?, Parameter::ExportsGrowth);
    /// let error = "shape.colour".parse::<Parameter>().unwrap_err();
    /// assert!(error.to_string().contains("shape.damping"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        // The keys without a number in them, which are also those that an error lists.
        let fixed = [
            Self::Baseline,
            Self::Rate,
            Self::Step,
            Self::Ceiling,
            Self::Damping,
            Self::RampFrom,
            Self::RampTo,
            Self::RampOver,
            Self::Exports,
            Self::Imports,
            Self::ExportsGrowth,
            Self::ImportsGrowth,
        ];
        let numbered = |before: &str, after: &str| text.strip_prefix(before)?.strip_suffix(after)?.parse().ok();
        let found = fixed.into_iter().find(|parameter| parameter.to_string() == text);
        found
            .or_else(|| numbered("milestone[", "].amount").map(Self::Milestone))
            .or_else(|| numbered("sector[", "].share").map(Self::SectorShare))
            .or_else(|| numbered("sector[", "].growth").map(Self::SectorGrowth))
            .ok_or_else(|| {
                let names: Vec<String> = fixed.iter().map(Self::to_string).collect();
                Error::parse(
                    "a parameter",
                    text,
                    1,
                    format!(
                        "expected milestone[0].amount, sector[0].share, sector[0].growth or one of {}",
                        names.join(", ")
                    ),
                )
            })
    }
}

impl TryFrom<String> for Parameter {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Parameter> for String {
    fn from(parameter: Parameter) -> Self {
        parameter.to_string()
    }
}

/// The quantity to solve for: a figure of the scenario that is to have a wanted value.
///
/// ```
/// use tradepath::scenario::{GoalSeek, Outcome, Parameter, shipped};
///
/// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
/// // At which growth does trade double in five years?
/// let outcome = Outcome::ArrivalYears("6B".parse()?);
/// let growth = GoalSeek::new(Parameter::Rate, 0.05..=0.5).reach(&scenario, outcome, 5.0)?;
/// assert!((growth - (2_f64.powf(0.2) - 1.0)).abs() < 1e-6);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Outcome {
    /// The turnover of one period, in units of currency.
    Amount(Period),
    /// Exports less imports of one period, in units of currency.
    Balance(Period),
    /// The sum of the turnover from the baseline to a period, both included, in units of currency.
    Cumulative(Period),
    /// The years from the baseline to the arrival at an amount.
    ArrivalYears(Amount),
    /// The constant growth rate that meets the last milestone on its date, as a fraction.
    OverallRate,
}

/// A question: at which value of a parameter does an outcome of the scenario have a wanted value?
///
/// A parameter that the scenario can take but has no value for yet, such as the rate of a scenario without a shape, may
/// be asked for as well.
///
/// ```
/// use tradepath::scenario::{GoalSeek, Parameter, Outcome, shipped};
///
/// // At which growth does the first flow of 10 billion fall into 2030?
/// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
/// let goal = Outcome::Amount("2030".parse()?);
/// let growth = GoalSeek::new(Parameter::Rate, 0.0..=0.5).reach(&scenario, goal, 10e9)?;
/// assert_eq!(format!("{growth:.4}"), "0.1431");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalSeek {
    /// The parameter to change; `knob` is the key of an earlier form of the document.
    #[serde(alias = "knob")]
    parameter: Parameter,
    /// The values among which the answer is looked for, in the unit of the parameter.
    range: RangeInclusive<f64>,
}

impl GoalSeek {
    /// A question about one parameter, whose answer is looked for within `range`, both ends included. The range is in
    /// the unit of the parameter: units of currency, fractions or years.
    ///
    /// ```
    /// use tradepath::scenario::{GoalSeek, Outcome, Parameter, shipped};
    ///
    /// // Which last milestone would make the pledge a growth of 10 % a year from 2021 to 2030?
    /// let scenario = shipped("kazakhstan-uzbekistan-2021-by-2030")?.scenario()?;
    /// let seek = GoalSeek::new(Parameter::Milestone(1), 6e9..=9e9);
    /// let amount = seek.reach(&scenario, Outcome::OverallRate, 0.1)?;
    /// assert!((amount / (3e9 * 1.1_f64.powi(9)) - 1.0).abs() < 1e-6);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(parameter: Parameter, range: RangeInclusive<f64>) -> Self {
        Self { parameter, range }
    }

    /// The value of the parameter, in its unit, at which the outcome has `value` in the unit of the outcome.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the range has no such value;
    /// [`ErrorKind::SeveralAnswers`](crate::ErrorKind::SeveralAnswers) where it has more than one;
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the scenario does not have the parameter or the outcome;
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a value or a range that is not finite.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::{GoalSeek, Outcome, Parameter, shipped};
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// // No growth up to 10 % a year brings 3 billion in 2021 to 10 billion in 2030.
    /// let slow = GoalSeek::new(Parameter::Rate, 0.0..=0.1);
    /// let error = slow.reach(&scenario, Outcome::Amount("2030".parse()?), 10e9).unwrap_err();
    /// assert_eq!(error.code(), "no-answer");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn reach(&self, scenario: &Scenario, outcome: Outcome, value: f64) -> Result<f64> {
        self.reach_by(scenario, |scenario| scenario.outcome(outcome), value)
    }

    /// The value of the parameter at which an outcome that the caller computes has `value`. The outcome is computed
    /// many times, each time from a scenario with another value of the parameter.
    ///
    /// # Errors
    /// As [`reach`](Self::reach). Values of the parameter at which the outcome is an error are left out. If it is one
    /// at every value, the first of these errors is returned.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::{GoalSeek, Parameter, shipped};
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// // At which growth is the turnover of 2030 twice that of 2025?
    /// let found = GoalSeek::new(Parameter::Rate, 0.0..=0.5).reach_by(
    ///     &scenario,
    ///     |scenario| {
    ///         let projection = scenario.project_to(2030)?;
    ///         let steps = projection.steps();
    ///         Ok(steps[9].amount.value() / steps[4].amount.value())
    ///     },
    ///     2.0,
    /// )?;
    /// assert!((found - (2_f64.powf(0.2) - 1.0)).abs() < 1e-9);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn reach_by(&self, scenario: &Scenario, outcome: impl Fn(&Scenario) -> Result<f64>, value: f64) -> Result<f64> {
        if !value.is_finite() {
            return Err(Error::out_of_range("the value to reach", value, "finite"));
        }
        let mut first_error = None;
        let mut has_value = false;
        let answer = only_root(
            |tried| match scenario.with(self.parameter, tried).and_then(|scenario| outcome(&scenario)) {
                Ok(found) => {
                    has_value = true;
                    found - value
                }
                Err(error) => {
                    first_error.get_or_insert(error);
                    // `only_root` leaves out values that are not finite.
                    f64::NAN
                }
            },
            *self.range.start(),
            *self.range.end(),
        );
        match first_error {
            Some(error) if !has_value => Err(error),
            _ => answer,
        }
    }
}

impl Scenario {
    /// The scenario with one parameter at another value, in the unit of the parameter. What depends on it is changed
    /// along: flows keep adding up to the baseline, and the shares of sectors to 1.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the scenario does not have the parameter; otherwise the
    /// error that a scenario with this value would give.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::{Parameter, shipped};
    ///
    /// let scenario = shipped("kazakhstan-uzbekistan-2021")?.scenario()?;
    /// let larger = scenario.with(Parameter::Milestone(0), 6e9)?;
    /// assert_eq!(larger.milestones()[0].amount().to_string(), "6B");
    /// let error = scenario.with(Parameter::Ceiling, 6e9).unwrap_err();
    /// assert_eq!(error.code(), "missing");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn with(&self, parameter: Parameter, value: f64) -> Result<Self> {
        let mut changed = self.clone();
        let missing = || Error::missing(format!("parameter {parameter}"), "this scenario has nothing of the kind");
        match parameter {
            Parameter::Baseline => {
                // Flows must still add up to the baseline.
                let factor = value / self.baseline().amount().value();
                if let Some(flows) = &mut changed.flows {
                    flows.exports = Amount::new(flows.exports.value() * factor)?;
                    flows.imports = Amount::new(flows.imports.value() * factor)?;
                }
                let baseline = Baseline::new(self.baseline().period(), Amount::new(value)?)?;
                let of_baseline = |(aim, milestone): (&Aim, &Milestone)| {
                    Milestone::new(aim.amount(&baseline, milestone.by(), self.unit)?, milestone.by())
                };
                let milestones = self.aims.iter().zip(self.milestones()).map(of_baseline);
                let milestones: Vec<Milestone> = milestones.collect::<Result<_>>()?;
                changed.route =
                    if milestones.is_empty() { Route::open(baseline) } else { Route::new(baseline, milestones)? };
            }
            Parameter::Milestone(at) => {
                let mut milestones = self.milestones().to_vec();
                let milestone = milestones.get_mut(at).ok_or_else(missing)?;
                *milestone = Milestone::new(Amount::new(value)?, milestone.by())?;
                changed.aims[at] = milestone.amount().into();
                changed.route = Route::new(*self.baseline(), milestones)?;
            }
            Parameter::Exports | Parameter::Imports => {
                let turnover = self.baseline().amount().value();
                let flows = flows(&mut changed).ok_or_else(missing)?;
                let (one, rest) = (Amount::new(value)?, Amount::new(turnover - value)?);
                (flows.exports, flows.imports) =
                    if parameter == Parameter::Exports { (one, rest) } else { (rest, one) };
            }
            Parameter::SectorShare(at) => changed.sectors = reshared(&self.sectors, at, value)?.ok_or_else(missing)?,
            Parameter::ExportsGrowth => {
                flows(&mut changed).ok_or_else(missing)?.exports_growth = Some(fraction(value)?)
            }
            Parameter::ImportsGrowth => {
                flows(&mut changed).ok_or_else(missing)?.imports_growth = Some(fraction(value)?)
            }
            Parameter::SectorGrowth(at) => {
                changed.sectors.get_mut(at).ok_or_else(missing)?.growth = Some(fraction(value)?);
            }
            _ => {
                changed.shape = Some(
                    self.shape
                        .map_or_else(|| new_shape(parameter, value), |shape| changed_shape(shape, parameter, value))?
                        .ok_or_else(missing)?,
                )
            }
        }
        changed.follow_flows()?;
        // Totals that follow from the flows' milestones are found again.
        if changed.aims.iter().any(|aim| matches!(aim, Aim::Flows(_))) {
            return Self::try_from(ScenarioForm::from(changed));
        }
        // A value with which the shape cannot be solved, or with which parts outgrow the turnover, is refused here and not
        // where the scenario is used.
        changed.path()?;
        if changed.flows().is_some() || !changed.sectors().is_empty() {
            changed.project()?;
        }
        Ok(changed)
    }

    /// Sets the baselines of the pledges of single flows to the flows.
    fn follow_flows(&mut self) -> Result<()> {
        let Some(flows) = self.flows else { return Ok(()) };
        for of_flow in &mut self.of_flows {
            let amount = if of_flow.flow == Some(Direction::Imports) { flows.imports } else { flows.exports };
            if of_flow.baseline().amount() != amount {
                *of_flow = of_flow.with(Parameter::Baseline, amount.value())?;
            }
        }
        self.balance_needs().map(|_| ())
    }

    /// The outcome's value in this scenario, in the unit of the outcome.
    ///
    /// # Errors
    /// `Missing` where the scenario has no such figure, such as a balance without flows; `NoAnswer` for an arrival that
    /// does not come; those of a projection.
    fn outcome(&self, outcome: Outcome) -> Result<f64> {
        let step = |period| {
            let projection = self.project_to(period)?;
            projection.steps().last().cloned().ok_or_else(|| Error::missing("projection", "it has no periods"))
        };
        match outcome {
            Outcome::Amount(period) => Ok(step(period)?.amount.value()),
            Outcome::Cumulative(period) => Ok(step(period)?.cumulative.value()),
            Outcome::Balance(period) => {
                step(period)?.balance.ok_or_else(|| Error::missing("balance", "the scenario gives no flows"))
            }
            Outcome::ArrivalYears(amount) => {
                let path = self
                    .path()?
                    .ok_or_else(|| Error::missing("growth rate", "the scenario states no growth and no date"))?;
                let multiple = amount.value() / self.baseline().amount().value();
                arrival_years(&*path.shape, multiple, Self::HORIZON_YEARS).ok_or_else(|| {
                    Error::no_answer(format!("{amount} is not reached within {} years", Self::HORIZON_YEARS))
                })
            }
            Outcome::OverallRate => {
                let rate = self.route().overall_required_rate()?;
                rate.map(GrowthRate::effective)
                    .ok_or_else(|| Error::missing("overall rate", "the last milestone has no date"))
            }
        }
    }
}

/// The sectors with one share at another value and the others scaled to fill the rest:
///
/// ```text
/// other share = its share * (1 - new share) / (1 - old share)
/// ```
///
/// None where there is no such sector, or where the others have no share to scale.
fn reshared(sectors: &[Part], at: usize, value: f64) -> Result<Option<Vec<Part>>> {
    let Some(sector) = sectors.get(at) else { return Ok(None) };
    let others = 1.0 - sector.share.fraction();
    if others <= 0.0 {
        return Ok(None);
    }
    let share = |(nth, part): (usize, &Part)| {
        let fraction = if nth == at { value } else { part.share.fraction() * (1.0 - value) / others };
        Ok(Part { share: Share::new(fraction)?, ..part.clone() })
    };
    sectors.iter().enumerate().map(share).collect::<Result<_>>().map(Some)
}

/// The scenario's flows, to be changed; none where it gives none.
fn flows(scenario: &mut Scenario) -> Option<&mut Flows> {
    scenario.flows.as_mut()
}

/// A rate from a fraction of any size. A number that a solver tries is a fraction, so that it is not refused as
/// ambiguous as a bare 8 from a person would be.
fn fraction(value: f64) -> Result<GrowthRate> {
    GrowthRate::from_effective(value)
}

/// The shape of a scenario that had none: compound growth where the parameter is its rate; none for any other
/// parameter, which the scenario then lacks.
fn new_shape(parameter: Parameter, value: f64) -> Result<Option<ShapeSpec>> {
    match parameter {
        Parameter::Rate => Ok(Some(ShapeSpec::Compound { rate: Some(fraction(value)?) })),
        _ => Ok(None),
    }
}

/// The shape with one parameter at another value; none where it has no such parameter. A parameter that was to be
/// solved from the milestones is stated from then on.
fn changed_shape(shape: ShapeSpec, parameter: Parameter, value: f64) -> Result<Option<ShapeSpec>> {
    use ShapeSpec::{ByLeg, Compound, Damped, Gompertz, Linear, Logistic, Ramp, Smooth};
    Ok(Some(match (parameter, shape) {
        // Shapes through the milestones have no rate of their own: a rate replaces them.
        (Parameter::Rate, Compound { .. } | ByLeg | Smooth) => Compound { rate: Some(fraction(value)?) },
        (Parameter::Rate, Logistic { ceiling, .. }) => Logistic { ceiling, rate: Some(fraction(value)?) },
        (Parameter::Rate, Gompertz { ceiling, .. }) => Gompertz { ceiling, rate: Some(fraction(value)?) },
        (Parameter::Rate, Damped { damping, .. }) => Damped { damping, rate: Some(fraction(value)?) },
        (Parameter::Step, Linear { .. }) => Linear { step: Some(Amount::new(value)?) },
        (Parameter::Ceiling, Logistic { rate, .. }) => Logistic { ceiling: Amount::new(value)?, rate },
        (Parameter::Ceiling, Gompertz { rate, .. }) => Gompertz { ceiling: Amount::new(value)?, rate },
        (Parameter::Damping, Damped { rate, .. }) => Damped { damping: value, rate },
        (Parameter::RampFrom, Ramp { to, over, .. }) => Ramp { from: fraction(value)?, to, over },
        (Parameter::RampTo, Ramp { from, over, .. }) => Ramp { from, to: Some(fraction(value)?), over },
        (Parameter::RampOver, Ramp { from, to, .. }) => Ramp { from, to, over: value },
        _ => return Ok(None),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario(rest: &str) -> Scenario {
        let text = format!(
            "pair = ['KAZ', 'UZB']\ncurrency = 'USD'\n{rest}\n[baseline]\nperiod = 2021\namount = '3B'\n[[milestone]]\namount = '10B'\nby = 2030\n"
        );
        Scenario::from_toml(&text, "test.toml").unwrap()
    }

    fn year(year: i32) -> Period {
        Period::year(year).unwrap()
    }

    #[test]
    fn every_parameter_leads_back_to_the_outcome_it_came_from() {
        let ceiling = "shape = { kind = 'logistic', ceiling = '12B', rate = '20%' }";
        let ramp = "shape = { kind = 'ramp', from = '3%', to = '15%', over = 4.0 }";
        let damped = "shape = { kind = 'damped', damping = 0.9, rate = '20%' }";
        let flows = "flows = { exports = '2B', imports = '1B', exports_growth = '9%', imports_growth = '7%' }";
        let sectors =
            "sector = [{ name = 'grain', share = 0.4, growth = 0.1 }, { name = 'other', share = 0.6, growth = 0.05 }]";
        let amount = Outcome::Amount(year(2028));
        for (rest, parameter, value, outcome) in [
            ("", Parameter::Baseline, 2.5e9, amount),
            ("", Parameter::Milestone(0), 8e9, amount),
            ("", Parameter::Rate, 0.11, amount),
            ("", Parameter::Rate, 0.11, Outcome::Cumulative(year(2028))),
            ("", Parameter::Rate, 0.11, Outcome::ArrivalYears(Amount::billions(7.0).unwrap())),
            ("", Parameter::Milestone(0), 8e9, Outcome::OverallRate),
            ("shape = { kind = 'linear', step = '0.5B' }", Parameter::Step, 7e8, amount),
            (ceiling, Parameter::Ceiling, 11e9, amount),
            (ceiling, Parameter::Rate, 0.17, amount),
            (damped, Parameter::Damping, 0.8, amount),
            (damped, Parameter::Rate, 0.12, amount),
            (ramp, Parameter::RampFrom, 0.05, amount),
            (ramp, Parameter::RampTo, 0.12, amount),
            (ramp, Parameter::RampOver, 6.0, amount),
            (flows, Parameter::ExportsGrowth, 0.12, Outcome::Balance(year(2028))),
            (flows, Parameter::ImportsGrowth, 0.12, amount),
            (flows, Parameter::Exports, 1.7e9, Outcome::Balance(year(2028))),
            (flows, Parameter::Imports, 1.2e9, Outcome::Balance(year(2028))),
            (sectors, Parameter::SectorShare(0), 0.5, amount),
            (sectors, Parameter::SectorGrowth(0), 0.2, amount),
        ] {
            let scenario = scenario(rest);
            let goal = scenario.with(parameter, value).unwrap().outcome(outcome).unwrap();
            let found = GoalSeek::new(parameter, value * 0.51..=value * 1.53).reach(&scenario, outcome, goal);
            approx::assert_relative_eq!(
                found.unwrap_or_else(|error| panic!("{parameter}: {error}")),
                value,
                max_relative = 1e-9
            );
            assert_eq!(parameter.to_string().parse::<Parameter>().unwrap(), parameter);
        }
    }

    #[test]
    fn no_answer_and_missing_parameters_are_said() {
        let plain = scenario("");
        let seek = |parameter, range, outcome, value| {
            GoalSeek::new(parameter, range).reach(&plain, outcome, value).unwrap_err().to_string()
        };
        assert!(seek(Parameter::Rate, 0.0..=0.1, Outcome::Amount(year(2030)), 10e9).contains("no value from 0 to 0.1"));
        assert!(
            seek(Parameter::Ceiling, 1e9..=2e10, Outcome::Amount(year(2030)), 5e9)
                .contains("no parameter shape.ceiling")
        );
        assert!(
            seek(Parameter::SectorGrowth(3), 0.0..=1.0, Outcome::Amount(year(2030)), 5e9).contains("sector[3].growth")
        );
        assert!(
            seek(Parameter::Rate, 0.0..=0.1, Outcome::Balance(year(2030)), 0.0).contains("the scenario gives no flows")
        );
        assert!(seek(Parameter::Rate, 0.0..=0.1, Outcome::Amount(year(2030)), f64::NAN).contains("the value to reach"));
        assert!("shape.colour".parse::<Parameter>().unwrap_err().to_string().contains("shape.damping"));
    }

    #[test]
    fn an_outcome_of_ones_own_may_have_several_answers() {
        let scenario = scenario("");
        let distance =
            |scenario: &Scenario| Ok((scenario.stated_rate().map_or(0.0, GrowthRate::effective) - 0.1).powi(2));
        let error = GoalSeek::new(Parameter::Rate, 0.0..=0.3).reach_by(&scenario, distance, 0.0025).unwrap_err();
        assert!(error.to_string().contains("has 2 answers: 0.05"), "{error}");
    }
}
