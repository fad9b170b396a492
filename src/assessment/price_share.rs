//! How much of a nominal pledge prices give by themselves.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    assessment::{options::AssessmentOptions, prospects::Absent},
    error::Result,
    growth::{Milestone, rate},
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
    let of = |milestone: &Milestone| Some(of_milestone((scenario, inflation), milestone, milestone.by()?, options));
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
    (scenario, inflation): (&Scenario, &Inflation),
    milestone: &Milestone,
    by: Period,
    options: &AssessmentOptions,
) -> Result<MilestonePrices> {
    let (baseline, amount) = (scenario.baseline(), milestone.amount());
    let years = baseline.period().years_until(by)?;
    let index = options.money.price_index.as_ref();
    let log_prices = inflation.log_growth(baseline.period(), by, index)?;
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
