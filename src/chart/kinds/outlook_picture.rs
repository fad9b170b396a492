//! Pictures of an outlook: the fan, when targets are reached, the chance by year; and of a backtest.

use crate::{
    amount::Amount,
    assessment::Assessment,
    chart::furniture::{Color, Frame, Point, Rect, Scale, year_ticks},
    currency::Currency,
    error::Result,
    outlook::{Method, Outlook, OutlookAnswers, TargetAnswer},
    probability::Probability,
    series::Series,
    wording::{money, sources},
};

/// What the charts of an outlook show.
#[derive(Debug, Clone)]
#[must_use]
pub struct OutlookPicture<'a> {
    pub(crate) title: String,
    pub(crate) currency: Currency,
    pub(crate) outlook: &'a Outlook,
    pub(crate) answers: &'a OutlookAnswers,
    pub(crate) series: Option<&'a Series>,
    pub(crate) levels: Vec<Probability>,
}

/// How many targets are drawn.
pub(crate) const MOST_TARGETS: usize = 4;

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

    /// The outlook of an assessment, as [`look_ahead`](Assessment::look_ahead) gives it, over what was observed.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the assessment has none, with why.
    pub fn of_assessment(assessment: &'a Assessment, outlook: &'a Outlook) -> Result<Self> {
        let answers = assessment.outlook.as_ref().ok_or_else(|| assessment.why_absent("outlook"))?;
        let title = format!("What could be expected in {}", assessment.scenario.baseline().period());
        let picture = Self::new(title, assessment.currency(), outlook, answers);
        Ok(assessment.turnover().map_or(picture.clone(), |turnover| picture.series(turnover)))
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

    pub(crate) fn money(&self, amount: Amount) -> String {
        money(self.currency, amount)
    }

    pub(crate) fn targets(&self) -> impl Iterator<Item = &'a TargetAnswer> {
        self.answers.targets.iter().take(MOST_TARGETS)
    }

    /// Targets of different amounts, in the order given; all of them.
    pub(crate) fn amounts(&self) -> Vec<&'a TargetAnswer> {
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
                let learned = match fitted.learned_as_of.filter(|_| method == Method::Pooled || history.is_none()) {
                    Some(year) => format!(", calibrated on what pairs of countries did up to {year} (CEPII BACI)"),
                    None => String::new(),
                };
                format!("Outlook by the method {method}, {past}{learned}")
            }
        }
    }

    pub(crate) fn source(&self) -> String {
        let sources = sources(self.series);
        let figures = if sources.is_empty() { String::new() } else { format!("; figures: {}", sources.join("; ")) };
        format!("{}{figures}", self.made_how())
    }
}

/// The colour of one of several targets.
pub(crate) fn color_of(frame: &Frame, at: usize) -> Color {
    let palette = frame.scene.palette;
    [palette.pledge, palette.route, palette.ink, palette.history][at % MOST_TARGETS]
}

/// What each of several colours stands for, line by line above the plot.
pub(crate) fn set_heads(frame: &mut Frame, heads: &[String]) {
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
pub(crate) fn of_all(drawn: usize, all: usize, what: &str) -> String {
    if drawn < all { format!("; the first {drawn} of {all} {what}") } else { String::new() }
}

/// A bottom axis of years over a plot.
pub(crate) fn years_below(frame: &mut Frame, plot: &Rect, (from, to): (f64, f64)) -> Scale {
    let pad = 12.0 * frame.unit;
    let x = Scale { low: from, high: to, from: plot.left + pad, to: plot.right - pad };
    let label = frame.width("2000", &frame.axis_style());
    let years = year_ticks(from, to, (x.to - x.from) / (to - from), label);
    let places: Vec<(f64, String)> = years.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
    frame.bottom_axis(&places, plot.bottom);
    x
}

/// A left axis of percent, from nothing to `top`, a fraction; gives the plot.
pub(crate) fn percent_axis(frame: &mut Frame, top: f64) -> (Rect, Scale) {
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter();
    let ticks = crate::chart::furniture::round_ticks(0.0, top * 100.0, frame.tick_count(bottom - room.top));
    let high = ticks.last().copied().unwrap_or(100.0);
    let y = Scale { low: 0.0, high: high / 100.0, from: bottom, to: room.top + 5.0 * frame.unit };
    let in_percent = Scale { high, ..y };
    let names: Vec<String> = ticks.iter().map(|tick| crate::chart::furniture::percent_name(*tick)).collect();
    let left = frame.value_axis(&ticks, &names, &in_percent, room.right);
    (Rect { left, top: y.to, right: room.right, bottom }, y)
}
