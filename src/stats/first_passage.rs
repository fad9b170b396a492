//! First passage: the probability that a random walk with standard normal steps has reached a barrier by each step.
//!
//! The barrier may differ from step to step. An outlook asks it: "by 2030" means that the total of 2030 or of an
//! earlier year reaches an amount, and each year's amount lies at a different score of that year's distribution.

use crate::stats::normal::{pdf, sf};

/// The accuracy with which the density of the walks that have not arrived is integrated.
///
/// [`EXACT`](Self::EXACT) is for answers, and for small chances that are found as differences of large ones.
/// [`QUICK`](Self::QUICK) is for computations that ask the question very often.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crossing {
    /// The number of standard deviations beyond which the density is neglected. Beyond 9 lies a probability of about
    /// 1e-19, beyond 5 one of about 3e-7.
    reach: f64,
    /// The width of the pieces of the integral, in standard deviations of one step. Each piece has sixteen nodes.
    piece: f64,
}

impl Crossing {
    /// Accurate to about twelve digits.
    pub const EXACT: Self = Self { reach: 9.0, piece: 2.0 };
    /// Accurate to about five digits, and an order of magnitude faster.
    pub const QUICK: Self = Self { reach: 5.0, piece: 7.0 };

    /// The probability that the walk has stood at or above a barrier by each step, one for each barrier given.
    ///
    /// The walk starts at zero; `barriers` are in standard deviations of one step. A barrier of positive infinity is
    /// never reached, and one of negative infinity always. The density of the walks that have not arrived is carried
    /// from step to step,
    ///
    /// ```text
    /// f_k(y) = integral over x < b_(k-1) of f_(k-1)(x) phi(y - x)
    /// ```
    ///
    /// and the arrivals of step k are the part of it that lands at or above `b_k`. The integrals are Gauss-Legendre
    /// sums.
    ///
    /// The probabilities never fall from one step to the next, as whoever has arrived stays counted.
    pub fn by_each_step(self, barriers: &[f64]) -> Vec<f64> {
        let Some(first) = barriers.first() else {
            return Vec::new();
        };
        let mut arrived = sf(*first);
        let mut chances = vec![within_bounds(arrived)];
        let mut waiting = self.start(*first);
        // The walk has taken two steps when it meets the second barrier.
        for (steps, barrier) in (2..).zip(&barriers[1..]) {
            arrived += waiting.arriving(*barrier);
            chances.push(within_bounds(arrived));
            // After the last barrier nobody asks for the density any more.
            if steps < barriers.len() {
                waiting = self.carry(&waiting, steps as f64, *barrier);
            }
        }
        chances
    }

    /// The nodes and weights of an integral over the places, below the barrier, where a walk may be after some steps.
    ///
    /// The places run from `-reach · sqrt(steps)`, as the walk's standard deviation grows with the root of the steps.
    /// There are no nodes where the barrier lies below that.
    fn nodes(self, steps: f64, barrier: f64) -> Vec<(f64, f64)> {
        let spread = self.reach * steps.sqrt();
        // The density above the barrier is that of walks that have arrived.
        let (from, to) = (-spread, barrier.min(spread));
        let pieces = ((to - from) / self.piece).ceil().max(0.0) as usize;
        let width = (to - from) / pieces.max(1) as f64;
        let piece = |at: usize| {
            let center = from + width * (at as f64 + 0.5);
            let rising = GAUSS_LEGENDRE.iter().rev().map(|(place, weight)| (-place, weight));
            let rule = rising.chain(GAUSS_LEGENDRE.iter().map(|(place, weight)| (*place, weight)));
            rule.map(move |(place, weight)| (center + place * width / 2.0, weight * width / 2.0))
        };
        (0..pieces).flat_map(piece).collect()
    }

    /// The density, after the first step, of the walks that have not arrived with it.
    fn start(self, barrier: f64) -> Waiting {
        let nodes = self.nodes(1.0, barrier);
        let density = nodes.iter().map(|(place, _)| pdf(*place)).collect();
        Waiting { nodes, density }
    }

    /// The density, after one more step, of the walks that have not arrived with it.
    fn carry(self, before: &Waiting, steps: f64, barrier: f64) -> Waiting {
        let nodes = self.nodes(steps, barrier);
        let at = |(place, _): &(f64, f64)| {
            // Only nodes within reach of one step contribute. The nodes rise, so that bisection finds them.
            let first = before.nodes.partition_point(|(from, _)| *from < place - self.reach);
            let last = before.nodes.partition_point(|(from, _)| *from <= place + self.reach);
            let within = before.nodes[first..last].iter().zip(&before.density[first..last]);
            within.map(|((from, weight), waiting)| weight * waiting * pdf(place - from)).sum()
        };
        let density = nodes.iter().map(at).collect();
        Waiting { nodes, density }
    }
}

/// A sum of probabilities, brought back into 0 to 1 where rounding left it a little outside; zero for NaN.
fn within_bounds(sum: f64) -> f64 {
    if sum.is_nan() { 0.0 } else { sum.clamp(0.0, 1.0) }
}

/// The density of the walks that have not arrived, at the nodes of an integral.
struct Waiting {
    /// The nodes, each a place and the integral's weight there.
    nodes: Vec<(f64, f64)>,
    /// The density at each node.
    density: Vec<f64>,
}

impl Waiting {
    /// The probability that a walk has not arrived yet and stands at or above the barrier with the next step.
    fn arriving(&self, barrier: f64) -> f64 {
        let at_nodes = self.nodes.iter().zip(&self.density);
        at_nodes.map(|((place, weight), density)| weight * density * sf(barrier - place)).sum()
    }
}

/// The positive nodes of the Gauss-Legendre rule of sixteen points on -1 to 1, and their weights (Abramowitz and
/// Stegun, table 25.4).
const GAUSS_LEGENDRE: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_58),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_89),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_094),
];

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn the_quick_rule_agrees_with_the_exact_one() {
        for barriers in [vec![1.0; 10], vec![0.5, 1.5, 0.2, 3.0, -1.0], vec![6.0, 5.0, 4.0], vec![-3.0, 2.0]] {
            let (exact, quick) = (Crossing::EXACT.by_each_step(&barriers), Crossing::QUICK.by_each_step(&barriers));
            for (exact, quick) in exact.iter().zip(&quick) {
                assert_abs_diff_eq!(*exact, *quick, epsilon = 1e-5);
            }
        }
    }

    #[test]
    fn a_barrier_may_be_infinite() {
        let chances = |barriers: &[f64]| -> Vec<f64> { Crossing::EXACT.by_each_step(barriers) };
        assert_eq!(chances(&[f64::INFINITY, f64::NEG_INFINITY, 3.0]), [0.0, 1.0, 1.0]);
        assert_eq!(chances(&[f64::INFINITY, f64::INFINITY]), [0.0, 0.0]);
        assert_abs_diff_eq!(chances(&[f64::INFINITY, f64::INFINITY, 0.0])[2], 0.5, epsilon = 1e-12);
    }
}
