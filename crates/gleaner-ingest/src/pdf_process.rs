//! PDF by a process of its own: whatever its reader does, run out of memory or of stack, turn in circles, it does there.
//!
//! The program that reads PDFs runs itself a second time. The file goes in by standard input; one line of JSON comes out.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Limits;
use crate::blocks::{ExtractResult, Extracted};
use crate::converter::{self, Failure};
use crate::date::parse_written;
use crate::error::InputErrorKind;
use crate::kind::Kind;

/// A program that calls [`PdfProcess::answer`]: usually the running one, with arguments that lead there.
#[derive(Clone, Debug)]
pub struct PdfProcess {
    command: OsString,
    args: Vec<OsString>,
}

/// What the process says of a file.
#[derive(Debug, Deserialize, Serialize)]
enum Answer {
    Read { text: String, title: Option<String>, author: Option<String>, written: Option<String> },
    Protected,
    NoTextLayer,
    Unpacked,
    Slow,
    Damaged(String),
}

/// The process may take a little longer than what it allows itself, so that it can say what was wrong.
const GRACE: Duration = Duration::from_secs(2);

impl PdfProcess {
    /// The program `command` with `args`, run once for each PDF, without a shell.
    pub fn new(command: impl Into<OsString>, args: impl IntoIterator<Item = OsString>) -> Self {
        Self { command: command.into(), args: args.into_iter().collect() }
    }

    /// What such a process does: reads a PDF from `input` and says on `output` what is in it.
    ///
    /// # Errors
    /// Those of the two ends.
    pub fn answer(mut input: impl Read, mut output: impl Write, limits: &Limits) -> io::Result<()> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        serde_json::to_writer(&mut output, &Answer::of(read_here(&bytes, limits)))?;
        output.flush()
    }

    /// The text and metadata of a PDF; none when the process cannot be started.
    pub(crate) fn read(&self, bytes: &[u8], limits: &Limits) -> Option<ExtractResult> {
        let kind = Kind::Pdf.words();
        let mut command = Command::new(&self.command);
        command.args(&self.args);
        let time = Duration::from_secs(limits.max_seconds) + GRACE;
        // Six times its size is a text of control characters alone in JSON.
        let max_answer = limits.max_unpacked_bytes.saturating_mul(6);
        let damaged = |reason: String| InputErrorKind::Damaged { kind, reason };
        match converter::output(command, Some(bytes), max_answer, time) {
            Ok(answer) => Some(match serde_json::from_slice::<Answer>(&answer) {
                Ok(answer) => answer.result(limits),
                Err(_) => Err(damaged("its reader gave up".to_owned())),
            }),
            Err(Failure::NotStarted(_)) => None,
            Err(Failure::Exit(said)) => Some(Err(damaged(format!("its reader {said}")))),
            Err(Failure::TooLong) => Some(Err(InputErrorKind::Unpacked { limit: limits.max_unpacked_bytes })),
            Err(Failure::Slow) => Some(Err(InputErrorKind::Slow { kind, seconds: limits.max_seconds })),
        }
    }
}

#[cfg(feature = "pdf")]
fn read_here(bytes: &[u8], limits: &Limits) -> ExtractResult {
    crate::format::pdf::read(bytes, limits)
}

#[cfg(not(feature = "pdf"))]
fn read_here(_: &[u8], _: &Limits) -> ExtractResult {
    Err(InputErrorKind::NotBuilt { kind: Kind::Pdf.words(), feature: "pdf" })
}

impl Answer {
    fn of(result: ExtractResult) -> Self {
        match result {
            Ok(Extracted { text, title, author, written }) => {
                let written = written.map(|written| match written.minute_of_day {
                    Some(minute) => format!("{}T{:02}:{:02}", written.day, minute / 60, minute % 60),
                    None => written.day.to_string(),
                });
                Self::Read { text, title, author, written }
            }
            Err(InputErrorKind::Protected { .. }) => Self::Protected,
            Err(InputErrorKind::NoTextLayer { .. }) => Self::NoTextLayer,
            Err(InputErrorKind::Unpacked { .. }) => Self::Unpacked,
            Err(InputErrorKind::Slow { .. }) => Self::Slow,
            Err(InputErrorKind::Damaged { reason, .. }) => Self::Damaged(reason),
            Err(other) => Self::Damaged(other.to_string()),
        }
    }

    fn result(self, limits: &Limits) -> ExtractResult {
        let kind = Kind::Pdf.words();
        Err(match self {
            Self::Read { text, title, author, written } => {
                let written = written.as_deref().and_then(parse_written);
                return Ok(Extracted { text, title, author, written });
            }
            Self::Protected => InputErrorKind::Protected { kind },
            Self::NoTextLayer => InputErrorKind::NoTextLayer { kind },
            Self::Unpacked => InputErrorKind::Unpacked { limit: limits.max_unpacked_bytes },
            Self::Slow => InputErrorKind::Slow { kind, seconds: limits.max_seconds },
            Self::Damaged(reason) => InputErrorKind::Damaged { kind, reason },
        })
    }
}
