//! The embedded font: Inter in two weights, cut to Latin, Greek and Cyrillic letters (`data/fonts/`).
//!
//! Texts are measured with the same font with which they are drawn, so that labels can be placed and lines broken
//! before anything is painted.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};

use crate::error::{Error, ErrorKind, Result};

/// The weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// For everything that is read: labels, axes, subtitles and sources.
    Regular,
    /// For titles and names.
    Semibold,
}

impl Weight {
    /// The OpenType file of the weight, from which texts are measured and PNG images are drawn.
    pub fn opentype(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../data/fonts/inter-regular.otf"),
            Self::Semibold => include_bytes!("../../../data/fonts/inter-semibold.otf"),
        }
    }

    /// The WOFF2 file of the weight, a compressed form that browsers read. It is what an SVG has inside it.
    pub fn woff2(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../data/fonts/inter-regular.woff2"),
            Self::Semibold => include_bytes!("../../../data/fonts/inter-semibold.woff2"),
        }
    }
}

/// The height of a line, from the font's ascender to its descender, in ems: 3408 of 2816 font units an em.
///
/// The measuring library calls this height the size of a font, where everybody else means the em. Sizes in ems are
/// multiplied by it before they are handed over.
pub(crate) const LINE_IN_EMS: f64 = 3408.0 / 2816.0;

/// The height of a capital letter of Inter, in ems. Texts are centred on the height of their capitals.
pub(crate) const CAPITAL_IN_EMS: f64 = 0.727;

/// How far letters such as g and Q reach below the baseline, in ems. Labels keep this room clear.
pub(crate) const DESCENDER_IN_EMS: f64 = 0.2;

/// Measures texts in both weights of the embedded font, breaks them into lines, and finds letters that the font lacks.
#[derive(Debug, Clone)]
pub(crate) struct Ruler {
    /// The parsed font of regular weight.
    regular: FontRef<'static>,
    /// The parsed font of semibold weight.
    semibold: FontRef<'static>,
}

impl Ruler {
    /// A ruler of the embedded font.
    ///
    /// # Errors
    /// [`ErrorKind::Draw`] where the font's files cannot be parsed.
    pub fn new() -> Result<Self> {
        let read = |weight: Weight| FontRef::try_from_slice(weight.opentype()).map_err(crate::error::Error::draw);
        Ok(Self { regular: read(Weight::Regular)?, semibold: read(Weight::Semibold)? })
    }

    /// The parsed font of a weight.
    fn font(&self, weight: Weight) -> &FontRef<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Semibold => &self.semibold,
        }
    }

    /// The width of a text on one line, in pixels.
    ///
    /// `size` is the size of the text in pixels an em. The width is the sum of the letters' advances, without kerning.
    /// A letter that the font lacks counts as one em: an SVG leaves it to a font of its reader, whose width is not
    /// known here.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        // The measuring library takes the height of a line for the size of the font.
        let font = self.font(weight).as_scaled(PxScale::from((size * LINE_IN_EMS) as f32));
        let advance = |letter: char| match font.glyph_id(letter) {
            // Glyph 0 is the one that fonts show for a letter they lack.
            missing if missing.0 == 0 => size,
            glyph => f64::from(font.h_advance(glyph)),
        };
        text.chars().map(advance).sum()
    }

    /// Refuses a text with a letter that the font lacks, before an image is drawn that could not show it.
    ///
    /// # Errors
    /// [`ErrorKind::Draw`] with the first such letter and the text. Only the regular weight is asked, as both weights
    /// are cut to the same letters.
    pub fn check(&self, text: &str) -> Result<()> {
        match text.chars().find(|letter| self.regular.glyph_id(*letter).0 == 0) {
            None => Ok(()),
            Some(letter) => Err(Error::new(ErrorKind::Draw(format!(
                "the embedded font has no `{letter}`, which `{}` contains; write the text in Latin, Greek or Cyrillic letters, or write SVG, whose reader may have the letter",
                crate::error::excerpt(text)
            )))),
        }
    }

    /// Breaks a text between words into at most `most` lines of at most `room` pixels each.
    ///
    /// - `size`: the size of the text in pixels an em.
    /// - `room`: the width of a line in pixels.
    /// - `most`: the number of lines at most.
    ///
    /// A text that needs more lines is cut, and its last line ends in `…`. A single word that is wider than a line is
    /// cut in the same way. An empty text has no lines.
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
        let fits = |line: &str| self.width(line, size, weight) <= room;
        // No line can show more letters than this, at six letters an em. The cut bounds the time that a very long text
        // takes.
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
                // The word does not fit behind the last line, and there is no further line: the rest of the text is
                // dropped.
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

    /// Cuts a text so that it fits into `room` pixels together with the `…` behind it. A space before the `…` is
    /// dropped.
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
