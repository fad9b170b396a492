//! The chart `growth`: how much growth the pledge takes, beside the growth that history shows.
//!
//! The picture answers the question "is the growth that the pledge takes more than the pair has had?"
//!
//! - Each row is one growth rate; the horizontal axis has growth a year, in percent, and may reach below zero.
//! - The upper rows, in the colour of pledges, are the constant growth rates (CAGR) that the legs take, in their order.
//!   A pledge of several legs has one more row for all of it.
//! - The lower rows, in grey, are the growth rates that the history shows between two of its periods, before the
//!   baseline and since. A star means that the two amounts come from different sources.
//!
//! A leg without a date takes no particular growth, and has a remark instead of a bar. Where the canvas is too low for
//! all legs, the first ones are shown, and a row says how many more there are.

use crate::{
    assessment::{Assessment, GrowthShown},
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Anchor, Color, Frame, Point, Scale, Words, percent_name, round_ticks, source_line, source_mark},
    },
    error::{Error, Result},
    growth::{Direction, Leg, LegEnd},
    rate::GrowthRate,
    series::Series,
    wording::with_unit,
};

/// One row: a bar, or a remark where there is no growth to draw.
struct Row {
    /// What the row is about: `Pledge: $3B to $5B, 2021–2026`, `Before: 2012–2017`.
    name: String,
    /// The growth a year; none for a leg without a date, and for the row that counts the legs left out.
    rate: Option<GrowthRate>,
    /// Whether the growth is one that the pledge requires; otherwise it is one that history shows. It decides the
    /// colour.
    required: bool,
}

/// Draws the growth rates that the pledge requires, and under them those that history shows.
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
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// let chart = draw(ChartKind::Growth, &assessment, Canvas::new(800, 450)?)?;
/// // From 3 to 5 billion in five years takes 10.8 % a year.
/// let words = "A bar chart of growth a year. Pledge: $3B to $5B, 2021–2026: 10.8%.";
/// assert_eq!(chart.description(), words);
///
/// // A leg without a date has a remark instead of a bar.
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021", "$3B")
///     .milestone("5B")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// let chart = draw(ChartKind::Growth, &assessment, Canvas::new(800, 450)?)?;
/// assert!(chart.description().contains("$3B to $5B: no date, so no required growth"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let series: Vec<&Series> = assessment.series().into_iter().collect();
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: subtitle(assessment),
        source: source_line(assessment, &series),
    };
    let mut frame = Frame::new(canvas, words)?;
    // A row needs 24 units of height for its name.
    let most = ((frame.room.height() - frame.bottom_gutter()) / (24.0 * frame.unit)) as usize;
    let (required, shown) = rows(assessment, most.max(4));
    let all: Vec<&Row> = required.iter().chain(&shown).collect();
    if all.is_empty() {
        return Err(Error::missing("growth to draw", "the pledge has no amount to reach, and no history is given"));
    }
    // Half a row keeps the two groups apart, where there are two.
    let apart = if required.is_empty() || shown.is_empty() { 0.0 } else { 0.5 };
    let rows = all.len() as f64 + apart;
    // Few rows do not spread over the whole height: very thick bars are no easier to compare.
    let height = ((frame.room.height() - frame.bottom_gutter()) / rows).min(84.0 * frame.unit);
    let x = axis(&mut frame, &all, rows * height);
    for (at, row) in all.iter().enumerate() {
        let gap = if at >= required.len() { apart } else { 0.0 };
        let middle = frame.room.top + (at as f64 + gap + 0.5) * height;
        let thickness = (height * 0.62).min(34.0 * frame.unit);
        draw_row(&mut frame, row, &x, middle, thickness);
    }
    Ok(Chart::new(frame, description(&all)))
}

/// What the bars are, and what the star beside some of them means. It names only what the chart has.
///
/// | the history | the words |
/// |---|---|
/// | shows no growth | what the pledge takes |
/// | has one source | what the pledge takes, and what history shows |
/// | has several sources | what the pledge takes, and what history shows (* from one source to another) |
fn subtitle(assessment: &Assessment) -> String {
    let shown = &assessment.growth_shown;
    let series = assessment.scenario.flow().map_or("turnover", Direction::name);
    let what = format!("Growth of the {series} a year: what the pledge takes");
    match (shown.is_empty(), shown.iter().all(|shown| shown.one_source)) {
        (true, _) => what,
        (false, true) => format!("{what}, and what history shows"),
        (false, false) => format!("{what}, and what history shows (* from one source to another)"),
    }
}

/// The required growth rates and those that history shows, `most` rows together.
///
/// At most half of the rows are history's. Of more legs than fit in the rest, the first ones are shown, and a row says
/// how many more there are. The growth of the whole pledge comes last, and only where there is more than one leg: with
/// a single leg it would be the same rate again.
///
/// The first list has the required growth rates, the row that counts the legs left out, and the growth of the whole
/// pledge. The second list has history's.
fn rows(assessment: &Assessment, most: usize) -> (Vec<Row>, Vec<Row>) {
    let shown: Vec<Row> =
        assessment.growth_shown.iter().take(most / 2).map(|shown| shown_row(assessment, shown)).collect();
    let overall = assessment.overall_required_rate.filter(|_| assessment.legs.len() > 1);
    let overall = overall.zip(assessment.legs.last()).map(|(rate, leg)| Row {
        name: format!("Pledge: {} in all", span(assessment, baseline(assessment), leg.to)),
        rate: Some(rate),
        required: true,
    });
    let room = most.saturating_sub(shown.len() + usize::from(overall.is_some()) + 1).max(1);
    let legs = &assessment.legs;
    let mut required: Vec<Row> = legs.iter().take(room).map(|leg| leg_row(assessment, leg)).collect();
    if legs.len() > room {
        let left = legs.len() - room;
        required.push(Row { name: format!("and {left} more legs"), rate: None, required: false });
    }
    required.extend(overall);
    // A growth without an end has no leg.
    let endless = assessment.scenario.stated_rate().filter(|_| legs.is_empty());
    required.extend(endless.map(|rate| Row {
        name: "Pledge: without an end".to_owned(),
        rate: Some(rate),
        required: true,
    }));
    (required, shown)
}

/// The baseline as the end of a leg, for the name of the row of the whole pledge.
fn baseline(assessment: &Assessment) -> LegEnd {
    let baseline = assessment.scenario.baseline();
    LegEnd { period: Some(baseline.period()), amount: baseline.amount() }
}

/// The amounts and periods of a leg: `$3B to $5B, 2021–2026`. Without a date at either end, the amounts alone.
fn span(assessment: &Assessment, from: LegEnd, to: LegEnd) -> String {
    let amounts =
        format!("{} to {}", with_unit(assessment.unit(), from.amount), with_unit(assessment.unit(), to.amount));
    match (from.period, to.period) {
        (Some(start), Some(end)) => format!("{amounts}, {start}–{end}"),
        _ => amounts,
    }
}

/// The row of one leg: the constant growth rate that it requires, or none where it has no date.
fn leg_row(assessment: &Assessment, leg: &Leg) -> Row {
    Row { name: format!("Pledge: {}", span(assessment, leg.from, leg.to)), rate: leg.required_rate, required: true }
}

/// The row of a growth rate that history shows.
///
/// Its name says where the window lies: `Before` up to the baseline, `Since then` from it on, and `History` where it
/// reaches across.
///
/// | the window | its name |
/// |---|---|
/// | ends at the baseline or before it | `Before: 2012–2017` |
/// | begins at the baseline or after it | `Since then: 2017–2025` |
/// | reaches across the baseline | `History: 2016–2025` |
fn shown_row(assessment: &Assessment, shown: &GrowthShown) -> Row {
    let baseline = assessment.scenario.baseline().period();
    let when = match (shown.to <= baseline, shown.from >= baseline) {
        (true, _) => "Before",
        (_, true) => "Since then",
        _ => "History",
    };
    let mark = source_mark(shown);
    Row { name: format!("{when}: {}–{}{mark}", shown.from, shown.to), rate: Some(shown.rate), required: false }
}

/// Draws vertical grid lines over the rows, with their figures under them, and returns the scale of percent.
///
/// The axis always holds zero, where all bars begin. The names stand to its left, in at most half of the width.
/// `height` is the height of all rows in pixels.
fn axis(frame: &mut Frame, rows: &[&Row], height: f64) -> Scale {
    let style = frame.label_style(frame.scene.palette.ink);
    let widest = rows.iter().map(|row| frame.width(&row.name, &style)).fold(0.0, f64::max);
    let names = widest.min(frame.room.width() * 0.5);
    let rates = rows.iter().filter_map(|row| row.rate).map(GrowthRate::percent);
    let (low, high) = rates.fold((0.0_f64, 0.0_f64), |(low, high), rate| (low.min(rate), high.max(rate)));
    // At least one percentage point, so that an axis of zeros has a length.
    let ticks = round_ticks(low, high.max(low + 1.0), 5.0);
    let ends = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    // Room for the figure at the end of the longest bar; where bars fall below zero, also to the left of the axis.
    let figure = frame.width("1000.0%", &style);
    let left = frame.room.left + names + 14.0 * frame.unit + if low < 0.0 { figure } else { 0.0 };
    let x = Scale { low: ends.0, high: ends.1, from: left, to: frame.room.right - figure };
    let bottom = frame.room.top + height;
    let (grid, muted) = (frame.scene.palette.grid, frame.scene.palette.muted);
    for tick in &ticks {
        let color = if *tick == 0.0 { muted } else { grid };
        let place = x.at(*tick);
        frame.scene.line(
            vec![Point::new(place, frame.room.top), Point::new(place, bottom)],
            frame.unit.max(0.8),
            color,
        );
    }
    let places: Vec<(f64, String)> = ticks.iter().map(|tick| (x.at(*tick), percent_name(*tick))).collect();
    frame.bottom_axis(&places, bottom);
    x
}

/// Draws one row: its name, and its bar with the figure at its end, or a remark.
///
/// `x` is the scale of percent, `middle` the height of the row's middle and `height` the thickness of the bar, both in
/// pixels. The figure stands beyond the end of the bar: to the right of a rise, to the left of a fall.
fn draw_row(frame: &mut Frame, row: &Row, x: &Scale, middle: f64, height: f64) {
    let palette = frame.scene.palette;
    let name = frame.label_style(if row.required { palette.ink } else { palette.muted });
    let room = x.at(x.low) - frame.room.left - 10.0 * frame.unit;
    // Two lines where the bar is high enough for them.
    let leading = name.size * 1.2;
    // The name has two lines where the bar is thick enough for them.
    let most = if height >= leading * 1.6 { 2 } else { 1 };
    let lines = frame.ruler.wrap(&row.name, name.size, name.weight, room, most);
    let first = middle - leading * (lines.len() as f64 - 1.0) / 2.0;
    for (at, line) in lines.iter().enumerate() {
        frame.text_centered(line, Point::new(frame.room.left, first + leading * at as f64), &name);
    }
    let zero = x.at(0.0);
    let Some(rate) = row.rate else {
        if !row.required {
            return;
        }
        let style = frame.label_style(palette.muted);
        let pad = 8.0 * frame.unit;
        // The remark stands on the side of zero that has room. Where neither side has, the shorter remark is used.
        let (before, after) = (x.at(x.low) - pad, frame.room.right - pad);
        let fits = |remark: &str| {
            let width = frame.width(remark, &style);
            zero + width <= after || zero - width >= before
        };
        let remark = if fits("no date, so no required growth") { "no date, so no required growth" } else { "no date" };
        let width = frame.width(remark, &style);
        let left = if zero + width <= after || zero - pad - width < before { zero + pad } else { zero - pad - width };
        // Covers the grid, so that it does not strike the words through.
        let (right, half) = (left + width, style.size * 0.7);
        let background = palette.background;
        frame.scene.rectangle(Point::new(left, middle - half), Point::new(right, middle + half), background);
        frame.text_centered(remark, Point::new(left, middle), &style);
        return;
    };
    let color: Color = if row.required { palette.pledge } else { palette.history };
    let end = x.at(rate.percent());
    let (top, bottom) = (middle - height / 2.0, middle + height / 2.0);
    frame.scene.rectangle(Point::new(zero.min(end), top), Point::new(zero.max(end), bottom), color);
    let figure = frame.label_style(if row.required { palette.pledge } else { palette.ink }).semibold();
    // A hyphen is too short to be seen as a minus sign.
    let text = rate.to_string().replace('-', "−");
    let (width, half) = (frame.width(&text, &figure), figure.size * 0.6);
    let left = if rate.percent() < 0.0 { end - 6.0 * frame.unit - width } else { end + 6.0 * frame.unit };
    let background = palette.background;
    frame.scene.rectangle(Point::new(left, middle - half), Point::new(left + width, middle + half), background);
    frame.text_centered(&text, Point::new(left, middle), &figure.anchored(Anchor::Start));
}

/// The chart in words: every row with its growth a year or its remark.
///
/// ```text
/// A bar chart of growth a year. Pledge: $3B to $5B, 2021–2026: 10.8%.
/// ```
fn description(rows: &[&Row]) -> String {
    let facts = rows.iter().map(|row| match row.rate {
        Some(rate) => format!("{}: {rate}", row.name),
        None if row.required => format!("{}: no date, so no required growth", row.name),
        None => row.name.clone(),
    });
    format!("A bar chart of growth a year. {}.", facts.collect::<Vec<_>>().join(". "))
}
