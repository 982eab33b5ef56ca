//! Ctrl-C: whatever is half-written goes, and the status says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Files and folders that must not be left behind.
static HALF_WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The status of programs that Ctrl-C ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// From now on Ctrl-C, and the signals that ask programs to end, remove what is half-written and end with status 130.
pub(crate) fn on_interrupt() {
    let stop = || {
        for path in HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            // It may have been put in its place just now.
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
        std::process::exit(INTERRUPTED);
    };
    // Without it Ctrl-C ends the program as ever, and leaves the file.
    let _ = ctrlc::set_handler(stop);
}

/// Has that file or folder removed when the run is interrupted.
pub(crate) fn remove_on_interrupt(path: &Path) {
    HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
}
