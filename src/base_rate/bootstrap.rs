//! Intervals where several cases are of one pair. The cases of one pair depend on one another, and pairs are taken for
//! independent, so that whole pairs are drawn.
//!
//! Only questions over all entries come here. Each draw takes as many pairs as there are, with replacement, and
//! computes every share from their cases; the intervals are percentiles of these shares.

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

/// The number of draws. The ends of an interval of 95 % then rest on the 25 draws outside each of them.
const DRAWS: usize = 1_000;

/// One case as the draws need it: its era, how long it was followed, and whether it reached the target. It is small,
/// because every draw goes through all cases.
#[derive(Debug, Clone, Copy)]
struct Case {
    /// The index of its era, in the order of time.
    era: usize,
    /// The years after which it reached the target, or for which it was followed.
    years: usize,
    reached: bool,
    /// Whether its whole window lies in the range.
    complete: bool,
}

/// The intervals that draws of pairs give: of all cases, and of the cases of each era, in the order of the eras.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bootstrap {
    pub whole: Drawn,
    pub eras: Vec<Drawn>,
}

/// The intervals of some cases, of 95 % each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    /// Of the share by each year, for as long as any case was followed.
    pub curve: Vec<Interval>,
    /// Of the plain share of complete windows; none where no draw had a complete window.
    pub plain: Option<Interval>,
}

impl Bootstrap {
    /// Draws as many pairs as there are, with replacement, and takes the percentiles of the shares over all draws
    /// (Efron 1979; for clusters, Davison and Hinkley 1997, 3.8).
    ///
    /// `found` must hold the entries of each pair next to one another. The generator is xoshiro256++, seeded by the
    /// question, so that the same question gives the same intervals on every machine.
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
        // The number of pairs that have a case in an era.
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

/// The cases of one draw that belong to one era, counted. It is cleared and filled again for each draw, so that draws
/// need no new memory.
#[derive(Debug, Clone)]
struct Counts {
    /// By years since entry: cases that reached the target then, and cases that were followed no further.
    reached: Vec<u32>,
    left: Vec<u32>,
    /// The number of cases with a complete window.
    complete: u32,
    /// The number of these that reached the target.
    complete_reached: u32,
}

impl Counts {
    /// Empty counts for cases that were followed for at most so many years.
    fn new(years: usize) -> Self {
        Self { reached: vec![0; years + 1], left: vec![0; years + 1], complete: 0, complete_reached: 0 }
    }

    /// Sets every count to zero.
    fn clear(&mut self) {
        self.reached.fill(0);
        self.left.fill(0);
        (self.complete, self.complete_reached) = (0, 0);
    }

    /// Counts one case.
    fn add(&mut self, case: Case) {
        let list = if case.reached { &mut self.reached } else { &mut self.left };
        list[case.years] += 1;
        self.complete += u32::from(case.complete);
        self.complete_reached += u32::from(case.complete && case.reached);
    }
}

/// The shares of all draws, of all cases or of one era.
#[derive(Debug, Clone)]
struct Draws {
    /// By year, the share of each draw.
    shares: Vec<Vec<f64>>,
    /// The plain share of each draw that had a complete window.
    plain: Vec<f64>,
    /// The number of pairs to draw from.
    pairs: usize,
}

impl Draws {
    /// Room for the shares of all draws, up to so many years after entry.
    fn new(years: usize, pairs: usize) -> Self {
        Self { shares: vec![Vec::with_capacity(DRAWS); years], plain: Vec::with_capacity(DRAWS), pairs }
    }

    /// Adds the shares of one draw, whose cases come in one part for each era. They are computed as in a life table. A
    /// draw without cases adds nothing.
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

    /// The intervals of 95 % over all draws. Where no draw had a case, each is the whole interval from 0 to 1.
    fn intervals(mut self) -> Drawn {
        let pairs = self.pairs;
        let curve =
            self.shares.iter_mut().map(|shares| percentiles(shares, pairs).unwrap_or(Interval::rounded(0.0, 1.0)));
        Drawn { curve: curve.collect(), plain: percentiles(&mut self.plain, pairs) }
    }
}

/// A random index below `count`, all equally likely: the upper half of the product of a random 64-bit number and
/// `count` (Lemire 2019). His correction is left out, because for so few pairs the bias is far below what a thousand
/// draws can show.
fn below(random: &mut Xoshiro256PlusPlus, count: usize) -> usize {
    ((u128::from(random.next_u64()) * count as u128) >> 64) as usize
}

/// The interval that leaves 2.5 % of the list on either side; none for an empty list. `pairs` is the number of pairs
/// that were drawn from.
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
