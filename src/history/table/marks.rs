//! Whether the numbers of a file have decimal commas or decimal points.

use std::borrow::Cow;

use crate::{
    error::{Error, Result},
    history::table::{number::number, place::Place},
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
    /// A number whose point could be a group mark: one to three digits before it, three behind.
    point_or_group: Option<Place>,
    /// A number with a comma or a point that can only be a group mark (`1,234,567`, `1.234.567`), and which of the two.
    /// It cannot be read.
    group: Option<(u8, Place)>,
}

impl Marks {
    /// The marks of one number, and the number with a point in place of a decimal comma.
    pub fn of(bytes: &[u8], place: Place) -> (Self, Cow<'_, [u8]>) {
        let mut marks = Self::default();
        let count = |mark: u8| bytes.iter().filter(|byte| **byte == mark).count();
        let is_number = |bytes: &[u8]| number(bytes, 0).is_ok();
        match (count(b','), count(b'.')) {
            (0, 0) => {}
            (0, 1) => {
                marks.point = is_number(bytes).then_some(place);
                marks.point_or_group = marks.point.filter(|_| group_mark(bytes).is_some());
            }
            (1, 0) => {
                let comma = bytes.iter().position(|byte| *byte == b',').unwrap_or_default();
                let (before, behind) = (&bytes[..comma], &bytes[comma + 1..]);
                let pointed = [before, b".", behind].concat();
                let seen = if group_mark(bytes).is_some() { &mut marks.either } else { &mut marks.decimal };
                // A text that is no number, such as `n,a`, shows nothing.
                *seen = is_number(&pointed).then_some(place);
                return (marks, Cow::Owned(pointed));
            }
            _ => marks.group = group_mark(bytes).map(|mark| (mark, place)),
        }
        (marks, Cow::Borrowed(bytes))
    }

    /// The first marks of two parts of a file.
    pub fn with(self, later: Self) -> Self {
        Self {
            decimal: self.decimal.or(later.decimal),
            either: self.either.or(later.either),
            point: self.point.or(later.point),
            point_or_group: self.point_or_group.or(later.point_or_group),
            group: self.group.or(later.group),
        }
    }

    /// Refuses a file whose commas may be group marks.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a file with decimal commas and points, and for
    /// one in which every comma may be either, or in which a mark is a group mark in one number and may be a decimal one
    /// in another.
    pub fn check(self) -> Result<()> {
        let comma = self.decimal.or(self.either);
        let may_be_group = |mark: u8| if mark == b',' { self.either } else { self.point_or_group };
        let same = self.group.and_then(|(mark, place)| Some((place, may_be_group(mark)?)));
        if let Some((group, other)) = same {
            let message = format!(
                "a number on line {} has group marks, and the same mark on line {} may be one too; write all with a point and without group marks",
                group.number(),
                other.number()
            );
            return Err(Error::contradiction(message).at_line(group.number() as usize));
        }
        if let (Some(comma), Some(point)) = (comma, self.point) {
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

/// The mark in a number that stands as group marks do, between digits by threes: `,` in `1,234`, `1,234,567` and
/// `1,234.5`. None for other texts.
fn group_mark(bytes: &[u8]) -> Option<u8> {
    let mark = *bytes.iter().find(|byte| matches!(byte, b',' | b'.'))?;
    let other = if mark == b',' { b'.' } else { b',' };
    let whole = bytes.split(|byte| *byte == other).next()?;
    let mut groups = whole.split(|byte| *byte == mark);
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let first = groups.next().is_some_and(|part| digits(part) && part.len() <= 3 && !part.starts_with(b"0"));
    (first && groups.all(|part| digits(part) && part.len() == 3)).then_some(mark)
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
    fn texts_that_are_no_numbers_show_nothing() {
        assert!(read(&["1,500", "1,500 e"]).1.is_err());
        assert_eq!(read(&["3,5", "n.a."]).1, Ok(()));
        assert_eq!(read(&["1.5", "1,500 e"]).1, Ok(()));
    }

    #[test]
    fn a_group_mark_in_one_number_is_no_decimal_mark_in_another() {
        for numbers in [["1.234.567", "1.234"], ["1,234,567", "1,234"], ["1.234.567,5", "1.500"], ["1,234.5", "7,250"]]
        {
            let message = read(&numbers).1.unwrap_err().to_string();
            assert!(message.contains("line 2 has group marks"), "{numbers:?}: {message}");
        }
        // The numbers with group marks are refused where they stand; the others are plain.
        assert_eq!(read(&["1.234.567", "1,5"]).1, Ok(()));
        assert_eq!(read(&["1,234.5", "7,25"]).1, Ok(()));
        assert_eq!(read(&["1..2", "1.5"]).1, Ok(()));
    }

    #[test]
    fn a_file_that_can_be_read_in_two_ways_is_refused_with_both() {
        let message = read(&["7", "1,964"]).1.unwrap_err().to_string();
        assert!(message.starts_with("line 3") && message.contains("1.964") && message.contains("1964"), "{message}");
        let message = read(&["1,5", "1.5"]).1.unwrap_err().to_string();
        assert!(message.contains("line 2 has a comma and one on line 3 a point"), "{message}");
    }
}
