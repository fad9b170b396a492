//! The key of a figure, packed into eight bytes: exporter, importer, figure, period, reporter and valuation.

use serde::{Deserialize, Serialize};

use crate::{economy::Economy, period::Period, series::Valuation};

/// What has one amount: which flow or turnover, in which period, reported by whom and valued where.
///
/// It is packed into one number so that millions of figures are held and compared cheaply. From the highest bits down:
///
/// ```text
/// exporter 9 | importer 9 | figure 1 | period Period::BITS | reporter 9 | valuation 2
/// ```
///
/// Numeric order is therefore the order by exporter, importer, figure, period, reporter and valuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FlowKey(u64);

/// Whether an amount is one flow or the turnover of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Figure {
    /// What the exporter sold to the importer.
    Flow,
    /// Both flows of a pair added.
    Turnover,
}

/// Bits of an economy's index.
pub(crate) const PARTY_BITS: u32 = 9;

/// The index that stands for no reporter; no economy may have it, which the assertion below checks.
pub(crate) const NOBODY: u64 = (1 << PARTY_BITS) - 1;
const _: () = assert!((Economy::WITH_BLOCS as u64) < NOBODY);

impl FlowKey {
    pub fn new(
        (exporter, importer): (Economy, Economy),
        figure: Figure,
        period: Period,
        reporter: Option<Economy>,
        valuation: Option<Valuation>,
    ) -> Self {
        let valuation = match valuation {
            None => 0,
            Some(Valuation::Fob) => 1,
            Some(Valuation::Cif) => 2,
            Some(Valuation::Reconciled) => 3,
        };
        let reporter = reporter.map_or(NOBODY, |reporter| u64::from(reporter.index()));
        let mut bits = u64::from(exporter.index());
        bits = bits << PARTY_BITS | u64::from(importer.index());
        bits = bits << 1 | figure as u64;
        bits = bits << Period::BITS | u64::from(period.to_bits());
        bits = bits << PARTY_BITS | reporter;
        Self(bits << 2 | valuation)
    }

    /// The lowest key that a figure of this flow can have.
    pub fn first(exporter: Economy, importer: Economy, figure: Figure) -> Self {
        let flow = u64::from(exporter.index()) << PARTY_BITS | u64::from(importer.index());
        Self((flow << 1 | figure as u64) << (Period::BITS + PARTY_BITS + 2))
    }

    /// The lowest key above every figure of this flow: the end of the range that starts at [`first`](Self::first).
    pub fn past(self) -> Self {
        let low = Period::BITS + PARTY_BITS + 2;
        // The lowest key of the next flow, or of the same pair's turnovers.
        Self(((self.0 >> low) + 1) << low)
    }

    /// The economy whose index starts at bit `low`.
    fn party(self, low: u32) -> Economy {
        // Only economies are packed, so that the index is one.
        Economy::from_index((self.0 >> low & NOBODY) as u16).unwrap_or(Economy::FIRST)
    }

    pub fn exporter(self) -> Economy {
        self.party(3 + 2 * PARTY_BITS + Period::BITS)
    }

    pub fn importer(self) -> Economy {
        self.party(3 + PARTY_BITS + Period::BITS)
    }

    pub fn figure(self) -> Figure {
        if self.0 >> (2 + PARTY_BITS + Period::BITS) & 1 == 0 { Figure::Flow } else { Figure::Turnover }
    }

    pub fn period(self) -> Period {
        Period::from_bits((self.0 >> (2 + PARTY_BITS)) as u32)
    }

    pub fn reporter(self) -> Option<Economy> {
        Economy::from_index((self.0 >> 2 & NOBODY) as u16)
    }

    pub fn valuation(self) -> Option<Valuation> {
        match self.0 & 3 {
            1 => Some(Valuation::Fob),
            2 => Some(Valuation::Cif),
            3 => Some(Valuation::Reconciled),
            _ => None,
        }
    }
}

/// Two economies in the order of their codes, so that a pair has one key whichever is named first.
pub(crate) fn in_code_order(a: Economy, b: Economy) -> (Economy, Economy) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_hold_what_they_are_made_of() {
        let (kaz, uzb): (Economy, Economy) = ("KAZ".parse().unwrap(), "UZB".parse().unwrap());
        for period in ["1000", "9999-12", "2021-Q3"] {
            for reporter in [None, Some(uzb), Economy::from_index(Economy::WITH_BLOCS - 1)] {
                for valuation in [None, Some(Valuation::Fob), Some(Valuation::Cif), Some(Valuation::Reconciled)] {
                    for figure in [Figure::Flow, Figure::Turnover] {
                        let period = period.parse().unwrap();
                        let key = FlowKey::new((kaz, uzb), figure, period, reporter, valuation);
                        assert_eq!((key.exporter(), key.importer(), key.figure()), (kaz, uzb, figure));
                        assert_eq!((key.period(), key.reporter(), key.valuation()), (period, reporter, valuation));
                        let first = FlowKey::first(kaz, uzb, figure);
                        assert!(first <= key && key < first.past());
                    }
                }
            }
        }
    }
}
