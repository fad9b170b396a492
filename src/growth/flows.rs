//! Two flows that make a turnover and a balance.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, given},
    growth::solve,
    rate::GrowthRate,
};

/// One of a pair's two flows, seen from the first-named side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the first-named economy to the second.
    Exports,
    /// From the second-named economy to the first.
    Imports,
}

/// A flow that starts at an amount and grows at a constant rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FlowPath {
    /// The amount at the start.
    pub start: Amount,
    /// Its own growth.
    pub growth: GrowthRate,
}

impl FlowPath {
    /// A flow by its amount at the start and its growth.
    ///
    /// # Errors
    /// That of an argument that could not be read.
    pub fn new(
        start: impl TryInto<Amount, Error: Into<Error>>,
        growth: impl TryInto<GrowthRate, Error: Into<Error>>,
    ) -> Result<Self> {
        Ok(Self { start: given(start)?, growth: given(growth)? })
    }

    fn after(&self, years: f64) -> Result<f64> {
        let years = solve::whole_time(years)?;
        if self.start == Amount::ZERO { Ok(0.0) } else { solve::end(self.start, self.growth, years).map(Amount::value) }
    }
}

/// What two flows together are to reach.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlowTarget {
    /// Exports and imports added.
    Turnover(Amount),
    /// Exports less imports; may be negative.
    Balance(f64),
}

/// Both flows of a pair.
///
/// ```
/// use tradepath::growth::{FlowPath, FlowTarget, Direction, TwoFlows};
///
/// let flows = TwoFlows::new(FlowPath::new("3.4B", "8%")?, FlowPath::new("1.55B", "8%")?);
/// let goal = FlowTarget::Turnover("10B".parse()?);
/// assert_eq!(flows.required_growth(Direction::Imports, goal, 5.0)?.to_string(), "26.4%");
/// assert_eq!(flows.common_uplift("10B", 5.0)?.to_string(), "6.6%");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TwoFlows {
    /// What the first-named economy sells to the second.
    pub exports: FlowPath,
    /// What it buys from the second.
    pub imports: FlowPath,
}

impl TwoFlows {
    /// Exports and imports.
    pub fn new(exports: FlowPath, imports: FlowPath) -> Self {
        Self { exports, imports }
    }

    /// The turnover after `years`.
    ///
    /// # Errors
    /// Where a flow grows beyond what a number holds; for negative years.
    pub fn turnover(&self, years: f64) -> Result<Amount> {
        Amount::new(self.exports.after(years)? + self.imports.after(years)?)
    }

    /// Exports less imports after `years`.
    ///
    /// # Errors
    /// As [`turnover`](Self::turnover).
    pub fn balance(&self, years: f64) -> Result<f64> {
        Ok(self.exports.after(years)? - self.imports.after(years)?)
    }

    /// The growth that one side's flow needs for both to reach the target in `years`, while the other grows at its own
    /// rate.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the other flow alone is beyond the target; the errors
    /// of [`rate`](fn@super::rate).
    pub fn required_growth(&self, side: Direction, target: FlowTarget, years: f64) -> Result<GrowthRate> {
        let (own, other) = match side {
            Direction::Exports => (&self.exports, &self.imports),
            Direction::Imports => (&self.imports, &self.exports),
        };
        let rest = other.after(years)?;
        let needed = match (target, side) {
            (FlowTarget::Turnover(turnover), _) => turnover.value() - rest,
            (FlowTarget::Balance(balance), Direction::Exports) => rest + balance,
            (FlowTarget::Balance(balance), Direction::Imports) => rest - balance,
        };
        match Amount::new(needed) {
            Ok(needed) if needed > Amount::ZERO => solve::rate(own.start, needed, years),
            _ => Err(Error::no_answer(format!(
                "the other flow, {} growing {} a year, is {} after {years} years: that leaves this one {needed}",
                other.start,
                other.growth,
                Amount::new(rest)?
            ))),
        }
    }

    /// The growth that comes on top of both flows' own, the same for both, so that the turnover is reached in `years`:
    /// each grows by `(1 + its own)(1 + uplift) − 1`.
    ///
    /// # Errors
    /// Those of [`rate`](fn@super::rate).
    pub fn common_uplift(&self, turnover: impl TryInto<Amount, Error: Into<Error>>, years: f64) -> Result<GrowthRate> {
        let turnover: Amount = given(turnover)?;
        solve::rate(self.turnover(years)?, turnover, years)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn flows(exports: (f64, f64), imports: (f64, f64)) -> TwoFlows {
        let path = |(start, percent)| FlowPath {
            start: Amount::new(start).unwrap(),
            growth: GrowthRate::from_percent(percent).unwrap(),
        };
        TwoFlows { exports: path(exports), imports: path(imports) }
    }

    #[test]
    fn the_growth_found_reaches_turnover_and_balance() {
        let start = flows((3.4, 8.0), (1.55, 3.0));
        for (side, target) in [
            (Direction::Exports, FlowTarget::Turnover(Amount::new(10.0).unwrap())),
            (Direction::Imports, FlowTarget::Turnover(Amount::new(10.0).unwrap())),
            (Direction::Exports, FlowTarget::Balance(-0.5)),
            (Direction::Imports, FlowTarget::Balance(0.0)),
        ] {
            let growth = start.required_growth(side, target, 5.0).unwrap();
            let mut then = start;
            match side {
                Direction::Exports => then.exports.growth = growth,
                Direction::Imports => then.imports.growth = growth,
            }
            match target {
                FlowTarget::Turnover(turnover) => {
                    assert_relative_eq!(then.turnover(5.0).unwrap().value(), turnover.value(), max_relative = 1e-13);
                }
                FlowTarget::Balance(balance) => assert!((then.balance(5.0).unwrap() - balance).abs() < 1e-12),
            }
        }
    }

    #[test]
    fn a_common_uplift_compounds_with_each_flows_own_growth() {
        let start = flows((3.4, 8.0), (1.55, 3.0));
        let uplift = start.common_uplift(Amount::new(10.0).unwrap(), 5.0).unwrap();
        let lifted = |own: f64| ((1.0 + own / 100.0) * (1.0 + uplift.effective()) - 1.0) * 100.0;
        let then = flows((3.4, lifted(8.0)), (1.55, lifted(3.0)));
        assert_relative_eq!(then.turnover(5.0).unwrap().value(), 10.0, max_relative = 1e-13);
    }

    #[test]
    fn a_flow_that_alone_passes_the_target_leaves_no_answer() {
        let error = flows((3.4, 30.0), (1.55, 0.0)).required_growth(
            Direction::Imports,
            FlowTarget::Turnover(Amount::new(10.0).unwrap()),
            5.0,
        );
        assert!(error.unwrap_err().to_string().contains("leaves this one -2.6"));
    }
}
