//! The charts of a report, each with the name of its file.
//!
//! They are laid out here and written by the caller, as an SVG or a PNG.

use crate::{
    assessment::Assessment,
    chart::{BaseRatePicture, Canvas, Chart, ChartKind, draw},
    error::Result,
    growth::Direction,
};

/// The kinds of chart in a report, in their order.
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

/// Lays out every chart of an assessment's report, each with its name.
///
/// These are the route, the growth, the flows, the arrivals, the fan of the outlook, the base rate of every milestone,
/// and the eras and precedents of the last milestone, and the timeline of a pledge that restates others. The names serve as file names: `route`, `base-rate-1`. What is
/// pledged of single flows has a route and a fan of its own: `exports-route`.
///
/// A chart that cannot be drawn is an error in its place, and the others are drawn all the same. A chart for which the
/// assessment has nothing is [`ErrorKind::Missing`](crate::ErrorKind::Missing).
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
///
/// A pledge without flows, and without a history that has them, has no chart of flows:
///
/// ```
/// use tradepath::{AssessmentOptions, Scenario, assess, chart::Canvas, report};
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021", "$3B")
///     .milestone_by("5B", "2026")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// for (name, chart) in report::charts(&assessment, Canvas::new(800, 450)?) {
///     if name == "flows" {
///         assert!(chart.is_err());
///     }
/// }
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn charts(assessment: &Assessment, canvas: Canvas) -> Vec<(String, Result<Chart>)> {
    let of_flows = assessment.flows.iter().flat_map(|part| {
        let flow = part.scenario.flow().map_or("", Direction::name);
        [ChartKind::Route, ChartKind::Fan].map(|kind| (format!("{flow}-{kind}"), draw(kind, part, canvas)))
    });
    // Few pledges restate others, and the missing chart of all the rest is not worth a word.
    let timeline = assessment.timeline.as_ref().map(|_| ChartKind::Timeline);
    let drivers = assessment.drivers.iter().flat_map(|_| [ChartKind::Waterfall, ChartKind::Tornado]);
    KINDS
        .into_iter()
        .chain(timeline)
        .chain(drivers)
        .flat_map(|kind| of_kind(kind, assessment, canvas))
        .chain(of_flows)
        .collect()
}

/// The charts of one kind with their names: one chart, or for base rates one for each milestone, counted from 1.
pub(crate) fn of_kind(kind: ChartKind, assessment: &Assessment, canvas: Canvas) -> Vec<(String, Result<Chart>)> {
    if kind != ChartKind::BaseRate {
        return vec![(kind.name().to_owned(), draw(kind, assessment, canvas))];
    }
    let chart = |at: usize| draw(kind, &BaseRatePicture::of_milestone(assessment, at)?, canvas);
    let milestones = 0..assessment.base_rates.len();
    milestones.map(|at| (format!("{kind}-{}", at + 1), chart(at))).collect()
}
