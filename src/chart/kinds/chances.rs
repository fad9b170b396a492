//! The chart `chances`: how likely each target is to have been reached by each year.
//!
//! The picture answers the question "how does the chance grow with time?" The chart `arrivals` shows the same numbers
//! as their rise from year to year.
//!
//! - The horizontal axis has the years from the outlook's start to its last year; the vertical axis has a chance in
//!   percent.
//! - Each line with dots is one target: the chance that the total of that year, or of an earlier one, is at or above
//!   it. A line never falls, since a target that was reached once stays reached.
//! - The heads above the plot name the targets in their colours, with the chance by the last year.
//!
//! Of more than four targets, the first four are drawn. The same amount with two dates counts once.

use crate::{
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Frame, Point, Words},
        kinds::outlook_picture::{
            MOST_TARGETS, OutlookPicture, color_of, of_all, percent_axis, set_heads, years_below,
        },
    },
    error::{Error, Result},
    outlook::TargetAnswer,
};

/// Draws the chance of having reached each target, by year, as one line for each target.
///
/// Every line begins at the outlook's start, without a dot: that amount is given, not a forecast.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the outlook has no targets.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     Currency,
///     chart::{Canvas, ChartKind, OutlookPicture, draw},
///     outlook::{LogRandomWalk, Outlook, OutlookOptions},
/// };
///
/// let walk = LogRandomWalk::new(0.05, 0.3)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
/// let answers = outlook.answers(["5B", "2B"])?;
/// let picture = OutlookPicture::new("Chances", Currency::USD, &outlook, &answers);
/// let chart = draw(ChartKind::Chances, &picture, Canvas::new(800, 450)?)?;
/// // A target below the start counts as reached.
/// assert!(chart.description().contains("$2B: 100% by 2031."));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(picture: &OutlookPicture<'_>, canvas: Canvas) -> Result<Chart> {
    let mut targets = picture.amounts();
    let all = targets.len();
    targets.truncate(MOST_TARGETS);
    if targets.is_empty() {
        return Err(Error::missing("target", "name a target to reach"));
    }
    let start = picture.outlook.start();
    let subtitle = format!(
        "Chance that the total of the year or an earlier one has reached it, seen from {} in {start}{}",
        picture.with_unit(picture.outlook.amount()),
        of_all(targets.len(), all, "targets")
    );
    let words = Words { title: picture.title.clone(), subtitle, source: picture.source() };
    let mut frame = Frame::new(canvas, words)?;
    let heads: Vec<String> = targets.iter().map(|target| head(picture, target)).collect();
    set_heads(&mut frame, &heads);
    // An axis of at least 5 %, so that small chances look small.
    let most = targets.iter().flat_map(|target| &target.by_period).map(|by| by.chance.value()).fold(0.05, f64::max);
    let (plot, y) = percent_axis(&mut frame, most);
    let end = picture.outlook.end()?.start_in_years();
    let x = years_below(&mut frame, &plot, (start.start_in_years(), end));
    let lines: Vec<Vec<Point>> = targets
        .iter()
        .map(|target| {
            // At the start the chance is 1 where the start has reached the target already, and 0 elsewhere.
            let met = if target.amount <= picture.outlook.amount() { 1.0 } else { 0.0 };
            let first = Point::new(x.at(start.start_in_years()), y.at(met));
            let points =
                target.by_period.iter().map(|by| Point::new(x.at(by.period.start_in_years()), y.at(by.chance.value())));
            std::iter::once(first).chain(points).collect()
        })
        .collect();
    for (at, line) in lines.iter().enumerate() {
        let color = color_of(&frame, at);
        frame.scene.line(line.clone(), 2.2 * frame.unit, color);
        for point in &line[1..] {
            frame.scene.dot(*point, 2.8 * frame.unit, color);
        }
    }
    Ok(Chart::new(frame, description(picture)))
}

/// The line above the plot that names a target: its amount, and the chance of having reached it by the last year.
///
/// ```text
/// {amount}: {chance} by {last year}
/// ```
fn head(picture: &OutlookPicture<'_>, target: &TargetAnswer) -> String {
    let last = target.by_period.last().map_or(String::new(), |last| format!(": {} by {}", last.chance, last.period));
    format!("{}{last}", picture.with_unit(target.amount))
}

/// The chart in words: the chance of every target by the last year. It names all targets, also those beyond the fourth,
/// which are not drawn.
///
/// ```text
/// A line chart of the chance of having reached each target, by year.
/// {amount}: {chance} by {last year}.
/// ```
fn description(picture: &OutlookPicture<'_>) -> String {
    let mut text = "A line chart of the chance of having reached each target, by year.".to_owned();
    for target in picture.amounts() {
        if let Some(last) = target.by_period.last() {
            text += &format!(" {}: {} by {}.", picture.with_unit(target.amount), last.chance, last.period);
        }
    }
    text
}
