//! How a run ended, for the shell.

use std::process::ExitCode;

/// The exit statuses of `gleaner`. Finding nothing in a document is no failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// Every document was read (or whoever read the output had enough and closed it).
    Success,
    /// The run went through, and some documents failed; each has an error record.
    SomeFailed,
    /// Nothing was done, or the output is not whole: wrong usage or configuration, no document to be found, or the output
    /// could not be written. clap ends with the same status on flags it does not know.
    Failure,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Success => 0,
            ExitStatus::SomeFailed => 1,
            ExitStatus::Failure => 2,
        })
    }
}
