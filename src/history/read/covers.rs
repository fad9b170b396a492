//! What the totals of files count, which is known only once every row is read.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    coverage::{Classification, Coverage, Products},
    history::{
        format::{ClassNumber, GROUPS, NAMED, Names, Seen},
        panel::{long_product_place, product_code},
    },
};

/// The most products that a coverage lists by their codes.
const MOST_LISTED: usize = 12;
/// The most chapters that a coverage lists by their numbers.
const MOST_CHAPTERS: usize = 6;

/// What one total counts, before the products of its files are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Cover {
    /// What the file says in words, by the key of the text.
    Stated(u64),
    /// The sum of the products of files that do not have all goods.
    Sum {
        /// The files, in their order.
        files: Vec<u32>,
        class: ClassNumber,
        /// Whether the products are named groups.
        groups: bool,
    },
}

/// A product that is part of a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Part {
    pub key: u64,
    pub level: u8,
    pub class: ClassNumber,
}

/// The coverages of a panel's figures: all goods first, then others in the order of their first mention.
#[derive(Debug, Default)]
pub(crate) struct Covers {
    covers: Vec<Cover>,
    places: FxHashMap<Cover, u32>,
    /// The products that totals are sums of, by the file that they are in.
    parts: FxHashMap<u32, FxHashSet<Part>>,
}

/// What the keys and files of a [`Covers`] stand for.
pub(crate) struct Legend<'l> {
    /// Codes that are too long for a key.
    pub long_codes: &'l Names,
    /// Classifications other than the Harmonised System.
    pub classes: &'l Names,
    /// What each file has.
    pub seen: &'l [Seen],
    /// The beginnings of codes that the caller chose.
    pub chosen: &'l [String],
}

impl Covers {
    /// The index of all goods.
    pub const GOODS: u32 = 0;

    /// Notes a product of a file as part of a total.
    pub fn add_part(&mut self, file: u32, part: Part) {
        self.parts.entry(file).or_default().insert(part);
    }

    /// The index of what a total counts.
    pub fn index(&mut self, cover: Cover) -> u32 {
        if let Some(place) = self.places.get(&cover) {
            return *place;
        }
        self.covers.push(cover.clone());
        let place = self.covers.len() as u32;
        self.places.insert(cover, place);
        place
    }

    /// Every coverage by its index.
    pub fn finish(self, legend: &Legend<'_>) -> Vec<Coverage> {
        let others = self.covers.iter().map(|cover| match cover {
            Cover::Stated(key) => stated(legend.code(*key)),
            Cover::Sum { files, class, groups } => self.sum(files, *class, *groups, legend),
        });
        std::iter::once(Coverage::Goods).chain(others).collect()
    }

    /// What the sum of all products of some files counts.
    fn sum(&self, files: &[u32], class: ClassNumber, groups: bool, legend: &Legend<'_>) -> Coverage {
        let parts = files.iter().filter_map(|file| self.parts.get(file)).flatten();
        let alike = |part: &&Part| part.class == class && (part.level == GROUPS) == groups;
        let parts: BTreeSet<Part> = parts.filter(alike).copied().collect();
        let named = parts.iter().any(|part| part.level == NAMED);
        let classification = match (groups, named) {
            (true, _) => Classification::Groups,
            (false, true) => Classification::Names,
            (false, false) => legend.classification(class),
        };
        let whole = files.iter().all(|file| legend.whole(*file));
        if !legend.chosen.is_empty() && (whole || parts.is_empty()) {
            return chosen(classification, legend.chosen);
        }
        let codes: Vec<String> = parts.iter().map(|part| legend.code(part.key)).collect();
        if (1..=MOST_LISTED).contains(&codes.len()) {
            if let Ok(products) = Products::new(classification.clone(), &codes) {
                return products.into();
            }
        }
        if !classification.is_harmonised() {
            return Coverage::Part(match codes.len() {
                0 => format!("products of {classification}"),
                count => format!("{count} products of {classification}"),
            });
        }
        let mut chapters: BTreeSet<String> = codes.iter().filter_map(|code| Some(code.get(..2)?.to_owned())).collect();
        if codes.is_empty() {
            let seen = files.iter().filter_map(|file| legend.seen.get(*file as usize));
            chapters = seen.flat_map(|seen| seen.chapters()).map(|chapter| format!("{chapter:02}")).collect();
        }
        Coverage::Part(chapters_of(&chapters, &classification))
    }
}

/// The coverage that a file states; a text that cannot be read stays as it is, and never passes for all goods.
pub(crate) fn stated(words: String) -> Coverage {
    words.parse().unwrap_or(Coverage::Part(words))
}

impl Legend<'_> {
    pub fn code(&self, key: u64) -> String {
        long_product_place(key).map_or_else(|| product_code(key), |place| self.long_codes.at(place).to_owned())
    }

    pub fn classification(&self, class: ClassNumber) -> Classification {
        match class.place() {
            Some(place) => Classification::from(self.classes.at(place)),
            None => Classification::Harmonised(class.revision()),
        }
    }

    /// Whether a file has all goods, as far as its rows show.
    pub fn whole(&self, file: u32) -> bool {
        self.seen.get(file as usize).is_some_and(|seen| seen.is_whole())
    }
}

/// What the products count that the caller chose by the beginnings of their codes, in a file that has all goods.
fn chosen(classification: Classification, starts: &[String]) -> Coverage {
    let bare = |start: &String| match start.rsplit_once(' ') {
        Some((name, code)) if classification.has_codes() => {
            let named = Classification::from(name);
            let same = named == classification || (named.is_harmonised() && classification.is_harmonised());
            same.then(|| code.to_owned())
        }
        _ => Some(start.clone()),
    };
    let codes: Vec<String> = starts.iter().filter_map(bare).collect();
    // Half a chapter's number begins many chapters.
    let halved = |code: &String| classification.is_harmonised() && code.len() % 2 == 1;
    if codes.iter().any(halved) {
        return Coverage::Part(format!("codes of {classification} that begin with {}", codes.join(" or ")));
    }
    match Products::new(classification.clone(), &codes) {
        Ok(products) => products.into(),
        Err(_) => Coverage::Part(format!("products of {classification}")),
    }
}

/// Chapters of the Harmonised System in words: by their numbers where they are few.
fn chapters_of(chapters: &BTreeSet<String>, classification: &Classification) -> String {
    let listed: Vec<String> = chapters.iter().cloned().collect();
    match listed.as_slice() {
        [] => format!("products of {classification}"),
        [only] => format!("chapter {only} of {classification}"),
        few if few.len() <= MOST_CHAPTERS => {
            format!("chapters {} of {classification}", crate::wording::listed(few))
        }
        many => format!("{} chapters of {classification}", many.len()),
    }
}
