//! The table of all economies, in the order of their codes.
//!
//! It joins the list of the crate `iso3166` with [`ENTITIES`], and is sorted while the crate is compiled. An
//! [`Economy`](crate::Economy) is an index into it, so that a program needs no set-up before it reads the first code.

use crate::economy::{
    codes::{BLOCS, ENTITIES, LISTS},
    kind::EconomyKind as Kind,
};

/// One row of the table: an economy's codes, name and kind.
pub(crate) struct Entry {
    /// The code of three characters, in capitals.
    pub code: &'static str,
    /// The alpha-2 code of ISO 3166-1; none outside that standard.
    pub alpha2: Option<&'static str>,
    /// The number of ISO 3166-1 or of UN Comtrade; zero where there is none.
    pub numeric: u16,
    /// The English name as its source writes it.
    pub name: &'static str,
    /// Whether the economy exists today, existed once, or is an area.
    pub kind: Kind,
}

/// The number of economies in both lists together, past ones and areas included.
pub(crate) const COUNT: usize = iso3166::LIST.len() + ENTITIES.len();

/// Every economy, in the order of the codes, so that a code is found by bisection.
pub(crate) static TABLE: [Entry; COUNT] = sorted();

/// Every bloc, in the order of the codes, and what stands for lists of economies. They stand behind all other economies, whose table is searched for the codes of
/// files: there a bloc is a group.
pub(crate) static BLOC_TABLE: [Entry; BLOCS.len() + LISTS.len()] = {
    let mut table =
        [const { Entry { code: "", alpha2: None, numeric: 0, name: "", kind: Kind::Bloc } }; BLOCS.len() + LISTS.len()];
    let mut at = 0;
    while at < table.len() {
        (table[at].code, table[at].name) = if at < BLOCS.len() { BLOCS[at] } else { LISTS[at - BLOCS.len()] };
        at += 1;
    }
    table
};

/// An economy by its place in the two lists from which the table is made: that of ISO 3166-1, then this crate's own.
const fn entry(at: usize) -> Entry {
    if at < iso3166::LIST.len() {
        let data = iso3166::LIST[at].data();
        Entry { code: data.alpha3, alpha2: Some(data.alpha2), numeric: data.id, name: data.name, kind: Kind::Current }
    } else {
        let (code, numeric, kind, name) = ENTITIES[at - iso3166::LIST.len()];
        Entry { code, alpha2: None, numeric, name, kind }
    }
}

/// The table, sorted by insertion while the crate is compiled: a `const fn` cannot call the library's sort.
///
/// The places are sorted first and the rows are copied once, because a constant function cannot move rows about.
const fn sorted() -> [Entry; COUNT] {
    let mut order = [0; COUNT];
    let mut at = 0;
    while at < COUNT {
        let mut place = at;
        while place > 0 && precedes(entry(at).code, entry(order[place - 1]).code) {
            order[place] = order[place - 1];
            place -= 1;
        }
        order[place] = at;
        at += 1;
    }
    // An inline constant, as a row that cannot be copied could not be repeated otherwise.
    let mut table = [const { Entry { code: "", alpha2: None, numeric: 0, name: "", kind: Kind::Current } }; COUNT];
    let mut at = 0;
    while at < COUNT {
        table[at] = entry(order[at]);
        at += 1;
    }
    table
}

/// Whether one code of three characters comes before another: a comparison byte by byte, as a constant function cannot
/// compare texts.
const fn precedes(code: &str, other: &str) -> bool {
    let (code, other) = (code.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < 3 {
        if code[at] != other[at] {
            return code[at] < other[at];
        }
        at += 1;
    }
    false
}
