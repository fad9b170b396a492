//! The names of a table's columns, and where each column stands.
//!
//! A format finds its columns by name, in any letter case and order. Columns that no format asks for are ignored, also
//! where two of them have one name.

use std::collections::{HashMap, hash_map::Entry};

use csv::ByteRecord;

use crate::{
    error::{Error, Result, excerpt},
    history::table::text::decoded,
};

/// The names of a table's columns, by which a format is recognised and finds its fields.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// The names in the order of the table, without white space around them. A column may have an empty name.
    pub(crate) names: Vec<String>,
    /// The number of columns up to the last that has a name.
    pub(crate) width: usize,
    /// The place of each name, in lower case. Of two columns with one name, the first.
    at: HashMap<String, usize>,
    /// The names that appear more than once, in lower case.
    twice: Vec<String>,
    /// The byte that separates fields: a comma, a semicolon or a tab.
    pub(crate) delimiter: u8,
    /// The line of the file on which the header stands, from 1.
    line: u64,
}

/// A column: its place, from 0, and the name by which errors call it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub at: usize,
    pub name: String,
}

impl Header {
    /// A header from its row. A name that appears twice is an error only where a format needs that column.
    ///
    /// `line` is the line of the file on which the row stands.
    pub fn new(record: &ByteRecord, delimiter: u8, line: u64) -> Self {
        let names: Vec<String> = record.iter().map(|field| decoded(field.trim_ascii()).into_owned()).collect();
        let mut at = HashMap::new();
        let mut twice = Vec::new();
        // Columns without a name, as left by a separator at the end of each line, are not one name that appears twice.
        for (place, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let name = name.to_lowercase();
            match at.entry(name) {
                Entry::Occupied(there) => twice.push(there.key().clone()),
                Entry::Vacant(free) => drop(free.insert(place)),
            }
        }
        let width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        Self { names, width, at, twice, delimiter, line }
    }

    /// A header of given names, for rows that do not come from a table, such as the elements of a JSON array.
    pub fn of_names(names: &[&str]) -> Self {
        Self::new(&ByteRecord::from(names.to_vec()), b',', 1)
    }

    /// Whether a column has this name, in any letter case.
    pub fn has(&self, name: &str) -> bool {
        self.at.contains_key(&name.to_lowercase())
    }

    /// A column that the format can do without; none where the header does not have it.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where two columns have the name.
    pub fn optional(&self, name: &str) -> Result<Option<Column>> {
        self.has(name).then(|| self.need(name)).transpose()
    }

    /// The column of this name, in any letter case; the first, where two have it.
    pub fn column(&self, name: &str) -> Option<Column> {
        let at = *self.at.get(&name.to_lowercase())?;
        Some(Column { at, name: self.names[at].clone() })
    }

    /// The column of the first of these names that the header has. The order is that of the argument, not of the table.
    pub fn first_of(&self, names: &[&str]) -> Option<Column> {
        names.iter().find_map(|name| self.column(name))
    }

    /// A column that the format needs.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the header does not have it; the message lists what it
    /// has. [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where two columns have the name.
    pub fn need(&self, name: &str) -> Result<Column> {
        self.need_one_of(&[name])
    }

    /// The column of the first of these names that the header has, of which the format needs one.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the header has none of them,
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where two columns have the name that is found.
    pub fn need_one_of(&self, names: &[&str]) -> Result<Column> {
        let column = self.first_of(names).ok_or_else(|| {
            let missing = format!("column named {}", names.join(" or "));
            Error::missing(missing, format!("the header has {}", self.listed())).at_line(self.line as usize)
        })?;
        if self.twice.contains(&column.name.to_lowercase()) {
            let twice = format!("two columns are called `{}`", excerpt(&column.name));
            return Err(Error::contradiction(twice).at_line(self.line as usize));
        }
        Ok(column)
    }

    /// All columns, in the order of the table.
    pub fn columns(&self) -> impl Iterator<Item = Column> {
        self.names.iter().enumerate().map(|(at, name)| Column { at, name: name.clone() })
    }

    /// The names for a message, cut where there are many.
    pub fn listed(&self) -> String {
        excerpt(&self.names.join(", "))
    }

    /// The line of the file on which the header stands, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }
}
