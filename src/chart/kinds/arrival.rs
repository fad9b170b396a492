//! The chart `arrival`: when the turnover reaches each milestone, by its growth a year.
//!
//! The picture answers the question "if the turnover grows at this constant rate from the baseline, which period is the
//! first to reach the milestone?"
//!
//! - The horizontal axis has the growth a year, in percent; the vertical axis has the calendar year of arrival.
//! - Each curve is one milestone. It is a staircase, because only whole periods can reach a milestone. Its amount
//!   stands to the right of its end.
//! - A dot with a period is an arrival of the assessment's table, at one of the growth rates that the options name.
//! - A ring is the growth rate that meets a dated milestone exactly on its date.
//! - A dashed upright line is the growth that history shows between two periods. A star beside the periods means that
//!   the two amounts come from different sources.
//!
//! Arrivals later than 30 years after the baseline are left out, and so is a milestone that no growth rate on the axis
//! reaches by then. Of more than three milestones, the first, a middle one and the last have a curve. A label that
//! finds no free place is left out; its mark stays.

use crate::{
    amount::Amount,
    assessment::{Assessment, GrowthShown},
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{
            Anchor, Frame, Placer, Point, Rect, Scale, Side, Spot, Words, percent_name, round_ticks, source_line,
            source_mark,
        },
    },
    error::{Error, Result},
    growth::Milestone,
    period::Period,
    rate::GrowthRate,
    series::Series,
    unit::Unit,
    wording::{percent, with_unit},
};

/// The latest arrival that is drawn, in years after the baseline.
///
/// A curve rises without limit where the growth falls towards zero. Without an end, its last steps would press all
/// other arrivals flat.
const LONGEST_YEARS: f64 = 30.0;

/// The largest number of milestones that have a curve. Of more, the first, a middle one and the last one have one: all
/// curves have the same colour, and readers tell them apart by the amounts at their ends.
const MOST_CURVES: usize = 3;

/// From the end of a curve to the edge of the plot, and to the amount that names the curve, in units of the canvas.
const TO_EDGE: f64 = 4.0;
const TO_NAME: f64 = 8.0;

/// One curve: when a milestone is reached, as a function of the growth rate.
struct Curve {
    /// The milestone's amount. It names the curve.
    amount: Amount,
    /// The milestone's date; none where the pledge gives none. It places the ring on the curve.
    due: Option<Period>,
    /// The corners of the staircase: growth in percent a year, and the start of the first period that reaches the
    /// milestone, as a year. The slowest growth comes first.
    points: Vec<(f64, f64)>,
}

/// Draws a curve for each milestone, the growth that history shows as upright lines, and the milestones' dates as
/// rings.
///
/// Labels go to the first place that is free, so the order of the calls decides which label wins: the names of the
/// curves first, then history, then the dates, then the arrivals of the table. The rings are drawn after the dots, so
/// that a dot at the same place does not hide one.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where no growth rate on the axis reaches any milestone within 30
/// years.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     AssessmentOptions, ErrorKind, Scenario, assess,
///     chart::{Canvas, ChartKind, draw},
/// };
///
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021", "$3B")
///     .milestone_by("5B", "2026")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new().rates(["7%"]))?;
/// let canvas = Canvas::new(800, 450)?;
/// let chart = draw(ChartKind::Arrival, &assessment, canvas)?;
/// // 3 billion at 7 % a year are 4.8 billion after seven years and 5.2 after eight.
/// assert!(chart.description().ends_with("$5B at 7.0% a year: in 2029."));
///
/// // A thousand times the amount takes more than 30 years at up to 20 % a year.
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021", "$3B")
///     .milestone("3T")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// let error = draw(ChartKind::Arrival, &assessment, canvas).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let curves = curves(assessment);
    if curves.is_empty() {
        let hint = format!(
            "no growth of the chart's axis reaches a milestone after the baseline within {LONGEST_YEARS} years"
        );
        return Err(Error::missing("arrival to draw", hint));
    }
    let series: Vec<&Series> = assessment.series().into_iter().collect();
    let baseline = assessment.scenario.baseline();
    let start = baseline.period().start_in_years();
    // Exports are many, a turnover is one.
    let arrives = if assessment.scenario.flow().is_some() { "arrive, by their" } else { "arrives, by its" };
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: format!(
            "The first {} in which the {} {arrives} growth a year from {} in {}",
            baseline.period().frequency().noun(),
            assessment.scenario.traded(),
            with_unit(assessment.unit(), baseline.amount()),
            baseline.period()
        ) + &of_more(assessment)
            + mark_meaning(assessment),
        source: source_line(assessment, &series),
    };
    let mut frame = Frame::new(canvas, words)?;
    let (x, y) = axes(&mut frame, &curves, start, assessment.unit());
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

/// The meaning of the star beside some growth rates, for the subtitle; empty where no rate has one.
///
/// A rate has a star where its two amounts come from different sources, so that part of it may be the change of source.
fn mark_meaning(assessment: &Assessment) -> &'static str {
    let marked = assessment.growth_shown.iter().any(|shown| !shown.one_source);
    if marked { " (* from one source to another)" } else { "" }
}

/// The remark in the subtitle that only three of the milestones are drawn; empty where all of them are.
///
/// ```text
/// ; the first, middle and last of 12 milestones
/// ```
fn of_more(assessment: &Assessment) -> String {
    let milestones = assessment.scenario.milestones().len();
    let all = milestones <= MOST_CURVES;
    if all { String::new() } else { format!("; the first, middle and last of {milestones} milestones") }
}

/// The range of the horizontal axis: the lowest and the highest growth a year, in percent.
///
/// The range always holds 2 to 20 %, and is widened to hold every growth rate that the assessment names: those of the
/// arrival table, the rate that the whole pledge requires, and the least constant rate. It is cut at 0.5 and 100 % a
/// year.
///
/// A pledge whose last milestone lies below the baseline asks for a fall. Its range holds −20 to −2 % instead, and is
/// cut at −60 %. Rates in the other direction never arrive, and are not counted.
///
/// | the pledge | the range, in percent | its widest |
/// |---|---|---|
/// | rises | 2 to 20, and the named rates above zero | 0.5 to 100 |
/// | falls | −20 to −2, and the named rates below zero | from −60 |
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

/// The curves of the milestones that are drawn, in the order of the pledge.
///
/// A milestone is left out where fewer than two points of its curve lie on the axes: no growth rate of the axis reaches
/// it within `LONGEST_YEARS`.
///
/// Of `n` milestones with `n` above `MOST_CURVES`, the middle one is number `n / 2`, counted from zero and rounded
/// down.
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

/// The corners of one milestone's curve, for growth rates from `low` to `high` percent a year.
///
/// The rate is increased in small steps, and the route says for each which period is the first to reach `amount`. The
/// result is a staircase: level while the period stays the same, upright where the next rate arrives in another period.
/// Rates that never arrive, or arrive after `LONGEST_YEARS`, have no point.
///
/// Such a curve is finer than the arrival table, which has only some growth rates, and needs no formula of its own: it
/// asks the route, as the table does, so that the two cannot disagree.
fn steps(assessment: &Assessment, amount: Amount, (low, high): (f64, f64)) -> Vec<(f64, f64)> {
    // The number of growth rates that are tried: more than most canvases have pixels across, so that every upright
    // piece stands where the period changes, to the pixel.
    const PIECES: u32 = 1200;
    let route = assessment.scenario.route();
    let latest = route.baseline().period().start_in_years() + LONGEST_YEARS;
    let mut points: Vec<(f64, f64)> = Vec::new();
    for piece in 0..=PIECES {
        let percent = low + (high - low) * f64::from(piece) / f64::from(PIECES);
        let period = GrowthRate::from_percent(percent).ok().and_then(|rate| route.arrival(amount, rate).period);
        let Some(year) = period.map(Period::start_in_years).filter(|year| *year <= latest) else { continue };
        // The extra corner makes the step upright. Without it, the line between two periods would slope.
        if let Some((_, before)) = points.last().filter(|(_, before)| *before != year) {
            points.push((percent, *before));
        }
        points.push((percent, year));
    }
    // A point between two others on the same level changes nothing in the picture, and would be one more for each of
    // the 1,200 rates.
    let inner = |at: usize| {
        at > 0 && at + 1 < points.len() && points[at - 1].1 == points[at].1 && points[at + 1].1 == points[at].1
    };
    (0..points.len()).filter(|at| !inner(*at)).map(|at| points[at]).collect()
}

/// Draws the axes, and returns the scale of growth in percent and the scale of years, in this order.
///
/// `start` is the baseline's period as a year. The vertical axis begins there and ends at the latest arrival or date.
/// The horizontal axis goes from the slowest to the fastest growth that any curve has, which may be less than the range
/// that was searched. To the right of the plot, room is left for the amounts that name the curves.
fn axes(frame: &mut Frame, curves: &[Curve], start: f64, unit: Unit) -> (Scale, Scale) {
    let room = frame.room;
    // Under the figures of the horizontal axis there is one more line of text, for the name of the axis.
    let bottom = room.bottom - frame.bottom_gutter() - frame.axis_style().size * 1.4;
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let latest = points()
        .map(|point| point.1)
        .chain(curves.iter().filter_map(|curve| curve.due.map(Period::start_in_years)))
        // At least one year of height, so that the scale has a length.
        .fold(start + 1.0, f64::max);
    let ticks = round_ticks(start.floor(), latest, frame.tick_count(bottom - room.top));
    // A tick names a year, so that half years have none.
    let ticks: Vec<f64> = ticks.into_iter().filter(|tick| tick.fract() == 0.0).collect();
    let low = ticks.first().copied().unwrap_or(start).min(start.floor());
    let high = ticks.last().copied().unwrap_or(latest).max(latest);
    let y = Scale { low, high, from: bottom, to: room.top + 5.0 * frame.unit };
    let names: Vec<String> = ticks.iter().map(|tick| format!("{tick:.0}")).collect();
    let style = frame.label_style(frame.scene.palette.ink).semibold();
    let widths = curves.iter().map(|curve| frame.width(&with_unit(unit, curve.amount), &style));
    let right = room.right - widths.fold(0.0, f64::max) - (TO_NAME - TO_EDGE) * frame.unit;
    let left = frame.value_axis(&ticks, &names, &y, right);
    let (least, most) = points()
        .map(|point| point.0)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    // At least one percentage point of width, so that a curve of a single growth rate has a scale.
    let x = Scale {
        low: least.min(most - 1.0),
        high: most,
        from: left + 6.0 * frame.unit,
        to: right - TO_EDGE * frame.unit,
    };
    let places: Vec<(f64, String)> = round_ticks(x.low, x.high, 6.0)
        .into_iter()
        // Round ticks reach beyond the scale on either side. The tolerance keeps one that lies on the end of the scale
        // but for rounding.
        .filter(|tick| *tick >= x.low - 1e-9 && *tick <= x.high + 1e-9)
        .map(|tick| (x.at(tick), percent_name(tick)))
        .collect();
    frame.bottom_axis(&places, bottom);
    let style = frame.axis_style();
    let name = Point::new((x.from + x.to) / 2.0, room.bottom);
    frame.text("growth a year", name, &style);
    (x, y)
}

/// Draws the growth that history shows as upright dashed lines, each with its periods and its growth a year.
///
/// Only growth rates between the ends of the horizontal axis can be drawn. Of these, the three with the longest windows
/// are, since a long window says more than a short one. The labels hang near the top of the plot, to the right of their
/// line or else to the left; one without room on either side is left out.
fn draw_history(frame: &mut Frame, placer: &mut Placer, assessment: &Assessment, x: &Scale, plot: &Rect) {
    let shown =
        assessment.growth_shown.iter().filter(|shown| shown.rate.percent() > x.low && shown.rate.percent() < x.high);
    let mut windows: Vec<&GrowthShown> = shown.collect();
    windows.sort_by(|a, b| b.years.total_cmp(&a.years));
    windows.truncate(3);
    let color = frame.scene.palette.muted;
    let style = frame.label_style(color);
    let place = |shown: &GrowthShown| x.at(shown.rate.percent());
    // All lines first: a label keeps clear of those that are there.
    for shown in &windows {
        let line = [Point::new(place(shown), plot.top), Point::new(place(shown), plot.bottom)];
        frame.scene.dashed(&line, 1.2 * frame.unit, color, [2.0 * frame.unit, 3.0 * frame.unit]);
        placer.avoid_line(&line);
    }
    for shown in windows {
        let (span, rate) =
            (format!("{}–{}{}", shown.from, shown.to, source_mark(shown)), format!("grew {}", percent(shown.rate)));
        // Two lines of text, centred here, clear the top of the plot.
        let top = Point::new(place(shown), plot.top + 28.0 * frame.unit);
        frame.label(placer, &Spot::new(top, &[Side::Right, Side::Left]), &[&span, &rate], &style);
    }
}

/// Writes each milestone's amount to the right of the end of its curve.
///
/// `at` turns a point of a curve into pixels, and `y` is the scale of years. The names are set from the lowest one
/// upwards. A name that would touch the one below it moves up, so that the names keep the order of the curves.
///
/// The rectangles of the names are given to `placer`, so that later labels keep clear of them.
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
        .filter_map(|curve| Some((at(*curve.points.last()?), with_unit(assessment.unit(), curve.amount))))
        .collect();
    labels.sort_by(|a, b| b.0.y.total_cmp(&a.0.y));
    let mut lowest = y.from;
    for (end, text) in labels {
        let middle = end.y.min(lowest);
        lowest = middle - leading;
        let left = end.x + TO_NAME * frame.unit;
        frame.text_centered(&text, Point::new(left, middle), &style);
        let (right, half) = (left + frame.width(&text, &style), style.size / 2.0);
        placer.avoid(Rect { left, top: middle - half, right, bottom: middle + half });
    }
}

/// Labels the growth rate at which each dated milestone is met exactly on its date, and returns the places of the
/// rings.
///
/// That rate is the constant growth from the baseline to the milestone's amount in the years to its date. Where it lies
/// outside the horizontal axis, there is neither a ring nor a label. `x` is the scale of growth and `y` that of years.
/// The caller draws the rings last, over everything else.
///
/// ```text
/// rate = (milestone / baseline)^(1 / years) - 1
/// ```
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
        let text = format!("{} by {due} takes {}", with_unit(assessment.unit(), curve.amount), percent(rate));
        let sides = [Side::AboveRight, Side::Above, Side::AboveLeft, Side::BelowLeft, Side::Left];
        frame.label(placer, &Spot::new(place, &sides), &[&text], &style);
    }
    places
}

/// Draws a dot for every arrival of the assessment's table that lies on a curve, with the period of arrival beside it.
///
/// Arrivals at milestones without a curve, and those outside the axes, are left out. A period is set close to its dot
/// or not at all: further off, it would seem to name another dot.
///
/// A dot lies on its curve because both come from the same rule: the first period whose amount reaches the milestone.
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

/// The chart in words: every milestone at every growth rate of the arrival table, with its period of arrival or
/// "never".
///
/// The text ends after 60 arrivals, so that it stays short enough to listen to.
///
/// ```text
/// A line chart of the year of arrival by growth a year, for the turnover of Kazakhstan and Uzbekistan.
/// $5B at 7.0% a year: in 2029.
/// ```
fn description(assessment: &Assessment) -> String {
    let mut text =
        format!("A line chart of the year of arrival by growth a year, for the {}.", assessment.scenario.traded());
    for arrival in assessment.arrivals.iter().take(60) {
        let when = arrival.period.map_or("never".to_owned(), |period| format!("in {period}"));
        text += &format!(" {} at {} a year: {when}.", with_unit(assessment.unit(), arrival.amount), arrival.rate);
    }
    text
}
