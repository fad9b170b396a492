//! A pair's two flows, their turnover and their balance.

use std::{fmt, str::FromStr};

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

impl Direction {
    /// The name in files and in words: `exports` or `imports`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exports => "exports",
            Self::Imports => "imports",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Reads a [name](Direction::name), in any letter case.
impl FromStr for Direction {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found =
            [Self::Exports, Self::Imports].into_iter().find(|flow| flow.name().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| Error::parse("a flow", text, 1, "expected exports or imports"))
    }
}

/// A flow that starts at an amount and grows at a constant rate.
///
/// ```
/// use tradepath::growth::FlowPath;
///
/// let exports = FlowPath::new("3.4B", "8%")?;
/// assert_eq!(exports.growth.to_string(), "8.0%");
/// assert!(FlowPath::new("3.4B", 8.0).is_err()); // 8 % or 800 %?
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FlowPath {
    /// The amount at the start.
    pub start: Amount,
    /// Its annual growth rate.
    pub growth: GrowthRate,
}

impl FlowPath {
    /// A flow with its amount at the start and its annual growth rate. The amount may be zero.
    ///
    /// # Errors
    /// The error of an argument that could not be read.
    pub fn new(
        start: impl TryInto<Amount, Error: Into<Error>>,
        growth: impl TryInto<GrowthRate, Error: Into<Error>>,
    ) -> Result<Self> {
        Ok(Self { start: given(start)?, growth: given(growth)? })
    }

    /// The amount after `years`, in units; a flow of zero stays at zero.
    fn after(&self, years: f64) -> Result<f64> {
        let years = solve::whole_time(years)?;
        if self.start == Amount::ZERO { Ok(0.0) } else { solve::end(self.start, self.growth, years).map(Amount::value) }
    }
}

/// What two flows are to reach together: a turnover or a balance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlowTarget {
    /// Exports and imports added.
    Turnover(Amount),
    /// Exports less imports in units of currency; negative for a deficit.
    Balance(f64),
}

/// Both flows of a pair, each with its own growth, seen from the first-named economy.
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
    /// The flow from the first-named economy to the second.
    pub exports: FlowPath,
    /// The flow from the second-named economy to the first.
    pub imports: FlowPath,
}

impl TwoFlows {
    /// A pair's exports and imports.
    pub fn new(exports: FlowPath, imports: FlowPath) -> Self {
        Self { exports, imports }
    }

    /// The turnover (exports plus imports) after `years`.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a flow grows beyond what an `f64` holds, and for
    /// years that are negative or not finite.
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::{FlowPath, TwoFlows};
    ///
    /// let flows = TwoFlows::new(FlowPath::new("3B", "8%")?, FlowPath::new("1B", "2%")?);
    /// assert_eq!(flows.turnover(0.0)?, "4B".parse()?);
    /// assert_eq!(flows.balance(0.0)?, 2e9);
    /// assert!(flows.turnover(-1.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn turnover(&self, years: f64) -> Result<Amount> {
        Amount::new(self.exports.after(years)? + self.imports.after(years)?)
    }

    /// The balance (exports less imports) after `years`, in units of currency; negative for a deficit.
    ///
    /// # Errors
    /// As [`turnover`](Self::turnover).
    pub fn balance(&self, years: f64) -> Result<f64> {
        Ok(self.exports.after(years)? - self.imports.after(years)?)
    }

    /// The growth rate that one flow needs for both to reach the target in `years`, while the other grows at its own
    /// rate.
    ///
    /// ```text
    /// turnover target:  needed = T − other(years)
    /// balance target:   needed = other(years) ± B        (+ for exports, − for imports)
    /// g = (needed / own start)^(1 / years) − 1
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the other flow alone is at or beyond the target, so
    /// that nothing is left for this one; the errors of [`rate`](fn@super::rate).
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::{Direction, FlowPath, FlowTarget, TwoFlows};
    ///
    /// let flows = TwoFlows::new(FlowPath::new("3.4B", "30%")?, FlowPath::new("1.55B", "0%")?);
    /// let goal = FlowTarget::Turnover("10B".parse()?);
    /// // In five years the exports alone pass 12 billion.
    /// let error = flows.required_growth(Direction::Imports, goal, 5.0).unwrap_err();
    /// assert_eq!(error.code(), "no-answer");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn required_growth(&self, side: Direction, target: FlowTarget, years: f64) -> Result<GrowthRate> {
        let (own, other) = match side {
            Direction::Exports => (&self.exports, &self.imports),
            Direction::Imports => (&self.imports, &self.exports),
        };
        let rest = other.after(years)?;
        let needed = match (target, side) {
            (FlowTarget::Turnover(turnover), _) => turnover.value() - rest,
            // exports - imports = balance, solved for either side.
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

    /// The extra growth rate, the same for both flows, with which they reach the turnover in `years`.
    ///
    /// Each flow then grows by
    ///
    /// ```text
    /// (1 + its own growth) · (1 + uplift) − 1
    /// ```
    ///
    /// # Errors
    /// Those of [`rate`](fn@super::rate).
    ///
    /// # Examples
    /// ```
    /// use tradepath::growth::{FlowPath, TwoFlows};
    ///
    /// // Flows that do not grow by themselves need the whole growth of the turnover.
    /// let flows = TwoFlows::new(FlowPath::new("3B", 0.0)?, FlowPath::new("1B", 0.0)?);
    /// let uplift = flows.common_uplift("8B", 5.0)?;
    /// assert_eq!(uplift, tradepath::growth::rate("4B", "8B", 5.0)?);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
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
