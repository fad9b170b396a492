//! The chart `arrivals`: how likely each year is to be the first that reaches a target.
//!
//! The picture answers the question "when will the target be reached?" with a distribution instead of one year.
//!
//! - The horizontal axis has the years of the outlook; the vertical axis has a chance in percent.
//! - Each bar is the chance that this year's total is the first one at or above the target. Each target has one colour.
//! - The heads above the plot name the targets in their colours, with the year of even odds, where there is one, and
//!   the chance that no year up to the last one reaches the target. The bars of a target and that chance add up to one.
//!
//! Targets at or below the outlook's start are left out, because they are reached already. Of more than four targets,
//! the first four are drawn. The same amount with two dates counts once, since the chart does not depend on dates.

use crate::{
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Frame, Point, Words},
        kinds::outlook_picture::{MOST_TARGETS, OutlookPicture, color_of, of_all, percent_axis, set_heads},
    },
    error::{Error, Result},
    outlook::TargetAnswer,
};

/// The share of a year's width that its bars fill together. The rest keeps the bars of neighbouring years apart.
const FILLED: f64 = 0.72;

/// Draws the distribution of the year of arrival: for each target, a bar for each year.
///
/// The bars of a year stand side by side, one for each target, in the order of the heads. The vertical axis ends at or
/// above the highest bar.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where no target lies above the start, so that there is nothing to
/// wait for.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     Currency, ErrorKind,
///     chart::{Canvas, ChartKind, OutlookPicture, draw},
///     outlook::{LogRandomWalk, Outlook, OutlookOptions},
/// };
///
/// let walk = LogRandomWalk::new(0.05, 0.3)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
/// let canvas = Canvas::new(800, 450)?;
/// let answers = outlook.answers(["5B", "2B"])?;
/// let picture = OutlookPicture::new("Arrivals", Currency::USD, &outlook, &answers);
/// let chart = draw(ChartKind::Arrivals, &picture, canvas)?;
/// assert!(chart.description().contains("$5B: even odds by "));
/// // The start is above 2 billion already.
/// assert!(!chart.description().contains("$2B"));
///
/// let answers = outlook.answers(["2B"])?;
/// let picture = OutlookPicture::new("Arrivals", Currency::USD, &outlook, &answers);
/// let error = draw(ChartKind::Arrivals, &picture, canvas).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(picture: &OutlookPicture<'_>, canvas: Canvas) -> Result<Chart> {
    let start = picture.outlook.amount();
    let mut targets: Vec<&TargetAnswer> =
        picture.amounts().into_iter().filter(|target| target.amount > start).collect();
    let all = targets.len();
    targets.truncate(MOST_TARGETS);
    if targets.is_empty() {
        return Err(Error::missing("target ahead", "name a target above the start"));
    }
    let subtitle = format!(
        "Chance of each year to be the first whose total reaches it, seen from {} in {}{}",
        picture.with_unit(start),
        picture.outlook.start(),
        of_all(targets.len(), all, "targets")
    );
    let words = Words { title: picture.title.clone(), subtitle, source: picture.source() };
    let mut frame = Frame::new(canvas, words)?;
    let bars: Vec<Vec<f64>> = targets.iter().map(|target| first_years(target)).collect();
    // An axis of at least 1 %, so that chances near zero do not fill the plot.
    let most = bars.iter().flatten().copied().fold(0.01, f64::max);
    let heads: Vec<String> = targets.iter().map(|target| head(picture, target)).collect();
    set_heads(&mut frame, &heads);
    let (plot, y) = percent_axis(&mut frame, most);
    let years: Vec<i32> = picture.outlook.periods().map(|period| period.calendar_year()).collect();
    let room = plot.width() / years.len() as f64;
    let style = frame.axis_style();
    // Each year has a bar, but only every n-th year has a figure where the figures would touch.
    let every = (frame.width("2000", &style) * 1.4 / room).ceil().max(1.0) as usize;
    let middle = |at: usize| plot.left + room * (at as f64 + 0.5);
    let places: Vec<(f64, String)> =
        years.iter().enumerate().step_by(every).map(|(at, year)| (middle(at), year.to_string())).collect();
    frame.bottom_axis(&places, plot.bottom);
    let width = room * FILLED / targets.len() as f64;
    for (of, bars) in bars.iter().enumerate() {
        let color = color_of(&frame, of);
        for (at, chance) in bars.iter().enumerate() {
            let left = middle(at) - room * FILLED / 2.0 + width * of as f64;
            // A bar is a little narrower than its share of the year, so that neighbours of two colours are told apart.
            frame.scene.rectangle(Point::new(left, y.at(*chance)), Point::new(left + width * 0.92, plot.bottom), color);
        }
    }
    Ok(Chart::new(frame, description(picture, &targets)))
}

/// The line above the plot that names a target: its amount, the year by which its chance reaches 50 %, and the chance
/// of not being reached up to the outlook's last year.
///
/// The year of even odds is left out where no year of the outlook has it.
///
/// ```text
/// {amount}: even odds by {year}, not by {last year}: {chance}
/// ```
fn head(picture: &OutlookPicture<'_>, target: &TargetAnswer) -> String {
    let end = picture.outlook.end().map(|end| end.to_string()).unwrap_or_default();
    let half = target.arrival.p50.map_or(String::new(), |year| format!("even odds by {year}, "));
    format!("{}: {half}not by {end}: {}", picture.with_unit(target.amount), target.arrival.never)
}

/// The chance of each year to be the first that reaches the target, as fractions, in the order of the years.
///
/// The outlook gives the chance of having arrived by each year. The difference between two neighbouring years is the
/// chance of arriving in the later one:
///
/// ```text
/// first(t) = by(t) - by(t - 1),   by(0) = 0
/// ```
fn first_years(target: &TargetAnswer) -> Vec<f64> {
    let mut before = 0.0;
    let chances = target.by_period.iter().map(|by| {
        let first = by.chance.value() - before;
        before = by.chance.value();
        // Rounding may take a rise of zero below zero.
        first.max(0.0)
    });
    chances.collect()
}

/// The chart in words: for each target that is drawn, the year of even odds and the chance of not arriving.
///
/// ```text
/// A bar chart of the year in which each target is first reached.
/// {amount}: even odds by {year}; not within the years shown: {chance}.
/// ```
fn description(picture: &OutlookPicture<'_>, targets: &[&TargetAnswer]) -> String {
    let mut text = "A bar chart of the year in which each target is first reached.".to_owned();
    for target in targets {
        let half = target.arrival.p50.map_or("none of the years shown".to_owned(), |year| year.to_string());
        text += &format!(
            " {}: even odds by {half}; not within the years shown: {}.",
            picture.with_unit(target.amount),
            target.arrival.never
        );
    }
    text
}
