//! The chart `route`: how the turnover gets from the baseline to the milestones.
//!
//! The picture answers the question "what was pledged, and where does the turnover stand?"
//!
//! - The horizontal axis has years; the vertical axis has the turnover from zero up, in the pledge's currency.
//! - The dark line is the observed turnover, up to 30 years before the baseline and as far as it goes after it.
//! - The dot is the baseline, at the amount that the pledge states, which may differ from the observed one.
//! - Each ring is a milestone with a date; each dotted line across the plot is a milestone without one.
//! - The dashed line is the scenario's projection. The subtitle names what it rests on: a stated growth rate, a shape,
//!   flows, sectors, or the growth that each leg takes.
//! - Where the scenario gives neither a date nor a growth, there is no projection. Thin lines show constant growth to
//!   the last milestone instead, each with its growth a year and its period of arrival.
//!
//! Growth lines that arrive later than 20 years after the baseline are left out, and so are those whose labels would
//! touch. Of more than twelve milestones, the last twelve are named; those with a date all have a ring.

use crate::{
    assessment::Assessment,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{
            Datum, Frame, Observed, Placer, Point, Rect, Scale, Side, Spot, Words, round_ticks, source_line, tick_name,
            widened, year_ticks,
        },
    },
    error::{Error, Result},
    growth::{Arrival, Milestone},
    period::Period,
    rate::GrowthRate,
    scenario::Basis,
    series::Series,
    unit::Unit,
    wording::{percent, unit_name, with_unit},
};

/// The longest history that is shown before the baseline, in years. A longer one would leave little width to the
/// pledge.
const LONGEST_HISTORY_YEARS: f64 = 30.0;

/// The latest arrival of a growth line that is drawn, in years after the baseline.
///
/// Slow growth arrives late: a line of decades would leave little width to everything else. The chart `arrival` shows
/// later arrivals.
const LONGEST_ARRIVAL_YEARS: f64 = 20.0;

/// The largest number of milestones that are named. Of more, the last ones are named.
const MOST_LABELS: usize = 12;

/// The largest number of arrivals that the description names, so that it stays short enough to listen to.
const MOST_ARRIVALS: usize = 20;

/// A line of constant growth from the baseline to the last milestone.
struct GrowthLine {
    /// The growth a year.
    rate: GrowthRate,
    /// The first period whose amount reaches the milestone at that growth.
    arrival: Period,
    /// The points of the line, by year and amount in units of currency. It ends where the growth crosses the
    /// milestone's amount, which may be between two periods.
    points: Vec<Datum>,
}

/// Everything that is drawn, in years and units of currency, and the range of both axes.
struct Content<'a> {
    /// The assessment that the chart is drawn of.
    assessment: &'a Assessment,
    /// The observed turnover, from `LONGEST_HISTORY_YEARS` before the baseline on.
    history: Observed,
    /// The projection; empty where the scenario gives neither a date nor a growth.
    path: Vec<Datum>,
    /// Lines of constant growth, only where there is no projection.
    growth_lines: Vec<GrowthLine>,
    /// The first year of the horizontal axis.
    from: f64,
    /// The last year of the horizontal axis.
    to: f64,
    /// The highest amount that the vertical axis must show, with room for a label over it.
    top: f64,
}

/// Draws the pledge's route over the observed turnover.
///
/// What is drawn later lies over what is drawn before. Labels come last, when the placer knows everything that they
/// must not touch.
///
/// # Errors
/// [`ErrorKind::Draw`](crate::ErrorKind::Draw) where the embedded font cannot be read.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     AssessmentOptions, Scenario, assess,
///     chart::{Canvas, ChartKind, draw},
/// };
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021", "$3B")
///     .milestone_by("5B", "2026")
///     .milestone("10B")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
/// let words = "The pledge starts from $3B in 2021, to $5B by 2026, to $10B with no date.";
/// assert!(chart.description().contains(words));
///
/// // Without any date, arrivals at stated growth rates take the place of the route.
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021", "$3B")
///     .milestone("5B")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// let chart = draw(ChartKind::Route, &assessment, Canvas::new(800, 450)?)?;
/// assert!(chart.description().contains("At 7% a year $5B is reached in 2029."));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let content = Content::new(assessment);
    if content.path.is_empty() && assessment.scenario.milestones().is_empty() {
        let hint = "the pledge has no amount of its total to reach; its flows have charts of their own";
        return Err(Error::missing("route to draw", hint));
    }
    let series: Vec<&Series> = assessment.series().into_iter().collect();
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: subtitle(assessment, &content),
        source: source_line(assessment, &series),
    };
    let mut frame = Frame::new(canvas, words)?;
    let (x, y) = axes(&mut frame, assessment.unit(), (content.from, content.to), content.top);
    let at = |(year, units): Datum| Point::new(x.at(year), y.at(units));
    let plot = Rect { left: x.from, top: frame.room.top, right: frame.room.right, bottom: y.from };
    let mut placer = Placer::new(plot);
    draw_undated(&mut frame, &mut placer, &content, &plot, &y);
    let ink = frame.scene.palette.ink;
    content.history.draw(&mut frame, &mut placer, ink, at);
    draw_growth_lines(&mut frame, &mut placer, &content, at);
    draw_path(&mut frame, &mut placer, &content, at);
    draw_milestones(&mut frame, &mut placer, &content, at);
    draw_labels(&mut frame, &mut placer, &content, &plot, at);
    Ok(Chart::new(frame, description(assessment)))
}

impl<'a> Content<'a> {
    /// Finds what is drawn of an assessment, and how far the axes go.
    ///
    /// The axes hold the history, the projection or growth lines, the baseline and all milestones. Milestones without a
    /// date count for the height alone.
    fn new(assessment: &'a Assessment) -> Self {
        let baseline = assessment.scenario.baseline();
        let start = baseline.period().start_in_years();
        let since = start - LONGEST_HISTORY_YEARS;
        let history = assessment.series().map_or(Observed::default(), |series| Observed::since(series, since));
        let steps = assessment.projection.steps().iter();
        let path: Vec<Datum> = steps.map(|step| (step.period.start_in_years(), step.amount.value())).collect();
        let growth_lines = if path.is_empty() { growth_lines(assessment) } else { Vec::new() };
        let milestones = assessment.scenario.milestones();
        let dated = milestones
            .iter()
            .filter_map(|milestone| Some((milestone.by()?.start_in_years(), milestone.amount().value())));
        let lines = growth_lines.iter().flat_map(|line| &line.points);
        let points: Vec<Datum> = history
            .points()
            .chain(path.iter().chain(lines).copied())
            .chain(dated)
            .chain([(start, baseline.amount().value())])
            .collect();
        let years = points.iter().map(|point| point.0);
        let amounts =
            points.iter().map(|point| point.1).chain(milestones.iter().map(|milestone| milestone.amount().value()));
        let (from, to) = (years.clone().fold(f64::INFINITY, f64::min), years.fold(f64::NEG_INFINITY, f64::max));
        // Room over the last point for its label. A growth line has a label of two lines above its end, and needs more.
        let top = amounts.fold(0.0, f64::max) * if growth_lines.is_empty() { 1.06 } else { 1.2 };
        let (from, to) = widened(from, to);
        Self { assessment, history, path, growth_lines, from, to, top }
    }
}

/// Lines of constant growth to the last milestone, one for each growth of the arrival table that arrives within the
/// limit.
fn growth_lines(assessment: &Assessment) -> Vec<GrowthLine> {
    let scenario = &assessment.scenario;
    let Some(last) = scenario.milestones().last() else { return Vec::new() };
    let arrivals = assessment.arrivals.iter().filter(|arrival| arrival.amount == last.amount());
    arrivals.filter_map(|arrival| growth_line(scenario.baseline(), arrival)).collect()
}

/// One line of constant growth; none where it arrives later than `LONGEST_ARRIVAL_YEARS`, never, or not after the
/// baseline.
///
/// With the baseline `A` and the effective growth rate `g`, the amount after `t` years is
///
/// ```text
/// A (1 + g)^t = A exp(t ln(1 + g))
/// ```
fn growth_line(baseline: &crate::growth::Baseline, arrival: &Arrival) -> Option<GrowthLine> {
    // Enough straight pieces for a curve that looks smooth.
    const PIECES: u32 = 48;
    let (years, period) = (arrival.years?, arrival.period?);
    if years > LONGEST_ARRIVAL_YEARS || years <= 0.0 {
        return None;
    }
    let start = baseline.period().start_in_years();
    let at = |piece: u32| {
        let time = years * f64::from(piece) / f64::from(PIECES);
        (start + time, baseline.amount().value() * (arrival.rate.log() * time).exp())
    };
    Some(GrowthLine { rate: arrival.rate, arrival: period, points: (0..=PIECES).map(at).collect() })
}

/// What is shown, the growth that the pledge takes, and what the dashed line or the growth lines mean.
///
/// A part that a chart does not have is not named.
///
/// | what the projection rests on | the words |
/// |---|---|
/// | a stated growth rate | dashed: 7% a year, as stated |
/// | a shape | dashed: by the shape logistic |
/// | the growth of exports and imports | dashed: by the growth of both flows |
/// | the growth of sectors | dashed: by the growth of the sectors |
/// | the growth that each of several legs takes | dashed: the growth each leg takes |
/// | nothing: there is no projection | the pledge has no date: arrival by yearly growth |
fn subtitle(assessment: &Assessment, content: &Content<'_>) -> String {
    let traded = assessment.scenario.traded();
    // The names of the series are plain ASCII, so that the first byte is the first letter.
    let what = format!(
        "{}{} in {}",
        traded[..1].to_uppercase(),
        &traded[1..],
        unit_name(assessment.unit(), &assessment.scenario.prices())
    );
    let baseline = assessment.scenario.baseline();
    let takes = assessment.overall_required_rate;
    let takes = takes.map(|rate| format!("the pledge takes {} a year from {}", percent(rate), baseline.period()));
    let drawn = match assessment.scenario.basis() {
        Some(Basis::Rate(rate)) => Some(format!("dashed: {} a year, as stated", percent(rate))),
        Some(Basis::Shape(name)) => Some(format!("dashed: by the shape {name}")),
        Some(Basis::Flows) => Some("dashed: by the growth of both flows".to_owned()),
        Some(Basis::Sectors) => Some("dashed: by the growth of the sectors".to_owned()),
        // A single leg takes the growth that the subtitle has named already.
        Some(Basis::Legs) if assessment.scenario.route().dated().count() == 1 && takes.is_some() => None,
        Some(Basis::Legs) => Some("dashed: the growth each leg takes".to_owned()),
        None if content.growth_lines.is_empty() => None,
        None => Some("the pledge has no date: arrival by yearly growth".to_owned()),
    };
    let milestones = assessment.scenario.milestones().len();
    let named = if milestones > MOST_LABELS {
        format!("; the last {MOST_LABELS} of {milestones} milestones are named")
    } else {
        String::new()
    };
    let parts: Vec<String> = [Some(what), takes, drawn].into_iter().flatten().collect();
    parts.join("; ") + &named
}

/// Draws the axes of amounts and years, and returns their scales, years first.
///
/// The vertical axis begins at zero, so that heights compare as amounts do, and ends at a round amount.
pub(super) fn axes(frame: &mut Frame, unit: Unit, (from, to): (f64, f64), top: f64) -> (Scale, Scale) {
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter();
    let ticks = round_ticks(0.0, top, frame.tick_count(bottom - room.top));
    let high = ticks.last().copied().unwrap_or(top).max(f64::MIN_POSITIVE);
    // Half the height of a figure, so that the uppermost one does not touch the subtitle.
    let y = Scale { low: 0.0, high, from: bottom, to: room.top + 5.0 * frame.unit };
    let names: Vec<String> = ticks.iter().map(|tick| tick_name(unit, *tick)).collect();
    let left = frame.value_axis(&ticks, &names, &y, room.right);
    let pad = 10.0 * frame.unit;
    // More space to the right: the last ring is larger than the ends of lines.
    let x = Scale { low: from, high: to, from: left + pad, to: room.right - 2.0 * pad };
    let label = frame.width("2000", &frame.axis_style());
    let years = year_ticks(from, to, (x.to - x.from) / (to - from), label);
    let places: Vec<(f64, String)> = years.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
    frame.bottom_axis(&places, bottom);
    (Scale { from: x.from, ..x }, y)
}

/// Draws the milestones without a date, as dotted lines across the plot at the height of their amounts.
fn draw_undated(frame: &mut Frame, placer: &mut Placer, content: &Content<'_>, plot: &Rect, y: &Scale) {
    let color = frame.scene.palette.pledge;
    for milestone in undated(content.assessment) {
        let height = y.at(milestone.amount().value());
        let line = [Point::new(plot.left - 10.0 * frame.unit, height), Point::new(plot.right, height)];
        let dashes = [2.0 * frame.unit, 3.0 * frame.unit];
        frame.scene.dashed(&line, 1.2 * frame.unit, color, dashes);
        placer.avoid_line(&line);
    }
}

/// The milestones without a date, of those that are named. A line across the plot without a name would not be
/// understood.
fn undated(assessment: &Assessment) -> impl Iterator<Item = &Milestone> {
    let milestones = assessment.scenario.milestones();
    let shown = milestones.len().saturating_sub(MOST_LABELS);
    milestones[shown..].iter().filter(|milestone| milestone.by().is_none())
}

/// Draws the lines of constant growth, each with its growth a year and its period of arrival above its end.
///
/// All lines end at the height of the last milestone, so that their labels stand in a row. A line whose label would
/// touch the one to its right is left out.
///
/// A label stands right above its end or nowhere, since every other place belongs to a neighbour.
fn draw_growth_lines(frame: &mut Frame, placer: &mut Placer, content: &Content<'_>, at: impl Fn(Datum) -> Point) {
    let color = frame.scene.palette.route;
    let style = frame.label_style(color);
    let mut last_label = f64::INFINITY;
    // The slowest line first: it reaches furthest right, and the labels follow one another to the left.
    let mut lines: Vec<&GrowthLine> = content.growth_lines.iter().collect();
    lines.sort_by(|a, b| b.arrival.partial_cmp(&a.arrival).unwrap_or(std::cmp::Ordering::Equal));
    for line in lines {
        let (rate, arrival) = (percent(line.rate), line.arrival.to_string());
        let width = frame.width(&rate, &style).max(frame.width(&arrival, &style));
        let points: Vec<Point> = line.points.iter().copied().map(&at).collect();
        let Some(end) = points.last().copied() else { continue };
        // A quarter of a label's width stays free between two labels.
        if end.x > last_label - width * 1.25 {
            continue;
        }
        last_label = end.x;
        placer.avoid_line(&points);
        frame.scene.line(points, 1.6 * frame.unit, color);
        frame.scene.dot(end, 3.0 * frame.unit, color);
        frame.label(placer, &Spot::near(end, &[Side::Above]), &[&rate, &arrival], &style);
    }
}

/// Draws the projection, dashed, and a dot at the baseline. `at` turns a year and an amount into pixels.
///
/// The dot is drawn over the line and over the history, because the pledge begins there.
fn draw_path(frame: &mut Frame, placer: &mut Placer, content: &Content<'_>, at: impl Fn(Datum) -> Point) {
    let color = frame.scene.palette.route;
    let points: Vec<Point> = content.path.iter().copied().map(&at).collect();
    placer.avoid_line(&points);
    frame.scene.dashed(&points, 2.2 * frame.unit, color, [7.0 * frame.unit, 4.0 * frame.unit]);
    let baseline = content.assessment.scenario.baseline();
    let start = at((baseline.period().start_in_years(), baseline.amount().value()));
    frame.scene.dot(start, 4.0 * frame.unit, color);
    placer.avoid(around(start, 4.0 * frame.unit));
}

/// A square around a point, `radius` pixels to each side, which no label may touch.
fn around(center: Point, radius: f64) -> Rect {
    Rect { left: center.x, top: center.y, right: center.x, bottom: center.y }.grown(radius)
}

/// Draws the dated milestones as rings, also those that are too many to be named.
///
/// Each ring is made known to `placer` as a named point, so that no label stands nearer to a foreign ring than to its
/// own.
fn draw_milestones(frame: &mut Frame, placer: &mut Placer, content: &Content<'_>, at: impl Fn(Datum) -> Point) {
    let color = frame.scene.palette.pledge;
    let milestones = content.assessment.scenario.milestones();
    let dated: Vec<Point> = milestones
        .iter()
        .filter_map(|milestone| Some(at((milestone.by()?.start_in_years(), milestone.amount().value()))))
        .collect();
    // Of very many milestones, full-sized rings would cover one another.
    let radius = if dated.len() > 60 { 1.5 } else { 5.5 } * frame.unit;
    for place in dated {
        frame.scene.ring(place, radius, radius * 0.4, color);
        placer.avoid(around(place, radius));
        placer.name_point(place);
    }
}

/// Sets the labels in the order of their weight, since the first ones get the best places.
///
/// Milestones come first, the last ones before the others, since the last one is what the pledge leads to. Then come
/// the baseline, the last observed figure, and the growth of the path. A label that finds no free place is left out.
///
/// | what is labelled | its words |
/// |---|---|
/// | a milestone with a date | `$10B by 2030` |
/// | a milestone without one | `$5B, no date` |
/// | the baseline | `$3B in 2021, as pledged` |
/// | the last observed figure | `$4.97B in 2025` |
fn draw_labels(
    frame: &mut Frame,
    placer: &mut Placer,
    content: &Content<'_>,
    plot: &Rect,
    at: impl Fn(Datum) -> Point,
) {
    let assessment = content.assessment;
    let palette = frame.scene.palette;
    let pledge = frame.label_style(palette.pledge).semibold();
    let milestones = assessment.scenario.milestones();
    for milestone in milestones.iter().rev().take(MOST_LABELS) {
        let amount = with_unit(assessment.unit(), milestone.amount());
        match milestone.by() {
            Some(by) => {
                let place = at((by.start_in_years(), milestone.amount().value()));
                frame.label(
                    placer,
                    &Spot::new(place, &Side::ALL),
                    &[&format!("{amount} by {}", assessment.scenario.named(by))],
                    &pledge,
                );
            }
            None => {
                let height = at((content.from, milestone.amount().value())).y;
                let (left, right) = (Point::new(plot.left - 8.0 * frame.unit, height), Point::new(plot.right, height));
                let text = format!("{amount}, no date");
                let spots = [
                    Spot::near(left, &[Side::AboveRight, Side::BelowRight]),
                    Spot::near(right, &[Side::AboveLeft, Side::BelowLeft]),
                ];
                // The first of the two ends that has room; a label without room is left out.
                let _ = spots.iter().any(|spot| frame.label(placer, spot, &[&text], &pledge));
            }
        }
    }
    let baseline = assessment.scenario.baseline();
    let start = at((baseline.period().start_in_years(), baseline.amount().value()));
    let start_named = assessment.scenario.named(baseline.period());
    let text = format!("{} in {start_named}, as pledged", with_unit(assessment.unit(), baseline.amount()));
    let route = frame.label_style(palette.route);
    let sides =
        [Side::BelowRight, Side::Below, Side::AboveLeft, Side::BelowLeft, Side::Right, Side::AboveRight, Side::Above];
    frame.label(placer, &Spot::new(start, &sides), &[&text], &route);
    if let Some((period, observation)) = assessment.series().and_then(|series| series.observed().next_back()) {
        let place = at((period.start_in_years(), observation.amount.value()));
        let text = format!("{} in {period}", with_unit(assessment.unit(), observation.amount));
        let ink = frame.label_style(palette.ink).semibold();
        let sides =
            [Side::Below, Side::BelowRight, Side::Right, Side::Above, Side::AboveLeft, Side::BelowLeft, Side::Left];
        frame.label(placer, &Spot::new(place, &sides), &[&text], &ink);
    }
    label_path(frame, placer, content, at);
}

/// Names the growth a year of the dashed line, where it is the same throughout: for a stated rate and for a single
/// dated leg.
///
/// The label stands two thirds of the way along, where the line has left the baseline's label behind.
fn label_path(frame: &mut Frame, placer: &mut Placer, content: &Content<'_>, at: impl Fn(Datum) -> Point) {
    let scenario = &content.assessment.scenario;
    let rate = match scenario.basis() {
        Some(Basis::Rate(rate)) => Some(rate),
        Some(Basis::Legs) if scenario.route().dated().count() == 1 => content.assessment.least_constant_rate,
        _ => None,
    };
    let (Some(rate), Some(middle)) = (rate, content.path.get(content.path.len() * 2 / 3)) else { return };
    let style = frame.label_style(frame.scene.palette.route);
    let text = format!("{} a year", percent(rate));
    let sides = [Side::AboveLeft, Side::BelowRight, Side::Right, Side::Left];
    frame.label(placer, &Spot::new(at(*middle), &sides), &[&text], &style);
}

/// The chart in words: the baseline, the first milestones, the growth that the pledge takes, and the last observed
/// figure.
///
/// Where the pledge takes no particular growth, because its last milestone has no date, the arrivals at the growth
/// rates of the arrival table follow.
///
/// ```text
/// A line chart of the turnover of Kazakhstan and Uzbekistan.
/// The pledge starts from $3B in 2021, to $5B by 2026. That takes 10.8% a year.
/// ```
fn description(assessment: &Assessment) -> String {
    let baseline = assessment.scenario.baseline();
    let mut text = format!(
        "A line chart of the {}. The pledge starts from {} in {}",
        assessment.scenario.traded(),
        with_unit(assessment.unit(), baseline.amount()),
        baseline.period()
    );
    for milestone in assessment.scenario.milestones().iter().take(MOST_LABELS) {
        let by = milestone.by().map_or(" with no date".to_owned(), |by| format!(" by {by}"));
        text += &format!(", to {}{by}", with_unit(assessment.unit(), milestone.amount()));
    }
    text.push('.');
    if let Some(rate) = assessment.overall_required_rate {
        text += &format!(" That takes {rate} a year.");
    }
    if let Some((period, last)) = assessment.series().and_then(|series| series.observed().next_back()) {
        text += &format!(" The last figure is {} in {period}.", with_unit(assessment.unit(), last.amount));
    }
    let arrivals = assessment.arrivals.iter().filter(|_| assessment.overall_required_rate.is_none());
    for arrival in arrivals.take(MOST_ARRIVALS) {
        if let Some(period) = arrival.period {
            text += &format!(
                " At {} a year {} is reached in {period}.",
                percent(arrival.rate),
                with_unit(assessment.unit(), arrival.amount)
            );
        }
    }
    text
}
