//! Which charts a report has.

use crate::{
    assessment::Assessment,
    chart::{BaseRatePicture, Canvas, Chart, ChartKind, draw},
    error::Result,
};

/// The kinds in a report, in its order.
const KINDS: [ChartKind; 8] = [
    ChartKind::Route,
    ChartKind::Growth,
    ChartKind::Flows,
    ChartKind::Arrival,
    ChartKind::Fan,
    ChartKind::BaseRate,
    ChartKind::Eras,
    ChartKind::Precedents,
];

/// Every chart of an assessment's report with its name: its route, growth, flows and arrivals, the fan of the outlook, the
/// base rate of every milestone, and the eras and precedents of the last. Those that the assessment has nothing for are
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing).
///
/// ```
/// use tradepath::{AssessmentOptions, assess, chart::Canvas, report, scenario::shipped};
///
/// let pledge = shipped("kazakhstan-uzbekistan-2021")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let charts = report::charts(&assessment, Canvas::new(800, 450)?);
/// let names: Vec<&str> = charts.iter().map(|(name, _)| name.as_str()).collect();
/// assert_eq!(names[4..], ["fan", "base-rate-1", "base-rate-2", "eras", "precedents"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn charts(assessment: &Assessment, canvas: Canvas) -> Vec<(String, Result<Chart>)> {
    KINDS.into_iter().flat_map(|kind| of_kind(kind, assessment, canvas)).collect()
}

/// The charts of a kind with their names: one, or one of each milestone.
pub(crate) fn of_kind(kind: ChartKind, assessment: &Assessment, canvas: Canvas) -> Vec<(String, Result<Chart>)> {
    if kind != ChartKind::BaseRate {
        return vec![(kind.name().to_owned(), draw(kind, assessment, canvas))];
    }
    let chart = |at: usize| draw(kind, &BaseRatePicture::of_milestone(assessment, at)?, canvas);
    let milestones = 0..assessment.base_rates.len();
    milestones.map(|at| (format!("{kind}-{}", at + 1), chart(at))).collect()
}
