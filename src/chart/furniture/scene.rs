//! A picture as a list of marks in pixels, in this crate's own terms: no drawing library is named here.
//!
//! A chart is complete as a [`Scene`]. What paints it, in `render/`, knows nothing of trade, and can be replaced
//! without a change to any chart.

use crate::chart::{
    canvas::Canvas,
    furniture::{
        font::Weight,
        theme::{Color, Palette},
    },
};

/// A place in pixels from the upper left corner of the picture; `y` grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    /// Pixels from the left.
    pub x: f64,
    /// Pixels from the top.
    pub y: f64,
}

impl Point {
    /// A point at `x` pixels from the left and `y` pixels from the top.
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// Which part of a text stands at the place given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Its left end: the text runs to the right of the place.
    Start,
    /// Its middle: the text is centred on the place.
    Middle,
    /// Its right end: the text runs up to the place.
    End,
}

/// One thing that is drawn. Places, widths, radii and sizes are in pixels of the finished picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    /// A line of straight pieces through its points.
    Line {
        /// The points in order; there are at least two.
        points: Vec<Point>,
        /// The width of the line.
        width: f64,
        color: Color,
    },
    /// A filled polygon. With an opacity below 1, what is under it shines through.
    Area {
        /// The corners of the polygon in order. The last one is joined to the first.
        points: Vec<Point>,
        color: Color,
        /// From 0, which is invisible, to 1, which hides what is under it.
        opacity: f64,
    },
    /// A filled rectangle between two opposite corners.
    Box {
        /// One corner.
        from: Point,
        /// The opposite corner.
        to: Point,
        color: Color,
    },
    /// A filled circle.
    Dot {
        /// The middle of the circle.
        center: Point,
        /// From the middle to the edge.
        radius: f64,
        color: Color,
    },
    /// A text on one line.
    Text {
        /// The text, without control characters.
        text: String,
        /// Where the anchor of the text stands, on the line that letters stand on.
        baseline: Point,
        /// The size of the font, in pixels an em.
        size: f64,
        /// Regular or semibold.
        weight: Weight,
        /// Which part of the text stands at the place of the baseline.
        anchor: Anchor,
        color: Color,
    },
}

impl Mark {
    /// The first and the last row of pixels that the mark can touch, with a pixel to spare on both sides.
    ///
    /// An image is drawn in bands of rows, and skips the marks that lie outside a band. The rows may therefore be too
    /// many, but never too few.
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
            // One and a half ems above the baseline hold capitals with accents; half an em below holds every descender.
            Self::Text { baseline, size, .. } => (baseline.y - 1.5 * size, baseline.y + 0.5 * size),
        };
        (top - 1.0, bottom + 1.0)
    }
}

/// A picture: its marks in the order in which they are drawn, later ones over earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scene {
    /// The size of the picture and its theme.
    pub canvas: Canvas,
    /// The colours of the theme.
    pub palette: Palette,
    /// The title of the picture, which the SVG document carries besides the text that shows it.
    pub title: String,
    /// The marks, from the lowest to the uppermost.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// An empty picture in the colours of the canvas's theme. Its background is a mark too, which the frame adds.
    pub fn new(canvas: Canvas, title: String) -> Self {
        Self { canvas, palette: canvas.theme.palette(), title, marks: Vec::new() }
    }

    /// Draws a line of `width` pixels through the points. A single point has no line, and nothing is drawn.
    pub fn line(&mut self, points: Vec<Point>, width: f64, color: Color) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, width, color });
        }
    }

    /// Draws a dashed line through the points, each dash as a line of its own.
    ///
    /// - `width`: the width of the line, in pixels.
    /// - `[dash, gap]`: the lengths of a dash and of a gap, in pixels.
    ///
    /// Lengths are counted along the line from its start, around corners. A corner may fall into a dash or into a gap.
    pub fn dashed(&mut self, points: &[Point], width: f64, color: Color, [dash, gap]: [f64; 2]) {
        // What is left of the current dash or gap, in pixels.
        let mut left = dash;
        let mut drawing = true;
        let mut current: Vec<Point> = points.first().copied().into_iter().collect();
        for pair in points.windows(2) {
            let (mut from, to) = (pair[0], pair[1]);
            let mut rest = (to.x - from.x).hypot(to.y - from.y);
            // Each turn of the loop ends one dash or gap within this piece of the line.
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
            // The rest of the piece is shorter than the dash or gap, which goes on around the corner.
            left -= rest;
            if drawing {
                current.push(to);
            }
        }
        if drawing {
            self.line(current, width, color);
        }
    }

    /// Fills the area between two lines, both given from left to right. An opacity of 1 covers what is under it.
    pub fn area(&mut self, upper: &[Point], lower: &[Point], color: Color, opacity: f64) {
        if upper.len() > 1 {
            // Along the upper line and back along the lower one.
            let points = upper.iter().chain(lower.iter().rev()).copied().collect();
            self.marks.push(Mark::Area { points, color, opacity });
        }
    }

    /// Fills a rectangle between two opposite corners.
    pub fn rectangle(&mut self, from: Point, to: Point, color: Color) {
        self.marks.push(Mark::Box { from, to, color });
    }

    /// Draws a filled circle of `radius` pixels.
    pub fn dot(&mut self, center: Point, radius: f64, color: Color) {
        self.marks.push(Mark::Dot { center, radius, color });
    }

    /// Draws a ring: a dot with a smaller dot of the background on it.
    ///
    /// `radius` is the outer radius, and `width` the width of the ring, both in pixels. The hole hides what is under
    /// it, so that a line does not run through the ring.
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
