//! Many items on many threads, results in the order of the items, bounded memory.
//!
//! [`run_ordered`] is what `gleaner extract` stands on. It knows nothing of documents: a [`Job`] says how one item becomes
//! bytes, a sink takes the bytes in input order.
//!
//! ```text
//!  items (iterator) ──lock──▶ worker 1 … n ──channel──▶ the calling thread: puts in order, hands to the sink
//!        ▲                                                   │
//!        └────────────── room in the window ◀────────────────┘
//! ```
//!
//! - **Order.** Items are numbered while they are taken, under one lock, so what is in flight is always an unbroken run of
//!   numbers. The caller's thread writes number *k* only after *k* − 1: same items, same bytes, for any number of threads.
//! - **Memory.** An item is taken only when the window has room, in items *and* in bytes ([`BatchOptions`]). What is
//!   counted is the weight of an item while it is worked on, then the length of its output until it is written.
//! - **No deadlock.** Only the thread that holds the iterator ever waits for room, and it waits only while something is in
//!   flight. The oldest item in flight needs nothing but its own worker, so it is finished, written, and makes room. An
//!   item heavier than the whole window goes through alone. Work never runs on the thread that writes.
//! - **Failures.** A panic in [`Job::run`] is that item's outcome ([`Job::panicked`]), the worker's scratch is made anew,
//!   and the run goes on. An error of the sink stops the run: nothing more is taken, what is in flight is thrown away.
//! - `threads: 1` takes the same path with one worker.
//!
//! Threads are rayon's, in a pool of the run's own: one long task a thread, so that each has exactly one scratch
//! (`for_each_init` makes one a split) and the sink, on the caller's thread, needs not be `Send`. Rayon's `par_bridge` with
//! tickets was measured alike (20,000 items of 20 µs: 0.68–0.71 s each). [`Job::run`] must not use rayon itself: a task it
//! waits for could wait for a worker that waits for it.
//!
//! ```
//! use gleaner::batch::{BatchOptions, Job, run_ordered};
//!
//! struct Shout;
//! impl Job for Shout {
//!     type Item = &'static str;
//!     type Worker = ();
//!     type Outcome = usize;
//!     fn worker(&self) {}
//!     fn weight(&self, item: &&'static str) -> usize {
//!         item.len()
//!     }
//!     fn run(&self, item: &mut &'static str, (): &mut (), output: &mut Vec<u8>) -> usize {
//!         output.extend(item.to_uppercase().bytes());
//!         item.len()
//!     }
//!     fn panicked(&self, _: &mut &'static str, message: &str, output: &mut Vec<u8>) -> usize {
//!         output.extend(message.bytes());
//!         0
//!     }
//! }
//!
//! let mut written = Vec::new();
//! let report = run_ordered(&Shout, ["one ", "two ", "three"], &BatchOptions::default(), |bytes: &[u8], _length| {
//!     written.extend_from_slice(bytes);
//!     Ok::<(), std::io::Error>(())
//! })?;
//! assert_eq!(written, b"ONE TWO THREE");
//! assert_eq!(report.items, 3);
//! # Ok::<(), std::io::Error>(())
//! ```

use std::any::Any;
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{available_parallelism, panicking};

/// No machine works faster with more threads than this, and each costs memory for its scratch.
const MAX_THREADS: usize = 256;

/// Output buffers that grew beyond this many bytes are freed instead of reused, so that one huge document does not leave
/// its size behind in every buffer.
const LARGEST_KEPT_BUFFER: usize = 1 << 20;

/// What is done with each item. Shared by all threads; what changes lives in the `Worker`.
pub trait Job: Sync {
    /// One piece of work: cheap to make (a path, a line), since the iterator runs on one thread at a time.
    type Item: Send;
    /// Scratch of one thread; never leaves it.
    type Worker;
    /// What the sink learns of an item besides its bytes: counts, whether it failed.
    type Outcome: Send;

    /// Makes the scratch of a thread: once a thread, and again after a panic.
    fn worker(&self) -> Self::Worker;

    /// About how many bytes of memory the item takes while it is worked on. Zero is allowed.
    fn weight(&self, item: &Self::Item) -> usize;

    /// Does the work and appends its bytes to `output`, which comes empty.
    fn run(&self, item: &mut Self::Item, worker: &mut Self::Worker, output: &mut Vec<u8>) -> Self::Outcome;

    /// Called instead when [`Job::run`] panicked: `output` is empty again, `message` is what the panic said. It must not
    /// panic itself: that ends the run.
    fn panicked(&self, item: &mut Self::Item, message: &str, output: &mut Vec<u8>) -> Self::Outcome;
}

/// How many threads, and how much may be in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchOptions {
    /// Worker threads, besides the calling one, which writes. 0 takes as many as the machine offers. Default: 0.
    pub threads: usize,
    /// How many items may be in flight: taken and not yet written. At least 1 is used. Default: 1024.
    pub window_items: usize,
    /// How many bytes may be in flight, by [`Job::weight`] and output length. An item that is heavier goes alone.
    /// Default: 64 MiB.
    pub window_bytes: usize,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self { threads: 0, window_items: 1024, window_bytes: 64 << 20 }
    }
}

impl BatchOptions {
    /// The number of worker threads that will be started: `threads`, or for 0 what the machine offers; 1 to 256.
    pub fn thread_count(&self) -> usize {
        match self.threads.min(MAX_THREADS) {
            0 => available_parallelism().map_or(1, NonZeroUsize::get),
            n_threads => n_threads,
        }
    }
}

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchReport {
    /// Items whose bytes were handed to the sink.
    pub items: usize,
    /// Of those, items whose work panicked.
    pub panics: usize,
    /// Bytes handed to the sink.
    pub bytes: u64,
}

/// Runs `job` over `items` on several threads and hands each item's bytes and outcome to `sink`, in the order of the items,
/// on the calling thread.
///
/// An item without output still reaches the sink, with no bytes. No items: no call, an empty report.
/// Cost beside the work: a fraction of a microsecond an item (two locks and a message).
///
/// # Errors
/// The first error of `sink`; the items after it are dropped. Returns once no worker runs any more: an iterator that blocks
/// (standard input) is waited for.
///
/// # Panics
/// When the iterator, `sink`, [`Job::worker`], [`Job::weight`] or [`Job::panicked`] panics, or the system refuses a thread.
pub fn run_ordered<J, I, S, E>(job: &J, items: I, options: &BatchOptions, mut sink: S) -> Result<BatchReport, E>
where
    J: Job,
    I: IntoIterator<Item = J::Item, IntoIter: Send>,
    S: FnMut(&[u8], J::Outcome) -> Result<(), E>,
{
    let window = Window::new(options.window_items.max(1), options.window_bytes);
    let source = Mutex::new(Source { items: Some(items.into_iter()), next_number: 0 });
    let (sender, receiver) = channel();
    // A pool of its own: a task here waits for room in the window, which tasks of a shared pool must not wait behind.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.thread_count())
        .thread_name(|thread_idx| format!("gleaner-worker-{thread_idx}"))
        .build()
        .expect("the system starts worker threads");
    pool.in_place_scope(|scope| {
        // On every way out of this closure, a panic of the sink included, waiting workers must be told.
        let _stop = StopOnDrop { window: &window, only_on_panic: false };
        for _ in 0..options.thread_count() {
            let (window, source, sender) = (&window, &source, sender.clone());
            scope.spawn(move |_| work(job, source, window, &sender));
        }
        drop(sender);
        write_in_order(&receiver, &window, &mut sink)
    })
}

/// The iterator and the number of the item it gives next.
struct Source<I> {
    /// `None` once it is exhausted.
    items: Option<I>,
    next_number: usize,
}

/// A finished item on its way to the writer.
struct Done<O> {
    number: usize,
    output: Vec<u8>,
    outcome: O,
    panicked: bool,
}

/// The loop of a worker thread.
fn work<J: Job, I: Iterator<Item = J::Item>>(
    job: &J,
    source: &Mutex<Source<I>>,
    window: &Window,
    sender: &Sender<Done<J::Outcome>>,
) {
    // A panic outside `Job::run` would leave a number that never arrives; without this the others would wait for it.
    let _stop = StopOnDrop { window, only_on_panic: true };
    let mut worker = job.worker();
    while let Some((number, mut item, weight, mut output)) = take(job, source, window) {
        let result = catch_unwind(AssertUnwindSafe(|| job.run(&mut item, &mut worker, &mut output)));
        let panicked = result.is_err();
        let outcome = result.unwrap_or_else(|payload| {
            output.clear();
            // The scratch may have been left half-changed.
            worker = job.worker();
            job.panicked(&mut item, panic_message(&*payload), &mut output)
        });
        drop(item);
        window.exchange(weight, output.len());
        if sender.send(Done { number, output, outcome, panicked }).is_err() {
            return;
        }
    }
}

/// The next item with its number, weight and an empty buffer, once the window has room; `None` at the end of the items
/// or of the run. Waiting happens under the lock of the iterator on purpose: whoever comes later has to wait as well.
fn take<J: Job, I: Iterator<Item = J::Item>>(
    job: &J,
    source: &Mutex<Source<I>>,
    window: &Window,
) -> Option<(usize, J::Item, usize, Vec<u8>)> {
    // Poisoned: the iterator panicked on another thread, which carries the panic to the caller.
    let mut source = source.lock().ok()?;
    if window.is_stopped() {
        return None;
    }
    let Some(item) = source.items.as_mut()?.next() else {
        source.items = None;
        return None;
    };
    let weight = job.weight(&item);
    let output = window.admit(weight)?;
    let number = source.next_number;
    source.next_number += 1;
    Some((number, item, weight, output))
}

/// The loop of the calling thread: receives in any order, hands to `sink` in the order of the numbers.
fn write_in_order<O, E>(
    receiver: &Receiver<Done<O>>,
    window: &Window,
    sink: &mut impl FnMut(&[u8], O) -> Result<(), E>,
) -> Result<BatchReport, E> {
    let mut report = BatchReport::default();
    // Place `i` holds item `report.items + i`; what is in flight is an unbroken run, so this never outgrows the window.
    let mut waiting: VecDeque<Option<Done<O>>> = VecDeque::new();
    for done in receiver {
        let place = done.number - report.items;
        if waiting.len() <= place {
            waiting.resize_with(place + 1, || None);
        }
        waiting[place] = Some(done);
        while let Some(Some(_)) = waiting.front() {
            let Some(Some(done)) = waiting.pop_front() else { break };
            report.items += 1;
            report.panics += usize::from(done.panicked);
            report.bytes += done.output.len() as u64;
            sink(&done.output, done.outcome)?;
            window.release(done.output);
        }
    }
    Ok(report)
}

/// What a panic said; panics can carry anything, in practice a string.
fn panic_message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

/// Counts what is in flight and keeps the buffers that come back.
struct Window {
    max_items: usize,
    max_bytes: usize,
    state: Mutex<WindowState>,
    /// Signalled when something was written or the run was stopped. At most one thread waits: the one that holds the
    /// iterator.
    changed: Condvar,
}

#[derive(Default)]
struct WindowState {
    n_items: usize,
    n_bytes: usize,
    stopped: bool,
    buffers: Vec<Vec<u8>>,
}

impl Window {
    fn new(max_items: usize, max_bytes: usize) -> Self {
        Self { max_items, max_bytes, state: Mutex::default(), changed: Condvar::new() }
    }

    /// The counts are whole even when a thread died holding them: no code that can panic runs under this lock.
    fn state(&self) -> MutexGuard<'_, WindowState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room for one item of that weight and counts it in; gives an empty buffer, or `None` when the run stopped.
    fn admit(&self, weight: usize) -> Option<Vec<u8>> {
        let mut state = self.state();
        while !state.stopped
            && state.n_items > 0
            && (state.n_items >= self.max_items || state.n_bytes.saturating_add(weight) > self.max_bytes)
        {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped {
            return None;
        }
        state.n_items += 1;
        state.n_bytes = state.n_bytes.saturating_add(weight);
        Some(state.buffers.pop().unwrap_or_default())
    }

    /// An item is worked out: its input is gone, its output is there.
    fn exchange(&self, weight: usize, output_len: usize) {
        let mut state = self.state();
        state.n_bytes = state.n_bytes.saturating_sub(weight).saturating_add(output_len);
        if output_len < weight {
            self.changed.notify_one();
        }
    }

    /// An item is written.
    fn release(&self, mut output: Vec<u8>) {
        let output_len = output.len();
        output.clear();
        let kept = output.capacity() <= LARGEST_KEPT_BUFFER;
        let mut state = self.state();
        state.n_items -= 1;
        state.n_bytes = state.n_bytes.saturating_sub(output_len);
        if kept {
            state.buffers.push(output);
        }
        self.changed.notify_one();
    }

    fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    fn is_stopped(&self) -> bool {
        self.state().stopped
    }
}

/// Stops the run when it goes out of scope.
struct StopOnDrop<'a> {
    window: &'a Window,
    /// Workers end one by one in a good run; only a panic of theirs stops the others.
    only_on_panic: bool,
}

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        if !self.only_on_panic || panicking() {
            self.window.stop();
        }
    }
}
