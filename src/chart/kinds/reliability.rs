//! The chart `reliability`: whether the chances of a backtest held.
//!
//! The picture answers the question "of the targets that were given a chance of 30 %, were three in ten reached?"
//!
//! - The horizontal axis has the chance that was given, and the vertical axis the share of targets that were reached,
//!   both from 0 to 100 %.
//! - Each dot stands for the cases whose chance lay in one tenth: at their mean chance, and at the share of them that
//!   were reached. Each multiple of the last amount has one colour, which the list in the plot names.
//! - A bar through a dot reaches two standard errors up and down. The errors are clustered by series and by origin.
//! - The dashed diagonal is where chances hold. Dots above it mean that chances were too low, dots below that they were
//!   too high.
//! - A ring stands for fewer than 200 cases. It has no bar.
//!
//! The chart shows one method, and chances of the last year ahead alone. Of more than four multiples, the first four
//! are drawn. Tenths in which no chance lay have no dot.

use crate::{
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Anchor, Frame, Placer, Point, Rect, Scale, Side, Spot, Words},
    },
    error::{Error, Result},
    outlook::{BacktestReport, Method},
};

/// A tenth of fewer cases than these says little, and is drawn as a ring without a bar.
///
/// With 200 cases, the standard error of a share of one half is about 3.5 percentage points, if the cases were
/// independent.
const FEW: u64 = 200;

/// Draws, for one method of a backtest, the share of targets that were reached, by the chance that was given to them.
///
/// Where chances hold, the dots lie on the diagonal. Bars reach two standard errors up and down, and end at 0 and 100
/// %.
///
/// # Errors
/// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the backtest has no chances of that method.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     ErrorKind,
///     chart::{Canvas, ChartKind, draw},
///     outlook::{Backtest, Method, Splits},
/// };
///
/// let file = "id,train,test\na,100 110 99 121,110 130\n";
/// let splits = Splits::read(file.as_bytes(), "series.csv")?;
/// let report = Backtest::new().methods([Method::RandomWalk]).run_splits(&splits)?;
/// // The backtest ran another method than the one to draw.
/// let subject = (&report, Method::Pooled);
/// let error = draw(ChartKind::Reliability, subject, Canvas::new(800, 450)?).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(report: &BacktestReport, method: Method, canvas: Canvas) -> Result<Chart> {
    let mut targets: Vec<_> = report.targets.iter().filter(|target| target.method == method).collect();
    let all = targets.len();
    targets.truncate(crate::chart::kinds::outlook_picture::MOST_TARGETS);
    let Some(first) = targets.first() else {
        return Err(Error::missing(format!("chances by the method {method}"), "run the backtest with this method"));
    };
    let horizon = first.horizon;
    let words = Words {
        title: format!("Did chances hold? The method {method}"),
        subtitle: format!(
            "Share of targets reached {horizon} years ahead, by the chance that was given them; filled: {FEW} cases or more{}",
            crate::chart::kinds::outlook_picture::of_all(targets.len(), all, "multiples")
        ),
        source: format!(
            "Backtest of {} looks ahead, each from what was known then; bars: two standard errors, clustered by series and origin",
            report.looked_at
        ),
    };
    let mut frame = Frame::new(canvas, words)?;
    let (plot, x, y) = square(&mut frame);
    let muted = frame.scene.palette.muted;
    let at = |said: f64, came: f64| Point::new(x.at(said), y.at(came));
    frame.scene.dashed(&[at(0.0, 0.0), at(1.0, 1.0)], 1.2 * frame.unit, muted, [4.0 * frame.unit, 4.0 * frame.unit]);
    let mut legend = plot.top + 10.0 * frame.unit;
    for (of, target) in targets.iter().enumerate() {
        let color = crate::chart::kinds::outlook_picture::color_of(&frame, of);
        // The multiples are shifted sideways a little, so that their dots do not cover one another.
        let shift = (of as f64 - (targets.len() as f64 - 1.0) / 2.0) * 3.0 * frame.unit;
        for decile in &target.reliability {
            let center = at(decile.predicted, decile.observed);
            let center = Point::new(center.x + shift, center.y);
            let end = |sign: f64| {
                let came = (decile.observed + sign * 2.0 * decile.observed_error).clamp(0.0, 1.0);
                Point::new(center.x, y.at(came))
            };
            if decile.cases >= FEW {
                frame.scene.line(vec![end(-1.0), end(1.0)], 1.2 * frame.unit, color);
                frame.scene.dot(center, 4.0 * frame.unit, color);
            } else {
                frame.scene.ring(center, 3.0 * frame.unit, 1.2 * frame.unit, color);
            }
        }
        let style = frame.label_style(color).semibold();
        let left = plot.left + 16.0 * frame.unit;
        frame.scene.dot(Point::new(left - 7.0 * frame.unit, legend), 3.5 * frame.unit, color);
        frame.text_centered(
            &format!("{} times the last amount", target.multiple),
            Point::new(left + 4.0 * frame.unit, legend),
            &style,
        );
        legend += 17.0 * frame.unit;
    }
    let style = frame.label_style(muted);
    let mut placer = Placer::new(plot);
    // The diagonal's name stands close to its upper end or nowhere: further off, it would seem to name a dot.
    let place = at(0.92, 0.92);
    frame.label(&mut placer, &Spot::near(place, &[Side::BelowRight, Side::Below, Side::Left]), &["holds"], &style);
    Ok(Chart::new(frame, description(report, method)))
}

/// Draws two axes from 0 to 100 %, and returns the plot, the scale of the chance given and the scale of the share
/// observed.
///
/// Both scales take fractions.
fn square(frame: &mut Frame) -> (Rect, Scale, Scale) {
    let (plot, _) = crate::chart::kinds::outlook_picture::percent_axis(frame, 1.0);
    // The axis has been drawn; this is the same scale again, from edge to edge of the plot.
    let y = Scale { low: 0.0, high: 1.0, from: plot.bottom, to: plot.top };
    let pad = 10.0 * frame.unit;
    let x = Scale { low: 0.0, high: 1.0, from: plot.left + pad, to: plot.right - 2.0 * pad };
    let places: Vec<(f64, String)> = (0..=5).map(|at| (x.at(f64::from(at) / 5.0), format!("{}%", at * 20))).collect();
    frame.bottom_axis(&places, plot.bottom);
    let style = frame.axis_style().anchored(Anchor::End);
    frame.text("chance given", Point::new(plot.right, plot.bottom - 6.0 * frame.unit), &style);
    (plot, x, y)
}

/// The chart in words: for each multiple and each tenth with enough cases, the chance that was said and the share that
/// came about. It names all multiples, also those beyond the fourth, which are not drawn.
///
/// ```text
/// A dot chart of the chances given by the method {method} and the shares that came about.
/// {multiple} times: {chance} said, {share} came about.
/// ```
fn description(report: &BacktestReport, method: Method) -> String {
    let mut text = format!("A dot chart of the chances given by the method {method} and the shares that came about.");
    for target in report.targets.iter().filter(|target| target.method == method) {
        for decile in target.reliability.iter().filter(|decile| decile.cases >= FEW) {
            text += &format!(
                " {} times: {:.0}% said, {:.0}% came about.",
                target.multiple,
                decile.predicted * 100.0,
                decile.observed * 100.0
            );
        }
    }
    text
}
