//! The chart `base-rate`: which share of pairs had reached the target by each year since they stood where this pair
//! stands.
//!
//! The picture answers the question "of the pairs that once stood near this amount, how many got to the target, and
//! when?"
//!
//! - The horizontal axis has the years since a pair entered the band around the amount; the vertical axis has a share
//!   in percent.
//! - The line with dots is the share that had reached the target by each year (Kaplan and Meier). The share of the last
//!   year stands at its end.
//! - The shaded area is the interval of 95 % of each share.
//! - The dashed line is the share of the same pairs that were on pace: that had reached what constant growth to the
//!   target requires by then. It counts those that kept up for a time, whether or not they got to the target.
//!
//! A base rate of too few cases has no chart, since its share says next to nothing. The dashed line is left out where
//! the target is a fall, and where it is one amount for all pairs, because the required growth then differs from pair
//! to pair. The curve ends where no case could be followed any longer, although the axis goes on to the horizon.

use crate::{
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Frame, Placer, Point, Side, Spot, Words},
        kinds::{
            base_rate_picture::{BaseRatePicture, years_since},
            outlook_picture::percent_axis,
        },
    },
    error::Result,
    wording::count,
};

/// Draws the share of pairs that had reached the target by each year since their entry, with its interval of 95 %, and
/// the share that was on pace as a dashed line.
///
/// The area comes first, so that both lines lie over it. The figure at the end of the curve stands to the right of the
/// plot, in room that was kept for it.
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
/// let chart = draw(ChartKind::BaseRate, &picture, Canvas::new(800, 450)?)?;
/// assert!(chart.description().starts_with("A line chart of the share of "));
/// assert!(chart.description().contains("by year 1, "));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(picture: &BaseRatePicture<'_>, canvas: Canvas) -> Result<Chart> {
    picture.enough()?;
    let found = picture.found;
    // A fall has no pace in this chart: "reached what growth requires" would mean "fell no further than".
    let pace: Vec<_> = found.on_pace.iter().filter(|_| !found.asked.falls()).collect();
    let mut frame = Frame::new(canvas, words(picture, !pace.is_empty()))?;
    let points = found.curve.iter().map(|point| point.high.value()).chain(pace.iter().map(|point| point.share.value()));
    // The axis holds the upper ends of the intervals as well as the shares, and at least 5 %.
    let (plot, y) = percent_axis(&mut frame, points.fold(0.05, f64::max));
    let label = frame.label_style(frame.scene.palette.route).semibold();
    let share = found.share.map_or(String::new(), |share| share.to_string());
    let right = plot.right - frame.width(&share, &label) - 12.0 * frame.unit;
    let x = years_since(&mut frame, &plot, found.asked.within, right);
    let at = |years: u32, share: f64| Point::new(x.at(f64::from(years)), y.at(share));
    let start = at(0, 0.0);
    let line = |end: fn(&crate::base_rate::CurvePoint) -> f64| -> Vec<Point> {
        std::iter::once(start).chain(found.curve.iter().map(|point| at(point.years, end(point)))).collect()
    };
    let palette = frame.scene.palette;
    let (low, high) = (line(|point| point.low.value()), line(|point| point.high.value()));
    frame.scene.area(&high, &low, palette.route, 0.18);
    let shares = line(|point| point.share.value());
    let mut placer = Placer::new(plot);
    for edge in [&low, &high, &shares] {
        placer.avoid_line(edge);
    }
    let kept: Vec<Point> = pace.iter().map(|point| at(point.years, point.share.value())).collect();
    frame.scene.dashed(&kept, 1.8 * frame.unit, palette.pledge, [5.0 * frame.unit, 4.0 * frame.unit]);
    placer.avoid_line(&kept);
    frame.scene.line(shares.clone(), 2.4 * frame.unit, palette.route);
    // The start has a share of zero by definition, and so no dot of its own.
    for point in &shares[1..] {
        frame.scene.dot(*point, 2.8 * frame.unit, palette.route);
    }
    if let Some(end) = shares.last() {
        frame.text_centered(&share, Point::new(end.x + 8.0 * frame.unit, end.y), &label);
    }
    // A third of the way along, the dashed line is farthest from the curve and has room for its name.
    if let Some((point, _)) = kept.iter().zip(&pace).nth(kept.len() / 3) {
        let style = frame.label_style(palette.pledge);
        let whose = if picture.pledge.is_some() { "on the pledge’s own path" } else { "on the required path" };
        let sides = [Side::Above, Side::AboveRight, Side::AboveLeft, Side::Right, Side::Below];
        frame.label_over(&mut placer, &Spot::new(*point, &sides), &[whose], &style);
    }
    Ok(Chart::new(frame, description(picture)))
}

/// The words around the chart: the title states the result, the subtitle says how to read the marks.
///
/// A title of the picture's own takes the place of the result. `pace` says whether the dashed line is drawn, so that
/// the subtitle explains it only then. Where no case could be followed to the horizon, the title names the years for
/// which some case could be.
///
/// | target | rises | falls |
/// |---|---|---|
/// | a multiple of each pair's own amount | reached 3.3 times that | fell to 0.5 times that |
/// | one amount for all pairs | reached $10B | fell to $1B |
fn words(picture: &BaseRatePicture<'_>, pace: bool) -> Words {
    let found = picture.found;
    let (asked, cases) = (&found.asked, picture.cases());
    let share = found.share.map_or(String::new(), |share| share.to_string());
    let years = found.followed_years.min(asked.within);
    let what = picture.target();
    let did = match (asked.same_amount_for_all, asked.falls()) {
        (false, false) => format!("{share} reached {what} that"),
        (false, true) => format!("{share} fell to {what} that"),
        (true, false) => format!("{share} reached {what}"),
        (true, true) => format!("{share} fell to {what}"),
    };
    let found_title =
        format!("Of {cases} that stood near {}, {did} within {years} years", picture.with_unit(asked.from));
    let dashed = if pace { "; dashed: that had reached what steady growth to it requires by then" } else { "" };
    Words {
        title: picture.title.clone().unwrap_or(found_title),
        subtitle: format!(
            "Share of {} {cases} that had reached it, by years since entering {} to {} (shaded: 95% interval){dashed}",
            count(found.entered),
            picture.with_unit(asked.band_from),
            picture.with_unit(asked.band_to)
        ),
        source: picture.source(),
    }
}

/// The chart in words: the share and its interval by every year of the curve.
///
/// ```text
/// A line chart of the share of 1084 pairs from about $3B that reached 1.67 times:
/// by year 1, 2% (2% to 4%); by year 2, 13% (11% to 15%).
/// ```
fn description(picture: &BaseRatePicture<'_>) -> String {
    let found = picture.found;
    let points = found
        .curve
        .iter()
        .map(|point| format!("by year {}, {} ({} to {})", point.years, point.share, point.low, point.high));
    format!(
        "A line chart of the share of {} {} from about {} that reached {}: {}.",
        found.entered,
        picture.cases(),
        picture.with_unit(found.asked.from),
        picture.target(),
        points.collect::<Vec<_>>().join("; ")
    )
}
