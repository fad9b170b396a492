//! The table of all economies, in the order of their codes.

use crate::economy::{codes::ENTITIES, kind::EconomyKind as Kind};

/// One economy's codes, name and kind.
pub(crate) struct Entry {
    pub code: &'static str,
    pub alpha2: Option<&'static str>,
    /// Zero where there is none.
    pub numeric: u16,
    pub name: &'static str,
    pub kind: Kind,
}

/// The number of economies.
pub(crate) const COUNT: usize = iso3166::LIST.len() + ENTITIES.len();

/// Every economy, in the order of the codes, so that a code is found by bisection.
pub(crate) static TABLE: [Entry; COUNT] = sorted();

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
    let mut table = [const { Entry { code: "", alpha2: None, numeric: 0, name: "", kind: Kind::Current } }; COUNT];
    let mut at = 0;
    while at < COUNT {
        table[at] = entry(order[at]);
        at += 1;
    }
    table
}

/// Whether one code of three characters comes before another.
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
