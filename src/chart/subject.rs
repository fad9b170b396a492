//! The values of which charts are drawn, as one type.

use crate::{
    assessment::{Assessment, Scorecard},
    chart::kinds::{BaseRatePicture, OutlookPicture},
    history::Mirror,
    outlook::{BacktestReport, Method},
};

/// The values of which a chart is drawn.
///
/// References convert into it, so that [`draw`](crate::chart::draw()) takes `&assessment`, `&mirror` or `(&report,
/// method)` directly. The type is written out only where subjects of several kinds are held together, as below.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     AssessmentOptions, Scorecard, assess,
///     chart::{Canvas, ChartKind, ChartSubject, draw},
///     scenario::shipped,
/// };
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let scorecard = Scorecard::of([&assessment]);
/// let subjects: [(ChartKind, ChartSubject<'_>); 2] =
///     [(ChartKind::Route, (&assessment).into()), (ChartKind::Scorecard, (&scorecard).into())];
/// for (kind, subject) in subjects {
///     draw(kind, subject, Canvas::default())?;
/// }
///
/// // A kind that needs another subject is refused.
/// let error = draw(ChartKind::Scorecard, &assessment, Canvas::default()).unwrap_err();
/// assert!(error.to_string().contains("needs a scorecard; this is an assessment"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum ChartSubject<'a> {
    /// An assessment. Its route, growth, flows and arrivals can be drawn, its outlook, and the base rate of its last
    /// milestone.
    Assessment(&'a Assessment),
    /// An outlook and its answers.
    Outlook(&'a OutlookPicture<'a>),
    /// A base rate, alone or with the pledge and the turnover that are drawn beside it.
    BaseRate(&'a BaseRatePicture<'a>),
    /// Both sides' reports of a pair's flows.
    Mirror(&'a Mirror),
    /// A backtest and the method to draw. Where no method is named, the first one of the backtest is drawn.
    Backtest(&'a BacktestReport, Option<Method>),
    /// A scorecard: the milestones of one or more pledges, the chances that they were given, and what happened.
    Scorecard(&'a Scorecard),
}

impl ChartSubject<'_> {
    /// What the subject is, in words, for the message about a kind that is not drawn of it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Assessment(_) => "an assessment",
            Self::Outlook(_) => "an outlook",
            Self::BaseRate(_) => "a base rate",
            Self::Mirror(_) => "both sides' reports",
            Self::Backtest(..) => "a backtest",
            Self::Scorecard(_) => "a scorecard",
        }
    }
}

/// An assessment as it is: `draw(kind, &assessment, canvas)`.
impl<'a> From<&'a Assessment> for ChartSubject<'a> {
    fn from(assessment: &'a Assessment) -> Self {
        Self::Assessment(assessment)
    }
}

/// An outlook with its answers: `draw(kind, &picture, canvas)`.
impl<'a> From<&'a OutlookPicture<'a>> for ChartSubject<'a> {
    fn from(picture: &'a OutlookPicture<'a>) -> Self {
        Self::Outlook(picture)
    }
}

/// A base rate, with what is drawn beside it: `draw(kind, &picture, canvas)`.
impl<'a> From<&'a BaseRatePicture<'a>> for ChartSubject<'a> {
    fn from(picture: &'a BaseRatePicture<'a>) -> Self {
        Self::BaseRate(picture)
    }
}

/// Both sides' reports: `draw(ChartKind::Mirror, &mirror, canvas)`.
impl<'a> From<&'a Mirror> for ChartSubject<'a> {
    fn from(mirror: &'a Mirror) -> Self {
        Self::Mirror(mirror)
    }
}

/// A backtest, of which the first method is drawn: `draw(ChartKind::Reliability, &report, canvas)`.
impl<'a> From<&'a BacktestReport> for ChartSubject<'a> {
    fn from(report: &'a BacktestReport) -> Self {
        Self::Backtest(report, None)
    }
}

/// A backtest and the method to draw: `draw(ChartKind::Reliability, (&report, method), canvas)`.
impl<'a> From<(&'a BacktestReport, Method)> for ChartSubject<'a> {
    fn from((report, method): (&'a BacktestReport, Method)) -> Self {
        Self::Backtest(report, Some(method))
    }
}

/// A scorecard: `draw(ChartKind::Scorecard, &scorecard, canvas)`.
impl<'a> From<&'a Scorecard> for ChartSubject<'a> {
    fn from(scorecard: &'a Scorecard) -> Self {
        Self::Scorecard(scorecard)
    }
}
