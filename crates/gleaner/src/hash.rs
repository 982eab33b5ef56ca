//! The digest that ties offsets to a text.

use sha2::{Digest, Sha256};

/// SHA-256 of the bytes, in small hexadecimal.
pub(crate) fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes.as_ref()).iter().map(|byte| format!("{byte:02x}")).collect()
}
