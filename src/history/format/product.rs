//! Products as files name them: by codes of the Harmonised System, by codes of other classifications, or by names.

use std::borrow::Cow;

use crate::history::panel::{CLASSED, product_level};

/// A product, and its classification.
pub(crate) struct Product<'p> {
    /// The product's code, or its name.
    pub name: Cow<'p, str>,
    /// How fine it is, where its name does not show that.
    pub level: Option<u8>,
    /// A number for the classification: products of different classifications are not added up.
    pub class: u8,
}

/// A product from the name of its classification and its code.
///
/// A product of the Harmonised System goes by its code, whose first zero is put back where a spreadsheet took it. A
/// product of another classification, such as `S4`, goes by that name followed by the code.
pub(crate) fn product<'p>(classification: &str, code: Cow<'p, str>) -> Product<'p> {
    let level = product_level(code.as_bytes());
    let harmonised = classification.is_empty() || classification.starts_with(['H', 'h']);
    if level == 0 || (!harmonised && code.is_empty()) {
        return Product { name: code, level: None, class: 0 };
    }
    if !harmonised {
        let name = Cow::Owned(format!("{classification} {code}"));
        return Product { name, level: Some(CLASSED), class: class_number(classification) };
    }
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    // Codes of the Harmonised System have an even number of digits.
    let name = if digits && code.len() % 2 == 1 { Cow::Owned(format!("0{code}")) } else { code };
    Product { name, level: None, class: revision(classification) }
}

/// Whether a classification is one of services, whose names begin with `EB`.
pub(crate) fn is_services(classification: &[u8]) -> bool {
    classification.len() >= 2 && classification[..2].eq_ignore_ascii_case(b"EB")
}

/// A number for a revision of the Harmonised System, higher for a later one; 0 where the file does not say.
fn revision(classification: &str) -> u8 {
    match classification.as_bytes() {
        [b'H' | b'h', digit @ b'0'..=b'9'] => digit - b'0' + 1,
        _ => 0,
    }
}

/// A number for another classification, from the letters of its name. It starts at 20, above those of the revisions.
fn class_number(classification: &str) -> u8 {
    let sum = classification.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 230);
    20 + sum as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_classification_may_have_a_long_name() {
        let long = "a national tariff with a long name".repeat(20);
        let named = product(&long, Cow::Borrowed("0101"));
        assert!(named.class >= 20 && named.name.starts_with(&long));
        assert_eq!(class_number("S4"), 20 + ((u32::from(b'S') * 31 + u32::from(b'4')) % 230) as u8);
    }
}
