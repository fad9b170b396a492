//! Rows of bars along one horizontal axis of amounts: a name to the left of each, a figure to its right.

use crate::{
    chart::furniture::{
        axis::{Scale, round_ticks},
        frame::Frame,
        scene::Point,
        theme::Color,
        words::tick_name,
    },
    unit::Unit,
};

/// The lowest and the greatest height of a row, in units of the canvas.
const LOWEST: f64 = 17.0;
const HIGHEST: f64 = 44.0;

/// One row: a bar between two amounts.
pub(crate) struct Row {
    pub name: String,
    /// The amounts at which the bar begins and ends.
    pub bar: (f64, f64),
    /// What stands to the right of the bar.
    pub figure: String,
    pub color: Color,
    /// Whether the bar is an outline.
    pub open: bool,
    /// Whether the name and the figure are printed strongly.
    pub strong: bool,
}

/// Where rows are drawn: the scale of amounts, and the height of a row.
pub(crate) struct RowPlot {
    pub x: Scale,
    height: f64,
    top: f64,
    count: usize,
}

/// How many rows a frame has room for.
pub(crate) fn most_rows(frame: &Frame) -> usize {
    (((frame.room.height() - frame.bottom_gutter()) / (LOWEST * frame.unit)).floor() as usize).max(3)
}

impl RowPlot {
    /// Draws the axis under rows of bars.
    pub fn new(frame: &mut Frame, rows: &[Row], (low, high): (f64, f64), unit: Unit) -> Self {
        let style = frame.label_style(frame.scene.palette.ink).semibold();
        let widest =
            |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| frame.width(text, &style)).fold(0.0, f64::max);
        let names = widest(&mut rows.iter().map(|row| &row.name)).min(frame.room.width() * 0.4);
        let figures = widest(&mut rows.iter().map(|row| &row.figure));
        let left = frame.room.left + names + 14.0 * frame.unit;
        // On a narrow canvas the names and figures may leave nothing: an axis of 40 pixels is drawn all the same.
        let right = (frame.room.right - figures - 12.0 * frame.unit).max(left + 40.0);
        let ticks = round_ticks(low, high, ((right - left) / (64.0 * frame.unit)).clamp(2.0, 6.0));
        let (first, last) = (ticks.first().copied().unwrap_or(low), ticks.last().copied().unwrap_or(high));
        let x = Scale { low: first, high: last, from: left, to: right };
        let room = (frame.room.height() - frame.bottom_gutter()) / rows.len().max(1) as f64;
        let height = room.min(HIGHEST * frame.unit);
        let plot = Self { x, height, top: frame.room.top, count: rows.len() };
        let (grid, muted) = (frame.scene.palette.grid, frame.scene.palette.muted);
        for tick in &ticks {
            let color = if *tick == 0.0 { muted } else { grid };
            plot.upright(frame, *tick, color);
        }
        let places: Vec<(f64, String)> = ticks.iter().map(|tick| (plot.x.at(*tick), tick_name(unit, *tick))).collect();
        frame.bottom_axis(&places, plot.bottom());
        plot
    }

    fn bottom(&self) -> f64 {
        self.top + self.height * self.count as f64
    }

    /// An upright line over all rows at an amount.
    pub fn upright(&self, frame: &mut Frame, amount: f64, color: Color) {
        let place = self.x.at(amount);
        let ends = vec![Point::new(place, self.top), Point::new(place, self.bottom())];
        frame.scene.line(ends, frame.unit.max(0.8), color);
    }

    /// Draws a row by its number from the top.
    pub fn draw(&self, frame: &mut Frame, at: usize, row: &Row) {
        let middle = self.top + (at as f64 + 0.5) * self.height;
        let half = (self.height * 0.32).min(9.0 * frame.unit);
        let (one, other) = (self.x.at(row.bar.0), self.x.at(row.bar.1));
        // A bar of nothing is still a line that can be seen.
        let (left, right) = (one.min(other), one.max(other).max(one.min(other) + frame.unit));
        let (from, to) = (Point::new(left, middle - half), Point::new(right, middle + half));
        if row.open {
            let corners = [from, Point::new(to.x, from.y), to, Point::new(from.x, to.y), from];
            frame.scene.line(corners.to_vec(), 1.6 * frame.unit, row.color);
        } else {
            frame.scene.rectangle(from, to, row.color);
        }
        let ink = frame.scene.palette.ink;
        let plain = frame.label_style(ink);
        let style = if row.strong { plain.semibold() } else { plain };
        let room = self.x.from - frame.room.left - 8.0 * frame.unit;
        for line in frame.ruler.wrap(&row.name, style.size, style.weight, room, 1) {
            frame.text_centered(&line, Point::new(frame.room.left, middle), &style);
        }
        let place = right + 7.0 * frame.unit;
        let (width, tall) = (frame.width(&row.figure, &style), style.size * 0.6);
        // The figure covers the grid under it, so that no grid line strikes it through.
        let background = frame.scene.palette.background;
        frame.scene.rectangle(Point::new(place, middle - tall), Point::new(place + width, middle + tall), background);
        frame.text_centered(&row.figure, Point::new(place, middle), &style);
    }
}
