//! The layout of a compiled gazetteer: a header, and sections one behind the other.
//!
//! ```text
//! bytes     what
//! 0..8      magic
//! 8..12     version of the layout
//! 12..16    number of sections
//! 16..24    XXH3 of everything from byte 24 on
//! 24..32    length of the whole
//! 32..40    check of the keys: what today's code makes of a few names
//! 40..64    entries, names, surfaces, most tokens of a name, longest probe, 0
//! 64..      length of each section, eight bytes each
//! ```
//!
//! All numbers are little-endian. The sections:
//!
//! | section | what it holds |
//! |---|---|
//! | tables | types, lists and classes (list, type, flags, priority of entries), as numbers and texts |
//! | runs | for each type where its runs begin, then the runs: first entry and number of entries |
//! | offsets | for each entry where it begins in `entries`, and where the last ends |
//! | entries | class, number of names and attributes, names, keys and values |
//! | begins | two bits a group of first tokens: a name begins with one; and takes it in small letters |
//! | cells | two bits a group of beginnings: a name goes on behind one; a name ends with one |
//! | slots | open addressing: four bytes of surface plus one, two bytes of fingerprint |
//! | surfaces | spellings and labels of the names that share a key |
//! | contexts | for each entry with context words: the entry and where they begin in `words` |
//! | words | context words as keys |

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::error::FileError;

pub(crate) const MAGIC: [u8; 8] = *b"\x89GLNGAZ\n";
/// Goes up with every change of the layout or of what the sections mean.
pub(crate) const VERSION: u32 = 1;
pub(crate) const N_SECTIONS: usize = 10;
const CHECKED_FROM: usize = 24;
pub(crate) const HEADER_BYTES: usize = 64 + 8 * N_SECTIONS;

/// The sections in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Tables,
    Runs,
    Offsets,
    Entries,
    Begins,
    Cells,
    Slots,
    Surfaces,
    Contexts,
    Words,
}

/// What the header says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    pub(crate) n_entries: u32,
    pub(crate) n_names: u32,
    pub(crate) n_surfaces: u32,
    pub(crate) max_tokens: u32,
    pub(crate) max_probe: u32,
    pub(crate) sections: [Range<usize>; N_SECTIONS],
}

impl Header {
    /// The bytes of a section in the whole.
    #[inline]
    pub(crate) fn section<'b>(&self, bytes: &'b [u8], section: Section) -> &'b [u8] {
        bytes.get(self.sections[section as usize].clone()).unwrap_or_default()
    }

    /// Reads and checks the header of a compiled gazetteer, and its checksum.
    pub(crate) fn read(bytes: &[u8], key_check: u64) -> Result<Self, FileError> {
        let (Some(magic), Some(header)) = (bytes.get(..MAGIC.len()), bytes.get(..HEADER_BYTES)) else {
            let is_beginning = MAGIC.starts_with(&bytes[..bytes.len().min(MAGIC.len())]);
            return Err(if is_beginning && !bytes.is_empty() {
                FileError::CutShort { expected: HEADER_BYTES as u64, found: bytes.len() as u64 }
            } else {
                FileError::NotAGazetteer
            });
        };
        if magic != MAGIC {
            return Err(FileError::NotAGazetteer);
        }
        let word32 = |start: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte_idx| header[start + byte_idx]));
        let word64 = |start: usize| u64::from(word32(start)) | u64::from(word32(start + 4)) << 32;
        let (version, n_sections) = (word32(8), word32(12));
        if version != VERSION || n_sections as usize != N_SECTIONS {
            return Err(FileError::OtherVersion { found: version, expected: VERSION });
        }
        let (length, found) = (word64(24), bytes.len() as u64);
        if found < length {
            return Err(FileError::CutShort { expected: length, found });
        }
        if found > length {
            return Err(FileError::Damaged { what: "its length" });
        }
        if xxh3_64(&bytes[CHECKED_FROM..]) != word64(16) {
            return Err(FileError::Checksum);
        }
        if word64(32) != key_check {
            return Err(FileError::OtherKeys);
        }
        let mut sections: [Range<usize>; N_SECTIONS] = Default::default();
        let mut start = HEADER_BYTES;
        for (section_idx, section) in sections.iter_mut().enumerate() {
            let n_bytes = usize::try_from(word64(64 + 8 * section_idx)).ok();
            let end = n_bytes.and_then(|n_bytes| start.checked_add(n_bytes)).filter(|&end| end <= bytes.len());
            let end = end.ok_or(FileError::Damaged { what: "its table of sections" })?;
            *section = start..end;
            start = end;
        }
        if start != bytes.len() {
            return Err(FileError::Damaged { what: "its table of sections" });
        }
        Ok(Self {
            n_entries: word32(40),
            n_names: word32(44),
            n_surfaces: word32(48),
            max_tokens: word32(52),
            max_probe: word32(56),
            sections,
        })
    }

    /// Header and sections as one piece.
    pub(crate) fn write(&self, key_check: u64, sections: [&[u8]; N_SECTIONS]) -> Vec<u8> {
        let n_bytes = HEADER_BYTES + sections.iter().map(|section| section.len()).sum::<usize>();
        let mut bytes = Vec::with_capacity(n_bytes);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(N_SECTIONS as u32).to_le_bytes());
        bytes.extend_from_slice(&[0; 8]);
        bytes.extend_from_slice(&(n_bytes as u64).to_le_bytes());
        bytes.extend_from_slice(&key_check.to_le_bytes());
        for word in [self.n_entries, self.n_names, self.n_surfaces, self.max_tokens, self.max_probe, 0] {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        for section in sections {
            bytes.extend_from_slice(&(section.len() as u64).to_le_bytes());
        }
        for section in sections {
            bytes.extend_from_slice(section);
        }
        let checksum = xxh3_64(&bytes[CHECKED_FROM..]);
        bytes[16..CHECKED_FROM].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }
}
