//! The arrival at each milestone, by the growth it is approached with.

use super::{
    Canvas, Chart,
    axis::{Scale, round_ticks},
    frame::{Frame, Words},
    label::{Placer, Rect, Side},
    scene::{Anchor, Point},
    words::{between, money, percent_name, source_line},
};
use crate::{
    amount::Amount,
    assessment::{Assessment, GrowthShown},
    error::{Error, Result},
    growth::years,
    rate::GrowthRate,
    series::Series,
};

/// Arrivals later than this many years after the baseline are not drawn.
const LONGEST_YEARS: f64 = 30.0;

/// How many milestones have a curve; of more, the last ones.
const MOST_CURVES: usize = 6;

/// One milestone's arrival by growth.
struct Curve {
    amount: Amount,
    due: Option<f64>,
    /// Growth in percent, and the year of arrival.
    points: Vec<(f64, f64)>,
}

pub(super) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let curves = curves(assessment);
    if curves.is_empty() {
        let hint = "no milestone lies apart from the baseline, so that growth has nothing to reach";
        return Err(Error::missing("an arrival", hint));
    }
    let series: Vec<&Series> = assessment.turnover().into_iter().collect();
    let baseline = assessment.scenario.baseline();
    let start = baseline.period().start_in_years();
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: format!(
            "When the turnover of {} arrives, by its growth a year from {} in {}",
            between(assessment),
            money(assessment, baseline.amount()),
            baseline.period()
        ),
        source: source_line(assessment, &series),
    };
    let mut frame = Frame::new(canvas, words)?;
    let (x, y) = axes(&mut frame, &curves, start);
    let at = |(percent, year): (f64, f64)| Point::new(x.at(percent), y.at(year));
    let plot = Rect { left: x.from, top: frame.room.top, right: frame.room.right, bottom: y.from };
    let mut placer = Placer::new(plot);
    draw_history(&mut frame, &mut placer, assessment, &x, &plot);
    for curve in &curves {
        let points: Vec<Point> = curve.points.iter().copied().map(at).collect();
        placer.avoid_line(&points);
        frame.scene.line(points, 2.2 * frame.unit, frame.scene.palette.route);
    }
    name_curves(&mut frame, &mut placer, &curves, assessment, &y, at);
    draw_due(&mut frame, &mut placer, &curves, assessment, start, at);
    draw_arrivals(&mut frame, &mut placer, assessment, &curves, (&x, &y));
    Ok(Chart::new(frame, description(assessment)))
}

/// The growths of the horizontal axis, in percent: up for milestones above the baseline, down for those under it.
fn growths(assessment: &Assessment) -> (f64, f64) {
    let baseline = assessment.scenario.baseline().amount();
    let falls = assessment.scenario.milestones().last().is_some_and(|last| last.amount() < baseline);
    let sign = if falls { -1.0 } else { 1.0 };
    let named = assessment.arrivals.iter().map(|arrival| arrival.rate).chain(assessment.overall_required_rate);
    let sizes = named.map(|rate| rate.percent() * sign).filter(|size| *size > 0.0);
    let (least, most) = sizes.fold((2.0_f64, 20.0_f64), |(least, most), size| (least.min(size), most.max(size)));
    let most = if falls { most.min(60.0) } else { most.min(100.0) };
    if falls { (-most, -least) } else { (least.max(0.5), most) }
}

fn curves(assessment: &Assessment) -> Vec<Curve> {
    const PIECES: u32 = 240;
    let baseline = assessment.scenario.baseline();
    let start = baseline.period().start_in_years();
    let (low, high) = growths(assessment);
    let milestones = assessment.scenario.milestones();
    let shown = milestones[milestones.len().saturating_sub(MOST_CURVES)..].iter();
    let curve = |milestone: &crate::growth::Milestone| {
        let point = |piece: u32| {
            let percent = low + (high - low) * f64::from(piece) / f64::from(PIECES);
            let time = years(baseline.amount(), milestone.amount(), GrowthRate::from_percent(percent).ok()?).ok()?;
            (time > 0.0 && time <= LONGEST_YEARS).then_some((percent, start + time))
        };
        let points = (0..=PIECES).filter_map(point).collect();
        Curve { amount: milestone.amount(), due: milestone.by().map(crate::Period::start_in_years), points }
    };
    shown.map(curve).filter(|curve| curve.points.len() > 1).collect()
}

fn axes(frame: &mut Frame, curves: &[Curve], start: f64) -> (Scale, Scale) {
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter() - frame.axis_style().size * 1.4;
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let latest =
        points().map(|point| point.1).chain(curves.iter().filter_map(|curve| curve.due)).fold(start + 1.0, f64::max);
    let ticks = round_ticks(start.floor(), latest, frame.tick_count(bottom - room.top));
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

/// The growth that history shows up to the baseline, longest window first, as upright lines.
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
        let (span, rate) = (format!("{}–{}", shown.from, shown.to), format!("grew {}", shown.rate));
        let top = Point::new(place, plot.top + 28.0 * frame.unit);
        frame.label(placer, top, &[&span, &rate], &style, &[Side::Right, Side::Left]);
    }
}

/// The milestones' amounts to the right of their curves, moved apart where they would touch.
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
    let mut labels: Vec<(Point, String)> =
        curves.iter().filter_map(|curve| Some((at(*curve.points.last()?), money(assessment, curve.amount)))).collect();
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

/// Where a curve meets the date that was set.
fn draw_due(
    frame: &mut Frame,
    placer: &mut Placer,
    curves: &[Curve],
    assessment: &Assessment,
    start: f64,
    at: impl Fn((f64, f64)) -> Point,
) {
    let color = frame.scene.palette.pledge;
    let style = frame.label_style(color).semibold();
    let baseline = assessment.scenario.baseline().amount();
    for curve in curves {
        let Some(due) = curve.due else { continue };
        let Ok(rate) = crate::growth::rate(baseline, curve.amount, due - start) else { continue };
        let ends = (curve.points.first().map(|point| point.0), curve.points.last().map(|point| point.0));
        let inside =
            ends.0.is_some_and(|low| rate.percent() >= low) && ends.1.is_some_and(|high| rate.percent() <= high);
        if inside {
            let place = at((rate.percent(), due));
            frame.scene.ring(place, 5.5 * frame.unit, 2.2 * frame.unit, color);
            placer.avoid(Rect { left: place.x, top: place.y, right: place.x, bottom: place.y }.grown(6.0 * frame.unit));
            let text = format!("by {due:.0} takes {rate}");
            frame.label(
                placer,
                place,
                &[&text],
                &style,
                &[Side::AboveRight, Side::Above, Side::BelowLeft, Side::Right, Side::Left],
            );
        }
    }
}

/// The first year of arrival at the assessment's growths, on the curves.
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
    let arrivals =
        assessment.arrivals.iter().filter(|arrival| curves.iter().any(|curve| curve.amount == arrival.amount));
    for arrival in arrivals {
        let (Some(years), Some(period)) = (arrival.years, arrival.period) else { continue };
        let percent = arrival.rate.percent();
        if years > LONGEST_YEARS || percent < x.low || percent > x.high {
            continue;
        }
        let place = Point::new(x.at(percent), y.at(start + years));
        frame.scene.dot(place, 3.0 * frame.unit, palette.route);
        frame.label(
            placer,
            place,
            &[&period.to_string()],
            &style,
            &[Side::AboveRight, Side::Above, Side::AboveLeft, Side::Below, Side::BelowLeft],
        );
    }
}

fn description(assessment: &Assessment) -> String {
    let mut text =
        format!("A line chart of the year of arrival by growth a year, for the turnover of {}.", between(assessment));
    for arrival in assessment.arrivals.iter().take(60) {
        let when = arrival.period.map_or("never".to_owned(), |period| format!("in {period}"));
        text += &format!(" {} at {} a year: {when}.", money(assessment, arrival.amount), arrival.rate);
    }
    text
}
