//! The labels of the CRF: outside, and beginning and inside of each type (IOB2).

use gleaner_text::EntityType;

/// Labels in use.
pub(crate) const N_LABELS: usize = 7;
/// Labels rounded up to a power of two: the width of a row of weights.
pub(crate) const ROW: usize = 8;
/// Not part of a name.
pub(crate) const OUTSIDE: usize = 0;

/// The label of the first token of a mention; labels of the tokens behind it are one higher.
#[cfg(feature = "train")]
pub(crate) const fn begin(entity_type: EntityType) -> Option<usize> {
    match entity_type {
        EntityType::ORG => Some(1),
        EntityType::PERSON => Some(3),
        EntityType::LOC => Some(5),
        _ => None,
    }
}

/// The type of a label; `None` for outside.
pub(crate) const fn entity_type(label: usize) -> Option<EntityType> {
    match label {
        1 | 2 => Some(EntityType::ORG),
        3 | 4 => Some(EntityType::PERSON),
        5 | 6 => Some(EntityType::LOC),
        _ => None,
    }
}

/// True for the label of a token that begins a mention.
pub(crate) const fn is_begin(label: usize) -> bool {
    label % 2 == 1
}

/// True when `next` may follow `label`: an inside label only goes on with its own type.
pub(crate) const fn may_follow(label: usize, next: usize) -> bool {
    next == OUTSIDE || next % 2 == 1 || label == next || label + 1 == next
}
