//! The picture of an outlook: what the charts `fan`, `arrivals` and `chances` have in common.
//!
//! A picture holds an outlook, its answers about some targets, a title, and the observed amounts where there are any.
//! The outlook has the distribution of every year ahead; the answers have the targets and the chance of each. Beside
//! the picture stand the parts that several charts draw alike: the heads in the targets' colours, the axis of years and
//! the axis of percent.

use crate::{
    amount::Amount,
    assessment::Assessment,
    chart::furniture::{Color, Frame, Point, Rect, Scale, year_ticks},
    error::Result,
    outlook::{Method, Outlook, OutlookAnswers, TargetAnswer},
    probability::Probability,
    series::Series,
    unit::Unit,
    wording::{counted, with_unit},
};

/// The picture of an outlook and its answers, for the charts `fan`, `arrivals` and `chances`.
///
/// The three charts ask the same outlook three questions: between which amounts the turnover will probably lie, in
/// which year a target is first reached, and how likely it is to have been reached by each year.
///
/// ```
/// use tradepath::{
///     Currency, Period,
///     chart::{Canvas, ChartKind, OutlookPicture, draw},
///     outlook::{LogRandomWalk, Outlook, OutlookOptions},
/// };
///
/// // A drift of 5 % a year and a volatility of 30 %, from $3B in 2021.
/// let walk = LogRandomWalk::new(0.05, 0.3)?;
/// let options = OutlookOptions::new().years(10);
/// let outlook = Outlook::stated(walk, Period::year(2021)?, "3B", &options)?;
/// let answers = outlook.answers([("5B", 2026)])?;
/// let picture = OutlookPicture::new("To 5 billion", Currency::USD, &outlook, &answers);
/// let chart = draw(ChartKind::Fan, &picture, Canvas::new(800, 450)?)?;
/// assert!(chart.description().starts_with("A fan chart from $3B in 2021."));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct OutlookPicture<'a> {
    /// The title of all three charts.
    pub(crate) title: String,
    /// The unit of the outlook's amounts, which are plain numbers.
    pub(crate) unit: Unit,
    /// The outlook: the distribution of the total of every period ahead.
    pub(crate) outlook: &'a Outlook,
    /// The answers of that outlook about some targets.
    pub(crate) answers: &'a OutlookAnswers,
    /// An outlook from a later start, and its answers about the targets that are still open.
    pub(crate) later: Option<(&'a Outlook, &'a OutlookAnswers)>,
    /// The observed amounts; none to draw the fan alone.
    pub(crate) series: Option<&'a Series>,
    /// The levels of the intervals that the fan draws, in increasing order.
    pub(crate) levels: Vec<Probability>,
}

/// The largest number of targets that a chart draws: there are four colours to tell them apart.
pub(crate) const MOST_TARGETS: usize = 4;

impl<'a> OutlookPicture<'a> {
    /// A picture of an outlook and its answers under a title, with intervals of 80 % and 95 %, and without a history.
    ///
    /// `unit` is that of the outlook's amounts, which carry none themselves. The answers must be those of the same
    /// outlook.
    ///
    /// # Examples
    ///
    /// The charts `arrivals` and `chances` are drawn of targets, and say so where there are none:
    ///
    /// ```
    /// use tradepath::{
    ///     Currency, ErrorKind,
    ///     chart::{Canvas, ChartKind, OutlookPicture, draw},
    ///     outlook::{LogRandomWalk, Outlook, OutlookOptions},
    /// };
    ///
    /// let walk = LogRandomWalk::new(0.05, 0.3)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let answers = outlook.answers(None::<f64>)?;
    /// let picture = OutlookPicture::new("The years ahead", Currency::USD, &outlook, &answers);
    /// let canvas = Canvas::new(800, 450)?;
    /// assert!(draw(ChartKind::Fan, &picture, canvas).is_ok());
    /// let error = draw(ChartKind::Chances, &picture, canvas).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(
        title: impl Into<String>,
        unit: impl Into<Unit>,
        outlook: &'a Outlook,
        answers: &'a OutlookAnswers,
    ) -> Self {
        let levels = [0.8, 0.95].map(Probability::rounded).to_vec();
        Self { title: title.into(), unit: unit.into(), outlook, answers, later: None, series: None, levels }
    }

    /// A picture of an assessment's outlook, over the turnover that was observed.
    ///
    /// [`look_ahead`](Assessment::look_ahead) computes the outlook; the assessment itself keeps only its answers. The
    /// title says in which period the outlook was made.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the assessment has no outlook, with the reason.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     AssessmentOptions, Probability, assess,
    ///     chart::{Canvas, ChartKind, OutlookPicture, draw},
    ///     scenario::shipped,
    /// };
    ///
    /// let pledge = shipped("india-china-2005")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    /// let outlook = assessment.look_ahead()?;
    /// let half: Probability = "50%".parse()?;
    /// let picture = OutlookPicture::of_assessment(&assessment, &outlook)?.levels([half]);
    /// draw(ChartKind::Fan, &picture, Canvas::new(800, 450)?)?;
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_assessment(assessment: &'a Assessment, outlook: &'a Outlook) -> Result<Self> {
        let answers = assessment.outlook.as_ref().ok_or_else(|| assessment.why_absent("outlook"))?;
        let scenario = &assessment.scenario;
        let of =
            scenario.flow().map_or(String::new(), |flow| format!(" of {}’s {flow}", scenario.partners().names()[0]));
        let names = scenario.partners().names().join(" and ");
        let title = format!("{names}: what could be expected{of} in {}", scenario.baseline().period());
        let picture = Self::new(title, assessment.unit(), outlook, answers);
        Ok(assessment.series().map_or(picture.clone(), |turnover| picture.series(turnover)))
    }

    /// Adds observed amounts. Those up to the start are drawn to the left of the fan, and those after it as rings over
    /// the fan.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     Currency,
    ///     chart::{Canvas, ChartKind, OutlookPicture, SvgFont, draw},
    ///     outlook::{LogRandomWalk, Outlook, OutlookOptions},
    ///     scenario::shipped,
    /// };
    ///
    /// let history = shipped("india-china-2005")?.history()?;
    /// let walk = LogRandomWalk::new(0.1, 0.2)?;
    /// let outlook = Outlook::stated(walk, "2004", "13.6B", &OutlookOptions::new())?;
    /// let answers = outlook.answers([("20B", 2008)])?;
    /// let picture = OutlookPicture::new("India and China", Currency::USD, &outlook, &answers);
    /// let picture = picture.series(history.turnover().unwrap());
    /// // The history goes on after 2004, and the subtitle says what the rings are.
    /// let chart = draw(ChartKind::Fan, &picture, Canvas::new(1600, 450)?)?;
    /// assert!(chart.to_svg_with(SvgFont::Named)?.contains("rings: what came after"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn series(self, series: &'a Series) -> Self {
        Self { series: Some(series), ..self }
    }

    /// Adds an outlook from a later start, with its answers about the targets that are still open. The fan draws it over
    /// the first one; the charts by year do not use it.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     AssessmentOptions, assess,
    ///     chart::{Canvas, ChartKind, OutlookPicture, draw},
    ///     scenario::shipped,
    /// };
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    /// let (then, now) = (assessment.look_ahead()?, assessment.look_ahead_now()?);
    /// let answers = assessment.now.as_ref().and_then(|now| now.outlook.as_ref()).unwrap();
    /// let picture = OutlookPicture::of_assessment(&assessment, &then)?.later(&now, answers);
    /// let chart = draw(ChartKind::Fan, &picture, Canvas::new(800, 450)?)?;
    /// assert!(chart.description().contains("Seen from 2025"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn later(self, outlook: &'a Outlook, answers: &'a OutlookAnswers) -> Self {
        Self { later: Some((outlook, answers)), ..self }
    }

    /// The answer of the later outlook about a target; none where it has none.
    pub(crate) fn later_answer(&self, target: &TargetAnswer) -> Option<&'a TargetAnswer> {
        let same = |later: &&TargetAnswer| {
            later.amount == target.amount && later.dated == target.dated && (!target.dated || later.by == target.by)
        };
        self.later.and_then(|(_, answers)| answers.targets.iter().find(same))
    }

    /// Sets the levels of the intervals: 0.8 for the interval that holds 80 % of the distribution.
    ///
    /// The order does not matter, and a level given twice counts once. Without levels, the fan is its median alone.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     Currency, Probability,
    ///     chart::{Canvas, ChartKind, OutlookPicture, SvgFont, draw},
    ///     outlook::{LogRandomWalk, Outlook, OutlookOptions},
    /// };
    ///
    /// let walk = LogRandomWalk::new(0.05, 0.3)?;
    /// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new())?;
    /// let answers = outlook.answers(None::<f64>)?;
    /// let (half, most) = (Probability::new(0.5)?, Probability::new(0.9)?);
    /// let picture = OutlookPicture::new("The years ahead", Currency::USD, &outlook, &answers);
    /// let picture = picture.levels([most, half, most]);
    /// let chart = draw(ChartKind::Fan, &picture, Canvas::new(1600, 450)?)?;
    /// assert!(chart.to_svg_with(SvgFont::Named)?.contains("bands hold 50% and 90%"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn levels(self, levels: impl IntoIterator<Item = Probability>) -> Self {
        let mut levels: Vec<Probability> = levels.into_iter().collect();
        levels.sort_by(|one, other| one.value().total_cmp(&other.value()));
        levels.dedup();
        Self { levels, ..self }
    }

    /// An amount in the picture's unit: `$3B`.
    pub(crate) fn with_unit(&self, amount: Amount) -> String {
        with_unit(self.unit, amount)
    }

    /// The first targets, as many as a chart draws, each with its own date. The fan draws these.
    pub(crate) fn targets(&self) -> impl Iterator<Item = &'a TargetAnswer> {
        self.answers.targets.iter().take(MOST_TARGETS)
    }

    /// The targets of different amounts, in the order given: the first one of each amount, and as many as there are.
    ///
    /// The charts by year need each amount once, whatever its dates. They draw the first [`MOST_TARGETS`] of them.
    pub(crate) fn amounts(&self) -> Vec<&'a TargetAnswer> {
        let mut seen: Vec<&TargetAnswer> = Vec::new();
        for target in &self.answers.targets {
            if seen.iter().all(|other| other.amount != target.amount) {
                seen.push(target);
            }
        }
        seen
    }

    /// How the outlook was computed, for the source line.
    ///
    /// A stated walk is named by its growth and volatility. A fitted outlook is named by its method and by the history
    /// that it rests on: several amounts, one amount, or none. Where it also learned from what pairs of countries did,
    /// the last year of that knowledge is named.
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
                    Some(year) => {
                        let from = fitted.learned_from.as_ref().map_or(String::new(), |source| format!(" ({source})"));
                        format!(", calibrated on what pairs of countries did up to {year}{from}")
                    }
                    None => String::new(),
                };
                format!("Outlook by the method {method}, {past}{learned}")
            }
        }
    }

    /// The source line: how the outlook was computed, and the sources of the observed figures.
    pub(crate) fn source(&self) -> String {
        // Outlooks and figures may come from different sources, and a reader needs both.
        let sources = sources(self.series);
        let figures = if sources.is_empty() { String::new() } else { format!("; figures: {}", sources.join("; ")) };
        let coverages = self.series.map(Series::coverages).unwrap_or_default();
        let counted = counted(&coverages).map_or(String::new(), |counted| format!("; counting {counted}"));
        let later = self.later.map_or(String::new(), |(outlook, _)| format!("; from {} likewise", outlook.start()));
        format!("{}{later}{figures}{counted}", self.made_how())
    }
}

/// The sources that the observations of some series name, each once, in the order in which they are found. Observations
/// without a named source add nothing.
fn sources<'s>(series: impl IntoIterator<Item = &'s Series>) -> Vec<&'s str> {
    let mut sources: Vec<&str> = Vec::new();
    for (_, observation) in series.into_iter().flat_map(Series::observed) {
        let source = observation.provenance.source.as_str();
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// The colour of the target at a place in the list, counted from zero. The first four differ.
pub(crate) fn color_of(frame: &Frame, at: usize) -> Color {
    let palette = frame.scene.palette;
    [palette.pledge, palette.route, palette.ink, palette.history][at % MOST_TARGETS]
}

/// Sets what each colour stands for, line by line above the plot, and moves the top of the frame's room under them.
///
/// The heads take the place of a legend: each is written in the colour of what it names, in the order of the targets. A
/// head that is too long goes on in a second line, or in a third where it stands alone.
pub(crate) fn set_heads(frame: &mut Frame, heads: &[String]) {
    let most = if heads.len() == 1 { 3 } else { 2 };
    // One line of label text, which is 12.5 units high, and the space to the next.
    let height = 17.0 * frame.unit;
    for (at, head) in heads.iter().enumerate() {
        let style = frame.label_style(color_of(frame, at)).semibold();
        for line in frame.ruler.wrap(head, style.size, style.weight, frame.room.width(), most) {
            let place = Point::new(frame.room.left, frame.room.top + height / 2.0);
            frame.text_centered(&line, place, &style);
            frame.room.top += height;
        }
    }
    frame.room.top += 4.0 * frame.unit;
}

/// The remark in a subtitle that only the first `drawn` of `all` are drawn; empty where all are. `what` is their plural
/// noun.
pub(crate) fn of_all(drawn: usize, all: usize, what: &str) -> String {
    if drawn < all { format!("; the first {drawn} of {all} {what}") } else { String::new() }
}

/// Draws a bottom axis of years under a plot, and returns its scale.
///
/// `from` and `to` are years, with a fraction for quarters and months; they must differ. Some space stays free at both
/// ends, so that dots there do not touch the edges of the plot.
pub(crate) fn years_below(frame: &mut Frame, plot: &Rect, (from, to): (f64, f64)) -> Scale {
    let pad = 12.0 * frame.unit;
    let x = Scale { low: from, high: to, from: plot.left + pad, to: plot.right - pad };
    let label = frame.width("2000", &frame.axis_style());
    let years = year_ticks(from, to, (x.to - x.from) / (to - from), label);
    let places: Vec<(f64, String)> = years.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
    frame.bottom_axis(&places, plot.bottom);
    x
}

/// Draws a left axis of percent, and returns the plot to its right and a scale of fractions.
///
/// The axis goes from zero to the first round percentage at or above `top`, which is a fraction. The scale takes
/// fractions, so that callers draw probabilities as they are.
pub(crate) fn percent_axis(frame: &mut Frame, top: f64) -> (Rect, Scale) {
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter();
    let ticks = crate::chart::furniture::round_ticks(0.0, top * 100.0, frame.tick_count(bottom - room.top));
    let high = ticks.last().copied().unwrap_or(100.0);
    // Half the height of a figure stays free above, so that the uppermost one does not touch what stands over the plot.
    let y = Scale { low: 0.0, high: high / 100.0, from: bottom, to: room.top + 5.0 * frame.unit };
    let in_percent = Scale { high, ..y };
    let names: Vec<String> = ticks.iter().map(|tick| crate::chart::furniture::percent_name(*tick)).collect();
    let left = frame.value_axis(&ticks, &names, &in_percent, room.right);
    (Rect { left, top: y.to, right: room.right, bottom }, y)
}
