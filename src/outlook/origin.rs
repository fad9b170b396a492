//! What an outlook was made from.

use serde::{Deserialize, Serialize};

use crate::{
    history::Past,
    outlook::{calibration::Calibration, method::Method, walk::LogRandomWalk},
    period::Period,
    rate::GrowthRate,
};

/// What an outlook stands on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FittedTo {
    /// The first and the last period of the history; none without one.
    pub history: Option<(Period, Period)>,
    /// How many amounts above zero it has.
    pub amounts: usize,
    /// The mean growth a year of the history; none of one amount.
    pub growth: Option<GrowthRate>,
    /// The standard deviation of a year's log growth: of the history about its mean, or as stated; none of fewer than three
    /// amounts.
    pub volatility: Option<f64>,
    /// The last year that was known when what many series teach was learned; none where nothing was.
    pub learned_as_of: Option<i32>,
}

/// What an outlook was made from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Origin {
    pub method: Option<Method>,
    pub past: Option<Past>,
    pub calibration: Option<Calibration>,
    pub walk: Option<LogRandomWalk>,
    pub sure_start: bool,
    /// Whether amounts are nominal dollars, whose sizes can be compared.
    pub nominal_dollars: bool,
}

impl Origin {
    pub fn fitted_to(&self) -> FittedTo {
        let points = self.past.as_ref().map_or(&[][..], Past::points);
        let mean = self.past.as_ref().and_then(Past::mean);
        let volatility = self.past.as_ref().and_then(Past::volatility);
        let period = |point: Option<&(i32, f64)>| Period::year(point?.0).ok();
        FittedTo {
            history: period(points.first()).zip(period(points.last())),
            amounts: points.len(),
            growth: mean.or(self.walk.map(LogRandomWalk::log_drift)).and_then(|log| GrowthRate::from_log(log).ok()),
            volatility: volatility.or(self.walk.map(LogRandomWalk::volatility)),
            learned_as_of: self.calibration.as_ref().and_then(Calibration::as_of),
        }
    }
}
