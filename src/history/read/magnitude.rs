//! Figures that are probably in another unit than they were read in, because others of the same kind are a thousand
//! times larger.
//!
//! A single flow can be tiny by itself. What is compared are therefore sums over all flows of which two figures are
//! known.

use rustc_hash::FxHashMap;

use crate::{
    amount::Amount,
    economy::Economy,
    history::panel::{Cell, Figure, Panel},
    period::Period,
};

/// How many times smaller a sum is where a unit is in doubt. Most wrong units are thousands or millions.
const FACTOR: f64 = 1000.0;
/// The least that the larger of two sums must be, in units of currency. Small trade may well change a thousandfold.
const LEAST: f64 = 1e6;
/// The least number of partners, both as buyers and as sellers, for an economy's exports to be compared with its imports.
const FEWEST_PARTNERS: u32 = 10;

/// The sums of two sets of figures, and how many each has.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    one: (f64, u32),
    other: (f64, u32),
}

impl Sums {
    fn add(&mut self, one: f64, other: f64) {
        for (sum, amount) in [(&mut self.one, one), (&mut self.other, other)] {
            if amount > 0.0 {
                *sum = (sum.0 + amount, sum.1 + 1);
            }
        }
    }

    /// Whether the first is under a thousandth of the second.
    fn first_is_too_small(self) -> bool {
        self.one.0 > 0.0 && self.other.0 >= LEAST && self.one.0 * FACTOR < self.other.0
    }

    fn turned(self) -> Self {
        Self { one: self.other, other: self.one }
    }
}

/// Sums by reporter and period, which stands as its bits. A reporter that the files do not name is none.
type ByReporter = FxHashMap<(Option<Economy>, u32), Sums>;

/// What in a panel is probably in another unit, one sentence for each reporter and comparison. Figures of single
/// products are not looked at: one product may be a thousandth of another.
pub(super) fn doubtful(panel: &Panel) -> Vec<String> {
    let mut found = Found::default();
    let of = |cell: &Cell| (cell.key.exporter(), cell.key.importer(), cell.key.figure());
    let totals: Vec<&Cell> = panel.cells().iter().filter(|cell| cell.product == 0).collect();
    for flow in totals.chunk_by(|one, next| of(one) == of(next)) {
        found.add(flow);
    }
    let unit = panel.unit();
    let amount = |(sum, _): (f64, u32)| Amount::new(sum).map_or(String::new(), |sum| format!("{sum} {unit}"));
    let mut sentences = Vec::new();
    let mut say = |sums: &ByReporter, sentence: &dyn Fn(&str, Period, &str) -> String| {
        let mut small: Vec<_> = sums.iter().filter(|(_, sums)| sums.first_is_too_small()).collect();
        small.sort_by_key(|(of, _)| **of);
        for of_one in small.chunk_by(|(one, _), (next, _)| one.0 == next.0) {
            let ((reporter, period), sums) = of_one[0];
            let whose = reporter.map_or_else(String::new, |reporter| format!(" that {reporter} reports"));
            let sizes = format!("{} against {}", amount(sums.one), amount(sums.other));
            let more = match of_one.len() - 1 {
                0 => String::new(),
                1 => "; likewise in another period".to_owned(),
                more => format!("; likewise in {more} other periods"),
            };
            sentences.push(format!("{}{more}: check the unit", sentence(&whose, Period::from_bits(*period), &sizes)));
        }
    };
    say(&found.mirrored, &|whose, period, sizes| {
        format!("the trade of {period}{whose} is under a thousandth of what its partners report of it ({sizes})")
    });
    let turned = |sums: &ByReporter| sums.iter().map(|(key, sums)| (*key, sums.turned())).collect::<ByReporter>();
    say(&found.changes, &|whose, period, sizes| {
        format!("the trade of {period}{whose} is under a thousandth of that of the period before ({sizes})")
    });
    say(&turned(&found.changes), &|whose, period, sizes| {
        format!("the trade before {period}{whose} is under a thousandth of that of {period} ({sizes})")
    });
    let of_many = found.sides.into_iter().filter(|(_, sums)| sums.one.1.min(sums.other.1) >= FEWEST_PARTNERS).collect();
    say(&of_many, &|whose, period, sizes| {
        format!("the exports of {period}{whose} are under a thousandth of the imports ({sizes})")
    });
    say(&turned(&of_many), &|whose, period, sizes| {
        format!("the imports of {period}{whose} are under a thousandth of the exports ({sizes})")
    });
    sentences
}

/// The sums that are compared.
#[derive(Default)]
struct Found {
    /// What a reporter says of its flows, and what its partners say of the same flows.
    mirrored: ByReporter,
    /// Flows in a period, and the same flows in the period before.
    changes: ByReporter,
    /// A reporter's exports, and its imports.
    sides: ByReporter,
}

impl Found {
    /// Adds the figures of one flow or turnover, in the order of their periods.
    fn add(&mut self, cells: &[&Cell]) {
        for of_period in cells.chunk_by(|one, next| one.key.period() == next.key.period()) {
            for cell in of_period {
                let (reporter, period) = (cell.key.reporter(), cell.key.period().to_bits());
                // A figure of neither side is no partner's report, and a zero says nothing of the unit.
                let is_partners = |other: &&&Cell| other.key.reporter().is_some_and(|of| Some(of) != reporter);
                let other = of_period.iter().find(is_partners).filter(|other| other.amount > 0.0 && cell.amount > 0.0);
                if let (Some(reporter), Some(other)) = (reporter, other) {
                    self.mirrored.entry((Some(reporter), period)).or_default().add(cell.amount, other.amount);
                }
                let is_flow = cell.key.figure() == Figure::Flow;
                if let Some(reporter) = reporter.filter(|_| is_flow) {
                    let (sold, bought) =
                        if reporter == cell.key.exporter() { (cell.amount, 0.0) } else { (0.0, cell.amount) };
                    self.sides.entry((Some(reporter), period)).or_default().add(sold, bought);
                }
            }
        }
        // A flow has few reporters, so that a list is searched faster than a map.
        let mut latest: Vec<&Cell> = Vec::new();
        for cell in cells {
            let (reporter, period) = (cell.key.reporter(), cell.key.period());
            let Some(earlier) = latest.iter_mut().find(|earlier| earlier.key.reporter() == reporter) else {
                latest.push(cell);
                continue;
            };
            let earlier = std::mem::replace(earlier, cell);
            if earlier.key.period().plus(1).is_ok_and(|next| next == period)
                && earlier.amount > 0.0
                && cell.amount > 0.0
            {
                self.changes.entry((reporter, period.to_bits())).or_default().add(cell.amount, earlier.amount);
            }
        }
    }
}
