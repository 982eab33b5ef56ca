//! Which file a path leads to, whatever it is called.

use std::fs::Metadata;

/// The identity of an open or existing file: two paths to one file have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    /// The identity of the file that `metadata` was asked of; `None` on systems where the standard library does not tell.
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self { device: metadata.dev(), inode: metadata.ino() })
    }

    /// The identity of the file that `metadata` was asked of; `None` on systems where the standard library does not tell.
    #[cfg(not(unix))]
    pub fn of(_: &Metadata) -> Option<Self> {
        None
    }
}
