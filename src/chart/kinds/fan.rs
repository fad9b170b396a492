//! The chart `fan`: between which amounts the turnover will probably lie, year by year.
//!
//! The picture answers the question "what could be expected from here, and how likely is each target?"
//!
//! - The horizontal axis has years; the vertical axis has the turnover from zero up, in the picture's currency.
//! - The dark line is the observed turnover. Rings on it, to the right of the start, are amounts that were observed
//!   after the start: the outlook did not know them.
//! - The dashed line is the median of each year ahead. Every band around it is an interval at one level, such as 80 %:
//!   it holds the total of that year with that probability. Bands lie over one another, so that the narrowest is the
//!   darkest.
//! - A larger ring is a target: its amount at its year. The label beside it names the chance that a total up to that
//!   year reaches it. Of more than two targets, and where there is no room for a label, they stand in one line above the
//!   plot.
//!
//! A picture may have a second outlook, from a later start. The first one is drawn in grey then, and the labels of targets
//! name both chances.
//!
//! Years after the last target and the last observation are left out, down to five years ahead. Of more than four
//! targets, the first four are drawn. The widest band is cut where it would press everything else flat.

use crate::{
    amount::Amount,
    chart::{
        canvas::Canvas,
        chart::Chart,
        furniture::{
            Color, Datum, Frame, Observed, Placer, Point, Rect, Scale, Side, Spot, Words, round_ticks, tick_name,
        },
        kinds::outlook_picture::{OutlookPicture, of_all, set_heads, years_below},
    },
    error::Result,
    outlook::{Outlook, TargetAnswer},
    period::Period,
    probability::Probability,
    series::{Prices, Series},
    wording::unit_name,
};

/// The number of years of history that are shown before the start for each year ahead. The past takes two thirds of the
/// width at this ratio, so that the fan is seen beside the swings that it stems from.
const HISTORY_PER_YEAR: f64 = 2.0;
/// The opacity of each band, from 0 to 1. Bands lie over one another, so that the narrowest is the darkest.
const BAND: f64 = 0.16;
/// How far the widest band may rise above everything else, as a multiple of its highest amount: 1.25 times.
///
/// The upper end of a 95 % interval grows faster than the median. Where the axis went up to it, history and targets
/// would be pressed flat.
///
/// The amounts of the cut part are not lost: the answers of the outlook have the quantiles of every year.
const CUT: f64 = 1.25;

/// The largest number of targets that are named in the plot. More are listed above it, since their labels would crowd
/// it.
const MOST_LABELS: usize = 2;

/// The largest number of targets that are named in the plot of a picture. Two chances each leave room for one.
fn most_labels(picture: &OutlookPicture<'_>) -> usize {
    if picture.later.is_some() { 1 } else { MOST_LABELS }
}

/// Everything that is drawn, in years and units of currency, and the range of both axes.
///
/// It is found before the frame is made, because the subtitle must say whether a band is cut.
struct Content {
    /// The observed amounts from the first year shown to the last one, as lines.
    observed: Observed,
    /// Observed amounts after the start, which are also drawn as rings.
    after: Vec<Datum>,
    /// The outlook.
    first: Ahead,
    /// The one from a later start, where there is one.
    later: Option<Ahead>,
    /// The first year of the horizontal axis.
    from: f64,
    /// The last year of the horizontal axis.
    to: f64,
    /// The highest amount that the vertical axis must show. The axis goes on to the next round amount.
    top: f64,
    /// The upper end of the widest band in the last year. The subtitle calls the band cut where this is above `top`.
    highest: f64,
}

/// What is drawn of one outlook.
struct Ahead {
    /// Its start: a year and an amount. All bands and the median begin there.
    start: Datum,
    /// The median of each year, with the start first.
    median: Vec<Datum>,
    /// The bands from the widest to the narrowest: for each year the lower and the upper end, with the start first.
    bands: Vec<Vec<(Datum, Datum)>>,
}

impl Ahead {
    /// The quantiles of an outlook up to a year.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a quantile is more than a number can be.
    fn of(outlook: &Outlook, levels: &[Probability], to: f64) -> Result<Self> {
        let start = (outlook.start().start_in_years(), outlook.amount().value());
        let quantile = |probability: f64| {
            let periods = outlook.periods().filter(|period| period.start_in_years() <= to);
            let point = |period: Period| {
                let amount = outlook.quantile(period, Probability::rounded(probability))?;
                Ok((period.start_in_years(), amount.value()))
            };
            std::iter::once(Ok(start)).chain(periods.map(point)).collect::<Result<Vec<Datum>>>()
        };
        let band = |level: &Probability| {
            // An interval of level p leaves (1 - p) / 2 on either side.
            let left = level.complement().value() / 2.0;
            Ok(quantile(left)?.into_iter().zip(quantile(1.0 - left)?).collect())
        };
        let bands = levels.iter().rev().map(band).collect::<Result<_>>()?;
        Ok(Self { start, median: quantile(0.5)?, bands })
    }

    /// The upper end of a band in the last year; none without bands.
    fn top_of(band: Option<&Vec<(Datum, Datum)>>) -> Option<f64> {
        band.and_then(|band| band.last()).map(|(_, high)| high.1)
    }

    /// Draws the bands, cut at `top`, the upper end of the axis in units of currency.
    fn draw_bands(&self, frame: &mut Frame, color: Color, top: f64, at: impl Fn(Datum) -> Point) {
        for band in &self.bands {
            let (low, high): (Vec<Datum>, Vec<Datum>) = band.iter().copied().unzip();
            let place = |line: &[Datum]| -> Vec<Point> { cut(line, top).into_iter().map(&at).collect() };
            frame.scene.area(&place(&high), &place(&low), color, BAND);
        }
    }

    /// Draws the median as a dashed line.
    fn draw_median(&self, frame: &mut Frame, placer: &mut Placer, color: Color, at: impl Fn(Datum) -> Point) {
        let median: Vec<Point> = self.median.iter().copied().map(&at).collect();
        placer.avoid_line(&median);
        frame.scene.dashed(&median, 2.0 * frame.unit, color, [7.0 * frame.unit, 4.0 * frame.unit]);
    }
}

/// Draws the fan of an outlook over what was observed, with the chance of each target beside it.
///
/// # Errors
/// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a quantile is more than a number can be.
///
/// # Examples
///
/// ```
/// use tradepath::{
///     Currency,
///     chart::{Canvas, ChartKind, OutlookPicture, draw},
///     outlook::{LogRandomWalk, Outlook, OutlookOptions},
/// };
///
/// let walk = LogRandomWalk::new(0.05, 0.3)?;
/// let outlook = Outlook::stated(walk, "2021", "3B", &OutlookOptions::new().years(10))?;
/// let answers = outlook.answers([("5B", 2026)])?;
/// let picture = OutlookPicture::new("To 5 billion", Currency::USD, &outlook, &answers);
/// let chart = draw(ChartKind::Fan, &picture, Canvas::new(800, 450)?)?;
/// assert!(chart.description().contains("In 2031 the median is "));
/// assert!(chart.description().contains("The chance of $5B by 2026 is "));
/// # Ok::<(), tradepath::Error>(())
/// ```
pub(crate) fn draw(picture: &OutlookPicture<'_>, canvas: Canvas) -> Result<Chart> {
    let content = Content::new(picture)?;
    let many = picture.targets().count() > most_labels(picture);
    let (frame, all_named) = set(picture, &content, canvas, many)?;
    // A target without room for its label in the plot is named above it, with the others.
    let frame = if all_named { frame } else { set(picture, &content, canvas, true)?.0 };
    Ok(Chart::new(frame, description(picture)))
}

/// Sets the chart, with the targets named above the plot (`listed`) or beside their rings. Returns whether every target
/// is named.
fn set(picture: &OutlookPicture<'_>, content: &Content, canvas: Canvas, listed: bool) -> Result<(Frame, bool)> {
    let words = Words {
        title: picture.title.clone(),
        subtitle: subtitle(picture, content.highest > content.top),
        source: picture.source(),
    };
    let mut frame = Frame::new(canvas, words)?;
    if listed {
        set_list(picture, &mut frame);
    }
    let room = frame.room;
    let bottom = room.bottom - frame.bottom_gutter();
    let ticks = round_ticks(0.0, content.top, frame.tick_count(bottom - room.top));
    // The axis goes up to the next round amount, and whatever is higher is cut there.
    let high = ticks.last().copied().unwrap_or(content.top).max(f64::MIN_POSITIVE);
    let y = Scale { low: 0.0, high, from: bottom, to: room.top + 5.0 * frame.unit };
    let names: Vec<String> = ticks.iter().map(|tick| tick_name(picture.unit, *tick)).collect();
    let left = frame.value_axis(&ticks, &names, &y, room.right);
    let plot = Rect { left, top: y.to, right: room.right, bottom };
    let x = years_below(&mut frame, &plot, (content.from, content.to));
    let at = |(year, units): Datum| Point::new(x.at(year), y.at(units.min(high)));
    let mut placer = Placer::new(plot);
    // Labels over a band have no background of their own, so that they must not stand on a grid line.
    for tick in &ticks {
        placer.avoid_line(&[Point::new(plot.left, y.at(*tick)), Point::new(plot.right, y.at(*tick))]);
    }
    // Bands first, so that lines, targets and labels lie over them.
    for (ahead, color) in content.ahead(&frame) {
        ahead.draw_bands(&mut frame, color, high, at);
    }
    content.draw_lines(&mut frame, &mut placer, at);
    let places = draw_targets(picture, content, &mut frame, &mut placer, at);
    let all_named = listed || name_targets(picture, &places, &mut frame, &mut placer);
    content.label(picture, &mut frame, &mut placer, at);
    Ok((frame, all_named))
}

impl Content {
    /// Finds what is drawn of a picture, and how far the axes go.
    ///
    /// The vertical axis must show every observed amount, the median, the targets and the narrowest band. The widest
    /// band may add up to a quarter to that, and is cut beyond it:
    ///
    /// ```text
    /// top = 1.03 max(needed, min(widest, 1.25 needed))
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a quantile is more than a number can be.
    fn new(picture: &OutlookPicture<'_>) -> Result<Self> {
        let to = last_year(picture)?;
        let first = Ahead::of(picture.outlook, &picture.levels, to)?;
        let later = picture.later.map(|(outlook, _)| Ahead::of(outlook, &picture.levels, to)).transpose()?;
        let start = first.start;
        // Ten years of history at least, however short the outlook.
        let since = start.0 - ((to - start.0) * HISTORY_PER_YEAR).max(10.0);
        let series = picture.series;
        let observed = series.map_or(Observed::default(), |series| Observed::since(series, since).up_to(to));
        let after: Vec<Datum> = observed.points().filter(|point| point.0 > start.0).collect();
        let both = || std::iter::once(&first).chain(&later);
        let seen = observed.points().chain(both().flat_map(|ahead| ahead.median.iter().copied()));
        let targets = picture.targets().map(|target| target.amount.value());
        let narrowest = both().filter_map(|ahead| Ahead::top_of(ahead.bands.last()));
        let needed = seen.map(|point| point.1).chain(targets).chain(narrowest).fold(0.0, f64::max);
        let widest = both().filter_map(|ahead| Ahead::top_of(ahead.bands.first())).fold(0.0, f64::max);
        let from = observed.points().map(|point| point.0).fold(start.0, f64::min);
        // Three percent of room above the highest mark.
        let top = needed.max(widest.min(needed * CUT)) * 1.03;
        Ok(Self { observed, after, first, later, from, to, top, highest: widest })
    }

    /// The outlooks that are drawn, the first one first, each with its colour.
    fn ahead(&self, frame: &Frame) -> Vec<(&Ahead, Color)> {
        let palette = &frame.scene.palette;
        match &self.later {
            None => vec![(&self.first, palette.route)],
            Some(later) => vec![(&self.first, palette.history), (later, palette.route)],
        }
    }

    /// Draws the medians as dashed lines, the observed amounts, those after the start as rings, and a dot at the start.
    ///
    /// The rings are drawn over the fan, so that readers see where in the fan each outcome fell.
    fn draw_lines(&self, frame: &mut Frame, placer: &mut Placer, at: impl Fn(Datum) -> Point) {
        let palette = frame.scene.palette;
        let (ink, background) = (palette.ink, palette.background);
        for (ahead, color) in self.ahead(frame) {
            ahead.draw_median(frame, placer, color, &at);
        }
        self.observed.draw(frame, placer, ink, &at);
        for point in self.after.iter().copied().map(&at) {
            placer.avoid(Rect { left: point.x, top: point.y, right: point.x, bottom: point.y }.grown(3.6 * frame.unit));
            frame.scene.dot(point, 3.6 * frame.unit, ink);
            frame.scene.dot(point, 1.8 * frame.unit, background);
        }
        for (ahead, color) in self.ahead(frame) {
            frame.scene.dot(at(ahead.start), 4.0 * frame.unit, color);
        }
    }

    /// Labels the last amount that came after the start, the median of the last year, and the start, in this order.
    ///
    /// The labels lie over the bands without a background, since a white box would cut a hole into a band.
    fn label(&self, picture: &OutlookPicture<'_>, frame: &mut Frame, placer: &mut Placer, at: impl Fn(Datum) -> Point) {
        let palette = frame.scene.palette;
        let ink = frame.label_style(palette.ink).semibold();
        let route = frame.label_style(palette.route);
        // Grey would be hard to read beside its own band.
        let first = if self.later.is_some() { frame.label_style(palette.ink) } else { route.clone() };
        if let Some(last) = self.after.last().copied() {
            let amount = Amount::new(last.1).map(|amount| picture.with_unit(amount)).unwrap_or_default();
            let text = format!("{amount} in {}", last.0 as i32);
            frame.label_over(
                placer,
                &Spot::new(at(last), &[Side::Below, Side::BelowRight, Side::BelowLeft, Side::Right, Side::Above]),
                &[&text],
                &ink,
            );
        }
        // The median that counts is the one that knows more.
        if let Some(end) = self.later.as_ref().unwrap_or(&self.first).median.last() {
            let amount = Amount::new(end.1).map(|amount| picture.with_unit(amount)).unwrap_or_default();
            let text = format!("median {amount}");
            frame.label_over(
                placer,
                &Spot::new(at(*end), &[Side::AboveLeft, Side::BelowLeft, Side::Above, Side::Below]),
                &[&text],
                &route,
            );
        }
        let start = format!("{} in {}", picture.with_unit(picture.outlook.amount()), picture.outlook.start());
        let sides = [Side::AboveLeft, Side::BelowRight, Side::Below, Side::Above, Side::Left, Side::BelowLeft];
        frame.label_over(placer, &Spot::new(at(self.first.start), &sides), &[&start], &first);
    }
}

/// Writes one line above the plot with every target that is drawn, its year and its chance.
///
/// ```text
/// Chance of {amount} by {year}: {chance}, {amount} by {year}: {chance}, ...
/// Chance seen from 2021 (from 2025) of {amount} by {year}: {chance} ({chance}), ...
/// ```
fn set_list(picture: &OutlookPicture<'_>, frame: &mut Frame) {
    let target = |target: &TargetAnswer| {
        let later = picture.later_answer(target).map_or(String::new(), |later| {
            let by = if later.by == target.by { String::new() } else { format!("by {} ", later.by) };
            format!(" ({by}{})", later.by_horizon)
        });
        format!("{} by {}: {}{later}", picture.with_unit(target.amount), target.by, target.by_horizon)
    };
    let list: Vec<String> = picture.targets().map(target).collect();
    let seen = picture
        .later
        .map_or(String::new(), |(later, _)| format!(" seen from {} (from {})", picture.outlook.start(), later.start()));
    set_heads(frame, &[format!("Chance{seen} of {}", list.join(", "))]);
}

/// A line cut at `top`, in units of currency: amounts above it are lowered to it.
///
/// Where the line crosses `top` between two points, the crossing becomes a point, so that the cut is level and the rest
/// of the line keeps its slope.
///
/// Between the points `(t0, a0)` and `(t1, a1)`, the crossing is at
///
/// ```text
/// t = t0 + (t1 - t0) (top - a0) / (a1 - a0)
/// ```
fn cut(line: &[Datum], top: f64) -> Vec<Datum> {
    let mut cut: Vec<Datum> = line.first().map(|first| (first.0, first.1.min(top))).into_iter().collect();
    for pair in line.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if (from.1 > top) != (to.1 > top) {
            cut.push((from.0 + (to.0 - from.0) * (top - from.1) / (to.1 - from.1), top));
        }
        cut.push((to.0, to.1.min(top)));
    }
    cut
}

/// Draws a ring for each target, and returns their places: at the target's year, or at the last year of the axis where
/// the target's is later, and at its amount.
fn draw_targets(
    picture: &OutlookPicture<'_>,
    content: &Content,
    frame: &mut Frame,
    placer: &mut Placer,
    at: impl Fn(Datum) -> Point,
) -> Vec<Point> {
    let color = frame.scene.palette.pledge;
    let radius = 5.5 * frame.unit;
    let places: Vec<Point> = picture
        .targets()
        .map(|target| at((target.by.start_in_years().min(content.to), target.amount.value())))
        .collect();
    for place in &places {
        frame.scene.ring(*place, radius, radius * 0.4, color);
        placer.avoid(Rect { left: place.x, top: place.y, right: place.x, bottom: place.y }.grown(radius));
        placer.name_point(*place);
    }
    places
}

/// Names each target beside its ring: the amount, the year and the chance that a total up to then reaches it. Returns
/// whether every name found room.
fn name_targets(picture: &OutlookPicture<'_>, places: &[Point], frame: &mut Frame, placer: &mut Placer) -> bool {
    let style = frame.label_style(frame.scene.palette.pledge).semibold();
    let mut all = true;
    for (target, place) in picture.targets().zip(places) {
        let what = format!("{} by {}", picture.with_unit(target.amount), target.by);
        let chance = match picture.later {
            Some(_) => format!("chance {}, seen from {}", target.by_horizon, picture.outlook.start()),
            None => format!("chance {}", target.by_horizon),
        };
        let later = picture.later.zip(picture.later_answer(target));
        let later = later.map(|((outlook, _), later)| {
            let by = if later.by == target.by { String::new() } else { format!(" by {}", later.by) };
            format!("{}{by}, seen from {}", later.by_horizon, outlook.start())
        });
        let lines: Vec<&str> = [what.as_str(), &chance].into_iter().chain(later.as_deref()).collect();
        all &= frame.label_over(placer, &Spot::new(*place, &Side::ALL), &lines, &style);
    }
    all
}

/// The last year that is shown.
///
/// It is that of the last target or the last observed amount, whichever is later: what lies beyond is not asked for, and
/// is the widest part of the fan. At least five years are shown after the last start, as far as the outlook goes, and all
/// of them where there are no targets.
fn last_year(picture: &OutlookPicture<'_>) -> Result<f64> {
    let outlook = picture.outlook;
    let all = outlook.end()?.start_in_years();
    if picture.answers.targets.is_empty() {
        return Ok(all);
    }
    let last_start = picture.later.map_or(outlook, |(later, _)| later).start().start_in_years();
    let targets = picture.targets().map(|target| target.by.start_in_years());
    let seen = picture.series.map(|series| series.last().start_in_years());
    let last = targets.chain(seen).fold(last_start + 5.0, f64::max);
    let end = picture.later.map_or(Ok(all), |(later, _)| later.end().map(|end| end.start_in_years().max(all)))?;
    Ok(last.min(end))
}

/// The subtitle: the currency, and what the dashed line, the bands and the rings mean.
///
/// `cut` says whether the widest band goes beyond what the axis must show.
///
/// ```text
/// In US dollars; dashed: the median seen from 2021; bands hold 80% and 95%; rings: what came after
/// ```
fn subtitle(picture: &OutlookPicture<'_>, cut: bool) -> String {
    // Two decimals of a percent at most: 0.975 is `97.5%`, without the digits of its binary fraction.
    let levels: Vec<String> =
        picture.levels.iter().map(|level| format!("{}%", (level.value() * 1e4).round() / 1e2)).collect();
    let bands = match levels.len() {
        0 => String::new(),
        _ => format!("; bands hold {}", levels.join(" and ")),
    };
    let after = if picture.series.is_some_and(|series| series.last() > picture.outlook.start()) {
        "; rings: what came after"
    } else {
        ""
    };
    let start = picture.outlook.start();
    let targets = of_all(picture.targets().count(), picture.answers.targets.len(), "targets");
    let cut = if cut { " (cut at the top)" } else { "" };
    let medians = match picture.later {
        Some((later, _)) => format!("the medians seen from {start} (grey) and {}", later.start()),
        None => format!("the median seen from {start}"),
    };
    let prices = picture.series.map_or(&Prices::Nominal, Series::prices);
    format!("In {}; dashed: {medians}{bands}{cut}{after}{targets}", unit_name(picture.unit, prices))
}

/// The chart in words: the start, the median and the 80 % interval of the outlook's last year, and the chance of each
/// target that is drawn. It names the last year of the whole outlook, which may lie beyond the years that are drawn.
///
/// ```text
/// A fan chart from $3B in 2021. In {last year} the median is {amount}, and the 80% interval
/// goes from {amount} to {amount}.
/// The chance of $5B by 2026 is {chance}.
/// ```
fn description(picture: &OutlookPicture<'_>) -> String {
    let mut text =
        format!("A fan chart from {} in {}.", picture.with_unit(picture.outlook.amount()), picture.outlook.start());
    if let Some(last) = picture.answers.quantiles.last() {
        text += &format!(
            " In {} the median is {}, and the 80% interval goes from {} to {}.",
            last.period,
            picture.with_unit(last.p50),
            picture.with_unit(last.p10),
            picture.with_unit(last.p90)
        );
    }
    for target in picture.targets() {
        text +=
            &format!(" The chance of {} by {} is {}.", picture.with_unit(target.amount), target.by, target.by_horizon);
    }
    if let Some((later, answers)) = picture.later {
        for target in &answers.targets {
            let (amount, start) = (picture.with_unit(target.amount), later.start());
            text += &format!(" Seen from {start}, that of {amount} by {} is {}.", target.by, target.by_horizon);
        }
    }
    text
}
