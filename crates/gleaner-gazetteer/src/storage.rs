//! Where the bytes of a compiled gazetteer are: in memory, in the program, or in a mapped file.

use std::fmt;
use std::fs::File;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

/// Bytes that do not change. Free to clone.
#[derive(Clone)]
pub(crate) enum Storage {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
    Mapped(Arc<Mmap>),
}

impl Storage {
    /// Maps a file.
    ///
    /// Measured against reading it, on the file of one million names (57 MB, in the page cache; `examples/sizes.rs`): 2.4 ms
    /// against 55. What decides is memory: the pages of the map are the page cache's own, shared by all
    /// processes, and those that no text asks for are never loaded.
    ///
    /// # Safety
    /// Sound as long as nobody changes or shortens the file while it is mapped. The invariant, and who keeps it:
    /// - `Gazetteer::save`, the one writer in gleaner, never writes into an existing file: it writes another one and
    ///   renames it over the old, whose bytes stay mapped until the map is dropped. Replacing a file that is open is safe.
    /// - The map is private and read-only, so this process cannot change it either.
    /// - Another program that writes into the file in place breaks it. `Gazetteer::open` tells its callers so, and
    ///   `Gazetteer::from_bytes` is the way for files that are not theirs to protect.
    /// - Nothing of what the bytes say is relied on for soundness: the checksum guards against accidents only, and every
    ///   read of them is checked for bounds and for UTF-8.
    #[allow(unsafe_code)]
    pub(crate) fn map(path: &Path) -> std::io::Result<Self> {
        let file = File::open(path)?;
        if file.metadata()?.len() == 0 {
            // Nothing can be mapped.
            return Ok(Self::Static(&[]));
        }
        // SAFETY: see above.
        let map = unsafe { Mmap::map(&file)? };
        Ok(Self::Mapped(Arc::new(map)))
    }
}

impl Deref for Storage {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Static(_) => "static",
            Self::Shared(_) => "shared",
            Self::Mapped(_) => "mapped",
        };
        write!(f, "{kind}, {} bytes", self.len())
    }
}
