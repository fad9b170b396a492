//! The chart `fan`: the fan of an outlook over the history, with targets and the chance of each.

use crate::{
    amount::Amount,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Datum, Frame, Observed, Placer, Point, Rect, Scale, Side, Spot, Words, round_ticks, tick_name},
        kinds::outlook_picture::{OutlookPicture, of_all, set_heads, years_below},
    },
    error::Result,
    outlook::TargetAnswer,
    probability::Probability,
    series::Series,
    wording::currency_name,
};

/// How many years of history are shown before the start for each year ahead.
const HISTORY_PER_YEAR: f64 = 2.0;
/// The opacity of each band. Bands lie over one another, so that the narrowest is the darkest.
const BAND: f64 = 0.16;
/// The widest band is cut where it rises above this many times the highest of everything else, so that it does not
/// press the rest of the chart flat.
const CUT: f64 = 1.25;

/// The most targets that are named in the plot. More are listed above it, since their labels would crowd it.
const MOST_LABELS: usize = 2;

/// Everything that is drawn, in years and units of currency, and the range of both axes.
struct Content {
    observed: Observed,
    /// Observed amounts after the start.
    after: Vec<Datum>,
    start: Datum,
    median: Vec<Datum>,
    /// The bands from the widest to the narrowest, with lower and upper end by year.
    bands: Vec<Vec<(Datum, Datum)>>,
    from: f64,
    to: f64,
    /// The highest amount that the axis must show.
    top: f64,
    /// The upper end of the widest band in the last year. The subtitle calls the band cut where this is above `top`.
    highest: f64,
}

/// Draws the fan of an outlook over what was observed, with the chance of each target beside it.
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a quantile is more than a number can be.
pub(crate) fn draw(picture: &OutlookPicture<'_>, canvas: Canvas) -> Result<Chart> {
    let content = Content::new(picture)?;
    let words = Words {
        title: picture.title.clone(),
        subtitle: subtitle(picture, content.highest > content.top),
        source: picture.source(),
    };
    let mut frame = Frame::new(canvas, words)?;
    if picture.targets().count() > MOST_LABELS {
        set_list(picture, &mut frame);
    }
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter();
    let ticks = round_ticks(0.0, content.top, frame.tick_count(bottom - room.top));
    // The axis goes up to the next round amount, and whatever is higher is cut there.
    let high = ticks.last().copied().unwrap_or(content.top).max(f64::MIN_POSITIVE);
    let y = Scale { low: 0.0, high, from: bottom, to: room.top + 5.0 * frame.unit };
    let names: Vec<String> = ticks.iter().map(|tick| tick_name(picture.currency, *tick)).collect();
    let left = frame.value_axis(&ticks, &names, &y, room.right);
    let plot = Rect { left, top: y.to, right: room.right, bottom };
    let x = years_below(&mut frame, &plot, (content.from, content.to));
    let at = |(year, units): Datum| Point::new(x.at(year), y.at(units.min(high)));
    let mut placer = Placer::new(plot);
    for tick in &ticks {
        placer.avoid_line(&[Point::new(plot.left, y.at(*tick)), Point::new(plot.right, y.at(*tick))]);
    }
    // Bands first, so that lines, targets and labels lie over them.
    content.draw_bands(&mut frame, high, at);
    content.draw_lines(&mut frame, &mut placer, at);
    draw_targets(picture, &content, &mut frame, &mut placer, at);
    content.label(picture, &mut frame, &mut placer, at);
    Ok(Chart::new(frame, description(picture)))
}

impl Content {
    fn new(picture: &OutlookPicture<'_>) -> Result<Self> {
        let outlook = picture.outlook;
        let start = (outlook.start().start_in_years(), outlook.amount().value());
        let shown = shown_years(picture)?;
        let years: Vec<f64> = outlook.periods().take(shown).map(|period| period.start_in_years()).collect();
        let to = years.last().copied().unwrap_or(start.0);
        // Ten years of history at least, however short the outlook.
        let since = start.0 - ((to - start.0) * HISTORY_PER_YEAR).max(10.0);
        let series = picture.series;
        let observed = series.map_or(Observed::default(), |series| Observed::since(series, since).up_to(to));
        let after: Vec<Datum> = observed.points().filter(|point| point.0 > start.0).collect();
        let quantile = |probability: f64| {
            let points = outlook.periods().zip(&years);
            let point = |(period, year): (_, &f64)| {
                Ok((*year, outlook.quantile(period, Probability::rounded(probability))?.value()))
            };
            std::iter::once(Ok(start)).chain(points.map(point)).collect::<Result<Vec<Datum>>>()
        };
        let band = |level: &Probability| {
            // An interval of level p leaves (1 - p) / 2 on either side.
            let left = level.complement().value() / 2.0;
            Ok(quantile(left)?.into_iter().zip(quantile(1.0 - left)?).collect())
        };
        let bands: Vec<Vec<(Datum, Datum)>> = picture.levels.iter().rev().map(band).collect::<Result<_>>()?;
        let median = quantile(0.5)?;
        let seen = observed.points().chain(median.iter().copied());
        let targets = picture.targets().map(|target| target.amount.value());
        let narrowest = bands.last().and_then(|band| band.last()).map(|(_, high)| high.1);
        let needed = seen.map(|point| point.1).chain(targets).chain(narrowest).fold(0.0, f64::max);
        let widest = bands.first().and_then(|band| band.last()).map_or(0.0, |(_, high)| high.1);
        let from = observed.points().map(|point| point.0).fold(start.0, f64::min);
        // Three percent of room above the highest mark.
        let top = needed.max(widest.min(needed * CUT)) * 1.03;
        Ok(Self { observed, after, start, median, bands, from, to, top, highest: widest })
    }

    /// Draws the bands, cut at the top of the axis.
    fn draw_bands(&self, frame: &mut Frame, top: f64, at: impl Fn(Datum) -> Point) {
        let color = frame.scene.palette.route;
        for band in &self.bands {
            let (low, high): (Vec<Datum>, Vec<Datum>) = band.iter().copied().unzip();
            let place = |line: &[Datum]| -> Vec<Point> { cut(line, top).into_iter().map(&at).collect() };
            frame.scene.area(&place(&high), &place(&low), color, BAND);
        }
    }

    /// Draws the median, the observed amounts, those after the start as rings, and the start.
    fn draw_lines(&self, frame: &mut Frame, placer: &mut Placer, at: impl Fn(Datum) -> Point) {
        let (ink, route, background) =
            (frame.scene.palette.ink, frame.scene.palette.route, frame.scene.palette.background);
        let median: Vec<Point> = self.median.iter().copied().map(&at).collect();
        placer.avoid_line(&median);
        frame.scene.dashed(&median, 2.0 * frame.unit, route, [7.0 * frame.unit, 4.0 * frame.unit]);
        self.observed.draw(frame, placer, ink, &at);
        for point in self.after.iter().copied().map(&at) {
            placer.avoid(Rect { left: point.x, top: point.y, right: point.x, bottom: point.y }.grown(3.6 * frame.unit));
            frame.scene.dot(point, 3.6 * frame.unit, ink);
            frame.scene.dot(point, 1.8 * frame.unit, background);
        }
        frame.scene.dot(at(self.start), 4.0 * frame.unit, route);
    }

    fn label(&self, picture: &OutlookPicture<'_>, frame: &mut Frame, placer: &mut Placer, at: impl Fn(Datum) -> Point) {
        let palette = frame.scene.palette;
        let ink = frame.label_style(palette.ink).semibold();
        let route = frame.label_style(palette.route);
        if let Some(last) = self.after.last().copied() {
            let amount = Amount::new(last.1).map(|amount| picture.money(amount)).unwrap_or_default();
            let text = format!("{amount} in {}", last.0 as i32);
            frame.label_over(
                placer,
                &Spot::new(at(last), &[Side::Below, Side::BelowRight, Side::BelowLeft, Side::Right, Side::Above]),
                &[&text],
                &ink,
            );
        }
        if let Some(end) = self.median.last() {
            let amount = Amount::new(end.1).map(|amount| picture.money(amount)).unwrap_or_default();
            let text = format!("median {amount}");
            frame.label_over(
                placer,
                &Spot::new(at(*end), &[Side::AboveLeft, Side::BelowLeft, Side::Above, Side::Below]),
                &[&text],
                &route,
            );
        }
        let start = format!("{} in {}", picture.money(picture.outlook.amount()), picture.outlook.start());
        let sides = [Side::AboveLeft, Side::BelowRight, Side::Below, Side::Above, Side::Left, Side::BelowLeft];
        frame.label_over(placer, &Spot::new(at(self.start), &sides), &[&start], &route);
    }
}

/// Lists every target with its chance above the plot.
fn set_list(picture: &OutlookPicture<'_>, frame: &mut Frame) {
    let target =
        |target: &TargetAnswer| format!("{} by {}: {}", picture.money(target.amount), target.by, target.by_horizon);
    let list: Vec<String> = picture.targets().map(target).collect();
    set_heads(frame, &[format!("Chance of {}", list.join(", "))]);
}

/// A line cut at `top`. Where it crosses `top` between two points, the crossing becomes a point, so that the cut is
/// level.
fn cut(line: &[Datum], top: f64) -> Vec<Datum> {
    let mut cut: Vec<Datum> = line.first().map(|first| (first.0, first.1.min(top))).into_iter().collect();
    for pair in line.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if (from.1 > top) != (to.1 > top) {
            cut.push((from.0 + (to.0 - from.0) * (top - from.1) / (to.1 - from.1), top));
        }
        cut.push((to.0, to.1.min(top)));
    }
    cut
}

/// Draws the targets as rings, and names them where they are few. A target after the last year shown stands at that
/// year.
fn draw_targets(
    picture: &OutlookPicture<'_>,
    content: &Content,
    frame: &mut Frame,
    placer: &mut Placer,
    at: impl Fn(Datum) -> Point,
) {
    let color = frame.scene.palette.pledge;
    let style = frame.label_style(color).semibold();
    let radius = 5.5 * frame.unit;
    let places: Vec<Point> = picture
        .targets()
        .map(|target| at((target.by.start_in_years().min(content.to), target.amount.value())))
        .collect();
    for place in &places {
        frame.scene.ring(*place, radius, radius * 0.4, color);
        placer.avoid(Rect { left: place.x, top: place.y, right: place.x, bottom: place.y }.grown(radius));
        placer.name_point(*place);
    }
    let labelled = if places.len() > MOST_LABELS { 0 } else { places.len() };
    for (target, place) in picture.targets().zip(&places).take(labelled) {
        let what = format!("{} by {}", picture.money(target.amount), target.by);
        let chance = format!("chance {}", target.by_horizon);
        frame.label_over(placer, &Spot::new(*place, &Side::ALL), &[&what, &chance], &style);
    }
}

/// How many years of the outlook are shown: up to the last target or the last observed amount, whichever is later, and
/// five at least. Without targets, all years are shown.
fn shown_years(picture: &OutlookPicture<'_>) -> Result<usize> {
    let start = picture.outlook.start();
    let targets = picture.targets().map(|target| target.by);
    let seen = picture.series.map(Series::last);
    let last = targets.chain(seen).filter_map(|period| usize::try_from(start.periods_until(period).ok()?).ok());
    let all = usize::try_from(start.periods_until(picture.outlook.end()?)?).unwrap_or(0);
    let wanted = if picture.answers.targets.is_empty() { all } else { last.max().unwrap_or(0).max(5) };
    Ok(wanted.min(all))
}

/// The currency, and what the dashed line, the bands and the rings mean.
fn subtitle(picture: &OutlookPicture<'_>, cut: bool) -> String {
    let levels: Vec<String> =
        picture.levels.iter().map(|level| format!("{}%", (level.value() * 1e4).round() / 1e2)).collect();
    let bands = match levels.len() {
        0 => String::new(),
        _ => format!("; bands hold {}", levels.join(" and ")),
    };
    let after = if picture.series.is_some_and(|series| series.last() > picture.outlook.start()) {
        "; rings: what came after"
    } else {
        ""
    };
    let start = picture.outlook.start();
    let targets = of_all(picture.targets().count(), picture.answers.targets.len(), "targets");
    let cut = if cut { " (cut at the top)" } else { "" };
    format!("In {}; dashed: the median seen from {start}{bands}{cut}{after}{targets}", currency_name(picture.currency))
}

fn description(picture: &OutlookPicture<'_>) -> String {
    let mut text =
        format!("A fan chart from {} in {}.", picture.money(picture.outlook.amount()), picture.outlook.start());
    if let Some(last) = picture.answers.quantiles.last() {
        text += &format!(
            " In {} the median is {}, and the 80% interval goes from {} to {}.",
            last.period,
            picture.money(last.p50),
            picture.money(last.p10),
            picture.money(last.p90)
        );
    }
    for target in picture.targets() {
        text += &format!(" The chance of {} by {} is {}.", picture.money(target.amount), target.by, target.by_horizon);
    }
    text
}
