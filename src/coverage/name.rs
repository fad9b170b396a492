//! Names as files have them, put on one line.

use std::borrow::Cow;

/// A name on one line: line ends, tabs, control characters and several spaces are one space each, as cells of
/// spreadsheets have them inside names.
pub(crate) fn one_line(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    let is_space = |letter: char| letter.is_whitespace() || letter.is_control();
    let plain = |letter: char| !is_space(letter) || letter == ' ';
    if name.chars().all(plain) && !name.contains("  ") {
        return Cow::Borrowed(name);
    }
    let words: Vec<&str> = name.split(is_space).filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_on_one_line_whatever_stands_in_its_cell() {
        assert_eq!(one_line(" Oil,\n gas\u{1b}[2J\t "), "Oil, gas [2J");
        assert!(matches!(one_line("Oil, gas"), Cow::Borrowed("Oil, gas")));
        assert_eq!(one_line("\u{7}"), "");
    }
}
