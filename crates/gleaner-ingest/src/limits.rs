//! How far an input is unpacked: what is allowed, and what is left of it.

use std::io::{self, Read};

use crate::error::InputErrorKind;

/// What unpacking may cost. The defaults keep a hostile file of any kind to some hundred megabytes and a minute; real
/// archives stay far below them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one input that may lie unpacked at one time: a member and what it is unpacked from, all levels
    /// together. Default: 256 MiB.
    pub max_unpacked_bytes: u64,
    /// One input may unpack to so many times its own size over all its members, or to 64 MiB where that is more. Text
    /// rarely packs better than 20 to 1, zip bombs 1,000 to 1 a level. Default: 200.
    pub max_ratio: u64,
    /// How deep archives may lie in archives; a compressed archive counts as two. Default: 8.
    pub max_depth: u32,
    /// How long the reader of a PDF or an outside converter may take for one file. Default: 60.
    pub max_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_unpacked_bytes: 256 << 20, max_ratio: 200, max_depth: 8, max_seconds: 60 }
    }
}

/// Small inputs may unpack to this much whatever the ratio.
const ALWAYS_ALLOWED: u64 = 64 << 20;

/// What is left of the limits while one input is unpacked.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: Limits,
    /// Of this input, in all.
    total: u64,
    left: u64,
    /// Unpacked and still in memory.
    live: u64,
}

impl Budget {
    pub(crate) fn new(limits: Limits, n_bytes: usize) -> Self {
        let total = (n_bytes as u64).saturating_mul(limits.max_ratio).max(ALWAYS_ALLOWED);
        Self { limits, total, left: total, live: 0 }
    }

    /// Once the whole is spent nothing more of the input is read.
    pub(crate) const fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// How much more may be unpacked now.
    pub(crate) const fn room(&self) -> u64 {
        let room = self.limits.max_unpacked_bytes.saturating_sub(self.live);
        if room < self.left { room } else { self.left }
    }

    /// All that `source` gives, counted; give it back with [`Budget::release`]. Damage is told by `damaged`.
    pub(crate) fn unpack(
        &mut self,
        source: impl Read,
        damaged: impl FnOnce(io::Error) -> InputErrorKind,
    ) -> Result<Vec<u8>, InputErrorKind> {
        let room = self.limits.max_unpacked_bytes.saturating_sub(self.live);
        let allowed = room.min(self.left);
        let mut bytes = Vec::new();
        let read = source.take(allowed.saturating_add(1)).read_to_end(&mut bytes);
        let n_bytes = bytes.len() as u64;
        if n_bytes > allowed {
            let total_is_spent = self.left <= room;
            self.left = self.left.saturating_sub(n_bytes);
            return Err(if total_is_spent {
                InputErrorKind::Bomb { limit: self.total, ratio: self.limits.max_ratio }
            } else {
                InputErrorKind::Unpacked { limit: self.limits.max_unpacked_bytes }
            });
        }
        self.left -= n_bytes;
        read.map_err(damaged)?;
        bytes.shrink_to_fit();
        self.live += n_bytes;
        Ok(bytes)
    }

    /// Unpacked bytes are gone again.
    pub(crate) fn release(&mut self, bytes: Vec<u8>) {
        self.live = self.live.saturating_sub(bytes.len() as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn io_damage(error: io::Error) -> InputErrorKind {
        InputErrorKind::Io(error)
    }

    #[test]
    fn what_is_unpacked_at_one_time_and_in_all() {
        let limits = Limits { max_unpacked_bytes: 100, ..Limits::default() };
        let mut budget = Budget::new(limits, 10);
        let first = budget.unpack(&[1; 60][..], io_damage).expect("room");
        let error = budget.unpack(&[1; 60][..], io_damage).expect_err("no room");
        assert_eq!(error.to_string(), "unpacks to more than 100 bytes; raise the limit or unpack it first");
        budget.release(first);
        let whole = budget.unpack(&[1; 100][..], io_damage).expect("room again");
        budget.release(whole);
        // 64 MiB in all for a small input.
        let mut budget = Budget::new(Limits::default(), 10);
        assert!(matches!(
            budget.unpack(io::repeat(0), io_damage),
            Err(InputErrorKind::Bomb { limit: 0x400_0000, ratio: 200 })
        ));
        assert!(budget.is_spent());
    }
}
