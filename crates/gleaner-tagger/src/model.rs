//! The model: transition scores and a table of narrow weights, and its file.
//!
//! A model file is: the magic `GLNTAG01`, then little-endian: version of the features (u32), log2 of the number of rows
//! (u32), the worth of one unit of weight (f32), 64 transition weights (i16), a checksum of all that follows and precedes
//! (u64, FNV-1a over 8-byte words with an extra shift), then the rows: 8 signed bytes each, one per label.

use std::borrow::Cow;

use crate::label::ROW;

const MAGIC: &[u8; 8] = b"GLNTAG01";
/// Changes when features are computed in another way: a model of another version would give nonsense.
pub(crate) const FEATURE_VERSION: u32 = 3;
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
    /// Rows of finer weights, in units of `unit`, in place of the others: see [`Model::exact`].
    #[cfg(feature = "train")]
    exact_rows: Option<std::sync::Arc<Vec<[i32; ROW]>>>,
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
        Ok(Self {
            bits,
            unit,
            transitions,
            rows,
            #[cfg(feature = "train")]
            exact_rows: None,
        })
    }

    /// A model of weights that are as good as not rounded, to compare with: a unit of it is a thousandth, the sum of a
    /// token's weights is off by less than a tenth. Transitions beyond ±32 are clipped.
    #[cfg(feature = "train")]
    pub(crate) fn exact(bits: u32, transitions: &[[f32; ROW]; ROW], rows: &[[f32; ROW]]) -> Self {
        const UNIT: f32 = 1e-3;
        let round = |weight: f32| (weight / UNIT).round();
        let rows = rows.iter().map(|row| row.map(|weight| round(weight).clamp(-1e6, 1e6) as i32)).collect();
        Self {
            bits,
            unit: UNIT,
            transitions: transitions.map(|row| row.map(|weight| round(weight).clamp(-32_000.0, 32_000.0) as i16)),
            rows: Cow::Borrowed(&[]),
            exact_rows: Some(std::sync::Arc::new(rows)),
        }
    }

    /// The weights as numbers, to train on from.
    #[cfg(feature = "train")]
    pub(crate) fn weights(&self) -> (Vec<[f32; ROW]>, [[f32; ROW]; ROW]) {
        let (rows, _) = self.rows.as_chunks::<ROW>();
        let rows = match &self.exact_rows {
            Some(rows) => rows.iter().map(|row| row.map(|weight| weight as f32 * self.unit)).collect(),
            None => rows.iter().map(|row| row.map(|weight| f32::from(weight as i8) * self.unit)).collect(),
        };
        (rows, self.transitions.map(|row| row.map(|weight| f32::from(weight) * self.unit)))
    }

    /// The bytes of a model file.
    #[cfg(any(test, feature = "train"))]
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

    /// log2 of the number of rows of eight bytes.
    pub const fn bits(&self) -> u32 {
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
        #[cfg(feature = "train")]
        if let Some(rows) = &self.exact_rows {
            let mut sums = [0; ROW];
            for &id in features {
                (0..ROW).for_each(|label| sums[label] += rows[id as usize][label]);
            }
            return sums;
        }
        let mut sums = [0i16; ROW];
        let (rows, _) = self.rows.as_chunks::<ROW>();
        for &id in features {
            if let Some(row) = rows.get(id as usize) {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    // At most MAX_FEATURES of at most 128 each: no overflow of 16 bits.
                    *sum += i16::from(weight as i8);
                }
            }
        }
        sums.map(i32::from)
    }
}

/// FNV-1a over eight-byte words, with a shift after each, of everything but the checksum itself.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tiny() -> Vec<u8> {
        let mut transitions = [[0; ROW]; ROW];
        transitions[0][1] = -300;
        transitions[6][0] = 17;
        let rows: Vec<[i8; ROW]> = (0..16i8).map(|row| [row, -row, 1, -128, 127, 0, 3, 0]).collect();
        Model::encode(4, 0.25, &transitions, &rows)
    }

    #[test]
    fn what_is_written_is_read() {
        let model = Model::from_bytes(tiny()).expect("a model");
        assert_eq!((model.bits(), model.unit()), (4, 0.25));
        assert_eq!((model.transitions()[0][1], model.transitions()[6][0]), (-300, 17));
        assert_eq!(model.emission(&[]), [0; ROW]);
        assert_eq!(model.emission(&[2, 15, 15]), [32, -32, 3, -384, 381, 0, 9, 0]);
        assert_eq!(model.emission(&[16, u32::MAX]), [0; ROW], "rows that are not there weigh nothing");
        let held: &'static [u8] = Box::leak(tiny().into_boxed_slice());
        assert_eq!(Model::from_static(held).expect("a model").emission(&[3]), model.emission(&[3]));
    }

    #[test]
    fn no_overflow_at_the_limit() {
        let rows = [[-128; ROW]; 16];
        let model = Model::from_bytes(Model::encode(4, 1.0, &[[0; ROW]; ROW], &rows)).expect("a model");
        let most = [7; crate::feature::MAX_FEATURES];
        assert_eq!(model.emission(&most), [-128 * most.len() as i32; ROW]);
    }

    #[test]
    fn what_is_refused_and_why() {
        let bytes = tiny();
        let refused = |bytes: &[u8]| Model::from_bytes(bytes.to_vec()).expect_err("no model");
        assert_eq!(refused(b""), ModelError::NotAModel);
        assert_eq!(refused(b"GLNTAG0"), ModelError::NotAModel);
        assert_eq!(refused(b"PK\x03\x04 and so on"), ModelError::NotAModel);
        assert_eq!(refused(&bytes[..20]), ModelError::WrongLength { found: 20, expected: HEADER_LEN });
        let expected = bytes.len();
        assert_eq!(refused(&bytes[..expected - 1]), ModelError::WrongLength { found: expected - 1, expected });
        assert_eq!(refused(&[&bytes[..], b"x"].concat()), ModelError::WrongLength { found: expected + 1, expected });
        let mut other = bytes.clone();
        other[8] = 200;
        assert_eq!(refused(&other), ModelError::OtherVersion { found: 200, needed: FEATURE_VERSION });
        let mut huge = bytes.clone();
        huge[12..16].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(refused(&huge), ModelError::WrongLength { found: expected, expected: HEADER_LEN });
        for unit in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            let bytes = Model::encode(4, unit, &[[0; ROW]; ROW], &[[0; ROW]; 16]);
            assert_eq!(refused(&bytes), ModelError::Damaged, "unit {unit}");
        }
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_noticed() {
        let bytes = tiny();
        for len in 0..bytes.len() {
            assert!(Model::from_bytes(bytes[..len].to_vec()).is_err(), "cut at {len}");
        }
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(Model::from_bytes(flipped).is_err(), "bit {bit}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(Model::from_bytes(bytes.clone()).is_err());
            let with_magic = [MAGIC.as_slice(), &bytes].concat();
            prop_assert!(Model::from_bytes(with_magic).is_err());
        }

        #[test]
        fn exchanged_words_are_noticed(left in 0..16usize, right in 0..16usize) {
            let mut bytes = tiny();
            let (left, right) = (HEADER_LEN + left * ROW, HEADER_LEN + right * ROW);
            (0..ROW).for_each(|at| bytes.swap(left + at, right + at));
            prop_assert_eq!(Model::from_bytes(bytes).is_ok(), left == right);
        }
    }
}
