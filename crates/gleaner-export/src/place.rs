//! Where entities stand in the text, in bytes and in code points, whatever their records count.

use std::ops::Range;

use crate::error::ExportError;
use crate::record::{Document, Unit, cut};

/// Where an entity stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// UTF-8 bytes of the text.
    pub(crate) bytes: Range<usize>,
    /// Code points.
    pub(crate) chars: Range<usize>,
}

/// The places of the entities of a document, in their order. One pass over the text, and a sort of the offsets.
///
/// # Errors
/// [`ExportError::NoText`] without a text; [`ExportError::Misplaced`] for the first entity whose words do not stand there.
pub(crate) fn places(document: &Document, format: &'static str) -> Result<Vec<Place>, ExportError> {
    let text = document.text().ok_or_else(|| ExportError::NoText { doc: document.name.clone(), format })?;
    let mut places = vec![Place::default(); document.entities.len()];
    // (offset in the unit of the records, entity, whether it is the end)
    let mut wanted: Vec<(u32, usize, bool)> = Vec::with_capacity(places.len() * 2);
    for (entity_idx, entity) in document.entities.iter().enumerate() {
        wanted.push((entity.start, entity_idx, false));
        wanted.push((entity.end, entity_idx, true));
    }
    wanted.sort_unstable();
    let mut wanted = wanted.into_iter().peekable();
    let (mut n_units, mut n_chars) = (0, 0);
    // What is never reached, or lies inside a character, stays at a place that the comparison below refuses.
    let ends = text.char_indices().map(|(byte, character)| (byte, Some(character))).chain([(text.len(), None)]);
    for (byte, character) in ends {
        while let Some(&(offset, entity_idx, is_end)) = wanted.peek() {
            if u64::from(offset) > n_units {
                break;
            }
            if u64::from(offset) == n_units {
                let place = &mut places[entity_idx];
                if is_end {
                    (place.bytes.end, place.chars.end) = (byte, n_chars);
                } else {
                    (place.bytes.start, place.chars.start) = (byte, n_chars);
                }
            }
            wanted.next();
        }
        if wanted.peek().is_none() {
            break;
        }
        n_chars += 1;
        n_units += character.map_or(0, |character| match document.unit {
            Unit::Chars => 1,
            Unit::Bytes => character.len_utf8() as u64,
            Unit::Utf16 => character.len_utf16() as u64,
        });
    }
    for (entity, place) in document.entities.iter().zip(&places) {
        let found = text.get(place.bytes.clone()).unwrap_or("");
        if found != entity.text || found.is_empty() {
            return Err(ExportError::Misplaced {
                doc: document.name.clone(),
                id: entity.id.clone(),
                said: cut(&entity.text),
                found: cut(found),
                unit: document.unit.as_str(),
                start: entity.start,
                end: entity.end,
            });
        }
    }
    Ok(places)
}

/// The entities of a document without those that overlap an earlier one, by place: in formats that give each token one
/// label. Of two that overlap the one that begins first stays, of two that begin together the longer.
pub(crate) fn apart(places: &[Place]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&idx| (places[idx].bytes.start, std::cmp::Reverse(places[idx].bytes.end), idx));
    let mut end = 0;
    order.retain(|&idx| {
        let stays = places[idx].bytes.start >= end;
        if stays {
            end = places[idx].bytes.end;
        }
        stays
    });
    order
}
