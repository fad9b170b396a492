//! The chart `tornado`: what the answer of a scenario's drivers hangs on.
//!
//! The picture answers the question "which assumption moves the amount most?"
//!
//! - Each row is an assumption: the response of a preset or of a driver, or that a driver is on time. The one that moves
//!   the amount most is on top.
//! - The bar goes from the amount with the assumption low to the amount with it high, all others being central. The
//!   figure beside it says what that does to the chance of the last milestone, where there is one.
//! - The upright line is the amount with everything central.

use crate::{
    assessment::Assessment,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{Frame, Row, RowPlot, Words, most_rows, source_line},
        kinds::waterfall::answers,
    },
    drivers::{Assumption, DriverAnswers, DriverStep},
    error::{Error, Result},
    wording::with_unit,
};

/// Draws what the last milestone hangs on.
pub(crate) fn draw(assessment: &Assessment, canvas: Canvas) -> Result<Chart> {
    let answers = answers(assessment)?;
    let Some(last) = answers.amount.last().filter(|_| !answers.hangs_on.is_empty()) else {
        let hint = "every response is certain and every driver on time, so that nothing hangs on them";
        return Err(Error::missing("assumption that is not certain", hint));
    };
    let words = Words {
        title: assessment.scenario.title().to_owned(),
        subtitle: format!(
            "What {} in {} hangs on, each assumption from low to high{}",
            with_unit(assessment.unit(), last.central),
            last.period,
            of_chances(assessment, answers)
        ),
        source: source_line(assessment, &[]),
    };
    let mut frame = Frame::new(canvas, words)?;
    let color = frame.scene.palette.route;
    let shown = answers.hangs_on.iter().take(most_rows(&frame));
    let rows: Vec<Row> = shown.map(|of| row(assessment, of, color)).collect();
    let ends = rows.iter().flat_map(|row| [row.bar.0, row.bar.1]);
    let central = last.central.value();
    let (low, high) = ends.fold((central, central), |(low, high), end| (low.min(end), high.max(end)));
    let plot = RowPlot::new(&mut frame, &rows, (low, high), assessment.unit());
    for (at, row) in rows.iter().enumerate() {
        plot.draw(&mut frame, at, row);
    }
    let ink = frame.scene.palette.ink;
    plot.upright(&mut frame, central, ink);
    Ok(Chart::new(frame, description(assessment, answers, last)))
}

/// Which chance the figures are of.
fn of_chances(assessment: &Assessment, answers: &DriverAnswers) -> String {
    let chance = answers.chances.last().filter(|_| answers.hangs_on.iter().any(|of| of.chance_low.is_some()));
    chance.map_or(String::new(), |chance| {
        format!("; figures: the chance of {} by {}", with_unit(assessment.unit(), chance.amount), chance.within)
    })
}

fn row(assessment: &Assessment, of: &Assumption, color: crate::chart::furniture::Color) -> Row {
    let figure = match (of.chance_low, of.chance_high) {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        _ => format!("{} to {}", with_unit(assessment.unit(), of.low), with_unit(assessment.unit(), of.high)),
    };
    let bar = (of.low.value(), of.high.value());
    Row { name: of.assumption.clone(), bar, figure, color, open: false, strong: false }
}

fn description(assessment: &Assessment, answers: &DriverAnswers, last: &DriverStep) -> String {
    let money = |amount| with_unit(assessment.unit(), amount);
    let facts = answers.hangs_on.iter().map(|of| {
        let chances = of.chance_low.zip(of.chance_high);
        let chances = chances.map_or(String::new(), |(low, high)| format!(", chance {low} to {high}"));
        format!("{}: {} to {}{chances}", of.assumption, money(of.low), money(of.high))
    });
    let facts: Vec<String> = facts.collect();
    format!(
        "A bar chart of what {} in {} hangs on, the assumption that moves it most first. {}.",
        money(last.central),
        last.period,
        facts.join(". ")
    )
}
