//! The chart `precedents`: which paths the pairs took that once stood where this one stands.
//!
//! The picture answers the question "who has done this, how did they get there, and who has not?"
//!
//! - The horizontal axis has the years since a pair entered the band. The vertical axis has the turnover as a multiple
//!   of the one at entry, in logarithms, so that constant growth is a straight line and all lines begin at one.
//! - Each thin line is a precedent, with its pair and year of entry at the end: in one colour where it reached the
//!   target, in grey where it did not within the horizon.
//! - The thick dashed line is constant growth to the target: the path that the pledge requires. A ring marks its end.
//! - The thick dark line is the turnover that was observed since the pledge, where it is known.
//!
//! Precedents are the cases most alike at their start, as many at most of those that reached the target as of those
//! that did not. How many there are of either says nothing about the share, and the subtitle says so. Names for which
//! the height is too small are left out.

use crate::{
    base_rate::Precedent,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Frame, Placer, Point, Rect, Scale, Side, Spot, Style, Words},
        kinds::base_rate_picture::{BaseRatePicture, years_since},
    },
    error::{Error, Result},
};

/// The multiples that may have a tick on the axis, in increasing order. A chart has those that lie within its range and
/// do not touch.
///
/// The first and the last also bound the axis: a smaller or larger multiple is drawn at its edge.
const TICKS: [f64; 19] =
    [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];

/// Draws the precedents' paths as multiples of the amount at entry, with the required path and the observed turnover
/// over them.
///
/// The precedents are drawn first, since many thin lines would hide the two thick ones.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the base rate names no precedents.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     ErrorKind,
///     base_rate::{BaseRateQuestion, BaseRateTable},
///     chart::{BaseRatePicture, Canvas, ChartKind, draw},
/// };
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// let canvas = Canvas::new(800, 450)?;
/// let chart = draw(ChartKind::Precedents, &BaseRatePicture::new(&found), canvas)?;
/// let words = chart.description();
/// assert!(words.starts_with("A line chart of precedents from a common start. "));
///
/// // A question that asks for no precedents has none to draw.
/// let none = question.precedents(0).run(BaseRateTable::shipped()?)?;
/// let picture = BaseRatePicture::new(&none);
/// let error = draw(ChartKind::Precedents, &picture, canvas).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(picture: &BaseRatePicture<'_>, canvas: Canvas) -> Result<Chart> {
    let found = picture.found;
    if found.precedents.is_empty() {
        return Err(Error::missing("precedents", "the base rate names no precedents"));
    }
    let mut frame = Frame::new(canvas, words(picture))?;
    let lines: Vec<Vec<(u32, f64)>> = found.precedents.iter().map(path).collect();
    let since = since(picture);
    let (plot, y) = axis(&mut frame, picture, lines.iter().chain([&since]));
    let texts: Vec<String> = found.precedents.iter().map(name).collect();
    let style = frame.label_style(frame.scene.palette.ink);
    let widest =
        texts.iter().map(|text| frame.width(text, &style)).fold(frame.width("the pledge", &style.semibold()), f64::max);
    // The names of the lines stand to the right of the last year, in at most 40 % of the plot.
    let right = plot.right - widest.min(plot.width() * 0.4) - 12.0 * frame.unit;
    let x = years_since(&mut frame, &plot, found.asked.within, right);
    // A multiple beyond the axis is drawn at its edge, so that no line leaves the plot.
    let at =
        |(years, multiple): (u32, f64)| Point::new(x.at(f64::from(years)), y.at(multiple.ln().clamp(y.low, y.high)));
    let palette = frame.scene.palette;
    // The label "what came" must keep off the names of the lines.
    let mut placer = Placer::new(Rect { right, ..plot });
    let drawn = found.precedents.iter().zip(&lines);
    for (case, line) in drawn.clone() {
        let points: Vec<Point> = line.iter().copied().map(at).collect();
        placer.avoid_line(&points);
        let color = if case.reached { palette.route } else { palette.history };
        frame.scene.line(points, 1.1 * frame.unit, color);
    }
    // Constant growth from one times to the multiple asked for; on an axis of logarithms, a straight line.
    let required: Vec<Point> = (0..=found.asked.within)
        .map(|years| at((years, found.asked.multiple.powf(f64::from(years) / f64::from(found.asked.within)))))
        .collect();
    frame.scene.dashed(&required, 2.6 * frame.unit, palette.pledge, [7.0 * frame.unit, 4.0 * frame.unit]);
    placer.avoid_line(&required);
    let came: Vec<Point> = since.iter().copied().map(at).collect();
    placer.avoid_line(&came);
    frame.scene.line(came.clone(), 3.0 * frame.unit, palette.ink);
    if let (Some(end), true) = (came.last(), came.len() > 1) {
        frame.scene.dot(*end, 4.0 * frame.unit, palette.ink);
        let style = frame.label_style(palette.ink).semibold();
        let sides = [Side::Right, Side::BelowRight, Side::AboveRight, Side::Above, Side::Below];
        frame.label(&mut placer, &Spot::new(*end, &sides), &["what came"], &style);
    }
    // The name of the required path comes first, so that it is kept where there is no room for all names.
    let mut ends: Vec<End> = Vec::new();
    if let Some(end) = required.last() {
        frame.scene.ring(*end, 5.0 * frame.unit, 2.0 * frame.unit, palette.pledge);
        let text = if picture.pledge.is_some() { "the pledge" } else { "required" };
        ends.push(End { text: text.to_owned(), y: end.y, style: frame.label_style(palette.pledge).semibold() });
    }
    for ((case, line), text) in drawn.zip(texts) {
        let color = if case.reached { palette.route } else { palette.muted };
        ends.extend(line.last().map(|end| End { text, y: at(*end).y, style: frame.label_style(color) }));
    }
    let left = right + 10.0 * frame.unit;
    set_ends(&mut frame, &plot, left, ends);
    Ok(Chart::new(frame, description(picture)))
}

/// The words around the chart. The subtitle says how many precedents reached the target and how many did not.
///
/// The source line leaves out the method of the shares, since this chart shows none.
///
/// ```text
/// Turnover over that at entry, by years since;
/// blue: {n} that reached {target}, grey: {m} that did not within {horizon} years
/// ```
fn words(picture: &BaseRatePicture<'_>) -> Words {
    let found = picture.found;
    let reached = found.precedents.iter().filter(|case| case.reached).count();
    Words {
        title: picture.title.clone().unwrap_or_else(|| {
            format!(
                "From about {}: pairs that stood there before, and how they went on",
                picture.with_unit(found.asked.from)
            )
        }),
        subtitle: format!(
            "Turnover over that at entry, by years since; blue: {reached} that reached {}, grey: {} that did not within {} years (chosen by likeness: their number says nothing)",
            picture.target(),
            found.precedents.len() - reached,
            found.asked.within
        ),
        source: picture.source().replace("; shares by Kaplan and Meier", ""),
    }
}

/// A precedent's path: years since entry, and the amount as a multiple of the amount at entry.
///
/// An amount of zero has no logarithm. It is drawn at the least multiple that an axis can have.
///
/// ```text
/// multiple(t) = max(amount(t) / amount(0), 0.01)
/// ```
fn path(case: &Precedent) -> Vec<(u32, f64)> {
    let multiple = |amount: f64| (amount / case.from.value()).max(TICKS[0]);
    case.path.iter().map(|point| (point.years, multiple(point.amount.value()))).collect()
}

/// The turnover that was observed since the pledge: years after its baseline, and the amount as a multiple of the
/// baseline.
///
/// It begins at one times in year 0, ends at the horizon, and leaves out amounts of zero, which have no logarithm. It
/// is empty where the picture has no pledge or no turnover.
fn since(picture: &BaseRatePicture<'_>) -> Vec<(u32, f64)> {
    let Some((start, amount, Some(series))) = picture.pledge else { return Vec::new() };
    let after = series.observed().filter_map(|(period, seen)| {
        let years = u32::try_from(start.periods_until(period).ok()?).ok()?;
        let within = years > 0 && years <= picture.found.asked.within;
        (within && seen.amount.value() > 0.0).then(|| (years, seen.amount.value() / amount.value()))
    });
    std::iter::once((0, 1.0)).chain(after).collect()
}

/// Draws a left axis of multiples, and returns the plot and a scale of natural logarithms of multiples.
///
/// `lines` are all paths that must fit. The axis also holds one times and the target, and a margin of 5 % on either
/// side. Of the ticks that would touch, the lower one is kept, except that one times always is.
fn axis<'a>(
    frame: &mut Frame,
    picture: &BaseRatePicture<'_>,
    lines: impl Iterator<Item = &'a Vec<(u32, f64)>>,
) -> (Rect, Scale) {
    let multiple = picture.found.asked.multiple;
    let (low, high) = lines
        .flatten()
        .fold((multiple.min(1.0), multiple.max(1.0)), |(low, high), (_, of)| (low.min(*of), high.max(*of)));
    let (low, high) = ((low * 0.95).max(TICKS[0]), (high * 1.05).min(TICKS[TICKS.len() - 1]));
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter();
    let y = Scale { low: low.ln(), high: high.ln(), from: bottom, to: room.top + 5.0 * frame.unit };
    // The least distance of two ticks, in pixels: the height of a figure and some space.
    let least = 20.0 * frame.unit;
    let mut ticks: Vec<f64> = Vec::new();
    for tick in TICKS.into_iter().filter(|tick| (low..=high).contains(tick)) {
        // One times, where all lines begin, has its tick before its neighbours have theirs.
        let near = |other: &f64| (y.at(other.ln()) - y.at(tick.ln())).abs() < least;
        if tick == 1.0 {
            ticks.retain(|other| !near(other));
        }
        if ticks.last().is_none_or(|last| !near(last)) {
            ticks.push(tick);
        }
    }
    let logs: Vec<f64> = ticks.iter().map(|tick| tick.ln()).collect();
    let names: Vec<String> = ticks.iter().map(|tick| format!("{tick}×")).collect();
    let left = frame.value_axis(&logs, &names, &y, room.right);
    (Rect { left, top: y.to, right: room.right, bottom }, y)
}

/// A label to the right of the end of a line.
struct End {
    /// What the label says.
    text: String,
    /// The height of the line's end, in pixels. The label stands there where others leave room.
    y: f64,
    /// The colour and weight of the label, which are those of its line.
    style: Style,
}

/// The pair and its year of entry: `BHR–SAU 2008`.
fn name(case: &Precedent) -> String {
    format!("{} {}", case.pair.replace('-', "–"), case.from_period)
}

/// Sets the labels one below another from the pixel `left` on, each as near to the end of its line as the others allow.
///
/// Where the plot is too low for all labels, those at the end of the list are left out.
fn set_ends(frame: &mut Frame, plot: &Rect, left: f64, mut ends: Vec<End>) {
    let leading = frame.label_style(frame.scene.palette.ink).size * 1.15;
    // The list is cut before it is sorted by height: the required path comes first in it, and must not go.
    ends.truncate((plot.height() / leading) as usize);
    ends.sort_by(|one, other| one.y.total_cmp(&other.y));
    let wanted: Vec<f64> = ends.iter().map(|end| end.y).collect();
    let places = spaced(&wanted, leading, (plot.top + leading / 2.0, plot.bottom - leading / 2.0));
    for (end, y) in ends.iter().zip(places) {
        for line in frame.ruler.wrap(&end.text, end.style.size, end.style.weight, frame.room.right - left, 1) {
            // Keeps the grid from striking the words through.
            let (width, half) = (frame.width(&line, &end.style), leading / 2.0);
            let background = frame.scene.palette.background;
            frame.scene.rectangle(Point::new(left, y - half), Point::new(left + width, y + half), background);
            frame.text_centered(&line, Point::new(left, y), &end.style);
        }
    }
}

/// Places for labels of which none touches another: at least `apart` pixels from one to the next, between `first` and
/// `last`.
///
/// Of all such places, these are the nearest to the wanted ones by the sum of squares:
///
/// ```text
/// minimise    sum of (place[k] - wanted[k])²
/// subject to  place[k + 1] - place[k] >= apart
/// ```
///
/// `wanted` must be in increasing order. Places that would be too near one another are pooled at their mean (the
/// pool-adjacent-violators algorithm of isotonic regression). Where the labels do not fit between `first` and `last`,
/// the last ones end up beyond `last`; the caller has cut the list so that they fit.
fn spaced(wanted: &[f64], apart: f64, (first, last): (f64, f64)) -> Vec<f64> {
    // With one distance taken off for each place before it, "at least `apart`" becomes "not falling". A pool is the sum
    // of the wanted places in it, and their number.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (at, place) in wanted.iter().enumerate() {
        let (mut sum, mut count) = (place - at as f64 * apart, 1);
        while let Some((before, of)) = pools.last().copied() {
            if before / of as f64 <= sum / count as f64 {
                break;
            }
            (sum, count) = (sum + before, count + of);
            pools.pop();
        }
        pools.push((sum, count));
    }
    // The last place that the first label may have, so that all others still fit below it.
    let most = last - apart * wanted.len().saturating_sub(1) as f64;
    let means = pools.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    means.enumerate().map(|(at, mean)| mean.min(most).max(first) + at as f64 * apart).collect()
}

/// The chart in words: every precedent with its amounts, its years, and whether it reached the target.
///
/// ```text
/// A line chart of precedents from a common start.
/// BHR-SAU from $3.02B in 2008 to $13B in 2013, reached it.
/// ```
fn description(picture: &BaseRatePicture<'_>) -> String {
    let cases = picture.found.precedents.iter().map(|case| {
        let did = if case.reached { "reached it" } else { "did not reach it" };
        format!(
            "{} from {} in {} to {} in {}, {did}",
            case.pair,
            picture.with_unit(case.from),
            case.from_period,
            picture.with_unit(case.to),
            case.to_period
        )
    });
    format!("A line chart of precedents from a common start. {}.", cases.collect::<Vec<_>>().join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_distance_and_stay_near_their_lines() {
        assert_eq!(spaced(&[10.0, 50.0], 10.0, (0.0, 100.0)), [10.0, 50.0]);
        assert_eq!(spaced(&[50.0, 50.0, 50.0], 10.0, (0.0, 100.0)), [40.0, 50.0, 60.0]);
        assert_eq!(spaced(&[2.0, 2.0, 90.0, 99.0], 10.0, (5.0, 95.0)), [5.0, 15.0, 85.0, 95.0]);
        assert!(spaced(&[], 10.0, (0.0, 1.0)).is_empty());
    }
}
