//! Pictures of a base rate: the share by year, the eras, the precedents.

mod curve;
mod eras;
mod precedents;

pub use curve::draw_base_rate;
pub use eras::draw_eras;
pub use precedents::draw_precedents;

use super::{axis::Scale, frame::Frame, label::Rect};
use crate::{
    amount::Amount,
    error::{Error, Result},
    number::times,
    outlook::{BaseRate, Entries, FEW_CASES},
    period::{Period, span},
    series::{Prices, Series},
};

/// What the charts of a base rate show.
#[derive(Debug, Clone)]
#[must_use]
pub struct BaseRatePicture<'a> {
    found: &'a BaseRate,
    title: Option<String>,
    /// When the pledge started, from what, and what came since.
    pledge: Option<(Period, Amount, Option<&'a Series>)>,
}

impl<'a> BaseRatePicture<'a> {
    /// A base rate, under a title that says what was found.
    pub fn new(found: &'a BaseRate) -> Self {
        Self { found, title: None, pledge: None }
    }

    /// Under another title.
    pub fn title(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// For a pledge that starts from an amount in a period, with what was observed since, if anything was.
    pub fn pledge(self, start: Period, amount: Amount, series: Option<&'a Series>) -> Self {
        Self { pledge: Some((start, amount, series)), ..self }
    }

    fn money(&self, amount: Amount) -> String {
        amount.in_currency(self.found.panel.currency).to_string()
    }

    /// What the target is, for pairs of any size.
    fn target(&self) -> String {
        let asked = &self.found.asked;
        if asked.same_amount_for_all { self.money(asked.to) } else { format!("{} times", times(asked.multiple)) }
    }

    fn cases(&self) -> &'static str {
        match self.found.asked.entries {
            Entries::First => "pairs",
            Entries::All => "stays of pairs",
        }
    }

    /// That there are enough cases for shares.
    fn enough(&self) -> Result<()> {
        if self.found.too_few {
            let hint = format!("{} entered, and under {FEW_CASES} are shown as counts", self.found.entered);
            return Err(Error::missing("share to draw", hint));
        }
        Ok(())
    }

    fn source(&self) -> String {
        let panel = &self.found.panel;
        let prices = match &panel.prices {
            Prices::Nominal => "nominal".to_owned(),
            Prices::Real { base, .. } => format!("in prices of {base}"),
        };
        format!("Source: {}, {}, {prices}; shares by Kaplan and Meier", panel.name, span(panel.from, panel.to))
    }
}

/// A bottom axis of years since entering, up to a place to the right.
fn years_since(frame: &mut Frame, plot: &Rect, years: u32, right: f64) -> Scale {
    let x = Scale { low: 0.0, high: f64::from(years), from: plot.left + 14.0 * frame.unit, to: right };
    let label = frame.width("00", &frame.axis_style());
    let ticks = super::axis::year_ticks(0.0, f64::from(years), (x.to - x.from) / f64::from(years), label);
    let places: Vec<(f64, String)> = ticks.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
    frame.bottom_axis(&places, plot.bottom);
    x
}
