//! Blocs: groups of economies that make agreements as one, with their members by date.
//!
//! A bloc is an [`Economy`] of its own, so that it can be a side of a pair; what it traded is what its members traded. Its
//! members are in `data/economy/blocs.csv`, with the dates of joining and leaving and where these are from.

use std::sync::LazyLock;

use crate::{
    economy::{economy::Economy, kind::EconomyKind},
    period::Period,
};

const MEMBERS: &str = include_str!("../../data/economy/blocs.csv");

/// One membership: months counted from year 0, with the day of the month.
struct Membership {
    bloc: Economy,
    economy: Economy,
    joined: (i32, u8),
    left: Option<(i32, u8)>,
}

static MEMBERSHIPS: LazyLock<Vec<Membership>> = LazyLock::new(|| {
    let rows = csv::Reader::from_reader(MEMBERS.as_bytes()).into_records().filter_map(Result::ok);
    rows.filter_map(|row| {
        let left = row.get(3).filter(|left| !left.is_empty());
        Some(Membership {
            bloc: Economy::bloc(row.get(0)?)?,
            economy: Economy::from_code(row.get(1)?)?,
            joined: day(row.get(2)?)?,
            left: left.map_or(Some(None), |left| day(left).map(Some))?,
        })
    })
    .collect()
});

/// A day such as `2004-05-01`, as months counted from year 0 and the day of the month.
fn day(text: &str) -> Option<(i32, u8)> {
    let mut parts = text.split('-');
    let (year, month): (i32, i32) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((year * 12 + month - 1, parts.next()?.parse().ok()?))
}

/// The middle of a period: the first of July of a year, the sixteenth of a quarter's second month, and of a month.
fn middle(period: Period) -> (i32, u8) {
    let (first, last) = period.months();
    match last - first {
        11 => (first + 6, 1),
        _ => ((first + last) / 2, 16),
    }
}

impl Economy {
    /// Whether it is a bloc, whose trade is that of its members.
    ///
    /// ```
    /// use tradepath::Economy;
    ///
    /// assert!("EU".parse::<Economy>()?.is_bloc());
    /// assert!(!"DEU".parse::<Economy>()?.is_bloc());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn is_bloc(self) -> bool {
        self.kind() == EconomyKind::Bloc
    }

    /// The members of a bloc in a period, by their codes; none of an economy that is no bloc.
    ///
    /// An economy is a member for the whole of a period if it was one in its middle: on the first of July of a year.
    ///
    /// ```
    /// use tradepath::{Economy, Period};
    ///
    /// let union: Economy = "EU".parse()?;
    /// assert_eq!(union.members(Period::year(2019)?).len(), 28);
    /// assert_eq!(union.members(Period::year(2020)?).len(), 27);
    /// // Croatia joined in the middle of 2013.
    /// assert!(union.members(Period::year(2013)?).contains(&"HRV".parse()?));
    /// assert!("KAZ".parse::<Economy>()?.members(Period::year(2020)?).is_empty());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn members(self, period: Period) -> Vec<Self> {
        let mut members: Vec<Self> = self.memberships().filter(|of| of.holds(period)).map(|of| of.economy).collect();
        members.sort_unstable();
        members
    }

    /// Whether it is the other economy in a period: the same, or a bloc that has it as a member.
    pub(crate) fn has_member(self, other: Self, period: Period) -> bool {
        self == other || self.memberships().any(|of| of.economy == other && of.holds(period))
    }

    /// Whether it is the other economy, or a bloc that has it or had it as a member.
    pub(crate) fn ever_had(self, other: Self) -> bool {
        self == other || self.memberships().any(|of| of.economy == other)
    }

    fn memberships(self) -> impl Iterator<Item = &'static Membership> {
        let all: &'static [Membership] = if self.is_bloc() { &MEMBERSHIPS } else { &[] };
        all.iter().filter(move |of| of.bloc == self)
    }

    /// The members that two blocs have had at the same time.
    pub(super) fn members_in_common(self, other: Self) -> Vec<Self> {
        let meets = |one: &Membership, other: &Membership| {
            one.economy == other.economy
                && other.left.is_none_or(|left| one.joined < left)
                && one.left.is_none_or(|left| other.joined < left)
        };
        let mut common: Vec<Self> = self
            .memberships()
            .filter(|one| other.memberships().any(|two| meets(one, two)))
            .map(|of| of.economy)
            .collect();
        common.sort_unstable();
        common.dedup();
        common
    }
}

impl Membership {
    fn holds(&self, period: Period) -> bool {
        let middle = middle(period);
        self.joined <= middle && self.left.is_none_or(|left| middle <= left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::codes::{BLOC_NAMES, BLOCS};

    #[test]
    fn every_row_is_a_membership_of_an_economy_in_a_bloc() {
        assert_eq!(MEMBERSHIPS.len(), MEMBERS.lines().count() - 1);
        assert!(MEMBERSHIPS.iter().all(|of| of.left.is_none_or(|left| of.joined < left)));
        let counts = |code: &str, year: i32| Economy::bloc(code).unwrap().members(Period::year(year).unwrap()).len();
        let known = [
            ("EU", 1957, 0),
            ("EU", 1972, 6),
            ("EU", 1994, 12),
            ("EU", 1995, 15),
            ("EU", 2004, 25),
            ("EU", 2007, 27),
            ("EU", 2013, 28),
            ("EU", 2025, 27),
            ("ASEAN", 1995, 6),
            ("ASEAN", 2000, 10),
            ("ASEAN", 2026, 11),
            ("EAEU", 2014, 0),
            ("EAEU", 2015, 4),
            ("EAEU", 2016, 5),
            ("CIS", 2000, 12),
            ("CIS", 2019, 9),
            ("GCC", 2020, 6),
            ("MERCOSUR", 2014, 5),
            ("MERCOSUR", 2025, 5),
            ("USMCA", 1993, 0),
            ("BRICS", 2011, 5),
            ("BRICS", 2025, 10),
            ("SCO", 2025, 10),
            ("OTS", 2020, 5),
            ("C5", 2000, 5),
        ];
        for (code, year, count) in known {
            assert_eq!(counts(code, year), count, "{code} {year}");
        }
    }

    #[test]
    fn blocs_stand_in_the_order_of_their_codes_and_are_found_by_code_and_name() {
        assert!(BLOCS.is_sorted_by(|one, next| one.0 < next.0));
        for (code, name) in BLOCS {
            for text in [code.to_lowercase(), name.to_uppercase()] {
                assert_eq!(Economy::bloc(&text).unwrap().code(), *code);
            }
            // No economy has such a code.
            assert!(Economy::from_code(code).is_none(), "{code}");
        }
        assert!(BLOC_NAMES.iter().all(|(name, code)| Economy::bloc(name).unwrap().code() == *code));
        assert!(Economy::bloc("Atlantis").is_none());
    }
}
