//! English names in trade statistics that ISO 3166 does not have: of economies, with the codes they stand for, and of
//! groups of economies.
//!
//! The names are in lower case in `data/economy/`, so that one look-up serves every way of writing them.

use std::{collections::HashMap, sync::LazyLock};

/// The names of economies and the codes they stand for: columns `name` and `code`.
const NAMES: &str = include_str!("../../data/economy/names.csv");
/// The names of groups of economies: column `name`.
const GROUPS: &str = include_str!("../../data/economy/groups.csv");

/// The codes by name. The table is read when a name is first looked up. Most programs never look one up, as codes are
/// tried first.
static CODES: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| rows(NAMES).filter_map(|row| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned()))).collect());

/// The code of the economy that has a name; none where the table has no such name. `name` must be in lower case.
pub(crate) fn code_of(name: &str) -> Option<&'static str> {
    CODES.get(name).map(String::as_str)
}

/// Every name of an economy in lower case, with its code, in no particular order.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    CODES.iter().map(|(name, code)| (name.as_str(), code.as_str()))
}

/// Every name of a group of economies in lower case, in alphabetical order.
pub(crate) fn group_names() -> impl Iterator<Item = String> {
    rows(GROUPS).filter_map(|row| row.get(0).map(str::to_owned))
}

/// The rows of an embedded table, without the header. A test reads every row, so that none is dropped here unseen.
fn rows(table: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).into_records().filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_no_name_stands_twice() {
        for (table, columns) in [(NAMES, 2), (GROUPS, 1)] {
            let lines: Vec<&str> = table.lines().skip(1).collect();
            let read: Vec<_> = csv::Reader::from_reader(table.as_bytes()).into_records().map(Result::unwrap).collect();
            assert_eq!(read.len(), lines.len());
            assert!(read.iter().all(|row| row.len() == columns && row.iter().all(|cell| !cell.is_empty())));
            assert!(read.is_sorted_by(|one, next| one[0] < next[0]), "in the order of the names");
        }
        assert_eq!(names().count(), NAMES.lines().count() - 1);
    }
}
