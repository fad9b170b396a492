//! Shares in the order of their targets: no more pairs reach a larger multiple than a smaller one.
//!
//! Where many cases are followed for fewer years than the horizon, the estimate for a larger multiple can come out
//! higher than that for a smaller one: the pairs that reach it do so later, when fewer are left to count, and each of
//! them weighs more. A share is then raised to that of the larger multiple, so that no answer contradicts another.

use crate::base_rate::{
    answer::{BaseRate, IntervalMethod},
    bounds::{MULTIPLES, ROUNDING},
    life_table::{CurvePoint, Interval},
    question::{BaseRateQuestion, Target},
};
use crate::probability::Probability;

impl BaseRateQuestion {
    /// The usual multiples that lie farther from one than the one asked for, in its direction, by their indices. None
    /// for a target that is the same amount for all pairs.
    pub(super) fn farther(&self) -> impl Iterator<Item = usize> {
        let asked = match self.target {
            Target::Multiple(multiple) => multiple,
            Target::Amount(_) => f64::INFINITY,
        };
        let is_farther = move |of: f64| match asked <= 1.0 {
            true => of < asked * (1.0 - ROUNDING),
            false => of > asked * (1.0 + ROUNDING),
        };
        (0..MULTIPLES.len()).filter(move |at| is_farther(MULTIPLES[*at]))
    }
}

/// Raises each share of a curve to that of a multiple farther from one, where that is higher. Where the other curve ends
/// later and higher, the curve becomes as long. Returns whether the last share was raised.
pub(super) fn raise(curve: &mut Vec<CurvePoint>, farther: &[CurvePoint], with_interval: bool) -> bool {
    let before = curve.last().copied();
    let ends_higher = farther.last().map(|last| last.share) > before.map(|last| last.share);
    if let Some(last) = before.filter(|_| ends_higher) {
        let more = farther.iter().skip(curve.len());
        curve.extend(more.map(|point| CurvePoint { years: point.years, at_risk: 0, reached: 0, ..last }));
    }
    for (point, farther) in curve.iter_mut().zip(farther) {
        if with_interval {
            (point.low, point.high) = (point.low.max(farther.low), point.high.max(farther.high));
        }
        point.share = point.share.max(farther.share);
    }
    // A curve that is raised in its first years alone must not fall afterwards.
    let mut least = Probability::NEVER;
    for point in curve.iter_mut() {
        least = least.max(point.share);
        (point.share, point.high) = (least, point.high.max(least));
    }
    curve.last().map(|last| last.share) > before.map(|last| last.share)
}

impl BaseRate {
    /// Raises the shares of an answer to those of multiples farther from one, where these are higher.
    pub(super) fn in_order(mut self, farther: impl IntoIterator<Item = (usize, Vec<CurvePoint>)>) -> Self {
        // Intervals from draws of pairs are wider than those of the other curves, and stay.
        let with_interval = self.method == IntervalMethod::GreenwoodLogLog;
        for (multiple, curve) in farther {
            if raise(&mut self.curve, &curve, with_interval) {
                self.raised_from = Some(MULTIPLES[multiple]);
            }
        }
        let last = self.curve.last();
        self.share = last.map(|last| last.share);
        self.interval = last.map(|last| Interval { low: last.low, high: last.high });
        self.followed_years = self.curve.len() as u32;
        self.median_years = self.curve.iter().find(|point| point.share.value() >= 0.5).map(|point| point.years);
        self
    }
}
