//! The inputs that are left to do.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use gleaner_ingest::{Input, InputError, Inputs};

use crate::ledger::Done;

/// What became of the inputs on the way, for the thread that writes.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    n_skipped: AtomicU64,
    /// Digests of inputs that were skipped because they have not changed.
    unchanged: Mutex<Vec<u128>>,
}

impl Selection {
    pub(crate) fn n_skipped(&self) -> u64 {
        self.n_skipped.load(Ordering::Relaxed)
    }

    pub(crate) fn take_unchanged(&self) -> Vec<u128> {
        self.unchanged.lock().map(|mut unchanged| std::mem::take(&mut *unchanged)).unwrap_or_default()
    }
}

/// Leaves out what is done or has not changed.
pub(crate) struct Selected<'s> {
    pub(crate) inputs: Inputs,
    pub(crate) done: Done,
    pub(crate) known: HashSet<u128>,
    pub(crate) selection: &'s Selection,
}

impl Iterator for Selected<'_> {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let input = self.inputs.next()?;
            let name = match &input {
                Ok(input) => input.name(),
                Err(error) => error.place(),
            };
            let is_done = !self.done.is_empty() && self.done.take(name);
            if !is_done {
                if self.known.is_empty() {
                    return Some(input);
                }
                let digest = input.as_ref().ok().and_then(Input::digest);
                match digest.filter(|digest| self.known.contains(digest)) {
                    None => return Some(input),
                    Some(digest) => {
                        if let Ok(mut unchanged) = self.selection.unchanged.lock() {
                            unchanged.push(digest);
                        }
                    }
                }
            }
            self.selection.n_skipped.fetch_add(1, Ordering::Relaxed);
        }
    }
}
