//! The floors of `ARCHITECTURE.md`, held against the imports in `src/`: no import goes up, and none goes round.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::Path,
};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, UseTree, Visibility};

/// A module as its path in the crate: `["growth", "route"]`; empty for `lib.rs`.
type Module = Vec<String>;

/// A file's imports, and the names that other files reach through it.
struct File {
    path: String,
    /// Every path that the file names outside its tests, in full from the crate's root.
    names: Vec<Module>,
    /// What a name in this module stands for: its imports, re-exports among them.
    means: BTreeMap<String, Module>,
}

/// The crate as files by module.
struct House(BTreeMap<Module, File>);

/// One file importing another, and by which name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Import {
    from: String,
    to: String,
    name: String,
}

impl fmt::Display for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {} ({})", self.from, self.to, self.name)
    }
}

/// The rows of the table in `ARCHITECTURE.md`: a floor's label and its rooms, files or folders.
struct Floors(Vec<(String, Vec<String>)>);

impl House {
    fn of(sources: &BTreeMap<String, String>) -> Self {
        let modules: BTreeSet<Module> = sources.keys().map(|path| module_of(path)).collect();
        let file = |(path, text): (&String, &String)| (module_of(path), File::of(path, text, &modules));
        Self(sources.iter().map(file).collect())
    }

    /// The file in which a path's item is defined, through every re-export on the way.
    fn defined_in(&self, path: &[String]) -> Module {
        self.follow(path, 0).unwrap_or_else(|| panic!("re-exports of {} go round", path.join("::")))
    }

    fn follow(&self, path: &[String], depth: usize) -> Option<Module> {
        const DEEPEST: usize = 20;
        if depth > DEEPEST {
            return None;
        }
        let mut module = Module::new();
        for (at, name) in path.iter().enumerate() {
            let child = [module.as_slice(), std::slice::from_ref(name)].concat();
            let meant = self.0[&module].means.get(name).filter(|meant| **meant != child);
            // A function may share its name with a module; as the last name of a path it is the function.
            let is_module = self.0.contains_key(&child) && !(at + 1 == path.len() && meant.is_some());
            if is_module {
                module = child;
            } else if let Some(meant) = meant {
                return self.follow(&[meant.as_slice(), &path[at + 1..]].concat(), depth + 1);
            } else {
                break;
            }
        }
        Some(module)
    }

    /// Every import of one file by another. The crate's root imports nothing: it lists the rooms.
    fn imports(&self) -> BTreeSet<Import> {
        let files = self.0.iter().filter(|(module, _)| !module.is_empty());
        let imports = files.flat_map(|(module, file)| {
            file.names.iter().filter_map(|name| {
                let to = self.defined_in(name);
                let other = !to.is_empty() && to != *module;
                other.then(|| Import { from: file.path.clone(), to: self.0[&to].path.clone(), name: name.join("::") })
            })
        });
        imports.collect()
    }
}

impl File {
    fn of(path: &str, text: &str, modules: &BTreeSet<Module>) -> Self {
        let module = module_of(path);
        let mut parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        parsed.items.retain(|item| !is_test(item));
        let (mut names, mut means) = (Vec::new(), BTreeMap::new());
        let is_door = path.ends_with("mod.rs");
        for item in &parsed.items {
            let Item::Use(import) = item else { continue };
            let is_import = matches!(import.vis, Visibility::Inherited) || !is_door;
            for (written, known_as) in flat(&import.tree, &[]) {
                let Some(full) = absolute(&written, &module, modules) else { continue };
                if is_import {
                    names.push(full.clone());
                }
                means.insert(known_as, full);
            }
        }
        let rest = parsed.items.iter().filter(|item| !matches!(item, Item::Use(_)));
        for item in rest {
            named_within(item.to_token_stream(), &mut |written| {
                names.extend(absolute(&written, &module, modules));
            });
        }
        Self { path: path.to_owned(), names, means }
    }
}

impl Floors {
    /// Reads the table whose first column is headed `floor`: rooms are the words in backticks of the second.
    fn read(text: &str) -> Self {
        let table = text.lines().skip_while(|line| !line.starts_with("| floor")).skip(2);
        let rows = table.take_while(|line| line.starts_with('|')).map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let rooms = cells[2].split('`').skip(1).step_by(2).map(str::to_owned);
            (cells[1].to_owned(), rooms.collect())
        });
        Self(rows.collect())
    }

    /// The row in which a file stands: that of the longest room its path begins with.
    fn row(&self, path: &str) -> Option<usize> {
        let in_src = path.strip_prefix("src/").unwrap_or(path);
        let rooms = self.0.iter().enumerate().flat_map(|(at, (_, rooms))| rooms.iter().map(move |room| (at, room)));
        let ours =
            rooms.filter(|(_, room)| if room.ends_with('/') { in_src.starts_with(*room) } else { in_src == **room });
        ours.max_by_key(|(_, room)| room.len()).map(|(at, _)| at)
    }

    /// Imports that do not go down, each with both floors.
    fn broken_by(&self, imports: &BTreeSet<Import>) -> Vec<String> {
        let goes_down = |import: &&Import| match (self.row(&import.from), self.row(&import.to)) {
            (Some(from), Some(to)) => from == to || self.0[to].0 < self.0[from].0,
            _ => true,
        };
        let label = |path: &str| self.row(path).map_or("?", |row| &self.0[row].0);
        let broken = imports.iter().filter(|import| !goes_down(import));
        broken.map(|of| format!("floor {} to floor {}: {of}", label(&of.from), label(&of.to))).collect()
    }
}

fn module_of(path: &str) -> Module {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    let inside = inside.trim_end_matches("/mod");
    if inside == "lib" { Module::new() } else { inside.split('/').map(str::to_owned).collect() }
}

/// Whether an item is there for tests alone.
fn is_test(item: &Item) -> bool {
    let attributes = match item {
        Item::Mod(module) => &module.attrs,
        Item::Use(import) => &import.attrs,
        Item::Fn(function) => &function.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| attribute.to_token_stream().to_string().replace(' ', "") == "#[cfg(test)]")
}

/// Every path of a `use`, and the name by which the file knows it.
fn flat(tree: &UseTree, before: &[String]) -> Vec<(Vec<String>, String)> {
    let with = |name: String| [before, &[name]].concat();
    match tree {
        UseTree::Path(path) => flat(&path.tree, &with(path.ident.to_string())),
        UseTree::Name(name) if name.ident == "self" => {
            vec![(before.to_vec(), before.last().cloned().unwrap_or_default())]
        }
        UseTree::Name(name) => vec![(with(name.ident.to_string()), name.ident.to_string())],
        UseTree::Rename(rename) => vec![(with(rename.ident.to_string()), rename.rename.to_string())],
        UseTree::Glob(_) => vec![(before.to_vec(), String::new())],
        UseTree::Group(group) => group.items.iter().flat_map(|tree| flat(tree, before)).collect(),
    }
}

/// A path from the crate's root; none of another crate's.
fn absolute(written: &[String], module: &Module, modules: &BTreeSet<Module>) -> Option<Module> {
    let mut base = module.clone();
    let (first, rest) = written.split_first()?;
    match first.as_str() {
        "crate" => return Some(rest.to_vec()),
        "self" | "super" => {}
        _ => {
            let child = [module.as_slice(), std::slice::from_ref(first)].concat();
            return modules.contains(&child).then(|| [module.as_slice(), written].concat());
        }
    }
    let steps = written.iter().take_while(|name| ["self", "super"].contains(&name.as_str())).count();
    for step in &written[..steps] {
        if step == "super" {
            base.pop();
        }
    }
    Some([base.as_slice(), &written[steps..]].concat())
}

/// Calls `found` with every path that begins with `crate`, `super` or `self` and goes on: in code, in macros, and in texts
/// such as serde's `with = "crate::rate::stated"`.
fn named_within(tokens: TokenStream, found: &mut dyn FnMut(Vec<String>)) {
    let mut path: Vec<String> = Vec::new();
    let mut colons = 0;
    let mut end = |path: &mut Vec<String>| {
        let whole = std::mem::take(path);
        if whole.len() > 1 {
            found(whole);
        }
    };
    let mut inner = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(name) if colons == 2 && !path.is_empty() => path.push(name.to_string()),
            TokenTree::Ident(name) => {
                end(&mut path);
                if ["crate", "super", "self"].contains(&name.to_string().as_str()) {
                    path.push(name.to_string());
                }
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => {
                colons += 1;
                continue;
            }
            TokenTree::Literal(text) => {
                end(&mut path);
                let text = text.to_string();
                if let Some(inside) = text.strip_prefix("\"crate::") {
                    let names = inside.trim_end_matches('"').split("::").map(str::to_owned);
                    end(&mut std::iter::once("crate".to_owned()).chain(names).collect());
                }
            }
            TokenTree::Group(group) => {
                end(&mut path);
                inner.push(group.stream());
            }
            TokenTree::Punct(_) => end(&mut path),
        }
        colons = 0;
    }
    end(&mut path);
    for stream in inner {
        named_within(stream, found);
    }
}

/// Files that import each other, straight or through others: for each such set, its imports.
fn circles(imports: &BTreeSet<Import>) -> Vec<Vec<&Import>> {
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        reached.entry(&import.from).or_default().insert(&import.to);
    }
    let from = |start: &str| {
        let mut seen = BTreeSet::new();
        let mut open = vec![start];
        while let Some(file) = open.pop() {
            for next in reached.get(file).into_iter().flatten() {
                if seen.insert(*next) {
                    open.push(next);
                }
            }
        }
        seen
    };
    let all: BTreeMap<&str, BTreeSet<&str>> = reached.keys().map(|file| (*file, from(file))).collect();
    let mut sets: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
    for (file, seen) in all.iter().filter(|(file, seen)| seen.contains(*file)) {
        let back = seen.iter().filter(|other| all.get(*other).is_some_and(|seen| seen.contains(file)));
        sets.insert(back.copied().collect());
    }
    let within =
        |set: &BTreeSet<&str>, import: &&Import| set.contains(import.from.as_str()) && set.contains(import.to.as_str());
    sets.iter().map(|set| imports.iter().filter(|import| within(set, import)).collect()).collect()
}

/// Every source file of the crate by its path, but for tests that have a file of their own.
fn sources() -> BTreeMap<String, String> {
    fn add(folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                let name = path.to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    add(Path::new("src"), &mut found);
    found
}

fn floors() -> Floors {
    Floors::read(&fs::read_to_string("ARCHITECTURE.md").unwrap())
}

fn listed(circles: &[Vec<&Import>]) -> String {
    let sets = circles.iter().map(|set| set.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    sets.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn every_file_stands_on_a_floor_and_every_floor_has_files() {
    let (floors, sources) = (floors(), sources());
    let nowhere: Vec<&String> =
        sources.keys().filter(|path| *path != "src/lib.rs" && floors.row(path).is_none()).collect();
    assert!(nowhere.is_empty(), "not in the table of ARCHITECTURE.md: {nowhere:?}");
    for (at, (label, rooms)) in floors.0.iter().enumerate() {
        assert!(sources.keys().any(|path| floors.row(path) == Some(at)), "floor {label} has no file: {rooms:?}");
    }
}

#[test]
fn no_import_goes_up() {
    let broken = floors().broken_by(&House::of(&sources()).imports());
    assert!(broken.is_empty(), "imports that do not go down:\n{}", broken.join("\n"));
}

#[test]
fn no_two_files_import_each_other() {
    let imports = House::of(&sources()).imports();
    let circles = circles(&imports);
    assert!(circles.is_empty(), "files that import each other:\n{}", listed(&circles));
    assert!(imports.len() > 500, "only {} imports were found", imports.len());
}

#[test]
fn doors_hold_no_code() {
    for (path, text) in sources().into_iter().filter(|(path, _)| path.ends_with("mod.rs")) {
        let parsed = syn::parse_file(&text).unwrap();
        let is_door =
            |item: &Item| matches!(item, Item::Mod(module) if module.content.is_none()) || matches!(item, Item::Use(_));
        assert!(parsed.items.iter().all(is_door), "{path} has more than modules and re-exports");
    }
}

#[test]
fn a_use_turned_round_is_seen() {
    let with = |path: &str, line: &str| {
        let mut sources = sources();
        let text = sources.get_mut(path).unwrap_or_else(|| panic!("{path}"));
        let end_of_docs = text.find("\n\n").unwrap();
        text.insert_str(end_of_docs + 2, line);
        House::of(&sources).imports()
    };
    let up = with("src/amount.rs", "use crate::report::markdown;\n");
    assert!(
        floors().broken_by(&up).iter().any(|line| line.contains("src/amount.rs -> src/report/markdown.rs")),
        "an import from the vocabulary to reports"
    );
    // Through a door, an alias, a function's body, a macro and an attribute alike.
    for line in [
        "use crate::growth::Route;\n",
        "use super::route::Route as Way;\n",
        "fn there() -> crate::growth::Route { todo!() }\n",
        "fn there() { println!(\"{:?}\", crate::growth::route::Route::new) }\n",
        "#[serde(with = \"crate::growth::route\")] struct There;\n",
    ] {
        let round = with("src/growth/solve.rs", line);
        let found = circles(&round);
        assert!(listed(&found).contains("src/growth/solve.rs -> src/growth/route.rs"), "{line}");
    }
    let side = with("src/base_rate/question.rs", "use crate::scenario::Scenario;\n");
    assert!(!floors().broken_by(&side).is_empty(), "an import from one room to another of its own floor");
}
