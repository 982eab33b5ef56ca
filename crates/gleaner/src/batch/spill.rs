//! A file for output that waits for its turn.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Where a piece of output lies in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    at: u64,
    n_bytes: usize,
}

/// The file, filled from its start; once nothing in it is waited for any more it is filled from the start again.
pub(super) struct Spill<'f> {
    /// None where there is none, or once it failed: output stays in memory then.
    file: Option<&'f File>,
    max_bytes: u64,
    end: u64,
    /// Pieces that were not taken back yet.
    n_pieces: usize,
}

impl<'f> Spill<'f> {
    pub(super) const fn new(file: Option<&'f File>, max_bytes: u64) -> Self {
        Self { file, max_bytes, end: 0, n_pieces: 0 }
    }

    /// Puts a piece away; none when there is no room, or the file cannot be written to.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Option<Place> {
        let mut file = self.file?;
        let end = self.end.checked_add(bytes.len() as u64).filter(|end| *end <= self.max_bytes)?;
        let written = file.seek(SeekFrom::Start(self.end)).and_then(|_| file.write_all(bytes));
        if written.is_err() {
            // A full disk: nothing more is put there, what lies there can still be read.
            self.file = None;
            return None;
        }
        let place = Place { at: self.end, n_bytes: bytes.len() };
        self.end = end;
        self.n_pieces += 1;
        Some(place)
    }

    /// Takes a piece back.
    pub(super) fn take(&mut self, file: &File, place: Place, bytes: &mut Vec<u8>) -> io::Result<()> {
        let mut file = file;
        bytes.clear();
        file.seek(SeekFrom::Start(place.at))?;
        let n_read = file.take(place.n_bytes as u64).read_to_end(bytes)?;
        self.n_pieces -= 1;
        if self.n_pieces == 0 {
            self.end = 0;
        }
        if n_read == place.n_bytes { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}
