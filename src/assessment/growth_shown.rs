//! The growth that a history shows, over several windows.

use serde::{Deserialize, Serialize};

use crate::{period::Period, rate::GrowthRate, series::Series};

/// The growth of a pair's turnover between two periods of its history.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let shown = assessment.growth_shown.iter();
/// let spans: Vec<String> = shown.map(|of| format!("{}-{}", of.from, of.to)).collect();
/// // The history begins in 2000, so that there is no window of five or ten years.
/// assert_eq!(spans, ["2000-2004", "2004-2020"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GrowthShown {
    /// The first period.
    pub from: Period,
    /// The last period.
    pub to: Period,
    /// The years between the two.
    pub years: f64,
    /// The compound annual growth rate (CAGR).
    ///
    /// ```text
    /// rate = (amount at `to` / amount at `from`)^(1 / years) - 1
    /// ```
    pub rate: GrowthRate,
    /// Whether both amounts come from one source. Where they do not, part of the growth may be the change of source.
    pub one_source: bool,
}

/// The growth that a series shows: over the five years, the ten years and all years that end at the pivot, and from the
/// pivot to the end.
///
/// The pivot is the last observed period at or before the baseline, or the first one of a series that begins later. A
/// window is left out where either of its ends is not on record, and where its growth has no rate.
pub(crate) fn growth_shown(turnover: &Series, baseline: Period) -> Vec<GrowthShown> {
    let observed: Vec<Period> = turnover.observed().map(|(period, _)| period).collect();
    let (Some(first), Some(last)) = (observed.first().copied(), observed.last().copied()) else { return Vec::new() };
    let pivot = observed.iter().copied().rfind(|period| *period <= baseline).unwrap_or(first);
    let per_year = i64::from(pivot.frequency().per_year());
    let windows = [5, 10].map(|years| pivot.plus(-years * per_year).ok().map(|from| (from, pivot)));
    // Of quarters and months, the first whole years before the pivot and the last whole years after it.
    let earliest = observed.iter().copied().find(|period| period.is_whole_years_before(pivot)).unwrap_or(first);
    let latest = observed.iter().copied().rfind(|period| pivot.is_whole_years_before(*period)).unwrap_or(last);
    let windows = windows.into_iter().chain([Some((earliest, pivot)), Some((pivot, latest))]);
    let mut shown: Vec<GrowthShown> = Vec::new();
    for (from, to) in windows.flatten() {
        // A history of exactly five or ten years would otherwise have the same window twice.
        let again = shown.iter().any(|earlier| (earlier.from, earlier.to) == (from, to));
        if let (Ok(rate), Ok(years), false) = (turnover.growth(from, to), from.years_until(to), again) {
            let source = |period| turnover.at(period).map(|seen| &seen.provenance.source);
            shown.push(GrowthShown { from, to, years, rate, one_source: source(from) == source(to) });
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projected_figure_shows_no_growth() {
        use crate::{
            amount::Amount,
            currency::Currency,
            series::{Provenance, Status},
        };
        let figure = |year: i32, status| {
            let provenance = Provenance { status, ..Provenance::default() };
            (
                Period::year(year).unwrap(),
                crate::series::Observation { amount: Amount::new(f64::from(year)).unwrap(), provenance },
            )
        };
        let figures = [figure(2020, Status::Reported), figure(2022, Status::Reported), figure(2030, Status::Projected)];
        let shown = growth_shown(&Series::new(Currency::USD, figures).unwrap(), Period::year(2021).unwrap());
        assert!(shown.iter().all(|shown| shown.to.calendar_year() == 2022), "{shown:?}");
    }
}
