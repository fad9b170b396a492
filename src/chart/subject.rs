//! The values that charts are drawn of.

use crate::{
    assessment::{Assessment, Scorecard},
    chart::kinds::{BaseRatePicture, OutlookPicture},
    history::Mirror,
    outlook::{BacktestReport, Method},
};

/// What a chart is drawn of.
///
/// References to these values convert into it, so that [`draw`](crate::chart::draw()) takes `&assessment`, `&mirror` or
/// `(&report, method)` as they are.
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
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum ChartSubject<'a> {
    /// An assessment: its route, growth, flows and arrivals, its outlook, and its base rate of the last milestone.
    Assessment(&'a Assessment),
    /// An outlook and its answers.
    Outlook(&'a OutlookPicture<'a>),
    /// A base rate.
    BaseRate(&'a BaseRatePicture<'a>),
    /// Both sides' reports of a pair's flows.
    Mirror(&'a Mirror),
    /// A backtest and the method to draw; the first method of the backtest where none is named.
    Backtest(&'a BacktestReport, Option<Method>),
    /// A scorecard.
    Scorecard(&'a Scorecard),
}

impl ChartSubject<'_> {
    /// What the subject is, in words, for messages.
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

impl<'a> From<&'a Assessment> for ChartSubject<'a> {
    fn from(assessment: &'a Assessment) -> Self {
        Self::Assessment(assessment)
    }
}

impl<'a> From<&'a OutlookPicture<'a>> for ChartSubject<'a> {
    fn from(picture: &'a OutlookPicture<'a>) -> Self {
        Self::Outlook(picture)
    }
}

impl<'a> From<&'a BaseRatePicture<'a>> for ChartSubject<'a> {
    fn from(picture: &'a BaseRatePicture<'a>) -> Self {
        Self::BaseRate(picture)
    }
}

impl<'a> From<&'a Mirror> for ChartSubject<'a> {
    fn from(mirror: &'a Mirror) -> Self {
        Self::Mirror(mirror)
    }
}

impl<'a> From<&'a BacktestReport> for ChartSubject<'a> {
    fn from(report: &'a BacktestReport) -> Self {
        Self::Backtest(report, None)
    }
}

impl<'a> From<(&'a BacktestReport, Method)> for ChartSubject<'a> {
    fn from((report, method): (&'a BacktestReport, Method)) -> Self {
        Self::Backtest(report, Some(method))
    }
}

impl<'a> From<&'a Scorecard> for ChartSubject<'a> {
    fn from(scorecard: &'a Scorecard) -> Self {
        Self::Scorecard(scorecard)
    }
}
