//! The chart `route`: the route with its milestones over the history. Where the pledge has no dates, it shows the
//! arrivals at several growths instead.

use crate::{
    assessment::Assessment,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{
            Datum, Frame, Observed, Placer, Point, Rect, Scale, Side, Spot, Words, between, round_ticks, source_line,
            tick_name, widened, year_ticks,
        },
    },
    error::Result,
    growth::{Arrival, Milestone},
    period::Period,
    rate::GrowthRate,
    scenario::Basis,
    series::Series,
    wording::{currency_name, money, percent},
};

/// The most years of history that are shown before the baseline.
const LONGEST_HISTORY_YEARS: f64 = 30.0;

/// A growth line that arrives later than this many years after the baseline is left out.
const LONGEST_ARRIVAL_YEARS: f64 = 20.0;

/// The most milestones that are named. Of more, the last ones are named.
const MOST_LABELS: usize = 12;

/// The most arrivals that the description names.
const MOST_ARRIVALS: usize = 20;

/// A line of constant growth from the baseline to the last milestone.
struct GrowthLine {
    rate: GrowthRate,
    arrival: Period,
    /// The points of the line, by year and amount.
    points: Vec<Datum>,
}

/// Everything that is drawn, in years and units of currency, and the range of both axes.
struct Content<'a> {
    assessment: &'a Assessment,
    history: Observed,
    /// The projection; empty where the scenario gives neither a date nor a growth.
    path: Vec<Datum>,
    /// Lines of constant growth, only where there is no projection.
    growth_lines: Vec<GrowthLine>,
    from: f64,
    to: f64,
    top: f64,
}

/// Draws the pledge's route over the observed turnover. What is drawn later lies over what is drawn before; labels come
/// last, when the placer knows everything that they must not touch.
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let content = Content::new(assessment);
    let series: Vec<&Series> = assessment.turnover().into_iter().collect();
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: subtitle(assessment, &content),
        source: source_line(assessment, &series),
    };
    let mut frame = Frame::new(canvas, words)?;
    let (x, y) = axes(&mut frame, &content);
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
    fn new(assessment: &'a Assessment) -> Self {
        let baseline = assessment.scenario.baseline();
        let start = baseline.period().start_in_years();
        let since = start - LONGEST_HISTORY_YEARS;
        let history = assessment.turnover().map_or(Observed::default(), |series| Observed::since(series, since));
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
        // Room over the last point for its label.
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

/// One line of constant growth; none where it arrives too late or not after the baseline.
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

/// What is shown, the growth it takes, and what the dashed line means.
fn subtitle(assessment: &Assessment, content: &Content<'_>) -> String {
    let what = format!("Turnover of {} in {}", between(assessment), currency_name(assessment.currency()));
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
fn axes(frame: &mut Frame, content: &Content<'_>) -> (Scale, Scale) {
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter();
    let ticks = round_ticks(0.0, content.top, frame.tick_count(bottom - room.top));
    let high = ticks.last().copied().unwrap_or(content.top).max(f64::MIN_POSITIVE);
    // Half the height of a figure, so that the uppermost one does not touch the subtitle.
    let y = Scale { low: 0.0, high, from: bottom, to: room.top + 5.0 * frame.unit };
    let names: Vec<String> = ticks.iter().map(|tick| tick_name(content.assessment.currency(), *tick)).collect();
    let left = frame.value_axis(&ticks, &names, &y, room.right);
    let pad = 10.0 * frame.unit;
    let x = Scale { low: content.from, high: content.to, from: left + pad, to: room.right - 2.0 * pad };
    let label = frame.width("2000", &frame.axis_style());
    let years = year_ticks(content.from, content.to, (x.to - x.from) / (content.to - content.from), label);
    let places: Vec<(f64, String)> = years.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
    frame.bottom_axis(&places, bottom);
    (Scale { from: x.from, ..x }, y)
}

/// Draws the milestones without a date, as dotted lines across the plot.
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

/// The milestones without a date, of those that are named.
fn undated(assessment: &Assessment) -> impl Iterator<Item = &Milestone> {
    let milestones = assessment.scenario.milestones();
    let shown = milestones.len().saturating_sub(MOST_LABELS);
    milestones[shown..].iter().filter(|milestone| milestone.by().is_none())
}

/// Draws the lines of constant growth with growth and arrival at their ends; a line whose label would touch the one
/// before is left out.
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

/// Draws the projection, dashed, and a dot at the baseline.
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

/// A square around a point.
fn around(center: Point, radius: f64) -> Rect {
    Rect { left: center.x, top: center.y, right: center.x, bottom: center.y }.grown(radius)
}

/// Draws the dated milestones as rings.
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

/// Sets the labels in the order of their weight: milestones, the last ones first; the baseline; the last figure; the
/// growth of the path.
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
        let amount = money(assessment.currency(), milestone.amount());
        match milestone.by() {
            Some(by) => {
                let place = at((by.start_in_years(), milestone.amount().value()));
                frame.label(placer, &Spot::new(place, &Side::ALL), &[&format!("{amount} by {by}")], &pledge);
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
    let text = format!("{} in {}, as pledged", money(assessment.currency(), baseline.amount()), baseline.period());
    let route = frame.label_style(palette.route);
    let sides =
        [Side::BelowRight, Side::Below, Side::AboveLeft, Side::BelowLeft, Side::Right, Side::AboveRight, Side::Above];
    frame.label(placer, &Spot::new(start, &sides), &[&text], &route);
    if let Some((period, observation)) = assessment.turnover().and_then(|series| series.observed().next_back()) {
        let place = at((period.start_in_years(), observation.amount.value()));
        let text = format!("{} in {period}", money(assessment.currency(), observation.amount));
        let ink = frame.label_style(palette.ink).semibold();
        let sides =
            [Side::Below, Side::BelowRight, Side::Right, Side::Above, Side::AboveLeft, Side::BelowLeft, Side::Left];
        frame.label(placer, &Spot::new(place, &sides), &[&text], &ink);
    }
    label_path(frame, placer, content, at);
}

/// Names the growth of the path, where it is the same throughout.
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

fn description(assessment: &Assessment) -> String {
    let baseline = assessment.scenario.baseline();
    let mut text = format!(
        "A line chart of the turnover of {}. The pledge starts from {} in {}",
        between(assessment),
        money(assessment.currency(), baseline.amount()),
        baseline.period()
    );
    for milestone in assessment.scenario.milestones().iter().take(MOST_LABELS) {
        let by = milestone.by().map_or(" with no date".to_owned(), |by| format!(" by {by}"));
        text += &format!(", to {}{by}", money(assessment.currency(), milestone.amount()));
    }
    text.push('.');
    if let Some(rate) = assessment.overall_required_rate {
        text += &format!(" That takes {rate} a year.");
    }
    if let Some((period, last)) = assessment.turnover().and_then(|series| series.observed().next_back()) {
        text += &format!(" The last figure is {} in {period}.", money(assessment.currency(), last.amount));
    }
    let arrivals = assessment.arrivals.iter().filter(|_| assessment.overall_required_rate.is_none());
    for arrival in arrivals.take(MOST_ARRIVALS) {
        if let Some(period) = arrival.period {
            text += &format!(
                " At {} a year {} is reached in {period}.",
                percent(arrival.rate),
                money(assessment.currency(), arrival.amount)
            );
        }
    }
    text
}
