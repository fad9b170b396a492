//! Series that come in two parts: what a method may know, and what came after.

use std::io::Read;

use crate::{
    error::{Error, ErrorKind, Result},
    history::Past,
};

/// Annual series of any kind, each split into what a method may know (`train`) and what came after (`test`).
///
/// The series have no calendar in common: the first value of one is not of the same year as that of another.
///
/// ```
/// use tradepath::outlook::Splits;
///
/// let file = "id,train,test\nbeer,3 3.2 3.5 3.9,4.1 4.0\n";
/// let splits = Splits::read(file.as_bytes(), "series.csv")?;
/// assert_eq!(splits.len(), 1);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Splits {
    list: Vec<Split>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Split {
    /// The values that may be known; their years are counted from 1.
    pub train: Vec<f64>,
    /// The values that came after.
    pub test: Vec<f64>,
}

impl Splits {
    /// Reads a CSV table with the columns `id`, `train` and `test`. The last two hold numbers separated by spaces.
    /// `file` is the name that errors give.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for what is not a table; [`ErrorKind::Missing`] for a column that is not there, a table
    /// without series or a series without values; [`ErrorKind::Parse`] for what is not a finite number. Errors name
    /// file, line and column.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::Splits;
    ///
    /// let error = |text: &str| Splits::read(text.as_bytes(), "s").unwrap_err().to_string();
    /// assert!(error("id,train\na,1 2\n").contains("no column `test`"));
    /// assert!(error("id,train,test\na,1 2,3\nb,1 x,3\n").contains("line 3"));
    /// ```
    pub fn read(reader: impl Read, file: &str) -> Result<Self> {
        let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
        let headers = table.headers().map_err(|error| unreadable(&error, file))?.clone();
        let column = |name: &str| {
            let at = headers.iter().position(|header| header.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name));
            at.ok_or_else(|| {
                Error::missing(format!("column `{name}`"), "the header is id,train,test").in_file(file).at_line(1)
            })
        };
        let (id, train, test) = (column("id")?, column("train")?, column("test")?);
        let mut splits = Self::default();
        for record in table.records() {
            let record = record.map_err(|error| unreadable(&error, file))?;
            let line = record.position().map_or(0, |position| position.line() as usize);
            let values = |column: usize, name: &str| {
                let text = record.get(column).unwrap_or_default();
                let read = text.split_whitespace().map(number).collect::<Result<Vec<f64>>>();
                read.and_then(|values| if values.is_empty() { Err(none_of(record.get(id), name)) } else { Ok(values) })
                    .map_err(|error| error.in_file(file).at_line(line).at_key(name))
            };
            splits.list.push(Split { train: values(train, "train")?, test: values(test, "test")? });
        }
        if splits.is_empty() {
            return Err(Error::missing("series", "there is a header and nothing under it").in_file(file));
        }
        Ok(splits)
    }

    /// The number of series.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are no series.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn list(&self) -> &[Split] {
        &self.list
    }
}

impl Split {
    /// What may be known, by year. Values that are not above zero are left out, because they have no logarithm.
    pub fn past(&self) -> Past {
        Past::of_values((1..).zip(self.train.iter().copied()))
    }
}

/// The error of a series without values in a column.
fn none_of(id: Option<&str>, name: &str) -> Error {
    Error::missing(format!("{name} values of `{}`", id.unwrap_or_default()), "numbers separated by spaces")
}

fn number(text: &str) -> Result<f64> {
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| Error::parse("a value", text, 1, "expected a finite number such as 12.5"))
}

fn unreadable(error: &csv::Error, file: &str) -> Error {
    let line = error.position().map_or(0, |position| position.line() as usize);
    Error::new(ErrorKind::Syntax(format!("not a table: {error}"))).in_file(file).at_line(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_says_where() {
        let error = |text: &str| Splits::read(text.as_bytes(), "s.csv").unwrap_err().to_string();
        assert!(error("id,train\na,1 2\n").contains("no column `test`"));
        assert!(
            error("id,train,test\na,1 2,3\nb,1 x,3\n").contains("line 3"),
            "{}",
            error("id,train,test\na,1 2,3\nb,1 x,3\n")
        );
        assert!(error("id,train,test\na,1 NaN,3\n").contains("`NaN`"));
        assert!(error("id,train,test\na,,3\n").contains("no train values of `a`"));
        assert!(error("id,train,test\n").contains("nothing under it"));
        assert!(error("id,train,test\na,1\n").contains("not a table"));
    }

    #[test]
    fn values_without_a_logarithm_are_gaps() {
        let splits = Splits::read("id,train,test\na,1 0 -2 4,3\n".as_bytes(), "s.csv").unwrap();
        assert_eq!(splits.list()[0].past().points().iter().map(|(year, _)| *year).collect::<Vec<_>>(), [1, 4]);
    }
}
