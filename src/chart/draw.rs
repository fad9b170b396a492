//! One function that draws every kind of chart of the subject that it needs.

use crate::{
    assessment::Assessment,
    chart::{
        canvas::Canvas,
        chart::Chart,
        kind::ChartKind,
        kinds::{
            BaseRatePicture, OutlookPicture, arrival, arrivals, base_rate, chances, eras, fan, flows, growth, mirror,
            precedents, reliability, route, scorecard, timeline, tornado, waterfall,
        },
        subject::ChartSubject,
    },
    error::{Error, Result},
    outlook::{BacktestReport, Method},
};

/// Lays out a chart of one kind, of a subject, on a canvas.
///
/// - `kind`: what the chart shows. [`ChartKind::needs`] says of which subject it is drawn.
/// - `subject`: the values to draw, such as `&assessment` or `&mirror`; see [`ChartSubject`].
/// - `canvas`: the size in pixels, the theme, and the size of the text.
///
/// For an assessment, the charts of a base rate show its last milestone. To draw another milestone, pass a
/// [`BaseRatePicture::of_milestone`](crate::chart::BaseRatePicture::of_milestone).
///
/// # Errors
/// - [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where this kind needs another subject.
/// - [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the subject has nothing for the chart, such as an
///   assessment without flows, or a base rate of too few cases.
/// - [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a fan with an amount above the range of numbers.
///
/// # Examples
///
/// Most kinds are drawn of an assessment:
///
/// ```
/// use tradepath::{
///     AssessmentOptions, assess,
///     chart::{Canvas, ChartKind, draw},
///     scenario::shipped,
/// };
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let canvas = Canvas::new(800, 450)?;
/// let chart = draw(ChartKind::Route, &assessment, canvas)?;
/// assert!(chart.to_svg()?.starts_with("<svg width=\"800\" height=\"450\""));
/// assert!(draw(ChartKind::Fan, &assessment, canvas)?.to_svg()?.contains("$20B by 2008"));
///
/// // Some kinds are drawn of another subject, and the error says of which.
/// let error = draw(ChartKind::Mirror, &assessment, canvas).unwrap_err();
/// assert!(error.to_string().contains("needs both sides' reports of a pair's flows"));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// The reports of both sides on a pair's flows:
///
/// ```
/// use tradepath::{
///     chart::{Canvas, ChartKind, draw},
///     history::{Reader, Reconciliation},
/// };
///
/// let file = "year,exporter,importer,reporter,value_musd\n\
///     2021,KAZ,UZB,KAZ,2775\n2021,KAZ,UZB,UZB,2880\n\
///     2022,KAZ,UZB,KAZ,3700\n2022,KAZ,UZB,UZB,3200\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::default())?;
/// let chart = draw(ChartKind::Mirror, &mirror, Canvas::new(800, 450)?)?;
/// assert!(chart.to_svg()?.contains("Kazakhstan’s figures: $3.7B in 2022"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn draw<'a>(kind: ChartKind, subject: impl Into<ChartSubject<'a>>, canvas: Canvas) -> Result<Chart> {
    match subject.into() {
        ChartSubject::Assessment(assessment) => of_assessment(kind, assessment, canvas),
        ChartSubject::Outlook(picture) => of_outlook(kind, picture, canvas),
        ChartSubject::BaseRate(picture) => of_base_rate(kind, picture, canvas),
        ChartSubject::Mirror(of) if kind == ChartKind::Mirror => mirror::draw(of, canvas),
        ChartSubject::Backtest(report, method) if kind == ChartKind::Reliability => {
            reliability::draw(report, first_method(report, method)?, canvas)
        }
        ChartSubject::Scorecard(of) if kind == ChartKind::Scorecard => scorecard::draw(of, canvas),
        other => Err(not_of(kind, other)),
    }
}

/// Draws a chart of an assessment.
///
/// The charts of an outlook are drawn of the assessment's own outlook, and those of a base rate of its last milestone.
/// Kinds that need another subject, such as the mirror, are refused.
fn of_assessment(kind: ChartKind, assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    match kind {
        ChartKind::Route => route::draw(assessment, canvas),
        ChartKind::Growth => growth::draw(assessment, canvas),
        ChartKind::Flows => flows::draw(assessment, canvas),
        ChartKind::Arrival => arrival::draw(assessment, canvas),
        ChartKind::Timeline => timeline::draw(assessment, canvas),
        ChartKind::Waterfall => waterfall::draw(assessment, canvas),
        ChartKind::Tornado => tornado::draw(assessment, canvas),
        ChartKind::Fan | ChartKind::Arrivals | ChartKind::Chances => {
            // Whatever kept the outlook from being answered keeps it from being drawn.
            assessment.outlook.as_ref().ok_or_else(|| assessment.why_absent("outlook"))?;
            let outlook = assessment.look_ahead()?;
            let picture = OutlookPicture::of_assessment(assessment, &outlook)?;
            // Where the pledge is still open, the fan shows what is to be expected now, too.
            let answers = assessment.now.as_ref().and_then(|now| now.outlook.as_ref());
            let Some(answers) = answers.filter(|_| kind == ChartKind::Fan) else {
                return of_outlook(kind, &picture, canvas);
            };
            let now = assessment.look_ahead_now()?;
            let title = format!("{}, and in {}", picture.title, now.start());
            of_outlook(kind, &OutlookPicture { title, ..picture }.later(&now, answers), canvas)
        }
        ChartKind::BaseRate | ChartKind::Eras | ChartKind::Precedents => {
            // An assessment without base rates asks for number 0, which `of_milestone` refuses with a message of its
            // own.
            let last = assessment.base_rates.len().saturating_sub(1);
            of_base_rate(kind, &BaseRatePicture::of_milestone(assessment, last)?, canvas)
        }
        _ => Err(not_of(kind, ChartSubject::Assessment(assessment))),
    }
}

/// Draws one of the three charts of an outlook: its fan, its years of arrival, or its chances.
fn of_outlook(kind: ChartKind, picture: &OutlookPicture<'_>, canvas: Canvas) -> Result<Chart> {
    match kind {
        ChartKind::Fan => fan::draw(picture, canvas),
        ChartKind::Arrivals => arrivals::draw(picture, canvas),
        ChartKind::Chances => chances::draw(picture, canvas),
        _ => Err(not_of(kind, ChartSubject::Outlook(picture))),
    }
}

/// Draws one of the three charts of a base rate: its shares by year, its eras, or its precedents.
fn of_base_rate(kind: ChartKind, picture: &BaseRatePicture<'_>, canvas: Canvas) -> Result<Chart> {
    match kind {
        ChartKind::BaseRate => base_rate::draw(picture, canvas),
        ChartKind::Eras => eras::draw(picture, canvas),
        ChartKind::Precedents => precedents::draw(picture, canvas),
        _ => Err(not_of(kind, ChartSubject::BaseRate(picture))),
    }
}

/// The method that was asked for or, where none was, the first one of the backtest.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where none was asked for and the backtest has no method.
fn first_method(report: &BacktestReport, method: Option<Method>) -> Result<Method> {
    let first = report.by_method.first().map(|scores| scores.method);
    method.or(first).ok_or_else(|| Error::missing("method", "the backtest has none"))
}

/// The error for a kind of chart that is not drawn of this subject. It names the subject that the kind needs and the
/// one that was given.
fn not_of(kind: ChartKind, subject: ChartSubject<'_>) -> Error {
    Error::contradiction(format!("the chart `{kind}` needs {}; this is {}", kind.needs(), subject.name()))
}
