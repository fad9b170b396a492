//! Pictures of a base rate: the share by year, the eras, the precedents.

use crate::{
    amount::Amount,
    assessment::Assessment,
    base_rate::{BaseRate, Entries, FEW_CASES},
    chart::furniture::{Frame, Rect, Scale},
    error::{Error, Result},
    period::{Period, span},
    series::Series,
    wording::{money, prices, times},
};

/// What the charts of a base rate show.
#[derive(Debug, Clone)]
#[must_use]
pub struct BaseRatePicture<'a> {
    pub(crate) found: &'a BaseRate,
    pub(crate) title: Option<String>,
    /// When the pledge started, from what, and what came since.
    pub(crate) pledge: Option<(Period, Amount, Option<&'a Series>)>,
}

impl<'a> BaseRatePicture<'a> {
    /// A base rate, under a title that says what was found.
    pub fn new(found: &'a BaseRate) -> Self {
        Self { found, title: None, pledge: None }
    }

    /// The base rate of one of an assessment's milestones, counted from zero, with the pledge and what came since.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the assessment has none, with why.
    pub fn of_milestone(assessment: &'a Assessment, at: usize) -> Result<Self> {
        let rate = assessment.base_rates.get(at).ok_or_else(|| assessment.why_absent("base_rates"))?;
        let baseline = assessment.scenario.baseline();
        Ok(Self::new(&rate.base_rate).pledge(baseline.period(), baseline.amount(), assessment.turnover()))
    }

    /// Under another title.
    pub fn title(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// For a pledge that starts from an amount in a period, with what was observed since, if anything was.
    pub fn pledge(self, start: Period, amount: Amount, series: Option<&'a Series>) -> Self {
        Self { pledge: Some((start, amount, series)), ..self }
    }

    pub(crate) fn money(&self, amount: Amount) -> String {
        money(self.found.panel.currency, amount)
    }

    /// What the target is, for pairs of any size.
    pub(crate) fn target(&self) -> String {
        let asked = &self.found.asked;
        if asked.same_amount_for_all { self.money(asked.to) } else { format!("{} times", times(asked.multiple)) }
    }

    pub(crate) fn cases(&self) -> &'static str {
        match self.found.asked.entries {
            Entries::First => "pairs",
            Entries::All => "spells of pairs",
        }
    }

    /// That there are enough cases for shares.
    pub(crate) fn enough(&self) -> Result<()> {
        if self.found.too_few {
            let hint = format!("{} entered, and under {FEW_CASES} are shown as counts", self.found.entered);
            return Err(Error::missing("share to draw", hint));
        }
        Ok(())
    }

    pub(crate) fn source(&self) -> String {
        let panel = &self.found.panel;
        let prices = prices(&panel.prices).unwrap_or_else(|| "nominal".to_owned());
        format!("Source: {}, {}, {prices}; shares by Kaplan and Meier", panel.name, span(panel.from, panel.to))
    }
}

/// A bottom axis of years since entering, up to a place to the right.
pub(crate) fn years_since(frame: &mut Frame, plot: &Rect, years: u32, right: f64) -> Scale {
    let x = Scale { low: 0.0, high: f64::from(years), from: plot.left + 14.0 * frame.unit, to: right };
    let label = frame.width("00", &frame.axis_style());
    let ticks = crate::chart::furniture::year_ticks(0.0, f64::from(years), (x.to - x.from) / f64::from(years), label);
    let places: Vec<(f64, String)> = ticks.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
    frame.bottom_axis(&places, plot.bottom);
    x
}
