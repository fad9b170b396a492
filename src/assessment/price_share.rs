//! How much of a nominal pledge prices give by themselves.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::{options::AssessmentOptions, prospects::Absent},
    error::{Error, Result},
    growth::{Milestone, rate},
    history::Deflator,
    period::Period,
    rate::GrowthRate,
    scenario::{Inflation, Scenario},
};

/// How much of the growth that a nominal pledge takes an assumed growth of prices gives by itself, milestone by milestone.
/// [`Inflation`] has an example.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PriceShare {
    /// What prices are assumed to do.
    pub inflation: Inflation,
    /// Every milestone that has a date.
    pub milestones: Vec<MilestonePrices>,
}

/// The growth of prices within the growth that a milestone takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MilestonePrices {
    /// The amount to reach.
    pub amount: Amount,
    /// By when.
    pub by: Period,
    /// The same amount in the prices of the baseline's period.
    ///
    /// ```text
    /// amount · index(baseline) / index(by)
    /// ```
    pub in_baseline_prices: Amount,
    /// The nominal growth a year that it takes from the baseline.
    pub required: GrowthRate,
    /// The growth of prices a year over the same time.
    pub prices: GrowthRate,
    /// The real growth a year that is left.
    ///
    /// ```text
    /// (1 + required) / (1 + prices) - 1
    /// ```
    pub real: GrowthRate,
    /// The share of the nominal growth that prices give, in logarithms; above one where prices alone give more than it
    /// takes. None where the milestone takes no growth, or a fall.
    ///
    /// ```text
    /// ln(1 + prices) / ln(1 + required)
    /// ```
    pub share: Option<f64>,
}

/// The part that prices have in every dated milestone; none where the pledge assumes nothing of prices, or has no dated
/// milestone, which is named as absent.
///
/// # Errors
/// `Missing` where the index lacks the baseline's period, or ends before a milestone's date and there is no rate from there.
pub(super) fn price_share(
    scenario: &Scenario,
    options: &AssessmentOptions,
    absent: &mut Vec<Absent>,
) -> Result<Option<PriceShare>> {
    let Some(inflation) = scenario.inflation() else { return Ok(None) };
    let of = |milestone: &Milestone| Some(of_milestone(scenario, milestone, milestone.by()?, options));
    let milestones = scenario.milestones().iter().filter_map(of).collect::<Result<Vec<_>>>();
    let milestones = milestones.map_err(|error| error.at_key("inflation"))?;
    if milestones.is_empty() {
        let why = "no milestone has a date, so that it is not known over which years prices rise".to_owned();
        absent.push(Absent { part: "prices".to_owned(), why });
        return Ok(None);
    }
    Ok(Some(PriceShare { inflation: inflation.clone(), milestones }))
}

fn of_milestone(
    scenario: &Scenario,
    milestone: &Milestone,
    by: Period,
    options: &AssessmentOptions,
) -> Result<MilestonePrices> {
    let (baseline, amount) = (scenario.baseline(), milestone.amount());
    let years = baseline.period().years_until(by)?;
    let assumed = scenario.inflation().and_then(|inflation| inflation.rate);
    let log_prices = log_prices(baseline.period(), by, options.money.price_index.as_ref(), assumed)?;
    let required = rate(baseline.amount(), amount, years)?;
    let prices = GrowthRate::from_log(log_prices / years)?;
    Ok(MilestonePrices {
        amount,
        by,
        in_baseline_prices: Amount::new(amount.value() * (-log_prices).exp())?,
        required,
        prices,
        real: GrowthRate::from_log(required.log() - prices.log())?,
        share: (required > GrowthRate::ZERO).then(|| prices.log() / required.log()),
    })
}

/// The logarithm of what prices are multiplied by between two periods: by the index as far as it reaches, and by the
/// assumed rate from there.
fn log_prices(from: Period, to: Period, index: Option<&Deflator>, assumed: Option<GrowthRate>) -> Result<f64> {
    let at_rate = |from: Period| {
        let hint = "say how prices go on after the index: rate = \"2.5%\"";
        let rate = assumed.ok_or_else(|| Error::missing(format!("growth of prices from {from} to {to}"), hint))?;
        Ok::<f64, Error>(rate.log() * from.years_until(to)?)
    };
    let Some(index) = index else { return at_rate(from) };
    // Fails where the index does not have the baseline's period, whatever else it has.
    index.factor(from, from)?;
    let mut last = to;
    let by_index = loop {
        match index.factor(last, from) {
            Ok(factor) => break -factor.ln(),
            Err(_) => last = last.plus(-1)?,
        }
    };
    Ok(by_index + if last == to { 0.0 } else { at_rate(last)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i32) -> Period {
        Period::year(year).unwrap()
    }

    #[test]
    fn prices_go_by_the_index_and_then_by_the_rate() {
        let index = Deflator::of("CPI", [(2021, 100.0), (2022, 108.0), (2023, 112.0)]).unwrap();
        let rate: GrowthRate = "2%".parse().unwrap();
        let log = log_prices(year(2021), year(2025), Some(&index), Some(rate)).unwrap();
        approx::assert_relative_eq!(log, (1.12_f64 * 1.02 * 1.02).ln(), max_relative = 1e-12);
        let alone = log_prices(year(2021), year(2023), Some(&index), None).unwrap();
        approx::assert_relative_eq!(alone, 1.12_f64.ln(), max_relative = 1e-12);
    }

    #[test]
    fn an_index_that_ends_early_needs_a_rate() {
        let index = Deflator::of("CPI", [(2021, 100.0), (2022, 108.0)]).unwrap();
        let error = log_prices(year(2021), year(2025), Some(&index), None).unwrap_err().to_string();
        assert!(error.contains("no growth of prices from 2022 to 2025"), "{error}");
        let late = log_prices(year(2020), year(2025), Some(&index), Some(GrowthRate::ZERO)).unwrap_err().to_string();
        assert!(late.contains("no figure of 2020 in CPI"), "{late}");
    }
}
