//! Products as files name them: codes of the Harmonised System, of other classifications, and what is no product at all.

use std::borrow::Cow;

use crate::history::panel::{CLASSED, product_level};

/// A product, and of which classification.
pub(crate) struct Product<'p> {
    pub name: Cow<'p, str>,
    /// How fine it is, where that is not to be seen from its name.
    pub level: Option<u8>,
    /// A number for the classification: products of different ones are not added up.
    pub class: u8,
}

/// The classification's name and the product's code make a product. Of the Harmonised System it goes by its code, to which
/// the zero is given back that a spreadsheet may have taken; of another, such as `S4`, the name of that stands before the
/// code.
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
    let name = if digits && code.len() % 2 == 1 { Cow::Owned(format!("0{code}")) } else { code };
    Product { name, level: None, class: revision(classification) }
}

/// Whether a classification is one of services.
pub(crate) fn is_services(classification: &[u8]) -> bool {
    classification.len() >= 2 && classification[..2].eq_ignore_ascii_case(b"EB")
}

/// The revisions of the Harmonised System, the later the higher; 0 where it is not said.
fn revision(classification: &str) -> u8 {
    match classification.as_bytes() {
        [b'H' | b'h', digit @ b'0'..=b'9'] => digit - b'0' + 1,
        _ => 0,
    }
}

/// Other classifications by the letters of their names, apart from the revisions.
fn class_number(classification: &str) -> u8 {
    let sum = classification.bytes().fold(0_u32, |sum, byte| sum * 31 + u32::from(byte));
    20 + (sum % 230) as u8
}
