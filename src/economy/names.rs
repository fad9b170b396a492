//! English names in trade statistics that ISO 3166 has not, in lower case: of economies, with the codes they stand for, and
//! of groups of economies.

use std::{collections::HashMap, sync::LazyLock};

/// Names and codes.
const NAMES: &str = include_str!("../../data/economy/names.csv");
const GROUPS: &str = include_str!("../../data/economy/groups.csv");

/// Read when a name is first looked up, as most users never do: codes are tried first.
static CODES: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| rows(NAMES).filter_map(|row| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned()))).collect());

/// The code of an economy by a name in lower case.
pub(crate) fn code_of(name: &str) -> Option<&'static str> {
    CODES.get(name).map(String::as_str)
}

/// Every name with its code.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    CODES.iter().map(|(name, code)| (name.as_str(), code.as_str()))
}

/// Every name of a group of economies.
pub(crate) fn group_names() -> impl Iterator<Item = String> {
    rows(GROUPS).filter_map(|row| row.get(0).map(str::to_owned))
}

/// The rows of an embedded table; a test reads every one.
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
