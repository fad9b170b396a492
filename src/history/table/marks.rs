//! Whether the numbers of a file have decimal commas or decimal points.

use std::borrow::Cow;

use crate::{
    error::{Error, Result},
    history::table::place::Place,
};

/// Where the numbers of a file first show how they are written. A comma may be a decimal one (`1964,3`) or a group mark
/// (`1,964`), and only the whole file tells which.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Marks {
    /// A number whose comma can only be a decimal one.
    decimal: Option<Place>,
    /// A number whose comma can be either: one to three digits before it, three behind.
    either: Option<Place>,
    /// A number with a point.
    point: Option<Place>,
}

impl Marks {
    /// The marks of one number, and the number with a point in place of a decimal comma.
    pub fn of(bytes: &[u8], place: Place) -> (Self, Cow<'_, [u8]>) {
        let mut marks = Self::default();
        let Some(comma) = memchr::memchr(b',', bytes) else {
            marks.point = bytes.contains(&b'.').then_some(place);
            return (marks, Cow::Borrowed(bytes));
        };
        let (before, behind) = (&bytes[..comma], &bytes[comma + 1..]);
        // Two commas are group marks, as are a comma and a point; such a number is not read.
        if behind.contains(&b',') || bytes.contains(&b'.') {
            return (marks, Cow::Borrowed(bytes));
        }
        let group = behind.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with(b"0");
        *(if group { &mut marks.either } else { &mut marks.decimal }) = Some(place);
        (marks, Cow::Owned([before, b".", behind].concat()))
    }

    /// The first marks of two parts of a file.
    pub fn with(self, later: Self) -> Self {
        Self {
            decimal: self.decimal.or(later.decimal),
            either: self.either.or(later.either),
            point: self.point.or(later.point),
        }
    }

    /// Refuses a file whose commas may be group marks.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a file with decimal commas and points, and for
    /// one in which every comma may be either.
    pub fn check(self) -> Result<()> {
        if let (Some(comma), Some(point)) = (self.decimal.or(self.either), self.point) {
            let message = format!(
                "a number on line {} has a comma and one on line {} a point; write all with a point and without group marks",
                comma.number(),
                point.number()
            );
            return Err(Error::contradiction(message).at_line(comma.number() as usize));
        }
        match (self.decimal, self.either) {
            (None, Some(place)) => {
                let message = "its numbers can be read in two ways: 1,964 as 1.964 with a decimal comma, or as 1964 with a group mark; write them with a point and without group marks";
                Err(Error::contradiction(message).at_line(place.number() as usize))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(numbers: &[&str]) -> (Vec<String>, Result<()>) {
        let mut marks = Marks::default();
        let mut texts = Vec::new();
        for (at, number) in numbers.iter().enumerate() {
            let (found, text) = Marks::of(number.as_bytes(), Place::Line(at as u64 + 2));
            marks = marks.with(found);
            texts.push(String::from_utf8(text.into_owned()).unwrap());
        }
        (texts, marks.check())
    }

    #[test]
    fn a_comma_is_decimal_where_it_cannot_be_a_group_mark() {
        assert_eq!(
            read(&["1964,3", "1,234", "0,5", "7"]),
            (vec!["1964.3".into(), "1.234".into(), "0.5".into(), "7".into()], Ok(()))
        );
        assert_eq!(read(&["0,125"]).1, Ok(()));
        assert_eq!(read(&["1.5", "7"]).1, Ok(()));
    }

    #[test]
    fn a_file_that_can_be_read_in_two_ways_is_refused_with_both() {
        let message = read(&["7", "1,964"]).1.unwrap_err().to_string();
        assert!(message.starts_with("line 3") && message.contains("1.964") && message.contains("1964"), "{message}");
        let message = read(&["1,5", "1.5"]).1.unwrap_err().to_string();
        assert!(message.contains("line 2 has a comma and one on line 3 a point"), "{message}");
    }
}
