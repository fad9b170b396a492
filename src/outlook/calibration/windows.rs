//! Many series cut into windows: what was known at the end of a year, and what came after.

use crate::{
    history::Past,
    outlook::{calibration::common::Common, features::Features},
    stats::Quantiles,
};

/// Which series are used, and how their years relate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Threshold {
    /// The logarithm of the least amount at the end of a window.
    pub least: f64,
    /// The common growth a year expected over decades, in logarithms; none where series have no calendar in common.
    pub long_run: Option<f64>,
}

/// One series as it was known at the end of a year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub series: u32,
    pub year: i32,
    /// The logarithm of the last amount.
    pub log: f64,
    /// The features of the series' own part, without the growth in common.
    pub signs: Features,
}

/// Every window of many series, in the order of their years, with what came after.
#[derive(Debug)]
pub(crate) struct Windows {
    list: Vec<Window>,
    /// The change of the own part over one year, two years and so on, window after window; NaN where it is not known.
    ahead: Vec<f64>,
    common: Option<Common>,
    /// The number of series.
    pub series: usize,
}

/// The number of pairs that the long-run growth counts for in the common growth of a year.
pub(crate) const PAIRS_OF_LONG_RUN: f64 = 10.0;

impl Windows {
    /// Cuts series into windows.
    pub fn of(pasts: &[Past], threshold: Threshold) -> Self {
        let common = threshold.long_run.and_then(|long_run| common(pasts, threshold.least, long_run));
        let mut list = Vec::new();
        for (series, past) in pasts.iter().enumerate() {
            add_windows(&mut list, series as u32, past, common.as_ref());
        }
        // Features need the amounts below the threshold as well, so that windows are dropped only now.
        list.retain(|window| window.log >= threshold.least);
        list.sort_by_key(|window| (window.year, window.series));
        let level = |year| common.as_ref().map_or(0.0, |common| common.level(year));
        let ahead = list.iter().flat_map(|window| {
            let past = &pasts[window.series as usize];
            let own = window.log - level(window.year);
            (1..=LEARNED_YEARS as i32).map(move |years| {
                let year = window.year + years;
                past.in_year(year).map_or(f64::NAN, |log| log - level(year) - own)
            })
        });
        Self { ahead: ahead.collect(), list, common, series: pasts.len() }
    }

    /// Windows that shocks hit together: those of one year, or all of them where series have no calendar in common.
    pub fn together(&self) -> impl Iterator<Item = (&[Window], &[f64])> {
        let apart = self.common.is_some();
        let groups = self.list.chunk_by(move |one, next| !apart || one.year == next.year);
        groups.scan(0, |from, group| {
            let ahead = &self.ahead[*from * LEARNED_YEARS..(*from + group.len()) * LEARNED_YEARS];
            *from += group.len();
            Some((group, ahead))
        })
    }

    /// The common growth as it was known at the end of a year.
    pub fn common_up_to(&self, year: Option<i32>) -> Option<Common> {
        let common = self.common.as_ref()?;
        let known = year.map_or(common.growth.len(), |year| usize::try_from(year - common.from).unwrap_or(0));
        let growth = common.growth.iter().copied().take(known).collect();
        Some(Common { growth, ..*common })
    }
}

/// Adds a window for each year of a series, updating its features amount by amount.
fn add_windows(list: &mut Vec<Window>, series: u32, past: &Past, common: Option<&Common>) {
    let own = |year: i32, log: f64| log - common.map_or(0.0, |common| common.level(year));
    let mut signs: Option<Features> = None;
    for (year, log) in past.points() {
        let own = own(*year, *log);
        let now = signs.map_or(Features::starting(*year, own), |before| before.then(*year, own));
        list.push(Window { series, year: *year, log: *log, signs: now });
        signs = Some(now);
    }
}

/// The common growth: of each year, the median log growth of the series that reached the threshold the year before,
/// drawn towards the long run where they are few.
fn common(pasts: &[Past], least: f64, long_run: f64) -> Option<Common> {
    let years = || pasts.iter().flat_map(Past::points).map(|(year, _)| *year);
    let (from, to) = (years().min()?, years().max()?);
    let mut changes: Vec<Vec<f64>> = vec![Vec::new(); usize::try_from(to - from).ok()?];
    for pair in pasts.iter().flat_map(|past| past.points().windows(2)) {
        let ((year, log), (next, after)) = (pair[0], pair[1]);
        // A change over a gap belongs to no single year.
        if next == year + 1 && log >= least {
            changes[(year - from) as usize].push(after - log);
        }
    }
    let growth = changes.iter_mut().map(|changes| {
        let pairs = changes.len() as f64;
        let typical = Quantiles::of(changes).map_or(0.0, |quantiles| quantiles.median());
        (pairs * typical + PAIRS_OF_LONG_RUN * long_run) / (pairs + PAIRS_OF_LONG_RUN)
    });
    Some(Common { long_run, from, growth: growth.collect() })
}

/// The most years ahead that are learned; later ones take the shape of the last.
pub(crate) const LEARNED_YEARS: usize = 10;
