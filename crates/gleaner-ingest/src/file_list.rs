//! `--files-from`: paths that a file or another program lists.

use std::io::{self, BufRead};
use std::path::PathBuf;

use crate::error::{InputError, InputErrorKind};
use crate::inputs::Root;

/// A path longer than this is no path.
const MAX_PATH_BYTES: u64 = 1 << 20;

/// Paths of files and folders, a line each or with a NUL behind each, read as they are asked for. Empty lines are nothing;
/// white space in a path counts. `-` is a file of that name: standard input may be the list itself.
pub struct FileList {
    name: String,
    /// None behind the end, or an error.
    source: Option<Box<dyn BufRead + Send>>,
    separator: u8,
}

impl FileList {
    /// The list in `source`, which messages call `name`; `separator` is `\n` or NUL.
    pub fn new(name: &str, source: Box<dyn BufRead + Send>, separator: u8) -> Self {
        Self { name: name.to_owned(), source: Some(source), separator }
    }

    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let Some(source) = &mut self.source else { return Ok(None) };
        loop {
            let mut path = Vec::new();
            if io::Read::take(&mut *source, MAX_PATH_BYTES).read_until(self.separator, &mut path)? == 0 {
                return Ok(None);
            }
            if path.last() == Some(&self.separator) {
                path.pop();
            }
            if self.separator == b'\n' && path.last() == Some(&b'\r') {
                path.pop();
            }
            if !path.is_empty() {
                return Ok(Some(path));
            }
        }
    }
}

impl Iterator for FileList {
    type Item = Result<Root, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.read() {
            Ok(Some(path)) => Some(Ok(Root::Path(path_of(path)))),
            Ok(None) => {
                self.source = None;
                None
            }
            Err(error) => {
                self.source = None;
                Some(Err(InputError::new(&self.name, InputErrorKind::Io(error))))
            }
        }
    }
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
