//! The chart `scorecard`: which chances pledges were given on their day, and what happened.
//!
//! The picture answers the question "would the methods of this crate have told the pledges that were met from those
//! that were not?"
//!
//! - Each row is one milestone of one pledge, named by the pair, the baseline's period, the amount and the date.
//! - The horizontal axis has a chance from 0 to 100 %.
//! - A ring is the base rate: of the pairs that once stood near the baseline, the share that reached the milestone's
//!   multiple in time. The bar through it is its interval of 95 %.
//! - A dot is the chance by the outlook.
//! - The words to the right say what happened: met, late, missed or still open. Milestones that were met are set in
//!   bolder text, open ones in grey.
//!
//! All chances are computed from no more than was known on the pledge's day. A ring or a dot that is missing means that
//! there was nothing to compute it from, such as too few cases.

use crate::{
    assessment::{Scorecard, ScorecardRow, Verdict},
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Anchor, Frame, Point, Scale, Words},
        kinds::outlook_picture::{color_of, of_all, set_heads},
    },
    error::{Error, Result},
};

/// Draws one row for each milestone: the base rate with its interval, the outlook, and what happened in words.
///
/// The two heads above the plot stand in the colours of the marks that they name.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the scorecard has no rows.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     AssessmentOptions, ErrorKind, Scorecard, assess,
///     chart::{Canvas, ChartKind, draw},
///     scenario::shipped,
/// };
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let scorecard = Scorecard::of([&assessment]);
/// let canvas = Canvas::new(800, 450)?;
/// let chart = draw(ChartKind::Scorecard, &scorecard, canvas)?;
/// // The milestone of 2008 was met two years before its date.
/// assert!(chart.description().contains("met in 2006"));
///
/// let error = draw(ChartKind::Scorecard, &Scorecard::of([]), canvas).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(scorecard: &Scorecard, canvas: Canvas) -> Result<Chart> {
    if scorecard.rows.is_empty() {
        return Err(Error::missing("pledges", "a scorecard is of one or more"));
    }
    let all = scorecard.rows.len();
    let mut frame = frame_of(canvas, all, all)?;
    let fit = ((frame.room.height() - frame.bottom_gutter()) / (LEAST_ROW * frame.unit)).max(1.0) as usize;
    if fit < all {
        frame = frame_of(canvas, fit, all)?;
    }
    let rows = &scorecard.rows[..fit.min(all)];
    let height = (frame.room.height() - frame.bottom_gutter()) / rows.len() as f64;
    // Few rows do not spread over the whole height: they would be too far apart to compare.
    let height = height.min(48.0 * frame.unit);
    let x = axis(&mut frame, rows, height * rows.len() as f64);
    for (at, row) in rows.iter().enumerate() {
        let middle = frame.room.top + (at as f64 + 0.5) * height;
        draw_row(&mut frame, row, &x, middle);
    }
    Ok(Chart::new(frame, description(rows)))
}

/// The height of a row, in units, below which the texts of two rows would touch.
const LEAST_ROW: f64 = 17.0;

/// The frame with its words and heads; the subtitle says where only some of the milestones are drawn.
fn frame_of(canvas: Canvas, drawn: usize, all: usize) -> Result<Frame> {
    let only = of_all(drawn, all, "milestones");
    let words = Words {
        title: "What was said of pledges on their day, and what came".to_owned(),
        subtitle: format!(
            "Chance of every milestone by its date (within ten years where it has none), from no more than was known then{only}"
        ),
        source: "Source: the pledges’ own histories, and CEPII BACI for what pairs did; see the scenarios for whose figures they are"
            .to_owned(),
    };
    let mut frame = Frame::new(canvas, words)?;
    let heads = ["Open: base rate of pairs that stood there, with its interval of 95%", "Filled: outlook"];
    set_heads(&mut frame, &heads.map(str::to_owned));
    Ok(frame)
}

/// The pair, the baseline's period and the milestone: `KAZ–UZB 2021: $10B by 2030`.
fn name(row: &ScorecardRow) -> String {
    let amount = row.milestone.amount().in_unit(row.unit);
    let by = row.milestone.by().map_or(String::new(), |by| format!(" by {by}"));
    format!("{} {}: {amount}{by}", row.pair.replace('-', "–"), row.from_period)
}

/// Draws the axis of chances between the names on the left and the outcomes on the right, and returns its scale.
///
/// The scale takes fractions. The names have at most 45 % of the width; `height` is the height of all rows in pixels.
fn axis(frame: &mut Frame, rows: &[ScorecardRow], height: f64) -> Scale {
    let style = frame.label_style(frame.scene.palette.ink).semibold();
    let widest = |texts: fn(&ScorecardRow) -> String, frame: &Frame| {
        rows.iter().map(|row| frame.width(&texts(row), &style)).fold(0.0, f64::max)
    };
    let (names, verdicts) = (widest(name, frame), widest(ScorecardRow::what_came, frame));
    let left = frame.room.left + names.min(frame.room.width() * 0.45) + 14.0 * frame.unit;
    // On a narrow canvas names and outcomes may leave nothing: an axis of 40 pixels is drawn all the same.
    let right = (frame.room.right - verdicts - 16.0 * frame.unit).max(left + 40.0);
    let x = Scale { low: 0.0, high: 1.0, from: left, to: right };
    // Steps of 25 %, or of 50 % where the plot is narrow.
    let steps: i32 = if right - left > 300.0 * frame.unit { 4 } else { 2 };
    let (grid, muted) = (frame.scene.palette.grid, frame.scene.palette.muted);
    let bottom = frame.room.top + height;
    let ticks: Vec<f64> = (0..=steps).map(|at| f64::from(at) / f64::from(steps)).collect();
    for tick in &ticks {
        let color = if *tick == 0.0 { muted } else { grid };
        let line = vec![Point::new(x.at(*tick), frame.room.top), Point::new(x.at(*tick), bottom)];
        frame.scene.line(line, frame.unit.max(0.8), color);
    }
    let places: Vec<(f64, String)> = ticks.iter().map(|tick| (x.at(*tick), format!("{:.0}%", tick * 100.0))).collect();
    frame.bottom_axis(&places, bottom);
    x
}

/// Draws one milestone at the height `middle`: its name, the base rate as a ring on its interval, the outlook as a dot,
/// and the outcome in words.
///
/// The outlook comes last, so that its dot is seen where it lies on the ring.
fn draw_row(frame: &mut Frame, row: &ScorecardRow, x: &Scale, middle: f64) {
    let palette = frame.scene.palette;
    let (base, outlook) = (color_of(frame, 0), color_of(frame, 1));
    let style = frame.label_style(palette.ink);
    let room = x.from - frame.room.left - 8.0 * frame.unit;
    for line in frame.ruler.wrap(&name(row), style.size, style.weight, room, 1) {
        frame.text_centered(&line, Point::new(frame.room.left, middle), &style);
    }
    let at = |chance: f64| Point::new(x.at(chance), middle);
    if let Some(interval) = row.interval {
        frame.scene.line(vec![at(interval.low.value()), at(interval.high.value())], 2.0 * frame.unit, base);
    }
    if let Some(share) = row.base_rate {
        frame.scene.ring(at(share.value()), 4.5 * frame.unit, 1.8 * frame.unit, base);
    }
    if let Some(chance) = row.outlook {
        frame.scene.dot(at(chance.value()), 4.0 * frame.unit, outlook);
    }
    let met = matches!(row.verdict, Verdict::Met { .. });
    let color = if matches!(row.verdict, Verdict::Open { .. }) { palette.muted } else { palette.ink };
    let style = frame.label_style(color);
    let style = if met { style.semibold() } else { style };
    frame.text_centered(&row.what_came(), Point::new(x.to + 12.0 * frame.unit, middle), &style.anchored(Anchor::Start));
}

/// The chart in words: for each milestone the chance by the outlook, the base rate, and what happened. A dash stands
/// for a chance that there is none of.
///
/// ```text
/// A dot chart of chances given to milestones.
/// KAZ–UZB 2021: $10B by 2030: outlook 20%, base rate 18%, open: $4.97B so far.
/// ```
fn description(rows: &[ScorecardRow]) -> String {
    let facts = rows.iter().map(|row| {
        let said = |chance: Option<crate::probability::Probability>| {
            chance.map_or("-".to_owned(), |chance| chance.to_string())
        };
        format!("{}: outlook {}, base rate {}, {}", name(row), said(row.outlook), said(row.base_rate), row.what_came())
    });
    format!("A dot chart of chances given to milestones. {}.", facts.collect::<Vec<_>>().join(". "))
}
