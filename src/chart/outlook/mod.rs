//! Pictures of an outlook: the fan, when targets are reached, the chance by year; and of a backtest.

mod arrivals;
mod chances;
mod fan;
mod reliability;

pub use arrivals::draw_arrivals;
pub use chances::draw_chances;
pub use fan::draw_fan;
pub use reliability::draw_reliability;

use super::{
    axis::{Scale, year_ticks},
    frame::Frame,
    label::Rect,
    scene::Point,
    theme::Color,
};
use crate::{
    amount::Amount,
    currency::Currency,
    outlook::{Method, Outlook, OutlookAnswers, Probability, TargetAnswer},
    series::Series,
};

/// What the charts of an outlook show.
#[derive(Debug, Clone)]
#[must_use]
pub struct OutlookPicture<'a> {
    title: String,
    currency: Currency,
    outlook: &'a Outlook,
    answers: &'a OutlookAnswers,
    series: Option<&'a Series>,
    levels: Vec<Probability>,
}

/// How many targets are drawn.
const MOST_TARGETS: usize = 4;

impl<'a> OutlookPicture<'a> {
    /// An outlook and what it answers, under a title; with 80 % and 95 % intervals, and no history.
    pub fn new(
        title: impl Into<String>,
        currency: Currency,
        outlook: &'a Outlook,
        answers: &'a OutlookAnswers,
    ) -> Self {
        let levels = [0.8, 0.95].map(Probability::rounded).to_vec();
        Self { title: title.into(), currency, outlook, answers, series: None, levels }
    }

    /// With what was observed, up to the start and after it: what came after is drawn over the fan.
    pub fn series(self, series: &'a Series) -> Self {
        Self { series: Some(series), ..self }
    }

    /// With intervals of these levels.
    pub fn levels(self, levels: impl IntoIterator<Item = Probability>) -> Self {
        let mut levels: Vec<Probability> = levels.into_iter().collect();
        levels.sort_by(|one, other| one.value().total_cmp(&other.value()));
        levels.dedup();
        Self { levels, ..self }
    }

    fn money(&self, amount: Amount) -> String {
        amount.in_currency(self.currency).to_string()
    }

    fn targets(&self) -> impl Iterator<Item = &'a TargetAnswer> {
        self.answers.targets.iter().take(MOST_TARGETS)
    }

    /// Targets of different amounts, in the order given; all of them.
    fn amounts(&self) -> Vec<&'a TargetAnswer> {
        let mut seen: Vec<&TargetAnswer> = Vec::new();
        for target in &self.answers.targets {
            if seen.iter().all(|other| other.amount != target.amount) {
                seen.push(target);
            }
        }
        seen
    }

    /// How the years ahead follow, for the source line.
    fn made_how(&self) -> String {
        let fitted = &self.answers.fitted;
        match (self.answers.method, fitted.history) {
            (None, _) => match (fitted.growth, fitted.volatility) {
                (Some(growth), Some(volatility)) => {
                    format!(
                        "Random walk of logarithms, median growth {growth} a year, volatility {volatility:.2}, as stated"
                    )
                }
                _ => "Random walk of logarithms, as stated".to_owned(),
            },
            (Some(method), history) => {
                let past = match history {
                    Some((first, last)) if first < last => {
                        format!("from {} amounts of {first} to {last}", fitted.amounts)
                    }
                    Some((first, _)) => format!("from the amount of {first} alone"),
                    None => "without a history of its own".to_owned(),
                };
                let learned = match fitted.learned_as_of.filter(|_| method == Method::Default || history.is_none()) {
                    Some(year) => format!(", calibrated on what pairs of countries did up to {year} (CEPII BACI)"),
                    None => String::new(),
                };
                format!("Outlook by the method {method}, {past}{learned}")
            }
        }
    }

    fn source(&self) -> String {
        let mut sources: Vec<&str> = Vec::new();
        for (_, observation) in self.series.into_iter().flat_map(Series::happened) {
            let source = observation.provenance.source.as_str();
            if !source.is_empty() && !sources.contains(&source) {
                sources.push(source);
            }
        }
        let figures = if sources.is_empty() { String::new() } else { format!("; figures: {}", sources.join("; ")) };
        format!("{}{figures}", self.made_how())
    }
}

/// The colour of one of several targets.
pub(super) fn color_of(frame: &Frame, at: usize) -> Color {
    let palette = frame.scene.palette;
    [palette.pledge, palette.route, palette.ink, palette.history][at % MOST_TARGETS]
}

/// What each of several colours stands for, line by line above the plot.
pub(super) fn set_heads(frame: &mut Frame, heads: &[String]) {
    let height = 17.0 * frame.unit;
    for (at, head) in heads.iter().enumerate() {
        let style = frame.label_style(color_of(frame, at)).semibold();
        let place = Point::new(frame.room.left, frame.room.top + height / 2.0);
        let width = frame.room.width();
        let line = frame.ruler.wrap(head, style.size, style.weight, width, 1).into_iter().next().unwrap_or_default();
        frame.text_centered(&line, place, &style);
        frame.room.top += height;
    }
    frame.room.top += 4.0 * frame.unit;
}

/// How many of the targets are drawn, where that is not all.
fn of_all(drawn: usize, all: usize, what: &str) -> String {
    if drawn < all { format!("; the first {drawn} of {all} {what}") } else { String::new() }
}

/// A bottom axis of years over a plot.
fn years_below(frame: &mut Frame, plot: &Rect, (from, to): (f64, f64)) -> Scale {
    let pad = 12.0 * frame.unit;
    let x = Scale { low: from, high: to, from: plot.left + pad, to: plot.right - pad };
    let label = frame.width("2000", &frame.axis_style());
    let years = year_ticks(from, to, (x.to - x.from) / (to - from), label);
    let places: Vec<(f64, String)> = years.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
    frame.bottom_axis(&places, plot.bottom);
    x
}

/// A left axis of percent, from nothing to `top`, a fraction; gives the plot.
pub(super) fn percent_axis(frame: &mut Frame, top: f64) -> (Rect, Scale) {
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter();
    let ticks = super::axis::round_ticks(0.0, top * 100.0, frame.tick_count(bottom - room.top));
    let high = ticks.last().copied().unwrap_or(100.0);
    let y = Scale { low: 0.0, high: high / 100.0, from: bottom, to: room.top + 5.0 * frame.unit };
    let in_percent = Scale { high, ..y };
    let names: Vec<String> = ticks.iter().map(|tick| super::words::percent_name(*tick)).collect();
    let left = frame.value_axis(&ticks, &names, &in_percent, room.right);
    (Rect { left, top: y.to, right: room.right, bottom }, y)
}
