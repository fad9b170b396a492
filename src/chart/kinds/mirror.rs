//! The chart `mirror`: how far apart the two sides' reports of the same flow are.
//!
//! Exporter and importer both report the goods that pass between them, and their figures differ. The picture answers
//! the question "by how much, in which years, and whose figure is higher?"
//!
//! - Each panel is one flow: the first-named economy's exports, then its imports. A flow that nobody reports has no
//!   panel.
//! - The horizontal axis has years, the same in both panels. The vertical axis has amounts from zero up; each panel has
//!   its own, since the flows may differ a hundredfold.
//! - Each line is one side's reports. A side keeps its colour in both panels. The head of the panel names it with its
//!   last figure.
//! - A third line, in the colour of text, is a figure by neither side, such as one that the source itself reconciled.
//! - The shaded band lies between the two reports. It ends where either side has no report; of a single year, it is an
//!   upright line.
//!
//! Importers' reports are shown at the exporter's border (FOB), so that the band does not show freight and insurance: a
//! CIF figure was divided by the factor that the subtitle names. Figures of neither side have no part in the band.

use crate::{
    amount::Amount,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{
            Color, Datum, Frame, Observed, Placer, Point, Rect, Scale, Words, round_ticks, tick_name, widened,
            year_ticks,
        },
    },
    economy::Economy,
    error::{Error, Result},
    history::{Mirror, MirroredFlow},
    period::Period,
    series::{Prices, Series},
    unit::Unit,
    wording::{counted, unit_name},
};

/// The opacity of the band between two reports, from 0 to 1. The grid is seen through it.
const BAND: f64 = 0.18;

/// Whose figures a line shows. A side keeps its colour in both panels.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    /// The pair's first-named economy, as the exporter of one flow and the importer of the other.
    First,
    /// The pair's second-named economy.
    Second,
    /// A source that is neither of the two, such as one that reconciled their reports.
    Neither,
}

/// The figures of one flow by one side.
struct Line {
    /// Whose figures these are. It decides the colour.
    side: Side,
    /// Whose figures these are, in words: `Kazakhstan’s figures`.
    name: String,
    /// The figures by year, in units of currency, as lines that show gaps and changes of source.
    observed: Observed,
    /// The last figure, which the head names.
    last: (Period, Amount),
}

/// One flow with everybody's figures of it.
struct Panel {
    /// Who sells to whom: `Kazakhstan to Uzbekistan`.
    title: String,
    /// The exporter's figures, the importer's, and those of neither side, as far as there are any.
    lines: Vec<Line>,
    /// Runs of neighbouring periods for which both sides have a figure: the year, the exporter's figure and the
    /// importer's.
    bands: Vec<Vec<(f64, f64, f64)>>,
}

/// Draws both flows of a pair, each with the reports of both sides and the band between them.
///
/// Importers' reports are shown at the exporter's border (FOB), and all amounts in each period's prices.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where there is no flow to draw, only a turnover.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     chart::{Canvas, ChartKind, draw},
///     history::{Reader, Reconciliation},
/// };
///
/// let file = "year,exporter,importer,reporter,value_musd\n\
///     2021,KAZ,UZB,KAZ,2775\n2021,KAZ,UZB,UZB,2880\n\
///     2022,KAZ,UZB,KAZ,3700\n2022,KAZ,UZB,UZB,3200\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let mirror = panel.mirror("KAZ-UZB", &Reconciliation::default())?;
/// let chart = draw(ChartKind::Mirror, &mirror, Canvas::new(800, 450)?)?;
/// let words = "Kazakhstan to Uzbekistan, Kazakhstan’s figures: $3.7B in 2022.";
/// assert!(chart.description().contains(words));
/// // Nobody reports the other flow.
/// assert!(!chart.description().contains("Uzbekistan to Kazakhstan"));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(mirror: &Mirror, canvas: Canvas) -> Result<Chart> {
    let (first, second) = (mirror.pair.first(), mirror.pair.second());
    let both = [(first, second), (second, first)];
    let panels: Vec<Panel> = both.into_iter().filter_map(|sides| Panel::of(mirror, sides)).collect();
    if panels.is_empty() {
        return Err(Error::missing("flows to draw", "only turnovers are stated of this pair"));
    }
    let words = Words { title: title(mirror, &panels), subtitle: subtitle(mirror), source: source(mirror) };
    let mut frame = Frame::new(canvas, words)?;
    let room = frame.room;
    // Two panels stand side by side where that leaves each wide enough, and one under another on an upright canvas.
    let beside = room.width() > 1.25 * room.height();
    for (at, panel) in panels.iter().enumerate() {
        frame.room = part(room, at, panels.len(), beside, 22.0 * frame.unit);
        panel.draw(&mut frame, mirror);
    }
    Ok(Chart::new(frame, description(mirror, &panels)))
}

/// The room of panel number `at`, counted from zero, of `of` panels that share `room` equally.
///
/// The panels stand side by side or one under another, `gap` pixels apart.
///
/// With `of` panels in a length `L`, each has the length
///
/// ```text
/// (L - gap (of - 1)) / of
/// ```
fn part(room: Rect, at: usize, of: usize, beside: bool, gap: f64) -> Rect {
    let share = |from: f64, to: f64| {
        let size = (to - from - gap * (of - 1) as f64) / of as f64;
        let start = from + (size + gap) * at as f64;
        (start, start + size)
    };
    if beside {
        let (left, right) = share(room.left, room.right);
        Rect { left, right, ..room }
    } else {
        let (top, bottom) = share(room.top, room.bottom);
        Rect { top, bottom, ..room }
    }
}

/// Whether any line shows a report of one of the two sides. Without any, the figures are those of a third source alone.
fn has_reports(panels: &[Panel]) -> bool {
    panels.iter().flat_map(|panel| &panel.lines).any(|line| line.side != Side::Neither)
}

/// The title. It promises both sides' reports only where there is at least one report by a side.
///
/// ```text
/// Kazakhstan and Uzbekistan: what each side reports
/// ```
fn title(mirror: &Mirror, panels: &[Panel]) -> String {
    let what = if has_reports(panels) { "what each side reports" } else { "both flows" };
    format!("{} and {}: {what}", mirror.pair.first().name(), mirror.pair.second().name())
}

/// The subtitle: the unit, the prices, and the CIF/FOB factor where any figure was divided by it.
///
/// ```text
/// In US dollars, at each year’s prices; importers’ CIF figures divided by 1.06
/// ```
fn subtitle(mirror: &Mirror) -> String {
    let adjusted = mirror.flows.iter().any(|flow| flow.importer_at_fob != flow.importer_reported);
    let factor = mirror.cif_fob.factor();
    let border = if adjusted { format!("; importers’ CIF figures divided by {factor}") } else { String::new() };
    let what = counted(&mirror.coverages()).map_or("In".to_owned(), |counted| format!("Counting {counted}, in"));
    let unit = unit_name(mirror.unit, &Prices::Nominal);
    let prices = mirror.unit.currency().map(|_| format!(", at each {}’s prices", frequency_noun(mirror)));
    format!("{what} {unit}{}{border}", prices.unwrap_or_default())
}

/// `year`, `quarter` or `month`, by the period of the first flow; all flows of a mirror have the same frequency.
fn frequency_noun(mirror: &Mirror) -> &'static str {
    mirror.flows.first().map_or("year", |flow| flow.period.frequency().noun())
}

/// The source line: the sources of all reports, in alphabetical order, each once.
fn source(mirror: &Mirror) -> String {
    let mut sources: Vec<&str> = mirror.flows.iter().flat_map(|flow| &flow.sources).map(String::as_str).collect();
    sources.sort_unstable();
    sources.dedup();
    match sources.as_slice() {
        [] => "Source: unnamed".to_owned(),
        [one] => format!("Source: {one}"),
        several => format!("Sources: {}", several.join("; ")),
    }
}

impl Panel {
    /// The panel of the flow from `exporter` to `importer`; none where nobody has a figure of it.
    fn of(mirror: &Mirror, (exporter, importer): (Economy, Economy)) -> Option<Self> {
        let flows: Vec<&MirroredFlow> = mirror.flows.iter().filter(|flow| flow.exporter == exporter).collect();
        let side = |economy: Economy| if economy == mirror.pair.first() { Side::First } else { Side::Second };
        let line = |side: Side, name: String, amount: fn(&MirroredFlow) -> Option<Amount>| {
            let figures = flows.iter().filter_map(|flow| Some((flow.period, amount(flow)?)));
            let last = figures.clone().next_back()?;
            let series = Series::new(mirror.unit, figures.map(|(period, amount)| (period, amount.into()))).ok()?;
            Some(Line { side, name, observed: Observed::since(&series, f64::NEG_INFINITY), last })
        };
        let figures_of = |economy: Economy| format!("{}’s figures", economy.name());
        let lines: Vec<Line> = [
            line(side(exporter), figures_of(exporter), |flow| flow.exporter_reported),
            line(side(importer), figures_of(importer), |flow| flow.importer_at_fob),
            line(Side::Neither, "The source’s figures".to_owned(), |flow| flow.neither_reported),
        ]
        .into_iter()
        .flatten()
        .collect();
        let title = format!("{} to {}", exporter.name(), importer.name());
        (!lines.is_empty()).then(|| Self { title, lines, bands: bands(&flows) })
    }

    /// All figures of the panel, for the range of its vertical axis.
    fn points(&self) -> impl Iterator<Item = Datum> {
        self.lines.iter().flat_map(|line| line.observed.points())
    }

    /// Draws the panel into the frame's room: the head, the axes, the bands, and the lines over them.
    ///
    /// The years are those of all flows of the mirror, so that both panels have the same horizontal axis.
    fn draw(&self, frame: &mut Frame, mirror: &Mirror) {
        self.draw_head(frame, mirror.unit);
        let bottom = frame.room.bottom - frame.bottom_gutter();
        let highest = self.points().map(|point| point.1).fold(0.0, f64::max);
        // A flow of nothing but zeros gets an axis of one unit, since a scale needs a length.
        let highest = if highest > 0.0 { highest } else { 1.0 };
        let ticks = round_ticks(0.0, highest, frame.tick_count(bottom - frame.room.top));
        let y = Scale { low: 0.0, high: ticks.last().copied().unwrap_or(highest), from: bottom, to: frame.room.top };
        let names: Vec<String> = ticks.iter().map(|tick| tick_name(mirror.unit, *tick)).collect();
        let right = frame.room.right;
        let left = frame.value_axis(&ticks, &names, &y, right);
        let years = mirror.flows.iter().map(|flow| flow.period.start_in_years());
        let (from, to) = widened(years.clone().fold(f64::INFINITY, f64::min), years.fold(f64::NEG_INFINITY, f64::max));
        let pad = 10.0 * frame.unit;
        let x = Scale { low: from, high: to, from: left + pad, to: right - pad };
        let at = |(year, units): Datum| Point::new(x.at(year), y.at(units));
        for band in &self.bands {
            let (upper, lower) = envelope(band);
            let place = |line: Vec<Datum>| line.into_iter().map(at).collect::<Vec<_>>();
            let ink = frame.scene.palette.ink;
            let (upper, lower) = (place(upper), place(lower));
            if let ([high], [low]) = (&upper[..], &lower[..]) {
                // A band of one year has no width.
                frame.scene.line(vec![*high, *low], 1.6 * frame.unit, frame.scene.palette.muted);
            }
            frame.scene.area(&upper, &lower, ink, BAND);
        }
        // Labels stand above the plot, so that nothing has to avoid the lines.
        let mut placer = Placer::new(frame.room);
        for line in &self.lines {
            line.observed.draw(frame, &mut placer, color(frame, line.side), at);
        }
        let label = frame.width("2000", &frame.axis_style());
        let years = year_ticks(from, to, (x.to - x.from) / (to - from), label);
        let places: Vec<(f64, String)> = years.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
        frame.bottom_axis(&places, bottom);
    }

    /// Writes the name of the flow and, in the colour of each line, whose figures it shows and the last of them.
    ///
    /// It moves the top of the frame's room under the head, so that the plot begins there.
    fn draw_head(&self, frame: &mut Frame, unit: Unit) {
        let head = frame.label_style(frame.scene.palette.ink).semibold();
        let lines = self.lines.iter().map(|line| {
            let (period, amount) = line.last;
            let text = format!("{}: {} in {period}", line.name, amount.in_unit(unit));
            (text, frame.label_style(color(frame, line.side)))
        });
        let all: Vec<_> = std::iter::once((self.title.clone(), head)).chain(lines).collect();
        for (text, style) in all {
            let leading = style.size * 1.35;
            for line in frame.ruler.wrap(&text, style.size, style.weight, frame.room.width(), 2) {
                frame.text_centered(&line, Point::new(frame.room.left, frame.room.top + leading / 2.0), &style);
                frame.room.top += leading;
            }
        }
        frame.room.top += 14.0 * frame.unit;
    }
}

/// The colour of a side: the same in both panels, whether the side exports or imports.
fn color(frame: &Frame, side: Side) -> Color {
    match side {
        Side::First => frame.scene.palette.route,
        Side::Second => frame.scene.palette.pledge,
        Side::Neither => frame.scene.palette.ink,
    }
}

/// The runs of neighbouring periods for which both sides have a figure: year, exporter's figure, importer's figure at
/// FOB.
///
/// A period without both figures ends a run, so that no band is drawn over years of which one side says nothing.
fn bands(flows: &[&MirroredFlow]) -> Vec<Vec<(f64, f64, f64)>> {
    let mut bands: Vec<Vec<(f64, f64, f64)>> = Vec::new();
    let mut before: Option<Period> = None;
    for flow in flows {
        let (Some(x), Some(m)) = (flow.exporter_reported, flow.importer_at_fob) else { continue };
        let point = (flow.period.start_in_years(), x.value(), m.value());
        let adjoins = before.is_some_and(|before| before.periods_until(flow.period) == Ok(1));
        match bands.last_mut().filter(|_| adjoins) {
            Some(band) => band.push(point),
            None => bands.push(vec![point]),
        }
        before = Some(flow.period);
    }
    bands
}

/// The upper and the lower outline of the band between two lines over the same years.
///
/// Where the lines cross between two years, both outlines get the crossing as a point of their own; without it, the
/// band would keep a width there. With `d` the difference of the two lines, it lies at this share of the way:
///
/// ```text
/// share = d(before) / (d(before) - d(after))
/// ```
fn envelope(band: &[(f64, f64, f64)]) -> (Vec<Datum>, Vec<Datum>) {
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    for (at, (year, a, b)) in band.iter().enumerate() {
        if let Some((before, x, m)) = at.checked_sub(1).map(|at| band[at]) {
            let (here, there) = (x - m, a - b);
            // The differences have opposite signs, so that the lines cross between the two years.
            if here * there < 0.0 {
                let share = here / (here - there);
                let meeting = (before + (year - before) * share, x + (a - x) * share);
                upper.push(meeting);
                lower.push(meeting);
            }
        }
        upper.push((*year, a.max(*b)));
        lower.push((*year, a.min(*b)));
    }
    (upper, lower)
}

/// The chart in words: for each flow, the last figure of each side.
///
/// ```text
/// Line charts of both flows with each side’s figures and the band between them.
/// Kazakhstan to Uzbekistan, Kazakhstan’s figures: $2.77B in 2021.
/// ```
fn description(mirror: &Mirror, panels: &[Panel]) -> String {
    let mut text = "Line charts of both flows with each side’s figures and the band between them.".to_owned();
    for panel in panels {
        for line in &panel.lines {
            let (period, amount) = line.last;
            text += &format!(" {}, {}: {} in {period}.", panel.title, line.name, amount.in_unit(mirror.unit));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_band_meet_where_they_cross() {
        let (upper, lower) = envelope(&[(2000.0, 1.0, 3.0), (2001.0, 3.0, 1.0)]);
        assert_eq!(upper, [(2000.0, 3.0), (2000.5, 2.0), (2001.0, 3.0)]);
        assert_eq!(lower, [(2000.0, 1.0), (2000.5, 2.0), (2001.0, 1.0)]);
    }
}
