//! The chance of having reached each target, by year.

use super::{
    super::{
        Canvas, Chart,
        frame::{Frame, Words},
        label::{Placer, Side, Spot},
        scene::Point,
    },
    OutlookPicture, color_of, percent_axis, years_below,
};
use crate::error::{Error, Result};

/// Draws the chance of having reached each target by each year: by its total or an earlier year's.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) without targets.
pub fn draw_chances(picture: &OutlookPicture<'_>, canvas: Canvas) -> Result<Chart> {
    let targets = picture.amounts();
    if targets.is_empty() {
        return Err(Error::missing("target", "the chance by year is that of reaching one"));
    }
    let start = picture.outlook.start();
    let subtitle = format!(
        "Chance that the total of the year or an earlier one has reached it, seen from {} in {start}",
        picture.money(picture.outlook.amount())
    );
    let words = Words { title: picture.title.clone(), subtitle, source: picture.source() };
    let mut frame = Frame::new(canvas, words)?;
    let most = targets.iter().flat_map(|target| &target.by_period).map(|by| by.chance.value()).fold(0.05, f64::max);
    let (plot, y) = percent_axis(&mut frame, most);
    let end = picture.outlook.end()?.start_in_years();
    let x = years_below(&mut frame, &plot, (start.start_in_years(), end));
    let mut placer = Placer::new(plot);
    let lines: Vec<Vec<Point>> = targets
        .iter()
        .map(|target| {
            let met = if target.amount <= picture.outlook.amount() { 1.0 } else { 0.0 };
            let first = Point::new(x.at(start.start_in_years()), y.at(met));
            let points =
                target.by_period.iter().map(|by| Point::new(x.at(by.period.start_in_years()), y.at(by.chance.value())));
            std::iter::once(first).chain(points).collect()
        })
        .collect();
    for (at, line) in lines.iter().enumerate() {
        placer.avoid_line(line);
        let color = color_of(&frame, at);
        frame.scene.line(line.clone(), 2.2 * frame.unit, color);
        for point in &line[1..] {
            frame.scene.dot(*point, 2.8 * frame.unit, color);
        }
    }
    for (at, (target, line)) in targets.iter().zip(&lines).enumerate() {
        let (Some(end), Some(last)) = (line.last(), target.by_period.last()) else { continue };
        let style = frame.label_style(color_of(&frame, at)).semibold();
        let text = format!("{}: {} by {}", picture.money(target.amount), last.chance, last.period);
        let sides = [Side::AboveLeft, Side::BelowLeft, Side::Left, Side::Above, Side::Below];
        frame.label(&mut placer, &Spot::new(*end, &sides), &[&text], &style);
    }
    Ok(Chart::new(frame, description(picture)))
}

fn description(picture: &OutlookPicture<'_>) -> String {
    let mut text = "A line chart of the chance of having reached each target, by year.".to_owned();
    for target in picture.amounts() {
        if let Some(last) = target.by_period.last() {
            text += &format!(" {}: {} by {}.", picture.money(target.amount), last.chance, last.period);
        }
    }
    text
}
