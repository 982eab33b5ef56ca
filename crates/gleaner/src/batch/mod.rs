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
//!   With [`BatchOptions::ordered`] off items are written as they are finished, each still in one piece.
//! - **Memory.** An item is taken only when the window has room, in items *and* in bytes ([`BatchOptions`]). What is
//!   counted is the weight of an item while it is worked on, and the memory of its output until it is written. An item
//!   with much output hands it on piece by piece ([`Output::pass_on`]) and waits there for room.
//! - **No stall.** While a slow item is waited for, the output of those behind it goes to a file where one is given
//!   ([`BatchOptions::spill`]), so that the window stays free for work.
//! - **No deadlock.** Who waits for room holds the iterator, or an item whose turn to be written has not come. The item
//!   whose turn it is waits only until the writer has taken what it sent, which the writer always does. So it is finished,
//!   written, and makes room. An item heavier than the whole window goes through alone. Work never runs on the thread that
//!   writes.
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
//! use gleaner::batch::{BatchOptions, Job, Output, run_ordered};
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
//!     fn run(&self, item: &mut &'static str, (): &mut (), output: &mut Output<'_>) -> usize {
//!         output.extend(item.to_uppercase().bytes());
//!         item.len()
//!     }
//!     fn panicked(&self, _: &mut &'static str, message: &str, output: &mut Output<'_>) -> usize {
//!         output.extend(message.bytes());
//!         0
//!     }
//! }
//!
//! let mut written = Vec::new();
//! let report = run_ordered(&Shout, ["one ", "two ", "three"], &BatchOptions::default(), |bytes: &[u8], _end| {
//!     written.extend_from_slice(bytes);
//!     Ok::<(), std::io::Error>(())
//! })?;
//! assert_eq!(written, b"ONE TWO THREE");
//! assert_eq!(report.items, 3);
//! # Ok::<(), std::io::Error>(())
//! ```

mod order;
mod spill;
mod window;

use std::any::Any;
use std::fs::File;
use std::num::NonZeroUsize;
use std::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use std::thread::available_parallelism;

use order::{Sent, Writer};
use window::{StopOnDrop, Window};

/// No machine works faster with more threads than this, and each costs memory for its scratch.
const MAX_THREADS: usize = 256;

/// Output is handed on before its item is finished once there is this much of it.
const PASSED_ON_BYTES: usize = 1 << 20;

/// What is done with each item. Shared by all threads; what changes lives in the `Worker`.
pub trait Job: Sync {
    /// One piece of work: cheap to make (a path, a line), since the iterator runs on one thread at a time.
    type Item: Send;
    /// Scratch of one thread; never leaves it.
    type Worker;
    /// What the sink learns of an item besides its bytes, when it ends: counts, whether it failed.
    type Outcome: Send;

    /// Makes the scratch of a thread: once a thread, and again after a panic.
    fn worker(&self) -> Self::Worker;

    /// About how many bytes of memory the item takes while it is worked on. Zero is allowed.
    fn weight(&self, item: &Self::Item) -> usize;

    /// Does the work and appends its bytes to `output`, which comes empty. Where there may be much of it, call
    /// [`Output::pass_on`] from time to time.
    fn run(&self, item: &mut Self::Item, worker: &mut Self::Worker, output: &mut Output<'_>) -> Self::Outcome;

    /// Called instead when [`Job::run`] panicked: `output` is empty again (what was passed on is on its way, though),
    /// `message` is what the panic said. It must not panic itself: that ends the run.
    fn panicked(&self, item: &mut Self::Item, message: &str, output: &mut Output<'_>) -> Self::Outcome;
}

/// How many threads, and how much may be in flight.
#[derive(Debug)]
pub struct BatchOptions {
    /// Worker threads, besides the calling one, which writes. 0 takes as many as the machine offers. Default: 0.
    pub threads: usize,
    /// How many items may be in flight: taken and not yet written. At least 1 is used. Default: 16,384.
    pub window_items: usize,
    /// How many bytes may be in flight, by [`Job::weight`] and memory of output. An item that is heavier goes alone.
    /// Default: 64 MiB.
    pub window_bytes: usize,
    /// Whether items are written in the order of the iterator, or as they are finished. Default: true.
    pub ordered: bool,
    /// A file for output that waits for its turn: written and read from its start, never cut. Default: none, then output
    /// waits in memory, and the work for room there.
    pub spill: Option<File>,
    /// How many bytes that file may have. Default: 1 GiB.
    pub spill_bytes: u64,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self {
            threads: 0,
            window_items: 16_384,
            window_bytes: 64 << 20,
            ordered: true,
            spill: None,
            spill_bytes: 1 << 30,
        }
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

/// The bytes that an item becomes: a `Vec<u8>` that can be handed on before the item is finished.
pub struct Output<'a> {
    bytes: Vec<u8>,
    pass_on: &'a mut dyn FnMut(&mut Vec<u8>),
}

impl Output<'_> {
    /// Hands what there is to the writer once it is a megabyte or more, and waits for room; the buffer is empty then. Costs
    /// nothing while there is less. What is handed on cannot be taken back. Returns whether it was.
    pub fn pass_on(&mut self) -> bool {
        let is_much = self.bytes.len() >= PASSED_ON_BYTES;
        if is_much {
            (self.pass_on)(&mut self.bytes);
        }
        is_much
    }
}

impl Deref for Output<'_> {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.bytes
    }
}

impl DerefMut for Output<'_> {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
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

/// Runs `job` over `items` on several threads and hands each item's bytes to `sink`, in the order of the items, on the
/// calling thread. The last call for an item brings its outcome; calls before it, with bytes that were passed on, bring
/// none. The bytes of an item are never parted by those of another.
///
/// An item without output still reaches the sink, with no bytes. No items: no call, an empty report.
/// Cost beside the work: a fraction of a microsecond an item (two locks and a message).
///
/// # Errors
/// The first error of `sink`; the items after it are dropped. Returns once no worker runs any more: an iterator that blocks
/// (standard input) is waited for.
///
/// # Panics
/// When the iterator, `sink`, [`Job::worker`], [`Job::weight`] or [`Job::panicked`] panics, the system refuses a thread, or
/// what was put into [`BatchOptions::spill`] cannot be read back.
pub fn run_ordered<J, I, S, E>(job: &J, items: I, options: &BatchOptions, mut sink: S) -> Result<BatchReport, E>
where
    J: Job,
    I: IntoIterator<Item = J::Item, IntoIter: Send>,
    S: FnMut(&[u8], Option<J::Outcome>) -> Result<(), E>,
{
    let n_threads = options.thread_count();
    let window = Window::new(options.window_items.max(1), options.window_bytes, n_threads);
    let source = Mutex::new(Source { items: Some(items.into_iter()), next_number: 0 });
    let (sender, receiver) = channel();
    // A pool of its own: a task here waits for room in the window, which tasks of a shared pool must not wait behind.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(n_threads)
        .thread_name(|thread_idx| format!("gleaner-worker-{thread_idx}"))
        .build()
        .expect("the system starts worker threads");
    pool.in_place_scope(|scope| {
        // On every way out of this closure, a panic of the sink included, waiting workers must be told.
        let _stop = StopOnDrop { window: &window, only_on_panic: false };
        for _ in 0..n_threads {
            let (window, source, sender) = (&window, &source, sender.clone());
            scope.spawn(move |_| work(job, source, window, &sender));
        }
        drop(sender);
        Writer::new(options, &window).run(&receiver, &mut sink)
    })
}

/// The iterator and the number of the item it gives next.
struct Source<I> {
    /// `None` once it is exhausted.
    items: Option<I>,
    next_number: usize,
}

/// The loop of a worker thread.
fn work<J: Job, I: Iterator<Item = J::Item>>(
    job: &J,
    source: &Mutex<Source<I>>,
    window: &Window,
    sender: &Sender<Sent<J::Outcome>>,
) {
    // A panic outside `Job::run` would leave a number that never arrives; without this the others would wait for it.
    let _stop = StopOnDrop { window, only_on_panic: true };
    let mut worker = job.worker();
    while let Some((number, mut item, weight, buffer)) = take(job, source, window) {
        let mut pass_on = |bytes: &mut Vec<u8>| {
            let bytes = std::mem::replace(bytes, window.buffer());
            window.pass(number, bytes.capacity());
            // A writer that is gone wants nothing any more: what comes is dropped, and the worker ends with its item.
            if window.is_stopped() {
                return;
            }
            let _ = sender.send(Sent { number, bytes, end: None });
        };
        let mut output = Output { bytes: buffer, pass_on: &mut pass_on };
        let result = catch_unwind(AssertUnwindSafe(|| job.run(&mut item, &mut worker, &mut output)));
        let panicked = result.is_err();
        let outcome = result.unwrap_or_else(|payload| {
            output.clear();
            // The scratch may have been left half-changed.
            worker = job.worker();
            job.panicked(&mut item, panic_message(&*payload), &mut output)
        });
        drop(item);
        let mut bytes = output.bytes;
        if bytes.capacity() / 2 > bytes.len().max(4 << 10) {
            bytes.shrink_to_fit();
        }
        window.exchange(weight, bytes.capacity());
        if sender.send(Sent { number, bytes, end: Some((outcome, panicked)) }).is_err() {
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
    if !window.admit(weight) {
        return None;
    }
    let number = source.next_number;
    source.next_number += 1;
    Some((number, item, weight, window.buffer()))
}

/// What a panic said; panics can carry anything, in practice a string.
fn panic_message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
