//! The chart `waterfall`: what of the way from the baseline to the last milestone each cause explains.
//!
//! The picture answers the question "what would have to be true?"
//!
//! - The first row is the baseline's amount, the last one the amount to reach.
//! - Each row between is a cause. Its bar begins where the one before it ends: growth without the drivers, growth of
//!   prices where it is known, and each driver. The figure is what it adds, or takes away.
//! - The open bar is what no cause explains; where the causes give more than it takes, it leads back.
//!
//! Where there are more causes than there is room for, the smallest are one row.

use crate::{
    assessment::Assessment,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Frame, Row, RowPlot, Words, most_rows, source_line, tick_name},
    },
    drivers::{Attribution, DriverAnswers, PartKind},
    error::{Error, Result},
    unit::Unit,
    wording::with_unit,
};

/// Draws what the causes explain of the last milestone.
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let found = of_last(answers(assessment)?)?;
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: format!(
            "What explains the way from {} in {} to {} by {}; open: left unexplained",
            with_unit(assessment.unit(), found.from),
            assessment.scenario.baseline().period(),
            with_unit(assessment.unit(), found.amount),
            found.by
        ),
        source: source_line(assessment, &[]),
    };
    let mut frame = Frame::new(canvas, words)?;
    let rows = rows(assessment, found, &frame);
    let ends = rows.iter().flat_map(|row| [row.bar.0, row.bar.1]);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let plot = RowPlot::new(&mut frame, &rows, (low, high), assessment.unit());
    for (at, row) in rows.iter().enumerate() {
        plot.draw(&mut frame, at, row);
    }
    Ok(Chart::new(frame, description(assessment, found)))
}

/// The answers of the drivers of an assessed pledge.
///
/// # Errors
/// `Missing` where the scenario states none, and for the reason that the assessment names.
pub(super) fn answers(assessment: &Assessment) -> Result<&DriverAnswers> {
    if assessment.scenario.drivers().is_empty() {
        return Err(Error::missing("drivers", "the scenario states none; add a [[driver]]"));
    }
    assessment.drivers.as_ref().ok_or_else(|| assessment.why_absent("drivers"))
}

fn of_last(answers: &DriverAnswers) -> Result<&Attribution> {
    let none = || Error::missing("amount to reach", "the pledge names none, so that there is no way to explain");
    answers.attributions.last().ok_or_else(none)
}

/// The name of a cause and what it adds.
fn causes(found: &Attribution) -> Vec<(PartKind, String, f64)> {
    let named = |kind: PartKind, name: &str| match kind {
        PartKind::BaseGrowth => "Growth without the drivers".to_owned(),
        PartKind::Prices => "Growth of prices".to_owned(),
        PartKind::Driver => name.to_owned(),
    };
    found.parts.iter().map(|part| (part.kind, named(part.kind, &part.name), part.money.central)).collect()
}

/// The causes that there is room for: the smallest drivers become one.
fn fitting(found: &Attribution, most: usize) -> Vec<(PartKind, String, f64)> {
    let all = causes(found);
    // The baseline, what is left and the amount to reach have rows of their own.
    let room = most.saturating_sub(3);
    if all.len() <= room {
        return all;
    }
    let (drivers, mut rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|(kind, ..)| *kind == PartKind::Driver);
    let shown = room.saturating_sub(rest.len() + 1);
    let mut sizes: Vec<f64> = drivers.iter().map(|(.., money)| money.abs()).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    // Of equal sizes the first ones are shown.
    let least = sizes.get(shown.wrapping_sub(1)).copied().unwrap_or(f64::INFINITY);
    let (mut small, mut count, mut left) = (0.0, 0_usize, shown);
    for driver in drivers {
        if left > 0 && driver.2.abs() >= least {
            left -= 1;
            rest.push(driver);
        } else {
            small += driver.2;
            count += 1;
        }
    }
    rest.push((PartKind::Driver, format!("{count} smaller drivers"), small));
    rest
}

fn rows(assessment: &Assessment, found: &Attribution, frame: &Frame) -> Vec<Row> {
    let palette = frame.scene.palette;
    let whole = |name: String, amount: f64, figure: String, color| Row {
        name,
        bar: (0.0, amount),
        figure,
        color,
        open: false,
        strong: true,
    };
    let start = found.from.value();
    let name = assessment.scenario.baseline().period().to_string();
    let mut rows = vec![whole(name, start, with_unit(assessment.unit(), found.from), palette.ink)];
    let mut at = start;
    for (kind, name, money) in fitting(found, most_rows(frame)) {
        let color = match kind {
            PartKind::Driver => palette.route,
            _ => palette.history,
        };
        rows.push(Row {
            name,
            bar: (at, at + money),
            figure: added(assessment.unit(), money),
            color,
            open: false,
            strong: false,
        });
        at += money;
    }
    let left = found.unexplained_money.central;
    let name = if left >= 0.0 { "Left unexplained" } else { "More than it takes" };
    let bar = (at, at + left);
    rows.push(Row {
        name: name.to_owned(),
        bar,
        figure: added(assessment.unit(), left),
        color: palette.pledge,
        open: true,
        strong: false,
    });
    let figure = with_unit(assessment.unit(), found.amount);
    rows.push(whole(format!("{} to reach", found.by), found.amount.value(), figure, palette.pledge));
    rows
}

/// What is added or taken away, with its sign.
fn added(unit: Unit, money: f64) -> String {
    let text = tick_name(unit, money);
    if money > 0.0 && text != "0" { format!("+{text}") } else { text }
}

fn description(assessment: &Assessment, found: &Attribution) -> String {
    let parts: Vec<String> = causes(found)
        .into_iter()
        .map(|(_, name, money)| format!("{name}: {}", added(assessment.unit(), money)))
        .collect();
    format!(
        "A waterfall chart of what explains the way from {} to {}. {}. Left unexplained: {}.",
        with_unit(assessment.unit(), found.from),
        with_unit(assessment.unit(), found.amount),
        parts.join(". "),
        added(assessment.unit(), found.unexplained_money.central)
    )
}
