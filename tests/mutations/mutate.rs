//! What is done to an input: bytes, cells, lines and whole pieces changed, left out, doubled or taken from elsewhere.

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{Rng, SeedableRng},
};

/// Chances of one case, the same for the same seed and number.
pub struct Dice(Xoshiro256PlusPlus);

impl Dice {
    pub fn new(seed: u64, case: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ case))
    }

    /// A number below `bound`; zero for a bound of zero.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.0.next_u64() % bound as u64) as usize }
    }

    pub fn one_of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    pub fn weighted<'l, T>(&mut self, list: &'l [T], weight: impl Fn(&T) -> usize) -> &'l T {
        let mut left = self.below(list.iter().map(&weight).sum());
        for item in list {
            match left.checked_sub(weight(item)) {
                Some(rest) => left = rest,
                None => return item,
            }
        }
        &list[0]
    }
}

/// Texts that have led programs astray.
const TEXTS: &[&str] = &[
    "",
    " ",
    "0",
    "-0",
    "-1",
    "1",
    "7",
    "-9",
    "0.0",
    "1e308",
    "-1e308",
    "1e309",
    "1e-320",
    "NaN",
    "inf",
    "-inf",
    "NA",
    "null",
    "true",
    "9999999999999999999999",
    "18446744073709551616",
    "9223372036854775807",
    "4294967296",
    "65536",
    "2147483648",
    "0x10",
    "1,5",
    "1.234,5",
    "1 234",
    "1'234",
    "1,234,567",
    "12,34",
    "(5)",
    "+5",
    "5-",
    "5%",
    "100%",
    "-100%",
    "1e3%",
    "$5",
    "€5",
    "5B",
    "5 bn",
    "5 млрд",
    "1,250 млрд",
    "5k",
    "0.1M",
    "1e300B",
    "9999",
    "0000",
    "1",
    "10000",
    "-1",
    "2021",
    "2021-Q3",
    "2021Q5",
    "2021-13",
    "2021-12",
    "202112",
    "202113",
    "99991231",
    "1899",
    "FY2030",
    "KAZ",
    "UZB",
    "KAZ-UZB",
    "KAZ,UZB",
    "KAZ-KAZ",
    "USA",
    "WLD",
    "W00",
    "G001",
    "999",
    "S19",
    "490",
    "842",
    "001",
    "SUN",
    "EU",
    "Russia",
    "Россия",
    "Rusia",
    "X",
    "M",
    "RX",
    "TOTAL",
    "Total",
    "27",
    "270900",
    "010121",
    "H5",
    "HS",
    "S4",
    "USD",
    "KZT",
    "USD/KZT",
    "Value",
    "FOB",
    "CIF",
    "exporter",
    "importer",
    "year",
    "period",
    "value",
    "reporter",
    "product",
    "level",
    "any",
    "anybody",
    "Micronesia",
    "ratio",
    "mean",
    "2005..2015",
    "..",
    "2/3..3/2",
    "../x",
    "\u{feff}",
    "\u{202e}abc",
    "\u{0}",
    "\u{7}",
    "\u{1b}[2J",
    "e\u{301}",
    "\u{fffe}",
    "`",
    "|",
    "~~~",
    "<b>",
    "&amp;",
    "\"",
    "\"\"",
    "'",
    "\\",
    "#",
    "=1+1",
    "[",
    "{",
    "[[",
    "]]",
    "{}",
    "[]",
    ":",
    ";",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\n\n",
    ",",
    ",,,,",
];

/// Settings of the command line, one with its value now and then.
const SEPARATORS: &[u8] = b",;\t \n\":={}[]";

/// An input with one to six things done to it.
pub fn mutated(seed: &[u8], others: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut input = seed.to_vec();
    for _ in 0..=dice.below(6) {
        change(&mut input, others, dice);
        // Pieces that are doubled over and over would test the patience of the tester alone.
        input.truncate(1 << 16);
    }
    input
}

fn change(input: &mut Vec<u8>, others: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.below(input.len() + 1);
    match dice.below(16) {
        0 if at < input.len() => input[at] ^= 1 << dice.below(8),
        1 if at < input.len() => input[at] = dice.below(256) as u8,
        2 => drop(input.drain(at..(at + 1 + dice.below(4)).min(input.len()))),
        3 => drop(input.splice(at..at, text(dice))),
        4 | 5 => {
            let (from, to) = cell(input, at);
            drop(input.splice(from..to, text(dice)));
        }
        6 => swap_cells(input, at, dice),
        7 => {
            let (from, to) = line(input, at);
            drop(input.drain(from..to));
        }
        8 => {
            let (from, to) = line(input, at);
            let copy = input[from..to].to_vec();
            let there = line(input, dice.below(input.len() + 1)).0;
            drop(input.splice(there..there, copy));
        }
        9 => input.truncate(at),
        10 => {
            let other = dice.one_of(others);
            let (from, to) = line(other, dice.below(other.len() + 1));
            let there = line(input, at).0;
            drop(input.splice(there..there, other[from..to].iter().copied()));
        }
        11 => change_marks(input, dice),
        12 => {
            let (from, to) = cell(input, at);
            let copy: Vec<u8> = input[from..to].to_vec();
            let times = 1 << dice.below(10);
            drop(input.splice(from..from, copy.repeat(times)));
        }
        13 => change_digit(input, at, dice),
        14 => {
            let (from, to) = cell(input, at);
            let there = cell(input, dice.below(input.len() + 1));
            let copy = input[from..to].to_vec();
            drop(input.splice(there.0..there.1, copy));
        }
        _ => {
            let other = dice.one_of(others);
            let (from, to) = cell(other, dice.below(other.len() + 1));
            let here = cell(input, at);
            drop(input.splice(here.0..here.1, other[from..to].iter().copied()));
        }
    }
}

fn text(dice: &mut Dice) -> Vec<u8> {
    dice.one_of(TEXTS).as_bytes().to_vec()
}

/// What stands between two separators around a place.
fn cell(input: &[u8], at: usize) -> (usize, usize) {
    let is_end = |byte: &u8| SEPARATORS.contains(byte);
    let from = input[..at].iter().rposition(is_end).map_or(0, |end| end + 1);
    let to = input[at..].iter().position(is_end).map_or(input.len(), |end| at + end);
    (from, to)
}

/// The line around a place, with its end.
fn line(input: &[u8], at: usize) -> (usize, usize) {
    let from = input[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let to = input[at..].iter().position(|byte| *byte == b'\n').map_or(input.len(), |end| at + end + 1);
    (from, to)
}

fn swap_cells(input: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let (one, other) = (cell(input, at), cell(input, dice.below(input.len() + 1)));
    let (first, second) = if one.0 <= other.0 { (one, other) } else { (other, one) };
    if first.1 > second.0 {
        return;
    }
    let (left, right) = (input[first.0..first.1].to_vec(), input[second.0..second.1].to_vec());
    drop(input.splice(second.0..second.1, left));
    drop(input.splice(first.0..first.1, right));
}

/// Another digit for a digit near a place: dates, codes and amounts that are well written and wrong.
fn change_digit(input: &mut [u8], at: usize, dice: &mut Dice) {
    if let Some(digit) = input[at..].iter_mut().find(|byte| byte.is_ascii_digit()) {
        *digit = b'0' + dice.below(10) as u8;
    }
}

/// Other line ends or separators in the whole, or a mark at the start.
fn change_marks(input: &mut Vec<u8>, dice: &mut Dice) {
    let replace = |input: &[u8], from: u8, to: &[u8]| {
        input.iter().flat_map(|byte| if *byte == from { to.to_vec() } else { vec![*byte] }).collect()
    };
    match dice.below(5) {
        0 => *input = replace(input, b'\n', b"\r\n"),
        1 => *input = replace(input, b',', b";"),
        2 => *input = replace(input, b',', b"\t"),
        3 => *input = replace(input, b'.', b","),
        _ => drop(input.splice(0..0, "\u{feff}".bytes())),
    }
}
