//! The names of a table's columns, and where each column stands.

use std::collections::{HashMap, hash_map::Entry};

use csv::ByteRecord;

use crate::{
    error::{Error, Result, excerpt},
    history::table::text::decoded,
};

/// The names of a table's columns.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) names: Vec<String>,
    at: HashMap<String, usize>,
    /// The names that stand more than once.
    twice: Vec<String>,
    pub(crate) delimiter: u8,
    line: u64,
}

/// A column by its place and the name that errors give it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub at: usize,
    pub name: String,
}

impl Header {
    pub fn new(record: &ByteRecord, delimiter: u8, line: u64) -> Self {
        let names: Vec<String> = record.iter().map(|field| decoded(field.trim_ascii()).into_owned()).collect();
        let mut at = HashMap::new();
        let mut twice = Vec::new();
        for (place, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let name = name.to_lowercase();
            match at.entry(name) {
                Entry::Occupied(there) => twice.push(there.key().clone()),
                Entry::Vacant(free) => drop(free.insert(place)),
            }
        }
        Self { names, at, twice, delimiter, line }
    }

    pub fn of_names(names: &[&str]) -> Self {
        Self::new(&ByteRecord::from(names.to_vec()), b',', 1)
    }

    pub fn has(&self, name: &str) -> bool {
        self.at.contains_key(&name.to_lowercase())
    }

    /// A column that need not be there.
    ///
    /// # Errors
    /// Where two have the name.
    pub fn optional(&self, name: &str) -> Result<Option<Column>> {
        self.has(name).then(|| self.need(name)).transpose()
    }

    /// The column of a name, in any case.
    pub fn column(&self, name: &str) -> Option<Column> {
        let at = *self.at.get(&name.to_lowercase())?;
        Some(Column { at, name: self.names[at].clone() })
    }

    /// The first of these columns that there is.
    pub fn first_of(&self, names: &[&str]) -> Option<Column> {
        names.iter().find_map(|name| self.column(name))
    }

    /// A column that the format cannot do without.
    pub fn need(&self, name: &str) -> Result<Column> {
        self.need_one_of(&[name])
    }

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

    /// The columns with their names, in order.
    pub fn columns(&self) -> impl Iterator<Item = Column> {
        self.names.iter().enumerate().map(|(at, name)| Column { at, name: name.clone() })
    }

    /// The names for a message.
    pub fn listed(&self) -> String {
        excerpt(&self.names.join(", "))
    }

    pub fn line(&self) -> u64 {
        self.line
    }
}
