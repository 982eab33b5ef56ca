//! Outside programs that turn a file to text.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::Options;
use crate::error::InputErrorKind;
use crate::filter::PathFilter;

/// A program that is given the path of a file as its one argument, and the file as its standard input, and prints its text:
/// the convention of ripgrep's `--pre`. `pdftotext` wants a `-` behind the path; a script of two lines gives it.
#[derive(Clone, Debug)]
pub struct Converter {
    command: OsString,
    files: PathFilter,
}

impl Converter {
    /// Hands files that `files` includes to `command`, a path or a name to be looked for as the system does. It is run once
    /// for each file, without a shell.
    pub fn new(command: impl Into<OsString>, files: PathFilter) -> Self {
        Self { command: command.into(), files }
    }

    /// Whether it is to read that file.
    pub(crate) fn wants(&self, path: &Path) -> bool {
        self.files.includes(path)
    }

    /// What it prints for the file at `path`.
    pub(crate) fn run(&self, path: &Path, options: &Options) -> Result<Vec<u8>, InputErrorKind> {
        let input = File::open(path).map_err(InputErrorKind::Io)?;
        let mut command = Command::new(&self.command);
        command.arg(path).stdin(input);
        let failed =
            |reason: String| InputErrorKind::Converter { command: self.command.to_string_lossy().into_owned(), reason };
        let limit = options.limits.max_unpacked_bytes;
        match output(command, None, limit, Duration::from_secs(options.limits.max_seconds)) {
            Ok(bytes) => Ok(bytes),
            Err(Failure::NotStarted(error)) => Err(failed(format!("cannot be run: {error}"))),
            Err(Failure::Exit(said)) => Err(failed(said)),
            Err(Failure::TooLong) => Err(InputErrorKind::Unpacked { limit }),
            Err(Failure::Slow) => Err(failed(format!("did not end within {} seconds", options.limits.max_seconds))),
        }
    }
}

pub(crate) enum Failure {
    NotStarted(io::Error),
    /// It failed; how, and what it said.
    Exit(String),
    TooLong,
    Slow,
}

/// The standard output of `command`, which is killed when it takes too long or prints too much. `input` goes to its standard
/// input, whose end it may hang up.
pub(crate) fn output(
    mut command: Command,
    input: Option<&[u8]>,
    limit: u64,
    time: Duration,
) -> Result<Vec<u8>, Failure> {
    if input.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(Failure::NotStarted)?;
    let stdin = child.stdin.take();
    thread::scope(|scope| {
        if let (Some(mut stdin), Some(input)) = (stdin, input) {
            // Ends when the program has read it all, or is gone, which `watch` sees to.
            scope.spawn(move || {
                let _ = io::Write::write_all(&mut stdin, input);
            });
        }
        watch(child, limit, time)
    })
}

/// What `child` prints. It is gone afterwards.
fn watch(mut child: Child, limit: u64, time: Duration) -> Result<Vec<u8>, Failure> {
    let deadline = Instant::now() + time;
    // Both pipes are emptied at once: a program that waits for room in one of them would never end.
    let printed = drain(child.stdout.take(), limit.saturating_add(1));
    let said = drain(child.stderr.take(), 1 << 10);
    let Ok(printed) = printed.recv_timeout(time) else {
        stop(&mut child);
        return Err(Failure::Slow);
    };
    if printed.len() as u64 > limit {
        stop(&mut child);
        return Err(Failure::TooLong);
    }
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
            Ok(None) => {
                stop(&mut child);
                return Err(Failure::Slow);
            }
            Err(error) => {
                stop(&mut child);
                return Err(Failure::NotStarted(error));
            }
        }
    };
    if status.success() {
        return Ok(printed);
    }
    let said = said.recv_timeout(Duration::from_millis(200)).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let first =
        said.lines().find(|line| !line.trim().is_empty()).map(|line| line.chars().take(200).collect::<String>());
    let status = status.code().map_or_else(|| "was killed".to_owned(), |code| format!("failed with status {code}"));
    Err(Failure::Exit(first.map_or_else(|| status.clone(), |first| format!("{status}: {}", first.trim()))))
}

fn stop(child: &mut Child) {
    // It may have ended just now; either way it is gone afterwards.
    let _ = child.kill();
    let _ = child.wait();
}

/// Reads a pipe to its end in a thread; gives its first `limit` bytes. The rest is read and dropped only for small limits:
/// beyond a large one the program is killed.
fn drain(pipe: Option<impl Read + Send + 'static>, limit: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    if let Some(mut pipe) = pipe {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            // A broken pipe ends it like any other end; the status tells whether the program failed.
            let _ = pipe.by_ref().take(limit).read_to_end(&mut bytes);
            let _ = sender.send(bytes);
            let _ = io::copy(&mut pipe, &mut io::sink());
        });
    }
    receiver
}
