//! The chart `arrival`: the first period in which each milestone is reached, by the growth a year.

use crate::{
    amount::Amount,
    assessment::{Assessment, GrowthShown},
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{
            Anchor, Frame, Placer, Point, Rect, Scale, Side, Spot, Words, between, percent_name, round_ticks,
            source_line, source_mark,
        },
    },
    error::{Error, Result},
    growth::Milestone,
    period::Period,
    rate::GrowthRate,
    series::Series,
    wording::{money, percent},
};

/// An arrival later than this many years after the baseline is not drawn.
const LONGEST_YEARS: f64 = 30.0;

/// The most milestones that have a curve. Of more, the first, the middle and the last one have one.
const MOST_CURVES: usize = 3;

/// The arrival at one milestone, by growth.
struct Curve {
    amount: Amount,
    /// The milestone's date, where it has one.
    due: Option<Period>,
    /// The corners of the curve: growth in percent, and the first period that reaches the milestone, in years.
    points: Vec<(f64, f64)>,
}

/// Draws a curve for each milestone, with the growth that history shows as upright lines, and the dates as rings.
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let curves = curves(assessment);
    if curves.is_empty() {
        let hint = format!(
            "no growth of the chart's axis reaches a milestone after the baseline within {LONGEST_YEARS} years"
        );
        return Err(Error::missing("arrival to draw", hint));
    }
    let series: Vec<&Series> = assessment.turnover().into_iter().collect();
    let baseline = assessment.scenario.baseline();
    let start = baseline.period().start_in_years();
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: format!(
            "The first {} in which the turnover of {} arrives, by its growth a year from {} in {}",
            baseline.period().frequency().noun(),
            between(assessment),
            money(assessment.currency(), baseline.amount()),
            baseline.period()
        ) + &of_more(assessment)
            + mark_meaning(assessment),
        source: source_line(assessment, &series),
    };
    let mut frame = Frame::new(canvas, words)?;
    let (x, y) = axes(&mut frame, &curves, start);
    let at = |(percent, year): (f64, f64)| Point::new(x.at(percent), y.at(year));
    let plot = Rect { left: x.from, top: frame.room.top, right: frame.room.right, bottom: y.from };
    let mut placer = Placer::new(plot);
    for curve in &curves {
        let points: Vec<Point> = curve.points.iter().copied().map(at).collect();
        placer.avoid_line(&points);
        frame.scene.line(points, 2.2 * frame.unit, frame.scene.palette.route);
    }
    name_curves(&mut frame, &mut placer, &curves, assessment, &y, at);
    draw_history(&mut frame, &mut placer, assessment, &x, &plot);
    let due = label_due(&mut frame, &mut placer, &curves, assessment, (&x, &y));
    draw_arrivals(&mut frame, &mut placer, assessment, &curves, (&x, &y));
    for place in due {
        frame.scene.ring(place, 5.5 * frame.unit, 2.2 * frame.unit, frame.scene.palette.pledge);
    }
    Ok(Chart::new(frame, description(assessment)))
}

/// What the mark beside a growth means, where a growth has it.
fn mark_meaning(assessment: &Assessment) -> &'static str {
    let marked = assessment.growth_shown.iter().any(|shown| !shown.one_source);
    if marked { " (* from one source to another)" } else { "" }
}

/// Which milestones are shown, where these are not all.
fn of_more(assessment: &Assessment) -> String {
    let milestones = assessment.scenario.milestones().len();
    let all = milestones <= MOST_CURVES;
    if all { String::new() } else { format!("; the first, middle and last of {milestones} milestones") }
}

/// The range of the horizontal axis, in percent: positive growth for milestones above the baseline, negative for those
/// below. It holds 2 to 20 % and the growths that the assessment names, within 0.5 to 100 % for a rise and up to −60 %
/// for a fall.
fn growths(assessment: &Assessment) -> (f64, f64) {
    let baseline = assessment.scenario.baseline().amount();
    let falls = assessment.scenario.milestones().last().is_some_and(|last| last.amount() < baseline);
    let sign = if falls { -1.0 } else { 1.0 };
    let named = assessment.arrivals.iter().map(|arrival| arrival.rate);
    let named = named.chain(assessment.overall_required_rate).chain(assessment.least_constant_rate);
    let sizes = named.map(|rate| rate.percent() * sign).filter(|size| *size > 0.0);
    let (least, most) = sizes.fold((2.0_f64, 20.0_f64), |(least, most), size| (least.min(size), most.max(size)));
    let most = if falls { most.min(60.0) } else { most.min(100.0) };
    if falls { (-most, -least) } else { (least.max(0.5), most) }
}

/// The curves of the milestones shown, without those that no growth of the axis reaches in time.
fn curves(assessment: &Assessment) -> Vec<Curve> {
    let milestones = assessment.scenario.milestones();
    let shown: Vec<&Milestone> = match milestones {
        [first, .., last] if milestones.len() > MOST_CURVES => vec![first, &milestones[milestones.len() / 2], last],
        all => all.iter().collect(),
    };
    let range = growths(assessment);
    let curve = |milestone: &Milestone| Curve {
        amount: milestone.amount(),
        due: milestone.by(),
        points: steps(assessment, milestone.amount(), range),
    };
    shown.into_iter().map(curve).filter(|curve| curve.points.len() > 1).collect()
}

/// The first period of arrival by growth, as a staircase: level while the period is the same, upright where it changes.
fn steps(assessment: &Assessment, amount: Amount, (low, high): (f64, f64)) -> Vec<(f64, f64)> {
    // Finer than the pixels of most canvases.
    const PIECES: u32 = 1200;
    let route = assessment.scenario.route();
    let latest = route.baseline().period().start_in_years() + LONGEST_YEARS;
    let mut points: Vec<(f64, f64)> = Vec::new();
    for piece in 0..=PIECES {
        let percent = low + (high - low) * f64::from(piece) / f64::from(PIECES);
        let period = GrowthRate::from_percent(percent).ok().and_then(|rate| route.arrival(amount, rate).period);
        let Some(year) = period.map(Period::start_in_years).filter(|year| *year <= latest) else { continue };
        if let Some((_, before)) = points.last().filter(|(_, before)| *before != year) {
            points.push((percent, *before));
        }
        points.push((percent, year));
    }
    // A point between two others on the same level changes nothing in the picture.
    let inner = |at: usize| {
        at > 0 && at + 1 < points.len() && points[at - 1].1 == points[at].1 && points[at + 1].1 == points[at].1
    };
    (0..points.len()).filter(|at| !inner(*at)).map(|at| points[at]).collect()
}

/// Draws the axes of growth and years, and returns their scales, growth first.
fn axes(frame: &mut Frame, curves: &[Curve], start: f64) -> (Scale, Scale) {
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter() - frame.axis_style().size * 1.4;
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let latest = points()
        .map(|point| point.1)
        .chain(curves.iter().filter_map(|curve| curve.due.map(Period::start_in_years)))
        .fold(start + 1.0, f64::max);
    let ticks = round_ticks(start.floor(), latest, frame.tick_count(bottom - room.top));
    // A tick names a year, so that half years have none.
    let ticks: Vec<f64> = ticks.into_iter().filter(|tick| tick.fract() == 0.0).collect();
    let low = ticks.first().copied().unwrap_or(start).min(start.floor());
    let high = ticks.last().copied().unwrap_or(latest).max(latest);
    let y = Scale { low, high, from: bottom, to: room.top + 5.0 * frame.unit };
    let names: Vec<String> = ticks.iter().map(|tick| format!("{tick:.0}")).collect();
    let right = room.right - frame.width("$1,000B", &frame.label_style(frame.scene.palette.ink).semibold());
    let left = frame.value_axis(&ticks, &names, &y, right);
    let (least, most) = points()
        .map(|point| point.0)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let x =
        Scale { low: least.min(most - 1.0), high: most, from: left + 6.0 * frame.unit, to: right - 4.0 * frame.unit };
    let places: Vec<(f64, String)> = round_ticks(x.low, x.high, 6.0)
        .into_iter()
        .filter(|tick| *tick >= x.low - 1e-9 && *tick <= x.high + 1e-9)
        .map(|tick| (x.at(tick), percent_name(tick)))
        .collect();
    frame.bottom_axis(&places, bottom);
    let style = frame.axis_style();
    let name = Point::new((x.from + x.to) / 2.0, room.bottom);
    frame.text("growth a year", name, &style);
    (x, y)
}

/// Draws the growths that history shows as upright lines: the three longest windows whose growth lies on the axis.
fn draw_history(frame: &mut Frame, placer: &mut Placer, assessment: &Assessment, x: &Scale, plot: &Rect) {
    let shown =
        assessment.growth_shown.iter().filter(|shown| shown.rate.percent() > x.low && shown.rate.percent() < x.high);
    let mut windows: Vec<&GrowthShown> = shown.collect();
    windows.sort_by(|a, b| b.years.total_cmp(&a.years));
    windows.truncate(3);
    let color = frame.scene.palette.muted;
    let style = frame.label_style(color);
    for shown in windows {
        let place = x.at(shown.rate.percent());
        let line = [Point::new(place, plot.top), Point::new(place, plot.bottom)];
        frame.scene.dashed(&line, 1.2 * frame.unit, color, [2.0 * frame.unit, 3.0 * frame.unit]);
        placer.avoid_line(&line);
        let (span, rate) =
            (format!("{}–{}{}", shown.from, shown.to, source_mark(shown)), format!("grew {}", percent(shown.rate)));
        let top = Point::new(place, plot.top + 28.0 * frame.unit);
        frame.label(placer, &Spot::new(top, &[Side::Right, Side::Left]), &[&span, &rate], &style);
    }
}

/// Names the curves by their amounts to the right of their ends, moved apart where the names would touch.
fn name_curves(
    frame: &mut Frame,
    placer: &mut Placer,
    curves: &[Curve],
    assessment: &Assessment,
    y: &Scale,
    at: impl Fn((f64, f64)) -> Point,
) {
    let style = frame.label_style(frame.scene.palette.route).semibold();
    let leading = style.size * 1.3;
    let mut labels: Vec<(Point, String)> = curves
        .iter()
        .filter_map(|curve| Some((at(*curve.points.last()?), money(assessment.currency(), curve.amount))))
        .collect();
    labels.sort_by(|a, b| b.0.y.total_cmp(&a.0.y));
    let mut lowest = y.from;
    for (end, text) in labels {
        let middle = end.y.min(lowest);
        lowest = middle - leading;
        let left = end.x + 8.0 * frame.unit;
        frame.text_centered(&text, Point::new(left, middle), &style);
        let (right, half) = (left + frame.width(&text, &style), style.size / 2.0);
        placer.avoid(Rect { left, top: middle - half, right, bottom: middle + half });
    }
}

/// Names the growth at which each curve meets the milestone's date, and returns these places, which are drawn last.
fn label_due(
    frame: &mut Frame,
    placer: &mut Placer,
    curves: &[Curve],
    assessment: &Assessment,
    (x, y): (&Scale, &Scale),
) -> Vec<Point> {
    let style = frame.label_style(frame.scene.palette.pledge).semibold();
    let baseline = assessment.scenario.baseline();
    let mut places = Vec::new();
    for curve in curves {
        let Some(due) = curve.due else { continue };
        let years = due.start_in_years() - baseline.period().start_in_years();
        let Ok(rate) = crate::growth::rate(baseline.amount(), curve.amount, years) else { continue };
        if rate.percent() < x.low || rate.percent() > x.high {
            continue;
        }
        let place = Point::new(x.at(rate.percent()), y.at(due.start_in_years()));
        places.push(place);
        placer.avoid(Rect { left: place.x, top: place.y, right: place.x, bottom: place.y }.grown(6.0 * frame.unit));
        let text = format!("{} by {due} takes {}", money(assessment.currency(), curve.amount), percent(rate));
        let sides = [Side::AboveRight, Side::Above, Side::AboveLeft, Side::BelowLeft, Side::Left];
        frame.label(placer, &Spot::new(place, &sides), &[&text], &style);
    }
    places
}

/// Draws the arrivals at the growths of the arrival table as dots on the curves, with their periods.
fn draw_arrivals(
    frame: &mut Frame,
    placer: &mut Placer,
    assessment: &Assessment,
    curves: &[Curve],
    (x, y): (&Scale, &Scale),
) {
    let palette = frame.scene.palette;
    let style = frame.label_style(palette.ink).anchored(Anchor::Middle);
    let start = assessment.scenario.baseline().period().start_in_years();
    let named = |amount: Amount| curves.iter().any(|curve| curve.amount == amount);
    for arrival in assessment.arrivals.iter().filter(|arrival| named(arrival.amount)) {
        let Some(period) = arrival.period else { continue };
        let (percent, year) = (arrival.rate.percent(), period.start_in_years());
        if year > start + LONGEST_YEARS || percent < x.low || percent > x.high {
            continue;
        }
        let place = Point::new(x.at(percent), y.at(year));
        frame.scene.dot(place, 3.0 * frame.unit, palette.route);
        let sides = [Side::AboveRight, Side::Above, Side::AboveLeft, Side::Below, Side::BelowLeft];
        frame.label(placer, &Spot::near(place, &sides), &[&period.to_string()], &style);
    }
}

fn description(assessment: &Assessment) -> String {
    let mut text =
        format!("A line chart of the year of arrival by growth a year, for the turnover of {}.", between(assessment));
    for arrival in assessment.arrivals.iter().take(60) {
        let when = arrival.period.map_or("never".to_owned(), |period| format!("in {period}"));
        text += &format!(" {} at {} a year: {when}.", money(assessment.currency(), arrival.amount), arrival.rate);
    }
    text
}
