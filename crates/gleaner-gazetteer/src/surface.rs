//! Surfaces: the names that share a key, each way to write them, and the entries that each way can mean.
//!
//! A record holds, as numbers of [`bytes`](crate::bytes): 0, a spelling and an entry, where there is one of each; else the
//! number of spellings, the spellings, the number of labels, and for each label the entry and its spellings as bits. A
//! spelling is a policy times two, plus one when its text follows; else an entry and which of its names it is follow.

use gleaner_text::{EntryId, TextView};

use crate::bytes::{Cursor, push_number, push_text};
use crate::gazetteer::Gazetteer;
use crate::policy::{Capitals, Policy};
use crate::spelling;

/// How many ways to write one name there can be.
pub(crate) const MAX_SPELLINGS: usize = u64::BITS as usize;

/// One way to write a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spelling<'s> {
    pub(crate) policy: Policy,
    pub(crate) text: SpellingText<'s>,
}

/// The tokens of a spelling, parted by spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpellingText<'s> {
    /// The name of that index of that entry, just as it is.
    Name { entry: u32, name_idx: u32, text: &'s str },
    /// Its own.
    Own(&'s str),
}

/// An entry that has a name of this surface, and the spellings by which it has it, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) entry: EntryId,
    pub(crate) spellings: u64,
}

/// Appends a record.
pub(crate) fn push_surface(bytes: &mut Vec<u8>, spellings: &[Spelling<'_>], labels: &[Label]) {
    let is_single = spellings.len() == 1 && labels.len() == 1;
    push_number(bytes, if is_single { 0 } else { spellings.len() as u64 });
    for spelling in spellings {
        let policy = u64::from(spelling.policy.bits()) << 1;
        match spelling.text {
            SpellingText::Own(text) => {
                push_number(bytes, policy | 1);
                push_text(bytes, text);
            }
            SpellingText::Name { entry, name_idx, .. } => {
                push_number(bytes, policy);
                if !is_single {
                    push_number(bytes, u64::from(entry));
                }
                push_number(bytes, u64::from(name_idx));
            }
        }
    }
    if let ([label], true) = (labels, is_single) {
        push_number(bytes, u64::from(label.entry.0));
        return;
    }
    push_number(bytes, labels.len() as u64);
    for label in labels {
        push_number(bytes, u64::from(label.entry.0));
        push_number(bytes, label.spellings);
    }
}

/// The labels of a surface, in the stated order of the candidates.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Labels<'g> {
    One(Option<Label>),
    Many { n_left: u64, cursor: Cursor<'g> },
}

impl Iterator for Labels<'_> {
    type Item = Label;

    fn next(&mut self) -> Option<Label> {
        match self {
            Self::One(label) => label.take(),
            Self::Many { n_left, cursor } => {
                *n_left = n_left.checked_sub(1)?;
                Some(Label { entry: EntryId(cursor.small()?), spellings: cursor.number()? })
            }
        }
    }
}

impl Gazetteer {
    /// The labels of the surface whose record begins at `surface`, and as bits those of its spellings for which `accepts`
    /// says so. None where the record is damaged.
    pub(crate) fn read_surface(
        &self,
        surface: u32,
        mut accepts: impl FnMut(Policy, &str) -> bool,
    ) -> Option<(u64, Labels<'_>)> {
        let mut cursor = Cursor::new(self.surfaces(), surface as usize);
        let n_spellings = cursor.number()?;
        if n_spellings == 0 {
            let policy = cursor.number()?;
            let (own, name_idx) = if policy & 1 == 1 { (cursor.text()?, 0) } else { ("", cursor.small()?) };
            let entry: u32 = cursor.small()?;
            let text = if policy & 1 == 1 { own } else { self.name_of(entry, name_idx)? };
            let accepted = u64::from(accepts(Policy::from_bits(policy >> 1), text));
            return Some((accepted, Labels::One(Some(Label { entry: EntryId(entry), spellings: 1 }))));
        }
        let mut accepted = 0;
        for spelling_idx in 0..n_spellings.min(MAX_SPELLINGS as u64) {
            let policy = cursor.number()?;
            let text = if policy & 1 == 1 {
                cursor.text()?
            } else {
                let entry = cursor.small()?;
                self.name_of(entry, cursor.small()?)?
            };
            if accepts(Policy::from_bits(policy >> 1), text) {
                accepted |= 1 << spelling_idx;
            }
        }
        let n_left = cursor.number()?;
        Some((accepted, Labels::Many { n_left, cursor }))
    }

    /// The spellings of a surface that the tokens from `start` to before `end` meet, as bits, and its labels.
    pub(crate) fn accepted(
        &self,
        view: TextView<'_>,
        start: usize,
        surface: u32,
        end: usize,
        capitals: Capitals,
    ) -> Option<(u64, Labels<'_>)> {
        self.read_surface(surface, |policy, text| {
            let policy = match capitals {
                Capitals::AsAsked => Some(policy),
                Capitals::Forgiven => policy.with_capitals_forgiven(),
            };
            policy.is_some_and(|policy| spelling::accepts(policy, text, view, start, end))
        })
    }
}
