//! `--log`: what happened in a run, a line each, for programs and for later.

use std::fmt::Display;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::Context;

use crate::tally::Failure;

/// A file of lines in logfmt: `time=… level=warn event=failed doc="a.pdf" kind="damaged" error="…"`. It is appended to, so
/// that the logs of runs that go on with each other are one.
#[derive(Debug)]
pub(crate) struct Log {
    file: Option<File>,
}

impl Log {
    /// Opens the file; without a path nothing is logged.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else { return Ok(Self { file: None }) };
        let file = File::options().create(true).append(true).open(path);
        Ok(Self { file: Some(file.with_context(|| format!("cannot write the log {}", path.display()))?) })
    }

    pub(crate) fn failed(&self, failure: &Failure) {
        self.line("warn", "failed", &[("doc", &failure.place), ("kind", &failure.kind), ("error", &failure.message)]);
    }

    /// Something about the run as a whole.
    pub(crate) fn info(&self, event: &str, fields: &[(&str, &dyn Display)]) {
        self.line("info", event, fields);
    }

    fn line(&self, level: &str, event: &str, fields: &[(&str, &dyn Display)]) {
        let Some(mut file) = self.file.as_ref() else { return };
        let now = jiff::Timestamp::now().round(jiff::Unit::Millisecond).unwrap_or_default();
        let mut line = format!("time={now} level={level} event={event}");
        for (key, value) in fields {
            // Quoted as in JSON: one line whatever the value holds.
            let value = serde_json::Value::from(value.to_string());
            line.push_str(&format!(" {key}={value}"));
        }
        line.push('\n');
        // A log that cannot be written any more (a full disk) must not end the run.
        let _ = file.write_all(line.as_bytes());
    }
}
