//! Which charts a report has.

use super::Picture;
use crate::{
    assessment::Assessment,
    chart::{
        BaseRatePicture, Canvas, Chart, ChartKind, OutlookPicture, draw, draw_base_rate, draw_eras, draw_fan,
        draw_precedents,
    },
    error::{Error, Result},
};

impl Picture {
    const ALL: [Self; 8] = [
        Self::Route,
        Self::Growth,
        Self::Flows,
        Self::Arrival,
        Self::Fan,
        Self::BaseRates,
        Self::Eras,
        Self::Precedents,
    ];

    /// Its charts with their names: one, or one of each milestone.
    pub fn draw(self, assessment: &Assessment, canvas: Canvas) -> Vec<(String, Result<Chart>)> {
        let last = assessment.base_rates.len().wrapping_sub(1);
        let one = |name: &str, chart| vec![(name.to_owned(), chart)];
        let of_kind = |kind: ChartKind| one(kind.name(), draw(kind, assessment, canvas));
        match self {
            Self::Route => of_kind(ChartKind::Route),
            Self::Growth => of_kind(ChartKind::Growth),
            Self::Flows => of_kind(ChartKind::Flows),
            Self::Arrival => of_kind(ChartKind::Arrival),
            Self::Fan => one("fan", fan(assessment, canvas)),
            Self::BaseRates => {
                let milestones = 0..assessment.base_rates.len();
                let chart = |at| base_rate(assessment, at).and_then(|picture| draw_base_rate(&picture, canvas));
                milestones.map(|at| (format!("base-rate-{}", at + 1), chart(at))).collect()
            }
            Self::Eras => one("eras", base_rate(assessment, last).and_then(|picture| draw_eras(&picture, canvas))),
            Self::Precedents => {
                one("precedents", base_rate(assessment, last).and_then(|picture| draw_precedents(&picture, canvas)))
            }
        }
    }
}

/// Every chart of an assessment with its name: the [kinds](ChartKind), the fan of the outlook, the base rate of every milestone,
/// and the eras and precedents of the last. Those that the assessment has nothing for are
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing).
///
/// ```
/// use tradepath::{AssessmentOptions, assess, chart::Canvas, report, scenario::shipped};
///
/// let pledge = shipped("kazakhstan-uzbekistan-2021")?;
/// let assessment = assess(&pledge.scenario()?, Some(&pledge.history()?), &AssessmentOptions::new())?;
/// let charts = report::charts(&assessment, Canvas::new(800, 450)?);
/// let names: Vec<&str> = charts.iter().map(|(name, _)| name.as_str()).collect();
/// assert_eq!(names[4..], ["fan", "base-rate-1", "base-rate-2", "eras", "precedents"]);
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn charts(assessment: &Assessment, canvas: Canvas) -> Vec<(String, Result<Chart>)> {
    Picture::ALL.into_iter().flat_map(|picture| picture.draw(assessment, canvas)).collect()
}

fn fan(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let answers = assessment.outlook.as_ref().ok_or_else(|| absent(assessment, "outlook"))?;
    let outlook = assessment.look_ahead()?;
    let scenario = &assessment.scenario;
    let title = format!("What could be expected in {}", scenario.baseline().period());
    let mut picture = OutlookPicture::new(title, scenario.currency(), &outlook, answers);
    if let Some(turnover) = assessment.turnover() {
        picture = picture.series(turnover);
    }
    draw_fan(&picture, canvas)
}

fn base_rate(assessment: &Assessment, at: usize) -> Result<BaseRatePicture<'_>> {
    let rate = assessment.base_rates.get(at).ok_or_else(|| absent(assessment, "base_rates"))?;
    let baseline = assessment.scenario.baseline();
    Ok(BaseRatePicture::new(&rate.base_rate).pledge(baseline.period(), baseline.amount(), assessment.turnover()))
}

/// Why a part is not there.
fn absent(assessment: &Assessment, part: &str) -> Error {
    let why = assessment.absent.iter().find(|absent| absent.part == part);
    Error::missing(part.replace('_', " "), why.map_or("the assessment has none", |absent| &absent.why))
}
