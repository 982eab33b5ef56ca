//! The index of surfaces: a hash table over the keys of names and of their beginnings.
//!
//! One look-up a token says whether a name can go on with it and whether one ends there; a small filter in front of it
//! says for most tokens of a text that no name begins with them. The table is flat, so that it can be saved as it is.
//!
//! Why not an automaton: see "The engine" on the crate's page.

use gleaner_text::TextView;

use crate::key::{Within, first_state, next_state, next_token, token_key};

/// A name in the making: it ends here, it goes on, or both.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The key of the beginning; 0 in an empty slot.
    state: u64,
    /// The surface that ends here, plus one, in the low 31 bits; [`GOES_ON`] above them.
    value: u32,
}

const GOES_ON: u32 = 1 << 31;

/// Names and their beginnings by key.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    /// Two bits a group of first tokens: some name begins with one of them ([`BEGINS`]), and takes it in small letters
    /// too ([`BEGINS_SMALL`]).
    filter: Vec<u64>,
    /// How far a token's key is shifted to give its group.
    filter_shift: u32,
    /// Open addressing with linear probing; a power of two, at most half full.
    slots: Vec<Slot>,
}

/// A name begins with a token of the group.
pub(crate) const BEGINS: u64 = 1;
/// A name begins with a token of the group and accepts it in small letters.
pub(crate) const BEGINS_SMALL: u64 = 2;

impl Index {
    /// An empty index with room for `n_states` beginnings, the names themselves included, of `n_names` names.
    pub(crate) fn with_capacity(n_states: usize, n_names: usize) -> Self {
        let n_slots = (n_states * 2).next_power_of_two().max(16);
        // Eight groups a name leave one token in ten to pass by chance; 64 KiB of filter at most stay in the first cache.
        let group_bits = (n_names * 8).next_power_of_two().trailing_zeros().clamp(8, 18);
        Self {
            filter: vec![0; (1 << group_bits) / 32],
            filter_shift: 64 - group_bits,
            slots: vec![Slot::default(); n_slots],
        }
    }

    /// Whether `bit` is set for the first tokens of that key.
    #[inline]
    pub(crate) fn may_begin(&self, token: u64, bit: u64) -> bool {
        let group = token >> self.filter_shift;
        let word = self.filter.get((group >> 5) as usize).copied().unwrap_or(0);
        (word >> ((group & 31) * 2)) & bit != 0
    }

    pub(crate) fn set_begins(&mut self, token: u64, bits: u64) {
        let group = token >> self.filter_shift;
        self.filter[(group >> 5) as usize] |= bits << ((group & 31) * 2);
    }

    #[inline]
    fn slot_idx(&self, state: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot_idx = state as usize & mask;
        while self.slots[slot_idx].state != state && self.slots[slot_idx].state != 0 {
            slot_idx = (slot_idx + 1) & mask;
        }
        slot_idx
    }

    fn slot_mut(&mut self, state: u64) -> &mut Slot {
        let slot_idx = self.slot_idx(state);
        self.slots[slot_idx].state = state;
        &mut self.slots[slot_idx]
    }

    /// Says that some name goes on after the beginning `state`.
    pub(crate) fn set_goes_on(&mut self, state: u64) {
        self.slot_mut(state).value |= GOES_ON;
    }

    /// The surface of key `state`: the one it has, or `new_surface`.
    pub(crate) fn surface_or_insert(&mut self, state: u64, new_surface: u32) -> u32 {
        let slot = self.slot_mut(state);
        if slot.value & !GOES_ON == 0 {
            slot.value |= new_surface + 1;
        }
        (slot.value & !GOES_ON) - 1
    }

    /// Calls `found` with every surface whose key the tokens from `first` on spell, shorter ones first, and the token
    /// behind it. Capitals are not looked at.
    #[inline]
    pub(crate) fn walk(&self, view: TextView<'_>, first: usize, mut found: impl FnMut(u32, usize)) {
        let hashes = view.tokens.hashes();
        let mut token_idx = first;
        let mut state = first_state(token_key(hashes[first]));
        loop {
            let slot = self.slots[self.slot_idx(state)];
            let surface = slot.value & !GOES_ON;
            if surface != 0 {
                found(surface - 1, token_idx + 1);
            }
            if slot.value & GOES_ON == 0 {
                return;
            }
            let Some(next) = next_token(view, token_idx, Within::Sentence) else { return };
            token_idx = next;
            state = next_state(state, token_key(hashes[next]));
        }
    }

    /// Bytes of memory.
    pub(crate) fn memory_bytes(&self) -> usize {
        size_of_val(&*self.filter) + size_of_val(&*self.slots)
    }
}
