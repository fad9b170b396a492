//! Labels placed beside what they name, clear of lines and of one another.

use crate::chart::furniture::scene::Point;

/// An upright rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub fn grown(&self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    fn overlap(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
    }

    /// How far a point is from the nearest edge; nothing inside.
    fn distance(&self, point: Point) -> f64 {
        let x = (self.left - point.x).max(point.x - self.right).max(0.0);
        let y = (self.top - point.y).max(point.y - self.bottom).max(0.0);
        x.hypot(y)
    }

    /// How much of a line lies inside, in pixels (Liang and Barsky's clipping).
    fn length_inside(&self, from: Point, to: Point) -> f64 {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let edges = [
            (-dx, from.x - self.left),
            (dx, self.right - from.x),
            (-dy, from.y - self.top),
            (dy, self.bottom - from.y),
        ];
        for (toward, distance) in edges {
            if toward == 0.0 {
                if distance < 0.0 {
                    return 0.0;
                }
                continue;
            }
            let share = distance / toward;
            if toward < 0.0 {
                enter = enter.max(share);
            } else {
                leave = leave.min(share);
            }
        }
        (leave - enter).max(0.0) * dx.hypot(dy)
    }
}

/// On which side of its place a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Above,
    Below,
    Left,
    Right,
    AboveLeft,
    AboveRight,
    BelowLeft,
    BelowRight,
}

impl Side {
    /// Every side, the best for a point on a rising line first.
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

    /// The rectangle of a label of a size beside a point, `gap` away from it.
    fn beside(self, point: Point, (width, height): (f64, f64), gap: f64) -> Rect {
        let (center_x, center_y) = (point.x - width / 2.0, point.y - height / 2.0);
        let (before, after) = (point.x - gap - width, point.x + gap);
        let (over, under) = (point.y - gap - height, point.y + gap);
        let (left, top) = match self {
            Self::Above => (center_x, over),
            Self::Below => (center_x, under),
            Self::Left => (before, center_y),
            Self::Right => (after, center_y),
            Self::AboveLeft => (before, over + gap / 2.0),
            Self::AboveRight => (after, over + gap / 2.0),
            Self::BelowLeft => (before, under - gap / 2.0),
            Self::BelowRight => (after, under - gap / 2.0),
        };
        Rect { left, top, right: left + width, bottom: top + height }
    }
}

/// How far from its point a label may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Beside it, or not at all: where others like it stand around.
    Near,
    /// Up to a few lines away.
    Far,
}

/// What a label names, and where it may stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot<'a> {
    pub point: Point,
    pub sides: &'a [Side],
    pub reach: Reach,
}

impl<'a> Spot<'a> {
    /// A place for a label that is wanted even at some distance.
    pub fn new(point: Point, sides: &'a [Side]) -> Self {
        Self { point, sides, reach: Reach::Far }
    }

    /// A place for a label that is wanted only close by.
    pub fn near(point: Point, sides: &'a [Side]) -> Self {
        Self { point, sides, reach: Reach::Near }
    }
}

/// Finds room for labels among what is already drawn.
#[derive(Debug, Clone)]
pub(crate) struct Placer {
    bounds: Rect,
    lines: Vec<(Point, Point)>,
    taken: Vec<Rect>,
    /// Points that have labels of their own: a label stands nearer to its own than to any of these.
    named: Vec<Point>,
}

impl Placer {
    pub fn new(bounds: Rect) -> Self {
        Self { bounds, lines: Vec::new(), taken: Vec::new(), named: Vec::new() }
    }

    /// Keeps labels off a line.
    pub fn avoid_line(&mut self, points: &[Point]) {
        self.lines.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
    }

    /// Keeps the labels of other points from seeming to name this one.
    pub fn name_point(&mut self, point: Point) {
        self.named.push(point);
    }

    /// Keeps labels off a rectangle.
    pub fn avoid(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// The first clear place for a label of a size, trying sides in order, near before far; none where all are taken.
    pub fn place(&mut self, spot: &Spot<'_>, size: (f64, f64), gap: f64) -> Option<Rect> {
        let distances: &[f64] = match spot.reach {
            Reach::Near => &[1.0],
            Reach::Far => &[1.0, 2.0, 3.5],
        };
        let mut candidates = distances
            .iter()
            .flat_map(|times| spot.sides.iter().map(move |side| side.beside(spot.point, size, gap * times)));
        let found = candidates.find(|rect| self.is_clear(rect) && self.names(rect, spot.point))?;
        self.taken.push(found);
        Some(found)
    }

    /// Whether a label there would be nearest to the point it names.
    fn names(&self, rect: &Rect, point: Point) -> bool {
        let own = rect.distance(point);
        self.named.iter().all(|other| *other == point || rect.distance(*other) > own)
    }

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
