//! Economies by their codes and names.
//!
//! [`Economy`] is the crate's word for a country or customs territory that trades. This file reads one from a code or a
//! name; [`listed`](super::listed) has the table that it indexes.

use std::{fmt, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{
    economy::{
        codes::{ALIASES, BLOC_NAMES, BLOCS},
        kind::EconomyKind,
        listed as table, names,
    },
    error::{Error, Result},
};

/// An economy that trades, identified by a code of three characters.
///
/// The code is the alpha-3 code of ISO 3166-1. An economy that no longer exists has the code of ISO 3166-3 (`SUN`,
/// `YUG`). An area outside these standards has the code that trade statistics give it (`XKX`, `S19`). The world and
/// groups of economies are not economies: they are refused here, and [`EconomyGroup`](crate::EconomyGroup) has the
/// groups.
///
/// An economy is a small number inside, so that it is cheap to copy and to use as a key. Economies are ordered by code.
///
/// ```
/// use tradepath::{Economy, EconomyKind};
///
/// let kazakhstan: Economy = "KAZ".parse()?;
/// assert_eq!(kazakhstan, "Kazakhstan".parse()?);
/// assert_eq!(kazakhstan, "kz".parse()?);
/// assert_eq!((kazakhstan.code(), kazakhstan.name()), ("KAZ", "Kazakhstan"));
/// assert_eq!("SUN".parse::<Economy>()?.kind(), EconomyKind::Historical);
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// In files an economy is its code. A name is read as well:
///
/// ```
/// use tradepath::Economy;
///
/// let listed: Vec<Economy> = serde_json::from_str(r#"["UZB", "Kazakhstan"]"#).unwrap();
/// assert_eq!(serde_json::to_string(&listed).unwrap(), r#"["UZB","KAZ"]"#);
/// assert!(listed[1] < listed[0], "KAZ comes before UZB");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Economy(u16);

impl Economy {
    /// The number of economies without blocs.
    pub(crate) const COUNT: u16 = table::COUNT as u16;

    /// The number of economies and of blocs, which stand behind them. Every [`index`](Self::index) is below it.
    pub(crate) const WITH_BLOCS: u16 = Self::COUNT + table::BLOC_TABLE.len() as u16;

    /// What stands in a pair for a list of economies on its first side, and on its second.
    pub(crate) const LISTS: [Self; 2] =
        [Self(Self::COUNT + BLOCS.len() as u16), Self(Self::COUNT + BLOCS.len() as u16 + 1)];

    /// The first economy in the order of the codes. It stands in where an index cannot be read, which no valid key
    /// leads to.
    pub(crate) const FIRST: Self = Self(0);

    /// The economy's place in the order of the codes, from 0. Keys of a panel's figures use it, because they must be
    /// small.
    pub(crate) const fn index(self) -> u16 {
        self.0
    }

    /// The economy that has an [`index`](Self::index); none for a number from [`COUNT`](Self::COUNT) on.
    pub(crate) const fn from_index(index: u16) -> Option<Self> {
        if index < Self::WITH_BLOCS { Some(Self(index)) } else { None }
    }

    /// Every economy of the table, in the order of the codes.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }

    /// The economy's row in the table.
    fn entry(self) -> &'static table::Entry {
        let at = usize::from(self.0);
        table::TABLE.get(at).unwrap_or_else(|| &table::BLOC_TABLE[at - table::COUNT])
    }

    /// The code of three characters, such as `KAZ`. It is always in capitals, whatever was read.
    ///
    /// ```
    /// use tradepath::Economy;
    ///
    /// assert_eq!("Uzbekistan".parse::<Economy>()?.code(), "UZB");
    /// assert_eq!("uz".parse::<Economy>()?.code(), "UZB");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// The alpha-2 code of ISO 3166-1, such as `KZ`; none for economies outside that standard, past ones included.
    ///
    /// ```
    /// use tradepath::Economy;
    ///
    /// assert_eq!("KAZ".parse::<Economy>()?.alpha2(), Some("KZ"));
    /// assert_eq!("SUN".parse::<Economy>()?.alpha2(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn alpha2(self) -> Option<&'static str> {
        self.entry().alpha2
    }

    /// The numeric code of ISO 3166-1, or that of UN Comtrade for economies outside the standard; none where neither
    /// has one.
    ///
    /// UN Comtrade has other numbers for some economies of the standard: its files call the United States 842. Such
    /// numbers are read, but not returned here.
    ///
    /// ```
    /// use tradepath::Economy;
    ///
    /// assert_eq!("KAZ".parse::<Economy>()?.numeric(), Some(398));
    /// // The Soviet Union is outside ISO 3166-1. Its number is UN Comtrade's.
    /// assert_eq!("SUN".parse::<Economy>()?.numeric(), Some(810));
    /// // Neither source numbers Austria-Hungary.
    /// assert_eq!("AUH".parse::<Economy>()?.numeric(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn numeric(self) -> Option<u16> {
        Some(self.entry().numeric).filter(|number| *number != 0)
    }

    /// The English short name, such as `Kazakhstan`, as titles and sentences use it.
    ///
    /// ```
    /// use tradepath::Economy;
    ///
    /// assert_eq!("KAZ".parse::<Economy>()?.name(), "Kazakhstan");
    /// assert_eq!("US".parse::<Economy>()?.name(), "United States");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn name(self) -> &'static str {
        match self.code() {
            // The ISO table's own names for these two are unsuitable for titles and sentences.
            "GBR" => "United Kingdom",
            "USA" => "United States",
            _ => self.entry().name,
        }
    }

    /// Whether the economy exists today, existed once, or is an area outside ISO 3166-1.
    ///
    /// ```
    /// use tradepath::{Economy, EconomyKind};
    ///
    /// assert_eq!("UZB".parse::<Economy>()?.kind(), EconomyKind::Current);
    /// assert_eq!("CSK".parse::<Economy>()?.kind(), EconomyKind::Historical);
    /// assert_eq!("XKX".parse::<Economy>()?.kind(), EconomyKind::Area);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn kind(self) -> EconomyKind {
        self.entry().kind
    }

    /// The economy with a code of three characters, or with another code that a data source uses for it.
    ///
    /// Capitals and small letters are the same. Names and alpha-2 codes are not looked up.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        let own = |code: &str| table::TABLE.binary_search_by(|entry| entry.code.cmp(code)).ok();
        let alias =
            || ALIASES.binary_search_by(|(alias, _)| (*alias).cmp(&code)).ok().and_then(|at| own(ALIASES[at].1));
        // A code of the table comes before an alias, so that an alias can never hide an economy.
        own(&code).or_else(alias).map(|at| Self(at as u16))
    }

    /// The codes of all blocs, for messages.
    fn blocs() -> String {
        BLOCS.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(", ")
    }

    /// The bloc of a code or a name, in any letter case. What stands for a list has no name by which it could be asked for.
    pub(crate) fn bloc(text: &str) -> Option<Self> {
        let wanted = text.trim().to_lowercase();
        let also = BLOC_NAMES.iter().find(|(name, _)| *name == wanted).map(|(_, code)| *code);
        let is = |entry: &table::Entry| match also {
            Some(code) => entry.code == code,
            None => entry.code.eq_ignore_ascii_case(&wanted) || entry.name.to_lowercase() == wanted,
        };
        table::BLOC_TABLE[..BLOCS.len()].iter().position(is).map(|at| Self(Self::COUNT + at as u16))
    }

    /// The economy with an alpha-2 code of ISO 3166-1. Capitals and small letters are the same.
    fn from_alpha2(code: &str) -> Option<Self> {
        if code.len() != 2 {
            return None;
        }
        Self::all().find(|economy| economy.alpha2().is_some_and(|alpha2| alpha2.eq_ignore_ascii_case(code)))
    }

    /// Every text that stands for an economy, besides its code, in lower case: names, alpha-2 codes, and codes of other
    /// sources.
    ///
    /// An economy appears once for each such text. A reader of files builds its dictionary from them.
    pub(crate) fn names() -> impl Iterator<Item = (String, Self)> {
        let listed = ALIASES.iter().copied().chain(names::names());
        let listed = listed.filter_map(|(name, code)| Some((name.to_lowercase(), Self::from_code(code)?)));
        let own = Self::all().map(|economy| (economy.name().replace('’', "'").to_lowercase(), economy));
        let short = Self::all().filter_map(|economy| Some((economy.alpha2()?.to_lowercase(), economy)));
        listed.chain(own).chain(short)
    }

    /// The economy with an English name that trade statistics use, in capitals or small letters.
    ///
    /// The table of names in `data/economy/names.csv` comes first, then the economies' own [names](Self::name).
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        // `Côte d’Ivoire` is written with either apostrophe.
        let plain = name.trim().replace('’', "'").to_lowercase();
        let by_table = names::code_of(&plain).and_then(Self::from_code);
        by_table.or_else(|| Self::all().find(|economy| economy.name().replace('’', "'").to_lowercase() == plain))
    }
}

impl Economy {
    /// The economy whose name is nearest to a text that is no name; none where none is near, or the text is too long to
    /// be one.
    fn nearest(text: &str) -> Option<Self> {
        /// Official and other names in lower case, with their codes.
        static KNOWN: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
            let official = Economy::all().map(|economy| (economy.name().to_lowercase(), economy.code()));
            official.chain(names::names().map(|(name, code)| (name.to_owned(), code))).collect()
        });
        /// From 0 for texts that have nothing in common to 1 for equal ones: one wrong letter in five is near.
        const NEAR: f64 = 0.78;
        const LONGEST: usize = 60;
        let wanted = text.to_lowercase();
        if wanted.chars().count() > LONGEST {
            return None;
        }
        // To compare a thousand names letter by letter for each of many unknown ones would take minutes, and hardly
        // anyone mistakes the first letter.
        let first = wanted.chars().next();
        let begins_so = |(name, _): &&(String, &str)| name.chars().next() == first;
        let likeness = |(name, code): &'static (String, &'static str)| {
            let longest = wanted.chars().count().max(name.chars().count()) as f64;
            (1.0 - strsim::osa_distance(&wanted, name) as f64 / longest, *code)
        };
        let likeness = KNOWN.iter().filter(begins_so).map(likeness);
        // Of equally near names the first by code, as the table has no order.
        let best = likeness.filter(|(near, _)| *near >= NEAR).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
        best.and_then(|(_, code)| Self::from_code(code))
    }
}

impl FromStr for Economy {
    type Err = Error;

    /// Reads a code of three characters, an alpha-2 code, an English name, or the code or name of a bloc. Capitals and
    /// small letters are the same, and spaces around the text are ignored.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for anything else, such as a group of economies.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Economy;
    ///
    /// let turkey: Economy = "TUR".parse()?;
    /// assert_eq!(turkey, "Türkiye".parse()?);
    /// assert_eq!(turkey, "turkey".parse()?);
    /// // The world is a group, and no economy has this code.
    /// assert!("World".parse::<Economy>().is_err());
    /// assert!("XXX".parse::<Economy>().is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        let by_code = Self::from_code(trimmed).or_else(|| Self::from_alpha2(trimmed));
        by_code.or_else(|| Self::from_name(trimmed)).or_else(|| Self::bloc(trimmed)).ok_or_else(|| {
            let expected = match Self::nearest(trimmed) {
                Some(near) => format!("the nearest name is {} ({})", near.name(), near.code()),
                None => format!(
                    "expected an ISO 3166-1 code such as KAZ, an English name such as Kazakhstan, or a bloc ({})",
                    Self::blocs()
                ),
            };
            Error::parse("an economy", text, 1, expected)
        })
    }
}

/// Reads a code or a name, as [`FromStr`] does. Functions that take an economy therefore take a text as well.
impl TryFrom<&str> for Economy {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// Reads a code or a name from an owned text: the door through which serde reads an economy. Documents may have what stands
/// for a list of economies.
impl TryFrom<String> for Economy {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        Self::LISTS.into_iter().find(|list| list.code() == text).map_or_else(|| text.parse(), Ok)
    }
}

/// The code of three characters, which is an economy's form in files.
impl From<Economy> for String {
    fn from(economy: Economy) -> Self {
        economy.code().to_owned()
    }
}

/// Writes the code of three characters. Width, fill and alignment are honoured.
impl fmt::Display for Economy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Writes the code, as `Display` does, so that a list of economies stays readable in a failed assertion.
impl fmt::Debug for Economy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::codes::COMTRADE_NUMERIC;
    use crate::economy::codes::COW_NUMERIC;
    use crate::economy::codes::IMF_NUMERIC;

    #[test]
    fn unknown_economies_are_refused() {
        for unknown in ["XXX", "éa", "", "W00", "World"] {
            assert!(unknown.parse::<Economy>().is_err(), "{unknown}");
        }
    }

    #[test]
    fn names_in_wide_use_are_known() {
        for (name, code) in [
            ("United States", "USA"),
            ("Viet Nam", "VNM"),
            ("Türkiye", "TUR"),
            ("Côte d'Ivoire", "CIV"),
            ("Côte d’Ivoire", "CIV"),
            ("Turkey", "TUR"),
            ("US", "USA"),
            ("Korea, Rep.", "KOR"),
            ("China, P.R.: Mainland", "CHN"),
        ] {
            assert_eq!(name.parse::<Economy>().unwrap().code(), code, "{name}");
        }
    }

    #[test]
    fn every_code_of_the_tables_names_an_economy() {
        let numbers = [COMTRADE_NUMERIC, IMF_NUMERIC, COW_NUMERIC].into_iter().flatten();
        for code in numbers.map(|(_, code)| *code).chain(names::names().map(|(_, code)| code)) {
            assert!(Economy::from_code(code).is_some(), "{code}");
        }
        for (alias, code) in ALIASES {
            assert_eq!(Economy::from_code(alias).unwrap().code(), *code, "{alias}");
        }
        for (name, code) in names::names() {
            assert_eq!(name.parse::<Economy>().unwrap().code(), code, "{name}");
        }
    }

    #[test]
    fn codes_and_names_are_sorted_and_unique() {
        assert!(ALIASES.is_sorted_by(|a, b| a.0 < b.0));
        let mut codes: Vec<&str> = Economy::all().map(Economy::code).collect();
        codes.sort_unstable();
        assert!(codes.is_sorted_by(|a, b| a < b));
        for economy in Economy::all() {
            assert_eq!(economy.code().parse::<Economy>().unwrap(), economy);
            assert_eq!(Economy::from_index(economy.index()), Some(economy));
        }
        assert_eq!(Economy::from_index(Economy::WITH_BLOCS), None);
    }

    #[test]
    fn order_is_by_code() {
        let mut named: Vec<Economy> = ["UZB", "S19", "KAZ", "TWN"].map(|code| code.parse().unwrap()).to_vec();
        named.sort();
        assert_eq!(named.iter().map(|economy| economy.code()).collect::<Vec<_>>(), ["KAZ", "S19", "TWN", "UZB"]);
    }
}
