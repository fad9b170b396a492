//! Work on many threads, with the same result on any number of them.

use std::{
    ops::ControlFlow,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use crate::error::{Error, ErrorKind, Result};

/// More threads than this only wait for each other.
const MOST_THREADS: usize = 64;

/// As many threads as were asked for, or one for each core; at least one, and not more than there are items to work on.
pub(crate) fn threads(asked: Option<usize>, items: usize) -> usize {
    let cores = || thread::available_parallelism().map_or(1, |cores| cores.get());
    asked.unwrap_or_else(cores).clamp(1, items.clamp(1, MOST_THREADS))
}

/// Runs the same work on several threads, this one among them.
fn on_each(threads: usize, work: impl Fn() + Sync) {
    thread::scope(|scope| {
        // Where the system has no more threads, those there are do the work; this one is there in any case.
        let spawned =
            (1..threads.min(MOST_THREADS)).map_while(|_| thread::Builder::new().spawn_scoped(scope, &work).ok());
        let spawned: Vec<_> = spawned.collect();
        work();
        drop(spawned);
    });
}

/// Adds up what the numbered items come to: each thread has a sum of its own, begun by `empty`, and `merge` puts two sums
/// together. The result is the same on any number of threads where the order of the items does not matter, as with counts.
/// `watch` is told the share that is done, and may stop the work.
///
/// # Errors
/// [`ErrorKind::Stopped`].
pub(crate) fn summed<Sum: Send>(
    threads: usize,
    items: u64,
    empty: impl Fn() -> Sum + Sync,
    add: impl Fn(&mut Sum, u64) + Sync,
    merge: impl Fn(&mut Sum, &Sum) + Sync,
    watch: impl FnMut(f64) -> ControlFlow<()> + Send,
) -> Result<Sum> {
    let (next, stopped) = (AtomicU64::new(0), AtomicBool::new(false));
    let (total, watch) = (Mutex::new(empty()), Mutex::new(watch));
    on_each(threads, || {
        let mut sum = empty();
        loop {
            let item = next.fetch_add(1, Ordering::Relaxed);
            if item >= items || stopped.load(Ordering::Relaxed) {
                break;
            }
            add(&mut sum, item);
            let share = (item + 1) as f64 / items as f64;
            if lock(&watch)(share).is_break() {
                stopped.store(true, Ordering::Relaxed);
            }
        }
        merge(&mut lock(&total), &sum);
    });
    if stopped.into_inner() {
        return Err(Error::new(ErrorKind::Stopped));
    }
    Ok(total.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Takes items with `next` until there are none, does `work` on them on `threads` threads, and gives the results to
/// `fold` one at a time in the order of the items, so that the number of threads cannot change what comes of it. Not more
/// items than threads are held at once.
///
/// # Errors
/// The first one of `next` or `fold` in the order of the items; nothing is folded after it.
pub(crate) fn in_order<Item: Send, Done: Send>(
    threads: usize,
    next: impl FnMut() -> Result<Option<Item>> + Send,
    work: impl Fn(Item) -> Done + Sync,
    fold: impl FnMut(Done) -> Result<()> + Send,
) -> Result<()> {
    if threads < 2 {
        return one_by_one(next, work, fold);
    }
    let source = Mutex::new(Source { next, handed_out: 0, ended: false });
    let line = Line { state: Mutex::new(State { fold, turn: 0, over: None }), moved: Condvar::new() };
    let run = || {
        // A thread that panics would leave the others waiting for its turn.
        let _guard = Release(&line);
        while let Some((ticket, item)) = take(&source) {
            let done = item.map(&work);
            if !line.fold(ticket, done) {
                break;
            }
        }
    };
    on_each(threads, run);
    let state = line.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.over.flatten().map_or(Ok(()), Err)
}

fn one_by_one<Item, Done>(
    mut next: impl FnMut() -> Result<Option<Item>>,
    work: impl Fn(Item) -> Done,
    mut fold: impl FnMut(Done) -> Result<()>,
) -> Result<()> {
    while let Some(item) = next()? {
        fold(work(item))?;
    }
    Ok(())
}

struct Source<Next> {
    next: Next,
    handed_out: u64,
    ended: bool,
}

/// The next item with its number in the order, or why there is none; nothing after that.
fn take<Item>(source: &Mutex<Source<impl FnMut() -> Result<Option<Item>>>>) -> Option<(u64, Result<Item>)> {
    let mut source = lock(source);
    if source.ended {
        return None;
    }
    let item = (source.next)().transpose();
    source.ended = !matches!(item, Some(Ok(_)));
    source.handed_out += 1;
    Some((source.handed_out - 1, item?))
}

struct State<Fold> {
    fold: Fold,
    turn: u64,
    /// Set once nothing more is to be folded, with the error if there is one.
    over: Option<Option<Error>>,
}

struct Line<Fold> {
    state: Mutex<State<Fold>>,
    moved: Condvar,
}

impl<Fold> Line<Fold> {
    /// Folds a result when its turn has come; says whether to go on.
    fn fold<Done>(&self, ticket: u64, done: Result<Done>) -> bool
    where
        Fold: FnMut(Done) -> Result<()>,
    {
        let waiting = self.moved.wait_while(lock(&self.state), |state| state.over.is_none() && state.turn != ticket);
        let mut state = waiting.unwrap_or_else(PoisonError::into_inner);
        if state.over.is_some() {
            return false;
        }
        let folded = done.and_then(|done| (state.fold)(done));
        state.turn += 1;
        let goes_on = folded.is_ok();
        state.over = folded.err().map(Some);
        self.moved.notify_all();
        goes_on
    }
}

struct Release<'a, Fold>(&'a Line<Fold>);

impl<Fold> Drop for Release<'_, Fold> {
    fn drop(&mut self) {
        if thread::panicking() {
            lock(&self.0.state).over.get_or_insert(None);
            self.0.moved.notify_all();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize, fail_at: Option<u32>) -> (Vec<u32>, Result<()>) {
        let mut items = 0..1000_u32;
        let mut folded = Vec::new();
        let done = in_order(
            threads,
            || match items.next() {
                Some(item) if Some(item) == fail_at => Err(Error::no_answer("stopped")),
                item => Ok(item),
            },
            |item| item * item,
            |square| {
                folded.push(square);
                Ok(())
            },
        );
        (folded, done)
    }

    #[test]
    fn results_come_in_the_order_of_the_items_on_any_number_of_threads() {
        for threads in [1, 2, 3, 8] {
            assert_eq!(squares(threads, None), squares(1, None));
            let (folded, done) = squares(threads, Some(500));
            assert_eq!((folded.len(), done.is_err()), (500, true));
        }
    }
}
