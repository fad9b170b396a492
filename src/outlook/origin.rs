//! What an outlook was made from.

use serde::{Deserialize, Serialize};

use crate::{
    history::Past,
    outlook::{calibration::Calibration, method::Method, walk::LogRandomWalk},
    period::Period,
    rate::GrowthRate,
};

/// The history, the growth and the learning that an outlook is based on.
///
/// ```
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
///
/// let walk = LogRandomWalk::new(0.08, 0.15)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
/// let fitted = outlook.answers(None::<f64>)?.fitted;
/// assert_eq!((fitted.history, fitted.amounts), (None, 0));
/// assert_eq!(fitted.volatility, Some(0.15));
/// assert_eq!(fitted.learned_as_of, None);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FittedTo {
    /// The first and the last period of the history; none where there is no history.
    pub history: Option<(Period, Period)>,
    /// The number of amounts above zero in the history.
    pub amounts: usize,
    /// The mean growth a year of the history, or as stated; none for a history of one amount.
    pub growth: Option<GrowthRate>,
    /// The standard deviation of a year's log growth: of the history about its mean, or as stated. None for a history
    /// of fewer than three amounts.
    pub volatility: Option<f64>,
    /// The last year that was known to the calibration; none where nothing was learned.
    pub learned_as_of: Option<i32>,
    /// The panel of those series; none where that is not known.
    #[serde(default)]
    pub learned_from: Option<String>,
    /// How many dollars a unit of the outlook's currency was in the year of the start, where the outlook was computed in
    /// dollars; growth and volatility are then those in dollars. Later years are taken to have the same rate.
    #[serde(default)]
    pub dollars_a_unit: Option<f64>,
}

/// What an outlook was made from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Origin {
    pub method: Option<Method>,
    pub past: Option<Past>,
    pub calibration: Option<Calibration>,
    pub walk: Option<LogRandomWalk>,
    /// Whether the start of a stated model is certain, so that the walk's closed forms hold.
    pub sure_start: bool,
    /// Whether amounts are nominal dollars, so that sizes can be compared with those of other pairs.
    pub nominal_dollars: bool,
    /// How many dollars a unit of the outlook's currency is, where it was computed in dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dollars_a_unit: Option<f64>,
}

/// The largest logarithm of an amount, either way: no number is above e^709.8, nor between zero and e^-745.2.
const LARGEST_LOG: f64 = 746.0;

impl Origin {
    /// Whether its past is one of amounts: what a document says may be anything.
    pub fn is_sound(&self) -> bool {
        let mut points = self.past.iter().flat_map(Past::points);
        let rate = self.dollars_a_unit.is_none_or(|rate| rate > 0.0 && rate.is_finite());
        rate && points.all(|(_, log)| log.abs() <= LARGEST_LOG)
    }

    /// The same as it is told with the answers.
    pub fn fitted_to(&self) -> FittedTo {
        let points = self.past.as_ref().map_or(&[][..], Past::points);
        let mean = self.past.as_ref().and_then(Past::mean);
        let volatility = self.past.as_ref().and_then(Past::volatility);
        // Years outside those that a period can have count as no history.
        let period = |point: Option<&(i32, f64)>| Period::year(point?.0).ok();
        FittedTo {
            history: period(points.first()).zip(period(points.last())),
            amounts: points.len(),
            growth: mean.or(self.walk.map(LogRandomWalk::log_drift)).and_then(|log| GrowthRate::from_log(log).ok()),
            volatility: volatility.or(self.walk.map(LogRandomWalk::volatility)),
            learned_as_of: self.calibration.as_ref().and_then(Calibration::as_of),
            dollars_a_unit: self.dollars_a_unit,
            learned_from: self.calibration.as_ref().and_then(Calibration::source).map(str::to_owned),
        }
    }
}
