//! The index of surfaces: which tokens begin a name, which beginnings go on, and where names end.
//!
//! Three tables, from the most asked to the least:
//!
//! 1. `begins`, two bits a group of first tokens, says of most tokens of a text that no name begins with them.
//! 2. `cells`, two bits a group of *beginnings* (the tokens of a name so far, as a hash), says whether some name goes on
//!    behind one and whether some name is just that. Several beginnings share a group: it can say yes too often, never no.
//! 3. `slots`, a hash table of whole names only, at most [`FILLED`] full.
//!
//! Beginnings that are no names cost ten bits each instead of a slot; all three tables are bytes of the compiled file.
//!
//! Why not an automaton: see "The engine" on the crate's page.

use gleaner_text::TextView;

use crate::bytes::word32;
use crate::key::{Within, first_state, next_state, next_token};
use crate::layout::{Header, Section};

/// A name begins with a token of the group.
pub(crate) const BEGINS: u8 = 1;
/// A name begins with a token of the group and accepts it in small letters.
pub(crate) const BEGINS_SMALL: u8 = 2;
/// Some name goes on behind a beginning of the group.
const GOES_ON: u8 = 1;
/// Some name ends with a beginning of the group.
const ENDS: u8 = 2;

/// Four bytes of surface plus one (0 in an empty slot), two of fingerprint.
const SLOT_BYTES: usize = 6;
/// How full the slots are: seven of ten.
const FILLED: (usize, usize) = (7, 10);
/// No table that [`IndexBuilder`] makes has so long a probe; a table that says so is refused.
pub(crate) const MAX_PROBE: u32 = 4_096;
/// Names of more tokens are not indexed.
pub(crate) const MAX_TOKENS: usize = 1_000;

/// The group of `state` among `n_groups`, by its highest bits.
#[inline]
fn group(state: u64, n_groups: u64) -> usize {
    ((u128::from(state) * u128::from(n_groups)) >> 64) as usize
}

/// The fingerprint, from the bits that [`group`] uses last.
#[inline]
fn fingerprint(state: u64) -> u16 {
    state as u16
}

/// The index in a compiled gazetteer. Free to copy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Index<'g> {
    begins: &'g [u8],
    n_begins: u64,
    cells: &'g [u8],
    n_cells: u64,
    slots: &'g [u8],
    n_slots: u64,
    max_probe: u32,
    max_tokens: u32,
}

impl<'g> Index<'g> {
    pub(crate) fn new(bytes: &'g [u8], header: &Header) -> Self {
        let begins = header.section(bytes, Section::Begins);
        let cells = header.section(bytes, Section::Cells);
        let slots = header.section(bytes, Section::Slots);
        Self {
            begins,
            n_begins: begins.len() as u64 * 4,
            cells,
            n_cells: cells.len() as u64 * 4,
            slots,
            n_slots: (slots.len() / SLOT_BYTES) as u64,
            max_probe: header.max_probe,
            max_tokens: header.max_tokens,
        }
    }

    /// Whether `bit` is set for first tokens of that key.
    #[inline]
    pub(crate) fn may_begin(&self, token: u64, bit: u8) -> bool {
        bits_at(self.begins, group(token, self.n_begins)) & bit != 0
    }

    /// Calls `found` with every surface whose key the tokens from `first` on may spell, and the token behind it; shorter
    /// ones first. `first_key` is the key of `first`.
    #[inline]
    pub(crate) fn walk(
        &self,
        view: TextView<'_>,
        first: usize,
        first_key: u64,
        mut token_key: impl FnMut(usize) -> u64,
        mut found: impl FnMut(u32, usize),
    ) {
        let mut token_idx = first;
        let mut state = first_state(first_key);
        for _ in 0..self.max_tokens {
            let bits = bits_at(self.cells, group(state, self.n_cells));
            if bits & ENDS != 0 {
                self.probe(state, |surface| found(surface, token_idx + 1));
            }
            if bits & GOES_ON == 0 {
                return;
            }
            let Some(next) = next_token(view, token_idx, Within::Sentence) else { return };
            token_idx = next;
            state = next_state(state, token_key(next));
        }
    }

    /// Calls `found` with every surface that `state` may be the key of: its own, and others that share the fingerprint.
    fn probe(&self, state: u64, mut found: impl FnMut(u32)) {
        let mut slot_idx = group(state, self.n_slots);
        for _ in 0..=self.max_probe {
            let start = slot_idx * SLOT_BYTES;
            let Some(slot) = self.slots.get(start..start + SLOT_BYTES) else { return };
            let surface = u32::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if surface == 0 {
                return;
            }
            if u16::from_le_bytes([slot[4], slot[5]]) == fingerprint(state) {
                found(surface - 1);
            }
            slot_idx += 1;
            if slot_idx as u64 == self.n_slots {
                slot_idx = 0;
            }
        }
    }
}

#[inline]
fn bits_at(section: &[u8], group: usize) -> u8 {
    let byte = section.get(group >> 2).copied().unwrap_or(0);
    byte >> ((group & 3) * 2) & 3
}

fn set_bits(section: &mut [u8], group: usize, bits: u8) {
    section[group >> 2] |= bits << ((group & 3) * 2);
}

/// Fills the three tables.
pub(crate) struct IndexBuilder {
    pub(crate) begins: Vec<u8>,
    pub(crate) cells: Vec<u8>,
    pub(crate) slots: Vec<u8>,
    pub(crate) max_probe: u32,
}

impl IndexBuilder {
    /// Empty tables for so many different first tokens, beginnings (names included) and surfaces.
    pub(crate) fn new(n_first_tokens: usize, n_states: usize, n_surfaces: usize) -> Self {
        // Sixteen groups a token leave one token in sixteen to pass by chance.
        let n_begins = (n_first_tokens * 16).clamp(256, 1 << 24);
        // Five groups a beginning: one in five says yes by chance, and the slots answer.
        let n_cells = n_states * 5 + 16;
        let n_slots = n_surfaces * FILLED.1 / FILLED.0 + 4;
        Self {
            begins: vec![0; n_begins.div_ceil(4)],
            cells: vec![0; n_cells.div_ceil(4)],
            slots: vec![0; n_slots * SLOT_BYTES],
            max_probe: 0,
        }
    }

    pub(crate) fn set_begins(&mut self, token: u64, bits: u8) {
        let n_groups = self.begins.len() as u64 * 4;
        set_bits(&mut self.begins, group(token, n_groups), bits);
    }

    /// Says that some name goes on after the beginning `state`.
    pub(crate) fn set_goes_on(&mut self, state: u64) {
        let n_groups = self.cells.len() as u64 * 4;
        set_bits(&mut self.cells, group(state, n_groups), GOES_ON);
    }

    /// Adds the surface of key `state`.
    pub(crate) fn insert(&mut self, state: u64, surface: u32) {
        let n_groups = self.cells.len() as u64 * 4;
        set_bits(&mut self.cells, group(state, n_groups), ENDS);
        let n_slots = self.slots.len() / SLOT_BYTES;
        let mut slot_idx = group(state, n_slots as u64);
        let mut n_probes = 0;
        // There are more slots than surfaces.
        while word32(&self.slots[slot_idx * SLOT_BYTES..], 0) != Some(0) {
            slot_idx = (slot_idx + 1) % n_slots;
            n_probes += 1;
        }
        self.max_probe = self.max_probe.max(n_probes);
        let slot = &mut self.slots[slot_idx * SLOT_BYTES..][..SLOT_BYTES];
        slot[..4].copy_from_slice(&(surface + 1).to_le_bytes());
        slot[4..].copy_from_slice(&fingerprint(state).to_le_bytes());
    }
}
