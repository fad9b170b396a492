//! The flows and sectors that make up a turnover, with their shares and their own growth.
//!
//! Both are parts of the whole: exports and imports are two parts that are stated as amounts, sectors any number of
//! parts that are stated as shares.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    error::{Error, Result, excerpt, given},
    growth::Shape,
    rate::GrowthRate,
    share::Share,
};

/// A flow or a sector: its share of the baseline and, where it has one, its own growth rate.
///
/// Parts with a growth rate grow at it. The other parts divide the rest of the turnover among themselves, in proportion
/// to their shares of the baseline.
///
/// ```
/// use tradepath::{Scenario, scenario::Part};
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("10B", 2030)
///     .sector(Part::new("grain", "25%".parse()?).growth("0%")?)
///     .sector(Part::new("other", "75%".parse()?))
///     .build()?;
/// // Grain does not grow: the rest of the turnover is the other sector's.
/// let projection = scenario.project()?;
/// let last = projection.steps().last().unwrap();
/// assert_eq!(last.sectors[0].amount.value(), 0.75e9);
/// assert!(last.sectors[1].amount.value() > 9.2e9);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The name, which no other part has.
    pub name: String,
    /// The share of the baseline's amount.
    pub share: Share,
    /// The part's own annual growth rate; none where it takes what the others leave.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    pub growth: Option<GrowthRate>,
}

impl Part {
    /// A part with its name and share, without a growth rate of its own.
    ///
    /// ```
    /// use tradepath::scenario::Part;
    ///
    /// let grain = Part::new("grain", "40%".parse()?).growth("6%")?;
    /// assert_eq!(grain.growth.unwrap().to_string(), "6.0%");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(name: impl Into<String>, share: Share) -> Self {
        Self { name: name.into(), share, growth: None }
    }

    /// Sets the part's own annual growth rate, such as `"6%"` or `0.06`.
    ///
    /// # Errors
    /// The error of a growth rate that could not be read.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::Part;
    ///
    /// let grain = Part::new("grain", "40%".parse()?);
    /// assert_eq!(grain.growth, None);
    /// assert!(grain.clone().growth("fast").is_err());
    /// assert_eq!(grain.growth("6%")?.growth, Some("6%".parse()?));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn growth(self, growth: impl TryInto<GrowthRate, Error: Into<Error>>) -> Result<Self> {
        Ok(Self { growth: Some(given(growth)?), ..self })
    }
}

/// Both flows of a pair at the baseline, seen from the first-named side. They must add up to the baseline's amount,
/// which is the turnover.
///
/// A flow without a growth rate of its own is the turnover less the other one. Where neither has a rate, both keep
/// their shares of the turnover. Where both have one, they determine the turnover themselves.
///
/// ```
/// use tradepath::{Scenario, scenario::Flows};
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline(2021, "$3B")
///     .milestone_by("10B", 2030)
///     .flows(Flows::new("2B", "1B")?.imports_growth("0%")?)
///     .build()?;
/// let projection = scenario.project()?;
/// let first = &projection.steps()[0];
/// assert!((first.balance.unwrap() - 1e9).abs() < 1.0);
/// // Imports do not grow, so that all the growth is of exports.
/// let last = projection.steps().last().unwrap();
/// assert!(last.exports.unwrap().value() > 8.9e9);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Flows {
    /// The flow from the first-named economy to the second.
    pub exports: Amount,
    /// The flow from the second-named economy to the first.
    pub imports: Amount,
    /// The exports' own growth rate. Without it the exports are the turnover less the imports.
    pub exports_growth: Option<GrowthRate>,
    /// The imports' own growth rate. Without it the imports are the turnover less the exports.
    pub imports_growth: Option<GrowthRate>,
}

impl Flows {
    /// Exports and imports at the baseline, neither with a growth rate of its own.
    ///
    /// ```
    /// use tradepath::{Scenario, scenario::Flows};
    ///
    /// let flows = Flows::new("3.4B", "1.57B")?.exports_growth("8%")?;
    /// let scenario = Scenario::builder("KAZ-UZB")
    ///     .baseline(2025, "$4.97B")
    ///     .milestone_by("10B", 2030)
    ///     .flows(flows)
    ///     .build()?;
    /// assert_eq!(scenario.flows(), Some(&flows));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// The error of an amount that could not be read.
    pub fn new(
        exports: impl TryInto<Amount, Error: Into<Error>>,
        imports: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Self> {
        Ok(Self { exports: given(exports)?, imports: given(imports)?, exports_growth: None, imports_growth: None })
    }

    /// Sets the exports' own annual growth rate.
    ///
    /// # Errors
    /// The error of a growth rate that could not be read.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::Flows;
    ///
    /// let flows = Flows::new("3.4B", "1.57B")?.exports_growth("8%")?.imports_growth(0.05)?;
    /// assert_eq!(flows.exports_growth, Some("8%".parse()?));
    /// assert_eq!(flows.imports_growth, Some("5%".parse()?));
    /// // 8 may be 8 % or 800 %.
    /// assert!(flows.exports_growth(8.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn exports_growth(self, growth: impl TryInto<GrowthRate, Error: Into<Error>>) -> Result<Self> {
        Ok(Self { exports_growth: Some(given(growth)?), ..self })
    }

    /// Sets the imports' own annual growth rate.
    ///
    /// # Errors
    /// The error of a growth rate that could not be read.
    ///
    /// # Examples
    /// ```
    /// use tradepath::scenario::Flows;
    ///
    /// let flows = Flows::new("3.4B", "1.57B")?.imports_growth("5%")?;
    /// assert_eq!(flows.imports_growth, Some("5%".parse()?));
    /// assert_eq!(flows.exports_growth, None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn imports_growth(self, growth: impl TryInto<GrowthRate, Error: Into<Error>>) -> Result<Self> {
        Ok(Self { imports_growth: Some(given(growth)?), ..self })
    }

    /// Refuses flows that do not add up to the baseline's amount, with room for rounding in the last digits.
    pub(crate) fn check(&self, baseline: Amount) -> Result<()> {
        let sum = Amount::new(self.exports.value() + self.imports.value())?;
        if (sum.value() - baseline.value()).abs() <= baseline.value() * SHARES_TOLERANCE {
            return Ok(());
        }
        let (exports, imports) = (self.exports, self.imports);
        Err(Error::contradiction(format!(
            "exports of {exports:#} and imports of {imports:#} add up to {sum:#}, but the baseline is {baseline:#}"
        ))
        .at_key("exports"))
    }

    /// Exports and imports as parts of the turnover, with their shares of it.
    pub(crate) fn parts(&self) -> [Part; 2] {
        let sum = self.exports.value() + self.imports.value();
        let part = |name: &str, amount: Amount, growth| Part {
            name: name.to_owned(),
            share: Share::rounded(amount.value() / sum),
            growth,
        };
        [part("exports", self.exports, self.exports_growth), part("imports", self.imports, self.imports_growth)]
    }
}

/// How far the sum of the shares may be from 1, for the rounding of binary fractions: 0.1 + 0.2 is not exactly 0.3. The
/// same relative difference is allowed for flows and their baseline.
const SHARES_TOLERANCE: f64 = 1e-9;

/// Refuses parts whose shares do not add up to 1, or of which two have the same name. No parts at all are accepted.
pub(crate) fn check(parts: &[Part]) -> Result<()> {
    let sum: f64 = parts.iter().map(|part| part.share.fraction()).sum();
    if !parts.is_empty() && (sum - 1.0).abs() > SHARES_TOLERANCE {
        let percent = format!("{:.6}", sum * 100.0);
        let percent = percent.trim_end_matches('0').trim_end_matches('.');
        return Err(Error::contradiction(format!(
            "the shares add up to {percent}%, not 100%; give the rest a part of its own, such as \"other\""
        )));
    }
    let mut names = HashSet::new();
    for (at, part) in parts.iter().enumerate() {
        if !names.insert(part.name.as_str()) {
            let name = excerpt(&part.name);
            return Err(Error::contradiction(format!("two parts are called `{name}`")).at_key(format!("[{at}].name")));
        }
    }
    Ok(())
}

/// The shape of a turnover whose parts each grow at their own rate.
///
/// ```text
/// multiple(t) = sum over parts of share * exp(log growth * t)
/// ```
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mix {
    /// Each part's share of the baseline and its log growth a year.
    parts: Vec<(f64, f64)>,
}

impl Mix {
    /// The mix of parts that all state their growth; none where a part does not, or where there are no parts.
    pub fn of(parts: &[Part]) -> Option<Self> {
        // A part that is zero at the baseline stays zero, so that it needs no growth rate.
        let real = parts.iter().filter(|part| part.share.fraction() > 0.0);
        let parts: Option<Vec<_>> = real.map(|part| Some((part.share.fraction(), part.growth?.log()))).collect();
        parts.filter(|parts| !parts.is_empty()).map(|parts| Self { parts })
    }
}

impl Shape for Mix {
    fn multiple(&self, years: f64) -> f64 {
        self.parts.iter().map(|(share, log)| share * (log * years).exp()).sum()
    }
}

/// The amount of every part after `years`, in units of currency, given the baseline's amount and the turnover at that
/// time.
///
/// A part with a growth rate grows at it. The others divide what is left of the turnover in proportion to their shares
/// of the baseline:
///
/// ```text
/// stated part:  baseline * share * exp(log growth * years)
/// other part:   (turnover - all stated parts) * share / shares of all other parts
/// ```
///
/// # Errors
/// [`ErrorKind::NoAnswer`] where the parts that state their growth come to more than the turnover.
pub(crate) fn amounts(parts: &[Part], baseline: f64, turnover: f64, years: f64) -> Result<Vec<f64>> {
    let stated =
        |part: &Part| part.growth.map(|growth| baseline * part.share.fraction() * (growth.log() * years).exp());
    let known: f64 = parts.iter().filter_map(stated).sum();
    let open: f64 = parts.iter().filter(|part| part.growth.is_none()).map(|part| part.share.fraction()).sum();
    let rest = turnover - known;
    // Where all parts state their growth, nothing is left to divide: a negative rest is rounding.
    if open > 0.0 && rest < 0.0 {
        let unit = if years == 1.0 { "year" } else { "years" };
        return Err(Error::no_answer(format!(
            "the parts that state their growth come to {} {years} {unit} after the baseline, more than the turnover of {}; lower their growth or leave it out",
            Amount::new(known)?,
            Amount::new(turnover)?
        )));
    }
    let shared = |part: &Part| if part.share.fraction() > 0.0 { rest * part.share.fraction() / open } else { 0.0 };
    Ok(parts.iter().map(|part| stated(part).unwrap_or_else(|| shared(part))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, share: f64, percent: Option<f64>) -> Part {
        let growth = percent.map(|percent| GrowthRate::from_percent(percent).unwrap());
        Part { name: name.into(), share: Share::new(share).unwrap(), growth }
    }

    #[test]
    fn shares_that_do_not_add_up_say_to_what_they_do() {
        let parts = [part("grain", 0.3333, None), part("metals", 0.3333, None), part("other", 0.3333, None)];
        assert!(check(&parts).unwrap_err().to_string().contains("add up to 99.99%, not 100%"));
        assert!(check(&[part("a", 0.1, None), part("b", 0.2, None), part("c", 0.7, None)]).is_ok());
        assert!(check(&[part("a", 0.5, None), part("a", 0.5, None)]).unwrap_err().to_string().contains("called `a`"));
        assert!(check(&[]).is_ok());
    }

    #[test]
    fn open_parts_share_the_rest_in_proportion() {
        let parts = [part("a", 0.5, Some(0.0)), part("b", 0.3, None), part("c", 0.2, None)];
        let found = amounts(&parts, 10.0, 20.0, 3.0).unwrap();
        assert_eq!(found, [5.0, 9.0, 6.0]);
        assert!(amounts(&parts, 10.0, 4.0, 3.0).is_err());
    }

    #[test]
    fn one_way_trade_is_no_puzzle() {
        let parts = [part("exports", 1.0, Some(9.0)), part("imports", 0.0, None)];
        assert_eq!(amounts(&parts, 10.0, 10.9, 1.0).unwrap(), [10.0 * 1.0_f64 * (0.09_f64.ln_1p()).exp(), 0.0]);
        assert!(Mix::of(&parts).is_some());
    }

    #[test]
    fn a_mix_needs_every_growth() {
        let parts = [part("a", 0.5, Some(10.0)), part("b", 0.5, Some(-10.0))];
        approx::assert_relative_eq!(
            Mix::of(&parts).unwrap().multiple(2.0),
            0.5 * 1.21 + 0.5 * 0.81,
            max_relative = 1e-14
        );
        assert_eq!(Mix::of(&[part("a", 1.0, None)]), None);
        assert_eq!(Mix::of(&[]), None);
    }
}
