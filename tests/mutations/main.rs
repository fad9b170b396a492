//! Damaged input of every kind, at every door: each case is answered or refused, and never panics, prints a number that
//! is none, or says in an error what a terminal should not show.
//!
//! `cargo test --test mutations` runs a fixed number of cases, with overflow checks. The variable
//! `MUTATION_SECONDS` makes it run for so long instead, `MUTATION_SEED` from another start; the failures, made small
//! enough to read, go to `target/mutations/`. Those that were found and mended are kept in `found/`, by door.

mod check;
mod command;
mod doors;
mod mutate;

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use doors::Door;
use mutate::{Dice, mutated};

/// How many cases there are where no time is given.
const CASES: u64 = 3_000;

/// What became of a case that was neither answered nor refused.
struct Failure {
    door: &'static str,
    what: String,
    input: Vec<u8>,
}

/// One case at a door: what is wrong with the answer, if anything is.
fn fault(door: &Door, input: &[u8], case: u64) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(|| (door.open)(input, case))) {
        Ok(Ok(())) => None,
        Ok(Err(what)) => Some(what),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(format!("panic: {}", text.unwrap_or_default()))
        }
    }
}

/// What kind of failure it is: its first words, without what it quotes and counts.
fn kind(what: &str) -> String {
    let outside: String = what.split(['`', '"']).step_by(2).collect();
    outside.chars().filter(char::is_ascii_alphabetic).take(48).collect()
}

/// The same failure of a shorter input, as far as leaving out pieces goes.
fn smaller(door: &Door, failure: Failure, case: u64) -> Failure {
    let (wanted, until) = (kind(&failure.what), Instant::now() + Duration::from_secs(20));
    let mut failure = failure;
    let mut piece = failure.input.len() / 2;
    while piece > 0 && Instant::now() < until {
        let mut at = 0;
        while at < failure.input.len() && Instant::now() < until {
            let mut less = failure.input.clone();
            less.drain(at..(at + piece).min(less.len()));
            match fault(door, &less, case) {
                Some(what) if kind(&what) == wanted => (failure.input, failure.what) = (less, what),
                _ => at += piece,
            }
        }
        piece /= 2;
    }
    failure
}

/// Cases from all doors, on as many threads as there are processors.
struct Run {
    doors: Vec<Door>,
    seed: u64,
    next: AtomicU64,
    until: Option<Instant>,
    counts: Mutex<BTreeMap<&'static str, (u32, Duration, Duration)>>,
    failures: Mutex<BTreeMap<(&'static str, String), Failure>>,
}

impl Run {
    fn goes_on(&self, case: u64) -> bool {
        self.until.map_or(case < CASES, |until| Instant::now() < until)
    }

    fn work(&self) {
        loop {
            let case = self.next.fetch_add(1, Ordering::Relaxed);
            if !self.goes_on(case) {
                return;
            }
            let mut dice = Dice::new(self.seed, case);
            let door = dice.weighted(&self.doors, |door| door.weight);
            let input = mutated(dice.one_of::<Vec<u8>>(&door.seeds), &door.seeds, &mut dice);
            let began = Instant::now();
            let fault = fault(door, &input, case);
            let took = began.elapsed();
            let mut counts = self.counts.lock().unwrap();
            let count = counts.entry(door.name).or_default();
            *count = (count.0 + 1, count.1 + took, count.2.max(took));
            drop(counts);
            if took > Duration::from_secs(5) {
                self.note(Failure { door: door.name, what: format!("slow: {took:.1?}"), input: input.clone() });
            }
            let is_known = |what: &String| self.failures.lock().unwrap().contains_key(&(door.name, kind(what)));
            if let Some(what) = fault.filter(|what| !is_known(what)) {
                self.note(smaller(door, Failure { door: door.name, what, input }, case));
            }
        }
    }

    /// Keeps the first failure of its kind, in memory and as a file.
    fn note(&self, failure: Failure) {
        let mut failures = self.failures.lock().unwrap();
        let count = failures.len();
        failures.entry((failure.door, kind(&failure.what))).or_insert_with(|| {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/mutations");
            let _ = std::fs::create_dir_all(&folder);
            let file = folder.join(format!("{}-{count}", failure.door));
            let _ = std::fs::write(file, &failure.input);
            let what = failure.what.chars().take(600).collect();
            Failure { what, ..failure }
        });
    }
}

#[test]
fn mutated_input_is_answered_or_refused() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let seconds = number("MUTATION_SECONDS").map(Duration::from_secs);
    let run = Run {
        doors: doors::all(),
        seed: number("MUTATION_SEED").unwrap_or_default(),
        next: AtomicU64::new(0),
        until: seconds.map(|seconds| Instant::now() + seconds),
        counts: Mutex::default(),
        failures: Mutex::default(),
    };
    command::program();
    // A panic is a failure that is counted below; printed as it happens it would hide the others.
    std::panic::set_hook(Box::new(|_| ()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| run.work());
        }
    });
    let _ = std::panic::take_hook();
    for (door, (cases, all, slowest)) in run.counts.into_inner().unwrap() {
        println!("{door}: {cases} cases, {:.1?} each, the slowest {slowest:.1?}", all / cases);
    }
    let failures = run.failures.into_inner().unwrap();
    let list: Vec<String> = failures.values().map(|failure| format!("{}: {}", failure.door, failure.what)).collect();
    assert!(list.is_empty(), "{} kinds of failure:\n{}", list.len(), list.join("\n"));
}

/// The files of a folder beside this one, by name; none where there is no such folder.
fn files(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations").join(folder);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn what_was_found_once_stays_mended_and_seeds_are_answered() {
    for door in doors::all() {
        for seed in &door.seeds {
            assert_eq!(fault(&door, seed, 0), None, "{}: {}", door.name, String::from_utf8_lossy(seed));
        }
        for (path, input) in files(&format!("found/{}", door.name)) {
            assert_eq!(fault(&door, &input, 0), None, "{}", path.display());
        }
    }
}
