//! Intervals where several cases are of one pair. Pairs, and not cases, are independent, so that whole pairs are drawn.

use std::ops::Range;

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{Rng, SeedableRng},
};

use crate::{
    base_rate::{
        cases::{Cases, is_complete},
        entry::Entry,
        life_table::{Interval, LEVEL},
        question::BaseRateQuestion,
    },
    stats::Quantiles,
};

/// The number of times that all pairs are drawn.
const DRAWS: usize = 1_000;

/// One case: its era, how long it was followed, and whether it reached the target.
#[derive(Debug, Clone, Copy)]
struct Case {
    era: usize,
    years: usize,
    reached: bool,
    /// Whether its whole window lies in the range.
    complete: bool,
}

/// The intervals that draws of pairs give: of all cases, and of those of each era, in the order of the eras.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bootstrap {
    pub whole: Drawn,
    pub eras: Vec<Drawn>,
}

/// The intervals of some cases.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    /// Of the share by each year, for as long as any case was followed.
    pub curve: Vec<Interval>,
    /// Of the plain share of complete windows; none where no draw had a complete window.
    pub plain: Option<Interval>,
}

impl Bootstrap {
    /// The percentiles of shares over draws, with replacement, of as many pairs as there are (Efron 1979; for clusters,
    /// Davison and Hinkley 1997, 3.8).
    pub fn of(found: &[Entry<'_>], cases: &Cases, question: &BaseRateQuestion) -> Self {
        let eras: Vec<Cases> = cases.eras().collect();
        let case = |entry: &Entry<'_>| {
            let outcome = entry.outcome(question);
            Case {
                era: eras.iter().position(|era| era.by_year.contains_key(&entry.year())).unwrap_or(0),
                years: outcome.years as usize,
                reached: outcome.reached,
                complete: is_complete(entry.year(), question.within, cases.last),
            }
        };
        let all: Vec<Case> = found.iter().map(case).collect();
        // Entries come pair by pair, so that each pair's cases are one range.
        let mut from = 0;
        let same = |one: &Entry<'_>, next: &Entry<'_>| std::ptr::eq(one.member, next.member);
        let pairs = found.chunk_by(same).map(|entries| {
            from += entries.len();
            from - entries.len()..from
        });
        let pairs: Vec<Range<usize>> = pairs.collect();
        let followed = |cases: &Cases| cases.whole().followed_years() as usize;
        let mut whole = Draws::new(followed(cases), pairs.len());
        let of_era =
            |at: usize| pairs.iter().filter(|pair| all[(*pair).clone()].iter().any(|case| case.era == at)).count();
        let mut of_eras: Vec<Draws> =
            eras.iter().enumerate().map(|(at, era)| Draws::new(followed(era), of_era(at))).collect();
        let mut random = Xoshiro256PlusPlus::seed_from_u64(question.seed);
        let mut counts = vec![Counts::new(followed(cases)); eras.len()];
        for _ in 0..DRAWS {
            counts.iter_mut().for_each(Counts::clear);
            for _ in 0..pairs.len() {
                for case in &all[pairs[below(&mut random, pairs.len())].clone()] {
                    counts[case.era].add(*case);
                }
            }
            for (draws, counts) in of_eras.iter_mut().zip(&counts) {
                draws.push(std::slice::from_ref(counts));
            }
            whole.push(&counts);
        }
        Self { whole: whole.intervals(), eras: of_eras.into_iter().map(Draws::intervals).collect() }
    }
}

/// The cases of one draw.
#[derive(Debug, Clone)]
struct Counts {
    /// By years since entry: cases that reached the target then, and cases that were followed no further.
    reached: Vec<u32>,
    left: Vec<u32>,
    complete: u32,
    complete_reached: u32,
}

impl Counts {
    fn new(years: usize) -> Self {
        Self { reached: vec![0; years + 1], left: vec![0; years + 1], complete: 0, complete_reached: 0 }
    }

    fn clear(&mut self) {
        self.reached.fill(0);
        self.left.fill(0);
        (self.complete, self.complete_reached) = (0, 0);
    }

    fn add(&mut self, case: Case) {
        let list = if case.reached { &mut self.reached } else { &mut self.left };
        list[case.years] += 1;
        self.complete += u32::from(case.complete);
        self.complete_reached += u32::from(case.complete && case.reached);
    }
}

/// What all draws gave.
#[derive(Debug, Clone)]
struct Draws {
    /// By year, the share of each draw.
    shares: Vec<Vec<f64>>,
    plain: Vec<f64>,
    /// The number of pairs to draw from.
    pairs: usize,
}

impl Draws {
    fn new(years: usize, pairs: usize) -> Self {
        Self { shares: vec![Vec::with_capacity(DRAWS); years], plain: Vec::with_capacity(DRAWS), pairs }
    }

    /// Adds a draw, whose cases come in parts. A draw without cases says nothing.
    fn push(&mut self, parts: &[Counts]) {
        let sum = |of: &dyn Fn(&Counts) -> u32| parts.iter().map(of).sum::<u32>();
        // A draw of an era may hold none of its pairs.
        let all = sum(&|part| part.reached.iter().chain(&part.left).sum());
        if all == 0 {
            return;
        }
        let (mut at_risk, mut survival) = (all - sum(&|part| part.reached[0] + part.left[0]), 1.0);
        for (year, shares) in (1..).zip(&mut self.shares) {
            let (reached, left) = (sum(&|part| part.reached[year]), sum(&|part| part.left[year]));
            if at_risk > 0 {
                survival *= f64::from(at_risk - reached) / f64::from(at_risk);
                at_risk -= reached + left;
            }
            shares.push(1.0 - survival);
        }
        let complete = sum(&|part| part.complete);
        if complete > 0 {
            self.plain.push(f64::from(sum(&|part| part.complete_reached)) / f64::from(complete));
        }
    }

    /// The intervals of 95 % over all draws.
    fn intervals(mut self) -> Drawn {
        let pairs = self.pairs;
        let curve =
            self.shares.iter_mut().map(|shares| percentiles(shares, pairs).unwrap_or(Interval::rounded(0.0, 1.0)));
        Drawn { curve: curve.collect(), plain: percentiles(&mut self.plain, pairs) }
    }
}

/// A random number below `count`, all equally likely (Lemire 2019, without his correction, which changes nothing for so
/// few).
fn below(random: &mut Xoshiro256PlusPlus, count: usize) -> usize {
    ((u128::from(random.next_u64()) * count as u128) >> 64) as usize
}

/// The interval that leaves as much on either side.
fn percentiles(list: &mut [f64], pairs: usize) -> Option<Interval> {
    let (low, high) = Quantiles::of(list)?.interval_95();
    // Where no case or every case reached the target, all draws are alike and say nothing. The interval is then that of
    // so many independent pairs (Clopper and Pearson 1934).
    let seldom = 1.0 - ((1.0 - LEVEL) / 2.0).powf(1.0 / pairs as f64);
    Some(match (high == 0.0, low == 1.0) {
        (true, _) => Interval::rounded(0.0, seldom),
        (_, true) => Interval::rounded(1.0 - seldom, 1.0),
        _ => Interval::rounded(low, high),
    })
}
