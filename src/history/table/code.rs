//! The codes and names by which files refer to economies and to groups of economies.
//!
//! The same number means different economies in different files: 710 is South Africa in UN Comtrade and China in
//! Correlates of War. A format therefore states its [`Scheme`], and looks codes up in the [`Codebook`] of that scheme.
//! Codes with letters, and names, are the same in every scheme.

use std::{collections::HashMap, sync::OnceLock};

use crate::economy::{
    ALIASES, COMTRADE_GROUPS, COMTRADE_NUMERIC, COW_NUMERIC, Economy, GROUPS, IMF_GROUPS, IMF_NUMERIC, group_names,
};

/// How a column of a file numbers economies.
///
/// | | Kazakhstan | China | files |
/// |---|---|---|---|
/// | [`Usual`](Self::Usual) | 398 | 156 | UN Comtrade, BACI, and all that go by letters or names |
/// | [`Imf`](Self::Imf) | 916 | 924 | DOTS |
/// | [`Cow`](Self::Cow) | 705 | 710 | Correlates of War |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// UN Comtrade's numeric codes, which are those of ISO 3166-1 with a few exceptions.
    Usual,
    /// The IMF's numeric codes: 916 is Kazakhstan.
    Imf,
    /// The state numbers of Correlates of War: 705 is Kazakhstan.
    Cow,
}

/// What one side of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party {
    /// One economy, of today or of the past.
    Economy(Economy),
    /// The world, or a group of economies that are counted one by one elsewhere. A row of trade with one is skipped.
    Group,
    /// A code or name that is not known. A row that is wanted cannot be read then.
    Unknown,
}

/// The number of codes of up to three digits, 0 to 999.
const NUMBERS: usize = 1000;
/// The number of codes of three letters or digits: 26 letters and 10 digits in each of three places.
const LETTERS: usize = 36 * 36 * 36;

/// The codes of one scheme, in tables that are looked up once or twice for each row.
///
/// A number is the index of its table, and so is a code of three characters, read in base 36. Neither lookup computes a
/// hash, which saves time in files of many millions of rows.
pub(crate) struct Codebook {
    /// By number: what it means in the scheme.
    numeric: Vec<Party>,
    /// By the place of a code of three letters or digits: what it means.
    alpha3: Vec<Party>,
    /// By names and by codes that are not of three characters, in lower case. Built at their first use, as most files
    /// have none.
    names: OnceLock<HashMap<String, Party>>,
    /// Which codes that are otherwise not known are groups.
    groups: fn(&[u8]) -> bool,
}

impl Codebook {
    /// The codebook of a scheme. Codes with letters are the same in every scheme; numbers differ.
    ///
    /// What is entered later replaces what was entered before, so that the order decides which meaning a code has.
    pub fn new(scheme: Scheme) -> Self {
        let mut book = Self {
            numeric: vec![Party::Unknown; NUMBERS],
            alpha3: vec![Party::Unknown; LETTERS],
            names: OnceLock::new(),
            groups: |_| false,
        };
        match scheme {
            Scheme::Usual => {
                let own = Economy::all().filter_map(|economy| Some((economy.numeric()?, economy)));
                book.number_economies(own);
                // After the ISO numbers, so that UN Comtrade's own numbers stand where the two differ.
                book.number(COMTRADE_NUMERIC);
                book.number_groups(COMTRADE_GROUPS);
            }
            Scheme::Imf => {
                book.number(IMF_NUMERIC);
                book.number_groups(IMF_GROUPS);
            }
            Scheme::Cow => book.number(COW_NUMERIC),
        }
        for (code, _) in GROUPS {
            book.set(code, Party::Group);
        }
        for (alias, economy) in ALIASES.iter().filter_map(|(alias, code)| Some((*alias, Economy::from_code(code)?))) {
            book.set(alias, Party::Economy(economy));
        }
        // Last, so that an economy's own code stands before any alias.
        for economy in Economy::all() {
            book.set(economy.code(), Party::Economy(economy));
        }
        book
    }

    /// The codebook of a source that has codes of groups which no list has, but which can be told by their form.
    pub fn with_groups(scheme: Scheme, groups: fn(&[u8]) -> bool) -> Self {
        Self { groups, ..Self::new(scheme) }
    }

    /// Enters numbers of economies that are given by their alpha-3 code.
    fn number(&mut self, codes: &[(u16, &str)]) {
        self.number_economies(codes.iter().filter_map(|(number, code)| Some((*number, Economy::from_code(code)?))));
    }

    /// Enters numbers of economies. Every number has at most three digits, as the tables in `economy/codes.rs` have.
    fn number_economies(&mut self, numbered: impl Iterator<Item = (u16, Economy)>) {
        for (number, economy) in numbered {
            self.numeric[usize::from(number)] = Party::Economy(economy);
        }
    }

    /// Enters numbers of groups; their names are not needed here.
    fn number_groups(&mut self, groups: &[(u16, &str)]) {
        for (number, _) in groups {
            self.numeric[usize::from(*number)] = Party::Group;
        }
    }

    /// Enters a code of three letters or digits. Others are looked up by name and need no entry.
    fn set(&mut self, code: &str, party: Party) {
        if let Some(index) = alpha3_index(code.as_bytes()) {
            self.alpha3[index] = party;
        }
    }

    /// What a code or a name stands for, in any letter case.
    ///
    /// Digits are looked up as a number, with or without leading zeros: `4` and `004` are both Afghanistan. Three
    /// characters are looked up as a code, and what is no code may still be a name.
    pub fn party(&self, field: &[u8]) -> Party {
        // An apostrophe before a code keeps spreadsheets from taking it for a number.
        let field = field.strip_prefix(b"'").unwrap_or(field);
        match self.listed(field) {
            Party::Unknown if (self.groups)(field) => Party::Group,
            party => party,
        }
    }

    /// The same, without what only the form of a code tells.
    fn listed(&self, field: &[u8]) -> Party {
        if let Some(number) = small_number(field) {
            return self.numeric.get(number).copied().unwrap_or(Party::Unknown);
        }
        if let Some(index) = alpha3_index(field) {
            let party = self.alpha3[index];
            if party != Party::Unknown {
                return party;
            }
        }
        self.by_name(field)
    }

    /// What a name, or a code that is not of three characters, stands for.
    fn by_name(&self, field: &[u8]) -> Party {
        if field.is_empty() {
            return Party::Unknown;
        }
        // Names are listed with a straight apostrophe; files may have a curly one, as in Côte d’Ivoire.
        let name = crate::history::table::text::decoded(field).replace('’', "'").to_lowercase();
        self.names.get_or_init(names).get(&name).copied().unwrap_or(Party::Unknown)
    }
}

/// All names, and all codes that are not of three characters, in lower case.
fn names() -> HashMap<String, Party> {
    let groups =
        group_names().chain(GROUPS.iter().map(|(code, _)| code.to_lowercase())).map(|name| (name, Party::Group));
    let economies = Economy::names().map(|(name, economy)| (name, Party::Economy(economy)));
    // Economies come last, so that an economy stands before a group of the same name.
    groups.chain(economies).collect()
}

/// A field of one to three digits as a number; none for any other field.
fn small_number(field: &[u8]) -> Option<usize> {
    if field.is_empty() || field.len() > 3 || !field.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(field.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')))
}

/// The place of a code of three letters or digits among all such codes, in base 36; letter case does not count.
fn alpha3_index(field: &[u8]) -> Option<usize> {
    if field.len() != 3 {
        return None;
    }
    field.iter().try_fold(0, |index, byte| {
        let digit = match byte.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A' + 10,
            digit @ b'0'..=b'9' => digit - b'0',
            _ => return None,
        };
        Some(index * 36 + usize::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(scheme: Scheme, field: &str) -> String {
        match Codebook::new(scheme).party(field.as_bytes()) {
            Party::Economy(economy) => economy.code().to_owned(),
            Party::Group => "group".to_owned(),
            Party::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn codes_of_every_scheme_are_known() {
        for (field, code) in [
            ("KAZ", "KAZ"),
            ("kaz", "KAZ"),
            ("KZ", "KAZ"),
            ("398", "KAZ"),
            ("Kazakhstan", "KAZ"),
            ("4", "AFG"),
            ("004", "AFG"),
            ("842", "USA"),
            ("840", "USA"),
            ("251", "FRA"),
            ("757", "CHE"),
            ("579", "NOR"),
            ("699", "IND"),
            ("490", "S19"),
            ("810", "SUN"),
            ("SUN", "SUN"),
            ("W00", "group"),
            ("0", "group"),
            ("World", "group"),
            ("WLD", "group"),
            ("G001", "group"),
            ("999", "unknown"),
            ("XQX", "unknown"),
            ("", "unknown"),
            ("Narnia", "unknown"),
        ] {
            assert_eq!(party(Scheme::Usual, field), code, "{field}");
        }
        assert_eq!(party(Scheme::Imf, "916"), "KAZ");
        assert_eq!(party(Scheme::Imf, "001"), "group");
        assert_eq!(party(Scheme::Cow, "705"), "KAZ");
    }
}
