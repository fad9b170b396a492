//! The frame of every chart: title, subtitle and source, and the room between them; axes and labels in one style.
//!
//! A chart starts with [`Frame::new`], which sets the words around it and leaves a rectangle of free room. The chart
//! then draws its axes, lines and labels into that room, and ends with [`Frame::finish`]. Every size is a multiple of
//! the frame's unit, so that one layout suits canvases of any size.

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

/// The least size of a unit in pixels, before the canvas's percentage of text is applied. With a smaller one, letters
/// could not be read: the figures on axes are 12 units an em, which makes 9 pixels.
const LEAST_UNIT: f64 = 0.75;

/// The words around a chart: what it is about, how to read it, and where its figures are from.
pub(crate) struct Words {
    /// The title, set large at the top. It is also the title of the SVG document.
    pub title: String,
    /// How to read the chart, under the title.
    pub subtitle: String,
    /// The line of sources at the bottom.
    pub source: String,
}

/// A chart that is being laid out: the marks set so far, and the room that is left.
pub(crate) struct Frame {
    /// The picture, with the marks that were set so far.
    pub scene: Scene,
    /// Measures texts in the font of the chart.
    pub ruler: Ruler,
    /// The size of text, lines and gaps, in pixels: 1 on a canvas of 800 by 450, and more on larger canvases, but less
    /// than in proportion.
    pub unit: f64,
    /// The rectangle, in pixels, that the title above and the source below leave free. Charts narrow it further as they
    /// set axes and rows of labels.
    pub room: Rect,
}

/// How a text is set: its size, weight, colour, and the part of it that stands at the place given.
#[derive(Clone)]
pub(crate) struct Style {
    /// The size in pixels an em.
    pub size: f64,
    /// Regular or semibold.
    pub weight: Weight,
    /// The colour of the letters.
    pub color: Color,
    /// Which part of the text stands at the place given.
    pub anchor: Anchor,
}

impl Style {
    /// The same style with another anchor.
    pub fn anchored(&self, anchor: Anchor) -> Self {
        Self { anchor, ..self.clone() }
    }

    /// The same style in semibold.
    pub fn semibold(&self) -> Self {
        Self { weight: Weight::Semibold, ..self.clone() }
    }
}

impl Frame {
    /// Paints the background, sets title, subtitle and source, and finds the room that they leave.
    ///
    /// ```text
    /// unit = max(0.75, min(width / 800, height / 450)^0.8) · text percent / 100
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Draw`](crate::ErrorKind::Draw) where the embedded font cannot be parsed.
    pub fn new(canvas: Canvas, words: Words) -> Result<Self> {
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        // The tighter side decides. The power of 0.8 makes text grow less than the canvas: four times the width and
        // height give three times the text.
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

    /// Sets the lines of title and subtitle from the top of the room, and moves the top of the room below them.
    ///
    /// Each has at most two lines, or five on an upright canvas; what does not fit is cut.
    fn set_head(&mut self, words: &Words) {
        let (ink, muted) = (self.scene.palette.ink, self.scene.palette.muted);
        let title = Style { size: 19.0 * self.unit, weight: Weight::Semibold, color: ink, anchor: Anchor::Start };
        let subtitle = Style { size: 13.0 * self.unit, weight: Weight::Regular, color: muted, anchor: Anchor::Start };
        // An upright picture has short lines, and the height for more of them.
        let most = if self.is_upright() { 5 } else { 2 };
        // The last number is the distance from one line to the next, in ems.
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

    /// Sets the lines of sources from the bottom of the room, and moves the bottom of the room above them.
    ///
    /// There are at most two lines, or four on an upright canvas; what does not fit is cut.
    fn set_source(&mut self, source: &str) {
        let style = Style {
            size: 10.5 * self.unit,
            weight: Weight::Regular,
            color: self.scene.palette.muted,
            anchor: Anchor::Start,
        };
        let most = if self.is_upright() { 4 } else { 2 };
        let lines = self.ruler.wrap(source, style.size, style.weight, self.room.width(), most);
        // From the last line up, since the bottom is what is known.
        for line in lines.iter().rev() {
            self.text(line, Point::new(self.room.left, self.room.bottom), &style);
            self.room.bottom -= style.size * 1.35;
        }
        self.room.bottom -= 6.0 * self.unit;
    }

    /// Whether the canvas is higher than it is wide, as for a phone.
    fn is_upright(&self) -> bool {
        self.scene.canvas.height > self.scene.canvas.width
    }

    /// The style of a label beside the line or point that it names, in the colour of what it names.
    pub fn label_style(&self, color: Color) -> Style {
        Style { size: 12.5 * self.unit, weight: Weight::Regular, color, anchor: Anchor::Start }
    }

    /// The style of the figures on axes: muted, and centred on their tick.
    pub fn axis_style(&self) -> Style {
        Style {
            size: 12.0 * self.unit,
            weight: Weight::Regular,
            color: self.scene.palette.muted,
            anchor: Anchor::Middle,
        }
    }

    /// The width of a text in a style, in pixels.
    pub fn width(&self, text: &str, style: &Style) -> f64 {
        self.ruler.width(text, style.size, style.weight)
    }

    /// Sets a text with its baseline at a place. Control characters become spaces: no font draws them, and XML refuses
    /// most of them.
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

    /// Sets a text so that its capital letters are centred on the height of `middle`, as for the label of a row or a
    /// tick.
    pub fn text_centered(&mut self, text: &str, middle: Point, style: &Style) {
        let baseline = middle.y + style.size * CAPITAL_IN_EMS / 2.0;
        self.text(text, Point::new(middle.x, baseline), style);
    }

    /// Sets a label of one or more lines beside a point, where the placer finds room. Returns whether it found any;
    /// without room nothing is set.
    ///
    /// - `placer`: knows what is drawn already, and learns of this label.
    /// - `spot`: the point, and the sides of it where the label may stand.
    /// - `lines`: the lines of the label, from the top. There is at least one.
    /// - `style`: how they are set; the anchor is chosen by the side.
    ///
    /// The label covers the grid under it with the background.
    pub fn label(&mut self, placer: &mut Placer, spot: &Spot<'_>, lines: &[&str], style: &Style) -> bool {
        let background = self.scene.palette.background;
        self.label_on(placer, spot, lines, style, Some(background))
    }

    /// As [`label`](Self::label), but without covering what is under it: for labels over a band of colour.
    pub fn label_over(&mut self, placer: &mut Placer, spot: &Spot<'_>, lines: &[&str], style: &Style) -> bool {
        self.label_on(placer, spot, lines, style, None)
    }

    /// Sets a label where there is room, over a box of the colour `background` if there is one.
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
        // From the top of the capitals of the first line to the lowest letters of the last one.
        let height = style.size * (CAPITAL_IN_EMS + DESCENDER_IN_EMS) + leading * (lines.len() - 1) as f64;
        // Eight units leave a gap between the label and the dot or ring on its point.
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

    /// Draws horizontal grid lines up to `right`, with their figures to the left, and returns the left edge of the plot
    /// in pixels.
    ///
    /// - `ticks`: the values of the grid lines.
    /// - `names`: their figures, in the same order.
    /// - `scale`: the vertical scale of the values.
    /// - `right`: the pixel where the grid lines end.
    ///
    /// The plot starts right of the widest figure. The line of zero is darker than the others.
    pub fn value_axis(&mut self, ticks: &[f64], names: &[String], scale: &Scale, right: f64) -> f64 {
        let style = self.axis_style().anchored(Anchor::End);
        let widest = names.iter().map(|name| self.width(name, &style)).fold(0.0, f64::max);
        let left = self.room.left + widest + 8.0 * self.unit;
        let (grid, muted) = (self.scene.palette.grid, self.scene.palette.muted);
        for (tick, name) in ticks.iter().zip(names) {
            let y = scale.at(*tick);
            let color = if *tick == 0.0 { muted } else { grid };
            // At least 0.8 pixels wide, so that the grid does not fade away on a small canvas.
            self.scene.line(vec![Point::new(left, y), Point::new(right, y)], self.unit.max(0.8), color);
            self.text_centered(name, Point::new(left - 8.0 * self.unit, y), &style);
        }
        left
    }

    /// Draws ticks with their figures below a plot.
    ///
    /// - `places`: the pixel of each tick from the left, and its figure. They are in rising order.
    /// - `y`: the pixel of the plot's lower edge.
    ///
    /// A figure that would touch the one before it, or would leave the canvas, is left out; its tick stays.
    pub fn bottom_axis(&mut self, places: &[(f64, String)], y: f64) {
        let style = self.axis_style();
        let muted = self.scene.palette.muted;
        // The pixel from which the next figure may start.
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

    /// The height in pixels that a bottom axis takes with its ticks and figures.
    pub fn bottom_gutter(&self) -> f64 {
        24.0 * self.unit
    }

    /// How many steps between horizontal grid lines suit a plot of this height in pixels: one for every 52 units, but 2
    /// at least and 6 at most. It is what [`round_ticks`](crate::chart::furniture::round_ticks) takes as its count.
    pub fn tick_count(&self, height: f64) -> f64 {
        (height / (52.0 * self.unit)).clamp(2.0, 6.0)
    }

    /// The scene of the finished chart, with every mark that was set.
    pub fn finish(self) -> Scene {
        self.scene
    }
}
