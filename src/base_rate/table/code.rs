//! Counts written as single letters, because most of them are small.
//!
//! | count | text |
//! |---|---|
//! | 0 to 61 | one letter: `0` to `9`, `A` to `Z`, `a` to `z` |
//! | 62 to 3,843 | `!` and two letters, to the base of 62 |
//! | zeros at the end of a list | nothing |

/// The letters for the numbers from 0 to 61, in the order of their bytes.
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The mark before a number of two letters.
const TWO: char = '!';
/// The number of letters, and the base of numbers with two of them.
const BASE: u32 = LETTERS.len() as u32;
/// The largest count that can be written: 3,843, two letters of the highest value.
pub(crate) const MOST: u32 = BASE * BASE - 1;

/// Counts as text, without the zeros at the end. No count may be above [`MOST`].
pub(crate) fn encoded(counts: &[u32]) -> String {
    let last = counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
    let mut text = String::new();
    for count in &counts[..last] {
        if *count >= BASE {
            text.extend([TWO, letter((count / BASE).min(BASE - 1))]);
        }
        text.push(letter(count % BASE));
    }
    text
}

/// The counts of a text, one by one. An item is none where a letter is not one of the code, or where a number of two
/// letters is cut short.
pub(crate) fn decoded(text: &str) -> impl Iterator<Item = Option<u32>> + '_ {
    let mut letters = text.bytes();
    std::iter::from_fn(move || {
        let first = letters.next()?;
        if first != TWO as u8 {
            return Some(value(first));
        }
        let (high, low) = (letters.next().and_then(value), letters.next().and_then(value));
        Some(high.zip(low).map(|(high, low)| high * BASE + low))
    })
}

/// The letter of a number below 62. Larger numbers wrap around, so that no index is out of bounds.
pub(crate) fn letter(number: u32) -> char {
    char::from(LETTERS[(number % BASE) as usize])
}

/// The number that a letter stands for; none for a byte that is not a letter of the code.
pub(crate) fn value(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'0'..=b'9' => letter - b'0',
        b'A'..=b'Z' => letter - b'A' + 10,
        b'a'..=b'z' => letter - b'a' + 36,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<u32>> {
        decoded(text).collect()
    }

    #[test]
    fn counts_come_back_without_the_zeros_at_their_end() {
        let counts = [0, 1, 61, 62, 63, 3843, 0, 35, 36, 9, 10];
        assert_eq!(read(&encoded(&[&counts[..], &[0, 0]].concat())).unwrap(), counts);
        assert_eq!((encoded(&[]), encoded(&[0, 0])), (String::new(), String::new()));
        assert_eq!(read("1!"), None);
        assert_eq!(read("ü"), None);
    }

    #[test]
    fn every_count_up_to_the_most_comes_back() {
        let counts: Vec<u32> = (1..=MOST).collect();
        assert_eq!(read(&encoded(&counts)).unwrap(), counts);
    }
}
