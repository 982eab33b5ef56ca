//! The digest that ties offsets to a text.

use sha2::{Digest, Sha256};

/// SHA-256 of the UTF-8 bytes, in small hexadecimal.
pub(crate) fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
