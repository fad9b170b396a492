//! A series as it is drawn: full lines within one source, and thin links where periods are missing or the source
//! changes.

use crate::{
    chart::furniture::{frame::Frame, label::Placer, scene::Point, theme::Color},
    period::Period,
    series::Series,
};

/// A year (with a fraction for quarters and months) and an amount in units of the currency.
pub(crate) type Datum = (f64, f64);

/// The observed amounts of a series, cut into runs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Observed {
    /// Runs: observations of neighbouring periods from one source.
    runs: Vec<Vec<Datum>>,
    /// For each run, whether its source is another than that of the first run.
    foreign: Vec<bool>,
    /// Links from the end of each run to the start of the next, and whether periods are missing between the two.
    links: Vec<([Datum; 2], bool)>,
}

impl Observed {
    /// The observations from a year on. Projected figures are not observations.
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
                last => {
                    observed.links.extend(last.and_then(|run| run.last()).map(|end| ([*end, point], !adjoins)));
                    observed.runs.push(vec![point]);
                    observed.foreign.push(*first_source.get_or_insert(source) != source);
                }
            }
            before = Some((period, source));
        }
        observed
    }

    /// The observations up to a year.
    pub fn up_to(mut self, year: f64) -> Self {
        let before = |point: &Datum| point.0 <= year;
        self.runs.iter_mut().for_each(|run| run.retain(before));
        // Runs that lost every point go, and their entries in `foreign` with them.
        let kept: Vec<bool> = self.runs.iter().map(|run| !run.is_empty()).collect();
        let mut kept_foreign = kept.iter();
        self.foreign.retain(|_| kept_foreign.next().is_some_and(|kept| *kept));
        self.runs.retain(|run| !run.is_empty());
        self.links.retain(|(link, _)| before(&link[1]));
        self
    }

    pub fn points(&self) -> impl Iterator<Item = Datum> + Clone {
        self.runs.iter().flatten().copied()
    }

    pub fn last(&self) -> Option<Datum> {
        self.runs.last().and_then(|run| run.last()).copied()
    }

    /// Draws runs as lines, a change of source as a thin line, and a gap as a dotted one. Figures of another source
    /// than the first are also marked with dots, because they are not of the same series; so is a run of one figure,
    /// which has no line.
    pub fn draw(&self, frame: &mut Frame, placer: &mut Placer, color: Color, at: impl Fn(Datum) -> Point) {
        for (link, gap) in &self.links {
            let points = link.map(&at);
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
