//! The placing of labels: beside the point that they name, and clear of lines and of one another.
//!
//! A label beside its point saves the reader the way to a legend and back. A [`Placer`] knows what has been drawn; for
//! each label it tries the sides of the point in the order of a [`Spot`], and takes the first place that is clear.

use crate::chart::furniture::scene::Point;

/// An upright rectangle in pixels. As `y` grows downwards, `top` is the smaller number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    /// The pixel of the left edge, counted from the left of the picture.
    pub left: f64,
    /// The pixel of the upper edge, counted from the top of the picture.
    pub top: f64,
    /// The pixel of the right edge.
    pub right: f64,
    /// The pixel of the lower edge.
    pub bottom: f64,
}

impl Rect {
    /// The width in pixels.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The height in pixels.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The rectangle with a margin of `by` pixels added on every side.
    pub fn grown(&self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether the other rectangle lies wholly within this one. A shared edge counts as within.
    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    /// The area that two rectangles share, in square pixels. It is zero where only their edges touch.
    fn overlap(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
    }

    /// The distance of a point from the nearest edge of the rectangle, in pixels. It is zero inside.
    fn distance(&self, point: Point) -> f64 {
        let x = (self.left - point.x).max(point.x - self.right).max(0.0);
        let y = (self.top - point.y).max(point.y - self.bottom).max(0.0);
        x.hypot(y)
    }

    /// The length of the part of a line that lies inside the rectangle, in pixels, by the line clipping of Liang and
    /// Barsky.
    ///
    /// The line is written as `from + share · (to − from)` with a share from 0 to 1. Each edge of the rectangle cuts
    /// off the shares that lie beyond it, and what is left of 0 to 1 is inside.
    ///
    /// ```text
    /// rectangle 10 to 20 each way
    /// (0, 15) to (100, 15)      10     it crosses the whole width
    /// (0, 5) to (100, 5)         0     it passes above
    /// (12, 12) to (12, 18)       6     it lies wholly inside
    /// ```
    fn length_inside(&self, from: Point, to: Point) -> f64 {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let edges = [
            (-dx, from.x - self.left),
            (dx, self.right - from.x),
            (-dy, from.y - self.top),
            (dy, self.bottom - from.y),
        ];
        // `enter` and `leave` are the shares of the line at which it comes in and goes out; each edge narrows them.
        for (toward, distance) in edges {
            if toward == 0.0 {
                // A line parallel to this edge lies wholly outside it, or is not cut by it.
                if distance < 0.0 {
                    return 0.0;
                }
                continue;
            }
            let share = distance / toward;
            // A line that moves inwards across this edge comes in at `share`; one that moves outwards goes out there.
            if toward < 0.0 {
                enter = enter.max(share);
            } else {
                leave = leave.min(share);
            }
        }
        (leave - enter).max(0.0) * dx.hypot(dy)
    }
}

/// The side of a point on which its label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Above the point, centred on it.
    Above,
    /// Below the point, centred on it.
    Below,
    /// To the left of the point, at its height.
    Left,
    /// To the right of the point, at its height.
    Right,
    /// Above the point, ending to the left of it.
    AboveLeft,
    /// Above the point, starting to the right of it.
    AboveRight,
    /// Below the point, ending to the left of it.
    BelowLeft,
    /// Below the point, starting to the right of it.
    BelowRight,
}

impl Side {
    /// Every side, the best ones for a point on a rising line first. Such a line leaves the upper left and the lower
    /// right of its points free.
    pub const ALL: [Self; 8] = [
        Self::AboveLeft,
        Self::Left,
        Self::Above,
        Self::BelowRight,
        Self::Right,
        Self::Below,
        Self::AboveRight,
        Self::BelowLeft,
    ];

    /// The rectangle of a label on this side of a point.
    ///
    /// - `point`: the point that the label names.
    /// - `(width, height)`: the size of the label in pixels.
    /// - `gap`: the distance between the point and the label, in pixels.
    fn beside(self, point: Point, (width, height): (f64, f64), gap: f64) -> Rect {
        let (center_x, center_y) = (point.x - width / 2.0, point.y - height / 2.0);
        let (before, after) = (point.x - gap - width, point.x + gap);
        let (over, under) = (point.y - gap - height, point.y + gap);
        let (left, top) = match self {
            Self::Above => (center_x, over),
            Self::Below => (center_x, under),
            Self::Left => (before, center_y),
            Self::Right => (after, center_y),
            // At a corner, half the gap of height is enough, since the width adds its own.
            Self::AboveLeft => (before, over + gap / 2.0),
            Self::AboveRight => (after, over + gap / 2.0),
            Self::BelowLeft => (before, under - gap / 2.0),
            Self::BelowRight => (after, under - gap / 2.0),
        };
        Rect { left, top, right: left + width, bottom: top + height }
    }
}

/// How far a label may stand from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// At one gap from the point or nowhere. Among labels of the same kind, one that stands further off would seem to
    /// name another point.
    Near,
    /// Up to three and a half gaps from the point, for a label that is wanted even at some distance.
    Far,
}

/// The point that a label names, and the places where the label may stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot<'a> {
    /// The point, in pixels.
    pub point: Point,
    /// The sides on which the label may stand, the preferred one first.
    pub sides: &'a [Side],
    /// How far from the point it may stand.
    pub reach: Reach,
}

impl<'a> Spot<'a> {
    /// A spot for a label that is wanted even at some distance from its point.
    pub fn new(point: Point, sides: &'a [Side]) -> Self {
        Self { point, sides, reach: Reach::Far }
    }

    /// A spot for a label that is wanted only close to its point.
    pub fn near(point: Point, sides: &'a [Side]) -> Self {
        Self { point, sides, reach: Reach::Near }
    }
}

/// Finds room for labels among the marks that are drawn already.
///
/// It is greedy: a label takes the first place that is clear, and no later label moves it. The labels that are placed
/// first are therefore the likeliest to find room.
#[derive(Debug, Clone)]
pub(crate) struct Placer {
    /// The rectangle that no label leaves.
    bounds: Rect,
    /// Pieces of lines that no label touches.
    lines: Vec<(Point, Point)>,
    /// Rectangles that no label touches, those of earlier labels among them.
    taken: Vec<Rect>,
    /// Points with labels of their own: every label stands nearer to its own point than to any of these.
    named: Vec<Point>,
}

impl Placer {
    /// A placer that keeps every label within `bounds`, with nothing to avoid yet.
    pub fn new(bounds: Rect) -> Self {
        Self { bounds, lines: Vec::new(), taken: Vec::new(), named: Vec::new() }
    }

    /// Keeps labels off a line through these points.
    pub fn avoid_line(&mut self, points: &[Point]) {
        self.lines.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
    }

    /// Tells the placer that this point has a label of its own, so that the label of another point cannot seem to name
    /// it.
    pub fn name_point(&mut self, point: Point) {
        self.named.push(point);
    }

    /// Keeps labels off a rectangle.
    pub fn avoid(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Takes the first clear place for a label, and keeps later labels off it. None where no place is clear.
    ///
    /// - `spot`: the point, the sides to try in order, and how far away the label may stand.
    /// - `size`: the width and height of the label in pixels.
    /// - `gap`: the least distance from the point in pixels.
    ///
    /// All sides are tried at one gap from the point, then all at two, then all at three and a half; a spot that is
    /// [`Reach::Near`] is tried at one gap only.
    pub fn place(&mut self, spot: &Spot<'_>, size: (f64, f64), gap: f64) -> Option<Rect> {
        let distances: &[f64] = match spot.reach {
            Reach::Near => &[1.0],
            Reach::Far => &[1.0, 2.0, 3.5],
        };
        let mut candidates = distances
            .iter()
            // Distance by distance, not side by side: a near place on a worse side is better than a far one on a better
            // side.
            .flat_map(|times| spot.sides.iter().map(move |side| side.beside(spot.point, size, gap * times)));
        let found = candidates.find(|rect| self.is_clear(rect) && self.names(rect, spot.point))?;
        self.taken.push(found);
        Some(found)
    }

    /// Whether a label at this place stands nearer to its own point than to every other point with a label of its own.
    fn names(&self, rect: &Rect, point: Point) -> bool {
        let own = rect.distance(point);
        // The point of the label itself is usually among the named ones, and is not compared with itself.
        self.named.iter().all(|other| *other == point || rect.distance(*other) > own)
    }

    /// Whether a place lies within the bounds and touches neither a line nor a taken rectangle. A margin of 1.5 pixels
    /// to lines and of 2 pixels to rectangles keeps them visibly apart.
    fn is_clear(&self, rect: &Rect) -> bool {
        self.bounds.holds(rect)
            && self.taken.iter().all(|taken| taken.overlap(&rect.grown(2.0)) == 0.0)
            && self.lines.iter().all(|(from, to)| rect.grown(1.5).length_inside(*from, *to) == 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds() -> Rect {
        Rect { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 }
    }

    #[test]
    fn a_label_takes_the_first_clear_side_and_then_the_next() {
        let mut placer = Placer::new(bounds());
        let point = Point::new(50.0, 50.0);
        let first = placer.place(&Spot::new(point, &[Side::Above, Side::Below]), (30.0, 10.0), 5.0).unwrap();
        let second = placer.place(&Spot::new(point, &[Side::Above, Side::Below]), (30.0, 10.0), 5.0).unwrap();
        assert!(first.bottom < 50.0 && second.top > 50.0);
    }

    #[test]
    fn a_label_stands_nearest_to_what_it_names() {
        let mut placer = Placer::new(bounds());
        let (own, other) = (Point::new(50.0, 50.0), Point::new(50.0, 38.0));
        placer.name_point(own);
        placer.name_point(other);
        let rect = placer.place(&Spot::new(own, &[Side::Above, Side::Below]), (30.0, 10.0), 5.0).unwrap();
        assert!(rect.top > 50.0);
    }

    #[test]
    fn lines_and_edges_are_kept_clear() {
        let mut placer = Placer::new(bounds());
        placer.avoid_line(&[Point::new(0.0, 40.0), Point::new(100.0, 40.0)]);
        let rect =
            placer.place(&Spot::new(Point::new(50.0, 50.0), &[Side::Above, Side::Below]), (30.0, 10.0), 5.0).unwrap();
        assert!(rect.top > 50.0);
        assert_eq!(placer.place(&Spot::new(Point::new(2.0, 50.0), &Side::ALL), (300.0, 10.0), 5.0), None);
    }

    #[test]
    fn a_line_is_measured_where_it_crosses() {
        let rect = Rect { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        assert_eq!(rect.length_inside(Point::new(0.0, 15.0), Point::new(100.0, 15.0)), 10.0);
        assert_eq!(rect.length_inside(Point::new(0.0, 5.0), Point::new(100.0, 5.0)), 0.0);
        assert_eq!(rect.length_inside(Point::new(12.0, 12.0), Point::new(12.0, 18.0)), 6.0);
    }
}
