//! A picture as a list of marks in pixels, in this crate's own terms: no drawing library is named here.

use crate::chart::{
    canvas::Canvas,
    furniture::{
        font::Weight,
        theme::{Color, Palette},
    },
};

/// A place in pixels from the upper left corner; `y` grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// Which part of a text stands at the place given: its start, its middle or its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// One thing that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    Line {
        points: Vec<Point>,
        width: f64,
        color: Color,
    },
    /// A filled polygon. With an opacity below 1, what is under it shines through.
    Area {
        points: Vec<Point>,
        color: Color,
        opacity: f64,
    },
    Box {
        from: Point,
        to: Point,
        color: Color,
    },
    Dot {
        center: Point,
        radius: f64,
        color: Color,
    },
    Text {
        text: String,
        baseline: Point,
        size: f64,
        weight: Weight,
        anchor: Anchor,
        color: Color,
    },
}

impl Mark {
    /// The first and the last row that the mark can touch, with a pixel to spare: an image drawn in bands skips marks
    /// that lie outside a band.
    pub fn rows(&self) -> (f64, f64) {
        let (top, bottom) = match self {
            Self::Line { points, width, .. } => {
                let rows = points.iter().map(|point| point.y);
                // A sharp corner reaches further than half the width.
                let (top, bottom) =
                    (rows.clone().fold(f64::INFINITY, f64::min), rows.fold(f64::NEG_INFINITY, f64::max));
                (top - 4.0 * width, bottom + 4.0 * width)
            }
            Self::Area { points, .. } => {
                let rows = points.iter().map(|point| point.y);
                (rows.clone().fold(f64::INFINITY, f64::min), rows.fold(f64::NEG_INFINITY, f64::max))
            }
            Self::Box { from, to, .. } => (from.y.min(to.y), from.y.max(to.y)),
            Self::Dot { center, radius, .. } => (center.y - radius, center.y + radius),
            Self::Text { baseline, size, .. } => (baseline.y - 1.5 * size, baseline.y + 0.5 * size),
        };
        (top - 1.0, bottom + 1.0)
    }
}

/// A picture: its marks in the order in which they are drawn, later ones over earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scene {
    pub canvas: Canvas,
    pub palette: Palette,
    pub title: String,
    pub marks: Vec<Mark>,
}

impl Scene {
    pub fn new(canvas: Canvas, title: String) -> Self {
        Self { canvas, palette: canvas.theme.palette(), title, marks: Vec::new() }
    }

    pub fn line(&mut self, points: Vec<Point>, width: f64, color: Color) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, width, color });
        }
    }

    /// Draws a line of dashes, each as a line of its own. A corner of the line may fall into a dash or into a gap.
    pub fn dashed(&mut self, points: &[Point], width: f64, color: Color, [dash, gap]: [f64; 2]) {
        let mut left = dash;
        let mut drawing = true;
        let mut current: Vec<Point> = points.first().copied().into_iter().collect();
        for pair in points.windows(2) {
            let (mut from, to) = (pair[0], pair[1]);
            let mut rest = (to.x - from.x).hypot(to.y - from.y);
            while rest > left {
                let share = left / rest;
                from = Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
                rest -= left;
                if drawing {
                    current.push(from);
                    self.line(std::mem::take(&mut current), width, color);
                } else {
                    current = vec![from];
                }
                drawing = !drawing;
                left = if drawing { dash } else { gap };
            }
            left -= rest;
            if drawing {
                current.push(to);
            }
        }
        if drawing {
            self.line(current, width, color);
        }
    }

    /// Fills the area between two lines.
    pub fn area(&mut self, upper: &[Point], lower: &[Point], color: Color, opacity: f64) {
        if upper.len() > 1 {
            // Along the upper line and back along the lower one.
            let points = upper.iter().chain(lower.iter().rev()).copied().collect();
            self.marks.push(Mark::Area { points, color, opacity });
        }
    }

    pub fn rectangle(&mut self, from: Point, to: Point, color: Color) {
        self.marks.push(Mark::Box { from, to, color });
    }

    pub fn dot(&mut self, center: Point, radius: f64, color: Color) {
        self.marks.push(Mark::Dot { center, radius, color });
    }

    /// Draws a ring, as a dot with a smaller dot of the background in it.
    pub fn ring(&mut self, center: Point, radius: f64, width: f64, color: Color) {
        self.dot(center, radius, color);
        self.dot(center, radius - width, self.palette.background);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_their_share_of_the_line() {
        let mut scene = Scene::new(Canvas::new(800, 450).unwrap(), String::new());
        let color = scene.palette.ink;
        scene.dashed(&[Point::new(0.0, 0.0), Point::new(60.0, 0.0), Point::new(60.0, 40.0)], 1.0, color, [6.0, 4.0]);
        let length: f64 = scene
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Line { points, .. } => Some(points),
                _ => None,
            })
            .flat_map(|points| {
                points.windows(2).map(|pair| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y)).collect::<Vec<_>>()
            })
            .sum();
        assert!((length - 60.0).abs() < 1e-9, "{length}");
    }
}
