//! Counts what is in flight, makes others wait, and keeps the buffers that come back.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::panicking;

/// Output buffers that grew beyond this many bytes are freed instead of reused, so that one large document does not leave
/// its size behind in every buffer.
const LARGEST_KEPT_BUFFER: usize = 256 << 10;

/// How much is in flight, and how much may be.
pub(super) struct Window {
    max_items: usize,
    max_bytes: usize,
    max_buffers: usize,
    state: Mutex<WindowState>,
    /// Signalled when something was written or moved, or the run was stopped.
    changed: Condvar,
}

#[derive(Default)]
struct WindowState {
    n_items: usize,
    /// Weights of the items that are worked on, and all output in memory.
    n_bytes: usize,
    /// Of `n_bytes`, output that was sent and that the writer has not received.
    n_sent: usize,
    /// Of `n_bytes`, output that the writer holds until its turn comes.
    n_waiting: usize,
    /// The item that is being written; none when any may be.
    turn: Option<usize>,
    stopped: bool,
    buffers: Vec<Vec<u8>>,
}

impl Window {
    pub(super) fn new(max_items: usize, max_bytes: usize, n_threads: usize) -> Self {
        Self { max_items, max_bytes, max_buffers: 4 * n_threads, state: Mutex::default(), changed: Condvar::new() }
    }

    /// The counts are whole even when a thread died holding them: no code that can panic runs under this lock.
    fn state(&self) -> MutexGuard<'_, WindowState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room for one item of that weight and counts it in; false when the run stopped.
    pub(super) fn admit(&self, weight: usize) -> bool {
        let mut state = self.state();
        while !state.stopped
            && state.n_items > 0
            && (state.n_items >= self.max_items || state.n_bytes.saturating_add(weight) > self.max_bytes)
        {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped {
            return false;
        }
        state.n_items += 1;
        state.n_bytes = state.n_bytes.saturating_add(weight);
        true
    }

    /// An empty buffer.
    pub(super) fn buffer(&self) -> Vec<u8> {
        self.state().buffers.pop().unwrap_or_default()
    }

    /// Waits until `n_bytes` of an unfinished item may be sent, and counts them as sent. An item whose turn it is waits only
    /// for the writer to receive what it sent before.
    pub(super) fn pass(&self, number: usize, n_bytes: usize) {
        let mut state = self.state();
        while !state.stopped {
            let is_turn = state.turn.is_none_or(|turn| turn == number);
            let others = if is_turn { 0 } else { state.n_waiting };
            let ahead = state.n_sent + others;
            if ahead == 0 || ahead.saturating_add(n_bytes) <= self.max_bytes / 2 {
                break;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.n_sent += n_bytes;
        state.n_bytes = state.n_bytes.saturating_add(n_bytes);
    }

    /// An item is worked out: its input is gone, the rest of its output is sent.
    pub(super) fn exchange(&self, weight: usize, n_bytes: usize) {
        let mut state = self.state();
        state.n_sent += n_bytes;
        state.n_bytes = state.n_bytes.saturating_sub(weight).saturating_add(n_bytes);
        if n_bytes < weight {
            self.changed.notify_all();
        }
    }

    /// The writer received output and writes it now.
    pub(super) fn received(&self, n_bytes: usize) {
        self.state().n_sent -= n_bytes;
        self.changed.notify_all();
    }

    /// The writer keeps received output in memory until its turn.
    pub(super) fn kept(&self, n_bytes: usize) {
        self.state().n_waiting += n_bytes;
    }

    /// Whether so much output waits that it should go elsewhere.
    pub(super) fn is_crowded(&self, n_bytes: usize) -> bool {
        self.state().n_waiting + n_bytes > self.max_bytes / 4
    }

    /// Output has left memory: written, or moved to a file.
    pub(super) fn left(&self, mut bytes: Vec<u8>, was_kept: bool) {
        let n_bytes = bytes.capacity();
        bytes.clear();
        let mut state = self.state();
        state.n_bytes = state.n_bytes.saturating_sub(n_bytes);
        if was_kept {
            state.n_waiting -= n_bytes;
        }
        if n_bytes > 0 && n_bytes <= LARGEST_KEPT_BUFFER && state.buffers.len() < self.max_buffers {
            state.buffers.push(bytes);
        }
        self.changed.notify_all();
    }

    /// An item is written to its end, and the turn is another's.
    pub(super) fn item_written(&self) {
        self.state().n_items -= 1;
        self.changed.notify_all();
    }

    pub(super) fn set_turn(&self, turn: Option<usize>) {
        self.state().turn = turn;
        self.changed.notify_all();
    }

    pub(super) fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.state().stopped
    }
}

/// Stops the run when it goes out of scope.
pub(super) struct StopOnDrop<'a> {
    pub(super) window: &'a Window,
    /// Workers end one by one in a good run; only a panic of theirs stops the others.
    pub(super) only_on_panic: bool,
}

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        if !self.only_on_panic || panicking() {
            self.window.stop();
        }
    }
}
