//! What of the way to an amount each cause explains, and what is left.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    drivers::model::{Drivers, Level, Setting},
    error::{Error, Result, given},
    growth::Target,
    period::Period,
};

/// A range of a figure: the central value, and the 10th and the 90th percentile of what it may be.
///
/// ```
/// use tradepath::{Scenario, drivers::{Driver, Drivers}};
///
/// let railway = Driver::builder("Railway", "corridor").starts(2022).freight_margin("20%", "15%").build()?;
/// let pledge = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030);
/// let pledge = pledge.driver(railway).base_growth("8%").build()?;
/// let share = &Drivers::of(&pledge, None)?.attribution(("10B", 2030))?.parts[1];
/// // At elasticities of -2, -3 and -3.5.
/// assert_eq!(format!("{:.4}", share.log_points.low.exp()), "1.0888");
/// assert_eq!(format!("{:.4}", share.log_points.central.exp()), "1.1362");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Range {
    /// The smaller figure.
    pub low: f64,
    /// The figure in the middle.
    pub central: f64,
    /// The larger figure.
    pub high: f64,
}

impl Range {
    /// The two ends in order, whichever is which.
    pub(super) fn between(central: f64, one: f64, other: f64) -> Self {
        Self { low: one.min(other).min(central), central, high: one.max(other).max(central) }
    }

    pub(super) fn certain(value: f64) -> Self {
        Self { low: value, central: value, high: value }
    }

    fn map(self, change: impl Fn(f64) -> f64) -> Self {
        Self { low: change(self.low), central: change(self.central), high: change(self.high) }
    }
}

/// What kind of cause a part of an [`Attribution`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PartKind {
    /// What the amounts grow by without the drivers, and without prices where these are known.
    BaseGrowth,
    /// The assumed growth of prices.
    Prices,
    /// A driver.
    Driver,
}

/// What one cause explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AttributedPart {
    /// What kind of cause it is.
    pub kind: PartKind,
    /// The name: of the driver, `base growth`, or `prices`.
    pub name: String,
    /// Log points of the whole amount since the baseline.
    pub log_points: Range,
    /// The same in money, or in units of the quantity.
    pub money: Range,
}

/// What of the way from the baseline to an amount each cause explains, and what is left unexplained. The parts and what is
/// left add up: in log points to the logarithm of the amount over the baseline, in money to their difference.
///
/// It is the logarithmic mean Divisia index in its additive form (LMDI I; Ang 2004, 2015), over the flows and sectors `s`
/// that the scenario has:
///
/// ```text
/// money of cause k = sum over s of L(V_s, V0_s) x_ks    with L(a, b) = (a - b) / ln(a / b)
/// ```
///
/// The ranges are those of each response by itself, with these weights at their central values, and do not add up. What is left
/// is spread over all parts of trade alike; its range is that of all responses together, as the root of the sum of squares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Attribution {
    /// The amount to reach.
    pub amount: Amount,
    /// By when.
    pub by: Period,
    /// The baseline's amount.
    pub from: Amount,
    /// What the base growth, prices and each driver explain, in the order of the scenario.
    pub parts: Vec<AttributedPart>,
    /// What no cause explains; below zero where the causes give more than it takes. In log points.
    pub unexplained: Range,
    /// The same in money.
    pub unexplained_money: Range,
}

/// The logarithmic mean of two amounts above zero.
fn log_mean(one: f64, other: f64) -> f64 {
    let ratio = (one - other) / other;
    // Near one the quotient loses its digits; the series of the mean is right to 1e-16 there.
    if ratio.abs() < 1e-5 { other * (1.0 + ratio / 2.0 - ratio * ratio / 12.0) } else { (one - other) / ratio.ln_1p() }
}

impl Drivers<'_> {
    /// What of the way to a target each cause explains.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a period that is not ahead, for an amount of zero, and
    /// where the amount with all drivers is none that a number can hold.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{Scenario, drivers::{Driver, Drivers}};
    ///
    /// let union = Driver::builder("Agreement", "agreement").starts(2022).build()?;
    /// let pledge = Scenario::builder("KAZ-UZB").baseline(2021, "$3B").milestone_by("10B", 2030);
    /// let pledge = pledge.driver(union).base_growth("6%").build()?;
    /// let found = Drivers::of(&pledge, None)?.attribution(("10B", 2030))?;
    ///
    /// let names: Vec<&str> = found.parts.iter().map(|part| part.name.as_str()).collect();
    /// assert_eq!(names, ["base growth", "Agreement"]);
    /// let explained: f64 = found.parts.iter().map(|part| part.log_points.central).sum();
    /// assert!((explained + found.unexplained.central - (10.0_f64 / 3.0).ln()).abs() < 1e-12);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn attribution(&self, target: impl TryInto<Target, Error: Into<Error>>) -> Result<Attribution> {
        let target: Target = given(target)?;
        let amount = target.amount().positive("the target")?;
        self.attributed(amount, self.number(target.by())?)
    }

    /// What of the way to an amount each cause explains, in a period by its number.
    pub(super) fn attributed(&self, target: Amount, period: usize) -> Result<Attribution> {
        let from = self.scenario.baseline().amount();
        let reached =
            Amount::new(self.amount(period, Setting::CENTRAL))?.positive("the amount with all drivers")?.value();
        let left = (target.value() / reached).ln();
        let scale = target.value() / reached;
        let weights: Vec<f64> = (0..self.cells.len())
            .map(|cell| log_mean(self.cell_amount(cell, period, Setting::CENTRAL) * scale, self.cells[cell].amount))
            .collect();
        let money = |of: &dyn Fn(usize) -> f64| -> f64 {
            weights.iter().enumerate().map(|(cell, weight)| weight * of(cell)).sum()
        };
        // Log points of the whole amount are those whose money is the same.
        let whole = log_mean(target.value(), from.value());
        let part = |kind, name: &str, money: Range| AttributedPart {
            kind,
            name: name.to_owned(),
            log_points: money.map(|money| money / whole),
            money,
        };
        let prices = self.base.prices.as_ref().map(|prices| prices[period]);
        let base = money(&|cell| self.base_of(cell, period) - prices.unwrap_or(0.0));
        let mut parts = vec![part(PartKind::BaseGrowth, "base growth", Range::certain(base))];
        if let Some(prices) = prices {
            parts.push(part(PartKind::Prices, "prices", Range::certain(money(&|_| prices))));
        }
        for (driver, effect) in self.effects.iter().enumerate() {
            let at = |level| {
                let setting = Setting::CENTRAL.with(effect.group, level);
                money(&|cell| self.log_points(driver, cell, period, setting))
            };
            let range = Range::between(at(Level::Central), at(Level::Low), at(Level::High));
            parts.push(part(PartKind::Driver, &effect.name, range));
        }
        let (below, above) = self.spread(period, Setting::CENTRAL);
        let unexplained = Range { low: left - above, central: left, high: left + below };
        let all = weights.iter().sum::<f64>();
        let unexplained_money = unexplained.map(|left| left * all);
        let unexplained = unexplained_money.map(|money| money / whole);
        Ok(Attribution { amount: target, by: self.ahead.periods[period], from, parts, unexplained, unexplained_money })
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;

    #[test]
    fn a_logarithmic_mean_lies_between_both_and_is_smooth_where_they_meet() {
        assert_relative_eq!(log_mean(10.0, 3.0), 7.0 / (10.0_f64 / 3.0).ln(), max_relative = 1e-15);
        assert_eq!(log_mean(3.0, 3.0), 3.0);
        for off in [1e-3, 2e-5, 1.01e-5, 0.99e-5, 1e-7, 1e-12] {
            let mean = log_mean(3.0 * (1.0 + off), 3.0);
            assert!(mean > 3.0 && mean < 3.0 * (1.0 + off), "{off}: {mean}");
            assert_relative_eq!(mean, log_mean(3.0, 3.0 * (1.0 + off)), max_relative = 1e-11);
        }
    }
}
