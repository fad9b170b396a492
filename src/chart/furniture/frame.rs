//! The frame of every chart: title, subtitle and source, and the room between them; axes and labels in one style.

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

/// The least size of a unit: with a smaller one, letters could not be read.
const LEAST_UNIT: f64 = 0.75;

/// The words around a chart: what it is about, how to read it, and where its figures are from.
pub(crate) struct Words {
    pub title: String,
    pub subtitle: String,
    pub source: String,
}

/// A chart that is being laid out: its marks so far, and the room that is left.
pub(crate) struct Frame {
    pub scene: Scene,
    pub ruler: Ruler,
    /// The size of text, lines and gaps: 1 pixel on a canvas of 800 by 450, and more on larger ones, but less than in
    /// proportion.
    pub unit: f64,
    /// The rectangle that the title above and the source below leave.
    pub room: Rect,
}

/// How a text is set.
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
    /// Paints the background, sets title, subtitle and source, and finds the room they leave.
    pub fn new(canvas: Canvas, words: Words) -> Result<Self> {
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        // By the tighter side, and to the power of 0.8: four times the width gives three times the text.
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

    /// Sets title and subtitle from the top, and moves the top of the room under them.
    fn set_head(&mut self, words: &Words) {
        let (ink, muted) = (self.scene.palette.ink, self.scene.palette.muted);
        let title = Style { size: 19.0 * self.unit, weight: Weight::Semibold, color: ink, anchor: Anchor::Start };
        let subtitle = Style { size: 13.0 * self.unit, weight: Weight::Regular, color: muted, anchor: Anchor::Start };
        // An upright picture has short lines, and the height for more of them.
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

    /// Sets the source line from the bottom, and moves the bottom of the room above it.
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

    /// Whether the canvas is higher than wide, as for a phone.
    fn is_upright(&self) -> bool {
        self.scene.canvas.height > self.scene.canvas.width
    }

    /// The style of a label beside the line or point that it names.
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

    /// Sets a text on a baseline. Control characters become spaces: no font draws them, and XML refuses most of them.
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

    /// Sets a text so that its capitals are centred on the height of a point.
    pub fn text_centered(&mut self, text: &str, middle: Point, style: &Style) {
        let baseline = middle.y + style.size * CAPITAL_IN_EMS / 2.0;
        self.text(text, Point::new(middle.x, baseline), style);
    }

    /// Sets a label of one or more lines beside a point, where there is room, and says whether there was. The label
    /// covers the grid under it.
    pub fn label(&mut self, placer: &mut Placer, spot: &Spot<'_>, lines: &[&str], style: &Style) -> bool {
        let background = self.scene.palette.background;
        self.label_on(placer, spot, lines, style, Some(background))
    }

    /// As [`label`](Self::label), but without covering what is under it: for labels over a band.
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
            // Covers the grid, so that it does not strike the words through; the placer keeps labels off all other
            // lines.
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

    /// Draws horizontal grid lines with their figures to the left, and returns the left edge of the plot. The line of
    /// zero is darker.
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

    /// Draws ticks under the plot. A figure that would touch the one before it, or leave the canvas, is left out.
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

    /// The height that a bottom axis takes, with its figures.
    pub fn bottom_gutter(&self) -> f64 {
        24.0 * self.unit
    }

    /// How many steps between horizontal grid lines suit a height.
    pub fn tick_count(&self, height: f64) -> f64 {
        (height / (52.0 * self.unit)).clamp(2.0, 6.0)
    }

    /// The scene of the finished chart.
    pub fn finish(self) -> Scene {
        self.scene
    }
}
