//! Work on several threads, with the same result on any number of them.

use std::{
    ops::ControlFlow,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use crate::error::{Error, ErrorKind, Result};

/// The most threads that are used. More would only wait for each other.
const MOST_THREADS: usize = 64;

/// The number of threads to use: as many as were asked for, or one a core; at least one, and no more than there are
/// items.
pub(crate) fn threads(asked: Option<usize>, items: usize) -> usize {
    let cores = || thread::available_parallelism().map_or(1, |cores| cores.get());
    asked.unwrap_or_else(cores).clamp(1, items.clamp(1, MOST_THREADS))
}

/// Runs the same work on several threads, the calling one among them.
fn on_each(threads: usize, work: impl Fn() + Sync) {
    thread::scope(|scope| {
        // Where the system refuses another thread, those that were started do the work; the calling thread always does.
        let spawned =
            (1..threads.min(MOST_THREADS)).map_while(|_| thread::Builder::new().spawn_scoped(scope, &work).ok());
        let spawned: Vec<_> = spawned.collect();
        work();
        drop(spawned);
    });
}

/// Adds up the results of the items 0 to `items` on several threads.
///
/// Each thread has a sum of its own, which starts as `empty`; `add` adds an item to it, and `merge` adds one sum to
/// another. The result is the same on any number of threads only where the order of the items does not matter, as with
/// counts. `watch` receives the share that is done after each item, and may stop the work.
///
/// # Errors
/// [`ErrorKind::Stopped`] where `watch` stopped the work.
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
            // Items end in any order, so that the share reported may step back a little.
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

/// Takes items from `next` until there are none, does `work` on them on `threads` threads, and passes the results to
/// `fold` one at a time in the order of the items.
///
/// The number of threads cannot change the result, as `fold` sees the same sequence on any number. No more items than
/// threads are held at once.
///
/// # Errors
/// The first error of `next` or `fold` in the order of the items. Nothing is folded after it.
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

/// The same on the calling thread alone.
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

/// The items that are still to come, and how many were handed out.
struct Source<Next> {
    next: Next,
    handed_out: u64,
    ended: bool,
}

/// The next item with its number, or the error of `next`. Nothing follows an error or the last item.
fn take<Item>(source: &Mutex<Source<impl FnMut() -> Result<Option<Item>>>>) -> Option<(u64, Result<Item>)> {
    let mut source = lock(source);
    if source.ended {
        return None;
    }
    let item = (source.next)().transpose();
    // Remembered, so that `next` is not called again after its end or its error.
    source.ended = !matches!(item, Some(Ok(_)));
    source.handed_out += 1;
    Some((source.handed_out - 1, item?))
}

/// The fold, and the number of the item whose turn it is.
struct State<Fold> {
    fold: Fold,
    turn: u64,
    /// Set once nothing more is to be folded, with the error if there is one.
    over: Option<Option<Error>>,
}

/// Where threads wait for their item's turn to be folded.
struct Line<Fold> {
    state: Mutex<State<Fold>>,
    moved: Condvar,
}

impl<Fold> Line<Fold> {
    /// Waits for the item's turn and folds its result. Returns whether to go on with further items.
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

/// Ends the work when its thread panics, so that the others do not wait for it forever.
struct Release<'a, Fold>(&'a Line<Fold>);

impl<Fold> Drop for Release<'_, Fold> {
    fn drop(&mut self) {
        if thread::panicking() {
            lock(&self.0.state).over.get_or_insert(None);
            self.0.moved.notify_all();
        }
    }
}

/// The lock, also where a thread panicked while it held it: the panic itself ends the work.
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
