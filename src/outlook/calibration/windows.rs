//! Many series cut into windows: what was known at the end of a year, and what came after.

use crate::{
    history::Past,
    outlook::{calibration::common::Common, features::Features},
    stats::Quantiles,
};

/// Which series are looked at, and how their years relate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Threshold {
    /// The logarithm of the least amount at the end of what is known.
    pub least: f64,
    /// Where a year is the same time for every series: what their common growth is expected to be a year over decades.
    pub long_run: Option<f64>,
}

/// One series as it was known at the end of a year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub series: u32,
    pub year: i32,
    /// The logarithm of the last amount.
    pub log: f64,
    /// Features of what is the series' own.
    pub signs: Features,
}

/// Every window of many series, in the order of their years, with what came after.
#[derive(Debug)]
pub(crate) struct Windows {
    list: Vec<Window>,
    /// The change of the own part over one year, two years and so on, window after window; NaN where it is not known.
    ahead: Vec<f64>,
    common: Option<Common>,
    /// How many series there are.
    pub series: usize,
}

/// How many pairs the long run counts for in the common growth of a year.
pub(crate) const PAIRS_OF_LONG_RUN: f64 = 10.0;

impl Windows {
    pub fn of(pasts: &[Past], threshold: Threshold) -> Self {
        let common = threshold.long_run.and_then(|long_run| common(pasts, threshold.least, long_run));
        let mut list = Vec::new();
        for (series, past) in pasts.iter().enumerate() {
            add_windows(&mut list, series as u32, past, common.as_ref());
        }
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

    /// Windows that shocks hit together: those of one year where years are the same time for all, or else all of them.
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

/// The median log growth of each year over the series that reached a threshold the year before.
fn common(pasts: &[Past], least: f64, long_run: f64) -> Option<Common> {
    let years = || pasts.iter().flat_map(Past::points).map(|(year, _)| *year);
    let (from, to) = (years().min()?, years().max()?);
    let mut changes: Vec<Vec<f64>> = vec![Vec::new(); usize::try_from(to - from).ok()?];
    for pair in pasts.iter().flat_map(|past| past.points().windows(2)) {
        let ((year, log), (next, after)) = (pair[0], pair[1]);
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

/// The most years that are learned for; further ones take the last one's shape.
pub(crate) const LEARNED_YEARS: usize = 10;
