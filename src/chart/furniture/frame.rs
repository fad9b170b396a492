//! What every chart has: title, subtitle and source, and the room between; axes and labels in one style.

use crate::{
    chart::{
        canvas::Canvas,
        furniture::{
            axis::Scale,
            font::{CAPITAL_IN_EMS, DESCENDER_IN_EMS, Ruler, Weight},
            label::{Placer, Rect, Spot},
            scene::{Anchor, Point, Scene},
            theme::Color,
        },
    },
    error::Result,
};

/// Under this, letters could not be read.
const LEAST_UNIT: f64 = 0.75;

/// The words around a chart.
pub(crate) struct Words {
    pub title: String,
    pub subtitle: String,
    pub source: String,
}

/// A chart being drawn.
pub(crate) struct Frame {
    pub scene: Scene,
    pub ruler: Ruler,
    /// A pixel at 800 by 450; more on larger canvases, though less than in proportion.
    pub unit: f64,
    /// What the title and the source leave.
    pub room: Rect,
}

/// A text to set.
#[derive(Clone)]
pub(crate) struct Style {
    pub size: f64,
    pub weight: Weight,
    pub color: Color,
    pub anchor: Anchor,
}

impl Style {
    pub fn anchored(&self, anchor: Anchor) -> Self {
        Self { anchor, ..self.clone() }
    }

    pub fn semibold(&self) -> Self {
        Self { weight: Weight::Semibold, ..self.clone() }
    }
}

impl Frame {
    /// Sets title, subtitle and source, and finds the room they leave.
    pub fn new(canvas: Canvas, words: Words) -> Result<Self> {
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        let unit =
            (width / 800.0).min(height / 450.0).powf(0.8).max(LEAST_UNIT) * f64::from(canvas.text_percent) / 100.0;
        let margin = 20.0 * unit;
        let room = Rect { left: margin, top: margin, right: width - margin, bottom: height - margin };
        let mut frame = Self { scene: Scene::new(canvas, words.title.clone()), ruler: Ruler::new()?, unit, room };
        let background = frame.scene.palette.background;
        frame.scene.rectangle(Point::new(0.0, 0.0), Point::new(width, height), background);
        frame.set_head(&words);
        frame.set_source(&words.source);
        Ok(frame)
    }

    fn set_head(&mut self, words: &Words) {
        let (ink, muted) = (self.scene.palette.ink, self.scene.palette.muted);
        let title = Style { size: 19.0 * self.unit, weight: Weight::Semibold, color: ink, anchor: Anchor::Start };
        let subtitle = Style { size: 13.0 * self.unit, weight: Weight::Regular, color: muted, anchor: Anchor::Start };
        // Upright pictures have the height for what narrow lines do not hold.
        let most = if self.is_upright() { 5 } else { 2 };
        for (text, style, leading) in [(&words.title, title, 1.25), (&words.subtitle, subtitle, 1.4)] {
            for line in self.ruler.wrap(text, style.size, style.weight, self.room.width(), most) {
                let baseline = self.room.top + style.size * CAPITAL_IN_EMS;
                self.text(&line, Point::new(self.room.left, baseline), &style);
                self.room.top += style.size * leading;
            }
            self.room.top += 3.0 * self.unit;
        }
        self.room.top += 6.0 * self.unit;
    }

    fn set_source(&mut self, source: &str) {
        let style = Style {
            size: 10.5 * self.unit,
            weight: Weight::Regular,
            color: self.scene.palette.muted,
            anchor: Anchor::Start,
        };
        let most = if self.is_upright() { 4 } else { 2 };
        let lines = self.ruler.wrap(source, style.size, style.weight, self.room.width(), most);
        for line in lines.iter().rev() {
            self.text(line, Point::new(self.room.left, self.room.bottom), &style);
            self.room.bottom -= style.size * 1.35;
        }
        self.room.bottom -= 6.0 * self.unit;
    }

    fn is_upright(&self) -> bool {
        self.scene.canvas.height > self.scene.canvas.width
    }

    /// The style of labels beside what they name.
    pub fn label_style(&self, color: Color) -> Style {
        Style { size: 12.5 * self.unit, weight: Weight::Regular, color, anchor: Anchor::Start }
    }

    /// The style of the figures on axes.
    pub fn axis_style(&self) -> Style {
        Style {
            size: 12.0 * self.unit,
            weight: Weight::Regular,
            color: self.scene.palette.muted,
            anchor: Anchor::Middle,
        }
    }

    pub fn width(&self, text: &str, style: &Style) -> f64 {
        self.ruler.width(text, style.size, style.weight)
    }

    /// Sets a text on a baseline. What cannot be printed becomes a space.
    pub fn text(&mut self, text: &str, baseline: Point, style: &Style) {
        self.scene.marks.push(crate::chart::furniture::scene::Mark::Text {
            text: text.replace(char::is_control, " "),
            baseline,
            size: style.size,
            weight: style.weight,
            anchor: style.anchor,
            color: style.color,
        });
    }

    /// Sets a text whose capitals are centred on a height.
    pub fn text_centered(&mut self, text: &str, middle: Point, style: &Style) {
        let baseline = middle.y + style.size * CAPITAL_IN_EMS / 2.0;
        self.text(text, Point::new(middle.x, baseline), style);
    }

    /// Sets a label of one or more lines beside a point, where there is room; says whether there was.
    pub fn label(&mut self, placer: &mut Placer, spot: &Spot<'_>, lines: &[&str], style: &Style) -> bool {
        let background = self.scene.palette.background;
        self.label_on(placer, spot, lines, style, Some(background))
    }

    /// The same over a surface, which is not covered.
    pub fn label_over(&mut self, placer: &mut Placer, spot: &Spot<'_>, lines: &[&str], style: &Style) -> bool {
        self.label_on(placer, spot, lines, style, None)
    }

    fn label_on(
        &mut self,
        placer: &mut Placer,
        spot: &Spot<'_>,
        lines: &[&str],
        style: &Style,
        background: Option<Color>,
    ) -> bool {
        let point = spot.point;
        let width = lines.iter().map(|line| self.width(line, style)).fold(0.0, f64::max);
        let leading = style.size * 1.25;
        let height = style.size * (CAPITAL_IN_EMS + DESCENDER_IN_EMS) + leading * (lines.len() - 1) as f64;
        let Some(rect) = placer.place(spot, (width, height), 8.0 * self.unit) else { return false };
        if let Some(background) = background {
            // Keeps the grid from striking the words through; lines are out of the way.
            self.scene.rectangle(Point::new(rect.left, rect.top), Point::new(rect.right, rect.bottom), background);
        }
        // A label that stands to the left of its point ends there; one above or below is centred on it.
        let (anchor, x) = if rect.right <= point.x {
            (Anchor::End, rect.right)
        } else if rect.left >= point.x {
            (Anchor::Start, rect.left)
        } else {
            (Anchor::Middle, (rect.left + rect.right) / 2.0)
        };
        for (at, line) in lines.iter().enumerate() {
            let baseline = rect.top + style.size * CAPITAL_IN_EMS + leading * at as f64;
            self.text(line, Point::new(x, baseline), &style.anchored(anchor));
        }
        true
    }

    /// Horizontal grid lines with their figures to the left; gives the plot's left edge.
    pub fn value_axis(&mut self, ticks: &[f64], names: &[String], scale: &Scale, right: f64) -> f64 {
        let style = self.axis_style().anchored(Anchor::End);
        let widest = names.iter().map(|name| self.width(name, &style)).fold(0.0, f64::max);
        let left = self.room.left + widest + 8.0 * self.unit;
        let (grid, muted) = (self.scene.palette.grid, self.scene.palette.muted);
        for (tick, name) in ticks.iter().zip(names) {
            let y = scale.at(*tick);
            let color = if *tick == 0.0 { muted } else { grid };
            self.scene.line(vec![Point::new(left, y), Point::new(right, y)], self.unit.max(0.8), color);
            self.text_centered(name, Point::new(left - 8.0 * self.unit, y), &style);
        }
        left
    }

    /// Ticks under the plot, and those of their figures that have room.
    pub fn bottom_axis(&mut self, places: &[(f64, String)], y: f64) {
        let style = self.axis_style();
        let muted = self.scene.palette.muted;
        let mut free_from = 0.0;
        for (x, name) in places {
            self.scene.line(vec![Point::new(*x, y), Point::new(*x, y + 4.0 * self.unit)], self.unit.max(0.8), muted);
            let half = self.width(name, &style) / 2.0;
            if x - half >= free_from && x + half <= f64::from(self.scene.canvas.width()) {
                self.text(name, Point::new(*x, y + 8.0 * self.unit + style.size * CAPITAL_IN_EMS), &style);
                free_from = x + half + 4.0 * self.unit;
            }
        }
    }

    /// The height that the figures under a plot take.
    pub fn bottom_gutter(&self) -> f64 {
        24.0 * self.unit
    }

    /// How many horizontal grid lines suit a height.
    pub fn tick_count(&self, height: f64) -> f64 {
        (height / (52.0 * self.unit)).clamp(2.0, 6.0)
    }

    pub fn finish(self) -> Scene {
        self.scene
    }
}
