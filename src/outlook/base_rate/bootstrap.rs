//! Intervals where cases of one pair overlap: pairs are drawn whole, as they are what is independent.

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{Rng, SeedableRng},
};

use super::{
    BaseRateQuestion,
    cases::is_complete,
    entry::Entry,
    life_table::{Interval, LEVEL, LifeTable},
};

/// How often all pairs are drawn.
const DRAWS: usize = 1_000;

/// One case as it counts.
#[derive(Debug, Clone, Copy)]
struct Case {
    year: i32,
    years: u32,
    reached: bool,
}

/// The cases of each pair.
#[derive(Debug, Clone)]
pub(super) struct Bootstrap {
    pairs: Vec<Vec<Case>>,
    within: u32,
    seed: u64,
}

/// The intervals that draws of pairs give.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    /// Of the share by each year.
    pub curve: Vec<Interval>,
    /// Of the plain share of complete windows; none where no draw had any.
    pub plain: Option<Interval>,
}

impl Bootstrap {
    pub fn new(found: &[Entry<'_>], question: &BaseRateQuestion) -> Self {
        let pairs = found.chunk_by(|one, next| std::ptr::eq(one.member, next.member)).map(|entries| {
            let case = |entry: &Entry<'_>| {
                let outcome = entry.outcome(question);
                Case { year: entry.year(), years: outcome.years, reached: outcome.reached }
            };
            entries.iter().map(case).collect()
        });
        Self { pairs: pairs.collect(), within: question.within, seed: question.seed }
    }

    /// Percentiles over draws with replacement of as many pairs (Efron 1979; of clusters, Davison and Hinkley 1997, 3.8), of
    /// the cases that entered in a span of years.
    pub fn draw(&self, (first, last): (i32, i32), end: i32, years: usize) -> Drawn {
        let of_span = |case: &&Case| (first..=last).contains(&case.year);
        let pairs = self.pairs.iter().map(|cases| cases.iter().filter(of_span).copied().collect::<Vec<_>>());
        let pairs: Vec<Vec<Case>> = pairs.filter(|cases| !cases.is_empty()).collect();
        let mut random = Xoshiro256PlusPlus::seed_from_u64(self.seed);
        let mut shares = vec![Vec::with_capacity(DRAWS); years];
        let mut plain = Vec::with_capacity(DRAWS);
        for _ in 0..DRAWS {
            let (mut drawn, mut complete) = (LifeTable::default(), LifeTable::default());
            for _ in 0..pairs.len() {
                for case in &pairs[below(&mut random, pairs.len())] {
                    drawn.add(case.years, case.reached, 1);
                    if is_complete(case.year, self.within, end) {
                        complete.add(case.years, case.reached, 1);
                    }
                }
            }
            for (list, share) in shares.iter_mut().zip(drawn.shares(years as u32)) {
                list.push(share.value());
            }
            if complete.entered() > 0 {
                plain.push(f64::from(complete.reached()) / f64::from(complete.entered()));
            }
        }
        let curve = shares.iter_mut().map(|list| percentiles(list).unwrap_or(Interval::rounded(0.0, 1.0)));
        Drawn { curve: curve.collect(), plain: percentiles(&mut plain) }
    }
}

/// A number under `count`, all alike likely (Lemire 2019, without his correction, which for so few is nothing).
fn below(random: &mut Xoshiro256PlusPlus, count: usize) -> usize {
    ((u128::from(random.next_u64()) * count as u128) >> 64) as usize
}

/// The interval that leaves as much on either side (Hyndman and Fan's type 7).
fn percentiles(list: &mut [f64]) -> Option<Interval> {
    let last = list.len().checked_sub(1)?;
    list.sort_unstable_by(f64::total_cmp);
    let at = |probability: f64| {
        let place = probability * last as f64;
        let (low, high) = (list[place.floor() as usize], list[place.ceil() as usize]);
        low + (high - low) * place.fract()
    };
    let tail = (1.0 - LEVEL) / 2.0;
    Some(Interval::rounded(at(tail), at(1.0 - tail)))
}
