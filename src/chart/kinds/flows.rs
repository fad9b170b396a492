//! The chart `flows`: how much each side sells to the other, and the balance between the two.
//!
//! The picture answers the question "which side's exports make the turnover, and for whom is it a surplus?"
//!
//! - The horizontal axis has years, for both parts of the chart. The upper part has amounts from zero up; the lower
//!   part has the balance, which may be negative.
//! - Each line in the upper part is a flow: full where it was observed, dashed where it is projected by the scenario.
//!   Its name and last amount stand to the right, in its colour.
//! - Each bar in the lower part is the balance of a period: exports of the first-named economy less its imports.
//!   Observed and projected bars have different greys.
//!
//! Without a period for which both flows are known, the lower part is left out and the upper part takes its height. An
//! assessment without flows, observed or projected, has no chart: a turnover alone does not tell which side it came
//! from.

use crate::{
    amount::Amount,
    assessment::Assessment,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{
            Color, Datum, Frame, Observed, Placer, Point, Scale, Words, round_ticks, source_line, tick_name, widened,
            year_ticks,
        },
    },
    error::{Error, Result},
    history::History,
    period::Period,
    scenario::Step,
    series::{Series, Status},
    wording::{unit_name, with_unit},
};

/// One flow: its observed amounts and its projected ones.
struct Line {
    /// Who sells to whom: `Kazakhstan to Uzbekistan`.
    name: String,
    /// The observed amounts of all periods, as lines that show gaps and changes of source.
    observed: Observed,
    /// The scenario's amounts by year, from the baseline on; empty where it gives no flows.
    projected: Vec<Datum>,
    /// The last projected period or, without a projection, the last observed one. The label names it.
    last_period: Option<Period>,
}

impl Line {
    /// A flow from the observed series and from the steps of the projection. `amount` takes the flow out of a step.
    fn new(name: String, series: Option<&Series>, steps: &[Step], amount: impl Fn(&Step) -> Option<Amount>) -> Self {
        let projected = steps.iter().filter_map(|step| Some((step.period.start_in_years(), amount(step)?.value())));
        let observed = series.map_or(Observed::default(), |series| Observed::since(series, f64::NEG_INFINITY));
        let last_step = steps.iter().rfind(|step| amount(step).is_some()).map(|step| step.period);
        let last_seen = series.and_then(|series| series.observed().next_back()).map(|(period, _)| period);
        Self { name, observed, projected: projected.collect(), last_period: last_step.or(last_seen) }
    }

    /// All amounts of the flow, observed and projected, for the range of the axes.
    fn points(&self) -> impl Iterator<Item = Datum> + Clone {
        self.observed.points().chain(self.projected.iter().copied())
    }

    /// The last projected amount or, without a projection, the last observed one. The label stands at its height.
    fn last(&self) -> Option<Datum> {
        self.projected.last().copied().or(self.observed.last())
    }
}

/// Draws both flows with their names to the right, and bars of the balance under them, where it is known.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the assessment has no flow, neither observed nor projected.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     AssessmentOptions, ErrorKind, Scenario, assess,
///     chart::{Canvas, ChartKind, draw},
///     scenario::shipped,
/// };
///
/// let pledge = shipped("kazakhstan-uzbekistan-2021")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let canvas = Canvas::new(800, 450)?;
/// let chart = draw(ChartKind::Flows, &assessment, canvas)?;
/// assert!(chart.description().contains("Kazakhstan to Uzbekistan: $"));
///
/// // A pledge of a turnover alone has no flows.
/// let scenario = Scenario::builder("KAZ-UZB")
///     .baseline("2021", "$3B")
///     .milestone_by("5B", "2026")
///     .build()?;
/// let assessment = assess(&scenario, None, &AssessmentOptions::new())?;
/// let error = draw(ChartKind::Flows, &assessment, canvas).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let [exports, imports] = lines(assessment);
    if exports.points().chain(imports.points()).next().is_none() {
        let hint = "the scenario gives no flows that can be projected, and its history has no flows";
        return Err(Error::missing("flows to draw", hint));
    }
    let balance = balances(assessment);
    let series = [
        assessment.history.as_ref().and_then(History::exports),
        assessment.history.as_ref().and_then(History::imports),
    ];
    let series: Vec<&Series> = series.into_iter().flatten().collect();
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: format!(
            "{} in {}{}",
            what(assessment, &balance),
            unit_name(assessment.unit(), &assessment.scenario.prices()),
            dashed(&exports)
        ),
        source: source_line(assessment, &series),
    };
    let mut frame = Frame::new(canvas, words)?;
    let years = exports.points().chain(imports.points()).map(|point| point.0);
    let (from, to) = (years.clone().fold(f64::INFINITY, f64::min), years.fold(f64::NEG_INFINITY, f64::max));
    let lower = frame.room.bottom - frame.bottom_gutter();
    // The flows take two thirds of the height, since their lines carry most of the figures.
    let (split, gap) = (frame.room.top + (lower - frame.room.top) * 0.66, 14.0 * frame.unit);
    let palette = frame.scene.palette;
    let highest = exports.points().chain(imports.points()).map(|point| point.1).fold(0.0, f64::max);
    let span = if balance.is_empty() { (frame.room.top, lower) } else { (frame.room.top, split - gap) };
    let (from, to) = widened(from, to);
    let panel = Panel { from, to, lines: [&exports, &imports] };
    let (x, y, grid) = panel.upper_axes(&mut frame, assessment, highest, span);
    let mut placer = Placer::new(frame.room);
    for (line, color) in [(&exports, palette.route), (&imports, palette.pledge)] {
        draw_line(&mut frame, &mut placer, line, color, |(year, units)| Point::new(x.at(year), y.at(units)));
    }
    label_lines(&mut frame, assessment, [(&exports, palette.route), (&imports, palette.pledge)], grid.1, &y);
    if !balance.is_empty() {
        draw_balance(&mut frame, assessment, &balance, &x, Room { rows: (split, lower), grid });
    }
    panel.years(&mut frame, &x, lower);
    Ok(Chart::new(frame, description(assessment, &[exports, imports], &balance)))
}

/// Both flows: exports of the first-named economy, then its imports. Both are named by who sells to whom, so that
/// readers need not know from whose side they are seen.
fn lines(assessment: &Assessment) -> [Line; 2] {
    let [first, second] = assessment.scenario.partners().names();
    let steps = assessment.projection.steps();
    let history = assessment.history.as_ref();
    let exports =
        Line::new(format!("{first} to {second}"), history.and_then(History::exports), steps, |step| step.exports);
    let imports =
        Line::new(format!("{second} to {first}"), history.and_then(History::imports), steps, |step| step.imports);
    [exports, imports]
}

/// What the chart shows, for the subtitle. It speaks of the balance only where there is one.
///
/// | there is a balance | the words |
/// |---|---|
/// | no | Trade of Kazakhstan and Uzbekistan |
/// | yes | Both flows and, under them, the balance of Kazakhstan |
fn what(assessment: &Assessment, balance: &[(f64, f64, bool)]) -> String {
    let names = assessment.scenario.partners().names();
    if balance.is_empty() {
        format!("Trade of {}", names.join(" and "))
    } else {
        format!("Both flows and, under them, the balance of {}", names[0])
    }
}

/// The name of the first-named economy, from whose side the balance is seen.
fn first_name(assessment: &Assessment) -> &str {
    assessment.scenario.partners().names()[0]
}

/// What dashed lines mean, for the subtitle; empty where nothing is projected.
fn dashed(line: &Line) -> &'static str {
    if line.projected.is_empty() { "" } else { "; dashed: projected" }
}

/// The balance of each period: its year, exports less imports in units of currency, and whether it is projected.
///
/// Observed balances are those of the periods for which both flows were observed. Projected balances follow after the
/// last of these, so that a period has one bar: what was observed stands before what the scenario says.
///
/// ```text
/// balance = exports - imports
/// ```
fn balances(assessment: &Assessment) -> Vec<(f64, f64, bool)> {
    let flows = assessment.history.as_ref().and_then(|history| Some((history.exports()?, history.imports()?)));
    let observed: Vec<(f64, f64, bool)> = flows.map_or(Vec::new(), |(exports, imports)| {
        let both = exports.observed().filter_map(|(period, outward)| {
            let inward = imports.at(period).filter(|seen| seen.provenance.status != Status::Projected)?;
            Some((period.start_in_years(), outward.amount.value() - inward.amount.value(), false))
        });
        both.collect()
    });
    let last = observed.last().map_or(f64::NEG_INFINITY, |(year, ..)| *year);
    let steps = assessment.projection.steps().iter();
    let projected = steps.filter_map(|step| Some((step.period.start_in_years(), step.balance?, true)));
    observed.into_iter().chain(projected.filter(|(year, ..)| *year > last)).collect()
}

/// The range of years that the flows and the balance share, and the flows whose names stand to the right.
struct Panel<'a> {
    /// The first year of both parts of the chart.
    from: f64,
    /// The last year of both parts of the chart.
    to: f64,
    /// Exports and imports. The widest of their names decides how much room is left to the right.
    lines: [&'a Line; 2],
}

impl Panel<'_> {
    /// Draws the axis of amounts of the flows, and returns the scales of years and amounts, and the left and right end
    /// of the grid lines.
    ///
    /// `highest` is the highest amount of any flow, in units of currency. `top` and `bottom` are the rows between which
    /// the flows are drawn.
    fn upper_axes(
        &self,
        frame: &mut Frame,
        assessment: &Assessment,
        highest: f64,
        (top, bottom): (f64, f64),
    ) -> (Scale, Scale, (f64, f64)) {
        let ticks = round_ticks(0.0, highest.max(f64::MIN_POSITIVE), frame.tick_count(bottom - top));
        let high = ticks.last().copied().unwrap_or(highest);
        let y = Scale { low: 0.0, high, from: bottom, to: top + 5.0 * frame.unit };
        let style = frame.label_style(frame.scene.palette.ink).semibold();
        let width = |text: &String| frame.width(text, &style);
        let labels = self.lines.map(|line| label_of(frame, assessment, line));
        let widest = labels.iter().flatten().map(width).fold(0.0, f64::max);
        let right = frame.room.right - widest - 10.0 * frame.unit;
        let names: Vec<String> = ticks.iter().map(|tick| tick_name(assessment.unit(), *tick)).collect();
        // The balance has figures of the same kind, some with a minus sign. Both axes must begin at the same pixel, so
        // that room for the sign is kept here, too.
        let sign = frame.width("−", &frame.axis_style());
        frame.room.left += sign;
        let left = frame.value_axis(&ticks, &names, &y, right);
        frame.room.left -= sign;
        // Room for half a bar of the balance at both ends. A bar fills 72 % of the distance to the next one, and 0.36
        // is half of that.
        let pad = 10.0 * frame.unit + (right - left) / (self.to - self.from + 1.0).max(4.0) * 0.36;
        let x = Scale { low: self.from, high: self.to, from: left + pad, to: right - pad };
        (x, y, (left, right))
    }

    /// Draws the axis of years under the lower part, at the row `bottom`.
    fn years(&self, frame: &mut Frame, x: &Scale, bottom: f64) {
        let label = frame.width("2000", &frame.axis_style());
        let years = year_ticks(self.from, self.to, (x.to - x.from) / (self.to - self.from), label);
        let places: Vec<(f64, String)> = years.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
        frame.bottom_axis(&places, bottom);
    }
}

/// The label of a flow: its name, broken into at most three lines of 17 % of the width, and its last amount with its
/// period.
///
/// ```text
/// Kazakhstan to
/// Uzbekistan
/// $3.4B in 2025
/// ```
fn label_of(frame: &Frame, assessment: &Assessment, line: &Line) -> Vec<String> {
    let style = frame.label_style(frame.scene.palette.ink).semibold();
    let mut text = frame.ruler.wrap(&line.name, style.size, style.weight, frame.room.width() * 0.17, 3);
    let amount = line.last().and_then(|(_, units)| Amount::new(units).ok());
    let when = line.last_period.map_or(String::new(), |period| format!(" in {period}"));
    text.extend(amount.map(|amount| with_unit(assessment.unit(), amount) + &when));
    text
}

/// Draws one flow: the observed amounts as full lines, the projected ones dashed. `at` turns a year and an amount into
/// pixels.
///
/// `placer` learns where the observed lines are, but no label of this chart stands in the plot.
fn draw_line(frame: &mut Frame, placer: &mut Placer, line: &Line, color: Color, at: impl Fn(Datum) -> Point) {
    line.observed.draw(frame, placer, color, &at);
    let points: Vec<Point> = line.projected.iter().copied().map(&at).collect();
    frame.scene.dashed(&points, 2.2 * frame.unit, color, [7.0 * frame.unit, 4.0 * frame.unit]);
}

/// Sets the names and last amounts to the right of the ends of the lines, each at the height of its line's end.
///
/// `edge` is the right end of the grid, in pixels, and `y` the scale of amounts. Where the two labels would touch, both
/// move apart by half of what they overlap. A label that would leave the plot above or below moves back into it, and
/// pushes the other one along.
fn label_lines(frame: &mut Frame, assessment: &Assessment, lines: [(&Line, Color); 2], edge: f64, y: &Scale) {
    let leading = frame.label_style(lines[0].1).size * 1.3;
    // The top of each label and its height, in pixels; its lines of text; and its colour.
    let mut labels: Vec<(f64, f64, Vec<String>, Color)> = Vec::new();
    for (line, color) in lines {
        let Some((_, units)) = line.last() else { continue };
        let text = label_of(frame, assessment, line);
        let height = leading * text.len() as f64;
        labels.push((y.at(units) - height / 2.0, height, text, color));
    }
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    if let [upper, lower] = labels.as_mut_slice() {
        // Three tenths of a line stay free between the two labels.
        let overlap = (upper.0 + upper.1 + leading * 0.3 - lower.0).max(0.0);
        upper.0 -= overlap / 2.0;
        lower.0 += overlap / 2.0;
        let above = (frame.room.top - upper.0).max(0.0);
        upper.0 += above;
        lower.0 = lower.0.max(upper.0 + upper.1 + leading * 0.3);
        let below = (lower.0 + lower.1 - y.from).max(0.0);
        lower.0 -= below;
        upper.0 = upper.0.min(lower.0 - upper.1 - leading * 0.3);
    }
    for (top, _, text, color) in labels {
        let style = frame.label_style(color).semibold();
        for (at, line) in text.iter().enumerate() {
            let middle = top + (at as f64 + 0.5) * leading;
            frame.text_centered(line, Point::new(edge + 10.0 * frame.unit, middle), &style);
        }
    }
}

/// The place of the balance in the chart, in pixels.
struct Room {
    /// The top and the bottom row.
    rows: (f64, f64),
    /// The left and the right end of the grid lines, which are those of the flows.
    grid: (f64, f64),
}

/// Draws the balance as bars around a line of zero, with its own axis of amounts and its name to the right.
///
/// `balance` has the year, the balance in units of currency, and whether it is projected. Projected bars have another
/// grey.
fn draw_balance(
    frame: &mut Frame,
    assessment: &Assessment,
    balance: &[(f64, f64, bool)],
    x: &Scale,
    Room { rows: (top, bottom), grid }: Room,
) {
    let palette = frame.scene.palette;
    let extremes =
        balance.iter().fold((0.0_f64, 0.0_f64), |(low, high), (_, units, _)| (low.min(*units), high.max(*units)));
    // The lower part is low: two steps of its axis are enough.
    let ticks = round_ticks(extremes.0, extremes.1.max(extremes.0 + f64::MIN_POSITIVE), 2.0);
    let ends = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let y = Scale { low: ends.0, high: ends.1, from: bottom - 4.0 * frame.unit, to: top + 5.0 * frame.unit };
    let names: Vec<String> = ticks.iter().map(|tick| tick_name(assessment.unit(), *tick)).collect();
    let widest = names.iter().map(|name| frame.width(name, &frame.axis_style())).fold(0.0, f64::max);
    // The axis of the balance ends where that of the flows does, whatever the width of its figures.
    let left = frame.room.left;
    frame.room.left = grid.0 - 8.0 * frame.unit - widest;
    frame.value_axis(&ticks, &names, &y, grid.1);
    frame.room.left = left;
    let step = balance.windows(2).map(|pair| x.at(pair[1].0) - x.at(pair[0].0)).fold(f64::INFINITY, f64::min);
    // Half of a bar's width: 0.36 of the distance between the nearest two bars, and at least one pixel. Bars of very
    // few periods would be too wide without the bound.
    let half = (step.min(40.0 * frame.unit) * 0.36).max(1.0);
    for (year, units, projected) in balance {
        let (middle, zero, end) = (x.at(*year), y.at(0.0), y.at(*units));
        let color = if *projected { palette.history } else { palette.muted };
        frame.scene.rectangle(
            Point::new(middle - half, zero.min(end)),
            Point::new(middle + half, zero.max(end)),
            color,
        );
    }
    let style = frame.label_style(palette.muted);
    let name = Point::new(grid.1 + 10.0 * frame.unit, (top + bottom) / 2.0);
    for (at, line) in ["Balance", "(exports less", "imports)"].iter().enumerate() {
        let middle = Point::new(name.x, name.y + (at as f64 - 1.0) * style.size * 1.3);
        frame.text_centered(line, middle, &style);
    }
}

/// The chart in words: the last amount of each flow, and the last balance.
///
/// ```text
/// A line chart of both flows, with bars of their balance under it. Kazakhstan to Uzbekistan: $3.4B in 2025.
/// Uzbekistan to Kazakhstan: $1.55B in 2025. The balance of Kazakhstan is $1.85B in 2025.
/// ```
fn description(assessment: &Assessment, lines: &[Line; 2], balance: &[(f64, f64, bool)]) -> String {
    let mut text = "A line chart of both flows, with bars of their balance under it.".to_owned();
    for line in lines {
        if let Some((year, Ok(amount))) = line.last().map(|(year, units)| (year, Amount::new(units))) {
            text += &format!(" {}: {} in {year}.", line.name, with_unit(assessment.unit(), amount));
        }
    }
    if let Some((year, units, _)) = balance.last() {
        text += &format!(
            " The balance of {} is {} in {year}.",
            first_name(assessment),
            tick_name(assessment.unit(), *units)
        );
    }
    text
}
