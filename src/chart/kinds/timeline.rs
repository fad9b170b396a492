//! The chart `timeline`: all pledges of a pair over what came.
//!
//! The picture answers the question "what was pledged before, and how did it turn out?"
//!
//! - The horizontal axis has years; the vertical axis has the turnover from zero up.
//! - The dark line is the observed turnover, on the level of the last pledge.
//! - Each dashed line is a pledge's route, from a dot at its baseline to a ring at each milestone with a date. The last
//!   pledge has the strong colour.
//! - A pledge without a date has its dot alone, and its label says so.

use crate::{
    amount::Amount,
    assessment::{Assessment, PledgeMade, Timeline},
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{
            Color, Datum, Frame, Observed, Placer, Point, Rect, Scale, Side, Spot, Words, source_line, widened,
        },
        kinds::route,
    },
    error::{Error, Result},
    growth::Milestone,
    series::Series,
    wording::{listed, unit_name, with_unit},
};

/// The longest history before the first baseline that is shown, in years.
const LONGEST_HISTORY_YEARS: f64 = 15.0;

/// Draws the pledges of an assessment's timeline over the observed turnover.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for a pledge that restates no other.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     AssessmentOptions, assess,
///     chart::{Canvas, ChartKind, draw},
///     scenario::shipped,
/// };
///
/// let (first, last) = (shipped("kazakhstan-uzbekistan-2018")?, shipped("kazakhstan-uzbekistan-2021-by-2030")?);
/// let options = AssessmentOptions::new().restates([first.scenario()?]);
/// let assessment = assess(&last.scenario()?, Some(&last.history()?), &options)?;
/// let chart = draw(ChartKind::Timeline, &assessment, Canvas::new(800, 450)?)?;
/// assert!(chart.description().contains("$5B by 2020"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let timeline = assessment.timeline.as_ref().ok_or_else(|| {
        let hint = "the pledge restates no other; restates = \"earlier.toml\" names one";
        Error::missing("timeline to draw", hint)
    })?;
    let first = timeline.pledges.iter().map(|pledge| pledge.baseline.period().start_in_years());
    let since = first.fold(f64::INFINITY, f64::min) - LONGEST_HISTORY_YEARS;
    let history = assessment.series().map_or(Observed::default(), |series| Observed::since(series, since));
    let series: Vec<&Series> = assessment.series().into_iter().collect();
    let traded = assessment.scenario.traded();
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: format!(
            "{}{} in {}; dashed: the route of each pledge; rings: what was to be reached",
            traded[..1].to_uppercase(),
            &traded[1..],
            unit_name(assessment.unit(), &assessment.scenario.prices())
        ),
        source: source_line(assessment, &series),
    };
    let mut frame = Frame::new(canvas, words)?;
    let (x, y) = axes(&mut frame, assessment, timeline, &history);
    let at = |(year, units): Datum| Point::new(x.at(year), y.at(units));
    let mut placer = Placer::new(Rect { left: x.from, top: frame.room.top, right: frame.room.right, bottom: y.from });
    let ink = frame.scene.palette.ink;
    history.draw(&mut frame, &mut placer, ink, at);
    let last = timeline.pledges.len() - 1;
    let palette = frame.scene.palette;
    let color = |place: usize| if place == last { palette.pledge } else { palette.route };
    for (place, pledge) in timeline.pledges.iter().enumerate() {
        draw_route(&mut frame, &mut placer, pledge, color(place), at);
    }
    // The last pledge's label is placed first, where there is still room.
    for (place, pledge) in timeline.pledges.iter().enumerate().rev() {
        label(&mut frame, &mut placer, assessment, (pledge, color(place)), at);
    }
    if let Some((period, seen)) = assessment.series().and_then(|series| series.observed().next_back()) {
        let place = at((period.start_in_years(), seen.amount.value()));
        let text = format!("{} in {period}", with_unit(assessment.unit(), seen.amount));
        let style = frame.label_style(ink).semibold();
        frame.label(&mut placer, &Spot::new(place, &Side::ALL), &[&text], &style);
    }
    Ok(Chart::new(frame, description(assessment, timeline)))
}

/// The milestones of a pledge that have a date, as points.
fn dated(pledge: &PledgeMade) -> impl Iterator<Item = Datum> + '_ {
    let milestones = pledge.milestones.iter().map(|made| made.milestone);
    milestones.filter_map(|milestone| Some((milestone.by()?.start_in_years(), milestone.amount().value())))
}

fn start(pledge: &PledgeMade) -> Datum {
    (pledge.baseline.period().start_in_years(), pledge.baseline.amount().value())
}

/// The route of a pledge up to its last date, as points.
fn path(pledge: &PledgeMade) -> Vec<Datum> {
    let end = dated(pledge).map(|point| point.0).fold(f64::NEG_INFINITY, f64::max);
    let steps = pledge.route.iter().map(|(period, amount)| (period.start_in_years(), amount.value()));
    steps.filter(|point| point.0 <= end).collect()
}

/// Draws the axes of amounts and years, and returns their scales, years first.
fn axes(frame: &mut Frame, assessment: &Assessment, timeline: &Timeline, history: &Observed) -> (Scale, Scale) {
    let of_pledges =
        timeline.pledges.iter().flat_map(|pledge| dated(pledge).chain([start(pledge)]).chain(path(pledge)));
    let points: Vec<Datum> = history.points().chain(of_pledges).collect();
    let (from, to) = points
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), point| (from.min(point.0), to.max(point.0)));
    let (from, to) = widened(from, to);
    let top = points.iter().map(|point| point.1).fold(0.0, f64::max) * 1.06;
    route::axes(frame, assessment.unit(), (from, to), top)
}

/// Draws a pledge's route with its dot and rings.
fn draw_route(frame: &mut Frame, placer: &mut Placer, pledge: &PledgeMade, color: Color, at: impl Fn(Datum) -> Point) {
    let points: Vec<Point> = path(pledge).into_iter().map(&at).collect();
    placer.avoid_line(&points);
    frame.scene.dashed(&points, 2.0 * frame.unit, color, [7.0 * frame.unit, 4.0 * frame.unit]);
    let around = |center: Point, radius: f64| {
        Rect { left: center.x, top: center.y, right: center.x, bottom: center.y }.grown(radius)
    };
    let (dot, radius) = (at(start(pledge)), 5.5 * frame.unit);
    frame.scene.dot(dot, 4.0 * frame.unit, color);
    placer.avoid(around(dot, 4.0 * frame.unit));
    for ring in dated(pledge).map(at) {
        frame.scene.ring(ring, radius, radius * 0.4, color);
        placer.avoid(around(ring, radius));
        placer.name_point(ring);
    }
}

/// Names a pledge: beside its last ring, or beside its dot where it has no date.
///
/// ```text
/// 2018: $5B by 2020
/// 2021-12: $5B and $10B, no date
/// ```
fn label(
    frame: &mut Frame,
    placer: &mut Placer,
    assessment: &Assessment,
    (pledge, color): (&PledgeMade, Color),
    at: impl Fn(Datum) -> Point,
) {
    let style = frame.label_style(color).semibold();
    let place = at(dated(pledge).last().unwrap_or_else(|| start(pledge)));
    let (when, said) = (format!("{}:", pledge.when()), said(assessment, pledge));
    let one = format!("{when} {said}");
    // In two lines where one is too long for its place.
    if !frame.label(placer, &Spot::new(place, &Side::ALL), &[&one], &style) {
        frame.label(placer, &Spot::new(place, &Side::ALL), &[&when, &said], &style);
    }
}

/// What a pledge says is to be reached: `$5B by 2020`, or `$5B and $10B, no date`.
fn said(assessment: &Assessment, pledge: &PledgeMade) -> String {
    let words = |amount: Amount| with_unit(assessment.unit(), amount);
    let milestones: Vec<Milestone> = pledge.milestones.iter().map(|made| made.milestone).collect();
    if milestones.iter().all(|milestone| milestone.by().is_none()) {
        let amounts: Vec<String> = milestones.iter().map(|milestone| words(milestone.amount())).collect();
        return if amounts.is_empty() {
            "a growth without an end".to_owned()
        } else {
            format!("{}, no date", listed(&amounts))
        };
    }
    let of_one = |milestone: &Milestone| match milestone.by() {
        Some(by) => format!("{} by {by}", words(milestone.amount())),
        None => words(milestone.amount()),
    };
    listed(&milestones.iter().map(of_one).collect::<Vec<_>>())
}

/// The chart in words: every pledge, and the last figure.
fn description(assessment: &Assessment, timeline: &Timeline) -> String {
    let mut text = format!("A line chart of the {} and of every pledge.", assessment.scenario.traded());
    for pledge in &timeline.pledges {
        let from = with_unit(assessment.unit(), pledge.baseline.amount());
        text += &format!(
            " {}: from {from} in {} to {}.",
            pledge.when(),
            pledge.baseline.period(),
            said(assessment, pledge)
        );
    }
    if let Some((period, last)) = assessment.series().and_then(|series| series.observed().next_back()) {
        text += &format!(" The last figure is {} in {period}.", with_unit(assessment.unit(), last.amount));
    }
    text
}
