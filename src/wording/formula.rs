//! Text in CSV that a spreadsheet would take for a formula.
//!
//! A spreadsheet computes a cell that begins with `=`, `+`, `-`, `@` or a control character, so that a source's name could
//! send figures elsewhere when the file is opened. An apostrophe before it keeps the cell a text. It is taken off where
//! such a file is read back. Numbers stay as they are.

use std::borrow::Cow;

/// A cell that no spreadsheet computes.
pub(crate) fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The text of a cell that may have been [`guarded`].
pub(crate) fn unguarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    let is_guarded = |cell: &str| cell.strip_prefix('\'').is_some_and(is_formula);
    match cell {
        Cow::Borrowed(text) if is_guarded(text) => Cow::Borrowed(&text[1..]),
        Cow::Owned(text) if is_guarded(&text) => Cow::Owned(text[1..].to_owned()),
        cell => cell,
    }
}

/// Whether a text without its leading apostrophes would be computed. With them it counts too, so that a text that begins
/// with an apostrophe of its own is read back with it.
fn is_formula(cell: &str) -> bool {
    let text = cell.trim_start_matches('\'');
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_texts_and_numbers_stay_numbers() {
        assert_eq!(guarded("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(guarded("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(guarded("-5+cmd"), "'-5+cmd");
        for plain in ["-5", "+1e3", "", "Statistics, Astana", "'quoted'", "a=b"] {
            assert_eq!(guarded(plain), plain);
            assert_eq!(unguarded(plain.into()), plain);
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_back(text in "'{0,3}[=+@\\-a0-9\t\r]{0,4}") {
            let written = guarded(&text);
            let computed = written.starts_with(['=', '+', '-', '@', '\t', '\r']) && written.parse::<f64>().is_err();
            prop_assert!(!computed);
            prop_assert_eq!(unguarded(written), text.as_str());
        }
    }
}
