//! The thread that writes: receives in any order, hands on in order.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::mpsc::Receiver;

use super::spill::{Place, Spill};
use super::window::Window;
use super::{BatchOptions, BatchReport};

/// Output on its way to the writer.
pub(super) struct Sent<O> {
    pub(super) number: usize,
    pub(super) bytes: Vec<u8>,
    /// At the end of an item: its outcome, and whether it panicked.
    pub(super) end: Option<(O, bool)>,
}

/// What was received of an item before its turn.
struct Waiting<O> {
    chunks: Vec<Chunk>,
    end: Option<(O, bool)>,
}

enum Chunk {
    Memory(Vec<u8>),
    Spilled(Place),
}

/// Puts what comes in order.
pub(super) struct Writer<'w, O> {
    window: &'w Window,
    ordered: bool,
    report: BatchReport,
    /// The item that is being written; without order none when any may be next.
    turn: Option<usize>,
    waiting: BTreeMap<usize, Waiting<O>>,
    file: Option<&'w File>,
    spill: Spill<'w>,
    spilled: Vec<u8>,
}

impl<'w, O> Writer<'w, O> {
    pub(super) fn new(options: &'w BatchOptions, window: &'w Window) -> Self {
        let turn = options.ordered.then_some(0);
        window.set_turn(turn);
        let file = options.spill.as_ref();
        Self {
            window,
            ordered: options.ordered,
            report: BatchReport::default(),
            turn,
            waiting: BTreeMap::new(),
            file,
            spill: Spill::new(file, options.spill_bytes),
            spilled: Vec::new(),
        }
    }

    /// Until all workers are gone.
    pub(super) fn run<E>(
        mut self,
        receiver: &Receiver<Sent<O>>,
        sink: &mut impl FnMut(&[u8], Option<O>) -> Result<(), E>,
    ) -> Result<BatchReport, E> {
        for sent in receiver {
            self.window.received(sent.bytes.capacity());
            if self.turn.is_none_or(|turn| turn == sent.number) {
                self.begin(sent.number);
                self.write(sent.bytes, sent.end, false, sink)?;
                self.write_waiting(sink)?;
            } else {
                self.keep(sent);
            }
        }
        Ok(self.report)
    }

    fn begin(&mut self, number: usize) {
        if self.turn.is_none() {
            self.turn = Some(number);
            self.window.set_turn(self.turn);
        }
    }

    fn write<E>(
        &mut self,
        bytes: Vec<u8>,
        end: Option<(O, bool)>,
        was_kept: bool,
        sink: &mut impl FnMut(&[u8], Option<O>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.hand_over(&bytes, end, sink)?;
        self.window.left(bytes, was_kept);
        Ok(())
    }

    fn hand_over<E>(
        &mut self,
        bytes: &[u8],
        end: Option<(O, bool)>,
        sink: &mut impl FnMut(&[u8], Option<O>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.report.bytes += bytes.len() as u64;
        let Some((outcome, panicked)) = end else { return sink(bytes, None) };
        self.report.items += 1;
        self.report.panics += usize::from(panicked);
        self.turn = self.ordered.then_some(self.report.items);
        sink(bytes, Some(outcome))?;
        self.window.set_turn(self.turn);
        self.window.item_written();
        Ok(())
    }

    /// Writes whatever waits for the turn that has come.
    fn write_waiting<E>(&mut self, sink: &mut impl FnMut(&[u8], Option<O>) -> Result<(), E>) -> Result<(), E> {
        loop {
            let next = match self.turn {
                Some(turn) => self.waiting.remove(&turn).map(|waiting| (turn, waiting)),
                None => self.waiting.pop_first(),
            };
            let Some((number, waiting)) = next else { return Ok(()) };
            self.begin(number);
            for chunk in waiting.chunks {
                match chunk {
                    Chunk::Memory(bytes) => self.write(bytes, None, true, sink)?,
                    Chunk::Spilled(place) => {
                        let mut bytes = std::mem::take(&mut self.spilled);
                        let file = self.file.expect("something was put there");
                        // A file of the run's own that cannot be read back any more: the records are lost, and going on
                        // without them would hide it.
                        let taken = self.spill.take(file, place, &mut bytes);
                        taken.expect("what was written to the file of waiting output can be read back");
                        self.hand_over(&bytes, None, sink)?;
                        self.spilled = bytes;
                    }
                }
            }
            match waiting.end {
                end @ Some(_) => self.hand_over(&[], end, sink)?,
                // Its worker is still at it; what comes now is written at once.
                None => return Ok(()),
            }
        }
    }

    /// Keeps what came too early.
    fn keep(&mut self, sent: Sent<O>) {
        let Sent { number, bytes, end } = sent;
        let waiting = self.waiting.entry(number).or_insert_with(|| Waiting { chunks: Vec::new(), end: None });
        waiting.end = end;
        if bytes.is_empty() {
            return self.window.left(bytes, false);
        }
        let place = if self.window.is_crowded(bytes.capacity()) { self.spill.put(&bytes) } else { None };
        match place {
            Some(place) => {
                waiting.chunks.push(Chunk::Spilled(place));
                self.window.left(bytes, false);
            }
            None => {
                self.window.kept(bytes.capacity());
                waiting.chunks.push(Chunk::Memory(bytes));
            }
        }
    }
}
