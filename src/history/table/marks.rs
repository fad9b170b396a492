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
    /// A number with commas that can only be group marks: `1,234,567`. It cannot be read.
    comma_group: Option<Place>,
    /// A number with points that can only be group marks: `1.234.567`. It cannot be read.
    point_group: Option<Place>,
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
            _ => {
                let of = |wanted: u8| group_mark(bytes).filter(|mark| *mark == wanted).map(|_| place);
                (marks.comma_group, marks.point_group) = (of(b','), of(b'.'));
            }
        }
        (marks, Cow::Borrowed(bytes))
    }

    /// The marks of one number of a table in which a comma is no decimal one, as far as its points may be group marks.
    /// None where they cannot be, as in most numbers.
    pub fn of_points(bytes: &[u8], place: Place) -> Option<Self> {
        let last = bytes.len().checked_sub(4)?;
        if bytes[last] != b'.' || bytes.contains(&b',') {
            return None;
        }
        let mark = group_mark(bytes).map(|_| place)?;
        let several = bytes[..last].contains(&b'.');
        let none = Self::default();
        Some(if several {
            Self { point_group: Some(mark), ..none }
        } else {
            Self { point_or_group: Some(mark), ..none }
        })
    }

    /// What they show of points alone.
    pub fn points(self) -> Self {
        Self { point_or_group: self.point_or_group, point_group: self.point_group, ..Self::default() }
    }

    /// The first marks of two parts of a file.
    pub fn with(self, later: Self) -> Self {
        Self {
            decimal: self.decimal.or(later.decimal),
            either: self.either.or(later.either),
            point: self.point.or(later.point),
            point_or_group: self.point_or_group.or(later.point_or_group),
            comma_group: self.comma_group.or(later.comma_group),
            point_group: self.point_group.or(later.point_group),
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
        let same = self.comma_group.zip(self.either).or(self.point_group.zip(self.point_or_group));
        if let Some((group, other)) = same {
            let message = format!(
                "a number at {group} has group marks, and the same mark at {other} may be one too; write all with a point and without group marks"
            );
            return Err(group.of(Error::contradiction(message)));
        }
        if let (Some(comma), Some(point)) = (comma, self.point) {
            let message = format!(
                "a number at {comma} has a comma and one at {point} a point; write all with a point and without group marks"
            );
            return Err(comma.of(Error::contradiction(message)));
        }
        match (self.decimal, self.either) {
            (None, Some(place)) => {
                let message = "its numbers can be read in two ways: 1,964 as 1.964 with a decimal comma, or as 1964 with a group mark; write them with a point and without group marks";
                Err(place.of(Error::contradiction(message)))
            }
            _ => Ok(()),
        }
    }
}

/// The mark in a number that stands as group marks do, between digits by threes: `,` in `1,234`, `-1,234,567` and
/// `1,234.5`. None for other texts.
fn group_mark(bytes: &[u8]) -> Option<u8> {
    let bytes = bytes.strip_prefix(b"-").or(bytes.strip_prefix(b"+")).unwrap_or(bytes);
    let mark = *bytes.iter().find(|byte| matches!(byte, b',' | b'.'))?;
    let other = if mark == b',' { b'.' } else { b',' };
    let mut parts = bytes.split(|byte| *byte == other);
    let (whole, decimals) = (parts.next()?, parts.next());
    // Behind the other mark are decimals alone, and that mark stands once.
    if parts.next().is_some() || decimals.is_some_and(|decimals| !decimals.iter().all(u8::is_ascii_digit)) {
        return None;
    }
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
        // What is no number in either way shows nothing.
        assert_eq!(read(&["1.500,x", "1.234"]).1, Ok(()));
        assert_eq!(read(&["1.234,5,6", "1.234"]).1, Ok(()));
    }

    #[test]
    fn a_sign_or_another_mark_hides_no_group_mark() {
        assert!(read(&["+1,234", "1,964"]).1.unwrap_err().to_string().contains("two ways"));
        assert!(read(&["-1.234.567", "1.234"]).1.unwrap_err().to_string().contains("has group marks"));
        let message = read(&["1.234,5", "1,234,567", "1,234", "1,5"]).1.unwrap_err().to_string();
        assert!(message.contains("line 3 has group marks, and the same mark at line 4"), "{message}");
    }

    #[test]
    fn a_table_with_commas_between_its_fields_shows_what_points_may_be() {
        let check = |numbers: &[&str]| {
            let of = |(at, text): (usize, &&str)| Marks::of_points(text.as_bytes(), Place::Line(at as u64 + 2));
            numbers.iter().enumerate().filter_map(of).fold(Marks::default(), Marks::with).check()
        };
        assert!(check(&["1.234.567", "1.234"]).unwrap_err().to_string().contains("line 2 has group marks"));
        assert_eq!(check(&["1.234.567", "1962.026", "0.234"]), Ok(()));
        assert_eq!(check(&["5090.123", "1.234", "12.5"]), Ok(()));
    }

    #[test]
    fn a_file_that_can_be_read_in_two_ways_is_refused_with_both() {
        let message = read(&["7", "1,964"]).1.unwrap_err().to_string();
        assert!(message.starts_with("line 3") && message.contains("1.964") && message.contains("1964"), "{message}");
        let message = read(&["1,5", "1.5"]).1.unwrap_err().to_string();
        assert!(message.contains("line 2 has a comma and one at line 3 a point"), "{message}");
    }
}
