//! The chart `eras`: whether the base rate depends on the years in which pairs stood there.
//!
//! The picture answers the question "is the share of all years together a fair one to expect today?" Shocks hit all
//! pairs at once, so that the shares of two eras can lie further apart than the interval of either.
//!
//! - Each row is an era, the cases that entered within the same five calendar years, with their number in brackets. The
//!   first row has the cases of all years.
//! - The horizontal axis has the share that reached the target within the horizon, in percent.
//! - A dot is the share and the bar through it is the interval of 95 %. The figure stands to the right of the bar.
//! - An open ring is the share of an era whose cases could not be followed to the horizon: it holds by an earlier year,
//!   which the figure names, and is the least that the share can be.
//!
//! An era of too few cases has a row with its number and no share. A base rate of too few cases has no chart at all.

use crate::{
    base_rate::Interval,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Anchor, Frame, Point, Scale, Words, percent_name, round_ticks},
        kinds::base_rate_picture::BaseRatePicture,
    },
    error::Result,
    period::span,
    probability::Probability,
    wording::count,
};

/// One row of the chart: an era, or all years together.
struct Row {
    /// The years of entry: `2000–2004`, or `All, 2000–2020` for all years together.
    name: String,
    /// The number of cases that entered in these years.
    count: u32,
    /// The share that reached the target, its interval of 95 %, and the year since entry by which both hold where that
    /// is earlier than the horizon. None where the cases are too few.
    share: Option<(Probability, Interval, Option<u32>)>,
    /// Whether the row is that of all years together. It has another colour and bolder text.
    whole: bool,
}

/// Draws one row for all years together, and under it one row for each era, the earliest first.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where cases are too few to speak of a share.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     base_rate::{BaseRateQuestion, BaseRateTable},
///     chart::{BaseRatePicture, Canvas, ChartKind, draw},
/// };
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// let picture = BaseRatePicture::new(&found);
/// let chart = draw(ChartKind::Eras, &picture, Canvas::new(800, 450)?)?;
/// let words = chart.description();
/// assert!(words.starts_with("A dot chart of shares by years of entry. All, "));
/// // The first era is that of 2000 to 2004.
/// assert!(words.contains("2000–2004: "));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(picture: &BaseRatePicture<'_>, canvas: Canvas) -> Result<Chart> {
    picture.enough()?;
    let rows = rows(picture);
    let words = Words {
        title: picture.title.clone().unwrap_or_else(|| title(picture)),
        subtitle: format!(
            "Share that reached {} within {} years from about {}, by the years in which pairs entered; bars: 95% interval; open: followed for less",
            picture.target(),
            picture.found.asked.within,
            picture.with_unit(picture.found.asked.from)
        ),
        source: picture.source(),
    };
    let mut frame = Frame::new(canvas, words)?;
    // Few rows do not spread over the whole height: they would be too far apart to compare.
    let height = ((frame.room.height() - frame.bottom_gutter()) / rows.len() as f64).min(64.0 * frame.unit);
    let x = axis(&mut frame, &rows, height * rows.len() as f64);
    for (at, row) in rows.iter().enumerate() {
        let middle = frame.room.top + (at as f64 + 0.5) * height;
        draw_row(&mut frame, row, &x, middle);
    }
    Ok(Chart::new(frame, description(&rows)))
}

/// The title: it names the era with the highest share and the one with the lowest.
///
/// Only eras with enough cases, all of which could be followed to the horizon, are compared: the share of a shorter
/// time is lower for that reason alone. Where fewer than two eras remain, or their shares are printed alike, the title
/// says only what the rows are.
///
/// ```text
/// It depends on when: 32% of those from 2000–2004, 1% of those from 2010–2014
/// ```
fn title(picture: &BaseRatePicture<'_>) -> String {
    let within = picture.found.asked.within;
    let eras = picture.found.eras.iter().filter(|era| !era.too_few && era.followed_years == within);
    let shares = eras.filter_map(|era| Some((span(era.from, era.to), era.share?)));
    let mut shares: Vec<(String, Probability)> = shares.collect();
    shares.sort_by(|(_, one), (_, other)| other.value().total_cmp(&one.value()));
    match &shares[..] {
        // Shares that are printed alike do not differ for the reader.
        [(most, high), .., (least, low)] if high.to_string() != low.to_string() => {
            format!("It depends on when: {high} of those from {most}, {low} of those from {least}")
        }
        _ => "The same question by the years in which pairs stood there".to_owned(),
    }
}

/// The rows of the chart, from top to bottom: all years together, then each era.
///
/// An era of too few cases keeps its row, without a share: leaving it out would look as though nothing had happened in
/// those years.
fn rows(picture: &BaseRatePicture<'_>) -> Vec<Row> {
    let found = picture.found;
    let by = |years: u32| (years < found.asked.within).then_some(years);
    let whole = Row {
        name: format!("All, {}", span(found.panel.from, found.panel.to)),
        count: found.entered,
        share: found.share.zip(found.interval).map(|(share, interval)| (share, interval, by(found.followed_years))),
        whole: true,
    };
    let eras = found.eras.iter().map(|era| Row {
        name: span(era.from, era.to),
        count: era.entered,
        share: era
            .share
            .zip(era.interval)
            .filter(|_| !era.too_few)
            .map(|(share, interval)| (share, interval, by(era.followed_years))),
        whole: false,
    });
    std::iter::once(whole).chain(eras).collect()
}

/// Draws the axis of shares, with grid lines over all rows, and returns its scale.
///
/// The axis stands between the names on the left, which take at most 45 % of the width, and the figures on the right.
/// `height` is the height of all rows in pixels. The scale takes shares as fractions, and ends at a round percentage at
/// or above the highest interval.
fn axis(frame: &mut Frame, rows: &[Row], height: f64) -> Scale {
    let style = frame.label_style(frame.scene.palette.ink).semibold();
    let names = rows.iter().map(|row| frame.width(&name(row), &style)).fold(0.0, f64::max);
    let top =
        rows.iter().filter_map(|row| row.share).map(|(_, interval, _)| interval.high.value()).fold(0.05, f64::max);
    let left = frame.room.left + names.min(frame.room.width() * 0.45) + 16.0 * frame.unit;
    // Every figure stands to the right of its bar, and the longest bar may end where the axis ends.
    let figures = rows.iter().filter_map(figure).map(|text| frame.width(&text, &style)).fold(0.0, f64::max);
    // On a narrow canvas the names and figures may leave nothing: an axis of 40 pixels is drawn all the same.
    let right = (frame.room.right - figures - 14.0 * frame.unit).max(left + 40.0);
    let steps = ((right - left) / (56.0 * frame.unit)).clamp(2.0, 6.0);
    let ticks = round_ticks(0.0, top * 100.0, steps);
    let high = ticks.last().copied().unwrap_or(100.0);
    let x = Scale { low: 0.0, high: high / 100.0, from: left, to: right };
    let (grid, muted) = (frame.scene.palette.grid, frame.scene.palette.muted);
    let bottom = frame.room.top + height;
    for tick in &ticks {
        let place = x.at(tick / 100.0);
        let color = if *tick == 0.0 { muted } else { grid };
        frame.scene.line(
            vec![Point::new(place, frame.room.top), Point::new(place, bottom)],
            frame.unit.max(0.8),
            color,
        );
    }
    let places: Vec<(f64, String)> = ticks.iter().map(|tick| (x.at(tick / 100.0), percent_name(*tick))).collect();
    frame.bottom_axis(&places, bottom);
    x
}

/// The name of a row with its number of cases: `2000–2004 (391)`.
fn name(row: &Row) -> String {
    format!("{} ({})", row.name, count(row.count))
}

/// The figure beside a bar: the share, followed by the year by which it holds where that is not the horizon, such as
/// `0% by year 5`. None where there is no share.
fn figure(row: &Row) -> Option<String> {
    row.share.map(|(share, _, by)| by.map_or(share.to_string(), |years| format!("{share} by year {years}")))
}

/// Draws one row at the height `middle`: its name, the interval as a bar, the share as a dot or ring, and the figure.
///
/// `x` is the scale of shares. A name that is too long for its room is cut.
fn draw_row(frame: &mut Frame, row: &Row, x: &Scale, middle: f64) {
    let palette = frame.scene.palette;
    let color = if row.whole { palette.pledge } else { palette.route };
    let plain = frame.label_style(palette.ink);
    let style = if row.whole { plain.semibold() } else { plain };
    let room = x.from - frame.room.left - 8.0 * frame.unit;
    for line in frame.ruler.wrap(&name(row), style.size, style.weight, room, 1) {
        frame.text_centered(&line, Point::new(frame.room.left, middle), &style);
    }
    let muted = frame.label_style(palette.muted);
    let Some((share, interval, by)) = row.share else {
        frame.text_centered("too few for a share", Point::new(x.from + 8.0 * frame.unit, middle), &muted);
        return;
    };
    let (low, high) = (x.at(interval.low.value()), x.at(interval.high.value()));
    frame.scene.line(vec![Point::new(low, middle), Point::new(high, middle)], 3.0 * frame.unit, color);
    let center = Point::new(x.at(share.value()), middle);
    match by {
        None => frame.scene.dot(center, 5.0 * frame.unit, color),
        Some(_) => frame.scene.ring(center, 5.0 * frame.unit, 2.0 * frame.unit, color),
    }
    let text = figure(row).unwrap_or_default();
    let style = frame.label_style(color).semibold().anchored(Anchor::Start);
    let left = high.max(center.x + 5.0 * frame.unit) + 8.0 * frame.unit;
    let half = style.size * 0.6;
    // The figure covers the grid under it, so that no grid line strikes it through.
    let width = frame.width(&text, &style);
    let background = palette.background;
    frame.scene.rectangle(Point::new(left, middle - half), Point::new(left + width, middle + half), background);
    frame.text_centered(&text, Point::new(left, middle), &style);
}

/// The chart in words: for each row the share, the number of cases and the interval, or that cases were too few.
///
/// ```text
/// A dot chart of shares by years of entry.
/// All, 2000–2020: 18% of 1084 cases (15% to 20%). 2000–2004: 32% of 391 cases (28% to 37%).
/// 2020: 11 cases, too few for a share.
/// ```
fn description(rows: &[Row]) -> String {
    let facts = rows.iter().map(|row| match row.share {
        None => format!("{}: {} cases, too few for a share", row.name, row.count),
        Some((share, interval, by)) => {
            let by = by.map_or(String::new(), |years| format!(" by year {years}"));
            format!("{}: {share}{by} of {} cases ({} to {})", row.name, row.count, interval.low, interval.high)
        }
    });
    format!("A dot chart of shares by years of entry. {}.", facts.collect::<Vec<_>>().join(". "))
}
