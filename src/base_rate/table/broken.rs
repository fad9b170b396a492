//! Cases with gaps in a table, one by one.
//!
//! How long such a case counts as followed depends on the last year that is taken as known: a year within the gap shows
//! nothing later than the record before it. Counts by years cannot say that, so that each case has a line of its own.

use crate::{
    base_rate::{
        bounds::{MULTIPLES, ROUNDING},
        entry::{Entry, Outcome},
        table::{
            code::{letter, value},
            layout::damaged,
        },
    },
    error::Result,
};

/// What a line has in place of a year without a record.
const GAP: u8 = b'-';

/// A case whose record has a gap between its entry and its last amount.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Broken {
    /// The calendar year of entry.
    pub year: i32,
    /// By years since entry, from one on: where the amount over that at entry lies among the multiples; none in a gap.
    places: Vec<Option<u32>>,
}

impl Broken {
    /// Whether a case has a gap: fewer records after its entry than years to the last of them.
    pub fn is(entry: &Entry<'_>) -> bool {
        let last = entry.after().last().map_or(0, |(_, years, _)| years);
        entry.after().count() < last as usize
    }

    /// Reads a line without its key: the year of entry, and a letter for each year after it.
    pub fn read(line: &str) -> Result<Self> {
        let (year, letters) = line.split_once(' ').ok_or_else(|| damaged("a line is cut short"))?;
        let place = |letter: u8| match letter {
            GAP => Ok(None),
            letter => value(letter).map(Some).ok_or_else(|| damaged("a place is invalid")),
        };
        let year = year.parse().map_err(|_| damaged("a year is invalid"))?;
        Ok(Self { year, places: letters.bytes().map(place).collect::<Result<_>>()? })
    }

    /// The line of a case, as `read` takes it.
    pub fn line(entry: &Entry<'_>) -> String {
        let mut letters: Vec<char> = Vec::new();
        for (_, years, amount) in entry.after() {
            letters.resize(years as usize, char::from(GAP));
            letters[years as usize - 1] = letter(place(amount / entry.amount()));
        }
        format!("{} {}", entry.year(), letters.into_iter().collect::<String>())
    }

    /// When the case reached a multiple, or for how long it was followed, as it was known at the end of a year. The
    /// rules are those of `Entry::outcome`.
    pub fn outcome(&self, multiple: usize, last: i32, within: u32) -> Outcome {
        // A table keeps no amounts, so that the index of an outcome means nothing here.
        let mut seen = Outcome { reached: false, years: 0, at: 0 };
        let known = (last - self.year).max(0) as usize;
        for (years, place) in (1..).zip(self.places.iter().take(known)) {
            let Some(place) = place else { continue };
            if years > within {
                return Outcome { years: within, ..seen };
            }
            seen = Outcome { reached: is_there(*place, multiple), years, at: 0 };
            if seen.reached {
                return seen;
            }
        }
        seen
    }
}

/// Where a multiple lies among those of the table: twice the number of the table's multiples below it, and one more
/// where it equals one of them.
///
/// One number then tells, for every multiple of the table, whether an amount has reached it or fallen to it. Sizes
/// beyond that are not kept.
fn place(multiple: f64) -> u32 {
    let under = MULTIPLES.iter().filter(|of| multiple > **of * (1.0 + ROUNDING)).count();
    let up_to = MULTIPLES.iter().filter(|of| multiple >= **of * (1.0 - ROUNDING)).count();
    (2 * under + (up_to - under)) as u32
}

/// Whether an amount at a place has reached the multiple with this index: at or above it for a rise, at or below it for
/// a fall.
fn is_there(place: u32, multiple: usize) -> bool {
    let (under, up_to) = (place / 2, place / 2 + place % 2);
    if MULTIPLES[multiple] > 1.0 { (multiple as u32) < up_to } else { multiple as u32 >= under }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_say_which_multiples_are_reached_and_fallen_to() {
        let at = |multiple: f64| MULTIPLES.iter().position(|of| *of == multiple).unwrap();
        assert!(is_there(place(2.0), at(2.0)) && !is_there(place(1.99), at(2.0)) && is_there(place(30.0), at(20.0)));
        assert!(is_there(place(1.0), at(1.0)) && !is_there(place(1.01), at(1.0)) && is_there(place(0.0), at(0.25)));
        assert!(!is_there(place(0.9), at(0.5)) && is_there(place(0.5), at(0.5)));
    }

    #[test]
    fn a_gap_ends_what_is_known_of_a_year_within_it() {
        let case = Broken { year: 2000, places: vec![Some(place(1.5)), None, None, Some(place(3.0))] };
        let twice = MULTIPLES.iter().position(|of| *of == 2.0).unwrap();
        let outcome = |last: i32, within: u32| {
            let Outcome { reached, years, .. } = case.outcome(twice, last, within);
            (reached, years)
        };
        assert_eq!(
            [outcome(2003, 9), outcome(2004, 9), outcome(2004, 3), outcome(2000, 9)],
            [(false, 1), (true, 4), (false, 3), (false, 0)]
        );
    }
}
