//! The model: transition scores and a table of narrow weights, and its file.
//!
//! A model file is: the magic `GLNTAG01`, then little-endian: version of the features (u32), log2 of the number of rows
//! (u32), the worth of one unit of weight (f32), 64 transition weights (i16), a checksum of all that follows and precedes
//! (u64, FNV-1a over 8-byte words), then the rows: 8 signed bytes each, one per label.

use std::borrow::Cow;

use crate::label::ROW;

const MAGIC: &[u8; 8] = b"GLNTAG01";
/// Changes when features are computed in another way: a model of another version would give nonsense.
pub(crate) const FEATURE_VERSION: u32 = 1;
const HEADER_LEN: usize = 8 + 4 + 4 + 4 + ROW * ROW * 2 + 8;
const CHECKSUM_AT: usize = HEADER_LEN - 8;

/// Why bytes are no usable model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The first bytes are not those of a model.
    #[error("this is no gleaner tagger model: it does not begin with “GLNTAG01”")]
    NotAModel,
    /// Made for other features than this program computes.
    #[error("the model is of feature version {found}, this program needs {needed}: train it again")]
    OtherVersion {
        /// The version in the file.
        found: u32,
        /// The version of this program.
        needed: u32,
    },
    /// Too short or too long for what its header says.
    #[error("the model has {found} bytes where its header asks for {expected}: the file was cut short or added to")]
    WrongLength {
        /// Bytes that are there.
        found: usize,
        /// Bytes that should be.
        expected: usize,
    },
    /// The checksum does not fit: the content was changed.
    #[error("the model is damaged: its checksum does not fit its content")]
    Damaged,
}

/// Weights of the tagger. Immutable and shared.
#[derive(Clone, Debug)]
pub struct Model {
    bits: u32,
    unit: f32,
    transitions: [[i16; ROW]; ROW],
    /// The rows, as they stand in the file.
    rows: Cow<'static, [u8]>,
}

impl Model {
    /// A model from the bytes of a model file that live as long as the program: nothing is copied.
    ///
    /// # Errors
    /// [`ModelError`] when the bytes are no model, of another version, cut short or damaged. Any bytes are safe to pass.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Self::parse(Cow::Borrowed(bytes))
    }

    /// A model from the bytes of a model file.
    ///
    /// # Errors
    /// As [`Model::from_static`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        Self::parse(Cow::Owned(bytes))
    }

    fn parse(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        if bytes.len() < MAGIC.len() || &bytes[..8] != MAGIC {
            return Err(ModelError::NotAModel);
        }
        if bytes.len() < HEADER_LEN {
            return Err(ModelError::WrongLength { found: bytes.len(), expected: HEADER_LEN });
        }
        let u32_at = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        let (version, bits) = (u32_at(8), u32_at(12));
        if version != FEATURE_VERSION {
            return Err(ModelError::OtherVersion { found: version, needed: FEATURE_VERSION });
        }
        let expected = if (4..=24).contains(&bits) { HEADER_LEN + (ROW << bits) } else { HEADER_LEN };
        if bytes.len() != expected || expected == HEADER_LEN {
            return Err(ModelError::WrongLength { found: bytes.len(), expected });
        }
        let stored = u64::from_le_bytes(bytes[CHECKSUM_AT..HEADER_LEN].try_into().expect("eight bytes"));
        if stored != checksum(&bytes) {
            return Err(ModelError::Damaged);
        }
        let mut transitions = [[0; ROW]; ROW];
        for (at, cell) in transitions.iter_mut().flatten().enumerate() {
            let from = 20 + at * 2;
            *cell = i16::from_le_bytes([bytes[from], bytes[from + 1]]);
        }
        let unit = f32::from_bits(u32_at(16));
        let unit = if unit.is_finite() && unit > 0.0 { unit } else { return Err(ModelError::Damaged) };
        let rows = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[HEADER_LEN..]),
            Cow::Owned(mut bytes) => Cow::Owned(bytes.split_off(HEADER_LEN)),
        };
        Ok(Self { bits, unit, transitions, rows })
    }

    /// The bytes of a model file.
    #[cfg(feature = "train")]
    pub(crate) fn encode(bits: u32, unit: f32, transitions: &[[i16; ROW]; ROW], rows: &[[i8; ROW]]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_LEN + rows.len() * ROW);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&FEATURE_VERSION.to_le_bytes());
        bytes.extend_from_slice(&bits.to_le_bytes());
        bytes.extend_from_slice(&unit.to_bits().to_le_bytes());
        bytes.extend(transitions.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend_from_slice(&[0; 8]);
        bytes.extend(rows.iter().flatten().map(|&weight| weight as u8));
        let sum = checksum(&bytes);
        bytes[CHECKSUM_AT..HEADER_LEN].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// log2 of the number of rows.
    pub(crate) const fn bits(&self) -> u32 {
        self.bits
    }

    /// What one unit of a score is worth in natural logarithm.
    pub(crate) const fn unit(&self) -> f32 {
        self.unit
    }

    pub(crate) const fn transitions(&self) -> &[[i16; ROW]; ROW] {
        &self.transitions
    }

    /// The sum of the rows of `features`, per label.
    #[inline]
    pub(crate) fn emission(&self, features: &[u32]) -> [i32; ROW] {
        let mut sums = [0i16; ROW];
        let (rows, _) = self.rows.as_chunks::<ROW>();
        for &id in features {
            if let Some(row) = rows.get(id as usize) {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    // At most 80 features of at most 128 each: no overflow of 16 bits.
                    *sum += i16::from(weight as i8);
                }
            }
        }
        sums.map(i32::from)
    }
}

/// FNV-1a over eight-byte words of everything but the checksum itself.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325u64;
    let mut add = |word: u64| {
        sum = (sum ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        sum ^= sum >> 31;
    };
    for part in [&bytes[..CHECKSUM_AT], &bytes[HEADER_LEN..]] {
        let (words, rest) = part.as_chunks::<8>();
        words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
        rest.iter().for_each(|&byte| add(u64::from(byte)));
        add(part.len() as u64);
    }
    sum
}
