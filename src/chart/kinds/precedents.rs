//! The chart `precedents`: the paths of precedents from a common start, with the pledge in front.

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

/// The multiples that may have a tick on the axis.
const TICKS: [f64; 19] =
    [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];

/// Draws the paths of precedents as multiples of the amount at entry; in front of them, the path that the pledge
/// requires and the turnover that was observed since.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) without precedents.
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
    let right = plot.right - widest.min(plot.width() * 0.4) - 12.0 * frame.unit;
    let x = years_since(&mut frame, &plot, found.asked.within, right);
    let at =
        |(years, multiple): (u32, f64)| Point::new(x.at(f64::from(years)), y.at(multiple.ln().clamp(y.low, y.high)));
    let palette = frame.scene.palette;
    // The names of lines stand to the right of the years.
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

/// Title, subtitle and source: how many of either sort there are.
fn words(picture: &BaseRatePicture<'_>) -> Words {
    let found = picture.found;
    let reached = found.precedents.iter().filter(|case| case.reached).count();
    Words {
        title: picture.title.clone().unwrap_or_else(|| {
            format!(
                "From about {}: pairs that stood there before, and how they went on",
                picture.money(found.asked.from)
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

/// A precedent's amounts as multiples of its first. A zero has no logarithm, and is drawn at the least multiple of an
/// axis.
fn path(case: &Precedent) -> Vec<(u32, f64)> {
    let multiple = |amount: f64| (amount / case.from.value()).max(TICKS[0]);
    case.path.iter().map(|point| (point.years, multiple(point.amount.value()))).collect()
}

/// The observed turnover since the pledge, as multiples of its baseline, up to the horizon.
fn since(picture: &BaseRatePicture<'_>) -> Vec<(u32, f64)> {
    let Some((start, amount, Some(series))) = picture.pledge else { return Vec::new() };
    let after = series.observed().filter_map(|(period, seen)| {
        let years = u32::try_from(start.periods_until(period).ok()?).ok()?;
        let within = years > 0 && years <= picture.found.asked.within;
        (within && seen.amount.value() > 0.0).then(|| (years, seen.amount.value() / amount.value()))
    });
    std::iter::once((0, 1.0)).chain(after).collect()
}

/// Draws a left axis of multiples, in logarithms. Ticks that would touch are left out.
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
    text: String,
    y: f64,
    style: Style,
}

/// The pair and its year of entry: `KAZ–UZB 2008`.
fn name(case: &Precedent) -> String {
    format!("{} {}", case.pair.replace('-', "–"), case.from_period)
}

/// Sets labels one below another, each as near to the end of its line as the others leave it. Where there is no room
/// for all, the first ones are set.
fn set_ends(frame: &mut Frame, plot: &Rect, left: f64, mut ends: Vec<End>) {
    let leading = frame.label_style(frame.scene.palette.ink).size * 1.15;
    // Cut before sorting: the pledge comes first in the list, and must not go.
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

/// The places nearest to the wanted ones, by the sum of squares, that are at least `apart` from one another and lie
/// between `first` and `last`. `wanted` must be in increasing order.
///
/// Places that would be too near one another are pooled at their mean (the pool-adjacent-violators algorithm of
/// isotonic regression).
fn spaced(wanted: &[f64], apart: f64, (first, last): (f64, f64)) -> Vec<f64> {
    // With one step taken off for each place before it, "at least a step apart" becomes "not falling".
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
    let most = last - apart * wanted.len().saturating_sub(1) as f64;
    let means = pools.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    means.enumerate().map(|(at, mean)| mean.min(most).max(first) + at as f64 * apart).collect()
}

fn description(picture: &BaseRatePicture<'_>) -> String {
    let cases = picture.found.precedents.iter().map(|case| {
        let did = if case.reached { "reached it" } else { "did not reach it" };
        format!(
            "{} from {} in {} to {} in {}, {did}",
            case.pair,
            picture.money(case.from),
            case.from_period,
            picture.money(case.to),
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
