//! Runs the program in a fresh folder and reads its records.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder of documents to run `gleaner` in.
pub(crate) struct Program {
    folder: tempfile::TempDir,
}

/// What one run came to.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Program {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A folder with those files.
    pub(crate) fn with(files: &[(&str, &[u8])]) -> Self {
        let program = Self::new();
        for (name, content) in files {
            program.write(name, content);
        }
        program
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The program with those arguments, in this folder and without what the environment of the tests may set.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gleaner"));
        command.args(args).current_dir(self.path()).stdin(Stdio::null());
        // Nobody's own configuration may change what a test sees.
        command.env("XDG_CONFIG_HOME", self.path().join("no-such-folder"));
        for variable in ["GLEANER_CONFIG", "GLEANER_THREADS"] {
            command.env_remove(variable);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().expect("the program starts"))
    }

    /// A run of `gleaner extract` with those arguments.
    pub(crate) fn extract(&self, args: &[&str]) -> Run {
        self.run(&[&["extract"], args].concat())
    }

    /// A run of `gleaner extract` with `input` on its standard input.
    pub(crate) fn extract_from(&self, input: &[u8], args: &[&str]) -> Run {
        let mut child = self
            .command(&[&["extract"], args].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        std::thread::scope(|scope| {
            // Both ends at once, or a full pipe would stop both; a program that does not read to the end may hang up.
            scope.spawn(move || {
                let _ = stdin.write_all(input);
            });
            Run::of(child.wait_with_output().expect("the program ends"))
        })
    }
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            // A signal has no status; no test expects one.
            status: output.status.code().unwrap_or(-1),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// Fails the test unless the run ended with that status, showing what it said.
    #[track_caller]
    pub(crate) fn expect(self, status: i32) -> Self {
        let start = String::from_utf8_lossy(&self.stdout[..self.stdout.len().min(4000)]);
        assert_eq!(self.status, status, "stderr: {}\nstdout: {start}", self.stderr);
        self
    }

    /// Standard output as text.
    #[track_caller]
    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.stdout).expect("standard output is UTF-8")
    }

    /// The records, each of them a line of JSON with a kind.
    #[track_caller]
    pub(crate) fn records(&self) -> Vec<Value> {
        records(&self.stdout)
    }

    /// The records of that kind.
    #[track_caller]
    pub(crate) fn of_kind(&self, kind: &str) -> Vec<Value> {
        self.records().into_iter().filter(|record| record["kind"] == kind).collect()
    }

    /// `DOC: ERROR` of each error record.
    #[track_caller]
    pub(crate) fn errors(&self) -> Vec<String> {
        let errors = self.of_kind("error");
        errors.iter().map(|record| format!("{}: {}", string(record, "doc"), string(record, "error"))).collect()
    }

    /// The names of the documents that records speak of, each once, in order.
    #[track_caller]
    pub(crate) fn docs(&self) -> Vec<String> {
        let mut docs: Vec<String> = self.records().iter().map(|record| string(record, "doc").to_owned()).collect();
        docs.dedup();
        docs
    }
}

/// The lines of JSON in `bytes`.
#[track_caller]
pub(crate) fn records(bytes: &[u8]) -> Vec<Value> {
    assert!(bytes.is_empty() || bytes.ends_with(b"\n"), "the last line is whole");
    let text = std::str::from_utf8(bytes).expect("records are UTF-8");
    text.lines()
        .map(|line| {
            let record: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert!(record["kind"].is_string() && record["doc"].is_string(), "{line}");
            record
        })
        .collect()
}

/// A field that has to be a string.
#[track_caller]
pub(crate) fn string<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_else(|| panic!("no string {field} in {record}"))
}

/// A field that has to be a number of something.
#[track_caller]
pub(crate) fn number(record: &Value, field: &str) -> usize {
    record[field].as_u64().unwrap_or_else(|| panic!("no number {field} in {record}")) as usize
}
