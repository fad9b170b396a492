//! An observed series as it is drawn: full lines within one source, and thin links where periods are missing or where
//! the source changes.
//!
//! A reader should see which figures belong together. A thick line therefore never crosses a gap and never joins
//! figures of two sources, which may count differently.

use crate::{
    chart::furniture::{frame::Frame, label::Placer, scene::Point, theme::Color},
    period::Period,
    series::Series,
};

/// One figure: the start of its period in years, with a fraction for quarters and months, and an amount in units of the
/// currency.
pub(crate) type Datum = (f64, f64);

/// The observed amounts of a series, cut into runs.
///
/// ```text
/// 2000 a, 2001 a, 2003 a, 2004 b     (year, source)
/// runs:    2000–2001, 2003, 2004
/// links:   2001–2003 (2002 is missing), 2003–2004 (the source changes)
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Observed {
    /// The runs in order. A run holds observations of neighbouring periods from one source, and is never empty.
    runs: Vec<Vec<Datum>>,
    /// For each run, whether its source differs from that of the first run.
    foreign: Vec<bool>,
    /// The links from the end of each run to the start of the next, each with whether periods are missing between the
    /// two.
    links: Vec<([Datum; 2], bool)>,
}

impl Observed {
    /// The observations of the periods that start in or after `year`, cut into runs. Projected figures of the series
    /// are not observations, and are left out.
    ///
    /// `year` may have a fraction, and may be negative infinity for the whole series.
    pub fn since(series: &Series, year: f64) -> Self {
        let mut observed = Self::default();
        let mut before: Option<(Period, &str)> = None;
        let mut first_source = None;
        for (period, observation) in series.observed().filter(|(period, _)| period.start_in_years() >= year) {
            let point = (period.start_in_years(), observation.amount.value());
            let source = observation.provenance.source.as_str();
            // Two runs part where a period is missing or the source changes.
            let adjoins = before.is_some_and(|(last, _)| last.periods_until(period) == Ok(1));
            let same_source = before.is_some_and(|(_, named)| named == source);
            match observed.runs.last_mut() {
                Some(run) if adjoins && same_source => run.push(point),
                // A new run starts here. The first one has no run before it, and so no link.
                last => {
                    observed.links.extend(last.and_then(|run| run.last()).map(|end| ([*end, point], !adjoins)));
                    observed.runs.push(vec![point]);
                    // The first run sets the source with which those of all later runs are compared.
                    observed.foreign.push(*first_source.get_or_insert(source) != source);
                }
            }
            before = Some((period, source));
        }
        observed
    }

    /// The same observations without those of periods that start after `year`.
    pub fn up_to(mut self, year: f64) -> Self {
        let before = |point: &Datum| point.0 <= year;
        self.runs.iter_mut().for_each(|run| run.retain(before));
        // Runs that lost every point go, and their entries in `foreign` with them.
        let kept: Vec<bool> = self.runs.iter().map(|run| !run.is_empty()).collect();
        let mut kept_foreign = kept.iter();
        self.foreign.retain(|_| kept_foreign.next().is_some_and(|kept| *kept));
        self.runs.retain(|run| !run.is_empty());
        // A link is kept where both of its ends are; the second one is the later.
        self.links.retain(|(link, _)| before(&link[1]));
        self
    }

    /// All figures in the order of their periods, across runs.
    pub fn points(&self) -> impl Iterator<Item = Datum> + Clone {
        self.runs.iter().flatten().copied()
    }

    /// The figure of the last period; none where nothing was observed.
    pub fn last(&self) -> Option<Datum> {
        self.runs.last().and_then(|run| run.last()).copied()
    }

    /// Draws the observations: runs as lines, a change of source as a thin line, and a gap as a dotted one.
    ///
    /// - `frame`: the chart that is drawn on.
    /// - `placer`: learns of every line, so that labels keep clear of them.
    /// - `color`: the colour of all lines and dots.
    /// - `at`: gives the pixel of a figure.
    ///
    /// Figures of another source than the first are also marked with dots, because they do not belong to the same
    /// series. A run of a single figure is marked with a dot as well, because a line needs two.
    pub fn draw(&self, frame: &mut Frame, placer: &mut Placer, color: Color, at: impl Fn(Datum) -> Point) {
        for (link, gap) in &self.links {
            let points = link.map(&at);
            // A gap is dotted, since nothing is known between its ends. A change of source has figures at both ends.
            if *gap {
                frame.scene.dashed(&points, 1.2 * frame.unit, color, [2.0 * frame.unit, 4.0 * frame.unit]);
            } else {
                frame.scene.line(points.to_vec(), 1.0 * frame.unit, color);
            }
            placer.avoid_line(&points);
        }
        for (run, foreign) in self.runs.iter().zip(&self.foreign) {
            let points: Vec<Point> = run.iter().copied().map(&at).collect();
            placer.avoid_line(&points);
            if *foreign || points.len() == 1 {
                for point in &points {
                    frame.scene.dot(*point, 2.8 * frame.unit, color);
                }
            }
            frame.scene.line(points, 2.2 * frame.unit, color);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        amount::Amount,
        currency::Currency,
        series::{Observation, Provenance},
    };

    #[test]
    fn runs_end_at_gaps_and_where_the_source_changes() {
        let seen = |year: i32, source: &str| {
            let provenance = Provenance { source: source.into(), ..Provenance::default() };
            (Period::year(year).unwrap(), Observation { amount: Amount::new(1.0).unwrap(), provenance })
        };
        let series =
            Series::new(Currency::USD, [seen(2000, "a"), seen(2001, "a"), seen(2003, "a"), seen(2004, "b")]).unwrap();
        let observed = Observed::since(&series, 0.0);
        assert_eq!(observed.runs.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1]);
        assert_eq!(observed.links.iter().map(|link| link.1).collect::<Vec<_>>(), [true, false]);
        assert_eq!(Observed::since(&series, 2003.0).runs.len(), 2);
    }
}
