//! The embedded font: Inter in two weights, cut to Latin, Greek and Cyrillic letters (`data/fonts/`).

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};

use crate::error::{Error, ErrorKind, Result};

/// The weight of a text: regular for reading, semibold for titles and names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Semibold,
}

impl Weight {
    /// The OpenType file, which the drawing and the measuring library read.
    pub fn opentype(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../data/fonts/inter-regular.otf"),
            Self::Semibold => include_bytes!("../../../data/fonts/inter-semibold.otf"),
        }
    }

    /// The WOFF2 file, which browsers read.
    pub fn woff2(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../data/fonts/inter-regular.woff2"),
            Self::Semibold => include_bytes!("../../../data/fonts/inter-semibold.woff2"),
        }
    }
}

/// The font's ascender less its descender, in ems (font units over units an em). The measuring library calls this
/// height the size of a font, where everybody else means the em.
pub(crate) const LINE_IN_EMS: f64 = 3408.0 / 2816.0;

/// The height of a capital letter, in ems: Inter's.
pub(crate) const CAPITAL_IN_EMS: f64 = 0.727;

/// How far letters such as g and Q reach under the baseline, in ems.
pub(crate) const DESCENDER_IN_EMS: f64 = 0.2;

/// Measures texts in both weights of the embedded font.
#[derive(Debug, Clone)]
pub(crate) struct Ruler {
    regular: FontRef<'static>,
    semibold: FontRef<'static>,
}

impl Ruler {
    /// A ruler of the embedded font.
    pub fn new() -> Result<Self> {
        let read = |weight: Weight| FontRef::try_from_slice(weight.opentype()).map_err(crate::error::Error::draw);
        Ok(Self { regular: read(Weight::Regular)?, semibold: read(Weight::Semibold)? })
    }

    fn font(&self, weight: Weight) -> &FontRef<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Semibold => &self.semibold,
        }
    }

    /// The width of a text in pixels, at a size in pixels an em. A letter the font lacks counts as one em.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        // Glyph 0 is the one that fonts show for a letter they lack.
        let font = self.font(weight).as_scaled(PxScale::from((size * LINE_IN_EMS) as f32));
        let advance = |letter: char| match font.glyph_id(letter) {
            missing if missing.0 == 0 => size,
            glyph => f64::from(font.h_advance(glyph)),
        };
        text.chars().map(advance).sum()
    }

    /// Refuses a text with a letter that the font lacks.
    pub fn check(&self, text: &str) -> Result<()> {
        match text.chars().find(|letter| self.regular.glyph_id(*letter).0 == 0) {
            None => Ok(()),
            Some(letter) => Err(Error::new(ErrorKind::Draw(format!(
                "the embedded font has no `{letter}`, which `{}` contains; write the text in Latin, Greek or Cyrillic letters, or write SVG, whose reader may have the letter",
                crate::error::excerpt(text)
            )))),
        }
    }

    /// Breaks a text between words into at most `most` lines of at most `room` pixels. A text that is too long is cut,
    /// and its last line ends in `…`; so does a single word that is too wide.
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
        let fits = |line: &str| self.width(line, size, weight) <= room;
        // No line can show more letters than this. The cut bounds the time that a very long text takes.
        let longest = (room / size * 6.0) as usize * most.max(1);
        let end = text.char_indices().nth(longest).map_or(text.len(), |(at, _)| at);
        let text = &text[..end];
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let full = lines.len() == most;
            match lines.last_mut() {
                Some(line) if fits(&format!("{line} {word}")) => {
                    line.push(' ');
                    line.push_str(word);
                }
                Some(line) if full => {
                    *line = self.cut(&format!("{line} {word}"), size, weight, room);
                    return lines;
                }
                _ if fits(word) => lines.push(word.to_owned()),
                _ => lines.push(self.cut(word, size, weight, room)),
            }
        }
        lines
    }

    /// Cuts a text so that it fits into `room` together with a `…` behind it.
    fn cut(&self, text: &str, size: f64, weight: Weight, room: f64) -> String {
        let mut left = room - self.width("…", size, weight);
        let fitting = text.chars().take_while(|letter| {
            left -= self.width(letter.encode_utf8(&mut [0; 4]), size, weight);
            left >= 0.0
        });
        let shown: String = fitting.collect();
        format!("{}…", shown.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_the_letters_of_the_regions_languages() {
        let ruler = Ruler::new().unwrap();
        let texts = [
            "Товарооборот, млрд долл.",
            "Қазақстан мен Өзбекстан: әіңғүұқөһ",
            "Oʻzbekiston, soʻm",
            "Türkiye ve Gürcistan: İığşçö",
            "Ελλάδα",
            "€5B ₸ ₽ ₺ ₹ – — … −",
        ];
        for text in texts {
            ruler.check(text).unwrap();
        }
        assert!(ruler.check("中国").unwrap_err().to_string().contains("no `中`"));
    }

    #[test]
    fn lines_fit_and_the_rest_is_cut() {
        let ruler = Ruler::new().unwrap();
        let lines = ruler.wrap("one two three four five six seven eight nine ten", 14.0, Weight::Regular, 90.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert!(lines.iter().all(|line| ruler.width(line, 14.0, Weight::Regular) <= 90.0), "{lines:?}");
        assert_eq!(ruler.wrap(&"w".repeat(1000), 14.0, Weight::Regular, 90.0, 2).len(), 1);
        assert!(ruler.wrap("", 14.0, Weight::Regular, 90.0, 2).is_empty());
    }
}
