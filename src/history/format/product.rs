//! Products as files name them: by codes of the Harmonised System, by codes of other classifications, or by names.

use std::borrow::Cow;

use crate::coverage::{Classification, one_line};

/// A product of a row: its code, and the classification that the code is of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Product<'p> {
    /// The product's code, or its name; empty for all products together.
    pub code: Cow<'p, str>,
    pub class: Class<'p>,
}

/// The classification of a row's product, as cheap to hold as the row is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Class<'p> {
    /// All products together.
    Total,
    /// The Harmonised System, with its revision where the file says.
    Harmonised(Option<u8>),
    /// Another classification by its name.
    Other(&'p str),
    /// A name of no classification.
    Names,
    /// A named group that overlaps with others.
    Groups,
    /// No product: the code is a [`Coverage`](crate::Coverage) in words.
    Covered,
}

impl<'p> Product<'p> {
    /// All products together.
    pub const TOTAL: Self = Self { code: Cow::Borrowed(""), class: Class::Total };

    /// A product from the name of its classification, which may be empty, and its code.
    ///
    /// A code of the Harmonised System gets back the first zero that a spreadsheet took.
    pub fn of(classification: &'p str, code: Cow<'p, str>) -> Self {
        // A code has nothing to put on one line, and is not copied.
        let is_plain = code.bytes().all(|byte| byte.is_ascii_graphic());
        let code = match code {
            code if is_plain => code,
            Cow::Borrowed(name) => one_line(name),
            Cow::Owned(name) => Cow::Owned(one_line(&name).into_owned()),
        };
        // A name of control characters alone is a product, and not all products.
        let code = if code.is_empty() && !is_plain { Cow::Borrowed("?") } else { code };
        if is_total(code.as_bytes()) {
            return Self::TOTAL;
        }
        let class = Class::named(classification);
        let coded = code.starts_with(|first: char| first.is_ascii_digit());
        match class {
            // A name in place of a code: `Machinery`.
            Class::Harmonised(None) if !coded => Self { code, class: Class::Names },
            // Codes of the Harmonised System have an even number of digits.
            Class::Harmonised(_) if code.len() % 2 == 1 && code.bytes().all(|byte| byte.is_ascii_digit()) => {
                Self { code: Cow::Owned(format!("0{code}")), class }
            }
            _ => Self { code, class },
        }
    }

    /// Whether the code begins with what was asked for: a code, a classification and a code such as `S4 33`, or a name.
    pub fn begins_with(&self, start: &str) -> bool {
        let begins = |code: &str, start: &str| {
            code.len() >= start.len() && code.as_bytes()[..start.len()].eq_ignore_ascii_case(start.as_bytes())
        };
        let of_class = |name: &str| Class::named(name) == self.class;
        // All products together have no code to begin with anything.
        self.class != Class::Total
            && (begins(&self.code, start)
                || start.rsplit_once(' ').is_some_and(|(name, code)| of_class(name) && begins(&self.code, code)))
    }

    /// How fine the product is: 0 for all products together, the length of a code, at most 12, or the level of products
    /// that go by names. Products of two levels may overlap.
    pub fn level(&self) -> u8 {
        match self.class {
            Class::Total => 0,
            Class::Harmonised(_) | Class::Other(_) => self.code.len().clamp(1, 12) as u8,
            Class::Names => NAMED,
            Class::Groups => GROUPS,
            Class::Covered => COVERED,
        }
    }
}

impl<'p> Class<'p> {
    fn named(text: &'p str) -> Self {
        // The usual names need no parsing, which would copy them.
        match text.as_bytes() {
            b"" | b"HS" => return Self::Harmonised(None),
            [b'H', digit @ b'0'..=b'9'] => return Self::Harmonised(Some(digit - b'0')),
            _ => {}
        }
        match Classification::from(text) {
            Classification::Harmonised(revision) => Self::Harmonised(revision),
            Classification::Names => Self::Names,
            Classification::Groups => Self::Groups,
            _ => Self::Other(text.trim()),
        }
    }
}

/// The level of products that go by a name.
pub(crate) const NAMED: u8 = 13;
/// The level of named product groups that overlap, which are never added up.
pub(crate) const GROUPS: u8 = 15;
/// The level of figures whose coverage a file states in words.
pub(crate) const COVERED: u8 = 16;

/// Whether a product column says that a row counts all products together.
pub(crate) fn is_total(code: &[u8]) -> bool {
    let total = ["", "total", "all products", "ag0", "all"];
    code.first().is_none_or(u8::is_ascii_alphabetic)
        && total.iter().any(|name| code.eq_ignore_ascii_case(name.as_bytes()))
}

/// Whether a classification is one of services, whose names begin with `EB`.
pub(crate) fn is_services(classification: &[u8]) -> bool {
    classification.len() >= 2 && classification[..2].eq_ignore_ascii_case(b"EB")
}

/// Which parts of the usual classifications the rows of a file have: what tells a whole file from an excerpt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Seen {
    /// A bit for each chapter of the Harmonised System.
    chapters: u128,
    /// A bit for each section of the Standard International Trade Classification.
    sections: u16,
}

/// The chapters that a file has at least if it is taken to have all goods. There are 96, and some are rarely traded.
const MOST_CHAPTERS: u32 = 90;
/// The sections that a file has at least if it is taken to have all goods, of the ten from 0 to 9.
const MOST_SECTIONS: u32 = 9;

impl Seen {
    /// Notes a row's product, whether the row is wanted or not.
    pub fn note(&mut self, classification: &[u8], code: &[u8]) {
        let digit = |at: usize| code.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0'));
        let Some(first) = digit(0) else { return };
        match classification {
            [b'S' | b's', b'0'..=b'9', ..] => {
                self.sections |= 1 << first;
                return;
            }
            [] | [b'H' | b'h', ..] => {}
            // Codes of other classifications are no chapters.
            _ => return,
        }
        // An odd number of digits has lost its first zero.
        let chapter = if code.len() % 2 == 1 { first } else { first * 10 + digit(1).unwrap_or(0) };
        self.chapters |= 1 << chapter;
    }

    /// What two parts of a file have together.
    pub fn with(self, other: Self) -> Self {
        Self { chapters: self.chapters | other.chapters, sections: self.sections | other.sections }
    }

    /// Whether the products of the file are all goods, as far as its rows show.
    pub fn is_whole(self) -> bool {
        self.chapters.count_ones() >= MOST_CHAPTERS || self.sections.count_ones() >= MOST_SECTIONS
    }

    /// The chapters of the Harmonised System that the file has.
    pub fn chapters(self) -> impl Iterator<Item = u8> {
        (0..100).filter(move |chapter| self.chapters >> chapter & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_of_its_classification_and_a_name_of_none() {
        let class = |classification, code| Product::of(classification, Cow::Borrowed(code)).class;
        assert_eq!(class("", "8542"), Class::Harmonised(None));
        assert_eq!(class("H1", "1005"), Class::Harmonised(Some(1)));
        assert_eq!(class("SITC Rev. 4", "33"), Class::Other("SITC Rev. 4"));
        assert_eq!(class("", "Machinery"), Class::Names);
        assert_eq!(class("H4", "TOTAL"), Class::Total);
        assert_eq!(Product::of("", Cow::Borrowed("10121")).code, "010121");
    }

    #[test]
    fn a_file_is_whole_where_it_has_nearly_every_chapter() {
        let mut seen = Seen::default();
        for chapter in 1..=89 {
            seen.note(b"H4", format!("{chapter:02}0110").as_bytes());
        }
        assert!(!seen.is_whole());
        seen.note(b"", b"900110");
        assert!(seen.is_whole());
        let mut industries = Seen::default();
        (1..=99).for_each(|division| industries.note(b"ISIC", format!("{division:02}").as_bytes()));
        assert!(!industries.is_whole());
        let mut sitc = Seen::default();
        (0..9).for_each(|section| sitc.note(b"S4", format!("{section}1").as_bytes()));
        assert!(sitc.is_whole());
    }
}
