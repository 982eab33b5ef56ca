//! The process that reads one PDF: this program once more, with little memory and time.

use std::ffi::OsString;
use std::io;

use gleaner_ingest::{Limits, PdfProcess};

use crate::exit::ExitStatus;
use crate::flags::ReadPdfFlags;

/// What it may have in memory, whatever the file; the limit on what is unpacked comes on top.
const BASE_BYTES: u64 = 1 << 30;

/// This program, asked to read a PDF.
pub(crate) fn of(limits: &Limits) -> Option<PdfProcess> {
    let args = [
        "--no-config".to_owned(),
        "read-pdf".to_owned(),
        limits.max_seconds.to_string(),
        limits.max_unpacked_bytes.to_string(),
    ];
    Some(PdfProcess::new(std::env::current_exe().ok()?, args.map(OsString::from)))
}

/// Runs `gleaner read-pdf`.
pub(crate) fn run(flags: &ReadPdfFlags) -> anyhow::Result<ExitStatus> {
    let limits = Limits { max_seconds: flags.seconds, max_unpacked_bytes: flags.max_unpacked, ..Limits::default() };
    confine(&limits);
    PdfProcess::answer(io::stdin().lock(), io::stdout().lock(), &limits)?;
    Ok(ExitStatus::Success)
}

/// Has the system see to the limits. Where it refuses, those of the reader itself are left.
#[cfg(unix)]
fn confine(limits: &Limits) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |n| Rlimit { current: Some(n), maximum: Some(n) };
    let _ = setrlimit(Resource::As, limit(BASE_BYTES.saturating_add(limits.max_unpacked_bytes)));
    let _ = setrlimit(Resource::Cpu, limit(limits.max_seconds.saturating_add(1)));
    // What it dies of is no reason to fill a disk.
    let _ = setrlimit(Resource::Core, limit(0));
}

#[cfg(not(unix))]
fn confine(_: &Limits) {
    let _ = BASE_BYTES;
}
