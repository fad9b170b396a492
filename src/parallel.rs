//! Work on several threads, with the same result on any number of them.
//!
//! There are two ways to share out work. [`summed`] adds results up in whatever order they come, for counts, where the
//! order does not matter. [`in_order`] passes results on in the order of the items, for everything else. Threads live
//! only as long as the call: nothing stays in the background, and no pool is kept.

use std::{
    ops::ControlFlow,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use crate::error::{Error, ErrorKind, Result};

/// The most threads that one call uses, whatever was asked for. More would only wait for each other.
const MOST_THREADS: usize = 64;

/// The number of threads to use for `items` pieces of work: as many as were asked for or, where nothing was asked, one
/// for each core. It is at least 1, and at most the number of items or 64, whichever is less.
pub(crate) fn threads(asked: Option<usize>, items: usize) -> usize {
    // Where the system does not tell its cores, as in a browser, there is one thread.
    let cores = || thread::available_parallelism().map_or(1, |cores| cores.get());
    // The upper bound is at least 1 where there are no items: a clamp between crossed bounds would panic.
    asked.unwrap_or_else(cores).clamp(1, items.clamp(1, MOST_THREADS))
}

/// Runs the same work on several threads, of which the calling thread is one, and returns when all have ended.
///
/// `threads` is a wish: where the system refuses to start a thread, those that it did start share the work.
fn on_each(threads: usize, work: impl Fn() + Sync) {
    thread::scope(|scope| {
        // Where the system refuses another thread, those that were started do the work; the calling thread always does.
        let spawned =
            (1..threads.min(MOST_THREADS)).map_while(|_| thread::Builder::new().spawn_scoped(scope, &work).ok());
        // Collecting starts the threads: the iterator alone would start none before the calling thread works.
        let spawned: Vec<_> = spawned.collect();
        work();
        drop(spawned);
    });
}

/// Adds up the results of the items 0 to `items` (exclusive) on several threads.
///
/// Each thread takes one item after the other and has a sum of its own; the sums are merged when the thread ends. The
/// result is the same on any number of threads only where the order of additions does not matter, as with counts in
/// whole numbers.
///
/// - `threads`: how many threads to use, as [`threads`] gives it.
/// - `items`: how many items there are.
/// - `empty`: makes a sum of nothing.
/// - `add`: adds the result of one item to a sum.
/// - `merge`: adds one sum to another.
/// - `watch`: is told the share of the items that is done, from 0 to 1, after each item; it stops the work by returning
///   [`ControlFlow::Break`].
///
/// # Errors
/// [`ErrorKind::Stopped`] where `watch` stopped the work. Nothing of the sum is returned then.
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
            // Relaxed order is enough: the counter hands out each number once, and no other memory depends on it.
            let item = next.fetch_add(1, Ordering::Relaxed);
            if item >= items || stopped.load(Ordering::Relaxed) {
                break;
            }
            add(&mut sum, item);
            // Items end in any order, so that the share reported may step back a little.
            let share = (item + 1) as f64 / items as f64;
            // Threads that are in the middle of an item finish it, and stop before the next.
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

/// Works on items on several threads and passes on the results in the order of the items.
///
/// - `threads`: how many threads to use, as [`threads`] gives it. With fewer than 2, everything runs on the calling
///   thread.
/// - `next`: gives the next item, or none at the end. It is called by one thread at a time.
/// - `work`: does the work of one item; this is what runs in parallel.
/// - `fold`: takes the results, one at a time and in the order of the items.
///
/// The number of threads cannot change the result, because `fold` sees the same sequence on any number. No more items
/// than threads are held at once, so that a long input needs little memory.
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
        // An error of `next` takes its turn like an item, so that results before it are still folded.
        while let Some((ticket, item)) = take(&source) {
            let done = item.map(&work);
            if !line.fold(ticket, done) {
                break;
            }
        }
    };
    on_each(threads, run);
    let state = line.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    // A panic does not come this far: leaving the scope of the threads passes it on to the caller.
    state.over.flatten().map_or(Ok(()), Err)
}

/// Does what [`in_order`] does, on the calling thread alone: without locks, and in an environment without threads.
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

/// The items that are still to come. Threads take them from here, one thread at a time.
struct Source<Next> {
    /// Gives the next item, or none at the end.
    next: Next,
    /// How many items were handed out so far, an error of `next` included. It numbers the items.
    handed_out: u64,
    /// Whether `next` has come to its end or failed.
    ended: bool,
}

/// Takes the next item with its number, counted from 0, or the error of `next` in an item's place. None after the last
/// item and after an error.
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

/// What threads share while they fold: the fold itself, and whose turn it is.
struct State<Fold> {
    /// Takes a result. It is called with the lock held, and so by one thread at a time.
    fold: Fold,
    /// The number of the item whose result is folded next.
    turn: u64,
    /// Set once nothing more is to be folded: to the error where there is one, and to an empty option where a thread
    /// panicked.
    over: Option<Option<Error>>,
}

/// The line in which threads wait with a finished result until those of all earlier items are folded.
struct Line<Fold> {
    /// The fold and the turn, of which one thread at a time has hold.
    state: Mutex<State<Fold>>,
    /// Wakes the waiting threads when the turn has moved on, or when the work is over.
    moved: Condvar,
}

impl<Fold> Line<Fold> {
    /// Waits until it is the turn of the item `ticket`, and folds its result, or records its error.
    ///
    /// Returns whether the thread should go on with further items: not after an error, of this item or of another.
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
        // All are woken, since only one of them, and not a known one, waits for the next turn.
        self.moved.notify_all();
        goes_on
    }
}

/// Ends the work when the thread that holds it panics. Without it the other threads would wait forever for the turn of
/// an item whose result never comes.
struct Release<'a, Fold>(&'a Line<Fold>);

impl<Fold> Drop for Release<'_, Fold> {
    fn drop(&mut self) {
        if thread::panicking() {
            // No error is set: the panic itself goes up through the scope to the caller.
            lock(&self.0.state).over.get_or_insert(None);
            self.0.moved.notify_all();
        }
    }
}

/// Takes a lock, even where another thread panicked while it held it. The panic ends the work by itself, so that the
/// poison of the lock adds nothing.
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
